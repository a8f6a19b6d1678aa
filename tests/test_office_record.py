"""经办记录, the workbook that the program owns: read, written, and never a reason to hold back a
notice that does not need it.
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from support.clerk import Clerk
from support.office_records import (
    LISTS,
    RECORD,
    adoption_row,
    cut,
    notice_row,
    scribbled,
    write_record,
)
from support.projects import findings, notice_of, small

from compiler.analysis.adoptions import adoptions_of, untold
from compiler.cli.main import main
from compiler.commands.checking import analyse
from compiler.commands.compiling import compile_project
from compiler.commands.issuing import issue_forms
from compiler.commands.returning import return_forms
from compiler.commands.status import project_status
from compiler.commands.supervising import Supervised, supervise
from compiler.commands.tracing import trace
from compiler.commands.upgrading import upgrade_project
from compiler.excel.reading.project import read_project
from compiler.excel.writing.workbooks import write_workbook
from compiler.outputs.rewritten import with_adoptions
from compiler.schema.office_record import OFFICE_RECORD

pytestmark = pytest.mark.usefixtures("read_once")

REGISTER = "input_workbooks/总台账.xlsx"
OTHER = "input_workbooks/经办记录（备份）.xlsx"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project without a flaw, with a record of one notice and one adopted edit."""
    small().write(tmp_path)
    write_record(tmp_path, (notice_row("督办〔2025〕1号"),), (adoption_row(1),))
    return tmp_path


def put(root: Path, sheet: str, label: str, value: object) -> str:
    """Write into the first row of a table, and return the cell."""
    clerk = Clerk.at(root / RECORD, sheet)
    cell = clerk.find(label).offset(1, 0)
    cell.value = value
    clerk.save()
    return str(cell.coordinate)


# Reading


def test_a_record_is_neither_register_nor_form(root: Path) -> None:
    """It is read beside them, is an input of the compile, and nothing is found about it."""
    source, found = read_project(root)
    assert found == []
    assert source.office_record is not None
    assert source.office_record.file == RECORD
    assert {key: len(rows) for key, rows in source.office_record.tables.items()} == {
        "supervisions": 1,
        "adoptions": 1,
        "issues": 0,
        "receipts": 0,
    }
    assert RECORD in source.inputs
    assert RECORD not in {form.file for form in source.forms}
    assert findings(root) == []


def test_no_record_is_no_finding(root: Path) -> None:
    (root / RECORD).unlink()
    source, found = read_project(root)
    assert (source.office_record, found) == (None, [])


def _cut(root: Path) -> None:
    cut(root / RECORD)


def _twice(root: Path) -> None:
    shutil.copy(root / RECORD, root / OTHER)


def _text(root: Path) -> None:
    (root / RECORD).write_text("督办〔2025〕1号", encoding="utf-8")


def _other_format(root: Path) -> None:
    (root / RECORD).rename((root / RECORD).with_suffix(".et"))


def _a_form(root: Path) -> None:
    shutil.move(root / "input_workbooks/区教育局/措施03-01.xlsx", root / RECORD)


def _a_stranger(root: Path) -> None:
    clerk = Clerk.at(root / RECORD, "采纳改稿")
    for name in ("_结构", "督办记录"):
        del clerk.book[name]
    clerk.save()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_cut, "文件损坏"),
        (_twice, "有几份：input_workbooks/经办记录.xlsx、input_workbooks/经办记录（备份）.xlsx"),
        (_text, "不是 Excel 文件"),
        (_other_format, "不支持的表格格式"),
        (_a_form, "这里放的是填报表"),
        (_a_stranger, "不认识的工作簿"),
    ],
)
def test_one_that_cannot_be_used(root: Path, spoil: object, said: str) -> None:
    """It is said why, once, and the notice can be published."""
    spoil(root)  # type: ignore[operator]
    analysis = analyse(root)
    (told,) = analysis.diagnostics
    assert told.code == "S102"
    assert said in told.message
    assert analysis.source.office_record is None
    assert analysis.publishable


