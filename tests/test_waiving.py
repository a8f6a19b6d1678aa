"""Waivers of the register: one occurrence each, on record, and never one of disclosure."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from support.clerk import address, table_address
from support.projects import Project, table

from compiler.cli.main import main
from compiler.commands.checking import analyse
from compiler.commands.compilation import Compilation, check_document
from compiler.commands.compiling import CHECK_REPORT, compile_project
from compiler.diagnostics import Diagnostic

pytestmark = pytest.mark.usefixtures("read_once")

REGISTER = "input_workbooks/总台账.xlsx"
FORM = "input_workbooks/区财政局/措施01-02.xlsx"
WAIVERS = """
规则 | 位置                  | 理由             | 批准人 | 有效期至
T040 | 措施01-02             | 原文照录         | 王主任 | 2025-12-31
F020 | 措施02-01             | 统计口径不同     | 王主任 |
T041 | 措施01-02             | 地名如此         | 王主任 | 2025-01-31
T999 | 措施01-02             | 没有这条规则     | 王主任 |
T021 | 措施02-01             | 表格转录         | 王主任 |
T022 |                       | 没有写位置       | 王主任 |
T041 | 措施03-01             |                  | 王主任 |
T041 | 措施03-01             | 没有写批准人     |        |
D003 | 措施03-01             | 本人同意公布     | 王主任 |
"""
USED, UNUSED, EXPIRED, UNKNOWN, AMBIGUOUS, PLACELESS, UNREASONED, UNAPPROVED, DISCLOSURE = range(9)
OUTCOMES = ["已使用", "未使用", "已过期", "无效", "无效", "无效", "无效", "无效", "无效"]


@pytest.fixture
def waived(project: Project, tmp_path: Path) -> Path:
    """A project with a waiver of every kind, and the findings they are about."""
    texts = {
        "措施01-02": "全年拨付教育经费3200万元，，认真认真落实。",
        "措施02-01": "已盘活空置床位 120 张，提醒谈话5人。",
        "措施03-01": "组织组织生活记录全部补齐，咨询请拨打13800001234。",
    }
    for measure, text in texts.items():
        project.form(measure).fields["进展情况"] = text
    project.tables["豁免"] = table(WAIVERS)
    return project.write(tmp_path)


def cell(root: Path, label: str, row: int) -> str:
    return table_address(root / REGISTER, "豁免", label, row, "豁免")


def at(diagnostic: Diagnostic) -> tuple[str, str | None]:
    return diagnostic.code, diagnostic.spans[0].cell


def check(root: Path) -> Compilation:
    return check_document(analyse(root))


def test_every_kind_of_waiver(waived: Path) -> None:
    """Used, unused, expired, unknown, ambiguous, without a place, a reason or an approver, of
    family D.
    """
    checked = check(waived)
    assert [use.outcome for use in checked.waivers] == OUTCOMES
    assert [use.waived is not None for use in checked.waivers] == [True] + [False] * 8
    said = sorted(at(d) for d in checked.diagnostics if d.spans[0].file == REGISTER)
    assert said == sorted(
        [
            ("L051", cell(waived, "规则", UNUSED)),
            ("L052", cell(waived, "有效期至", EXPIRED)),
            ("L050", cell(waived, "规则", UNKNOWN)),
            ("L053", cell(waived, "位置", AMBIGUOUS)),
            ("V001", cell(waived, "位置", PLACELESS)),
            ("V001", cell(waived, "理由", UNREASONED)),
            ("V001", cell(waived, "批准人", UNAPPROVED)),
            ("L050", cell(waived, "规则", DISCLOSURE)),
        ]
    )


def test_only_the_waived_finding_is_gone(waived: Path) -> None:
    """One occurrence is off; whatever has no valid waiver stays, a published phone number above
    all.
    """
    checked = check(waived)
    codes = [
        (d.code, Path(d.spans[0].file).stem)
        for d in checked.diagnostics
        if d.spans[0].file != REGISTER
    ]
    assert ("T040", "措施01-02") not in codes
    assert {("T041", "措施01-02"), ("T041", "措施03-01"), ("D003", "措施03-01")} <= set(codes)
    assert codes.count(("T021", "措施02-01")) == 2
    assert not checked.publishable


def test_the_reports_sheet(waived: Path) -> None:
    """豁免 lists every waiver with its outcome, the finding it let pass and where, or why it let
    none pass.
    """
    compile_project(waived)
    sheet = openpyxl.load_workbook(waived / "output" / CHECK_REPORT)["豁免"]
    heads = [head.value for head in sheet[1]]
    rows = [
        dict(zip(heads, [line.value or "" for line in lines], strict=True))
        for lines in sheet.iter_rows(min_row=2)
    ]
    assert [row["结果"] for row in rows] == OUTCOMES
    remark, place = heads[-2:]
    assert "标点" in rows[USED][remark]
    assert rows[USED][place].startswith(
        f"区财政局/措施01-02.xlsx 填报表!{address(waived / FORM, '进展情况')}"
    )
    assert all(row[remark] for row in rows)
    assert not any(row[place] for row in rows[1:])
    assert (rows[USED]["理由"], rows[USED]["批准人"], rows[USED]["有效期至"]) == (
        "原文照录",
        "王主任",
        "2025-12-31",
    )


def test_json(waived: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--format json has the waivers under a key of their own, each with the finding it switched
    off.
    """
    main(["check", str(waived), "--format", "json"])
    result = json.loads(capsys.readouterr().out)
    assert [waiver["outcome"] for waiver in result["waivers"]] == OUTCOMES
    used = result["waivers"][USED]
    assert (used["rule"], used["place"], used["reason"], used["approver"]) == (
        "T040",
        "措施01-02",
        "原文照录",
        "王主任",
    )
    assert used["finding"]["code"] == "T040"
    assert used["finding"]["places"][0]["file"].endswith("措施01-02.xlsx")
    assert all(waiver["finding"] is None for waiver in result["waivers"][1:])
    assert "T040" not in [found["code"] for found in result["diagnostics"]]


