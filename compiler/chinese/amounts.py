"""Whether a text tells an amount, in whatever writing people use: 12000万元 as 1.2亿元, 2 所 as 两所, 100%
as 百分之百, 15公里 as 15km, 3204人 as 3200余人 (GB/T 15835-2011).

Only for believing what is registered: it errs on the side of finding it. What prose states is read by
:mod:`compiler.chinese.quantities`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from compiler.chinese.beginnings import beginning_with
from compiler.chinese.numerals import NUMERAL, read_numeral
from compiler.chinese.quantities import MASKED, MULTIPLIERS
from compiler.recall import recalled

EXACT_UNITS: dict[str, tuple[Decimal, str]] = {
    unit: (Decimal(factor), measured)
    for measured, units in {
        "金额": {"元": "1", "块钱": "1", "圆": "1"},
        # 1 公顷 is 15 亩 by definition, and a third of a square metre is no decimal
        "面积": {
            "平方米": "3", "平米": "3", "㎡": "3", "m²": "3", "m2": "3", "亩": "2000",
            "平方": "3", "市亩": "2000", "公顷": "30000", "hm²": "30000", "hm2": "30000", "平方公里": "3000000",
            "平方千米": "3000000", "km²": "3000000", "km2": "3000000",
        },
        "长度": {
            "米": "1", "m": "1", "公里": "1000", "千米": "1000", "km": "1000", "里": "500",
            "厘米": "0.01", "cm": "0.01", "毫米": "0.001", "mm": "0.001",
            "华里": "500", "市里": "500", "公尺": "1", "公分": "0.01",
        },
        "重量": {
            "克": "1", "g": "1", "斤": "500", "公斤": "1000", "千克": "1000", "kg": "1000",
            "吨": "1000000", "t": "1000000", "市斤": "500",
        },
        "体积": {"立方米": "1000", "立方": "1000", "方": "1000", "m³": "1000", "m3": "1000", "升": "1", "公升": "1", "L": "1"},
        "电量": {"千瓦时": "1", "度": "1", "kWh": "1"},
        "比例": {"%": "0.01", "‰": "0.001", "成": "0.1"},
    }.items()
    for unit, factor in units.items()
}  # fmt: skip
"""What a unit comes to in the smallest one of what it measures (legal units of 1984, GB 3100-1993)."""
EXACT_UNIT = re.compile("|".join(map(re.escape, sorted(EXACT_UNITS, key=len, reverse=True))))
SAME_WIDTH = {0xFF10 + n: 0x30 + n for n in range(10)} | {
    ord("％"): "%", ord("．"): ".", ord("，"): ",", ord("\u3000"): " ", ord("\xa0"): " ",
    ord("Ｋ"): "k", ord("ｋ"): "k", ord("Ｍ"): "m", ord("ｍ"): "m", ord("K"): "k", ord("M"): "m",
}  # fmt: skip
"""Writings of one character, character for character."""
MULTIPLIER = "万亿|[万亿千百]"
AMOUNT = beginning_with(
    r"\d\s零〇一二两三四五六七八九十百千约大近接将超逾突不至达共",
    r"(?P<before>约|大约|近|接近|将近|超过|超|逾|突破|不足|不到|不少于|不低于|至少|达到?|共计?)?\s?"
    rf"(?P<share>百分之)?(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|{NUMERAL})\s?"
    rf"(?P<multiplier>{MULTIPLIER})?(?P<after>余|多|来)?(?P<late>{MULTIPLIER})?\s?",
)
ABOUT, BELOW, ABOVE = (
    ("约", "大约", "左右", "上下"),
    ("近", "接近", "将近", "不足", "不到", "以内", "以下"),
    ("超过", "超", "逾", "突破", "不少于", "不低于", "至少", "余", "多", "来", "以上"),
)
TAIL = re.compile(r"左右|上下|以内|以下|以上")


def told(text: str, value: Decimal, unit: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of ``text`` that tell an amount: its number with its unit, in any writing. A
    rounded number (约, 近, 余, 以上) tells every amount that rounds to it.
    """
    amount, measured = _in_smallest(value, unit.translate(SAME_WIDTH).strip())
    masked, amounts = _amounts(text)
    for match in amounts:
        end = _end_of_unit(masked, match.end(), measured, bool(match["share"]))
        if end is None or _goes_on(masked, match.start("number"), end, measured):
            continue
        number, last = _number(match)
        unit_there = "%" if match["share"] else masked[match.end() : end]
        factor = EXACT_UNITS[unit_there][0] if unit_there in EXACT_UNITS else Decimal(1)
        least, most = _rounded(match, masked[end : end + 2], number, last)
        if least * factor <= amount <= most * factor:
            yield match.start("number") - len(match["share"] or ""), end


@recalled(256)  # a text is asked for every figure that is registered of it
def _amounts(text: str) -> tuple[str, tuple[re.Match[str], ...]]:
    """Return a text with all blanked in which no amount is looked for, and whatever may be one."""
    masked = MASKED.sub(lambda match: "\0" * len(match.group()), text.translate(SAME_WIDTH))
    return masked, tuple(AMOUNT.finditer(masked))


def _in_smallest(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Return an amount in the smallest unit of what it measures, with the name of that, else in its
    own unit: 3.5万亩 is 35000亩.
    """
    prefix = re.match(MULTIPLIER, unit)
    if prefix and unit not in EXACT_UNITS:
        value, unit = value * _times(prefix.group()), unit[prefix.end() :]
    factor, measured = EXACT_UNITS.get(unit, (Decimal(1), unit))
    return value * factor, measured


def _times(multiplier: str | None) -> Decimal:
    times = Decimal(1)
    for character in multiplier or "":
        times *= MULTIPLIERS[character]
    return times


def _number(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    """Return the number of an amount, multiplied out, and what one in its last digit that is not 0 is
    worth.
    """
    written = match["number"].replace(",", "")
    whole = read_numeral(written)
    number = Decimal(written if whole is None else whole)
    times = _times(match["multiplier"]) * _times(match["late"])
    normal = number.normalize()
    exponent = normal.as_tuple().exponent
    assert isinstance(exponent, int)
    return number * times, Decimal(10) ** exponent * times


def _rounded(
    match: re.Match[str], behind: str, number: Decimal, last: Decimal
) -> tuple[Decimal, Decimal]:
    """Return between which amounts one lies that is told as ``number``."""
    tail = TAIL.match(behind)
    said = (match["before"], match["after"], tail.group() if tail else None)
    if any(word in ABOUT for word in said):
        return number - last, number + last
    if any(word in BELOW for word in said):
        return number - last, number
    if any(word in ABOVE for word in said):
        return number, number + last
    return number, number


def _end_of_unit(text: str, position: int, measured: str, share: bool) -> int | None:
    """Return where the unit of an amount ends if it is one of what is ``measured``; a ``share`` (百分之)
    has said its unit before.
    """
    if share:
        return position if measured == "比例" else None
    if measured in _MEASURED:
        known = EXACT_UNIT.match(text, position)
        right = known is not None and EXACT_UNITS[known.group()][1] == measured
        return known.end() if known and right else None
    return position + len(measured) if text.startswith(measured, position) else None


_MEASURED = {measured for _, measured in EXACT_UNITS.values()}


def _goes_on(text: str, start: int, end: int, measured: str) -> bool:
    """Tell whether what looks like an amount is a piece of a longer number."""
    if start and IN_NUMBER.match(text, start - 1):
        return True
    return not measured and BEHIND_NUMBER.match(text, end) is not None


IN_NUMBER, BEHIND_NUMBER = re.compile(r"[\d.]"), re.compile(r"[\d.%‰]")
