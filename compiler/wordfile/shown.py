"""What Word shows of a file, as records: paragraphs of pieces, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from itertools import groupby

import attrs

from compiler.wordfile.changes import Author
from compiler.wordfile.events import Cells, EventKind
from compiler.wordfile.numbering import Label


class Place(Enum):
    """Where in a Word file a text stands; the value is what a colleague calls it."""

    BODY = "正文"
    BOX = "文本框"
    DRAWING = "图形"
    HEADER = "页眉"
    FOOTER = "页脚"
    FOOTNOTE = "脚注"
    ENDNOTE = "尾注"
    COMMENT = "批注"


class PieceKind(Enum):
    """Why a stretch of a paragraph is not simply its text; the value is what a colleague calls
    it.
    """

    HIDDEN = "隐藏的文字"
    STRUCK = "画了删除线的文字"
    READING = "拼音"
    UNREADABLE = "读不出的内容"
    CONTENTS = "目录"
    PAGING = "页码"
    DELETED = "删去的文字"


@attrs.frozen
class ShownPiece:
    """A stretch of a paragraph; line feeds are visible ends of lines, and, in what was deleted, of
    paragraphs. ``step`` counts the paragraphs of the file that are shown as one before it.
    ``inserted`` and ``deleted`` say who did this to it under tracking.
    """

    text: str
    aside: PieceKind | None
    step: int = 0
    inserted: Author | None = None
    deleted: Author | None = None


@attrs.frozen
class CommentMark:
    """Where a comment begins, ends, or is referred to: ``kind`` is the event's, ``position`` as of
    a bookmark.
    """

    id: str
    kind: EventKind
    position: int


@attrs.frozen
class ShownParagraph:
    """A paragraph as Word shows it.

    ``label`` is the number before it. ``bookmarks`` stand before the character of their position
    in the text, struck text included. ``cells`` says where in tables it stands. ``boxes`` are the
    paragraphs of text boxes and drawings that hang on it; ``steps`` counts the paragraphs of the
    file that are shown as this one. Those of one ``story`` (the body, a header, a note, a box)
    belong together. ``end_inserted`` says who inserted its end under tracking, ``comments`` where
    comments begin and end.
    """

    pieces: tuple[ShownPiece, ...]
    label: Label | None = None
    place: Place = Place.BODY
    cells: Cells = ()
    bookmarks: tuple[tuple[str, int], ...] = ()
    boxes: tuple[ShownParagraph, ...] = ()
    steps: int = 1
    story: int = 0
    end_inserted: Author | None = None
    comments: tuple[CommentMark, ...] = ()


@attrs.frozen
class WordText:
    """All that Word shows of a file: the body in its order, and what stands outside it."""

    body: tuple[ShownParagraph, ...]
    outside: tuple[ShownParagraph, ...]


def shown_text(paragraph: ShownParagraph) -> str:
    """Return the text that is on the page in a paragraph, struck text included, without its number
    and without what is hidden.
    """
    return "".join(piece.text for piece in paragraph.pieces if is_on_page(piece))


def is_on_page(piece: ShownPiece) -> bool:
    """Tell whether a piece is seen in its paragraph."""
    return piece.aside in (None, PieceKind.STRUCK, PieceKind.CONTENTS, PieceKind.PAGING)


# Changes


def settled(word: WordText) -> WordText:
    """Return what is shown once all changes are accepted: nobody made them, nothing is deleted."""
    return WordText(*(tuple(map(_settled_paragraph, own)) for own in (word.body, word.outside)))


def _settled_paragraph(paragraph: ShownParagraph) -> ShownParagraph:
    boxes = tuple(map(_settled_paragraph, paragraph.boxes))
    kept = (
        ShownPiece(piece.text, piece.aside, piece.step)
        for piece in paragraph.pieces
        if piece.aside is not PieceKind.DELETED
    )
    return attrs.evolve(paragraph, pieces=merged(kept), boxes=boxes, end_inserted=None)


def merged(pieces: Iterable[ShownPiece]) -> tuple[ShownPiece, ...]:
    """Return pieces with neighbours that differ in nothing but their text as one."""
    return tuple(
        ShownPiece("".join(piece.text for piece in same), *kind)
        for kind, same in groupby(
            pieces, key=lambda piece: (piece.aside, piece.step, piece.inserted, piece.deleted)
        )
    )
