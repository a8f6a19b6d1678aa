"""What an outline can draw, each notation by a small report and the text it prints."""

from __future__ import annotations

import re

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.outlines import Draft, blank, kind_of, measure, poured, printed, problem, report

from compiler.checks import office_prose
from compiler.chinese.enumerations import LAST
from compiler.commands.checking import counted
from compiler.model.submission import Figure
from compiler.model.values import Text
from compiler.notice.build import build_document
from compiler.notice.drawn_fields import judge_fields
from compiler.notice.numbering import plain_marks
from compiler.span import Span

THREE = (
    problem("学习不够", "甲办。", category="思想", aspect="党建"),
    problem("党费收缴迟", "乙办。", "丙办。", "丁办。", category="组织", aspect="党建"),
    problem("报销不规范", "戊办。", "己办。", category="财务", aspect="管理"),
)


def notice(outline: str, *problems: Draft, **given: str) -> str:
    """Return the text of a report in an outline."""
    return "\n".join(printed(outline.strip("\n"), report(*(problems or THREE), **given)))


# Numbers with words and marks about them


@pytest.mark.parametrize(
    ("drawn", "numbers"),
    [
        ("问题1:", ["问题1:", "问题2:", "问题3:"]),
        ("任务一：", ["任务一:", "任务二:", "任务三:"]),
        ("第(一)项", ["第(一)项", "第(二)项", "第(三)项"]),
        ("第一类问题 ", ["第一类问题 ", "第二类问题 ", "第三类问题 "]),
        ("１．", ["1.", "2.", "3."]),
        ("1．", ["1.", "2.", "3."]),
        ("问题一 ", ["问题一 ", "问题二 ", "问题三 "]),
        ("【1】", ["【1】", "【2】", "【3】"]),
        ("A.", ["A.", "B.", "C."]),
        ("㈠", ["㈠", "㈡", "㈢"]),
        ("反馈意见（一）：", ["反馈意见(一):", "反馈意见(二):", "反馈意见(三):"]),
    ],
)
def test_a_number_of_any_wording_counts_on(drawn: str, numbers: list[str]) -> None:
    titles = ["学习不够", "党费收缴迟", "报销不规范"]
    expected = [number + title for number, title in zip(numbers, titles, strict=True)]
    assert notice(drawn + "{问题}").split("\n") == expected


@pytest.mark.parametrize(
    "wording",
    [
        "第一书记:",
        "第一责任人:",
        "第一 责任人:",
        "第一",
        "口径统一:",
        "1+1机制:",
        "2024年",
        "第1季度:",
        "星期一 ",
    ],
)
def test_wording_with_a_number_in_it_stays(wording: str) -> None:
    titles = ("学习不够", "党费收缴迟", "报销不规范")
    assert notice(wording + "{问题}").split("\n") == [wording + title for title in titles]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("第一 ", "第二 "),
        ("第一\u3000", "第二\u3000"),
        ("第一:", "第二:"),
        ("第一——", "第二——"),
        ("问题一\u3000", "问题二\u3000"),
        ("1\u3000", "2\u3000"),
    ],
)
def test_blanks_and_marks_set_a_number_off(first: str, second: str) -> None:
    assert notice(f"{first}{{问题}}  …全文连续").split("\n") == [
        f"{first}学习不够",
        f"{second}党费收缴迟",
        f"{first.replace('一', '三').replace('1', '3')}报销不规范",
    ]


def test_what_nobody_counts_on_is_wording() -> None:
    """A line that is printed once, or a remark that says so."""
    outline = "任务一:{标题}\n任务一:{问题}  …不编号"
    text = notice(outline, THREE[0], THREE[1], title="甲")
    assert text == "任务一:甲\n任务一:学习不够\n任务一:党费收缴迟"


def test_siblings_count_on() -> None:
    """Chapters drawn one by one, and one that is empty closes the numbers up."""
    outline = """
第一部分 {篇章 甲}
    {引言}
第二部分 {篇章 乙}
    {引言}
第三部分 问题
    (一){问题}
"""
    both = notice(outline, THREE[0], chapters="甲|标题||总体\n乙|标题||做法")
    assert both == "第一部分 总体\n第二部分 做法\n第三部分 问题\n(一)学习不够"
    assert notice(outline, THREE[0], chapters="乙|标题||做法") == (
        "第一部分 做法\n第二部分 问题\n(一)学习不够"
    )


