"""Fields are found by their labels and tables by their headers, wherever they have gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell import MergedCell
from support.clerk import Clerk, insert
from support.projects import Project, diagnose, findings, notice, place

from compiler.excel.reading.project import read_project
from compiler.excel.reading.workbook import read_workbook
from compiler.excel.sheets.addresses import address, position
from compiler.excel.sheets.opened import open_workbook

FORM = "input_workbooks/区教育局/措施01-01.xlsx"
REGISTER = "input_workbooks/总台账.xlsx"


@pytest.fixture(scope="module")
def expected(small_template: Path) -> str:
    """The notice of the untouched project."""
    return notice(small_template)


def altered(
    root: Path, change: Callable[[Clerk], None], file: str = FORM, sheet: str = "填报表"
) -> list[tuple[str, str]]:
    clerk = Clerk.at(root / file, sheet)
    change(clerk)
    clerk.save()
    return findings(root)


def test_a_row_inserted_above_every_row(root: Path, expected: str) -> None:
    """Empty rows everywhere in a form change nothing."""
    assert altered(root, lambda clerk: insert(clerk.sheet, rows=range(1, 91))) == []
    assert notice(root) == expected


@pytest.mark.parametrize("columns", [[1], [2], [3], [4], [6], [7], range(1, 8)])
def test_a_column_inserted_before_any_column(
    root: Path, expected: str, columns: Sequence[int]
) -> None:
    """An empty column anywhere in a form, or everywhere, changes nothing."""
    assert altered(root, lambda clerk: insert(clerk.sheet, columns=columns)) == []
    assert notice(root) == expected


@pytest.mark.parametrize("columns", [[1], [2], range(1, 10)])
def test_rows_and_columns_inserted_into_the_register(
    root: Path, expected: str, columns: Sequence[int]
) -> None:
    """The same on every sheet of the register."""

    def change(clerk: Clerk) -> None:
        for sheet in clerk.book.worksheets[:10]:
            insert(sheet, rows=range(1, 40), columns=columns)

    assert altered(root, change, REGISTER, "报告信息") == []
    assert notice(root) == expected


@settings(max_examples=3)
@given(places=st.lists(st.tuples(st.integers(1, 80), st.booleans()), min_size=1, max_size=9))
def test_rows_and_columns_inserted_at_random(
    small_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    expected: str,
    places: list[tuple[int, bool]],
) -> None:
    """Any mixture of inserted rows and columns changes nothing."""
    root = tmp_path_factory.mktemp("p")
    (root / "input_workbooks").mkdir()
    for path in small_template.rglob("*.xlsx"):
        (root / "input_workbooks" / path.name).write_bytes(path.read_bytes())
    clerk = Clerk.at(root / "input_workbooks/措施01-01.xlsx")
    insert(
        clerk.sheet,
        rows=[n for n, rows in places if rows],
        columns=[n % 7 + 1 for n, rows in places if not rows],
    )
    clerk.save()
    assert findings(root) == []
    assert notice(root) == expected


def test_every_file_renamed_and_moved(root: Path, expected: str) -> None:
    """Where a form lies and what it is called means nothing."""
    for number, path in enumerate(sorted(root.rglob("措施*.xlsx"), reverse=True)):
        path.rename(root / f"input_workbooks/收到 （{number}）。.xlsx")
    assert findings(root) == []
    assert notice(root) == expected


def test_the_registers_rows_in_another_order(root: Path, expected: str) -> None:
    """Sorting 措施清单 and 问题清单 does not change the notice: the numbers decide."""
    clerk = Clerk.at(root / REGISTER, "措施清单")
    rows = [[cell.value for cell in row] for row in clerk.sheet.iter_rows(min_row=4, max_row=7)]
    for row, values in zip(
        clerk.sheet.iter_rows(min_row=4, max_row=7), reversed(rows), strict=True
    ):
        for cell, value in zip(row, values, strict=True):
            cell.value = value
    clerk.save()
    assert findings(root) == []
    assert notice(root) == expected


def labels(clerk: Clerk, change: Callable[[str], str]) -> None:
    for row in range(6, 39):
        cell = clerk.sheet.cell(row, 1)
        if cell.value:
            cell.value = change(str(cell.value))


@pytest.mark.parametrize(
    "change",
    [
        lambda label: f"  {label} ",
        lambda label: label.replace(" *", "") + ":",
        lambda label: label + "：",
        lambda label: "\u3000".join(label),
        lambda label: label + "（必填）",
        lambda label: label.replace(" *", "＊"),
        lambda label: label[:2] + "\n" + label[2:],
    ],
    ids=["spaces", "colon", "full-colon", "letter-spaced", "remark", "full-star", "wrapped"],
)
def test_labels_with_what_people_add(
    root: Path, expected: str, change: Callable[[str], str]
) -> None:
    """Spaces, colons, stars, line breaks and remarks in brackets do not hide a label."""
    assert altered(root, lambda clerk: labels(clerk, change)) == []
    assert notice(root) == expected


def test_header_rows_deleted(root: Path, expected: str) -> None:
    """Without 栏目 and 填写内容 a value still stands to the right of its label."""

    def change(clerk: Clerk) -> None:
        for row in range(40, 0, -1):
            if clerk.sheet.cell(row, 1).value == "栏目":
                clerk.sheet.delete_rows(
                    row
                )  # leaves merged areas behind, as careless deletion does

    clerk = Clerk.at(root / FORM)
    for area in list(clerk.sheet.merged_cells.ranges):
        clerk.sheet.unmerge_cells(str(area))
    change(clerk)
    clerk.save()
    assert findings(root) == []
    assert notice(root) == expected


def test_notes_titles_and_hints_deleted(root: Path, expected: str) -> None:
    """What only explains may go."""

    def change(clerk: Clerk) -> None:
        for row in range(1, 40):
            if not isinstance(clerk.sheet.cell(row, 6), MergedCell):
                clerk.sheet.cell(row, 6).value = None
        for row in (1, 2, 4, 5, 15, 16):
            clerk.sheet.cell(row, 1).value = None

    assert altered(root, change) == []
    assert notice(root) == expected


def test_a_renamed_sheet(root: Path, expected: str) -> None:
    """A sheet is known by its labels when its name is not."""

    def change(clerk: Clerk) -> None:
        clerk.sheet.title = "Sheet1"

    assert altered(root, change) == []
    assert notice(root) == expected


def test_a_form_copied_into_a_new_workbook(root: Path, expected: str) -> None:
    """Without the hidden sheet a form is still read, with S022 at the file."""

    def change(clerk: Clerk) -> None:
        for name in ("_结构", "_选项", "填报说明"):
            del clerk.book[name]

    assert altered(root, change) == [("S022", "措施01-01.xlsx")]
    assert notice(root) == expected


@pytest.mark.parametrize(
    ("version", "codes"),
    [
        (0, ["S030", "S031"]),
        (99, ["S021"]),
        ("99", ["S021"]),
        ("一", ["S022", "S030", "S031"]),
        (1.5, ["S022", "S030", "S031"]),
    ],
)
def test_another_version(root: Path, version: object, codes: list[str]) -> None:
    """A later version is S021 at the version, and no label is said to be wrong; any other is read
    as it stands.
    """
    cell = Clerk.at(root / FORM, "_结构").find("结构版本").offset(0, 1).coordinate

    def change(clerk: Clerk) -> None:
        clerk.find("结构版本").offset(0, 1).value = version
        form = Clerk.at(clerk.path)
        for label, other in (("主题句", "主题语"), ("有关情况说明", "附注")):
            clerk.book["填报表"][form.find(label).coordinate] = other

    found = [
        (code, place)
        for code, place in altered(root, change, FORM, "_结构")
        if code.startswith("S")
    ]
    assert sorted(code for code, _ in found) == codes
    assert [place for code, place in found if code in ("S021", "S022")] == [cell] * (
        codes[0] in ("S021", "S022")
    )


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("进展情况", "整改进展情况", "S031"),
        ("主题句", "主题", "S031"),
        ("完成状态", "完成状况", "S031"),
        ("指标名称", "指标名", "S034"),
    ],
)
def test_a_label_that_is_nearly_right(root: Path, old: str, new: str, code: str) -> None:
    """A near miss is named at its cell, with what was probably meant."""
    clerk = Clerk.at(root / FORM)
    cell = clerk.find(old)
    cell.value = new
    clerk.save()
    (diagnostic,) = [d for d in diagnose(root) if d.code == code]
    assert (diagnostic.spans[0].cell, diagnostic.arguments["guess"]) == (cell.coordinate, old)


def as_read(root: Path) -> list[tuple[str, str]]:
    """Return what the reader says of the form, before what follows from something else is left
    out.
    """
    return [
        (diagnostic.code, place(diagnostic)) for diagnostic in read_workbook(root / FORM, FORM)[1]
    ]


def test_a_label_that_is_gone(root: Path) -> None:
    """A field without its label is S030, and its orphaned value S033."""
    clerk = Clerk.at(root / FORM)
    value = clerk.value_cell("进展情况").coordinate
    clerk.find("进展情况").value = None
    clerk.save()
    assert {("S030", "填报表"), ("S033", value)} <= set(as_read(root))


def test_a_label_twice(root: Path) -> None:
    """A repeated label is S032 at the second, with the first; neither value is lost."""
    clerk = Clerk.at(root / FORM)
    first = clerk.find("主题句").coordinate
    clerk.sheet["A27"], clerk.sheet["B27"] = "主题句", "另一句"
    clerk.save()
    found = [d for d in read_workbook(root / FORM, FORM)[1] if d.code in ("S032", "S033")]
    assert [(d.code, [span.cell for span in d.spans]) for d in found] == [
        ("S032", ["A27", first]),
        ("S033", ["B27"]),
    ]


def test_a_column_that_is_gone(root: Path) -> None:
    """A required column without its header is S035, and what stood in it S033."""
    clerk = Clerk.at(root / FORM)
    header = clerk.find("数值")
    header.value = None
    clerk.save()
    found = as_read(root)
    assert ("S035", f"A{header.row}") in found
    assert {("S033", f"B{header.row + n}") for n in (1, 2, 3)} <= set(found)


def test_a_tables_header_gone(root: Path) -> None:
    """Rows without their header belong to nothing: S033 for each cell; below another table S036
    says what is missing.

    A table without header that holds nothing either is no more than missing.
    """
    clerk = Clerk.at(root / FORM)
    row = clerk.find("指标名称").row
    for cell in clerk.sheet[row]:
        if cell.value:
            cell.value = None
    clerk.save()
    title = next(c for c in clerk.sheet["A"] if str(c.value).endswith("处理情况"))
    for cell in clerk.sheet[title.row + 2]:
        if cell.value:
            cell.value = None
    clerk.save()
    found = set(findings(root))
    assert {("S033", f"{column}{row + n}") for column in "AB" for n in (1, 2, 3)} <= found
    assert ("S036", title.coordinate) not in found
    assert ("S037", "填报表") in found
    clerk.sheet.cell(title.row + 3, 1).value = "提醒谈话"
    clerk.save()
    assert {("S036", title.coordinate), ("S033", f"A{title.row + 3}")} <= set(findings(root))


@pytest.mark.parametrize(
    ("sheet", "place"), [("措施清单", "总台账.xlsx"), ("单位名录", "总台账.xlsx")]
)
def test_a_registers_sheet_gone(root: Path, sheet: str, place: str) -> None:
    """A missing sheet is S024 at the file."""

    def change(clerk: Clerk) -> None:
        del clerk.book[sheet]

    assert ("S024", place) in altered(root, change, REGISTER, "报告信息")


def test_a_hole_between_rows(root: Path) -> None:
    """Empty rows within a table do not end it."""
    clerk = Clerk.at(root / FORM)
    for label, value in (("指标名称", "公办学位"), ("数值", 500), ("计量单位", "个")):
        clerk.table_cell("数据指标", label, 1).value = None
        clerk.table_cell("数据指标", label, 7).value = value
    clerk.put_row("数据指标", 1, 截至日期=None)
    clerk.save()
    assert findings(root) == []


@pytest.mark.parametrize(
    "text",
    ["a_x000D_b", "_x0041_", "_xD800_", "=1+1", "+86", "-", "@名", "'引", "0012", "1e5", "TRUE"],
)
def test_texts_that_spreadsheets_mistake(project: Project, tmp_path: Path, text: str) -> None:
    """What looks like an escape, a formula or a number comes back as it was written."""
    project.form("措施01-01").fields["填报人"] = text
    root = project.write(tmp_path)
    source, _ = read_project(root)
    (form,) = [form for form in source.forms if form.file == FORM]
    assert form.fields["reporter"].text == text


@settings(max_examples=50)
@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_addresses(row: int, column: int) -> None:
    """An A1 name and its position are each other's inverse."""
    assert position(address(row, column)) == (row, column)


