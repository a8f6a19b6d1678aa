"""``kind.toml`` judged: every mistake is told with its line and column, and what to write instead."""

from __future__ import annotations

import pytest

from compiler.notice.kind_settings import read_settings
from compiler.notice.settings_keys import KEYS, Key
from compiler.notice.settings_text import locate
from compiler.span import Span

RIGHT = """\
title = "信访整改通报"
default_title = "关于信访整改的通报"
layout = "GB/T 9704"
office = "信访办公室"
closing_words = ["欢迎", "以上"]

[[statuses]]
name = "已办结"
rank = 3
complete = true

[[statuses]]
name = "正在办"
rank = 1
complete = false
"""
Told = list[tuple[str, int | None, int | None]]


def told(text: str) -> Told:
    """Return (code, line, column) of all that is said of a file."""
    _, found = read_settings(text, Span("templates/信访/kind.toml"))
    assert all(d.message for d in found)
    return [(d.code, d.spans[0].line, d.spans[0].column) for d in found]


def test_a_right_file() -> None:
    assert told(RIGHT) == []
    assert told(RIGHT.replace('layout = "GB/T 9704"\noffice = "信访办公室"\n', "")) == []


MISTAKES: list[tuple[str, str, Told, str]] = [
    # Keys
    ("title", "titel", [("S140", 1, 1)], "可能想写：title"),
    ("office", "colour", [("S140", 4, 1)], "可用：title"),
    ("rank = 3", "rnak = 3", [("S140", 9, 1)], "可能想写：rank"),
    ("complete = true", 'complete = true\noffice = "甲"', [("S140", 11, 1)], "前面"),
    ("[[statuses]]", "[[status]]", [("S140", 7, 1)], "可能想写：statuses"),
    ("[[statuses]]\n", "", [("S140", n, 1) for n in (7, 8, 9)], "[[statuses]] 的下面"),
    ("title", '标题 = "甲"\ntitle', [("S058", 1, 1)], "汉字"),
    # What is missing, empty or doubled
    ('title = "信访整改通报"\n', "", [("S058", None, None)], "缺少 title"),
    ("rank = 3\n", "", [("S058", 7, 1)], "状态“已办结”缺少 rank"),
    ('"信访整改通报"', '" "', [("S058", 1, 1)], "title 是空的"),
    ('"正在办"', '"已办结"', [("S058", 13, 1)], "都叫“已办结”"),
    ("layout", 'title = "甲"\nlayout', [("S058", 3, 1)], "写了两遍"),
    # What a key holds
    ("rank = 1", 'rank = "1"', [("S058", 14, 1)], "状态“正在办”的 rank 应是整数"),
    ("rank = 1", "rank = 1.5", [("S058", 14, 1)], "整数"),
    ("rank = 1", "rank = true", [("S058", 14, 1)], "整数"),
    ("complete = false", 'complete = "false"', [("S058", 15, 1)], "true 或 false"),
    ('["欢迎", "以上"]', '"欢迎"', [("S058", 5, 1)], "一列文字"),
    ('"GB/T 9704"', '"A4"', [("S080", 3, 1)], "GB/T 9704"),
    ('"GB/T 9704"', "9704", [("S080", 3, 1)], "GB/T 9704"),
    ('"正在办"', '"{问题状态}"', [("S058", 13, 1)], "不能有花括号"),
    # How it is written
    ("title = ", "title ＝ ", [("S058", 1, 7)], "改成半角的 ="),
    ('"信访整改通报"', "“信访整改通报”", [("S058", 1, 9)], '改成半角的 "'),
    ('"信访整改通报"', "信访整改通报", [("S058", 1, 9)], "两边用英文双引号"),
    ('整改通报"\nd', "整改通报\nd", [("S058", 1, 16)], "引号只有一半"),
    ("title = ", "title: ", [("S058", 1, 6)], "用等号"),
    ("[[statuses]]", "［［statuses］］", [("S058", 7, 1)], "改成半角的 ["),
    ("[[statuses]]", "[[statuses]", [("S058", 7, 11)], "方括号两层"),
    ("[[statuses]]", "[statuses]", [("S058", 12, 11)], "方括号两层"),
    ('"欢迎", ', '"欢迎"，', [("S058", 5, 22)], "改成半角的 ,"),
    ("complete = true", "complete = True", [("S058", 10, 12)], "true 或 false"),
    ("complete = true", "complete = 是", [("S058", 10, 12)], "true 或 false"),
    ("rank = 3", "rank = 三", [("S058", 9, 8)], "整数"),
    ("rank = 3", "rank = 3 complete = 1", [("S058", 9, 10)], "一行只写一项"),
    ("layout", "// 版面\nlayout", [("S058", 3, 1)], "前面加 #"),
    ('"信访办公室"', r'"信访\办公室"', [("S058", 4, 15)], "反斜杠"),
    # What the statuses say together
    ("rank = 1", "rank = 3", [("S141", 14, 1)], "一样大"),
    ("rank = 1", "rank = 5", [("S141", 14, 1)], "没有完成，rank 却比"),
    ("complete = true", "complete = false", [("S141", 7, 1)], "没有一个状态"),
    ('"正在办"', '"正在办、未办"', [("S141", 13, 1)], "行末的说明"),
    ('"正在办"', '"全文连续"', [("S141", 13, 1)], "行末的说明"),
]


@pytest.mark.parametrize(
    ("right", "wrong", "expected", "said"),
    MISTAKES,
    ids=[wrong[:20] for _, wrong, _, _ in MISTAKES],
)
def test_a_mistake(right: str, wrong: str, expected: Told, said: str) -> None:
    assert RIGHT.replace(right, wrong, 1) != RIGHT
    text = RIGHT.replace(right, wrong, 1)
    assert told(text) == expected
    _, found = read_settings(text, Span("kind.toml"))
    assert said in found[0].message


def test_every_mistake_is_told_at_once() -> None:
    text = (
        RIGHT.replace("title", "titel", 1)
        .replace("rank = 3", "rank = ''")
        .replace("rank = 1\n", "")
    )
    assert told(text) == [("S140", 1, 1), ("S058", 9, 1), ("S058", 12, 1)]


def test_keys_are_found_where_they_stand() -> None:
    """What looks like a key within a text or a list of several lines is none."""
    text = (
        'a = [\n  "x = 1",\n]\nb = """\nc = 2\n"""\n[[s]]\n"d" = 1 # [\n[[s]]\nd = 2\n[t]\ne.f = 1'
    )
    located = locate(text, Span("x"))
    assert {path: at[0] for path, at in located.found.items()} == {
        ("a",): 1, ("b",): 4, ("s",): 7, ("s", 0): 7, ("s", 0, "d"): 8, ("s", 1): 9,
        ("s", 1, "d"): 10, ("t",): 11,
    }  # fmt: skip
    assert located.span(("t", "e", "f")).line == 11
    assert located.span(("z",)).line is None


def keys(own: tuple[Key, ...] = KEYS) -> list[Key]:
    return [key for outer in own for key in (outer, *keys(outer.inner))]


@pytest.mark.parametrize("key", keys(), ids=lambda key: key.name)
def test_every_key_is_explained(key: Key) -> None:
    assert key.meaning
    assert not key.meaning.endswith("。")
