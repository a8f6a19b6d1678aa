"""Half and full width: what is converted, what must stay, and that no character is gained or
lost.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.chinese.width import FULL, spaced_width, text_width, to_full_width, to_half_width

AWKWARD = st.lists(
    st.sampled_from(
        [
            *FULL,
            *FULL.values(),
            "a",
            "Z",
            "1",
            "\uff19",
            "％",
            "．",
            "中",
            "。",
            " ",
            "/",
            "\\",
            "'",
            '"',
            "\n",
            "http://",
            "www.",
        ]
    ),
    max_size=14,
).map("".join)


def full(text: str) -> str:
    """Write the expected text with ``~`` after each mark that must come out full-width."""
    for half, mark in FULL.items():
        text = text.replace(half + "~", mark)
    return text


@pytest.mark.parametrize(
    "expected",
    [
        "甲,~乙;~丙:~丁!~戊?~",
        "投入1,234.5万元,~减少2项",
        "每日8:30至17:00,~逢周三休息",
        "比例为3:1。",
        "共3项:~已办2项",
        "网址:~https://a.cn/x?y=1:2,~请查看",
        "详见www.a.gov.cn/?id=3。",
        "(~https://a.cn/x)~",
        "邮箱:~a_b@x.cn;~电话:~0000-1",
        "望水务〔2024〕12号(~已废止)~",
        "第(~1)~项、(~2)~项",
        "(~一)~(~二)~",
        "项目f(x)与PPP(BOT)共2个",
        "平台(~App)~上线",
        "Hello, world",
        "A:B两类",
        "甲)~乙(~",
        "(~甲(~乙)~)~",
    ],
)
def test_full_width_of(expected: str) -> None:
    """Each mark followed by ~ is converted, each other one stays."""
    assert to_full_width(expected.replace("~", "")) == full(expected)


def test_digits_and_letters_become_half_width() -> None:
    assert to_full_width("\uff11\uff12．\uff15％") == "12.5%"
    assert to_full_width("\uff11,\uff10\uff10\uff10") == "1,000"


@given(st.one_of(st.text(), AWKWARD))
def test_length_is_kept_and_twice_changes_nothing_more(text: str) -> None:
    once = to_full_width(text)
    assert len(once) == len(text)
    assert to_full_width(once) == once


@given(st.one_of(st.text(), AWKWARD))
def test_half_width_forgets_what_full_width_did(text: str) -> None:
    """A text and its full-width form compare equal in half-width, apart from digits written
    full-width.
    """
    plain = to_half_width(text)
    assert len(plain) == len(text)
    assert not set(plain) & set(FULL.values())
    if not any(c == "．" or "\uff10" <= c <= "\uff19" or c == "％" for c in text):
        assert to_half_width(to_full_width(text)) == plain


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("2025年2月20日", 5),
        ("第12督导组", 2),
        ("共计A类", 2),
        ("（2025）3号", 1),  # beside brackets there is none
        ("1.2万元", 1),
        ("中共望澜区委", 0),
        ("", 0),
    ],
)
def test_gaps_beside_figures(text: str, gaps: int) -> None:
    assert spaced_width(text) == pytest.approx(text_width(text) + 0.4 * gaps)
