"""Numbering patterns: what is drawn is recognised, what is written is read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.chinese.enumerations import LAST
from compiler.chinese.numerals import ALPHABETS, LARGEST, from_chinese, to_chinese
from compiler.chinese.width import to_full_width
from compiler.notice.drawn_numbers import read_drawn, unknown_mark
from compiler.notice.numbering import Numbering

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
    "问题1:",
    "问题一 ",
    "第(一)项",
    "第一部分 ",
    "第一类问题:",
    "“任务一”:",
    "【1】",
    "其一,",
    "A.",
    "a)",
    "Ⅰ、",
    "⑴",
    "⒈",
    "㈠",
    "方案A:",
    "整改任务清单第1项:",
)
LIMITS = {"words": 3, "chinese": LARGEST, "digits": 9999}


def pattern(drawn: str) -> Numbering:
    found = read_drawn(drawn + "甲")
    assert found is not None, drawn
    assert found.length == len(drawn)
    return found.numbering


@pytest.mark.parametrize("drawn", DRAWN)
def test_every_number_is_read_back(drawn: str) -> None:
    numbering = pattern(drawn)
    assert numbering.write(1) == drawn
    limit = LIMITS.get(numbering.form) or len(ALPHABETS[numbering.form])
    for number in range(1, limit + 1):
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
    assert pattern("A.").write(27) == "27."
    assert pattern(r"(一)").write(100) == r"(100)"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二、", 2),
        (r"(十二)", 12),
        ("3.", 3),
        ("③", 3),
        ("二是", 2),
        (r"第3条:", 3),
        ("（2）", 2),
        ("第二部分 ", 2),
        ("问题十二：", 12),
        ("１．", 1),
        ("C、", 3),
    ],
)
def test_a_later_number_may_be_drawn(text: str, number: int) -> None:
    drawn = read_drawn(text + "甲")
    assert drawn is not None
    assert drawn.numbering.first == number


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
    "text",
    [
        "第一书记:", "第一责任人:", "第一时间", "第1季度:", "1+1", "2024年", "12345热线:", "口径统一:", "之一:",
        "星期一:", "唯一", "一", "任务一览表", "第一", "1个问题:", "表一:",
    ],
)  # fmt: skip
def test_wording_that_holds_a_number(text: str) -> None:
    assert read_drawn(text + "{问题}") is None


@pytest.mark.parametrize(
    ("text", "mark"),
    [("1.1{问题}", "1.1"), ("1-1 {问题}", "1-1"), ("1.1.1、{问题}", "1.1.1、"), ("1.1", ""), ("1.{问题}", ""), ("", "")],
)  # fmt: skip
def test_what_looks_like_a_number_nobody_counts_on(text: str, mark: str) -> None:
    assert unknown_mark(text) == mark


def test_a_noun_numbers_alone_before_what_it_numbers() -> None:
    drawn = read_drawn("任务一<{主题句}。>")
    assert drawn is not None
    numbering = drawn.numbering
    assert (drawn.length, numbering.ordinal, drawn.certain) == (3, True, False)
    assert [numbering.write(number) for number in (1, 12)] == ["任务一", "任务十二"]
    assert numbering.read("任务十二补齐") == (12, 4)
    assert numbering.read("任务一一体推进") == (1, 3)
    assert numbering.read("措施一补齐") is None


@pytest.mark.parametrize(
    ("total", "words"),
    [
        (1, ["首先"]),
        (2, ["首先", "其次"]),
        (3, ["首先", "其次", "最后"]),
        (4, ["首先", "其次", "再次", "最后"]),
        (6, ["首先", "其次", "再次", "第四", "第五", "最后"]),
    ],
)
def test_the_words_of_a_series_go_by_its_length(total: int, words: list[str]) -> None:
    numbering = pattern("首先,")
    written = [numbering.write(number, total) for number in range(1, total + 1)]
    assert written == [word + "," for word in words]
    read = [numbering.read(mark + "甲") for mark in written]
    expected = [LAST if word == "最后" else n for n, word in enumerate(words, 1)]
    assert [one and one[0] for one in read] == expected


@given(st.text())
def test_any_text_may_be_asked(text: str) -> None:
    assert text.startswith(unknown_mark(text))
    found = read_drawn(text)
    assert found is None or found.length <= len(text)
    for candidate in (pattern(drawn).read(text) for drawn in DRAWN):
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
