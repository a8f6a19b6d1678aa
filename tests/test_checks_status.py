"""Statuses, sign-off, dates and cross-references: what is said of one thing in two places must
agree.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.judging import judged
from support.projects import Project, listed, table

from compiler.checks.dates import plans_overtaken
from compiler.chinese.prose_dates import dates, last_named
from compiler.chinese.unfinished import all_done, going_on
from compiler.commands.checking import Analysis, analyse, as_printed
from compiler.commands.compilation import check_document
from compiler.diagnostics import Diagnostic
from compiler.model.report import Measure, Problem, Report
from compiler.model.values import Text

pytestmark = pytest.mark.usefixtures("read_once")

CUT_OFF = date(2024, 12, 31)
OWN = {"sign_off", "statuses", "dates", "references", "disclosure"}


def diagnose(root: Path) -> tuple[Diagnostic, ...]:
    """Return everything that ``zhenggai check`` finds."""
    return check_document(analyse(root)).diagnostics


def findings(root: Path) -> list[tuple[str, str]]:
    """Return (code, place) of everything that ``zhenggai check`` finds."""
    return listed(diagnose(root))


def codes(found: list[tuple[str, str]]) -> set[str]:
    """Return the codes of this file's families."""
    return {code for code, _ in found if code[0] in "CD" or code.startswith("L04")}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021年12月底前完成。", date(2021, 12, 31)),
        ("2022年12月底前。", date(2022, 12, 31)),
        ("2024年2月底前。", date(2024, 2, 29)),
        ("2025年6月中旬前完成。", date(2025, 6, 20)),
        ("2025年上半年。", date(2025, 6, 30)),
        ("2025年底前，并持续跟踪。", date(2025, 12, 31)),
        ("2025年第三季度。", date(2025, 9, 30)),
        ("2025年3月底前完成管线迁改，6月中旬前完成检测。", date(2025, 6, 20)),
        ("2025年6月30日前。", date(2025, 6, 30)),
        ("按序时进度推进。", None),
        ("长期坚持。", None),
        ("6月底前。", None),
    ],
)
def test_deadline_is_the_last_day_named(text: str, day: date | None) -> None:
    """Free text is read up to the last date in it; the end of a month is its last day."""
    assert last_named(text) == day


@pytest.mark.parametrize(
    "text",
    ["2024年2月30日", "2023年2月29日", "13月", "4月31日", "2024年0月", "6月32日", "2024-02-30"],
)
def test_impossible_days(text: str) -> None:
    """A day that no calendar has is seen, with the range that writes it."""
    (mention,) = dates(f"于{text}召开会议")
    assert not mention.possible
    assert (mention.start, mention.end) == (1, 1 + len(text))


@pytest.mark.parametrize(
    "text",
    [
        "2024年2月29日",
        "2月29日",
        "12月31日",
        "3个月",
        "24小时",
        "12.5月",
        "202412月",
        "13月龄",
        "满18个月",
    ],
)
def test_possible_days_and_no_days(text: str) -> None:
    """A leap day without its year is possible; durations and other numbers are no dates."""
    assert all(mention.possible for mention in dates(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2处正按工期推进加固施工。", "正"),
        ("另3名干部正在办理调动。", "正在"),
        ("正做好组织平台项目建设等工作。", "正"),
        ("资金尚未到账。", "尚未"),
        ("其余8件力争于2025年6月底前办结。", "力争"),
        ("项目将于2025年3月竣工。", "将于"),
        ("拟增加900个小学学位。", "拟"),
        ("下一步，将加快建设。", "下一步，"),
        ("二期工程建设中。", "建设中"),
    ],
)
def test_wording_of_something_unfinished(text: str, said: str) -> None:
    """What is still going on is seen, with its range."""
    start, end = next(going_on(text, CUT_OFF))
    assert text[start:end] == said


