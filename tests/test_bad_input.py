"""What arrives in practice instead of a well-filled form: each gets a clear message at its place
and loses nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from datetime import datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from support.clerk import Clerk, address, table_address
from support.damage import SHEET_PART, archive, deny, ole, replacing, rewrite
from support.projects import (
    PROGRESS,
    Form,
    Project,
    answer,
    diagnose,
    findings,
    notice,
    supporting_form,
    table,
)

from compiler.excel.reading.project import read_project
from compiler.excel.sheets.opened import open_workbook
from compiler.excel.sheets.other_formats import TABLES

pytestmark = pytest.mark.usefixtures("read_once")

FORM = "input_workbooks/区教育局/措施01-01.xlsx"
OTHER = "input_workbooks/区财政局/措施01-02.xlsx"
REGISTER = "input_workbooks/总台账.xlsx"
MISSING = ("L001", "A4")
"""The measure of FORM has no form: its row in 措施清单."""


def test_the_small_project_has_no_flaw(small_template: Path) -> None:
    """Everything below starts from a project of which nothing is said."""
    assert findings(small_template) == []


# The folder


def test_a_folder_without_workbooks_is_no_project(tmp_path: Path) -> None:
    """An empty folder, one that does not exist, and a file are S001 there."""
    (tmp_path / "通报.docx").touch()
    for path in (tmp_path, tmp_path / "没有", tmp_path / "通报.docx"):
        assert findings(path) == [("S001", path.name)]


@pytest.mark.parametrize(
    ("given", "shown", "said"),
    [
        (".", "{here}", "里没有“input_workbooks”文件夹"),
        ("空", "空", "“空”里没有“input_workbooks”文件夹"),
        ("./没有", "没有", "没有“没有”这个文件夹"),
        ("一份.xlsx", "一份.xlsx", "“一份.xlsx”是一个文件，不是文件夹"),
    ],
)
def test_the_path_that_is_no_project_is_named(
    tmp_path: Path, given: str, shown: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it was typed; the current folder by its full name, for "." says nothing."""
    (tmp_path / "空").mkdir()
    (tmp_path / "一份.xlsx").touch()
    monkeypatch.chdir(tmp_path)
    _, (found,) = read_project(Path(given))
    assert found.spans[0].describe() == shown.format(here=tmp_path)
    assert said in found.message


def test_no_register(root: Path) -> None:
    """Forms without a register are S002 and nothing else."""
    (root / REGISTER).unlink()
    assert findings(root) == [("S002", "input_workbooks")]


def test_a_register_is_known_by_what_it_holds(root: Path) -> None:
    """A register under another name in another folder is the register."""
    (root / "input_workbooks/巡视办").mkdir()
    (root / REGISTER).rename(root / "input_workbooks/巡视办/台账（定稿）.xlsx")
    assert findings(root) == []


def test_two_registers(root: Path) -> None:
    """A copied register is S003 with both files: which one counts is not for us to guess."""
    shutil.copy(root / REGISTER, root / "input_workbooks/总台账 - 副本.xlsx")
    (diagnostic,) = diagnose(root)
    assert diagnostic.code == "S003"
    assert {span.file for span in diagnostic.spans} == {
        REGISTER,
        "input_workbooks/总台账 - 副本.xlsx",
    }


@pytest.mark.parametrize("name", ["~$措施01-01.xlsx", ".~lock.措施01-01.xlsx#", ".~措施01-01.xlsx"])
def test_a_lock_file_is_no_form(root: Path, name: str) -> None:
    """The lock files of Excel, LibreOffice and WPS are S014, whatever they hold."""
    (root / "input_workbooks/区教育局" / name).write_bytes(b"\x05admin")
    assert findings(root) == [("S014", name)]


@pytest.mark.parametrize("name", ["说明.docx", "佐证.pdf", "名单.txt"])
def test_another_file_is_mentioned(root: Path, name: str) -> None:
    """Files beside the forms are S016, so that nobody believes they were read."""
    (root / "input_workbooks" / name).write_bytes(b"x")
    assert findings(root) == [("S016", name)]


