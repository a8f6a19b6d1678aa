"""What Word shows of a file, paragraph by paragraph: the one reader that every command uses.

Whatever a text stands in, it is here, with where it stands and with what keeps it from being read as
a part of its paragraph, if anything does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

import attrs
from lxml import etree

from compiler.wordfile.blocks import events_of
from compiler.wordfile.events import Cells, Event, EventKind
from compiler.wordfile.looks import Looks, read_looks
from compiler.wordfile.numbering import Counters, Label, List, next_label, read_lists
from compiler.wordfile.open_fields import (
    MARKS,
    OpenFields,
    aside_of,
    drawn,
    fields_of,
    shows,
    take_mark,
)
from compiler.wordfile.parts import WordParts
from compiler.wordfile.shown import (
    CommentMark,
    PieceKind,
    Place,
    ShownParagraph,
    ShownPiece,
    WordText,
    is_on_page,
    merged,
    settled,
    shown_text,
)
from compiler.wordfile.tags import DRAWING, W

COMMENT_MARKS = (EventKind.COMMENT, EventKind.COMMENT_START, EventKind.COMMENT_END)


@attrs.frozen(eq=False)
class _Context:
    """What every story of a file is read with."""

    parts: WordParts
    looks: Looks
    lists: dict[int, List]
    stories: Iterator[int] = attrs.field(factory=count)


@attrs.define
class _Begun:
    """A paragraph that has begun, or that the next ones run on."""

    cells: Cells = ()
    label: Label | None = None
    counted: bool = False
    steps: int = 0
    pieces: list[ShownPiece] = attrs.field(factory=list)
    bookmarks: list[tuple[str, int]] = attrs.field(factory=list)
    comments: list[CommentMark] = attrs.field(factory=list)
    boxes: list[ShownParagraph] = attrs.field(factory=list)
    length: int = 0


def read_word(parts: WordParts) -> WordText:
    """Return what Word shows of a file once all changes are accepted."""
    return settled(read_tracked(parts))


def read_tracked(parts: WordParts) -> WordText:
    """Return what Word shows of a file, and who changed it under tracking."""
    context = _context(parts)
    events = events_of(parts.document, context.looks)
    body = tuple(_story(context, events, Place.BODY))
    return WordText(body, tuple(_outside(context, events)))


def comments_of(parts: WordParts) -> Iterator[tuple[etree._Element, list[ShownParagraph]]]:
    """Yield every comment that a file holds, and its paragraphs."""
    context = _context(parts)
    for comment in parts.comments if parts.comments is not None else ():
        yield comment, _story(context, events_of(comment, context.looks), Place.COMMENT)


def margins_of(parts: WordParts) -> tuple[ShownParagraph, ...]:
    """Return the paragraphs of a file's headers and footers."""
    return tuple(_margins(_context(parts)))


def _context(parts: WordParts) -> _Context:
    looks = read_looks(parts.styles)
    return _Context(parts, looks, read_lists(parts.numbering, looks))


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
    """Yield the references of a kind that were not deleted, those in text boxes too."""
    for event in events:
        if event.deleted is not None:
            continue
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


