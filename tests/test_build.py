"""The sixteen points in which notices vary, each as an outline and the exact lines it prints. No
code is written for any of them.
"""

from __future__ import annotations

import attrs
import pytest
from support.outlines import PLACE, blank, kind_of, measure, poured, printed, problem, report

from compiler.analysis.values import to_text
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.records import Entry
from compiler.excel.sheets.cells import Cell as CellSource
from compiler.model.document import RunKind
from compiler.model.report import Report
from compiler.model.submission import Figure
from compiler.model.values import Text
from compiler.notice.build import build_document
from compiler.notice.parsing import parse_outline
from compiler.notice.vocabulary import vocabulary
from compiler.schema.books import Schema, extended
from compiler.schema.definitions import Field, Requirement, ValueKind
from compiler.schema.form import FORM
from compiler.schema.register import REGISTER
from compiler.vocab import Publication, Status

PROSE = ValueKind.PROSE

ONGOING = (Status("已完成", 3, True), Status("持续推进", 2, False), Status("正在整改", 1, False))
FIGURES = (
    blank(Figure, name="甲镇", value="12.50", unit="万元"),
    blank(Figure, name="乙镇", value="3", unit="万元"),
)
TWO = (problem("甲", "已办甲。"), problem("乙", "已办乙。"))


def expect(outline: str, given: Report, *lines: str) -> None:
    assert printed(outline, given) == list(lines)


# Point 1: none; one to three title lines; metadata; an addressee; a list of attachments.


def test_front_matter_none() -> None:
    expect("{导语}", report(chapters="导语|正文||现予公布。", title="标题"), "现予公布。")


def test_front_matter_everything() -> None:
    outline = r"""
索引号:{段落 索引号}
发布机构:{发文机关}
成文日期:{成文日期}
{标题}
{段落 副标题}                …样式 通报标题
{主送机关}:
{导语}
附件:
    1.{段落 附件}
"""
    chapters = "索引号|正文||000-1\n副标题|正文||(摘要)\n导语|正文||现予公布。\n附件|正文||问题清单\n附件|正文||措施清单"
    given = report(
        chapters=chapters, title="关于整改情况的通报", addressee="各镇街", signed_on="2025-02-20"
    )
    expect(
        outline, given,
        "索引号:000-1", "发布机构:中共望澜区委", "成文日期:2025年2月20日", "关于整改情况的通报", "(摘要)", "各镇街:", "现予公布。",
        "附件:", "1.问题清单", "2.措施清单",
    )  # fmt: skip


def test_front_matter_what_is_empty_leaves_no_line() -> None:
    outline = "{标题}\n{主送机关}:\n附件:\n    1.{段落 附件}\n"
    assert printed(outline, report(title="关于整改情况的通报")) == ["关于整改情况的通报"]


# Point 2: the office's own paragraphs, or set wording with dates and names.


def test_lead_paragraphs_of_the_office() -> None:
    chapters = "导语|正文||现将情况予以公布。\n导语|正文||具体如下:"
    expect("{导语}", report(chapters=chapters), "现将情况予以公布。", "具体如下:")


@pytest.mark.parametrize("ending", ["予以公布。", "通报如下:", "报告如下:"])
def test_lead_set_wording(ending: str) -> None:
    outline = (
        "<{巡视开始日期}至{巡视结束日期},>{巡视机构}开展了{巡视类型}<,并于{反馈日期}反馈意见>。现将整改情况"
        + ending
    )
    given = report(
        inspection_body="区委巡察二组",
        inspection_kind="“回头看”",
        inspection_start="2024-03-04",
        inspection_end="2024-04-28",
    )
    expect(
        outline,
        given,
        "2024年3月4日至2024年4月28日,区委巡察二组开展了“回头看”。现将整改情况" + ending,
    )
    given = report(
        inspection_body="区委巡察二组", inspection_kind="提级巡察", feedback_on="2024-06-18"
    )
    expect(
        outline,
        given,
        "区委巡察二组开展了提级巡察,并于2024年6月18日反馈意见。现将整改情况" + ending,
    )


# Point 3: counts and a computed percentage; zeros printed or suppressed.

THREE = (*TWO, problem("丙", measure("在办丙。", status="正在整改")))
RELATION = "完成率 = 百分比(已完成问题数,问题总数,1)"


def test_statistics_in_the_offices_prose() -> None:
    chapters = "统计|正文||共{问题总数}个问题,已完成{已完成问题数}个,完成率{完成率}%。"
    given = report(*THREE, chapters=chapters, relations=[RELATION], statuses=ONGOING)
    expect("{段落 统计}", given, "共3个问题,已完成2个,完成率66.7%。")


