"""The made-up contents of a kind show all that its outline draws, whatever it draws."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.projects import ROOT

from compiler.chinese.width import to_half_width
from compiler.commands.importing import compiled_back
from compiler.commands.kinds import check_kind
from compiler.importer import ImportedProject
from compiler.notice.kind import Kind, load_kind
from compiler.notice.outline import Item, Listing, Literal, Optional, Repeat
from compiler.notice.templates import open_kind
from compiler.outputs.specimen import make_specimen
from compiler.outputs.text import lines_of
from compiler.span import Span

SETTINGS = """
title = "试"
default_title = "关于试的通报"

[[fields]]
of = "问题"
name = "问题金额"
kind = "数字"

[[fields]]
of = "措施"
name = "管控办法"
kind = "长文"
asked_in = "填报表"

[[statuses]]
name = "已完成"
rank = 2
complete = true

[[statuses]]
name = "未完成"
rank = 1
complete = false
"""
OUTLINES = {
    "edges": "{标题}\n{导语}\n{结语}[电话:{联系电话}/地址:{通信地址}|;]。\n邮编:{邮政编码}\n{落款}\n{成文日期 汉字}",
    "leads": "一、{方面}\n    {方面导语}\n    (一){类别}\n        {类别导语}\n        1.{问题}\n            情况:[{进展情况}]",
    "items": "一、{篇章 甲}\n    (一){正文}\n二、{篇章 乙}\n    {引言}\n    一是{小标题}。{正文}",
    "family": "(一){篇章 整改*}\n    {引言}\n    1.{小标题}。{正文}\n(二){篇章 其他}\n    {引言}",
    "figures": "1.{问题}\n    情况:[{进展情况}金额:[{指标名称}{数值}{计量单位}|、]。]",
    "figure rows": "|序号|指标|数值|\n|1|{指标名称}|{数值}|",
    "persons": "(一)因{处理口径}处理{口径人数}人\n    [{处理方式}{处理人数}人<:[{职务}{姓名}|、]>|;]。",
    "done": "一、已完成的({已完成问题数}个)  …已完成\n    1.{问题}  …全文连续\n        措施:[{整改措施}]",
    "to do": "二、未完成的({未完成问题数}个)  …未完成\n    1.{问题}  …全文连续\n        下一步:[{下一步措施}]",
    "come back to": "第{问题编号}条:{问题}({问题状态})。  …未完成\n    时限:[(1)<{事项名称}:>{完成时限}]",
    "words": "⑴{问题}\n    情况:{问题导语}[{分组导语}[首先,<{主题句}。>{进展情况}]]",
    "named": "第一部分 {篇章 甲}\n    {引言}\n第二部分 {篇章 乙}\n    问题1:{问题}\n        任务一、{进展情况}",
    "own": "共{合计(问题金额)}万元\n1.{问题}:{问题金额}万元\n    办法:[{管控办法}]",
    "attached": "{导语}\n附件:1.{段落 附件}\n附件1\n    {段落 附表}  …样式 附件标题\n    |序号|问题|\n    |1|{问题}|",
    "plan": "{牵头单位}牵头,{牵头领导}负责,{整改时限 年月}前办结,{整改目标}",
}


def drawn_by(outline: str) -> Kind:
    """Return the kind that an outline draws."""
    texts = {"outline.txt": outline, "kind.toml": SETTINGS}
    kind, found = load_kind("试", texts.__getitem__, "templates/试")
    assert kind is not None, found
    return kind


def set_words(items: tuple[Item, ...]) -> Iterator[str]:
    """Yield the set words of a line."""
    for item in items:
        if isinstance(item, Literal):
            yield item.text
        elif isinstance(item, Optional | Repeat):
            yield from set_words(item.items)
        elif isinstance(item, Listing):
            for fragment in item.fragments:
                yield from set_words(fragment)


@pytest.mark.parametrize("drawn", OUTLINES)
def test_everything_drawn_is_on_the_page(drawn: str, tmp_path: Path) -> None:
    """Every set word, and no hole, no brace."""
    kind = drawn_by(OUTLINES[drawn])
    specimen = make_specimen(kind)
    project = ImportedProject(specimen.register, specimen.forms)
    _, document, _ = compiled_back(project, kind, tmp_path)
    text = to_half_width("\n".join(lines_of(document)))
    for line in kind.outline.walk():
        assert all(to_half_width(words) in text for words in set_words(line.items))
    assert not any(mark in text for mark in ("{", "}", "【"))


FIGURES = [
    ("{整改率}", "S204", "整改率10%"),
    ("{到位资金}", "S204", "整改率10%"),
    ("{主题词}", "S051", "整改率【"),
    ("{已完成问题}", "S051", "整改率【"),
    ("{已完成问题数}", None, "整改率2%"),
    ("{合计(到位资金)}", None, "整改率60%"),
    ("{本问题 合计(到位资金)}", "L092", "整改率【"),
    ("{本问题 措施总数}", "L092", "整改率【"),
]


@pytest.mark.parametrize(("drawn", "code", "printed"), FIGURES)
def test_a_figure_that_is_yet_to_be_declared(
    drawn: str, code: str | None, printed: str, tmp_path: Path
) -> None:
    """It may be one unless it is nearly the name of something else; told where it is drawn."""
    folder = tmp_path / "templates/试"
    folder.mkdir(parents=True)
    outline = f"{{标题}}\n{{导语}}\n整改率{drawn}%\n1.{{问题}}\n    [{{进展情况}}]\n"
    (folder / "outline.txt").write_text(outline, encoding="utf-8")
    (folder / "kind.toml").write_text(SETTINGS, encoding="utf-8")
    judged = check_kind(tmp_path, "试")
    told = [(d.code, d.spans[0].line, d.spans[0].column) for d in judged.diagnostics]
    assert told == ([(code, 3, 4)] if code else [])
    specimen = (tmp_path / "output/样张/试.txt").read_text(encoding="utf-8")
    assert printed in specimen


SUMMED = """
[[fields]]
of = "问题"
name = "面积"
kind = "数字"

