"""Texts are checked as the outline prints them: all that it draws, once, and nothing that it does
not.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from support.disclosure_walk import at_cell, planted, printed_cells
from support.projects import Project
from test_disclosure_walk import drawn

from compiler.commands.checking import analyse, interpret
from compiler.commands.compiling import compile_project
from compiler.diagnostics import Diagnostic
from compiler.model.document import Role

pytestmark = pytest.mark.usefixtures("read_once")

FAULT = "甲。。乙"
"""Two full stops in a row: T040, in any text."""


def told(found: Iterable[Diagnostic], code: str) -> set[str]:
    """Return the cells at which a code was reported."""
    return {at_cell(d.spans[0]).describe() for d in found if d.code == code}


def test_a_fault_is_found_in_every_text_that_the_outline_draws(
    project: Project, tmp_path: Path
) -> None:
    root = drawn(project, tmp_path)
    analysis = analyse(root)
    assert analysis.printed is not None
    assert analysis.kind is not None
    typed = {
        at_cell(passage.cell.span)
        for passage in analysis.printed.passages
        if not passage.text.isdigit()
    }
    places = [place for place in printed_cells(analysis) if place in typed]
    assert len(places) > 35
    for place in places:
        register, forms = planted(analysis, {place}, "mark", FAULT)
        _, found = interpret(register, forms, root, analysis.kind)
        assert told(found, "T040") == {place.describe()}


@pytest.mark.parametrize("label", ["整改目标", "整改措施", "牵头领导"])
def test_what_the_outline_does_not_draw_is_not_read(
    project: Project, tmp_path: Path, label: str
) -> None:
    project.tables["措施清单"][0][label] = FAULT
    assert "T040" not in {d.code for d in analyse(project.write(tmp_path / "甲")).found}
    assert "T040" in {d.code for d in analyse(drawn(project, tmp_path / "乙")).found}


def test_a_text_printed_twice_is_read_once(project: Project, tmp_path: Path) -> None:
    """A problem's title stands in part two and again in part four."""
    project.tables["问题清单"][1]["问题"] = f"养老床位{FAULT}空置"
    found = analyse(project.write(tmp_path)).found
    assert len([d for d in found if d.code == "T040"]) == 1


def test_every_text_knows_what_it_is_and_whose(project: Project, tmp_path: Path) -> None:
    printed = analyse(drawn(project, tmp_path)).printed
    assert printed is not None
    known = {(passage.role, passage.subject) for passage in printed.passages}
    assert {
        (Role.TITLE, "标题"), (Role.CHAPTER, "导语"), (Role.HEADING, "第一部分"), (Role.HEADING, "问题1"), (Role.THEME, "措施01-01"),
        (Role.PROGRESS, "措施02-01"), (Role.SITUATION, "措施02-01"), (Role.PLAN, "措施01-01"), (Role.FIGURE, "措施01-01"),
        (Role.PERSON, "处理人员"), (Role.CONTACT, "联系方式"), (Role.SIGNATURE, "落款"), (Role.INFORMATION, "报告信息"),
    } <= known  # fmt: skip
    for passage in printed.passages:
        assert (passage.measure is not None) == passage.subject.startswith("措施")
        assert passage.measure is None or passage.problem is not None


def test_a_figure_that_the_outline_prints_need_not_stand_in_the_prose(
    project: Project, tmp_path: Path
) -> None:
    """F010 asks whether a figure is told anywhere in the notice."""
    project.form("措施01-02").tables["数据指标"] = [
        {"指标名称": "拨付经费", "数值": "777", "计量单位": "万元"}
    ]
    assert "F010" in {d.code for d in analyse(project.write(tmp_path / "甲")).found}
    assert "F010" not in {d.code for d in analyse(drawn(project, tmp_path / "乙")).found}


@pytest.mark.parametrize(
    "outline",
    [
        "{标题}\n一是\n    {导语}\n",
        "一是\n",
        "第一、\n第二、\n{标题}\n",
        "首先\n    {导语}\n",
        "{标题}\n第一，\n    一是\n        {导语}\n",
        "①\n{标题}\n",
        "附件1\n",
    ],
)
def test_a_line_that_prints_nothing_but_its_number(
    project: Project, tmp_path: Path, outline: str
) -> None:
    """A lone member of a series goes without its ordinal: its paragraph is then empty."""
    root = drawn(project, tmp_path)
    (root / "templates" / "自画" / "outline.txt").write_text(outline, encoding="utf-8")
    compilation = compile_project(root, draft=True)
    assert compilation.document is not None
    assert all(diagnostic.message for diagnostic in compilation.diagnostics)
