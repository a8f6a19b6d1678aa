"""Figures told a second time in the passage: 上述21个问题, 这120处, 95名中…, 近5000万元（确切数为4987万元）: as told before, or
as a sum of told ones; and 完成率100%, which says that all of the due ones are done.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.leaves import SHARE, Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Standing, Statement
from compiler.chinese.figures.terms import added, given, number, summed
from compiler.chinese.figures.tree import Tree

POINTING = re.compile(r"(?:上述|以上|前述|前列|(?:^|[，对将在把])这|(?:^|[，对])该)$")
AMONG = re.compile(r"^(?:中|里|当中|之中)(?![心学小央国型级部容午期间])")
AMONG_THEM = re.compile(
    "^[\u4e00-\u9fff]{2,6}?(?:中|里|当中|之中)(?![心学小央国型级部容午期间标介断止药医层考等]).{0,6}$"
)
AMONG_NAMED = re.compile(r"(?P<label>[\u4e00-\u9fff]{2,6})的$")
BY_NAME = re.compile("单位|部门|企业|公司|[镇村乡局县区]|街道|学校|医院|项目|同志|干部|机构|科室")
ONE_BY_ONE = re.compile(r"[一二]是|[一二]、|（[一二]）|[①②]|第[一二]|\n")
EXACTLY = re.compile(r"^(?:确切数?|准确数?|精确数?|实际数?|具体)(?:字|值|金额)?(?:为|是)?$")
LIST = re.compile(r"[^，。；：、（）\s]{1,16}(?:、[^，。；：、（）\s]{1,16}){1,11}")
BACK, MOST_RUN, LISTED_BACK = 12, 6, 160
"""So many figures before one are those it may repeat, so many of them in a row a sum it may be, and so many
characters before it a list it may count: by judgement what the reader remembers."""
RATE = re.compile(
    r"(?:完成|整改|销号|办结|办复|化解|落实|答复|签约|到位|验收)率(?:为|达到?|均为|达)*$"
)
DONE = re.compile(r"(?:已|均|全部|全)[^，]{0,6}$")


def told_before(tree: Tree) -> Iterator[Statement]:
    """``甲11个、乙6个、丙4个。上述21个问题…``: a figure told, several in a row, or one of each part before it; or
    the number of what is listed by name.
    """
    for position, leaf in enumerate(tree.leaves):
        if leaf.kind in roles.NO_COUNT or not leaf.kind or not leaf.exact:
            continue
        pointing = POINTING.search(leaf.before)
        named = AMONG_NAMED.search(leaf.before) if AMONG.search(leaf.after) else None
        bare = not leaf.before and AMONG.search(leaf.after)
        of_noun = not leaf.before and not bare and AMONG_THEM.search(leaf.after)
        if not (pointing or named or bare or of_noun):
            continue
        before = [
            one
            for one in tree.leaves[max(0, position - BACK) : position]
            if one.kind == leaf.kind and one.line == leaf.line
        ]
        certainty = Certainty.SURE
        if named:
            before = [one for one in before if _same_state(named["label"], one.before + one.after)]
        elif of_noun:  # 制定措施24条；24条措施中，已落地19条
            certainty = Certainty.PROBABLE
            before = [one for one in before if _of_one_noun(leaf, one)]
            before = [one for one in before if leaf.sentence - one.sentence <= 1]
        elif pointing:
            certainty = _pointed(tree, leaf, before)
        if before:
            readings = [Reading(given(leaf), given(one)) for one in reversed(before)]
            if pointing:
                readings += _sums(leaf, before)
                readings += _lists(tree, leaf)
            yield Statement(
                "前后两次所述",
                tuple(readings),
                certainty,
                standing=Standing.NAMED if of_noun else _standing(certainty),
            )


def _of_one_noun(leaf: Leaf, other: Leaf) -> bool:
    """Tell whether two figures count what has one name, the first of all of it: 措施24条 and 24条措施."""
    noun = leaf.noun[:2]
    return len(noun) == 2 and (other.noun.startswith(noun) or other.before.endswith(noun))


def _standing(certainty: Certainty) -> Standing:
    return Standing.PLACED if certainty else Standing.DOUBTED


def _same_state(label: str, words: str) -> bool:
    """Tell whether words say what a label does: 办结 of 已办结, not 未张贴 of 张贴."""
    denied = roles.DENIED.search(label) is not None
    return reach.shared(label, words) and denied == (roles.DENIED.search(words) is not None)


def _pointed(tree: Tree, leaf: Leaf, before: Sequence[Leaf]) -> Certainty:
    """Return how sure it is that 上述 points to a figure told: not to things that were told one by one, as
    offices and persons mostly are.
    """
    same = [one for one in before if leaf.noun[:2] and leaf.noun[:2] in one.noun + one.before]
    if not same and leaf.kind != "金额":
        return Certainty.POSSIBLE
    between = tree.text[same[0].end if same else before[0].end : leaf.start] if before else ""
    if leaf.kind == "人" or BY_NAME.search(leaf.noun) or ONE_BY_ONE.search(between):
        return Certainty.POSSIBLE
    return Certainty.SURE


def _sums(leaf: Leaf, before: Sequence[Leaf]) -> Iterator[Reading]:
    """Yield that a figure is what some before it add up to: those in a row up to it, or the first of each
    part or sentence.
    """
    for length in range(2, min(MOST_RUN, len(before)) + 1):
        yield Reading(given(leaf), added(before[-length:]))
    firsts: dict[tuple[int, int], Leaf] = {}
    for one in before:
        firsts.setdefault((one.sentence, one.part), one)
    if len(firsts) >= 2:
        own = list(firsts.values())
        for start in range(len(own) - 1):
            yield Reading(given(leaf), added(own[start:]))


def _lists(tree: Tree, leaf: Leaf) -> Iterator[Reading]:
    """Yield that a figure counts what is listed before it."""
    start = max(0, leaf.start - LISTED_BACK)
    for match in LIST.finditer(tree.text, start, leaf.start):
        count = match.group().count("、") + 1
        for value in (count, count + 1):  # 甲、乙和丙
            told = number(value, f"所列 {value} 项", (match.start(), match.end()))
            yield Reading(given(leaf), told)


def exactly(tree: Tree) -> Iterator[Statement]:
    """``近5000万元（确切数为4987万元）``: the exact number lies where the rough one says."""
    for bracket in tree.brackets:
        if bracket.host is None or not EXACTLY.search(bracket.leaves[0].before):
            continue
        if bracket.leaves[0].kind == bracket.host.kind:
            reading = Reading(given(bracket.host), given(bracket.leaves[0]))
            yield Statement("概数与确数", (reading,), Certainty.SURE)


def all_done(tree: Tree) -> Iterator[Statement]:
    """``58条措施已完成58条，完成率100%``: as many are done as were due."""
    for rate in tree.leaves:
        if rate.kind != SHARE or rate.value != 1 or not RATE.search(rate.before):
            continue
        position = bisect_left(tree.leaves, rate.start, key=lambda one: one.start)
        done = tree.leaves[position - 1] if position else None
        if done is None or rate.clause - done.clause != 1 or rate.sentence != done.sentence:
            continue
        if done.kind in roles.NO_COUNT or not DONE.search(done.before):
            continue
        due = [
            one
            for one in tree.leaves[max(0, position - BACK) : position - 1]
            if one.kind == done.kind and one.line == done.line
        ]
        if due and due[-1].sentence == done.sentence:
            readings = [Reading(given(done), given(one)) for one in reversed(due)]
            yield Statement("全部完成", tuple(readings), Certainty.SURE)


NAMED_BY_DEED = re.compile("(?P<label>[\u4e00-\u9fff]{2,6})的$")


def by_deed(tree: Tree) -> Iterator[Statement]:
    """``复工14个、交付9个，复工的14个投入资金5.6亿元``: what is named by its deed alone is as many as were told with it."""
    for position, leaf in enumerate(tree.leaves):
        match = NAMED_BY_DEED.fullmatch(leaf.before) if leaf.lead == leaf.before else None
        if match is None or leaf.kind in roles.NO_COUNT or not leaf.kind or not leaf.exact:
            continue
        before = [
            one
            for one in tree.leaves[max(0, position - BACK) : position]
            if one.kind == leaf.kind and one.line == leaf.line
        ]
        told = [one for one in before if one.before.endswith(match["label"])]
        if told and leaf.sentence - told[-1].sentence <= 1 and told[-1].clause != leaf.clause:
            readings = [Reading(given(leaf), given(one)) for one in reversed(told)]
            if len(told) > 1:
                readings.append(Reading(given(leaf), added(told)))
            yield Statement("前后两次所述", tuple(readings), Certainty.PROBABLE)


WHOLE = re.compile("总|共|应|全部|计划|任务")
NOT_YET = re.compile(r"(?:未|尚未|没有|仍未)(?P<deed>[\u4e00-\u9fff]{2,4})的$")


def not_yet(tree: Tree) -> Iterator[Statement]:
    """``张贴38640套，占总数42000套的92%，未张贴的3360套``: what is left where as many are done."""
    for position, leaf in enumerate(tree.leaves):
        match = NOT_YET.search(leaf.before)
        if match is None or leaf.kind in roles.NO_COUNT or not leaf.kind:
            continue
        before = [
            one
            for one in tree.leaves[max(0, position - BACK) : position]
            if one.kind == leaf.kind and one.sentence == leaf.sentence
        ]
        done = [one for one in before if match["deed"] in one.before + one.after]
        readings = [
            Reading(given(leaf), summed((given(due),), (given(one),)))
            for one in done
            for due in before
            if due is not one
        ]
        sure = any(WHOLE.search(one.before) for one in before)
        if readings and not roles.DENIED.search(done[0].before + done[0].after):
            yield Statement(
                "应办与未办",
                tuple(readings),
                Certainty.SURE if sure else Certainty.POSSIBLE,
                standing=Standing.NAMED if sure else Standing.PLACED,
            )