[[fields]]
of = "问题"
name = "了结日期"
kind = "日期"
required = "完成时"
"""
DRAWN = (
    "{标题}\n\n{导语}\n一、{方面}({本方面 已完成问题数/问题总数*100 一位小数}%)\n"
    "    (一){问题}({问题状态})\n        占地{合计(面积)/问题总数 一位小数}亩。\n        {了结日期}了结。\n"
    "        整改情况:[{进展情况}[{有关情况说明}]]\n\n{落款}\n{成文日期}\n"
)


def drawn_kind(root: Path, outline: str) -> Path:
    """Return a project whose only kind is drawn so."""
    folder = root / "templates/新的"
    shutil.copytree(ROOT / "templates/xuncha", folder)
    settings = (folder / "kind.toml").read_text(encoding="utf-8")
    (folder / "kind.toml").write_text(settings + SUMMED, encoding="utf-8")
    (folder / "outline.txt").write_text(outline, encoding="utf-8")
    return root


def test_what_is_counted_or_a_field_is_made_no_figure_of(tmp_path: Path) -> None:
    """A quotient of counts and sums: no unit is made to declare them; a day that only what is complete
    has is on nothing else.
    """
    opened, _ = open_kind(drawn_kind(tmp_path, DRAWN), "新的", Span("x"))
    assert opened is not None
    specimen = make_specimen(opened)
    assert not any(form.tables.get("figures") for _, _, form in specimen.forms)
    assert check_kind(tmp_path, "新的").diagnostics == ()
    lines = (tmp_path / "output/样张/新的.txt").read_text(encoding="utf-8").splitlines()
    ended = {lines[n - 2].rpartition("（")[2] for n, line in enumerate(lines) if "了结。" in line}
    assert ended == {"已完成）"}


def test_a_specimen_that_cannot_be_printed_says_why(tmp_path: Path) -> None:
    """The proof refuses a notice that loses answers; that lies in none of the kind's files."""
    outline = DRAWN.replace("[{有关情况说明}]]", "{有关情况说明}]")
    judged = check_kind(drawn_kind(tmp_path, outline), "新的")
    assert judged.written == ()
    assert {"S210", "R024"} <= {one.code for one in judged.diagnostics}
