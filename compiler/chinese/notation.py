"""How numbers, ranges, years and dates are written (GB/T 15835-2011)."""

from __future__ import annotations

import re
from collections import Counter

import attrs

from compiler.chinese.beginnings import beginning_with
from compiler.chinese.marks import sentences

HAN = r"[\u4e00-\u9fff]"
DASHES = r"-\u2010-\u2015~～\u2212\uff0d"
DASH = rf"[{DASHES}]{{1,2}}"
NUMBER = r"\d{1,12}(?:\.\d{1,6})?"
TIME_RANGE = beginning_with(
    r"\d",
    rf"(?<![\d.\-])(?:\d{{4}}年?|\d{{4}}年\d{{1,2}}月|\d{{1,2}}月|\d{{1,2}}日)({DASH})"
    rf"(?=\d{{4}}(?!\d)|\d{{2}}年|\d{{1,2}}[年月日])",
)
QUANTITY_RANGE = beginning_with(
    r"\d",
    rf"(?<![\d.\-A-Za-z〔])(?!\d{{4}}{DASH}\d{{4}}){NUMBER}(?:[%万亿千]?(?:元|人|个|名|家|米|%)?)"
    rf"({DASH})(?={NUMBER}[%\u4e00-\u9fff])(?!\d{{1,2}}[年月日号])",
)
HALF_RANGE = re.compile(rf"(?<![\d.\-A-Za-z〔])({NUMBER})(?:{DASH}|至)({NUMBER})([%万亿]元?)")
SHORT_YEAR = beginning_with(
    rf"{DASHES}\d至、’‘'",
    r"(?<![\d.近约余满第逾超达过历])(?<!(?:过去|不足|将近|未来|今后))\d{2}年"
    r"(?=底|初|末|度|(?:0?[1-9]|1[0-2])月)"
    rf"|(?<=\d{{4}}){DASH}\d{{2}}年(?!期)|(?<=\d{{4}}年)(?:{DASH}|至)\d{{2}}年(?!期)"
    rf"|(?<=\d{{4}}年)、\d{{2}}年(?=底|初|末|度|\d|以来)|[’‘']\d{{2}}年",
)
MIXED_UNITS = beginning_with(
    r"\d",
    r"\d{1,12}(?:\.\d{1,6})?亿\d{1,6}(?:\.\d{1,6})?万"
    r"|\d{1,12}万\d{1,5}千?(?=元|人|户|亩|吨|名|家|件|平方)"
    r"|\d{1,6}(?:公里|千米)\d{1,3}米|\d{1,6}吨\d{1,3}(?:公斤|千克)",
)
NUMERIC_DATE = re.compile(r"(?<![\d./\-])(?:19|20)\d{2}([./\-])\d{1,2}\1\d{1,2}(?![\d./\-])")
ZERO_DATE = re.compile(r"(?<=年)0\d月|(?<=\d月)0\d日")
BARE_AMOUNT = re.compile(rf"({NUMBER})([万亿])(?=[,，;；。、)）]|$)")
OTHER_AMOUNT = re.compile(r"\d[万亿](?!元|多元|余元|[，,;；。、)）]|$)[\u4e00-\u9fff]")
"""Says that what stands without a unit may be so many of something else: 游客28.6万人次，其中甲9.4万、乙7.8万."""
MONEY = re.compile(
    r"资金|投资|投入|金额|收入|支出|款|租金|补缴|追缴|追回|上缴|核减|经费|费用|补助|产值|GDP|总额"
    r"|合同额|奖金|费|税"
)
DIGIT = re.compile(r"\d")
CLAUSE = re.compile(r"(?:[^，,;；:：。()（）]|(?<=\d),(?=\d{3}))+")
"""A comma that parts thousands parts no clauses: 1,671件."""
LABELLED = re.compile(
    rf"({HAN}{{2,16}}?)((?:\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,12}})(?:\.\d{{1,6}})?)({HAN}{{0,3}}|%)\Z"
)
PERCENT_LIST = re.compile(r"分别[^。;；\d]{0,12}((?:\d{1,5}(?:\.\d{1,4})?%[、和与及，,]?){2,20})")
PERCENT = re.compile(r"\d{1,5}(?:\.(\d{1,4}))?%")
EXACT_SHARES = ("0%", "100%")
"""None and all of something need no decimals."""
CHANGE = re.compile(
    r"(?:同比|环比)(?:增长|上升|下降|减少|增加)\d{1,5}(?:\.(\d{1,4}))?%(?!左右|以上|以下)"
)
CHINESE_COUNT = re.compile(
    r"(?<![最后前第排十百千几每同])"
    r"((?<=[\u4e00-\u9fff])(?<![的有是另这那某哪任又之])一|[两二三四五六七八九十][一二三四五六七八九十]{0,2})(?:位(?![一于置数子次列阶序])|名"
    r"(?!单|称|字|义|录|声|片|词|牌|额|列|副|正|气|望|次|下|利|师|为))(?=[\u4e00-\u9fff])"
)
"""Persons counted in words; 一位 at the beginning of a clause (一位居民来信) and behind 的 or 有 counts nobody."""
ARABIC_COUNT = re.compile(r"\d{1,6}[名位人](?=[，,。；;、]|[\u4e00-\u9fff])")
SOLID_PHONE = re.compile(r"(?<!\d)0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}(?!\d)")


