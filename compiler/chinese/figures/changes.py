"""Changes: from–to, growth, differences, points and multiples, against the values they lie between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.leaves import POINTS, SHARE, TIMES, Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Standing, Statement
from compiler.chinese.figures.terms import Term, added, given, ratio, summed
from compiler.chinese.figures.tree import Stretch, Tree

RISE = re.compile(r"上[调浮]|(?<!新)增|升|提高|提升|提(?=了)|添|扩大|多|延长|高|涨|翻|超")
FALL = re.compile(r"下[调浮]|跌|减|降|回落|缩短|缩小|压缩|压减|少|低|精简|取消|短")
COMPARED = re.compile(
    r"同比|环比|^[，,]?(?:与|比|较|同)(?!例|重|率)|[上去]一?(?:年|季|期|届)|前一?年|同期|年初|原(?:有|来|先)"
)
YEARS = re.compile(r"^[，,]?\d{4}年(?:度)?(?:为|是|达到?)?$")
APART = re.compile(r"相差|之差|差额|差距|差")
BY = re.compile(
    r"(?:增长|增加|净增|多增|增幅|上升|提高|提升|升幅|(?<!新)增|升|涨|提(?=了)|净添|添(?=了)|跌|下降|降低|减少|降幅|减幅|回落|压减率?|精简率?|压缩|缩短|缩小|扩大|减|降|多|少|高|低|[上下]调|[上下]浮|涨幅|跌幅|"
    r"超(?:目标|计划|任务|预算|概算|额)?|富余|(?<![尚仍还])缺|空编|空缺|撤并|撤销|关停|合并|核减|短少|短缺|取消|节约|节省|超出|结余|相差|缺口|净添|添|提(?=了)|涨|跌|滑落|投资省|多出|减[负支员]|降[费本价])(?:了|约|近|达|为|超过|出|[正刚恰]好|恰)*$"
)
CHANGED_BY = re.compile(r"[，,]?(?:提高|提升|上升|增长|增加|下降|降低|减少|升|降)(?:了|约|近)*")
FROM_MEAN = re.compile("(?:[与比较同距]|[高低多少]于|高出)[^，]*均")
"""Says that something differs from a mean, and not what it changes by on the average."""
OF_SHARES = "百分比的增减（两个百分比之差写“个百分点”）"
SET_AGAINST = (
    re.compile(r"应|账面|编制|概算|计划|规划|核定|预算|设计|合同|批复|原值|下达|需"),
    re.compile(r"实|决算|开放|在编|盘点|到位|完成|目前|现有|能力"),
)


def values_between(leaves: Sequence[Leaf]) -> list[tuple[Leaf, Leaf]]:
    """Return the pairs of figures that a change is told between: 由A增至B; A, 较上年的B."""
    pairs = []
    for first, second in pairwise(leaves):
        if first.kind != second.kind:
            continue
        if (roles.FROM.search(first.before) and roles.TO.search(second.before)) or (
            YEARS.search(second.before) and re.search(r"\d{4}年", first.before)
        ):
            pairs.append((first, second))
        elif BY.search(first.before) or BY.search(second.before):
            continue
        elif COMPARED.search(second.before) and not COMPARED.search(first.before):
            pairs.append((second, first))
        elif COMPARED.search(first.before) and not COMPARED.search(second.before):
            pairs.append((first, second))
    return pairs


def directions(tree: Tree) -> Iterator[Statement]:
    """``由86人次增加到143人次``: what rises ends higher, what falls ends lower."""
    for stretch in tree.stretches:
        for first, second in pairwise(stretch.leaves):
            if first.kind != second.kind or not roles.FROM.search(first.before):
                continue
            words = second.before
            if not roles.TO.search(words) or len(words) > 12:
                continue
            rises, falls = RISE.search(words), FALL.search(words)
            if bool(rises) == bool(falls):
                continue
            low, high = (first, second) if rises else (second, first)
            yield Statement(
                "升降方向", (Reading(given(low), given(high), "<"),), Certainty.SURE, binding=False
            )


def growth(tree: Tree) -> Iterator[Statement]:
    """``由36.5亿元增至43.8亿元，增长20%``: a percentage, a multiple, a difference of two values."""
    for stretch in tree.stretches:
        for position, change in enumerate(stretch.leaves):
            words = _words(stretch.leaves, position)
            if (
                not BY.search(words)
                or roles.FROM.search(words)
                or _past_multiple(stretch, position)
            ):
                continue
            if "均" in words and not FROM_MEAN.search(words):
                continue
            if _ends(stretch.leaves[position - 1] if position else None, change):
                continue
            near = [
                leaf
                for leaf in reach.in_reach(tree, change)
                if leaf.sentence == change.sentence or leaf.level != change.level
            ]
            if change.kind in (SHARE, TIMES):
                yield from _relative(change, near, words, tree.text)
            elif change.kind == POINTS:
                yield from _difference(change, [one for one in near if one.kind == SHARE], stretch)
            elif change.kind:
                yield from _difference(
                    change, [one for one in near if one.kind == change.kind], stretch
                )


PAST = re.compile("^[还仍又][多少高低]")


def _past_multiple(stretch: Stretch, position: int) -> bool:
    """Tell whether a figure comes on top of a multiple: 翻一番还多3人, 是去年的2倍还多4批次."""
    words = stretch.leaves[position].before
    multiple = position and stretch.leaves[position - 1].kind == TIMES
    return bool(roles.PAST_MULTIPLE.search(words) or (multiple and PAST.search(words)))


def _words(leaves: Sequence[Leaf], position: int) -> str:
    """Return the words before a change; of a percentage that follows another (分别增长14.3%和10.2%), those of the first."""
    for at in range(position, 0, -1):
        one, other = leaves[at - 1], leaves[at]
        listed = one.kind == other.kind == SHARE and one.clause == other.clause
        if not listed or other.before not in ("", "和", "及", "与"):
            return other.before
    return leaves[0].before


def of_shares(tree: Tree) -> Iterator[Statement]:
    """``合格率由80%提高到92%，提高15%``: of two percentages the difference is told in points, so that a
    percentage behind them is one of the first.
    """
    for stretch in tree.stretches:
        for (first, second), change in zip(
            pairwise(stretch.leaves), stretch.leaves[2:], strict=False
        ):
            if not first.kind == second.kind == change.kind == SHARE:
                continue
            told = roles.FROM.search(first.before) and roles.TO.search(second.before)
            if not told or not CHANGED_BY.fullmatch(change.before):
                continue
            high, low = (second, first) if second.value > first.value else (first, second)
            difference = summed((given(high),), (given(low),))
            reading = Reading(given(change, rounded=True), ratio(difference, given(first)))
            yield Statement(OF_SHARES, (reading,), Certainty.SURE)


def _ends(first: Leaf | None, second: Leaf) -> bool:
    """Tell whether a figure is what a change ends at, and no step: 由203件降为187件."""
    return (
        first is not None
        and first.kind == second.kind
        and roles.FROM.search(first.before) is not None
        and roles.TO.search(second.before) is not None
    )


def _relative(change: Leaf, near: Sequence[Leaf], words: str, text: str) -> Iterator[Statement]:
    left = given(change, rounded=change.exact)
    found: list[Reading] = []
    sure = compared = False
    more = RISE.search(words) is not None
    counted = [one for one in near if one.kind and one.kind not in (SHARE, POINTS, TIMES, "年")]
    kinds: dict[str, list[Leaf]] = {}
    for leaf in counted:
        kinds.setdefault(leaf.kind, []).append(leaf)
    for own in kinds.values():
        pairs = values_between(own)
        between = {leaf for pair in pairs for leaf in pair}
        values = [leaf for leaf in own if leaf in between or not BY.search(leaf.before)]
        ahead = [leaf for leaf in values if leaf.start < change.start]
        compared = compared or bool(
            COMPARED.search(words)
            and _of_these(words, ahead)
            and "分别" not in words
            and len(ahead) == 2
            and _alike(ahead[0], ahead[1], text[ahead[0].end : ahead[1].start])
            and not any(  # 存款1862亿元，同比增长8.3%，住户存款1215亿元，同比增长10.9%
                BY.search(one.before) and ahead[0].start < one.start < ahead[1].start
                for one in near
            )
        )
        sure = sure or compared
        steps = [leaf for leaf in own if leaf not in values]
        sure = sure or bool(pairs)
        for base in values:
            for other in values:
                if other is base:
                    continue
                high, low = (other, base) if more else (base, other)
                difference = summed((given(high),), (given(low),))
                found.append(Reading(left, ratio(difference, given(base))))
                if change.kind == TIMES:
                    found.append(Reading(left, ratio(given(other), given(base))))
        for step in steps[-1:]:
            sure = sure or (bool(values) and step.clause >= change.clause - 1)
            told = [leaf for leaf in values if leaf.start < step.start] or values
            for value in told[-3:]:
                earlier: Term = summed((given(value),), (given(step),))
                if not more:
                    earlier = summed((given(value), given(step)))
                found.append(Reading(left, ratio(given(step), earlier)))
                found.append(Reading(left, ratio(given(step), given(value))))
    if found:
        certainty = Certainty.SURE if sure and words == change.before else Certainty.POSSIBLE
        alone = compared or any(_follows(change, own) for own in kinds.values())
        either = sure or _told(change, near)
        standing = Standing.PLACED if either else Standing.DOUBTED
        yield Statement("增减幅度", tuple(found), certainty, standing=standing, alone=alone)


def _of_these(words: str, values: Sequence[Leaf]) -> bool:
    """Tell whether what changes, if it is named, is told with a value: 管理费用同比下降19.3% is of no 公司4家."""
    match = COMPARED.search(words)
    subject = words[: match.start()] if match else ""
    told = "|".join(value.before + value.after for value in values)
    return len(subject) < 2 or reach.shared(subject, told)


def _alike(first: Leaf, second: Leaf, between: str) -> bool:
    """Tell whether two figures are values of one thing: 分别48.6万元、36.2万元; 立案28件, 立案42件."""
    averages = [bool(roles.AVERAGE.search(one.before)) for one in (first, second)]
    if "其中" in between or averages[0] is not averages[1]:
        return False
    return second.before in ("", "和", "及") or reach.shared(first.before[-4:], second.before)


def _difference(change: Leaf, own: Sequence[Leaf], stretch: Stretch) -> Iterator[Statement]:
    pairs = values_between(own)
    between = {leaf for pair in pairs for leaf in pair}
    values = [leaf for leaf in own if leaf in between or not BY.search(leaf.before)]
    ahead = [
        leaf for leaf in values if leaf.start < change.start and leaf.sentence == change.sentence
    ]
    against = len(ahead) >= 2 and all(
        any(pattern.search(leaf.before) for leaf in ahead[-2:]) for pattern in SET_AGAINST
    )
    pairs = [pair for pair in pairs if pair[0].sentence == change.sentence]
    apart = APART.search(change.before) is not None
    against = against or bool(
        COMPARED.search(change.before)
        and "分别" not in change.before
        and len(ahead) == 2
        and ahead[0].part == ahead[1].part  # 结婚1842对，减少158对；离婚763对，同比增加21对
        and _alike(ahead[0], ahead[1], stretch.between(ahead[0].end, ahead[1].start))
    )
    sure = bool(pairs) or against or (apart and (len(ahead) == 2 or change.kind == POINTS))
    if _of_another(change, values) or SOME_OF.search(change.before) or _afresh(change, values):
        sure = False
    if change.kind == POINTS:
        readings = [
            Reading(given(change), summed((given(high),), (given(low),)))
            for high in values
            for low in values
            if high is not low
        ]
    else:
        finest = min((leaf.factor for leaf in (*values, change)), default=Decimal(1))
        readings = [
            Reading(
                given(change, rounded=change.factor != finest),
                summed((given(high, high.factor != finest),), (given(low, low.factor != finest),)),
            )
            for high in values
            for low in values
            if high is not low
        ]
        for low in ahead[2:]:  # 调度会13场、现场会5场，比上季的16场多2场
            run = added([leaf for leaf in ahead if leaf.start < low.start])
            readings.append(Reading(given(change), summed((run,), (given(low),))))
            readings.append(Reading(given(change), summed((given(low),), (run,))))
    beside = [leaf for leaf in own if leaf.start > change.start and leaf.clause == change.clause]
    if beside and readings:  # 由87个整合为35个，关停31个、并入21个
        several = added((change, *beside))
        readings += [
            Reading(several, summed((given(high),), (given(low),)))
            for high in ahead[-2:]
            for low in ahead[-2:]
            if high is not low
        ]
    if readings:
        certainty = Certainty.SURE if sure else Certainty.POSSIBLE
        other = SOME_OF.search(change.before) is not None
        other = other or _of_another(change, values) or _afresh(change, values)
        told = change.kind != POINTS and not other and _told(change, own)
        follows = _follows(change, own)
        standing = Standing.NAMED if follows else _standing(sure or told)
        alone = (follows and not beside) or against or apart
        yield Statement("增减数", tuple(readings), certainty, standing=standing, alone=alone)


def _follows(change: Leaf, own: Sequence[Leaf]) -> bool:
    """Tell whether a difference stands right behind what it lies between: 由318辆减少到126辆，减少192辆."""
    ahead = [leaf for leaf in own if leaf.start < change.start][-2:]
    return (
        len(ahead) == 2
        and change.clause - ahead[1].clause == 1
        and roles.FROM.search(ahead[0].before) is not None
        and roles.TO.search(ahead[1].before) is not None
        and BY.match(change.before) is not None
    )


def _told(change: Leaf, own: Sequence[Leaf]) -> bool:
    """Tell whether both values that a change lies between are likely told: two of a kind before it, and the
    earlier one, if that is what it is from.
    """
    ahead = [leaf for leaf in own if leaf.start < change.start and leaf.part == change.part]
    kinds = [leaf.kind for leaf in ahead if leaf.kind not in roles.NO_COUNT]
    if len(set(kinds)) == len(kinds):
        return False
    if change.kind == SHARE and any(  # 收入337.8亿元，增长6.4%，预算收入64.5亿元，增长27.5%
        leaf.kind == SHARE and BY.search(leaf.before) for leaf in ahead
    ):
        return False
    return not AGO.search(change.before) or any(roles.EARLIER.search(leaf.before) for leaf in own)


def _standing(told: bool) -> Standing:
    return Standing.REACHED if told else Standing.DOUBTED


def _afresh(change: Leaf, values: Sequence[Leaf]) -> bool:
    """Tell whether the one value behind ；is what changes, from an earlier one that is not told: 住院6842元，比上年的
    7125元少283元；门诊231元，比上年少6元.
    """
    if AGO.search(change.before) is None:
        return False
    own = [leaf for leaf in values if leaf.part == change.part and leaf.sentence == change.sentence]
    later = any(leaf.start > change.start and roles.EARLIER.search(leaf.before) for leaf in values)
    return len(own) == 1 and own[0].start < change.start and not later


AGO = re.compile("同比|环比|[较比与](?:[上去前]|年初|期初|同期|往年|换届|整改)")
OTHER_THAN = re.compile(
    r"[较比](?P<to>[\u4e00-\u9fff]{2,10}?)(?:平均)?(?:水平)?(?:还|仍|又|再)?(?:高|低|多|少|快|慢|长|短|增|减|缩|提|上升|下降|延|扩)"
    r"|[与同和跟距离](?P<from>[\u4e00-\u9fff]{2,12}?)(?:平均)?(?:水平|值|数)?(?:还|仍|又|只|均)?(?:相差|差距|差)"
)
BEFORE_NOW = re.compile(
    "[一二三四]季度|^\\d|[上去前]|同期|[年期月]初|原|此前|以前|往年|历史|整治|改革"
)
SOME_OF = re.compile("其中|缺口")
"""A part of the difference, or what may be covered from elsewhere."""


def _of_another(change: Leaf, values: Sequence[Leaf]) -> bool:
    """Tell whether a difference is from something whose figure is not told: 比法定期限少16天."""
    match = OTHER_THAN.search(change.before)
    other = match["to"] or match["from"] if match else ""
    if match is None or BEFORE_NOW.search(other):
        return False
    subject = roles.FILLER.sub("", change.before[: match.start()])
    sides = [other[:2], subject[:2]] if len(subject) > 1 else [other[:2]]
    return not all(any(side in leaf.before + leaf.after for leaf in values) for side in sides)
