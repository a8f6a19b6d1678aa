"""Dates as prose names them: 2024年3月4日, 6月下旬, 2025年上半年, 截至2021年底, each with its
range and the days it covers.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

import attrs

from compiler.recall import recalled

DATE = re.compile(
    r"(?<![\d.．])(?:(?P<year>(?:19|20)\d{2})年(?:度)?)?"
    r"(?:(?P<month>\d{1,2})月(?!龄)(?:份)?(?:(?P<day>\d{1,3})日)?)?"
    r"(?P<tail>底|末|初|[上中下]旬|[上下]半年|内|第?[一二三四1-4]季度)?"
)
BEGINNING = re.compile(r"[0-9][0-9]{0,3}[年月]")
WRITTEN = re.compile(r"(?<![\d.-])((?:19|20)\d{2})([-./])(\d{1,2})\2(\d{1,2})(?![\d.-])")
TENS = {"上旬": 10, "中旬": 20}
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
ONGOING = re.compile(
    "长期坚持|长期推进|长期|立行立改|立查立改|即知即改|边查边改|持续推进|持续整改|持续深化|持续巩固|持续坚持"
    "|常态化推进|常态化坚持|常态化|不断深化|巩固提升"
)
DEADLINE_WORDS = re.compile(
    rf"(?:\0|{ONGOING.pattern}|[于在至到，,、；;。 ]|年?底|末|前|之前|以前|以内|内|力争|确保|基本|全部|阶段性"
    r"|完成|整改|到位|取得|明显|成效|并|此后|之后|今后|以后|同时)+"
)
LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@attrs.frozen
class ProseDate:
    """A date in prose. ``year`` is ``None`` if it is not written; ``month`` and ``day`` if the
    text goes no further.
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    tail: str = ""

    @property
    def possible(self) -> bool:
        """Whether the calendar has this day."""
        if self.month is None:
            return True
        if not 1 <= self.month <= 12:
            return False
        if self.day is None:
            return True
        longest = (
            LONGEST[self.month - 1] if self.year is None else monthrange(self.year, self.month)[1]
        )
        return 1 <= self.day <= longest

    def first(self, year: int | None = None) -> date | None:
        """Return the first day it covers, in ``year`` if it names none; ``None`` without a year."""
        covered = self._covered(year)
        return covered[0] if covered else None

    def last(self, year: int | None = None) -> date | None:
        """Return the last day it covers: 12月底 is the 31st."""
        covered = self._covered(year)
        return covered[1] if covered else None

    def _covered(self, year: int | None) -> tuple[date, date] | None:
        """Return the first and the last day meant; ``None`` if no calendar has the date, or if it
        names no year and ``year`` does not help.
        """
        known = self.year if self.year is not None else year
        if known is None or not self.possible:
            return None
        if self.month is not None:
            return _of_month(known, self.month, self.day, self.tail)
        first, last = _months(self.tail)
        return date(known, first, 1), _end(known, last)


@recalled(4096)
def dates(text: str) -> tuple[ProseDate, ...]:
    """Return the dates of ``text`` in order: those with a year or a month. Time grows linearly
    with the text.
    """
    found = []
    position = 0
    for beginning in BEGINNING.finditer(text):
        match = DATE.match(text, beginning.start()) if beginning.start() >= position else None
        if match is None:
            continue
        year, month, day = (
            int(match[name]) if match[name] else None for name in ("year", "month", "day")
        )
        if year is None and month is None:
            continue
        position = match.end()
        found.append(ProseDate(match.start(), position, year, month, day, match["tail"] or ""))
    for match in WRITTEN.finditer(text):
        found.append(
            ProseDate(match.start(), match.end(), int(match[1]), int(match[3]), int(match[4]))
        )
    return tuple(sorted(found, key=lambda mention: mention.start))


def last_named(text: str) -> date | None:
    """Return the latest day that ``text`` names with a year of its own or of a date before;
    ``None`` if it names none.
    """
    year: int | None = None
    latest: date | None = None
    for mention in dates(text):
        year = mention.year if mention.year is not None else year
        day = mention.last(year)
        if day is not None and (latest is None or day > latest):
            latest = day
    return latest


def deadline_in_words(text: str) -> bool:
    """Tell whether a text is a deadline and nothing else, told in words: a day or none
    (:func:`last_named`), and how it goes on: 2025年12月底，并长期坚持; 立行立改.
    """
    mentions = dates(text)
    if not all(
        mention.possible and (mention.year or mention is not mentions[0]) for mention in mentions
    ):
        return False
    rest = text
    for mention in reversed(mentions):
        rest = rest[: mention.start] + "\0" + rest[mention.end :]
    whole = DEADLINE_WORDS.fullmatch(rest)
    return whole is not None and (bool(mentions) or ONGOING.search(rest) is not None)


def _of_month(year: int, month: int, day: int | None, tail: str) -> tuple[date, date]:
    """Return the first and the last day that a day or a part of a month (上旬, 底) covers."""
    if day is not None:
        return date(year, month, day), date(year, month, day)
    if tail in TENS:
        return date(year, month, TENS[tail] - 9), date(year, month, TENS[tail])
    if tail in ("下旬", "底", "末"):
        return date(year, month, 21), _end(year, month)
    return date(year, month, 1), date(year, month, 10) if tail == "初" else _end(year, month)


def _months(tail: str) -> tuple[int, int]:
    """Return the first and the last month that a part of a year (上半年, 三季度) covers."""
    if tail.endswith("季度"):
        quarter = QUARTERS[tail[-3]]
        return quarter * 3 - 2, quarter * 3
    return {"上半年": (1, 6), "下半年": (7, 12), "底": (12, 12), "末": (12, 12), "初": (1, 3)}.get(
        tail, (1, 12)
    )


def _end(year: int, month: int) -> date:
    """Return a month's last day."""
    return date(year, month, monthrange(year, month)[1])