def test_one_of_a_later_version(root: Path) -> None:
    """What can be read is read; the release that is needed is named."""
    clerk = Clerk.at(root / RECORD, "_结构")
    clerk.find("结构版本").offset(0, 1).value = 99
    clerk.find("程序版本").offset(0, 1).value = "9.1.0"
    clerk.save()
    analysis = analyse(root)
    (told,) = analysis.diagnostics
    assert told.code == "S102"
    assert "升级到 9.1.0 或更新的版本" in told.message
    assert analysis.source.office_record is not None
    assert analysis.publishable


@pytest.mark.parametrize("file", [OTHER, "input_workbooks/区教育局/经办记录.xlsx"])
def test_one_that_was_moved(root: Path, file: str) -> None:
    """It is read where it is, and its place is named."""
    (root / RECORD).rename(root / file)
    source, _ = read_project(root)
    assert source.office_record is not None
    assert source.office_record.file == file
    assert findings(root) == [("S104", Path(file).name)]


def test_one_copied_into_a_new_workbook(root: Path) -> None:
    """Without its hidden sheets it is known by its own two."""
    clerk = Clerk.at(root / RECORD, "督办记录")
    for name in ("_结构", "_选项", "填报说明"):
        del clerk.book[name]
    clerk.save()
    source, found = read_project(root)
    assert source.office_record is not None
    assert [d.code for d in found] == ["S022"]


@pytest.mark.parametrize(
    ("sheet", "label", "value"),
    [("督办记录", "发出日期", "上月底"), ("督办记录", "督办单位", "区档案馆")],
)
def test_an_error_in_a_cell_is_no_error_of_the_notice(
    root: Path, sheet: str, label: str, value: str
) -> None:
    cell = put(root, sheet, label, value)
    analysis = analyse(root)
    assert [(d.code, d.spans[0].cell) for d in analysis.diagnostics] == [("S103", cell)]
    assert value in analysis.diagnostics[0].message
    assert analysis.publishable


def test_what_a_clerk_adds_is_told(root: Path) -> None:
    """A sheet as everywhere else, words beside a table as something that is wrong with it."""
    scribbled(root / RECORD)
    _further_sheet(root)
    assert findings(root) == [("S023", "A1"), ("S103", "H4")]


# What it says, in the report


def counted(root: Path, text: str, relation: str | None = None) -> None:
    """Let the office's prose count the notices, and the register have them and a relation."""
    project = small()
    project.tables["篇章"][2]["文字"] = text
    project.tables["督办记录"] = [notice_row("督办〔2025〕1号"), notice_row("督办〔2025〕2号")]
    if relation:
        project.tables["勾稽规则"] = [{"关系式": relation}]
    project.write(root)
    write_record(root, (notice_row("督办〔2025〕2号"), notice_row("督办〔2025〕3号")))


def test_a_notice_counts_once(root: Path) -> None:
    """Those of the register's former sheet and of the record are one series."""
    counted(root, "发出督办通知单{督办单数}份。")
    analysis = analyse(root)
    assert analysis.report is not None
    assert analysis.report.counts["督办单数"].value == 3
    assert "督办通知单3份" in notice_of(analysis)
    assert analysis.diagnostics == ()


@pytest.mark.parametrize("text", ["发出督办通知单{督办单数}份。", "发出文书{文书总数}份。"])
def test_a_printed_count_needs_the_record(root: Path, text: str) -> None:
    """What cannot be counted whole is not published, under whatever name it is printed."""
    counted(root, text, "文书总数 = 督办单数 + 1")
    _cut(root)
    analysis = analyse(root)
    assert [d.code for d in analysis.diagnostics] == ["L023", "S102"]
    assert [span.file for span in analysis.diagnostics[0].spans] == [REGISTER, RECORD]


def test_a_relation_that_needs_the_record_is_undecided(root: Path) -> None:
    counted(root, "都办结了。", "督办单数 = 3")
    assert findings(root) == []
    _cut(root)
    analysis = analyse(root)
    assert [d.code for d in analysis.diagnostics] == ["S102"]
    assert analysis.report is not None
    assert [it.undecided for it in analysis.report.relations if "督办" in it.text.value] == [True]


