"""Punctuation marks and the ordinals that open a clause."""

from __future__ import annotations

import re

from compiler.chinese.numerals import CIRCLED

END_MARKS = ("。", "!", "！", "?", "？")
CLAUSE_ENDS = ("。", ";", "；", ",", "，", ":", "：", "、")
"""The marks that may not end a phrase which the program goes on from."""
CLOSING_MARKS = "”’》)）"
"""What may stand behind an end mark."""
NUMERALS = "一二三四五六七八九十"
AFTER_NUMERAL, AFTER_DIGITS = "是,，、", ".、．"
OPENING_BRACKETS, CLOSING_BRACKETS = "(（", ")）"
FIRST_WORDS = ("首先", "其次")
LEADING_ORDINAL = re.compile(
    rf"第?[{NUMERALS}]+[{AFTER_NUMERAL}]|[{OPENING_BRACKETS}][{NUMERALS}\d]+[{CLOSING_BRACKETS}]|"
    rf"\d{{1,2}}[{AFTER_DIGITS}](?!\d)|[{CIRCLED}]|(?:{'|'.join(FIRST_WORDS)})[,，]?"
)


def leading_ordinal(text: str) -> str | None:
    """Return the number someone typed at the start of ``text`` (一是 (1) 2. ① 首先), or
    ``None``.
    """
    match = LEADING_ORDINAL.match(text)
    return match.group() if match else None


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the ranges of the sentences of ``text``, each with its end mark and closing quotes."""
    ranges, start = [], 0
    for match in re.finditer("[。!?！？][”’)）》]*", text):
        ranges.append((start, match.end()))
        start = match.end()
    if start < len(text):
        ranges.append((start, len(text)))
    return ranges
