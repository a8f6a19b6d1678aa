"""One entry for one cause: what is identical is gathered, what only follows from something else
is not reported.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.base import write_base
from rules.edits import Workshop, stands_at
from support.clerk import Clerk
from support.projects import Project

from compiler.analysis.causes import without_consequences
from compiler.cli.main import main
from compiler.commands.checking import Analysis, analyse
from compiler.commands.compilation import check_document
from compiler.commands.compiling import CHECK_REPORT, compile_project
from compiler.diagnostics import Diagnostic, complain, group, has_errors
from compiler.rules.table import RULES
from compiler.span import Span

pytestmark = pytest.mark.usefixtures("read_once")

EDUCATION, FINANCE, CIVIL = (
    "区教育局/措施01-01.xlsx",
    "区财政局/措施01-02.xlsx",
    "区民政局/措施02-01.xlsx",
)
MEETINGS, OFFICE_RULE, REGISTER = (
    "区财政局/措施03-02.xlsx",
    "区财政局/措施03-01.xlsx",
    "总台账.xlsx",
)
PLAN = "意见标在 总台账.xlsx 措施清单 第{}行〔措施编号〕".format

Case = tuple[tuple[str, ...], str]
ONE_CAUSE: tuple[Case, ...] = (
    # Forms that are not there, or cannot be read
    ((f"{EDUCATION} 删除", PLAN(1)), "L001"),
    ((f"{EDUCATION} 换成 截断",), "S011"),
    ((f"{EDUCATION} 换成 空文件",), "S010"),
    ((f"{EDUCATION} 换成 其他工作簿",), "S020"),
    ((f"{EDUCATION} 删除工作表 填报表",), "S024"),
    ((f"{MEETINGS} 删除", f"{REGISTER} 勾稽规则 第2行〔关系式〕 = 5 = 合计（整改专题会议）", PLAN(5)), "L001"),
    # Labels and headers
    ((f"{EDUCATION} 〔进展情况〕 整行删除",), "S030"),
    ((f"{EDUCATION} 〔进展情况〕 改名 进展情形",), "S031"),
    ((f"{EDUCATION} 〔进展情况〕 重复一行",), "S032"),
    ((f"{OFFICE_RULE} 〔进展情况〕 整行删除",), "S030"),
    ((f"{CIVIL} 〔完成时限〕 改名 时限",), "S031"),
    ((f"{EDUCATION} 填报表!A12 = ", f"意见标在 {EDUCATION} 填报表"), "S030"),
    ((f"{EDUCATION} 数据指标 表头〔数值〕 改名 数量值",), "S034"),
    ((f"{EDUCATION} 数据指标 表头〔数值〕 改名 空", f"意见标在 {EDUCATION} 数据指标 表头〔指标名称〕"), "S035"),
    ((f"{EDUCATION} 数据指标 表头〔指标名称〕 改名 空", f"意见标在 {EDUCATION} 数据指标 表头〔数值〕"), "S035"),
    # Cells of a form
    ((f"{EDUCATION} 数据指标 第1行〔数值〕 = 约540",), "V010"),
    ((f"{EDUCATION} 数据指标 第2行〔数值〕 = 空",), "V001"),
    ((f"{EDUCATION} 数据指标 第2行〔数值〕 = 错误(#DIV/0!)",), "S042"),
    ((f"{EDUCATION} 数据指标 第2行〔指标名称〕 = 空",), "V001"),
    ((f"{EDUCATION} 数据指标 第2行〔计量单位〕 = 空",), "V001"),
    ((f"{MEETINGS} 数据指标 第1行〔数值〕 = 三",), "V010"),
    ((f"{REGISTER} 勾稽规则 第2行〔关系式〕 = 5 = 合计（整改专题会议）", f"{MEETINGS} 数据指标 第1行〔数值〕 = 三"), "V010"),
    ((f"{REGISTER} 篇章 第4行〔文字〕 = 学位{{幼儿园学位}}个。", f"{EDUCATION} 数据指标 第2行〔数值〕 = 三百六"), "V010"),
    ((f"{EDUCATION} 数据指标 第1行〔勾稽关系〕 = 新增学位总数 = 幼儿学位 + 小学学位",), "F002"),
    ((f"{EDUCATION} 〔措施编号〕 = 措施1之1",), "V018"),
    ((f"{EDUCATION} 〔措施编号〕 = 日期(2024-01-01)",), "V016"),
    ((f"{EDUCATION} 〔措施编号〕 = 措施09-09",), "S026"),
    ((f"{EDUCATION} 〔填报单位〕 = 区教育句",), "V015"),
    ((f"{EDUCATION} 〔填报单位〕 = 区民政局",), "L005"),
    ((f"{EDUCATION} 〔牵头单位〕 = 区教育句",), "V015"),
    ((f"{EDUCATION} 〔完成状态〕 = 差不多",), "V014"),
    ((f"{EDUCATION} 〔进展情况〕 = 公式(=1+1)",), "S040"),
    ((f"{OFFICE_RULE} 〔进展情况〕 = 空",), "V001"),
    ((f"{CIVIL} 〔完成时限〕 = 日期(2025-06-30)",), "V019"),
    ((f"{EDUCATION} 处理情况 第1行〔处理人数〕 = 数字(1)", f"{EDUCATION} 处理情况 第1行〔处理方式〕 = 口头谈话"), "V014"),
    # The register's sheets
    *(((f"{REGISTER} 删除工作表 {sheet}",), "S024") for sheet in ("报告信息", "篇章", "问题清单", "措施清单", "单位名录", "办理情况", "勾稽规则")),
    ((f"{REGISTER} 措施清单 表头〔牵头单位〕 改名 牵头",), "S034"),
    ((f"{REGISTER} 措施清单 表头〔措施编号〕 改名 空", f"意见标在 {REGISTER} 措施清单 表头〔问题编号〕"), "S035"),
    ((f"{REGISTER} 问题清单 表头〔问题编号〕 改名 空", f"意见标在 {REGISTER} 问题清单 表头〔方面〕"), "S035"),
    ((f"{REGISTER} 单位名录 表头〔单位名称〕 改名 空", f"意见标在 {REGISTER} 单位名录 表头〔别名〕"), "S035"),
    ((f"{REGISTER} 篇章 表头〔位置〕 改名 空", f"意见标在 {REGISTER} 篇章 表头〔序号〕"), "S035"),
    # The register's cells
    ((f"{REGISTER} 措施清单 第1行〔措施编号〕 = 措施1之1",), "V018"),
    ((f"{REGISTER} 措施清单 第1行〔措施编号〕 = 空",), "V001"),
    ((f"{REGISTER} 措施清单 第1行〔措施编号〕 = 日期(2024-01-01)",), "V016"),
    ((f"{REGISTER} 措施清单 第2行〔措施编号〕 = 措施01-01",), "L013"),
    ((f"{REGISTER} 措施清单 第3行〔措施编号〕 = 措施02-02", f"意见标在 {CIVIL} 〔措施编号〕"), "L002"),
    ((f"{REGISTER} 措施清单 第1行〔措施编号〕 = 措施01-03", f"意见标在 {EDUCATION} 〔措施编号〕"), "L002"),
    ((f"{REGISTER} 措施清单 第3行〔措施编号〕 = 措施09-01",), "L014"),
    ((f"{REGISTER} 工作表 措施清单 改名 措施", f"{REGISTER} 措施!A4 = 措施1之1"), "V018"),
    ((f"{REGISTER} 措施清单 第3行〔问题编号〕 = 空",), "V001"),
    ((f"{REGISTER} 措施清单 第3行〔问题编号〕 = 数字(9)",), "L012"),
    ((f"{REGISTER} 措施清单 第2行〔牵头单位〕 = 区财证局",), "V015"),
    ((f"{REGISTER} 措施清单 第2行〔牵头单位〕 = 空",), "V001"),
    ((f"{REGISTER} 措施清单 第1行〔责任单位〕 = 柳订镇",), "V015"),
    ((f"{REGISTER} 措施清单 第1行〔整改时限〕 = 明年",), "V012"),
    ((f"{REGISTER} 措施清单 第1行〔整改措施〕 = 空",), "V001"),
    ((f"{REGISTER} 问题清单 第2行〔问题编号〕 = 空",), "V001"),
    ((f"{REGISTER} 问题清单 第2行〔问题编号〕 = 两",), "V010"),
    ((f"{REGISTER} 问题清单 第2行〔问题编号〕 = 数字(3)", f"意见标在 {REGISTER} 问题清单 第3行〔问题编号〕"), "L011"),
    ((f"{REGISTER} 问题清单 第2行〔问题编号〕 = 数字(5)", f"意见标在 {REGISTER} 问题清单 第3行〔问题编号〕"), "L010"),
    ((f"{REGISTER} 问题清单 第2行〔方面〕 = 错误(#N/A)",), "S042"),
    ((f"{REGISTER} 问题清单 第1行〔问题〕 = 空",), "V001"),
    ((f"{REGISTER} 单位名录 第1行〔单位名称〕 = 空",), "V001"),
    ((f"{REGISTER} 篇章 第1行〔位置〕 = 引语",), "V014"),
    ((f"{REGISTER} 篇章 第6行〔位置〕 = 空",), "V001"),
    ((f"{REGISTER} 篇章 第6行〔类型〕 = 题目",), "V014"),
    ((f"{REGISTER} 篇章 第4行〔位置〕 = 未归位", f"意见标在 {REGISTER} 篇章 第4行〔文字〕"), "L032"),
    ((f"{REGISTER} 勾稽规则 第1行〔关系式〕 = 整改专题会议总数 = 合计（整改专题会）",), "F002"),
    ((f"{REGISTER} 勾稽规则 第1行〔关系式〕 = 整改专题会议总数 合计（整改专题会议）",), "F003"),
    ((f"{REGISTER} 勾稽规则 第1行〔关系式〕 = 整改专题会议总数 = 总和（整改专题会议）",), "F006"),
    ((f"{REGISTER} 勾稽规则 第2行〔关系式〕 = 甲 = 乙 * 2", f"{REGISTER} 勾稽规则 第3行〔关系式〕 = 乙 = 丙 + 1"), "F002"),
    ((f"{REGISTER} 办理情况 第1行〔移交件数〕 = 六",), "V010"),
    ((f"{REGISTER} 办理情况 第1行〔移交类别〕 = 空",), "V001"),
    # The outline
    (("模板 outline.txt 第11行 = 一、{篇章 第一部分",), "S052"),
    (("模板 outline.txt 第11行 = 一、{}",), "S056"),
    (("模板 outline.txt 第13行 =     （一）{小标提}。{正文}",), "S051"),
    (("模板 outline.txt 第16行 =     （一）{方面",), "S052"),
)  # fmt: skip


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rule pages' base project, to be read only."""
    root = tmp_path_factory.mktemp("one") / "基准项目"
    write_base(root)
    return root


