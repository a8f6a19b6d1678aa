"""Workbooks as LibreOffice saves them: another writer's file, the same record."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from support.clerk import Clerk, insert

from compiler.analysis.values import to_day
from compiler.excel.reading.records import Entry, Record
from compiler.excel.reading.workbook import read_workbook
from compiler.outputs.filling import contents_of
from compiler.schema.definitions import Field, ValueKind
from compiler.schema.form import FORM
from compiler.schema.structure import CHECK_HEADER

ROOT = Path(__file__).parents[1]
SOFFICE = shutil.which("soffice")
FILES = ("总台账.xlsx", "区水务局/措施10-02.xlsx", "区民政局/措施07-04.xlsx")

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every workbook of FILES as LibreOffice saved it."""
    folder = tmp_path_factory.mktemp("saved")
    for number, file in enumerate(FILES):
        source = folder / f"in{number}.xlsx"
        shutil.copy(ROOT / "input_workbooks" / file, source)
    profile = tmp_path_factory.mktemp("profile").as_uri()
    command = [
        str(SOFFICE),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    inputs = [str(path) for path in sorted(folder.glob("in*.xlsx"))]
    subprocess.run(
        [*command, "--outdir", str(folder / "out"), *inputs],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder / "out"


@pytest.mark.parametrize("number", range(len(FILES)))
def test_a_saved_workbook_reads_the_same(saved: Path, number: int) -> None:
    """Every field and row survives, and nothing new is complained of."""
    before, found_before = read_workbook(ROOT / "input_workbooks" / FILES[number], "表.xlsx")
    after, found_after = read_workbook(saved / f"in{number}.xlsx", "表.xlsx")
    assert before is not None
    assert after is not None
    assert contents_of(after) == contents_of(before)
    assert found_after == found_before == []


def meaning(record: Record) -> dict[str, object]:
    """Return what a form says: dates as dates, whatever is left of their format, and everything
    else as typed.
    """

    def said(entry: Entry, field: Field) -> object:
        return to_day(entry, field, []).text if field.kind is ValueKind.DATE else entry.text

    sheet = FORM.sheets[0]
    values: dict[str, object] = {
        field.key: said(record.fields[field.key], field)
        for field in sheet.fields()
        if field.key in record.fields
    }
    for table in sheet.tables():
        values[table.key] = [
            [said(row.entries[field.key], field) for field in table.columns]
            for row in record.tables[table.key]
        ]
    return values


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("shown", ["✔", "✘ 旧的结论", 7, None])
def test_a_battered_form_reads_the_same(saved: Path, number: int, shown: object) -> None:
    """Saved by LibreOffice, rows inserted above and inside tables, formats and validations gone,
    verdicts pasted over, of which a hint tells.
    """
    before, _ = read_workbook(ROOT / "input_workbooks" / FILES[number], "表.xlsx")
    clerk = Clerk.at(saved / f"in{number}.xlsx")
    sheet = clerk.sheet
    column = clerk.find(CHECK_HEADER).column
    headers = [
        cell.row
        for cell in sheet["A"]
        if str(cell.value or "").startswith(("栏目", "指标名称", "材料名称"))
    ]
    for row in range(min(headers) + 1, sheet.max_row + 1):
        cell = sheet.cell(row, column)
        if row not in headers and str(cell.value or "").startswith("="):
            cell.value = shown
    for line in sheet.iter_rows():
        for cell in line:
            if getattr(cell, "is_date", False):
                cell.number_format = "General"
    sheet.data_validations.dataValidation = []
    sheet.conditional_formatting = type(sheet.conditional_formatting)()
    tables = [
        clerk.table_cell(title, label).row + 1
        for title, label in (("数据指标", "数值"), ("佐证材料", "文件名"))
    ]
    insert(sheet, rows=[1, clerk.find("主题句").row, *tables])
    path = clerk.save(saved / f"battered{number}.xlsx")
    after, found = read_workbook(path, "表.xlsx")
    assert before is not None
    assert after is not None
    assert [one.code for one in found] == (["S095"] if shown else [])
    assert meaning(after) == meaning(before)