# Files that are no workbooks


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "S010"),
        ("措施编号，进展情况\n".encode("gbk"), "S010"),
        (b"%PDF-1.7\n", "S010"),
        (ole("Workbook"), "S013"),
        (ole("EncryptedPackage"), "S012"),
        (b"PK\x03\x04" + bytes(200), "S011"),
        (archive(**{"word/document.xml": "<w/>"}), "S015"),
        (archive(**{"xl/workbook.xml": "<workbook"}), "S011"),
        (archive(**{"xl/workbook.xml": "<workbook/>"}), "S011"),
    ],
    ids=["empty", "csv", "pdf", "xls", "password", "garbage", "docx", "broken-xml", "hollow"],
)
def test_a_file_that_is_not_what_its_name_says(root: Path, content: bytes, code: str) -> None:
    """What the file really is, at the file; that the form is therefore missing is not said as
    well.
    """
    (root / FORM).write_bytes(content)
    assert findings(root) in ([(code, "措施01-01.xlsx")], [("S020", "措施01-01.xlsx")])


@pytest.mark.parametrize(
    "suffix", [".xls", ".et", ".csv", ".ods", ".xlsm", ".XLS", ".xlsb", ".numbers"]
)
def test_another_format(root: Path, suffix: str) -> None:
    """A format that is not read is S013 at the file."""
    path = (root / FORM).rename((root / FORM).with_suffix(suffix))
    assert findings(root) == [("S013", path.name)]


def test_a_damaged_register_is_not_called_missing(root: Path) -> None:
    """The register is there but broken: one finding about it, none about its absence."""
    (root / REGISTER).write_bytes((root / REGISTER).read_bytes()[:3000])
    assert findings(root) == [("S011", "总台账.xlsx")]


def test_a_foreign_workbook(root: Path) -> None:
    """A workbook that is neither register nor form is S020."""
    clerk = Clerk.at(root / FORM)
    for sheet in clerk.book.sheetnames[1:]:
        del clerk.book[sheet]
    clerk.sheet.title = "花名册"
    clerk.sheet.delete_rows(1, 100)
    clerk.sheet["A1"] = "姓名"
    clerk.save(root / "input_workbooks/花名册.xlsx")
    assert findings(root) == [("S020", "花名册.xlsx")]