def test_a_number_starts_again_under_every_parent_or_where_it_is_told() -> None:
    assert notice("{方面}\n    问题1:{问题}") == (
        "党建\n问题1:学习不够\n问题2:党费收缴迟\n管理\n问题1:报销不规范"
    )
    assert notice("{问题}\n    {主题句}<{进展情况}>\n        {牵头单位}", THREE[0]) == (
        "学习不够\n甲办。\n区教育局"
    )
    outline = "{问题}\n    1){进展情况}  …按问题连续\n    2){牵头单位}  …按问题连续"
    assert notice(outline, problem("甲", "一。", "二。"), problem("乙", "三。")) == (
        "甲\n1)一。\n2)二。\n3)区教育局\n4)区教育局\n乙\n1)三。\n2)区教育局"
    )


# First, next, last; and a lone one


def test_the_words_of_a_series_go_by_its_length() -> None:
    lines = notice("{问题}:[首先,{进展情况}]").split("\n")
    assert lines == [
        "学习不够:甲办。",
        "党费收缴迟:首先,乙办。其次,丙办。最后,丁办。",
        "报销不规范:首先,戊办。其次,己办。",
    ]


def test_the_words_stand_before_paragraphs_too() -> None:
    five = problem("甲", "一。", "二。", "三。", "四。", "五。")
    assert notice("{问题}\n    首先,{进展情况}", five) == (
        "甲\n首先,一。\n其次,二。\n再次,三。\n第四,四。\n最后,五。"
    )


@pytest.mark.parametrize(
    ("drawn", "alone"),
    [
        ("    任务一:{进展情况}", "甲办。"),
        ("    任务一:{进展情况}  …单项也编号", "任务一:甲办。"),
        ("    1.{进展情况}", "1.甲办。"),
        ("    1.{进展情况}  …单项不编号", "甲办。"),
        ("    [一是{进展情况}]", "甲办。"),
        ("    [一是{进展情况}||单项也编号]", "一是甲办。"),
    ],
)
def test_the_number_of_a_lone_member_stays_or_goes(drawn: str, alone: str) -> None:
    assert notice("{问题}\n" + drawn, THREE[0]) == "学习不够\n" + alone


def test_a_named_number_of_a_lone_heading_stays() -> None:
    assert notice("问题1:{问题}", THREE[0]) == "问题1:学习不够"


# Levels that are left out


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("只有一个下级时不印", "一、党建\n学习不够\n党费收缴迟\n二、管理\n报销不规范"),
        ("独此一个时不印", "一、党建\n1.思想\n学习不够\n2.组织\n党费收缴迟\n二、管理\n报销不规范"),
    ],
)
def test_a_level_is_left_out_where_it_has_one_member(remark: str, expected: str) -> None:
    assert notice(f"一、{{方面}}\n    1.{{类别}}  …{remark}\n        {{问题}}") == expected


# What several measures say alike


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("[{责任单位}|、]", "区财政局、区教育局、区财政局、区民政局"),
        ("[{责任单位}|、|不重复]", "区财政局、区教育局、区民政局"),
        ("[{牵头单位}、{责任单位}|、|不重复]", "区教育局、区财政局、区民政局"),
        ("[{牵头领导}|、|不重复]", "沈知行、温若川"),
        ("[{整改时限}|;|不重复]", "2024年12月31日"),
        ("[{整改目标}||不重复]", "压实责任。健全机制。"),
        ("[一是{牵头领导}|;|不重复]", "一是沈知行;二是温若川"),
    ],
)
def test_what_several_measures_say_is_printed_once(fragment: str, expected: str) -> None:
    shared = {"due": "2024-12-31"}
    one = problem(
        "甲",
        measure(
            "一。",
            supporting_text="区财政局、区教育局",
            leader="沈知行",
            goal="压实责任。",
            **shared,
        ),
        measure("二。", supporting_text="区财政局", leader="沈知行", goal="压实责任。", **shared),
        measure("三。", supporting_text="区民政局", leader="温若川", goal="健全机制。", **shared),
    )
    assert notice("{问题}:" + fragment, one) == "甲:" + expected


def test_a_value_printed_once_names_every_place() -> None:
    """So that none counts as lost, and no edit of it goes to one cell alone."""
    places = [Span("总台账.xlsx", "措施清单", f"F{row}") for row in (4, 5)]
    one = problem("甲", *(measure(leader=Text("沈知行", place)) for place in places))
    (paragraph,) = poured("{问题}:[{牵头领导}|、|不重复]", report(one)).paragraphs
    assert [run.sources for run in paragraph.runs if run.text == "沈知行"] == [tuple(places)]


