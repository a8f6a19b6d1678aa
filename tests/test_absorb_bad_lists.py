"""A list of edits as it comes back from the clerks' desks: sorted, cut, reworded, saved by other programs.
What cannot be understood is told at its cell, and then nothing at all is written.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.absorbed import tree
from support.clerk import Clerk
from support.damage import archive, ole
from support.edit_lists import (
    apply,
    cell_at,
    change_list,
    choose,
    codes,
    copy_of,
    edit_list,
    edits_of,
    fill,
    header,
    labels,
    list_copies,
    project_files,
    reworded,
)
from support.editing import added, with_body
from support.office_records import RECORD
from support.projects import PROGRESS, listed, notice
from support.rendering import convert

from compiler.outputs.edits.edit_list import EDIT_LIST, TITLE
from compiler.schema.structure import STRUCTURE_SHEET

pytestmark = pytest.mark.usefixtures("read_once")

FIRST, SECOND, THIRD = (
    ("2所", "3所"),
    ("教育经费3200万元", "教育经费3300万元"),
    ("记录全部补齐", "记录已全部补齐"),
)
FORM = "input_workbooks/区教育局/措施01-01.xlsx"
EDITED = ("新建幼儿园3所", "拨付教育经费3300万元", "记录已全部补齐")
Change = Callable[[Any], None]


@pytest.fixture(scope="module")
def listed_once(compiled_once: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A list of three edits, all preset to be adopted."""
    root = tmp_path_factory.mktemp("listed") / "项目"
    shutil.copytree(compiled_once, root)
    return edit_list(root, FIRST, SECOND, THIRD).read_bytes()


@pytest.fixture
def path(compiled: Path, listed_once: bytes) -> Path:
    """That list, in a copy of the project."""
    path = compiled / "output" / EDIT_LIST
    path.write_bytes(listed_once)
    return path


def refused(root: Path, path: Path, *expected: tuple[str, str]) -> str:
    """Hold that a list is refused for what is found, and that nothing was written; return what is
    said.
    """
    before = project_files(root)
    adopted = apply(root, path)
    assert listed(adopted.diagnostics) == sorted(expected)
    assert adopted.failed
    assert (adopted.adopted, adopted.written) == ((), ())
    assert project_files(root) == before
    return "".join(one.message for one in adopted.diagnostics)


def adopted_all(root: Path, path: Path) -> None:
    """Hold that all three edits are adopted and printed."""
    adopted = apply(root, path)
    assert codes(adopted.diagnostics) == []
    assert (adopted.adopted, adopted.left) == ((1, 2, 3), ())
    text = notice(root, draft=True)
    assert [words for words in EDITED if words not in text] == []


def applied_again(root: Path, path: Path) -> None:
    """Hold that a list, carried out once more, changes nothing more."""
    before = project_files(root)
    assert codes(apply(root, path).diagnostics) == []
    assert project_files(root) == before


# What does no harm


def backwards(sheet: Any) -> None:
    """Sort the rows by their number, the last first."""
    first = header(sheet) + 1
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]
    for offset, row in enumerate(reversed(rows)):
        for column, value in enumerate(row, 1):
            sheet.cell(first + offset, column).value = value


def filtered(sheet: Any) -> None:
    """Show only one row, as a filter does."""
    sheet.auto_filter.ref = sheet.dimensions
    for row in range(header(sheet) + 2, sheet.max_row + 1):
        sheet.row_dimensions[row].hidden = True


def columns_moved(sheet: Any) -> None:
    """Put the columns the other way round."""
    for row in sheet.iter_rows():
        values = [cell.value for cell in row]
        for cell, value in zip(row, reversed(values), strict=True):
            cell.value = value


def columns_more(sheet: Any) -> None:
    """Put a column in before the others, and write beside and below."""
    sheet.insert_cols(1)
    sheet.cell(header(sheet), 1).value = "承办人"
    sheet.cell(header(sheet) + 1, 1).value = "岑一鸣"
    sheet.cell(header(sheet) + 1, 20).value = "已请示"


