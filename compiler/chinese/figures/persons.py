"""Persons by post and by sanction: 问责11人，其中处级2人、科级9人；警告4人、诫勉7人; and persons against 人次."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compiler.chinese.figures import roles
from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.statements import (
    Certainty,
    Reading,
    Standing,
    Statement,
    at_most,
    total_of,
)
from compiler.chinese.figures.terms import given
from compiler.chinese.figures.tree import Stretch, Tree
from compiler.chinese.sanctions import ANY_WAY

PERSONS = ("人", "人次")
ALL_OF_THEM = re.compile(
    r"(?:问责|追责|(?<!组织)(?<!其他)处理|追究|责任人|责任人员|惩戒)(?:党员干部|干部|人员|责任人|相关责任人|责任人员)?(?:共|共计|合计|了|达)?$"
)
AFTERWARDS = re.compile(r"(?:实际|合计|总计|累计|共)(?:处理|问责|追责|处分)(?:人员|干部)?$")
OF_THEM = re.compile("^(?:名|位)?(?:责任人|党员|干部|人员|领导|同志|科级|处级|职工|公职)")
WAY = re.compile(rf"{ANY_WAY.pattern}|警告")
BOTH = re.compile(r"同时|合并|双重|重复|又|兼|均|既|不重")
PARTY, STATE = re.compile("党纪|党内|留党|开除党籍"), re.compile("政务|记过|降级|撤职|公职")


def by_sanction(tree: Tree) -> Iterator[Statement]:
    """``问责11人，…；警告4人、诫勉7人``: what was done to persons, all told, adds up to them."""
    for stretch in tree.sentences:
        people = [leaf for leaf in stretch.leaves if leaf.kind in PERSONS]
        for total, group in _groups(people, stretch):
            if not all(WAY.search(leaf.before) for leaf in group):
                continue
            words = stretch.between(min(total.end, group[0].start), group[-1].end + BEHIND)
            if roles.UNTOLD.search(words):
                continue
            mixed = all(any(ways.search(leaf.before) for leaf in group) for ways in (PARTY, STATE))
            certainty = Certainty.SURE
            some = "其中" in stretch.between(total.end, group[0].start)
            if some or BOTH.search(words) or roles.PARTIAL.search(words):
                certainty = Certainty.POSSIBLE
            elif mixed or total.kind != group[0].kind:
                certainty = Certainty.PROBABLE
            apart = (
                group[0].part != total.part
                and not BOTH.search(words)
                and not roles.PARTIAL.search(words)
            )
            yield Statement(
                "人数与处理方式",
                tuple(_sums(total, group, people)),
                certainty,
                standing=Standing.PLACED if apart else Standing.NAMED,
            )


def by_post(tree: Tree) -> Iterator[Statement]:
    """``问责11人，其中处级2人、科级9人``: the posts of persons, all told, add up to them."""
    for stretch in tree.sentences:
        people = [leaf for leaf in stretch.leaves if leaf.kind in PERSONS]
        for total, group in _groups(people, stretch):
            if roles.UNTOLD.search(stretch.between(group[-1].end, group[-1].end + BEHIND)):
                continue
            ranked = [RANK.search(leaf.before) for leaf in group]
            if (all(ranked) or (any(ranked) and roles.is_rest(group[-1]))) and not any(
                WAY.search(leaf.before) for leaf in group
            ):
                readings = tuple(_sums(total, group, people))
                lowest = LOWEST.search(group[-1].before) or roles.is_rest(group[-1])
                certainty = Certainty.SURE if lowest else Certainty.POSSIBLE
                yield Statement("人数与职务层次", readings, certainty)


RANK = re.compile(
    r"(?:[厅局处科县股]级|县处|乡科|一般(?:干部|人员|工作人员|职工)|村(?:社区)?干部|中层)"
)


LOWEST = re.compile("一般|其他|以下|村|职工|工作人员")
"""The last of a list that leaves out nobody: 处级2人、科级6人 may leave out the others."""


def _is_total(leaf: Leaf) -> bool:
    """Tell whether a figure counts everybody dealt with: 共问责11人, 对11名责任人作出处理."""
    return bool(ALL_OF_THEM.search(leaf.before)) or (
        leaf.before.endswith("对") and bool(OF_THEM.search(leaf.after)) and "处理" in leaf.after
    )


def _groups(people: Sequence[Leaf], stretch: Stretch) -> Iterator[tuple[Leaf, list[Leaf]]]:
    """Yield the lists of persons of a sentence, parted by ；or other words, each with the number of all
    that stands before it, or behind it (实际处理15人).
    """
    total: Leaf | None = None
    group: list[Leaf] = []
    for leaf in people:
        joined = bool(group) and JOINED.match(stretch.between(group[-1].end, leaf.start))
        afterwards = AFTERWARDS.search(leaf.before)
        whole = _is_total(leaf)
        if group and (not joined or leaf.part != group[-1].part or whole or afterwards):
            every = leaf if afterwards and total is None else total
            if every is not None and len(group) >= 2:
                yield every, group
            group = []
        if whole or afterwards:
            total = leaf
        else:
            group.append(leaf)
    if total is not None and len(group) >= 2:
        yield total, group


JOINED = re.compile("[、和，]")


def _sums(total: Leaf, group: Sequence[Leaf], people: Sequence[Leaf]) -> Iterator[Reading]:
    """Yield that a list adds up to the total, or to another number of persons before it."""
    yield total_of(total, group)
    for other in people[:MOST]:
        if other is not total and other not in group and other.start < group[0].start:
            yield total_of(other, group)


BEHIND = 60
"""So far behind a list it is said that some are in it twice, or who is left. By judgement one sentence."""
MOST = 8
"""So many numbers of persons are tried as the whole: time grows linearly."""


def times_and_persons(tree: Tree) -> Iterator[Statement]:
    """``谈话143人次，涉及112人``: no more persons than times."""
    for stretch in tree.sentences:
        for times, persons in zip(stretch.leaves, stretch.leaves[1:], strict=False):
            if (
                (times.kind, persons.kind) == ("人次", "人")
                and OF_TIMES.search(persons.before)
                and persons.clause - times.clause <= 1
            ):
                reading = at_most(given(persons), given(times))
                yield Statement("人数与人次", (reading,), Certainty.SURE, binding=False)


OF_TIMES = re.compile(r"^(?:共|共计)?(?:涉及|覆盖)(?:党员|干部|人员|对象)?$")
