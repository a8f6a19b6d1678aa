"""Proportions against the figures they are of: 三者之比为6∶3∶1, 按6∶4比例, 生师比18∶1, 前者是后者的12倍."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, permutations

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.leaves import TIMES, Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Statement
from compiler.chinese.figures.terms import Term, given, ratio
from compiler.chinese.figures.tree import Stretch, Tree

PROPORTION = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{0,6})比(?:例|值)?(?:为|是|达到?|约为?|提高到|只有|仅为?)?(?P<terms>\d{1,5}(?:\.\d{1,3})?(?:[∶:：]\d{1,5}(?:\.\d{1,3})?){1,4})"
    r"|按(?:照)?(?P<by>\d{1,3}(?:\.\d{1,2})?(?:[∶:：]\d{1,3}(?:\.\d{1,2})?){1,4})的?比例"
)
OF_BOTH = re.compile(r"[两二三四五]者之?$")
PAIR = re.compile(r"(?P<one>[\u4e00-\u9fff])(?P<other>[\u4e00-\u9fff])$")
TIMES_OF = re.compile(r"前者(?:是|为|相当于|约为?)后者的(?:近|约)?$")
NEAREST = 6
"""So many figures of its sentence a proportion of two may be of. By judgement: of more, chance fits some pair."""
HALF = Decimal("0.5")
FULL = (10, 100)
"""Terms that come to so many say what of ten or a hundred each has, and are rounded: 职普比4∶6."""


def proportions(tree: Tree) -> Iterator[Statement]:
    """``1116条、558条、186条，三者之比为6∶3∶1``: each next to the following one as the numbers say."""
    for stretch in tree.sentences:
        for match in PROPORTION.finditer(stretch.text):
            written = re.split("[∶:：]", match["terms"] or match["by"])
            at = match.start("terms") if match["terms"] else match.start("by")
            place = (at + stretch.start, match.end() + stretch.start)
            own = [
                leaf
                for leaf in reach.beside(stretch, place[0])
                if not place[0] <= leaf.start < place[1]
            ]
            if match["by"] or OF_BOTH.search(match["name"]):
                yield from _of_list(own, written, place, bool(match["by"]))
            elif len(written) >= 3:
                yield from _of_list(own, written, place, False, Certainty.PROBABLE)
            elif len(written) == 2:
                yield from _of_names(own, written, place, match["name"])


def _of_list(
    own: Sequence[Leaf],
    written: Sequence[str],
    place: tuple[int, int],
    behind: bool,
    sure: Certainty = Certainty.SURE,
) -> Iterator[Statement]:
    """Yield the proportion of the figures in a row before it (or behind it) of one kind, as many as it has terms."""
    count = len(written)
    before = [leaf for leaf in own if leaf.end <= place[0]][-count:]
    after = [leaf for leaf in own if leaf.start >= place[1]]
    rows = (
        [before] if not behind else [row for row in (after[-count:], after[:count], before) if row]
    )
    rows = [
        row
        for row in rows
        if len(row) == count
        and len({leaf.kind for leaf in row}) == 1
        and row[0].kind not in roles.NO_COUNT
    ]
    for index, (one, other) in enumerate(pairwise(written)):
        readings = [_reading(row[index], row[index + 1], one, other, place) for row in rows]
        if behind:  # 按1∶3比例进入面试180人，拟录用60人
            readings += [_reading(row[index + 1], row[index], one, other, place) for row in rows]
        if behind and count == 2:  # 遴选12人，合格94人，按1∶3比例确定36人
            readings += [
                _reading(left, right, one, other, place)
                for left, right in permutations(own[-NEAREST:], 2)
                if left.kind == right.kind and left.kind not in roles.NO_COUNT
            ]
        if readings:
            yield Statement("比例关系", tuple(readings), sure)


def _of_names(
    own: Sequence[Leaf], written: Sequence[str], place: tuple[int, int], name: str
) -> Iterator[Statement]:
    """Yield the proportion of two things named by one letter each (生师比, 床护比): of any two figures before
    it in whose words these letters stand.
    """
    match = PAIR.search(name)
    before = [leaf for leaf in own if leaf.end <= place[0] and leaf.kind not in roles.NO_COUNT][-8:]
    if match is None:
        return
    named = [
        [leaf for leaf in before if letter in leaf.before + leaf.noun]
        for letter in (match["one"], match["other"])
    ]
    if not all(named):
        return
    readings = [
        _reading(one, other, written[0], written[1], place)
        for one, other in permutations(before, 2)
    ]
    if readings:
        yield Statement("比例关系", tuple(readings), Certainty.SURE)


def _reading(one: Leaf, other: Leaf, first: str, second: str, place: tuple[int, int]) -> Reading:
    """Return that two figures are as two written numbers, each rounded to its last digit if the other is 1
    or it has decimals.
    """
    whole = Decimal(first) + Decimal(second) in FULL
    over, under = (
        _interval(text, against, whole) for text, against in ((first, second), (second, first))
    )
    low, high = over[0] / under[1], over[1] / under[0]
    told = Term((), low, high, lambda: f"{first}∶{second}", place)
    return Reading(ratio(given(one), given(other)), told)


def _interval(text: str, against: str, whole: bool) -> tuple[Decimal, Decimal]:
    value = Decimal(text)
    _, _, decimals = text.partition(".")
    rounded = bool(decimals) or whole or (against == "1" and value != 1)
    half = HALF.scaleb(-len(decimals)) if rounded else Decimal(0)
    return max(value - half, Decimal("0.001")), max(value + half, Decimal("0.001"))


def former_and_latter(tree: Tree) -> Iterator[Statement]:
    """``最多的4600万元，最少的380万元，前者是后者的12倍多``."""
    for stretch in tree.sentences:
        for position, times in enumerate(stretch.leaves):
            if times.kind == TIMES and TIMES_OF.search(times.before) and position >= 2:
                yield from _multiple(stretch, position)


def _multiple(stretch: Stretch, position: int) -> Iterator[Statement]:
    times = stretch.leaves[position]
    one, other = stretch.leaves[position - 2 : position]
    if one.kind == other.kind and one.kind not in roles.NO_COUNT:
        more = "多" in times.after[:1]
        left = given(times, rounded=times.exact and not more)
        if more:
            left = Term((times,), times.low, times.high + times.step, lambda: f"{times.text}多")
        reading = Reading(left, ratio(given(one), given(other)))
        yield Statement("倍数", (reading,), Certainty.SURE)
