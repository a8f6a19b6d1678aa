"""A project that has gone on since a copy was made or a list was written: what still fits is written,
what does not is told at its row, and then nothing is.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.absorbed import tree
from support.clerk import Clerk, insert
from support.edit_lists import (
    apply,
    choose,
    codes,
    copy_of,
    edit_list,
    edits_of,
    fill,
    list_copies,
    project_files,
    reworded,
    undo,
)
from support.office_records import RECORD, cut, scribbled
from support.projects import PROGRESS, listed, notice
from test_windows_conditions import in_use

from compiler.absorbing.landing import Verdict
from compiler.absorbing.listed import Choice
from compiler.commands.compiling import compile_project
from compiler.outputs.edits.edit_list import EDIT_LIST
from compiler.schema.structure import STRUCTURE_SHEET

pytestmark = pytest.mark.usefixtures("read_once")

FOLDER = "input_workbooks/区教育局"
FORM = f"{FOLDER}/措施01-01.xlsx"
OTHER = f"{FOLDER}/措施03-01.xlsx"
REGISTER = "input_workbooks/总台账.xlsx"
EDIT = ("2所", "3所")


def put(root: Path, label: str, value: object, form: str = FORM) -> None:
    """Write a field of a form."""
    clerk = Clerk.at(root / form)
    clerk.put(label, value)
    clerk.save()


def refused(root: Path, *expected: tuple[str, str]) -> str:
    """Hold that the list is refused for what is found, and that nothing was written; return what is
    said.
    """
    before = project_files(root)
    adopted = apply(root)
    assert listed(adopted.diagnostics) == sorted(expected)
    assert adopted.failed
    assert project_files(root) == before
    return "".join(one.message for one in adopted.diagnostics)


def adopted(root: Path, *words: str) -> None:
    """Hold that all of the list is adopted, and that the next draft says some words."""
    result = apply(root)
    assert codes(result.diagnostics) == []
    assert result.adopted
    text = notice(root, draft=True)
    assert [one for one in words if one not in text] == []


# Before the list


def test_changed_at_another_place_before_the_list(compiled: Path) -> None:
    """Both are kept."""
    put(compiled, "进展情况", PROGRESS.replace("出台", "印发"))
    (row,) = edits_of(list_copies(compiled, reworded(copy_of(compiled), EDIT)))
    assert (row.verdict, row.preset) == (Verdict.CHANGED_SINCE, Choice.ADOPT)
    adopted(compiled, "印发《学前教育学位供给办法》，新建幼儿园3所")


def test_changed_at_the_same_place_before_the_list(compiled: Path) -> None:
    """Nobody knows which is meant, until somebody writes it."""
    put(compiled, "进展情况", PROGRESS.replace("2所", "5所"))
    (row,) = edits_of(list_copies(compiled, reworded(copy_of(compiled), EDIT)))
    assert (row.verdict, row.preset, row.new) == (Verdict.CHANGED_SINCE, None, "")
    path = compiled / "output" / EDIT_LIST
    choose(path, "采纳")
    refused(compiled, ("R044", "D2"))
    fill(path, 1, "改为", row.old.replace("5所", "6所"))
    adopted(compiled, "新建幼儿园6所")


def test_done_before_the_list(compiled: Path) -> None:
    put(compiled, "进展情况", PROGRESS.replace(*EDIT))
    (row,) = edits_of(list_copies(compiled, reworded(copy_of(compiled), EDIT)))
    assert (row.verdict, row.preset) == (Verdict.DONE, Choice.LEAVE)


@pytest.mark.parametrize("elsewhere", [("出台", "印发"), ("民办", "社会办")])
def test_a_word_said_twice_that_is_not_taken_out_yet(
    compiled: Path, elsewhere: tuple[str, str]
) -> None:
    """The one that stays does not tell that the other is gone."""
    doubled = PROGRESS.replace("新增学位", "新增新增学位")
    put(compiled, "进展情况", doubled)
    assert compile_project(compiled).publishable
    copy = reworded(copy_of(compiled), ("新增新增", "新增"))
    put(compiled, "进展情况", doubled.replace(*elsewhere))
    (row,) = edits_of(list_copies(compiled, copy))
    assert (row.verdict, row.preset) == (Verdict.CHANGED_SINCE, Choice.ADOPT)
    adopted(compiled, "新建幼儿园2所，新增学位540个", elsewhere[1])
    (row,) = edits_of(list_copies(compiled, copy))
    assert (row.verdict, row.preset) == (Verdict.DONE, Choice.LEAVE)


def test_a_formula_in_the_cell(compiled: Path) -> None:
    """Is not written over, and is told in the list."""
    put(compiled, "进展情况", f'="{PROGRESS}"')
    (row,) = edits_of(list_copies(compiled, reworded(copy_of(compiled), EDIT)))
    assert (row.verdict, row.changes) == (Verdict.GENERATED, ())
    assert "公式" in row.note


def test_a_form_that_is_gone_before_the_list(compiled: Path) -> None:
    (compiled / FORM).unlink()
    (row,) = edits_of(list_copies(compiled, reworded(copy_of(compiled), EDIT)))
    assert (row.verdict, row.preset) == (Verdict.LOST, None)
    assert "找不到" in row.note


# Between the list and its application


@pytest.fixture
def path(compiled: Path) -> Path:
    """The list of one edit of a form."""
    return edit_list(compiled, EDIT)


def test_changed_at_another_place(compiled: Path, path: Path) -> None:
    put(compiled, "进展情况", PROGRESS.replace("出台", "印发"))
    adopted(compiled, "印发《学前教育学位供给办法》，新建幼儿园3所")


def test_changed_at_the_same_place(compiled: Path, path: Path) -> None:
    put(compiled, "进展情况", PROGRESS.replace("2所", "5所"))
    assert "新建幼儿园5所" in refused(compiled, ("R045", "L2"))


def test_changed_next_to_it(compiled: Path, path: Path) -> None:
    """That may be meant for the same words."""
    put(compiled, "进展情况", PROGRESS.replace("2所", "2处"))
    refused(compiled, ("R045", "L2"))


def test_done_by_hand(compiled: Path, path: Path) -> None:
    put(compiled, "进展情况", PROGRESS.replace(*EDIT))
    before = tree(compiled / "input_workbooks")
    result = apply(compiled)
    assert (result.failed, result.adopted, result.written) == (False, (1,), ())
    assert tree(compiled / "input_workbooks") == before


def test_emptied(compiled: Path, path: Path) -> None:
    put(compiled, "进展情况", None)
    refused(compiled, ("R045", "L2"))


def test_a_formula_now(compiled: Path, path: Path) -> None:
    """A formula that says the same is not replaced by a text."""
    put(compiled, "进展情况", f'="{PROGRESS}"')
    told = refused(compiled, ("R044", "L2"))
    assert "公式" in told


def test_a_form_that_is_gone(compiled: Path, path: Path) -> None:
    (compiled / FORM).unlink()
    assert "找不到" in refused(compiled, ("R044", "L2"))


def test_a_form_that_cannot_be_read(compiled: Path, path: Path) -> None:
    cut(compiled / FORM)
    refused(compiled, ("R044", "L2"))


def test_a_form_that_was_renamed_and_moved(compiled: Path, path: Path) -> None:
    (compiled / FORM).rename(compiled / "input_workbooks/教育局报来.xlsx")
    adopted(compiled, "新建幼儿园3所")
    assert (compiled / "旧版/input_workbooks/教育局报来.xlsx").is_file()


def test_a_form_that_was_sent_again(compiled: Path, path: Path) -> None:
    """In the next revision, beside the first one: that is the one which counts."""
    again = compiled / FOLDER / "措施01-01（重报）.xlsx"
    shutil.copy(compiled / FORM, again)
    clerk = Clerk.at(again)
    hidden(clerk, "修订次数", 2)
    clerk.put("进展情况", PROGRESS.replace("出台", "印发"))
    clerk.save()
    first = (compiled / FORM).read_bytes()
    adopted(compiled, "印发《学前教育学位供给办法》，新建幼儿园3所")
    assert (compiled / FORM).read_bytes() == first


def hidden(clerk: Clerk, label: str, value: object) -> None:
    """Write into what a workbook says of itself."""
    rows = clerk.book[STRUCTURE_SHEET].iter_rows()
    next(row[1] for row in rows if row[0].value == label).value = value


@pytest.mark.parametrize("number", [5, 32])
def test_a_form_that_is_open_in_excel(
    compiled: Path, path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither it nor any other file is written."""
    (compiled / FOLDER / "~$措施01-01.xlsx").write_bytes(b"\6admin")
    before = project_files(compiled)
    with monkeypatch.context() as patch:
        in_use("措施01-01.xlsx", number, patch)
        result = apply(compiled)
    assert (codes(result.diagnostics), result.failed) == (["R001"], True)
    assert "措施01-01.xlsx" in result.diagnostics[0].message
    assert project_files(compiled) == before
    assert apply(compiled).adopted == (1,)


