"""What the office changed in a form after it was signed off: a line on top, a comment on each cell
concerned, and a list that leads to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from compiler.chinese.shortening import beginning
from compiler.excel.writing.cell_lists import CellList
from compiler.schema.contents import OfficeEdit, Spot
from compiler.schema.structure import EDIT_END, EDIT_LINE, EDIT_MARK

COLUMNS = (
    ("序号", 6),
    ("栏目", 16),
    ("原为", 46),
    ("改为", 46),
    ("改稿人", 12),
    ("采纳日期", 16),
    ("批注", 25),
)
NOTE = (
    "本表审签以后，办公室采纳改稿，改了下面各处；点“栏目”可跳到那一格。"
    "有不同意见的，请直接告诉办公室。审签时的原表存在办公室的“旧版”文件夹里。"
)
QUOTED = 300
"""Characters of a text in a comment, which covers the sheet; the list has all of them."""
NOTHING = "（空）"


def edit_line(edits: Sequence[OfficeEdit]) -> str:
    """Return what a form says on top, nothing if nobody has changed it."""
    return EDIT_LINE.format(count=len(edits)) if edits else ""


def edit_comments(edits: Sequence[OfficeEdit]) -> dict[Spot, str]:
    """Return what is to be said on each cell, all its edits together."""
    by_spot: dict[Spot, list[str]] = {}
    for edit in edits:
        if edit.spot is not None:
            lines = [_who(edit), f"原为：{_quoted(edit.old)}", f"改为：{_quoted(edit.new)}"]
            lines += [f"批注：{_quoted(edit.comment)}"] if edit.comment else []
            by_spot.setdefault(edit.spot, []).append("\n".join(lines))
    return {
        spot: EDIT_MARK + "\n\n".join(texts) + "\n" + EDIT_END for spot, texts in by_spot.items()
    }


def edit_list(edits: Sequence[OfficeEdit]) -> CellList:
    """Return the list of all edits, in full."""
    lines = [
        (
            edit.spot,
            (
                str(number),
                edit.label,
                edit.old or NOTHING,
                edit.new or NOTHING,
                edit.author,
                _day(edit.adopted_on),
                edit.comment,
            ),
        )
        for number, edit in enumerate(edits, 1)
    ]
    return CellList("办公室改动", NOTE, COLUMNS, lines, linked=1)


def _who(edit: OfficeEdit) -> str:
    """Return who changed a cell, and when that was adopted."""
    author = f"{edit.author}改稿" if edit.author else "改稿人没有署名"
    return f"{author}，办公室{_day(edit.adopted_on)}采纳。"


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day is not None else ""


def _quoted(text: str) -> str:
    return beginning(text, QUOTED) or NOTHING