def test_statistics_zeros_are_printed_unless_suppressed() -> None:
    given = report(*THREE, relations=[RELATION], statuses=ONGOING)
    counts = "已完成{已完成问题数}个,持续推进{持续推进问题数}个,正在整改{正在整改问题数}个"
    expect(
        f"共{{问题总数}}个问题,{counts}。", given, "共3个问题,已完成2个,持续推进0个,正在整改1个。"
    )
    optional = "已完成{已完成问题数}个<,持续推进{持续推进问题数}个><,正在整改{正在整改问题数}个>"
    expect(f"共{{问题总数}}个问题,{optional}。", given, "共3个问题,已完成2个,正在整改1个。")
    listed = "[持续推进{持续推进问题数}个/正在整改{正在整改问题数}个/已完成{已完成问题数}个|、]"
    expect(f"其中{listed},完成率{{完成率}}%。", given, "其中正在整改1个、已完成2个,完成率66.7%。")


def test_statistics_a_line_of_zeros_is_suppressed_whole() -> None:
    outline = "1.<持续推进{持续推进问题数}个。>\n2.<正在整改{正在整改问题数}个。>\n"
    expect(outline, report(*THREE, statuses=ONGOING), "1.正在整改1个。")


def test_statistics_where_a_count_comes_from() -> None:
    run = poured("共{问题总数}个。", report(*TWO)).paragraphs[0].runs[1]
    assert (run.kind, len(run.sources)) == (RunKind.VALUE, 3)


# Point 4: absent, one part or two; five styles of leaf.

CHAPTERS = "组织|标题||强化责任落实\n组织|引言||总的情况。\n组织|条目|抓学习|学了。\n组织|条目|抓落实|落实了。"


def test_organisation_chapter_absent() -> None:
    expect(
        "一、{篇章 组织}\n    {引言}\n    (一){小标题}。{正文}\n二、{篇章 问题}",
        report(chapters="问题|标题||问题整改"),
        "一、问题整改",
    )


def test_organisation_chapter_two_parts() -> None:
    outline = "一、{篇章 组织}\n    (一){篇章 党委}\n        {引言}\n    (二){篇章 书记}\n        {引言}\n"
    chapters = "组织|标题||组织情况\n党委|标题||党委履责\n党委|引言||甲。\n书记|标题||书记履责\n书记|引言||乙。"
    expect(
        outline,
        report(chapters=chapters),
        "一、组织情况",
        "(一)党委履责",
        "甲。",
        "(二)书记履责",
        "乙。",
    )


@pytest.mark.parametrize(
    ("leaf", "lines"),
    [
        ("    {正文}", ["学了。", "落实了。"]),
        ("    (一){小标题}。{正文}", ["(一)抓学习。学了。", "(二)抓落实。落实了。"]),
        ("    (一){小标题}\n        {正文}", ["(一)抓学习", "学了。", "(二)抓落实", "落实了。"]),
        ("    [一是{小标题}。{正文}]", ["一是抓学习。学了。二是抓落实。落实了。"]),
        ("    一是{小标题}。{正文}", ["一是抓学习。学了。", "二是抓落实。落实了。"]),
        ("    首先,{正文}", ["首先,学了。", "其次,落实了。"]),
    ],
)
def test_organisation_chapter_leaves(leaf: str, lines: list[str]) -> None:
    expect(
        f"一、{{篇章 组织}}\n    {{引言}}\n{leaf}",
        report(chapters=CHAPTERS),
        "一、强化责任落实",
        "总的情况。",
        *lines,
    )


def test_organisation_chapter_heading_and_body_are_told_apart() -> None:
    outline = "一、{篇章 组织}\n    (一)<{小标题}。>{正文}\n"
    given = report(chapters="组织|标题||强化责任落实\n组织|条目|抓学习|学了。\n组织|条目||又学了。")
    paragraphs = poured(outline, given).paragraphs
    shapes = [
        (p.style, p.level, "".join(run.text for run in p.runs[: p.heading_runs]))
        for p in paragraphs
    ]
    assert shapes == [
        ("一级标题", 1, "一、强化责任落实"),
        ("二级标题", 2, "(一)抓学习。"),
        ("正文", 0, ""),
    ]


# Point 5: patterns and restart scopes per level; the profile of punctuation.


@pytest.mark.parametrize(
    ("drawn", "second"),
    [
        ("一、", "二、"), ("(一)", "(二)"), ("1.", "2."), ("1、", "2、"), ("(1)", "(2)"), ("①", "②"), ("第1条:", "第2条:"), ("第一条", "第二条"),
        ("一是", "二是"), ("首先,", "其次,"), ("第一,", "第二,"), ("1)", "2)"),
    ],
)  # fmt: skip
def test_numbers_patterns(drawn: str, second: str) -> None:
    expect(drawn + "{问题}", report(*TWO), drawn + "甲", second + "乙")


