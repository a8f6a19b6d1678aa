"""What can be said against an outline before any report is at hand."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics import Diagnostic, complain
from compiler.notice.entities import ATTACHED, PARENTS
from compiler.notice.numbering import Numbering
from compiler.notice.outline import (
    Item,
    Listing,
    Literal,
    Optional,
    Outline,
    OutlineLine,
    Repeat,
    direct_fields,
    is_header,
    own_place,
)
from compiler.span import Span


def validate(outline: Outline) -> list[Diagnostic]:
    """Judge an outline.

    Diagnostics: S057 a number drawn out of turn, S070 a field where nothing gives it a value,
    S081 a table drawn wrong.
    """
    unprinted = (*_misplaced(outline.lines, frozenset({"notice"})), *_tables(outline.lines))
    return [
        *(found.resting_on(outline.place, outline.drawing) for found in _drawn(outline.lines)),
        *(
            found.resting_on(outline.place).spoiling(*found.spans, outline.drawing)
            for found in unprinted
        ),
    ]


def _tables(lines: tuple[OutlineLine, ...]) -> Iterator[Diagnostic]:
    """A table's first row is its header, set wording only; the others have as many cells, and
    nothing under them.
    """
    header: OutlineLine | None = None
    for line in lines:
        if line.cells:
            if all(_is_rule(cell) for cell in line.cells):
                yield complain("S081", line.span, reason="表头下面不用画横线，请删去这一行")
            elif is_header(line):
                header = line
            elif header is None:
                yield complain("S081", line.span, reason="第一行应是表头，只写栏目名称")
            elif len(line.cells) != len(header.cells):
                yield complain(
                    "S081",
                    line.span,
                    reason=f"这一行有 {len(line.cells)} 栏，表头有 {len(header.cells)} 栏",
                )
            if line.children:
                yield complain("S081", line.children[0].span, reason="表格的一行下面不能再有下级")
        else:
            header = None
        yield from _tables(line.children)


def _is_rule(cell: tuple[Item, ...]) -> bool:
    """Tell whether a cell is only a stretch of the line that some draw under a header."""
    return len(cell) == 1 and isinstance(cell[0], Literal) and not cell[0].text.strip("-—－:= ")


def _drawn(lines: tuple[OutlineLine, ...]) -> Iterator[Diagnostic]:
    """Siblings with one pattern count on: a line drawn out of turn would print another number
    than it shows.
    """
    seen: dict[tuple[str, str, str], int] = {}
    for line in lines:
        if line.numbering:
            style = line.numbering.pattern
            seen[style] = seen.get(style, 0) + 1
            yield from _out_of_turn(line.numbering, seen[style], line.span)
        for repeat in _repeats(line.items):
            if repeat.numbering:
                yield from _out_of_turn(repeat.numbering, 1, repeat.span)
        yield from _drawn(line.children)


def _out_of_turn(numbering: Numbering, expected: int, place: Span) -> Iterator[Diagnostic]:
    """Complain of a number that is not the one its place in the series gives it."""
    if numbering.first != expected:
        yield complain("S057", place, drawn=numbering.first, expected=expected)


def _repeats(items: tuple[Item, ...]) -> Iterator[Repeat]:
    """Yield every repetition in ``items``, however deep."""
    for repeat in _outermost_repeats(items):
        yield repeat
        yield from _repeats(repeat.items)


def _outermost_repeats(items: tuple[Item, ...]) -> Iterator[Repeat]:
    """Yield the repetitions that stand in no other."""
    for item in items:
        if isinstance(item, Repeat):
            yield item
        elif isinstance(item, Optional):
            yield from _outermost_repeats(item.items)
        elif isinstance(item, Listing):
            for fragment in item.fragments:
                yield from _outermost_repeats(fragment)


def _misplaced(lines: tuple[OutlineLine, ...], scope: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield a complaint of every field that no line around it gives a value; ``scope`` are the
    entities that are around.
    """
    for line in lines:
        inner = _entered(line.items, line.entity, scope)
        yield from _unreachable(line.items, inner)
        yield from _misplaced(line.children, inner)


def _entered(items: tuple[Item, ...], entity: str | None, scope: frozenset[str]) -> frozenset[str]:
    """The entities in reach inside a line or repetition: those around it, its own, and what that
    one is found in.

    Only a chapter must be named: which one it is cannot be told from what is inside it.
    """
    inner = set(scope)
    named = "chapter" in scope or any(field.entity == "chapter" for field in direct_fields(items))
    while entity is not None and entity not in inner:
        parent = PARENTS[entity]
        if parent == "chapter" and not named:
            break
        inner |= {entity, *ATTACHED.get(entity, ())}
        entity = parent
    return frozenset(inner)


def _unreachable(items: tuple[Item, ...], scope: frozenset[str]) -> Iterator[Diagnostic]:
    """Fields of another entity than those in reach, or of a second place beside the one that is
    printed.
    """
    printed = own_place(items)
    for field in direct_fields(items):
        place = field.place
        if (field.entity is not None and field.entity not in scope) or (place and place != printed):
            yield complain("S070", field.span, name=field.name)
    for repeat in _outermost_repeats(items):
        yield from _unreachable(repeat.items, _entered(repeat.items, repeat.entity, scope))
