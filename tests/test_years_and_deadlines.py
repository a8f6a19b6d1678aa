"""Acts dated a year too early, and deadlines in prose that are not the registered ones."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hard_texts import HARD
from support.projects import ROOT

from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.checks.prose_deadlines import deadlines_in_prose
from compiler.checks.years import years_of_acts
from compiler.chinese.action_dates import action_dates
from compiler.commands.checking import analyse
from compiler.model.document import Role


@pytest.fixture(scope="module")
def sample() -> PrintedReport:
    printed = analyse(ROOT).printed
    assert printed is not None
    return printed


def saying(printed: PrintedReport, role: Role, text: str, *, completed: bool) -> PrintedReport:
    """A notice that prints this text of a measure, completed or not, and nothing else."""

    def fits(one: Passage) -> bool:
        return one.role is role and one.measure is not None and one.measure.completed is completed

    passage = next(filter(fits, printed.passages))
    return attrs.evolve(printed, passages=(attrs.evolve(passage, text=text),))


def years(printed: PrintedReport, text: str) -> list[str]:
    found = years_of_acts(saying(printed, Role.PROGRESS, text, completed=True))
    return [str(one.arguments["text"]) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年9月召开专题会议研究整改。", ["2023年9月"]),
        ("区教育局于2023年8月印发通知，逐校核对。", ["2023年8月"]),
        ("2023年7月至9月调阅案卷94件。", ["2023年7月"]),
        ("2024年9月召开专题会议研究整改。", []),
        ("2023年9月以来，先后召开会议4次。", []),
        ("对2023年9月签订的合同逐份核查。", []),
        ("此前的2023年9月，镇里召开过一次会议，没有结果。", []),
        ("学习《2023年9月全区干部大会精神》，印发通知。", []),
        ("2022年9月召开专题会议研究。", []),
        ("2024年7月召开会议，2023年9月组织检查，2024年11月完成整改。", ["2023年9月"]),
        ("2024年5月印发方案，2024年3月组织检查。", []),
        ("2023年9月前全部完成清理。", []),
        ("2023年9月底前，各支部分别召开会议。", ["2023年9月底"]),
        ("2024年3月启动二期，一期工程已于2023年12月竣工。", []),
        ("2023年9月印发的考核办法，2024年8月修改。", []),
    ],
)
def test_years_of_acts(sample: PrintedReport, text: str, expected: list[str]) -> None:
    assert years(sample, text) == expected


def test_a_year_is_told_by_its_neighbours_alone(sample: PrintedReport) -> None:
    """After the inspection began nothing but the order tells, and it must be broken."""
    information = sample.report.information
    early = attrs.evolve(
        information,
        inspection_start=attrs.evolve(information.inspection_start, value=date(2022, 1, 1)),
    )
    register = attrs.evolve(sample.report.register, information=early)
    report = attrs.evolve(sample.report, register=register)
    printed = attrs.evolve(sample, report=report)
    told = "2024年7月召开会议，2023年9月组织检查，2024年11月完成整改。"
    assert years(printed, told) == ["2023年9月"]
    assert years(printed, told.replace("2024年7月", "2023年7月")) == []
    assert years(printed, "2023年9月组织检查，2024年11月完成整改。") == []


@given(st.lists(st.sampled_from((*HARD, "2023年9月", "召开", "印发", "至", "2024年2月29日", "，"))))
def test_nothing_raises(pieces: list[str]) -> None:
    assert all(mention.year and mention.month for mention in action_dates("".join(pieces)))


def test_a_leap_day_has_no_day_a_year_later(sample: PrintedReport) -> None:
    assert years(sample, "2024年2月29日召开会议。") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("力争2029年9月底前完成。", True),
        ("预计2029年10月竣工。", True),
        ("计划于2029年3月投入使用。", True),
        ("力争2025年2月底前完成。", False),
        ("2029年9月的目标是全部完成。", False),
        ("预计2029年可提供学位。", False),
        ("整改时限为2029年9月底，正在抓紧。", True),
        ("预计2029年9月建成的泵站，土建已过半。", False),
    ],
)
def test_deadlines_of_what_is_unfinished(sample: PrintedReport, text: str, found: bool) -> None:
    told = deadlines_in_prose(saying(sample, Role.SITUATION, text, completed=False))
    assert bool(list(told)) is found


def test_of_what_is_completed_only_the_named_limit_counts(sample: PrintedReport) -> None:
    passage = next(
        one
        for one in sample.passages
        if one.role is Role.PROGRESS and one.measure and one.measure.completed and one.measure.plan.due.value
    )  # fmt: skip
    assert passage.measure is not None
    due = passage.measure.plan.due.value
    assert due is not None

    def told(text: str) -> list[str]:
        printed = attrs.evolve(sample, passages=(attrs.evolve(passage, text=text),))
        return [str(one.arguments["text"]) for one in deadlines_in_prose(printed)]

    assert told(f"整改时限为{due.year}年{due.month}月底，已如期完成。") == []
    assert told(f"整改时限为{due.year}年{due.month - 1}月底，已如期完成。") == [
        f"{due.year}年{due.month - 1}月底"
    ]
    assert told("力争2029年9月底前完成提升。") == []


def test_the_sample(sample: PrintedReport) -> None:
    assert [*deadlines_in_prose(sample), *years_of_acts(sample)] == []
