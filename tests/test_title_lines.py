"""Titles of several lines: broken by meaning, trapezoid or diamond, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from compiler.chinese.title_lines import MOST_LINES, SHORTEST, break_title, split_at
from compiler.chinese.width import text_width

CAPACITY = 40
"""A line of 二号 characters between the standard's margins, in half characters."""


def lines(title: str, capacity: int = CAPACITY) -> list[str]:
    return split_at(title, break_title(title, capacity))


@pytest.mark.parametrize(
    "expected",
    [
        ["关于巡视整改进展情况的通报"],
        ["中共柳汀镇委员会关于巡察整改情况的通报"],
        ["中共望澜区委关于", "省委巡视反馈意见整改进展情况的通报"],
        [
            "中共望澜区委关于省委巡视三组",
            "反馈意见和选人用人专项检查反馈意见",
            "整改进展情况的通报",
        ],
        ["中共望澜区教育局党组关于区委第二巡察组", "巡察反馈意见集中整改进展情况的通报"],
        ["中共望澜区委关于", "印发《望澜区巡视整改方案》的通知"],
    ],
)
def test_examples(expected: list[str]) -> None:
    assert lines("".join(expected)) == expected


def test_a_short_title_is_left_alone() -> None:
    assert break_title("巡视整改通报", CAPACITY) == ()
    assert break_title("整" * 20, CAPACITY) == ()


def test_a_title_no_three_lines_hold_is_left_to_fill_them() -> None:
    assert break_title("整" * 61, CAPACITY) == ()


@pytest.mark.parametrize(
    "title",
    [
        "关于印发《望澜区巡视反馈意见整改工作方案》等三个文件的通知",
        "望澜区“两高两化”建设推进情况和2024年度工作总结的通报",
    ],
)
def test_titles_quotations_and_figures_stay_whole(title: str) -> None:
    for part in ("《望澜区巡视反馈意见整改工作方案》", "“两高两化”", "2024"):
        assert part not in title or any(part in line for line in lines(title))


def test_what_may_not_begin_a_line_does_not() -> None:
    for line in lines("中共望澜区委望澜区人民政府关于贯彻落实省委巡视反馈意见的整改进展情况的通报")[
        1:
    ]:
        assert line[0] not in "的、。》”"


WORDS = st.sampled_from(
    [
        "中共望澜区委",
        "关于",
        "省委",
        "巡视",
        "反馈意见",
        "整改",
        "进展情况",
        "的",
        "通报",
        "和",
        "、",
        "《方案》",
        "“两高两化”",
        "2024年",
        "（试行）",
        "一",
        "局",
        "A",
    ]
)
TITLES = st.one_of(
    st.lists(WORDS, min_size=1, max_size=16).map("".join),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=64),
)


@given(TITLES, st.integers(20, 48))
def test_nothing_is_lost_and_no_line_is_too_long(title: str, capacity: int) -> None:
    broken = lines(title, capacity)
    assert "".join(broken) == title
    assert len(broken) <= MOST_LINES
    assert all(broken) or not title
    assert len(broken) == 1 or all(text_width(line) <= capacity for line in broken)


@given(TITLES)
def test_no_lone_word_ends_a_title_and_no_line_is_squeezed_in_the_middle(title: str) -> None:
    broken = lines(title)
    assume(len(broken) > 1)
    widths = [text_width(line) for line in broken]
    if all(ord(character) >= 0x4E00 for character in title):
        assert widths[-1] >= SHORTEST
        assert all(middle >= min(widths[0], widths[-1]) for middle in widths[1:-1])
