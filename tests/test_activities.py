"""工作纪实: what the office did, counted under names that prose and relations use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.clerk import table_address
from support.office_records import notice_row, write_record
from support.projects import ROOT, Project, diagnose, listed, notice, small, table
from support.versions import unpacked
from support.workbooks import load

from compiler.commands.checking import Analysis, analyse
from compiler.commands.comparing import compare_rounds
from compiler.commands.compiling import compile_project
from compiler.commands.starting import start_project
from compiler.commands.tracing import trace
from compiler.commands.upgrading import upgrade_project
from compiler.model.computed import Count

ACTIVITIES = """
日期       | 类型     | 主持人或组织单位 | 内容           | 整改类别 | 派出组数 | 人次 | 到访单位                   | 涉及措施              | 发现问题 | 现场解决
2024-07-05 | 会议     | 区委书记         | 整改工作推进会 |          |          | 40   |                            |                       |          |
2024-07-20 | 会议     | 区长             | 专题调度会     |          |          | 15   |                            |                       |          |
2024-11-02 | 会议     | 区委书记、区长   | 常委会会议     |          |          | 20   |                            |                       |          |
2024-08-01 | 督导检查 | 区纪委监委       | 第一轮         |          | 3        | 12   | 区教育局、教育局、区财政局 | 措施01-01             | 7        | 4
2024-12-01 | 督导检查 | 区纪委监委       | 第二轮         |          | 3        | 36   | 区民政局;柳汀镇            | 措施1-1、措施02-01    | 30       | 17
2024-09-01 | 督办通知 | 巡视办           | 第一批         | 督促整改 |          |      |                            |                       |          |
2024-09-05 | 督办通知 | 巡视办           | 第二批         | 拟核查   |          |      |                            |                       |          |
"""  # fmt: skip


def recorded(text: str, rows: str = ACTIVITIES, *relations: str) -> Project:
    """Return the small project with activities, and ``text`` in the office's own prose."""
    project = small()
    project.tables["篇章"][2]["文字"] = text
    project.tables["工作纪实"] = table(rows) if rows else []
    project.tables["勾稽规则"] = [{"关系式": relation} for relation in relations]
    return project


def analysed(root: Path, project: Project) -> Analysis:
    """Write a project and analyse it."""
    return analyse(project.write(root))


def count(root: Path, name: str, rows: str = ACTIVITIES) -> Count:
    """Return what a placeholder counts."""
    report = analysed(root, recorded(f"共{{{name}}}。", rows)).report
    assert report is not None
    return report.counts[name]


def hint(root: Path, name: str, rows: str = ACTIVITIES) -> str:
    """Return what is said of a placeholder that nobody knows."""
    analysis = analysed(root, recorded(f"共{{{name}}}。", rows))
    (unknown,) = [d for d in analysis.diagnostics if d.code == "L020"]
    assert unknown.spans[0].sheet == "篇章"
    return unknown.message


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("会议次数", 3),
        ("会议人次", 75),
        ("区委书记主持会议次数", 2),
        ("区委书记、区长主持会议次数", 1),
        ("区长主持召开会议次数", 2),
        ("区委书记主持的会议人次", 60),
        ("督导检查次数", 2),
        ("督导检查人次", 48),
        ("督导检查人次数", 48),
        ("督导检查组数", 6),
        ("督导检查派出组数", 6),
        ("督导检查单位数", 4),
        ("督导检查涉及措施数", 2),
        ("督导检查发现问题数", 37),
        ("督导检查现场解决问题数", 21),
        ("区纪委监委组织督导检查次数", 2),
        ("督促整改类督办通知次数", 1),
        ("拟谈话类督办通知次数", 0),
        ("巡视办组织拟核查类督办通知次数", 1),
        ("2024年会议次数", 3),
        ("2024年7月会议次数", 2),
        ("2024年07月会议次数", 2),
        ("2024年上半年会议次数", 0),
        ("2024年下半年会议次数", 3),
        ("2024年第三季度督导检查人次", 12),
        ("2024年四季度督导检查人次", 36),
        ("2024年7月至12月会议次数", 3),
        ("2024年7至10月会议次数", 2),
        ("2024年7月20日至2024年11月2日会议次数", 2),
        ("2024年11月2日会议次数", 1),
        ("截至2024年8月底会议次数", 2),
        ("2024年8月以来会议次数", 1),
        ("2024年8月至今会议次数", 1),
        ("2024年7月区委书记主持会议次数", 1),
        ("2024年9月督促整改类督办通知次数", 1),
        ("工作纪实会议次数", 3),
        ("工作纪实：2024年7月会议次数", 2),
        (" 会议 次数 ", 3),
    ],
)
def test_names_of_counts(tmp_path: Path, name: str, value: int) -> None:
    """Period, chair, class, kind, what is counted: in this order, all but the last two left out at
    will.
    """
    assert count(tmp_path, name.strip()).value == value