@pytest.mark.parametrize(
    "text",
    [
        "拟定督查方案，分组走访。",
        "研究、提出拟办意见。",
        "经排查，尚未发现类似问题。",
        "盘活10个尚未有效利用的建筑。",
        "今后将继续加强监管。",
        "下一步，将继续巩固整改成果。",
        "将借垫款清理情况列入监督检查内容。",
        "把公房管理纳入重点内容，将其作为考核依据。",
        "方案提出，力争三年内建成。",
        "所在单位正在接受巡察的，听取意见。",
        "真正落实主体责任，公正办理每一件信访件。",
        "新园将于2024年9月开学的消息已经公布。",
        "主动争取资金1200万元。",
        "针对拟谈话类问题发出通知书。",
        "建设中心镇，推进中小学布局，项目施工中标。",
        "干部真正在基层扎根，绿化率目前处于全市前列。",
        "故意埋下错误的模拟案卷交给学员。",
    ],
)
def test_wording_that_only_looks_unfinished(text: str) -> None:
    """Follow-ons, attributes and what a document demands are no alarms."""
    assert list(going_on(text, CUT_OFF)) == []


def test_everything_done() -> None:
    """A text says that all is done only if nothing in it says that something remains."""
    assert all_done("设施已全部建成，整改任务已全部完成。") is not None
    assert all_done("9个项目已全部完成，1个正在施工。") is None
    assert all_done("已全部完成7项，剩余2项。") is None


@pytest.mark.parametrize(
    ("label", "value", "code"),
    [
        ("审核日期", "2025-01-02", "L040"),
        ("审签日期", "2025-03-02", "L042"),
        ("完成日期", "2025-01-11", "L041"),
        ("完成日期", "2025-02-21", "C004"),
        ("完成日期", "2025-01-02", "C007"),
        ("进展情况", "全年拨付教育经费，剩余款项尚未拨付。", "C010"),
        ("进展情况", "全年拨付教育经费，详见附件。", "C013"),
        ("进展情况", "2024年11月31日拨付教育经费。", "C021"),
        ("进展情况", "2024年9月15日至8月20日拨付教育经费。", "C022"),
        ("进展情况", "2019-2016年教育经费全部拨付。", "C022"),
        ("进展情况", "2026年3月已拨付教育经费。", "C023"),
        ("进展情况", "已于2026年3月拨付教育经费。", "C023"),
        ("进展情况", "2026年3月拨付了教育经费。", "C023"),
        ("进展情况", "2042年9月召开专题会议，研究经费安排。", "C023"),
        ("进展情况", "按第7条问题的要求拨付教育经费。", "C030"),
        ("进展情况", "结合关于“学前教育学位供给不均衡了”的问题拨付经费。", "C031"),
    ],
)
def test_one_slip_in_a_form(
    project: Project, tmp_path: Path, label: str, value: str, code: str
) -> None:
    """One changed cell brings out its rule."""
    project.form("措施01-02").fields[label] = value
    assert code in codes(findings(project.write(tmp_path)))


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        ("措施01-02", "印发拨付办法，2026年3月起实行。"),
        ("措施01-02", "2026年3月底前组织复核。"),
        ("措施01-02", "计划2026年3月召开复核会。"),
        ("措施02-01", "2026年3月组织验收。"),  # not completed
    ],
)
def test_what_is_still_to_come_may_come_later(
    project: Project, tmp_path: Path, measure: str, text: str
) -> None:
    project.form(measure).fields["进展情况"] = text
    assert "C023" not in codes(findings(project.write(tmp_path)))


def test_a_clean_project_is_silent(project: Project, tmp_path: Path) -> None:
    """Nothing is found where nothing is wrong."""
    assert codes(findings(project.write(tmp_path))) == set()


def test_deadline_of_the_past(project: Project, tmp_path: Path) -> None:
    """The deadline's cell is named, and the date of signature beside it; an overdue plan is not
    reported as well.
    """
    project.form("措施02-01").fields["完成时限"] = "2024年12月底，并长期坚持。"
    project.tables["措施清单"][2]["整改时限"] = "2024-12-31"
    (found,) = [d for d in diagnose(project.write(tmp_path)) if d.code.startswith("C0")]
    assert (found.code, found.spans[0].file) == ("C009", "input_workbooks/区民政局/措施02-01.xlsx")
    assert found.spans[1].sheet == "报告信息"


def test_overdue_without_a_day(project: Project, tmp_path: Path) -> None:
    """Past its planned day and no day named: said once, not also as an undated deadline."""
    project.form("措施02-01").fields["完成时限"] = "按序时进度推进。"
    project.tables["措施清单"][2]["整改时限"] = "2024-12-31"
    assert codes(findings(project.write(tmp_path))) == {"C008"}