@pytest.mark.parametrize(("label", "doubted"), [("督办单号", True), ("发出日期", False)])
def test_only_a_number_is_counted(root: Path, label: str, doubted: bool) -> None:
    """An error in another cell of a notice is no reason to doubt how many there are."""
    counted(root, "发出督办通知单{督办单数}份。")
    put(root, "督办记录", label, None if doubted else "上月底")
    assert ("L023" in [code for code, _ in findings(root)]) == doubted


def test_adopted_edits_by_form(root: Path) -> None:
    """They are found by measure and unit, and those a unit has not been told are known; words are
    to the character.
    """
    words = "  新建２所,\n=共４所。 "
    write_record(
        root,
        (),
        (
            adoption_row(1, 改为=words),
            adoption_row(2, 告知日期="2025-02-14"),
            adoption_row(3, "措施03-01"),
            adoption_row(4, "", 单位="", 文件=REGISTER, 工作表="篇章"),
            adoption_row(5, 单位="教育局"),
        ),
    )
    analysis = analyse(root)
    assert analysis.diagnostics == ()
    assert analysis.report is not None
    adoptions = analysis.report.record.adoptions
    own = adoptions_of(adoptions, "措施01-01", "区教育局")
    assert [it.number.whole for it in own] == [1, 2, 5]
    assert own[0].new.value == words
    assert [it.number.whole for it in untold(adoptions)] == [1, 3, 5]


# Writing


DAY = date(2025, 1, 13)


@pytest.fixture
def red(tmp_path: Path) -> Path:
    """A project in which one unit is in the red."""
    project = small()
    project.information["报送期限"] = "2025-01-10"
    del project.forms["区民政局/措施02-01.xlsx"]
    return project.write(tmp_path)


def supervised(root: Path) -> Supervised:
    status = project_status(root, root / "output", DAY)
    assert status.units is not None
    return supervise(status.analysis, status.units, root, root / "output", DAY, DAY)


def recorded(root: Path) -> list[tuple[str, str]]:
    source, found = read_project(root)
    assert found == []
    assert source.office_record is not None
    rows = source.office_record.tables["supervisions"]
    return [(row.entries["number"].text, row.entries["outcome"].text) for row in rows]


def test_the_first_notice_makes_the_record(red: Path) -> None:
    """It comes with the notices; the register stays as it is, and nothing earlier is kept."""
    register = (red / REGISTER).read_bytes()
    assert [path.stem for path in supervised(red).written] == ["督办〔2025〕1号 区民政局"]
    assert recorded(red) == [("督办〔2025〕1号", "")]
    assert (red / REGISTER).read_bytes() == register
    assert not (red / "旧版").exists()


def told_of(root: Path, capsys: pytest.CaptureFixture[str], day: date = DAY) -> str:
    main(["status", str(root), "--as-of", day.isoformat(), "--supervise"])
    return capsys.readouterr().out


