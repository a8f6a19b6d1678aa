"""Follow-ups that a notice prints right behind a measure's answer, with nothing to part them by."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.chinese.marks import sentences
from compiler.importer.drafts import DraftMeasure
from compiler.importer.follow_ups import FollowUpTexts
from compiler.model.document import Role
from compiler.notice.outline import Item, Optional, Outline, OutlineField, Repeat

Pair = tuple[OutlineField, OutlineField]
"""The field of the answer, and that of the follow-up behind it."""


def run_together(outline: Outline) -> Pair | None:
    """Return the answer and the follow-up that an outline draws without a word between; ``None`` if it
    draws none so.
    """
    return next((pair for line in outline.walk() for pair in _pairs(line.items)), None)


def _pairs(items: tuple[Item, ...]) -> Iterator[Pair]:
    """Yield the pairs in ``items``, however deep."""
    before: Item | None = None
    for item in items:
        first = item.items[0] if isinstance(item, Repeat) and item.items else None
        if (
            isinstance(before, OutlineField)
            and before.definition is not None
            and before.definition.role is Role.PROGRESS
            and isinstance(first, OutlineField)
            and first.entity == "matter"
        ):
            yield before, first
        if isinstance(item, Repeat | Optional):
            yield from _pairs(item.items)
        before = item


def part(measure: DraftMeasure, follow_up: FollowUpTexts, pair: Pair) -> FollowUpTexts | None:
    """Return the follow-up of a measure that is not complete, the last sentence of its answer, which
    loses it; ``None`` if it has one, or the answer is of one sentence.
    """
    answer, after = pair
    text = measure.values.get(answer.key, "")
    starts = [start for start, _ in sentences(text)]
    if after.key in follow_up.texts or len(starts) < 2:
        return None
    measure.values[answer.key] = text[: starts[-1]]
    return FollowUpTexts(follow_up.name, {**follow_up.texts, after.key: text[starts[-1] :]})
