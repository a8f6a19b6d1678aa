"""Every check, in the order it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from compiler.checks import figures, prose, statuses, structure
from compiler.diagnostics import Diagnostic
from compiler.model.report import Report

Check = Callable[[Report], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    structure.problem_numbers,
    structure.measure_numbers,
    structure.aspects_together,
    structure.categories_together,
    structure.groups_together,
    prose.placeholders,
    prose.braces,
    prose.unplaced,
    prose.order,
    statuses.incomplete_without_follow_up,
    statuses.override_without_reason,
    statuses.follow_up_not_printed,
    figures.relations_hold,
    figures.declared_in_text,
    figures.institutions_in_text,
    figures.handlings_in_text,
    figures.prose_adds_up,
)


def run_checks(report: Report) -> list[Diagnostic]:
    """Run every check; a check raises for nothing a user wrote."""
    return [diagnostic for check in CHECKS for diagnostic in check(report)]
