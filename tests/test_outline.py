"""The outline's parser: what each notation means, what is said against a bad one, and that no
text whatever upsets it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.outlines import kind_of, measure, problem, report
from support.projects import ROOT

from compiler.notice.build import build_document
from compiler.notice.dates import DATE_FORMATS
from compiler.notice.drawn_fields import judge_fields
from compiler.notice.outline import (
    Hiding,
    Listing,
    Literal,
    Optional,
    OutlineField,
    OutlineLine,
    Repeat,
    deepest,
)
from compiler.notice.parsing import DEEPEST

KINDS = ("xunshi", "xuncha")
STATUSES = ("已完成", "基本完成", "未完成")


def real(kind: str) -> str:
    return Path(ROOT, "templates", kind, "outline.txt").read_text(encoding="utf-8")


def line_of(text: str) -> OutlineLine:
    kind, found = kind_of(text)
    assert found == []
    return kind.outline.lines[0]


def complaints(text: str) -> list[tuple[str, int | None, int | None]]:
    """Return (code, line, column) of all that is wrong with an outline; every message must
    render.
    """
    kind, found = kind_of(text)
    found += judge_fields(kind.outline, frozenset({"措施总数"}))
    assert all(d.message and d.spans[0].file == kind.outline.file for d in found)
    return [(d.code, d.spans[0].line, d.spans[0].column) for d in found]


# What each notation means.


def test_literals_and_fields() -> None:
    items = line_of("第{段落 附件}条:{标题}").items
    assert [
        item.text if isinstance(item, Literal) else (item.name, item.argument)
        for item in items
        if isinstance(item, Literal | OutlineField)
    ] == ["第", ("段落", "附件"), "条:", ("标题", "")]
    assert [item.span.column for item in items] == [1, 2, 9, 11]


def test_brackets() -> None:
    optional, repeat, listing = line_of(
        "<(邮编:{邮政编码})>[一是{主题句}|;][{联系电话}/{电子邮箱}|、]"
    ).items
    assert isinstance(optional, Optional)
    assert isinstance(repeat, Repeat)
    assert isinstance(listing, Listing)
    assert (repeat.entity, repeat.joiner, repeat.numbering and repeat.numbering.write(2)) == (
        "measure",
        ";",
        "二是",
    )
    assert (len(listing.fragments), listing.joiner) == (2, "、")


@pytest.mark.parametrize("text", ["<<甲>>", "[[甲]]", "{{甲}}", "甲//乙", "甲/乙|丙"])
def test_doubled_brackets_stand_for_themselves(text: str) -> None:
    (item,) = line_of(text).items
    assert isinstance(item, Literal)
    assert item.text == text.replace("<<", "<").replace(">>", ">").replace("[[", "[").replace(
        "]]", "]"
    ).replace("{{", "{").replace("}}", "}").replace("//", "/")


def test_a_slash_inside_a_list_is_doubled() -> None:
    (listing,) = line_of("[水//电{联系电话}/{电子邮箱}|;]").items
    assert isinstance(listing, Listing)
    assert isinstance(listing.fragments[0][0], Literal)
    assert listing.fragments[0][0].text == "水/电"


def test_remarks() -> None:
    line = line_of(
        "(一)关于{类别}          …全文连续;未完成、基本完成,样式 二级标题,与唯一下级同名时不印"
    )
    assert (line.restart, line.statuses, line.style, line.hiding) == (
        "notice",
        ("未完成", "基本完成"),
        "二级标题",
        Hiding.REPEATED,
    )


def test_a_row_of_a_table() -> None:
    header, row = kind_of("| 序号 | 问题 |\n| 1 | 关于{问题} | …未完成".replace(" | …", "|  …"))[
        0
    ].outline.lines
    assert [[item.text for item in cell if isinstance(item, Literal)] for cell in header.cells] == [
        ["序号"],
        ["问题"],
    ]
    assert (row.numbering is not None, row.statuses, row.entity) == (True, ("未完成",), "problem")
    assert [len(cell) for cell in row.cells] == [0, 2]
    assert [item.span.column for item in row.items] == [7, 9]


def test_a_list_of_attachments() -> None:
    line = line_of("附件:1.{段落 附件}")
    assert (
        line.lead and line.lead.text,
        line.numbering and line.numbering.write(2),
        line.entity,
    ) == ("附件:", "2.", "text")
    assert line_of("附件:{段落 附件}").lead is None


def test_a_seal() -> None:
    assert line_of("{落款}  …加盖印章").sealed


def test_an_ellipsis_in_the_wording_is_no_remark() -> None:
    line = line_of("甲……乙 …丙")
    assert line.items == (Literal("甲……乙 …丙", line.span),)


def test_nesting_is_by_indentation() -> None:
    kind, found = kind_of("# 说明\n甲\n\n  乙\n    丙\n  丁\n戊")
    assert found == []
    assert [line.span.line for line in kind.outline.walk()] == [2, 4, 5, 6, 7]
    assert [[child.span.line for child in line.children] for line in kind.outline.walk()] == [
        [4, 6],
        [5],
        [],
        [],
        [],
    ]


def test_what_a_line_is_printed_for() -> None:
    entities = [line.entity for line in kind_of(real("xunshi"))[0].outline.walk()]
    assert entities[:9] == [
        "notice",
        "notice",
        "text",
        "chapter",
        "intro",
        "item",
        "chapter",
        "intro",
        "aspect",
    ]
    assert entities[9:12] == ["category", "problem", "problem"]
    assert deepest(()) is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_templates_are_flawless(kind: str) -> None:
    assert complaints(real(kind)) == []


def test_places_of_the_offices_prose() -> None:
    assert kind_of(real("xuncha"))[0].outline.places() == ("导语", "总体情况", "下一步打算", "结语")


# What is said against a bad one.


@pytest.mark.parametrize(
    ("outline", "expected"),
    [
        # S051: a field nobody knows, a word that may not follow it, a place that is missing
        ("{标题}\n现有{措施总数}条,{措施总量}条", [("S051", 2, 11)]),
        ("[一是<{主题}。>{进展情况}]", [("S051", 1, 5)]),
        ("{成文日期 大写}", [("S051", 1, 1)]),
        ("{标题 一}", [("S051", 1, 1)]),
        ("甲{段落}", [("S051", 1, 2)]),
        ("{措施总数 甲}", [("S051", 1, 1)]),
        # S052: brackets
        ("甲{标题", [("S052", 1, 2)]),
        ("{标题（,{导语}", [("S052", 1, 1)]),
        ("{标题{标题{标题", [("S052", 1, 1), ("S052", 1, 4), ("S052", 1, 7)]),
        ("<{标题:{标题}>", [("S052", 1, 2)]),
        ("  甲<{标题}", [("S052", 1, 4)]),
        ("[一是{主题句}", [("S052", 1, 1)]),
        ("[{主题句}|;", [("S052", 1, 1)]),
        ("[{联系电话}/<{电子邮箱}|;]", [("S052", 1, 9)]),
        ("[甲<乙]丙>", [("S052", 1, 3), ("S052", 1, 7)]),
        ("甲}乙>丙]", [("S052", 1, 2), ("S052", 1, 4), ("S052", 1, 6)]),
        # S053: indentation
        ("甲\n    乙\n  丙", [("S053", 3, 3)]),
        ("\t甲", [("S053", 1, 1)]),
        ("甲\n  \u3000乙", [("S053", 2, 3)]),
        ("    甲\n乙", [("S053", 2, 1)]),
        # S054: numbers
        ("1.1{问题}", [("S054", 1, 1)]),
        ("甲\n  1-1 {类别}", [("S054", 2, 3)]),
        ("[1.1、{主题句}]", [("S054", 1, 2)]),
        ("A.{标题}\n甲\n  ㈠{方面}\n[ⅰ、{主题句}]", []),
        # S055: remarks
        ("{标题}  …全书连续", [("S055", 1, 8)]),
        ("1.{问题}    …未完成、 已了结;全文连续,样式", [("S055", 1, 17), ("S055", 1, 26)]),
        # S056: empty braces
        ("甲{}", [("S056", 1, 2)]),
        ("[一是{ }]", [("S056", 1, 4)]),
        # S057: numbers drawn out of turn
        ("一、甲\n三、乙", [("S057", 2, 1)]),
        ("甲\n    (二)乙", [("S057", 2, 5)]),
        ("{分组导语}[二是{进展情况}]", [("S057", 1, 7)]),
        ("[{联系电话}/<[②{进展情况}]>|;]", [("S057", 1, 10)]),
        ("一、甲\n    1.乙\n    1、丙\n二、丁\n    1.戊\n    2.己", []),
        # S057, S081: tables
        ("|问题|状态|\n|{问题}|", [("S081", 2, 1)]),
        ("|{问题}|", [("S081", 1, 1)]),
        ("甲\n    |问题\n    |{问题}|", [("S081", 2, 5)]),
        ("|", [("S081", 1, 1)]),
        ("|问题|\n    甲\n|{问题}|", [("S081", 2, 5)]),
        ("|问题|\n|{问题}|\n甲\n|{问题}|", [("S081", 4, 1)]),
        ("|问题|\n|{无此栏}|", [("S051", 2, 2)]),
        ("|问题|\n|{问题}[{姓名}|、]|", []),
        ("附件2", [("S057", 1, 1)]),
        ("附件1\n    甲\n附件2\n    乙", []),
        # S070: fields where nothing gives them a value
        ("{引言}", [("S070", 1, 1)]),
        ("{篇章 甲}\n{小标题}", [("S070", 2, 1)]),
        ("{篇章 甲}{引言}\n{篇章 乙}\n    {小标题}", []),
        ("{问题}{姓名}", [("S070", 1, 5)]),
        ("{处理方式}{处理口径}", [("S070", 1, 7)]),
        ("{处理口径}\n    {处理方式}{处理口径}", []),
        ("{进展情况}[{完成时限}/{指标名称}]", [("S070", 1, 15)]),
        ("{标题}{段落 甲}", []),
        ("{导语}{段落 甲}[{段落 乙}{段落 丙}]", [("S070", 1, 5), ("S070", 1, 18)]),
    ],
)
def test_complaints(outline: str, expected: list[tuple[str, int, int]]) -> None:
    assert complaints(outline) == expected


def test_a_guess_is_offered() -> None:
    kind, found = kind_of("{措施总}{成文日期 大写}  …全文接续")
    found += judge_fields(kind.outline, frozenset({"措施总数"}))
    guesses = {
        d.arguments.get("name", d.arguments.get("word")): d.arguments["guess"] for d in found
    }
    assert guesses == {
        "措施总": "措施总数",
        "成文日期 大写": "、".join(f"成文日期 {word}".strip() for word in DATE_FORMATS),
        "全文接续": "全文连续",
    }


def test_nesting_has_an_end() -> None:
    lines = [" " * depth + "甲" for depth in range(DEEPEST + 1)]
    assert complaints("\n".join(lines[:DEEPEST])) == []
    assert complaints("\n".join(lines)) == [("S053", DEEPEST + 1, DEEPEST + 1)]
    assert complaints("<" + "[<" * 4 + "甲" + ">]" * 4 + ">") == []
    assert {code for code, _, _ in complaints("[<" * 3000)} == {"S052"}


# No text upsets it.

PIECES = st.sampled_from([
    "{", "}", "<", ">", "[", "]", "|", "/", "{{", "}}", "]]", "\n", "\n    ", "\n        ", "\t", "\u3000", "#", "  …", "…", ";", "、",
    "一、", "(一)", "1.", "(1)", "①", "一是", "首先", "第1条:", "A.", "二、", "99999.", "全文连续", "按篇章连续", "未完成", "样式 正文", "与唯一下级同名时不印",
    "甲", "。", "{标题}", "{导语}", "{篇章 甲}", "{引言}", "{小标题}", "{正文}", "{方面}", "{类别}", "{问题}", "{问题编号}", "{问题导语}", "{分组导语}", "{主题句}",
    "问题1:", "任务一", "第(一)项", "第一部分 ", "第二部分 ", "A.", "1.1", "||不重复", "|、|不重复、单项也编号", "单项不编号", "不编号", "同上不重印", "句末不加标点",
    "独此一个时不印", "只有一个下级时不印", "按问题连续", "{本方面 问题总数 汉字}", "{数据 甲}", "{合计(甲)}", "{全文 措施总数 一位小数}", "{篇章 甲*}", "{段落 甲*}",
    "{方面导语}", "{类别导语}", "|", "|1|", "\n|", "\n    |", "附件:1.", "\n附件1", "加盖印章", "{进展情况}", "{事项名称}", "{完成时限}", "{落款}", "{段落 甲}", "{处理口径}", "{处理方式}", "{处理人数}", "{姓名}", "{指标名称}", "{数值}", "{成文日期 汉字}", "{问题总数}",
])  # fmt: skip
OUTLINES = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))
SAMPLE = report(
    problem("甲", measure("办一。", theme="抓", group="针对甲。"), measure("", group="针对甲。"), "办二。", category="甲"),
    problem("乙", measure("在办。", status="未完成", matter="某事", situation="缺地。", next_steps="找地。", deadline="年底前。"), aspect="乙", lead_in="导。"),
    chapters="甲|标题||章\n甲|引言||引\n甲|条目|小|文{问题总数}{无此数}\n甲|正文||段\n导语|正文||导{{",
    persons="段其昀|局长|诫勉|公开|信访\n匡某|科长|诫勉|不公开|\n", title="题", signed_on="2025-02-05",
)  # fmt: skip


@given(OUTLINES)
def test_any_text_is_parsed_and_built(text: str) -> None:
    """Nothing raises, whatever the office writes; a place lies inside the text."""
    kind, found = kind_of(text)
    lines = text.splitlines()
    for diagnostic in found + judge_fields(kind.outline, frozenset()):
        assert diagnostic.message
        place = diagnostic.spans[0]
        assert place.line is not None
        assert place.column is not None
        assert 1 <= place.column <= len(lines[place.line - 1])
    for draft in (False, True):
        for paragraph in build_document(SAMPLE, kind, draft=draft).paragraphs:
            assert all(run.text and run.sources for run in paragraph.runs)
            assert 0 <= paragraph.heading_runs <= len(paragraph.runs)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A real outline with a few pieces cut out, put in or moved."""
    text = real(draw(st.sampled_from(KINDS)))
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 12)))
        text = text[:start] + draw(st.one_of(PIECES, st.text(max_size=4))) + text[end:]
    return text


@settings(max_examples=200)
@given(damaged())
def test_a_damaged_outline_is_parsed_and_built(text: str) -> None:
    kind, found = kind_of(text)
    assert all(diagnostic.message for diagnostic in found)
    build_document(SAMPLE, kind, draft=True)


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.sampled_from(["甲", "一、乙", "{标题}", "{问题}"])),
        max_size=30,
    )
)
def test_every_line_is_kept_in_order(shape: list[tuple[int, str]]) -> None:
    kind, _ = kind_of("\n".join("  " * depth + text for depth, text in shape))
    assert [line.span.line for line in kind.outline.walk()] == list(range(1, len(shape) + 1))