@pytest.mark.parametrize(
    ("restart", "numbers"),
    [
        ("", "1 1 1 2"),
        ("全文连续", "1 2 3 4"),
        ("按方面连续", "1 2 1 2"),
        ("按类别连续", "1 1 1 2"),
        ("按篇章连续", "1 2 3 4"),
    ],
)
def test_numbers_restart(restart: str, numbers: str) -> None:
    rows = [("甲方面", "A"), ("甲方面", "B"), ("乙方面", "C"), ("乙方面", "C")]
    given = report(
        *(
            problem(f"题{n}", "办。", aspect=aspect, category=category)
            for n, (aspect, category) in enumerate(rows)
        ),
        profile="按原样",
    )
    remark = f"          …{restart}" if restart else ""
    lines = printed("{方面}\n    {类别}\n        1.{问题}" + remark, given)
    assert " ".join(line[0] for line in lines if line[0].isdigit()) == numbers


def test_numbers_by_chapter() -> None:
    outline = "一、{篇章 甲}\n    {引言}\n        1.{小标题}      …按篇章连续\n"
    outline += outline.replace("一、", "二、").replace("甲", "乙") + outline.replace(
        "一、", "三、"
    ).replace("甲", "丙")
    chapters = "".join(
        f"{place}|标题||章\n{place}|引言||引。\n{place}|条目|项|x。\n{place}|条目|目|x。\n"
        for place in "甲乙丙"
    )
    lines = printed(outline, report(chapters=chapters))
    assert [line for line in lines if line[0].isdigit()] == ["1.项", "2.目"] * 3


def test_numbers_top_level_in_brackets() -> None:
    expect("(一){方面}\n    1.{问题}。", report(*TWO), "(一)甲方面", "1.甲。", "2.乙。")


@pytest.mark.parametrize(
    ("profile", "line"),
    [("全角", "（一）甲：办成1,200件，好。"), ("按原样", r"(一)甲:办成1,200件,好。")],
)
def test_numbers_punctuation(profile: str, line: str) -> None:
    expect(
        r"(一){问题}:[{进展情况}]",
        report(problem("甲", r"办成1,200件,好。"), profile=profile),
        line,
    )


@pytest.mark.parametrize(
    ("outline", "title", "line"),
    [
        ("(一){方面}方面", "党的建设", "(一)党的建设方面"),
        ("一、在{方面}方面", "党的建设", "一、在党的建设方面"),
        ("(一)在“{方面}”方面", "党的建设", "(一)在“党的建设”方面"),
        ("一、{方面}情况方面", "党的建设", "一、党的建设情况方面"),
        ("一、{方面}", "党的建设方面", "一、党的建设方面"),
    ],
)
def test_aspect_wording(outline: str, title: str, line: str) -> None:
    """Point 6."""
    expect(outline, report(problem("甲", "办。", aspect=title)), line)


# Point 7: one to three levels, any of which may be suppressed where it says the same as its only child.

LEVELS = (
    problem("甲一", "办。", aspect="甲", category="甲类"),
    problem("甲二", "办。", aspect="甲", category="甲二"),
    problem("乙一", "办。", aspect="乙一", category="乙类"),
)


def test_depth_one() -> None:
    expect("一、{问题}", report(*LEVELS), "一、甲一", "二、甲二", "三、乙一")


def test_depth_two() -> None:
    expect(
        "一、{方面}\n    (一){问题}",
        report(*LEVELS),
        "一、甲",
        "(一)甲一",
        "(二)甲二",
        "二、乙一",
        "(一)乙一",
    )


def test_depth_three_with_findings() -> None:
    """Where a notice has problems and findings, 类别 holds the problem and 问题 the finding."""
    lines = [
        "一、甲",
        "(一)关于甲类的问题",
        "1.甲一",
        "(二)关于甲二的问题",
        "1.甲二",
        "二、乙一",
        "(一)关于乙类的问题",
        "1.乙一",
    ]
    expect("一、{方面}\n    (一)关于{类别}的问题\n        1.{问题}", report(*LEVELS), *lines)


def test_depth_suppressed() -> None:
    outline = "一、{方面}      …与唯一下级同名时不印\n    (一){类别}      …与唯一下级同名时不印\n        1.{问题}      …全文连续\n"
    expect(outline, report(*LEVELS), "一、甲", "(一)甲类", "1.甲一", "2.甲二", "(一)乙类", "3.乙一")


def test_depth_a_level_some_problems_do_not_have() -> None:
    given = report(problem("甲", "办。"), problem("乙", "办。", category="乙类"))
    expect(
        "(一){方面}\n    1.{类别}\n        (1){问题}      …全文连续",
        given,
        "(一)甲方面",
        "(1)甲",
        "1.乙类",
        "(2)乙",
    )