@pytest.mark.parametrize("name", ["", "A0", "1A", "a1", "AAAA1", "A-1", "措施1"])
def test_names_that_are_no_address(name: str) -> None:
    """Anything else is refused."""
    with pytest.raises(ValueError, match="no cell"):
        position(name)


def test_numbers_are_exact(root: Path) -> None:
    """0.1 is 0.1, not the nearest binary fraction."""
    clerk = Clerk.at(root / FORM)
    cell = clerk.table_cell("数据指标", "数值", 5)
    cell.value = 0.1
    clerk.save()
    workbook, _ = open_workbook(root / FORM, FORM)
    assert workbook is not None
    sheet = workbook.sheet("填报表")
    assert sheet is not None
    assert sheet.cells[position(cell.coordinate)].value == Decimal("0.1")


def test_hints_of_an_earlier_version_are_ours_and_remarks_are_not(root: Path) -> None:
    """A hint that we worded differently before is no content; what a clerk writes beside it is
    reported.
    """
    clerk = Clerk.at(root / FORM)
    hint = clerk.find("填写提示").column
    clerk.sheet.cell(clerk.find("审签日期").row, hint).value = "不早于审核日期。"
    clerk.save()
    assert findings(root) == []
    clerk.sheet.cell(clerk.find("审签日期").row, hint).value = "李主任出差，请等两天。"
    place = clerk.sheet.cell(clerk.find("审签日期").row, hint).coordinate
    clerk.save()
    assert findings(root) == [("S033", place)]


def test_a_remark_in_the_column_of_the_self_check_is_reported(root: Path) -> None:
    """Only what the self-check wrote is passed over."""
    clerk = Clerk.at(root / FORM)
    place = clerk.sheet.cell(clerk.find("进展情况").row, clerk.find("自检").column)
    place.value = "这一段请再核一下。"
    clerk.save()
    assert findings(root) == [("S033", place.coordinate)]
