"""Cells, sheets and workbooks as read."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from compiler.excel.sheets.addresses import address
from compiler.excel.sheets.cell_values import CellValue
from compiler.excel.sheets.number_formats import Shown
from compiler.span import Span


@attrs.frozen
class Cell:
    """A cell that carries something. ``text`` is the value as a person would retype it.

    ``shown`` is how a number looks where its format makes another of it; ``struck`` are words that
    the cell also shows, struck out; ``picture`` tells that a picture stands where text belongs;
    ``hidden`` tells that its number format shows nothing of it; ``self_check`` tells that it is the form's own verdict on its row;
    ``epoch_shift`` are the days by which the workbook's calendar starts later than the usual one.
    """

    value: CellValue
    text: str
    span: Span
    formula: bool = False
    error: str | None = None
    shown: Shown | None = None
    struck: str = ""
    flattened: str = ""
    picture: bool = False
    hidden: bool = False
    self_check: bool = False
    number_format: str = ""
    epoch_shift: int = 0


@attrs.frozen
class SheetSource:
    """One worksheet: only the cells that carry something, by zero-based (row, column).

    ``merged`` leads from the cells below the first of a column merged downwards to that first cell.
    ``across`` holds the areas that are merged over several columns: first and last row and column.
    ``damaged`` tells that its part could not be read to the end.
    """

    file: str
    name: str
    visible: bool
    cells: Mapping[tuple[int, int], Cell]
    merged: Mapping[tuple[int, int], tuple[int, int]] = attrs.field(factory=dict)
    damaged: bool = False
    across: tuple[tuple[int, int, int, int], ...] = ()

    def merged_across(self, row: int, column: int) -> tuple[int, int] | None:
        """Return the first cell of an area over several columns that hides a cell in it, ``None``
        if there is none.
        """
        for top, bottom, left, right in self.across:
            if top <= row <= bottom and left <= column <= right and (row, column) != (top, left):
                return top, left
        return None

    def span(self, row: int, column: int) -> Span:
        """The place of a cell, whether or not it holds anything."""
        return Span(self.file, self.name, address(row, column))

    def rows(self) -> dict[int, dict[int, Cell]]:
        """Cells by row, then by column, both ascending."""
        rows: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            rows.setdefault(row, {})[column] = cell
        return rows


@attrs.frozen
class WorkbookSource:
    """One workbook file; ``digest`` is the sha256 of its bytes."""

    file: str
    sheets: tuple[SheetSource, ...]
    digest: str = ""

    def sheet(self, name: str) -> SheetSource | None:
        """Return the sheet called ``name``, forgiving spaces around it."""
        return next((sheet for sheet in self.sheets if sheet.name.strip() == name), None)
