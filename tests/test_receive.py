"""收件: which copy is the newer answer, where each file goes, what the units are told."""

from __future__ import annotations

import json
import shutil
import unicodedata
from datetime import date, datetime
from itertools import permutations
from pathlib import Path

import pytest
from support.clerk import Clerk
from support.killing import tree
from support.office_records import LISTS, RECORD, adoption_row, scribbled, write_record
from support.packages import packed as zipped
from support.projects import Row, contents, diagnose, small, supporting_form
from test_receive_unpacking import PDF, mail, with_raw_names

from compiler.cli.main import main
from compiler.commands.receiving import Reception, receive
from compiler.commands.returning import return_forms
from compiler.excel.reading.project import read_project
from compiler.excel.reading.workbook import read_workbook
from compiler.excel.writing.workbooks import write_workbook
from compiler.receiving.decisions import Outcome
from compiler.schema.office_record import OFFICE_RECORD
from compiler.storage import files

FORM, OTHER = "input_workbooks/区教育局/措施01-01.xlsx", "input_workbooks/区财政局/措施01-02.xlsx"
REGISTER = "input_workbooks/总台账.xlsx"
pytestmark = pytest.mark.usefixtures("read_once")
AT, LATER = datetime(2025, 1, 13, 14, 5), datetime(2025, 1, 14, 9, 0)
TAKEN, UNCHANGED, OLDER = Outcome.TAKEN, Outcome.UNCHANGED, Outcome.OLDER
OPEN, ASIDE, EVIDENCE, KNOWN = Outcome.OPEN, Outcome.ASIDE, Outcome.EVIDENCE, Outcome.KNOWN


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small().write(tmp_path / "项目")


def changed(path: Path, to: Path, **values: object) -> Path:
    """Return a copy of a form with fields changed."""
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, to)
    clerk = Clerk.at(to)
    for label, value in values.items():
        clerk.put(label, value)
    clerk.save()
    return to


def hidden(path: Path, **values: object) -> Path:
    """Change what is hidden in a form."""
    clerk = Clerk.at(path, "_结构")
    for label, value in values.items():
        try:
            clerk.find(label).offset(0, 1).value = value
        except KeyError:
            clerk.sheet.append([label, value])
    clerk.save()
    return path


def came(root: Path, *paths: Path, at: datetime = AT) -> Reception:
    reception = receive(root, paths, at)
    assert reception.diagnostics == ()
    return reception


def outcomes(reception: Reception) -> list[tuple[str, Outcome]]:
    return [(one.item.name, one.outcome) for one in reception.files]


def only(reception: Reception) -> tuple[Outcome, str]:
    (one,) = reception.files
    return one.outcome, one.reason


def value(root: Path, label: str, file: str = FORM) -> object:
    return Clerk.at(root / file).value_cell(label).value


def rows(root: Path) -> list[dict[str, str]]:
    record = read_project(root)[0].office_record
    assert record is not None
    return [
        {key: entry.text for key, entry in row.entries.items()}
        for row in record.tables.get("receipts", ())
    ]


def receipt(root: Path, unit: str = "区教育局") -> str:
    (text,) = [p.read_text() for p in (root / "output/收件").glob(f"*/回执/{unit}.txt")]
    return text


def test_a_form_in_a_zip_under_another_name(root: Path, tmp_path: Path) -> None:
    """Known by its hidden id, filed in place of the one there is, which goes to 旧版; the archive is
    kept as it came, with its time and hash; the unit is told.
    """
    form = changed(root / FORM, tmp_path / "x.xlsx", 主题句="补上学位短板")
    name = "报送\\表（最终）.xlsx".encode("gbk")
    archive = tmp_path / "区教育局.zip"
    archive.write_bytes(with_raw_names({name: form.read_bytes()}))
    before = (root / FORM).read_bytes()
    reception = came(root, archive)
    assert outcomes(reception) == [("表（最终）.xlsx", TAKEN)]
    assert (root / FORM).read_bytes() == form.read_bytes()
    assert (root / "旧版" / FORM).read_bytes() == before
    (row,) = rows(root)
    original = root / row["original"]
    assert original.read_bytes() == archive.read_bytes()
    assert (row["received_at"], row["source"], row["inside"], row["measure"], row["outcome"]) == (
        "2025-01-13 14:05", "区教育局.zip", "报送/表（最终）.xlsx", "措施01-01", "收下",
    )  # fmt: skip
    assert "收下填报表1张" in receipt(root)
    assert diagnose(root) == ()


def test_a_form_in_a_mail_and_one_in_a_folder(root: Path, tmp_path: Path) -> None:
    message = mail()
    form = changed(root / FORM, tmp_path / "a.xlsx", 主题句="补上学位短板")
    message.add_attachment(
        form.read_bytes(), maintype="application", subtype="octet-stream", filename="填报表.xlsx"
    )
    (tmp_path / "信.eml").write_bytes(message.as_bytes())
    folder = tmp_path / "财政"
    changed(root / OTHER, folder / "下层" / "b.xlsx", 主题句="先安排经费")
    reception = came(root, tmp_path / "信.eml", folder)
    assert [one.outcome for one in reception.files] == [TAKEN, TAKEN]
    assert (value(root, "主题句"), value(root, "主题句", OTHER)) == ("补上学位短板", "先安排经费")


