"""Changes that cannot be, whatever they lie between: falls by more than all, shares of no whole number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.chinese.figures import reach
from compiler.chinese.figures.leaves import SHARE, Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Statement, at_most
from compiler.chinese.figures.terms import given, number, ratio, summed
from compiler.chinese.figures.tree import Tree
from compiler.chinese.numerals import plain


def possible(tree: Tree) -> Iterator[Statement]:
    """``下降37.5%``: nothing falls by more than all of it."""
    for change in tree.leaves:
        if change.kind == SHARE and FALLEN.search(change.before):
            reading = at_most(given(change), number(1, "100%"))
            yield Statement("降幅不超过100%", (reading,), Certainty.SURE, binding=False)


FALLEN = re.compile(r"(?:下降|减少|降低|压减|压缩|缩短|精简|回落|下跌)(?:了|约|近|达|幅度?)*$")
COUNTED = ("起", "件", "人", "例", "次", "宗")
YEAR_ON_YEAR = re.compile(
    r"(?:同比|比上年|较上年|比去年|较去年)(?:同期)?(?:分别)?(?P<change>下降|减少|上升|增长|增加)$"
)
TELLING = 3
"""So many times the last decimal must lie between the percentages that neighbouring whole numbers give;
closer together, one of them fits any percentage. By judgement."""


def whole_bases(tree: Tree) -> Iterator[Statement]:
    """``险情9起，同比下降52.6%``: the base was a whole number, so that not every percentage can be."""
    for stretch in tree.sentences:
        for position, first in enumerate(stretch.leaves):
            match = YEAR_ON_YEAR.search(first.before)
            if not match or first.kind != SHARE or match.start() > 1:
                continue  # 重访同比下降33.7%: of what is not told
            changes = reach.shares_in_a_row(stretch, position)
            values = stretch.leaves[max(0, position - len(changes)) : position]
            falls = match["change"] in ("下降", "减少")
            for value, change in zip(values, changes, strict=False):
                if len(values) == len(changes) and value.kind in COUNTED and value.exact:
                    yield from _whole_base(value, change, falls)


def _whole_base(value: Leaf, change: Leaf, falls: bool) -> Iterator[Statement]:
    factor = 1 - change.value if falls else 1 + change.value
    if factor <= 0 or not value.value:
        return
    base = (value.value / factor).to_integral_value()
    if not base or value.value / (base * (base + 1)) < TELLING * change.step:
        return
    one = number(1, "1")
    share = ratio(given(value), number(base, f"上期{plain(base)}{value.unit}"))
    step = summed((one,), (share,)) if falls else summed((share,), (one,))
    reading = Reading(given(change, rounded=True), step)
    yield Statement("同比与整数", (reading,), Certainty.SURE, binding=False)
