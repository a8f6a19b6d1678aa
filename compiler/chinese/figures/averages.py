"""Averages: 户均, 人均, 平均每…, against a total and a count in reach."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.leaves import Leaf, measured
from compiler.chinese.figures.statements import Certainty, Reading, Standing, Statement
from compiler.chinese.figures.terms import Term, added, counted, given, number, ratio, summed
from compiler.chinese.figures.tree import Tree

AVERAGE = re.compile(
    r"(?P<per>(?!平)[\u4e00-\u9fff])均(?!已|为|有|在|由|按|[存涉未不需能可])[^，、]{0,6}$"
    r"|(?:(?:平均)?每(?:个|一)?|^单(?=[台套座户栋件点站店校]))(?P<scale>[百千万](?![克米瓦]))?"
    r"(?P<unit>平方米|立方米|公里|公顷|[\u4e00-\u9fff])(?P<noun>[^，、]{0,8})$|(?P<land>亩)产量?(?:为|达|约|仅)*$|平均(?:值)?[^，、]{0,8}$"
)
SCALES = {"百": 100, "千": 1000, "万": 10000}
"""What a rate is told of so many of: 每万人2.8个."""
NO_AVERAGE = re.compile(
    r"分别|依次|^(?:由|从)|[由从][^，、]{0,6}$|(?:到|至)$|[到至]每|去年|上年"
    r"|[此其以往]后[^，、]{0,4}每|(?:超出|超过|超额|以外|另外|加收|收费|计费|计价|计时|单价)[^，、]{0,6}每|每[\u4e00-\u9fff]{1,4}每|(?!平)[\u4e00-\u9fff]均每|每[\u4e00-\u9fff]{1,3}[日月年]均"
)
"""Says that a figure is no mean of what stands around it: a value of another time, in a list or for what
follows (此后每批6台), or one by two measures (每生每天5元), which wants a third figure.
"""
EACH = re.compile("每[\u4e00-\u9fff]{1,3}$")
"""With several rates side by side (3人每人2万元、11人每人8000元) none of them is of the total."""
PERIODS = ("日", "月", "年", "季", "周", "天")
"""What an average is told of without its number: nobody prints the twelve months."""
DURATIONS = ("年", "个月", "天", "周", "季")


NORM = re.compile("的?(?:配[备置]|补[助贴]|建设|最低)?(?:标准|要求|规定|定额|上限|下限|限额)")
"""Says that so many each are wanted, and not what there is of them: 按每万亩配备3名的标准."""


def averages(tree: Tree) -> Iterator[Statement]:
    """``1250户5000人，户均4人``: a total of the average's kind, by a count."""
    for average in tree.leaves:
        match = AVERAGE.search(average.before)
        if not match or NO_AVERAGE.search(average.before):
            continue
        if average.kind in (*roles.NO_COUNT, "", "天", "个工作日", "分钟"):
            continue
        near = [
            one for one in reach.in_reach(tree, average) if not roles.AVERAGE.search(one.before)
        ]
        per = match["per"] or match["unit"] or match["land"] or ""
        scale = SCALES.get(match["scale"] or "", 1)
        totals = [
            one for one in near if one.kind.removesuffix("次") == average.kind.removesuffix("次")
        ]
        noun = match["noun"] or ""
        if per in ("亩", "户", "人"):  # 亩保额1100元 is told of each as well
            totals = [one for one in totals if not _of_each(one, per)]
        counts = [
            one
            for one in near
            if (one.kind not in roles.NO_COUNT or _lasts(one))
            and (one not in totals or _of_noun(one, per, noun, average))
        ]
        named = (
            average.before[max(0, match.start("per") - 1) : match.end("per")]
            if match["per"]
            else ""
        )
        fitting = [one for one in counts if _counts(one, per, noun, named)]
        akin = [one for one in counts if _akin(one, per, noun)]
        left = given(average, rounded=average.exact)
        over: list[Term] = [given(total) for total in totals]
        if roles.CHANGE.search(average.before):  # 年均下降1.75
            over = [
                summed((given(high),), (given(low),))
                for high in totals
                for low in totals
                if high is not low
            ]
        over += [added(pair) for pair in pairwise(totals)]  # 讲授36学时、实验12学时，每周4学时
        readings = [
            Reading(left, ratio(total, counted(count, measured(per)[0] * scale)))
            for count in sorted(counts, key=lambda one: (one not in fitting, one not in akin))
            for total in over
            if count not in total.leaves
        ]
        readings += [
            Reading(left, ratio(total, count))
            for one, other in pairwise(counts)
            if one.kind == other.kind and (one in fitting or other in fitting)
            for count in (added((one, other)), *_cut(one, other))
            for total in over
        ]
        rows = [one for one in totals if one.start < average.start and not roles.is_change(one)]
        of_row = (per in "年月季" or not per) and not roles.CHANGE.search(average.before)
        if len(rows) >= 2 and of_row:
            readings += [
                Reading(left, ratio(added(rows[at:]), number(len(rows) - at, str(len(rows) - at))))
                for at in range(len(rows) - 1)
            ]
        if (
            len(
                [
                    one
                    for one in reach.in_reach(tree, average)
                    if EACH.search(one.before) and one.kind == average.kind
                ]
            )
            > 0
        ):
            readings = []
        if readings:
            ahead = [one for one in totals if one.start < average.start]
            certainty = Certainty.POSSIBLE
            norm = NORM.match(average.after) is not None
            if (
                not norm
                and ahead
                and (fitting or akin or (not per and ahead[-1].sentence == average.sentence))
            ):
                sure = fitting and scale == 1 and per not in PERIODS
                certainty = Certainty.SURE if sure else Certainty.PROBABLE
            yield Statement(
                "平均数",
                tuple(readings),
                certainty,
                standing=Standing.REACHED
                if (fitting or akin or _beside(average, ahead, counts))
                and per not in PERIODS
                and not norm
                else Standing.DOUBTED,
                alone=_of_total(average, ahead),
            )


