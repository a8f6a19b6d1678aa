"""Who is late in one line a unit, and the lists that leaders read: rates, ranks, time granted, goals
beside results, sums.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.decisions import closure, decided, extension
from support.projects import Project, small, supporting_form

from compiler.analysis.goals import goal_figures
from compiler.analysis.lights import Light
from compiler.analysis.progress import State, UnitProgress
from compiler.cli.main import main
from compiler.commands.checking import analyse
from compiler.commands.compiling import LEDGER, compile_project
from compiler.commands.status import ProgressReport, project_status

pytestmark = pytest.mark.usefixtures("read_once")

OPEN, DONE = "措施02-01", "措施01-01"
AFTER = date(2025, 7, 10)
"""Ten days after the small project's one open measure is due."""

Rows = list[dict[str, Any]]


def late() -> Project:
    """A project in which one measure is open past its day, and one is closed."""
    project = decided(small(), closure(DONE))
    project.information["报送期限"] = "2025-01-10"
    return project


def status_of(project: Project, root: Path, day: date = AFTER) -> ProgressReport:
    project.write(root)
    return project_status(root, root / "output", day)


def units_of(report: ProgressReport) -> dict[str, UnitProgress]:
    assert report.units is not None
    return {unit.unit: unit for unit in report.units}


def rows_of(path: Path, sheet: str) -> Rows:
    """Return the rows of a list, by their labels."""
    lines = list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))
    return [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Rows]:
    """The sheets of the ledger of a project with time granted and a measure closed."""
    root = tmp_path_factory.mktemp("ledger")
    project = decided(
        late(),
        extension(OPEN, "2025-08-31", "2024-12-20"),
        extension(OPEN, "2025-09-30", "2025-01-20"),
    )
    project.tables["措施清单"][0]["整改目标"] = "新增学位600个以上，学位够用。"
    project.form(DONE).fields["整改目标"] = "新增学位600个以上，学位够用。"
    project.form(DONE).tables["数据指标"] += [
        {"指标名称": "学位补助", "数值": "12.35", "计量单位": "万元", "截至日期": "2024-12-31"},
        {"指标名称": "建园投入", "数值": "0.2", "计量单位": "亿元", "截至日期": "2024-12-31"},
        {"指标名称": "设备购置", "数值": "0.01", "计量单位": "万元", "截至日期": "2024-12-31"},
    ]
    compile_project(project.write(root), draft=True)
    return lambda sheet: rows_of(root / "output" / LEDGER, sheet)


# The console


def test_who_is_late_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The late unit first, with what and since when; the others say that nothing is."""
    main(["status", str(late().write(tmp_path)), "--as-of", "2025-07-10"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "截至 2025-07-10：1 家单位有 1 条超期"
    assert lines[2].startswith("区民政局")
    assert lines[2].endswith("1条，最长10天：措施02-01（10天）")
    assert [line.split()[-1] for line in lines[3:5]] == ["没有", "没有"]
    assert any(line.endswith("措施02-01 可用 时限 2025-06-30 超期10天") for line in lines)


def test_what_is_late_is_called_what_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A form that has not come has the day for reporting, a measure its own."""
    project = late()
    del project.forms["区教育局/措施03-01.xlsx"]
    project.information["报送期限"] = "2025-06-20"
    root = project.write(tmp_path)
    main(["status", str(root), "--as-of", "2025-07-10"])
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert "红 区教育局 措施03-01 未报 报送期限 2025-06-20 超期20天" in lines
    assert "红 区民政局 措施02-01 可用 时限 2025-06-30 超期10天" in lines
    texts = {path.stem: path.read_text("utf-8") for path in (root / "output/催报").iterdir()}
    assert "（报送期限2025年6月20日，已超期20天）" in texts["区教育局"]
    assert "（时限2025年6月30日，已超期10天）" in texts["区民政局"]


def test_the_worst_comes_first(tmp_path: Path) -> None:
    """Among units in the red, the one that is late longest; three measures are named, no more."""
    project = late()
    plans = project.tables["措施清单"]
    for number in range(2, 7):
        row = plans[2] | {"措施编号": f"措施02-{number:02}", "整改时限": "2025-07-05"}
        row["牵头单位"] = "区财政局"
        plans.append(row)
        form = attrs_copy(project, f"措施02-{number:02}", "区财政局")
        project.forms[f"区财政局/措施02-{number:02}.xlsx"] = form
    report = status_of(project, tmp_path)
    units = units_of(report)
    assert len(units["区财政局"].overdue) == 5
    book = rows_of(tmp_path / "output/报送进度.xlsx", "单位")
    assert [(row["单位"], row["超期"], row["最长几天"]) for row in book[:2]] == [
        ("区民政局", 1, 10),
        ("区财政局", 5, 5),
    ]


