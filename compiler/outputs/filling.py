"""Records turned back into contents, and the contents of a measure's blank form."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from compiler.excel.reading.cell_values import CellValue
from compiler.excel.reading.records import Entry, Record
from compiler.model.register import PlannedMeasure, PlannedProblem
from compiler.model.values import Answers, Text
from compiler.schema.contents import CellContent, Contents
from compiler.schema.definitions import Workbook
from compiler.schema.register import MEASURES, PROBLEMS


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


def blank_form(plan: PlannedMeasure, problem: PlannedProblem | None, form: Workbook) -> Contents:
    """Return what the register says on a measure's form when it is issued."""
    own: dict[str, Answers | None] = {MEASURES.key: plan, PROBLEMS.key: problem}
    return Contents(
        {
            field.key: _planned(own[table], column)
            for sheet in form.sheets
            for field in sheet.fields()
            if field.filled_from
            for table, _, column in [field.filled_from.partition(".")]
        }
    )


def _planned(row: Answers | None, column: str) -> CellContent:
    value = row.answer(column) if row else None
    if value is None:
        return None
    if isinstance(value, Text):
        return value.value
    return value.value if value.value is not None else value.text
