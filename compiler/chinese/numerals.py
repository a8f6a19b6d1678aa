"""Numbers as a Chinese official document writes them: 一、(一)①第一, and their inverses."""

from __future__ import annotations

from decimal import Decimal

DIGITS = "零一二三四五六七八九"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
LARGEST = 99
"""The last number that is written in Chinese numerals."""


def plain(value: Decimal) -> str:
    """Return a number as prose writes it: in digits, without needless zeros, never as a power."""
    return format(value.normalize(), "f")


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
