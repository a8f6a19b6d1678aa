"""Lengths of time told against dates: 2019年3月开工，2023年3月完工，历时4年; 4月8日—4月22日，共15天; 推迟15天;
三年合计; and against each other: 历时4年，较3年的合同工期逾期1年.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise

import attrs

from compiler.chinese.figures import reach
from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Statement
from compiler.chinese.figures.terms import Term, given, number, summed
from compiler.chinese.figures.tree import Stretch, Tree
from compiler.chinese.prose_dates import dates

UNITS = {"年": "年", "个月": "月", "月": "月", "天": "日", "日": "日"}
RANGE = re.compile(r"(?<!\d)((?:19|20)\d{2})年?[—–~～至到-]+(?=(?:19|20)\d{2}年)")
TO = re.compile(r"[—–~～至到-]+")
LASTING = re.compile(
    r"(?:历时|为期|历经|用时|耗时|费时|持续|连续|滞留|闲置|搁置|空置|停滞|挂账|时长|共(?:计|用|运[转行营]|开展)?|长达|达|时间|工期)(?:为|了|共|约|近)?$"
)
TAKEN = re.compile(
    "(?<!分别)(?:历时|历经|用时|耗时|费时|持续|滞留|闲置|搁置|空置|停滞)(?:了|约|近|达)?$"
)
"""Says that the time between two dates is meant, though no word says which is the first."""
STARTED = re.compile(
    r"^(?:正式|全面|组织|集中|项目)?(?:开工|动工|启动|开始|进驻|起|成立|签订|入驻|受理|立案)"
)
SINCE = re.compile(r"[自从]$")
ENDED = re.compile(
    r"^[^，,。；;]{0,3}(?:完工|竣工|结束|收官|收尾|止|底?止|建成|验收|通过|交付|完成|撤离|投[用入运产]|办结|结案|销号|[才方始]|收)"
)
UNTIL = re.compile(r"[至到]$")
MOVED = re.compile(
    r"(?:推迟|延后|延期|顺延|延迟|延长|逾期|超期|拖延|滞后|推后|晚|提前|提早|早)(?:了|约|近)?$"
)
DUE = re.compile(r"原[定计]|计划|应[于在当]|约定|批[复准]|合同|规定|要求|时限|期限|承诺|预[定计]")
BY = re.compile(
    r"(?:逾期|超期|超出|超过|超|延期|延长|推迟|提前|缩短|压缩|压减|节约|节省|减少|增加|少|多|晚|早|相差"
    r"|年轻|年长|降低|下降|上升|提高)(?:了|约|近)?$"
)
SPANNED_BY = re.compile(
    r"^(?:间|来)?(?:合计|累计|共|总|均|平均|年均|分别|[上下]降|上升|增|提高|减|净|降|升|压|缩|回落|清|化解|翻|，|$)"
)
THAN = re.compile(
    r"[较比与](?P<to>[\u4e00-\u9fff]{2,8}?)(?:年轻|年长|平均|高|低|多|少|长|短|提前|缩短|延长|增|减)"
)
"""What a length is compared with: it must be one that is told."""
AGES = ("岁",)
ANY_YEAR = 2001
"""Stands for a year that no date names."""
BESIDE = 5
"""So near a date stands what says that it was meant or promised: 原定6月20日. By judgement."""
MOST = 6
"""So many dates of a sentence, and so many lengths, are paired: time grows linearly."""
DAYS_OF = {"年": Decimal("365.25"), "月": Decimal("30.44")}
HALF, ONE = Decimal("0.5"), Decimal(1)


@attrs.frozen(eq=False)
class Moment:
    """A date of a passage: where it stands, its first and its last day, and how fine it is told."""

    start: int
    end: int
    text: str
    first: date
    last: date
    unit: str
    of_year: bool


def lasting(tree: Tree) -> Iterator[Statement]:
    """``2019年3月开工，2023年3月完工，历时4年``: the time between two dates of its sentence, the last day counted or
    not.
    """
    for stretch in tree.stretches:
        moments = _moments(stretch)
        if len(moments) < 2:
            continue
        for leaf in stretch.leaves:
            if leaf.kind not in UNITS:
                continue
            ahead = [one for one in moments if one.end <= leaf.start]
            moved = MOVED.search(leaf.before)
            if moved:
                certainty = _moved(ahead, stretch)
            else:
                certainty = _certainty(leaf, ahead, moments, stretch)
            if certainty is None:
                continue
            pairs = _pairs(
                moments
                if UNTIL.search(stretch.text[: moments[-1].start - stretch.start])
                else ahead
            )
            readings = [Reading(given(leaf), _between(one, other, leaf)) for one, other in pairs]
            if readings:
                yield Statement("起止与时长", tuple(readings), certainty)


def _moments(stretch: Stretch) -> list[Moment]:
    """Return the dates of a stretch; a date without a year is of the year before it, or of the next if its
    month is an earlier one.
    """
    found: list[Moment] = []
    year: int | None = None
    month, known = 0, False
    text = stretch.text
    bare = {match.start(): int(match[1]) for match in RANGE.finditer(text)}
    named = {one.start: one for one in dates(text)}
    for start in sorted(bare.keys() | named.keys())[:MOST]:
        if start in named:
            one = named[start]
            if one.year is not None:
                year, known = one.year, True
            elif one.month is not None and one.month < month:
                year, known = (year or ANY_YEAR) + 1, year is not None and known
            own = year or ANY_YEAR
            first, last = one.first(own), one.last(own)
            end = one.end
            month = one.month or 0
            unit = "日" if one.day else "月" if one.month else "年" if not one.tail else ""
        else:
            year, known = bare[start], True
            first, last = date(year, 1, 1), date(year, 12, 31)
            end, unit = start + 4, "年"
        if first is not None and last is not None and unit:
            shift = stretch.start
            found.append(
                Moment(start + shift, end + shift, text[start:end], first, last, unit, known)
            )
    return found


def _pairs(moments: Sequence[Moment]) -> list[tuple[Moment, Moment]]:
    """Return the two dates that a length may lie between, the outermost first."""
    return [
        (one, other)
        for one, other in sorted(
            combinations(moments, 2), key=lambda pair: pair[0].start - pair[1].start
        )
        if one.first != other.first
    ]


def _moved(ahead: Sequence[Moment], stretch: Stretch) -> Certainty | None:
    """Return how sure it is that what is late or early by a length is told by two dates before it."""
    if len(ahead) < 2:
        return None
    due = any(
        DUE.search(stretch.between(one.start - BESIDE, one.start))
        or DUE.search(stretch.between(one.end, one.end + BESIDE))
        for one in ahead
    )
    return Certainty.SURE if len(ahead) == 2 and due else Certainty.POSSIBLE


def _certainty(
    leaf: Leaf, ahead: Sequence[Moment], moments: Sequence[Moment], stretch: Stretch
) -> Certainty | None:
    """Return how sure it is that a length is that between two dates: both of them a range beside it, or one
    that says begin and one that says end.
    """
    said = LASTING.search(leaf.before) is not None
    if len(ahead) >= 2:
        one, other = ahead[-2:]
        ranged = TO.fullmatch(stretch.between(one.end, other.start)) is not None
        if ranged and (said or stretch.between(other.end, leaf.start) in ("", "，", "共")):
            return Certainty.SURE
    if not said:
        return None
    for first, last in pairwise(moments):
        after = stretch.between(first.end, last.start)
        begins = STARTED.search(after) or SINCE.search(
            stretch.between(first.start - 1, first.start)
        )
        ends = ENDED.search(stretch.between(last.end, last.end + 12)) or UNTIL.search(
            stretch.between(last.start - 1, last.start)
        )
        if begins and ends and first.start < leaf.start:
            near = last.end <= leaf.start or UNTIL.search(
                stretch.between(last.start - 1, last.start)
            )
            return Certainty.SURE if near else Certainty.POSSIBLE
    return Certainty.PROBABLE if TAKEN.search(leaf.before) else Certainty.POSSIBLE


def _between(one: Moment, other: Moment, leaf: Leaf) -> Term:
    """Return the time between two dates in the unit of a length: exactly, with the last day, month or year
    counted or not; rounded, where the dates are told finer.
    """
    first, last = sorted((one, other), key=lambda moment: moment.first)
    unit = UNITS[leaf.kind]
    low = high = Decimal(0)
    if unit == "日":
        low = Decimal((last.first - first.last).days)
        leap = not last.of_year and first.first.month <= 2 < last.last.month
        high = Decimal((last.last - first.first).days + 1 + leap)
    elif unit == "年" and first.unit == last.unit == "年":
        low = Decimal(last.first.year - first.first.year)
        high = low + 1
    elif unit == "月" and first.unit == last.unit == "月":
        low = Decimal(
            12 * (last.first.year - first.first.year) + last.first.month - first.first.month
        )
        high = low + 1
    else:
        low = Decimal((last.first - first.last).days) / DAYS_OF[unit] - HALF
        high = Decimal((last.last - first.first).days + 1) / DAYS_OF[unit] + HALF
    written = f"{one.text}至{other.text}"
    return Term((), low, high, lambda: written, (other.start, other.end))


def compared(tree: Tree) -> Iterator[Statement]:
    """``历时4年，较3年的合同工期逾期1年``: by how much one length, or age, is more than another."""
    for stretch in tree.stretches:
        lengths = [leaf for leaf in stretch.leaves if leaf.kind in UNITS or leaf.kind in AGES]
        for change in lengths[: 2 * MOST]:
            own = [
                leaf
                for leaf in lengths
                if leaf is not change and leaf.kind == change.kind and not BY.search(leaf.before)
            ][:MOST]
            if len(own) < 2 or not BY.search(change.before):
                continue
            near = [leaf for leaf in own if abs(leaf.clause - change.clause) <= 2]
            than = THAN.search(change.before)
            told = than is None or any(than["to"][:2] in leaf.before + leaf.after for leaf in own)
            sure = len(own) == len(near) == 2 and change.start > own[0].start and told
            readings = [
                Reading(given(change), summed((given(more),), (given(less),)))
                for one, other in combinations(own, 2)
                for more, less in ((one, other), (other, one))
            ]
            certainty = Certainty.SURE if sure else Certainty.POSSIBLE
            yield Statement("时长之差", tuple(readings), certainty)


OPEN_ENDED = re.compile("以来|至今|起[，,]|截[至止]|此前|之前|以前|今后|未来")
NOT_SPAN = re.compile("(?:近|过去|未来|今后|连续|每|前|后|满|第|最近|又|再|滚动|上)$")
PLANNED = re.compile("^(?:行动|计划|规划|内|期|以上|前|后|度|任期|级|一)")
AGAINST = re.compile("(?:从|由|自|对比|相比|比|较|与|和|同)$")


def years_told(tree: Tree) -> Iterator[Statement]:
    """``2021年列支38.2万元，2022年24.7万元，2023年11.6万元，三年合计74.5万元``: as many years as are told; ``对比2020年，
    2024年…，四年下降20%``: as many as lie between.
    """
    for stretch in tree.sentences:
        if OPEN_ENDED.search(stretch.text):
            continue
        years = [one for one in _moments(stretch) if one.unit == "年"]
        for leaf in stretch.leaves:
            if leaf.kind != "年" or NOT_SPAN.search(leaf.before) or PLANNED.search(leaf.after):
                continue
            ahead = [one for one in years if one.end <= leaf.start]
            if len(ahead) < 2 or not SPANNED_BY.search(leaf.after):
                continue
            count = len({one.first for one in ahead})
            apart = abs(ahead[-1].first.year - ahead[0].first.year)
            term = number(count, f"所列 {count} 个年份", (ahead[0].start, ahead[-1].end))
            written = f"{ahead[0].text}至{ahead[-1].text}"
            readings = [
                Reading(given(leaf), number(value, written, (ahead[0].start, ahead[-1].end)))
                for value in (apart, apart + 1)
            ]
            if not (len(ahead) == 2 and _is_compared(ahead[0], stretch)):  # 由2021年…降到2023年
                readings.insert(0, Reading(given(leaf), term))
            yield Statement("年数与所列年份", tuple(readings), _of_series(leaf, ahead, stretch))


def _of_series(leaf: Leaf, ahead: Sequence[Moment], stretch: Stretch) -> Certainty:
    """Return how sure it is that a number of years is that of those told: each has a figure of one kind, or
    the first is what the last is compared with.
    """
    kinds = []
    ends = [*(one.start for one in ahead[1:]), leaf.start]
    for one, end in zip(ahead, ends, strict=True):
        own = [
            other.kind
            for other in reach.beside(stretch, leaf.start)
            if one.end <= other.start < end and other is not leaf
        ]
        kinds.append(own[0] if own else "")
    if all(kinds) and len(set(kinds)) == 1:
        return Certainty.SURE
    against = len(ahead) == 2 and _is_compared(ahead[0], stretch)
    return Certainty.SURE if against else Certainty.POSSIBLE


def _is_compared(year: Moment, stretch: Stretch) -> bool:
    """Tell whether a year is what another one is compared with: 由2021年的…, 对比2020年."""
    return AGAINST.search(stretch.between(year.start - 2, year.start)) is not None
