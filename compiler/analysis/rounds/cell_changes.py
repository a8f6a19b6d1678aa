"""What one cell's change means: a status that advanced, a figure that rose, a sentence that was
added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

import attrs

from compiler.chinese.differences import sentence_edits
from compiler.model.changes import Change, ChangeKind
from compiler.model.snapshot import SnapshotValue
from compiler.schema.definitions import Field, ValueKind

NUMBERS = (ValueKind.NUMBER, ValueKind.INTEGER)

POINTS = {"%": "个百分点", "％": "个百分点", "‰": "个千分点"}
"""What the difference of two proportions is counted in: 98% to 97% is not 1% less."""


@attrs.frozen
class ChangePlace:
    """Whose cell it is: what it is about, the unit that wrote it, and the label."""

    subject: str
    unit: str
    label: str


def compare_cells(
    place: ChangePlace,
    field: Field | None,
    old: SnapshotValue | None,
    new: SnapshotValue | None,
    statuses: Sequence[tuple[str, bool]],
    unit: str | None = "",
) -> Iterator[Change]:
    """Yield what happened between two contents of one cell, ``None`` for an empty one.

    ``field`` is what the schema says of it, ``None`` if it is no longer asked; ``unit`` is that
    of its number, ``None`` if the two count different things, of which none is more or less.
    """
    before, after = (value.text if value else "" for value in (old, new))
    spans = (old.span if old else None), (new.span if new else None)
    if before == after:
        return

    def change(
        kind: ChangeKind, was: str = before, now: str = after, difference: str = ""
    ) -> Change:
        """Return a change of this cell, between the texts shown unless told otherwise."""
        return Change(kind, place.subject, place.unit, place.label, was, now, difference, *spans)

    kind = field.kind if field else ValueKind.TEXT
    ranks = {name: rank for rank, (name, _) in enumerate(statuses)}
    if field is not None and field.choices == "完成状态" and before in ranks and after in ranks:
        yield change(ChangeKind.ADVANCED if ranks[after] > ranks[before] else ChangeKind.SLIPPED)
    elif not before or not after:
        yield change(ChangeKind.FILLED if after else ChangeKind.CLEARED)
    elif (
        kind in NUMBERS
        and unit is not None
        and (difference := _difference(before, after)) is not None
    ):
        yield change(
            ChangeKind.RISEN if difference > 0 else ChangeKind.FALLEN,
            difference=f"{difference:+f}{POINTS.get(unit, unit)}",
        )
    elif kind is ValueKind.PROSE:
        for edit in sentence_edits(before, after):
            kinds = {
                (True, False): ChangeKind.SENTENCE_REMOVED,
                (False, True): ChangeKind.SENTENCE_ADDED,
            }
            edited = (bool(edit.before), bool(edit.after))
            yield change(kinds.get(edited, ChangeKind.SENTENCE_CHANGED), edit.before, edit.after)
    else:
        yield change(ChangeKind.ALTERED)


def _difference(before: str, after: str) -> Decimal | None:
    """Return how much a number grew; ``None`` if it did not, or if one of the two is no number."""
    try:
        difference = Decimal(after) - Decimal(before)
    except InvalidOperation:
        return None
    return difference if difference.is_finite() and difference else None
