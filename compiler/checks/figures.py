"""Figures: declared ones against each other and against the prose, and the prose against itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from compiler.checks.prose_claims import claims
from compiler.diagnostics import Diagnostic, complain
from compiler.model.report import Figure, Measure, Report
from compiler.text.quantities import quantities


def relations_hold(report: Report) -> Iterator[Diagnostic]:
    """F001 a declared relation that does not hold, with the cell of every operand."""
    for relation in report.relations:
        if not relation.holds:
            spans = [span for operand in relation.operands for span in operand.sources]
            yield complain(
                "F001", relation.text.span, *spans, relation=relation.text.value, left=_shown(relation.left, relation.unit),
                right=_shown(relation.right, relation.unit), difference=_shown(abs(relation.difference), relation.unit),
            )  # fmt: skip


def declared_in_text(report: Report) -> Iterator[Diagnostic]:
    """F010 a declared figure whose value and unit do not stand in its measure's text."""
    for measure in report.measures():
        stated = _stated(measure)
        for figure in measure.figures:
            if measure.submission and figure.value.value is not None and not _is_stated(figure, stated):
                spans = (figure.value.span, measure.submission.progress.span)
                yield complain("F010", *spans, name=figure.name.value, shown=_shown(figure.value.value, figure.unit.value))


def _stated(measure: Measure) -> tuple[str, set[tuple[Decimal, str]]]:
    submission = measure.submission
    if submission is None:
        return "", set()
    follow_up = submission.follow_up
    texts = (submission.theme, submission.progress, follow_up.situation, follow_up.next_steps)
    text = "\n".join(part.value for part in texts)
    return text, {(quantity.value, quantity.unit) for quantity in quantities(text)}


def _is_stated(figure: Figure, stated: tuple[str, set[tuple[Decimal, str]]]) -> bool:
    value, unit = figure.value.value or Decimal(0), figure.unit.value
    return (value, unit) in stated[1] or _shown(value, unit) in stated[0]


def prose_adds_up(report: Report) -> Iterator[Diagnostic]:
    """F020 figures of the prose that contradict each other, with the place of every operand."""
    for claim in claims(report):
        if not claim.holds:
            yield complain("F020", *claim.operands, kind=claim.kind, formula=claim.formula, difference=claim.difference)


def _shown(value: Decimal, unit: str) -> str:
    return format(value.normalize(), "f") + unit
