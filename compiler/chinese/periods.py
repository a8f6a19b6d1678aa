"""The period at the beginning of a name: 2024年7月, 2024年下半年, 2024年7月至12月, 截至2024年12月底,
2024年7月以来, 2024年7月至今.
"""

from __future__ import annotations

import re
from datetime import date

import attrs

from compiler.chinese.prose_dates import ProseDate, dates

MONTHS_ALONE = re.compile(r"(?<=年)(\d{1,2})(?=(?:至|到|[-—–~～])\d{1,2}月)")
UNTIL = re.compile(r"截至|截止到?")
THROUGH = re.compile(r"至|到|[-—–~～]+")
AFTERWARDS = re.compile(r"(以来|起|至今)?(?:期间)?的?")
NO_YEAR, NO_SUCH_DAY, BACKWARDS = "没有写年份", "日历上没有这个日期", "结束早于开始"


@attrs.frozen
class Period:
    """Days from ``first`` to ``last``, both among them; ``None`` is an open end."""

    first: date | None
    last: date | None

    def covers(self, day: date | None) -> bool:
        """Tell whether a day is in the period; one that is not known is in none."""
        return (
            day is not None
            and (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
        )


def leading_period(text: str) -> tuple[Period | str | None, str]:
    """Return the period that ``text`` begins with, and the rest; ``None`` and the whole if it
    begins with none. A period that no calendar has is returned as the words that say why.
    """
    text = MONTHS_ALONE.sub(r"\1月", text)
    until = UNTIL.match(text)
    begin = until.end() if until else 0
    mentions = {mention.start: mention for mention in dates(text)}
    first = mentions.get(begin)
    if first is None:
        return None, text
    through = THROUGH.match(text, first.end)
    second = mentions.get(through.end()) if through and not until else None
    after = AFTERWARDS.match(text, (second or first).end)
    assert after is not None  # it may be empty
    rest = text[after.end() :]
    return _period(first, second, until is not None, after.group(1) is not None), rest


def _period(
    first: ProseDate, second: ProseDate | None, until: bool, afterwards: bool
) -> Period | str:
    """Return the days meant, or why there are none."""
    if first.year is None:
        return NO_YEAR
    begins, ends = first.first(), (second or first).last(first.year)
    if begins is None or ends is None:
        return NO_SUCH_DAY
    if ends < begins:
        return BACKWARDS
    return Period(None if until else begins, None if afterwards and not second else ends)