def _beside(average: Leaf, totals: Sequence[Leaf], counts: Sequence[Leaf]) -> bool:
    """Tell whether just one total and a number of anything stand before an average in its sentence: 37名当事人退回318.2万元，
    户均8.6万元.
    """
    here = [one for one in totals if one.sentence == average.sentence]
    return len(here) == 1 and any(
        one.sentence == average.sentence and one.start < average.start for one in counts
    )


def _of_each(one: Leaf, per: str) -> bool:
    """Tell whether a figure is told of each by a short name: 亩保额1100元."""
    return one.before.startswith(per) and len(one.before) in (3, 4)


def _lasts(one: Leaf) -> bool:
    """Tell whether a figure is a length that something took, and no time before or after which: 三个月后."""
    return one.kind in DURATIONS and not one.after.startswith(("后", "前", "内", "以内", "以后"))


def _cut(one: Leaf, other: Leaf) -> Iterator[Term]:
    """Yield what a count went down or up by: 由126名缩减至42人, of whom 人均 may be told."""
    if one.value != other.value:
        high, low = sorted((one, other), key=lambda leaf: leaf.value, reverse=True)
        yield summed((given(high),), (given(low),))


def _of_total(average: Leaf, totals: Sequence[Leaf]) -> bool:
    """Tell whether an average may be of the totals before it: what it names itself is named there (召开会议14次，
    外部董事人均调研6.2次 is of something else).
    """
    named = OWN_WORDS.search(average.before)
    return named is None or any(
        reach.shared(named[1], one.before + one.after[:8]) for one in totals
    )


OWN_WORDS = re.compile("[\u4e00-\u9fff]均((?!约|为|达|近|不足|超过|仅有?|有)[\u4e00-\u9fff]{2,6})$")


def _of_noun(one: Leaf, per: str, noun: str, average: Leaf) -> bool:
    """Tell whether a figure of the average's own kind is what it is told of: 1472个村, 每村6.1个; 6名成员, 人均26人次;
    市场36个, 每个市场60个.
    """
    if per == "人":
        return one.kind == "人" != average.kind
    if per in ("", "个") or average.noun.startswith(per):
        return False
    named = bool(noun) and one.before.endswith(per + noun) and len(one.kind) == 1
    return one.noun.startswith(per) or named


def _akin(one: Leaf, per: str, noun: str) -> bool:
    """Tell whether a figure likely counts what an average is told of, by another counter: 每趟 of 260车次, 每批 of
    312批次, 人均 of 26.8万人次, 每处 of 132个场所, 每个点 of 9个会诊点.
    """
    counter = one.unit.lstrip("百千万亿")
    if counter == per + "次" or (per == "趟" and counter.endswith("次")):
        return True
    if (per in PLACES and one.kind == "个") or (per == "案" and one.kind in CASES):
        return True
    return bool(per) and len(one.noun) > 1 and one.noun.endswith(per + noun)


CASES = ("件", "起", "宗")
PLACES = ("处", "点", "站", "所", "家", "座")
"""Counters of places, all of which are counted by 个 as well."""


def _counts(one: Leaf, per: str, noun: str, named: str) -> bool:
    """Tell whether a figure counts what an average is told of: 户均 of 1250户, 每个驿站 of 90个."""
    if not per:
        return False
    if per in ("日", "月") and one.unit == {"日": "天", "月": "个月"}[per]:
        return not one.level  # （闭馆5天） is what is left out
    if per in "户家" and one.unit in ("户", "家"):
        return True
    if one.before.endswith(per) or one.noun.startswith(per):
        return True
    if len(one.unit) > 1 and (per + noun).startswith(one.unit):
        return True
    if one.unit.endswith(per) or (per in "人名位" and one.kind == "人"):
        return True
    words = one.before + one.noun
    if any(len(word) == 2 and word in words for word in (named, (per + noun)[:2])):
        return True
    return per == "个" and one.kind == "个"
