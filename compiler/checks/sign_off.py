"""The form's own dates: filled, reviewed, approved, and the work they vouch for."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics import Diagnostic, complain
from compiler.model.report import Measure, Report
from compiler.model.submission import Submission
from compiler.model.values import Day
from compiler.schema.definitions import Workbook


def _submissions(report: Report) -> Iterator[tuple[Measure, Submission]]:
    """Yield every form of every measure: supporting units sign their own."""
    for measure in report.measures():
        for submission in (measure.submission, *measure.supporting):
            if submission is not None:
                yield measure, submission


def signed_in_order(report: Report) -> Iterator[Diagnostic]:
    """L040 a review or an approval dated before the step it follows."""
    for measure, submission in _submissions(report):
        yield from dated_in_order(measure.id, submission, report.schema.form)


def dated_in_order(identifier: str, submission: Submission, form: Workbook) -> Iterator[Diagnostic]:
    """L040 in one form, whose definition says what follows what."""
    for field in form.fields():
        if not field.not_before:
            continue
        earlier = next(
            (key for key in field.not_before if _day(submission, key).value is not None), None
        )
        if earlier is None:
            continue
        first, second = _day(submission, earlier), _day(submission, field.key)
        if first.value is not None and second.value is not None and second.value < first.value:
            yield complain(
                "L040",
                second.span,
                first.span,
                id=identifier,
                later=field.label,
                earlier=next(other.label for other in form.fields() if other.key == earlier),
                second=second.value,
                first=first.value,
            )


def approved_after_completion(report: Report) -> Iterator[Diagnostic]:
    """L041 a completion that the head of the unit approved before it happened."""
    for measure, submission in _submissions(report):
        yield from vouched_for(measure.id, submission, report.schema.form)


def vouched_for(identifier: str, submission: Submission, form: Workbook) -> Iterator[Diagnostic]:
    """L041 in one form."""
    for field in form.fields():
        if field.vouches_for is None:
            continue
        completed, approved = _day(submission, field.vouches_for), _day(submission, field.key)
        if (
            completed.value is not None
            and approved.value is not None
            and approved.value < completed.value
        ):
            yield complain(
                "L041",
                approved.span,
                completed.span,
                id=identifier,
                approved=approved.value,
                completed=completed.value,
            )


def _day(submission: Submission, key: str) -> Day:
    """Return a form's answer that its definition says is a day."""
    day = submission.answer(key)
    assert isinstance(day, Day)
    return day


def approved_before_publication(report: Report) -> Iterator[Diagnostic]:
    """L042 a form approved after the notice's date of signature."""
    signed = report.information.signed_on
    for measure, submission in _submissions(report):
        approved = submission.sign_off.approved_on
        if (
            approved.value is not None
            and signed.value is not None
            and approved.value > signed.value
        ):
            yield complain(
                "L042",
                approved.span,
                signed.span,
                id=measure.id,
                approved=approved.value,
                signed=signed.value,
            )
