"""Outline wording turned into patterns: set words as anchors, whatever stands between them as
values.

Anchors are looked for from left to right and the last one at the end, so a match takes one pass
over the text. Widths are forgiven: patterns and texts are compared in half-width form, which
keeps every position.
"""

from __future__ import annotations

import itertools
import re

import attrs

from compiler.chinese.width import to_half_width
from compiler.notice.outline import Item, Literal, Optional, OutlineField, OutlineLine

WORDS = re.compile("[\u4e00-\u9fff]")
DROPPABLE = r",:;。、"
MOST_VARIANTS = 32
MAY_BE_EMPTY = ("aspect", "category", "problem", "measure")
"""What has values that nobody must fill in; its title is none of them."""


@attrs.frozen
class Gap:
    """A punctuation mark that a relaxed variant does without: where it stands in
    ``parts[part]``.
    """

    part: int
    index: int
    label: str
    mark: str


@attrs.frozen
class Variant:
    """One way to read a piece of outline: anchors (half-width) and, between them, the items that
    take what stands there.

    ``chosen`` are the fields of the optional fragments that it includes.
    """

    parts: tuple[str | tuple[Item, ...], ...]
    chosen: frozenset[OutlineField]
    gap: Gap | None = None


@attrs.frozen
class LinePattern:
    """The variants of one outline line. A strong line is recognised by its number or its set
    words, a weak one only by its place; a ``grouped`` one is printed for a group.
    """

    line: OutlineLine
    variants: tuple[Variant, ...]
    relaxed: tuple[Variant, ...]
    strong: bool
    label: str
    grouped: bool = False


def variants_of(items: tuple[Item, ...]) -> tuple[Variant, ...]:
    """Return every variant, the fullest first and the barest last."""
    readings = list(itertools.islice(_readings(items), MOST_VARIANTS))
    bare = tuple(item for item in items if not isinstance(item, Optional))
    if readings[-1][0] != bare:
        readings.append((bare, frozenset()))
    return tuple(Variant(_parts(flat), chosen) for flat, chosen in readings if flat)


def _readings(
    items: tuple[Item, ...],
) -> itertools.chain[tuple[tuple[Item, ...], frozenset[OutlineField]]]:
    """Yield every choice among the optional fragments: the items left, and the fields chosen."""
    alternatives: list[list[tuple[tuple[Item, ...], frozenset[OutlineField]]]] = []
    for item in items:
        if isinstance(item, Optional):
            inner = list(itertools.islice(_readings(item.items), MOST_VARIANTS))
            own = frozenset(part for part in item.items if isinstance(part, OutlineField))
            alternatives.append(
                [*((flat, chosen | own) for flat, chosen in inner), ((), frozenset())]
            )
        else:
            alternatives.append([((item,), frozenset())])
    return itertools.chain(
        (
            tuple(itertools.chain.from_iterable(flat for flat, _ in choice)),
            frozenset().union(*(chosen for _, chosen in choice)),
        )
        for choice in itertools.product(*alternatives)
    )


def _parts(items: tuple[Item, ...]) -> tuple[str | tuple[Item, ...], ...]:
    """Join set words in half width; what stands between them stays as items."""
    parts: list[str | tuple[Item, ...]] = []
    for literal, run in itertools.groupby(items, key=lambda item: isinstance(item, Literal)):
        if literal:
            parts.append(
                "".join(to_half_width(item.text) for item in run if isinstance(item, Literal))
            )
        else:
            parts.append(tuple(run))
    return tuple(parts)


def line_pattern(line: OutlineLine) -> LinePattern:
    """Compile one line of an outline."""
    full = variants_of(line.items)
    variants = (*full, *filter(None, map(_unfilled, full)))
    anchors = [part for variant in variants for part in variant.parts if isinstance(part, str)]
    first = line.items[0] if line.items else None
    drawn = isinstance(first, Literal) and len(first.text.strip()) > 1
    strong = (
        bool(line.cells)
        or line.numbering is not None
        or drawn
        or any(WORDS.search(anchor) for anchor in anchors)
    )
    label = (
        to_half_width(first.text) if isinstance(first, Literal) and WORDS.search(first.text) else ""
    )
    relaxed = tuple(loose for variant in full for loose in _relax(variant)) if strong else ()
    return LinePattern(line, variants, relaxed, strong, label, line.entity == "group")


def _unfilled(variant: Variant) -> Variant | None:
    """Return the variant without the value that it ends with, if that may be empty and others are
    printed before it.
    """
    last = variant.parts[-1] if variant.parts else ""
    field = last[0] if len(last) == 1 and not isinstance(last, str) else None
    if not isinstance(field, OutlineField) or len(variant.parts) < 3:
        return None
    own = field.definition
    may = own is not None and own.entity in MAY_BE_EMPTY and own.key != "title" and not own.awaited
    return Variant(variant.parts[:-1], variant.chosen) if may else None


def _relax(variant: Variant) -> list[Variant]:
    """Return the variant once without each punctuation mark of its set words, where that leaves
    something to hold on to.
    """
    loose = []
    for number, part in enumerate(variant.parts):
        if not isinstance(part, str):
            continue
        for index, character in enumerate(part):
            rest = part[:index] + part[index + 1 :]
            if character not in DROPPABLE or not (rest or number == len(variant.parts) - 1):
                continue
            parts = [
                *variant.parts[:number],
                *([rest] if rest else []),
                *variant.parts[number + 1 :],
            ]
            label = part[:index] or _field_name(variant.parts[number - 1])
            loose.append(
                Variant(tuple(parts), variant.chosen, Gap(number, index, label, character))
            )
    return loose


def _field_name(part: str | tuple[Item, ...]) -> str:
    """Return the name of the last field of a part, empty if it has none."""
    last = part[-1] if part and not isinstance(part, str) else None
    return last.name if isinstance(last, OutlineField) else ""


def locate(
    parts: tuple[str | tuple[Item, ...], ...], half: str, start: int
) -> list[tuple[int, int]] | None:
    """Return the range of every part in ``half`` from ``start`` to its end, or ``None`` if it
    does not fit.
    """
    ranges: list[tuple[int, int]] = []
    position, open_since = start, -1
    for number, part in enumerate(parts):
        if not isinstance(part, str):
            open_since = position
            ranges.append((position, len(half)))
            continue
        if open_since < 0:
            found = position if half.startswith(part, position) else -1
        elif number == len(parts) - 1:
            found = len(half) - len(part)
            found = found if found > open_since and half.endswith(part) else -1
        else:
            found = half.find(part, open_since + 1)
        if found < 0:
            return None
        if open_since >= 0:
            ranges[-1] = (open_since, found)
        position, open_since = found + len(part), -1
        ranges.append((found, position))
    fits = open_since < len(half) if open_since >= 0 else position == len(half)
    return ranges if fits else None
