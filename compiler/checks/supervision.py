"""延期 and 销号, the register's own decisions, against the plan and against what the forms say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compiler.analysis.decisions import approved
from compiler.analysis.grounds import plans_of
from compiler.analysis.lights import due_day, limit_of, planned_day
from compiler.chinese.likeness import nearest
from compiler.chinese.prose_dates import last_named
from compiler.diagnostics import Diagnostic, complain
from compiler.model.register import form_of
from compiler.model.report import Report
from compiler.model.values import Text
from compiler.schema.register import CLOSURES, EXTENSIONS

PLANNED_LIMIT, GRANTED_LIMIT = "整改时限", "批准延到的时限"
NOT_EXTENDED, NOT_EXTENDED_SO_FAR = "总台账里没有登记延期", "总台账登记的延期只到这一天"


def decisions_known(report: Report) -> Iterator[Diagnostic]:
    """L070 an extension or a closure of a measure that the register does not have."""
    known = [plan.id.value for plan in report.register.measures]
    for table, measure in _decided(report):
        if measure and measure.value not in known:
            guess = nearest(measure.value, known, 0.7)
            hint = f"是不是“{guess}”？" if guess else ""
            told = {"sheet": table, "id": measure.value, "hint": hint}
            unknown = complain("L070", measure.span, **told)
            yield unknown.resting_on(*plans_of(report.register, measure.value))


def decided_once(report: Report) -> Iterator[Diagnostic]:
    """L071 an extension of a measure to the same day, or a closure of it, entered twice."""
    first: dict[tuple[object, ...], Text] = {}
    register = report.register
    rows = [
        *((EXTENSIONS.title, it.measure, it.due.value) for it in register.extensions),
        *((CLOSURES.title, it.measure, None) for it in register.closures),
    ]
    for table, measure, due in rows:
        known = first.setdefault((table, measure.value, due), measure)
        if known is not measure and measure:
            places = (measure.span, known.span)
            yield complain("L071", *places, sheet=table, id=measure.value)


def extended_forward(report: Report) -> Iterator[Diagnostic]:
    """C041 an extension to a day that is no later than the plan or what was granted before it."""
    rows = approved(report.register)
    for measure in report.measures():
        limit, known = measure.plan.due, set()
        for row in rows.get(measure.id, ()):
            previous, day = planned_day(limit), row.due.value
            if day is None or day in known:  # to the same day twice is L071
                continue
            known.add(day)
            if previous is None or day > previous:
                limit = row.due
                continue
            label = PLANNED_LIMIT if limit is measure.plan.due else GRANTED_LIMIT
            told = {"day": day, "label": label, "previous": previous}
            backward = complain("C041", row.due.span, limit.span, id=measure.id, **told)
            yield backward.spoiling(row.due.span)


def extended_in_time(report: Report) -> Iterator[Diagnostic]:
    """C042 an extension approved after the day that it extends to."""
    for row in report.register.extensions:
        due, approved = row.due.value, row.approved_on.value
        if due is not None and approved is not None and approved > due:
            places = (row.approved_on.span, row.due.span)
            told = {"approved": approved, "due": due}
            yield complain("C042", *places, id=row.measure.value, **told)


def deadlines_granted(report: Report) -> Iterator[Diagnostic]:
    """C040 a form that names a later deadline than the register grants.

    It is the office's to register it or to refuse it, so that the place is the register's. One
    that has no sheet for it yet can do neither, and is left alone.
    """
    if report.register.version < EXTENSIONS.since:
        return
    rows = approved(report.register)
    for measure in report.measures():
        form, due = measure.submission, due_day(measure)
        if form is None or due is None or form.status is None or form.status.complete:
            continue
        deadline = form.follow_up.deadline
        named = last_named(deadline.value)
        if named is not None and named > due:
            limit = limit_of(measure)
            planned = limit is measure.plan.due
            told = {
                "named": named,
                "label": PLANNED_LIMIT if planned else GRANTED_LIMIT,
                "due": due,
                "granted": NOT_EXTENDED if planned else NOT_EXTENDED_SO_FAR,
            }
            later = complain("C040", limit.span, id=measure.id, **told)
            dues = (row.due.span for row in rows.get(measure.id, ()))  # one may be mistyped
            yield later.resting_on(limit.span, *dues, deadline.span, form.status_text.span)


def closed_when_done(report: Report) -> Iterator[Diagnostic]:
    """C043 a closure of a measure that its unit does not call done, C044 one before it was done.

    Both are the office's to mend: a unit is not sent what stands in the register.
    """
    measures = {measure.id: measure for measure in report.measures()}
    for row in report.register.closures:
        measure = measures.get(row.measure.value)
        if measure is None:
            continue
        if not measure.completed:
            status = measure.status.name if measure.status else "还没有报来"
            told = {"id": measure.id, "status": status}
            undone = complain("C043", row.measure.span, **told)
            form = measure.submission
            answer = (form.status_text.span,) if form else ()
            yield undone.resting_on(form_of(measure.plan), *answer)
            continue
        assert measure.submission is not None
        completed, closed = measure.submission.completed_on, row.closed_on
        if (
            completed.value is not None
            and closed.value is not None
            and closed.value < completed.value
        ):
            days = {"closed": closed.value, "completed": completed.value}
            early = complain("C044", closed.span, id=measure.id, **days)
            yield early.resting_on(completed.span)


def _decided(report: Report) -> Iterable[tuple[str, Text]]:
    """Yield the measure of every row of 延期 and 销号, with the table's title."""
    yield from ((EXTENSIONS.title, row.measure) for row in report.register.extensions)
    yield from ((CLOSURES.title, row.measure) for row in report.register.closures)
