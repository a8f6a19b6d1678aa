"""What Word shows of a file, paragraph by paragraph: the one reader that every command uses.

Whatever a text stands in, it is here, with where it stands and with what keeps it from being read as
a part of its paragraph, if anything does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby

import attrs
from lxml import etree

from compiler.wordfile.blocks import events_of
from compiler.wordfile.events import Cells, Event, EventKind
from compiler.wordfile.fields import CONTENTS, PAGING, drawn_text, draws, name_of
from compiler.wordfile.looks import Looks, read_looks
from compiler.wordfile.numbering import Counters, Label, List, next_label, read_lists
from compiler.wordfile.parts import WordParts
from compiler.wordfile.shown import (
    PieceKind,
    Place,
    ShownParagraph,
    ShownPiece,
    WordText,
    is_on_page,
)
from compiler.wordfile.tags import DRAWING, W

FIELD_EVENTS = (
    EventKind.FIELD,
    EventKind.RESULT,
    EventKind.FIELD_END,
    EventKind.INSTRUCTION,
    EventKind.CHOICE,
)


@attrs.frozen(eq=False)
class _Context:
    """What every story of a file is read with."""

    parts: WordParts
    looks: Looks
    lists: dict[int, List]
    stories: Iterator[int] = attrs.field(factory=count)


@attrs.define
class _Field:
    """A field that has begun; ``shown`` once its result has. ``visible`` are those in the results of
    all around them; ``contents`` and ``paging`` say what the results are in which its own stands.
    """

    visible: bool = True
    contents: bool = False
    paging: bool = False
    code: list[str] = attrs.field(factory=list)
    choice: str = ""
    shown: bool = False


@attrs.define
class _Begun:
    """A paragraph that has begun, or that the next ones run on."""

    cells: Cells
    label: Label | None = None
    counted: bool = False
    steps: int = 0
    pieces: list[ShownPiece] = attrs.field(factory=list)
    bookmarks: list[tuple[str, int]] = attrs.field(factory=list)
    boxes: list[ShownParagraph] = attrs.field(factory=list)
    length: int = 0


def read_word(parts: WordParts) -> WordText:
    """Return what Word shows of a file."""
    looks = read_looks(parts.styles)
    context = _Context(parts, looks, read_lists(parts.numbering, looks))
    events = events_of(parts.document, looks)
    body = tuple(_story(context, events, Place.BODY))
    return WordText(body, tuple(_outside(context, events)))


def margins_of(parts: WordParts) -> tuple[ShownParagraph, ...]:
    """Return the paragraphs of a file's headers and footers."""
    looks = read_looks(parts.styles)
    return tuple(_margins(_Context(parts, looks, read_lists(parts.numbering, looks))))


def _outside(context: _Context, events: Sequence[Event]) -> Iterator[ShownParagraph]:
    """Yield the paragraphs of headers and footers, and of the notes that the body refers to."""
    yield from _margins(context)
    parts = context.parts
    for kind, place, root in (
        (EventKind.FOOTNOTE, Place.FOOTNOTE, parts.footnotes),
        (EventKind.ENDNOTE, Place.ENDNOTE, parts.endnotes),
        (EventKind.COMMENT, Place.COMMENT, parts.comments),
    ):
        notes = {note.get(f"{W}id"): note for note in root} if root is not None else {}
        for event in _references(context, events, kind):
            if (note := notes.pop(event.text, None)) is not None:
                own = events_of(note, context.looks, hidden=event.hidden)
                yield from _story(context, own, place)


def _references(context: _Context, events: Iterable[Event], kind: EventKind) -> Iterator[Event]:
    """Yield the references of a kind, those in text boxes too."""
    for event in events:
        if event.kind is kind:
            yield event
        elif event.kind is EventKind.BOX and event.element is not None:
            yield from _references(context, events_of(event.element, context.looks), kind)


def _margins(context: _Context) -> Iterator[ShownParagraph]:
    """Yield the paragraphs of headers, then those of footers."""
    for place, roots in (
        (Place.HEADER, context.parts.headers),
        (Place.FOOTER, context.parts.footers),
    ):
        for root in roots:
            yield from _story(context, events_of(root, context.looks), place)


# One story


def _story(context: _Context, events: Sequence[Event], place: Place) -> Iterator[ShownParagraph]:
    """Yield the paragraphs of a story that has something in it.

    A paragraph whose end is hidden or deleted is shown as one with the next of its cell. Lists
    count within the story.
    """
    story = next(context.stories)
    counters = Counters(context.looks, context.lists)
    matched = _matched(events)
    fields: list[_Field] = []
    begun: _Begun | None = None
    pending: list[str] = []
    properties: etree._Element | None = None
    start = 0
    for position, event in enumerate(events):
        if event.kind is EventKind.PARAGRAPH:
            if begun is not None and begun.cells != event.cells:
                yield _ended(begun, place, story)
                begun = None
            begun = begun or _Begun(event.cells)
            begun.steps += 1
            begun.bookmarks += [(name, begun.length) for name in pending]
            properties, start, pending = event.element, begun.length, []
        elif event.kind is EventKind.PARAGRAPH_END and begun is not None:
            unseen = event.deleted or (event.joined and begun.length == start)
            label = None if unseen else next_label(counters, properties)
            if not (unseen or begun.counted):
                begun.label, begun.counted = label, True
            if not event.joined:
                yield _ended(begun, place, story)
                begun = None
        elif event.kind in FIELD_EVENTS:
            _take_mark(begun, event, fields, position in matched)
        elif begun is None:
            if event.kind is EventKind.BOOKMARK:
                pending.append(event.text)
            elif event.kind is EventKind.UNREADABLE:
                unread = (ShownPiece(event.text, PieceKind.UNREADABLE),)
                yield ShownParagraph(unread, place=place, story=story)
        else:
            _take(context, begun, event, fields)
    if begun is not None:
        yield _ended(begun, place, story)