def test_a_file_that_cannot_be_opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No permission is S017 at the file, with or without a draft."""
    deny(monkeypatch, "措施01-01.xlsx")
    assert findings(root) == [("S017", "措施01-01.xlsx")]


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_truncated_file(root: Path, share: float) -> None:
    """A file cut anywhere is damaged."""
    content = (root / FORM).read_bytes()
    (root / FORM).write_bytes(content[: int(len(content) * share)])
    assert findings(root) == [("S011", "措施01-01.xlsx")]


@settings(max_examples=40)
@given(
    flips=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 7)), min_size=1, max_size=4
    )
)
def test_flipped_bits_never_raise(
    small_template: Path, tmp_path: Path, flips: list[tuple[float, int]]
) -> None:
    """A file with flipped bits is read or complained of."""
    content = bytearray((small_template / FORM).read_bytes())
    for where, bit in flips:
        content[int(where * len(content))] ^= 1 << bit
    path = tmp_path / "坏.xlsx"
    path.write_bytes(content)
    workbook, found = open_workbook(path, "坏.xlsx")
    assert workbook is not None or found[0].code in ("S010", "S011", "S015")


@settings(max_examples=40)
@given(
    part=st.sampled_from([SHEET_PART, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"]),
    data=st.data(),
)
def test_damaged_parts_never_raise(
    small_template: Path, tmp_path: Path, part: str, data: st.DataObject
) -> None:
    """A sound archive with a broken part is read or complained of."""
    path = tmp_path / "坏.xlsx"
    shutil.copy(small_template / FORM, path)

    def damage(content: bytes) -> bytes:
        start = data.draw(st.integers(0, len(content) - 1))
        return (
            content[:start]
            + data.draw(st.binary(max_size=6))
            + content[start + data.draw(st.integers(0, 30)) :]
        )

    rewrite(path, {part: damage})
    workbook, found = open_workbook(path, "坏.xlsx")
    assert workbook is not None or [diagnostic.code for diagnostic in found] == ["S011"]


# The register


@pytest.mark.parametrize(
    ("sheet", "label", "row"),
    [
        ("问题清单", "问题", 1),
        ("问题清单", "方面", 0),
        ("措施清单", "整改措施", 0),
        ("措施清单", "牵头单位", 0),
        ("单位名录", "单位名称", 0),
    ],
)
def test_a_register_row_with_a_hole(root: Path, sheet: str, label: str, row: int) -> None:
    """An empty required cell is V001 at that cell."""
    clerk = Clerk.at(root / REGISTER, sheet)
    cell = clerk.table_cell(sheet, label, row)
    cell.value = None
    clerk.save()
    assert ("V001", cell.coordinate) in findings(root)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (7.1, "V017"),
        (1.01, "V017"),
        (datetime(2024, 7, 2), "V016"),
        (time(7, 2), "V018"),
        ("第一条", "V018"),
        (True, "V018"),
    ],
)
@pytest.mark.parametrize("file", [REGISTER, FORM], ids=["register", "form"])
def test_an_id_that_excel_guessed_at(root: Path, file: str, value: object, code: str) -> None:
    """A number, a date, a time or a word where an id belongs is complained of at its cell, in
    register and form.
    """
    clerk = Clerk.at(root / file, "措施清单" if file == REGISTER else "填报表")
    cell = (
        clerk.table_cell("措施清单", "措施编号")
        if file == REGISTER
        else clerk.value_cell("措施编号")
    )
    cell.value = value
    clerk.save()
    assert (code, cell.coordinate) in findings(root)


@pytest.mark.parametrize("typed", [1.1, datetime(2024, 1, 1), "措施01-01、措施01-02", "第一条"])
def test_a_spoilt_id_is_still_understood(root: Path, typed: object) -> None:
    """Where the id can be made out the form still counts, so one mistake is one finding."""
    clerk = Clerk.at(root / FORM)
    cell = clerk.put("措施编号", typed)
    clerk.save()
    assert [place for _, place in findings(root)] == [cell]


@pytest.mark.parametrize("typed", ["1-1", "01-01", "措施１－１", "措施 01—01", " 措施01-01 "])
def test_an_id_may_be_written_in_other_ways(root: Path, typed: str) -> None:
    """Spaces, full width and missing zeros do not make another id."""
    clerk = Clerk.at(root / FORM)
    clerk.put("措施编号", typed)
    clerk.save()
    assert findings(root) == []


def test_an_altered_id(root: Path) -> None:
    """A form whose id is not the one it was issued for is S026 at the id."""
    clerk = Clerk.at(root / FORM)
    cell = clerk.put("措施编号", "措施03-01")
    clerk.save()
    assert ("S026", cell) in findings(root)


# Which form is whose


def test_a_form_for_a_measure_that_does_not_exist(project: Project, tmp_path: Path) -> None:
    """An unknown measure is L002 at its id."""
    project.forms["区教育局/措施09-09.xlsx"] = Form("措施09-09", {"牵头单位": "区教育局", "整改措施": "无", "问题": "无", "整改时限": "长期坚持", "填报单位": "区教育局", **answer("做了", "做了。")})  # fmt: skip
    root = project.write(tmp_path)
    assert findings(root) == [
        ("L002", address(root / "input_workbooks/区教育局/措施09-09.xlsx", "措施编号"))
    ]


def test_the_same_form_twice(root: Path) -> None:
    """An identical copy is L004, a warning, and changes nothing."""
    before = notice(root)
    shutil.copy(root / FORM, root / "input_workbooks/区教育局/措施01-01（最终版）.xlsx")
    (diagnostic,) = diagnose(root)
    assert diagnostic.code == "L004"
    assert [Path(span.file).name for span in diagnostic.spans] == [
        "措施01-01（最终版）.xlsx",
        "措施01-01.xlsx",
    ]
    assert notice(root) == before


def test_two_forms_that_differ(root: Path) -> None:
    """Every field that differs is L003 with both cells, and nothing else is."""
    clerk = Clerk.at(root / FORM)
    cells = {
        clerk.put("进展情况", "新建幼儿园3所，共新增学位540个，其中公办学位500个、民办学位40个。"),
        clerk.put("完成日期", datetime(2024, 12, 1)),
        clerk.put("审签人", "温若川"),
        clerk.put("主题句", None),
    }
    figure = clerk.table_cell("数据指标", "截至日期")
    figure.value = datetime(2024, 12, 30)
    clerk.save(root / "input_workbooks/改.xlsx")
    found = diagnose(root)
    assert {d.code for d in found} == {"L003"}
    assert (
        {d.spans[0].cell for d in found}
        == {d.spans[1].cell for d in found}
        == {*cells, figure.coordinate}
    )
    assert all(
        {Path(span.file).name for span in d.spans} == {"改.xlsx", "措施01-01.xlsx"} for d in found
    )


def test_a_row_more_in_one_of_two_forms(root: Path) -> None:
    """A table row that only one of two forms has is L003 at that row."""
    clerk = Clerk.at(root / FORM)
    clerk.put_row("制度成果", 1, 文件标题="学位供给台账")
    clerk.save(root / "input_workbooks/改.xlsx")
    assert findings(root) == [("L003", table_address(root / FORM, "制度成果", "文件标题", 1))]


def test_a_supporting_units_form(project: Project, tmp_path: Path) -> None:
    """Its tables join the lead unit's; its prose is L007 and not printed."""
    form = supporting_form(进展情况="另拨经费50万元补助。")
    project.form("措施01-01").fields["进展情况"] = PROGRESS + "区财政局另拨经费50万元。"
    form.tables["数据指标"] = table("指标名称 | 数值 | 计量单位\n另拨经费 | 50 | 万元")
    project.forms["区财政局/措施01-01.xlsx"] = form
    project.tables["篇章"][2]["文字"] = "另拨经费{另拨经费}万元。"
    root = project.write(tmp_path)
    assert findings(root) == [
        ("L007", address(root / "input_workbooks/区财政局/措施01-01.xlsx", "进展情况"))
    ]
    assert "（一）加强组织领导。另拨经费50万元。" in notice(root)
    assert "补助" not in notice(root)


