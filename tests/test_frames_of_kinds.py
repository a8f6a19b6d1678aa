"""What stands around a text is what the outline draws: checks judge by that, not by the frame of one
kind of notice.
"""

from __future__ import annotations

from decimal import Decimal

import attrs
import pytest
from support.judging import judged
from support.outlines import blank, kind_of, measure, poured, problem, report

from compiler.checks.answers import hollow_answers
from compiler.checks.coverage import missing_headings
from compiler.chinese.persons import is_byline
from compiler.model.submission import Figure
from compiler.span import Span

QUOTED, PLAIN, BARE = "关于“{问题}”的问题。", "关于{问题}问题的整改", "{问题}"


def found(outline: str, title: str, *modules: str) -> list[tuple[str, str]]:
    """Return code and words of what is said of a problem's title in an outline."""
    kind, wrong = kind_of(outline)
    assert wrong == []
    told = judged(report(problem(title)), kind, modules)
    return [(d.code, title[d.spans[0].start or 0 : d.spans[0].end]) for d in told]


@pytest.mark.parametrize(
    ("outline", "right", "wrong", "told"),
    [
        (QUOTED, "‘双减’后学位不足", "“双减”后学位不足", "“双减”"),
        (BARE, "“双减”后学位不足", "‘双减’后学位不足", "‘双减’"),
        ("1.{问题}", "“双减”后学位不足", "‘双减’后学位不足", "‘双减’"),
        ("关于{问题}的问题", "“双减”后学位不足", "‘双减’后学位不足", "‘双减’"),
        ("“{问题}”", "‘双减’后学位不足", "“双减”后学位不足", "“双减”"),
        ("(一)对“甲:{问题}”的整改", "‘双减’后学位不足", "“双减”后学位不足", "“双减”"),
        ("“甲”{问题}", "“双减”后学位不足", "‘双减’后学位不足", "‘双减’"),
        (f"{QUOTED}\n    {BARE}", "‘双减’后学位不足", "“双减”后学位不足", "“双减”"),
    ],
)
def test_quotation_marks_inside_those_that_are_printed(
    outline: str, right: str, wrong: str, told: str
) -> None:
    """T011: the marks that the outline prints are the outer ones, and where it prints none the
    text's own are.
    """
    assert found(outline, right, "typography") == []
    assert found(outline, wrong, "typography") == [("T011", told)]


@pytest.mark.parametrize(
    ("outline", "title", "expected"),
    [
        (QUOTED, "学位不足等问题", [("T044", "等问题")]),
        (QUOTED, "学位不足等", [("T044", "等")]),
        (PLAIN, "学位不足的问题", [("T044", "的问题")]),
        (BARE, "学位不足等突出问题", []),
        ("整改任务:{问题}。", "学位不足等问题", []),
        ("|问题|\n|{问题}|", "学位不足等问题", []),
        (f"{BARE}\n    {QUOTED}", "学位不足等问题", [("T044", "等问题")]),
    ],
)
def test_a_title_that_ends_in_what_follows_it(
    outline: str, title: str, expected: list[tuple[str, str]]
) -> None:
    """T044 only where the outline goes on with 问题."""
    assert found(outline, title, "wording") == expected


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("一、{篇章 甲}", ["L031"]),
        ("{篇章 甲}", []),
        ("附:{篇章 甲}", []),
        ("(一){篇章 甲}", ["L031"]),
    ],
)
def test_a_chapter_without_its_heading(drawn: str, expected: list[str]) -> None:
    """L031 where a number would be missing, and nowhere else."""
    outline = f"{drawn}\n    {{引言}}\n    1.{{小标题}}。{{正文}}"
    given = report(chapters="甲|引言||总的说。\n甲|条目|抓实|办了。")
    parsed, _ = kind_of(outline)
    document = poured(outline, given)
    assert [d.code for d in missing_headings(parsed.outline, given, document)] == expected
    headed = report(chapters="甲|标题||章\n甲|引言||总的说。")
    assert list(missing_headings(parsed.outline, headed, poured(outline, headed))) == []


