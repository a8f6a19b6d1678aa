"""Answers to what only earlier versions asked: taken out of what was read, and reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from compiler.chinese.shortening import beginning
from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.records import Entry, Row
from compiler.excel.sheets.cells import Cell
from compiler.schema.definitions import Field, Sheet
from compiler.visible import visible


def without_retired(
    schema: Sheet, fields: Mapping[str, Entry], tables: Mapping[str, tuple[Row, ...]]
) -> tuple[dict[str, Entry], dict[str, tuple[Row, ...]], list[Diagnostic]]:
    """Return the fields and tables of a sheet without those that are retired. Diagnostics: S038
    for each cell of them.
    """
    gone = {field.key: field for section in schema.sections() for field in section.retired}
    found = list(_told(gone.values(), fields))
    left = {key: entry for key, entry in fields.items() if key not in gone}
    kept = dict(tables)
    for table in schema.retired:
        for row in kept.pop(table.key, ()):
            found += _told(table.columns, row.entries)
    for table in (table for table in schema.tables() if table.retired and table.key in kept):
        for row in kept[table.key]:
            found += _told(table.retired, row.entries)
        rows = (_without(row, {field.key for field in table.retired}) for row in kept[table.key])
        kept[table.key] = tuple(
            row for row in rows if any(entry.cell for entry in row.entries.values())
        )
    return left, kept, found


def _told(fields: Iterable[Field], entries: Mapping[str, Entry]) -> Iterator[Diagnostic]:
    for field in fields:
        entry = entries.get(field.key)
        if entry is not None and entry.cell is not None:
            yield complain("S038", entry.span, label=field.label, text=excerpt(entry.cell))


def _without(row: Row, keys: set[str]) -> Row:
    return attrs.evolve(
        row, entries={key: entry for key, entry in row.entries.items() if key not in keys}
    )


def excerpt(cell: Cell) -> str:
    """Return the beginning of what a cell says, on one line."""
    text = visible(cell.text.strip()) or cell.error or ("没有结果的公式" if cell.formula else "")
    return beginning(text, 30, kept=29)