def test_a_unit_that_has_no_part_in_the_measure(project: Project, tmp_path: Path) -> None:
    """A form from a unit that is neither lead nor supporting is L005 at its unit."""
    project.forms["区民政局/措施01-01.xlsx"] = supporting_form(填报单位="区民政局")
    root = project.write(tmp_path)
    assert findings(root) == [
        ("L005", address(root / "input_workbooks/区民政局/措施01-01.xlsx", "填报单位"))
    ]


def test_one_figure_with_two_values(project: Project, tmp_path: Path) -> None:
    """Lead and supporting unit disagree: L008 with both cells."""
    form = supporting_form()
    form.tables["数据指标"] = table("指标名称 | 数值 | 计量单位\n公办学位 | 499 | 个")
    project.forms["区财政局/措施01-01.xlsx"] = form
    root = project.write(tmp_path)
    (diagnostic,) = diagnose(root)
    lead = table_address(root / FORM, "数据指标", "数值", 1)
    other = table_address(root / "input_workbooks/区财政局/措施01-01.xlsx", "数据指标", "数值")
    assert (diagnostic.code, [span.cell for span in diagnostic.spans]) == ("L008", [other, lead])


@pytest.mark.parametrize(
    "unit", ["区教育局/办公室", r"区教育局:一科", "教育局<新>", "..", "区教育局\\本级", 'A*B?"C|D']
)
def test_a_unit_name_that_windows_forbids(project: Project, tmp_path: Path, unit: str) -> None:
    """Such a name is printed and compared like any other; only folders are called otherwise."""
    from compiler.commands.issuing import issue_forms

    project.tables["单位名录"].append({"单位名称": unit})
    project.tables["措施清单"][3]["牵头单位"] = unit
    del project.forms["区教育局/措施03-01.xlsx"]
    root = project.write(tmp_path / "项目")
    issued = issue_forms(root)
    (written,) = issued.written
    assert issued.diagnostics == ()
    assert not set('\\:*?"<>|') & set(written)
    assert len(Path(written).parts) == 3
    assert (root / written).resolve().is_relative_to(root / "input_workbooks")


