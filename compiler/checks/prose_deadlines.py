"""Deadlines that prose names beside those that are registered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from compiler.analysis.lights import limit_of, planned_day
from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.chinese.prose_dates import ProseDate, dates, last_named
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Role
from compiler.model.report import Measure, Report
from compiler.span import Span

PROMISED = re.compile(r"(?:力争|确保|争取|预计|计划|[拟将]|保证)[于在到至]?\Z")
BEFORE = re.compile("(?:以|之)?前(?![后期任述])")
DONE = re.compile(
    r"[^。；;，,\d]{0,18}?(?:完成|建成|竣工|完工|投用|投入使用|交付|办结|到位|销号|收回|追回|退缴|整改|验收|施行|印发|出台)(?!的)"
)
STATED = re.compile(r"(?<!原)整改(?:完成)?[时期]限(?:[为是定:：]|定为|要求|至)*\Z")
PROSE = {Role.PROGRESS, Role.SITUATION, Role.THEME}
"""下一步措施 is compared with 完成时限 by C016."""


class _Limit(NamedTuple):
    """A deadline that is registered: what it is called, its day, and where it stands."""

    label: str
    day: date
    span: Span


def deadlines_in_prose(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C064 a deadline in the text of something unfinished that is later than the registered one, or
    one called 整改时限 that is another.
    """
    for passage in printed.passages:
        measure = passage.measure
        if measure is None or passage.role not in PROSE:
            continue
        planned, wanted = _planned(measure), _wanted(measure)
        for mention, stated in _named(passage):
            limit = planned if stated else wanted
            first, last = mention.first(), mention.last()
            if limit is None or first is None or last is None:
                continue
            first_planned = planned_day(measure.plan.due)
            if stated and first_planned is not None and first <= first_planned <= last:
                continue  # it has been extended since
            if first > limit.day or (stated and not first <= limit.day <= last):
                yield _told(limit, passage.span(mention.start, mention.end), passage.text, mention)
    yield from _in_plans(printed.report)


def _in_plans(report: Report) -> Iterator[Diagnostic]:
    """Yield C064 for a plan whose own words set a later day than its column."""
    for measure in report.measures():
        planned, limit = measure.plan.planned, _planned(measure)
        if planned.imported or limit is None:
            continue
        for mention in dates(planned.value):
            first = mention.first()
            if first is not None and first > limit.day and BEFORE.match(planned.value, mention.end):
                span = planned.span_at(mention.start, mention.end)
                yield _told(limit, span, planned.value, mention)


def _told(limit: _Limit, span: Span, text: str, mention: ProseDate) -> Diagnostic:
    shown = text[mention.start : mention.end]
    return complain("C064", span, limit.span, text=shown, label=limit.label, day=limit.day)


def _named(passage: Passage) -> Iterator[tuple[ProseDate, bool]]:
    """Yield the days of a text by which something is to be done, and whether it calls them the
    measure's time limit.
    """
    text = passage.text
    for mention in dates(text):
        before = text[max(0, mention.start - 12) : mention.start]
        if mention.year is None or mention.month is None:
            continue
        if STATED.search(before):
            yield mention, True
        else:
            by_then = BEFORE.match(text, mention.end)
            end = by_then.end() if by_then else mention.end
            if (by_then or PROMISED.search(before)) and DONE.match(text, end):
                yield mention, False


def _planned(measure: Measure) -> _Limit | None:
    """Return the time limit of a measure's plan, as it has been extended."""
    limit = limit_of(measure)
    day = planned_day(limit)
    return _Limit("总台账的整改时限", day, limit.span) if day is not None else None


def _wanted(measure: Measure) -> _Limit | None:
    """Return the deadline of an unfinished measure: its form's, or else its plan's."""
    submission = measure.submission
    if submission is None or measure.completed:
        return None
    deadline = submission.follow_up.deadline
    day = last_named(deadline.value)
    return _Limit("填报的完成时限", day, deadline.span) if day is not None else _planned(measure)
