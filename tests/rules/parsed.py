"""A workbook of the base project edited where it has been read: values and labels, without a
file being written and read again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from openpyxl.utils import coordinate_to_tuple
from support.clerk import FORM_SHEET, bare
from support.workbooks import Reader

from compiler.diagnostics import Diagnostic
from compiler.excel.reading import project, workbook
from compiler.excel.reading.records import Record
from compiler.excel.reading.workbook import read_workbook
from compiler.excel.sheets.cell_values import CellValue, written
from compiler.excel.sheets.cells import Cell, WorkbookSource
from compiler.excel.sheets.opened import open_workbook
from compiler.schema.books import STANDARD, Schema
from compiler.schema.structure import CHECK_SHEET, INSTRUCTIONS_SHEET, LISTS_SHEET
from rules.workbooks import INFORMATION_SHEET

UNREAD = (INSTRUCTIONS_SHEET, LISTS_SHEET, CHECK_SHEET)
"""The sheets that the compiler does not read."""

_sources: dict[tuple[str, bytes], WorkbookSource] = {}


@attrs.frozen
class Spot:
    """A cell of a sheet, counted from 0."""

    sheet: str
    row: int
    column: int


@attrs.define
class ParsedBook:
    """One workbook being edited, with the methods of a :class:`rules.workbooks.Book` that find a
    cell and put a value.
    """

    source: WorkbookSource
    cells: dict[str, dict[tuple[int, int], Cell]] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.cells = {sheet.name: dict(sorted(sheet.cells.items())) for sheet in self.source.sheets}

    def label(self, label: str) -> Spot:
        """Return the cell of a vertical field's label."""
        name = FORM_SHEET if FORM_SHEET in self.cells else INFORMATION_SHEET
        return self._first(name, lambda row, column, text: column == 0 and bare(text) == label)

    def field(self, label: str) -> Spot:
        """Return the cell of a vertical field's value."""
        found = self.label(label)
        return attrs.evolve(found, column=found.column + 1)

    def header(self, table: str, label: str) -> Spot:
        """Return a column's header cell: the first so labelled below the table's title."""
        name = table if table in self.cells else FORM_SHEET
        title = self._first(
            name, lambda row, column, text: column == 0 and bare(text).rpartition("、")[2] == table
        )
        return self._first(name, lambda row, column, text: row > title.row and bare(text) == label)

    def row(self, table: str, number: int, label: str) -> Spot:
        """Return a cell of a table's ``number``-th row."""
        found = self.header(table, label)
        return attrs.evolve(found, row=found.row + number)

    def at(self, sheet: str, name: str) -> Spot:
        """Return a cell by its A1 name."""
        row, column = coordinate_to_tuple(name)
        return Spot(sheet, row - 1, column - 1)

    def address(self, spot: Spot) -> tuple[str, str]:
        """Return a cell's sheet and A1 name."""
        span = self._sheet(spot.sheet).span(spot.row, spot.column)
        assert span.cell is not None
        return spot.sheet, span.cell

    def put(self, spot: Spot, value: object) -> None:
        """Put a value into a cell as reading finds it there."""
        self.cells[spot.sheet].pop((spot.row, spot.column), None)
        assert isinstance(value, str | int | float | date | None)
        if value is None or not str(value).strip():
            return
        read: CellValue = value if isinstance(value, str | date) else Decimal(repr(value))
        span = self._sheet(spot.sheet).span(spot.row, spot.column)
        self.cells[spot.sheet][spot.row, spot.column] = Cell(read, written(read), span)

    def read(self) -> WorkbookSource:
        """Return the workbook as it would be opened now."""
        sheets = (
            attrs.evolve(sheet, cells=dict(sorted(self.cells[sheet.name].items())))
            for sheet in self.source.sheets
        )
        return attrs.evolve(self.source, sheets=tuple(sheets))

    def _sheet(self, name: str) -> workbook.SheetSource:
        return next(sheet for sheet in self.source.sheets if sheet.name == name)

    def _first(self, name: str, matches: Callable[[int, int, str], bool]) -> Spot:
        row, column = next(
            place for place, cell in self.cells[name].items() if matches(*place, cell.text)
        )
        return Spot(name, row, column)


@attrs.define
class Desk:
    """The base project's workbooks as read once, and those edited since, by path."""

    reader: Reader
    books: dict[Path, ParsedBook] = attrs.field(factory=dict)

    def open(self, path: Path, file: str) -> ParsedBook:
        """Return the workbook at ``path``, opened if it is not."""
        if path not in self.books:
            key = file, path.read_bytes()
            if key not in _sources:
                source, found = open_workbook(path, file, UNREAD)
                assert source is not None
                assert found == []  # the base project's workbooks leave nothing to say
                _sources[key] = source
            self.books[path] = ParsedBook(_sources[key])
        return self.books[path]

    def lay_out(self, patch: pytest.MonkeyPatch) -> None:
        """Have the compiler read what lies here instead of the files of the same path."""

        def opened(
            path: Path, file: str, skipped: tuple[str, ...] = ()
        ) -> tuple[WorkbookSource | None, list[Diagnostic]]:
            assert tuple(skipped) == UNREAD
            return self.books[path].read(), []

        def read(
            path: Path, file: str, schema: Schema = STANDARD
        ) -> tuple[Record | None, list[Diagnostic]]:
            if path not in self.books:
                return self.reader.read(path, file, schema)
            with patch.context() as inner:
                inner.setattr(workbook, "open_workbook", opened)
                return read_workbook(path, file, schema)

        patch.setattr(project, "read_workbook", read)
