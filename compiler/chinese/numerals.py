"""Numbers as a Chinese official document writes them: 一、(一)①第一, and their inverses."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

DIGITS = "零一二三四五六七八九"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
ALPHABETS = {
    "circled": CIRCLED,
    "bracketed": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "pointed": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "filled": "❶❷❸❹❺❻❼❽❾❿",
    "bracketed Chinese": "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩",
    "Roman": "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ",
    "capitals": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "letters": "abcdefghijklmnopqrstuvwxyz",
}
"""Numbers that are one character each, by the name of their form."""
ENDLESS = 20
"""Figures: a typed number has fewer, a quotient that does not end has all that decimals have."""
LARGEST = 99
"""The last number that is written in Chinese numerals."""


def plain(value: Decimal) -> str:
    """Return a number as prose writes it: in digits, without needless zeros, never as a power; a
    quotient that does not end with two decimals.
    """
    return format(ended(value).normalize(), "f")


def ended(value: Decimal) -> Decimal:
    """Return a quotient that does not end with two decimals, or two figures if it is small, rounded
    half up; any other number as it is. What people type has fewer figures.
    """
    if len(value.as_tuple().digits) < ENDLESS or not value.is_finite():
        return value
    places = max(2, 1 - value.adjusted())
    if -int(value.as_tuple().exponent) <= places:
        return value  # it ends: a huge number, not a quotient
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def to_chinese(number: int) -> str:
    """Return 1–99 as 一 … 九十九; :class:`ValueError` outside."""
    if not 1 <= number <= LARGEST:
        raise ValueError(f"no ordinal in Chinese numerals for {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones else "")


def from_chinese(text: str) -> int | None:
    """Return the number 1–99 that ``text`` writes, or ``None``."""
    return _FROM_CHINESE.get(text)


_FROM_CHINESE = {to_chinese(number): number for number in range(1, LARGEST + 1)}


NUMERAL = "[零〇一二两三四五六七八九十百千]+(?:[万亿][零〇一二两三四五六七八九十百千]*)*"
"""A number in Chinese numerals, as a pattern; not everything that it matches is one."""
_VALUES = {character: value for value, character in enumerate(DIGITS)} | {"〇": 0, "两": 2}
_TIMES = {"十": 10, "百": 100, "千": 1000}
_DIGITS_ONLY = re.compile("[零〇一二三四五六七八九]{2,}")


def read_numeral(text: str) -> int | None:
    """Return the number that ``text`` writes in Chinese numerals (两, 三百二十, 一万零五百), ``None`` if
    it is none.
    """
    if not re.fullmatch(NUMERAL, text):
        return None
    if _DIGITS_ONLY.fullmatch(text):  # 二〇二四, digit by digit
        return int("".join(str(_VALUES[character]) for character in text))
    high = middle = below = digit = 0  # of 亿, of 万, less than that, and the digit just read
    for character in text:
        if character in _VALUES:
            digit = _VALUES[character]
        elif character in _TIMES:
            below, digit = below + (digit or 1) * _TIMES[character], 0
        elif character == "万":
            middle, below, digit = (middle + below + digit) * 10_000, 0, 0
        else:
            high, middle, below, digit = (high + middle + below + digit) * 100_000_000, 0, 0, 0
    return high + middle + below + digit