@pytest.mark.parametrize(
    ("outline", "line"),
    [
        ("(1)关于“{问题}”的问题。", "(1)关于“学位不足。入学难”的问题。"),
        ("(1)关于{问题}的问题。", "(1)关于学位不足。入学难的问题。"),
        ("(1)关于“{问题}”问题的整改", "(1)关于“学位不足。入学难”问题的整改"),
        ("1.{问题}。", "1.学位不足。入学难。"),
    ],
)
def test_problem_wording(outline: str, line: str) -> None:
    """Point 8; a title may hold several sentences, and is a heading to its end."""
    given = report(problem("学位不足。入学难", "办。"))
    paragraph = poured(outline, given).paragraphs[0]
    assert paragraph.text == printed(outline, given)[0]
    assert printed(outline, given) == [line]
    assert paragraph.heading_runs == len(paragraph.runs)


# Point 9: on its own line or run in; labelled or not; a status sentence; labelled fields.


def test_body_run_in() -> None:
    outline = "(1)关于“{问题}”的问题。[一是{进展情况}]"
    expect(
        outline,
        report(problem("甲", "办一。", "办二。")),
        "(1)关于“甲”的问题。一是办一。二是办二。",
    )
    paragraph = poured(outline, report(problem("甲", "办一。"))).paragraphs[0]
    assert (
        "".join(run.text for run in paragraph.runs[: paragraph.heading_runs])
        == "(1)关于“甲”的问题。"
    )


@pytest.mark.parametrize("label", ["整改情况:", ""])
def test_body_own_line(label: str) -> None:
    expect(
        f"1.{{问题}}\n    {label}[{{进展情况}}]",
        report(problem("甲", "办一。")),
        "1.甲",
        f"{label}办一。",
    )


def test_body_status_first() -> None:
    outline = "1.{问题}\n    整改状态:{问题状态}。[{进展情况}]"
    expect(outline, report(problem("甲", "办一。")), "1.甲", "整改状态:已完成。办一。")


def test_body_wording_by_status() -> None:
    outline = "1.{问题}\n    该问题已完成整改。[{进展情况}]    …已完成\n    该问题仍在推进:[{进展情况}]    …正在整改、持续推进\n"
    given = report(
        problem("甲", "办一。"),
        problem("乙", measure("在办。", status="正在整改")),
        statuses=ONGOING,
    )
    expect(outline, given, "1.甲", "该问题已完成整改。办一。", "2.乙", "该问题仍在推进:在办。")


def test_body_labelled_fields() -> None:
    outline = """
1.整改任务:{问题}
    (1)整改措施:{整改措施}
        整改目标:{整改目标}
        责任单位:{牵头单位}<、{责任单位}>
        整改时限:{整改时限}
        完成情况:{完成状态}。{进展情况}
"""
    first = measure(
        "建成。", planned="建园。", goal="够用。", due="2024-12-31", supporting_text="区财政局"
    )
    given = report(problem("学位不足", first, measure("拨付。", planned="拨款。", due="长期坚持")))
    expect(
        outline, given,
        "1.整改任务:学位不足",
        "(1)整改措施:建园。", "整改目标:够用。", "责任单位:区教育局、区财政局", "整改时限:2024年12月31日", "完成情况:已完成。建成。",
        "(2)整改措施:拨款。", "责任单位:区教育局", "整改时限:长期坚持", "完成情况:已完成。拨付。",
    )  # fmt: skip


def test_body_follow_up_of_each_measure() -> None:
    first = measure("在办一。", status="未完成", situation="缺地。", next_steps="找地。")
    given = report(
        problem("甲", first, "办二。", measure("在办三。", status="未完成", next_steps="催办。"))
    )
    expect(
        "[一是{进展情况}]\n    x:{下一步措施}",
        given,
        "一是在办一。二是办二。三是在办三。",
        "x:找地。",
        "x:催办。",
    )
    expect(
        "{进展情况}\n    {下一步措施}", given, "在办一。", "找地。", "办二。", "在办三。", "催办。"
    )


# Point 10: no 一是 for a lone one; themes; lead-ins; groups; joined by 。 or ;; run in or a paragraph each.

RUN_IN = "整改情况:{问题导语}[{分组导语}[一是<{主题句}。>{进展情况}]]"
PARAGRAPHS = "{问题}\n    {分组导语}\n        一是<{主题句}。>{进展情况}"


def test_measures_a_lone_one() -> None:
    expect(RUN_IN, report(problem("甲", measure("办了。", theme="抓办"))), "整改情况:抓办。办了。")
    expect(PARAGRAPHS, report(problem("甲", measure("办了。", theme="抓办"))), "甲", "抓办。办了。")