def test_an_option_nobody_knows() -> None:
    _, found = kind_of("{问题}[{牵头单位}|、|不重复、去重]")
    assert [(d.code, d.spans[0].column, d.arguments["word"]) for d in found] == [
        ("S055", 19, "去重")
    ]


# What is said of an aspect or a category, and counted within it

LEADS = """
方面导语|正文|党建|党建问题{问题总数}项、措施{措施总数}条,已完成{已完成问题数}项,共{全文 问题总数}项。
方面导语|正文|管理|管理问题{问题总数 汉字}项,涉及{合计(金额)}万元,占{问题总数/措施总数*100}%。
类别导语|正文|组织|组织类{措施总数}条。
"""


def money(value: str, name: str = "金额", unit: str = "万元") -> Figure:
    """Return a figure as a form declares it."""
    return blank(Figure, name=name, value=value, unit=unit)  # type: ignore[no-any-return]


def test_an_introduction_of_an_aspect_counts_within_it() -> None:
    outline = "(一){方面}\n    {方面导语}\n    1.{类别}。{类别导语}\n        {问题}"
    problems = (
        problem("学习不够", "甲办。", category="思想", aspect="党建"),
        problem("党费收缴迟", "乙办。", measure("丙办。", status="未完成"), category="组织", aspect="党建"),
        problem(
            "报销不规范", measure("丁办。", figures=(money("20.8"),)), measure("戊办。", figures=(money("1.2"),)), "己办。", category="财务", aspect="管理",
        ),
    )  # fmt: skip
    assert notice(outline, *problems, chapters=LEADS) == (
        "(一)党建\n党建问题2项、措施3条,已完成1项,共3项。\n1.思想。\n学习不够\n2.组织。组织类2条。\n党费收缴迟\n"
        "(二)管理\n管理问题一项,涉及22万元,占33.33%。\n1.财务。\n报销不规范"
    )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("||共{本方面 问题总数}项、{措施总数}条。", ["L090"]),
        ("|党务|共{问题总数}项,{全文 措施总数}条。", ["L090"]),
        ("|党务|共{本类别 问题总数}项。", ["L092", "L090"]),
        ("|管理|共{本类别 问题总数}项。", ["L092"]),
    ],
)
def test_an_introduction_of_nobody_is_told_once(row: str, told: list[str]) -> None:
    """What is counted within nobody has no fault of its own."""
    given = report(*THREE, chapters=f"方面导语|正文{row}")
    found = [*office_prose.placeholders(given), *office_prose.leads(given)]
    assert [d.code for d in found] == told


def test_introductions_of_several_aspects_need_no_order() -> None:
    given = report(*THREE, chapters="方面导语|正文|党建|甲。\n方面导语|正文|管理|乙。")
    first, second = given.register.chapters
    rows = (first, attrs.evolve(second, order=first.order))
    assert not [
        *office_prose.order(
            attrs.evolve(given, register=attrs.evolve(given.register, chapters=rows))
        )
    ]


def test_the_outline_counts_within_a_part() -> None:
    outline = "{方面}({本方面 问题总数}个,共{问题总数}个)\n    {类别}({本类别 措施总数}条)\n        {问题}({本问题 措施总数 汉字}条)"
    assert notice(outline).split("\n")[:4] == [
        "党建(2个,共3个)", "思想(1条)", "学习不够(一条)", "组织(3条)"
    ]  # fmt: skip


def test_what_is_defined_is_worked_out_within_a_part() -> None:
    given = report(*THREE, relations=["每题措施 = 措施总数 / 问题总数"])
    assert printed("{方面}:{本方面 每题措施}", given) == ["党建:2", "管理:2"]
    assert printed("{标题}{每题措施}", given) == ["2"]


# Figures by their name


FIGURED = (
    problem("甲", measure("一。", figures=(money("3"),)), measure("二。", figures=(money("4"),))),
    problem("乙", measure("三。", figures=(money("5"), money("7", "到位")))),
    problem("丙", "四。"),
)