# Cells


def edit(root: Path, label: str, value: object) -> str:
    clerk = Clerk.at(root / FORM)
    cell = clerk.put(label, value)
    clerk.save()
    return cell


def test_a_formula_without_a_stored_value(root: Path) -> None:
    """A formula nobody has calculated is S040 at its cell, in fields and in tables."""
    clerk = Clerk.at(root / FORM)
    cell = clerk.put("进展情况", '="新建"&2&"所。"')
    figure = clerk.table_cell("数据指标", "数值", 2)
    figure.value = "=20+20"
    clerk.save()
    assert findings(root) == sorted([("S040", cell), ("S040", figure.coordinate)])


def test_a_formula_with_a_stored_value(root: Path) -> None:
    """A formula is taken by the value it shows, and S041 says so."""
    clerk = Clerk.at(root / FORM)
    cell = clerk.table_cell("数据指标", "数值", 2)
    cell.value = "=20+20"
    clerk.save()
    rewrite(
        root / FORM,
        {
            SHEET_PART: lambda xml: re.sub(
                rb"<f>20\+20</f><v ?/?>(</v>)?", b"<f>20+20</f><v>40</v>", xml
            )
        },
    )
    assert findings(root) == [("S041", cell.coordinate)]


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?"])
def test_an_error_value(root: Path, error: str) -> None:
    """An error value is S042 at its cell."""
    clerk = Clerk.at(root / FORM)
    cell = clerk.put("进展情况", error)
    assert clerk.value_cell("进展情况").data_type == "e"
    clerk.save()
    assert findings(root) == [("S042", cell)]


def test_a_figure_that_cannot_be_read_is_reported_once(root: Path) -> None:
    """A number with its unit is V010; the relations it takes part in are silent, for they have
    the same cause.
    """
    clerk = Clerk.at(root / FORM)
    cell = clerk.table_cell("数据指标", "数值", 1)
    cell.value = "500个"
    clerk.save()
    assert findings(root) == [("V010", cell.coordinate)]


@pytest.mark.parametrize("written", ["1,500", "１５００", "1500.0", " 1500 "])
def test_a_number_typed_as_text(root: Path, written: str) -> None:
    """Thousands separators, full width and spaces do not hide a number."""
    clerk = Clerk.at(root / FORM)
    clerk.put("进展情况", "新建幼儿园2所，新增学位1540个，其中公办学位1500个、民办学位40个。")
    clerk.put_row("数据指标", 0, 数值=1540)
    clerk.put_row("数据指标", 1, 数值=written)
    clerk.save()
    assert findings(root) == []


@pytest.mark.parametrize(
    "written", ["约540", "540余", "1.540,5", "5,40", "0x10", "½", "½个", "五百"]
)
def test_a_number_that_is_none(root: Path, written: str) -> None:
    """What is not plainly one number is V010, never guessed at."""
    clerk = Clerk.at(root / FORM)
    cell = clerk.table_cell("数据指标", "数值", 1)
    cell.value = written
    clerk.save()
    assert findings(root) == [("V010", cell.coordinate)]