def test_measures_several_after_a_lead_in() -> None:
    given = report(
        problem("甲", measure("办一。", theme="抓一"), "办二。", lead_in="区委高度重视。")
    )
    expect(RUN_IN, given, "整改情况:区委高度重视。一是抓一。办一。二是办二。")


def test_measures_groups_restart() -> None:
    groups = [
        measure("办一。", group="针对甲。"),
        measure("办二。", group="针对甲。"),
        measure("办三。", group="针对乙。"),
        measure("办四。", group="针对乙。"),
    ]
    given = report(problem("甲", *groups))
    expect(RUN_IN, given, "整改情况:针对甲。一是办一。二是办二。针对乙。一是办三。二是办四。")
    expect(
        PARAGRAPHS,
        given,
        "甲",
        "针对甲。",
        "一是办一。",
        "二是办二。",
        "针对乙。",
        "一是办三。",
        "二是办四。",
    )


def test_measures_joined() -> None:
    given = report(problem("甲", "办一。", "办二。"))
    expect("[一是{进展情况}|;]。", given, "一是办一;二是办二。")
    expect(
        "[{整改措施}|;]。",
        report(problem("甲", measure(planned="建园。"), measure(planned="拨款;"))),
        "建园;拨款。",
    )


def test_measures_one_that_says_nothing_is_not_counted() -> None:
    given = report(problem("甲", "办一。", measure()))
    expect("[一是{进展情况}]", given, "办一。")
    expect("一是{进展情况}", given, "办一。")
    expect(
        "[一是{主题句}。{进展情况}]",
        report(problem("甲", measure("办一。", theme="抓"), measure())),
        "抓。办一。",
    )


def test_measures_holes_show_in_a_draft() -> None:
    assert printed("[一是{进展情况}]", report(problem("甲", "办一。", measure())), draft=True) == [
        "一是办一。二是【待报:区教育局】"
    ]


def test_measures_a_text_missing_from_their_figures_leaves_their_hole() -> None:
    """A kind may ask for a text of its own beside every figure: the measure's unit owes it."""
    source = Field(
        "source", "数据来源", PROSE, "写明来源。", Requirement.ALWAYS, Publication.NOTICE
    )
    fields = vocabulary(Schema(form=extended(FORM, {"figures": (source,)})))
    outline, found = parse_outline("[{指标名称}:{数据来源}|;]", PLACE.file, (), fields)
    assert found == []
    kind = attrs.evolve(kind_of("{标题}")[0], outline=outline)
    given = report(problem("甲", measure("追回资金。", figures=FIGURES)))
    (line,) = build_document(given, kind, draft=True).paragraphs
    assert line.text == "甲镇:【待报:区教育局】;乙镇:【待报:区教育局】"


# Point 11: facts from a small table, with the separators and prefixes the outline draws.


def test_facts_figures_of_a_measure() -> None:
    outline = "{进展情况}<其中[{指标名称}{数值}{计量单位}|、]。>"
    given = report(problem("甲", measure("追回资金。", figures=FIGURES), "办二。"))
    expect(outline, given, "追回资金。其中甲镇12.50万元、乙镇3万元。", "办二。")


def test_facts_a_figure_by_name() -> None:
    expect(
        "甲镇追回{甲镇}万元。",
        report(problem("甲", measure("追回。", figures=FIGURES))),
        "甲镇追回12.5万元。",
    )


def test_follow_ups_of_several_fields_are_printed_whole() -> None:
    """One matter, or several that say the same: all that is drawn for it, but for its name."""
    outline = "管控办法:[(1)<{事项名称}:>{有关情况说明}{下一步措施}]"
    matter = {"status": "未完成", "situation": "停产。", "next_steps": "每周检查。"}
    alone = problem("甲", measure("办。", matter="某事", **matter))
    expect(outline, report(alone), "管控办法:停产。每周检查。")
    expect("[{事项名称}:{有关情况说明}]", report(alone), "停产。")
    alike = problem("甲", *(measure("办。", matter=name, **matter) for name in ("某事", "他事")))
    expect(outline, report(alike), "管控办法:停产。每周检查。")
    other = measure("办。", matter="他事", **{**matter, "next_steps": "每月检查。"})
    expect(
        outline,
        report(problem("甲", measure("办。", matter="某事", **matter), other)),
        "管控办法:(1)某事:停产。每周检查。(2)他事:停产。每月检查。",
    )


def test_follow_ups_of_which_the_name_is_last_are_printed_by_it() -> None:
    """Without their names they would all say the same: nothing."""
    matter = {"status": "未完成", "situation": "停产。", "next_steps": "每周检查。"}
    several = problem("甲", *(measure("办。", matter=name, **matter) for name in ("某事", "他事")))
    for outline, line in (
        ("管控事项:[{事项名称}|、]。", "管控事项:某事、他事。"),
        ("[指标{事项名称}|、]。", "指标某事、指标他事。"),
        ("[{有关情况说明}<({事项名称})>|；]", "停产。(某事)；停产。(他事)"),
    ):
        expect(outline, report(several), line)


