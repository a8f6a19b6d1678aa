"""What is found about 工作纪实 itself, cell by cell, and about what counts it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import CHAPTERS, Row, listed, small, table

from compiler.commands.checking import analyse

MEETING: Row = {"日期": "2024-07-05", "类型": "会议", "内容": "推进会"}
INSPECTION: Row = {"日期": "2024-08-01", "类型": "督导检查", "内容": "第一轮"}
ROUND: Row = {"巡视开始日期": "2024-03-04", "数据截止日期": "2024-12-31"}


def found(root: Path, *rows: Row, text: str = "", relation: str = "") -> list[tuple[str, str]]:
    """Return (code, cell) of what is found with these activities."""
    project = small()
    project.information |= ROUND
    project.tables["工作纪实"] = list(rows)
    if text:
        project.tables["篇章"][2]["文字"] = text
    if relation:
        project.tables["勾稽规则"] = [{"关系式": relation}]
    return listed(analyse(project.write(root)).diagnostics)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (MEETING, []),
        (MEETING | {"涉及措施": "措施01-01、措施3-1"}, []),
        (MEETING | {"涉及措施": "措施01-01、措施09-01、教育"}, [("L080", "I4"), ("L080", "I4")]),
        (INSPECTION | {"到访单位": "区教委、教育局、石桥村、望澜一中"}, []),
        (INSPECTION | {"到访单位": "区教育局机关"}, [("L081", "H4")]),
        (INSPECTION | {"到访单位": "区体育局"}, []),
        (INSPECTION | {"日期": "2025-02-20"}, [("C055", "A4")]),
        (INSPECTION | {"日期": "2025-02-21"}, [("C050", "A4")]),
        (INSPECTION | {"日期": "2024-12-31"}, []),
        (INSPECTION | {"日期": "2024-03-03"}, [("C051", "A4")]),
        (INSPECTION | {"日期": "2024-03-04"}, []),
        (INSPECTION | {"发现问题": "3", "现场解决": "3"}, []),
        (INSPECTION | {"发现问题": "3", "现场解决": "4"}, [("C052", "K4")]),
        (INSPECTION | {"现场解决": "1"}, [("C052", "K4")]),
        (INSPECTION | {"现场解决": "0"}, []),
        (INSPECTION | {"派出组数": "3", "人次": "3"}, []),
        (INSPECTION | {"派出组数": "3", "人次": "2"}, [("C053", "G4")]),
        (INSPECTION | {"派出组数": "3"}, []),
        (MEETING | {"整改类别": "查处"}, [("V014", "E4")]),
    ],
)
def test_a_row(tmp_path: Path, row: Row, expected: list[tuple[str, str]]) -> None:
    assert found(tmp_path, row) == expected


def test_a_cell_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    row = INSPECTION | {"日期": "8月初", "发现问题": "若干", "现场解决": "2", "派出组数": "三四"}
    assert {(code[0], cell) for code, cell in found(tmp_path, row)} == {
        ("V", "A4"),
        ("V", "J4"),
        ("V", "F4"),
    }


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, [("C054", "D5")]),
        ({"内容": "第二次推进会"}, []),
        ({"日期": "2024-07-06"}, []),
        ({"主持人或组织单位": "区长"}, []),
        ({"内容": None}, []),
    ],
)
def test_rows_registered_twice(tmp_path: Path, more: Row, expected: list[tuple[str, str]]) -> None:
    assert found(tmp_path, MEETING, MEETING | more) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("区委书记", "区委书记沈知行", [("L085", "C5")]),
        ("区委书记沈知行", "区委书记", [("L085", "C4")]),
        ("区长", "副区长", []),
        ("区委", "区委书记", []),
        ("区委书记", "区委书记办公会", []),
        ("区委书记", "区委书记、区长", []),
        ("区委书记", "区委书记", []),
    ],
)
def test_one_chair_written_twice(
    tmp_path: Path, first: str, second: str, expected: list[tuple[str, str]]
) -> None:
    rows = (MEETING | {"主持人或组织单位": first}, INSPECTION | {"主持人或组织单位": second})
    assert found(tmp_path, *rows) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2023年会议次数", ["L083"]),
        ("拟谈话类会议次数", ["L083"]),
        ("2023年督导检查发现问题数", ["L083"]),
        ("2025年1月督办单数", ["L083"]),
        ("督办单数", []),
        ("2024年会议次数", []),
        ("督导检查发现问题数", []),
    ],
)
def test_a_count_of_nothing(tmp_path: Path, name: str, expected: list[str]) -> None:
    """A nought that somebody wrote is none of these."""
    codes = found(tmp_path, MEETING, INSPECTION | {"发现问题": "0"}, text=f"共{{{name}}}。")
    assert [code for code, _ in codes] == expected


def test_blanks_in_a_sum(tmp_path: Path) -> None:
    """Told once a column, where it is used, of those rows that are counted."""
    rows = (
        INSPECTION | {"人次": "4"},
        INSPECTION | {"日期": "2024-09-01"},
        INSPECTION | {"日期": "2024-10-01"},
        MEETING,
    )
    assert found(tmp_path, *rows) == []
    assert found(tmp_path, *rows, text="{督导检查人次}、{2024年督导检查人次}。") == [("L084", "G5")]
    assert found(tmp_path, *rows, relation="检查总人次 = 督导检查人次") == [("L084", "G5")]
    assert found(tmp_path, *rows, text="共{2024年8月督导检查人次}。") == []


def test_a_figure_of_that_name(tmp_path: Path) -> None:
    """Told where they differ, and not where the sheet is named."""
    project = small()
    project.tables["工作纪实"] = [MEETING]
    project.tables["篇章"] = table(CHAPTERS)
    project.tables["篇章"][2]["文字"] = "开会{会议次数}次。"
    figure: Row = {"指标名称": "会议次数", "数值": "3", "计量单位": "次", "截至日期": "2024-12-31"}
    project.form("措施03-01").tables["数据指标"] = [figure]
    codes = [d.code for d in analyse(project.write(tmp_path)).diagnostics]
    assert "L082" in codes
    figure["数值"] = "1"
    assert "L082" not in [d.code for d in analyse(project.write(tmp_path)).diagnostics]
    figure["数值"] = "3"
    project.tables["篇章"][2]["文字"] = "开会{工作纪实会议次数}次。"
    assert "L082" not in [d.code for d in analyse(project.write(tmp_path)).diagnostics]
