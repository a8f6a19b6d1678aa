"""Workbooks that libraries and LibreOffice have really written."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.formula import ArrayFormula
from support.projects import findings, notice
from support.workbooks import load

from foreign.cases import FORM, REGISTER

pytestmark = pytest.mark.usefixtures("read_once")

SOFFICE = shutil.which("soffice")
FILES = (FORM, REGISTER)


def saved(book: Any) -> bytes:
    """Return a workbook as openpyxl saves it."""
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_iso_dates(book: Any) -> bytes:
    """Save with dates as text of their own type."""
    book.iso_dates = True
    return saved(book)


def from_1904(book: Any) -> bytes:
    """Save with the calendar of an old Mac."""
    book.epoch = CALENDAR_MAC_1904
    return saved(book)


def in_one_pass(book: Any) -> bytes:
    """Write every cell into a new workbook that is written row by row."""
    new = openpyxl.Workbook(write_only=True)
    for sheet in book:
        made = new.create_sheet(sheet.title)
        made.sheet_state = sheet.sheet_state
        for row in sheet.iter_rows():
            made.append([cell.value for cell in row])
    return saved(new)


def by_xlsxwriter(**options: bool) -> Callable[[Any], bytes]:
    """Return a way of writing every cell into a new workbook by XlsxWriter."""

    def write(book: Any) -> bytes:
        buffer = BytesIO()
        new = xlsxwriter.Workbook(buffer, {**options, "default_date_format": "yyyy-mm-dd"})
        for sheet in book:
            made = new.add_worksheet(sheet.title)
            if sheet.sheet_state != "visible":
                made.very_hidden()
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        _write(made, cell)
        new.close()
        return buffer.getvalue()

    return write


def _write(sheet: Any, cell: Any) -> None:
    place = cell.row - 1, cell.column - 1
    if isinstance(cell.value, datetime | date):
        sheet.write_datetime(*place, cell.value)
    elif isinstance(cell.value, ArrayFormula):
        sheet.write_array_formula(cell.value.ref, cell.value.text, None, "✔")
    elif str(cell.value).startswith("="):
        sheet.write_formula(*place, cell.value, None, "✔")
    else:
        sheet.write(*place, cell.value)


WAYS: dict[str, Callable[[Any], bytes]] = {
    "openpyxl": saved,
    "openpyxl with ISO dates": with_iso_dates,
    "openpyxl with the calendar of 1904": from_1904,
    "openpyxl in one pass": in_one_pass,
    "XlsxWriter": by_xlsxwriter(),
    "XlsxWriter with little memory": by_xlsxwriter(constant_memory=True),
    "XlsxWriter with the calendar of 1904": by_xlsxwriter(date_1904=True),
    "XlsxWriter with fields for great sizes": by_xlsxwriter(use_zip64=True),
}


@pytest.mark.parametrize("file", FILES, ids=["form", "register"])
@pytest.mark.parametrize("way", WAYS)
def test_a_library_has_written_it(root: Path, way: str, file: str) -> None:
    """Nothing is found, and the notice stays."""
    before = notice(root)
    (root / file).write_bytes(WAYS[way](load(root / file)))
    assert findings(root) == []
    assert notice(root) == before


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_has_saved_it(root: Path, tmp_path: Path) -> None:
    """Form and register at once: starting takes longer than saving."""
    before = notice(root)
    for number, file in enumerate(FILES):
        shutil.copy(root / file, tmp_path / f"in{number}.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    inputs = [str(tmp_path / f"in{number}.xlsx") for number in range(len(FILES))]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), *inputs],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for number, file in enumerate(FILES):
        shutil.copy(tmp_path / "out" / f"in{number}.xlsx", root / file)
    assert findings(root) == []
    assert notice(root) == before