# Point 12: each kind has its own words; counts are derived; deadlines are free text.


def test_statuses_sections_by_status() -> None:
    outline = """
一、已完成的事项      …已完成
    1.{问题}
二、正在推进的事项      …持续推进、正在整改
    1.{方面}
        ({问题编号}){问题}:[{完成时限}]
"""
    problems = [
        problem("甲", "办。"), problem("乙", measure("办。", status="正在整改", deadline="年底前,并长期坚持。"), aspect="乙方面"),
        problem("丙", measure("办。", status="持续推进", deadline="按序时进度推进。"), aspect="乙方面"),
    ]  # fmt: skip
    lines = ["1.乙方面", "(2)乙:年底前,并长期坚持。", "(3)丙:按序时进度推进。"]
    expect(
        outline.replace("1.{问题}", "1.{问题}      …全文连续"),
        report(*problems, statuses=ONGOING),
        "一、已完成的事项",
        "1.甲",
        "二、正在推进的事项",
        *lines,
    )
    expect(
        outline,
        report(*problems[1:], statuses=ONGOING),
        "一、正在推进的事项",
        "1.乙方面",
        "(1)乙:年底前,并长期坚持。",
        "(2)丙:按序时进度推进。",
    )


@pytest.mark.parametrize("bracket", ["[,{完成时限}]", "[<,{完成时限}>]", "<[,{完成时限}]>"])
def test_a_follow_up_without_a_name_keeps_the_wording_before_it(bracket: str) -> None:
    given = report(problem("甲", measure("在办。", status="未完成", deadline="年底前。")))
    expect(f"{{问题}}:{{问题状态}}{bracket}", given, "甲:未完成,年底前。")


# Point 13: categories in the register's order, counts and names that go together, two populations that add up.

PERSONS = """
段其昀|时任甲局局长|党纪政务处分|公开|信访
欧阳修文|乙镇镇长|诫勉|匿名|巡视
匡世淳|丙局科长|党纪政务处分|匿名|巡视
司马光|丁局科长|诫勉|不公开|信访
麦沅|戊局科长|批评教育|不公开|信访
"""


def test_accountability_by_sanction() -> None:
    outline = "处理{处理总数}人。\n    (一){处理方式}{处理人数}人<:[{职务}{姓名}|、]>。\n"
    given = report(persons=PERSONS, relations=["处理总数 = 人员数()"])
    lines = [
        "(一)党纪政务处分2人:时任甲局局长段其昀、丙局科长匡某某。",
        "(二)诫勉2人:乙镇镇长欧阳某某。",
        "(三)批评教育1人。",
    ]
    expect(outline, given, "处理5人。", *lines)


def test_accountability_by_population() -> None:
    outline = "因{处理口径}处理{口径人数}人,其中[{处理方式}{处理人数}人|、]。"
    lines = [
        "因信访处理3人,其中党纪政务处分1人、诫勉1人、批评教育1人。",
        "因巡视处理2人,其中诫勉1人、党纪政务处分1人。",
    ]
    expect(outline, report(persons=PERSONS), *lines)


def test_accountability_names_of_one_population_and_sanction() -> None:
    outline = "{处理口径}\n    {处理方式}:[{姓名}|、]\n"
    lines = [
        "信访",
        "党纪政务处分:段其昀",
        "诫勉:",
        "批评教育:",
        "巡视",
        "诫勉:欧阳某某",
        "党纪政务处分:匡某某",
    ]
    expect(outline, report(persons=PERSONS), *lines)


def test_accountability_person_by_person() -> None:
    """Each with the sanction and the population that are their own, in a list or in a table."""
    outline = "(1){姓名},{处理方式},{处理口径}\n|姓名|处理方式|\n|{姓名}|{处理方式}|\n"
    lines = ["(1)段其昀,党纪政务处分,信访", "(2)欧阳某某,诫勉,巡视", "(3)匡某某,党纪政务处分,巡视"]
    cells = [
        "姓名",
        "处理方式",
        "段其昀",
        "党纪政务处分",
        "欧阳某某",
        "诫勉",
        "匡某某",
        "党纪政务处分",
    ]
    expect(outline, report(persons=PERSONS), *lines, *cells)


def test_accountability_nobody() -> None:
    expect("处理情况\n    (一){处理方式}{处理人数}人。\n[{姓名}|、]", report())


def test_accountability_where_the_number_comes_from() -> None:
    run = poured("{处理方式}{处理人数}人", report(persons=PERSONS)).paragraphs[0].runs[1]
    assert (run.text, run.kind, len(run.sources)) == ("2", RunKind.VALUE, 3)


