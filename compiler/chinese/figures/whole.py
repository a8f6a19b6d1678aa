"""Shares of one whole: 优良占44.7%、及格占50.2%、不及格占5.1% come to 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from compiler.chinese.figures import roles
from compiler.chinese.figures.leaves import SHARE, Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Statement
from compiler.chinese.figures.terms import given, number, summed
from compiler.chinese.figures.tree import Stretch, Tree

OF_IT = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,10}?)(?:的)?(?:占比?|比例|比重)(?:为|约|达|到|了)*$"
)
JOINED = re.compile("[、，；和]")
DENIES = re.compile("^(?:不|未|非|无)")


def whole(tree: Tree) -> Iterator[Statement]:
    """``优良占44.7%、及格占50.2%、不及格占5.1%``: shares of all kinds that one thing has, the last being the rest or what
    the others are not.
    """
    for stretch in tree.stretches:
        for group in _groups(stretch):
            names = [
                match["name"] if (match := OF_IT.search(leaf.before)) else "" for leaf in group
            ]
            rest = roles.is_rest(group[-1])
            denied = any(
                DENIES.sub("", name) in names and DENIES.match(name)
                for name in names
                if len(name) > 1
            )
            if not (rest or denied) or len(group) < 3:
                continue
            readings = [
                Reading(
                    summed([given(leaf, rounded=True) for leaf in group[start:]]), number(1, "100%")
                )
                for start in range(len(group) - 1)
            ]
            yield Statement("各占比之和", tuple(readings), Certainty.SURE)


def _groups(stretch: Stretch) -> Iterator[Sequence[Leaf]]:
    """Yield the shares that are told of several things in one row."""
    own = [leaf for leaf in stretch.leaves if leaf.kind == SHARE]
    group: list[Leaf] = own[:1]
    for one, other in pairwise(own):
        words = stretch.between(one.end, other.start)
        told = OF_IT.search(other.before) or roles.is_rest(other)
        if JOINED.match(words) and told and OF_IT.search(group[0].before):
            group.append(other)
        else:
            yield group
            group = [other]
    if group:
        yield group


SPLIT = re.compile(
    r"(?:(?:分配|分担|承担|分摊|出资|分成|三级|各级)(?:的)?比例|(?<![的价款额])占比|比重|构成|结构|份额)(?:分别|依次)?(?:为|是|:|：)?[^，、；\d]{0,8}$"
)
RATES = re.compile("率|增|降|[由从]|同比|完成")
SHORT = 8
"""A kind that shares of one thing are told of has a name as short as that, with 占 behind it. By judgement."""
IN_A_ROW = re.compile("[、和及]")
SUMMED = re.compile("合计|共|之和|总|前[两二三四五]")


def split(tree: Tree) -> Iterator[Statement]:
    """``分配比例为村集体20%、村民75%、镇政府5%``; ``依次为停车31.4%、供暖22.6%、噪声17.5%，另有28.5%为其他``; ``一类苗占61%，二类苗占
    28%，三类苗占11%``: what one thing is split into comes to all of it. Some may be left out, so that it is hinted at.
    """
    for stretch in tree.stretches:
        for row in _rows(stretch):
            if len(row) < 3 or _is_part(row, stretch):
                continue
            reading = Reading(
                summed([given(leaf, rounded=True) for leaf in row]), number(1, "100%")
            )
            yield Statement("各占比之和", (reading,), Certainty.PROBABLE)


def _rows(stretch: Stretch) -> Iterator[list[Leaf]]:
    """Yield the shares that stand in a row and are said to be of one thing."""
    own = [leaf for leaf in stretch.leaves if leaf.kind == SHARE]
    row: list[Leaf] = []
    for leaf in own:
        if row:
            words = stretch.between(row[-1].end, leaf.start)
            listed = leaf.clause == row[-1].clause and IN_A_ROW.match(words)
            rest = leaf.clause == row[-1].clause + 1 and roles.is_rest(leaf)
            each = leaf.clause == row[-1].clause + 1 and all(
                OF_IT.search(one.before) for one in (row[-1], leaf)
            )
            if (listed or rest or each) and "其中" not in words:
                row.append(leaf)
                continue
            yield row
        row = [leaf]
    yield row


def _is_part(row: Sequence[Leaf], stretch: Stretch) -> bool:
    """Tell whether shares in a row may be only some of a whole, or rates of several things."""
    first, last = row[0], row[-1]
    behind = stretch.between(last.end, min(last.end + 12, stretch.end))
    if (
        SUMMED.search(behind)
        or roles.PARTIAL.search(stretch.text)
        or len(set(_names(row))) < len(row)
    ):
        return True
    if any(RATES.search(leaf.before) for leaf in row):
        return True
    rest = roles.is_rest(last)
    short = all(len(leaf.before) <= SHORT and OF_IT.search(leaf.before) for leaf in row)
    kin = short and roles.kin(row) > 0
    return not (rest or kin or (SPLIT.search(first.lead) and first.clause == last.clause))


def _names(row: Sequence[Leaf]) -> list[str]:
    return [leaf.before or str(leaf.start) for leaf in row]