def titled(sheet: Any) -> None:
    """Put a title above the header."""
    sheet.insert_rows(1, 2)
    sheet["A1"] = "书记改稿处理意见"


def old_edited(sheet: Any) -> None:
    """Write into what the list says for information only."""
    for label in ("原文", "在通报哪里", "改了什么", "能否写回", "说明", "来自哪一格"):
        cell_at(sheet, 1, label).value = "另写的"


def useless_columns_gone(sheet: Any) -> None:
    """Delete the columns that only inform."""
    for label in ("稿件", "说明", "原文", "什么时候"):
        sheet.delete_cols(labels(sheet)[label])


def spaced(sheet: Any) -> None:
    """Write blanks around a choice, and a number as text."""
    cell_at(sheet, 1, "处理").value = " 采纳 "
    cell_at(sheet, 2, "序号").value = "2"


@pytest.mark.parametrize(
    "change",
    [
        backwards,
        filtered,
        columns_moved,
        columns_more,
        titled,
        old_edited,
        useless_columns_gone,
        spaced,
    ],
)
def test_what_does_no_harm(compiled: Path, path: Path, change: Change) -> None:
    change_list(path, change)
    adopted_all(compiled, path)


def test_saved_by_another_program(compiled: Path, path: Path) -> None:
    """openpyxl, which drops the colours of single characters."""
    book = openpyxl.load_workbook(path)
    book.save(path)
    adopted_all(compiled, path)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_saved_by_libreoffice(compiled: Path, path: Path, tmp_path: Path) -> None:
    """The list is read the same, its hidden sheet too."""
    (saved,) = convert([path], "xlsx:Calc MS Excel 2007 XML", tmp_path)
    adopted_all(compiled, saved)


def test_renamed_and_moved(compiled: Path, path: Path, tmp_path: Path) -> None:
    """A list is known by what it holds."""
    adopted_all(compiled, path.rename(tmp_path / "处理意见（终）.xlsx"))


# What is decided


def test_rows_deleted_are_not_decided(compiled: Path, path: Path) -> None:
    change_list(path, lambda sheet: sheet.delete_rows(header(sheet) + 2))
    adopted = apply(compiled, path)
    assert (adopted.adopted, adopted.left) == ((1, 3), (2,))


def test_choices_emptied_are_not_decided(compiled: Path, path: Path) -> None:
    choose(path, "", "", "")
    before = tree(compiled / "input_workbooks")
    adopted = apply(compiled, path)
    assert (adopted.failed, adopted.adopted, adopted.left) == (False, (), (1, 2, 3))
    assert tree(compiled / "input_workbooks") == before


def test_what_the_clerk_writes_is_adopted(compiled: Path, path: Path) -> None:
    """Whole sentences, a word, an end: each as it stands in 改为."""
    fill(path, 1, "改为", PROGRESS.replace("2所", "4所").replace("出台", "印发"))
    fill(path, 2, "改为", "全年已拨付教育经费3400万元，同比增长。")
    fill(path, 3, "改为", "组织生活记录全部补齐。")
    adopted = apply(compiled, path)
    assert codes(adopted.diagnostics) == []
    text = notice(compiled, draft=True)
    assert "印发《学前教育学位供给办法》，新建幼儿园4所，" in text
    assert "优先安排经费。全年已拨付教育经费3400万元，同比增长。" in text
    assert "规范组织生活。组织生活记录全部补齐。" in text
    applied_again(compiled, path)


def test_what_the_clerk_writes_beside_another_edit(compiled: Path) -> None:
    """Of one cell two rows are adopted, one of them as the clerk has it."""
    path = edit_list(compiled, ("2所", "3所"), ("出台", "印发"), ("500个", "500多个"))
    fill(path, 1, "改为", PROGRESS.replace("出台", "制定并印发"))
    assert codes(apply(compiled, path).diagnostics) == []
    assert "制定并印发《学前教育学位供给办法》，新建幼儿园3所" in notice(compiled, draft=True)
    applied_again(compiled, path)