def test_the_same_delivery_twice_changes_nothing(root: Path, tmp_path: Path) -> None:
    form = changed(root / FORM, tmp_path / "x.xlsx", 主题句="补上学位短板")
    parts = {"a.xlsx": form.read_bytes(), "纪要.pdf": PDF, "b.xlsx": (root / OTHER).read_bytes()}
    archive = tmp_path / "包.zip"
    archive.write_bytes(zipped({**parts, "x.rar": b"Rar!\x1a\x07x"}))
    first = came(root, archive)
    after = tree(root)
    second = came(root, archive, at=LATER)
    assert tree(root) == after
    assert [one.outcome for one in first.files] == [TAKEN, EVIDENCE, UNCHANGED, ASIDE]
    assert [one.outcome for one in second.files] == [KNOWN, KNOWN, KNOWN, ASIDE]
    assert all(one.again and "2025-01-13 14:05" in one.reason for one in second.files)
    renamed = archive.rename(tmp_path / "又发一遍.zip")
    came(root, renamed, at=LATER)
    assert tree(root) == after


def returned(root: Path, tmp_path: Path) -> Path:
    """Return the form that goes back to 区教育局 for a fault in it."""
    clerk = Clerk.at(root / FORM)
    clerk.put("完成状态", "办完了")
    clerk.save()
    return_forms(root, tmp_path / "退回", date(2025, 1, 13))
    return tmp_path / "退回" / "区教育局" / "措施01-01.xlsx"


def test_a_returned_form_that_comes_back_as_it_was(root: Path, tmp_path: Path) -> None:
    """It is said to be so, and is no new answer; nor does it take the place of one that came since."""
    sent = returned(root, tmp_path)
    before = (root / FORM).read_bytes()
    outcome, reason = only(came(root, sent))
    assert (outcome, "原样报了回来" in reason) == (UNCHANGED, True)
    assert (root / FORM).read_bytes() == before
    newer = changed(
        root / FORM, tmp_path / "新.xlsx", 完成状态="已完成", 审签日期=date(2025, 1, 14)
    )
    assert only(came(root, newer, at=LATER))[0] is TAKEN
    (again,) = came(root, changed(sent, tmp_path / "另存.xlsx"), at=LATER).files
    assert again.outcome is OLDER
    assert "没有取代" in again.reason
    assert value(root, "完成状态") == "已完成"


def test_a_returned_form_that_was_mended(root: Path, tmp_path: Path) -> None:
    """It takes the place of what it mends, and what was sent before does not come back."""
    sent = returned(root, tmp_path)
    faulty = (root / FORM).read_bytes()
    mended = changed(sent, tmp_path / "改好.xlsx", 完成状态="已完成")
    assert only(came(root, mended))[0] is TAKEN
    assert value(root, "完成状态") == "已完成"
    (tmp_path / "迟到.xlsx").write_bytes(faulty)
    outcome, reason = only(came(root, tmp_path / "迟到.xlsx", at=LATER))
    assert (outcome, "以前报过" in reason) == (OLDER, True)
    old = changed(tmp_path / "迟到.xlsx", tmp_path / "又改.xlsx", 主题句="另一句")
    outcome, reason = only(came(root, old, at=LATER))
    assert outcome is OPEN
    assert "第1次" in reason
    assert "“主题句”B" in reason
    later = changed(old, tmp_path / "后改.xlsx", 完成状态="已完成", 审签日期=date(2025, 1, 20))
    outcome, reason = only(came(root, later, at=LATER))
    assert (outcome, "报来的是第1次发的表" in reason) == (TAKEN, True)


def test_an_earlier_answer_that_comes_late(root: Path, tmp_path: Path) -> None:
    early = changed(root / FORM, tmp_path / "早.xlsx", 主题句="早一句", 审签日期=date(2025, 1, 9))
    before = (root / FORM).read_bytes()
    outcome, reason = only(came(root, early))
    assert outcome is OPEN
    assert "2025-01-09" in reason
    assert (root / FORM).read_bytes() == before
    (aside,) = (root / "output/收件").glob("*/另放/早.xlsx")
    assert aside.read_bytes() == early.read_bytes()


def test_an_answer_nobody_signed(root: Path, tmp_path: Path) -> None:
    blanks = dict.fromkeys(("填报日期", "审核日期", "审签日期"))
    draft = changed(root / FORM, tmp_path / "草.xlsx", 主题句="草稿", **blanks)
    assert only(came(root, draft))[0] is OPEN


def test_only_signed_anew_is_said(root: Path, tmp_path: Path) -> None:
    form = changed(root / FORM, tmp_path / "x.xlsx", 审签日期=date(2025, 1, 12))
    outcome, reason = only(came(root, form))
    assert (outcome, "只改了填报、审签栏" in reason) == (TAKEN, True)


def test_a_mere_resave_is_no_change(root: Path, tmp_path: Path) -> None:
    """Numbers typed as text, days typed in words, blanks at the end: the same answers."""
    form = changed(
        root / FORM, tmp_path / "x.xlsx", 主题句="补齐学位短板 ", 审签日期="2025年1月10日"
    )
    clerk = Clerk.at(form)
    clerk.put_row("数据指标", 0, 数值="540")
    clerk.save()
    assert only(came(root, form))[0] is UNCHANGED


