"""The form's own dates: filled, reviewed, approved, and the work they vouch for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from compiler.diagnostics import Diagnostic, complain
from compiler.model.report import Measure, Report, Submission


def _submissions(report: Report) -> Iterator[tuple[Measure, Submission]]:
    for measure in report.measures():
        for submission in (measure.submission, *measure.supporting):
            if submission is not None:
                yield measure, submission


def signed_in_order(report: Report) -> Iterator[Diagnostic]:
    """L040 a review or an approval dated before the step it follows."""
    for measure, submission in _submissions(report):
        sign_off = submission.sign_off
        steps = (("填报日期", sign_off.reported_on), ("审核日期", sign_off.reviewed_on), ("审签日期", sign_off.approved_on))
        dated = [(label, day) for label, day in steps if day.value is not None]
        for (earlier, first), (later, second) in pairwise(dated):
            assert first.value is not None
            assert second.value is not None
            if second.value < first.value:
                yield complain("L040", second.span, first.span, id=measure.id, later=later, earlier=earlier,
                               second=second.value, first=first.value)  # fmt: skip


def approved_after_completion(report: Report) -> Iterator[Diagnostic]:
    """L041 a completion that the head of the unit approved before it happened."""
    for measure, submission in _submissions(report):
        completed, approved = submission.completed_on, submission.sign_off.approved_on
        if completed.value is not None and approved.value is not None and approved.value < completed.value:
            yield complain(
                "L041", approved.span, completed.span, id=measure.id, approved=approved.value, completed=completed.value
            )


def approved_before_publication(report: Report) -> Iterator[Diagnostic]:
    """L042 a form approved after the notice's date of signature."""
    signed = report.information.signed_on
    for measure, submission in _submissions(report):
        approved = submission.sign_off.approved_on
        if approved.value is not None and signed.value is not None and approved.value > signed.value:
            yield complain("L042", approved.span, signed.span, id=measure.id, approved=approved.value, signed=signed.value)
