"""The register's drop-down lists: drawn from its own tables, growing as they are filled."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.clerk import Clerk
from support.projects import small

from compiler.commands.starting import start_project
from compiler.excel.reading.workbook import read_workbook

pytestmark = pytest.mark.usefixtures("read_once")

SOFFICE = shutil.which("soffice")
REGISTER = "input_workbooks/总台账.xlsx"


def validation(sheet: Any, heading: str, row: int) -> Any:
    """Return the rule for a cell below a heading."""
    column = next(cell.column for cell in sheet[3] if str(cell.value).rstrip("* ") == heading)
    place = sheet.cell(row, column).coordinate
    return next(rule for rule in sheet.data_validations.dataValidation if place in rule.sqref)


@pytest.mark.parametrize(
    ("sheet", "heading", "source"),
    [
        ("措施清单", "牵头单位", "OFFSET('单位名录'!$A$4,"),
        ("措施清单", "牵头领导", "OFFSET('_选项'!$"),
        ("延期", "措施编号", "OFFSET('措施清单'!$A$4,"),
        ("销号", "措施编号", "OFFSET('措施清单'!$A$4,"),
        ("篇章", "位置", "'_选项'!$"),
        ("篇章", "类型", "'_选项'!$"),
        ("问题清单", "整改类别", "'_选项'!$"),
    ],
)
def test_cells_offer_what_the_register_holds(
    tmp_path: Path, sheet: str, heading: str, source: str
) -> None:
    """In the first row and in the last blank one."""
    start_project(tmp_path / "新")
    book = openpyxl.load_workbook(tmp_path / "新" / REGISTER)
    for row in (4, 20):
        rule = validation(book[sheet], heading, row)
        assert rule.type == "list"
        assert rule.formula1.startswith(source)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_leaders_are_offered_once_each(tmp_path: Path) -> None:
    """Those stored at first, and those that LibreOffice works out after more have been typed."""
    project = small()
    root = project.write(tmp_path / "项目")
    typed = [row["牵头领导"] for row in project.tables["措施清单"] if row.get("牵头领导")]
    assert offered(root / REGISTER, "牵头领导") == list(dict.fromkeys(typed))
    clerk = Clerk.at(root / REGISTER, "措施清单")
    column = clerk.find("牵头领导").column
    for row, leader in enumerate(("甲区长", "乙书记", None, "甲区长", "丙主任"), 4):
        clerk.sheet.cell(row, column).value = leader
    clerk.save(tmp_path / "改.xlsx")
    command = [str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out")]
    subprocess.run(
        [*command, str(tmp_path / "改.xlsx")], check=True, capture_output=True, timeout=300
    )
    assert offered(tmp_path / "out/改.xlsx", "牵头领导")[:3] == ["甲区长", "乙书记", "丙主任"]
    record, found = read_workbook(tmp_path / "out/改.xlsx", "总台账.xlsx")
    assert record is not None
    assert {d.code for d in found} == set()


def offered(path: Path, label: str) -> list[str]:
    """Return what stands in a column of the hidden lists."""
    sheet = openpyxl.load_workbook(path, data_only=True)["_选项"]
    column = next(cell.column for cell in sheet[1] if cell.value == label)
    values = [sheet.cell(row, column).value for row in range(2, sheet.max_row + 1)]
    return [value for value in values if value]
