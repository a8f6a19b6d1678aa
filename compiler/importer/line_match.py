"""One paragraph read by one line of the outline: the values it holds, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from compiler.chinese.enumerations import LONGEST_MARK, split_series
from compiler.chinese.width import to_half_width
from compiler.importer.match_cost import END, LACKING, WEAK, match_cost
from compiler.importer.patterns import WORDS, LinePattern, Variant, locate, variants_of
from compiler.notice.numbering import Numbering
from compiler.notice.outline import Item, Listing, Literal, OutlineField, Repeat


@attrs.frozen
class NoticeParagraph:
    """One paragraph of the notice: its line, and where its text begins there if it was cut from a
    longer one. ``ends`` are the places where a line of it visibly ends.
    """

    number: int
    text: str
    offset: int = 0
    ends: tuple[int, ...] = ()

    @property
    def half(self) -> str:
        """The text in half-width form, position for position."""
        return to_half_width(self.text)


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
class _TextContext:
    """The paragraph at hand and what its values are judged by."""

    text: str
    half: str
    statuses: tuple[str, ...]
    strong: bool


_Attempt = tuple[tuple[Capture, ...], tuple[Lack, ...], int]


def match_line(
    pattern: LinePattern, paragraph: NoticeParagraph, half: str, statuses: tuple[str, ...]
) -> Match | None:
    """Read ``paragraph`` by one line; ``None`` if it does not fit."""
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
        elif numbering.ordinal or (pattern.label and half.startswith(pattern.label)):
            cost += LACKING
        else:
            return None
    context = _TextContext(paragraph.text, half, statuses, pattern.strong)
    found = _best(context, pattern.variants, start, len(half)) or _best(
        context, pattern.relaxed, start, len(half)
    )
    return Match(found[0], number, cost + found[2], found[1]) if found is not None else None


def read_number(numbering: Numbering, half: str) -> tuple[int, int] | None:
    """Read a number as :meth:`Numbering.read`, but no decimal: 3.5 is not the third item."""
    mark = numbering.read(half[:LONGEST_MARK])
    if mark is not None and numbering.suffix == "." and half[mark[1] : mark[1] + 1].isdigit():
        return None
    return mark


def _best(
    context: _TextContext,
    variants: tuple[Variant, ...],
    start: int,
    end: int,
    *,
    whole_line: bool = True,
) -> _Attempt | None:
    best: _Attempt | None = None
    for variant in variants:
        found = _read(context, variant, start, end, whole_line)
        if found is not None and (best is None or found[2] < best[2]):
            best = found
    return best


def _read(
    context: _TextContext, variant: Variant, start: int, end: int, whole_line: bool
) -> _Attempt | None:
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
    context: _TextContext,
    items: tuple[Item, ...],
    start: int,
    end: int,
    chosen: frozenset[OutlineField],
    closing: bool,
    open_end: bool,
) -> _Attempt | None:
    """Share out the words between two anchors among the items that stand there."""
    special = next((item for item in items if isinstance(item, Listing | Repeat)), None)
    before = [item for item in items if isinstance(item, OutlineField)]
    if isinstance(special, Listing):
        return _listing(context, special, before, start, end)
    if isinstance(special, Repeat):
        captures, lacks = _series(context, special, before[-1] if before else None, start, end)
        return captures, lacks, 0
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


def _listing(
    context: _TextContext, listing: Listing, before: list[OutlineField], start: int, end: int
) -> _Attempt | None:
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


def _series(
    context: _TextContext, repeat: Repeat, lead: OutlineField | None, start: int, end: int
) -> tuple[tuple[Capture, ...], tuple[Lack, ...]]:
    """Cut a text into the groups and members of a repetition; words before the first go to the
    field before it.
    """
    inner = next((item for item in repeat.items if isinstance(item, Repeat)), None)
    if inner is None or repeat.numbering is not None:
        captures, lacks = _flat(context, repeat, lead, start, end)
        return tuple(captures), tuple(lacks)
    group_lead = next((item for item in repeat.items if isinstance(item, OutlineField)), None)
    numbering = inner.numbering
    if numbering is None:
        captures, lacks = _flat(context, inner, lead or group_lead, start, end)
        return (
            *captures[:-1],
            Members(repeat, (tuple(captures[-1:]),), (context.text[start:end],)),
        ), tuple(lacks)
    text = context.text[start:end]
    series = split_series(
        text,
        lambda rest: read_number(numbering, rest),
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
        members, more = _members(context, inner, start, one.members)
        lacks += more
        groups.append((*own, members))
    return (*head, Members(repeat, tuple(groups), ("",) * len(groups))), tuple(lacks)


def _group_lead(lead: str) -> int:
    """Where the last sentence of the words before the first of several series begins: it leads in
    the first of them.
    """
    inner = [match.end() for match in END.finditer(to_half_width(lead)[:-1])]
    return inner[-1] if inner else 0


def _flat(
    context: _TextContext, repeat: Repeat, lead: OutlineField | None, start: int, end: int
) -> tuple[list[Capture], list[Lack]]:
    text, numbering = context.text[start:end], repeat.numbering
    captures: list[Capture] = []
    lacks: list[Lack] = []
    if numbering is None:
        ranges = _joined(text, repeat.joiner)
    else:
        (series,) = split_series(
            text,
            lambda rest: read_number(numbering, rest),
            led=lead is not None,
            grouped=False,
            forgiving=numbering.ordinal,
        )
        ranges = list(series.members)
        if lead is not None and series.lead[1]:
            captures.append(MatchedValue(lead, text[: series.lead[1]], start))
        if series.unmarked:
            lacks.append(Lack("S063", start, {"mark": numbering.write(1)}))
    members, more = _members(context, repeat, start, ranges)
    return [*captures, members], [*lacks, *more]


def _members(
    context: _TextContext, repeat: Repeat, start: int, ranges: Sequence[tuple[int, int]]
) -> tuple[Members, list[Lack]]:
    places = [(start + a, start + b) for a, b in ranges]
    read = [_member(context, repeat, a, b, len(places)) for a, b in places]
    members = Members(
        repeat, tuple(captures for captures, _ in read), tuple(context.text[a:b] for a, b in places)
    )
    return members, [lack for _, lacks in read for lack in lacks]


def _joined(text: str, joiner: str) -> list[tuple[int, int]]:
    if not joiner:
        return [(0, len(text))]
    ranges, position = [], 0
    for piece in to_half_width(text).split(to_half_width(joiner)):
        ranges.append((position, position + len(piece)))
        position += len(piece) + len(joiner)
    return [one for one in ranges if one[1] > one[0]]


def _member(
    context: _TextContext, repeat: Repeat, start: int, end: int, count: int
) -> tuple[tuple[Capture, ...], tuple[Lack, ...]]:
    """Read one member. The name of a matter only tells several apart, so a lone one is all text."""
    strong = attrs.evolve(context, strong=True)
    variants = variants_of(repeat.items)
    if count == 1 and repeat.entity == "matter":
        variants = variants[-1:]
    stop = end
    if repeat.joiner:
        stop = start + len(context.half[start:end].rstrip("。;"))
    found = _best(strong, variants, start, stop, whole_line=False)
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


def _unread(context: _TextContext, repeat: Repeat, start: int, end: int) -> list[Capture]:
    """A member that its outline does not fit goes whole to the last field of it."""
    last = next((item for item in reversed(repeat.items) if isinstance(item, OutlineField)), None)
    return (
        [MatchedValue(last, context.text[start:end], start)]
        if last is not None and end > start
        else []
    )