def test_a_totals_row(root: Path) -> None:
    """合计 typed below the figures is a row like any other, and its missing unit is V001."""
    clerk = Clerk.at(root / FORM)
    clerk.put_row("数据指标", 3, 指标名称="合计", 数值=1080)
    clerk.save()
    assert ("V001", table_address(root / FORM, "数据指标", "计量单位", 3)) in findings(root)


@pytest.mark.parametrize(
    ("state", "code"), [("visible", "S023"), ("hidden", "S025"), ("veryHidden", "S025")]
)
def test_a_sheet_too_many(root: Path, state: str, code: str) -> None:
    """A further sheet is mentioned with its first cell, a hidden one as hidden; an empty one is
    nothing.
    """
    clerk = Clerk.at(root / FORM)
    clerk.book.create_sheet("Sheet1")
    extra = clerk.book.create_sheet("明细")
    extra["C5"] = "还有这些"
    extra.sheet_state = state
    clerk.save()
    assert findings(root) == [(code, "C5")]


def test_a_comment(root: Path) -> None:
    """A comment is S043 at its cell: it will not be published."""
    clerk = Clerk.at(root / FORM)
    cell = clerk.value_cell("进展情况")
    cell.comment = Comment("这里还要改", "领导")
    clerk.save()
    assert findings(root) == [("S043", cell.coordinate)]


TOUCHED = [
    (
        "新建幼儿园2所，\n新增学位540个，其中公办学位500个、民办学位40个。",
        "V020",
        "新建幼儿园2所，新增学位540个，其中公办学位500个、民办学位40个。",
    ),
    (
        "新建幼儿园2所，\r\n新增学位540个，其中公办学位500个、民办学位40个。",
        "V020",
        "新建幼儿园2所，新增学位540个，其中公办学位500个、民办学位40个。",
    ),
    (
        "新建幼儿园2所，\t新增学位540个，其中公办学位500个、民办学位40个。",
        "V020",
        "新建幼儿园2所，新增学位540个，其中公办学位500个、民办学位40个。",
    ),
    (
        "新建幼儿园2所，\u200b新增学位540个，其中公办学位500个、民办学位40个。",
        "V021",
        "新建幼儿园2所，新增学位540个，其中公办学位500个、民办学位40个。",
    ),
    (
        "新建幼儿园2所，\x07新增学位540个，其中公办学位500个、民办学位40个。",
        "V021",
        "新建幼儿园2所，新增学位540个，其中公办学位500个、民办学位40个。",
    ),
    (
        "\ufeff新建幼儿园2所，新增学位540个，其中公办学位500个、民办学位40个。",
        "V021",
        "新建幼儿园2所，新增学位540个，其中公办学位500个、民办学位40个。",
    ),
    (
        "新建幼儿园2所，新增学位540个👍，其中公办学位500个、民办学位40个。",
        "V022",
        "新建幼儿园2所，新增学位540个👍，其中公办学位500个、民办学位40个。",
    ),
    (
        "新建幼儿园２所，新增学位540个，其中公办学位500个、民办学位40个。",
        "V023",
        "新建幼儿园2所，新增学位540个，其中公办学位500个、民办学位40个。",
    ),
]


@pytest.mark.parametrize(("typed", "code", "printed"), TOUCHED)
def test_characters_that_do_not_belong(
    project: Project, tmp_path: Path, typed: str, code: str, printed: str
) -> None:
    """Breaks, tabs, invisible characters, emoji and full-width digits are pointed out at the
    character, and print soundly.
    """
    project.form("措施01-01").fields["进展情况"] = typed
    root = project.write(tmp_path)
    (diagnostic,) = diagnose(root)
    span = diagnostic.spans[0]
    assert (diagnostic.code, span.cell) == (code, address(root / FORM, "进展情况"))
    assert span.start is not None
    assert typed.replace("\r\n", "\n")[span.start : span.start + 1] not in printed or code in (
        "V022",
        "V023",
    )
    assert printed in notice(root)


