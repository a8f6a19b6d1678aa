"""Shares and rates: 占81.7%, 整改率81.7%, 过半, 三成, against the figures they can be shares of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.evidence import countable
from compiler.chinese.figures.leaves import SHARE, Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Standing, Statement
from compiler.chinese.figures.terms import Term, added, given, ratio, summed
from compiler.chinese.figures.tree import Tree

OF = re.compile(
    r"(?P<part>[^占]*)(?:占(?!股|地(?!区)|编|压)|完成(?=.*(?:任务|计划|目标)))(?P<base>[^占]*)$"
)
NO_BASE = re.compile(
    r"比|总(?:数|量|额)?|全部|的|了|约|近|为|达|到|超过?|不足|总体|整体|其中|各|分别|其|数|上述|以上|即|有"
)
RATE = re.compile(
    r"(?P<stem>[\u4e00-\u9fff]{0,10}?)(?:率|面|占比|比例|比重|程度|进度)(?:为|均为|约|已|已达|高达|仅为?|是|只有|超过?|达到?了?|依次|分别|[正刚恰]好|恰|接?近|将近)*$"
)
FROM = re.compile(r"^(?:由|从)|[由从](?:[^，、]{0,8})$")
FOLLOWED = re.compile(r"^[，,](?:即|共|为|计)")
EXTREME = re.compile("最[高低多少大小]|单个|单项|个别|个案")
"""A rate of one of them is of that one's figures: 单个项目最高核减率为19.4%."""
PEOPLE = re.compile("总人口|常住|户籍|人口(?:总数|为|达|有)?$|平均人")
"""What is told in thousandths is of all people of a place: 出生人口2310人, 出生率6.3‰ has no base there."""
SOME = re.compile("出生|死亡|新增|迁|离|流")
"""Those who came and went are not all."""
MEASURES = ("金额", "面积", "长度", "重量", "体积")
OVER = re.compile("超(?:员|载|编|支|概|限|配|占|发|付|用|量)[^，]{0,4}$")
"""What is above a limit is a share of that, told in other words (核定35座) or not at all."""
LEFT_OUT = re.compile("[只除]")
ALL = 1
"""A rate of 100% is mostly told without its base."""


def shares(tree: Tree) -> Iterator[Statement]:
    """``排查120处，整改98处，整改率81.7%``: any pair in reach that yields the share settles it."""
    for position, share in enumerate(tree.leaves):
        if share.kind != SHARE:
            continue
        before = _words(tree, position)
        if roles.CHANGE.search(before) and not roles.TO.search(before):
            continue
        if EXTREME.search(before) or (share.unit == "‰" and not _of_people(tree)):
            continue
        certainty, named = _certainty(tree, position, before)
        told = certainty or _told_behind(tree, share, named)
        standing = Standing.REACHED if told else Standing.DOUBTED
        if certainty is None:
            if not _among_counts(tree, share):
                continue
            certainty, named, standing = Certainty.POSSIBLE, (), Standing.REACHED
        readings = tuple(_readings(tree, share, named, rate=not OF.search(before)))
        if readings:
            yield Statement(
                "占比", readings, certainty, standing=standing, alone=_alone(tree, share, before)
            )


def _of_people(tree: Tree) -> bool:
    """Tell whether the number of all people of a place is told."""
    return any(PEOPLE.search(one.before) and not SOME.search(one.before) for one in tree.leaves)


def _alone(tree: Tree, share: Leaf, before: str) -> bool:
    """Tell whether a share can be of nothing but what is told: the words name what it is of, or just two
    figures of one kind stand before it. What a change begins at (占比由11.3%降到2.1%) is of another time.
    """
    if FROM.search(before) or OVER.search(before):
        return False
    of = OF.search(before)
    if of and len(NO_BASE.sub("", of["base"])) >= 2:
        return True
    ahead = [
        one.kind
        for one in reach.in_reach(tree, share)
        if one.kind not in roles.NO_COUNT
        and one.start < share.start
        and not roles.is_change(one)
        and not roles.AVERAGE.search(one.before)
    ]
    return "分别" not in before and any(ahead.count(kind) == 2 for kind in set(ahead))