@attrs.frozen
class Dash:
    """A mark that joins two ends: ``kind`` is what it joins, ``mark`` how it is written."""

    kind: str
    mark: str
    start: int
    end: int


def dashes(text: str) -> list[Dash]:
    """Return the marks that join two years, months or days, and two quantities."""
    times = [
        Dash("年份和日期", m.group(1), m.start(1), m.end(1)) for m in TIME_RANGE.finditer(text)
    ]
    taken = {dash.start for dash in times}
    others = (Dash("数量", m.group(1), m.start(1), m.end(1)) for m in QUANTITY_RANGE.finditer(text))
    return sorted(
        [*times, *(dash for dash in others if dash.start not in taken)], key=lambda dash: dash.start
    )


def half_ranges(text: str) -> list[tuple[int, int, str]]:
    """Return ranges such as 10-20% and 3至5万元 whose first end lacks what the second one
    carries, with that.
    """
    found = []
    for match in HALF_RANGE.finditer(text):
        if len(match.group(1)) == 4 and match.group(1).startswith(("19", "20")):
            continue  # a year: 2021-2025年 is complete
        found.append((match.start(), match.end(), match.group(3)))
    return found


def bare_amounts(text: str) -> list[tuple[int, int, str]]:
    """Return amounts such as 1732.61亿 without 元, where another amount of the text carries it or
    a word speaks of money.
    """
    carried = ("万元" in text or "亿元" in text) and not OTHER_AMOUNT.search(text)
    return [
        (m.start(), m.end(), "元")
        for m in BARE_AMOUNT.finditer(text)
        if carried or MONEY.search(text, max(0, m.start() - 10), m.start())
    ]


def bare_members(text: str) -> list[tuple[int, int, str]]:
    """Return the numbers of a list joined by 、 that lack the unit all their neighbours carry,
    with that unit.
    """
    if text.count("、") < 2:
        return []
    found = []
    for clause in CLAUSE.finditer(text):
        parts = clause.group().split("、")
        # Of two members that differ, neither shows what the other lacks.
        if len(parts) < 3 or not DIGIT.search(clause.group()):
            continue
        members, position = [], clause.start()
        for part in parts:
            members.append((LABELLED.search(part[-40:]), position + len(part)))
            position += len(part) + 1
        units = Counter(match.group(3) if match else None for match, _ in members)
        unit, count = units.most_common(1)[0]
        if unit and count >= 2 and count == len(parts) - 1:
            found += [
                (end - len(m.group(2)), end, unit) for m, end in members if m and not m.group(3)
            ]
    return found


def uneven_percentages(text: str) -> list[tuple[int, int]]:
    """Return the lists of percentages, and the three or more changes told in one sentence, whose
    decimals differ in number.
    """
    found = []
    for start, end in sentences(text):
        changes = list(CHANGE.finditer(text, start, end))
        if len(changes) >= 3 and len({len(match.group(1) or "") for match in changes}) > 1:
            found.append((changes[0].start(), changes[-1].end()))
    for match in PERCENT_LIST.finditer(text):
        decimals = {
            len(number.group(1) or "")
            for number in PERCENT.finditer(match.group(1))
            if number.group() not in EXACT_SHARES
        }
        if len(decimals) > 1:
            found.append(
                (match.start(1), match.start(1) + len(match.group(1).rstrip("、和与及，,")))
            )
    return found
