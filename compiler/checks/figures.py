"""Declared figures against each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from compiler.diagnostics import Diagnostic, complain
from compiler.model.report import Report


def relations_hold(report: Report) -> Iterator[Diagnostic]:
    """F001 a declared relation that does not hold, with the cell of every operand."""
    for relation in report.relations:
        if not relation.holds:
            spans = [span for operand in relation.operands for span in operand.sources]
            yield complain(
                "F001", relation.text.span, *spans, relation=relation.text.value, left=_shown(relation.left, relation.unit),
                right=_shown(relation.right, relation.unit), difference=_shown(abs(relation.difference), relation.unit),
            )  # fmt: skip


def _shown(value: Decimal, unit: str) -> str:
    return format(value.normalize(), "f") + unit
