"""Cells as openpyxl and calamine see them, in one form that can be compared with ours."""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import python_calamine

from compiler.excel.sheets.addresses import address
from compiler.excel.sheets.cells import Cell, WorkbookSource
from compiler.excel.sheets.opened import open_workbook
from compiler.schema.structure import CHECK_SHEET, INSTRUCTIONS_SHEET, LISTS_SHEET

SKIPPED = (INSTRUCTIONS_SHEET, LISTS_SHEET, CHECK_SHEET)
"""Sheets that hold what we wrote and nobody fills in: they are not read."""

Seen = dict[tuple[str, str], str]
"""What stands in a cell, by sheet and address."""


def by_openpyxl(content: bytes) -> Seen:
    """Return what openpyxl sees."""
    book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
    seen: Seen = {}
    for sheet in book.worksheets:
        if sheet.title.strip() in SKIPPED:
            continue
        sheet.reset_dimensions()
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None and (text := said(cell.value)):
                    seen[sheet.title, cell.coordinate] = text
    return seen


def by_calamine(content: bytes) -> Seen:
    """Return what calamine sees."""
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    seen: Seen = {}
    for name in book.sheet_names:
        if name.strip() in SKIPPED:
            continue
        sheet = book.get_sheet_by_name(name)
        top, left = sheet.start or (0, 0)
        for row, values in enumerate(sheet.to_python(skip_empty_area=True), top):
            for column, value in enumerate(values, left):
                if text := said(value):
                    seen[name, address(row, column)] = text
    return seen


READERS: Mapping[str, Callable[[bytes], Seen]] = {"openpyxl": by_openpyxl, "calamine": by_calamine}


def by_us(source: WorkbookSource) -> Seen:
    """Return what we have read."""
    return {
        (sheet.name, cell.span.cell or ""): _ours(cell)
        for sheet in source.sheets
        for cell in sheet.cells.values()
    }


def _ours(cell: Cell) -> str:
    return cell.error if cell.error is not None else said(cell.value)


def said(value: object) -> str:
    """Return a value in the one form: numbers to 15 digits, days alone, texts without blanks at
    their ends and with raised digits as digits.
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float | Decimal):
        return format(Decimal(format(float(value), ".15g")).normalize(), "f")
    if isinstance(value, datetime):
        moment = (value + timedelta(microseconds=500)).replace(microsecond=0)
        return (moment.date() if moment.time() == time() else moment).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    text = str(getattr(value, "stored", value)).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFKC", text).strip()


def seen_by(reader: str, content: bytes) -> Seen:
    """Return what another reader sees; what it warns of is not ours."""
    with warnings.catch_warnings(action="ignore"):
        return READERS[reader](content)


def unaccounted(reader: str, content: bytes, path: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the cells that another reader sees and that are neither ours nor reported, with both
    values; empty if it sees nothing.
    """
    path.write_bytes(content)
    source, found = open_workbook(path, path.name, SKIPPED)
    places = {(span.sheet, span.cell) for one in found for span in one.spans}
    ours = by_us(source) if source is not None else {}
    if (None, None) in places:
        return {}
    return {
        place: (text, ours.get(place, ""))
        for place, text in seen_by(reader, content).items()
        if ours.get(place) != text and not {place, (place[0], None)} & places
    }
