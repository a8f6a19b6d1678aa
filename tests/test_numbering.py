"""Numbering patterns: what is drawn is recognised, what is written is read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.chinese.numerals import CIRCLED, LARGEST, from_chinese, to_chinese
from compiler.chinese.width import to_full_width
from compiler.notice.numbering import Numbering, read_drawn, unknown_mark

pytestmark = pytest.mark.usefixtures("read_once")

DRAWN = (
    "一、",
    r"(一)",
    "1.",
    "1、",
    r"(1)",
    "1)",
    "①",
    "一是",
    "首先",
    r"首先,",
    r"第一,",
    "第一、",
    r"第1条:",
    "第一条",
    r"第1项:",
    "任务一:",
    "举措1、",
)
LIMITS = {"words": 4, "circled": len(CIRCLED), "chinese": LARGEST, "digits": 9999}


def pattern(drawn: str) -> Numbering:
    found = read_drawn(drawn + "甲")
    assert found is not None, drawn
    assert found[1] == len(drawn)
    return found[0]


@pytest.mark.parametrize("drawn", DRAWN)
def test_every_number_is_read_back(drawn: str) -> None:
    numbering = pattern(drawn)
    assert numbering.write(1) == drawn
    for number in range(1, LIMITS[numbering.form] + 1):
        mark = numbering.write(number)
        assert numbering.read(mark + "甲") == (number, len(mark))
        assert numbering.read(to_full_width(mark + "甲")) == (number, len(mark))


@pytest.mark.parametrize("drawn", DRAWN)
def test_a_number_beyond_the_last_is_still_written(drawn: str) -> None:
    numbering = pattern(drawn)
    assert len({numbering.write(number) for number in range(1, 200)}) == 199


def test_beyond_the_last() -> None:
    assert pattern("①").write(21) == r"(21)"
    assert pattern("首先").write(5) == "第五"
    assert pattern(r"(一)").write(100) == r"(100)"


@pytest.mark.parametrize(
    ("text", "number"),
    [("二、", 2), (r"(十二)", 12), ("3.", 3), ("③", 3), ("二是", 2), (r"第3条:", 3), ("（2）", 2)],
)
def test_a_later_number_may_be_drawn(text: str, number: int) -> None:
    drawn = read_drawn(text + "甲")
    assert drawn is not None
    assert drawn[0].first == number


@pytest.mark.parametrize(
    ("drawn", "ordinal"),
    [
        ("一是", True),
        ("首先", True),
        (r"第一,", True),
        ("一、", False),
        (r"(1)", False),
        ("第一条", False),
        ("任务一:", True),
    ],
)
def test_which_series_a_lone_member_does_without(drawn: str, ordinal: bool) -> None:
    assert pattern(drawn).ordinal is ordinal


@pytest.mark.parametrize(
    "text",
    [
        "",
        "甲",
        "一定要",
        "一一、甲",
        "2024年",
        r"(甲)",
        "第{问题编号}",
        "12345.",
        "9" * 5000 + ".",
        "二百、",
        "其次",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert read_drawn(text) is None


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("A.甲", "A."),
        ("a)甲", "a)"),
        ("Ⅰ、甲", "Ⅰ、"),
        ("⒈甲", "⒈"),
        ("㈠甲", "㈠"),
        ("工程一<{主题句}。>", "工程一"),
        ("工程一：{主题句}", "工程一："),
        ("工程一览表", ""),
        ("工程一:全部完成", ""),
        ("第一{方面}", ""),
        ("甲", ""),
        ("一、", ""),
        ("", ""),
    ],
)
def test_what_looks_like_a_number_nobody_knows(text: str, mark: str) -> None:
    assert unknown_mark(text) == mark


def test_a_noun_numbers_alone_before_what_it_numbers() -> None:
    drawn = read_drawn("任务一<{主题句}。>")
    assert drawn is not None
    numbering, length = drawn
    assert (length, numbering.ordinal) == (3, True)
    assert [numbering.write(number) for number in (1, 12)] == ["任务一", "任务十二"]
    assert numbering.read("任务十二补齐") == (12, 4)
    assert numbering.read("任务一一体推进") == (1, 3)
    assert numbering.read("措施一补齐") is None
    assert read_drawn("任务一览表") is None


@given(st.text())
def test_any_text_may_be_asked(text: str) -> None:
    assert text.startswith(unknown_mark(text))
    for candidate in (read_drawn(text), *(pattern(drawn).read(text) for drawn in DRAWN)):
        assert candidate is None or candidate[1] <= len(text)


def test_chinese_numerals() -> None:
    written = [to_chinese(number) for number in range(1, 100)]
    assert [from_chinese(text) for text in written] == list(range(1, 100))
    assert written[:12] == [
        "一",
        "二",
        "三",
        "四",
        "五",
        "六",
        "七",
        "八",
        "九",
        "十",
        "十一",
        "十二",
    ]
    assert [to_chinese(number) for number in (19, 20, 21, 90, 99)] == [
        "十九",
        "二十",
        "二十一",
        "九十",
        "九十九",
    ]
    assert from_chinese("一百") is from_chinese("") is from_chinese("十十") is None
    for outside in (0, 100, -1):
        with pytest.raises(ValueError, match="no ordinal"):
            to_chinese(outside)