def _story(context: _Context, events: Sequence[Event], place: Place) -> list[ShownParagraph]:
    """Return the paragraphs of a story that has something in it.

    A paragraph whose end is hidden or deleted is shown as one with the next of its cell. What was
    deleted with all of its paragraphs, as the rows of a table are, stands before the next. Lists
    count within the story.
    """
    story = next(context.stories)
    counters = Counters(context.looks, context.lists)
    fields = fields_of(events)
    shown: list[ShownParagraph] = []
    begun: _Begun | None = None
    waiting = _Begun()
    properties: etree._Element | None = None
    start, live = 0, True
    for position, event in enumerate(events):
        if event.kind is EventKind.PARAGRAPH:
            live = event.deleted is None
            if not live:
                continue
            if begun is not None and begun.cells != event.cells:
                shown.append(_ended(begun, place, story))
                begun = None
            if begun is None:
                begun, waiting = attrs.evolve(waiting, cells=event.cells), _Begun()
            begun.steps += 1
            properties, start = event.element, begun.length
        elif event.kind is EventKind.PARAGRAPH_END and begun is not None and live:
            unseen = event.deleted is not None or (event.joined and begun.length == start)
            label = None if unseen else next_label(counters, properties)
            if not (unseen or begun.counted):
                begun.label, begun.counted = label, True
            if event.deleted is not None:
                _add(begun, event, "\n", PieceKind.DELETED)
            if not event.joined:
                shown.append(_ended(begun, place, story, event))
                begun = None
        elif event.kind is EventKind.UNREADABLE and begun is None and event.deleted is None:
            unread = (ShownPiece(event.text, PieceKind.UNREADABLE, inserted=event.inserted),)
            shown.append(ShownParagraph(unread, place=place, story=story))
        elif event.kind is EventKind.PARAGRAPH_END:
            _add(begun or waiting, event, "\n", PieceKind.DELETED)
        else:
            _take(context, begun or waiting, event, fields, position)
    if begun is not None:
        shown.append(_ended(begun, place, story))
    elif shown:
        shown[-1] = _followed(shown[-1], waiting)
    return shown


def _take(
    context: _Context, begun: _Begun, event: Event, fields: OpenFields, position: int
) -> None:
    """Add what an event shows to the paragraph."""
    if event.kind is EventKind.BOOKMARK:
        begun.bookmarks.append((event.text, begun.length))
    elif event.kind in COMMENT_MARKS:
        begun.comments.append(CommentMark(event.text, event.kind, begun.length))
    elif event.kind in MARKS:
        field = take_mark(fields, event, position)
        if field is not None and shows(fields, event):
            text, aside = drawn(field)
            _add(
                begun,
                event,
                text,
                PieceKind.HIDDEN if event.hidden else aside or aside_of(fields, event),
            )
    elif shows(fields, event):
        if event.kind is EventKind.TEXT:
            _add(begun, event, event.text, aside_of(fields, event))
        elif event.kind is EventKind.READING:
            _add(begun, event, event.text, PieceKind.HIDDEN if event.hidden else PieceKind.READING)
        elif event.kind is EventKind.UNREADABLE:
            _add(
                begun, event, event.text, PieceKind.HIDDEN if event.hidden else PieceKind.UNREADABLE
            )
        elif event.kind in (EventKind.BOX, EventKind.DRAWN) and event.deleted is None:
            begun.boxes += _boxed(context, event)


def _add(begun: _Begun, event: Event, text: str, aside: PieceKind | None) -> None:
    """Add a piece to the paragraph; of what is deleted, only what was text on the page."""
    if not text or (event.deleted is not None and aside is not PieceKind.DELETED):
        return
    piece = ShownPiece(text, aside, max(0, begun.steps - 1), event.inserted, event.deleted)
    begun.pieces.append(piece)
    begun.length += len(text) if is_on_page(piece) else 0


def _ended(begun: _Begun, place: Place, story: int, end: Event | None = None) -> ShownParagraph:
    """Return a paragraph that has come to its end, neighbours of one kind as one piece. Without
    the event of that it ends though its end was deleted, since nothing follows that would join it.
    """
    last = begun.pieces[-1] if begun.pieces else None
    if end is None and last is not None and (last.text, last.aside) == ("\n", PieceKind.DELETED):
        begun.pieces.pop()
    return ShownParagraph(
        merged(begun.pieces),
        begun.label,
        place,
        begun.cells,
        tuple(begun.bookmarks),
        tuple(begun.boxes),
        begun.steps,
        story,
        end.inserted if end is not None else None,
        tuple(begun.comments),
    )


def _followed(last: ShownParagraph, rest: _Begun) -> ShownParagraph:
    """Return the last paragraph of a story with what was deleted after it."""
    length = len(shown_text(last))
    return attrs.evolve(
        last,
        pieces=merged([*last.pieces, *rest.pieces]),
        bookmarks=(*last.bookmarks, *((name, length) for name, _ in rest.bookmarks)),
        comments=(*last.comments, *(attrs.evolve(one, position=length) for one in rest.comments)),
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
