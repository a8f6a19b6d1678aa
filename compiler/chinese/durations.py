"""How long prose says that something takes, beside the years, months or days from which to which it
says so: 三年行动（2021—2023年）, 2024年3月4日至4月28日，为期近两个月.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import attrs

from compiler.chinese.numerals import read_numeral

THROUGH = r"[ 　]?起?(?:至|到|—{1,2}|–|-|~|～)[ 　]?"
RANGE = re.compile(
    r"(?<![\d.])(?P<y1>(?:19|20)\d\d)(?:"
    rf"年?度?{THROUGH}(?P<y2>(?:19|20)\d\d)(?!\d|年\d{{1,2}}月)(?:年度?)?"
    rf"|年(?P<m1>\d{{1,2}})月份?{THROUGH}(?:(?P<y3>(?:19|20)\d\d)年)?(?P<m2>\d{{1,2}})月份?(?!\d)"
    rf"|年(?P<m3>\d{{1,2}})月(?P<d1>\d{{1,2}})日{THROUGH}"
    r"(?:(?:(?P<y4>(?:19|20)\d\d)年)?(?P<m4>\d{1,2})月)?(?P<d2>\d{1,2})日止?)"
)
NUMERALS = "一二两三四五六七八九十"
LENGTH = (
    r"(?P<before>近|约|超过|逾|将近|不足|整整|整)?"
    r"(?P<number>\d{1,4}|[一二两三四五六七八九十]{1,3})(?P<more>余|多)?"
    r"(?P<unit>年|个月|个?星期|周|天)(?P<tail>以上|左右|有余|多)?"
)
NAMED = "为期|历时|用时|耗时|历经|用了?|时长|总共|合计|周期|工期|合同期限?|租期|任期|服务期限?|聘期|试用期|期限|共计?"
BEHIND = re.compile(
    rf"(?:[）)》”]{{0,2}}(?:间|期间|止)?[，,（(]?(?:{NAMED})为?"
    rf"|[^。；;，,\d]{{0,12}}[，,][^。；;\d]{{0,30}}?(?:为期|历时)"
    r"|(?:年度?)?(?:(?!落实|推进|执行|实施|完成|[按依据照级])[\u4e00-\u9fff]){2,10}?(?=[一二三四五六七八九十\d]{1,2}年(?:行动|攻坚|提升|规划|计划))"
    rf"|(?:间|期间)?[（(]?(?:持续|连续|前后|这|的|整整)?){LENGTH}(?!级|龄|期|(?<![用了时期历][\d{NUMERALS}]个月)时间)"
)
"""What leads from a range to the length that follows it: a word for lengths, or nothing at all."""
BEFORE = re.compile(
    rf"(?:(?P<role>{NAMED}|连续|持续|前后)为?)?(?<![第每\d.年]){LENGTH}"
    r"(?P<of>[^\d，,。；;：:（）()、至到以前后内级年月]{0,16})(?:[（(](?:即|指)?|[，,]?(?:即|自|从)|[ 　]?)\Z"
)
"""A length that leads up to a range: with what it is the length of, or as 租期三年，自 …"""
TERM = re.compile("期|届|历时|用时|时长|挂职|驻村|学制")
"""What may count from a year to the same day of another: a term of office, a contract."""
MONTHS_OF = {
    **{f"{numeral}季度": (3 * i - 2, 3 * i) for i, pair in enumerate(("一1", "二2", "三3", "四4"), 1) for numeral in pair},
    "上半年": (1, 6), "下半年": (7, 12),
}  # fmt: skip
PART_OF_YEAR = re.compile(
    r"(?:第(?=[一二三四1-4]季))?(?P<part>[一二三四1-4]季度|[上下]半年)[（(](?P<first>\d{1,2})月?"
    r"(?:至|到|—{1,2}|–|-|~|～)(?P<last>\d{1,2})月份?[）)]"
)
LASTED = re.compile("为期|历时|用时|时长")
PLAN_ENDS = ("行动", "计划", "规划", "方案")
ROUNDED = {"年": 183, "个月": 16, "个星期": 3, "星期": 3, "周": 3, "天": 1}
"""So many days may a length differ from what its unit makes of the range: half the unit, which is
how people round."""
DAYS = {"年": 365.25, "个月": 30.44, "个星期": 7, "星期": 7, "周": 7, "天": 1}
REACH = 36


@attrs.frozen
class StatedLength:
    """A length and a range that do not belong together: from where to where they are written, the
    length as written, the range, and how long that is.
    """

    start: int
    end: int
    length: str
    period: str
    true: str


def wrong_lengths(text: str) -> Iterator[StatedLength]:
    """Yield the stated lengths that no way of counting makes of the range beside them: with both
    ends or without one, rounded, or by calendar years.
    """
    for match in RANGE.finditer(text):
        period = _days(match)
        if period is None:
            continue
        behind = BEHIND.match(text, match.end())
        before = BEFORE.search(text[max(0, match.start() - REACH) : match.start()])
        if behind is not None and not _admissible(match, period, behind, ""):
            yield _stated(text, match, match.start(), behind.end(), behind)
        elif before is not None and behind is None and _leads(before, text, match.end()):
            named = before["role"] or before["of"]
            if not _admissible(match, period, before, named):
                shift = max(0, match.start() - REACH)
                yield _stated(text, match, shift + before.start("number"), match.end(), before)


def wrong_parts(text: str) -> Iterator[StatedLength]:
    """Yield the quarters and halves of a year with months in brackets behind them that are not theirs:
    第二季度（1—3月）.
    """
    for match in PART_OF_YEAR.finditer(text):
        first, last = MONTHS_OF[match["part"]]
        if not (first <= int(match["first"]) <= int(match["last"]) <= last):
            months = text[match.start("first") : match.end() - 1]
            true = f"{first}—{last}月"
            yield StatedLength(match.start(), match.end(), months, match["part"], true)


def _leads(before: re.Match[str], text: str, end: int) -> bool:
    """Tell whether a length before a range is that range's: the range is in brackets of its own,
    or the length is one of a plan, or called so.
    """
    joint = before.group()[before.end("of") - before.start() :]
    if "（" in joint or "(" in joint:
        return text[end : end + 1] in ("）", ")")
    return bool(before["role"]) or (not joint.strip(" 　") and before["of"].endswith(PLAN_ENDS))


def _stated(
    text: str, period: re.Match[str], start: int, end: int, length: re.Match[str]
) -> StatedLength:
    first, last = period.span()
    written = length.group()[
        length.start("number") - length.start() : length.end("unit") - length.start()
    ]
    return StatedLength(start, end, written, text[first:last], _true(period))


def _days(match: re.Match[str]) -> tuple[date, date] | None:
    """Return the first and the last day of a range; ``None`` if no calendar has it, or it goes
    backwards.
    """
    y1 = int(match["y1"])
    y2 = int(match["y2"] or match["y3"] or match["y4"] or y1)
    m1 = int(match["m1"] or match["m3"] or 1)
    m2 = int(match["m2"] or match["m4"] or (12 if match["y2"] else m1))
    d1, d2 = int(match["d1"] or 1), int(match["d2"] or 0)
    try:
        first = date(y1, m1, d1)
        last = date(y2, m2, d2) if d2 else date(y2 + m2 // 12, m2 % 12 + 1, 1)
    except ValueError:
        return None
    return (first, last) if last > first else None


def _admissible(
    match: re.Match[str], period: tuple[date, date], length: re.Match[str], named: str
) -> bool:
    """Tell whether any way of counting makes the length of the range."""
    number = (
        int(length["number"]) if length["number"].isdecimal() else read_numeral(length["number"])
    )
    unit = length["unit"]
    if number is None or length["tail"] or (unit == "天" and not match["d1"]):
        return True
    exact = ("近", "整", "整整") if match["y2"] else ("整", "整整")  # 近三年 are three years
    loose = length["before"] not in (None, *exact) or bool(length["more"])
    first, last = period
    years = last.year - first.year + (0 if match["d1"] is None and last.month == 1 else 1)
    if unit == "年" and match["y2"] and not loose:
        # A plan has both its years; a term of office or a contract may count from year to year.
        by_difference = TERM.search(named) is not None
        return number == years or (by_difference and number == years - 1)
    span = (last - first).days
    slack = ROUNDED[unit] + (DAYS[unit] if loose else 0)
    by_calendar = unit == "年" and number == years and not LASTED.search(length.group())
    return by_calendar or abs(number * DAYS[unit] - span) <= slack


def _true(match: re.Match[str]) -> str:
    """Say how long a range is, in the unit that it is told in."""
    period = _days(match)
    assert period is not None
    first, last = period
    if match["y2"]:
        return f"{last.year - first.year}年"
    if match["d1"]:
        return f"{(last - first).days + 1}天"
    return f"{(last.year - first.year) * 12 + last.month - first.month}个月"