def damaged(sound: Path, target: Path, edits: Iterable[str]) -> Workshop:
    """Copy the project and apply edits as the rule pages write them."""
    shop = Workshop(shutil.copytree(sound, target), [])
    shop.apply(edits)
    return shop


def check(root: Path) -> tuple[Diagnostic, ...]:
    return check_document(analyse(root)).diagnostics


@pytest.mark.parametrize(
    ("edits", "code"),
    ONE_CAUSE,
    ids=lambda value: "；".join(value) if isinstance(value, tuple) else value,
)
def test_one_cause_is_one_entry(
    sound: Path, tmp_path: Path, edits: tuple[str, ...], code: str
) -> None:
    """One thing wrong is one entry, at the cell to mend, however much of the report hangs on it."""
    shop = damaged(sound, tmp_path / "项目", edits)
    entries = group(check(shop.root))
    assert [entry.diagnostic.code for entry in entries] == [code]
    assert shop.place is not None
    assert stands_at(entries[0].diagnostic.spans[0], shop.place), (
        entries[0].diagnostic.spans[0].describe()
    )


@pytest.mark.parametrize(
    ("edits", "codes"),
    [
        ((f"{EDUCATION} 数据指标 第1行〔数值〕 = 约540", f"{FINANCE} 删除", f"{REGISTER} 措施清单 第3行〔问题编号〕 = 空"), ["L001", "V001", "V010"]),
        ((f"{MEETINGS} 删除", f"{REGISTER} 篇章 第4行〔文字〕 = 召开会议{{整改专题会总数}}次。"), ["L001", "L020"]),
        ((f"{EDUCATION} 删除", f"{REGISTER} 勾稽规则 第2行〔关系式〕 = 8 = 措施总数"), ["F001", "L001"]),
        ((f"{EDUCATION} 〔填报单位〕 = 区教育句", f"{EDUCATION} 数据指标 第1行〔数值〕 = 数字(541)"), ["F001", "V015"]),
        ((f"{EDUCATION} 〔审签日期〕 = 日期(2025-01-01)", f"{EDUCATION} 〔填报日期〕 = 错误(#N/A)"), ["L040", "S042"]),
        ((f"{EDUCATION} 〔完成状态〕 = 空", f"{EDUCATION} 数据指标 第1行〔勾稽关系〕 = 新增学位总数 = 幼儿学位"), ["F002", "V001"]),
        ((f"{REGISTER} 删除工作表 豁免", f"{MEETINGS} 删除", f"{EDUCATION} 〔填报单位〕 = 区民政局"), ["L001", "L005", "S037"]),
        ((f"{REGISTER} 勾稽规则 第2行〔关系式〕 = 甲 = 乙 * 2", f"{REGISTER} 勾稽规则 第3行〔关系式〕 = 乙 = 甲 + 1"), ["F002", "F002"]),
        ((f"{MEETINGS} 〔进展情况〕 = 空", f"{MEETINGS} 〔主题句〕 = 咨询拨打13800001234"), ["D003", "V001"]),
    ],
    ids=str,
)  # fmt: skip
def test_several_causes_are_several_entries(
    sound: Path, tmp_path: Path, edits: tuple[str, ...], codes: list[str]
) -> None:
    """What is wrong by itself is reported beside it; what must not be public, whatever else is
    wrong with its cell.
    """
    found = sorted(d.code for d in check(damaged(sound, tmp_path / "项目", edits).root))
    assert found == codes


