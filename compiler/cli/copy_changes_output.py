"""What an edited copy changed, on the console: the changes by measure and problem."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import attrs

from compiler.absorbing.changes import CopyChange, CopyChanges
from compiler.chinese.cleaning import printable
from compiler.chinese.differences import marked
from compiler.cli.comparison_output import SHORT, shortened
from compiler.outputs.edits.copy_changes import summary

ELSEWHERE = "不属于哪一个问题、哪一条措施的"


def print_copy_changes(found: CopyChanges) -> None:
    """Print every change, those of one measure or problem together, then how many there are."""
    for note in found.notes:
        print(note)
    parted = any(change.subject for change in found.changes)
    for subject, changes in groupby(found.changes, key=lambda change: change.subject):
        if parted:
            print(subject or ELSEWHERE)
        for change in changes:
            for line in _lines(change):
                print(printable(line))
    print(f"{found.old} → {found.new}：{summary(found)}")


def copies_json(found: CopyChanges) -> dict[str, object]:
    """Return every change with all that is known of it."""
    return attrs.asdict(found)


def _lines(change: CopyChange) -> Iterator[str]:
    """Yield the lines of one change: where, what differs, then who and which cell."""
    place = (line for line in change.place.split("\n") if line != change.subject)
    yield f"    {change.kind} {' '.join(place)}"
    sides = marked(change.before, change.after)
    short = min(len(change.before), len(change.after)) <= SHORT
    for name, text, pieces in zip(("原", "现"), (change.before, change.after), sides, strict=True):
        if text and (short or any(differs for _, differs in pieces)):
            yield f"        {name}：{_flat(text if short else shortened(pieces))}"
    told = (
        ("谁改的", f"{change.author} {change.when}".strip()),
        ("批注", change.comment),
        ("来自", change.cell),
        ("说明", change.note),
    )
    yield from (f"        {name}：{_flat(words)}" for name, words in told if words)


def _flat(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split("\n"))
