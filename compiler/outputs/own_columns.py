"""Columns that the office has added to its register, taken into the register written anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import attrs

from compiler.excel.reading.records import Record
from compiler.outputs.filling import value_of
from compiler.schema.contents import CellContent, Contents, FormattedNumber
from compiler.schema.definitions import Field, Sheet, Table, ValueKind, Workbook

Row = Mapping[str, CellContent]
HELP = "办公室自己加的列，程序不读，不会印进通报。"
OF_ANY_KIND = Field("", "", ValueKind.NUMBER, "")
"""By such a field a cell is read in whatever type it has."""


def with_own_columns(
    record: Record, workbook: Workbook, contents: Contents
) -> tuple[Workbook, Contents]:
    """Return a workbook with the columns that ``record`` has besides ours behind those of their
    tables, and what is written into it.
    """
    if not record.own_columns:
        return workbook, contents
    tables = dict(contents.tables)
    added: dict[str, list[Field]] = {}
    for number, own in enumerate(record.own_columns):
        values = {row: value_of(entry, OF_ANY_KIND) for row, entry in own.cells.items()}
        field = Field(f"own_column_{number}", own.heading.text, _kind(values), HELP)
        added.setdefault(own.table, []).append(field)
        rows = tables.get(own.table, ())
        tables[own.table] = [
            {**row, field.key: values[i]} if i in values else row for i, row in enumerate(rows)
        ]
    sheets = tuple(_with_columns(sheet, added) for sheet in workbook.sheets)
    return attrs.evolve(workbook, sheets=sheets), attrs.evolve(contents, tables=tables)


def _kind(values: Mapping[int, CellContent]) -> ValueKind:
    """Return the kind of value that all cells of a column hold, text if they differ."""
    if values and all(isinstance(value, date) for value in values.values()):
        return ValueKind.DATE
    numbers = (int, Decimal, FormattedNumber)
    if values and all(isinstance(value, numbers) for value in values.values()):
        return ValueKind.NUMBER
    return ValueKind.TEXT


def _with_columns(sheet: Sheet, added: Mapping[str, list[Field]]) -> Sheet:
    blocks = tuple(
        attrs.evolve(block, columns=(*block.columns, *added[block.key]))
        if isinstance(block, Table) and block.key in added
        else block
        for block in sheet.blocks
    )
    return attrs.evolve(sheet, blocks=blocks)
