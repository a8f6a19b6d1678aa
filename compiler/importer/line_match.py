"""One paragraph read by one line of the outline: the values it holds, and what it lacks."""

from __future__ import annotations

import re
from itertools import groupby, pairwise

import attrs

from compiler.chinese.marks import CLOSING_MARKS, END_MARKS, sentences
from compiler.chinese.width import to_half_width
from compiler.importer.match_cost import LACKING, STATUSES, WEAK, match_cost
from compiler.importer.matches import (
    Attempt,
    Capture,
    Lack,
    Match,
    MatchedValue,
    Members,
    NoticeParagraph,
    TextContext,
)
from compiler.importer.patterns import WORDS, LinePattern, Variant, locate, variants_of
from compiler.importer.persons import BEARER
from compiler.importer.series import read_number, read_series
from compiler.notice.numbering import plain_marks
from compiler.notice.outline import (
    Item,
    Listing,
    Literal,
    OutlineField,
    OutlineLine,
    Repeat,
    is_header,
)
from compiler.schema.definitions import ValueKind

NUMERAL = r"(?<![0-9.])[+-]?[0-9]+(?:[.][0-9]+)?"
DAY_SHAPE = r"[0-9]{4}(?:年[0-9]{1,2}月[0-9]{1,2}日|-[0-9]{2}-[0-9]{2}|[.][0-9]{2}[.][0-9]{2})"


def match_line(
    pattern: LinePattern, paragraph: NoticeParagraph, half: str, statuses: tuple[str, ...]
) -> Match | None:
    """Read ``paragraph`` by one line; ``None`` if it does not fit."""
    if pattern.line.cells:
        return match_row(pattern.line, paragraph, statuses)
    start, number, cost = 0, None, 0 if pattern.strong else WEAK
    numbering = pattern.line.numbering
    lead = to_half_width(pattern.line.lead.text) if pattern.line.lead else ""
    if lead and half.startswith(lead):
        start = len(lead)
    if numbering is not None:
        mark = read_number(numbering, half[start:])
        if mark is not None:
            number, start = mark[0], start + mark[1]
            start += len(half) - start - len(half[start:].lstrip())
        elif start:
            pass  # a single attachment has no number
        elif numbering.dropped_alone or (pattern.label and half.startswith(pattern.label)):
            cost += LACKING
        else:
            return None
    if not pattern.line.items:
        return Match((), number, cost) if start == len(half) else None
    context = TextContext(paragraph.text, half, statuses, pattern.strong, pattern.grouped)
    found = _best(context, pattern.variants, start, len(half)) or _best(
        context, pattern.relaxed, start, len(half)
    )
    if found is None:
        return None
    captures = _ended(found[0]) if pattern.line.unended else found[0]
    return Match(captures, number, cost + found[2], found[1])


def _ended(captures: tuple[Capture, ...]) -> tuple[Capture, ...]:
    """Return what was read with the end mark that the outline leaves out behind the last of it."""
    last = captures[-1] if captures else None
    if isinstance(last, Members) and last.members:
        last = attrs.evolve(last, members=(*last.members[:-1], _ended(last.members[-1])))
    elif isinstance(last, MatchedValue) and last.field.definition and last.field.definition.prose:
        ended = last.text.rstrip(CLOSING_MARKS).endswith(END_MARKS)
        last = last if ended else attrs.evolve(last, text=last.text + "。")
    return (*captures[:-1], last) if last is not None else captures


def match_row(
    line: OutlineLine, paragraph: NoticeParagraph, statuses: tuple[str, ...]
) -> Match | None:
    """Read ``paragraph`` as a row of a table, cell by cell; an empty cell is no value."""
    cells = paragraph.cells
    if len(cells) != len(line.cells):
        return None
    number: int | None = None
    captures: list[Capture] = []
    lacks: list[Lack] = []
    cost = position = 0
    for column, (cell, items) in enumerate(zip(cells, line.cells, strict=True)):
        start = paragraph.text.find(cell, position)
        position = max(position, start + len(cell))
        if column == 0 and line.numbering is not None:
            if not cell.isdecimal() and (cell or not line.merged):
                return None
            number = int(cell) if cell else None
        elif cell:
            context = TextContext(cell, plain_marks(cell), statuses, strong=True)
            found = _best(context, variants_of(items), 0, len(cell))
            if found is None:
                return None
            held = _ended(found[0]) if line.unended else found[0]
            captures += (_moved(one, start) for one in held)
            lacks += (attrs.evolve(lack, start=lack.start + start) for lack in found[1])
            cost += found[2] - WEAK * (_is_set(items) and not is_header(line))
        elif _is_set(items):
            return None
    if not captures and not is_header(line):
        return None
    return Match(tuple(captures), number, cost, tuple(lacks))


