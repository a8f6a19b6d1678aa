"""The sheet 汇总 of 整改台账 and 报送进度: how far the measures of each leader, unit and aspect have
come, ranked; and what is meant by its columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from compiler.analysis.summaries import Lit, Summary, ranked, summary
from compiler.excel.lists import Content, ListSheet, Rate, list_sheet

SUMMARY_SHEET = "汇总"
ALL, LEADER, UNIT, ASPECT = "全部", "牵头领导", "牵头单位", "方面"
COLUMNS = (
    ("分类", 10),
    ("名次", 6),
    ("名称", 34),
    ("措施数", 8),
    ("已完成", 8),
    ("完成率", 9),
    ("待销号", 8),
    ("已销号", 8),
    ("销号率", 9),
    ("延期措施", 9),
    ("延期次数", 9),
    ("超期", 7),
)
LEGEND: Sequence[tuple[str, str]] = (
    ("完成率", "填报表报“已完成”的措施数 ÷ 牵头的全部措施数"),
    ("销号率", "总台账“销号”表登记了的措施数 ÷ 牵头的全部措施数；报了完成、还没有登记的是待销号"),
    ("名次", "先比完成率，再比销号率；都一样的名次并列，后面的名次空出来"),
    ("延期", "只算总台账“延期”表里登记齐全（延期至、理由、批准人、批准日期）的，单位自己写的不算"),
)


def summary_sheet(
    measures: Sequence[Lit], groups: Mapping[str, Mapping[str, Sequence[Lit]]]
) -> ListSheet:
    """Return the sheet: all measures together, then those of each name under each heading."""

    def rows() -> Iterator[Sequence[Content]]:
        yield (ALL, None, "全部措施", *_numbers(summary(ALL, measures)))
        for heading, group in groups.items():
            for rank, own in ranked(group):
                yield (heading, rank, own.name, *_numbers(own))

    return list_sheet(SUMMARY_SHEET, COLUMNS, rows())


def _numbers(own: Summary) -> Iterator[Content]:
    """Yield what is counted, in the order of the columns."""
    yield from (own.total, own.completed, Rate(own.completed, own.total))
    yield from (own.waiting, own.closed, Rate(own.closed, own.total))
    yield from (own.extended, own.extensions, own.red)
