"""What absorb says: the edits found in copies, and what became of those decided on."""

from __future__ import annotations

from collections import Counter
from typing import Any

from compiler.absorbing.listed import EditList, ListedEdit
from compiler.chinese.shortening import beginning

SHOWN = 20
"""Edits shown on the console; the list has them all."""


QUOTED = 60
"""Characters quoted of either text: two lines of a console."""


def print_edits(found: EditList) -> None:
    """Print the edits, one a line, and how many there are of each verdict."""
    for note in found.notes:
        print(note)
    for number, edit in enumerate(found.edits[:SHOWN], 1):
        where = edit.place.replace("\n", " ")
        choice = edit.preset.value if edit.preset else "待定"
        print(f"{number}. {where}（{edit.verdict.value}，{choice}）")
        print(f"    {_shown(edit)}")
    if len(found.edits) > SHOWN:
        print(f"……共 {len(found.edits)} 条，全部列在改稿清单里")
    counts = Counter(edit.verdict.value for edit in found.edits)
    if counts:
        print("、".join(f"{verdict} {count} 条" for verdict, count in counts.items()) + "。")


def _shown(edit: ListedEdit) -> str:
    """Return an edit on one line."""
    words = edit.comment if edit.old == edit.new and edit.comment else ""
    old, new = (beginning(text, QUOTED) for text in (edit.old, edit.new))
    text = words or (f"原文“{old}”改为“{new}”" if old or new else edit.note)
    return text.replace("\n", " ")


def edit_json(number: int, edit: ListedEdit) -> dict[str, Any]:
    """Return a row for a program."""
    return {
        "number": number,
        "place": edit.place.split("\n"),
        "old": edit.old,
        "new": edit.new,
        "author": edit.author.split("\n"),
        "when": edit.when.split("\n"),
        "comment": edit.comment,
        "cell": edit.cell.split("\n") if edit.cell else [],
        "verdict": edit.verdict.value,
        "note": edit.note,
        "choice": edit.preset.value if edit.preset else "",
        "copies": list(edit.copies),
    }
