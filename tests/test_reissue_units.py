"""What units and the clerk are told when the register changes, and what is done with forms of all
kinds.
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from support.clerk import Clerk
from support.office_records import RECORD, adoption_row, notice_row, scribbled, write_record
from support.projects import Project
from support.reissue import (
    a_round,
    answers_under,
    changed,
    filled,
    issued_round,
    progress_for,
    put_register,
    read,
    rows,
    where,
)

from compiler.analysis.supervisions import notices_due
from compiler.cli.main import main
from compiler.commands.checking import analyse
from compiler.commands.issuing import Packs, issue_forms
from compiler.commands.returning import return_forms
from compiler.commands.status import project_status
from compiler.commands.supervising import supervise
from compiler.model.register import Supervision
from compiler.outputs.issuing.issued import UNCLEAR

DAY, SENT_UNTIL = date(2025, 1, 13), date(2025, 1, 20)
FORM = "input_workbooks/区教育局/措施01-01.xlsx"


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round of seven measures, all answered."""
    return issued_round(tmp_path_factory.mktemp("answered"))


@pytest.fixture
def root(answered: Path, tmp_path: Path) -> Path:
    return shutil.copytree(answered, tmp_path / "项目")


@pytest.fixture
def project() -> Project:
    return a_round()


def exchange(project: Project) -> None:
    """Let the first two measures change numbers."""
    first, second = rows(project)["措施01-01"], rows(project)["措施01-02"]
    first["措施编号"], second["措施编号"] = "措施01-02", "措施01-01"


def letters(root: Path) -> dict[str, str]:
    """Return the letters of the packs by unit."""
    found = {}
    for path in (root / "output/发放").glob("*.zip"):
        with ZipFile(path) as archive:
            letter = docx.Document(BytesIO(archive.read("填报通知.docx")))
            found[path.stem] = "\n".join(it.text for it in letter.paragraphs)
    return found


# What is told


def test_every_unit_is_told_what_changed(root: Path, project: Project) -> None:
    """Who keeps a form reads old and new, who loses one that it is not to be filled in any more, who
    gets one whose answer it begins with; what is as it was is not told.
    """
    table = rows(project)
    exchange(project)
    table["措施01-03"]["牵头单位"] = "区民政局"
    table["措施02-02"]["整改时限"] = "2025-09-30"
    project.tables["措施清单"].remove(table["措施03-02"])
    put_register(root, project)
    issue_forms(root, packs=Packs(root / "output/发放", DAY))
    told = letters(root)
    assert set(told) == {"区教育局", "区财政局", "区民政局"}
    assert "措施编号由“措施01-01”改为“措施01-02”" in told["区教育局"]
    assert "（改由区民政局牵头）" in told["区教育局"]
    assert "措施03-02：对记录造假的党支部书记进行约谈（已撤销）。" in told["区教育局"]
    assert "措施03-01" not in told["区教育局"]
    assert "整改时限由“2025年6月30日”改为“2025年9月30日”" in told["区民政局"]
    assert "原由区教育局牵头，它填的内容已带入表中" in told["区民政局"]


def test_a_unit_that_only_loses_gets_a_letter(root: Path, project: Project) -> None:
    project.tables["措施清单"].remove(rows(project)["措施03-02"])
    put_register(root, project)
    issue_forms(root, packs=Packs(root / "output/发放", DAY))
    with ZipFile(root / "output/发放/区教育局.zip") as archive:
        assert archive.namelist() == ["填报通知.docx"]


