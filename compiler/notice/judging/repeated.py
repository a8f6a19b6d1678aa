"""What an outline prints more often than it was meant to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Role
from compiler.notice.entities import entered
from compiler.notice.judging.standing import KEPT_BY_STATUS, ONCE, REPEATED, Standing, inside_of
from compiler.notice.outline import (
    Item,
    Literal,
    Outline,
    OutlineField,
    OutlineLine,
    direct_fields,
    fields,
)
from compiler.span import Span

NAMED_LEVELS = {"aspect": "方面", "category": "类别", "problem": "问题"}
PARAGRAPHS = ("text", "intro", "item")
"""Paragraphs of the office's prose, one after the other."""


def drawn_twice(outline: Outline) -> Iterator[Diagnostic]:
    """S151 office prose that two lines print."""
    seen: dict[tuple[str, str], Span] = {}
    for line, place in _with_chapters(outline.lines, ""):
        for field in fields(line.items):
            if field.entity in ("text", "chapter", "signature"):
                drawn = (field.entity, field.place or "")
            elif field.entity in ("intro", "item") and place:
                drawn = (f"{field.entity} {field.key}", place)
            else:
                continue
            first = seen.setdefault(drawn, field.span)
            if first is not field.span:
                name = f"{field.name} {field.argument}".strip()
                yield complain("S151", field.span, first, name=name, line=first.line)


def drawn_alike(lines: tuple[OutlineLine, ...]) -> Iterator[Diagnostic]:
    """S151 a line drawn just like one beside it, that prints the same twice."""
    seen: dict[object, OutlineLine] = {}
    for line in lines:
        # Prose of the office is told wherever it is drawn twice.
        if not any(field.entity in REPEATED for field in fields(line.items)):
            continue
        drawn = (_pattern(line.items), line.statuses, line.numbering is None, bool(line.cells))
        first = seen.setdefault(drawn, line)
        if first is not line:
            name = next(fields(line.items)).name
            yield complain("S151", line.span, first.span, name=name, line=first.span.line)


def _pattern(items: tuple[Item, ...]) -> tuple[object, ...]:
    """Return what ``items`` print, wherever it stands."""
    return tuple(
        item.text
        if isinstance(item, Literal)
        else (item.name, item.argument)
        if isinstance(item, OutlineField)
        else (type(item), tuple(map(_pattern, inside_of(item))))
        for item in items
    )


def _with_chapters(lines: tuple[OutlineLine, ...], place: str) -> Iterator[tuple[OutlineLine, str]]:
    """Yield every line with the place whose chapter it stands in."""
    for line in lines:
        own = next((f.place for f in direct_fields(line.items) if f.entity == "chapter"), None)
        yield line, own or place
        yield from _with_chapters(line.children, own or place)


def lines_astray(lines: tuple[OutlineLine, ...], standing: Standing) -> Iterator[Diagnostic]:
    """S150 a line about problems, or aspects, that it does not name, beside a line that names them:
    all of the first would print before all of the second. What names its own level is no less
    astray beside the line that alone names the level around it.
    """
    for before, line in pairwise(lines):
        if line.cells or line.statuses:
            continue
        for level in reversed(NAMED_LEVELS):
            entering = level in entered(line.entity) and level not in standing.around
            if not entering or _names(line.items, level):
                continue
            naming = any(_names(own.items, level) for own in before.walk())
            if naming and (
                _innermost(line.entity) == level
                or all(line.entity not in entered(own.entity) for own in before.walk())
            ):
                yield complain("S150", line.span, level=NAMED_LEVELS[level])
                break


def _innermost(entity: str | None) -> str:
    """Return the level that a line of an entity is about: problems, if that is within one."""
    return entity if entity in NAMED_LEVELS else "problem"


def _names(items: tuple[Item, ...], level: str) -> bool:
    """Tell whether ``items`` print which member of a level is meant."""
    own = (field.key for field in fields(items) if field.entity == level)
    return any(key in ("title", "number") for key in own)


def printed_again(
    line: OutlineLine, standing: Standing, inside: Collection[str]
) -> Iterator[Diagnostic]:
    """S154 title, addressee, signature, date or contacts on a line that is printed for many;
    whatever stands under a paragraph of prose, which has nothing in it.
    """
    own = [*fields(line.items)]
    within = {field.entity for below in line.walk() for field in fields(below.items)}
    astray = [leaf for leaf in PARAGRAPHS if leaf in standing.around and leaf not in within]
    if own and astray:
        yield complain("S154", own[0].span, name=own[0].name)
        return
    if line.cells or all(entity in ONCE for entity in inside):
        return
    for field in direct_fields(line.items):
        known = field.definition
        if known is None or field.entity not in ("notice", "signature"):
            continue
        contact = known.role is Role.CONTACT and not KEPT_BY_STATUS.isdisjoint(inside)
        if known.style is not None or contact:
            yield complain("S154", field.span, name=field.name)
