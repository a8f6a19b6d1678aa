"""One day as people type it where nothing but a day belongs: a cell, an option."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import MINYEAR, date

SPELLINGS = (
    re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)


def typed_day(text: str) -> date | None:
    """Return a day typed in any of the usual ways; ``None`` if it is none or no calendar has it."""
    numbers = _numbers(text)
    return date(*numbers) if numbers is not None and not _missing(*numbers) else None


def why_no_day(text: str) -> str:
    """Say what the calendar lacks of a text that is typed as a day, 2025年11月没有31日; empty if it
    is not typed as one, or is one.
    """
    numbers = _numbers(text)
    return _missing(*numbers) if numbers is not None else ""


def _numbers(text: str) -> tuple[int, int, int] | None:
    """Return the year, the month and the day of a text in one of the :data:`SPELLINGS`."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    for spelling in SPELLINGS:
        if match := spelling.fullmatch(plain):
            year, month, day = map(int, match.groups())
            return year, month, day
    return None


def _missing(year: int, month: int, day: int) -> str:
    """Say which of the three there is not, empty if there is such a day."""
    if year < MINYEAR:
        return f"没有{year}年"
    if not 1 <= month <= 12:
        return f"没有{month}月"
    if not 1 <= day <= monthrange(year, month)[1]:
        return f"{year}年{month}月没有{day}日"
    return ""