# Point 14: contacts in a sentence or a line each; period, postcode; signatures; the date's format.

CONTACTS: dict[str, str] = {
    "contact_phone": "0000-1",
    "contact_email": "a@x.cn",
    "postcode": "000000",
    "supervision_period": "15个工作日",
}


def test_closing_one_sentence() -> None:
    outline = "{结语}[监督期限:{监督期限}/联系电话:{联系电话}/通信地址:{通信地址}/电子邮箱:{电子邮箱}|;]。"
    given = report(chapters="结语|正文||欢迎监督。", **CONTACTS)
    expect(outline, given, "欢迎监督。监督期限:15个工作日;联系电话:0000-1;电子邮箱:a@x.cn。")


def test_closing_lines() -> None:
    outline = "联系电话:{联系电话}\n邮政编码:{邮政编码}\n电子邮箱:{电子邮箱}\n"
    expect(outline, report(**CONTACTS), "联系电话:0000-1", "邮政编码:000000", "电子邮箱:a@x.cn")
    expect(outline, report())


def test_closing_signatures() -> None:
    expect("{落款}", report(), "中共望澜区委")
    expect(
        "{落款}",
        report(signatures="中共望澜区委、望澜区人民政府"),
        "中共望澜区委",
        "望澜区人民政府",
    )
    expect("{标题}", report(title="无落款"), "无落款")


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("{成文日期}", "2025年2月5日"),
        ("{成文日期 年月}", "2025年2月"),
        ("{成文日期 汉字}", "二〇二五年二月五日"),
    ],
)
def test_closing_date(field: str, line: str) -> None:
    expect(field, report(signed_on="2025-02-05"), line)


# Point 16: what is empty takes its section or fragment along, and the numbering closes up.


def test_emptiness_numbering_closes_up() -> None:
    outline = """
一、{篇章 甲}
    {引言}
二、有关事项
    (一)未完成的
        {问题}      …未完成
    (二)已完成的
        {问题}      …已完成
三、{篇章 乙}
四、问题
    1.{问题}
"""
    given = report(*TWO, chapters="乙|标题||章乙")
    expect(
        outline,
        given,
        "一、有关事项",
        "(一)已完成的",
        "甲",
        "乙",
        "二、章乙",
        "三、问题",
        "1.甲",
        "2.乙",
    )


def test_emptiness_set_wording_alone_always_stands() -> None:
    expect("附表另行印发。", report(), "附表另行印发。")


# Point 15: the same rows as an attached table. The list of attachments, their marks, the seal, a title broken by hand.

ROWS = (
    problem(
        "甲",
        measure("已办甲。", planned="办甲"),
        measure("再办甲。", planned="再办甲", status="未完成"),
    ),
    problem("乙", measure("已办乙。", planned="办乙")),
)
LEDGER = r"""
{落款}
附件1
    {段落 附表标题}                        …样式 附件标题
    |序号|问题      |整改措施  |状态      |
    |1   |“{问题}”|{整改措施}|{完成状态}|
"""


def grid(outline: str, given: Report) -> list[list[str]]:
    """The tables of a notice, row by row, an empty cell as an empty text."""
    rows: dict[tuple[int, int], list[str]] = {}
    for paragraph in poured(outline, given).paragraphs:
        if paragraph.cell:
            row = rows.setdefault(
                (paragraph.cell.table, paragraph.cell.row), [""] * paragraph.cell.columns
            )
            row[paragraph.cell.column] = paragraph.text
    return list(rows.values())


def test_table_of_the_measures() -> None:
    assert grid(LEDGER, report(*ROWS, chapters="附表标题|正文||整改措施台账")) == [
        ["序号", "问题", "整改措施", "状态"],
        ["1", "“甲”", "办甲", "已完成"],
        ["2", "“甲”", "再办甲", "未完成"],
        ["3", "“乙”", "办乙", "已完成"],
    ]


def test_table_stands_beside_the_prose_and_knows_its_sources() -> None:
    paragraphs = poured("(一){问题}\n" + LEDGER.strip(), report(*ROWS)).paragraphs
    assert [p.text for p in paragraphs if p.cell is None] == [
        "(一)甲",
        "(二)乙",
        "中共望澜区委",
        "附件",
    ]
    assert all(run.sources for p in paragraphs for run in p.runs)
    subjects = [run.subject for p in paragraphs if p.cell and p.cell.row == 2 for run in p.runs]
    assert set(subjects) == {"措施01-02"}


def test_table_of_some_statuses_and_an_empty_cell() -> None:
    outline = "|问题|导语|\n|{问题}|{问题导语}|  …未完成"
    assert grid(outline, report(*ROWS)) == [["问题", "导语"], ["甲", ""]]


