"""核对报告.xlsx: findings with the words they are about, relations tested, numbers nobody vouches
for, waivers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from compiler.excel.lists import (
    Content,
    Link,
    ListBook,
    ListSheet,
    Marked,
    Toned,
    add_sheet,
    list_sheet,
    open_listing,
    set_height,
    set_paper,
    write_content,
)
from compiler.vocab import Severity

FINDINGS, PLACES, RELATIONS, UNVERIFIED, WAIVERS = "意见", "位置", "勾稽核对", "未核数字", "豁免"
FINDING_COLUMNS = (
    ("序号", 5),
    ("级别", 6),
    ("规则", 7),
    ("问题", 14),
    ("单位", 13),
    ("所属", 11),
    ("位置", 26),
    ("处数", 5),
    ("原文", 34),
    ("说明", 36),
    ("怎么改", 30),
    ("正确示例", 26),
)
PLACE_COLUMNS = (
    ("序号", 5),
    ("规则", 7),
    ("单位", 16),
    ("所属", 12),
    ("位置", 50),
    ("用处", 9),
    ("原文", 70),
)
RELATION_COLUMNS = (
    ("结果", 8),
    ("类别", 17),
    ("关系", 50),
    ("各数", 40),
    ("相差", 12),
    ("各数所在", 62),
)
UNVERIFIED_COLUMNS = (("数", 14), ("上下文", 66), ("所属", 14), ("位置", 60))
WAIVER_COLUMNS = (
    ("规则", 7),
    ("位置", 26),
    ("理由", 32),
    ("批准人", 11),
    ("有效期至", 11),
    ("结果", 8),
    ("放行的意见，或没有生效的原因", 46),
    ("放行处", 34),
)
OVERVIEW_WIDTHS = (30, 9, 9, 9, 9)
NAMED = 3
"""Units or measures that a cell names; more would make it the highest of its row."""

HOLDS, FAILS, WAITING, POSSIBLE = "成立", "不成立", "待定", "可能的关系"
UNDECIDED = "不能确定"
RESULTS = {
    result: Toned(result, tone)
    for result, tone in (
        (HOLDS, "绿"), (FAILS, "红"), (WAITING, "灰"), (UNDECIDED, "灰"), (POSSIBLE, "灰"),
    )
}  # fmt: skip
TONES = {"错误": "红", "警告": "黄", "提示": "绿"}
SEVERITIES = tuple(severity.label for severity in sorted(Severity, reverse=True))
Quote = tuple[str, str, str]
"""A cell's words around a span: before it, the span itself, after it."""


@attrs.frozen
class CellPlace:
    """A cell as shown in full and in brief, as linked to from the report's folder, whose it is,
    what it belongs to, its words.
    """

    shown: str
    brief: str
    link: str
    unit: str = ""
    subject: str = ""
    quote: Quote = ("", "", "")

    @property
    def linked(self) -> Link:
        """The place as a link."""
        return Link(self.shown, self.link)

    @property
    def quoted(self) -> Marked:
        """The cell's words with the span emphasised."""
        before, marked, after = self.quote
        return Marked(((before, False), (marked, True), (after, False)))


@attrs.frozen
class FindingRow:
    """One finding; ``occurrences`` hold for each place to mend the places it was compared with,
    itself first.
    """

    severity: str
    code: str
    title: str
    occurrences: tuple[tuple[CellPlace, ...], ...]
    message: str
    remedy: str
    example: str


@attrs.frozen
class RelationRow:
    """One relation that was tested: where it stands, its operands' values and their places, in
    words; ``result`` is one of :data:`RESULTS`.
    """

    kind: str
    formula: str
    place: CellPlace
    result: str
    operands: str
    difference: str
    places: str


@attrs.frozen
class UnverifiedRow:
    """One number that nothing vouches for."""

    text: str
    context: str
    subject: str
    place: CellPlace


@attrs.frozen
class WaiverRow:
    """One waiver and its use: ``finding`` is the finding it switched off, or why it did not."""

    rule: str
    place: str
    reason: str
    approver: str
    expires: str
    outcome: str
    finding: str
    waived: CellPlace | None


def write_check_report(
    verdict: str,
    findings: Sequence[FindingRow],
    relations: Sequence[RelationRow],
    unverified: Sequence[UnverifiedRow],
    waivers: Sequence[WaiverRow],
    placeholders: ListSheet | None = None,
) -> bytes:
    """Return the workbook; the same arguments give the same bytes."""
    listing = open_listing("核对报告")
    _overview(listing, verdict, findings, relations, unverified, waivers, placeholders)
    for name, columns, rows in (
        (
            FINDINGS,
            FINDING_COLUMNS,
            [_finding(number, row) for number, row in enumerate(findings, 1)],
        ),
        (
            PLACES,
            PLACE_COLUMNS,
            [cells for number, row in enumerate(findings, 1) for cells in _places(number, row)],
        ),
        (RELATIONS, RELATION_COLUMNS, [_relation(row) for row in relations]),
        (
            UNVERIFIED,
            UNVERIFIED_COLUMNS,
            [(row.text, row.context, row.subject, row.place.linked) for row in unverified],
        ),
        (WAIVERS, WAIVER_COLUMNS, [_waiver(row) for row in waivers]),
    ):
        add_sheet(listing, list_sheet(name, columns, rows))
    if placeholders is not None:
        add_sheet(listing, placeholders)
    return listing.finish()


