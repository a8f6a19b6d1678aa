"""Characters that look mistyped, without a list: what is told, and who may vouch for a word."""

from __future__ import annotations

from importlib import resources
from itertools import pairwise
from weakref import ref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.chinese.spelling.familiar import familiar_in
from compiler.chinese.spelling.layout import STRETCHES, packed, slot_of, unpacked
from compiler.chinese.spelling.runs import runs_of
from compiler.chinese.spelling.suspects import suspects, suspects_in
from compiler.chinese.spelling.tables import expected, forget, tables

PROSE = "修订规范管理的办法，按职责分工负责；加强监督检查，及时整改到位，并向社会公布结果。"


def told(text: str) -> list[tuple[str, str]]:
    return [(s.written, s.meant) for s in suspects(text)]


@pytest.mark.parametrize(
    ("text", "written", "meant"),
    [
        ("修订规饭管理的办法", "饭", "范"),  # the same sound
        ("深入推井改革工作", "井", "进"),  # a similar sound
        ("国家工作人员应当尊守宪祛和法律", "祛", "法"),  # a similar shape
        ("各设区市的公女机关", "女", "安"),  # one is a part of the other
        ("违反鱼蒜管理规定的行为", "鱼蒜", "预算"),  # both characters of a word
        ("落实财产宝全措施", "宝", "保"),  # one that makes a common word with a neighbour, too
        ("推进行政诉蚣工作", "蚣", "讼"),  # a rare one that neither sounds nor looks like it
    ],
)
def test_a_wrong_character_is_found_and_the_right_one_named(
    text: str, written: str, meant: str
) -> None:
    assert (written, meant) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "时任科长喻伯陵",  # a person
        "青屿街道、桐坞镇和枫林坳村",  # places
        "河埠街一家五金店",  # a street
        "多年没人愿碰的事",  # a verb of will before another
        "惩前毖后、锲而不舍",  # rare characters in the words that they have
        "打造“扇头轴心”品牌",  # coined, in quotation marks
        "释纪释法、走深走实",  # formed at will
        "逐页核对",  # a word by itself
        "新建2栋楼",  # a number's word
        "整治小区配电室漏水3处。",  # formed at will behind a word: not 电视
        "整治小区调解室漏水3处。",  # not 解释
        "对卫生站管理不规范的问题进行整改。",  # not 生产
        "",
        "，。；",
        "𠮷野家",  # beyond the basic plane
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert told(text) == []


@given(st.lists(st.sampled_from(sorted(set(PROSE + "饭井祛的逐、“”1a\n𠮷鿿"))), max_size=40))
@settings(max_examples=60, deadline=None)
def test_findings_lie_in_the_text_in_order_and_depend_on_it_alone(pieces: list[str]) -> None:
    text = "".join(pieces)
    first = suspects(text)
    forget()
    assert suspects(text) == first
    for suspect in first:
        assert text[suspect.start : suspect.end] == suspect.written != suspect.meant
    assert all(one.end <= other.start for one, other in pairwise(first))


@given(st.integers(0, 3))
@settings(max_examples=4, deadline=None)
def test_what_stands_beyond_a_mark_does_not_matter(times: int) -> None:
    assert told("规饭管理。" + PROSE * times) == told("规饭管理。")


def in_notice(*texts: str) -> list[list[tuple[str, str]]]:
    """What is told in texts that are each another writer's."""
    runs = runs_of(texts)
    familiar = familiar_in(runs, [[number] for number in range(len(texts))])
    return [[(s.written, s.meant) for s in own] for own in suspects_in(runs, familiar)]


def test_what_others_write_there_was_meant() -> None:
    wrong, others = "甲镇按期院成整改任务。", [f"{town}镇按期完成整改任务。" for town in "乙丙"]
    assert told(wrong) == []
    assert in_notice(wrong, *others) == [[("院", "完")], [], []]
    assert in_notice(wrong, others[0]) == [[], []]  # one other writer vouches for nothing
    assert in_notice(wrong.replace("院", "9院"), *others)[0] == []  # it may be counted


def test_what_two_writers_use_is_no_slip() -> None:
    wrong = "修订规饭管理的办法"
    assert in_notice(wrong, "规范管理") == [[("饭", "范")], []]
    assert in_notice(wrong, "按规饭管理") == [[], []]


def test_texts_in_a_row_are_told_of_as_alone() -> None:
    texts = ["", "修订规饭管理的办法", "，", "管理", "𠮷深入推井改革工作"]
    assert in_notice(*texts) == [told(text) for text in texts]


def test_forgotten_tables_are_gone_once_nobody_uses_them() -> None:
    suspects(PROSE + "修订规饭管理，违反鱼蒜管理")
    known, seen = tables(), ref(tables())
    forget()
    assert known.pair("管", "理")  # another thread looks up on
    del known
    assert seen() is None  # no collector of garbage needed


def test_the_tables_are_small_and_whole() -> None:
    data = resources.files("compiler.chinese.spelling").joinpath("tables.bin").read_bytes()
    assert len(data) <= 3_000_000
    parts = unpacked(data)
    assert packed({name: bytes(part) for name, part in parts.items()}) == data
    assert tuple(parts) == STRETCHES


def test_a_gram_is_looked_for_within_the_table() -> None:
    at, mark = slot_of("规范管".encode("utf-16-le"), 1000)
    assert 0 <= at < 1000
    assert 1 <= mark <= 4095


@given(st.integers(1, 50))
@settings(max_examples=10, deadline=None)
def test_a_character_is_expected_by_the_length_of_the_text_and_how_common_it_is(times: int) -> None:
    text = PROSE * times
    assert expected("理", text) == pytest.approx(times * expected("理", PROSE))
    assert expected("的", text) > expected("理", text) > expected("屿", text) >= 0
    assert 0 <= expected("省事", text) < expected("理", text)