def _is_set(items: tuple[Item, ...]) -> bool:
    """Tell whether a cell is drawn with set words alone, as that of a total is."""
    return bool(items) and all(isinstance(item, Literal) for item in items)


def _moved(capture: Capture, start: int) -> Capture:
    """Return what a cell holds by its place in the row."""
    if isinstance(capture, MatchedValue):
        return attrs.evolve(capture, start=capture.start + start)
    members = tuple(tuple(_moved(one, start) for one in member) for member in capture.members)
    return attrs.evolve(capture, members=members)


def _best(
    context: TextContext,
    variants: tuple[Variant, ...],
    start: int,
    end: int,
    *,
    whole_line: bool = True,
) -> Attempt | None:
    """Return the least doubtful reading by any of the variants, ``None`` if none fits."""
    best: Attempt | None = None
    for variant in variants:
        found = _read(context, variant, start, end, whole_line)
        if found is not None and (best is None or found[2] < best[2]):
            best = found
    return best


def _read(
    context: TextContext, variant: Variant, start: int, end: int, whole_line: bool
) -> Attempt | None:
    """Read a range of the text by one variant, ``None`` if it does not fit."""
    ranges = locate(variant.parts, context.half[:end], start)
    if ranges is None:
        return None
    captures: list[Capture] = []
    lacks: list[Lack] = []
    cost = 0
    for number, part in enumerate(variant.parts):
        if isinstance(part, str):
            continue
        follower = variant.parts[number + 1] if number + 1 < len(variant.parts) else ""
        closing = (
            number + 2 >= len(variant.parts)
            and not WORDS.search(str(follower))
            and "”" not in follower
        )
        found = _values(
            context, part, *ranges[number], variant.chosen, closing and whole_line, not follower
        )
        if found is None:
            return None
        captures += found[0]
        lacks += found[1]
        cost += found[2]
    if variant.gap is not None:
        gap = variant.gap
        place = ranges[gap.part][0] + gap.index if gap.part < len(ranges) else end
        lacks.insert(0, Lack("S064", place, {"label": gap.label, "mark": gap.mark}))
        cost += LACKING
    return tuple(captures), tuple(lacks), cost


def _values(
    context: TextContext,
    items: tuple[Item, ...],
    start: int,
    end: int,
    chosen: frozenset[OutlineField],
    closing: bool,
    open_end: bool,
) -> Attempt | None:
    """Share out the words between two anchors among the items that stand there."""
    recognised = _recognised(context, items, start, end, chosen)
    if recognised is not None:
        return recognised
    special = next((item for item in items if isinstance(item, Listing | Repeat)), None)
    before = [item for item in items if isinstance(item, OutlineField)]
    if isinstance(special, Listing):
        return _listing(context, special, before, start, end)
    if isinstance(special, Repeat):
        lead = before[-1] if before else None
        series = read_series(context, special, lead, start, end, _best_member)
        return None if series is None else (*series, 0)
    owed = [field for field in before if field.definition and field.definition.awaited]
    if len(owed) > 1 and all(field.definition and field.definition.prose for field in owed):
        return _by_sentence(context, owed, start, end)
    field = next(
        (field for field in reversed(before) if field.definition and field.definition.prose),
        before[-1],
    )
    cost = match_cost(
        field,
        context.text[start:end],
        context.statuses,
        strong=context.strong,
        chosen=field in chosen,
        closing=closing,
        open_end=open_end,
    )
    return (
        None if cost is None else ((MatchedValue(field, context.text[start:end], start),), (), cost)
    )


