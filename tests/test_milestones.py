"""Congresses, plenums, sessions and plans against the dates beside them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hard_texts import HARD

from compiler.chinese.milestones import known_events, milestones
from compiler.chinese.misdated import misdated
from compiler.chinese.numerals import to_chinese

SIGNED = date(2025, 2, 20)

RIGHT = (
    "2022年10月召开的党的二十大，为做好巡视工作指明了方向。", "党的二十届三中全会（2024年7月）提出进一步全面深化改革。",
    "2024年7月15日至18日，党的二十届三中全会在北京举行。", "2024年8月，区委召开常委会会议，传达学习党的二十届三中全会精神。",
    "党的十八大以来，我区改革不断深入。", "2021年以来，深入学习党的二十大精神。", "2022年9月，全区上下喜迎党的二十大，开展主题宣讲。",
    "“十四五”规划（2021—2025年）实施中期评估。", "《国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要（2021—2035年）》。", "2021年是“十四五”开局之年。",
    "2025年是“十四五”规划收官之年。", "区委十三届六中全会于2019年1月召开。", "2023年1月召开的二十届中央纪委二次全会。", "十四届全国人大二次会议于2024年3月召开。",
    "对2019年考核中的十八大类问题全面整改。", "2020年，市委十二届十四次全会召开。", "落实2021年巡视反馈意见，学习贯彻党的二十大精神。",
    "甲市第十五届人民代表大会第二次会议于2019年召开。", "2022年对照党的二十大代表推荐要求开展摸底。",
    "学习党的二十届三中全会精神，2024年7月全会闭幕后即作部署。", "学习党的二十届三中全会精神，2024年12月区委全会召开。",
    "学习党的十九届六中全会、二十届三中全会精神，2024年7月全会闭幕后即作部署。",
)  # fmt: skip

WRONG = (
    ("2021年10月召开的党的二十大，为做好巡视工作指明了方向。", "2021年10月召开的党的二十大"),
    ("党的二十届三中全会（2023年7月）提出进一步全面深化改革。", "党的二十届三中全会（2023年7月"),
    ("2024年6月，区委召开常委会会议，传达学习党的二十届三中全会精神。", "2024年6月，区委召开常委会会议，传达学习党的二十届三中全会"),
    ("2021年，全区党员集中学习党的二十大报告。", "2021年，全区党员集中学习党的二十大"),
    ("“十四五”规划（2020—2025年）实施中期评估。", "“十四五”规划（2020—2025年）"),
    ("“十三五”时期（2021—2025年）实施中期评估。", "“十三五”时期（2021—2025年）"),
    ("2020年是“十四五”开局之年。", "2020年是“十四五”开局之年"),
    ("2024年是“十四五”规划收官之年。", "2024年是“十四五”规划收官之年"),
    ("十四届全国人大三次会议于2024年3月召开。", "十四届全国人大三次会议于2024年3月"),
    ("学习党的二十届三中全会精神，2023年7月全会闭幕后即作部署。", "党的二十届三中全会精神，2023年7月"),
    ("学习党的二十大精神，2023年10月大会胜利闭幕后即作部署。", "党的二十大精神，2023年10月"),
    ("认真学习党的十九届八中全会精神。", "党的十九届八中全会"),
    ("认真学习党的二十届四中全会精神。", "党的二十届四中全会"),
)  # fmt: skip


def told(text: str) -> list[str]:
    return [text[one.start : one.end] for one in misdated(text, SIGNED)]


@pytest.mark.parametrize("text", RIGHT)
def test_right_dates_are_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(("text", "shown"), WRONG)
def test_wrong_dates_are_told(text: str, shown: str) -> None:
    assert told(text) == [shown]


NAMES = {
    "中全会": "党的{t}届{n}中全会",
    "人大": "{t}届全国人大{n}次会议",
    "中央纪委": "{t}届中央纪委{n}次全会",
    "大": "党的{t}大",
}


@given(
    st.sampled_from([key for key in known_events() if key[0] in NAMES]),
    st.integers(-30, 30),
    st.sampled_from(("{d}召开的{e}强调", "{e}（{d}）强调", "{e}于{d}召开", "{d}，{e}胜利召开")),
)
def test_an_event_is_dated_to_its_month(key: tuple[str, int, int], off: int, frame: str) -> None:
    series, term, number = key
    first, last = known_events()[key]
    month = first.year * 12 + first.month - 1 + off
    name = NAMES[series].format(t=to_chinese(term), n=to_chinese(number or 1))
    text = frame.format(d=f"{month // 12}年{month % 12 + 1}月", e=name) + "。"
    right = first.replace(day=1) <= date(month // 12, month % 12 + 1, 1) <= last
    assert (list(misdated(text, None)) == []) == right


def test_the_table_is_in_order() -> None:
    """Within a series events come one after the other; rounds of inspection only begin so."""
    keys = list(known_events())
    assert keys == sorted(set(keys), key=keys.index)
    for series in {key[0] for key in keys}:
        days = [known_events()[key] for key in sorted(key for key in keys if key[0] == series)]
        assert all(first <= last for first, last in days)
        assert [first for first, _ in days] == sorted(first for first, _ in days)


@given(
    st.lists(
        st.sampled_from(
            (
                *HARD,
                "党的二十大",
                "“十四五”",
                "2022年",
                "（2020—2025年）",
                "召开",
                "13月",
                "十九届六中全会",
            )
        )
    )
)
def test_nothing_raises(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert all(0 <= one.start < one.end <= len(text) for one in misdated(text, SIGNED))
    assert len(list(milestones(text))) <= len(text)