def test_errors_never_vanish(sound: Path, tmp_path: Path) -> None:
    """However much is damaged at once, whatever goes has a cause that stays, and the project
    stays unpublishable.
    """
    chance = random.Random(20)
    for number in range(12):
        root = shutil.copytree(sound, tmp_path / str(number))
        for edits, _ in chance.sample([case for case in ONE_CAUSE if "删除" not in str(case)], 4):
            try:
                Workshop(root, []).apply(line for line in edits if not line.startswith("意见标在"))
            except (
                StopIteration,
                KeyError,
                ValueError,
            ):  # an earlier edit has taken the label away
                continue
        analysis = analyse(root)
        assert (
            has_errors(analysis.found)
            == has_errors(analysis.diagnostics)
            == has_errors(check(root))
        )
        assert set(analysis.diagnostics) <= set(analysis.found)
        assert without_consequences(analysis.diagnostics) == list(analysis.diagnostics)


CODES = sorted({code for code in RULES if not code.startswith(("R", "D"))})


@given(
    st.lists(
        st.tuples(st.sampled_from(CODES), st.sampled_from("AB"), st.integers(1, 3)), max_size=12
    )
)
def test_any_findings(places: list[tuple[str, str, int]]) -> None:
    """Of any findings, in any circle, one that is an error stays if any was, and no more goes the
    second time.
    """
    arguments = {
        "name": "甲",
        "hint": "",
        "label": "数值",
        "id": "措施01-01",
        "number": 1,
        "relation": "甲 = 合计（乙）",
    }
    found = [
        complain(code, Span("input_workbooks/甲.xlsx", "表", f"{column}{row}"), **arguments)
        for code, column, row in places
    ]
    kept = without_consequences(found)
    assert has_errors(kept) == has_errors(found)
    assert bool(kept) == bool(found)