@pytest.mark.parametrize(
    ("outline", "expected"),
    [
        (
            "{问题}\n    {进展情况}<({数据 金额}万元)>",
            "甲 一。(3万元) 二。(4万元) 乙 三。(5万元) 丙 四。",
        ),
        ("{问题}<:到位{数据 到位}万元>", "甲 乙:到位7万元 丙"),
        ("{问题}:{本问题 合计(金额)}万元", "甲:7万元 乙:5万元 丙:0万元"),
        ("{标题}到位{到位}万元", "到位7万元"),
        ("{问题}:{到位}", "甲:【不是这里的数:到位】 乙:7 丙:【不是这里的数:到位】"),
        ("{问题}:{全文 到位}", "甲:7 乙:7 丙:7"),
        ("{问题}:{金额}", "甲:【不止一个数:金额】 乙:5 丙:【不是这里的数:金额】"),
        ("{标题}{金额}", "【不止一个数:金额】"),
        ("{标题}{合计(金额) 两位小数}", "12.00"),
    ],
)
def test_a_figure_is_the_one_of_its_place(outline: str, expected: str) -> None:
    given = report(*FIGURED)
    kind, _ = kind_of(outline)
    given, _ = counted(given, kind)
    document = build_document(given, kind)
    assert " ".join(paragraph.text for paragraph in document.paragraphs) == expected


@pytest.mark.parametrize(
    ("relation", "form", "expected"),
    [
        ("率 = 问题总数 / 措施总数 * 100", "", "66.67"),
        ("率 = 问题总数 / 措施总数 * 100", " 一位小数", "66.7"),
        ("率 = 问题总数 / 措施总数 * 100", " 整数", "67"),
        ("率 = 百分比(问题总数,措施总数,1)", "", "66.7"),
        ("率 = 1 / 3000", "", "0.00033"),
        ("率 = 1 / 3 * 3", "", "1"),
        ("率 = 问题总数 * 7", " 汉字", "十四"),
    ],
)
def test_a_number_is_written_as_wanted(relation: str, form: str, expected: str) -> None:
    given = report(problem("甲", "一。", "二。"), problem("乙", "三。"), relations=[relation])
    assert printed("{标题}{率" + form + "}", given) == [expected]


@pytest.mark.parametrize(
    ("outline", "expected"),
    [
        ("{标题}{合计(金额)}", []),
        ("{标题}{合计(到位金额)}", [("S160", "到位金额")]),
        ("{标题}{合计(金额)/措施总量}", [("S160", "措施总量")]),
        ("{标题}{百分比(到位,金额,1)}", [("S051", "百分比(到位,金额,1)")]),
        ("{问题}{数据 到位}", []),
        ("{问题}{数据 还没有登记}", []),
        ("{方面}{本方面 问题数目}", [("S051", "本方面 问题数目")]),
        ("{标题}{措施总数 三位小数}", [("S051", "措施总数 三位小数")]),
    ],
)  # fmt: skip
def test_a_number_nobody_has_is_told(outline: str, expected: list[tuple[str, str]]) -> None:
    kind, _ = kind_of(outline)
    given, _ = counted(report(*FIGURED), kind)
    declared = {figure.name.value for m in given.measures() for figure in m.figures}
    found = judge_fields(kind.outline, frozenset(given.counts) | declared)
    assert [(d.code, d.arguments.get("missing", d.arguments["name"])) for d in found] == expected


# Families of places, tables, dates, ends


FAMILY = """
整改2|标题||二标
整改2|条目|小|文。
整改1|标题||一标
整改1|引言||引一。
整改10|标题||十标
"""


def test_as_many_chapters_as_there_are_places_of_a_family() -> None:
    outline = "(一){篇章 整改*}\n    {引言}\n    1.{小标题}。{正文}\n(二){篇章 其他}"
    text = notice(outline, chapters=FAMILY + "其他|标题||其他")
    assert text == "(一)一标\n引一。\n(二)二标\n1.小。文。\n(三)十标\n(四)其他"
    assert notice("{段落 附注*}", chapters="附注乙|正文||后。\n附注甲|正文||前。") == "后。\n前。"


def test_the_places_of_a_family_are_offered() -> None:
    outline = kind_of("{导语}\n(一){篇章 整改*}")[0].outline
    assert outline.places()[:3] == ("导语", "整改1", "整改2")
    assert outline.families() == {"整改*"}


def cells(outline: str) -> list[list[str]]:
    """Return the rows of a table, by their cells."""
    paragraphs = poured(outline, report(*THREE)).paragraphs
    found = [(one.cell, one.text) for one in paragraphs if one.cell]
    rows = [[""] * found[0][0].columns for _ in range(1 + max(cell.row for cell, _ in found))]
    for cell, text in found:
        rows[cell.row][cell.column] = text
    return rows


