"""变化对照.xlsx: what changed between two rounds, by unit and cell, and how the printed notice
differs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from compiler.chinese.differences import marked
from compiler.excel.lists import (
    Content,
    ListBook,
    Marked,
    Toned,
    add_sheet,
    list_sheet,
    open_listing,
    set_height,
    set_paper,
    write_content,
)
from compiler.model.changes import Change, ChangeKind, Comparison

CHANGE_COLUMNS = (
    ("变化", 9),
    ("所属", 11),
    ("单位", 16),
    ("栏目", 20),
    ("原来", 36),
    ("现在", 36),
    ("相差", 10),
    ("所在", 26),
)
PRINTED_COLUMNS = (("变化", 8), ("所属", 12), ("单位", 16), ("原来的文字", 58), ("现在的文字", 58))
NAME_WIDTH, STANDARD_WIDTH = 24, 8
"""Characters: of a unit's name, and of a column that nothing is said of."""
GOOD = (ChangeKind.ADVANCED, ChangeKind.ARRIVED)
BAD = (ChangeKind.SLIPPED, ChangeKind.MISSING)


def write_comparison(comparison: Comparison) -> bytes:
    """Return the workbook; the same comparison gives the same bytes."""
    listing = open_listing("变化对照")
    _overview(listing, comparison)
    add_sheet(listing, list_sheet("逐项变化", CHANGE_COLUMNS, map(_row, comparison.changes)))
    add_sheet(listing, list_sheet("随之变化", CHANGE_COLUMNS, map(_row, comparison.consequences)))
    printed = (_printed(p.before, p.after, p.subject, p.units) for p in comparison.paragraphs)
    add_sheet(listing, list_sheet("通报文字", PRINTED_COLUMNS, printed))
    return listing.finish()


def _row(change: Change) -> list[Content]:
    """Return the line of a change. It leads to the cell as it is now, or, if that is gone, as it
    was.
    """
    before, after = (Marked(pieces) for pieces in marked(change.before, change.after))
    tone = "绿" if change.kind in GOOD else "红" if change.kind in BAD else ""
    span = change.new or change.old
    place = span.describe().partition("/")[2] if span else ""
    return [
        Toned(change.kind.value, tone),
        change.subject,
        change.unit,
        change.label,
        before,
        after,
        change.difference,
        place,
    ]


def _printed(before: str, after: str, subject: str, units: Sequence[str]) -> list[Content]:
    """Return the line of a printed paragraph; one that is only in one of the notices was added or
    struck out.
    """
    kind = "修改" if before and after else "增加" if after else "删去"
    return [kind, subject, "、".join(units), *(Marked(pieces) for pieces in marked(before, after))]


def _overview(listing: ListBook, comparison: Comparison) -> None:
    """Write the first sheet: which rounds were compared, what came of it, and how many changes of
    each kind every unit has.
    """
    sheet, formats = listing.book.add_worksheet("总览"), listing.formats
    sheet.set_column(0, 0, NAME_WIDTH)
    set_paper(sheet, listing.title, landscape=True)
    sheet.write_string(0, 0, "变化对照", formats["title"])
    old, new = comparison.old, comparison.new
    drafts = ["（草稿）" if snapshot.draft else "" for snapshot in (old, new)]
    numbers = (
        len(comparison.changes),
        len(comparison.consequences),
        len(comparison.paragraphs),
        len(comparison.closed),
    )
    lines = [
        f"{old.round}{drafts[0]} → {new.round}{drafts[1]}",
        "逐项变化 {} 处，随之变化 {} 处，通报文字 {} 段；转为完成 {} 条措施。".format(*numbers),
    ]
    kinds = [
        kind for kind in ChangeKind if any(change.kind is kind for change in comparison.changes)
    ]
    for row, line in enumerate(lines, 1):
        sheet.merge_range(row, 0, row, max(len(kinds) + 1, 6), None)
        sheet.write_string(row, 0, line, formats["text"])
        set_height(sheet, row, [line], [NAME_WIDTH + STANDARD_WIDTH * max(len(kinds) + 1, 6)])
    counted = Counter((change.unit, change.kind) for change in comparison.changes)
    units = list(dict.fromkeys(change.unit for change in comparison.changes))
    for column, label in enumerate(["单位", *(kind.value for kind in kinds), "合计"]):
        sheet.write_string(4, column, label, formats["head"])
    for row, unit in enumerate([*units, "合计"], 5):
        found = [
            sum(n for (name, k), n in counted.items() if k is kind and unit in (name, "合计"))
            for kind in kinds
        ]
        contents: list[Content] = [unit, *found, sum(found)]
        for column, content in enumerate(contents):
            write_content(sheet, row, column, content, formats)
        set_height(sheet, row, contents[:1], [NAME_WIDTH])
