"""The figures of a planned goal beside those that the units declared, or tell in their answers."""

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


OF_OTHERS = re.compile("其中|另|剩余|其余|尚|还有|仍|未|拟|将|计划|预计|力争|原有|现有|原计划|目标")
"""Words in a clause by which its number is no result of the whole."""
TELLS = re.compile("(?:[了共已均各约]|累计|总计|合计|同比|比上年|较上年)+$")
"""Words between what a number is about and the number."""
FROM = re.compile(r"[由从][^，。；由从]{0,12}\d[^，。；\d]{0,8}$")
"""What a number was before, between what it is of and what it is now: 普及率由86%提高到95%."""
REACH = 60
"""A clause begins so many characters before its number at most: a bound keeps the time linear."""
IN_COMMON = 2
"""So many characters before two numbers must agree for them to be of one thing."""


@attrs.frozen
class GoalNumber:
    """A number of a goal: where it is written, what leads up to it, and whether no more than it is
    wanted.
    """

    quantity: Quantity
    leading: str
    start: int
    end: int
    at_most: bool


@attrs.frozen
class GoalFigure:
    """A number of a goal, as it is written there, the declared figure of the same thing, and
    whether it is reached.
    """

    text: str
    figure: Figure
    verdict: str
    number: GoalNumber


def goal_figures(measure: Measure) -> Iterator[GoalFigure]:
    """Yield the numbers of a measure's goal for which surely one declared figure is meant.

    Which it is its name must say: it, or what it is about, stands at the number. Where several do,
    or none, nothing is said.
    """
    goal = measure.plan.goal.value
    for number in goal_numbers(goal):
        figure = _meant(number.leading, number.quantity, measure.figures)
        if figure is not None:
            assert figure.value.value is not None
            verdict = _verdict(number, figure.value.value, figure.unit.value)
            yield GoalFigure(goal[number.start : number.end], figure, verdict, number)


def goal_numbers(goal: str) -> Iterator[GoalNumber]:
    """Yield the numbers of a goal."""
    for quantity in quantities(goal):
        start = _clause(goal, quantity.start, "，。；、,;")
        before = goal[start : quantity.start]
        less = quantity.qualifier in AT_MOST or AT_MOST_WORDS.search(before) is not None
        leading = _leading(before, quantity)
        yield GoalNumber(quantity, leading, start, _end(goal, quantity), less)


def short_of(number: GoalNumber, text: str) -> Quantity | None:
    """Return the number of an answer that falls short of a goal's; ``None`` if any in it that may
    be of the same thing reaches it, all together do, or none is.
    """
    told = [quantity for quantity in quantities(text) if _same_thing(number, text, quantity)]
    verdicts = {_verdict(number, one.value, one.measure_unit) for one in told}
    together = sum((one.value for one in told), Decimal(0))
    if verdicts != {NOT_REACHED}:
        return None
    if not number.at_most and _verdict(number, together, told[0].measure_unit) != NOT_REACHED:
        return None
    return max(told, key=lambda one: one.value)


def _same_thing(number: GoalNumber, text: str, told: Quantity) -> bool:
    """Tell whether a number of an answer may be of what the goal's is of: both count the same, or
    the same words lead up to both.
    """
    if not number.quantity.measure_unit or told.qualifier in ROUGHLY:
        return False
    clause = _clause(text, told.start, "，。；,;")
    if OF_OTHERS.search(text, clause, told.start):
        return False
    leading = _leading(text[clause : told.start], told)
    if len(number.quantity.noun) > 1 and told.noun == number.quantity.noun:
        return True
    same = number.leading[-IN_COMMON:]
    return len(same) == IN_COMMON and leading.endswith(same)


def _clause(text: str, position: int, marks: str) -> int:
    """Return where the clause of a position begins, or how far back it is looked for."""
    near = max(0, position - REACH)
    return max(near, *(text.rfind(mark, near, position) + 1 for mark in marks))


def _leading(before: str, quantity: Quantity) -> str:
    """Return the words up to a number that say what it is of."""
    bare = AT_LEAST_WORDS.sub("", AT_MOST_WORDS.sub("", before))
    return TELLS.sub("", FROM.sub("", bare.removesuffix(quantity.qualifier)))


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


def _verdict(number: GoalNumber, value: Decimal, unit: str) -> str:
    """Return whether a value reaches what a goal says of it."""
    wanted = number.quantity
    declared = _converted(value, unit, wanted.measure_unit)
    if declared is None:
        return INCOMPARABLE
    if declared <= wanted.value if number.at_most else declared >= wanted.value:
        return REACHED
    return INCOMPARABLE if wanted.qualifier in ROUGHLY else NOT_REACHED


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
