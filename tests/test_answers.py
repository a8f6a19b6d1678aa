"""Answers that answer nothing: what a text tells beside stock phrases, its plan and its likes."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.projects import ROOT

from compiler.checks.answers import answers_alike, answers_like_plans, hollow_answers
from compiler.chinese.hollow import substance, tells_a_case, without_aspect
from compiler.commands.checking import analyse
from compiler.model.report import Report
from compiler.model.values import Text

STOCK = ("高度重视", "认真落实", "压实责任", "已整改到位", "取得明显成效", "按要求", "持续推进", "建立长效机制", "强化组织领导", "正在办理")  # fmt: skip
FACTS = ("食堂承包合同已解除", "3名干部受到诫勉", "路面坑洼填平", "出台《甲办法》", "摊贩迁入市场", "9月办结", "多发的津贴追回")  # fmt: skip


@pytest.fixture(scope="module")
def sample() -> Report:
    report = analyse(ROOT).report
    assert report is not None
    return report


def answering(report: Report, *texts: str) -> Report:
    """The report with the answers of its first measures replaced."""
    new = iter(texts)

    def answered(measure):
        text = next(new, None)
        if text is None:
            return measure
        place = measure.submission.progress.span
        return attrs.evolve(
            measure, submission=attrs.evolve(measure.submission, progress=Text(text, place))
        )

    problem = next(report.problems())
    groups = tuple(
        attrs.evolve(group, measures=tuple(map(answered, group.measures)))
        for group in problem.groups
    )
    problem = attrs.evolve(problem, groups=groups)
    category = attrs.evolve(report.aspects[0].categories[0], problems=(problem,))
    return attrs.evolve(report, aspects=(attrs.evolve(report.aspects[0], categories=(category,)),))


def codes(found) -> list[tuple[str, str | None]]:
    return [(one.code, Path(one.spans[0].file).stem) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "无。",
        "——",
        "已完成。",
        "同上。",
        "详见附件。",
        "正在按计划有序推进。",
        "按要求抓好落实，并长期坚持。",
    ],
)
def test_marks_and_stock_phrases_are_no_answer(sample: Report, text: str) -> None:
    assert codes(hollow_answers(answering(sample, text))) == [("C071", "措施01-01")]


@given(st.lists(st.sampled_from(STOCK), min_size=1, max_size=8))
def test_whatever_is_put_together_from_stock_phrases_says_nothing(phrases: list[str]) -> None:
    assert substance("，".join(phrases) + "。").own <= 1


@given(st.lists(st.sampled_from(STOCK), max_size=2), st.sampled_from(FACTS))
def test_one_fact_among_a_few_phrases_is_an_answer(phrases: list[str], fact: str) -> None:
    text = "，".join([*phrases, fact]) + "。"
    found = substance(text)
    assert tells_a_case(text) or found.acts or found.own * 6 > found.length


def test_the_words_of_the_task_are_nothing_of_its_own() -> None:
    assert substance("茶园灌溉渠修缮工作已落实。").own > 4
    assert substance("茶园灌溉渠修缮工作已落实。", ("修缮茶园灌溉渠。", "茶园灌溉渠修缮")).own == 0
    assert substance("加强日常监管。", ("日常监督不严",)).own == 0
    assert substance("组织生活记录全部补齐。", ("补齐组织生活记录。",)).task_only
    assert not substance("组织生活记录补齐工作按要求推进。", ("补齐组织生活记录。",)).task_only
    assert not substance("已全部完成。", ("补齐组织生活记录。",)).task_only


def test_a_plan_told_again_is_reported_with_both_cells(sample: Report) -> None:
    plan = next(sample.measures()).plan.planned
    again = "已" + plan.value.replace("，", "，已经", 1)
    (found,) = answers_like_plans(answering(sample, again))
    assert codes([found]) == [("C073", "措施01-01")]
    assert found.spans[1] == plan.span


def test_a_plan_taken_up_and_gone_on_from_is_an_answer(sample: Report) -> None:
    plan = next(sample.measures()).plan.planned.value
    text = plan.split("，")[0] + "，7月以来换了六个题目，每个题目都请一线的人来讲，听完当场打分。"
    assert codes(answers_like_plans(answering(sample, text))) == []


def test_an_answer_of_another_measure_is_reported_with_both_cells(sample: Report) -> None:
    text = "对辖区内沿街店铺逐户核对证照，到期未换的当场办理，无证的限期关停，一户一档交社区保管。"
    nearly = text.replace("当场办理", "现场办理")
    other = "对辖区内老旧电梯逐台检验，过期的停用，钥匙由物业保管，修好经复检再开，住户可扫码查看。"
    (found,) = answers_alike(answering(sample, text, other, nearly))
    assert codes([found]) == [("C074", "措施01-03")]
    assert [Path(span.file).stem for span in found.spans] == ["措施01-03", "措施01-01"]


def test_the_same_frame_with_other_figures_is_another_answer(sample: Report) -> None:
    texts = (
        f"{town}核对{count}户低保台账，清退{less}户，补录{more}户。"
        for town, count, less, more in (("柳汀镇", 312, 7, 9), ("白石镇", 208, 3, 12))
    )
    assert codes(answers_alike(answering(sample, *texts))) == []


def test_the_sample_answers(sample: Report) -> None:
    for check in (hollow_answers, answers_like_plans, answers_alike):
        assert codes(check(sample)) == []


@given(st.text(alphabet="已将完成落实学习1。，《》ab", max_size=60))
def test_nothing_is_longer_than_it_was(text: str) -> None:
    found = substance(text, (text[:5],))
    assert 0 <= found.own <= found.length <= len(text)
    assert len(without_aspect(text)) <= len(text)