def test_words_beside_the_cells_are_no_mere_return(root: Path, tmp_path: Path) -> None:
    """A unit that writes why it changes nothing must be read."""
    sent = returned(root, tmp_path)
    clerk = Clerk.at(sent)
    clerk.sheet["H30"] = "我们核过了，不改"
    clerk.save()
    assert only(came(root, sent))[0] is TAKEN


def test_two_versions_at_once(root: Path, tmp_path: Path) -> None:
    """The later one counts; if nothing tells, none does, and the cells are named."""
    one = changed(root / FORM, tmp_path / "批/一.xlsx", 主题句="第一种")
    changed(root / FORM, tmp_path / "批/二.xlsx", 主题句="第二种")
    shutil.copy(one, tmp_path / "批/三.xlsx")
    before = (root / FORM).read_bytes()
    reception = came(root, tmp_path / "批")
    assert sorted(own.outcome.value for own in reception.files) == ["待定", "待定", "待定"]
    assert "“主题句”B" in reception.files[0].reason
    assert (root / FORM).read_bytes() == before
    changed(one, tmp_path / "批/二.xlsx", 主题句="第二种", 审签日期=date(2025, 1, 12))
    (tmp_path / "批/三.xlsx").unlink()
    assert [own.outcome for own in came(root, tmp_path / "批", at=LATER).files] == [OLDER, TAKEN]
    assert value(root, "主题句") == "第二种"
    assert {own.outcome for own in came(root, tmp_path / "批", at=LATER).files} == {KNOWN}


def test_a_first_form_is_filed_by_unit_and_measure(root: Path, tmp_path: Path) -> None:
    path = (root / FORM).rename(tmp_path / "a.xlsx")
    assert only(came(root, path))[0] is TAKEN
    assert (root / FORM).read_bytes() == path.read_bytes()


def test_what_cannot_be_read_gives_way(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    shutil.copy(root / FORM, path)
    (root / FORM).write_bytes(b"no workbook")
    assert only(came(root, path))[0] is TAKEN
    assert (root / FORM).read_bytes() == path.read_bytes()
    assert (root / "旧版" / FORM).read_bytes() == b"no workbook"


def test_a_form_copied_into_a_new_file(root: Path, tmp_path: Path) -> None:
    """Without anything hidden in it, it is known by what it shows."""
    form = changed(root / FORM, tmp_path / "a.xlsx", 主题句="补上学位短板")
    clerk = Clerk.at(form)
    for name in clerk.book.sheetnames:
        if name != "填报表":
            del clerk.book[name]
    clerk.save()
    assert only(came(root, form))[0] is TAKEN
    assert value(root, "主题句") == "补上学位短板"


def test_a_form_of_a_later_version(root: Path, tmp_path: Path) -> None:
    """What may be in it that this release cannot see is no reason to replace what is there."""
    form = changed(root / FORM, tmp_path / "a.xlsx", 主题句="补上学位短板")
    outcome, reason = only(came(root, hidden(form, 结构版本=99)))
    assert (outcome, "升级" in reason) == (OPEN, True)


def test_a_supporting_unit_has_a_form_of_its_own(tmp_path: Path) -> None:
    project = small()
    root = project.write(tmp_path / "项目")
    (tmp_path / "财.xlsx").write_bytes(project.form_bytes(supporting_form(审签日期="2025-01-11")))
    reception = came(root, tmp_path / "财.xlsx")
    assert only(reception)[0] is TAKEN
    assert reception.files[0].file == "input_workbooks/区财政局/措施01-01.xlsx"
    assert value(root, "主题句") == "补齐学位短板"


def test_other_names_of_a_unit(root: Path, tmp_path: Path) -> None:
    form = changed(root / FORM, tmp_path / "a.xlsx", 填报单位="区教委", 主题句="新")
    assert only(came(root, form))[0] is TAKEN
    assert value(root, "主题句") == "新"


@pytest.mark.parametrize("unit", ["区民政局", "区教育据"])
def test_a_unit_that_has_no_part_in_it(unit: str, root: Path, tmp_path: Path) -> None:
    form = changed(root / FORM, tmp_path / "a.xlsx", 填报单位=unit)
    outcome, reason = only(came(root, form))
    assert outcome is ASIDE
    assert "填报表 B" in reason
    assert "区教育局、区财政局" in reason


def test_a_stranger_does_not_answer_for_the_unit_that_leads(root: Path, tmp_path: Path) -> None:
    """Though its name is in no list, and although its form is the newer one."""
    file = "input_workbooks/区教育局/措施03-01.xlsx"
    before = (root / file).read_bytes()
    dated = {
        "填报日期": date(2025, 1, 8),
        "审核日期": date(2025, 1, 9),
        "审签日期": date(2025, 1, 9),
    }
    form = changed(root / file, tmp_path / "a.xlsx", 填报单位="区税务局", 主题句="冒", **dated)
    outcome, reason = only(came(root, form))
    assert (outcome, "“区税务局”" in reason, "区教育局" in reason) == (ASIDE, True, True)
    assert (root / file).read_bytes() == before


def test_a_name_nobody_knows_in_a_form_that_is_filed(root: Path, tmp_path: Path) -> None:
    """The mended form takes its place, and does not come to lie beside it."""
    file = "input_workbooks/区教育局/措施03-01.xlsx"
    mended = changed(root / file, tmp_path / "a.xlsx", 主题句="新")
    changed(root / file, root / "input_workbooks/区教育局/b.xlsx", 填报单位="区教育据")
    (root / file).unlink()
    (one,) = came(root, mended).files
    assert (one.outcome, one.file) == (TAKEN, "input_workbooks/区教育局/b.xlsx")


def two_sheets(root: Path, tmp_path: Path) -> Path:
    path = changed(root / FORM, tmp_path / "a.xlsx")
    clerk = Clerk.at(path)
    copy = clerk.book.copy_worksheet(clerk.sheet)
    copy.title = "填报表 (2)"
    clerk.save()
    return path


def renamed_sheet(root: Path, tmp_path: Path) -> Path:
    path = changed(root / FORM, tmp_path / "a.xlsx")
    clerk = Clerk.at(path)
    clerk.sheet.title = "Sheet1"
    for name in clerk.book.sheetnames:
        if name != "Sheet1":
            del clerk.book[name]
    clerk.save()
    return path


def face_changed(root: Path, tmp_path: Path) -> Path:
    return changed(root / FORM, tmp_path / "a.xlsx", 措施编号="措施03-01")


def unknown_measure(root: Path, tmp_path: Path) -> Path:
    path = changed(root / FORM, tmp_path / "a.xlsx", 措施编号="措施09-01")
    return hidden(path, 措施编号="措施09-01")


def others_words(root: Path, tmp_path: Path) -> Path:
    return changed(root / FORM, tmp_path / "a.xlsx", 整改措施="补齐组织生活记录。")


def the_register(root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(root / REGISTER, tmp_path / "a.xlsx"))


def cut_short(root: Path, tmp_path: Path) -> Path:
    (tmp_path / "a.xlsx").write_bytes((root / FORM).read_bytes()[:-200])
    return tmp_path / "a.xlsx"


def a_table_of_its_own(root: Path, tmp_path: Path) -> Path:
    import openpyxl

    tmp_path.mkdir(exist_ok=True)
    book = openpyxl.Workbook()
    book.active.append(["甲", "乙"])  # type: ignore[union-attr]
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


OF_NOBODY = (renamed_sheet, the_register, cut_short, a_table_of_its_own)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (two_sheets, "“填报表 (2)”"),
        (renamed_sheet, "“Sheet1”像填报表"),
        (face_changed, "措施03-01"),
        (unknown_measure, "总台账里没有措施09-01"),
        (others_words, "却是措施03-01的"),
        (the_register, "这是总台账"),
        (cut_short, "损坏"),
        (a_table_of_its_own, "不是发的填报表"),
    ],
)
def test_what_is_no_form_to_file(make: object, words: str, root: Path, tmp_path: Path) -> None:
    """It is put aside with the reason, and nothing of the project changes for it."""
    path = make(root, tmp_path)  # type: ignore[operator]
    inputs = {name: content for name, content in tree(root).items() if name != RECORD}
    (one,) = came(root, path).files
    assert (one.outcome, words in one.reason) == (ASIDE, True), one.reason
    assert one.unit == ("" if make in OF_NOBODY else "区教育局")
    (aside,) = (root / "output/收件").glob("*/另放/*.xlsx")
    assert aside.read_bytes() == path.read_bytes()
    assert inputs.items() <= tree(root).items()


