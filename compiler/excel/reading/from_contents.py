"""A workbook that nobody has written yet, as if it had been read: what an import made is judged
before it is put in place.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import attrs

from compiler.excel.reading.records import Entry, Record, Row
from compiler.excel.sheets.cell_values import written
from compiler.excel.sheets.cells import Cell
from compiler.schema.contents import CellContent, Contents, FormattedNumber, Spot
from compiler.schema.definitions import Table, Workbook
from compiler.span import Span


def record_of(schema: Workbook, contents: Contents, file: str) -> Record:
    """Return what reading a workbook of these contents gives; a cell is called by what it means
    (:func:`cell_name`).
    """
    fields: dict[str, Entry] = {}
    tables: dict[str, tuple[Row, ...]] = {}
    for sheet in schema.sheets:
        for field in sheet.fields():
            span = Span(file, sheet.name, cell_name(Spot(field.key)))
            fields[field.key] = _entry(contents.fields.get(field.key), span)
        for table in sheet.tables():
            rows = enumerate(contents.tables.get(table.key, ()))
            tables[table.key] = tuple(
                _row(table, row, Span(file, sheet.name), n) for n, row in rows
            )
    return Record(file, schema, fields, tables, {})


def cell_name(spot: Spot) -> str:
    """Return what a cell that has no address yet is called."""
    return f"{spot.table}.{spot.row}.{spot.key}" if spot.table else spot.key


def spot_named(name: str) -> Spot:
    """Return the cell that :func:`cell_name` called so."""
    table, _, rest = name.partition(".")
    row, _, key = rest.partition(".")
    return Spot(key, table, int(row)) if key else Spot(name)


def _row(table: Table, row: Mapping[str, CellContent], place: Span, number: int) -> Row:
    """Return one row of a table."""
    names = {column.key: cell_name(Spot(column.key, table.key, number)) for column in table.columns}
    return Row(
        {key: _entry(row.get(key), attrs.evolve(place, cell=name)) for key, name in names.items()},
        place,
    )


def _entry(content: CellContent, span: Span) -> Entry:
    """Return what a cell holds, nothing where nothing is to be written."""
    value = content.number if isinstance(content, FormattedNumber) else content
    if value is None or value == "":
        return Entry(None, span)
    exact = Decimal(value) if isinstance(value, int) else value
    return Entry(Cell(exact, written(exact), span), span)
