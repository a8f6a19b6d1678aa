"""Records turned back into contents, and the contents of a measure's blank form."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from compiler.excel.reading.cells import CellValue
from compiler.excel.reading.records import Entry, Record
from compiler.model.register import PlannedMeasure, PlannedProblem
from compiler.model.values import Day
from compiler.schema.contents import CellContent, Contents


def contents_of(record: Record) -> Contents:
    """Return what a workbook holds, ready to be written anew; values keep their type, texts every
    character.
    """
    return Contents(
        {key: _value(entry) for key, entry in record.fields.items()},
        {
            key: tuple({k: _value(e) for k, e in row.entries.items()} for row in rows)
            for key, rows in record.tables.items()
        },
    )


def _value(entry: Entry) -> CellContent:
    value: CellValue | None = entry.cell.value if entry.cell else None
    if isinstance(value, datetime):
        return value.date()
    return value if value is None or isinstance(value, str | Decimal | date) else entry.text


def blank_form(plan: PlannedMeasure, problem: PlannedProblem | None) -> Contents:
    """Return the prefilled part of a measure's form."""
    return Contents(
        {
            "measure_id": plan.id.value,
            "problem": problem.title.value if problem else None,
            "planned": plan.planned.value,
            "goal": plan.goal.value,
            "leader": plan.leader.value,
            "lead_unit": plan.lead_unit.value,
            "supporting_units": plan.supporting_text.value,
            "due": _day(plan.due),
            "unit": plan.lead_unit.value,
        }
    )


def _day(day: Day) -> CellContent:
    return day.value if day.value is not None else day.text