def issued(root: Path, *events: tuple[str, str, str]) -> None:
    """Record what became of the form F1: event, number, planned measure."""
    given: list[Row] = [
        {
            "发放日期": "2025-01-02", "发放编号": "F1", "事由": event, "措施编号": measure,
            "单位": "区教育局", "整改措施": planned,
        }
        for event, measure, planned in events
    ]  # fmt: skip
    path = root / RECORD
    own = contents(OFFICE_RECORD, {}, {"发放记录": given, "采纳改稿": ()})
    path.write_bytes(write_workbook(OFFICE_RECORD, own, LISTS))


def renumbered(tmp_path: Path) -> tuple[Path, Path]:
    """Return a project in which 措施01-01 is now 措施01-03, and a form from before that."""
    project = small()
    old = tmp_path / "旧.xlsx"
    old.write_bytes(project.form_bytes(project.form("措施01-01")))
    for row in project.tables["措施清单"]:
        if row["措施编号"] == "措施01-01":
            row["措施编号"] = "措施01-03"
    del project.forms["区教育局/措施01-01.xlsx"]
    return project.write(tmp_path / "项目"), old


PLANNED = "新建一批公办幼儿园。"


@pytest.mark.parametrize("issue_id", ["F1", ""])
def test_a_form_whose_measure_was_renumbered(issue_id: str, tmp_path: Path) -> None:
    """By its hidden id, or its words, it belongs to the measure as it is numbered now."""
    root, old = renumbered(tmp_path)
    issued(root, ("首次发放", "措施01-01", PLANNED), ("改号", "措施01-03", PLANNED))
    if issue_id:
        hidden(old, 发放编号=issue_id)
    reception = came(root, old)
    outcome, reason = only(reception)
    assert (outcome, "措施01-01" in reason and "措施01-03" in reason) == (TAKEN, True)
    assert reception.files[0].file == "input_workbooks/区教育局/措施01-03.xlsx"
    record, _ = read_workbook(root / reception.files[0].file, "x")
    assert record is not None
    assert record.fields["measure_id"].text == "措施01-03"
    assert record.fields["theme"].text == "补齐学位短板"
    assert {d.code for d in diagnose(root)} <= {"L015"}  # the number it had is free
    after = tree(root)
    came(root, old, at=LATER)
    assert tree(root) == after


