"""核对报告.xlsx as the office opens it: what its sheets say, where its links lead, and what stays
text.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock
from support.clerk import Clerk
from support.projects import Project

from compiler.commands.compiling import CHECK_REPORT, compile_project
from compiler.outputs.check_report_rows import excerpt, listed
from compiler.rules.explanations import example
from compiler.rules.table import RULES
from compiler.span import Span

pytestmark = pytest.mark.usefixtures("read_once")

FORM = "input_workbooks/区教育局/措施01-01.xlsx"
LISTS = ("意见", "位置", "勾稽核对", "未核数字", "豁免", "占位符")


def report_of(root: Path, output: Path | None = None) -> openpyxl.Workbook:
    """Compile and open the check report."""
    folder = output or root / "output"
    compile_project(root, folder)
    return openpyxl.load_workbook(folder / CHECK_REPORT, rich_text=True)


def rows(book: openpyxl.Workbook, name: str) -> list[dict[str, str]]:
    """Return a list's rows by the labels of its header."""
    lines = [
        ["" if cell.value is None else str(cell.value) for cell in line]
        for line in book[name].iter_rows()
    ]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def targets(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (file, sheet and cell) of every link from the report to another file, read from the
    package itself.
    """
    with zipfile.ZipFile(folder / CHECK_REPORT) as package:
        for name in package.namelist():
            if not re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                continue
            relations = name.replace("worksheets/", "worksheets/_rels/") + ".rels"
            if relations not in package.namelist():
                continue
            files = {
                r.get("Id"): r.get("Target")
                for r in etree.fromstring(package.read(relations))
                if r.get("TargetMode") == "External"
            }
            for link in etree.fromstring(package.read(name)).iter("{*}hyperlink"):
                file = files.get(
                    link.get(
                        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
                    )
                )
                if file:
                    yield unquote(file).replace("\\", "/"), link.get("location", "")


def put(root: Path, label: str, value: object, file: str = FORM) -> str:
    """Fill one field of a form and return its address."""
    clerk = Clerk.at(root / file)
    cell = clerk.value_cell(label)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    clerk.save()
    return str(cell.coordinate)


def test_a_clean_project(root: Path) -> None:
    """No findings; what was verified is visible all the same, with every operand."""
    book = report_of(root)
    assert book.sheetnames == ["总览", *LISTS]
    assert rows(book, "意见") == rows(book, "位置") == rows(book, "豁免") == []
    (relation,) = [row for row in rows(book, "勾稽核对") if row["类别"] == "登记的勾稽关系"]
    assert relation["结果"] == "成立"
    assert relation["关系"] == "新增学位 = 公办学位 + 民办学位"
    assert relation["各数"] == "新增学位 540个；公办学位 500个；民办学位 40个"
    assert relation["各数所在"].startswith("区教育局/措施01-01.xlsx 填报表!")
    assert book["总览"]["A2"].value == "结论：可以发布"


def test_a_finding(root: Path) -> None:
    """Severity, rule, unit, measure, place, the cell's words, what to do and how it is written
    right.
    """
    cell = put(root, "完成状态", "差不多")
    book = report_of(root)
    (finding,) = rows(book, "意见")
    expected = {
        "序号": "1",
        "级别": "错误",
        "规则": "V014",
        "单位": "区教育局",
        "所属": "措施01-01",
        "处数": "1",
        "原文": "差不多",
        "正确示例": "选：已完成、基本完成、未完成",
    }
    assert {label: finding[label] for label in expected} == expected
    assert finding["位置"] == f"措施01-01 填报表!{cell}"
    assert "可填" in finding["说明"]
    assert finding["怎么改"]
    assert book["总览"]["A2"].value == "结论：不能发布"
    counts = {
        line[0].value: [cell.value for cell in line[1:]]
        for line in book["总览"].iter_rows(min_row=9)
    }
    assert counts["区教育局"] == counts["合计"] == [1, 0, 0, 1]


def test_the_span_is_emphasised(root: Path) -> None:
    """The words a finding is about stand out in the words around them."""
    put(
        root,
        "进展情况",
        "出台《学前教育学位供给办法》，，新增学位540个，其中公办学位500个、民办学位40个。",
    )
    book = report_of(root)
    heads = [cell.value for cell in book["意见"][1]]
    (number,) = [row for row, cells in enumerate(rows(book, "意见"), 2) if cells["规则"] == "T040"]
    quote = book["意见"].cell(number, heads.index("原文") + 1).value
    assert isinstance(quote, CellRichText)
    (marked,) = [piece.text for piece in quote if isinstance(piece, TextBlock) and piece.font.b]
    assert marked == "，，"
    assert str(quote).startswith("出台《学前教育学位供给办法》，，新增")


@pytest.mark.parametrize(
    "text", ["=1+1", "+加快建设", "-1", "@某某", "{=1}", "http://example.com/一", "0012", "1E5"]
)
def test_text_stays_text(root: Path, text: str) -> None:
    """What a department typed is never a formula, a number or a link in the report."""
    put(root, "完成状态", text)
    compile_project(root)
    book = openpyxl.load_workbook(root / "output" / CHECK_REPORT)
    for name in ("意见", "位置"):
        heads = [cell.value for cell in book[name][1]]
        quoted = book[name].cell(2, heads.index("原文") + 1)
        assert (quoted.value, quoted.data_type, quoted.hyperlink) == (text, "s", None)


def test_sheets_can_be_worked_with(root: Path) -> None:
    """Every list has a filter over all of it, a header that stays on the screen and on every
    page, and fits the page's width.
    """
    put(root, "完成状态", "差不多")
    book = report_of(root)
    for name in LISTS:
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
        assert (
            sheet.auto_filter.ref
            == f"A1:{sheet.cell(max(sheet.max_row, 2), sheet.max_column).coordinate}"
        )
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


@pytest.mark.parametrize("output", ["output", "别处/输出", "../外面 的#文件夹"])
def test_links_lead_to_the_cells(root: Path, output: str) -> None:
    """Every link is relative to the report's folder and ends at a file and cell that exist,
    whatever the names.
    """
    moved = root / "input_workbooks/区教育局/措施 #1（100%[终稿]）.xlsx"
    (root / FORM).rename(moved)
    cell = put(root, "完成状态", "差不多", moved.relative_to(root).as_posix())
    (root / "input_workbooks/区财政局/措施01-02.xlsx").unlink()
    folder = root / output
    report_of(root, folder)
    found = set(targets(folder))
    assert all((folder / file).is_file() for file, _ in found)
    places = {((folder / file).resolve(), place) for file, place in found}
    assert (moved.resolve(), f"'填报表'!{cell}") in places
    assert ((root / "input_workbooks/总台账.xlsx").resolve(), "'措施清单'!A5") in places


def test_a_template_has_no_link(root: Path) -> None:
    """What is wrong with the outline is shown with its line."""
    shutil.copytree(Path(__file__).parents[1] / "templates/xunshi", root / "templates/xunshi")
    outline = root / "templates/xunshi/outline.txt"
    outline.write_text(outline.read_text(encoding="utf-8") + "{不认识的栏目}\n", encoding="utf-8")
    book = report_of(root)
    (finding,) = rows(book, "意见")
    assert (finding["规则"], finding["单位"]) == ("S051", "办公室")
    assert re.fullmatch(
        r"templates/xunshi/outline\.txt 第\d+行第1列", rows(book, "位置")[0]["位置"]
    )


def test_a_relation_that_does_not_hold(project: Project, tmp_path: Path) -> None:
    """It is a finding with every operand among its places, and 不成立 among the relations."""
    project.form("措施01-01").tables["数据指标"][1]["数值"] = "501"
    book = report_of(project.write(tmp_path))
    (finding,) = [row for row in rows(book, "意见") if row["规则"] == "F001"]
    places = [row for row in rows(book, "位置") if row["规则"] == "F001"]
    assert finding["处数"] == "4"
    assert [row["用处"] for row in places] == ["改这里", "对照", "对照", "对照"]
    (relation,) = [row for row in rows(book, "勾稽核对") if row["结果"] == "不成立"]
    assert relation["相差"] == "1个"


def test_the_report_repeats_to_the_byte(root: Path) -> None:
    """The same inputs give the same report."""
    put(root, "完成状态", "差不多")
    report_of(root)
    first = (root / "output" / CHECK_REPORT).read_bytes()
    report_of(root)
    assert (root / "output" / CHECK_REPORT).read_bytes() == first


@pytest.mark.parametrize(
    ("start", "end"), [(None, None), (0, 2), (0, 32767), (16000, 16010), (32766, 32767)]
)
def test_long_cells_are_cut(start: int | None, end: int | None) -> None:
    """A quotation is short enough to read, whatever it is taken from."""
    before, marked, after = excerpt("甲" * 32767, Span("甲.xlsx", "表", "C1", start=start, end=end))
    assert len(before + marked + after) <= 300
    if start is not None and end is not None and end - start <= 10:
        assert marked == "甲" * (end - start)


def test_a_missing_form_is_its_units(project: Project, tmp_path: Path) -> None:
    """The overview counts it with the unit that owes it, though it is said of the register."""
    del project.forms["区财政局/措施01-02.xlsx"]
    book = report_of(project.write(tmp_path))
    (finding,) = rows(book, "意见")
    assert (finding["规则"], finding["单位"], finding["所属"]) == ("L001", "区财政局", "措施01-02")
    assert finding["位置"].startswith("总台账 措施清单!A")


@pytest.mark.parametrize("code", RULES)
def test_examples_can_be_copied(code: str) -> None:
    """The example of a rule is a field's label and a way of writing it, or nothing: never an edit
    line of its page.
    """
    shown = example(code)
    assert shown == "" or re.fullmatch(r"[^〔〕]+：(?:[^〔〕]|〔\d{4}〕)+", shown)
    assert not re.search(r"\.xlsx|各表都填好的项目|：空$|[:：](日期|数字|公式)", shown)


def test_places_in_words() -> None:
    """Cells of one sheet share its name."""
    spans = [Span("input_workbooks/甲.xlsx", "表", cell) for cell in ("B2", "B3")]
    spans += [Span("input_workbooks/乙.xlsx", "表", "C1", start=0, end=2), spans[0]]
    assert listed(spans) == "甲.xlsx 表!B2、B3；乙.xlsx 表!C1（第1—2字）"


def test_numbers_that_nobody_vouches_for(project: Project, tmp_path: Path) -> None:
    """A declared figure vouches for its number whatever the unit, a sum for its parts; ≤ vouches
    for nothing.
    """
    form = project.form("措施01-02")
    form.fields["进展情况"] = (
        "全年拨付教育经费3200万元，复查案卷347卷、台账348盘，敷设管线38.6千米，惠及1.86万户，腾出360个学位，"
        "更新仪器58台（套）。共收到来信50件，其中来信43件、线索7件。处理干部17人，其中处级1人。"
    )
    declared = [
        ("案卷", "347", "卷"),
        ("台账", "348", "卷"),
        ("管线", "38.6", "千米"),
        ("户数", "18600", "户"),
        ("学位", "360", "个"),
        ("仪器", "58", "台（套）"),
    ]
    form.tables["数据指标"] = [
        {"指标名称": name, "数值": value, "计量单位": unit} for name, value, unit in declared
    ]
    unbound = rows(report_of(project.write(tmp_path)), "未核数字")
    listed = [row["数"] for row in unbound if row["所属"] == "措施01-02"]
    assert listed == ["3200万元", "348", "17人", "1人"]