def test_kinds_that_end_alike(tmp_path: Path) -> None:
    """The longest kind that explains the whole name is meant."""
    rows = """
    日期       | 类型     | 主持人或组织单位
    2024-07-05 | 会议     | 专题
    2024-07-06 | 专题会议 | 区委组织部
    2024-07-07 | 组织生活会 | 区委组织部
    2024-07-08 | 2024年度述职会 | 区委组织部
    """
    named = (
        "{会议次数}{专题会议次数}{区委组织部组织专题会议次数}{组织生活会次数}{2024年度述职会次数}"
    )
    assert "11111" in notice(recorded(named, rows).write(tmp_path))


def test_every_count_has_its_cells(tmp_path: Path) -> None:
    """Of activities day and kind, of numbers the numbers, of units where they are listed."""
    project = recorded("共{会议次数}、{督导检查人次}、{督导检查单位数}。")
    report = analysed(tmp_path, project).report
    assert report is not None
    path = tmp_path / "input_workbooks" / "总台账.xlsx"
    day, kind, persons, units = (
        [table_address(path, "工作纪实", label, row, "工作纪实") for row in range(5)]
        for label in ("日期", "类型", "人次", "到访单位")
    )
    cells = {name: [s.cell for s in report.counts[name].sources] for name in report.counts}
    assert cells["会议次数"] == [day[0], kind[0], day[1], kind[1], day[2], kind[2]]
    assert cells["督导检查人次"] == [persons[3], persons[4]]
    assert cells["督导检查单位数"] == [units[3], units[4]]


def test_relations_use_them(tmp_path: Path) -> None:
    """On either side; a name of theirs is tested, not defined."""
    relations = ("行动总数 = 会议次数 + 督导检查次数", "2024年7月会议次数 = 2", "会议次数 = 4")
    project = recorded("共{行动总数}次。", ACTIVITIES, *relations)
    assert [(d.code, d.spans[0].sheet) for d in diagnose(project.write(tmp_path))] == [
        ("F001", "勾稽规则")
    ]
    project.tables["勾稽规则"].pop()
    assert "共5次" in notice(project.write(tmp_path))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("专题会次数", ("是不是“会议次数”", "类型有：会议、督导检查、督办通知")),
        ("副区长主持会议次数", ("“副区长主持”却对不上", "区委书记、区长")),
        ("督办通知人次", ("没有填“人次”",)),
        ("查处类督办通知次数", ("没有“查处类”", "督促整改、拟谈话、拟核查")),
        ("区委书记主持会议组数", ("会议”各行都没有填“派出组数”",)),
        ("督促整改类督办通知组数", ("督办通知”各行都没有填“派出组数”",)),
        ("2024年9月巡视办组织拟核查类督办通知人次", ("督办通知”各行都没有填“人次”",)),
        ("副区长主持会议组数", ("“副区长主持”却对不上",)),
        ("副巡视办组织拟核查类督办通知次数", ("“副巡视办组织”却对不上",)),
        ("巡视办组织查处类督办通知次数", ("没有“查处类”",)),
        ("副巡视办组织查处类督办通知次数", ("没有“查处类”",)),
        ("2024年13月会议次数", ("日历上没有这个日期",)),
        ("2024年2月30日会议次数", ("日历上没有这个日期",)),
        ("7月会议次数", ("没有写年份",)),
        ("第三季度会议次数", ("期间写在最前面，写明年份",)),
        ("区委书记主持2024年7月会议次数", ("期间写在最前面",)),
        ("2024年7月至2024年3月会议次数", ("结束早于开始",)),
    ],
)
def test_what_is_said_of_an_unknown_name(tmp_path: Path, name: str, words: tuple[str, ...]) -> None:
    """Which part of it the sheet does not have, and what it has."""
    said = hint(tmp_path, name)
    assert all(word in said for word in words), said
    if "各行都没有填" in said:  # nothing else is wrong with the name
        assert not any(word in said for word in ("是不是", "对不上", "没有“", "看不懂")), said


def test_an_empty_sheet_counts_nothing(tmp_path: Path) -> None:
    """Not nought: nobody has registered anything yet."""
    assert "请先登记到总台账的“工作纪实”表" in hint(tmp_path, "会议次数", "")


