"""What a kind asks of units: what its statuses need, and nothing that its notice does not print."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from support.projects import ROOT, Project, listed, small

from compiler.commands.checking import analyse, lists_of
from compiler.commands.compilation import check_document
from compiler.commands.compiling import compile_project
from compiler.notice.kind import Kind
from compiler.notice.kind_settings import read_settings
from compiler.notice.templates import open_kind
from compiler.outputs.forms import cell_codes
from compiler.schema.books import STANDARD
from compiler.schema.contents import Contents, Spot
from compiler.schema.definitions import Requirement, all_fields
from compiler.span import Span
from compiler.vocab import Publication

SETTINGS = """
title = "通报"
default_title = "关于整改情况的通报"
"""
STATUSES = """
[[statuses]]
name = "已完成"
rank = 5
complete = true

[[statuses]]
name = "长期坚持"
rank = 4
complete = true
needs = "无"

[[statuses]]
name = "阶段性完成"
rank = 3
complete = true
needs = "后续事项"

[[statuses]]
name = "达到序时进度"
rank = 2
complete = false
needs = "无"

[[statuses]]
name = "未完成"
rank = 1
complete = false
"""
FOLLOW_UP = {
    "事项名称": "管网",
    "有关情况说明": "在建。",
    "下一步措施": "抓紧。",
    "完成时限": "2025年6月底前。",
}
SHORT = """
{标题}
{导语}
一、{篇章 第一部分}
    (一){小标题}。{正文}
二、{篇章 第二部分}
    (一){问题}
        整改情况:[一是{进展情况}]
三、{篇章 第三部分}
    (一){小标题}。{正文}
