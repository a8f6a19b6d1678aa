"""Punctuation marks and the ordinals that open a clause."""

from __future__ import annotations

import re

END_MARKS = ("。", "!", "\uff01", "?", "\uff1f")
CLAUSE_ENDS = ("。", ";", "\uff1b", ",", "\uff0c", ":", "\uff1a", "、")
"""The marks that may not end a phrase which the program goes on from."""
CLOSING_MARKS = "”’》)\uff09"
"""What may stand behind an end mark."""
NUMERALS = "一二三四五六七八九十"
AFTER_NUMERAL, AFTER_DIGITS = "是,\uff0c、", ".、\uff0e"
OPENING_BRACKETS, CLOSING_BRACKETS = "(\uff08", ")\uff09"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
FIRST_WORDS = ("首先", "其次")
LEADING_ORDINAL = re.compile(
    rf"第?[{NUMERALS}]+[{AFTER_NUMERAL}]|[{OPENING_BRACKETS}][{NUMERALS}\d]+[{CLOSING_BRACKETS}]|"
    rf"\d{{1,2}}[{AFTER_DIGITS}](?!\d)|[{CIRCLED}]|(?:{'|'.join(FIRST_WORDS)})[,\uff0c]?"
)


def leading_ordinal(text: str) -> str | None:
    """Return the number someone typed at the start of ``text`` (一是 (1) 2. ① 首先), or ``None``."""
    match = LEADING_ORDINAL.match(text)
    return match.group() if match else None


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the ranges of the sentences of ``text``, each with its end mark and closing quotes."""
    ranges, start = [], 0
    for match in re.finditer("[。!?\uff01\uff1f][”’)\uff09》]*", text):
        ranges.append((start, match.end()))
        start = match.end()
    if start < len(text):
        ranges.append((start, len(text)))
    return ranges
