"""What is registered is found in the prose, however people write it; another number is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from compiler.chinese.amounts import told
from compiler.chinese.numerals import read_numeral
from compiler.chinese.sanctions import dealt_with

TOLD = """
投入1.2亿元|12000|万元
投入1.2亿元|120000000|元
拨付3200.0万元|3200|万元
建成两所幼儿园|2|所
建成2 所|2|所
建成２所|2|所
十二名干部参加|12|名
新增三百二十个学位|320|个
完成率百分之百|100|%
占百分之三十五|35|%
完成率100％|100|%
合格率85.0%|85|%
占三成|30|%
复垦3.5万亩|35000|亩
整治1.5公顷|22.5|亩
面积15万㎡|15|万平方米
修路15km|15|公里
修路15公里|15000|米
共1,234件|1234|件
惠及3200余人|3204|人
惠及近3300人|3290|人
投入约1.2亿元|12034|万元
完成3万余亩|30500|亩
受益1.2万余人次|12300|人次
二十余个小区|23|个
540|540|
"""
OTHERWISE = """
投入1.3亿元|12000|万元
拨付3200元|3200|万元
建成三所|2|所
建成12所|2|所
共54个|540|个
共1540个|540|个
惠及3200余人|4100|人
惠及近3300人|3310|人
2024年|2024|个
540.5|540|
整治1.5公顷|15|亩
占三成|3|%
"""


def _cases(table: str) -> list[list[str]]:
    return [line.split("|") for line in table.strip().splitlines()]


@pytest.mark.parametrize(("text", "value", "unit"), _cases(TOLD))
def test_an_amount_is_told(text: str, value: str, unit: str) -> None:
    """In numerals, with spaces, in another unit, rounded; the range ends with the unit."""
    (found,) = told(text, Decimal(value), unit)
    assert text[slice(*found)].strip()


@pytest.mark.parametrize(("text", "value", "unit"), _cases(OTHERWISE))
def test_another_amount_is_not(text: str, value: str, unit: str) -> None:
    """Another number, unit or order of magnitude, and a piece of a longer number."""
    assert [*told(text, Decimal(value), unit)] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("两", 2), ("十", 10), ("十二", 12), ("三百二十", 320), ("一百零五", 105), ("二〇二四", 2024),
        ("一万零五百", 10500), ("三亿二千万", 320_000_000), ("两千零一", 2001), ("甲", None),
    ],
)  # fmt: skip
def test_numerals_are_read(text: str, number: int | None) -> None:
    assert read_numeral(text) == number


DEALT = """
对3名工作不力、监管缺位的干部进行提醒谈话|提醒谈话|3
提醒谈话三人|提醒谈话|3
谈话提醒9人|提醒谈话|9
责令作出书面检查2人|责令检查|2
提醒谈话3人、批评教育5人|批评教育|5
给予党内警告、政务记过处分各1人|党纪政务处分|2
党内警告1人、记过1人|党纪政务处分|2
对5名责任人予以诫勉|诫勉|5
诫勉谈话5人次|诫勉|5
约谈了区教育局、区财政局负责人共4人|约谈|4
提醒谈话科级干部2人、股级干部1人|提醒谈话|3
提醒谈话2人。又提醒谈话1人。|提醒谈话|3
对相关责任人两名给予批评教育|批评教育|2
12名镇村干部受到批评教育|批评教育|12
共处理12人，其中党纪处分2人、诫勉3人、批评教育7人|诫勉|3
"""
NOT_DEALT = """
提醒谈话3人、批评教育5人|提醒谈话|5
对3名干部进行提醒谈话，对5名干部批评教育|提醒谈话|5
对3名干部进行提醒谈话，对5名干部批评教育|批评教育|3
提醒谈话4人|提醒谈话|3
对3名干部作了严肃批评|诫勉|3
"""


@pytest.mark.parametrize(("text", "way", "count"), _cases(DEALT))
def test_persons_dealt_with(text: str, way: str, count: str) -> None:
    """In either order, in any numeral, by another word, parted by rank, for each."""
    assert int(count) in dealt_with(text, way)


@pytest.mark.parametrize(("text", "way", "count"), _cases(NOT_DEALT))
def test_persons_dealt_with_otherwise(text: str, way: str, count: str) -> None:
    """A number of another way, and another number."""
    assert int(count) not in dealt_with(text, way)