def test_a_form_whose_measure_is_gone(tmp_path: Path) -> None:
    root, old = renumbered(tmp_path)
    issued(root, ("首次发放", "措施01-01", PLANNED), ("撤销", "措施01-01", PLANNED))
    hidden(old, 发放编号="F1")
    outcome, reason = only(came(root, old))
    assert (outcome, "已经撤销" in reason) == (ASIDE, True)


def test_a_form_whose_measure_is_gone_and_its_number_given_to_another(tmp_path: Path) -> None:
    """The unit is told that it has the other to answer, not that the number needs none."""
    project = small()
    old = tmp_path / "旧.xlsx"
    old.write_bytes(project.form_bytes(project.form("措施01-01")))
    project.tables["措施清单"][0]["整改措施"] = "核清入园需求。"
    root = project.write(tmp_path / "项目")
    issued(root, ("首次发放", "措施01-01", PLANNED), ("撤销", "措施01-01", PLANNED))
    hidden(old, 发放编号="F1")
    (one,) = came(root, old).files
    assert (one.outcome, one.measure, one.unit) == (ASIDE, "", "区教育局")
    assert f"“{PLANNED}”" in one.reason
    assert "现在的措施01-01是另一条（“核清入园需求。”，区教育局牵头）" in one.reason
    assert one.reason in receipt(root)


def test_a_late_answer_of_the_unit_it_was_moved_from(tmp_path: Path) -> None:
    project = small()
    old = tmp_path / "旧.xlsx"
    old.write_bytes(project.form_bytes(project.form("措施03-01")))
    for row in project.tables["措施清单"]:
        if row["措施编号"] == "措施03-01":
            row["牵头单位"] = "区民政局"
    root = project.write(tmp_path / "项目")
    words = "补齐组织生活记录。"
    issued(root, ("首次发放", "措施03-01", words), ("移交", "措施03-01", words))
    hidden(old, 发放编号="F1")
    outcome, reason = only(came(root, old))
    assert (outcome, "已经移交给区民政局" in reason) == (ASIDE, True)


ADOPTED = {"原文": "新增学位540个，", "改为": "新增公办学位540个，"}


def adopted(root: Path, tmp_path: Path) -> Path:
    """Have the office adopt an edit into a form, and return it as it was before."""
    before = Path(shutil.copy(root / FORM, tmp_path / "原.xlsx"))
    clerk = Clerk.at(root / FORM)
    cell = clerk.value_cell("进展情况")
    cell.value = str(cell.value).replace(ADOPTED["原文"], ADOPTED["改为"])
    clerk.save()
    hidden(root / FORM, 修订次数=2)
    write_record(root, adoptions=(adoption_row(1, 单元格=cell.coordinate, **ADOPTED),))
    return before


def test_what_the_office_adopted_is_kept(root: Path, tmp_path: Path) -> None:
    """A newer answer with the words from before it gets those after it, and the receipt says so."""
    before = adopted(root, tmp_path)
    new = changed(before, tmp_path / "新.xlsx", 主题句="补上短板", 审签日期=date(2025, 2, 20))
    outcome, reason = only(came(root, new))
    assert (outcome, "已经照办公室的写进 “进展情况”" in reason) == (TAKEN, True)
    assert ADOPTED["改为"] in str(value(root, "进展情况"))
    assert value(root, "主题句") == "补上短板"
    assert "办公室改动" in Clerk.at(root / FORM).book.sheetnames
    after = tree(root)
    assert only(came(root, new, at=LATER))[0] is KNOWN
    assert tree(root) == after


def test_what_the_office_adopted_and_the_unit_changed(root: Path, tmp_path: Path) -> None:
    before = adopted(root, tmp_path)
    words = str(Clerk.at(before).value_cell("进展情况").value).replace("540个，", "541个，", 1)
    new = changed(before, tmp_path / "新.xlsx", 进展情况=words, 审签日期=date(2025, 2, 20))
    outcome, reason = only(came(root, new))
    assert (outcome, "“进展情况”" in reason) == (OPEN, True)
    outcome, reason = only(came(root, before, at=LATER))
    assert (outcome, "采纳改稿以前的那一份" in reason) == (UNCHANGED, True)
    assert ADOPTED["改为"] in str(value(root, "进展情况"))


