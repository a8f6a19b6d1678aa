"""The outline: a template that looks like the notice it makes, one line a paragraph.

Indentation is nesting; ``{栏目}`` prints a field; ``<…>`` vanishes when the fields inside are
empty and the counts zero; ``[…]`` repeats for every group, measure or other member, ``[…|;]``
joined by what follows the bar, those that say the same once if ``|不重复`` follows; ``[…/…|;]`` lists those of its fragments that are not empty; a
number is drawn by its first value; a remark behind ``…`` at the end of a line says what cannot be
drawn. A doubled bracket stands for itself; ``#`` starts a comment.

Lines in bars, ``|序号|问题|``, are a table: the first is its header, each of the others a row,
repeated as any line is; a first cell ``1`` counts them. ``附件:1.`` lists attachments, and
``附件1`` alone on a line begins one, on a new page.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import attrs

from compiler.brief import brief
from compiler.notice.entities import DEPTH
from compiler.notice.families import STAR, offered
from compiler.notice.numbering import Numbering
from compiler.notice.placeholders import Placeholder, read_placeholder
from compiler.notice.vocabulary import FieldDefinition
from compiler.span import Span


@attrs.frozen
class Literal:
    """Set wording."""

    text: str
    span: Span


@attrs.frozen
class OutlineField:
    """A field by its Chinese name, with the place it names, if any (``{篇章 第一部分}``).

    ``definition`` is what the vocabulary knows of it; a count or figure has none.
    """

    name: str
    argument: str
    span: Span
    definition: FieldDefinition | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def entity(self) -> str | None:
        """What the field belongs to; ``None`` for a count or figure."""
        return self.definition.entity if self.definition else None

    @property
    def counted(self) -> Placeholder:
        """What it counts, if it has no definition."""
        return read_placeholder(f"{self.name} {self.argument}")

    @property
    def key(self) -> str:
        """The key of the value it prints, empty for a count or figure."""
        return self.definition.key if self.definition else ""

    @property
    def place(self) -> str | None:
        """The place in 篇章 that the field prints, if it prints office prose."""
        return self.definition.place(self.argument) if self.definition else None


@attrs.frozen
class Optional:
    """A fragment that vanishes when every field in it is empty and every count zero."""

    items: tuple[Item, ...]
    span: Span


@attrs.frozen
class Repeat:
    """A fragment printed once for every member of ``entity``; if ``distinct``, what several of them
    say is printed once.
    """

    items: tuple[Item, ...]
    numbering: Numbering | None
    joiner: str
    span: Span
    distinct: bool = False

    @property
    def entity(self) -> str | None:
        """What is repeated."""
        return deepest(self.items)


@attrs.frozen
class Listing:
    """Fragments of which the empty ones vanish, joined."""

    fragments: tuple[tuple[Item, ...], ...]
    joiner: str
    span: Span


Item = Literal | OutlineField | Optional | Repeat | Listing


class Hiding(Enum):
    """When a heading is left out: over a single problem of its own title, over a single member
    whatever its title, or where it is the only one of its level.
    """

    REPEATED = "repeated"
    LONE_CHILD = "lone child"
    ALONE = "alone"


@attrs.frozen
class OutlineLine:
    """One line of the outline and the lines nested under it.

    ``lead`` stands before the first member's number only (附件:1.). A row of a table has
    ``cells``, whose items are the line's; if ``merged``, what it says of a problem, and of what
    that is in, stands in the first of its rows only. An ``unended`` one is printed without the end
    mark of its prose. ``words`` are those of its remark, with their places.
    """

    __repr__ = brief

    items: tuple[Item, ...]
    numbering: Numbering | None
    restart: str | None
    statuses: tuple[str, ...]
    style: str | None
    hiding: Hiding | None
    span: Span
    children: tuple[OutlineLine, ...] = ()
    lead: Literal | None = None
    cells: tuple[tuple[Item, ...], ...] = ()
    sealed: bool = False
    merged: bool = False
    unended: bool = False
    words: tuple[tuple[str, Span], ...] = ()

    @property
    def entity(self) -> str | None:
        """What the line is printed for."""
        return deepest(self.items)

    def place_of(self, word: str) -> Span:
        """Return where a word of its remark stands, the line's own place if none is so."""
        return next((place for known, place in self.words if known.startswith(word)), self.span)

    def walk(self) -> Iterator[OutlineLine]:
        """The line and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@attrs.frozen
class Outline:
    """The whole template."""

    __repr__ = brief

    file: str
    lines: tuple[OutlineLine, ...]

    @property
    def place(self) -> Span:
        """The whole of it: what a line that cannot be read spoils."""
        return Span(self.file)

    @property
    def drawing(self) -> Span:
        """What it draws, taken together: spoiled by whatever keeps a part of it from being
        printed, read or not.
        """
        return Span(self.file, line=0)

    def walk(self) -> Iterator[OutlineLine]:
        """Every line from top to bottom."""
        for line in self.lines:
            yield from line.walk()

    def places(self) -> tuple[str, ...]:
        """The places that the office writes prose for, in order; of a family a few."""
        drawn = [field.place for line in self.walk() for field in fields(line.items)]
        names = (name for place in drawn if place for name in offered(place))
        return tuple(dict.fromkeys(names))

    def families(self) -> frozenset[str]:
        """The families of places that it draws, each with its star."""
        drawn = [field.place for line in self.walk() for field in fields(line.items)]
        return frozenset(place for place in drawn if place and place.endswith(STAR))


def fields(items: tuple[Item, ...]) -> Iterator[OutlineField]:
    """Every field in ``items``, however deep."""
    for item in items:
        if isinstance(item, OutlineField):
            yield item
        elif isinstance(item, Optional | Repeat):
            yield from fields(item.items)
        elif isinstance(item, Listing):
            for fragment in item.fragments:
                yield from fields(fragment)


def is_header(line: OutlineLine) -> bool:
    """Tell whether a row of a table is its header: set wording and no number."""
    return line.numbering is None and all(isinstance(item, Literal) for item in line.items)


def direct_fields(items: tuple[Item, ...]) -> Iterator[OutlineField]:
    """The fields outside repetitions: what decides for whom ``items`` are printed."""
    for item in items:
        if isinstance(item, OutlineField):
            yield item
        elif isinstance(item, Optional):
            yield from direct_fields(item.items)
        elif isinstance(item, Listing):
            for fragment in item.fragments:
                yield from direct_fields(fragment)


def deepest(items: tuple[Item, ...]) -> str | None:
    """Return the most deeply nested entity among the fields outside repetitions."""
    return max(
        (field.entity for field in direct_fields(items) if field.entity),
        key=DEPTH.index,
        default=None,
    )


def own_place(items: tuple[Item, ...]) -> str:
    """Return the place in 篇章 that ``items`` print, if any: the first that a field outside
    repetitions names.
    """
    return next((field.place for field in direct_fields(items) if field.place), "")
