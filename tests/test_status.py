"""Who owes what: every state of a form, lights on either side of a deadline, texts to send,
supervision notices.
"""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest
from support.clerk import Clerk
from support.decisions import LATE_IN_SAMPLE, grant
from support.workbooks import load

from compiler.analysis.lights import Light, light_on
from compiler.analysis.progress import MeasureProgress, State
from compiler.cli.main import main
from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document
from compiler.commands.issuing import issue_forms
from compiler.commands.returning import return_forms
from compiler.commands.status import ProgressReport, project_status

pytestmark = pytest.mark.usefixtures("read_once")

ROOT = Path(__file__).parents[1]
REPORT_BY = date(2025, 1, 10)


@pytest.fixture(scope="module")
def granted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, to be reported by 10 January 2025, with an extension for what is not done."""
    root = tmp_path_factory.mktemp("granted")
    for folder in ("input_workbooks", "templates"):
        shutil.copytree(ROOT / folder, root / folder)
    grant(root, LATE_IN_SAMPLE)
    shutil.rmtree(root / "旧版", ignore_errors=True)
    return due(root)


@pytest.fixture
def project(granted: Path, tmp_path: Path) -> Path:
    """A copy of the sample so extended."""
    for folder in ("input_workbooks", "templates"):
        shutil.copytree(granted / folder, tmp_path / folder)
    return tmp_path


@pytest.fixture
def few(ten: Path, tmp_path: Path) -> Path:
    """A copy of the sample's ten measures, to be reported by the same day."""
    return due(shutil.copytree(ten, tmp_path / "十条"))


def due(root: Path) -> Path:
    clerk = Clerk.at(root / "input_workbooks/总台账.xlsx", "报告信息")
    clerk.put("报送期限", REPORT_BY)
    clerk.save()
    return root


def form(root: Path, identifier: str) -> Path:
    return next((root / "input_workbooks").glob(f"*/{identifier}.xlsx"))


def fill(root: Path, identifier: str, label: str, value: object) -> None:
    clerk = Clerk.at(form(root, identifier))
    clerk.put(label, value)
    clerk.save()


def status(root: Path, day: date = REPORT_BY) -> ProgressReport:
    return project_status(root, root / "output", day)


def measures(report: ProgressReport) -> dict[str, MeasureProgress]:
    assert report.units is not None
    return {it.measure.id: it for unit in report.units for it in unit.measures}


def test_every_state(few: Path) -> None:
    """Missing, blank, unreadable, faulty, doubtful, usable and closed forms are each what they
    are.
    """
    form(few, "措施01-01").unlink()
    form(few, "措施01-02").unlink()
    issue_forms(few)
    form(few, "措施01-01").unlink()
    form(few, "措施01-03").write_bytes(b"not a workbook")
    fill(few, "措施01-04", "完成状态", "办完了")
    fill(few, "措施02-01", "主题句", "先走出去的的，再坐下来谈")
    found = measures(status(few))
    states = {
        identifier: found[identifier].state
        for identifier in ("措施01-01", "措施01-02", "措施01-03", "措施01-04", "措施02-01")
    }
    assert states == {
        "措施01-01": State.MISSING,
        "措施01-02": State.MISSING,
        "措施01-03": State.FAULTY,
        "措施01-04": State.FAULTY,
        "措施02-01": State.DOUBTFUL,
    }
    assert [d.code for d in found["措施01-03"].findings] == ["S010"]
    assert found["措施01-02"].findings == ()
    assert (found["措施02-02"].state, found["措施02-03"].state) == (State.USABLE, State.WAITING)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-16, Light.GREEN),
        (-15, Light.YELLOW),
        (-1, Light.YELLOW),
        (0, Light.YELLOW),
        (1, Light.RED),
    ],
)
def test_a_missing_form_on_either_side_of_the_deadline(
    few: Path, days: int, expected: Light
) -> None:
    """Yellow from fifteen days before the day to the day itself, red from the day after."""
    form(few, "措施01-01").unlink()
    it = measures(status(few, REPORT_BY + timedelta(days=days)))["措施01-01"]
    assert (it.light, it.due, it.late) == (expected, REPORT_BY, days > 0)
    assert light_on(REPORT_BY, REPORT_BY + timedelta(days=days)) is expected


def test_an_unfinished_measure_is_due_when_the_register_says(project: Path) -> None:
    """The extension (June 2025) counts, not the plan's earlier day."""
    lights = [
        measures(status(project, day))["措施10-02"].light
        for day in (date(2025, 1, 13), date(2025, 6, 20), date(2025, 7, 1))
    ]
    assert lights == [Light.GREEN, Light.YELLOW, Light.RED]


def test_early_and_late_forms(few: Path) -> None:
    """A form approved on the day is in time, one approved the day after is late, and stays
    usable.
    """
    for identifier, day in (("措施01-01", REPORT_BY), ("措施01-02", REPORT_BY + timedelta(days=1))):
        for label in ("填报日期", "审核日期", "审签日期"):
            fill(few, identifier, label, day)
    found = measures(status(few, date(2025, 1, 20)))
    assert [(found[i].late, found[i].state) for i in ("措施01-01", "措施01-02")] == [
        (False, State.WAITING),
        (True, State.WAITING),
    ]