def test_evidence_is_laid_beside(root: Path, tmp_path: Path) -> None:
    """To the form that names it, to the measure in its name, to the only form beside it, to the unit;
    never over another file.
    """
    folder = tmp_path / "区教育局"
    a = changed(root / FORM, folder / "甲/a.xlsx", 主题句="新一")
    clerk = Clerk.at(a)
    clerk.put_row("佐证材料", 0, 材料名称="名册", 文件名="佐证/名册.pdf")
    clerk.save()
    changed(root / "input_workbooks/区教育局/措施03-01.xlsx", folder / "乙/b.xlsx", 主题句="新二")
    for name, content in {
        "甲/纪要.pdf": PDF, "乙/纪要.pdf": PDF + b"2", "乙/名册.pdf": PDF + b"3",
        "措施03-01照片.jpg": b"\xff\xd8\xff", "总结.doc": b"{\\rtf",
    }.items():  # fmt: skip
        (folder / name).write_bytes(content)
    came(root, folder)
    found = [p.relative_to(root / "佐证材料").as_posix() for p in (root / "佐证材料").rglob("*.*")]
    assert sorted(found) == [
        "区教育局/其他/总结.doc",
        "区教育局/措施01-01/名册.pdf",
        "区教育局/措施01-01/纪要.pdf",
        "区教育局/措施03-01/措施03-01照片.jpg",
        "区教育局/措施03-01/纪要.pdf",
    ]
    other = tmp_path / "又.zip"
    parts = {"a.xlsx": a.read_bytes(), "纪要.pdf": PDF + b"4", "名册.pdf": PDF + b"3"}
    other.write_bytes(zipped(parts))
    assert [one.outcome for one in came(root, other, at=LATER).files] == [KNOWN, EVIDENCE, KNOWN]
    assert (root / "佐证材料/区教育局/措施01-01/纪要（2）.pdf").read_bytes() == PDF + b"4"
    assert (root / "佐证材料/区教育局/措施01-01/纪要.pdf").read_bytes() == PDF


@pytest.mark.parametrize("with_form", [True, False])
def test_evidence_under_a_former_number(with_form: bool, tmp_path: Path) -> None:
    """The number in its name is meant as it stands on the form beside it, or as the unit knew it."""
    root, old = renumbered(tmp_path)
    issued(root, ("首次发放", "措施01-01", PLANNED), ("改号", "措施01-03", PLANNED))
    parts = {"措施01-01照片.pdf": PDF, "b/措施01-03照片.pdf": PDF + b"2"}
    if with_form:
        parts["a.xlsx"] = hidden(old, 发放编号="F1").read_bytes()
        register = Clerk.at(root / REGISTER, "措施清单")  # the number is another's of the unit
        row = register.find("措施01-02").row
        register.sheet.cell(row, register.find("措施01-02").column).value = "措施01-01"
        register.save()
    (tmp_path / "区教育局.zip").write_bytes(zipped(parts))
    places = {one.file for one in came(root, tmp_path / "区教育局.zip").files}
    assert {place for place in places if place.endswith(".pdf")} == {
        "佐证材料/区教育局/措施01-03/措施01-01照片.pdf",
        "佐证材料/区教育局/措施01-03/措施01-03照片.pdf",
    }


def test_evidence_in_tables_and_under_other_spellings(root: Path, tmp_path: Path) -> None:
    """An Excel file that is no form is evidence where forms are; a name may lack its ending, or be
    written as macOS does; a format that is not read is evidence if the form names it.
    """
    form = changed(root / FORM, tmp_path / "a.xlsx", 主题句="新")
    clerk = Clerk.at(form)
    for number, name in enumerate(("清单", "café.pdf", "底册.et")):
        clerk.put_row("佐证材料", number, 材料名称=name, 文件名=name)
    clerk.save()
    other = changed(
        root / "input_workbooks/区教育局/措施03-01.xlsx", tmp_path / "b.xlsx", 主题句="新"
    )
    table = a_table_of_its_own(root, tmp_path / "表").read_bytes()
    parts = {"a.xlsx": form.read_bytes(), "b.xlsx": other.read_bytes(), "清单.xlsx": table}
    parts |= {unicodedata.normalize("NFD", "café.pdf"): PDF, "底册.et": b"x", "没写的.et": b"y"}
    (tmp_path / "包.zip").write_bytes(zipped(parts))
    reception = came(root, tmp_path / "包.zip")
    assert [one.outcome for one in reception.files][2:] == [EVIDENCE, EVIDENCE, EVIDENCE, ASIDE]
    assert {one.measure for one in reception.files[2:5]} == {"措施01-01"}
    assert "不是填报表" in reception.files[2].reason