def test_an_unknown_name_in_a_relation(tmp_path: Path) -> None:
    project = recorded("都办了。", ACTIVITIES, "会议次数 = 书记主持会议次数")
    (found,) = diagnose(project.write(tmp_path))
    assert found.code == "F002"
    assert "“书记主持”却对不上" in found.message


def test_a_figure_of_that_name_is_what_is_meant(tmp_path: Path) -> None:
    """The sheet's is had by the name of the sheet before it."""
    project = recorded("共{会议次数}次，其中{工作纪实会议次数}次。")
    project.form("措施03-01").tables["数据指标"] = table("""
        指标名称 | 数值 | 计量单位 | 截至日期
        会议次数 | 8    | 次       | 2024-12-31
    """)
    assert "共8次，其中3次" in notice(project.write(tmp_path))


def test_a_register_without_the_sheet(tmp_path: Path) -> None:
    """A definition of such a name is one still."""
    project = recorded("共{会议次数}次。", "", "会议次数 = 2 + 3")
    assert listed(analysed(tmp_path, project).diagnostics) == []
    assert "共5次" in notice(tmp_path)


def test_what_could_not_be_read_is_told_once(tmp_path: Path) -> None:
    """A number, a day, a kind: what rests on it says nothing besides."""
    rows = """
    日期       | 类型     | 人次
    2024-07-05 | 督导检查 | 十来个
    2024年13月 | 督导检查 | 4
    """
    relations = ("督导检查人次 = 9", "2024年7月督导检查次数 = 5")
    project = recorded("共{督导检查人次}人次。", rows, *relations)
    assert {(d.code[0], d.spans[0].sheet) for d in analysed(tmp_path, project).diagnostics} == {
        ("V", "工作纪实")
    }


def test_the_outline_draws_them(tmp_path: Path) -> None:
    """As it draws any count; an unknown one is told at its line."""
    root = recorded("都办了。").write(tmp_path)
    shutil.copytree(ROOT / "templates", root / "templates")
    outline = root / "templates" / "xunshi" / "outline.txt"
    text = outline.read_text(encoding="utf-8")
    outline.write_text(text + "\n共开会{2024年7月会议次数}次。\n", encoding="utf-8")
    assert "共开会2次。" in notice(root)
    outline.write_text(text + "\n共开会{2024年7月例会次数}次。\n", encoding="utf-8")
    assert [d.code for d in diagnose(root)] == ["S051"]


# 督办单


@pytest.fixture
def supervised(tmp_path: Path) -> Path:
    """A project with a notice in the register and two in the record."""
    project = recorded(
        "共{督办单数}、{2025年1月督办单数}、{督促整改类督办单数}、{拟核查类督办单数}、"
        "{2025年2月以来拟核查类督办单数}。",
        "",
    )
    project.tables["问题清单"][2]["整改类别"] = "拟核查"
    project.tables["督办记录"] = [
        notice_row("督办〔2025〕1号") | {"发出日期": "2025-01-13", "督办措施": "措施01-01"}
    ]
    project.write(tmp_path)
    write_record(
        tmp_path,
        (
            notice_row("督办〔2025〕1号") | {"发出日期": "2025-01-13", "督办措施": "措施01-01"},
            notice_row("督办〔2025〕2号")
            | {"发出日期": "2025-02-10", "督办措施": "措施02-01、措施03-01"},
        ),
    )
    return tmp_path


def test_supervision_notices_count_themselves(supervised: Path) -> None:
    """By class and period, each number once; one about two classes is one of each."""
    assert "共2、1、2、1、1" in notice(supervised)


@pytest.mark.parametrize(
    ("name", "label", "doubted"),
    [
        ("督办单数", "发出日期", False),
        ("2025年1月督办单数", "发出日期", True),
        ("督促整改类督办单数", "发出日期", False),
        ("督促整改类督办单数", "督办措施", True),
        ("工作纪实督办单数", "督办单号", True),
    ],
)
def test_notices_that_cannot_be_sorted(
    tmp_path: Path, name: str, label: str, doubted: bool
) -> None:
    """What cannot be told of a notice makes a count doubtful that needs it."""
    recorded(f"共{{{name}}}张。", "").write(tmp_path)
    write_record(tmp_path, (notice_row("督办〔2025〕1号") | {label: None},))
    assert ("L023" in [d.code for d in diagnose(tmp_path)]) == doubted


