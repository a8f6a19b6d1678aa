"""A total and its parts where words say so: 其中, 分为, 包括, brackets, 分别为, and sums before 合计."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import attrs

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.evidence import (
    AFRESH,
    AGAIN,
    ASIDE,
    EACH,
    MEASURES,
    MOST_PARTS,
    MOST_TOTALS,
    OF_WHICH,
    PARTS_WORDS,
    PROBABLE_FROM,
    SURE_FROM,
    by_kind,
    certainty,
    evidence,
    standing,
    uncounted,
)
from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.statements import (
    Certainty,
    Reading,
    Standing,
    Statement,
    at_most,
    total_of,
)
from compiler.chinese.figures.terms import added, given, summed
from compiler.chinese.figures.tree import Stretch, Tree


def runs(total: Leaf, parts: Sequence[Leaf], stretch: Stretch) -> list[list[Leaf]]:
    """Return the admissible lists of parts among the figures that may be: all, those up to ；or to a
    clause of another form, without what is told apart (另有, 不含) or parts a part further.
    """
    stop = next(
        (
            at
            for at, part in enumerate(parts)
            if (roles.ADDED_UP.search(part.before) and not roles.is_rest(part))
            or AGAIN.search(part.before + "0" + part.after)
        ),
        None,
    )
    parts = parts[:stop]
    left: int | None = None
    if "done" in roles.states(total):  # 已办结9件，其中立案4件；剩余6件
        left = next((at for at, part in enumerate(parts) if roles.is_left(part)), None)
        if left is not None and parts[left].part != parts[0].part:
            parts = parts[:left]
    if not parts:
        return []
    inner = next(
        (
            index
            for index in range(1, len(parts))
            if OF_WHICH.search(stretch.between(parts[index - 1].end, parts[index].start))
        ),
        len(parts),
    )
    whole = list(parts[:inner])
    found = [whole]
    for index in range(len(whole) - 1, 0, -1):
        one, following = whole[index - 1], whole[index]
        if (
            one.part != following.part
            or following.clause - one.clause > 1
            or _closed_list(whole[:index], following, stretch)
        ):
            found.insert(0, whole[:index])
        elif one.clause != following.clause and (
            index >= 2 or roles.shape(one) != roles.shape(following)
        ):
            found.append(whole[:index])
    if left:
        found.append(whole[:left])
    apart = [part for part in whole if not roles.EXCEPT.search(part.lead)]
    if len(apart) < len(whole):
        found.append(apart)
    if inner < len(parts):
        resumed = [part for part in parts[inner:] if part.part != parts[inner].part]
        found += [whole + resumed, list(parts), whole + list(parts[inner + 1 :])]
    return [run for run in found if run]


def _closed_list(row: Sequence[Leaf], following: Leaf, stretch: Stretch) -> bool:
    """Tell whether parts joined by 、 are all before something is said afresh: 高级49人、中级117人、初级42人，已消化156人."""
    return (
        len(row) > 1
        and row[0].clause == row[-1].clause < following.clause
        and AFRESH.search(following.before) is not None
        and all(
            stretch.between(one.end, other.start)[:1] in ("、", "和", "及")
            for one, other in pairwise(row)
        )
    )


MEAN_OF = re.compile("(?:[人户亩年月日次校村台]均|平均)[^，、；]{0,8}$")
"""Says that a figure is a mean, of which there are others of some and no parts: 人均收入36280元，其中城镇46150元."""


def partition(
    kind: str,
    totals: Sequence[Leaf],
    parts: Sequence[Leaf],
    stretch: Stretch,
    said: int,
    more: Iterable[Reading] = (),
) -> Iterator[Statement]:
    """Yield that the parts add up to the total, and that none is more, in all admissible readings."""
    totals = [total for total in totals if not MEAN_OF.search(total.before)]
    lists = runs(totals[0], parts[:MOST_PARTS], stretch) if totals else []
    several = [run for run in lists if len(run) >= 2]
    if not lists:
        return
    points = -9
    if several and not uncounted(stretch, several[0]):
        points = evidence(totals[0], several[0], stretch, said)
        if all(RANK.match(roles.name(part)) for part in several[0]):
            points = min(points, PROBABLE_FROM)
        sums = [part for part in parts if roles.ADDED_UP.search(part.before)][:1]
        others = _in_other_counters(several[0][-1], stretch)
        readings = [
            total_of(total, (*run, *others)) for total in (*totals, *sums) for run in several
        ]
        # of persons, two posts told mostly leave out the others
        least = 0 if said == 2 and totals[0].kind != "人" else 1
        found = Standing.NAMED if points >= SURE_FROM else standing(points, least)
        yield Statement(kind, (*readings, *more), certainty(points), standing=found)
    if points < SURE_FROM:
        first = lists[0][0]
        sure = said >= 2 and (first.noun in ("", totals[0].noun) or roles.predicate(first))
        if several and said >= 2 and _from_one_side(several, stretch):
            yield Statement(
                "各部分之和不大于总数",
                tuple(at_most(added(run), given(total)) for total in totals for run in several),
                Certainty.SURE,
                binding=False,
            )
        yield Statement(
            "部分不大于总数",
            tuple(at_most(given(first), given(total)) for total in totals),
            Certainty.SURE if sure else Certainty.POSSIBLE,
            binding=False,
        )


def _in_other_counters(last: Leaf, stretch: Stretch) -> list[Leaf]:
    """Return the parts that go on with a list in another counter: 信访件83件，其中来信29件、来电37件、来访17批."""
    found: list[Leaf] = []
    for leaf in stretch.leaves:
        if leaf.start <= last.start:
            continue
        words = stretch.between((found or [last])[-1].end, leaf.start)
        counts = leaf.kind != last.kind and leaf.kind not in (*MEASURES, *roles.NO_COUNT, "")
        if leaf.clause != last.clause or not counts or not JOINED.match(words):
            break
        found.append(leaf)
    return found


RANK = re.compile("[一二三四五特甲乙丙丁A-D][级等类档]")
"""Begins a name that is a rank, which not everything has: 藏品27915件，其中一级品41件、二级品263件."""
JOINED = re.compile("[、和及][\u4e00-\u9fff]{2,}$")


def _from_one_side(lists: Sequence[Sequence[Leaf]], stretch: Stretch) -> bool:
    """Tell whether parts that may not be all are at least no more than all: told in one clause, from one
    side.
    """
    parts = lists[0]
    return (
        parts[0].clause == parts[-1].clause
        and not roles.crossing(parts)
        and not roles.faults(parts)
        and not any(AFRESH.search(part.before) for part in parts[1:])
        and not roles.PARTIAL.search(stretch.between(parts[0].start, stretch.end))
    )


def of_which(tree: Tree) -> Iterator[Statement]:
    """``共50件，其中甲43件、乙7件``: what stands before 其中 and what it parts into."""
    for number, stretch in enumerate(tree.sentences):
        matches = list(OF_WHICH.finditer(stretch.text))
        for index, match in enumerate(matches):
            start, end = match.start() + stretch.start, match.end() + stretch.start
            before, after = stretch.around(start, end)
            close = _closing(stretch.text, match.start()) + stretch.start
            after = [leaf for leaf in after if leaf.end <= close]
            if not before and number and not match.start():
                before = tree.sentences[number - 1].leaves
            if not after or not before:
                continue
            if index + 1 < len(matches):
                stop = matches[index + 1].start() + stretch.start
                if after[0].start > stop:
                    continue
            for kind, own in by_kind(after).items():
                parts = [
                    leaf for leaf in own if not (roles.is_change(leaf) or ASIDE.search(leaf.before))
                ]
                totals = [leaf for leaf in reversed(before) if leaf.kind == kind][:MOST_TOTALS]
                if not parts and _of_one_deed(own, totals[:1]):
                    parts = list(own)
                totals = [leaf for leaf in totals if not EACH.search(leaf.before)]
                totals.sort(key=roles.is_change)
                if parts and after[0] is not own[0] and _of_another_thing(parts[0], totals):
                    continue
                said = 2 if match.group() in PARTS_WORDS else 1
                in_turn = parts and RESPECTIVELY.search(parts[0].before) and len(totals) > 1
                if parts and totals and not in_turn and parts[0].part == after[0].part:
                    more = _of_change([leaf for leaf in before if leaf.kind == kind], parts)
                    found = partition("总数与其中", totals, parts, stretch, said, more)
                    yield from map(_of_rate, found) if RATE.search(before[-1].before) else found


def _closing(text: str, at: int) -> int:
    """Return where the 〔 ends that holds a place, or the text."""
    opened = text.rfind("〔", 0, at)
    inside = opened > text.rfind("〕", 0, at)
    close = text.find("〕", at) if inside else -1
    return close if close > 0 else len(text)


RATE = re.compile("率(?:为|是|达)*$")


def _of_rate(statement: Statement) -> Statement:
    """Return a statement of parts behind a rate, which may be of what it leaves: 亮灯率为89.3%，其中1860盏不亮."""
    how = min(statement.certainty, Certainty.PROBABLE)
    return attrs.evolve(statement, certainty=how)


def _of_one_deed(own: Sequence[Leaf], totals: Sequence[Leaf]) -> bool:
    """Tell whether figures are all told by the word that the one before them is told by: 审减1184万元，其中出国费审减206万元."""
    deed = own[0].before[-2:]
    return (
        len(own) > 1
        and len(deed) == 2
        and all(leaf.before.endswith(deed) for leaf in own)
        and any(deed in total.lead for total in totals)
    )


def _of_another_thing(part: Leaf, totals: Sequence[Leaf]) -> bool:
    """Tell whether a figure counts what is concerned, where all totals count something else by name: 23个单位,
    其中应收款2410万元, 涉及账户31个.
    """
    concerned = part.before.partition("涉及")[2]
    return bool(concerned) and all(
        total.after[:1].isalpha() and not reach.shared(total.after[:4], concerned)
        for total in totals
    )


def _of_change(before: Sequence[Leaf], parts: Sequence[Leaf]) -> Iterator[Reading]:
    """Yield that parts add up to what a figure changed by: 由310人压缩到248人，其中分流45人、退休9人、解除合同8人; and to what is
    told in one clause: 四类桥11座、五类桥2座列入计划，其中8座完工，5座在建.
    """
    here = [leaf for leaf in before if leaf.clause == before[-1].clause]
    if len(here) > 1 and len(parts) > 1:
        yield Reading(added(here), added(parts))
    for first, second in pairwise(before):
        if roles.FROM.search(first.before) and roles.TO.search(second.before):
            for high, low in ((first, second), (second, first)):
                yield Reading(summed((given(high),), (given(low),)), added(parts))


def in_brackets(tree: Tree) -> Iterator[Statement]:
    """``120.5万元（甲街道60.2万元、…）``: what is listed in brackets adds up to the figure before them."""
    for stretch in tree.brackets:
        host = stretch.host
        if host is None or not host.kind or host.kind in roles.NO_COUNT:
            continue
        parts = [
            leaf for leaf in stretch.leaves if leaf.kind == host.kind and not roles.is_change(leaf)
        ]
        some = re.match("含|其中|包括", stretch.text)
        if parts and (len(parts) > 1 or some) and not stretch.text.startswith("不"):
            yield from partition("分项之和", [host], parts, stretch, 2 if some else 3)


RESPECTIVELY = re.compile(r"分别|依次|各(?:为|占)")


def respectively(tree: Tree) -> Iterator[Statement]:
    """``全长2.4公里，分别为750米、680米、970米``: a list in turn, with its total before or behind."""
    for stretch in tree.sentences:
        for match in RESPECTIVELY.finditer(stretch.text):
            end = match.end() + stretch.start
            ahead, after = stretch.around(end, end)
            if len(after) < 2 or not after[0].kind or after[0].kind in roles.NO_COUNT:
                continue
            kind, clause = after[0].kind, after[0].clause
            listed = [leaf for leaf in after if leaf.kind == kind and leaf.clause == clause]
            if len(listed) < 2 or roles.is_change(listed[0]) or uncounted(stretch, listed):
                continue
            before = [
                leaf for leaf in reversed(ahead) if leaf.kind == kind and not roles.is_change(leaf)
            ]
            behind = [
                leaf
                for leaf in after[len(listed) :][:3]
                if leaf.kind == kind and roles.TOTAL.search(leaf.before)
            ]
            totals = [
                leaf
                for leaf in (*behind, *before)
                if leaf.noun in ("", listed[0].noun) and listed[0].clause - leaf.clause <= 1
            ]
            if totals:
                close = [leaf for leaf in before if listed[0].clause - leaf.clause == 1]
                said = roles.TOTAL.search(totals[0].before) or len(close) == 1
                rest = [leaf for leaf in after[len(listed) :] if _is_left_of(leaf, listed)][:1]
                runs_told = ([*listed, *rest], listed) if rest else (listed,)
                readings = tuple(
                    total_of(total, run) for total in totals[:MOST_TOTALS] for run in runs_told
                )
                if behind and before:  # 罚款85万元，分别罚款6万元、4万元，总额95万元
                    readings += (total_of(behind[0], (*reversed(before), *listed)),)
                yield Statement(
                    "分项之和", readings, Certainty.SURE if said else Certainty.PROBABLE
                )


def _is_left_of(leaf: Leaf, listed: Sequence[Leaf]) -> bool:
    """Tell whether a figure is what a list in turn leaves of its total: 分别为86.4公里和121.6公里，尚有110公里."""
    left = roles.is_rest(leaf) or SOME_LEFT.search(leaf.lead)
    return leaf.kind == listed[0].kind and bool(left)


SOME_LEFT = re.compile("^(?:尚有|还有|仍有|尚余|其中未|未)")