def test_a_form_with_stray_cells(compiled: Path, path: Path) -> None:
    """A form written anew would lose them."""
    clerk = Clerk.at(compiled / FORM)
    clerk.sheet.cell(clerk.find("进展情况").row, 9).value = "请看附件"
    clerk.save()
    told = refused(compiled, ("R046", "L2"))
    assert "S033" in told


def test_a_form_of_a_later_version(compiled: Path, path: Path) -> None:
    """What that version holds besides would be lost."""
    clerk = Clerk.at(compiled / FORM)
    hidden(clerk, "结构版本", 99)
    clerk.save()
    assert "S021" in refused(compiled, ("R046", "L2"))


def test_a_form_saved_while_it_is_written(
    compiled: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading and writing: the unit's save stays."""
    from compiler.commands import adopting

    publish = adopting.publish

    def saving(*arguments: Any, **options: Any) -> Any:
        put(compiled, "主题句", "另写的主题句")
        return publish(*arguments, **options)

    monkeypatch.setattr(adopting, "publish", saving)
    result = apply(compiled)
    assert (codes(result.diagnostics), result.failed) == (["R001"], True)
    assert not (compiled / RECORD).exists()
    assert Clerk.at(compiled / FORM).value_cell("主题句").value == "另写的主题句"


# The register


@pytest.fixture
def of_register(compiled: Path) -> Path:
    """The list of two edits of the register: a chapter's sentence, a problem."""
    return edit_list(
        compiled, ("欢迎广大", "热忱欢迎广大"), ("养老床位空置较多", "养老床位空置过多")
    )


def sheet_of(root: Path, name: str) -> Clerk:
    return Clerk.at(root / REGISTER, name)


def rows_inserted(root: Path) -> None:
    """An empty row above the rows."""
    clerk = sheet_of(root, "篇章")
    insert(clerk.sheet, rows=[clerk.find("位置").row + 1])
    clerk.save()


def rows_sorted(root: Path) -> None:
    """The problems the other way round."""
    clerk = sheet_of(root, "问题清单")
    first = clerk.find("问题编号").row + 1
    rows = [[cell.value for cell in row] for row in clerk.sheet.iter_rows(first, first + 2)]
    for offset, row in enumerate(reversed(rows)):
        for column, value in enumerate(row, 1):
            clerk.sheet.cell(first + offset, column).value = value
    clerk.save()


def renamed_register(root: Path) -> None:
    (root / REGISTER).rename(root / "input_workbooks/台账（定稿）.xlsx")


@pytest.mark.parametrize("change", [rows_inserted, rows_sorted, renamed_register])
def test_a_register_that_was_rearranged(
    compiled: Path, of_register: Path, change: Callable[[Path], None]
) -> None:
    change(compiled)
    adopted(compiled, "热忱欢迎广大干部群众监督", "养老床位空置过多")


def test_a_register_that_says_something_else(compiled: Path, of_register: Path) -> None:
    clerk = sheet_of(compiled, "问题清单")
    clerk.find("养老床位空置较多").value = "养老机构床位使用率低"
    clerk.save()
    refused(compiled, ("R045", "L2"))


def test_a_formula_in_the_register(compiled: Path, of_register: Path) -> None:
    """No formula is written over: the clerk is told what to write by hand."""
    clerk = sheet_of(compiled, "问题清单")
    clerk.find("养老床位空置较多").value = '="养老床位"&"空置较多"'
    clerk.save()
    assert apply(compiled).failed


# Several lists, and 经办记录


def test_two_lists_one_after_the_other(compiled: Path) -> None:
    """Of two leaders, each listed before either was adopted."""
    first = edit_list(compiled, EDIT, author="陈书记").rename(compiled.with_name("一.xlsx"))
    second = edit_list(compiled, ("出台", "印发"), author="林区长")
    assert apply(compiled, first).adopted == (1,)
    assert apply(compiled, second).adopted == (1,)
    assert "印发《学前教育学位供给办法》，新建幼儿园3所" in notice(compiled, draft=True)
    clerk = Clerk.at(compiled / RECORD, "采纳改稿")
    authors = [clerk.table_cell("采纳改稿", "改稿人", row).value for row in range(2)]
    assert authors == ["陈书记", "林区长"]


def test_two_lists_of_the_same_words(compiled: Path) -> None:
    first = edit_list(compiled, EDIT).rename(compiled.with_name("一.xlsx"))
    edit_list(compiled, ("2所", "4所"))
    assert apply(compiled, first).adopted == (1,)
    refused(compiled, ("R045", "L2"))


@pytest.mark.parametrize("damage", [cut, scribbled])
def test_a_record_that_is_damaged(compiled: Path, damage: Callable[[Path], None]) -> None:
    """What it says of earlier adoptions would be lost."""
    first = edit_list(compiled, EDIT).rename(compiled.with_name("一.xlsx"))
    edit_list(compiled, ("出台", "印发"))
    apply(compiled, first)
    damage(compiled / RECORD)
    before = project_files(compiled)
    result = apply(compiled)
    assert result.failed
    assert "R018" in codes(result.diagnostics)
    assert project_files(compiled) == before


# Sent back


def test_sent_back_though_the_form_was_renamed(compiled: Path, path: Path) -> None:
    """A unit's form is found by what it is, not by its name."""
    choose(path, "退回单位")
    (compiled / FORM).rename(compiled / FOLDER / "教育局报来.xlsx")
    result = apply(compiled)
    assert (codes(result.diagnostics), result.returned) == ([], (1,))
    assert [one.name for one in result.written if one.suffix == ".zip"]


def test_sent_back_though_the_form_is_gone(compiled: Path, path: Path) -> None:
    choose(path, "退回单位")
    (compiled / FORM).unlink()
    refused(compiled, ("R044", "L2"))


def test_sent_back_in_a_later_version(compiled: Path, path: Path) -> None:
    choose(path, "退回单位")
    clerk = Clerk.at(compiled / FORM)
    hidden(clerk, "结构版本", 99)
    clerk.save()
    assert "升级" in refused(compiled, ("R044", "L2"))


def test_sent_back_where_nothing_can_be_written(
    compiled: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then it has not been sent, and the next try sends it."""
    choose(path, "退回单位")
    with monkeypatch.context() as patch:
        in_use("区教育局.zip", 32, patch)
        result = apply(compiled)
    assert "R001" in codes(result.diagnostics)
    assert result.returned == ()
    again = apply(compiled)
    assert (codes(again.diagnostics), again.returned) == ([], (1,))
    assert [one.name for one in again.written if one.suffix == ".zip"]


def test_sent_back_once(compiled: Path, path: Path) -> None:
    """Applied again, nothing more is sent."""
    choose(path, "退回单位")
    assert apply(compiled).written
    assert apply(compiled).written == ()


# Taken back


def undone(root: Path, *expected: str) -> None:
    """Hold what is told of taking the last adoption back, and that nothing changes if it is not."""
    before = project_files(root)
    result = undo(root)
    assert codes(result.diagnostics) == list(expected)
    assert (project_files(root) == before) == bool(expected)


def test_nothing_to_take_back(compiled: Path, tmp_path: Path) -> None:
    undone(compiled, "R047")
    (tmp_path / "空").mkdir()
    undone(tmp_path / "空", "R047")


def test_taken_back_twice(compiled: Path, path: Path) -> None:
    """The bytes are those from before; the second time there is nothing."""
    before = tree(compiled / "input_workbooks")
    apply(compiled)
    undone(compiled)
    assert tree(compiled / "input_workbooks") == before
    undone(compiled, "R047")
    assert tree(compiled / "input_workbooks") == before


def test_taken_back_after_a_later_change(compiled: Path, path: Path) -> None:
    apply(compiled)
    put(compiled, "主题句", "另写的主题句")
    undone(compiled, "R047")


def test_taken_back_while_a_form_is_open(
    compiled: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is, and the next try takes it all back."""
    before = tree(compiled / "input_workbooks")
    apply(compiled)
    with monkeypatch.context() as patch:
        in_use("措施01-01.xlsx", 32, patch)
        undone(compiled, "R001")
    undone(compiled)
    assert tree(compiled / "input_workbooks") == before


def test_taken_back_step_by_step(compiled: Path) -> None:
    """The latest list first."""
    before = tree(compiled / "input_workbooks")
    first = edit_list(compiled, EDIT).rename(compiled.with_name("一.xlsx"))
    edit_list(compiled, ("出台", "印发"))
    apply(compiled, first)
    between = tree(compiled / "input_workbooks")
    apply(compiled)
    undone(compiled)
    assert tree(compiled / "input_workbooks") == between
    undone(compiled)
    assert tree(compiled / "input_workbooks") == before


def test_taken_back_without_what_was_kept(compiled: Path, path: Path) -> None:
    apply(compiled)
    shutil.rmtree(compiled / "旧版")
    undone(compiled, "R047")


def test_taken_back_with_a_damaged_record_of_steps(compiled: Path, path: Path) -> None:
    apply(compiled)
    (compiled / ".zhenggai/adopted.json").write_text("{", "utf-8")
    undone(compiled, "R047")


def test_taken_back_and_adopted_again(compiled: Path) -> None:
    """What went back to units stays sent: it is not sent twice."""
    path = edit_list(compiled, EDIT, ("记录全部补齐", "记录已全部补齐"))
    choose(path, "采纳", "退回单位")
    first = apply(compiled)
    after = tree(compiled / "input_workbooks")
    assert [one.name for one in first.written if one.suffix == ".zip"]
    undone(compiled)
    again = apply(compiled)
    assert tree(compiled / "input_workbooks") == after
    assert [one.name for one in again.written if one.suffix == ".zip"] == []