# The ledger, and where a number comes from


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    """A project whose prose counts activities, compiled."""
    text = "召开会议{会议次数}次，派出{2024年第三季度督导检查人次}人次。"
    root = recorded(text).write(tmp_path)
    assert compile_project(root).publishable
    return root


def test_the_ledger_lists_and_adds_up(compiled: Path) -> None:
    """The rows as they are, then each kind, those who chaired it if they are several, and classes."""
    sheet = load(compiled / "output" / "整改台账.xlsx")["工作纪实"]
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    assert rows[0][:6] == ("日期", "类型", "主持人或组织单位", "内容", "整改类别", "派出组数")
    assert "依据" not in rows[0]
    assert [row[3] for row in rows[1:8]] == [row["内容"] for row in table(ACTIVITIES)]
    totals = [tuple(value or "" for value in row[1:11]) for row in rows if row[0] == "合计"]
    assert totals == [
        ("会议", "", "3次", "", "", 75, "", "", "", ""),
        ("会议", "区委书记", "2次", "", "", 60, "", "", "", ""),
        ("会议", "区长", "2次", "", "", 35, "", "", "", ""),
        ("会议", "区委书记、区长", "1次", "", "", 20, "", "", "", ""),
        ("督导检查", "", "2次", "", 6, 48, 4, 2, 37, 21),
        ("督办通知", "", "2次", "", "", "", "", "", "", ""),
        ("督办通知", "", "1次", "督促整改", "", "", "", "", "", ""),
        ("督办通知", "", "1次", "拟核查", "", "", "", "", "", ""),
    ]


def test_a_number_leads_to_its_rows(compiled: Path) -> None:
    """From the sentence to the cells that were counted, and from a cell to the sentence."""
    (passage,) = trace(compiled, "召开会议3次").passages
    links = [link for piece in passage.pieces for link in piece.links if link.computed_from]
    places = [(source.place.sheet, source.place.cell) for source in links[0].computed_from]
    assert places == [("工作纪实", f"{column}{row}") for row in (4, 5, 6) for column in "AB"]
    (use,) = trace(compiled, "总台账.xlsx!工作纪实!G7").cells
    assert [own.text[own.start : own.end] for own in use.computed] == ["12"]
    (use,) = trace(compiled, "总台账.xlsx!工作纪实!G8").cells
    assert use.computed == ()


def test_rounds_are_compared_by_what_was_counted(compiled: Path) -> None:
    """A count of activities is one of the counts that a round keeps."""
    before = shutil.copytree(compiled / "output", compiled / "第一期")
    rows = ACTIVITIES + "2024-12-20 | 会议 | 区长 | 调度会 | | | | | | |\n"
    text = "召开会议{会议次数}次，派出{2024年第三季度督导检查人次}人次。"
    recorded(text, rows).write(compiled)
    assert compile_project(compiled).publishable
    compared = compare_rounds(before, compiled / "output", compiled / "比较")
    assert compared.comparison is not None
    found = {(c.label, c.before, c.after) for c in compared.comparison.consequences}
    assert found >= {("会议次数", "3", "4"), ("区长主持会议次数", "2", "3")}
    assert [change.subject for change in compared.comparison.changes] == ["工作纪实"]


def test_a_round_without_activities_has_no_such_sheet(tmp_path: Path) -> None:
    assert compile_project(small().write(tmp_path)).publishable
    assert "工作纪实" not in load(tmp_path / "output" / "整改台账.xlsx").sheetnames


# The sheet itself


def test_a_new_register_has_the_sheet(tmp_path: Path) -> None:
    """With a list of the classes, and a note that says how counts are written."""
    start_project(tmp_path / "新项目")
    sheet = load(tmp_path / "新项目" / "input_workbooks" / "总台账.xlsx")["工作纪实"]
    header = next(c for row in sheet.iter_rows() for c in row if c.value == "整改类别")
    cell = sheet.cell(header.row + 1, header.column).coordinate
    lists = [r for r in sheet.data_validations.dataValidation if cell in r.sqref]
    assert [rule.type for rule in lists] == ["list"]
    notes = [c.value for row in sheet.iter_rows(max_row=3) for c in row if c.value]
    assert any("{区委书记主持会议次数}" in str(note) for note in notes)


def test_an_earlier_register_gets_the_sheet_by_upgrading(tmp_path: Path) -> None:
    """Until then nothing is asked of it."""
    root = unpacked("release_0_1_0/register_1", tmp_path)
    register = root / "input_workbooks" / "总台账.xlsx"
    assert "工作纪实" not in load(register).sheetnames
    upgrade_project(root)
    assert "工作纪实" in load(register).sheetnames
