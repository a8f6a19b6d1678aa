"""变化对照.xlsx of an edited copy: a row for each change, whose it is and in which cell."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.absorbing.changes import REMARK, CopyChange, CopyChanges
from compiler.chinese.differences import marked
from compiler.excel.lists import Content, Marked, Toned, list_sheet, write_lists

OVERVIEW_COLUMNS = (("总览", 16), ("内容", 90))
CHANGE_COLUMNS = (
    ("变化", 9),
    ("所属", 12),
    ("在通报哪里", 24),
    ("原来", 42),
    ("现在", 42),
    ("谁改的", 12),
    ("什么时候", 16),
    ("批注", 24),
    ("来自哪一格", 26),
    ("说明", 36),
)
TONES = {"增加": "绿", "删去": "红", REMARK: "黄"}


def write_copy_changes(changes: CopyChanges) -> bytes:
    """Return the workbook; the same changes give the same bytes."""
    sheets = (
        list_sheet("总览", OVERVIEW_COLUMNS, _overview(changes)),
        list_sheet("稿件改动", CHANGE_COLUMNS, map(_row, changes.changes)),
    )
    return write_lists("变化对照", sheets)


def _overview(changes: CopyChanges) -> Iterator[list[Content]]:
    """Yield what was compared, and what came of it."""
    yield ["原来", changes.old]
    yield ["现在", changes.new]
    yield ["改动", summary(changes)]
    for note in changes.notes:
        yield ["说明", note]


def summary(changes: CopyChanges) -> str:
    """Return how much was changed, in a sentence."""
    remarks = sum(one.kind == REMARK for one in changes.changes)
    parts = [f"改动 {len(changes.changes) - remarks} 处"]
    parts += [f"另有批注 {remarks} 条"] if remarks else []
    parts += (
        [f"全角半角、引号、空格这类不改意思的差别 {changes.negligible} 段，没有逐条列"]
        if changes.negligible
        else []
    )
    return "，".join(parts) + "。"


def _row(change: CopyChange) -> list[Content]:
    """Return the line of a change."""
    before, after = (Marked(pieces) for pieces in marked(change.before, change.after))
    return [
        Toned(change.kind, TONES.get(change.kind, "")),
        change.subject,
        change.place,
        before,
        after,
        change.author,
        change.when,
        change.comment,
        change.cell,
        change.note,
    ]
