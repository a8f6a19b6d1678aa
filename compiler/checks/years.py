"""Years that are likely one too small: an act of the rectification dated before the inspection, or out
of the order in which it is told.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.chinese.action_dates import action_dates
from compiler.chinese.prose_dates import ProseDate
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Role
from compiler.model.register import Information


def years_of_acts(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C065 an act of the rectification that is dated a year too early, as its surroundings have it."""
    information = printed.report.information
    for passage in printed.passages:
        if passage.role is not Role.PROGRESS:
            continue
        told = tuple(action_dates(passage.text))
        for index, mention in enumerate(told):
            around = told[max(0, index - 1) : index], told[index + 1 : index + 2]
            yield from _early(passage, mention, information, *around)
    yield from _institutions(printed)


def _early(
    passage: Passage,
    mention: ProseDate,
    information: Information,
    before: tuple[ProseDate, ...],
    after: tuple[ProseDate, ...],
) -> Iterator[Diagnostic]:
    """Yield C065 if a date would fit in a year later, and does not fit as it is."""
    year = (mention.year or 0) + 1
    start, signed = information.inspection_start, information.signed_on
    other = attrs.evolve(mention, year=year)
    last, later, moved = mention.last(), other.first(), other.last()
    if last is None or later is None or moved is None:
        return
    if signed.value is not None and later > signed.value:
        return
    told = {"text": passage.text[mention.start : mention.end], "guess": year}
    place = passage.span(mention.start, mention.end)
    if start.value is not None and last < start.value <= moved:
        reason = f"早于巡视开始日期（{start.value}）"
        yield complain("C065", place, start.span, reason=reason, **told)
    elif before and all(one.year == year for one in (*before, *after)):
        # Told after what came a year later, and before what did.
        first, then = before[0].first(), after[0].last() if after else moved
        if first is not None and then is not None and first <= moved and later <= then:
            beside = passage.span(before[0].start, before[0].end)
            yield complain("C065", place, beside, reason=f"写在{year}年的事中间", **told)


def _institutions(printed: PrintedReport) -> Iterator[Diagnostic]:
    """Yield C065 for a regulation registered with a day before the inspection that a year later lies
    in the rectification.
    """
    information = printed.report.information
    start, signed = information.inspection_start, information.signed_on
    if start.value is None or signed.value is None:
        return
    for measure in printed.report.measures():
        for institution in measure.institutions:
            day = institution.date.value
            if day is None or day >= start.value or (day.month, day.day) == (2, 29):
                continue
            if start.value <= day.replace(year=day.year + 1) <= signed.value:
                reason = f"早于巡视开始日期（{start.value}）"
                told = {"text": str(day), "reason": reason, "guess": day.year + 1}
                yield complain("C065", institution.date.span, start.span, **told)
