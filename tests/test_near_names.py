"""Names that are written otherwise once than everywhere else, or than the register has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.chinese.slips import SlipKind, slips
from compiler.chinese.unit_names import misspelt_units, unit_names

LETTER, LOST, ORDER = SlipKind.LETTER, SlipKind.WORD_LOST, SlipKind.ORDER
USUAL = "巡察整改联动平台已经启用，区巡察整改联动平台按月通报，各镇用好巡察整改联动平台。"


def found(*texts: str, known: tuple[str, ...] = ()) -> list[tuple[SlipKind, str, str]]:
    return [
        (
            slip.kind,
            texts[slip.written.index][slip.written.start : slip.written.end],
            texts[slip.usual.index][slip.usual.start : slip.usual.end],
        )
        for slip in slips(texts, known)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("升级巡察整改联洞平台。", [(LETTER, "察整改联洞平台", "察整改联动平台")]),
        ("升级巡察整改动平台。", [(LETTER, "巡察整改动平台", "巡察整改联动平台")]),
        ("升级巡察整改联动力平台。", [(LETTER, "整改联动力平台", "整改联动平台")]),
        ("升级巡察联动整改平台。", [(ORDER, "巡察联动整改平台", "巡察整改联动平台")]),
        ("升级巡察改整联动平台。", [(ORDER, "巡察改整联动平台", "巡察整改联动平台")]),
        ("升级巡察整改平台。", []),
        ("升级巡察整改联动平台二期。", []),
    ],
)
def test_one_use_that_differs(text: str, expected: list[tuple[SlipKind, str, str]]) -> None:
    assert found(USUAL, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "白石镇王家村、白石镇王家村、白石镇王家村、白石镇李家村。",
        "望澜区东街小学、望澜区东街小学、望澜区东街小学、望澜区西街小学。",
        "第一季度整改情况、第一季度整改情况、第一季度整改情况、第二季度整改情况。",
        "由镇长和书记签字、由镇长和书记签字、由镇长和书记签字、由镇长或书记签字。",
    ],
)
def test_two_things_that_differ_in_a_letter(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("usual", "written", "torn"),
    [
        ("各片区指挥部", "各片区挥部", True),
        ("召开专题民主生活会", "召开专题主生活会", True),
        ("成立工作领导小组", "成立工作领小组", True),
        ("印发巡察整改清单", "印发巡察改清单", True),
        ("推进制度化建设", "推进制度建设", False),  # 制度 and 建设 stand elsewhere, too
        ("搭建信息化平台", "搭建信息平台", False),
    ],
)
def test_a_letter_left_out_tears_a_word(usual: str, written: str, torn: bool) -> None:
    """What is left is a piece of a word if it stands nowhere without the letter."""
    elsewhere = "完善制度，加快建设。收集信息，用好平台。"
    texts = [f"{usual}。另{usual}，再{usual}，又{usual}。", f"本月{written}。", elsewhere * 3]
    found = [slip for slip in slips(texts) if slip.written.index == 1]
    assert [slip.torn for slip in found] in ([torn], [])
    assert found or not torn


def test_a_known_name_is_right_however_rare() -> None:
    text = "区财政局拨付，区财政局检查，区财政局通报，区财政局反馈，区民政局配合。"
    assert found(text, known=("区民政局",)) == []


@given(st.lists(st.text("甲乙丙丁戊己庚辛，。", max_size=30), max_size=6))
def test_every_place_is_one_slip_in_its_text(texts: list[str]) -> None:
    places = [slip.written for slip in slips(texts)]
    assert all(0 <= use.start < use.end <= len(texts[use.index]) for use in places)
    assert places == sorted(places, key=lambda use: (use.index, use.start))
    assert len({(use.index, use.start) for use in places}) == len(places)


@given(st.text("甲乙丙丁戊己庚辛", min_size=6, max_size=12), st.integers(2, 5))
def test_what_is_always_written_alike_is_no_slip(name: str, uses: int) -> None:
    assert found(*[f"{name}。"] * uses) == []


REGISTERED = ("区住房城乡建设局", "区财政局", "区教育局", "青屿街道", "柳汀镇")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会同区住房和城乡建设局。", [("区住房和城乡建设局", "区住房城乡建设局")]),
        ("会同区住房城乡局。", [("区住房城乡局", "区住房城乡建设局")]),
        ("会同区住房城建乡设局。", [("区住房城建乡设局", "区住房城乡建设局")]),
        ("会同区财证局。", [("区财证局", "区财政局")]),
        ("会同区财局。", [("区财局", "区财政局")]),
        ("会同青峪街道。", [("青峪街道", "青屿街道")]),
        ("会同区体育局、区教委、区住建局、青山镇。", []),
        ("会同区教育局、区财政局。", []),
    ],
)
def test_a_registered_unit_written_otherwise(text: str, expected: list[tuple[str, str]]) -> None:
    known = unit_names(REGISTERED, ("区教委",))
    assert known is not None
    assert [(text[s:e], name) for s, e, name in misspelt_units(text, known, text)] == expected
