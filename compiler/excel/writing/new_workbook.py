"""A new Excel workbook: opened in one place, with the options that make its bytes repeat and its
text stay text.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter
from xlsxwriter.packager import Packager
from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

from compiler.package.parts import DOS, EARLIEST

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
CREATED = datetime(2000, 1, 1)
"""Every workbook of ours says so: the same content gives the same bytes."""

DEFLATED = 3
"""How hard zlib tries (of 9): a form is a fifth larger than with its usual 6, for half the time."""

SPANNED = 16
"""Rows for which it is said together which columns they take up, as Excel does."""


class _PlainWorksheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A worksheet whose formulas use only functions that Excel 2010 knows, which need no prefix
    in the file, and whose cells are named by row and column alone, never as ``A1``.
    """

    write_string, write_number = Worksheet._write_string, Worksheet._write_number
    write_blank, write_datetime = Worksheet._write_blank, Worksheet._write_datetime

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Return a formula without its ``=``.

        XlsxWriter also looks for 51 functions of Excel 365 in it, one regular expression each:
        two thirds of the time a form takes, and it would change their names inside quoted texts
        as well.
        """
        return formula.removeprefix("=")

    def write_formula(
        self, row: int, column: int, formula: str, cell_format: Any = None, value: Any = 0
    ) -> int:
        """Write a formula that gives one value.

        XlsxWriter searches each for functions of Excel 365 once more: a sixth of the time a form takes.
        """
        outside = self._check_dimensions(row, column)
        if not outside:
            text = self._prepare_formula(formula)
            self.table[row][column] = CellFormulaTuple(text, cell_format, value)
        return int(outside)

    def _write_rows(self) -> None:
        """Write the XML of all rows, without asking each for every column that any has."""
        if self.comments:
            super()._write_rows()
            return
        taken: dict[int, list[int]] = {}
        for row, cells in self.table.items():
            if cells:
                taken.setdefault(row // SPANNED, []).extend((min(cells), max(cells)))
        spans = {part: f"{min(columns) + 1}:{max(columns) + 1}" for part, columns in taken.items()}
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells, known = self.table.get(row), self.row_info.get(row)
            if cells:
                self._write_row(row, spans[row // SPANNED], known)
                for column in sorted(cells):
                    self._write_cell(row, column, cells[column])
                self._xml_end_tag("row")
            elif known is not None:
                self._write_empty_row(row, spans.get(row // SPANNED), known)

    def _write_cell(self, row: int, column: int, cell: Any) -> None:
        """Write the XML of one cell.

        XlsxWriter asks of each attribute whether it holds what must be escaped: here none can.
        """
        kind, look = type(cell), cell.format
        painted = look is not None or (row not in self.row_info and column not in self.col_info)
        words = kind is CellFormulaTuple and isinstance(cell.value, str) and "#" not in cell.value
        if not painted or not (words or kind in (CellStringTuple, CellNumberTuple, CellBlankTuple)):
            super()._write_cell(row, column, cell)
            return
        style = "" if look is None else f' s="{look._get_xf_index()}"'
        opened = f'<c r="{xl_rowcol_to_cell_fast(row, column)}"{style}'
        if kind is CellStringTuple:
            self.fh.write(f'{opened} t="s"><v>{cell.string}</v></c>')
        elif kind is CellNumberTuple:
            self.fh.write(f"{opened}><v>{cell.number:.16G}</v></c>")
        elif kind is CellBlankTuple:
            self.fh.write(f"{opened}/>")
        else:
            formula, value = _escaped(cell.formula), self._escape_data(cell.value)
            text = ' t="str"' if value else ""
            self.fh.write(f"{opened}{text}><f>{formula}</f><v>{value}</v></c>")


@lru_cache(maxsize=4096)  # the forms of a project have the same formulas
def _escaped(formula: str) -> str:
    """Return a formula as XML holds it."""
    return formula.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class _PlainPackager(Packager):  # type: ignore[misc]
    """Keeps the parts of a workbook for :func:`finish`, so that XlsxWriter packs none: it would say on
    which system Python runs, and leaves zlib no choice.
    """

    parts: dict[str, bytes]

    def _create_package(self) -> list[Any]:
        """Write the XML of all parts and leave nothing to be packed."""
        self.parts = {
            name: stream.getvalue() if is_binary else stream.getvalue().encode()
            for stream, name, is_binary in super()._create_package()
        }
        return []


class _PlainWorkbook(xlsxwriter.Workbook):  # type: ignore[misc]
    worksheet_class = _PlainWorksheet

    def _get_packager(self) -> Packager:
        """Return the packager, which holds the parts once the workbook is closed."""
        self.packager = _PlainPackager()
        return self.packager


def new_workbook(title: str) -> Any:
    """Return an XlsxWriter workbook, to be filled and given to :func:`finish`."""
    book = _PlainWorkbook(BytesIO(), OPTIONS)
    book.set_properties({"title": title, "author": "", "company": "", "created": CREATED})
    return book


def finish(book: Any) -> bytes:
    """Close a workbook and return its bytes."""
    book.close()
    parts = book.packager.parts
    for own in (*book.worksheets(), book):  # they hold each other, and all that was written
        vars(own).clear()
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            entry = ZipInfo(name, EARLIEST)
            entry.create_system = DOS  # the default is the system Python happens to run on
            package.writestr(entry, content, ZIP_DEFLATED, DEFLATED)
    return buffer.getvalue()
