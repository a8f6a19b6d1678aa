"""Fields of a kind in the register that are owed once something is done, or while it is not."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics import Diagnostic, complain
from compiler.model.report import Report
from compiler.model.values import Answers, written
from compiler.schema.definitions import Field, is_owed
from compiler.schema.own import own_fields
from compiler.schema.register import MEASURES, PROBLEMS
from compiler.vocab import Status


def owed_by_status(report: Report) -> Iterator[Diagnostic]:
    """V002 a field that the status of its problem or measure asks for, left empty."""
    owed = [it for it in own_fields(report.schema) if it[2].follows_status]
    for _, block, field in owed:
        if block.key == PROBLEMS.key:
            for problem in report.problems():
                yield from _missing(field, problem.plan, problem.status)
        elif block.key == MEASURES.key:
            for measure in report.measures():
                yield from _missing(field, measure.plan, measure.status)


def _missing(field: Field, row: Answers, status: Status | None) -> Iterator[Diagnostic]:
    """Yield what is said of a row that owes a field; a register made before the field was owes none."""
    value = row.answer(field.key)
    if status and value and value.span.cell and is_owed(field, status) and not written(value):
        yield complain("V002", value.span, label=field.label, status=status.name, help=field.help)
