"""A repetition of the outline read from one text: where its groups and members begin and end, and
what each holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import attrs

from compiler.chinese.enumerations import LONGEST_MARK, OrdinalReader, split_series
from compiler.chinese.marks import sentences
from compiler.chinese.width import to_half_width
from compiler.importer.match_cost import END
from compiler.importer.matches import Attempt, Capture, Lack, MatchedValue, Members, TextContext
from compiler.importer.patterns import WORDS, Variant, variants_of
from compiler.notice.numbering import Numbering
from compiler.notice.outline import Literal, OutlineField, Repeat

MemberReader = Callable[[TextContext, tuple[Variant, ...], int, int], Attempt | None]
"""Reads a range of the text by the variants of a member."""


def read_number(numbering: Numbering, half: str) -> tuple[int, int] | None:
    """Read a number as :meth:`Numbering.read`, but no decimal: 3.5 is not the third item."""
    mark = numbering.read(half[:LONGEST_MARK])
    if mark is not None and numbering.suffix == "." and half[mark[1] : mark[1] + 1].isdigit():
        return None
    return mark


def _reader(numbering: Numbering, text: str) -> OrdinalReader:
    """Return what reads the numbers of a series in ``text``: what looks like a decimal at its beginning
    is the first item if a second one follows (1.3个村已办。2.其余在办。).
    """
    marks = (read_number(numbering, text[start:]) for start, _ in sentences(text) if start)
    counted = any(mark is not None and mark[0] == 2 for mark in marks)

    def read(rest: str) -> tuple[int, int] | None:
        mark = read_number(numbering, rest)
        if mark is None and counted and text.startswith(rest):
            first = numbering.read(rest[:LONGEST_MARK])
            mark = first if first is not None and first[0] == 1 else None
        return mark

    return read


def read_series(
    context: TextContext,
    repeat: Repeat,
    lead: OutlineField | None,
    start: int,
    end: int,
    read: MemberReader,
) -> tuple[tuple[Capture, ...], tuple[Lack, ...]] | None:
    """Cut a text into the groups and members of a repetition; words before the first go to the
    field before it. ``None`` if it does not begin as its members must.
    """
    inner = next((item for item in repeat.items if isinstance(item, Repeat)), None)
    if repeat.entity == "matter" and lead is not None and _must_be_filled(lead):
        return _behind(context, repeat, lead, start, end, read)
    if repeat.entity == "measure" and inner is not None and inner.entity == "matter":
        captures, lacks = _flat(context, repeat, lead, start, end, read)
        return tuple(captures), tuple(lacks)
    if _begins_with_words(repeat):
        return _patterned(context, repeat, start, end, read)
    if inner is None or repeat.numbering is not None:
        captures, lacks = _flat(context, repeat, lead, start, end, read)
        return tuple(captures), tuple(lacks)
    group_lead = next((item for item in repeat.items if isinstance(item, OutlineField)), None)
    numbering = inner.numbering
    if numbering is None:
        captures, lacks = _flat(context, inner, lead or group_lead, start, end, read)
        return (
            *captures[:-1],
            Members(repeat, (tuple(captures[-1:]),), (context.text[start:end],)),
        ), tuple(lacks)
    text = context.text[start:end]
    series = split_series(
        text,
        _reader(numbering, text),
        led=bool(lead or group_lead),
        grouped=group_lead is not None,
        forgiving=numbering.ordinal,
    )
    head: list[Capture] = []
    groups: list[tuple[Capture, ...]] = []
    lacks = []
    for position, one in enumerate(series):
        lead_start, lead_end = one.lead
        own: list[Capture] = []
        if position == 0 and lead is not None and lead_end > lead_start:
            cut = _group_lead(text[:lead_end]) if len(series) > 1 else lead_end
            head += [MatchedValue(lead, text[:cut], start)] if cut else []
            lead_start = cut
        if group_lead is not None and lead_end > lead_start:
            own.append(MatchedValue(group_lead, text[lead_start:lead_end], start + lead_start))
        if one.unmarked:
            lacks.append(Lack("S063", start, {"mark": numbering.write(1)}))
        members, more = _members(context, inner, start, one.members, read)
        lacks += more
        groups.append((*own, members))
    return (*head, Members(repeat, tuple(groups), ("",) * len(groups))), tuple(lacks)


def _must_be_filled(field: OutlineField) -> bool:
    """Tell whether a field is the answer that every measure gives."""
    return field.definition is not None and field.definition.awaited


def _behind(
    context: TextContext,
    repeat: Repeat,
    lead: OutlineField,
    start: int,
    end: int,
    read: MemberReader,
) -> tuple[tuple[Capture, ...], tuple[Lack, ...]] | None:
    """Part a measure's answer from the follow-up behind it, which only words of its own show: without
    them all is the answer, for only what is not complete has a follow-up. ``None`` as :func:`read_series`.
    """
    first = repeat.items[0]
    words = to_half_width(first.text) if isinstance(first, Literal) else ""
    begins = (
        start + a
        for a, _ in sentences(context.half[start:end])
        if words and a and context.half.startswith(words, start + a)
    )
    cut = next(begins, end)
    own = MatchedValue(lead, context.text[start:cut], start)
    if cut == end:
        return (own,), ()
    behind = read_series(context, repeat, None, cut, end, read)
    return ((own, *behind[0]), behind[1]) if behind is not None else None


def _begins_with_words(repeat: Repeat) -> bool:
    """Tell whether nothing but their first words shows where members begin."""
    first = repeat.items[0] if repeat.items else None
    return (
        repeat.numbering is None
        and not repeat.joiner
        and isinstance(first, Literal)
        and WORDS.search(first.text) is not None
    )


def _patterned(
    context: TextContext, repeat: Repeat, start: int, end: int, read: MemberReader
) -> tuple[tuple[Capture, ...], tuple[Lack, ...]] | None:
    """Cut a text where a sentence begins with a member's first words; what is no member by itself
    belongs to the one before, and is nobody's where there is none.
    """
    words = to_half_width(repeat.items[0].text) if isinstance(repeat.items[0], Literal) else ""
    begins = [
        start + a
        for a, _ in sentences(context.half[start:end])
        if context.half.startswith(words, start + a)
    ]
    strong, variants = attrs.evolve(context, strong=True), variants_of(repeat.items)
    stops = [at for at in begins[1:] if read(strong, variants, at, end) is not None]
    ranges = list(pairwise([start, *stops, end]))
    if read(strong, variants, *ranges[0]) is None:
        return None
    members, lacks = _members(context, repeat, 0, ranges, read)
    return (members,), tuple(lacks)


def _group_lead(lead: str) -> int:
    """Where the last sentence of the words before the first of several series begins: it leads in
    the first of them.
    """
    inner = [match.end() for match in END.finditer(to_half_width(lead)[:-1])]
    return inner[-1] if inner else 0


def _flat(
    context: TextContext,
    repeat: Repeat,
    lead: OutlineField | None,
    start: int,
    end: int,
    read: MemberReader,
) -> tuple[list[Capture], list[Lack]]:
    """Cut a text into the members of a repetition without groups."""
    text, numbering = context.text[start:end], repeat.numbering
    captures: list[Capture] = []
    lacks: list[Lack] = []
    if numbering is None:
        led = sentences(text)[0][1] if lead is not None and context.grouped else len(text)
        if lead is not None and led < len(text):
            captures.append(MatchedValue(lead, text[:led], start))
            start, text = start + led, text[led:]
        ranges = _joined(text, repeat.joiner)
    else:
        (series,) = split_series(
            text,
            _reader(numbering, text),
            led=lead is not None,
            grouped=False,
            forgiving=numbering.ordinal,
        )
        ranges = list(series.members)
        if lead is not None and series.lead[1]:
            captures.append(MatchedValue(lead, text[: series.lead[1]], start))
        if series.unmarked:
            lacks.append(Lack("S063", start, {"mark": numbering.write(1)}))
    members, more = _members(context, repeat, start, ranges, read)
    return [*captures, members], [*lacks, *more]


def _members(
    context: TextContext,
    repeat: Repeat,
    start: int,
    ranges: Sequence[tuple[int, int]],
    read: MemberReader,
) -> tuple[Members, list[Lack]]:
    """Read the members in the ranges given."""
    places = [(start + a, start + b) for a, b in ranges]
    held = [_member(context, repeat, a, b, len(places), read) for a, b in places]
    members = Members(
        repeat, tuple(captures for captures, _ in held), tuple(context.text[a:b] for a, b in places)
    )
    return members, [lack for _, lacks in held for lack in lacks]


def _joined(text: str, joiner: str) -> list[tuple[int, int]]:
    """Return the ranges between the joiners that have words."""
    if not joiner:
        return [(0, len(text))]
    ranges, position = [], 0
    for piece in to_half_width(text).split(to_half_width(joiner)):
        ranges.append((position, position + len(piece)))
        position += len(piece) + len(joiner)
    return [one for one in ranges if one[1] > one[0]]


def _member(
    context: TextContext, repeat: Repeat, start: int, end: int, count: int, read: MemberReader
) -> tuple[tuple[Capture, ...], tuple[Lack, ...]]:
    """Read one member. The name of a matter only tells several apart, so a lone one is all text."""
    strong = attrs.evolve(context, strong=True)
    variants = variants_of(repeat.items)
    if count == 1 and repeat.entity == "matter":
        variants = variants[-1:]
    stop = end
    if repeat.joiner:
        stop = start + len(context.half[start:end].rstrip("。;"))
    found = read(strong, variants, start, stop)
    captures = list(found[0]) if found else _unread(context, repeat, start, stop)
    last = captures[-1] if captures else None
    if (
        repeat.joiner
        and isinstance(last, MatchedValue)
        and last.field.definition
        and last.field.definition.prose
    ):
        captures[-1] = attrs.evolve(last, text=last.text + "。")
    return tuple(captures), found[1] if found else ()


def _unread(context: TextContext, repeat: Repeat, start: int, end: int) -> list[Capture]:
    """A member that its outline does not fit goes whole to the last field of it."""
    last = next((item for item in reversed(repeat.items) if isinstance(item, OutlineField)), None)
    return (
        [MatchedValue(last, context.text[start:end], start)]
        if last is not None and end > start
        else []
    )
