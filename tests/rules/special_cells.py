"""Cases of rules about what a workbook shows besides the values of its cells."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from support.clerk import Clerk
from support.damage import SHEET_PART, draw_text_box, rewrite

from compiler.commands.checking import analyse
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.workbook import read_workbook
from compiler.excel.sheets import opened, second_reading
from compiler.excel.sheets.second_reading import open_twice

FORM = "input_workbooks/区教育局/措施01-01.xlsx"
REGISTER = "input_workbooks/总台账.xlsx"
Case = Callable[[Path, pytest.MonkeyPatch], Iterable[Diagnostic]]


def as_it_is(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """Check the base project."""
    return analyse(root).diagnostics


def edited(change: Callable[[Clerk], object], file: str = FORM, sheet: str = "填报表") -> Case:
    """Return a case in which a clerk has changed a sheet."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        clerk = Clerk.at(root / file, sheet)
        change(clerk)
        clerk.save()
        return analyse(root).diagnostics

    return case


def too_many_cells(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """Check with a limit of cells that a form breaks and the register does not."""
    patch.setattr(opened, "CELLS", 100)
    return analyse(root).diagnostics


def broken_sheet(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """Check with a sheet whose second half is missing."""
    rewrite(root / FORM, {SHEET_PART: lambda xml: xml[: len(xml) // 2]})
    return analyse(root).diagnostics


def text_box(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """Check with a text box over a form."""
    draw_text_box(root / FORM, "请以此框为准")
    return analyse(root).diagnostics


def progress(*runs: str | TextBlock) -> Case:
    """Return a case in which the progress consists of ``runs``."""

    def change(clerk: Clerk) -> None:
        clerk.value_cell("进展情况").value = CellRichText(*runs)

    return edited(change)


def figure(value: float, number_format: str, unit: str | None = None) -> Case:
    """Return a case in which the first figure is ``value``, shown in a format."""

    def change(clerk: Clerk) -> None:
        row = clerk.find("指标名称").row
        cell: Any = clerk.sheet.cell(row + 1, clerk.find("数值", row - 1).column)
        cell.value, cell.number_format = value, number_format
        if unit is not None:
            clerk.sheet.cell(row + 1, clerk.find("计量单位", row - 1).column).value = unit

    return edited(change)


def merged(clerk: Clerk) -> None:
    """Merge the aspects of the first two problems."""
    header = clerk.find("方面")
    first = clerk.sheet.cell(header.row + 1, header.column)
    clerk.sheet.merge_cells(
        start_row=first.row,
        end_row=first.row + 1,
        start_column=first.column,
        end_column=first.column,
    )


def added_column(clerk: Clerk) -> None:
    """Add a column of the office's own behind the last one."""
    header = clerk.find("整改时限")
    last = clerk.sheet.max_column + 1
    clerk.sheet.cell(header.row, last).value = "备注"
    clerk.sheet.cell(header.row + 1, last).value = "已约谈"


def merged_across(clerk: Clerk) -> None:
    """Merge a measure's leader and lead unit."""
    _merge_beside(clerk, below=1)


def merged_headings(clerk: Clerk) -> None:
    """Merge the headings of leader and lead unit."""
    _merge_beside(clerk, below=0)


def _merge_beside(clerk: Clerk, below: int) -> None:
    header = clerk.find("牵头领导")
    row = header.row + below
    places = {"start_row": row, "end_row": row, "start_column": header.column}
    clerk.sheet.cell(row, header.column + 1).value = None
    clerk.sheet.merge_cells(**places, end_column=header.column + 1)


STRUCK = TextBlock(InlineFont(strike=True), "此句先不报。")
RAISED = TextBlock(InlineFont(vertAlign="superscript"), "注")


def header(clerk: Clerk) -> None:
    """Type something into a sheet's header."""
    clerk.sheet.oddHeader.center.text = "以局办公室口径为准"


def empty_result(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """Check with a formula whose result is empty in an optional field."""
    clerk = Clerk.at(root / FORM)
    place = clerk.value_cell("主题句").coordinate

    def formula(xml: bytes) -> bytes:
        cell = f'<c r="{place}" t="str"><f>IF(1=1,"","无")</f><v></v></c>'.encode()
        return re.sub(rb'<c r="%s"[^>]*?(?:/>|>.*?</c>)' % place.encode(), cell, xml)

    rewrite(root / FORM, {SHEET_PART: formula})
    return analyse(root).diagnostics


def linked_folder(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """Check with a link to a folder elsewhere."""
    (root / "别处").mkdir()
    (root / "input_workbooks/区科技局").symlink_to(root / "别处", target_is_directory=True)
    return analyse(root).diagnostics


def pipe(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """Check with a pipe under the name of a form."""
    os.mkfifo(root / "input_workbooks/措施09-09.xlsx")
    return analyse(root).diagnostics


def read_twice(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """Check the base project with a second reading."""
    return analyse(root, read=partial(read_workbook, opener=open_twice)).diagnostics


def read_differently(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """Check with a second reader that mistakes a figure."""
    patch.setattr(second_reading, "_exact", lambda value: value * 2 if value == 540 else value)
    return read_twice(root, patch)


def read_in_its_stead(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """Check with a sheet that only the second reader gets through."""
    rewrite(root / FORM, {"xl/sharedStrings.xml": _with_a_document_type})
    return read_twice(root, patch)


def _with_a_document_type(xml: bytes) -> bytes:
    return xml.replace(b"<sst", b"<!DOCTYPE sst><sst", 1)


def ticked(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """Check with a tick that somebody typed into the column of the self-check."""

    def tick(clerk: Clerk) -> None:
        column = clerk.find("自检").column
        clerk.sheet.cell(clerk.find("进展情况").row, column).value = "✔"

    return edited(tick)(root, patch)


def answered(beside: bool) -> Case:
    """Return a case in which a form comes back with its list of faults, answered beside or not."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        clerk = Clerk.at(root / FORM)
        sheet = clerk.book.create_sheet("退回问题", 0)
        for row in (
            ["退回问题"],
            ["说明"],
            ["序号"],
            ["1", "错误", "进展情况", "太短", "", "", ""],
        ):
            sheet.append(row)
        if beside:
            sheet["H4"] = "已与财政局核对"
        clerk.save()
        return analyse(root).diagnostics

    return case


def picture(clerk: Clerk) -> None:
    """Paste a chart over a form: openpyxl writes pictures with Pillow only."""
    clerk.sheet.add_chart(BarChart(), "B4")


def broken_styles(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """Check with styles whose second half is missing."""
    rewrite(root / FORM, {"xl/styles.xml": lambda xml: xml[: len(xml) // 2]})
    return analyse(root).diagnostics


def hide(clerk: Clerk) -> None:
    """Hide the row of the progress."""
    clerk.sheet.row_dimensions[clerk.find("进展情况").row].hidden = True
