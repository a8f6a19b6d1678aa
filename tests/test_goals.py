"""A goal's numbers beside what is told of the same thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.analysis.goals import goal_numbers, short_of


def shortfalls(goal: str, answer: str) -> list[tuple[str, str]]:
    """The goal's numbers that the answer falls short of, each with the answer's."""
    return [
        (goal[number.start : number.end], answer[told.start : told.end])
        for number in goal_numbers(goal)
        if (told := short_of(number, answer)) is not None
    ]


@pytest.mark.parametrize(
    ("goal", "answer", "expected"),
    [
        ("新建养老服务站3个。", "已新建养老服务站2个，方便周边老人。", [("新建养老服务站3个", "2个")]),
        ("新建3个养老服务站。", "建成2个养老服务站。", [("新建3个", "2个")]),
        ("自来水普及率达到95%以上。", "自来水普及率提高到93.4%。", [("自来水普及率达到95%以上", "93.4%")]),
        ("“三公”经费压减20%。", "“三公”经费较上年压减18%。", [("“三公”经费压减20%", "18%")]),
        ("平均办理时间控制在3天以内。", "平均办理时间由7天减到4天。", [("平均办理时间控制在3天以内", "4天")]),
        ("平均办理时间控制在3天以内。", "平均办理时间由7天减到2天。", []),
        ("新增学位1620个。", "新增学位1620个。", []),
        ("新增学位1620个。", "东片区新增学位900个，西片区新增学位720个。", []),
        ("新增学位1620个。", "东片区新增学位900个，其中小学学位600个。", [("新增学位1620个", "900个")]),
        ("新增学位1620个。", "计划再新增学位300个。", []),
        ("新增学位1620个。", "新增学位约1600个。", []),
        ("追缴资金200万元。", "追缴资金0.02亿元。", []),
        ("追缴资金200万元。", "追缴资金180.5万元。", [("追缴资金200万元", "180.5万元")]),
        ("整治黑臭水体12条。", "其中3条黑臭水体完成清淤。", []),
        ("培训干部200人。", "对2名干部进行了谈话。", []),
        ("学位供需平衡。", "新增学位1个。", []),
    ],
)  # fmt: skip
def test_what_falls_short(goal: str, answer: str, expected: list[tuple[str, str]]) -> None:
    assert shortfalls(goal, answer) == expected


THINGS = ("新增停车位{}个", "新建垃圾分类亭{}座", "管网覆盖率达到{}%", "完成危房改造{}户", "追回欠款{}万元", "培训护理员{}人次")  # fmt: skip


@given(
    st.sampled_from(THINGS),
    st.integers(1, 900),
    st.integers(0, 900),
    st.sampled_from(("", "全区", "截至11月底，", "经过努力，全年共")),
)
def test_less_is_told_and_more_is_not(thing: str, goal: int, result: int, lead: str) -> None:
    found = shortfalls(thing.format(goal) + "。", lead + thing.format(result) + "，群众满意。")
    assert bool(found) == (result < goal)


@given(st.text(alphabet="新增学位个%万元12。，由至达到其中", max_size=40))
def test_a_text_never_falls_short_of_itself(text: str) -> None:
    number = next(goal_numbers(text), None)
    assert number is None or number.at_most or short_of(number, text) is None
