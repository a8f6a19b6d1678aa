"""Records turned back into contents, contents compared, and the contents of a measure's blank
form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from compiler.excel.reading.records import Entry, Record
from compiler.excel.sheets.cell_values import CellValue
from compiler.model.register import PlannedMeasure, PlannedProblem
from compiler.model.values import Answers, Day, Text
from compiler.schema.contents import CellContent, Contents, FormattedNumber
from compiler.schema.definitions import EXACT_DIGITS, Field, ValueKind, Workbook, counted_day
from compiler.schema.register import MEASURES, PROBLEMS

TEXTS = (ValueKind.TEXT, ValueKind.PROSE)


def contents_of(record: Record) -> Contents:
    """Return what a workbook holds, ready to be written anew; values keep their type, texts every
    character.
    """
    sheets = record.schema.sheets
    fields = {field.key: field for sheet in sheets for field in sheet.fields()}
    columns = {
        table.key: {field.key: field for field in table.columns}
        for sheet in sheets
        for table in sheet.tables()
    }
    return Contents(
        {key: value_of(entry, fields[key]) for key, entry in record.fields.items()},
        {
            key: tuple(
                {k: value_of(entry, columns[key][k]) for k, entry in row.entries.items()}
                for row in rows
            )
            for key, rows in record.tables.items()
        },
    )


def value_of(entry: Entry, field: Field) -> CellContent:
    """Return what a cell holds in its type, so that a person sees the same. A truth value, or
    whatever else a spreadsheet may hold, goes on as the text that was read.

    ``None`` for a number of which the spreadsheet has lost digits: V029 has told it.
    """
    cell = entry.cell
    value: CellValue | None = cell.value if cell else None
    if isinstance(value, datetime):
        return value.date()
    if cell is not None and isinstance(value, Decimal):
        if field.kind is ValueKind.DATE:
            return counted_day(value + cell.epoch_shift) or value
        if field.kind in TEXTS and abs(value) >= 10**EXACT_DIGITS:
            return None
        if cell.shown is not None:
            return FormattedNumber(value, cell.number_format)
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
    """Return what the register says in a column; what is no date or number there is handed on as
    it was typed. ``None`` if there is no such row.
    """
    value = row.answer(column) if row else None
    if value is None:
        return None
    if isinstance(value, Text):
        return value.value
    if isinstance(value, Day) and value.in_words:
        return value.text
    return value.value if value.value is not None else value.text


def carried_on(contents: Contents, form: Workbook) -> Contents:
    """Leave out of an earlier answer what belongs to its round, such as who signed it."""
    sheets = form.sheets
    fields = {field.key for sheet in sheets for field in sheet.fields() if field.carried}
    columns = {
        table.key: {column.key for column in table.columns if column.carried}
        for sheet in sheets
        for table in sheet.tables()
    }
    return Contents(
        {key: value for key, value in contents.fields.items() if key in fields},
        {
            key: [{k: v for k, v in row.items() if k in columns[key]} for row in rows]
            for key, rows in contents.tables.items()
        },
    )


def holds(form: Record, contents: Contents) -> bool:
    """Tell whether a form holds just these contents."""
    own = contents_of(form)
    return _filled(own.fields) == _filled(contents.fields) and _rows(own.tables) == _rows(
        contents.tables
    )


def _rows(
    tables: Mapping[str, Sequence[Mapping[str, CellContent]]],
) -> dict[str, list[dict[str, str]]]:
    """Return what the rows of tables say, as :func:`_filled` does; a table without rows is none."""
    return {key: [_filled(row) for row in rows] for key, rows in tables.items() if rows}


def _filled(values: Mapping[str, CellContent]) -> dict[str, str]:
    """Return what is filled in as texts: a number and the same number as text are one answer."""
    return {
        key: str(value) for key, value in values.items() if value is not None and str(value).strip()
    }
