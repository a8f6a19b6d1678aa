"""A second opinion: the same workbook read by openpyxl, which shares no code with our own reader.

Ten times as slow, so it is asked for: by ``zhenggai check --second-reading``, and by the tests.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from compiler.chinese.cleaning import is_blank
from compiler.diagnostics import Diagnostic, complain
from compiler.excel.sheets.cell_values import CellValue, NotANumber, written
from compiler.excel.sheets.cells import Cell, SheetSource, WorkbookSource
from compiler.excel.sheets.opened import open_workbook
from compiler.excel.sheets.rich_text import unescaped
from compiler.package.container import read_file
from compiler.span import Span
from compiler.visible import visible

GIVEN_UP = ("S011", "S029")
"""What our reader says of a file or a sheet that it could not read to the end."""
Places = dict[tuple[int, int], Cell]


def open_twice(
    path: Path, file: str, skipped: Collection[str] = ()
) -> tuple[WorkbookSource | None, list[Diagnostic]]:
    """Open a workbook like :func:`open_workbook`, and have openpyxl read it, too.

    Diagnostics besides: S092 the two read a cell differently; S093 what ours could not read to the
    end was read by the other.
    """
    first, found = open_workbook(path, file, skipped)
    gave_up = any(one.code in GIVEN_UP for one in found)
    if first is None and not gave_up:
        return None, found
    second = _reread(path, file, skipped)
    if second is None:
        return first, found
    if gave_up:
        others = [one for one in found if one.code not in GIVEN_UP]
        return second, [*others, complain("S093", Span(file), file=file)]
    return first, [*found, *(one for one in differences(first, second) if first is not None)]


def _reread(path: Path, file: str, skipped: Collection[str]) -> WorkbookSource | None:
    """Return a workbook as openpyxl reads it, ``None`` if it cannot."""
    from openpyxl import load_workbook  # of no use to whoever does not ask for this

    try:
        with warnings.catch_warnings(action="ignore"):  # of parts that it does not know
            book = load_workbook(BytesIO(read_file(path)), data_only=True)
    except Exception:  # whatever it raises for a damaged file: it is the second opinion only
        return None
    sheets = (sheet for sheet in book.worksheets if sheet.title.strip() not in skipped)
    return WorkbookSource(file, tuple(_sheet(sheet, file) for sheet in sheets))


def _sheet(sheet: Any, file: str) -> SheetSource:
    """Return a sheet of openpyxl's as one of ours."""
    cells: Places = {}
    # Its own rows would be all those up to the last cell, of which one blank can be the millionth.
    for (row, column), cell in sheet._cells.items():
        read = _cell(cell, Span(file, sheet.title, cell.coordinate))
        if read is not None:
            cells[row - 1, column - 1] = read
    return SheetSource(file, sheet.title, sheet.sheet_state == "visible", cells)


def _cell(cell: Any, span: Span) -> Cell | None:
    """Return a cell of openpyxl's as one of ours, ``None`` if nothing is seen in it."""
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "e":
        return Cell("", "", span, error=str(value))
    if isinstance(value, str):
        text = unescaped(value)
        return None if is_blank(text) else Cell(text, text, span)
    exact = _exact(value)
    return None if exact is None else Cell(exact, written(exact), span)


def _exact(value: object) -> CellValue | None:
    """Return a value in the types of ours."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return Decimal(format(value, ".15g"))
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    return value if isinstance(value, date | time | timedelta) else None


def differences(first: WorkbookSource | None, second: WorkbookSource) -> Iterator[Diagnostic]:
    """Yield S092 for each cell that the two readings do not agree on.

    A cell of which ours leaves words out, because they are struck out or raised, has told so; one
    that holds no number although it says so is an error in any case.
    """
    others = {sheet.name: sheet.cells for sheet in second.sheets}
    for sheet in first.sheets if first is not None else ():
        cells = others.get(sheet.name, {})
        for place in sorted(sheet.cells.keys() | cells.keys()):
            mine, other = sheet.cells.get(place), cells.get(place)
            if mine is not None and (mine.struck or mine.flattened or mine.picture):
                continue
            if mine is not None and isinstance(mine.value, NotANumber):
                continue
            if _said(mine) != _said(other):
                span = sheet.span(*place)
                texts = {"first": visible(_said(mine)), "second": visible(_said(other))}
                yield complain("S092", span, **texts)


def _said(cell: Cell | None) -> str:
    """Return what a cell holds as a text by which two readings are compared."""
    if cell is None:
        return ""
    return cell.error if cell.error is not None else written(cell.value)
