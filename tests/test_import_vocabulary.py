"""What an outline can draw is read back: numbers of any wording, series by their length, families of
chapters, introductions of aspects.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.projects import ROOT

from compiler.commands.importing import Import, import_project
from compiler.excel.reading.workbook import read_workbook
from compiler.importer.comparison import Comparison

OUTLINE = """
{标题}

{导语}
一、{篇章 整改*}
    {引言}
    (一){小标题}。{正文}
(一){方面}方面问题的整改
    {方面导语}
    第(一)项 {问题}
        整改落实情况:[首先,<{主题句}。>{进展情况}]
{结语}

{落款}
{成文日期}
"""
NOTICE = """
关于整改情况的通报
现予公布。
一、提高认识
镇党委高度重视。
（一）加强领导。成立专班。
二、狠抓落实
（一）压实责任。逐级包干。
（二）严格督办。按月通报。
（一）基层党建方面问题的整改
基层党建问题2项。
第（一）项 支部学习次数不足
整改落实情况：首先，排定学习计划。其次，加强督学。最后，开展抽查。
第（二）项 党费收缴不及时
整改落实情况：补齐欠缴党费。
（二）财务管理方面问题的整改
财务管理问题1项。
第（一）项 报销不规范
整改落实情况：首先，修订办法。其次，清退资金。再次，约谈人员。第四，组织培训。最后，开展回头看。
欢迎广大党员群众监督。
中共甲镇委员会
2025年2月20日
"""
VARIANTS = {
    "问题1:": ("问题1：", "问题2："),
    "任务一 ": ("任务一 ", "任务二 "),
    "A.": ("A.", "B."),
    "⑴": ("⑴", "⑵"),
    "1．": ("1．", "2．"),
}


def imported(folder: Path, outline: str, notice: str) -> Import:
    """Import a notice by a kind drawn so."""
    kind = Path(shutil.copytree(ROOT / "templates/xuncha", folder / "样子"))
    (kind / "outline.txt").write_text(outline, encoding="utf-8")
    (folder / "通报.txt").write_text(notice.strip() + "\n", encoding="utf-8")
    return import_project(folder / "通报.txt", folder / "项目", str(kind))


def test_it_comes_back(tmp_path: Path) -> None:
    start = imported(tmp_path, OUTLINE, NOTICE)
    assert {d.code for d in start.diagnostics} <= {"S175"}
    assert start.comparison == Comparison(21, 21)
    register, _ = read_workbook(tmp_path / "项目/input_workbooks/总台账.xlsx", "总台账.xlsx")
    assert register is not None
    rows = [
        {key: one.text for key, one in row.entries.items()} for row in register.tables["chapters"]
    ]
    assert [(row["place"], row["kind"], row.get("heading", "")) for row in rows[1:-1]] == [
        ("整改1", "标题", ""),
        ("整改1", "引言", ""),
        ("整改1", "条目", "加强领导"),
        ("整改2", "标题", ""),
        ("整改2", "条目", "压实责任"),
        ("整改2", "条目", "严格督办"),
        ("方面导语", "正文", "基层党建"),
        ("方面导语", "正文", "财务管理"),
    ]
    assert len(register.tables["measures"]) == 9


@pytest.mark.parametrize("drawn", VARIANTS)
def test_a_number_of_any_wording_comes_back(tmp_path: Path, drawn: str) -> None:
    first, second = VARIANTS[drawn]
    notice = NOTICE.replace("第（一）项 ", first).replace("第（二）项 ", second)
    start = imported(tmp_path, OUTLINE.replace("第(一)项 ", drawn), notice)
    # A notice prints the dot of a number half-width.
    allowed = {"S170", "S171"} if "．" in drawn else set()
    assert {d.code for d in start.diagnostics} <= {"S175", *allowed}
    assert start.comparison is not None
    assert start.comparison.same == (18 if allowed else 21)


HEAD, TAIL = "{标题}\n\n{导语}\n", "{结语}\n\n{落款}\n{成文日期}\n"
BEGIN, CLOSE = (
    "关于整改情况的通报\n现予公布。\n",
    "欢迎广大党员群众监督。\n中共甲镇委员会\n2025年2月20日\n",
)
SMALL = {
    "words lines": (
        "(一){方面}\n    {问题}。\n        首先,{进展情况}\n",
        "（一）党建\n学习不足。\n首先，排定计划。\n其次，加强督学。\n最后，开展抽查。\n党费收缴慢。\n补齐党费。\n（二）财务\n报销不规范。\n首先，修订办法。\n其次，清退资金。\n",
        6,
    ),
    "named": (
        "问题一 {问题}\n    任务1:{进展情况}\n",
        "问题一 学习不足\n任务1：排定计划。\n任务2：加强督学。\n问题二 党费收缴慢\n补齐党费。\n",
        3,
    ),
    "parts": (
        "第一部分 {篇章 甲}\n    {引言}\n第二部分 {篇章 乙}\n    第(一)项:{问题}\n        {进展情况}\n",
        "第一部分 总体\n高度重视。\n第二部分 做法\n第（一）项：学习不足\n排定计划。\n第（二）项：党费收缴慢\n补齐党费。\n",
        2,
    ),
    "hidden": (
        "(一){方面}\n    1.{类别}  …独此一个时不印\n        (1){问题}\n            {进展情况}\n",
        "（一）党建\n（1）学习不足\n排定计划。\n（二）财务\n1.报销\n（1）报销不规范\n修订办法。\n2.采购\n（1）采购不规范\n重新招标。\n",
        3,
    ),
    "unended": (
        "(一){方面}\n    {问题}:\n        1.{进展情况}  …句末不加标点\n",
        "（一）党建\n学习不足：\n1.排定计划\n2.加强督学\n",
        2,
    ),
    "dates": (
        "{问题}(时限:[{整改时限 年-月-日}|、|不重复])\n    {进展情况}\n",
        "学习不足（时限：2024-12-31）\n排定计划。\n",
        1,
    ),
    "counts": (
        "(一){方面}({本方面 问题总数}个)\n    1.{问题}\n        {进展情况}\n",
        "（一）党建（2个）\n1.学习不足\n排定计划。\n2.党费收缴慢\n补齐党费。\n（二）财务（1个）\n1.报销不规范\n修订办法。\n",
        3,
    ),
}
"""Drawings, what each prints, and how many measures that has."""


@pytest.mark.parametrize("case", SMALL)
def test_what_is_drawn_comes_back(tmp_path: Path, case: str) -> None:
    """A lone member without its number is one, no closing words; ends that the drawing leaves out are
    put back.
    """
    outline, text, measures = SMALL[case]
    start = imported(tmp_path, HEAD + outline + TAIL, BEGIN + text + CLOSE)
    assert {d.code for d in start.diagnostics} <= {"S175"}
    assert start.comparison is not None
    assert start.comparison.same == start.comparison.given
    register, _ = read_workbook(tmp_path / "项目/input_workbooks/总台账.xlsx", "总台账.xlsx")
    assert register is not None
    assert len(register.tables["measures"]) == measures
