"""A new Excel workbook: opened in one place, with the options that make its bytes repeat and its
text stay text.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from compiler.package.parts import DOS

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
CREATED = datetime(2000, 1, 1)
"""Every workbook of ours says so: the same content gives the same bytes."""


class _PlainWorksheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A worksheet whose formulas use only functions that Excel 2010 knows, which need no prefix
    in the file.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Return a formula without its ``=``.

        XlsxWriter also looks for 51 functions of Excel 365 in it, one regular expression each:
        two thirds of the time a form takes, and it would change their names inside quoted texts
        as well.
        """
        return formula.removeprefix("=")


class _PlainWorkbook(xlsxwriter.Workbook):  # type: ignore[misc]
    worksheet_class = _PlainWorksheet


def new_workbook(buffer: BytesIO, title: str) -> Any:
    """Return an XlsxWriter workbook that will be written into ``buffer`` when it is closed."""
    book = _PlainWorkbook(buffer, OPTIONS)
    book.set_properties({"title": title, "author": "", "company": "", "created": CREATED})
    return book


def finish(book: Any, buffer: BytesIO) -> bytes:
    """Close a workbook and return its bytes, which name no system: XlsxWriter lets each member say
    on which one Python was running.
    """
    book.close()
    with ZipFile(buffer, "a") as package:
        for entry in package.infolist():
            entry.create_system = DOS
        package.comment = b""  # has the list of members written anew
    return buffer.getvalue()