def test_spaces_around_a_text_are_nothing(root: Path) -> None:
    """Spaces and line breaks before and after a text are dropped without a word."""
    before = notice(root)
    edit(root, "进展情况", f" \u3000\n{PROGRESS}\n\n")
    assert findings(root) == []
    assert notice(root) == before


def test_a_full_cell(project: Project, tmp_path: Path) -> None:
    """A text of exactly 32,767 characters was probably cut: V024, and all of it prints."""
    tail = PROGRESS.removeprefix("出台")
    text = "补" * (32767 - len(tail)) + tail
    project.form("措施01-01").fields["进展情况"] = text
    root = project.write(tmp_path)
    assert findings(root) == [("V024", address(root / FORM, "进展情况"))]
    assert text in notice(root)


@pytest.mark.parametrize(
    ("label", "value", "code"),
    [
        ("完成状态", "已经完成", "V014"),
        ("填报单位", "区教肓局", "V015"),
        ("完成日期", "2024年11月", "V012"),
        ("完成日期", datetime(204, 11, 29) if False else "1924-11-29", "V013"),
        ("主题句", "补齐学位短板。", "V026"),
        ("主题句", "一是补齐学位短板", "V027"),
        ("主题句", "补" * 61, "V028"),
        ("进展情况", "新建幼儿园2所", "V025"),
        ("进展情况", datetime(2024, 11, 29), "V019"),
        ("填报人", None, "V001"),
        ("完成日期", None, "V002"),
        ("完成时限", "2025年底前。", "V003"),
        ("问题", "教育资源配置之后", "L006"),
        ("整改措施", "新建几所幼儿园。", "L006"),
    ],
)
def test_a_field_filled_wrongly(root: Path, label: str, value: object, code: str) -> None:
    """Each wrong value has its code, at its cell."""
    cell = edit(root, label, value)
    assert (code, cell) in findings(root)


# Nothing outside the fields is lost


def test_a_remark_beside_a_field(root: Path) -> None:
    """A note to the right of the form is S033 where it stands."""
    clerk = Clerk.at(root / FORM)
    row = clerk.value_cell("进展情况").row
    clerk.sheet.cell(row, 8).value = "（待领导审定）"
    clerk.save()
    assert findings(root) == [("S033", f"H{row}")]


def test_a_remark_below_the_tables(root: Path) -> None:
    """A note well below the last table is S033, not a row of it."""
    clerk = Clerk.at(root / FORM)
    row = clerk.sheet.max_row + 4
    clerk.sheet.cell(row, 1).value = "以上情况属实。"
    clerk.save()
    assert findings(root) == [("S033", f"A{row}")]


def test_cells_pasted_over_a_merged_area(root: Path) -> None:
    """Pasting unmerges: what lands beside the value is S033."""
    clerk = Clerk.at(root / FORM)
    cell = clerk.value_cell("进展情况")
    for area in list(clerk.sheet.merged_cells.ranges):
        if cell.coordinate in area:
            clerk.sheet.unmerge_cells(str(area))
    clerk.sheet.cell(cell.row, cell.column + 2).value = "又一段。"
    clerk.save()
    assert findings(root) == [("S033", f"D{cell.row}")]


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD3", "AAA9999"])
def test_a_cell_at_the_end_of_the_world(root: Path, cell: str) -> None:
    """A key held down too long leaves a cell in the last corner: S033 there, and neither memory
    nor time runs out.
    """
    clerk = Clerk.at(root / FORM)
    clerk.sheet[cell] = "哦"
    clerk.save()
    before = notice(root)
    assert findings(root) == [("S033", cell)]
    assert before


