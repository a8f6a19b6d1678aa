"""The sheet 占位符: every name that the office's prose may take a number from, with its present value,
where that comes from, and where it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from compiler.analysis.counts import figures
from compiler.chinese.numerals import plain
from compiler.excel.lists import Content, Link, ListSheet, list_sheet
from compiler.model.report import Report
from compiler.notice.placeholders import split_placeholders
from compiler.schema.placeholders import meanings
from compiler.span import Span

PLACEHOLDERS = "占位符"
COLUMNS = (
    ("占位符", 28),
    ("现在的值", 14),
    ("意思", 46),
    ("由几格得出", 10),
    ("第一格", 40),
    ("用在", 30),
)
DECLARED, DEFINED = "数据指标", "勾稽规则里定义"
DIFFERING = "几处登记的数不同，不能直接用；要合计，请在勾稽规则里定义"
UNUSED = "没有用到"


def placeholder_sheet(report: Report, link: Callable[[Span], Link]) -> ListSheet:
    """Return the sheet; ``link`` leads to a cell."""
    return list_sheet(PLACEHOLDERS, COLUMNS, _rows(report, link))


def _rows(report: Report, link: Callable[[Span], Link]) -> Iterator[tuple[Content, ...]]:
    kinds = (row.kind.value for row in report.register.petitions)
    known = meanings((status.name for status in report.statuses), kinds)
    declared, used = figures(report), used_in(report)
    defined = {relation.defines for relation in report.relations if relation.defines}
    for name, count in report.counts.items():
        meaning = known.get(name) or (DEFINED if name in defined else "")
        meaning = meaning or (DECLARED if name in declared else "")
        value = plain(count.value) + count.measure_unit
        yield _row(name, value, meaning, count.sources, used, link)
    for name, rows in declared.items():
        if name not in report.counts:
            sources = tuple(figure.value.span for _, figure in rows)
            yield _row(name, "", DIFFERING, sources, used, link)


def _row(
    name: str,
    value: str,
    meaning: str,
    sources: tuple[Span, ...],
    used: dict[str, list[str]],
    link: Callable[[Span], Link],
) -> tuple[Content, ...]:
    first = link(sources[0]) if sources else ""
    places = "、".join(used.get(name, ())) or UNUSED
    return f"{{{name}}}", value, meaning, len(sources), first, places


def used_in(report: Report) -> dict[str, list[str]]:
    """Return for each name the paragraphs of 篇章 that take it."""
    used: dict[str, list[str]] = {}
    for row in report.register.chapters:
        place = f"{row.place.value}第{row.order.text}段"
        for text in (row.heading, row.text):
            for part in split_placeholders(text.value):
                if part.name and place not in used.setdefault(part.name, []):
                    used[part.name].append(place)
    return used