def _recognised(
    context: TextContext,
    items: tuple[Item, ...],
    start: int,
    end: int,
    chosen: frozenset[OutlineField],
) -> Attempt | None:
    """Share out words among items that stand side by side, by the values among them that are known
    by themselves: numbers, days and statuses; ``None`` if there are none.
    """
    shapes = [_shape(context, item) for item in items] if len(items) > 1 else []
    if not any(shapes):
        return None
    parts: list[tuple[str, tuple[Item, ...]]] = []
    for known, run in groupby(zip(shapes, items, strict=True), key=lambda one: bool(one[0])):
        own = list(run)
        parts += (
            [(shape, (item,)) for shape, item in own]
            if known
            else [("", tuple(item for _, item in own))]
        )
    shapes_in_turn = ["", *(shape for shape, _ in parts)]
    match = re.fullmatch(
        "".join(f"({shape or _free(before)})" for before, shape in pairwise(shapes_in_turn)),
        context.half[start:end],
    )
    if match is None:
        return None
    captures: list[Capture] = []
    lacks: list[Lack] = []
    cost = 0
    for number, (_, within) in enumerate(parts, 1):
        first, last = (start + at for at in match.span(number))
        found = (
            _values(context, within, first, last, chosen, False, False) if last > first else None
        )
        if found is not None:
            captures += found[0]
            lacks += found[1]
            cost += found[2]
    return tuple(captures), tuple(lacks), cost


def _by_sentence(context: TextContext, owed: list[OutlineField], start: int, end: int) -> Attempt:
    """Give each of the fields that must be filled a sentence of what they print together, and the
    last one the rest.
    """
    starts = [start + at for at, _ in sentences(context.half[start:end])][: len(owed)]
    held = owed[len(owed) - len(starts) :]
    captures = tuple(
        MatchedValue(field, context.text[a:b], a)
        for field, (a, b) in zip(held, pairwise([*starts, end]), strict=True)
    )
    labels = "".join(f"“{field.name}”" for field in owed)
    return captures, (Lack("S178", start, {"labels": labels}),), 0


def _free(before: str) -> str:
    """Return what may stand behind a part of that shape: no other figure behind a figure, whose unit it
    is.
    """
    return "[^0-9]*" if before == NUMERAL else ".*?"


def _shape(context: TextContext, item: Item) -> str:
    """Return what the value of a field looks like, empty if that could be anything."""
    if not isinstance(item, OutlineField) or item.definition is None:
        return ""
    if item.name in STATUSES:
        return "|".join(map(re.escape, map(plain_marks, context.statuses)))
    if item.definition.entity == "person" and item.key == "name":
        return BEARER
    if item.definition.kind in (ValueKind.NUMBER, ValueKind.INTEGER):
        return NUMERAL
    return DAY_SHAPE if item.definition.kind is ValueKind.DATE else ""


def _listing(
    context: TextContext, listing: Listing, before: list[OutlineField], start: int, end: int
) -> Attempt | None:
    """Read the fragments of a listing, which stand in any order, each known by its first words."""
    heads = []
    for fragment in listing.fragments:
        first = fragment[0] if fragment else None
        at = (
            context.half.find(to_half_width(first.text), start, end)
            if isinstance(first, Literal)
            else -1
        )
        if at >= 0:
            heads.append((at, fragment))
    heads.sort(key=lambda head: head[0])
    captures: list[Capture] = []
    joiner = to_half_width(listing.joiner)
    for (at, fragment), stop in zip(heads, [*(at for at, _ in heads), end][1:], strict=True):
        if stop < end and context.half[at:stop].endswith(joiner):
            stop -= len(joiner)
        found = _best(
            attrs.evolve(context, strong=True), variants_of(fragment), at, stop, whole_line=False
        )
        if found is None:
            return None
        captures += found[0]
    lead_end = heads[0][0] if heads else end
    if lead_end > start and not before:
        return None
    cost = 0 if context.strong or not heads else -WEAK
    lead: list[Capture] = (
        [MatchedValue(before[-1], context.text[start:lead_end], start)] if lead_end > start else []
    )
    return (*lead, *captures), (), cost


def _best_member(
    context: TextContext, variants: tuple[Variant, ...], start: int, end: int
) -> Attempt | None:
    """Read a member of a series: it has no line to itself."""
    return _best(context, variants, start, end, whole_line=False)
