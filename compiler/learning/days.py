"""Which of the formats of dates a notice writes."""

from __future__ import annotations

import re

PATTERNS = {
    "": r"\d{4}年\d{1,2}月\d{1,2}日",
    "年月": r"\d{4}年\d{1,2}月",
    "汉字": r"[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]+月[一二三四五六七八九十]+日",
    "年-月-日": r"\d{4}-\d{2}-\d{2}",
    "年.月.日": r"\d{4}\.\d{2}\.\d{2}",
}
"""What a date looks like, by the word for its format in an outline."""


def format_of(text: str) -> str | None:
    """Return the word for the format of a date, ``None`` if a text is no date."""
    return next((word for word, form in PATTERNS.items() if re.fullmatch(form, text)), None)


def draw_day(field: str, text: str) -> str:
    """Return a field of dates as it is drawn, in the format of ``text``."""
    word = format_of(text)
    return f"{{{field} {word}}}" if word else f"{{{field}}}"
