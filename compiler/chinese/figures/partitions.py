"""A total and its parts: 其中, 分为, 包括, brackets, 分别为, states, bare clauses, and sums before 合计."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Statement, at_most, total_of
from compiler.chinese.figures.terms import added, given
from compiler.chinese.figures.tree import Stretch, Tree

OF_WHICH = re.compile(
    r"其中|分为|分成|包括|包含|(?<![包不])含(?!有|义|量)|由(?=[^，。]{1,30}组成)|即"
)
PARTS_WORDS = ("其中", "分为", "分成")
COLON = re.compile(r"[:：]")
AMONG = re.compile(r"^[^均在都已，]{0,10}?[中里](?![心学小央国型级部容午期])")
WITHIN = re.compile(r"^[^，]{2,12}[中里内](?![心学小央国型级部容])")
RANGE = re.compile(r"[至到~～—–-]")
MOST_TOTALS, MOST_PARTS = 5, 20
"""So many figures back a total is looked for, and so many on its parts: time grows linearly."""
BESIDE = 20
"""So far behind the parts one that is told each (其余各1个) still belongs to them. By judgement."""
SURE_FROM, PROBABLE_FROM = 3, 2
"""Points of evidence for a complete partition: see :func:`_evidence`."""


def by_kind(leaves: Sequence[Leaf]) -> dict[str, list[Leaf]]:
    """Return the figures that can be parts or totals, by the class of their unit."""
    found: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        if leaf.kind and leaf.kind not in roles.NO_COUNT:
            found.setdefault(leaf.kind, []).append(leaf)
    return found


def runs(total: Leaf, parts: Sequence[Leaf], stretch: Stretch) -> list[list[Leaf]]:
    """Return the admissible lists of parts among the figures that may be: all, those up to ；or to a
    clause of another form, without what is told apart (另有, 不含) or parts a part further.
    """
    stop = next((at for at, part in enumerate(parts) if roles.ADDED_UP.search(part.before)), None)
    parts = parts[:stop]
    if "done" in roles.states(total):  # 已办结9件，其中立案4件；剩余6件
        parts = parts[: next((at for at, part in enumerate(parts) if roles.is_left(part)), None)]
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
        if one.part != following.part:
            found.insert(0, whole[:index])
        elif one.clause != following.clause and roles.shape(one) != roles.shape(following):
            found.append(whole[:index])
    apart = [part for part in whole if not roles.EXCEPT.search(part.lead)]
    if len(apart) < len(whole):
        found.append(apart)
    if inner < len(parts):
        resumed = [part for part in parts[inner:] if part.part != parts[inner].part]
        found += [whole + resumed, list(parts), whole + list(parts[inner + 1 :])]
    return [run for run in found if run]


AFRESH = re.compile("^(?:已|给予|受到|均)")
"""What is said afresh of all: 其中处级干部1人，已给予处分7人."""


def _evidence(total: Leaf, parts: Sequence[Leaf], stretch: Stretch, said: int) -> int:
    """Return how much says that the parts are all of the total: its trigger, a rest, states that leave
    nothing out, three parts of one form, names of one classification, 共; words like 等 and 主要 say the
    contrary.
    """
    told = [roles.states(part) for part in parts]
    every = set().union(*told)
    first, last = parts[0], parts[-1]
    names = [name for part in parts if (name := roles.name(part))]
    behind = stretch.between(total.end, stretch.end)
    nouns = {part.noun for part in parts if part.noun and not roles.predicate(part)}
    points = said
    points += 2 * (
        roles.is_rest(last) or ("done" in told[0] and bool(every & {"open", "doing", "other"}))
    )
    points += len(parts) >= 3 and roles.parallel(parts)
    points += roles.kin(parts) or 2 * roles.denied(parts)
    if all(part.before.endswith("的") for part in parts):
        points += 2 if len(parts) >= 3 else 1
    told_total = bool(roles.TOTAL.search(total.before))
    points += told_total
    points += "done" in told[0] and reach.shared(total.before[-4:], first.before)
    if not roles.is_rest(last) and not every & {"open", "doing"}:
        points -= any(other.clause - one.clause > 1 for one, other in pairwise(parts))
    around = total.before + total.after
    foreign = any(noun[:2] not in around and noun[-2:] not in around for noun in nouns)
    points += bool(total.noun or AMONG.search(total.after)) and not foreign
    points += bool(total.noun or roles.TOTAL.search(total.before)) and _closed(parts, stretch)
    if len(parts) > 2 or said < 2:
        next_one = total.clause + 1 == first.clause or total.sentence + 1 == first.sentence
        points += first.clause == last.clause and next_one
    if roles.PARTIAL.search(behind) or roles.crossing(parts):
        return 0
    points -= 4 * bool(roles.UNTOLD.search(stretch.between(last.end, stretch.end)))
    points -= said == 0
    points -= 2 * last.after.startswith("等")
    points -= 2 * roles.is_change(total)
    points -= 2 * (not every and roles.kin((total, *parts)) == 2)
    points -= 2 * (len(set(names)) < len(names))
    points -= 2 * (
        said < 2 and all("done" in one for one in told) and len({name[-2:] for name in names}) == 1
    )
    points -= 2 * any(roles.EXCEPT.search(part.before) for part in parts[:-1])
    points -= 4 * any(AFRESH.search(part.before) and not told[0] for part in parts[1:])
    among = (AMONG.search(total.after) and total.part == first.part) or COLON.search(
        stretch.between(total.end, first.start)
    )
    if roles.faults(parts):
        points = min(points, PROBABLE_FROM)
    if said == 2 and not among and len(parts) == 2 and roles.kin(parts) == 1 and not every:
        points = min(points, PROBABLE_FROM)
    if len(parts) == 2 and not (every or among or roles.kin(parts) or roles.is_rest(last)):
        return min(points, SURE_FROM) if told_total and _closed(parts, stretch) else 0
    points -= 2 * (foreign and bool(total.noun))
    return points


def _closed(parts: Sequence[Leaf], stretch: Stretch) -> bool:
    """Tell whether ；or the end of the sentence follows the last part."""
    return stretch.text[parts[-1].end - stretch.start :][:1] in ("；", ";", "。", "")


def _certainty(points: int) -> Certainty:
    if points >= SURE_FROM:
        return Certainty.SURE
    return Certainty.PROBABLE if points >= PROBABLE_FROM else Certainty.POSSIBLE


def _uncounted(stretch: Stretch, parts: Sequence[Leaf]) -> bool:
    """Tell whether something is told each (其余各1个), or as a range, among parts: then their sum needs more
    than them.
    """
    first, end = parts[0], parts[-1].end + BESIDE
    near = stretch.around(first.start, first.start)[1]
    if any(
        roles.AVERAGE.search(leaf.before)
        for leaf in near
        if leaf.kind == first.kind and leaf.start <= end
    ):
        return True
    return any(
        RANGE.fullmatch(stretch.between(one.end, other.start)) is not None
        for one, other in pairwise(parts)
    )


def partition(
    kind: str,
    totals: Sequence[Leaf],
    parts: Sequence[Leaf],
    stretch: Stretch,
    said: int,
    more: Sequence[Reading] = (),
) -> Iterator[Statement]:
    """Yield that the parts add up to the total, and that none is more, in all admissible readings."""
    lists = runs(totals[0], parts[:MOST_PARTS], stretch) if totals else []
    several = [run for run in lists if len(run) >= 2]
    if not lists:
        return
    points = -9
    if several and not _uncounted(stretch, several[0]):
        points = _evidence(totals[0], several[0], stretch, said)
        sums = [part for part in parts if roles.ADDED_UP.search(part.before)][:1]
        readings = [total_of(total, run) for total in (*totals, *sums) for run in several]
        yield Statement(kind, (*readings, *more), _certainty(points))
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
            if not before and number and not match.start():
                before = tree.sentences[number - 1].leaves
            if not after or not before:
                continue
            if index + 1 < len(matches):
                stop = matches[index + 1].start() + stretch.start
                if after[0].start > stop:
                    continue
            for kind, own in by_kind(after).items():
                parts = [leaf for leaf in own if not roles.is_change(leaf)]
                totals = [leaf for leaf in reversed(before) if leaf.kind == kind][:MOST_TOTALS]
                totals.sort(key=roles.is_change)
                said = 2 if match.group() in PARTS_WORDS else 1
                if parts and totals and parts[0].part == after[0].part:
                    yield from partition("总数与其中", totals, parts, stretch, said)


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


def told_apart(tree: Tree) -> Iterator[Statement]:
    """``15件，已办结9件，6件正在办理``; ``13个镇街，先进5个、良好6个、一般2个``: parts by their states or
    names, without a word that says so.
    """
    known: dict[str, list[Leaf]] = {}
    for stretch in tree.sentences:
        kinds = by_kind(stretch.leaves)
        for kind, own in kinds.items():
            if any(BALANCE.search(leaf.before) for leaf in own):
                continue
            moved = roles.from_to(own)
            plain = [leaf for leaf in own if leaf not in moved and not roles.is_change(leaf)]
            plain = plain[:MOST_PARTS]
            told = known.get(kind, [])
            for group in _groups(plain, stretch):
                before = [*told, *(leaf for leaf in own if leaf.start < group[0].start)]
                after = [leaf for leaf in plain if leaf.start > group[-1].start]
                if not _triggered(group[0]):
                    before = [*_of_noun(group, known), *before[-MOST_TOTALS:]]
                    yield from _of_group(group, before, after[:2], stretch)
        for kind, own in kinds.items():
            known[kind] = [*known.get(kind, ()), *own][-MOST_TOTALS:]


def _of_noun(group: Sequence[Leaf], known: Mapping[str, Sequence[Leaf]]) -> Iterator[Leaf]:
    """Yield the figures with another counter that count what a group says it counts: 10个…核心要素, 5处核心
    要素已完成.
    """
    noun = group[0].noun[:3]
    if len(noun) == 3 and roles.predicate(group[0]):
        for kind, leaves in known.items():
            if kind != group[0].kind and len(kind) == 1:
                yield from (leaf for leaf in leaves if noun in leaf.after)


def _triggered(first: Leaf) -> bool:
    """Tell whether 其中 or its like stands before a group, which is then told by that."""
    match = OF_WHICH.search(first.lead)
    return match is not None and match.group() != "即" and match.end() < len(first.lead)


def _groups(plain: Sequence[Leaf], stretch: Stretch) -> Iterator[list[Leaf]]:
    """Yield a sentence's figures of one kind in the groups that its structure makes: a new one begins
    behind ；, behind 其中 and N个…中, behind a clause of several, behind a rest, and with 共.
    """
    group: list[Leaf] = []
    outer: list[Leaf] = []
    for leaf in plain:
        if outer and roles.is_left(leaf) and "done" in roles.states(outer[-1]):
            yield group
            group, outer = outer, []
        elif group:
            last = group[-1]
            several = sum(one.clause == last.clause for one in group) >= 2
            words = stretch.between(last.end, leaf.start)
            if (
                (leaf.part != last.part and not roles.is_left(leaf) and not _goes_on(group, leaf))
                or roles.ADDED_UP.search(last.before)
                or AMONG.search(last.after)
                or OF_WHICH.search(words)
                or (
                    several
                    and leaf.clause != last.clause
                    and not roles.is_rest(leaf)
                    and not (len(group) == 2 and "done" in roles.states(last))
                )
                or (roles.is_rest(last) and not roles.is_rest(leaf))
                or (len(group) > 2 and _last_of_form(group, leaf))
                or roles.TOTAL.search(leaf.before)
            ):
                if OF_WHICH.search(words) and not outer:
                    outer = group
                else:
                    yield group
                group = []
        group.append(leaf)
    yield from (one for one in (outer, group) if one)


def _last_of_form(group: Sequence[Leaf], leaf: Leaf) -> bool:
    """Tell whether a list of 90分以上的39个、80分以上的61个 ends before a figure that is told otherwise."""
    return (
        all(one.before.endswith("的") for one in group[-2:])
        and not leaf.before.endswith("的")
        and not roles.is_rest(leaf)
    )


def _goes_on(group: Sequence[Leaf], leaf: Leaf) -> bool:
    """Tell whether a figure behind ；says what is still open of what was done before it."""
    states = roles.states(leaf)
    return (
        "done" in roles.states(group[-1])
        and bool(states & {"doing", "open"})
        and not any(leaf.part == one.part for one in group)
        and leaf.part == group[-1].part + 1
    )


def _of_group(
    group: Sequence[Leaf], before: Sequence[Leaf], after: Sequence[Leaf], stretch: Stretch
) -> Iterator[Statement]:
    """Yield that a group adds up to a figure before it, or all but its first to that."""
    totals = [total for total in reversed(before) if _one_text(total, group)]
    options = [(total, group) for total in totals] if len(group) >= 2 else []
    if len(group) >= 3:
        options.append((group[0], group[1:]))
    if len(group) == 3 and roles.is_rest(group[2]) and BASE.search(group[1].before):
        options.append((group[1], (group[0], group[2])))
    best: tuple[int, Leaf, Sequence[Leaf]] | None = None
    for total, parts in options:
        said = _said(total, parts, stretch)
        if said is None or _uncounted(stretch, parts):
            continue
        points = _evidence(total, parts, stretch, said)
        if best is None or points > best[0]:
            best = points, total, parts
    if best is None:
        return
    points, total, parts = best
    readings = [total_of(total, parts)]
    readings += [total_of(total, (*parts, *after[:more])) for more in range(1, len(after) + 1)]
    if (
        AMONG.search(total.after) and total.clause + 1 >= parts[0].clause
    ):  # N件中, which says itself whose
        yield Statement("总数与所列各项", tuple(readings), _certainty(points))
        return
    readings += [total_of(one, run) for one, run in options if (one, run) != (total, parts)]
    if len(group) == 3:
        readings.append(total_of(group[1], (group[0], group[2])))
    pair = before[-2:]
    if len(pair) == 2 and (pair[0].sentence, pair[0].clause) == (pair[1].sentence, pair[1].clause):
        readings.append(Reading(added(pair), added(parts)))
    if len(group) >= 4 and group[0].clause == group[1].clause:
        readings.append(Reading(added(group[:2]), added(group[2:])))
    yield Statement("总数与所列各项", tuple(readings), _certainty(points))


def _one_text(total: Leaf, parts: Sequence[Leaf]) -> bool:
    """Tell whether a total of another text is of the same thing as the parts: 应退款企业13家, 9家完成退款."""
    words = total.before[-6:] + total.after[:8]
    return total.line == parts[0].line or (
        DUE.search(total.before) is not None
        and total.before[-4:] != parts[0].before[-4:]
        and any(reach.shared(words, part.before + part.after) for part in parts)
    )


BASE = re.compile(r"(?:占|完成)[^，]{0,8}(?:总[数额量]|任务|计划|目标)[^，]{0,4}$")
"""A total told between its parts: 已收到736万元，占欠款总额920万元的八成，下欠184万元."""
BALANCE = re.compile("[年期月季]初|结转|结存")
"""What was there before, to which others are added: no total of them."""
BY = re.compile(
    r"(?:按|从|分|依)[^，。；]{1,10}(?:分|看|划分|统计|来看)[，,：:]?[^，。；、]{0,10}$|(?:属于?|是)[^，]{0,4}$"
    r"|[两二三四五六七八九十\d][\u4e00-\u9fff]{1,4}各[^，]{0,4}$"
)


def _said(total: Leaf, parts: Sequence[Leaf], stretch: Stretch) -> int | None:
    """Return the points of what stands between a total and its parts, ``None`` if these cannot be them."""
    told = [roles.states(part) for part in parts]
    words = stretch.between(total.end, parts[0].start)
    called = AMONG.search(total.after) or roles.TOTAL.search(total.before) or "缺" in total.before
    named = total.before.endswith("的") and bool(total.noun)  # 未办结的84件工单
    if roles.states(total) & {"doing", "open"} and not called and not named:
        return None
    if OF_WHICH.search(words) or (roles.predicate(total) and roles.states(total)):
        return None
    here = (total.sentence, total.clause) == (parts[0].sentence, parts[0].clause)
    if here and not told[0] and not AMONG.search(total.after):
        return None
    rest = any(roles.is_rest(part) for part in parts[1:])
    every = set().union(*told)
    whole = rest or ("done" in every and len(every) > 1) or len(parts) > 2
    if total.sentence != parts[0].sentence and not whole:
        return None
    if (
        (AMONG.search(total.after) and total.part == parts[0].part)
        or COLON.search(words)
        or BY.search(words)
        or WITHIN.search(parts[0].before)
    ):
        return 2
    if "done" in told[0] or rest:
        return 1
    several = len(parts) >= 3 and roles.parallel(parts)
    return 0 if several or rest or roles.kin(parts) == 2 else None


DUE = re.compile(r"应(?!急|对|用|届)[^，]{0,8}$|(?:共|合计|计划|目标|任务|需)[^，]{0,8}$")


def done_of_due(tree: Tree) -> Iterator[Statement]:
    """``应收回20.5万元，已收回12.1万元``: what is done is no more than what was due."""
    for stretch in tree.sentences:
        for own in by_kind(stretch.leaves).values():
            for due, done in pairwise(own):
                if (
                    DUE.search(due.before)
                    and "done" in roles.states(done)
                    and "open" not in roles.states(done)
                    and due.clause != done.clause
                    and not roles.is_change(done)
                    and not OF_WHICH.search(stretch.between(due.end, done.start))
                    and not roles.PARTIAL.search(done.before)
                    and not re.search("超|累计", done.before)
                    and (
                        reach.shared(due.before[-4:], done.before + done.after)
                        or due.before[-1:] in done.before
                    )
                ):
                    reading = at_most(given(done), given(due))
                    yield Statement("完成数不大于总数", (reading,), Certainty.SURE, binding=False)


UNFINISHED = re.compile(r"(?:未|没有|尚未)[^，。]{1,8}的$")


def unfinished(tree: Tree) -> Iterator[Statement]:
    """``8户完成缴费，2户部分缴费，1户未缴。对未完成缴费的3户…``: what is called unfinished again is what was
    told to be so.
    """
    last: dict[str, list[Leaf]] = {}
    for stretch in tree.sentences:
        for kind, own in by_kind(stretch.leaves).items():
            for leaf in own:
                if UNFINISHED.search(leaf.before) and kind in last:
                    several = [one for one in last[kind] if not _all_done(one)]
                    readings = [total_of(leaf, several)] if several else []
                    readings += [Reading(given(leaf), given(one)) for one in several]
                    if len(several) >= 2:
                        yield Statement("未完成数与所列各项", tuple(readings), Certainty.SURE)
            if len(own) >= 2 and "done" in roles.states(own[0]):
                last[kind] = own


def _all_done(leaf: Leaf) -> bool:
    return not roles.states(leaf) & {"open", "doing", "other"}


SO_FAR = re.compile(r"^(?:[\u4e00-\u9fff]{0,3})累计$")
SAYS_SUM = re.compile(r"(?:^计|合计|共计|总计|总共|一共)")
BARE_SUM = re.compile(
    r"^(?:[以上述全部前后这]*[两二三四五六七八九十\d]*[项者类种家部个批轮次期镇村街方面地级县区市校]*)?(?:合计|共计|总计|总共|一共|共)"
)


def added_up(tree: Tree) -> Iterator[Statement]:
    """``甲41.2万元，乙3.7万元，合计44.9万元``: a sum behind its parts."""
    for stretch in tree.stretches:
        for position, total in enumerate(stretch.leaves):
            if position < 2 or not total.kind or total.kind in roles.NO_COUNT:
                continue
            so_far = total.before.endswith("累计")
            if not roles.ADDED_UP.search(total.before) and not so_far:
                continue
            before = [
                leaf
                for leaf in stretch.leaves[max(0, position - MOST_PARTS) : position]
                if total.kind in (leaf.kind, leaf.kind + "次") and not roles.is_change(leaf)
            ]
            if (
                len(before) < 2
                or total.clause - before[-1].clause > 1
                or _uncounted(stretch, before)
            ):
                continue
            starts = [0] + [
                index
                for index in range(1, len(before) - 1)
                if before[index].clause != before[index - 1].clause
            ]
            readings = [total_of(total, before[start:]) for start in starts]
            bare = BARE_SUM.search(total.before)
            if so_far:
                if roles.kin(before) < 2:
                    continue
                bare = SO_FAR.match(total.before)
            sure = bare and (
                SAYS_SUM.search(total.before) or before[-1].clause == before[-2].clause
            )
            yield Statement(
                "分项之和", tuple(readings), Certainty.SURE if sure else Certainty.POSSIBLE
            )


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
            if len(listed) < 2 or roles.is_change(listed[0]) or _uncounted(stretch, listed):
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
                readings = tuple(total_of(total, listed) for total in totals[:MOST_TOTALS])
                yield Statement(
                    "分项之和", readings, Certainty.SURE if said else Certainty.PROBABLE
                )
