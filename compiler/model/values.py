"""Values that carry their place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs

from compiler.span import Span
from compiler.vocab import IMPORTED


@attrs.frozen
class Text:
    """A text and its cell. ``offsets`` maps its characters to the cell's raw text where cleaning
    moved them.

    ``breaks`` are where the cell's own line breaks stood, if they mean something: offsets in
    ``value``.
    """

    value: str
    span: Span
    offsets: tuple[int, ...] | None = None
    breaks: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.value)

    @property
    def imported(self) -> bool:
        """Whether the value stands for one that a published notice cannot know."""
        return self.value == IMPORTED

    def span_at(self, start: int, end: int) -> Span:
        """Return the place of a range of characters in the cell's own text."""
        if self.offsets is None or not self.offsets:
            return self.span.within(start, end)
        last = self.offsets[min(max(end, start + 1), len(self.offsets)) - 1] + 1
        return self.span.within(self.offsets[min(start, len(self.offsets) - 1)], last)


@attrs.frozen
class Number:
    """A number and its cell; ``text`` is how it was written. ``value`` is ``None`` if there is
    none.
    """

    value: Decimal | None
    text: str
    span: Span

    @property
    def whole(self) -> int:
        """The value as an integer; 0 if there is none."""
        return int(self.value or 0)


@attrs.frozen
class Day:
    """A date and its cell. ``value`` is ``None`` for an empty cell and for a word that stands in
    place of a date.
    """

    value: date | None
    text: str
    span: Span

    @property
    def imported(self) -> bool:
        """Whether the value stands for one that a published notice cannot know."""
        return self.text == IMPORTED
