"""Texts longer than a cell, which programs other than Excel write: reported, cut only where it is
said, and never the end of a command.
"""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from support.clerk import Clerk
from support.damage import SHEET_PART, replacing, rewrite
from support.office_records import notice_row, write_record
from support.projects import Project

from compiler.cli.main import main
from compiler.excel.lists import Link, Marked, Toned, list_sheet, write_lists
from compiler.schema.definitions import CELL_LIMIT

FORM = "input_workbooks/区教育局/措施01-01.xlsx"
MARK, LONG = "placeholder", "补" * 40_000


def lengthen(root: Path) -> None:
    """Put an answer of 40,000 characters into a form with another fault, as no spreadsheet program
    does.
    """
    clerk = Clerk.at(root / FORM)
    clerk.put("进展情况", MARK)
    clerk.put("完成状态", "办完了")
    clerk.save()
    rewrite(root / FORM, {SHEET_PART: replacing(MARK, LONG)})


@pytest.mark.parametrize(
    "arguments",
    [
        ["return", "--as-of", "2025-01-13"],
        ["upgrade", "--all"],
        ["status", "--as-of", "2025-01-13"],
        ["issue", "--as-of", "2025-01-13", "--previous"],
        ["compile", "--draft"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_an_answer_longer_than_a_cell(
    root: Path, tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command ends with a verdict; those that would write the answer anew name it."""
    lengthen(root)
    command, *options = arguments
    if command == "issue":
        options.append(str(root))
        root = tmp_path / "下一轮"
        shutil.copytree(tmp_path / "项目", root)
        (root / FORM).unlink()
    before = (root / FORM).read_bytes() if (root / FORM).exists() else None
    status = main([command, str(root), *options])
    told = capsys.readouterr().out
    assert status in (0, 1, 2)
    if command in ("return", "upgrade", "issue"):
        assert "40000" in told
        assert status != 0
    if command != "issue":
        assert (root / FORM).read_bytes() == before


def test_a_record_with_a_text_longer_than_a_cell(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Notices that would be recorded in a workbook that cannot be written anew are not sent."""
    project.information["报送期限"] = "2025-01-10"
    del project.forms["区民政局/措施02-01.xlsx"]
    root = project.write(tmp_path / "项目")
    path = write_record(root, (notice_row("督办〔2025〕1号", 办理结果="写得很长"),))
    book = openpyxl.load_workbook(path)
    for row in book["督办记录"].iter_rows():
        for cell in row:
            if cell.value == "写得很长":
                cell.value = MARK
    book.save(path)
    part = f"xl/worksheets/sheet{book.sheetnames.index('督办记录') + 1}.xml"
    rewrite(path, {part: replacing(MARK, LONG)})
    assert main(["status", str(root), "--as-of", "2025-01-13", "--supervise"]) != 0
    assert "40000" in capsys.readouterr().out
    assert not (root / "output/督办通知单").exists()


@pytest.mark.parametrize(
    "content",
    [LONG, "𠀀" * 20_000, Marked((("补", True), (LONG, False))), Toned(LONG, "红"), Link(LONG, "")],
    ids=["text", "rare", "marked", "toned", "link"],
)
def test_a_list_says_where_it_cuts(content: object) -> None:
    book = openpyxl.load_workbook(
        BytesIO(write_lists("表", [list_sheet("甲", [("栏", 10)], [[content]])]))  # type: ignore[list-item]
    )
    value = book["甲"]["A2"].value
    assert value.endswith("后面的从略）")
    assert len(value.encode("utf-16-le")) // 2 in (CELL_LIMIT, CELL_LIMIT - 1)


def test_what_fits_is_not_cut() -> None:
    text = "补" * CELL_LIMIT
    book = openpyxl.load_workbook(
        BytesIO(write_lists("表", [list_sheet("甲", [("栏", 10)], [[text]])]))
    )
    assert book["甲"]["A2"].value == text


def test_a_link_that_excel_would_not_follow_is_words() -> None:
    target = "../" + "长名/" * 900 + "甲.xlsx"
    book = openpyxl.load_workbook(
        BytesIO(write_lists("表", [list_sheet("甲", [("栏", 10)], [[Link("看这里", target)]])]))
    )
    assert book["甲"]["A2"].value == "看这里"
    assert book["甲"]["A2"].hyperlink is None