def attrs_copy(project: Project, identifier: str, unit: str) -> Any:
    """Return the open measure's form as another one's."""
    form = project.copy().form(OPEN)
    form.measure_id = identifier
    form.fields |= {"填报单位": unit, "牵头单位": unit, "整改时限": "2025-07-05"}
    return form


def test_json_says_how_late(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Beside the keys that were there."""
    project = decided(late(), extension(OPEN, "2025-07-05"))
    main(["status", str(project.write(tmp_path)), "--as-of", "2025-07-10", "--format", "json"])
    units = {unit["unit"]: unit for unit in json.loads(capsys.readouterr().out)["units"]}
    (own,) = units["区民政局"]["measures"]
    assert (units["区民政局"]["overdue"], units["区民政局"]["days_late"]) == (1, 5)
    assert own == {
        "measure": OPEN,
        "state": "可用",
        "light": "红",
        "due": "2025-07-05",
        "file": "input_workbooks/区民政局/措施02-01.xlsx",
        "late": False,
        "days_late": 5,
        "extensions": 1,
    }
    assert units["区财政局"]["supporting"] == [
        {"measure": DONE, "lead_unit": "区教育局", "reported": False},
        {"measure": OPEN, "lead_unit": "区民政局", "reported": False},
    ]


def test_an_earlier_register_is_told_how_to_grant_time(
    ten: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its unit is in the red by the plan, and nothing is found in check; status says what to do."""
    root = shutil.copytree(ten, tmp_path / "十条")
    if "延期" in openpyxl.load_workbook(root / "input_workbooks/总台账.xlsx").sheetnames:
        pytest.skip("the sample's register has the sheet")
    assert not [d for d in analyse(root).diagnostics if d.code == "C040"]
    main(["status", str(root), "--as-of", "2025-01-13"])
    assert "没有“延期”表：批准过延期的，先运行 zhenggai upgrade" in capsys.readouterr().out


# States


def test_closed_only_when_the_office_has_said_so(tmp_path: Path) -> None:
    """Reported as done is 待销号; a closed one with a warning is still to be looked at."""
    project = late()
    found = {
        it.measure.id: it.state
        for unit in units_of(status_of(project, tmp_path / "甲")).values()
        for it in unit.measures
    }
    assert found[DONE] is State.CLOSED
    assert found["措施03-01"] is State.WAITING
    assert found[OPEN] is State.USABLE
    project.form(DONE).fields["主题句"] = "补齐补齐学位短板"
    again = units_of(status_of(project, tmp_path / "乙"))["区教育局"].measures
    assert [it.state for it in again if it.measure.id == DONE] == [State.DOUBTFUL]


# Supporting units


def test_a_supporting_unit_has_a_row(tmp_path: Path) -> None:
    """With what it supports and what of it has come; a unit that leads nothing, too."""
    project = late()
    project.tables["单位名录"].append({"单位名称": "区司法局"})
    project.tables["措施清单"][0]["责任单位"] = "区财政局、区司法局"
    project.form(DONE).fields["责任单位"] = "区财政局、区司法局"
    form = supporting_form(责任单位="区财政局、区司法局")
    project.forms["区财政局/措施01-01（区财政局）.xlsx"] = form
    units = units_of(status_of(project, tmp_path))
    assert [(it.progress.measure.id, it.reported) for it in units["区财政局"].supported] == [
        (DONE, True),
        (OPEN, False),
    ]
    assert (units["区司法局"].measures, units["区司法局"].light) == ((), Light.GREEN)
    rows = {row["单位"]: row for row in rows_of(tmp_path / "output/报送进度.xlsx", "单位")}
    assert (rows["区财政局"]["配合"], rows["区司法局"]["配合"]) == ("1/2", "0/1")
    assert (rows["区司法局"]["应报"], rows["区司法局"]["完成率"]) == (0, "")


def test_a_supporting_unit_is_chased_for_what_is_overdue(tmp_path: Path) -> None:
    """It is told whom to help; a unit that supports nothing late gets no text."""
    status_of(late(), tmp_path)
    texts = {path.stem: path.read_text("utf-8") for path in (tmp_path / "output/催报").iterdir()}
    assert set(texts) == {"区民政局", "区财政局", "区教育局"}
    assert "配合的措施中，已经超期的1条" in texts["区财政局"]
    assert "措施02-01" in texts["区教育局"]
    assert texts["区财政局"].rstrip().endswith("牵头单位区民政局")


# Rates and ranks


def test_ranks_are_shared(ledger: Callable[[str], Rows]) -> None:
    """By what is done, then by what is closed; equals stand on one rank and the next is left out."""
    rows = ledger("汇总")
    shown = [
        (row["名次"], row["名称"], row["完成率"], row["销号率"])
        for row in rows
        if row["分类"] == "牵头单位"
    ]
    assert shown == [(1, "区教育局", 1, 0.5), (2, "区财政局", 1, 0), (3, "区民政局", 0, 0)]
    leaders = {row["名称"]: row for row in rows if row["分类"] == "牵头领导"}
    assert [leaders[name]["名次"] for name in ("沈知行", "顾承远", "温若川")] == [1, 2, 3]
    whole = rows[0]
    assert (whole["措施数"], whole["已完成"], whole["待销号"], whole["已销号"]) == (4, 3, 2, 1)
    assert (whole["完成率"], whole["销号率"]) == (0.75, 0.25)
    assert (whole["延期措施"], whole["延期次数"]) == (1, 2)
    aspects = [(row["名次"], row["名称"]) for row in rows if row["分类"] == "方面"]
    assert aspects == [(1, "党的建设方面"), (2, "民生保障方面")]


def test_ties(tmp_path: Path) -> None:
    """Without a closure two units have done all: both are first, and the third is third."""
    compile_project(small().write(tmp_path))
    rows = [r for r in rows_of(tmp_path / "output" / LEDGER, "汇总") if r["分类"] == "牵头单位"]
    assert [row["名次"] for row in rows] == [1, 1, 3]


# The ledger


def test_time_granted_is_listed(ledger: Callable[[str], Rows]) -> None:
    """Each time, with the day before, the reason and who allowed it; the measure's own line has
    the last one and how many.
    """
    rows = ledger("延期")
    assert [(r["第几次"], r["原时限"].date(), r["延期至"].date()) for r in rows] == [
        (1, date(2025, 6, 30), date(2025, 8, 31)),
        (2, date(2025, 6, 30), date(2025, 9, 30)),
    ]
    assert {(r["延期理由"], r["批准人"]) for r in rows} == {("汛期停工。", "区委书记")}
    own = next(r for r in ledger("措施台账") if r["措施编号"] == OPEN)
    assert (own["整改时限"].date(), own["延期至"].date(), own["延期次数"]) == (
        date(2025, 6, 30),
        date(2025, 9, 30),
        2,
    )


def test_goals_stand_beside_results(ledger: Callable[[str], Rows]) -> None:
    """With the figures of both, where they surely mean the same."""
    row = next(r for r in ledger("目标与进展") if r["措施编号"] == DONE)
    assert row["整改目标"] == "新增学位600个以上，学位够用。"
    assert row["进展情况"].startswith("出台《学前教育学位供给办法》")
    assert (row["目标里的数"], row["填报的数"], row["对照"]) == (
        "新增学位600个以上",
        "新增学位 540个",
        "未达到",
    )


def test_closed_and_waiting(ledger: Callable[[str], Rows]) -> None:
    """The list of what is done says who closed it, when and on what evidence."""
    rows = {row["措施编号"]: row for row in ledger("销号")}
    assert (rows[DONE]["销号"], rows[DONE]["核实人"], rows[DONE]["销号日期"].date()) == (
        "已销号",
        "岑一鸣",
        date(2025, 1, 15),
    )
    assert rows[DONE]["销号依据"] == "看了现场，查了验收报告。"
    assert (rows["措施03-01"]["销号"], rows["措施03-01"]["核实人"]) == ("待销号", "")
    assert OPEN not in rows


def test_persons_and_money_add_up(ledger: Callable[[str], Rows]) -> None:
    """To the last digit, like with like, and together in 万元."""
    rows = {(row["类别"], row["项目"]): row for row in ledger("人数金额")}
    assert rows["处理人数", "提醒谈话"]["合计"] == 5
    assert rows["处理人数", "合计"]["合计"] == 5
    assert rows["填报的金额", "以万元填报的"]["合计"] == 12.36
    assert rows["填报的金额", "以亿元填报的"]["合计"] == 0.2
    assert (rows["填报的金额", "合计"]["合计"], rows["填报的金额", "合计"]["几处填报"]) == (
        2012.36,
        3,
    )
    assert all(
        "不能当作总额引用" in row["说明"] or "估量" in row["说明"] or key[0] == "处理人数"
        for key, row in rows.items()
    )


def test_the_ledger_says_of_what_and_when(ledger: Callable[[str], Rows]) -> None:
    """Its words have a legend, with title and day."""
    told = {row["写的是"]: row["意思"] for row in ledger("说明")}
    assert told["台账"].startswith("关于巡视整改进展情况的通报，截至 2025-02-20")
    assert {"红", "黄", "绿", "待销号", "已销号", "完成率", "销号率", "对照"} <= set(told)


# Goals


@pytest.mark.parametrize(
    ("goal", "figure", "expected"),
    [
        ("新增学位500个。", ("新增学位", "540", "个"), ["达到"]),
        ("新增学位600个。", ("新增学位总数", "540", "个"), ["未达到"]),
        ("新增学位达到600个。", ("新增学位", "600", "个"), ["达到"]),
        ("新增学位约600个。", ("新增学位", "580", "个"), ["无法比较"]),
        ("空置率降到10%以下。", ("空置率", "12", "%"), ["未达到"]),
        ("空置率控制在10%。", ("空置率", "9.5", "%"), ["达到"]),
        ("投诉量不超过50件。", ("投诉量", "51", "件"), ["未达到"]),
        ("追回补贴1.2亿元。", ("追回补贴", "12000", "万元"), ["达到"]),
        ("追回补贴1.2亿元。", ("追回补贴", "11999.9", "万元"), ["未达到"]),
        ("改造用户1.8万户。", ("改造用户", "1.86", "万户"), ["达到"]),
        ("追回补贴120万元。", ("追回补贴", "30", "笔"), ["无法比较"]),
        ("新建2所幼儿园。", ("新建幼儿园", "3", "所"), ["达到"]),
        ("新建2所幼儿园。", ("关停幼儿园", "3", "所"), []),
        ("新增学位500个。", ("撤并学位", "540", "个"), []),
        ("2025年底降到68%以下。", ("资产负债率", "73.4", "%"), []),
        ("学位够用。", ("新增学位", "540", "个"), []),
    ],
)
def test_a_goal_is_compared_only_if_it_is_sure(
    tmp_path: Path, goal: str, figure: tuple[str, str, str], expected: list[str]
) -> None:
    """A name that leads up to the number or follows it, an amount that can be converted; less is
    better where the goal says so.
    """
    project = small()
    project.tables["措施清单"][0]["整改目标"] = goal
    name, value, unit = figure
    project.form(DONE).tables["数据指标"] = [{"指标名称": name, "数值": value, "计量单位": unit}]
    report = analyse(project.write(tmp_path)).report
    assert report is not None
    it = next(measure for measure in report.measures() if measure.id == DONE)
    assert [found.verdict for found in goal_figures(it)] == expected
    assert all(found.figure.value.value == Decimal(value) for found in goal_figures(it))


def test_two_figures_that_could_be_meant_are_left_to_people(tmp_path: Path) -> None:
    """Unless one name holds the other: then the longer one is meant."""
    project = small()
    project.tables["措施清单"][0]["整改目标"] = "公办园新增学位500个。"
    rows = [
        {"指标名称": "新增学位", "数值": "540", "计量单位": "个"},
        {"指标名称": "公办园新增学位", "数值": "400", "计量单位": "个"},
    ]
    project.form(DONE).tables["数据指标"] = rows
    report = analyse(project.write(tmp_path)).report
    assert report is not None
    it = next(measure for measure in report.measures() if measure.id == DONE)
    assert [found.figure.name.value for found in goal_figures(it)] == ["公办园新增学位"]


# 报送进度


def test_progress_shows_goal_result_and_time(tmp_path: Path) -> None:
    """A measure's line has what was wanted, what is reported, the day it is due and the first one;
    the front page adds up.
    """
    project = decided(late(), extension(OPEN, "2025-07-05"))
    status_of(project, tmp_path)
    book = tmp_path / "output/报送进度.xlsx"
    row = next(r for r in rows_of(book, "措施") if r["措施编号"] == OPEN)
    assert (row["整改目标"], row["进展情况"]) == (
        "空置率下降。",
        "已盘活空置床位120张，提醒谈话5人。",
    )
    assert (row["时限"].date(), row["原时限"].date(), row["延期次数"], row["超期几天"]) == (
        date(2025, 7, 5),
        date(2025, 6, 30),
        1,
        5,
    )
    front = openpyxl.load_workbook(book)["总览"]
    assert front["A1"].value == "报送进度"
    assert "截至 2025-07-10\u3000报送期限 2025-01-10" in front["A2"].value
    totals = {line[0].value: line[1].value for line in front.iter_rows(min_row=5)}
    assert (totals["应报措施"], totals["待销号"], totals["已销号"], totals["可用"]) == (4, 2, 1, 1)
    assert (totals["完成率"], totals["销号率"]) == (0.75, 0.25)
    assert (totals["超期措施"], totals["超期单位"], totals["延期次数"]) == (1, 1, 1)
    assert {r["项目"]: r["合计"] for r in rows_of(book, "人数金额")}["提醒谈话"] == 5
