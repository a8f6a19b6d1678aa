"""A workbook that nobody has written yet, as if it had been read: what an import made is judged
before it is put in place.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from compiler.excel.reading.records import Entry, Record, Row
from compiler.excel.sheets.cell_values import written
from compiler.excel.sheets.cells import Cell
from compiler.schema.contents import CellContent, Contents, FormattedNumber
from compiler.schema.definitions import Field, Workbook
from compiler.span import Span


def record_of(schema: Workbook, contents: Contents, file: str) -> Record:
    """Return what reading a workbook of these contents gives; a cell is called by its field's key,
    in a table by its row, too.
    """
    fields: dict[str, Entry] = {}
    tables: dict[str, tuple[Row, ...]] = {}
    for sheet in schema.sheets:
        for field in sheet.fields():
            span = Span(file, sheet.name, field.key)
            fields[field.key] = _entry(contents.fields.get(field.key), span)
        for table in sheet.tables():
            tables[table.key] = tuple(
                _row(table.columns, row, Span(file, sheet.name), number)
                for number, row in enumerate(contents.tables.get(table.key, ()), 1)
            )
    return Record(file, schema, fields, tables, {})


def _row(columns: tuple[Field, ...], row: Mapping[str, CellContent], place: Span, n: int) -> Row:
    """Return one row of a table."""
    return Row(
        {
            column.key: _entry(
                row.get(column.key), Span(place.file, place.sheet, f"{column.key}{n}")
            )
            for column in columns
        },
        place,
    )


def _entry(content: CellContent, span: Span) -> Entry:
    """Return what a cell holds, nothing where nothing is to be written."""
    value = content.number if isinstance(content, FormattedNumber) else content
    if value is None or value == "":
        return Entry(None, span)
    exact = Decimal(value) if isinstance(value, int) else value
    return Entry(Cell(exact, written(exact), span), span)