def test_the_library_reports_no_consequences_either(sound: Path, tmp_path: Path) -> None:
    """``compiler.check`` says what ``zhenggai check`` says, and keeps what it found."""
    analysis: Analysis = analyse(
        damaged(sound, tmp_path / "项目", (f"{EDUCATION} 〔填报单位〕 = 区教育句",)).root
    )
    assert [d.code for d in analysis.diagnostics] == ["V015"]
    assert {"V015", "L005", "L001"} <= {d.code for d in analysis.found}


# Grouping


@pytest.fixture
def misspelt(project: Project, tmp_path: Path) -> Path:
    """One unit misspelt in the same way in three forms of two units, all of measures that it has to
    do with.
    """
    for row in (project.tables["措施清单"][1], project.form("措施01-02").fields):
        row["责任单位"] = "区教育局"
    for measure in ("措施01-01", "措施01-02", "措施03-01"):
        project.form(measure).fields["填报单位"] = "区教肓局"
    return project.write(tmp_path)


FILES = ["区教育局/措施01-01.xlsx", "区教育局/措施03-01.xlsx", "区财政局/措施01-02.xlsx"]


def cell_of(root: Path) -> str:
    return str(Clerk.at(root / "input_workbooks" / FILES[0]).value_cell("填报单位").coordinate)


