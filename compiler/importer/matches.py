"""What it means that a paragraph was read: values, members of a series, what is lacking."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from compiler.notice.numbering import plain_marks
from compiler.notice.outline import OutlineField, Repeat


@attrs.frozen
class NoticeParagraph:
    """One paragraph of the notice: its line, and where its text begins there if it was cut from a
    longer one. ``ends`` are the places where a line of it visibly ends, ``cells`` the texts of a
    row of a table.
    """

    number: int
    text: str
    offset: int = 0
    ends: tuple[int, ...] = ()
    cells: tuple[str, ...] = ()

    @property
    def half(self) -> str:
        """The text in half-width form, position for position."""
        return plain_marks(self.text)


@attrs.frozen
class MatchedValue:
    """The text that a field holds, and its place in the paragraph."""

    field: OutlineField
    text: str
    start: int


@attrs.frozen
class Members:
    """The members of a repetition: what each holds, and its whole text without its number."""

    repeat: Repeat
    members: tuple[tuple[Capture, ...], ...]
    texts: tuple[str, ...]


Capture = MatchedValue | Members


@attrs.frozen
class Lack:
    """Something that the notice should have had at ``start`` and that the outline supplies: a
    diagnostic to be.
    """

    code: str
    start: int
    arguments: Mapping[str, object]


@attrs.frozen
class Match:
    """A paragraph as one line of the outline reads it. ``number`` is the printed one; ``cost`` is
    the doubt in it.
    """

    captures: tuple[Capture, ...]
    number: int | None
    cost: int
    lacks: tuple[Lack, ...] = ()


@attrs.frozen
class TextContext:
    """The paragraph at hand and what its values are judged by. ``grouped`` tells that it is one
    group's, whose lead-in is its first sentence.
    """

    text: str
    half: str
    statuses: tuple[str, ...]
    strong: bool
    grouped: bool = False


Attempt = tuple[tuple[Capture, ...], tuple[Lack, ...], int]
"""What a text holds, what it lacks, and how doubtful that is."""