def test_span_of_the_wording(project: Project, tmp_path: Path) -> None:
    """C010 points at the words and names the status's cell as the other side."""
    text = "经费已经下达，二期项目正在招标。"
    project.form("措施01-02").fields["进展情况"] = text
    (found,) = [d for d in diagnose(project.write(tmp_path)) if d.code == "C010"]
    assert text[found.spans[0].start : found.spans[0].end] == "正在"
    assert found.spans[1].cell != found.spans[0].cell


def test_typed_counts(project: Project, tmp_path: Path) -> None:
    """A typed total is compared; a placeholder and a total of something else are not."""
    rows = project.tables["篇章"]
    rows[2]["文字"] = (
        "针对反馈的5个问题，细化制定了4条整改措施，其中区教育局认领2个问题，制定整改措施2条。"
    )
    assert [code for code, _ in findings(project.write(tmp_path)) if code == "C032"] == ["C032"]


def test_one_style_for_the_cut_off_date(project: Project, tmp_path: Path) -> None:
    """Two styles are reported once, with every place."""
    project.form("措施01-02").fields["进展情况"] = "截至2024年12月31日，经费全部拨付。"
    project.form("措施03-01").fields["进展情况"] = "截至2024年底，组织生活记录全部补齐。"
    (found,) = [d for d in diagnose(project.write(tmp_path)) if d.code == "C027"]
    assert len(found.spans) == 2


def test_inspection_dates(project: Project, tmp_path: Path) -> None:
    """The lead's dates of the inspection are the register's."""
    project.information |= {
        "巡视开始日期": "2024-03-04",
        "巡视结束日期": "2024-04-28",
        "反馈日期": "2024-06-18",
    }
    project.tables["篇章"][0]["文字"] = (
        "2024年3月4日至4月28日，省委巡视三组对望澜区开展了常规巡视，并于6月19日反馈了巡视意见。"
    )
    (found,) = [d for d in diagnose(project.write(tmp_path)) if d.code == "C026"]
    assert found.arguments["label"] == "反馈日期"


def test_another_team_than_the_registered_one(project: Project, tmp_path: Path) -> None:
    project.information["巡视机构"] = "省委巡视三组"
    project.tables["篇章"][0]["文字"] = (
        "省委巡视二组对望澜区开展了常规巡视。现将整改进展情况通报如下。"
    )
    assert ("C026", "E4") in findings(project.write(tmp_path))


def test_title_that_repeats_its_category(project: Project, tmp_path: Path) -> None:
    """A category's only problem may bear its title; one of several may not."""
    project.tables["问题清单"] = table("""
        问题编号 | 方面         | 类别         | 问题             | 整改类别
        1        | 民生保障方面 | 教育供给不足 | 教育供给不足     | 督促整改
        2        | 民生保障方面 | 教育供给不足 | 养老床位空置较多 | 督促整改
        3        | 党的建设方面 | 组织生活不严 | 组织生活不严     | 督促整改
    """)
    assert [(c, p) for c, p in findings(project.write(tmp_path)) if c == "C033"] == [("C033", "D4")]


def test_sample_has_no_finding(sample_analysis: Analysis) -> None:
    """The sample keeps these rules."""
    assert sample_analysis.report is not None
    assert judged(sample_analysis.report, sample_analysis.kind, OWN) == []


def _everywhere(report: Report, text: str) -> Report:
    """Return the report with ``text`` in one measure's prose, in the office's prose and in a
    title.
    """
    first = report.aspects[0].categories[0].problems[0]
    measure = first.groups[0].measures[0]
    assert measure.submission is not None

    def put(old: Text) -> Text:
        return attrs.evolve(old, value=text, offsets=None)

    submission = measure.submission
    follow_up = attrs.evolve(
        submission.follow_up,
        situation=put(submission.follow_up.situation),
        deadline=put(submission.follow_up.deadline),
        next_steps=put(submission.follow_up.next_steps),
    )
    submission = attrs.evolve(
        submission,
        progress=put(submission.progress),
        theme=put(submission.theme),
        follow_up=follow_up,
        status=report.statuses[1],
    )
    measures = (attrs.evolve(measure, submission=submission), *first.groups[0].measures[1:])
    problem = attrs.evolve(
        first,
        groups=(attrs.evolve(first.groups[0], measures=measures),),
        plan=attrs.evolve(first.plan, title=put(first.plan.title)),
    )
    aspect = attrs.evolve(
        report.aspects[0],
        categories=(attrs.evolve(report.aspects[0].categories[0], problems=(problem,)),),
    )
    chapters = tuple(attrs.evolve(row, text=put(row.text)) for row in report.register.chapters)
    return attrs.evolve(
        report, aspects=(aspect,), register=attrs.evolve(report.register, chapters=chapters)
    )