四、{篇章 第四部分}
{结语}
{联系电话}、{通信地址}
{落款}
{成文日期}
"""
"""It draws neither aspects nor themes, and nothing of what is left to do."""


def draw(root: Path, *, statuses: str = "", outline: str = "") -> Path:
    """Give a project its own kind."""
    folder = root / "templates/xunshi"
    shutil.copytree(ROOT / "templates/xunshi", folder)
    if statuses:
        (folder / "kind.toml").write_text(SETTINGS + statuses, encoding="utf-8")
        drawn = (folder / "outline.txt").read_text(encoding="utf-8")
        outline = outline or drawn.replace("基本完成", "达到序时进度")
    if outline:
        (folder / "outline.txt").write_text(outline, encoding="utf-8")
    return root


def kind_at(root: Path) -> Kind:
    kind, found = open_kind(root, "xunshi", Span("x"))
    assert kind is not None
    assert found == []
    return kind


def answered(status: str, **fields: str) -> Project:
    """Return the small project in which one form has another status."""
    project = small()
    form = project.form("措施03-01")
    form.fields = {k: v for k, v in form.fields.items() if k not in ("完成状态", "完成日期")}
    form.fields |= {"完成状态": status, **fields}
    return project


CASES = [
    ("已完成", {}, [("V002", "B24")]),
    ("已完成", {"完成日期": "2024-12-20"}, []),
    ("长期坚持", {}, []),
    ("长期坚持", {"完成日期": "2024-12-20"}, []),
    ("长期坚持", {"下一步措施": "抓紧。"}, [("V003", "B32")]),
    ("阶段性完成", {}, [("V002", cell) for cell in ("B28", "B29", "B32", "B35")]),
    ("阶段性完成", FOLLOW_UP, []),
    ("阶段性完成", {**FOLLOW_UP, "完成日期": "2024-12-20"}, []),
    ("达到序时进度", {}, []),
    ("达到序时进度", FOLLOW_UP, []),
    ("达到序时进度", {"完成日期": "2024-12-20"}, [("V003", "B24")]),
    ("未完成", {}, [("V002", cell) for cell in ("B28", "B29", "B32", "B35")]),
]


@pytest.mark.parametrize(("status", "fields", "expected"), CASES)
def test_what_a_status_needs(
    tmp_path: Path, status: str, fields: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    """The compiler and the form itself ask for the same."""
    root = draw(answered(status, **fields).write(tmp_path), statuses=STATUSES)
    analysis = analyse(root)
    found = [d for d in analysis.diagnostics if d.code in ("V002", "V003")]
    assert listed(found) == sorted(expected)
    kind = kind_at(root)
    keys = {field.label: field.key for field in kind.schema.form.fields()}
    own = {"status": status} | {keys[label]: value for label, value in fields.items()}
    codes = cell_codes(Contents(own), lists_of(kind, None, root), kind.schema.form)
    told = [code for spot in codes.values() for code in spot if code in ("V002", "V003")]
    assert sorted(told) == sorted(code for code, _ in expected)
    assert Spot("completed_on") in codes or ("V002", "B24") not in expected


def test_a_follow_up_is_printed_where_there_is_one(tmp_path: Path) -> None:
    project = answered("达到序时进度")
    root = draw(project.write(tmp_path), statuses=STATUSES)
    report = analyse(root).report
    assert report is not None
    assert [len(problem.matters) for problem in report.problems()] == [0, 1, 0]
    filled = draw(answered("达到序时进度", **FOLLOW_UP).write(tmp_path / "又"), statuses=STATUSES)
    report = analyse(filled).report
    assert report is not None
    assert [len(problem.matters) for problem in report.problems()] == [0, 1, 1]


@pytest.mark.parametrize(("needs", "code"), [("日期", "S058"), ("3", "S058"), ("完成日期", "S141")])
def test_what_it_cannot_need(needs: str, code: str) -> None:
    """A word nobody knows; a day of completion for what is not complete."""
    text = SETTINGS + STATUSES + f'needs = "{needs}"\n'
    settings, found = read_settings(text, Span("kind.toml"))
    assert (settings is None) is (code == "S058")
    assert [(d.code, d.spans[0].line) for d in found] == [(code, len(text.splitlines()))]


def test_what_is_not_drawn_is_not_asked_for(tmp_path: Path) -> None:
    """Neither by the compiler, nor by register and form; what is filled in all the same is shown in
    the ledger.
    """
    project = small()
    for label in ("事项名称", "有关情况说明", "下一步措施", "完成时限"):
        del project.form("措施02-01").fields[label]
    for row in project.tables["问题清单"]:
        row.pop("类别")
    del project.tables["问题清单"][2]["方面"]
    root = draw(project.write(tmp_path), outline=SHORT)
    checked = check_document(analyse(root))
    assert [d for d in checked.diagnostics if d.code[0] in "VSCL"] == []
    fields = {field.label: field for field in all_fields(kind_at(root).schema.form)}
    for label in ("主题句", "事项名称", "有关情况说明", "下一步措施", "完成时限"):
        assert fields[label].requirement is Requirement.OPTIONAL
        assert fields[label].publication is Publication.LEDGER
    assert fields["进展情况"].requirement is Requirement.ALWAYS
    assert fields["进展情况"].publication is Publication.NOTICE


def test_what_is_filled_in_all_the_same_is_in_the_ledger(tmp_path: Path) -> None:
    root = draw(small().write(tmp_path), outline=SHORT)
    assert "L034" not in {d.code for d in compile_project(root).diagnostics}
    book = openpyxl.load_workbook(root / "output/整改台账.xlsx")
    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"补齐学位短板", "加快改造进度,统一调配空置床位。", "民生保障方面"} <= cells


def test_a_kind_that_draws_what_is_standard_asks_for_it(tmp_path: Path) -> None:
    """Ours is not changed by being fitted: nothing is read twice for it."""
    assert kind_at(tmp_path).schema is STANDARD


@pytest.mark.parametrize("kind", ["xuncha"])
def test_help_names_the_statuses_of_the_kind(tmp_path: Path, kind: str) -> None:
    opened, _ = open_kind(tmp_path, kind, Span("x"))
    assert opened is not None
    sheet = opened.schema.form.sheets[0]
    texts = [sheet.note, *(block.note for block in sheet.blocks)]
    texts += [
        text for field in all_fields(opened.schema.form) for text in (field.help, field.example)
    ]
    assert not any("基本完成" in text or "未完成" in text for text in texts)
    assert any("持续推进" in text for text in texts)


@pytest.mark.parametrize(
    ("row", "types"),
    [
        ({"位置": "第二部分", "类型": "正文", "文字": "逐条落实。"}, "“标题”"),
        ({"位置": "第三部分", "类型": "正文", "文字": "逐人处理。"}, "“标题”“条目”"),
        ({"位置": "第一部分", "类型": "引言", "文字": "统一部署。"}, "“标题”“条目”"),
        ({"位置": "导语", "类型": "条目", "小标题": "其他", "文字": "现予公布。"}, "“正文”"),
    ],
)
def test_prose_of_a_type_that_its_place_does_not_print(
    row: dict[str, str], types: str, tmp_path: Path
) -> None:
    """L034 names the types that are printed there."""
    project = small()
    project.tables["篇章"].append({"序号": 9, **row})
    root = draw(project.write(tmp_path), outline=SHORT)
    [told] = [d for d in compile_project(root).diagnostics if d.code == "L034"]
    cells = {span.cell for span in told.spans}
    assert {cell[1:] for cell in cells if cell} == {str(3 + len(project.tables["篇章"]))}
    assert f"只印类型是{types}的" in told.message