def test_table_without_rows_is_not_printed_nor_its_attachment() -> None:
    given = report(problem("甲", "已办。"))
    expect(
        "{落款}\n附件1\n    |问题|\n    |{问题}|  …未完成\n附件2\n    |问题|\n    |{问题}|",
        given,
        "中共望澜区委",
        "附件",
        "问题",
        "甲",
    )


def test_tables_count_for_themselves() -> None:
    outline = "附件1\n    |序号|问题|\n    |1|{问题}|\n附件2\n    |序号|措施|\n    |1|{整改措施}|"
    rows = grid(outline, report(*ROWS))
    assert [row[0] for row in rows] == ["序号", "1", "2", "序号", "1", "2", "3"]
    assert [p.text for p in poured(outline, report(*ROWS)).paragraphs if not p.cell] == [
        "附件1",
        "附件2",
    ]


def test_table_may_count_by_aspect() -> None:
    given = report(*ROWS, problem("丙", measure("办丙。"), aspect="乙方面"))
    outline = "|序号|问题|\n|1|{问题}|  …按方面连续"
    assert [row[0] for row in grid(outline, given)] == ["序号", "1", "2", "1"]


def test_table_rows_repeat_inside_what_they_are_drawn_under() -> None:
    outline = "(一){方面}\n    |问题|\n    |{问题}|"
    given = report(*ROWS, problem("丙", measure("办丙。"), aspect="乙方面"))
    expect(outline, given, "(一)甲方面", "问题", "甲", "乙", "(二)乙方面", "问题", "丙")
    assert len({p.cell.table for p in poured(outline, given).paragraphs if p.cell}) == 2


def test_table_fields_side_by_side_need_no_blank() -> None:
    (header, row) = grid(
        "| 问题 | 办法 |\n| {问题} 的 |  {整改措施}。 |",
        report(problem("甲", measure("", planned="办甲"))),
    )
    assert (header, row) == (["问题", "办法"], ["甲 的", "办甲。"])


def test_attachments_are_listed_behind_one_word() -> None:
    outline = "附件:1.{段落 附件}"
    given = report(chapters="附件|正文||问题清单\n附件|正文||措施清单")
    expect(outline, given, "附件:1.问题清单", "2.措施清单")
    assert {p.style for p in poured(outline, given).paragraphs} == {"附件说明"}


def test_a_single_attachment_has_no_number() -> None:
    expect("附件:1.{段落 附件}", report(chapters="附件|正文||问题清单"), "附件:问题清单")
    expect("附件:1.{段落 附件}", report())


def test_attachments_of_prose_begin_with_their_mark() -> None:
    outline = "{落款}\n附件1\n    {段落 甲}\n附件2\n    {段落 乙}\n附件3\n    {段落 丙}"
    given = report(chapters="甲|正文||甲文。\n丙|正文||丙文。")
    expect(outline, given, "中共望澜区委", "附件1", "甲文。", "附件2", "丙文。")
    assert [p.style for p in poured(outline, given).paragraphs][1::2] == ["附件序号", "附件序号"]


def test_a_seal_is_asked_for_at_the_signature() -> None:
    given = report(signatures="中共望澜区委、望澜区人民政府", signed_on="2025-02-20")
    sealed = poured("{落款}  …加盖印章\n{成文日期}", given).paragraphs
    assert [(p.text, p.sealed) for p in sealed] == [
        ("中共望澜区委", True),
        ("望澜区人民政府", True),
        ("2025年2月20日", False),
    ]
    assert not any(p.sealed for p in poured("{落款}\n{成文日期}", given).paragraphs)


def test_a_line_break_in_the_title_is_kept_beside_its_text() -> None:
    title = Text("关于整改情况的通报", PLACE, (*range(6), *range(7, 10)), breaks=(6,))
    (paragraph,) = poured("《{标题}》", report(title=title)).paragraphs
    assert (paragraph.text, paragraph.breaks) == ("《关于整改情况的通报》", (7,))


@pytest.mark.parametrize(
    ("raw", "text", "breaks"),
    [
        ("关于整改情况\n的通报", "关于整改情况的通报", (6,)),
        ("\n关于\r\n整改情况\n的通报\n", "关于整改情况的通报", (2, 6)),
        ("关于整改情况的通报", "关于整改情况的通报", ()),
        ("关于\u200b整改\n情况", "关于整改情况", (4,)),
    ],
)
def test_a_clerk_breaks_the_title_in_its_cell(raw: str, text: str, breaks: tuple[int, ...]) -> None:
    field = next(
        field for sheet in REGISTER.sheets for field in sheet.fields() if field.key == "title"
    )
    found: list[Diagnostic] = []
    value = to_text(Entry(CellSource(raw, raw, PLACE), PLACE), field, found)
    assert (value.value, value.breaks) == (text, breaks)
    assert "V020" not in [diagnostic.code for diagnostic in found]
