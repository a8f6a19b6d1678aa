"""What changed between two reporting rounds."""

from __future__ import annotations

from enum import Enum

import attrs

from compiler.brief import brief
from compiler.model.snapshot import Snapshot
from compiler.span import Span


class ChangeKind(Enum):
    """What happened, as the office says it."""

    ADVANCED = "状态推进"
    SLIPPED = "状态倒退"
    RISEN = "数据增加"
    FALLEN = "数据减少"
    SENTENCE_CHANGED = "句子修改"
    SENTENCE_ADDED = "句子增加"
    SENTENCE_REMOVED = "句子删去"
    FILLED = "新填"
    CLEARED = "清空"
    ALTERED = "改动"
    ADDED = "新增"
    REMOVED = "删去"
    ARRIVED = "报来"
    MISSING = "缺表"


@attrs.frozen
class Change:
    """One change, with the words or value before and after, the difference of two numbers, and
    both places.
    """

    kind: ChangeKind
    subject: str
    unit: str
    label: str
    before: str
    after: str
    difference: str
    old: Span | None
    new: Span | None


@attrs.frozen
class PrintedChange:
    """A paragraph of the notice that was reworded, added (``before`` is empty) or removed
    (``after`` is empty).
    """

    before: str
    after: str
    subject: str
    units: tuple[str, ...]


@attrs.frozen
class Comparison:
    """What became of a round: what was changed, what follows from that, and how the printed
    notice differs.
    """

    __repr__ = brief

    old: Snapshot
    new: Snapshot
    changes: tuple[Change, ...]
    consequences: tuple[Change, ...]
    paragraphs: tuple[PrintedChange, ...]

    @property
    def closed(self) -> tuple[Change, ...]:
        """The changes by which a measure became complete."""
        complete = {name for name, complete in self.new.statuses if complete}
        return tuple(
            c for c in self.changes if c.kind is ChangeKind.ADVANCED and c.after in complete
        )