@pytest.mark.parametrize(
    ("outline", "expected"),
    [
        ("{进展情况}", ["F010"]),
        ("{进展情况}[{指标名称}{数值}{计量单位}|、]", []),
        ("{进展情况}\n追回{追回资金}万元。", []),
        ("{导语}\n{进展情况}", []),
        ("{进展情况}\n共{总额}万元。", ["F010"]),
    ],
)
def test_a_figure_that_is_printed_by_itself(outline: str, expected: list[str]) -> None:
    """F010 asks for a figure in the answer only where nothing else prints it: neither its row, nor
    outline or prose by its name; a sum of several does not.
    """
    rows = [
        blank(Figure, name=name, value=value, unit="万元")
        for name, value in (("追回资金", "12.5"), ("核减资金", "3"))
    ]
    figures = tuple(
        attrs.evolve(row, value=attrs.evolve(row.value, span=Span("表.xlsx", "填报表", f"C{n}")))
        for n, row in enumerate(rows)
    )
    given = report(
        problem("甲", measure("追回一批资金，核减3万元。", figures=figures)),
        chapters="导语|正文||全年追回{追回资金}万元。" if "导语" in outline else "",
        relations=["总额 = 追回资金 + 核减资金"],
    )
    assert given.counts["总额"].value == Decimal("15.5")
    kind, _ = kind_of(outline)
    told = judged(given, kind, ["figures"])
    assert [d.code for d in told if d.code == "F010"] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("市审计局局长 温若川", True),
        ("市人民政府副秘书长　李　明", True),
        ("区发展改革委主任 诸葛云", True),
        ("汇报人 顾承远", True),
        ("新建 2所", False),
        ("办公室主任负责 落实", False),
        ("区教育局局长 温若川负责，区财政局配合", False),
        ("加强组织 领导", False),
    ],
)
def test_who_speaks(line: str, expected: bool) -> None:
    """A post and a name, set apart on a line of their own, keep their space (T021)."""
    assert is_byline(line) is expected
    kind, _ = kind_of("{段落 报告人}")
    told = judged(report(chapters=f"报告人|正文||{line}"), kind, ["typography"])
    assert [d.code for d in told] == ([] if expected else ["T021"])


@pytest.mark.parametrize(
    ("planned", "answer", "expected"),
    [
        ("召开任务推进会议。", "区委区政府召开任务推进会议，压实责任。", ["C072"]),
        ("召开任务推进会议。", "高度重视，压实责任。", ["C071"]),
        ("压实责任。", "高度重视，压实责任，认真落实。", ["C072"]),
        ("加强督学。", "开展回头看。", []),
    ],
)
def test_a_task_told_as_done_is_an_answer(planned: str, answer: str, expected: list[str]) -> None:
    """C071 is for what says nothing at all: the measure told as done is little, a hint."""
    given = report(problem("甲", measure(answer, planned=planned)))
    assert [d.code for d in hollow_answers(given)] == expected


@pytest.mark.parametrize(
    ("drawn", "style"),
    [
        ("{主送机关}:", "主送机关"),
        ("{主送机关}", "主送机关"),
        ("——{标题}——", "通报标题"),
        ("({成文日期})", "成文日期"),
        ("抄送{主送机关}:", "正文"),
        ("{主送机关}、{发文机关}:", "正文"),
    ],
)
def test_a_field_and_its_marks_have_its_style(drawn: str, style: str) -> None:
    """An addressee stands at the margin, whatever mark is drawn behind it."""
    kind, _ = kind_of(drawn)
    assert kind.style(kind.outline.lines[0]) == (style, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("已完成清淤。存在困难:资金不足。", ["T070"]),
        ("已完成清淤。下一步措施:抓紧验收。", ["T070"]),
        ("已梳理存在困难:资金不足。", []),
        ("已完成清淤。主要做法:先易后难。", []),
    ],
)
def test_a_label_of_this_notice_inside_a_text(text: str, expected: list[str]) -> None:
    """T070 knows the labels that the outline prints, not one kind's."""
    given = report(problem("甲", measure(text)))
    kind, _ = kind_of("工作进展:[{进展情况}]\n存在困难:[{进展情况}]\n其中:[{进展情况}]")
    found = judged(given, kind, ["sentences"])
    assert [d.code for d in found if d.code == "T070"] == expected
