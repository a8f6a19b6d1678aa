"""A clerk at a workbook: fields found by their label, as a person finds them, with openpyxl and
not with our reader.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from compiler.schema.structure import CHECK_HEADER, CHECK_RESULT, CHECK_SHEET
from support.workbooks import load

FORM_SHEET = "填报表"


def bare(value: object) -> str:
    """Return a label without its mark."""
    return str(value or "").rstrip("* ").strip()


@attrs.define
class Clerk:
    """One open workbook and the sheet being filled."""

    path: Path
    book: Any
    sheet: Any

    @classmethod
    def at(cls, path: Path, sheet: str = FORM_SHEET) -> Clerk:
        """Open a workbook."""
        book = load(path)
        return cls(path, book, book[sheet])

    def save(self, path: Path | None = None) -> Path:
        """Save, under another name if given."""
        self.path = path or self.path
        self.book.save(self.path)
        return self.path

    def find(self, text: str, after: int = 0) -> Any:
        """Return the first cell below row ``after`` whose text is ``text``."""
        for row in self.sheet.iter_rows(min_row=after + 1):
            for cell in row:
                if bare(cell.value) == text:
                    return cell
        raise KeyError(text)

    def value_cell(self, label: str) -> Any:
        """Return the cell to the right of a label, in the column headed 填写内容."""
        header = self.find("填写内容")
        return self.sheet.cell(self.find(label).row, header.column)

    def put(self, label: str, value: object) -> str:
        """Write a field's value and return the cell's address."""
        cell = self.value_cell(label)
        cell.value = value
        return str(cell.coordinate)

    def table_cell(self, title: str, label: str, row: int = 0) -> Any:
        """Return a cell of a table's ``row``-th row: below the header that follows the title."""
        title_row = next(
            cell.row
            for line in self.sheet.iter_rows()
            for cell in line
            if bare(cell.value) == title or bare(cell.value).endswith("、" + title)
        )
        header = self.find(label, title_row)
        return self.sheet.cell(header.row + 1 + row, header.column)

    def put_row(self, title: str, row: int, **values: object) -> None:
        """Write the ``row``-th row of a table, by labels."""
        for label, value in values.items():
            self.table_cell(title, label, row).value = value


def address(path: Path, label: str) -> str:
    """Return where a field's value stands in a form."""
    return str(Clerk.at(path).value_cell(label).coordinate)


def table_address(path: Path, title: str, label: str, row: int = 0, sheet: str = FORM_SHEET) -> str:
    """Return where a table's value stands."""
    return str(Clerk.at(path, sheet).table_cell(title, label, row).coordinate)


def insert(sheet: Worksheet, *, rows: Iterable[int] = (), columns: Iterable[int] = ()) -> None:
    """Insert a row above each of ``rows``, a column before each of ``columns``, as Excel does:
    merged areas move and grow.
    """
    rows, columns = sorted(rows), sorted(columns)
    areas = [tuple(area.bounds) for area in sheet.merged_cells.ranges]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    for row in reversed(rows):
        sheet.insert_rows(row)
    for column in reversed(columns):
        sheet.insert_cols(column)
    for left, top, right, bottom in areas:
        sheet.merge_cells(
            start_row=top + bisect_right(rows, top),
            end_row=bottom + bisect_right(rows, bottom),
            start_column=left + bisect_right(columns, left),
            end_column=right + bisect_right(columns, right),
        )


def answers(path: Path, sheet: str = FORM_SHEET) -> Iterator[tuple[str, object]]:
    """Yield (address, value) of every cell with content on a sheet, but for what the form's
    self-check shows.
    """
    book = openpyxl.load_workbook(path, read_only=True)
    for row in book[sheet].iter_rows():
        for cell in row:
            own = str(cell.value).startswith(
                (f"='{CHECK_SHEET}'!", f"={CHECK_SHEET}!")
            ) or cell.value in (CHECK_HEADER, CHECK_RESULT)
            if cell.value is not None and str(cell.value).strip() and not own:
                yield cell.coordinate, cell.value
    book.close()


def shown(value: object) -> str:
    """Return a value as a person reads it off the sheet."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return format(Decimal(repr(value)).normalize(), "f")
    return str(value)