def test_the_console_shows_it_before_and_after(
    root: Path, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    exchange(project)
    put_register(root, project)
    assert main(["issue", str(root), "--list", "--as-of", "2025-01-13"]) == 0
    looked = capsys.readouterr().out
    assert "改号（2 条）" in looked
    assert "措施01-02（原 措施01-01）  区教育局  措施01-01 → 措施01-02" in looked
    assert "什么也没有写" in looked
    assert not (root / "旧版").exists()
    assert main(["issue", str(root), "--format", "json", "--as-of", "2025-01-13"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [(it["event"], it["measure"], it["former"]) for it in said["changes"]] == [
        ("改号", "措施01-02", "措施01-01"),
        ("改号", "措施01-01", "措施01-02"),
    ]
    assert main(["issue", str(root), "--as-of", "2025-01-13"]) == 0
    assert "改号" not in capsys.readouterr().out


def test_decisions_on_the_command_line(root: Path, project: Project) -> None:
    """A number is taken in any spelling; one that was never issued is R061, and is nothing done."""
    row = rows(project)["措施03-02"]
    given = progress_for(str(row["整改措施"]))
    row["整改措施"] = "建立谈心谈话登记制度。"
    put_register(root, project)
    assert main(["issue", str(root), "--same", "３－２", "--as-of", "2025-01-13"]) == 0
    assert answers_under(root)["建立谈心谈话登记制度。"] == given
    rows(project)["措施01-01"]["整改时限"] = "2025-12-31"
    put_register(root, project)
    before = (root / FORM).read_bytes()
    assert main(["issue", str(root), "--other", "9-9", "--as-of", "2025-01-13"]) == 1
    assert (root / FORM).read_bytes() == before


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param(["--same", "1-1=1-2"], ["措施01-01"], id="both are live"),
        pytest.param(["--same", "3-2=1-2"], ["措施01-02"], id="the new one is taken"),
        pytest.param(["--other", "1-2"], ["措施01-02"], id="live"),
        pytest.param(["--other", "3-2", "--same", "3-2"], ["--other"], id="both for one"),
        pytest.param(
            ["--same", "3-2", "--same", "3-2=1-1"], ["措施01-01"], id="two numbers for one"
        ),
        pytest.param(
            ["--other", "1-2", "--same", "1-1=1-3", "--same", "3-2"],
            ["措施01-02", "措施01-01"],
            id="each of several",
        ),
    ],
)
def test_what_cannot_be_is_not_done(
    root: Path,
    project: Project,
    said: list[str],
    told: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """R061 for each decision that speaks of a measure which is surely another, and nothing is done."""
    rows(project)["措施03-02"]["整改措施"] = "建立谈心谈话登记制度。"
    put_register(root, project)
    before = (root / RECORD).read_bytes()
    assert main(["issue", str(root), *said, "--as-of", "2025-01-13"]) == 1
    shown = capsys.readouterr().out
    assert shown.count("R061") >= len(told)
    assert all(word in shown for word in told)
    assert (root / RECORD).read_bytes() == before


def test_return_leaves_the_office_its_own(root: Path, project: Project) -> None:
    """No unit gets back a form that is only out of step with the register, or another measure's by now;
    the clerk is told.
    """
    exchange(project)
    rows(project)["措施01-03"]["牵头单位"] = "区财政局"
    rows(project)["措施02-02"]["整改时限"] = "2025-09-30"
    put_register(root, project)
    returned = return_forms(root, root / "output/退回", DAY)
    assert returned.forms == ()
    assert {d.code for d in returned.lost} >= {"L060", "L005", "L006"}


@pytest.mark.parametrize("unit", ["区水务局", "区民政局"])
def test_no_unit_is_told_to_change_the_register(root: Path, project: Project, unit: str) -> None:
    """A unit that typed another's name reads what it can do itself."""
    clerk = Clerk.at(root / FORM)
    clerk.put("填报单位", unit)
    clerk.save()
    assert return_forms(root, root / "output/退回", DAY).forms == (FORM,)
    (back,) = (root / "output/退回").rglob("措施01-01.xlsx")
    said = [
        str(cell.value)
        for row in Clerk.at(back, "退回问题").sheet.iter_rows(min_row=3)
        for cell in row
        if cell.value
    ]
    assert any("请与巡视办联系" in text for text in said)
    assert not any(word in text for text in said for word in ("总台账", "名录里补", "zhenggai"))


# What is done


def test_forms_of_supporting_units_follow(root: Path, project: Project) -> None:
    """They keep their unit and what it sent, under the same issue."""
    copied = read(root / FORM)
    assert copied is not None
    sent = root / "input_workbooks/区财政局/措施01-01.xlsx"
    sent.write_bytes(filled(copied, {"进展情况": "区财政局的情况。"}, "区财政局"))
    exchange(project)
    changed(root, project)
    moved = read(root / "input_workbooks/区财政局/措施01-02.xlsx")
    lead = read(root / "input_workbooks/区教育局/措施01-02.xlsx")
    assert moved is not None
    assert lead is not None
    assert moved.fields["unit"].text == "区财政局"
    assert moved.fields["progress"].text == "区财政局的情况。"
    assert moved.structure["issue_id"].text == lead.structure["issue_id"].text
    assert not {"L060", "L003", "L005"} & {d.code for d in analyse(root).diagnostics}


def test_a_supporting_unit_becomes_the_lead(root: Path, project: Project) -> None:
    """What it had sent in tables stands beside the old lead unit's answer in its form."""
    copied = read(root / FORM)
    assert copied is not None
    sent = root / "input_workbooks/区财政局/措施01-01.xlsx"
    sent.write_bytes(filled(copied, dict.fromkeys(["主题句", "进展情况"]), "区财政局"))
    clerk = Clerk.at(sent)
    clerk.put_row("数据指标", 0, 指标名称="拨付经费", 数值=3200, 计量单位="万元")
    for label in ("完成状态", "完成日期"):
        clerk.put(label, None)
    clerk.save()
    row = rows(project)["措施01-01"]
    row["牵头单位"], row["责任单位"] = "区财政局", "区教育局"
    changed(root, project)
    lead = read(sent)
    assert lead is not None
    assert lead.fields["progress"].text == progress_for(str(row["整改措施"]))
    assert lead.tables["figures"][0].entries["name"].text == "拨付经费"
    assert [d.code for d in analyse(root).diagnostics] == ["V004"]


def test_what_was_not_understood_stays_and_is_no_answer(root: Path, project: Project) -> None:
    """A form with a stray cell is not written anew; it is told, printed under no measure, and follows
    once it is mended.
    """
    clerk = Clerk.at(root / FORM)
    clerk.sheet["H40"] = "另附说明"
    clerk.save()
    exchange(project)
    issue = changed(root, project)
    assert (FORM, UNCLEAR) in issue.left
    assert "措施01-01" not in {
        m.id
        for m in analyse(root).report.measures()
        if m.submission  # type: ignore[union-attr]
    } or answers_under(root)["足额安排教育经费，按月拨付到位。"].startswith("已经落实“足额")
    assert "L060" in {d.code for d in analyse(root).diagnostics}
    clerk = Clerk.at(root / FORM)
    clerk.sheet["H40"] = None
    clerk.save()
    assert UNCLEAR not in dict(issue_forms(root).left).values()
    assert len(answers_under(root)) == 7
    assert "L060" not in {d.code for d in analyse(root).diagnostics}


def test_a_record_that_cannot_be_rewritten_stops_it(root: Path, project: Project) -> None:
    """R018, and no form has changed."""
    scribbled(root / RECORD)
    exchange(project)
    put_register(root, project)
    before = where(root)
    issue = issue_forms(root)
    assert "R018" in {d.code for d in issue.diagnostics}
    assert (issue.written, where(root)) == ((), before)


def test_forms_of_an_earlier_release(tmp_path: Path) -> None:
    """Without an issue id or a record, numbers and words on the forms say what was issued."""
    project = a_round()
    root = issued_round(tmp_path / "项目", project)
    (root / RECORD).unlink()
    for path in (root / "input_workbooks").rglob("措施*.xlsx"):
        clerk = Clerk.at(path, "_结构")
        clerk.find("发放编号").offset(0, 1).value = None
        clerk.find("发放编号").value = None
        clerk.save()
    exchange(project)
    put_register(root, project)
    assert "L060" in {d.code for d in analyse(root).diagnostics}
    issue = issue_forms(root)
    assert [it.event.value for it in issue.changes] == ["改号", "改号"]
    assert len(answers_under(root)) == 7
    assert issue_forms(root).written == ()


def test_the_office_never_loses_what_it_adopted(root: Path, project: Project) -> None:
    """An edit adopted into a form goes on being this form's when its measure is renumbered."""
    record = analyse(root).report
    assert record is not None
    issue_rows = record.record.issues
    assert issue_rows
    (root / RECORD).unlink()
    write_record(root, adoptions=(adoption_row(1),))
    issue_forms(root)
    exchange(project)
    changed(root, project)
    after = analyse(root).report
    assert after is not None
    assert [row.measure.value for row in after.record.adoptions] == ["措施01-02"]


def noticed(root: Path, project: Project, measures: str) -> str:
    """Return what a notice about ``measures`` is about once the register has changed."""
    clerk = Clerk.at(root / RECORD, "督办记录")
    for label, value in notice_row("督办〔2025〕1号", 督办措施=measures).items():
        clerk.find(label).offset(1, 0).value = value
    clerk.save()
    changed(root, project)
    report = analyse(root).report
    assert report is not None
    (row,) = report.record.supervisions
    return row.measures.value


def test_notices_follow_the_numbers_of_what_they_are_about(root: Path, project: Project) -> None:
    """Exchanged ones at once, however they were typed; what is no measure's number stays."""
    exchange(project)
    told = noticed(root, project, "措施01-02、措施1-1，措施01-03、另有一条")
    assert told == "措施01-01、措施01-02，措施01-03、另有一条"


def test_a_notice_about_a_measure_that_is_no_more_is_about_no_other(
    root: Path, project: Project
) -> None:
    """Its number may be given to another."""
    first = rows(project)["措施01-01"]
    first["整改措施"], first["整改目标"] = "建立校车安全巡查台账并每周通报一次。", ""
    assert noticed(root, project, "措施01-01、措施01-03") == "措施01-01（已撤销）、措施01-03"


def test_a_notice_follows_a_measure_to_another_unit(root: Path, project: Project) -> None:
    """The number that it had may be one of the old unit's next."""
    moved, other = rows(project)["措施01-01"], rows(project)["措施01-03"]
    moved["措施编号"], other["措施编号"] = "措施01-03", "措施01-01"
    moved["牵头单位"], moved["责任单位"] = "区民政局", ""
    assert noticed(root, project, "措施01-01") == "措施01-03"


def test_no_second_notice_after_a_renumbering_and_none_left_out(
    tmp_path: Path, project: Project
) -> None:
    """The one that was sent a notice is passed over under its new number, the other is sent one."""
    due = rows(project)
    for row in due.values():
        row["整改时限"] = "2025-06-30"
    due["措施01-01"]["整改时限"] = "2024-11-30"
    root = issued_round(tmp_path / "督办", project)
    for path in (root / "input_workbooks").rglob("措施*.xlsx"):
        clerk = Clerk.at(path)
        clerk.put("完成状态", "未完成")
        clerk.put("完成日期", None)
        clerk.put("事项名称", "推进此事")
        clerk.put("有关情况说明", "此事仍在推进。")
        clerk.put("下一步措施", "继续推进。")
        clerk.put("完成时限", "2025年6月底前。")
        clerk.save()

    def letters(day: date) -> list[list[str]]:
        status = project_status(root, root / "output", day)
        assert status.units is not None
        notices, _ = notices_due(status.analysis.report, status.units, day, day)  # type: ignore[arg-type]
        sent = supervise(status.analysis, status.units, root, root / "output", day, SENT_UNTIL)
        assert not sent.diagnostics
        return [[it.measure.id for it in notice.measures] for notice in notices]

    assert letters(date(2024, 12, 10)) == [["措施01-01"]]
    due["措施01-01"]["措施编号"], due["措施01-03"]["措施编号"] = "措施01-03", "措施01-01"
    changed(root, project)
    assert letters(date(2024, 12, 11)) == []
    due["措施01-03"]["整改时限"] = "2024-12-05"
    changed(root, project)
    assert letters(date(2024, 12, 12)) == [["措施01-01", "措施01-03"]]


def test_no_notice_about_what_is_not_issued_under_its_number(
    tmp_path: Path, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """Blank forms are out under the old numbers: what a notice called by the new ones would be
    another measure to the unit, and to 督办记录 once the forms follow.
    """
    root = tmp_path / "未报"
    put_register(root, project)
    issue_forms(root)
    due = rows(project)
    due["措施01-01"]["措施编号"], due["措施01-03"]["措施编号"] = "措施01-03", "措施01-01"
    put_register(root, project)
    assert main(["status", str(root), "--as-of", "2025-01-14", "--supervise"]) == 1
    said = capsys.readouterr().out
    assert "措施01-01、措施01-03 亮红灯，先运行 zhenggai issue，再出督办。" in said
    sent = {row.unit.value: row.measures.value for row in notices_of(root)}
    assert sent["区教育局"] == "措施03-01、措施03-02"
    assert "措施01-01" not in (root / "output/催报/区教育局.txt").read_text(encoding="utf-8")
    issue_forms(root)
    main(["status", str(root), "--as-of", "2025-01-14", "--supervise"])
    assert "先运行" not in capsys.readouterr().out
    assert [row.measures.value for row in notices_of(root)][-1] == (
        "措施01-01、措施01-03、措施03-01、措施03-02"
    )


def notices_of(root: Path) -> tuple[Supervision, ...]:
    """Return what 经办记录 says was sent."""
    report = analyse(root).report
    assert report is not None
    return report.record.supervisions


def test_the_registers_own_notices_are_named_while_they_are_not_due(
    root: Path, project: Project
) -> None:
    """An earlier register recorded them itself, and the program does not write into it."""
    exchange(project)
    project.tables["督办记录"] = [
        notice_row("督办〔2025〕1号", 办结时限="2025-01-12"),
        notice_row("督办〔2025〕2号", 办结时限="2025-01-13"),
    ]
    put_register(root, project)
    issue = issue_forms(root, day=DAY)
    (told,) = [d for d in issue.diagnostics if d.code == "L065"]
    assert (told.spans[0].sheet, told.spans[0].cell) == ("督办记录", "D5")


def test_without_a_day_the_record_has_none(root: Path) -> None:
    report = analyse(root).report
    assert report is not None
    assert {row.issued_on.text for row in report.record.issues} == {""}
    assert not report.record.doubtful


# The next round


def next_round(tmp_path: Path, project: Project) -> Path:
    following = tmp_path / "下期"
    put_register(following, project)
    return following


def test_the_next_round_begins_with_the_answer_that_was_printed(
    root: Path, tmp_path: Path, project: Project
) -> None:
    """The latest revision's, not the first file's; the unit is found by its other name; a measure is
    the same under another number.
    """
    old = read(root / FORM)
    assert old is not None
    clerk = Clerk.at(root / FORM)
    clerk.put("进展情况", "改好以后的进展。")
    clerk.put("填报单位", "区教委")
    clerk.save(root / "input_workbooks/区教育局/重报.xlsx")
    clerk = Clerk.at(root / "input_workbooks/区教育局/重报.xlsx", "_结构")
    clerk.find("修订次数").offset(0, 1).value = 2
    clerk.save()
    exchange(project)
    following = next_round(tmp_path, project)
    assert issue_forms(following, previous=root).diagnostics == ()
    begun = where(following)
    assert begun["改好以后的进展。"] == "区教育局/措施01-02.xlsx"
    assert len(begun) == 7
    assert {d.code for d in analyse(following).diagnostics} == {"V004"}


def test_the_next_round_never_begins_with_another_measures_answer(
    root: Path, tmp_path: Path, project: Project
) -> None:
    row = rows(project)["措施03-02"]
    given = progress_for(str(row["整改措施"]))
    row["整改措施"] = "建立谈心谈话登记制度。"
    following = next_round(tmp_path, project)
    issue_forms(following, previous=root)
    assert given not in where(following)
    assert len(where(following)) == 6


def test_a_unit_under_its_other_name(tmp_path: Path) -> None:
    """Where the register itself names a unit by an alias, nothing has moved."""
    project = a_round()
    root = issued_round(tmp_path / "项目", project)
    rows(project)["措施01-01"]["牵头单位"] = "区教委"
    assert changed(root, project).changes == ()


def test_what_could_not_be_put_out_is_not_recorded(root: Path, project: Project) -> None:
    """Where another file lies in a new form's place, nothing is recorded, and the form goes out once
    that is away.
    """
    table = project.tables["措施清单"]
    table.append({**table[-1], "措施编号": "措施03-03", "整改措施": "建立谈心谈话登记制度。"})
    other = root / "input_workbooks/区教育局/措施03-03.xlsx"
    other.write_bytes(b"PK not a form")
    put_register(root, project)
    before = (root / RECORD).read_bytes()
    assert issue_forms(root).written == ()
    assert (root / RECORD).read_bytes() == before
    other.unlink()
    issue = issue_forms(root)
    assert issue.written == ("input_workbooks/区教育局/措施03-03.xlsx",)
    assert [it.event.value for it in issue.changes] == ["新增"]


def test_a_form_that_is_gone_is_put_out_again(root: Path) -> None:
    """Under the same issue, so that the unit's copy and the new one are one."""
    first = read(root / FORM)
    (root / FORM).unlink()
    assert issue_forms(root).written == (FORM,)
    second = read(root / FORM)
    assert first is not None
    assert second is not None
    assert second.structure["issue_id"].text == first.structure["issue_id"].text
    report = analyse(root).report
    assert report is not None
    assert report.record.issues[-1].event.value == "补发"


def test_a_moved_form_that_was_not_understood_stays(root: Path, project: Project) -> None:
    """Neither offered in part nor taken away, until it is mended."""
    form = "input_workbooks/区教育局/措施01-03.xlsx"
    clerk = Clerk.at(root / form)
    clerk.sheet["H40"] = "另附说明"
    clerk.save()
    rows(project)["措施01-03"]["牵头单位"] = "区财政局"
    issue = changed(root, project)
    assert (form, UNCLEAR) in issue.left
    assert (issue.written, issue.put_away) == ((), ())
    clerk = Clerk.at(root / form)
    clerk.sheet["H40"] = None
    clerk.save()
    assert issue_forms(root).put_away == (form,)


def test_the_new_lead_unit_has_answered_already(root: Path, project: Project) -> None:
    """Its own answer stays, under the new issue, and the old unit's is put away."""
    copied = read(root / "input_workbooks/区教育局/措施01-03.xlsx")
    assert copied is not None
    own = root / "input_workbooks/区财政局/措施01-03.xlsx"
    own.write_bytes(filled(copied, {"进展情况": "区财政局已经派出教师。"}, "区财政局"))
    row = rows(project)["措施01-03"]
    row["牵头单位"] = "区财政局"
    issue = changed(root, project)
    assert issue.put_away == ("input_workbooks/区教育局/措施01-03.xlsx",)
    assert answers_under(root)[str(row["整改措施"])] == "区财政局已经派出教师。"
    assert issue_forms(root).written == ()


def test_a_unit_that_is_renamed_keeps_its_measures(root: Path, project: Project) -> None:
    """Its former name is an alias now: nothing moves, and every answer stands."""
    for row in project.tables["单位名录"]:
        if row["单位名称"] == "区教育局":
            row["单位名称"], row["别名"] = "区教育体育局", "区教育局"
    for row in project.tables["措施清单"]:
        if row["牵头单位"] == "区教育局":
            row["牵头单位"] = "区教育体育局"
    issue = changed(root, project)
    assert (issue.changes, issue.put_away) == ((), ())
    assert len(answers_under(root)) == 7


def test_there_and_back_again(root: Path, project: Project) -> None:
    """A measure that is moved, renumbered with that, and moved back: the answer goes with it, under a
    new issue each time.
    """
    row = rows(project)["措施01-03"]
    given = progress_for(str(row["整改措施"]))
    row["牵头单位"], row["措施编号"] = "区财政局", "措施01-04"
    changed(root, project)
    assert where(root)[given] == "区财政局/措施01-04.xlsx"
    row["牵头单位"], row["措施编号"] = "区教育局", "措施01-03"
    changed(root, project)
    assert where(root)[given] == "区教育局/措施01-03.xlsx"
    report = analyse(root).report
    assert report is not None
    ids = [it.issue_id.value for it in report.record.issues if it.event.value == "移入"]
    assert len(set(ids)) == 2
    assert ids[1] not in {it.issue_id.value for it in report.record.issues[:7]}
    assert issue_forms(root).written == ()


def test_a_removed_measure_that_comes_back_begins_anew(root: Path, project: Project) -> None:
    """Its old form is out of use (L063) if it turns up again; a new one is out."""
    table = project.tables["措施清单"]
    row = rows(project)["措施03-02"]
    old = root / "input_workbooks/区教育局/措施03-02.xlsx"
    content = old.read_bytes()
    table.remove(row)
    changed(root, project)
    table.append(row)
    assert [it.event.value for it in changed(root, project).changes] == ["新增"]
    (root / "input_workbooks/再报.xlsx").write_bytes(content)
    assert "L063" in {d.code for d in analyse(root).diagnostics}
    assert issue_forms(root).put_away == ("input_workbooks/再报.xlsx",)
    assert "L063" not in {d.code for d in analyse(root).diagnostics}


def test_no_unit_is_chased_for_what_the_office_mends(
    root: Path, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """Until the office has issued anew, two exchanged forms answer other measures: no unit hears of
    them, the clerk does.
    """
    exchange(project)
    put_register(root, project)
    main(["status", str(root), "--as-of", "2025-06-02", "--supervise"])
    told = capsys.readouterr().out
    assert "措施01-01 有错" in told
    assert "先运行 zhenggai issue，不用催" in told
    chased = "".join(path.read_text() for path in (root / "output/催报").glob("*.txt"))
    letters = list((root / "output").glob("督办通知单/*.docx"))
    written = "".join(it.text for path in letters for it in docx.Document(str(path)).paragraphs)
    assert "措施01-0" not in chased + written


def test_no_unit_is_chased_while_the_office_is_asked(
    root: Path, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a unit has sent may be for a measure under another number, and the office has not said so
    yet: the unit is neither chased nor sent a letter, before and after `issue`; one that has sent
    nothing is.
    """
    exchange(project)
    row = rows(project)["措施01-02"]
    row["整改措施"] = "切实" + str(row["整改措施"])
    put_register(root, project)
    (root / "input_workbooks/区民政局/措施02-02.xlsx").unlink()
    for _ in range(2):
        main(["status", str(root), "--as-of", "2025-06-02", "--supervise"])
        told = capsys.readouterr().out
        assert "措施01-02 有错" in told
        assert "等办公室定是哪一条" in told
        chased = "".join(path.read_text() for path in (root / "output/催报").glob("*.txt"))
        letters = list((root / "output").glob("督办通知单/*.docx"))
        files = [docx.Document(str(path)) for path in letters]
        written = "".join(
            cell.text for it in files for table in it.tables for cell in table._cells
        ) + "".join(it.text for file in files for it in file.paragraphs)
        assert "措施02-02" in chased
        assert "措施01-02" not in chased + written
        main(["issue", str(root), "--as-of", "2025-06-02"])
        capsys.readouterr()