@pytest.mark.parametrize(("title", "label"), [("佐证材料", "材料名称"), ("制度成果", "文件标题")])
@pytest.mark.parametrize("name", ["处理情况", "整改进展", "数据指标"])
def test_a_row_called_like_a_part_of_the_form(
    root: Path, title: str, label: str, name: str
) -> None:
    """A material called 整改进展 is a material, and does not end its table."""
    clerk = Clerk.at(root / FORM)
    clerk.put_row(title, 1, **{label: name})
    clerk.put_row(title, 2, **{label: "名单"})
    clerk.save()
    source, found = read_project(root)
    (form,) = [form for form in source.forms if form.file == FORM]
    key = "evidence" if title == "佐证材料" else "institutions"
    assert [row.entries["title"].text for row in form.tables[key]][-2:] == [name, "名单"]
    assert found == []


def test_a_value_called_like_a_part_of_the_form(root: Path) -> None:
    """The same in a field, even where its hint was deleted."""
    clerk = Clerk.at(root / FORM)
    cell = clerk.value_cell("主题句")
    cell.value = "处理情况"
    clerk.sheet.cell(cell.row, 6).value = None
    clerk.save()
    assert findings(root) == []
    assert "处理情况。" + PROGRESS in notice(root)


def test_a_cell_without_an_address(root: Path) -> None:
    """Writers may leave out the addresses of cells; formulas in them are found all the same."""
    clerk = Clerk.at(root / FORM)
    cell = clerk.put("审签人", '="沈"&"知行"')
    clerk.save()
    rewrite(root / FORM, {SHEET_PART: replacing(f'<c r="A{cell[1:]}"', "<c").__call__})
    rewrite(root / FORM, {SHEET_PART: replacing(f'<c r="{cell}"', "<c").__call__})
    assert findings(root) == [("S040", cell)]


def test_another_programs_xml(root: Path) -> None:
    """Some programs write every element with a prefix; the form reads the same, formulas and
    errors included.
    """
    clerk = Clerk.at(root / FORM)
    formula, error = clerk.put("审签人", '="沈"&"知行"'), clerk.put("审核人", "#REF!")
    clerk.save()

    def prefixed(xml: bytes) -> bytes:
        return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", xml).replace(b" xmlns=", b" xmlns:x=")

    rewrite(root / FORM, {SHEET_PART: prefixed})
    assert findings(root) == sorted([("S040", formula), ("S042", error)])


def test_file_names_that_are_no_unicode(root: Path) -> None:
    """A name from a Chinese Windows, unpacked on Linux, is shown as it was meant, and S017: it
    must be renamed.
    """
    os.rename(
        os.fsencode(root / FORM),
        os.fsencode(root / "input_workbooks") + "/区教育局.xlsx".encode("gbk"),
    )
    assert findings(root) == sorted([("S017", "区教育局.xlsx"), MISSING])


def test_an_archive_with_a_password(root: Path) -> None:
    """A member flagged as encrypted is damage, not a crash."""
    content = bytearray((root / FORM).read_bytes())
    with zipfile.ZipFile(root / FORM) as package:
        start = package.start_dir
    content[start + 8] |= 1
    offset = int.from_bytes(content[start + 42 : start + 46], "little")
    content[offset + 6] |= 1
    (root / FORM).write_bytes(content)
    workbook, found = open_workbook(root / FORM, FORM)
    assert workbook is not None or [diagnostic.code for diagnostic in found] == ["S011"]


def test_every_format_is_told_apart(root: Path) -> None:
    """What it is and what to do: no two kinds of table have the same sentence for nothing."""
    for suffix in TABLES:
        (root / f"input_workbooks/表{suffix}").write_bytes(b"x")
    messages = {one.spans[0].file: one.message for one in diagnose(root) if one.code == "S013"}
    assert len(messages) == len(TABLES)
    for suffix, (what, advice) in TABLES.items():
        assert what in messages[f"input_workbooks/表{suffix}"]
        assert advice in messages[f"input_workbooks/表{suffix}"]
