"""Contents that a workbook cannot hold: keys it has no place for, texts longer than a cell."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics import Diagnostic, complain
from compiler.excel.writing.formats import utf16_length
from compiler.schema.contents import CellContent, Contents
from compiler.schema.definitions import CELL_LIMIT, Field, Workbook
from compiler.span import Span


def refuse_unknown(schema: Workbook, contents: Contents) -> None:
    """Raise :class:`ValueError` if a key has no place in the workbook: what it holds would be lost
    without a word.
    """
    fields = {field.key for field in schema.fields()}
    tables = {
        table.key: {column.key for column in table.columns}
        for sheet in schema.sheets
        for table in sheet.tables()
    }
    unknown = [key for key in contents.fields if key not in fields]
    unknown += [key for key in contents.tables if key not in tables]
    unknown += [
        f"{key}.{column}"
        for key, rows in contents.tables.items()
        for column in sorted({column for row in rows for column in row} - tables.get(key, set()))
    ]
    if unknown:
        raise ValueError(f"workbook {schema.key!r} has no place for: {', '.join(unknown)}")


def oversized(workbook: Workbook, contents: Contents, file: str) -> Iterator[Diagnostic]:
    """Yield R004 for every text that is longer than a cell can hold; ``file`` is what messages
    call the workbook.
    """
    for sheet in workbook.sheets:
        place = Span(file, sheet.name)
        for field in sheet.fields():
            yield from _too_long(contents.fields.get(field.key), field, place)
        for table in sheet.tables():
            for row in contents.tables.get(table.key, ()):
                for column in table.columns:
                    yield from _too_long(row.get(column.key), column, place)


def _too_long(value: CellContent, field: Field, place: Span) -> Iterator[Diagnostic]:
    """Yield R004 if a value does not fit a cell."""
    if isinstance(value, str) and (length := utf16_length(value)) > CELL_LIMIT:
        yield complain("R004", place, label=field.label, length=length)
