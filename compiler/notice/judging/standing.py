"""Where a line of an outline stands, and what it is made of, as all judges of lines need it."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from compiler.notice.entities import entered
from compiler.notice.outline import (
    Item,
    Listing,
    Literal,
    Optional,
    OutlineField,
    OutlineLine,
    Repeat,
)

AROUND_ALL = frozenset({"notice"})
ONCE = frozenset({"notice", "signature", "chapter"})
"""What a notice has one of, or prints one of where it is drawn."""
REPEATED = frozenset({"problem", "group", "measure", "figure", "matter"})
KEPT_BY_STATUS = REPEATED | {"aspect", "category"}


@attrs.frozen
class Standing:
    """Where a line stands: what is around it, and the statuses that problems are kept of, ``None`` if
    of all.
    """

    around: frozenset[str] = AROUND_ALL
    statuses: frozenset[str] | None = None


def standing_under(line: OutlineLine, standing: Standing) -> Standing:
    """Return where the lines under a line stand."""
    statuses = frozenset(line.statuses) or standing.statuses
    return Standing(standing.around | entered(line.entity), statuses)


def characters_of(items: tuple[Item, ...]) -> Iterator[tuple[str, int]]:
    """Yield what ``items`` print with its columns, a field as one character, and behind each member of
    a list what joins it to the next.
    """
    for item in items:
        column = item.span.column or 1
        if isinstance(item, Literal):
            yield from zip(item.text, range(column, column + len(item.text)), strict=True)
        elif isinstance(item, OutlineField):
            yield "某", column
        else:
            joiner = item.joiner if isinstance(item, Listing | Repeat) else ""
            for fragment in inside_of(item):
                yield from characters_of(fragment)
                yield from ((character, column) for character in joiner)


def bracketed(items: tuple[Item, ...]) -> Iterator[Optional | Repeat | Listing]:
    """Yield every bracket in ``items``, the outer ones first."""
    for item in items:
        if isinstance(item, Optional | Repeat):
            yield item
            yield from bracketed(item.items)
        elif isinstance(item, Listing):
            yield item
            for fragment in item.fragments:
                yield from bracketed(fragment)


def inside_of(item: Optional | Repeat | Listing) -> tuple[tuple[Item, ...], ...]:
    """Return what a bracket holds, by its fragments."""
    return item.fragments if isinstance(item, Listing) else (item.items,)
