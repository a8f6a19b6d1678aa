"""Quantities in prose: number, unit, qualifier and what they count, each with its exact range
(GB/T 15835-2011).
"""

from __future__ import annotations

import re
from decimal import Decimal

import attrs

from compiler.chinese.beginnings import beginning_with
from compiler.recall import recalled

MULTIPLIERS = {
    "万": Decimal(10_000),
    "亿": Decimal(100_000_000),
    "千": Decimal(1000),
    "百": Decimal(100),
}
MONEY = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
"""The units of money that official prose reckons in, in yuan."""
UNITS = (
    "万亿元", "亿美元", "万美元", "亿元", "万元", "千元", "元", "个百分点", "毫克/升", "万平方米",
    "平方公里", "平方米", "立方米", "公顷", "万亩", "亩", "公里", "千米", "米", "万吨", "吨",
    "公斤", "千瓦时", "千瓦", "个工作日", "个小时", "小时", "分钟", "个月", "个学位", "个班",
    "人次", "件次", "户次", "家次", "场次", "批次", "次", "余家", "家", "名", "人", "位", "个",
    "项", "件", "条", "处", "份", "户", "期", "场", "所", "台", "套", "间", "栋", "幢", "辆", "张",
    "篇", "册", "笔", "宗", "起", "批", "组", "支", "类", "大类", "大项", "小项", "块", "座", "片",
    "段", "轮", "站", "岁", "倍", "%", "‰", "分", "天", "日", "周", "年", "级", "档", "方面", "镇",
    "村", "街道", "社区", "字", "页", "路", "盏", "棵", "株", "头", "只", "枚", "根", "扇", "对",
    "顶", "口", "床", "席", "课时", "学时", "市斤", "斤", "克", "升", "度", "千伏", "兆瓦", "层", "本",
    "部", "门", "班", "道", "节", "桩", "例", "票", "单", "卡", "款", "种", "样", "步", "环", "区",
    "县", "点", "眼", "艘", "架", "只", "卷", "盒", "羽", "瓶", "箱", "桶", "袋", "匹", "尾", "航次", "车次", "班次",
    "封", "剂次", "剂", "辆次", "艘次", "人份", "趟次", "趟", "棚", "副", "把", "包", "桌", "捆", "罐", "束", "幅",
    "面", "具", "双", "粒", "枝", "盆", "筐", "餐", "顿", "针", "首", "尊", "列", "毫克", "毫升", "微克",
)  # fmt: skip
NO_UNIT = "面[临积对向]|把[关握控]|针对|具[体有备]|列[入为出]|首[先次]|双[方重向]|包[括含保干]|副[主总书]|幅度|尊重|束缚|餐饮"
"""Words that begin like a counter and are none: 问题3针对的是…"""
UNIT = "|".join(sorted(map(re.escape, dict.fromkeys(UNITS)), key=len, reverse=True))
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
QUANTITY = beginning_with(
    r"\d约近超逾不至最",
    rf"(?P<before>(?<![签节违预公特履条续解邀失毁爽])约|(?<![最附邻临靠])近|超过|超|逾|不足|不少于|不低于|至少|最多)?(?P<number>{NUMBER})"
    r"(?P<multiplier>[万亿千百](?!元|亩|吨|平方米|美元))?"
    rf"(?P<after>余|多)?(?P<unit>(?!{NO_UNIT})(?:{UNIT}))?(?P<tail>以上|以下|左右|以内)?",
)
DATE = (
    r"\d{4}\s*[-–—~～至]\s*\d{4}\s*年(?:度|间|底|初)?"
    r"|\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:度|间|底|初|末)?"
    r"|\d{1,2}月(?:\d{1,2}日)?(?:至(?:\d{1,2}月)?(?:\d{1,2}日)?)?|(?<=至)\d{1,2}日|(?<=、)\d{1,2}月"
    r"|\d{1,2}日(?=至|起|前|上午|下午)"
)
MASKED = beginning_with(
    r"《〔“‘第(（\dA-Za-z_.+-",
    rf"《[^《》]{{0,200}}》|〔\d{{4}}〕\d*号?|“[^“”]{{0,8}}”|‘[^‘’]{{0,8}}’|第\s*\d+"
    rf"|[(（]\d{{1,2}}[)）]|{DATE}"
    r"|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]+@[A-Za-z0-9.-]+|\d{3,4}-\d{7,8}|\d{7,}|\d+号(?!楼的)"
    r"|\d+时(?:\d+分)?|\d+[::]\d+"
    r"|(?<![A-Za-z])[A-Za-z]+[-+.]?\d+|\d+[+×xX]\S",
)
NOUN = re.compile(r"[\u4e00-\u9fff]{1,12}")
NOUN_STOP = re.compile(r"[的已均全正其中共并被将和与或及至在由为是按到从于]")