def _finding(number: int, row: FindingRow) -> tuple[Content, ...]:
    """Return the line of a finding, which stands for all its places: the first one is quoted,
    units and subjects are summed up.
    """
    firsts = [places[0] for places in row.occurrences]
    first = firsts[0]
    count = sum(len(places) for places in row.occurrences)
    return (
        number,
        Toned(row.severity, TONES[row.severity]),
        row.code,
        row.title,
        _summed(place.unit for place in firsts),
        _summed(place.subject for place in firsts),
        Link(first.brief, first.link),
        count,
        first.quoted,
        row.message,
        row.remedy,
        row.example,
    )


def _summed(names: Iterable[str]) -> str:
    """Return the names there are: all of them if few, else the first with their number."""
    distinct = [name for name in dict.fromkeys(names) if name]
    return "、".join(distinct) if len(distinct) <= NAMED else f"{distinct[0]}等 {len(distinct)} 个"


def _places(number: int, row: FindingRow) -> Iterable[tuple[Content, ...]]:
    """Yield a line for every place of a finding: each that is to be mended, then those it was
    compared with.
    """
    for places in row.occurrences:
        for index, place in enumerate(places):
            use = "对照" if index else "改这里"
            yield number, row.code, place.unit, place.subject, place.linked, use, place.quoted


def _relation(row: RelationRow) -> tuple[Content, ...]:
    """Return the line of a relation; a difference is shown only where there is one to mend."""
    result = RESULTS[row.result]
    difference = row.difference if row.result == FAILS else ""
    return result, Link(row.kind, row.place.link), row.formula, row.operands, difference, row.places


def _waiver(row: WaiverRow) -> tuple[Content, ...]:
    """Return the line of a waiver; one that let nothing pass leads nowhere."""
    place = row.waived.linked if row.waived else ""
    return (
        row.rule,
        row.place,
        row.reason,
        row.approver,
        row.expires,
        row.outcome,
        row.finding,
        place,
    )


def _overview(
    listing: ListBook,
    verdict: str,
    findings: Sequence[FindingRow],
    relations: Sequence[RelationRow],
    unverified: Sequence[UnverifiedRow],
    waivers: Sequence[WaiverRow],
    placeholders: ListSheet | None,
) -> None:
    """Write the first sheet: the verdict, what each sheet holds, and how much is to be mended by
    whom. A place counts for the unit that has to mend it, not for those it was compared with.
    """
    sheet = listing.book.add_worksheet("总览")
    for column, width in enumerate(OVERVIEW_WIDTHS):
        sheet.set_column(column, column, width)
    set_paper(sheet, "核对报告　总览", landscape=False)
    sheet.write_string(0, 0, "核对报告", listing.formats["title"])
    sheet.set_row(0, 26)
    results = Counter(row.result for row in relations)
    others = "".join(
        f"，{result} {results[result]} 个"
        for result in RESULTS
        if result != HOLDS and results[result]
    )
    contents = {
        FINDINGS: f"{len(findings)} 条，一条一行，附原文和改法",
        PLACES: "每条意见涉及的全部单元格，点一下就能打开",
        RELATIONS: f"核过 {len(relations)} 个数量关系，成立 {results[HOLDS]} 个{others}",
        UNVERIFIED: f"{len(unverified)} 个，没有登记，也没有关系能核对",
        WAIVERS: f"{len(waivers)} 条",
    }
    if placeholders is not None:
        contents[placeholders.name] = f"{len(placeholders.rows)} 个，篇章里能用的名称和现在的值"
    sheet.write_string(1, 0, verdict, listing.formats["text"])
    link = listing.book.add_format(
        {"font_name": "宋体", "font_size": 10, "font_color": "#0563C1", "underline": 1}
    )
    for row, (name, text) in enumerate(contents.items(), 2):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", link, f"{name}：{text}")
    head = len(contents) + 3
    for column, label in enumerate(("单位", *SEVERITIES, "合计")):
        sheet.write_string(head, column, label, listing.formats["head"])
    counted = Counter(
        (places[0].unit, row.severity) for row in findings for places in row.occurrences
    )
    units = sorted({unit for unit, _ in counted})
    for row, unit in enumerate([*units, "合计"], head + 1):
        numbers = [
            sum(
                count
                for (name, level), count in counted.items()
                if level == severity and unit in (name, "合计")
            )
            for severity in SEVERITIES
        ]
        write_content(sheet, row, 0, unit, listing.formats)
        for column, number in enumerate([*numbers, sum(numbers)], 1):
            write_content(sheet, row, column, number, listing.formats)
        set_height(sheet, row, [unit], OVERVIEW_WIDTHS[:1])