def test_a_table_says_once_what_rows_have_in_common() -> None:
    outline = "|序号|方面|问题|进展情况|\n|1|{方面}|{问题}|{进展情况}|  …同上不重印、句末不加标点"
    assert cells(outline) == [
        ["序号", "方面", "问题", "进展情况"],
        ["1", "党建", "学习不够", "甲办"],
        ["2", "", "党费收缴迟", "乙办"],
        ["", "", "", "丙办"],
        ["", "", "", "丁办"],
        ["3", "管理", "报销不规范", "戊办"],
        ["", "", "", "己办"],
    ]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("", "2025年2月5日"), ("年月", "2025年2月"), ("月日", "2月5日"), ("年份", "2025年"),
        ("汉字", "二〇二五年二月五日"), ("年-月-日", "2025-02-05"), ("yyyy-mm-dd", "2025-02-05"), ("年.月.日", "2025.02.05"),
    ],
)  # fmt: skip
def test_a_date_is_written_as_wanted(form: str, expected: str) -> None:
    given = report(THREE[0], signed_on="2025-02-05")
    assert printed(f"{{成文日期 {form}}}", given) == [expected]


def test_a_line_may_go_without_its_end_mark() -> None:
    assert notice("{问题}\n    1.{进展情况}  …句末不加标点", THREE[0]) == "学习不够\n1.甲办"


def test_problems_of_no_aspect_stand_by_themselves() -> None:
    bare = (problem("甲", "一。", aspect=""), problem("乙", "二。", aspect=""))
    assert notice("一、{问题}\n    {进展情况}", *bare) == "一、甲\n一。\n二、乙\n二。"
    mixed = (problem("甲", "一。", aspect="党建"), problem("乙", "二。", aspect=""))
    assert notice("(一){方面}\n    1.{问题}  …全文连续", *mixed) == "(一)党建\n1.甲\n2.乙"


# Laws

MARK = st.sampled_from(
    ["", ":", "、", ".", ")", " ", "：", "】", ")项", "类问题:", "部分 ", "条", ",", "是"]
)
NAME = st.sampled_from(
    ["", "问题", "任务", "反馈意见", "第", "第(", "(", "【", "附表", "No.", "“任务", "其", "方案"]
)
FIRST = st.sampled_from(["1", "一", "①", "A", "a", "Ⅰ", "⑴", "⒈", "㈠", "首先"])


@given(NAME, FIRST, MARK, st.integers(1, 7))
def test_what_is_drawn_like_a_number_counts_on_or_stays(
    name: str, first: str, mark: str, members: int
) -> None:
    """A line for every problem prints 1 to n, each mark another and read back, or its wording as it
    is drawn; never a number that is not its own.
    """
    drawn = name + first + mark
    problems = [problem(f"事项{chr(0x4E8C + n)}") for n in range(members)]
    kind, _ = kind_of(drawn + "{问题}")
    lines = [p.text for p in build_document(report(*problems), kind).paragraphs]
    marks = [line.removesuffix(one.row["title"]) for line, one in zip(lines, problems, strict=True)]
    numbering = kind.outline.lines[0].numbering
    if numbering is None:
        assert set(marks) <= {drawn}
    elif members == 1 and numbering.dropped_alone:
        assert marks == [""]
    else:
        assert len(set(marks)) == members
        for number, one in enumerate(marks, 1):
            read = numbering.read(one + "事项")
            assert read is not None
            assert read[0] in (number, LAST)
            tail = plain_marks(drawn).removeprefix(numbering.write(1))
            assert plain_marks(one) == numbering.write(number, members) + tail


@given(
    st.lists(st.lists(st.sampled_from("甲乙丙丁"), max_size=4), min_size=1, max_size=4),
    st.booleans(),
)
def test_what_is_printed_once_is_a_set(units: list[list[str]], numbered: bool) -> None:
    """In the order of their first mention, each once, whatever cells they come from."""
    measures = [measure("办。", supporting_text="、".join(own)) for own in units]
    outline = "{问题}:[" + ("一是" if numbered else "") + "{责任单位}|、|不重复]"
    (line,) = printed(outline, report(problem("题", *measures)))
    found = list(dict.fromkeys(name for own in units for name in own))
    plain = re.sub("[一二三四]是", "", line.removeprefix("题:"))
    assert plain == "、".join(found)