def _told_behind(tree: Tree, share: Leaf, named: Sequence[Leaf]) -> bool:
    """Tell whether a rate stands before its figures, in their sentence: 清偿率83.3%，应清偿7200万元，已清偿6000万元."""
    behind = [
        one
        for one in reach.in_reach(tree, share)
        if one.start > share.start and one.kind not in roles.NO_COUNT
    ]
    return _pair([one for one in named if one in behind], behind)


def _words(tree: Tree, position: int) -> str:
    """Return the words that name a share; in a list (分别占46.3%、28.3%、25.4%) those of the first."""
    while (
        position
        and not tree.leaves[position].before
        and tree.leaves[position - 1].kind == SHARE
        and tree.leaves[position].clause == tree.leaves[position - 1].clause
    ):
        position -= 1
    leaf = tree.leaves[position]
    return leaf.before


def _certainty(tree: Tree, position: int, before: str) -> tuple[Certainty | None, Sequence[Leaf]]:
    """Return how sure it is that base and part of a share stand in reach, and the figures that it names."""
    share = tree.leaves[position]
    near = countable(tree, share)
    ahead = [one for one in near if one.start < share.start]
    close = [
        one
        for one in near
        if one.level == share.level
        and one.sentence == share.sentence
        and 0 <= share.clause - one.clause <= 1
        and one.start < share.start
    ]
    of = OF.search(before)
    if of:
        part, base = NO_BASE.sub("", of["part"]), NO_BASE.sub("", of["base"])
        named = [one for one in near if reach.shared(part, one.before + one.after + one.unit)]
        in_clause = [one for one in close if one.clause == share.clause]
        following = tree.leaves[position + 1] if position + 1 < len(tree.leaves) else None
        told = (
            following is not None
            and following.kind not in roles.NO_COUNT
            and FOLLOWED.match(tree.text[share.end : following.start])
        )
        if part and not named and not in_clause and not told:
            return None, ()
        if not part and not close:
            return None, ()
        if part and not in_clause and not told and not _is_told(part, near):
            return None, ()
        due = base.startswith("应") and any(
            reach.shared(base[1:], one.before) for one in close[-1:]
        )
        if (
            len(base) >= 2
            and not due  # 应清退金额: what was due of the deed
            and not any(
                reach.shared(base, one.before + one.after + one.unit)
                for one in near
                if one not in close[-1:]
            )
        ):
            return None, ()
        if len(near) < 2:
            return None, ()
        here = [one.kind for one in ahead if one.sentence == share.sentence]
        told_before = len(base) >= 2 or in_clause or (close and here.count(close[-1].kind) == 2)
        if close and any(  # 9600万元，占营业收入的3.2%，营业收入为30亿元
            len(base) >= 3 and base in one.before and one.kind == close[-1].kind
            for one in near
            if one.start > share.start and one.part == share.part
        ):
            return Certainty.SURE, named
        both = [*ahead, following] if told and following is not None else ahead
        if not _pair(both, both):
            row = _row(tree, share, near) if not part and not base else []
            return (Certainty.PROBABLE if len(row) >= 3 else Certainty.POSSIBLE), named
        sure = (told_before or told) and not due
        return (Certainty.SURE if sure else Certainty.PROBABLE), named
    rate = RATE.search(before)
    if not rate:
        return None, ()
    stem = rate["stem"][-2:]
    named = [one for one in near if len(stem) == 2 and stem in one.before[-6:] + one.after[:12]]
    if not any(one in ahead for one in named):
        sure = share.value != ALL and any(
            one.kind == other.kind and one is not other and one.part == other.part == share.part
            for one in close
            for other in ahead
            if other.sentence == share.sentence and not roles.AVERAGE.search(one.before)
        )
        how_sure = Certainty.PROBABLE if stem else Certainty.SURE
        if named and not sure:
            return Certainty.POSSIBLE, named
        return (how_sure if sure else None), ()
    if not _pair(named, ahead):
        return Certainty.POSSIBLE, named
    own_name = rate["stem"][:-2]  # 一拍成交率 need not be of all that was 成交
    all_named = not own_name or any(reach.shared(own_name + stem[0], one.lead) for one in named)
    return (Certainty.SURE if all_named else Certainty.PROBABLE), named


