"""What the lead of a notice says of the inspection: who came, of which kind, from when to when, when
the findings were fed back, and up to which day the notice counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import TypeVar

import attrs

from compiler.chinese.numerals import read_numeral
from compiler.chinese.prose_dates import ProseDate, dates

Found = TypeVar("Found")
THROUGH = re.compile(r"(?:至|到|—{1,2}|–|-|~|～)")
NUMBER = r"第?[一二三四五六七八九十\d]{1,3}"
BODY = re.compile(
    r"(?:中央|[省市区县州盟旗团]委|自治区党委|[^，,。；;、和由]{2,8}党[组委])(?:委员会)?"
    rf"(?:(?:{NUMBER})?巡[视察](?:{NUMBER})?组)"
)
NUMBERED = re.compile(NUMBER)
KIND = re.compile(r"(?:常规|专项|机动|提级|延伸|交叉|点穴式|巡回)巡[视察]")
CAME = re.compile(r"[^。；;]{0,60}?巡[视察]")
FED_BACK = re.compile(r"[^。；;\d]{0,30}?反馈(?!会|后)")
SENTENCE = re.compile(r"[。；;\n]")
EARLIER = re.compile("上一?[轮次届]|此前|以往|历[次轮]|曾|原|另|其他|回头看")
"""Words by which another inspection is meant."""
UNTIL = re.compile(r"(?:截至|截止到?)$")


@attrs.frozen
class InspectionLead:
    """What a lead says; empty or ``None`` is what it leaves open, or says in two ways."""

    inspection_body: str = ""
    inspection_kind: str = ""
    inspection_start: date | None = None
    inspection_end: date | None = None
    feedback_on: date | None = None
    cut_off: date | None = None


def read_lead(text: str) -> InspectionLead:
    """Return what the lead of a notice says of its inspection.

    Only a day is a date here: what is told to the month leaves the field to the office.
    """
    mentions = tuple(_with_years(dates(text)))
    days = [(mention, mention.first(year)) for mention, year in mentions if mention.day is not None]
    periods = {
        (first, last)
        for (one, first), (other, last) in pairwise(days)
        if THROUGH.fullmatch(text, one.end, other.start) and CAME.match(text, other.end)
    }
    start, end = _only(periods) or (None, None)
    return InspectionLead(
        _body(text),
        _only({match.group() for match in KIND.finditer(text)}) or "",
        start,
        end,
        _only({day for mention, day in days if FED_BACK.match(text, mention.end)}),
        _only({
            mention.last(year)
            for mention, year in mentions
            if mention.day is not None or mention.tail in ("底", "末")
            if UNTIL.search(text, max(0, mention.start - 3), mention.start)
        }),
    )  # fmt: skip


def _body(text: str) -> str:
    """Return the one inspection team that a text names; 省委巡视组 is short for the one with a
    number.
    """
    named = {match.group() for match in BODY.finditer(text)}
    numbered = {name for name in named if NUMBERED.search(name)}
    return _only(numbered or named) or ""


def other_teams(text: str, registered: str) -> Iterator[tuple[int, int]]:
    """Yield where a text names a team that is the registered one but for its number: not one among
    several, nor beside another year or an earlier round.
    """
    own = _numbered(registered)
    for match in BODY.finditer(text):
        other = _numbered(match.group())
        sentence = SENTENCE.search(text, match.end())
        end = sentence.start() if sentence else len(text)
        begin = max(text.rfind(mark, 0, match.start()) for mark in "。；;\n") + 1
        if (
            own[1] is not None
            and other[0] == own[0]
            and other[1] not in (None, own[1])
            and not EARLIER.search(text, begin, end)
            and not text.startswith(("、", "和", "与", "及"), match.end())
            and not text.endswith(("、", "和", "与", "及"), 0, match.start())
        ):
            yield match.span()


def _numbered(body: str) -> tuple[str, int | None]:
    """Return a team's name without its number, and the number."""
    number = NUMBERED.search(body)
    if number is None:
        return body.replace("委员会", "委"), None
    written = number.group().removeprefix("第")
    value = int(written) if written.isdecimal() else read_numeral(written)
    stem = body[: number.start()] + body[number.end() :]
    return stem.replace("委员会", "委"), None if value is None else int(value)


def _with_years(mentions: Iterable[ProseDate]) -> Iterator[tuple[ProseDate, int | None]]:
    """Yield dates with their year; one that has none has that of the date before."""
    year: int | None = None
    for mention in mentions:
        year = mention.year if mention.year is not None else year
        yield mention, year


def _only(found: set[Found]) -> Found | None:
    """Return what is found if it is one thing."""
    return next(iter(found)) if len(found) == 1 else None