def test_what_was_adopted_is_recorded(compiled: Path) -> None:
    """As it was adopted, not as it was listed: on the form, and in 经办记录."""
    path = edit_list(compiled, FIRST, ("500", "510"))
    fill(path, 1, "改为", PROGRESS.replace("2所", "4所"))
    assert codes(apply(compiled, path).diagnostics) == []
    record = Clerk.at(compiled / RECORD, "采纳改稿")
    rows = [
        [
            record.table_cell("采纳改稿", label, row).value
            for label in ("序号", "栏目", "原文", "改为")
        ]
        for row in range(3)
    ]
    assert rows == [
        [1, "进展情况", PROGRESS, PROGRESS.replace("2所", "4所")],
        [2, "进展情况", PROGRESS, PROGRESS.replace("500", "510")],
        [2, "数据指标 数值", "500", "510"],
    ]
    comment = Clerk.at(compiled / FORM).value_cell("进展情况").comment.text
    assert "幼儿园4所" in comment
    assert "幼儿园3所" not in comment


def test_an_emptied_cell_is_no_decision(compiled: Path, path: Path) -> None:
    """Whoever clears 改为 does not want the sentence gone, or would say so where it stands."""
    fill(path, 1, "改为", None)
    assert "空着" in refused(compiled, path, ("R044", "D2"))


def test_texts_longer_than_a_cell(compiled: Path) -> None:
    """Are listed, cut where they are shown and whole where they are kept."""
    refused(compiled, edit_list(compiled, ("2所", "长" * 33000)), ("R004", "填报表"))
    content = with_body(copy_of(compiled), added(8, "👍" * 20000))
    content = with_body(content, added(8, "长" * 40000))
    edits = edits_of(list_copies(compiled, reworded(content, FIRST)))
    assert sorted(len(edit.new) for edit in edits)[1:] == [20000, 40000]
    assert apply(compiled).adopted == (1,)


def test_two_rows_reworded_into_the_same_words(compiled: Path) -> None:
    """Two edits of one cell, and the clerk writes in the second what the first changes: told at the
    second row.
    """
    path = edit_list(compiled, ("2所", "3所"), ("出台", "印发"))
    fill(path, 2, "改为", PROGRESS.replace("出台", "制定"))
    assert "不能都采纳" in refused(compiled, path, ("R044", "L3"))


def test_a_choice_that_is_none(compiled: Path, path: Path) -> None:
    choose(path, "采钠", "同意", "采纳")
    told = refused(compiled, path, ("R044", "L2"), ("R044", "L3"))
    assert "是不是“采纳”。改好" in told
    assert "不采纳、退回单位。改好" in told


def duplicated(sheet: Any) -> None:
    """Copy the first row below the last."""
    values = [cell.value for cell in sheet[header(sheet) + 1]]
    sheet.append(values)


def renumbered(sheet: Any) -> None:
    cell_at(sheet, 2, "序号").value = 7


def number_gone(sheet: Any) -> None:
    cell_at(sheet, 2, "序号").value = None


def row_of_ones_own(sheet: Any) -> None:
    sheet.append([None, None, None, "另请补一句。"])


@pytest.mark.parametrize(
    ("change", "place", "told"),
    [
        (duplicated, "A5", "第 1 条有两行（另一行在 A2）"),
        (renumbered, "A3", "没有序号“7”"),
        (number_gone, "A3", "没有序号“”"),
        (row_of_ones_own, "A5", "没有序号“”"),
    ],
)
def test_rows_that_cannot_be_told(
    compiled: Path, path: Path, change: Change, place: str, told: str
) -> None:
    change_list(path, change)
    assert told in refused(compiled, path, ("R044", place))


def test_a_row_that_cannot_be_written(compiled: Path) -> None:
    """Words of the outline, adopted all the same."""
    path = edit_list(compiled, ("整改情况：", "情况："), FIRST)
    choose(path, "采纳", "采纳")
    assert "写不回去（程序生成）" in refused(compiled, path, ("R044", "L2"))


