"""Notices of kinds with fields of their own read back: what they say of an aspect, what they add up, what
stands right behind an answer, and the rows of their tables.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.projects import ROOT

from compiler.commands.importing import Import, import_project
from compiler.excel.reading.records import entries_of
from compiler.excel.reading.workbook import read_workbook
from compiler.importer.comparison import Comparison
from compiler.notice.templates import open_kind
from compiler.span import Span

FIELDS = """
[[fields]]
of = "方面"
name = "负责人"

[[fields]]
of = "类别"
name = "难易"

[[fields]]
of = "问题"
name = "面积"
kind = "数字"
unit = "亩"

[[fields]]
of = "措施"
name = "资金"
kind = "数字"
unit = "万元"
asked_in = "填报表"
"""
HEAD, TAIL = "{标题}\n\n{导语}\n", "\n{落款}\n{成文日期}\n"
BEGIN, CLOSE = "关于整改情况的通报\n现予公布。\n", "中共甲镇委员会\n2025年2月20日\n"
TABLE = "附件1\n    |问题|面积|资金|\n    |{问题}|{面积 一位小数}|{本问题 合计(资金)}|\n    |合计|{合计(面积)}|{合计(资金)}|\n"
LINES = "一、{方面}\n    负责人:{负责人}\n    1.{问题}。占地{面积 一位小数}亩,花费{本问题 合计(资金)}万元。\n        {进展情况}\n"
TEXT = (
    "一、党建\n负责人：甲某\n1.学习不足。占地2.0亩，花费3万元。\n排定计划。\n"
    "二、财务\n负责人：乙某\n1.报销不规范。占地12.5亩，花费0.5万元。\n修订办法。\n"
)
ROWS = ("问题|面积|资金", "学习不足|2.0|3", "报销不规范|12.5|0.5", "合计|14.5|3.5")
CASES = {
    "an aspect's own line": (LINES, TEXT),
    "behind the aspect": (
        LINES.replace("\n    负责人:{负责人}", "(负责人:{负责人})"),
        TEXT.replace("\n负责人：甲某", "（负责人：甲某）").replace(
            "\n负责人：乙某", "（负责人：乙某）"
        ),
    ),
    "under the problems": (
        LINES.replace("    负责人:{负责人}\n", "") + "    负责人:{负责人}\n",
        "一、党建\n1.学习不足。占地2.0亩，花费3万元。\n排定计划。\n负责人：甲某\n二、财务\n1.报销不规范。占地12.5亩，花费0.5万元。\n修订办法。\n负责人：乙某\n",
    ),
    "a category's": (
        "一、{方面}\n    (一){类别}(难易:{难易})\n        1.{问题}\n            {进展情况}\n",
        "一、党建\n（一）学习（难易：较难）\n1.学习不足\n排定计划。\n（二）纪律（难易：一般）\n1.考勤不严\n修订办法。\n",
    ),
    "a problem's number as a sum": (
        "一、{问题}(占地{本问题 合计(面积)}亩)\n    {进展情况}\n",
        "一、学习不足（占地2.5亩）\n排定计划。\n二、报销不规范（占地12亩）\n修订办法。\n",
    ),
    "a table": (LINES + "@" + TABLE, TEXT + "@" + "附件\n" + "\n".join(ROWS).replace("|", "\t")),
    "a table between bars": (
        LINES + "@" + TABLE,
        TEXT + "@" + "附件\n" + "\n".join(f"|{row}|" for row in ROWS),
    ),
    "a table between wide bars": (
        LINES + "@" + TABLE,
        TEXT + "@" + "附件\n" + "\n".join(f"｜{row}｜" for row in ROWS).replace("|", "｜"),
    ),
    "units that lead and support": (
        "一、{问题}\n    单位:[{牵头单位}<、{责任单位}>|、|不重复]\n    [1.{进展情况}]  …单项不编号\n",
        "一、学习不足\n单位：县教育局、县财政局\n排定计划。\n二、报销不规范\n单位：县财政局、县审计局、县教育局\n1.修订办法。2.组织培训。\n三、考勤不严\n单位：县教育局\n1.修订办法。2.每月通报。\n",
    ),
    "a first item that begins with a number": (
        "一、{问题}\n    整改情况:[1.{进展情况}]  …单项不编号\n",
        "一、学习不足\n整改情况：1.3个支部补课。2.筹措经费。3.组织考试。\n二、考勤不严\n整改情况：1.5万元补贴退回。\n",
    ),
    "units as subjects": (
        "一、{问题}\n    |措施|单位|状态|\n    |{整改措施}|{牵头单位}|{完成状态}|  …句末不加标点\n    情况:[{牵头单位}{进展情况}]\n    原因:[{有关情况说明}]\n",
        "一、学习不足\n措施　单位　状态\n补课　县委党校　已完成\n考试　县教育局　持续推进\n情况：县委党校补课3次。全员参加。县教育局命题。\n原因：考场没有落实。\n二、考勤不严\n措施　单位　状态\n通报　县教育局　已完成\n情况：县教育局按月通报。\n",
    ),
    "a total under named rows": (
        LINES
        + "@"
        + TABLE.replace("|问题|", "|方面|问题|")
        .replace("|{问题}|", "|{方面}|{问题}|")
        .replace("|合计|", "|合计||"),
        TEXT
        + "@附件\n方面\t问题\t面积\t资金\n党建\t学习不足\t2.0\t3\n财务\t报销不规范\t12.5\t0.5\n合计\t\t14.5\t3.5",
    ),
}


def imported(folder: Path, outline: str, notice: str) -> Import:
    """Import a notice by a kind drawn so; ``@`` is where the signature stands."""
    kind = Path(shutil.copytree(ROOT / "templates/xuncha", folder / "样子"))
    settings = (kind / "kind.toml").read_text(encoding="utf-8")
    (kind / "kind.toml").write_text(settings + FIELDS, encoding="utf-8")
    lines, _, attached = outline.partition("@")
    (kind / "outline.txt").write_text(HEAD + lines + TAIL + attached, encoding="utf-8")
    text, _, below = notice.partition("@")
    (folder / "通报.txt").write_text(BEGIN + text + CLOSE + below, encoding="utf-8")
    return import_project(folder / "通报.txt", folder / "项目", str(kind))


def rows(folder: Path, table: str, *keys: str) -> list[tuple[str, ...]]:
    """Return what the imported register says under some fields."""
    kind, _ = open_kind(folder / "项目", "样子", Span("x"))
    assert kind is not None
    path = folder / "项目/input_workbooks/总台账.xlsx"
    register, _ = read_workbook(path, "总台账.xlsx", kind.schema)
    assert register is not None
    return [
        tuple(row.entries[key].text if key in row.entries else "" for key in keys)
        for row in register.tables[table]
    ]


@pytest.mark.parametrize("case", CASES)
def test_own_values_come_back(tmp_path: Path, case: str) -> None:
    """The import compiles to the notice that it was made from, character by character."""
    start = imported(tmp_path, *CASES[case])
    assert {d.code for d in start.diagnostics} <= {"S175"}
    assert start.comparison is not None
    assert start.comparison == Comparison(start.comparison.given, start.comparison.given)


def test_they_are_put_into_their_cells(tmp_path: Path) -> None:
    """As the form or the row of 问题清单 asks for them, not as figures."""
    imported(tmp_path, LINES, TEXT)
    assert rows(tmp_path, "problems", "title", "负责人", "面积") == [
        ("学习不足", "甲某", "2"),
        ("报销不规范", "乙某", "12.5"),
    ]


def test_units_beyond_the_answers_support_the_last(tmp_path: Path) -> None:
    imported(tmp_path, *CASES["units that lead and support"])
    assert rows(tmp_path, "measures", "id", "lead_unit", "supporting_units") == [
        ("措施01-01", "县教育局", "县财政局"),
        ("措施02-01", "县财政局", ""),
        ("措施02-02", "县审计局", "县教育局"),
        ("措施03-01", "县教育局", ""),
        ("措施03-02", "县教育局", ""),
    ]


def test_an_answer_is_told_without_its_subject_and_a_follow_up_of_what_is_open(
    tmp_path: Path,
) -> None:
    """What a table says of each measure tells whose a sentence is, and which one something is left of."""
    imported(tmp_path, *CASES["units as subjects"])
    forms = sorted((tmp_path / "项目/input_workbooks").glob("*/措施*.xlsx"), key=lambda p: p.name)
    told = []
    for form in forms:
        record, _ = read_workbook(form, form.name)
        assert record is not None
        texts = {field.key: entry.text for field, entry in entries_of(record)}
        told.append(tuple(texts[key] for key in ("progress", "status", "situation")))
    assert told == [
        ("补课3次。全员参加。", "已完成", ""),
        ("命题。", "持续推进", "考场没有落实。"),
        ("按月通报。", "已完成", ""),
    ]


BEHIND = "一、{问题}({问题状态})\n    整改情况:[{进展情况}[{有关情况说明}]]\n"
LABELLED = BEHIND.replace("[{有关情况说明}]", "[尚存不足:{有关情况说明}]")


@pytest.mark.parametrize(
    ("outline", "status", "text", "told"),
    [
        (BEHIND, "已完成", "排定计划。组织学习。", set()),
        (BEHIND, "正在整改", "排定计划。组织学习。教材还没有到。", {"S178"}),
        (LABELLED, "已完成", "排定计划。组织学习。", set()),
        (LABELLED, "正在整改", "排定计划。组织学习。尚存不足：教材还没有到。", set()),
    ],
)
def test_a_follow_up_right_behind_the_answer(
    tmp_path: Path, outline: str, status: str, text: str, told: set[str]
) -> None:
    """Only what is not complete has one: the last sentence, which is said, or what its label shows."""
    start = imported(tmp_path, outline, f"一、学习不足（{status}）\n整改情况：{text}\n")
    assert {d.code for d in start.diagnostics} == told
    assert start.comparison is not None
    assert start.comparison.same == start.comparison.given
