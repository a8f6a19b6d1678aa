"""核对报告.xlsx: findings with the words they are about, relations tested, numbers nobody vouches for, waivers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import attrs
import xlsxwriter

from compiler.render.workbook_formats import HIGHEST_ROW, text_height

EPOCH = datetime(2000, 1, 1)
SIZE = 10
FINDING_COLUMNS = (
    ("级别", 7), ("规则", 8), ("问题", 16), ("单位", 14), ("所属", 10), ("位置", 30), ("原文", 40), ("说明", 40), ("怎么改", 32), ("正确示例", 18),
)  # fmt: skip
RELATION_COLUMNS = (("结果", 9), ("类别", 18), ("关系", 60), ("相差", 12), ("各数所在", 70))
UNBOUND_COLUMNS = (("数", 14), ("上下文", 60), ("所属", 12), ("位置", 44))
WAIVER_COLUMNS = (("规则", 8), ("位置", 36), ("理由", 40), ("批准人", 12), ("有效期至", 12), ("结果", 10), ("放行的意见", 60))


@attrs.frozen
class Place:
    """A cell as shown and as linked to; ``link`` is relative to the report's folder."""

    shown: str
    link: str


@attrs.frozen
class FindingRow:
    """One finding; ``quote`` is the cell's text around the span, cut into before, the span itself, and after."""

    severity: str
    code: str
    title: str
    unit: str
    subject: str
    places: tuple[Place, ...]
    quote: tuple[str, str, str]
    message: str
    remedy: str
    example: str


@attrs.frozen
class RelationRow:
    """One relation that was tested."""

    kind: str
    formula: str
    holds: bool
    difference: str
    places: tuple[Place, ...]


@attrs.frozen
class UnboundRow:
    """One number that nothing vouches for."""

    text: str
    context: str
    subject: str
    place: Place


@attrs.frozen
class WaiverRow:
    """One waiver and its use."""

    rule: str
    place: str
    reason: str
    approver: str
    expires: str
    outcome: str
    waived: str


