"""Letters of the office: by when, whom to ask, how much time there was, a slip to be signed; and what
none goes out without.
"""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from support.clerk import Clerk
from support.decisions import decided, extension
from support.projects import SIGN_OFF, Project, fields, small, supporting_form

from compiler.analysis.lights import Light
from compiler.cli.main import main
from compiler.commands.checking import analyse
from compiler.commands.issuing import Issue, Packs, issue_forms
from compiler.commands.returning import return_forms
from compiler.commands.status import project_status
from compiler.commands.supervising import Supervised, supervise

pytestmark = pytest.mark.usefixtures("read_once")

REPORT_BY, LATER = date(2025, 1, 10), date(2025, 7, 10)
REGISTER = "input_workbooks/总台账.xlsx"
DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


def texts(content: bytes | Path) -> list[str]:
    """Return the paragraphs of a letter, but for blank lines."""
    source = str(content) if isinstance(content, Path) else BytesIO(content)
    return [p.text for p in docx.Document(source).paragraphs if p.text]


def letter_in(archive: Path, name: str) -> list[str]:
    with ZipFile(archive) as pack:
        return texts(pack.read(name))


def asked(lines: list[str]) -> set[date]:
    """Return the days by which a letter asks for something: 请于……前."""
    found = [match for line in lines for match in re.finditer(r"请于([^，。；]*?)前", line)]
    days = (DAY.fullmatch(match[1]) for match in found)
    return {date(*map(int, day.groups())) for day in days if day}


def faulty() -> Project:
    """A project in which one form is to be sent back, and one measure is overdue in July."""
    project = small()
    project.form("措施01-01").fields["完成状态"] = "办完了"
    return project


def issued(project: Project, root: Path, day: date) -> Issue:
    """Issue one form of a project anew."""
    project.write(root)
    (root / "input_workbooks/区民政局/措施02-01.xlsx").unlink()
    return issue_forms(root, packs=Packs(root / "output/发放", day))


def supervised(project: Project, root: Path, day: date, due: date) -> Supervised:
    project.write(root)
    status = project_status(root, root / "output", day)
    assert status.units is not None
    return supervise(status.analysis, status.units, root, root / "output", day, due)


# 填报通知


@pytest.mark.parametrize(
    ("day", "words", "asks"),
    [
        (date(2025, 1, 2), "请于2025年1月10日前填好", {REPORT_BY}),
        (REPORT_BY, "请于2025年1月10日前填好", {REPORT_BY}),
        (date(2025, 1, 11), "请于收到后尽快填好", set()),
    ],
)
def test_an_issue_letter_asks_for_no_past_day(
    tmp_path: Path, day: date, words: str, asks: set[date]
) -> None:
    """After the day on which forms were due, it asks for the form as soon as it can be."""
    assert issued(small(), tmp_path, day).diagnostics == ()
    lines = letter_in(tmp_path / "output/发放/区民政局.zip", "填报通知.docx")
    assert any(words in line for line in lines)
    assert asked(lines) == asks


def test_an_issue_letter_says_how_much_time_a_measure_has(tmp_path: Path) -> None:
    """With the extension, whom to ask, and a slip below the day."""
    project = decided(small(), extension("措施02-01", "2025-09-30"))
    issued(project, tmp_path, date(2025, 1, 2))
    lines = letter_in(tmp_path / "output/发放/区民政局.zip", "填报通知.docx")
    assert any("整改时限：2025年6月30日，经批准延期至2025年9月30日；责任单位" in x for x in lines)
    assert any("电话：0000-66100000" in line for line in lines)
    slip = lines[lines.index("填报通知回执") :]
    assert slip[2].startswith("2025年1月2日的《填报通知》已经收到")
    assert [line.split("：")[0] for line in slip[3:]] == ["收到单位（盖章）", "签收人", "收到日期"]


@pytest.mark.parametrize(("label", "code"), [("发文机关", "R070"), ("报送期限", "R071")])
def test_nothing_is_issued_without_organ_or_deadline(tmp_path: Path, label: str, code: str) -> None:
    """The cell is named; no letter, no form, no archive."""
    project = small()
    project.information[label] = None
    result = issued(project, tmp_path, date(2025, 1, 2))
    (found,) = [d for d in result.diagnostics if d.code == code]
    cell = Clerk.at(tmp_path / REGISTER, "报告信息").find(label)
    assert (found.spans[0].file, found.spans[0].cell) == (REGISTER, f"B{cell.row}")
    assert (result.written, result.packs) == ((), ())
    assert not (tmp_path / "output/发放").exists()
    assert not (tmp_path / "input_workbooks/区民政局/措施02-01.xlsx").exists()