def test_identical_findings_on_the_console(
    misspelt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence once, and every place below it."""
    main(["check", str(misspelt)])
    lines = capsys.readouterr().out.splitlines()
    (start,) = [number for number, line in enumerate(lines) if " V015 " in line]
    cell = cell_of(misspelt)
    assert lines[start + 1 : start + 4] == [
        f"    位置：input_workbooks/{file} 填报表!{cell}" for file in FILES
    ]
    assert "错误 3 处" in lines[-1]


def test_identical_findings_in_json(misspelt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One diagnostic with all its places, each with what it was compared with."""
    main(["check", str(misspelt), "--format", "json"])
    (found,) = json.loads(capsys.readouterr().out)["diagnostics"]
    assert found["code"] == "V015"
    assert [(place["file"], place["cell"], place["related"]) for place in found["places"]] == [
        (f"input_workbooks/{file}", cell_of(misspelt), []) for file in FILES
    ]


def test_identical_findings_in_the_report(misspelt: Path) -> None:
    """One row of 意见 with the number of places, each of which has its row, and its link, in
    位置.
    """
    compile_project(misspelt)
    book = openpyxl.load_workbook(misspelt / "output" / CHECK_REPORT)
    heads = [cell.value for cell in book["意见"][1]]
    (row,) = [dict(zip(heads, line, strict=True)) for line in book["意见"].iter_rows(min_row=2)]
    assert (row["规则"].value, row["处数"].value) == ("V015", 3)
    assert row["单位"].value == "区教育局、区财政局"
    assert row["所属"].value == "措施01-01、措施03-01、措施01-02"
    places = [line[4] for line in book["位置"].iter_rows(min_row=2)]
    assert [place.value for place in places] == [
        f"{file} 填报表!{cell_of(misspelt)}" for file in FILES
    ]
    assert all(place.hyperlink for place in places)


def test_places_of_one_cause_in_one_form(project: Project, tmp_path: Path) -> None:
    """Follow-up fields filled in beside 已完成 are one entry with each of the cells."""
    project.form("措施02-01").fields |= {"完成状态": "已完成", "完成日期": "2024-11-29"}
    root = project.write(tmp_path)
    (diagnostic,) = check(root)
    assert diagnostic.code == "V003"
    clerk = Clerk.at(root / "input_workbooks/区民政局/措施02-01.xlsx")
    labels = ("事项名称", "有关情况说明", "下一步措施", "完成时限")
    assert [span.cell for span in diagnostic.spans] == [
        clerk.value_cell(label).coordinate for label in labels
    ]
