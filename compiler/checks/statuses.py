"""Statuses as the register judges them against what the forms say."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics import Diagnostic, complain
from compiler.model.report import Report


def incomplete_without_follow_up(report: Report) -> Iterator[Diagnostic]:
    """C001 a problem judged incomplete of which no measure carries a follow-up."""
    for problem in report.problems():
        override = problem.plan.status_override
        if override and not override.complete and problem.measures and not problem.matters:
            span = problem.plan.override_text.span
            yield complain("C001", span, number=problem.number, status=override.name)


def override_without_reason(report: Report) -> Iterator[Diagnostic]:
    """C002 a status judged by the register without a reason."""
    for problem in report.problems():
        if problem.plan.status_override and not problem.plan.override_reason:
            span = problem.plan.override_reason.span
            yield complain("C002", span, number=problem.number, status=problem.plan.status_override.name)


def follow_up_not_printed(report: Report) -> Iterator[Diagnostic]:
    """C003 a problem judged completed of which a measure is not."""
    for problem in report.problems():
        override = problem.plan.status_override
        if override and override.complete:
            for measure in problem.matters:
                assert measure.submission is not None
                spans = (problem.plan.override_text.span, measure.submission.status_text.span)
                yield complain("C003", *spans, number=problem.number, status=override.name, id=measure.id)
