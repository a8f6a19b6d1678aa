"""改稿清单.xlsx: one row for each edit of a copy, what can be done about it, and a choice for each.

A hidden sheet holds the rows as they were found, so that sorting, filtering and rewording do no harm.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from compiler.absorbing.landing import Verdict
from compiler.absorbing.listed import Choice, EditList, ListedEdit
from compiler.chinese.differences import Pieces, marked
from compiler.chinese.shortening import beginning
from compiler.excel.lists import Column, Content, ListSheet, Marked, Toned, add_sheet, open_listing
from compiler.model.kept import CONVERTER
from compiler.schema.structure import STRUCTURE_SHEET
from compiler.storage.written import sha256

EDIT_LIST = "改稿清单.xlsx"
TITLE, KIND = "改稿清单", "edit_list"
FORMAT = 1
CHUNK = 30_000
"""Characters as Excel counts them (units of UTF-16) that a cell of the hidden sheet holds, less than any
program's limit."""

QUOTED = 60
"""Characters quoted of what came or went: the whole stands beside it."""

NUMBER, OLD, NEW, CHOICE = "序号", "原文", "改为", "处理"
COLUMNS = (
    Column(NUMBER, 6),
    Column("在通报哪里", 22),
    Column(OLD, 40),
    Column(NEW, 40),
    Column("改了什么", 26),
    Column("谁改的", 10),
    Column("什么时候", 16),
    Column("批注", 22),
    Column("来自哪一格", 24),
    Column("能否写回", 12),
    Column("说明", 36),
    Column(CHOICE, 10),
    Column("稿件", 18),
)
TONES = {
    Verdict.WRITABLE: "绿",
    Verdict.FIGURE: "绿",
    Verdict.CHANGED_SINCE: "黄",
    Verdict.TWO_CELLS: "黄",
    Verdict.CONFLICT: "红",
    Verdict.LOST: "红",
    Verdict.GENERATED: "灰",
    Verdict.DONE: "灰",
    Verdict.NEGLIGIBLE: "灰",
    Verdict.REMARK: "",
}
HINT = "选一种：采纳，写进单元格；不采纳，不动；退回单位，随下一包退给单位。空着的算没有处理。"


def write_edit_list(found: EditList) -> bytes:
    """Return the workbook; the same list gives the same bytes."""
    listing = open_listing(TITLE)
    rows = tuple(tuple(_row(number, edit)) for number, edit in enumerate(found.edits, 1))
    sheet = add_sheet(listing, ListSheet(TITLE, COLUMNS, rows))
    column = [own.label for own in COLUMNS].index(CHOICE)
    rule = {
        "validate": "list",
        "source": [choice.value for choice in Choice],
        "input_title": CHOICE,
        "input_message": HINT,
        "error_message": "请从下拉框里选。",
    }
    sheet.data_validation(1, column, max(len(rows), 1), column, rule)
    hidden = listing.book.add_worksheet(STRUCTURE_SHEET)
    for row, text in enumerate(_kept(found)):
        hidden.write_string(row, 0, text)
    hidden.very_hidden()
    return listing.finish()


def list_id(found: EditList) -> str:
    """Return the name by which records refer to a list: eight hexadecimal digits."""
    return sha256(_packed(found).encode())[:8]


def _packed(found: EditList) -> str:
    """Return a list as JSON."""
    head = {"format": FORMAT, "list": CONVERTER.unstructure(found)}
    return json.dumps(head, ensure_ascii=False, separators=(",", ":"))


def _kept(found: EditList) -> Iterator[str]:
    """Yield what the hidden sheet holds: what the workbook is, and the list in pieces."""
    yield KIND
    packed = _packed(found).encode("utf-16-le", "surrogatepass")
    start = 0
    while start < len(packed):
        end = start + 2 * CHUNK
        if packed[end - 1 : end] and 0xD8 <= packed[end - 1] <= 0xDB:
            end -= 2  # two units that are one character
        yield packed[start:end].decode("utf-16-le", "surrogatepass")
        start = end


def _row(number: int, edit: ListedEdit) -> Iterator[Content]:
    """Yield the cells of a row."""
    unwritten = not edit.new and not edit.settled  # somebody is to write it first
    changed = edit.verdict not in (Verdict.REMARK, Verdict.NEGLIGIBLE) and not unwritten
    old, new = (
        marked(edit.old, edit.new) if changed else (((edit.old, False),), ((edit.new, False),))
    )
    yield number
    yield edit.place
    yield Marked(old)
    yield Marked(new)
    yield "\n".join(_in_words(old, new)) if changed else ""
    yield edit.author
    yield edit.when
    yield edit.comment
    yield edit.cell
    yield Toned(edit.verdict.value, TONES[edit.verdict])
    yield edit.note
    yield Toned(edit.preset.value if edit.preset else "", "" if edit.preset else "黄")
    yield "、".join(edit.copies)


def _in_words(old: Pieces, new: Pieces) -> Iterator[str]:
    """Yield what changed in words, since colour never speaks alone."""
    gone, came = _stretches(old), _stretches(new)
    for before, after in _paired(gone, came):
        if before and after:
            yield f"“{beginning(before, QUOTED)}”改为“{beginning(after, QUOTED)}”"
        elif before:
            yield f"删去“{beginning(before, QUOTED)}”"
        elif after:
            yield f"加上“{beginning(after, QUOTED)}”"


def _stretches(pieces: Pieces) -> list[tuple[int, str]]:
    """Return the pieces that differ, each with how many characters that agree stand before it."""
    found, same = [], 0
    for text, differs in pieces:
        if differs:
            found.append((same, text))
        else:
            same += len(text)
    return found


def _paired(
    gone: Sequence[tuple[int, str]], came: Sequence[tuple[int, str]]
) -> Iterator[tuple[str, str]]:
    """Yield what went with what came in its place."""
    places = sorted({place for place, _ in (*gone, *came)})
    before, after = dict(gone), dict(came)
    yield from ((before.get(place, ""), after.get(place, "")) for place in places)
