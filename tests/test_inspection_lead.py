"""What the lead says of the inspection goes into 报告信息 when a notice is imported."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hard_texts import HARD, full

from compiler.chinese.inspection_lead import InspectionLead, other_teams, read_lead


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2021年1月11日至2月6日,省委巡视一组对我区开展巡视,并于6月25日向我区反馈了巡视意见。",
            InspectionLead(
                "省委巡视一组", "", date(2021, 1, 11), date(2021, 2, 6), date(2021, 6, 25)
            ),
        ),
        (
            "2023年10月9日至12月8日，市委第三巡察组对区教育局党组开展了常规巡察。2024年1月12日，市委第三巡察组向局党组反馈了意见。文中数据截至2024年6月底。",
            InspectionLead(
                "市委第三巡察组",
                "常规巡察",
                date(2023, 10, 9),
                date(2023, 12, 8),
                date(2024, 1, 12),
                date(2024, 6, 30),
            ),
        ),
        (
            "省委第二巡视组于2024年3月5日至5月20日对甲市进行了巡视。",
            InspectionLead("省委第二巡视组", "", date(2024, 3, 5), date(2024, 5, 20)),
        ),
        ("2024年3月至5月，省委第二巡视组对甲市进行了巡视。", InspectionLead("省委第二巡视组")),
        ("2022年3月1日至4月1日开展了巡视；2024年3月1日至4月1日又开展了巡视。", InspectionLead()),
        ("区委高度重视，现将整改情况公布如下。", InspectionLead()),
    ],
)
def test_the_lead_is_read(text: str, expected: InspectionLead) -> None:
    assert read_lead(text) == expected


@given(st.lists(st.sampled_from((*HARD, "省委巡视三组", "反馈", "截至", "2月30日", "2023年底"))))
def test_nothing_raises(pieces: list[str]) -> None:
    assert isinstance(read_lead("".join(pieces)), InspectionLead)


def test_a_full_cell_is_read_in_time() -> None:
    for piece in (*HARD, "巡视", "2024年1月1日"):
        assert read_lead(full(piece)).feedback_on is None


@given(st.dates(date(2015, 1, 1), date(2030, 12, 31)), st.integers(1, 200), st.integers(1, 200))
def test_whatever_the_days_they_are_read(start: date, stay: int, wait: int) -> None:
    end = date.fromordinal(start.toordinal() + stay)
    back = date.fromordinal(end.toordinal() + wait)
    day = "{0.year}年{0.month}月{0.day}日".format
    lead = read_lead(
        f"{day(start)}至{day(end)}，省委巡视三组对甲区开展了专项巡视，并于{day(back)}反馈了意见。"
    )
    assert (lead.inspection_start, lead.inspection_end, lead.feedback_on) == (start, end, back)
    assert (lead.inspection_body, lead.inspection_kind) == ("省委巡视三组", "专项巡视")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("省委巡视二组反馈后，区委立即部署。", ["省委巡视二组"]),
        ("省委第二巡视组反馈后，省委巡视第5组离开。", ["省委第二巡视组", "省委巡视第5组"]),
        ("省委第三巡视组、省委巡视3组反馈后，省委巡视组离开。", []),
        ("市委巡察二组反馈后，区委立即部署。", []),  # of another committee
        ("上一轮省委巡视二组反馈的问题，一并整改。", []),
        ("省委巡视二组、三组先后进驻。", []),
    ],
)
def test_a_team_of_another_number_is_told(text: str, named: list[str]) -> None:
    found = other_teams(text, "省委巡视三组")
    assert [text[start:end] for start, end in found] == named


def test_without_a_number_registered_no_team_is_another() -> None:
    assert list(other_teams("省委巡视二组反馈后，区委立即部署。", "省委巡视组")) == []
