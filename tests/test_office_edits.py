"""A form that says on its face what the office changed after it was signed off; and its way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import attrs
import pytest
from openpyxl.comments import Comment
from support.clerk import Clerk
from support.projects import PLACES, STATUSES, diagnose, findings, notice
from test_upgrade import age

from compiler.commands.issuing import issue_forms
from compiler.commands.returning import return_forms
from compiler.commands.upgrading import upgrade_project
from compiler.excel.reading.workbook import read_workbook
from compiler.outputs.filling import contents_of
from compiler.outputs.forms import write_form
from compiler.schema.contents import FormFault, Lists, OfficeEdit, Spot
from compiler.schema.definitions import CELL_LIMIT
from compiler.schema.form import FORM as SCHEMA
from compiler.schema.structure import ADOPTED_SHEET, EDIT_END, EDIT_MARK, RETURN_END, RETURN_MARK

FORM = "input_workbooks/区教育局/措施01-01.xlsx"
MEASURE = "措施01-01"
LISTS = Lists(STATUSES, PLACES, ("xunshi",), ("区教育局", "区财政局", "区民政局"))
DAY = date(2025, 3, 1)
PROGRESS = OfficeEdit(
    Spot("progress"), "进展情况", "学位还不够。", "学位够了。", "王副主任", DAY, "按审计口径"
)
FIGURE = OfficeEdit(Spot("value", "figures", 1), "数值", "", "500", "", None, "")
GONE = OfficeEdit(None, "文件标题", "旧办法", "", "李处长", DAY, "")
EDITS = (PROGRESS, FIGURE, GONE)
FAULT = FormFault(
    Spot("progress"), "进展情况", "错误", "T001", "句末缺句号。", "", "补上句号。", "已办好。"
)
Change = Callable[[Clerk], None]


def adopt(root: Path, *edits: OfficeEdit, faults: tuple[FormFault, ...] = ()) -> Clerk:
    """Write a form anew with what it holds, as adopted; return its clerk."""
    record, _ = read_workbook(root / FORM, FORM)
    assert record is not None
    content = write_form(
        contents_of(record),
        LISTS,
        measure_id=MEASURE,
        revision=2,
        form=SCHEMA,
        form_faults=faults,
        office_edits=edits,
    )
    (root / FORM).write_bytes(content)
    return Clerk.at(root / FORM)


def commented(clerk: Clerk) -> dict[str, Comment]:
    """Return the comments on the form by their cells."""
    return {c.coordinate: c.comment for row in clerk.sheet for c in row if c.comment}


def lines(clerk: Clerk) -> list[str]:
    """Return the texts on the form that speak of adopted edits."""
    texts = [str(cell.value) for row in clerk.sheet for cell in row if cell.value is not None]
    return [text for text in texts if text.startswith(EDIT_MARK)]


def test_what_the_office_changed_is_said(root: Path) -> None:
    """On top, on each cell with its looks, and in a list that leads to the cells."""
    clerk = adopt(root, *EDITS)
    (line,) = lines(clerk)
    assert "改动了 3 处" in line
    assert "旧版" in line
    assert clerk.find(line.rstrip("* ")).row < clerk.find("自检结果").row
    progress, figure = clerk.value_cell("进展情况"), clerk.table_cell("数据指标", "数值", 1)
    assert commented(clerk).keys() == {progress.coordinate, figure.coordinate}
    assert progress.comment.author == "办公室"
    assert progress.comment.text.split("\n") == [
        f"{EDIT_MARK}王副主任改稿，办公室2025年3月1日采纳。",
        "原为：学位还不够。",
        "改为：学位够了。",
        "批注：按审计口径",
        EDIT_END,
    ]
    assert "改稿人没有署名，办公室采纳。\n原为：（空）\n改为：500" in figure.comment.text
    plain = clerk.value_cell("主题句").fill.fgColor.rgb
    assert progress.fill.fgColor.rgb == figure.fill.fgColor.rgb != plain
    listed = [
        [cell.value for cell in row] for row in clerk.book[ADOPTED_SHEET].iter_rows(min_row=4)
    ]
    assert listed == [
        ["1", "进展情况", "学位还不够。", "学位够了。", "王副主任", "2025年3月1日", "按审计口径"],
        ["2", "数值", "（空）", "500", "", "", ""],
        ["3", "文件标题", "旧办法", "（空）", "李处长", "2025年3月1日", ""],
    ]
    links = [row[1].hyperlink for row in clerk.book[ADOPTED_SHEET].iter_rows(min_row=4)]
    assert [link.location if link else None for link in links] == [
        f"'填报表'!{progress.coordinate}", f"'填报表'!{figure.coordinate}", None
    ]  # fmt: skip
    assert clerk.book.active.title == "填报表"


def test_a_form_nobody_changed_says_nothing(root: Path) -> None:
    """It is the form it has always been, to the byte."""
    before = (root / FORM).read_bytes()
    clerk = adopt(root)
    assert (lines(clerk), commented(clerk)) == ([], {})
    assert ADOPTED_SHEET not in clerk.book.sheetnames
    adopt(root, PROGRESS)
    record, _ = read_workbook(root / FORM, FORM)
    assert record is not None
    again = write_form(contents_of(record), LISTS, measure_id=MEASURE, form=SCHEMA)
    (root / FORM).write_bytes(before)
    first, _ = read_workbook(root / FORM, FORM)
    assert first is not None
    assert again == write_form(contents_of(first), LISTS, measure_id=MEASURE, form=SCHEMA)


def test_a_cell_that_is_changed_and_faulty_says_both(root: Path) -> None:
    """In one comment; it looks like a fault, since that is what is to be done."""
    clerk = adopt(root, PROGRESS, FIGURE, faults=(FAULT,))
    cell = clerk.value_cell("进展情况")
    first, second = cell.comment.text.split("\n\n")
    assert first.startswith(RETURN_MARK)
    assert first.endswith(RETURN_END)
    assert second.startswith(EDIT_MARK)
    assert second.endswith(EDIT_END)
    assert cell.fill.fgColor.rgb != clerk.table_cell("数据指标", "数值", 1).fill.fgColor.rgb
    assert clerk.book.sheetnames[:3] == ["退回问题", "填报表", ADOPTED_SHEET]
    assert clerk.book.active.title == "退回问题"
    assert findings(root) == []


def test_long_texts_are_listed_whole(root: Path) -> None:
    """As far as a cell holds them; a comment has their beginning, rows are not too high."""
    long = attrs.evolve(
        PROGRESS, old="旧" * CELL_LIMIT, new="新" * 2000, comment="批" * (CELL_LIMIT + 9)
    )
    clerk = adopt(root, long, FIGURE)
    sheet = clerk.book[ADOPTED_SHEET]
    assert sheet["C4"].value == long.old
    assert sheet["D4"].value == long.new
    assert sheet["G4"].value.endswith("从略）")
    assert len(clerk.value_cell("进展情况").comment.text) < 1000
    assert all(row.height <= 409 for row in sheet.row_dimensions.values() if row.height)
    assert [cell.value for cell in sheet["A"] if cell.value] == [
        "办公室改动",
        sheet["A2"].value,
        "序号",
        "1",
        "2",
    ]
    assert findings(root) == []


def test_it_is_read_as_if_nothing_were_said(root: Path) -> None:
    """No finding, the same record, the same notice."""
    before, record = notice(root), read_workbook(root / FORM, FORM)[0]
    adopt(root, *EDITS)
    after, found = read_workbook(root / FORM, FORM)
    assert found == []
    assert record is not None
    assert after is not None
    assert contents_of(after) == contents_of(record)
    assert findings(root) == []
    assert notice(root) == before


def reply(text: str) -> Change:
    """Return an addition to the comment on 进展情况."""

    def change(clerk: Clerk) -> None:
        comment = clerk.value_cell("进展情况").comment
        clerk.value_cell("进展情况").comment = Comment(comment.text + text, "填报人")

    return change


def beside_line(clerk: Clerk) -> None:
    clerk.sheet.cell(clerk.find(lines(clerk)[0]).row, 9).value = "不同意"


def over_line(clerk: Clerk) -> None:
    cell = clerk.find(lines(clerk)[0])
    cell.value += "本单位不同意。"


def below_list(clerk: Clerk) -> None:
    clerk.book[ADOPTED_SHEET]["B9"].value = "不同意"


def beside_list(clerk: Clerk) -> None:
    clerk.book[ADOPTED_SHEET]["H4"].value = "不同意"


@pytest.mark.parametrize("faults", [(), (FAULT,)])
@pytest.mark.parametrize(
    ("change", "code", "told"),
    [
        (reply("本单位不同意。"), "S043", "“本单位不同意。”"),
        (beside_line, "S033", "“不同意”"),
        (over_line, "S033", EDIT_MARK),
        (below_list, "S096", "“办公室改动”旁边或下面写了 1 格内容（如“不同意”）"),
        (beside_list, "S096", "“办公室改动”旁边或下面写了 1 格内容（如“不同意”）"),
    ],
)
def test_what_the_unit_says_to_it_is_told(
    root: Path, change: Change, code: str, told: str, faults: tuple[FormFault, ...]
) -> None:
    clerk = adopt(root, *EDITS, faults=faults)
    change(clerk)
    clerk.save()
    (one,) = diagnose(root)
    assert one.code == code
    assert told in one.message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"办公室:\n{EDIT_MARK}改了。\n{EDIT_END}", []),
        (f"{EDIT_MARK}改了。\n{EDIT_END} 不同意", ["不同意"]),
        (f"{RETURN_MARK}太短。\n{RETURN_END} 已改\n\n{EDIT_MARK}改了。\n{EDIT_END}", ["已改"]),
        (f"{RETURN_MARK}太短。\n{RETURN_END}\n\n{EDIT_MARK}改了。\n{EDIT_END}", []),
        (f"请看：{EDIT_MARK}", [f"请看：{EDIT_MARK}"]),
    ],
)
def test_notes_as_programs_keep_them(root: Path, text: str, told: list[str]) -> None:
    clerk = Clerk.at(root / FORM)
    clerk.value_cell("进展情况").comment = Comment(text, "某人")
    clerk.save()
    assert [one.code for one in diagnose(root)] == ["S043"] * len(told)
    assert all(f"“{words}”" in one.message for one, words in zip(diagnose(root), told, strict=True))


def test_commands_take_such_a_form_like_any_other(root: Path) -> None:
    """Upgraded, returned or issued anew, it says nothing of its own accord."""
    before = notice(root)
    adopt(root, *EDITS)
    age(root / FORM)
    assert upgrade_project(root).written == (FORM,)
    assert lines(Clerk.at(root / FORM)) == []
    assert notice(root) == before
    clerk = adopt(root, *EDITS)
    clerk.value_cell("进展情况").value = "没有句号"
    clerk.save()
    result = return_forms(root, root / "退回", DAY)
    assert (result.diagnostics, len(result.forms)) == ((), 1)
    returned = Clerk.at(root / "退回" / "区教育局" / "措施01-01.xlsx")
    assert lines(returned) == []
    assert ADOPTED_SHEET not in returned.book.sheetnames
    issued = issue_forms(root)
    assert not [one for one in issued.diagnostics if one.code.startswith("S")]
