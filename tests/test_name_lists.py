"""Names in a row beside their number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.chinese.name_lists import name_lists


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("涉及3个镇（甲镇、乙镇、丙镇）。", [True]),
        ("涉及3个镇（甲镇、乙镇）。", [False]),
        ("涉及5个镇（甲镇、乙镇等）。", [True]),
        ("对两名同志：张某、李某某。", [True]),
        ("对两名同志：张某、李某某、王某。", [False]),
        ("区教育局、区财政局、柳汀镇等5家单位。", [True]),
        ("区教育局、区财政局、柳汀镇等2家单位。", [False]),
        ("由区发展和改革局、区财政局和区民政局3家单位负责。", [True]),
        ("4个单位：区教育局、区民政局和区财政局。", [False]),
        ("对区教育局、区财政局3个部门进行约谈。", [False]),
        ("约谈张某、李某、王某2名责任人。", [False]),
        ("甲街道、乙街道和丙镇等2个镇街。", [False]),
        ("抽查12个村（如甲村、乙村）。", []),
        ("投入3个镇（甲镇20万元、乙镇30万元）。", []),
        ("问题涉及审批、监管、处罚等4个部门。", []),
        ("党组（党委、党工委）书记。", []),
    ],
)
def test_rows_of_names(text: str, holds: list[bool]) -> None:
    """A row is judged if its members are names of what is counted."""
    assert [row.holds for row in name_lists(text)] == holds


@given(
    st.lists(st.sampled_from("甲乙丙丁戊"), min_size=2, max_size=5, unique=True), st.integers(1, 9)
)
def test_a_row_is_counted(letters: list[str], number: int) -> None:
    """In all three forms the row holds if, and only if, the number is that of its names."""
    row = "、".join(f"{letter}河镇" for letter in letters)
    for text in (f"{number}个镇（{row}）", f"{number}个镇：{row}。", f"{row}{number}个镇"):
        (found,) = name_lists(text)
        assert found.holds == (number == len(letters))