def test_what_is_no_letter_needs_neither(tmp_path: Path) -> None:
    """Forms issued without packs, and a round in which nothing is to be issued."""
    project = small()
    project.information["报送期限"] = None
    root = project.write(tmp_path)
    assert issue_forms(root, packs=Packs(root / "output/发放", REPORT_BY)).diagnostics == ()
    (root / "input_workbooks/区民政局/措施02-01.xlsx").unlink()
    assert issue_forms(root).diagnostics == ()


# 退回通知


@pytest.mark.parametrize(
    ("day", "words"),
    [(REPORT_BY, "请于2025年1月10日前在新表里改好"), (LATER, "请于收到后尽快在新表里改好")],
)
def test_a_return_letter_asks_for_no_past_day(tmp_path: Path, day: date, words: str) -> None:
    """It names the time limits, the telephone, and has a slip."""
    root = faulty().write(tmp_path)
    assert return_forms(root, root / "退回", day).diagnostics == ()
    lines = texts(root / "退回/区教育局/退回通知.docx")
    assert any(line.startswith(words) for line in lines)
    assert any("措施01-01：1处。整改时限：2024年12月31日。" in line for line in lines)
    assert "联系电话：0000-66100000。" in lines
    assert "退回通知回执" in lines
    assert all(one >= day for one in asked(lines))


@pytest.mark.parametrize(("label", "code"), [("发文机关", "R070"), ("报送期限", "R071")])
def test_nothing_is_returned_without_organ_or_deadline(
    tmp_path: Path, label: str, code: str
) -> None:
    """No letter and no pack."""
    project = faulty()
    project.information[label] = None
    root = project.write(tmp_path)
    result = return_forms(root, root / "退回", REPORT_BY)
    assert [d.code for d in result.diagnostics] == [code]
    assert not (root / "退回").exists()


# 督查督办通知单


def test_a_notice_says_what_was_due_and_what_is_asked(tmp_path: Path) -> None:
    """Each measure with its own limit, the time that was granted, how late it is and by when it is
    to be done; the telephone; the slip with the notice's number.
    """
    project = decided(faulty(), extension("措施02-01", "2025-07-05", "2025-06-20"))
    due = date(2025, 7, 17)
    done = supervised(project, tmp_path, LATER, due)
    assert done.diagnostics == ()
    letters = {path.stem.split()[-1]: texts(path) for path in done.written}
    assert set(letters) == {"区教育局", "区民政局"}
    assert any(
        "（整改时限：2024年12月31日）。应于2025年1月10日前报送，报来的表还有1处要改。"
        "请于2025年7月17日前改好报回。" in line
        for line in letters["区教育局"]
    )
    assert any(
        "（整改时限：2025年6月30日，经批准延期至2025年7月5日）。已超过5天，目前未完成。"
        "请于2025年7月17日前办结。" in line
        for line in letters["区民政局"]
    )
    for lines in letters.values():
        assert asked(lines) == {due}
        assert "联系电话：0000-66100000。" in lines
        slip = lines[lines.index("督查督办通知单回执") :]
        number = next(line for line in lines if line.startswith("编号：")).removeprefix("编号：")
        assert f"（{number}）" in slip[2]


def test_a_measure_put_off_is_not_supervised(tmp_path: Path) -> None:
    """Until the day granted has passed, too."""
    project = decided(small(), extension("措施02-01", "2025-09-30"))
    assert supervised(project, tmp_path, LATER, LATER) == Supervised()


def test_no_notice_without_an_organ(tmp_path: Path) -> None:
    """Nothing is recorded either."""
    project = small()
    project.information["发文机关"] = None
    done = supervised(project, tmp_path, LATER, LATER)
    assert "R070" in {d.code for d in done.diagnostics}
    assert done.written == ()
    assert not (tmp_path / "input_workbooks/经办记录.xlsx").exists()


