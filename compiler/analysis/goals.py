"""The figures of a planned goal beside those that the units declared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import attrs

from compiler.chinese.quantities import MONEY, Quantity, quantities
from compiler.model.report import Measure
from compiler.model.submission import Figure

REACHED, NOT_REACHED, INCOMPARABLE = "达到", "未达到", "无法比较"

TOTAL = re.compile("(?:总数|总额|总量|合计|数量)$")
"""Endings by which the name of a figure is longer than what a goal calls it."""
AT_MOST_WORDS = re.compile(
    "(?:不超过|不高于|不大于|不多于|控制在|(?:下降|减少|压减|压降|[降减压])[到至])$"
)
AT_LEAST_WORDS = re.compile(
    "(?:不少于|不低于|(?:提高|增加|提升|上升|增|升|达)[到至]|超过|至少|达|为|共|到)$"
)
AT_MOST = {"以下", "以内", "最多", "不足"}
ROUGHLY = {"约", "近", "左右"}
VERB = 2
"""Characters before a number that say what is done: 新建2所幼儿园."""


@attrs.frozen
class GoalFigure:
    """A number of a goal, as it is written there, the declared figure of the same thing, and
    whether it is reached.
    """

    text: str
    figure: Figure
    verdict: str


def goal_figures(measure: Measure) -> Iterator[GoalFigure]:
    """Yield the numbers of a measure's goal for which surely one declared figure is meant.

    Which it is its name must say: it, or what it is about, stands at the number. Where several do,
    or none, nothing is said.
    """
    goal = measure.plan.goal.value
    for quantity in quantities(goal):
        before = goal[: quantity.start]
        less = quantity.qualifier in AT_MOST or AT_MOST_WORDS.search(before) is not None
        leading = AT_LEAST_WORDS.sub("", AT_MOST_WORDS.sub("", before))
        leading = leading.removesuffix(quantity.qualifier)
        figure = _meant(leading, quantity, measure.figures)
        if figure is not None:
            start = max(map(leading.rfind, "，。；、,;")) + 1
            shown = goal[start : _end(goal, quantity)]
            yield GoalFigure(shown, figure, _verdict(quantity, figure, at_most=less))


def _meant(leading: str, quantity: Quantity, figures: tuple[Figure, ...]) -> Figure | None:
    """Return the one figure whose name stands at a number, behind the words ``leading`` up to it; of
    several the longest name counts, if it holds all others.
    """
    if not quantity.measure_unit:
        return None
    named = [
        (TOTAL.sub("", figure.name.value), figure)
        for figure in figures
        if figure.value.value is not None
    ]
    here = [(name, figure) for name, figure in named if _stands_at(name, leading, quantity.noun)]
    if not here:
        return None
    longest, figure = max(here, key=lambda it: len(it[0]))
    alone = all(own is figure or (name in longest and name != longest) for name, own in here)
    return figure if alone else None


def _stands_at(name: str, leading: str, noun: str) -> bool:
    """Tell whether a figure's name leads up to a number, or is what is done and counted there."""
    if len(name) > 1 and leading.endswith(name):
        return True
    verb = leading[-VERB:]
    return len(noun) > 1 and noun in name and (verb in name if verb else noun == name)


def _verdict(quantity: Quantity, figure: Figure, *, at_most: bool) -> str:
    """Return whether a figure reaches what a goal says of it."""
    assert figure.value.value is not None
    declared = _converted(figure.value.value, figure.unit.value, quantity.measure_unit)
    if declared is None:
        return INCOMPARABLE
    if declared <= quantity.value if at_most else declared >= quantity.value:
        return REACHED
    return INCOMPARABLE if quantity.qualifier in ROUGHLY else NOT_REACHED


def _converted(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """Return a value in another unit, ``None`` if there is no way from one to the other."""
    written = f"{value:f}{unit}"
    for one in quantities(written):  # 1.2 in 万户 is 12,000 in 户
        if one.start == 0 and one.end == len(written):
            value, unit = one.value, one.measure_unit
    if unit in MONEY and wanted in MONEY:
        return value * MONEY[unit] / MONEY[wanted]
    return value if unit == wanted else None


def _end(goal: str, quantity: Quantity) -> int:
    """Return where a number's words end, its 以上 and the like included."""
    after = goal[quantity.end :]
    tail = next((word for word in ("以上", "以下", "左右", "以内") if after.startswith(word)), "")
    return quantity.end + len(tail)