def test_it_is_said_what_became_of_the_notices(
    red: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Issued, passed over, or nobody in the red: the last line says which."""
    early = date(2024, 12, 1)
    assert told_of(red, capsys, early).endswith("没有亮红灯的单位，不用出督办通知单。\n")
    assert told_of(red, capsys).endswith("出了督办通知单 1 张，已登记到经办记录。\n")
    assert "没有要新出的督办通知单" in told_of(red, capsys).splitlines()[-1]


@pytest.mark.parametrize("fault", ["旁边的话", "没读懂的经办记录", "写不进去"])
def test_it_is_said_what_stopped_the_notices(
    red: Path, fault: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The place is listed, and that no notice was issued because of it."""
    if fault == "旁边的话":
        clerk = Clerk.at(red / REGISTER, "报告信息")
        clerk.sheet["H3"].value = "（待定）"
        clerk.save()
        place = "总台账.xlsx 报告信息!H3"
    elif fault == "没读懂的经办记录":
        (red / RECORD).write_text("督办〔2025〕1号", encoding="utf-8")
        place = "R018"
    else:
        (red / "output").mkdir()
        (red / "output/报送进度.xlsx").mkdir()
        place = "R001"
    told = told_of(red, capsys)
    assert place in told
    assert "督办通知单" in told.splitlines()[-1]
    assert "没有出" in told.splitlines()[-1]
    assert not (red / "output/督办通知单").exists()


def test_a_record_stops_no_notice_that_nobody_needs(
    red: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With nobody in the red nothing is recorded; but who is in the red is not known of a register
    that was not understood.
    """
    (red / RECORD).write_text("督办〔2025〕1号", encoding="utf-8")
    early = date(2024, 12, 1)
    assert told_of(red, capsys, early).endswith("没有亮红灯的单位，不用出督办通知单。\n")
    clerk = Clerk.at(red / REGISTER, "报告信息")
    clerk.sheet["H3"].value = "（待定）"
    clerk.save()
    told = told_of(red, capsys, early)
    assert "总台账.xlsx 报告信息!H3" in told
    assert "督办通知单没有出" in told.splitlines()[-1]


def test_further_notices_are_added(red: Path) -> None:
    """Numbers go on after those of the record and of the register's former sheet; what the clerk
    wrote stays, adopted edits too, and the earlier file is kept.
    """
    project = small()
    project.information["报送期限"] = "2025-01-10"
    project.tables["督办记录"] = [notice_row("督办〔2025〕4号")]
    (red / REGISTER).write_bytes(project.register_bytes())
    done = notice_row("督办〔2025〕3号", 办理结果="已办结")
    earlier = write_record(red, (done,), (adoption_row(1),)).read_bytes()
    assert supervised(red).diagnostics == ()
    assert recorded(red) == [("督办〔2025〕3号", "已办结"), ("督办〔2025〕5号", "")]
    source, _ = read_project(red)
    assert source.office_record is not None
    assert len(source.office_record.tables["adoptions"]) == 1
    assert (red / "旧版" / RECORD).read_bytes() == earlier
    assert supervised(red).already == ("区民政局",)


def test_a_moved_record_is_written_where_it_is(red: Path) -> None:
    write_record(red, (notice_row("督办〔2025〕3号"),), file=OTHER)
    assert len(supervised(red).written) == 1
    assert not (red / RECORD).exists()
    assert findings(red) == [("L001", "A6"), ("S104", Path(OTHER).name)]


def _further_sheet(root: Path) -> None:
    clerk = Clerk.at(root / RECORD, "督办记录")
    clerk.book.create_sheet("随手记")["A1"] = "下周再问"
    clerk.save()


def _comment(root: Path) -> None:
    clerk = Clerk.at(root / RECORD, "督办记录")
    clerk.find("督办单位").offset(1, 0).comment = Comment("再核", "领导")
    clerk.save()


def _without_header(root: Path) -> None:
    clerk = Clerk.at(root / RECORD, "督办记录")
    for cell in clerk.sheet[3]:
        cell.value = None
    clerk.save()


def _without_edits(root: Path) -> None:
    clerk = Clerk.at(root / RECORD, "督办记录")
    del clerk.book["采纳改稿"]
    clerk.save()


def _without_number(root: Path) -> None:
    put(root, "督办记录", "督办单号", None)


def _later(root: Path) -> None:
    put_version(root, 99)


def _scribbled(root: Path) -> None:
    scribbled(root / RECORD)


def put_version(root: Path, version: int) -> None:
    clerk = Clerk.at(root / RECORD, "_结构")
    clerk.find("结构版本").offset(0, 1).value = version
    clerk.save()


@pytest.mark.parametrize(
    "spoil",
    [
        _cut, _twice, _text, _other_format, _a_form, _a_stranger, _scribbled, _further_sheet, _comment,
        _without_header, _without_edits, _without_number, _later,
    ],
)  # fmt: skip
def test_what_would_be_lost_is_not_written_over(red: Path, spoil: object) -> None:
    """Nothing is recorded, so nothing is sent, and all workbooks stay as they are."""
    write_record(red, (notice_row("督办〔2025〕3号"),), (adoption_row(1),))
    spoil(red)  # type: ignore[operator]
    before = {path: path.read_bytes() for path in red.rglob("*.xlsx") if "output" not in path.parts}
    refused = supervised(red)
    assert refused.written == ()
    assert refused.diagnostics[0].code == "R018"
    assert len(refused.diagnostics) > 1
    assert not (red / "output/督办通知单").exists()
    now = {path: path.read_bytes() for path in red.rglob("*.xlsx") if "output" not in path.parts}
    assert now == before


def test_a_wrong_cell_is_kept_as_it_is(red: Path) -> None:
    """It is told, and is no reason not to record."""
    write_record(red, (notice_row("督办〔2025〕3号"),))
    put(red, "督办记录", "督办单位", "区档案馆")
    assert len(supervised(red).written) == 1
    source, _ = read_project(red)
    assert source.office_record is not None
    units = [row.entries["unit"].text for row in source.office_record.tables["supervisions"]]
    assert units == ["区档案馆", "区民政局"]


def test_adopted_edits_are_added(root: Path) -> None:
    """They follow those that are there, words to the character; without a record they are the
    first.
    """
    row = {
        "adopted_on": DAY,
        "edit_list": "改稿〔2025〕2号",
        "number": 1,
        "old": " =甲\n",
        "new": "",
    }
    place = {"file": REGISTER, "sheet": "篇章", "cell": "E5", "label": "文字"}
    source, _ = read_project(root)
    for record, before in ((source.office_record, 1), (None, 0)):
        contents = with_adoptions(record, [row | place])
        (root / RECORD).write_bytes(write_workbook(OFFICE_RECORD, contents, LISTS))
        report = analyse(root).report
        assert report is not None
        assert len(report.record.adoptions) == before + 1
        last = report.record.adoptions[-1]
        assert (last.old.value, last.new.value, last.adopted_on.value) == (" =甲\n", "", DAY)
        assert len(report.record.supervisions) == before


# With the other commands


def test_an_upgrade_rewrites_an_earlier_version(root: Path) -> None:
    before = (root / RECORD).read_bytes()
    put_version(root, 0)
    upgrade = upgrade_project(root)
    assert (upgrade.written, upgrade.left, upgrade.diagnostics) == ((RECORD,), (), ())
    assert (root / RECORD).read_bytes() == before
    put_version(root, 99)
    upgrade = upgrade_project(root)
    assert (upgrade.written, upgrade.left) == ((), (RECORD,))
    assert [d.code for d in upgrade.diagnostics] == ["S021"]


def test_what_is_wrong_with_it_is_sent_to_nobody(root: Path) -> None:
    """The office mends its record itself."""
    put(root, "督办记录", "发出日期", "上月底")
    returned = return_forms(root, root / "退回", DAY)
    assert (returned.forms, returned.lost, returned.diagnostics) == ((), (), ())


def test_it_is_part_of_the_compile(root: Path) -> None:
    """Its cells are found by trace, it is listed as an input, and what it says is not printed."""
    compilation = compile_project(root)
    assert compilation.publishable
    assert [d.code for d in compilation.diagnostics] == []
    assert RECORD in json.loads((root / "output/清单.json").read_bytes())["inputs"]
    assert "新建公办幼儿园" not in (root / "output/通报.txt").read_text(encoding="utf-8")
    (use,) = trace(root, "经办记录!督办记录!A4").cells
    assert (use.source.text, use.printed) == ("督办〔2025〕1号", ())


def test_forms_are_issued_beside_it(red: Path) -> None:
    """They are recorded in it, and what it had stays."""
    write_record(red, (notice_row("督办〔2025〕3号"),))
    assert issue_forms(red).written == ("input_workbooks/区民政局/措施02-01.xlsx",)
    report = analyse(red).report
    assert report is not None
    assert [row.number.value for row in report.record.supervisions] == ["督办〔2025〕3号"]
    assert {row.measure.value: row.event.value for row in report.record.issues} == {
        "措施01-01": "补登", "措施01-02": "补登", "措施02-01": "新增", "措施03-01": "补登",
    }  # fmt: skip