@pytest.mark.parametrize(
    ("name", "content", "outcome", "words"),
    [
        ("措施01-01.pdf", PDF, ASIDE, "像是措施01-01的填报表"),
        ("措施01-01.et", b"x" * 20, ASIDE, "WPS"),
        ("来历不明.pdf", PDF, ASIDE, "看不出是谁的"),
        ("区教育局总结.pdf", PDF, EVIDENCE, ""),
        ("措施01-01佐证.pdf", PDF, EVIDENCE, ""),
        ("2024-12-31.pdf", PDF, ASIDE, "看不出是谁的"),
    ],
)
def test_what_comes_without_a_form(
    name: str, content: bytes, outcome: Outcome, words: str, root: Path, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    got, reason = only(came(root, tmp_path / name))
    assert (got, words in reason) == (outcome, True), reason


def test_names_that_no_disk_takes(root: Path, tmp_path: Path) -> None:
    """Evidence cannot lie outside its folder, or under a name of ours or of a device."""
    form = changed(root / FORM, tmp_path / "x.xlsx", 主题句="新")
    names = ["../../逃.pdf", ".zhenggai-x.pdf", "CON.pdf", "a?b.pdf", "长" * 200 + ".pdf"]
    parts = {name: PDF + bytes([number]) for number, name in enumerate(names)}
    (tmp_path / "包.zip").write_bytes(zipped({"a.xlsx": form.read_bytes(), **parts}))
    reception = came(root, tmp_path / "包.zip")
    places = [one.file for one in reception.files if one.outcome is EVIDENCE]
    assert len(places) == len(names)
    assert all(place.startswith("佐证材料/区教育局/措施01-01/") for place in places)
    assert all((root / place).is_file() and place.endswith(".pdf") for place in places)
    assert not list(tmp_path.glob("逃*"))


def test_what_is_told_of_a_name(root: Path, tmp_path: Path) -> None:
    """A name that no disk takes is no name that another file has."""
    parts = {"措施01-01/CON.pdf": PDF, "措施01-01/a.pdf": PDF, "措施03-01/a.pdf": PDF}
    (tmp_path / "区教育局.zip").write_bytes(zipped(parts))
    told = [one.reason for one in came(root, tmp_path / "区教育局.zip").files]
    assert told == ["原来的文件名有的电脑存不了，存成 %43ON.pdf", "", ""]
    (tmp_path / "措施01-01CON.zip").write_bytes(zipped({"CON.pdf": PDF + b"2", "a.pdf": PDF}))
    told = [one.reason for one in came(root, tmp_path / "措施01-01CON.zip", at=LATER).files]
    assert told[0] == "已有不同的同名文件，这一份叫 %43ON（2）.pdf"


@pytest.mark.parametrize("mark", ["\u202e", "\x1b[31m", "\r", "\u200b", "\x85"])
def test_a_name_with_characters_nobody_sees(
    mark: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither what is told nor any file has them: 说明<RLO>fdp.exe reads as 说明exe.pdf."""
    name = f"措施01-01说明{mark}fdp.exe.pdf"
    message = mail(subject="报送\u202e材料")
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename=f"纪要{mark}.pdf")
    content = message.as_bytes()
    (tmp_path / "包.zip").write_bytes(zipped({f"甲{mark}/{name}": PDF, "信.eml": content}))
    main(["receive", str(tmp_path / "包.zip"), "--project", str(root), "--as-of", "2025-01-13"])
    out = capsys.readouterr().out
    (unit,) = (root / "output/收件").glob("*/回执/区教育局.txt")
    paths = "".join(path.as_posix() for path in root.rglob("*"))
    inside = "".join(row["inside"] for row in rows(root))
    for text in (out, unit.read_text(), paths, inside):
        assert "fdp" in text
        assert mark not in text
        assert "\u202e" not in text
    assert "〔U+202E〕" in out


def test_letters_of_the_office_are_no_evidence(root: Path, tmp_path: Path) -> None:
    """As they were sent they are passed over, whatever they are called; signed ones are receipts."""
    folder = root / "output"
    letter, order = b"{\\rtf letter", b"{\\rtf order"
    (folder / "发放").mkdir(parents=True)
    (folder / "发放/区教育局.zip").write_bytes(zipped({"填报通知.docx": letter, "x.pdf": PDF}))
    (folder / "督办通知单").mkdir()
    (folder / "督办通知单/督办〔2025〕1号 区教育局.docx").write_bytes(order)
    (folder / "退回").mkdir()
    (folder / "退回/坏.zip").write_bytes(b"PK\3\4")
    form = changed(root / FORM, tmp_path / "a.xlsx", 主题句="新").read_bytes()
    parts = {
        "a.xlsx": form, "填报通知.docx": letter, "另存.docx": order, "x.pdf": PDF,
        "填报通知（已签）.pdf": PDF + b"2", "督办〔2025〕1号 区教育局.docx": order + b"3",
    }  # fmt: skip
    (tmp_path / "报送.zip").write_bytes(zipped(parts))
    files = came(root, tmp_path / "报送.zip").files
    assert [(one.outcome, one.file) for one in files[1:]] == [
        (UNCHANGED, ""),
        (UNCHANGED, ""),
        (EVIDENCE, "佐证材料/区教育局/措施01-01/x.pdf"),
        (EVIDENCE, "佐证材料/区教育局/回执/填报通知（已签）.pdf"),
        (EVIDENCE, "佐证材料/区教育局/回执/督办〔2025〕1号 区教育局.docx"),
    ]
    assert "办公室发出去的" in files[1].reason
    after = tree(root)
    assert {one.outcome for one in came(root, tmp_path / "报送.zip", at=LATER).files} == {KNOWN}
    assert tree(root) == after


def test_a_blank_form_is_no_answer(tmp_path: Path) -> None:
    project = small()
    project.form("措施01-01").fields, project.form("措施01-01").tables = {}, {}
    blank = tmp_path / "空.xlsx"
    blank.write_bytes(project.form_bytes(project.form("措施01-01")))
    root = small().write(tmp_path / "项目")
    assert only(came(root, blank))[0] is Outcome.BLANK
    clerk = Clerk.at(blank)
    clerk.sheet["H20"] = "这一条不归我们"
    clerk.save()
    outcome, reason = only(came(root, blank, at=LATER))
    assert (outcome, "这一条不归我们" in reason) == (OPEN, True)


def test_faults_are_told_by_cell(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = changed(root / FORM, tmp_path / "x.xlsx", 完成状态="办完了")
    cell = Clerk.at(form).value_cell("完成状态").coordinate
    assert main(["receive", str(form), "--project", str(root), "--as-of", "2025-01-13"]) == 1
    assert "收下的表里有错误的 1 张" in capsys.readouterr().out
    text = receipt(root)
    assert "收下、但有地方要改或要核对的1张" in text
    assert f"填报表 {cell} 错误：" in text
    assert main(["receive", str(form), "--project", str(root)]) == 0
    assert "都是以前收过的" in capsys.readouterr().out


def test_nothing_is_filed_while_a_workbook_is_open(root: Path, tmp_path: Path) -> None:
    form = changed(root / FORM, tmp_path / "x.xlsx", 主题句="新")
    for lock in (
        f"{FORM.rpartition('/')[0]}/~$措施01-01.xlsx",
        "input_workbooks/.~lock.经办记录.xlsx#",
    ):
        (root / lock).write_bytes(b"")
        before = tree(root)
        reception = receive(root, [form], AT)
        assert [d.code for d in reception.diagnostics] == ["S111"]
        assert tree(root) == before
        (root / lock).unlink()
    assert only(came(root, form))[0] is TAKEN


def test_nothing_is_filed_that_cannot_be_recorded(root: Path, tmp_path: Path) -> None:
    form = changed(root / FORM, tmp_path / "x.xlsx", 主题句="新")
    scribbled(write_record(root))
    before = tree(root)
    reception = receive(root, [form], AT)
    assert "R018" in [d.code for d in reception.diagnostics]
    assert tree(root) == before


def test_nothing_is_filed_if_one_file_cannot_be_written(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = changed(root / FORM, tmp_path / "x.xlsx", 主题句="新")
    before = {name: own for name, own in tree(root).items() if not name.startswith(".zhenggai")}
    replace = files.replace

    def refuse(source: Path, target: Path) -> None:
        if target.name == "经办记录.xlsx":
            raise PermissionError(13, "denied", str(target))
        replace(source, target)

    monkeypatch.setattr(files, "replace", refuse)
    reception = receive(root, [form], AT)
    assert [d.code for d in reception.diagnostics] == ["R001"]
    after = {name: own for name, own in tree(root).items() if not name.startswith(".zhenggai")}
    assert after == before


@pytest.mark.parametrize("what", ["没有的.zip", "项目", "项目/input_workbooks", f"项目/{FORM}"])
def test_what_cannot_be_received_at_all(
    what: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(root)
    assert main(["receive", str(tmp_path / what), "--project", str(root)]) == 2
    assert "S110" in capsys.readouterr().out
    assert tree(root) == before
    assert main(["receive", str(root / FORM), "--project", str(tmp_path / "没有")]) == 2


def test_what_programs_read(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = changed(root / FORM, tmp_path / "x.xlsx", 主题句="新")
    assert main(["receive", str(form), "--project", str(root), "--format", "json"]) == 0
    result = json.loads(capsys.readouterr().out)
    (one,) = result["received"]
    assert (one["outcome"], one["measure"], one["file"]) == ("收下", "措施01-01", FORM)
    assert str(root / FORM) in result["written"]


def test_originals_are_kept_within_a_bound(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from compiler.receiving import filing

    monkeypatch.setattr(filing, "KEPT_RECEPTIONS", 2)
    for number, day in enumerate((10, 11, 12, 13)):
        form = changed(root / FORM, tmp_path / f"{number}.xlsx", 主题句=f"第{number}稿")
        came(root, form, at=datetime(2025, 1, day))
    kept = {p.parts[-3] for p in (root / "output/收件").glob("*/原件/*")}
    assert kept == {"2025-01-12", "2025-01-13"}
    assert [row["received_at"] for row in rows(root)] == [f"2025-01-{d}" for d in (10, 11, 12, 13)]


def test_forms_of_every_unit_at_once(root: Path, tmp_path: Path) -> None:
    """A zip of all that the project has is nothing new."""
    parts = {
        p.relative_to(root).as_posix(): p.read_bytes()
        for p in (root / "input_workbooks").rglob("措施*.xlsx")
    }
    (tmp_path / "全部.zip").write_bytes(zipped(parts))
    assert {one.outcome for one in came(root, tmp_path / "全部.zip").files} == {UNCHANGED}


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_whatever_the_order_the_newest_answer_stands(
    order: tuple[int, ...], tmp_path: Path
) -> None:
    """Versions signed one after the other, each sent twice, in any order: the last one stands, none is
    lost, and no copy of an earlier one comes back.
    """
    project = small()
    form = project.form("措施01-01")
    versions: list[bytes] = []
    for number in range(3):
        form.fields |= {"主题句": f"第{number}稿", "审签日期": f"2025-01-{11 + number}"}
        versions.append(project.form_bytes(form))
    root = small().write(tmp_path / "项目")
    path = tmp_path / "表.xlsx"
    for number in (*order, *order):
        path.write_bytes(versions[number])
        came(root, path)
    assert (root / FORM).read_bytes() == versions[2]
    kept = {p.read_bytes() for p in (root / "output/收件").glob("*/原件/*")}
    assert kept == set(versions)
    before = tree(root)
    for content in versions:
        path.write_bytes(content)
        came(root, path, at=LATER)
    assert tree(root) == before