FRAGMENTS = st.sampled_from([
    "截至", "2024年", "2月", "30日", "至", "第", "条", "问题", "关于“", "”的问题", "某某", "书记", "住址", "机密★", "110101199003078030",
    "13800001234", "京A1", "{", "}", "措施", "正在", "拟", "将于", "力争", "13月", "5条整改措施",
])  # fmt: skip


@given(
    text=st.one_of(
        st.text(max_size=200),
        st.lists(st.one_of(FRAGMENTS, st.text(max_size=6)), max_size=30).map("".join),
    )
)
def test_no_check_raises(sample_analysis: Analysis, text: str) -> None:
    """Whatever stands in a cell, a check returns findings whose messages and places can be
    shown.
    """
    assert sample_analysis.report is not None
    for found in judged(_everywhere(sample_analysis.report, text), sample_analysis.kind, OWN):
        assert found.message
        assert all(span.describe() for span in found.spans)


ADVERSARIAL = (
    "1",
    "正",
    "2024年",
    "1-",
    "关于“",
    "住址",
    "某",
    "王某",
    "截至2024年",
    "6222 ",
    "第1条问题",
    "(",
    "京A",
    "12月",
    "拟于",
    "2024年1月1日至",
    "书记王",
    "内部资料",
    "住在一",
    "一小区1栋",
)


@pytest.mark.parametrize("piece", ADVERSARIAL)
def test_a_full_cell_of_anything(sample_analysis: Analysis, piece: str) -> None:
    """A full cell of anything is checked to the end: a pattern that backtracks without bound
    would hang here.
    """
    assert sample_analysis.report is not None
    report = _everywhere(sample_analysis.report, (piece * 32767)[:32767])
    one = attrs.evolve(
        report, register=attrs.evolve(report.register, chapters=report.register.chapters[:1])
    )
    assert all(diagnostic.message for diagnostic in judged(one, sample_analysis.kind, OWN))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("力争2024年12月底前完成验收。", ["力争2024年12月底"]),
        ("确保在2024年完成验收。", ["确保在2024年"]),
        ("力争2025年5月底前完成验收。", []),
        ("原计划于2024年12月完成验收。", []),
        ("力争2024年12月底前完成验收，现已完成。", []),
        ("2024年12月启动验收，力争早日完成。", []),
    ],
)
def test_a_plan_whose_day_has_passed(small_template: Path, text: str, shown: list[str]) -> None:
    analysis = analyse(small_template)
    report = analysis.report
    assert report is not None
    assert analysis.kind is not None
    problem = next(problem for problem in report.problems() if problem.matters)
    measure = problem.matters[0]
    assert measure.submission is not None
    follow_up = attrs.evolve(
        measure.submission.follow_up,
        next_steps=Text(text, measure.submission.follow_up.next_steps.span),
    )
    changed = attrs.evolve(
        measure, submission=attrs.evolve(measure.submission, follow_up=follow_up)
    )
    found = plans_overtaken(as_printed(_replaced(report, measure, changed), analysis.kind))
    assert [text[d.spans[0].start : d.spans[0].end] for d in found] == shown


def _replaced(report: Report, measure: Measure, changed: Measure) -> Report:
    """Return the report with one measure in another's place, wherever it is told of."""

    def among(measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
        return tuple(changed if one is measure else one for one in measures)

    def problem_of(problem: Problem) -> Problem:
        groups = tuple(
            attrs.evolve(group, measures=among(group.measures)) for group in problem.groups
        )
        return attrs.evolve(problem, groups=groups)

    aspects = tuple(
        attrs.evolve(
            aspect,
            categories=tuple(
                attrs.evolve(category, problems=tuple(map(problem_of, category.problems)))
                for category in aspect.categories
            ),
        )
        for aspect in report.aspects
    )
    return attrs.evolve(report, aspects=aspects)