def _matched(events: Sequence[Event]) -> set[int]:
    """Return the positions of the marks of whole fields: a damaged one hides nothing."""
    open_: list[list[int]] = []
    matched: set[int] = set()
    for position, event in enumerate(events):
        if event.kind is EventKind.FIELD:
            open_.append([position])
        elif event.kind is EventKind.RESULT and open_:
            open_[-1].append(position)
        elif event.kind is EventKind.FIELD_END and open_:
            matched.update([*open_.pop(), position])
    return matched


def _take_mark(begun: _Begun | None, event: Event, fields: list[_Field], whole: bool) -> None:
    """Follow the marks of fields: what stands between beginning and result is not shown."""
    if event.kind is EventKind.FIELD and whole:
        outer = fields[-1] if fields else _Field(shown=True)
        fields.append(_Field(_is_shown(fields), outer.contents, outer.paging))
    elif event.kind is EventKind.RESULT and whole and fields:
        _begin_result(fields[-1])
    elif event.kind is EventKind.FIELD_END and whole and fields:
        field = fields.pop()
        if begun is not None:
            _end_field(begun, field, fields, event)
    elif event.kind is EventKind.INSTRUCTION and fields and not fields[-1].shown:
        fields[-1].code.append(event.text)
    elif event.kind is EventKind.CHOICE and fields:
        fields[-1].choice = event.text


def _is_shown(fields: list[_Field]) -> bool:
    """Tell whether what stands in these fields is shown."""
    return not fields or (fields[-1].visible and fields[-1].shown)


def _begin_result(field: _Field) -> None:
    """Note what the result of a field is."""
    name = name_of("".join(field.code))
    field.shown = True
    field.contents = field.contents or name in CONTENTS
    field.paging = field.paging or name in PAGING


def _take(context: _Context, begun: _Begun, event: Event, fields: list[_Field]) -> None:
    """Add what an event shows to the paragraph."""
    if event.kind is EventKind.BOOKMARK:
        begun.bookmarks.append((event.text, begun.length))
    elif _is_shown(fields):
        if event.kind is EventKind.TEXT:
            _add(begun, event.text, _aside(event, fields))
        elif event.kind is EventKind.READING:
            _add(begun, event.text, PieceKind.HIDDEN if event.hidden else PieceKind.READING)
        elif event.kind is EventKind.UNREADABLE:
            _add(begun, event.text, PieceKind.HIDDEN if event.hidden else PieceKind.UNREADABLE)
        elif event.kind in (EventKind.BOX, EventKind.DRAWN):
            begun.boxes += _boxed(context, event)


def _end_field(begun: _Begun, field: _Field, outer: list[_Field], event: Event) -> None:
    """Show what a field without a result draws itself."""
    if field.shown or not _is_shown(outer):
        return
    instruction = "".join(field.code)
    if field.choice:
        _add(begun, field.choice, _aside(event, outer))
    elif draws(instruction):
        text = drawn_text(instruction)
        if text is None:
            unknown = PieceKind.HIDDEN if event.hidden else PieceKind.UNREADABLE
            _add(begun, f"域 {instruction.strip()}", unknown)
        elif text:
            _add(begun, text, _aside(event, outer))


def _aside(event: Event, fields: list[_Field]) -> PieceKind | None:
    """Return why a text is not simply one of its paragraph."""
    if event.hidden:
        return PieceKind.HIDDEN
    if fields and fields[-1].contents:
        return PieceKind.CONTENTS
    if event.struck:
        return PieceKind.STRUCK
    return PieceKind.PAGING if fields and fields[-1].paging else None


def _add(begun: _Begun, text: str, aside: PieceKind | None) -> None:
    """Add a piece to the paragraph."""
    piece = ShownPiece(text, aside, begun.steps - 1)
    begun.pieces.append(piece)
    begun.length += len(text) if is_on_page(piece) else 0


def _ended(begun: _Begun, place: Place, story: int) -> ShownParagraph:
    """Return a paragraph that has come to its end, neighbours of one kind as one piece."""
    pieces = tuple(
        ShownPiece("".join(piece.text for piece in same), aside, step)
        for (aside, step), same in groupby(
            begun.pieces, key=lambda piece: (piece.aside, piece.step)
        )
    )
    return ShownParagraph(
        pieces,
        begun.label,
        place,
        begun.cells,
        tuple(begun.bookmarks),
        tuple(begun.boxes),
        begun.steps,
        story,
    )


# Boxes and drawings


def _boxed(context: _Context, event: Event) -> Iterator[ShownParagraph]:
    """Yield the paragraphs of a text box, or the words of a drawing."""
    if event.kind is EventKind.BOX and event.element is not None:
        own = events_of(event.element, context.looks, hidden=event.hidden)
        yield from _story(context, own, Place.BOX)
        return
    aside = PieceKind.HIDDEN if event.hidden else None
    story = next(context.stories)
    if event.element is None:
        yield ShownParagraph((ShownPiece(event.text, aside),), place=Place.BOX, story=story)
        return
    for text in _words(context.parts.drawn.get(event.text)):
        yield ShownParagraph((ShownPiece(text, aside),), place=Place.DRAWING, story=story)


def _words(root: etree._Element | None) -> Iterator[str]:
    """Yield the paragraphs of a diagram or chart that have words."""
    if root is None:
        return
    for paragraph in root.iter(f"{DRAWING}p"):
        text = "".join(own.text or "" for own in paragraph.iter(f"{DRAWING}t"))
        if text.strip():
            yield text