def _is_told(part: str, near: Sequence[Leaf]) -> bool:
    """Tell whether the part that a share names stands beside a figure, by the word that tells it from others:
    民营企业贷款余额占46.8% says nothing of 余额83.6亿元.
    """
    return any(part[:2] in one.lead + one.after + one.unit for one in near)


def _among_counts(tree: Tree, share: Leaf) -> bool:
    """Tell whether two figures of one kind, or of two that are counted, stand around a share in its part, so
    that it is hardly of anything else.
    """
    near = [
        one
        for one in reach.in_reach(tree, share)
        if one.kind not in roles.NO_COUNT
        and one.kind
        and (one.sentence, one.part) == (share.sentence, share.part)
        and (-2 if THAT_IS.match(share.before) else -1) <= one.clause - share.clause <= 2
    ]
    of = OF.search(share.before)
    base = NO_BASE.sub("", of["base"]) if of else ""
    if (
        of
        and of["base"]
        and not any(base[:2] and base[:2] in one.before + one.after for one in near)
    ):
        return False  # 占总数的15.6%, of which nobody tells the number
    kinds = [one.kind for one in near if not one.in_words]
    ahead = bool(base) or any(one.start < share.start for one in near)
    return len(set(kinds)) < len(kinds) and ahead and share.value != ALL and not _is_limit(share)


def _is_limit(share: Leaf) -> bool:
    """Tell whether a share is only a bound or a norm: 超过规定15%的213批次, 不低于四分之一."""
    return bool(NORM.search(share.before)) or share.after.startswith(("的", "以上", "以下"))


THAT_IS = re.compile("即|也就是|折合|(?:仅|只|已|均|共|约)?(?:占|完成|到位)")
NORM = re.compile("规定|标准|上限|下限|要求|目标|不低于|不高于|高于|低于|超过$")


def _pair(parts: Sequence[Leaf], told: Sequence[Leaf]) -> bool:
    """Tell whether a part and what it can be a share of are told: two of one kind, or persons of the bodies
    that each have one.
    """
    kinds = [one.kind for one in told]
    return any(
        one in told
        and (kinds.count(one.kind) >= 2 or (one.kind == "人" and set(BODIES) & set(kinds)))
        for one in parts
    )


BODIES = ("个", "家", "户", "所")
"""Counters of what has one person of an office: 209个村, 女性书记38名."""


