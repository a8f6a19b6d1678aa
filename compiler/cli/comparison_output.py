"""Two rounds compared, on the console: the changes by unit, then what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from compiler.chinese.differences import Pieces, marked
from compiler.model.changes import Change, Comparison

AROUND = 12
"""How much unchanged text is shown on either side of a change: about a clause, by which the
place is found again."""

SHORT = 12
"""Up to here, two texts are compared at a glance without marks: a status, a date, an amount."""


def print_comparison(comparison: Comparison) -> None:
    """Print every change grouped by the unit that made it."""
    for change_unit, changes in groupby(
        sorted(comparison.changes, key=lambda c: c.unit), key=lambda c: c.unit
    ):
        print(change_unit)
        for change in changes:
            _print(change)
    if comparison.consequences:
        print("随之变化")
        for change in comparison.consequences:
            _print(change)
    old, new = comparison.old, comparison.new
    print(f"{old.round} → {new.round}：", end="")
    print(
        f"逐项变化 {len(comparison.changes)} 处，随之变化 {len(comparison.consequences)} 处，",
        end="",
    )
    print(f"通报文字 {len(comparison.paragraphs)} 段，转为完成 {len(comparison.closed)} 条措施。")


def comparison_json(comparison: Comparison) -> dict[str, object]:
    """Return the changes by what they concern, and how many follow from them."""
    return {
        "old": comparison.old.round,
        "new": comparison.new.round,
        "changes": [
            {
                "kind": change.kind.value,
                "unit": change.unit,
                "subject": change.subject,
                "label": change.label,
                "before": change.before,
                "after": change.after,
            }
            for change in comparison.changes
        ],
        "consequences": len(comparison.consequences),
        "paragraphs": len(comparison.paragraphs),
        "closed": len(comparison.closed),
    }


def _print(change: Change) -> None:
    """Print one change: both sides whole if either is short or is all there is, else what differs
    with a little around it; then its place, the new one if it still is anywhere.
    """
    print(
        f"    {change.kind.value} {change.subject} {change.label}"
        + (f" {change.difference}" if change.difference else "")
    )
    sides = marked(change.before, change.after)
    for name, text, pieces in zip(("原", "现"), (change.before, change.after), sides, strict=True):
        if not text:
            continue
        if min(len(change.before), len(change.after)) <= SHORT:
            print(f"        {name}：{text}")
        elif any(differs for _, differs in pieces):
            print(f"        {name}：{shortened(pieces)}")
    span = change.new or change.old
    if span is not None:
        print(f"        位置：{span.describe()}")


def shortened(pieces: Pieces) -> str:
    """Return the text with what differs in brackets and long unchanged stretches cut."""
    return "".join(
        f"〔{text}〕" if differs else _cut(text, position, pieces)
        for position, (text, differs) in enumerate(pieces)
    )


def _cut(text: str, position: int, pieces: Sequence[tuple[str, bool]]) -> str:
    """Return a stretch that both texts have, only its ends where it is long: those that touch a
    change.
    """
    if len(text) <= 2 * AROUND + 1:
        return text
    head = text[:AROUND] if position else ""
    tail = text[-AROUND:] if position < len(pieces) - 1 else ""
    return f"{head}…{tail}"
