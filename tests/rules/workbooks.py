"""Edits at a workbook as a person makes them: a cell, a label, a row, a sheet, a comment."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import attrs
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from support.clerk import FORM_SHEET, bare
from support.workbooks import load

INFORMATION_SHEET = "报告信息"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BRACKETED = re.compile("(日期|数字|公式|错误|长文)[(（](.*)[)）](?:缓存(.+))?")
ESCAPE = re.compile(r"\\(n|t|u[0-9A-Fa-f]{4})")


@attrs.frozen
class Formula:
    """A formula and the result stored with it, ``None`` if nobody calculated it."""

    text: str
    cached: str | None


def unescape(text: str) -> str:
    """Return ``text`` with its escapes for a line break, a tab and any character put in."""
    return ESCAPE.sub(
        lambda m: {"n": "\n", "t": "\t"}.get(m.group(1)) or chr(int(m.group(1)[1:], 16)), text
    )


def read_value(text: str) -> object:
    """Return what an edit line writes into a cell."""
    if text == "空":
        return None
    match = BRACKETED.fullmatch(text)
    if match is None:
        return unescape(text)
    word, inner, cached = match.groups()
    readers: dict[str, Callable[[str], object]] = {
        "日期": date.fromisoformat,
        "数字": lambda digits: float(digits) if "." in digits else int(digits),
        "公式": lambda formula: Formula(formula, cached),
        "错误": lambda name: Formula("", name),
        "长文": lambda length: "整" * (int(length) - 1) + "。",
    }
    return readers[word](inner)


@attrs.define
class Book:
    """One workbook being edited. Results of formulas, which openpyxl does not write, are added to
    the saved package.
    """

    path: Path
    book: Any = attrs.field(init=False)
    results: dict[tuple[str, str], str] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.book = load(self.path)

    def main_sheet(self) -> str:
        """Return the sheet whose labels a line without a sheet means."""
        return FORM_SHEET if FORM_SHEET in self.book.sheetnames else INFORMATION_SHEET

    def label(self, label: str) -> Any:
        """Return the cell of a vertical field's label."""
        sheet = self.book[self.main_sheet()]
        return next(cell for (cell,) in sheet.iter_rows(max_col=1) if bare(cell.value) == label)

    def field(self, label: str) -> Any:
        """Return the cell of a vertical field's value."""
        return self.label(label).offset(column=1)

    def header(self, table: str, label: str) -> Any:
        """Return a column's header cell: the first so labelled below the table's title."""
        sheet = self.book[table if table in self.book.sheetnames else FORM_SHEET]
        titles = (
            cell.row
            for (cell,) in sheet.iter_rows(max_col=1)
            if bare(cell.value).rpartition("、")[2] == table
        )
        rows = sheet.iter_rows(min_row=next(titles) + 1)
        return next(cell for row in rows for cell in row if bare(cell.value) == label)

    def row(self, table: str, number: int, label: str) -> Any:
        """Return a cell of a table's ``number``-th row."""
        return self.header(table, label).offset(row=number)

    def at(self, sheet: str, name: str) -> Any:
        """Return a cell by its A1 name."""
        return self.book[sheet][name]

    def address(self, cell: Any) -> tuple[str, str]:
        """Return a cell's sheet and A1 name."""
        return cell.parent.title, f"{get_column_letter(cell.column)}{cell.row}"

    def put(self, cell: Any, value: object) -> None:
        """Write a value: text as text, whatever it begins with."""
        if isinstance(value, Formula):
            cell.value = value.text or value.cached
            if value.text and value.cached is not None:
                self.results[cell.parent.title, cell.coordinate] = value.cached
            return
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        elif isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"

    def drop_row(self, label: str) -> None:
        """Delete the row of a vertical field."""
        cell = self.label(label)
        _unmerge(cell.parent)
        cell.parent.delete_rows(cell.row)

    def repeat_row(self, label: str) -> Any:
        """Copy the row of a vertical field below itself and return the copy's label."""
        cell = self.label(label)
        texts = [other.value for other in cell.parent[cell.row]]
        _unmerge(cell.parent)
        cell.parent.insert_rows(cell.row + 1)
        for column, text in enumerate(texts, 1):
            if text is not None:
                cell.parent.cell(cell.row + 1, column).value = text
        return cell.offset(row=1)

    def comment(self, sheet: str, name: str, text: str) -> None:
        """Put a comment on a cell."""
        self.book[sheet][name].comment = Comment(text, "填报人")

    def add_sheet(self, name: str, *, hidden: bool) -> None:
        """Add an empty sheet."""
        self.book.create_sheet(name).sheet_state = "hidden" if hidden else "visible"

    def rename_sheet(self, name: str, new: str) -> None:
        """Give a sheet another name."""
        self.book[name].title = new

    def save(self) -> None:
        """Write the workbook back."""
        self.book.save(self.path)
        if self.results:
            self.path.write_bytes(self._with_results())

    def _with_results(self) -> bytes:
        buffer = BytesIO()
        parts = {
            f"xl/worksheets/sheet{number}.xml": name
            for number, name in enumerate(self.book.sheetnames, 1)
        }
        with (
            zipfile.ZipFile(self.path) as old,
            zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for part in old.namelist():
                wanted = {
                    cell: result
                    for (sheet, cell), result in self.results.items()
                    if sheet == parts.get(part)
                }
                new.writestr(
                    part, _calculated(old.read(part), wanted) if wanted else old.read(part)
                )
        return buffer.getvalue()


def _unmerge(sheet: Any) -> None:
    """Take merged areas apart: openpyxl moves rows without them."""
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))


def _calculated(xml: bytes, results: dict[str, str]) -> bytes:
    root = etree.fromstring(xml)
    for cell in root.iter(f"{MAIN}c"):
        result = results.get(cell.get("r", ""))
        if result is None:
            continue
        cell.attrib.pop("t", None)
        if result.startswith("#"):
            cell.set("t", "e")
        elif not re.fullmatch(r"-?\d+(\.\d+)?", result):
            cell.set("t", "str")
        value = cell.find(f"{MAIN}v")
        (value if value is not None else etree.SubElement(cell, f"{MAIN}v")).text = result
    return bytes(etree.tostring(root))