@attrs.frozen
class Quantity:
    """A number with its unit. ``value`` is multiplied out (1.2万 is 12000); ``qualifier`` is 约,
    余, 以上 … or empty.

    ``start`` and ``end`` span number, multiplier and unit; ``number_end`` ends the digits.
    ``noun`` is the words that follow, up to the next mark or function word; ``preceding`` those
    that lead up to it.
    """

    value: Decimal
    measure_unit: str
    qualifier: str
    start: int
    number_end: int
    end: int
    noun: str
    preceding: str

    @property
    def exact(self) -> bool:
        """Whether the number is meant to the last digit."""
        return not self.qualifier


@recalled(4096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of ``text`` in order.

    Dates, ordinals, document numbers, telephone numbers, and whatever stands inside quotation or
    book-title marks are no quantities. Every pattern is anchored and bounded, so time grows
    linearly with the text.
    """
    masked = MASKED.sub(lambda match: "\0" * len(match.group()), text)
    found = []
    for match in QUANTITY.finditer(masked):
        start = match.start("number")
        if _attached(masked, start, match.end("number")):
            continue
        unit, multiplier = match.group("unit") or "", match.group("multiplier")
        value = Decimal(match.group("number").replace(",", ""))
        end = (
            match.end("unit")
            if unit
            else match.end("after")
            if match.group("after")
            else match.end("number")
        )
        if multiplier:
            value *= MULTIPLIERS[multiplier]
            end = max(end, match.end("multiplier"))
        qualifier = match.group("before") or match.group("after") or match.group("tail") or ""
        following = NOUN.match(masked, end)
        noun = NOUN_STOP.split(following.group())[0] if following else ""
        found.append(
            Quantity(
                value,
                unit,
                qualifier,
                start,
                match.end("number"),
                end,
                noun,
                _preceding(masked, match.start()),
            )
        )
    return tuple(found)


def amounts_to(text: str, quantity: Quantity, value: Decimal, unit: str) -> bool:
    """Tell whether a quantity of ``text`` is ``value`` in ``unit``, as written (38.6千米) or
    multiplied out (38600米).

    The unit need not be one of :data:`UNITS`: what stands behind the digits counts.
    """
    written = Decimal(text[quantity.start : quantity.number_end].replace(",", ""))
    if written == value and text.startswith(unit, quantity.number_end):
        return bool(unit) or quantity.end == quantity.number_end
    other = f"{value:f}{unit}"
    return any(
        (quantity.value, quantity.measure_unit) == (one.value, one.measure_unit)
        for one in quantities(other)
        if one.end == len(other)
    )


def _attached(text: str, start: int, end: int) -> bool:
    """Tell whether the digits belong to something that is no quantity: a code, a version, a
    decimal cut in two.
    """
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return bool(re.match(r"[A-Za-z0-9.．_\\/·-]", before)) or bool(re.match(r"[A-Za-z_]", after))


def _preceding(text: str, position: int) -> str:
    """Return the Chinese characters directly before a position, twelve at most."""
    start = position
    while start > 0 and position - start < 12 and "\u4e00" <= text[start - 1] <= "\u9fff":
        start -= 1
    return text[start:position]