def test_a_row_without_a_form(compiled: Path) -> None:
    """The register has no unit that it could go back to."""
    path = edit_list(compiled, ("欢迎广大", "热忱欢迎广大"))
    choose(path, "退回单位")
    assert "退不了单位" in refused(compiled, path, ("R044", "L2"))


def test_a_conflict_that_nobody_settled(compiled: Path) -> None:
    first, second = (reworded(copy_of(compiled), ("2所", own)) for own in ("3所", "4所"))
    (row,) = edits_of(list_copies(compiled, first, second))
    assert row.preset is None
    path = compiled / "output/改稿清单.xlsx"
    choose(path, "采纳")
    assert "先定怎么写" in refused(compiled, path, ("R044", "D2"))
    fill(path, 1, "改为", PROGRESS.replace("2所", "5所"))
    assert apply(compiled, path).adopted == (1,)
    assert "新建幼儿园5所" in notice(compiled, draft=True)
    applied_again(compiled, path)


# What is no list


def header_renamed(sheet: Any) -> None:
    cell_at(sheet, 1, "处理").offset(-1, 0).value = "意见"


def header_gone(sheet: Any) -> None:
    sheet.delete_rows(header(sheet))


def new_deleted(sheet: Any) -> None:
    sheet.delete_cols(labels(sheet)["改为"])


def sheet_renamed(sheet: Any) -> None:
    sheet.title = "处理意见"


def all_deleted(sheet: Any) -> None:
    sheet.delete_rows(1, sheet.max_row)


def hidden_deleted(sheet: Any) -> None:
    del sheet.parent[STRUCTURE_SHEET]


def hidden_changed(sheet: Any) -> None:
    hidden = sheet.parent[STRUCTURE_SHEET]
    hidden["A2"] = str(hidden["A2"].value)[:-40]


def hidden_of_later(sheet: Any) -> None:
    hidden = sheet.parent[STRUCTURE_SHEET]
    hidden["A2"] = str(hidden["A2"].value).replace('"format":1', '"format":2', 1)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (header_renamed, "表头里没有“处理”"),
        (header_gone, "表头里没有“序号”“改为”“处理”"),
        (new_deleted, "表头里没有“改为”"),
        (sheet_renamed, f"没有“{TITLE}”这张表"),
        (all_deleted, "表头里没有"),
        (hidden_deleted, "不是 zhenggai absorb 写出的"),
        (hidden_changed, "被改动过"),
        (hidden_of_later, "更新的版本"),
    ],
)
def test_what_is_no_list_any_more(compiled: Path, path: Path, change: Change, told: str) -> None:
    change_list(path, change)
    assert told in refused(compiled, path, ("R043", path.name))


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        ("清单.xls", lambda _: ole("Workbook"), "S013"),
        ("清单.xlsx", lambda _: ole("Workbook"), "S013"),
        ("清单.csv", lambda _: "序号,处理\n1,采纳\n".encode(), "R043"),
        ("改稿.docx", lambda root: (root / "output/通报.docx").read_bytes(), "R043"),
        ("清单.xlsx", lambda _: ole("EncryptedPackage"), "R043"),
        ("清单.xlsx", lambda _: archive(a="a"), "S015"),
        ("清单.xlsx", lambda _: b"", "S010"),
        ("清单.xlsx", lambda root: (root / "output/通报.docx").read_bytes(), "S015"),
        ("清单.xlsx", lambda root: (root / "output" / EDIT_LIST).read_bytes()[:3000], "R043"),
        ("清单.xlsx", lambda root: (root / "input_workbooks/总台账.xlsx").read_bytes(), "R043"),
        ("清单.xlsx", lambda root: (root / "output/核对报告.xlsx").read_bytes(), "R043"),
    ],
)
def test_what_is_no_list(
    compiled: Path, path: Path, name: str, make: Callable[[Path], bytes], code: str
) -> None:
    """Nobody is told to ask a unit for it."""
    other = compiled.with_name(name)
    other.write_bytes(make(compiled))
    assert "单位" not in refused(compiled, other, (code, name))


def test_no_file(compiled: Path) -> None:
    refused(compiled, compiled.with_name("没有.xlsx"), ("S017", "没有.xlsx"))