def test_the_workbook_and_the_texts(project: Path) -> None:
    """The workbook counts what the text asks for; a unit that owes nothing gets no text."""
    form(project, "措施06-03").unlink()
    fill(project, "措施10-02", "完成状态", "办完了")
    report = status(project, date(2025, 1, 13))
    assert report.diagnostics == ()
    book = load(project / "output/报送进度.xlsx")
    assert book.sheetnames == [
        "总览", "单位", "汇总", "措施", "配合", "人数金额", "要改的地方", "说明",
    ]  # fmt: skip
    told = [row[0] for row in book["说明"].iter_rows(min_row=2, values_only=True)]
    assert told[: len(State) + 4] == [*(state.value for state in State), "红", "黄", "绿", "迟报"]
    assert {"完成率", "销号率", "名次", "延期", "配合"} <= set(told)
    header = [cell.value for cell in book["单位"][1]]
    rows = {
        row[0]: dict(zip(header, row, strict=True))
        for row in book["单位"].iter_rows(min_row=2, values_only=True)
    }
    assert (
        rows["区教育局"]["未报"],
        rows["区教育局"]["灯"],
        rows["区水务局"]["有错"],
        rows["区审计局"]["未报"],
    ) == (1, "红", 1, 0)
    texts = {path.stem: path.read_text("utf-8") for path in (project / "output/催报").iterdir()}
    leads = {"区教育局", "区水务局"}
    assert set(texts) >= leads
    for unit in set(texts) - leads:  # those that support the two measures in the red
        assert "配合的措施中，已经超期的" in texts[unit]
        assert "还没有收到填报表的" not in texts[unit]
    assert "措施06-03" in (project / "output/催报/区教育局.txt").read_text(encoding="utf-8")


def test_the_console_says_what_is_meant(few: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each state that occurs is told in a line below the table, and no other."""
    form(few, "措施01-01").unlink()
    main(["status", str(few), "--as-of", "2025-01-13"])
    told = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert "未报：没有收到表，或收到的表还空着" in told
    assert any(
        line.startswith("待销号：没有错误、警告，措施报了完成，等办公室核实") for line in told
    )
    assert not any(line.startswith(("有错：", "已销号：")) for line in told)


def test_texts_of_an_earlier_day_do_not_stay(project: Path) -> None:
    """When a form has arrived, its unit's text is gone: nobody is asked twice."""
    away = form(project, "措施06-03").rename(project / "措施06-03.xlsx")
    status(project, date(2025, 1, 13))
    away.rename(project / "input_workbooks/区教育局/措施06-03.xlsx")
    status(project, date(2025, 1, 13))
    assert not (project / "output/催报/区教育局.txt").exists()


def test_supervision_notices_are_numbered_and_recorded(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A notice for each unit in the red, recorded in 经办记录, counted in the office's prose, and
    sent once; the register is left as it is.
    """
    register = (project / "input_workbooks/总台账.xlsx").read_bytes()
    form(project, "措施06-03").unlink()
    fill(project, "措施10-02", "完成状态", "办完了")
    arguments = [
        "status",
        str(project),
        "--as-of",
        "2025-01-13",
        "--supervise",
        "--answer-by",
        "2025-01-24",
    ]
    assert main(arguments) == 1  # units are in the red
    names = sorted(path.name for path in (project / "output/督办通知单").iterdir())
    assert names == ["督办〔2025〕1号 区教育局.docx", "督办〔2025〕2号 区水务局.docx"]
    texts = [
        p.text for p in docx.Document(str(project / "output/督办通知单" / names[0])).paragraphs
    ]
    assert texts[0] == "督查督办通知单"
    assert any("措施06-03" in text for text in texts)
    assert any("2025年1月24日前" in text for text in texts)
    report = analyse(project).report
    assert report is not None
    recorded = [
        (row.number.value, row.unit.value, row.measures.value) for row in report.record.supervisions
    ]
    assert recorded == [
        ("督办〔2025〕1号", "区教育局", "措施06-03"),
        ("督办〔2025〕2号", "区水务局", "措施10-02"),
    ]
    assert report.counts["督办单数"].value == 2
    assert (project / "input_workbooks/总台账.xlsx").read_bytes() == register
    assert {path.name for path in (project / "旧版").rglob("*.xlsx")} == {"经办记录.xlsx"}
    capsys.readouterr()
    assert main(arguments) == 1  # units are in the red
    assert "已发过督办通知单" in capsys.readouterr().out
    assert len(list((project / "output/督办通知单").iterdir())) == 2


def test_the_notice_says_what_it_said_when_notices_are_recorded(project: Path) -> None:
    """Nothing but the new rows is added, and nothing is found about them."""
    form(project, "措施06-03").unlink()
    before = check_document(analyse(project)).diagnostics
    main(["status", str(project), "--as-of", "2025-01-13", "--supervise"])
    assert check_document(analyse(project)).diagnostics == before


def test_without_a_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to report on is said, not raised."""
    assert main(["status", str(tmp_path), "--as-of", "2025-01-13"]) == 2
    assert "S001" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--as-of", "2025年1月"], ["--warning-days", "半个月"]])
def test_a_wrong_day_is_said(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A date or a number of days nobody can read is a matter of the command line."""
    with pytest.raises(SystemExit) as stopped:
        main(["status", *words])
    assert stopped.value.code == 2
    assert words[1] in capsys.readouterr().err


def test_a_superseded_form_no_longer_counts(few: Path) -> None:
    """A faulty form whose corrected revision has come back, under any name, is not held against
    the unit.
    """
    fill(few, "措施01-01", "完成状态", "办完了")
    assert measures(status(few))["措施01-01"].state is State.FAULTY
    return_forms(few, few / "退回", REPORT_BY)
    clerk = Clerk.at(few / "退回/区委宣传部/措施01-01.xlsx")
    clerk.put("完成状态", "已完成")
    clerk.save(few / "input_workbooks/改好了.xlsx")
    it = measures(status(few))["措施01-01"]
    assert (it.state, it.file, it.findings) == (State.WAITING, "input_workbooks/改好了.xlsx", ())
