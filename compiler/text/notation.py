"""How numbers, ranges, years and dates are written (GB/T 15835-2011)."""

from __future__ import annotations

import re
from collections import Counter

import attrs

HAN = r"[\u4e00-\u9fff]"
DASH = r"[-\u2010-\u2015~\uff5e\u2212]{1,2}"
NUMBER = r"\d{1,12}(?:\.\d{1,6})?"
TIME_RANGE = re.compile(
    rf"(?<![\d.\-])(?:\d{{4}}年?|\d{{4}}年\d{{1,2}}月|\d{{1,2}}月|\d{{1,2}}日)({DASH})(?=\d{{4}}(?!\d)|\d{{2}}年|\d{{1,2}}[年月日])"
)
QUANTITY_RANGE = re.compile(rf"(?<![\d.\-A-Za-z〔])(?!\d{{4}}{DASH}\d{{4}}){NUMBER}(?:[%万亿千]?(?:元|人|个|名|家|米|%)?)({DASH})(?={NUMBER}[%\u4e00-\u9fff])(?!\d{{1,2}}[年月日号])")
HALF_RANGE = re.compile(rf"(?<![\d.\-A-Za-z〔])({NUMBER})(?:{DASH}|至)({NUMBER})([%万亿]元?)")
SHORT_YEAR = re.compile(
    r"(?<![\d.近约余满第逾超达过历])(?<!(?:过去|不足|将近|未来|今后))\d{2}年(?=底|初|末|度|以来|(?:0?[1-9]|1[0-2])月)"
    rf"|(?<=\d{{4}}){DASH}\d{{2}}年(?!期)|(?<=\d{{4}}年)(?:{DASH}|至)\d{{2}}年(?!期)|(?<=\d{{4}}年)、\d{{2}}年(?=底|初|末|度|\d|以来)|[’‘']\d{{2}}年"
)
MIXED_UNITS = re.compile(r"\d{1,12}(?:\.\d{1,6})?亿\d{1,6}(?:\.\d{1,6})?万|\d{1,12}万\d{1,5}千?(?=元|人|户|亩|吨|名|家|件|平方)")
NUMERIC_DATE = re.compile(r"(?<![\d./\-])(?:19|20)\d{2}([./\-])\d{1,2}\1\d{1,2}(?![\d./\-])")
ZERO_DATE = re.compile(r"(?<=年)0\d月|(?<=\d月)0\d日")
CHINESE_YEAR = re.compile(r"二[〇○零O0]二[〇○零O0一二三四五六七八九]年")
BARE_AMOUNT = re.compile(rf"({NUMBER})([万亿])(?=[,\uff0c;\uff1b。、)\uff09]|$)")
LABELLED = re.compile(rf"({HAN}{{2,16}}?)({NUMBER})({HAN}{{0,3}}|%)\Z")
PERCENT_LIST = re.compile(r"分别[^。;\uff1b\d]{0,12}((?:\d{1,5}(?:\.\d{1,4})?%[、和与及\uff0c,]?){2,20})")
PERCENT = re.compile(r"\d{1,5}(?:\.(\d{1,4}))?%")
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
    times = [Dash("年份和日期", m.group(1), m.start(1), m.end(1)) for m in TIME_RANGE.finditer(text)]
    taken = {dash.start for dash in times}
    others = (Dash("数量", m.group(1), m.start(1), m.end(1)) for m in QUANTITY_RANGE.finditer(text))
    return sorted([*times, *(dash for dash in others if dash.start not in taken)], key=lambda dash: dash.start)


def half_ranges(text: str) -> list[tuple[int, int, str]]:
    """Return ranges such as 10-20% and 3至5万元 whose first end lacks what the second one carries, with that."""
    found = []
    for match in HALF_RANGE.finditer(text):
        if len(match.group(1)) == 4 and match.group(1).startswith(("19", "20")):
            continue
        found.append((match.start(), match.end(), match.group(3)))
    return found


def bare_amounts(text: str) -> list[tuple[int, int, str]]:
    """Return amounts such as 1732.61亿 without a unit in a text whose other amounts carry 元, with what is missing."""
    if "万元" not in text and "亿元" not in text:
        return []
    return [(m.start(), m.end(), "元") for m in BARE_AMOUNT.finditer(text)]


def bare_members(text: str) -> list[tuple[int, int, str]]:
    """Return the numbers of a list joined by 、 that lack the unit all their neighbours carry, with that unit."""
    found = []
    for clause in re.finditer(r"[^\uff0c,;\uff1b:\uff1a。()\uff08\uff09]+", text):
        parts = clause.group().split("、")
        if len(parts) < 3:
            continue
        members, position = [], clause.start()
        for part in parts:
            members.append((LABELLED.search(part[-40:]), position + len(part)))
            position += len(part) + 1
        units = Counter(match.group(3) if match else None for match, _ in members)
        unit, count = units.most_common(1)[0]
        if unit and count >= 2 and count == len(parts) - 1:
            found += [(end - len(m.group(2)), end, unit) for m, end in members if m and not m.group(3)]
    return found


def uneven_percentages(text: str) -> list[tuple[int, int]]:
    """Return the lists of percentages whose numbers of decimals differ."""
    found = []
    for match in PERCENT_LIST.finditer(text):
        decimals = {len(number.group(1) or "") for number in PERCENT.finditer(match.group(1))}
        if len(decimals) > 1:
            found.append((match.start(1), match.start(1) + len(match.group(1).rstrip("、和与及\uff0c,"))))
    return found