def test_a_notice_for_a_past_day_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is a matter of the command line: nothing is written at all."""
    root = small().write(tmp_path)
    line = ["status", str(root), "--as-of", "2025-07-10", "--supervise", "--answer-by"]
    assert main([*line, "2025-07-09"]) == 2
    assert "办结时限 2025-07-09 早于 2025-07-10" in capsys.readouterr().out
    assert not (root / "output").exists()
    assert main([*line, "2025-07-10"]) == 1
    assert (root / "output/督办通知单").exists()


def test_the_light_is_what_the_notice_is_about(tmp_path: Path) -> None:
    """A later day on the form keeps no notice away."""
    project = small()
    project.form("措施02-01").fields["完成时限"] = "2025年12月底前。"
    root = project.write(tmp_path)
    units = project_status(root, root / "output", LATER).units
    assert units is not None
    assert {unit.unit for unit in units if unit.light is Light.RED} == {"区民政局"}


# 配合填报通知


def with_supporters() -> Project:
    """A project in which 区司法局 leads nothing and supports the measure that is issued."""
    project = small()
    project.tables["单位名录"].append({"单位名称": "区司法局"})
    project.tables["措施清单"][2]["责任单位"] = "区财政局、区司法局"
    project.form("措施02-01").fields["责任单位"] = "区财政局、区司法局"
    return project


def test_supporting_units_get_a_letter_and_a_form_of_their_own(tmp_path: Path) -> None:
    """The letter names the measure, who leads it and until when; the form is theirs, blank, and not
    filed in the project.
    """
    result = issued(with_supporters(), tmp_path, date(2025, 1, 2))
    assert {path.stem for path in result.packs} == {"区民政局", "区财政局", "区司法局"}
    assert result.written == ("input_workbooks/区民政局/措施02-01.xlsx",)
    archive = tmp_path / "output/发放/区司法局.zip"
    lines = letter_in(archive, "配合填报通知.docx")
    assert asked(lines) == {REPORT_BY}
    assert any(
        line.startswith(
            "1.措施02-01：盘活空置养老床位（牵头单位：区民政局；整改时限：2025年6月30日）"
        )
        for line in lines
    )
    with ZipFile(archive) as pack:
        form = tmp_path / "措施02-01（区司法局）.xlsx"
        form.write_bytes(pack.read(form.name))
    clerk = Clerk.at(form)
    assert (clerk.value_cell("填报单位").value, clerk.value_cell("牵头单位").value) == (
        "区司法局",
        "区民政局",
    )
    assert clerk.value_cell("进展情况").value is None


def test_what_a_supporting_unit_fills_in_is_taken(tmp_path: Path) -> None:
    """Its own form, with figures and a signature, joins the lead unit's without a finding."""
    issued(with_supporters(), tmp_path, date(2025, 1, 2))
    with ZipFile(tmp_path / "output/发放/区司法局.zip") as pack:
        form = tmp_path / "input_workbooks/措施02-01（区司法局）.xlsx"
        form.write_bytes(pack.read(form.name))
    clerk = Clerk.at(form)
    for label, value in fields(SIGN_OFF).items():
        day = re.fullmatch(r"\d{4}-\d\d-\d\d", str(value))
        clerk.put(label, date.fromisoformat(str(value)) if day else value)
    clerk.put_row("处理情况", 0, 处理方式="提醒谈话", 处理人数=2)
    clerk.save()
    with_supporters().write(tmp_path)
    report = analyse(tmp_path).report
    assert report is not None
    measure = next(it for it in report.measures() if it.id == "措施02-01")
    assert [it.unit.value for it in measure.supporting] == ["区司法局"]
    assert [it.count.value for it in measure.handlings] == [5, 2]
    assert {d.code for d in analyse(tmp_path).diagnostics} <= {"F012"}


def test_a_supporting_unit_that_has_reported_is_not_asked_again(tmp_path: Path) -> None:
    """When the lead unit's form is issued anew."""
    project = with_supporters()
    own = supporting_form(填报单位="区司法局", 责任单位="区财政局、区司法局")
    own.measure_id = "措施02-01"
    project.forms["区司法局/措施02-01（区司法局）.xlsx"] = own
    result = issued(project, tmp_path, date(2025, 1, 2))
    assert {path.stem for path in result.packs} == {"区民政局", "区财政局"}


def test_a_unit_that_leads_and_supports_gets_one_archive(tmp_path: Path) -> None:
    """With both letters."""
    project = with_supporters()
    project.write(tmp_path)
    for file in ("区民政局/措施02-01.xlsx", "区财政局/措施01-02.xlsx"):
        (tmp_path / "input_workbooks" / file).unlink()
    issue_forms(tmp_path, packs=Packs(tmp_path / "output/发放", REPORT_BY))
    with ZipFile(tmp_path / "output/发放/区财政局.zip") as pack:
        assert sorted(pack.namelist()) == [
            "填报通知.docx",
            "措施01-02.xlsx",
            "措施02-01（区财政局）.xlsx",
            "配合填报通知.docx",
        ]
