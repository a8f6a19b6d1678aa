"""Values that carry their place, and whether they can be relied on.

An ``unusable`` value stands in a cell of which an error says that what is in it, if anything,
cannot be what was meant. Nothing need ask for that before it complains of a cell: such a complaint
is silent (:mod:`compiler.analysis.causes`). It is for those that complain of something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache

import attrs

from compiler.chinese.numerals import plain
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
    unusable: bool = attrs.field(default=False, eq=False, kw_only=True)

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
    unusable: bool = attrs.field(default=False, eq=False, kw_only=True)

    @property
    def whole(self) -> int:
        """The value as an integer; 0 if there is none."""
        return int(self.value or 0)


@attrs.frozen
class Day:
    """A date and its cell. ``value`` is ``None`` for an empty cell and for a word that stands in
    place of a date; ``text`` is the day as 2024-12-31, or the words that tell of it.
    """

    value: date | None
    text: str
    span: Span
    unusable: bool = attrs.field(default=False, eq=False, kw_only=True)

    @property
    def in_words(self) -> bool:
        """Whether words say more than the day, or no day at all."""
        return bool(self.text) and (self.value is None or self.text != self.value.isoformat())

    @property
    def imported(self) -> bool:
        """Whether the value stands for one that a published notice cannot know."""
        return self.text == IMPORTED


def places(*values: Text | Number | Day) -> tuple[Span, ...]:
    """Return the places of ``values``."""
    return tuple(value.span for value in values)


def unsure(values: Iterable[Text | Number | Day]) -> tuple[Span, ...]:
    """Return the places of those values that cannot be relied on, empty ones among them."""
    return tuple(
        value.span
        for value in values
        if value.unusable or (not value if isinstance(value, Text) else value.value is None)
    )


Value = Text | Number | Day
VALUES = (Text, Number, Day)
"""The same as a tuple, by which it is told much quicker whether something is one."""
KEY = "key"
"""In the metadata of an attribute: the schema's key of its cell, where that is not its name."""


def written(value: Value) -> str:
    """Return a value as text, by which two are compared: a number however it was typed."""
    if isinstance(value, Text):
        return value.value
    if isinstance(value, Number) and value.value is not None:
        return plain(value.value)
    return value.text


@cache  # of a few classes, asked some ten thousand times a compile
def _names(cls: type[Answers]) -> dict[str, str]:
    """Return the attributes of a class by the keys of their fields in the schema."""
    return {field.metadata.get(KEY, field.name): field.name for field in attrs.fields(cls)}


@attrs.frozen
class Answers:
    """A record of what stands in cells: an attribute for each field that the code has a use for.

    ``others`` are the fields of the schema that it has none for, by key.
    """

    others: Mapping[str, Value] = attrs.field(factory=dict, kw_only=True, hash=False, repr=False)

    def answers(self) -> Iterator[tuple[str, Value]]:
        """Yield every value with its field's key in the schema."""
        for key, name in _names(type(self)).items():  # type: ignore[arg-type]  # a class is hashable
            value = getattr(self, name)
            if isinstance(value, VALUES):
                yield key, value
        yield from self.others.items()

    def answer(self, key: str) -> Value | None:
        """Return the value of a field by its key, ``None`` if the record has none."""
        name = _names(type(self)).get(key)  # type: ignore[arg-type]  # a class is hashable
        value = getattr(self, name) if name is not None else None
        return value if isinstance(value, VALUES) else self.others.get(key)