def test_the_console_says_how_many(waived: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever reads only the console knows that something was waived."""
    main(["check", str(waived)])
    assert "另有 1 处意见按“豁免”表放行。" in capsys.readouterr().out


@pytest.mark.parametrize(
    "place",
    [
        "措施01-02",
        "1-2",
        "措施1—2",
        "区财政局/措施01-02.xlsx!{cell}",
        "措施01-02.xlsx填报表!{cell}",
        " 区财政局/措施01-02.xlsx 填报表！{cell} ",
        "input_workbooks/区财政局/措施01-02.xlsx 填报表!{cell}",
    ],
)
def test_places(project: Project, tmp_path: Path, place: str) -> None:
    """A measure, or a file and cell, in any width, with the sheet or without."""
    project.form("措施01-02").fields["进展情况"] = "全年拨付教育经费3200万元，，全部到位。"
    cell = address(project.write(tmp_path) / FORM, "进展情况")
    project.tables["豁免"] = [
        {"规则": "t040", "位置": place.format(cell=cell), "理由": "原文照录", "批准人": "王主任"}
    ]
    checked = check(project.write(tmp_path))
    assert [use.outcome for use in checked.waivers] == ["已使用"]
    assert checked.diagnostics == ()


@pytest.mark.parametrize(
    "place",
    [
        "措施01-01",
        "1",
        "问题1",
        "区财政局/措施01-02.xlsx!B18",
        "2.xlsx!B1",
        "B19",
        "全部",
        "*",
        "!",
    ],
)
def test_other_places(project: Project, tmp_path: Path, place: str) -> None:
    """Nothing that names another place, or no place, lets it pass."""
    project.form("措施01-02").fields["进展情况"] = "全年拨付教育经费3200万元，，全部到位。"
    project.tables["豁免"] = [
        {"规则": "T040", "位置": place, "理由": "原文照录", "批准人": "王主任"}
    ]
    checked = check(project.write(tmp_path))
    assert [d.code for d in checked.diagnostics] == ["T040", "L051"]


def test_what_follows_from_a_waived_error_is_reported(project: Project, tmp_path: Path) -> None:
    """A unit outside the directory hides that its form is not the lead unit's; waived, it hides
    it no longer.
    """
    project.form("措施01-02").fields["填报单位"] = "区教肓局"
    root = project.write(tmp_path / "甲")
    assert [d.code for d in check(root).diagnostics] == ["V015"]
    project.tables["豁免"] = [
        {"规则": "V015", "位置": "措施01-02", "理由": "机构改革在即", "批准人": "王主任"}
    ]
    checked = check(project.write(tmp_path / "乙"))
    assert [use.outcome for use in checked.waivers] == ["已使用"]
    assert [d.code for d in checked.diagnostics] == ["L005"]
    assert not checked.publishable
