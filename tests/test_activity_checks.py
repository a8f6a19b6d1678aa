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


# Numbers typed into the prose


WORK = """
日期       | 类型       | 主持人或组织单位 | 内容     | 整改类别 | 派出组数 | 人次 | 到访单位         | 发现问题 | 现场解决
2024-07-05 | 会议       | 区委书记         | 推进会   |          |          | 40   |                  |          |
2024-07-20 | 会议       | 区长             | 调度会   |          |          |      |                  |          |
2024-07-21 | 民主生活会 | 区政府党组       | 一次     |          |          |      |                  |          |
2024-08-01 | 督导检查   | 区巡视办         | 第一轮   |          | 3        | 12   | 区财政局         | 7        | 4
2024-12-01 | 督导检查   | 区巡视办         | 第二轮   |          | 3        | 36   | 区民政局、柳汀镇 | 30       | 17
2024-09-01 | 督办通知   | 区巡视办         | 第一批   | 督促整改 |          |      |                  |          |
"""  # fmt: skip


def typed(root: Path, text: str) -> list[str]:
    """Return the names of the counts that typed numbers are said to contradict."""
    project = small()
    project.tables["篇章"][2]["文字"] = text
    project.tables["工作纪实"] = table(WORK)
    found = analyse(project.write(root)).diagnostics
    return [str(d.arguments["name"]) for d in found if d.code == "C032"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("区委高度重视，先后召开会议12次。", ["会议次数"]),
        ("先后召开会议2次。", []),
        ("先后召开会议{会议次数}次。", []),
        ("召开了12次会议，压实责任。", ["会议次数"]),
        ("区委书记主持召开会议2次。", ["区委书记主持会议次数"]),
        ("区委书记亲自主持召开会议1次。", []),
        ("召开民主生活会3场。", ["民主生活会次数"]),
        ("区委书记主持召开会议1次。召开民主生活会3场。", ["民主生活会次数"]),
        ("区政府党组高度重视，先后召开会议12次。", []),
        ("印发督促整改类督办通知4份。", ["督促整改类督办通知次数"]),
        ("累计开展督导检查5轮，督促落实。", ["督导检查次数"]),
        (
            "派出检查组5个、50人次，发现问题36个、现场解决20个。",
            [
                "督导检查人次",
                "督导检查发现问题数",
                "督导检查现场解决问题数",
                "督导检查组数",
            ],
        ),
        ("派出检查组6个、48人次，发现问题37个、现场解决21个。", []),
        ("开展督导检查2次，发现问题36个，其中现场解决21个。", ["督导检查发现问题数"]),
        ("开展督导检查2次，检查单位4家，现场解决问题22个。", ["督导检查单位数", "督导检查现场解决问题数"]),
    ],
)  # fmt: skip
def test_typed_numbers_that_differ(tmp_path: Path, text: str, names: list[str]) -> None:
    """Kind and unit are in the clause, or the sentence is about one kind only."""
    assert sorted(typed(tmp_path, text)) == sorted(names)


@pytest.mark.parametrize(
    "text",
    [
        "区委常委会召开会议12次。",
        "副区长主持召开会议12次。",
        "召开专题会议12次。",
        "召开座谈会议12次。",
        "召开会议12余次。",
        "召开会议约12次。",
        "召开会议12次以上。",
        "今年以来，召开会议12次。",
        "2024年7月，召开会议12次。",
        "2024年7月召开会议12次。",
        "各镇召开会议12次。",
        "区教育局压实责任，召开会议12次。",
        "区教育局压实责任。召开会议12次。",
        "区委书记靠前指挥，召开会议12次。",
        "召开会议12次，专题研究信访工作。",
        "围绕教育问题，召开会议12次。",
        "第12次会议召开。",
        "下一步，召开会议12次。",
        "召开会议1次，召开会议12次。",
        "召开会议12次会议纪要。",
        "开展活动12次，会议落实到位。",
        "加强督查，发现问题36个。",
        "召开会议2次，开展督导检查2次，发现问题36个。",
        "开展督导检查2次，参与干部50人次。",
        "会议2次、50人次。",
        "开展督导检查2次，其中第一轮发现问题7个。",
        "压实责任（召开会议12次），逐项落实。",
    ],
)
def test_typed_numbers_that_may_be_others(tmp_path: Path, text: str) -> None:
    """Somebody else's, of a part, of a time, on a topic, or none of these counts."""
    assert typed(tmp_path, text) == []


def test_a_typed_number_beside_what_could_not_be_read(tmp_path: Path) -> None:
    project = small()
    project.tables["篇章"][2]["文字"] = "派出检查组5个。"
    project.tables["工作纪实"] = [INSPECTION | {"派出组数": "三个"}]
    assert [d.code[0] for d in analyse(project.write(tmp_path)).diagnostics] == ["V"]