def _readings(tree: Tree, share: Leaf, named: Sequence[Leaf], *, rate: bool) -> Iterator[Reading]:
    """Yield the ways to come to a share from the figures in reach, the nearest first: few, since a whole
    percentage fits one pair of numbers in a hundred.
    """
    left = given(share, rounded=share.exact)

    def of(part: Term, whole: Term) -> Reading:
        return Reading(left, ratio(part, whole))

    near = countable(tree, share)
    kinds: dict[str, list[Leaf]] = {}
    for leaf in near:
        kinds.setdefault(leaf.kind, []).append(leaf)
    if named and rate:
        alone = [one for one in named if len(kinds[one.kind]) < 2]
        yield from (
            of(given(part), given(whole))
            for part in alone
            for whole in near
            if whole is not part and whole.unit and whole.kind not in MEASURES
        )
        kinds = {kind: own for kind, own in kinds.items() if any(one.kind == kind for one in named)}
    for own in kinds.values():
        before = [leaf for leaf in own if leaf.end <= share.start]
        after = [leaf for leaf in own if leaf.start > share.start][:2]
        turn, many = _turn(tree, share)
        parts = [*[leaf for leaf in own if leaf in named][-2:], *before[-1:], *after]
        if not named:
            parts += before[-6:-1]
        if many > 1 and len(before) >= many:
            parts = [before[turn - many], *parts, *before[:-many]]
        for part in dict.fromkeys(parts):
            for whole in (one for one in near if reach.alike(one, part)):
                if whole is not part and not roles.is_rest(whole):
                    yield of(given(part), given(whole))
        if OVER.search(share.before):  # 实载39人，超员4人，超员比例11.4%
            for over in before[-1:]:
                yield from (
                    of(given(over), summed((given(all_in),), (given(over),)))
                    for all_in in before[:-1]
                )
        for rest in (*before[-1:], *after):  # what a part leaves of the whole
            if roles.states(rest) & {"open"} or roles.is_rest(rest) or LEFT_OUT.search(rest.before):
                for whole in dict.fromkeys((*before[:1], *before[-3:])):
                    if whole is not rest:
                        yield of(summed((given(whole),), (given(rest),)), given(whole))
        pairs = (before[-2:], [*before[-1:], *after[:1]], after)
        for pair in (pair for pair in pairs if len(pair) == 2):
            yield from (of(given(one), added(pair)) for one in pair)
            for whole in dict.fromkeys((*before[:1], *before[:-2][-2:])):
                if whole not in before[-2:]:
                    yield of(added(before[-2:]), given(whole))
            if OVERALL.search(share.before):
                yield from (
                    of(added(two), given(whole))
                    for two in combinations(before[:6], 2)
                    for whole in before[:3]
                    if whole not in two
                )
                yield from (
                    of(given(part), added(two))
                    for part in before[-1:]
                    for two in combinations(before[:-1][:6], 2)
                )
        ends = dict.fromkeys((*before[:1], *before[-1:]))
        for two in pairwise(before[-5:]):
            yield from (of(added(two), given(whole)) for whole in ends if whole not in two)
        alike = [leaf for leaf in before if leaf in named]
        if len(alike) >= 2:
            yield from (of(added(alike), given(whole)) for whole in before if whole not in alike)
        if len(before) == 4:
            yield of(added(before[2:]), added(before[:2]))
        if 3 <= len(before) <= 5:
            yield of(given(before[0]), added(before))
        row = _row(tree, share, own)
        if len(row) >= 2:
            yield from (of(given(part), added(row)) for part in row if part in before[-1:])
    persons = [leaf for leaf in kinds.get("人", ()) if leaf.start < share.start]
    for part in persons[-1:]:  # 209个村, 女性书记38名
        for kind in BODIES:
            yield from (of(given(part), given(whole)) for whole in kinds.get(kind, ()))


def _row(tree: Tree, share: Leaf, own: Sequence[Leaf]) -> list[Leaf]:
    """Return the figures of a list that each have their share behind them, which then is of their sum: 专项债券
    60万元，占60%；地方配套40万元，占40%.
    """
    row: list[Leaf] = []
    for one, other in pairwise(tree.leaves):
        if other.kind == SHARE and other.sentence == share.sentence and one in own:
            row.append(one)
    return row


def _turn(tree: Tree, share: Leaf) -> tuple[int, int]:
    """Return which of a list of shares one is, and how many there are: 占46.3%、28.3%、25.4%."""
    own = [
        leaf
        for leaf in tree.leaves
        if leaf.kind == SHARE and (leaf.sentence, leaf.clause) == (share.sentence, share.clause)
    ]
    if any(leaf.before not in ("", "和", "及", "与") for leaf in own[1:]):
        return 0, 1
    return own.index(share), len(own)


OVERALL = re.compile("综合|整体|总体|合计|总|全")
