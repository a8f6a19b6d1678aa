"""Figures that words place below or above others: what breaks it is told, what keeps it is left alone."""

from __future__ import annotations

import pytest

from compiler.chinese.figures.constructions import judged
from compiler.chinese.figures.statements import Answer, Certainty


def wrong(text: str) -> list[str]:
    """Return what is told of a text as wrong or perhaps wrong."""
    return [
        one.reading.formula
        for one in judged(text)
        if one.answer is Answer.FALSE and one.statement.certainty is not Certainty.POSSIBLE
    ]


@pytest.mark.parametrize(
    ("text", "right", "slip"),
    [
        ("延伸审计的16所学校里，{}所食堂存在账外收支。", "13", "31"),
        ("抽查的47个项目中有{}个目标不够量化。", "13", "73"),
        ("受到表扬的28个村中，{}个是后进转化村。", "9", "90"),
        ("已受理的64件申请里，{}件材料不全。", "7", "70"),
        ("52名网格员中，{}名为兼职。", "25", "55"),
        ("年度计划投资12亿元，只完成{}亿元。", "5.9", "15.9"),
        ("抽查当天监理人员6人只到{}人。", "4", "7"),
        ("老旧电梯210部，目前仅更换{}部。", "92", "920"),
        ("茶园526亩，今年采春茶的只有{}亩。", "480", "580"),
        ("核定床位320张，实际启用的仅{}张。", "280", "820"),
        ("反弹率依次为12.5%、{}%、3.4%，呈逐次下降趋势。", "7.1", "1.7"),
        ("三年发案分别为61起、{}起和47起，逐年下降。", "54", "45"),
        ("合格率97.9%、{}%、98.8%，逐年抬升。", "98.3", "89.3"),
        ("近三年新生为5472人、{}人、6840人，逐年增加。", "6156", "1656"),
        ("四周投诉量为86件、{}件、52件、31件，逐周减少。", "67", "97"),
        ("阳性率为{}%，高于评审标准60%。", "71.5", "17.5"),
        ("早高峰间隔{}分钟，超过承诺的10分钟。", "12", "2"),
        ("车间粉尘实测{}克，低于国家限值标准8克。", "6.1", "61"),
        ("生均面积{}平方米，多于规定的4.2平方米。", "4.6", "1.6"),
        ("报销比例{}%，低于上年同期的68%。", "64.5", "94.5"),
        ("职工提出建议42条，采纳{}条。", "39", "93"),
        ("培训班报名426人次，录取{}人次。", "380", "830"),
        ("党员认领微心愿860个，完成{}个。", "717", "871"),
        ("追缴违纪所得526.8万元，返还群众{}万元。", "212.3", "612.3"),
        ("应到代表180名，实到{}名。", "163", "613"),
    ],
)
def test_what_breaks_a_bound_is_told(text: str, right: str, slip: str) -> None:
    assert wrong(text.replace("{}", right)) == []
    assert wrong(text.replace("{}", slip))


@pytest.mark.parametrize(
    "text",
    [
        "全镇12个村，最小的村只有86户，最大的村1200户。",
        "去年接访173批，不仅比前年少，且只占全县的3%。",
        "第一批11件，第二批5件，逐月办结。",
        "投诉件逐年下降，今年受理412件，办结396件。",
        "病例12例、9例、11例，总体呈波动下降。",
        "企业86家，其中超过规定标准的3家，共罚款15万元。",
        "培训人数1200人，达到每村不少于3人的标准。",
        "报名人数多于上年的426人，考场增加到38个。",
        "提出意见17条，另采纳上年建议39条。",
        "在建工程中标价为1860万元，概算2100万元。",
        "全市16个县中央财政补助到位，20个乡镇完成验收。",
    ],
)
def test_what_looks_like_a_bound_and_is_none_is_left_alone(text: str) -> None:
    assert wrong(text) == []
