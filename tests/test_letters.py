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
from support.projects import Project, small

from compiler.analysis.lights import Light
from compiler.cli.main import main
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
