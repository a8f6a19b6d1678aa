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
    assert [(d.code, d.spans[0].line) for d in start.diagnostics] == []
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
    assert {d.code for d in start.diagnostics} <= allowed
    assert start.comparison is not None
    assert start.comparison.same == (18 if allowed else 21)
