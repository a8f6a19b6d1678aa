"""Stated lengths against the years, months and days beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hard_texts import HARD

from compiler.chinese.durations import wrong_lengths, wrong_parts
from compiler.chinese.numerals import to_chinese


def wrong(text: str) -> list[tuple[str, str]]:
    return [(one.length, one.true) for one in (*wrong_lengths(text), *wrong_parts(text))]


RIGHT = (
    "深入实施国企改革三年行动（2020—2022年）。", "印发《人居环境整治五年规划（2021-2025年）》。", "2020年至2022年三年间，共培训4次。",
    "连续5年（2019—2023年）获评先进。", "2019年至2023年连续5年，未发生事故。", "近三年（2021—2023年）的采购项目。", "三年行动2021—2023年任务书。",
    "任期五年（2016—2021年）届满。", "租期3年，自2022年1月1日至2024年12月31日止。", "2024年3月4日至4月28日，为期近2个月。",
    "2024年3月4日至4月28日，省委巡视组对甲区开展了为期两个月的巡视。", "2023年7月至2024年6月，历时一年。", "2021年6月至2023年3月，三年间换了两任局长。",
    "2021年至2023年政府采购项目120个。", "2021—2025年，三年级以上学生全部参加。", "2022年1月至2024年12月（共三年）。", "2021年至2023年第三年度考核。",
    "每三年轮训一遍（2020—2029年）。", "两年以上未办结的线索（2018—2023年受理）。", "2024年5月6日至5月10日，为期5天。", "2024年5月6日至5月10日，为期四天。",
    "为期两年（2021年至2023年）的驻村帮扶。", "2016-2018年间分三次缴清。", "2017-2021年我区共新增停车位12419个。", "专项整治三年行动推进会2022年至2023年开了2次。",
    "2021年至2023年人居环境整治三年行动收官。", "2024年至2026年全面落实五年规划。", "2022年至2024年企业三年级以上工人培训。",
    "2024年3月至8月，用6个月时间完成清查。", "第二季度（4—6月）、三季度（7月至9月）、上半年（1—5月）、下半年（7-12月）的用款。",
    "五年规划三年行动方案（2021—2023年）。", "清理2020年至2023年4年间的合同。", "实施三年攻坚，2021—2025年总投资1亿元。",
)  # fmt: skip

WRONG = (
    ("深入实施国企改革三年行动（2020—2023年）。", [("三年", "4年")]),
    ("印发《人居环境整治五年规划（2021-2024年）》。", [("五年", "4年")]),
    ("2020年至2022年四年间，共培训4次。", [("四年", "3年")]),
    ("连续5年（2019—2022年）获评先进。", [("5年", "4年")]),
    ("2019年至2023年连续4年，未发生事故。", [("4年", "5年")]),
    ("近三年（2020—2023年）的采购项目。", [("三年", "4年")]),
    ("任期五年（2016—2022年）届满。", [("五年", "7年")]),
    ("租期3年，自2022年1月1日至2025年12月31日止。", [("3年", "1461天")]),
    ("2024年3月4日至4月28日，为期近4个月。", [("4个月", "56天")]),
    ("2024年3月4日至4月28日，省委巡视组对甲区开展了为期三个月的巡视。", [("三个月", "56天")]),
    ("2023年7月至2024年6月，历时两年。", [("两年", "12个月")]),
    ("2024年5月6日至5月10日，为期7天。", [("7天", "5天")]),
    ("2022年1月至2024年12月（共四年）。", [("四年", "36个月")]),
    ("2023年至2025年学校建设五年行动。", [("五年", "3年")]),
    ("从2024年3月到2024年8月，用9个月时间完成清查。", [("9个月", "6个月")]),
    ("2024年3月至4月，耗时5个月完成清查。", [("5个月", "2个月")]),
    ("2024年第二季度（1—3月）拨付。", [("1—3月", "4—6月")]),
    ("4季度（7月至9月）、下半年（1—6月）拨付。", [("7月至9月", "10—12月"), ("1—6月", "7—12月")]),
)  # fmt: skip


@pytest.mark.parametrize("text", RIGHT)
def test_right_lengths_are_left_alone(text: str) -> None:
    assert wrong(text) == []


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_wrong_lengths_are_told(text: str, expected: list[tuple[str, str]]) -> None:
    assert wrong(text) == expected


FRAMES = ("{n}年行动（{a}—{b}年）", "《提升{n}年计划（{a}-{b}年）》", "{a}年至{b}年{n}年间", "连续{n}年（{a}—{b}年）", "{a}年至{b}年连续{n}年")  # fmt: skip


@given(
    st.sampled_from(FRAMES),
    st.integers(1995, 2028),
    st.integers(2, 12),
    st.integers(-5, 5),
    st.booleans(),
)
def test_a_length_is_wrong_if_it_is_not_that_of_its_years(
    frame: str, first: int, length: int, off: int, chinese: bool
) -> None:
    stated = max(1, length + off)
    number = to_chinese(stated) if chinese else str(stated)
    text = "，" + frame.format(n=number, a=first, b=first + length - 1) + "，完成治理。"
    assert bool(wrong(text)) == (stated != length)


@given(
    st.lists(
        st.sampled_from((*HARD, "2021—2023年", "三年", "2021年1月至", "年（", "为期", "2月30日"))
    )
)
def test_nothing_raises(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert all(text[one.start : one.end].count(one.length) for one in wrong_lengths(text))
