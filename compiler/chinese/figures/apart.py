"""A total and its parts by their states or names, without a word that says so: 15件，已办结9件，剩余6件."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.evidence import (
    AGAIN,
    AMONG,
    COLON,
    DEALT,
    DUE,
    MOST_PARTS,
    MOST_TOTALS,
    OF_WHICH,
    PROBABLE_FROM,
    WITHIN,
    by_kind,
    certainty,
    evidence,
    standing,
    uncounted,
)
from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.statements import Reading, Statement, total_of
from compiler.chinese.figures.terms import added
from compiler.chinese.figures.tree import Stretch, Tree


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
            plain = [leaf for leaf in plain if not AGAIN.search(leaf.before + "0" + leaf.after)]
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
    totals = [
        total
        for total in reversed(before)
        if _one_text(total, group) and not roles.AVERAGE.search(total.before)
    ]
    options = [(total, group) for total in totals] if len(group) >= 2 else []
    if len(group) >= 3:
        options.append((group[0], group[1:]))
    if len(group) == 3 and roles.is_rest(group[2]) and BASE.search(group[1].before):
        options.append((group[1], (group[0], group[2])))
    if len(group) == 2 and before and roles.is_rest(group[1]) and BASE.search(group[0].before):
        options.append((group[0], (before[-1], group[1])))
    best: tuple[int, Leaf, Sequence[Leaf]] | None = None
    for total, parts in options:
        said = _said(total, parts, stretch)
        if said is None or uncounted(stretch, parts):
            continue
        points = evidence(total, parts, stretch, said)
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
        yield _statement(readings, points, total, parts, stretch)
        return
    readings += [total_of(one, run) for one, run in options if (one, run) != (total, parts)]
    if len(group) == 3 and (BASE.search(group[1].before) or CALLED_TOTAL.search(group[1].before)):
        readings.append(total_of(group[1], (group[0], group[2])))
    if len(group) > 3 and "已" in group[2].before and "已" not in group[1].before:
        # 受理315部，通过278部，已投用194部、在建84部
        readings.append(total_of(group[1], group[2:]))
    pair = before[-2:]
    if len(pair) == 2 and (pair[0].sentence, pair[0].clause) == (pair[1].sentence, pair[1].clause):
        readings.append(Reading(added(pair), added(parts)))
    if len(group) >= 4 and group[0].clause == group[1].clause:
        readings.append(Reading(added(group[:2]), added(group[2:])))
    yield _statement(readings, points, total, parts, stretch)


def _statement(
    readings: Sequence[Reading], points: int, total: Leaf, parts: Sequence[Leaf], stretch: Stretch
) -> Statement:
    """Return that parts add up to a total; no more than possible where it is told as they are: 投产51家、在建38家."""
    row = re.fullmatch(r"[、和及]\D*", stretch.between(total.end, parts[0].start))
    bare = not any(roles.name(leaf) for leaf in (total, parts[0]))
    alike = bare and not AMONG.search(total.after)
    if row or alike or of_one_row(total, parts, stretch):
        points = min(points, -1)
    if not _complete(total, parts):
        points = min(points, PROBABLE_FROM)
    return Statement(
        "总数与所列各项",
        tuple(readings),
        certainty(points),
        standing=standing(points, 0),
        alone=not _told_alike(total, parts[0]) and not _of_other_counts(parts, stretch),
    )


def _complete(total: Leaf, parts: Sequence[Leaf]) -> bool:
    """Tell whether words say that nothing is left out of the parts, and whose they are: two of no one classification
    (40份里，11份缺照片，6份公示不足) need not be all, and a rest (雨天104天，晴天171天，其余90天) may be what the row leaves
    of something else, unless the total is called so or its parts are its states.
    """
    if closed_by_states(parts):
        return True
    if roles.is_rest(parts[-1]):
        return _done(parts) or bool(SAYS_WHOLE.search(total.before) or AMONG.search(total.after))
    if roles.kin(parts) == 2 or roles.denied(parts):
        return True
    return len(parts) > 2 and not any(roles.FAULT.search(roles.label(part)) for part in parts)


def closed_by_states(parts: Sequence[Leaf]) -> bool:
    """Tell whether parts are what is done of something and what is not yet."""
    told = set().union(*(roles.states(part) for part in parts))
    return _done(parts) and bool(told & {"open", "doing", "other"})


def _done(parts: Sequence[Leaf]) -> bool:
    """Tell whether one of the parts is done: 未通过103人 is not."""
    return any("done" in told and "open" not in told for told in map(roles.states, parts))


SAYS_WHOLE = re.compile(f"(?:[共合总累]计|一共|(?<!公)共|总)[^，]{{0,8}}$|{DUE.pattern}")
"""Says that a figure is all of something: 全年 only says of which time it is."""


def _told_alike(total: Leaf, part: Leaf) -> bool:
    """Tell whether a part is told as the total is, which then may be one of its own: 去年汛前消除12个，今年汛前消除10个."""
    words = part.before[-2:]
    return len(words) == 2 and total.before.endswith(words) and not roles.TOTAL.search(total.before)


def _of_other_counts(parts: Sequence[Leaf], stretch: Stretch) -> bool:
    """Tell whether a deed on things counted otherwise stands right before the parts or among them, so that a part may
    be told in them: 违法线索161条，立案46件，责令改正92条，其余23条移送.
    """
    first, last = parts[0], parts[-1]
    return any(
        leaf.kind != first.kind
        and leaf.kind not in roles.NO_COUNT
        and leaf.start < last.start
        and leaf.clause >= first.clause - 1
        and (leaf.start > first.start or leaf.clause < first.clause)
        and (DEALT.search(leaf.before) is not None or "done" in roles.states(leaf))
        for leaf in stretch.leaves
    )


def of_one_row(total: Leaf, parts: Sequence[Leaf], stretch: Stretch) -> bool:
    """Tell whether a figure is named as three or more behind it are: 甲镇6件，乙镇9件，丙镇4件，丁镇2件."""
    names = [roles.name(leaf) for leaf in (total, *parts) if not roles.is_rest(leaf)]
    if len(names) <= MOST_PAIRS or roles.TOTAL.search(total.before) or not all(names):
        return False
    alike = sum(name[-1] == names[0][-1] for name in names[1:])
    opened = total.start - len(total.before) - 1 - stretch.start
    return alike > 1 or bool(alike and stretch.text[max(opened, 0)] in ":：")


def _one_text(total: Leaf, parts: Sequence[Leaf]) -> bool:
    """Tell whether a total of another text is of the same thing as the parts: 应退款企业13家, 9家完成退款."""
    words = total.before[-6:] + total.after[:8]
    return total.line == parts[0].line or (
        DUE.search(total.before) is not None
        and total.before[-4:] != parts[0].before[-4:]
        and any(reach.shared(words, part.before + part.after) for part in parts)
    )


MOST_PAIRS = 3
BASE = re.compile(r"(?:占|完成)[^，]{0,8}(?:总[数额量]|任务|计划|目标)[^，]{0,4}$")
"""A total told between its parts: 已收到736万元，占欠款总额920万元的八成，下欠184万元."""
CALLED_TOTAL = re.compile(f"{roles.TOTAL.pattern}|{DUE.pattern}|原有?[^，]{{0,4}}$")
BALANCE = re.compile("[年期月季]初|结转|结存|[去上]一?[年月季期]?[底末]")
"""What was there before, to which others are added: no total of them."""
BY = re.compile(
    r"(?:按|从|分|依)[^，。；]{1,10}(?:分|看|划分|统计|来看)[，,：:]?[^，。；、]{0,10}$|(?:属于?|是)[^，]{0,4}$"
    r"|[两二三四五六七八九十\d][\u4e00-\u9fff]{1,4}各[^，]{0,4}$"
    r"|(?:分到|分给|分配给|分布[于在]|来自|涉及|拨给|下达|(?<![未没不])安排|投向|用于)[^，。；、\d]{1,10}$"
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
    if total.sentence != parts[0].sentence and not (whole or BY.search(words)):
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