def write_check_report(
    verdict: str,
    findings: Sequence[FindingRow],
    relations: Sequence[RelationRow],
    unbound: Sequence[UnboundRow],
    waivers: Sequence[WaiverRow],
) -> bytes:
    """Return the workbook; the same arguments give the same bytes."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "核对报告", "created": EPOCH})
    formats = _formats(book)
    _overview(book, formats, verdict, findings, relations, unbound)
    _findings(book, formats, findings)
    _relations(book, formats, relations)
    rows = [(row.text, row.context, row.subject, row.place) for row in unbound]
    _table(book, formats, "未核数字", UNBOUND_COLUMNS, rows)
    _table(book, formats, "豁免", WAIVER_COLUMNS, [attrs.astuple(row) for row in waivers])
    book.close()
    return buffer.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True}
    bordered = base | {"border": 1, "border_color": "#BFBFBF"}
    return {
        "title": book.add_format({"font_name": "黑体", "font_size": 16}),
        "text": book.add_format(base),
        "cell": book.add_format(bordered),
        "head": book.add_format(bordered | {"bold": True, "bg_color": "#DDEBF7"}),
        "link": book.add_format(bordered | {"font_color": "#0563C1", "underline": 1}),
        "错误": book.add_format(bordered | {"bg_color": "#FFC7CE", "font_color": "#9C0006"}),
        "警告": book.add_format(bordered | {"bg_color": "#FFEB9C", "font_color": "#7F6000"}),
        "提示": book.add_format(bordered | {"bg_color": "#E2EFDA", "font_color": "#375623"}),
        "mark": book.add_format({"font_name": "宋体", "font_size": 10, "bold": True, "font_color": "#C00000", "underline": 1}),
        "plain": book.add_format({"font_name": "宋体", "font_size": 10}),
    }


def _sheet(book: Any, name: str, widths: Sequence[tuple[str, int]], formats: dict[str, Any], rows: int) -> Any:
    sheet = book.add_worksheet(name)
    for column, (label, width) in enumerate(widths):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, label, formats["head"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(rows, 1), len(widths) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L核对报告 &A&R第 &P 页，共 &N 页")
    return sheet


def _overview(
    book: Any, formats: dict[str, Any], verdict: str, findings: Sequence[FindingRow], relations: Sequence[RelationRow],
    unbound: Sequence[UnboundRow],
) -> None:  # fmt: skip
    sheet = book.add_worksheet("总览")
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 4, 10)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, "核对报告", formats["title"])
    sheet.write_string(1, 0, verdict, formats["text"])
    holding = sum(row.holds for row in relations)
    sheet.write_string(2, 0, f"核过 {len(relations)} 个数量关系，成立 {holding} 个；未核数字 {len(unbound)} 个。", formats["text"])
    for row in (1, 2):
        sheet.merge_range(row, 0, row, 4, None)
    for column, label in enumerate(("单位", "错误", "警告", "提示", "合计")):
        sheet.write_string(4, column, label, formats["head"])
    counted = Counter((row.unit, row.severity) for row in findings)
    units = sorted({row.unit for row in findings})
    for index, unit in enumerate([*units, "合计"], 5):
        sheet.write_string(index, 0, unit, formats["cell"])
        numbers = [
            sum(count for (name, level), count in counted.items() if level == severity and unit in (name, "合计"))
            for severity in ("错误", "警告", "提示")
        ]
        for column, number in enumerate([*numbers, sum(numbers)], 1):
            sheet.write_number(index, column, number, formats["cell"])


def _fit(sheet: Any, row: int, columns: Sequence[tuple[str, int]], texts: Sequence[str]) -> None:
    """Give a row the height its longest cell needs: not every program fits wrapped rows by itself."""
    heights = [text_height(text, width, SIZE) for text, (_, width) in zip(texts, columns, strict=True)]
    sheet.set_row(row, min(max(heights), HIGHEST_ROW))


def _findings(book: Any, formats: dict[str, Any], findings: Sequence[FindingRow]) -> None:
    lines = [(row, place) for row in findings for place in row.places[:1]]
    sheet = _sheet(book, "意见", FINDING_COLUMNS, formats, len(lines))
    for index, (row, place) in enumerate(lines, 1):
        texts = (row.severity, row.code, row.title, row.unit, row.subject)
        for column, text in enumerate(texts):
            sheet.write_string(index, column, text, formats[row.severity] if column == 0 else formats["cell"])
        others = "".join(f"\n另见 {other.shown}" for other in row.places[1:])
        _link(sheet, index, 5, place, formats, others)
        _quote(sheet, index, 6, row.quote, formats)
        for column, text in enumerate((row.message, row.remedy, row.example), 7):
            sheet.write_string(index, column, text, formats["cell"])
        shown = (*texts, place.shown + others, "".join(row.quote), row.message, row.remedy, row.example)
        _fit(sheet, index, FINDING_COLUMNS, shown)


def _link(sheet: Any, row: int, column: int, place: Place, formats: dict[str, Any], more: str = "") -> None:
    if place.link:
        sheet.write_url(row, column, place.link, formats["link"], place.shown + more)
    else:
        sheet.write_string(row, column, place.shown + more, formats["cell"])


def _quote(sheet: Any, row: int, column: int, quote: tuple[str, str, str], formats: dict[str, Any]) -> None:
    before, marked, after = quote
    if not marked:
        sheet.write_string(row, column, before + after, formats["cell"])
        return
    pieces: list[Any] = []
    for text, style in ((before, "plain"), (marked, "mark"), (after, "plain")):
        pieces += [formats[style], text] if text else []
    if len(pieces) == 2:  # a rich string needs two fragments
        sheet.write_string(row, column, marked, formats["cell"])
    else:
        sheet.write_rich_string(row, column, *pieces, formats["cell"])


def _relations(book: Any, formats: dict[str, Any], relations: Sequence[RelationRow]) -> None:
    sheet = _sheet(book, "勾稽核对", RELATION_COLUMNS, formats, len(relations))
    for index, row in enumerate(relations, 1):
        sheet.write_string(index, 0, "成立" if row.holds else "不成立", formats["提示" if row.holds else "错误"])
        places = "\n".join(place.shown for place in row.places)
        texts = (row.kind, row.formula, "" if row.holds else row.difference, places)
        for column, text in enumerate(texts, 1):
            sheet.write_string(index, column, text, formats["cell"])
        _fit(sheet, index, RELATION_COLUMNS, ("", *texts))


def _table(book: Any, formats: dict[str, Any], name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[object]]) -> None:
    sheet = _sheet(book, name, columns, formats, len(rows))
    for index, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, Place):
                _link(sheet, index, column, value, formats)
            else:
                sheet.write_string(index, column, str(value), formats["cell"])
        _fit(sheet, index, columns, [value.shown if isinstance(value, Place) else str(value) for value in row])
