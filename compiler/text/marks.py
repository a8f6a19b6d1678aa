"""Punctuation marks and the ordinals that open a clause."""

from __future__ import annotations

import re

END_MARKS = ("。", "!", "\uff01", "?", "\uff1f")
LEADING_ORDINAL = re.compile(
    r"(第?[一二三四五六七八九十]+(是|,|\uff0c|、)|[(\uff08][一二三四五六七八九十\d]+[)\uff09]|\d{1,2}[.、\uff0e](?!\d)|[①-⑳]|首先[,\uff0c]?|其次[,\uff0c]?)"
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
