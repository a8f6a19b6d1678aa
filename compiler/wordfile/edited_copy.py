"""A copy that somebody edited, read back: its text, who changed what in it, what is remarked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs

from compiler.diagnostics import Diagnostic
from compiler.wordfile.beside import beside
from compiler.wordfile.changes import Author
from compiler.wordfile.events import Cells
from compiler.wordfile.opening import open_copy, unreadable
from compiler.wordfile.own_headers import compile_number
from compiler.wordfile.parts import WordParts
from compiler.wordfile.reader import read_tracked
from compiler.wordfile.remarks import Remark, read_remarks
from compiler.wordfile.shown import PieceKind, Place, ShownParagraph, is_on_page, shown_text
from compiler.wordfile.tags import PICTURE, VML

__all__ = ["Author", "CopyParagraph", "EditedCopy", "Remark", "Stretch", "read_edited_copy"]

PICTURES = (f"{PICTURE}pic", f"{VML}imagedata")


@attrs.frozen
class Stretch:
    """A part of a paragraph, in order; line feeds are visible ends of lines, and, in what was
    deleted, of paragraphs.

    ``inserted`` or moved here, ``deleted`` or moved away: under tracking, by whom. What is deleted
    is not on the page, what is ``struck`` out by hand is.
    """

    text: str
    inserted: Author | None = None
    deleted: Author | None = None
    struck: bool = False


@attrs.frozen
class CopyParagraph:
    """A paragraph of the body as the page shows it.

    ``number`` is the automatic one before it, empty if it has none. ``bookmarks`` are names, and
    positions in ``text``; ``cells`` says where in tables it stands. ``end_inserted``: its end was
    inserted under tracking, and without that the next paragraph would be a part of it.
    """

    stretches: tuple[Stretch, ...]
    number: str = ""
    bookmarks: tuple[tuple[str, int], ...] = ()
    cells: Cells = ()
    end_inserted: Author | None = None

    @property
    def text(self) -> str:
        """What is on the page, without the number."""
        return "".join(one.text for one in self.stretches if one.deleted is None)


@attrs.frozen
class EditedCopy:
    """What the page shows of a copy. ``number`` is the compile's, ``None`` if the header no longer
    says it; ``beside`` is what stands outside the paragraphs: what it is, and its words.
    """

    paragraphs: tuple[CopyParagraph, ...]
    remarks: tuple[Remark, ...] = ()
    number: str | None = None
    beside: tuple[tuple[str, str], ...] = ()


def read_edited_copy(path: Path, file: str) -> tuple[EditedCopy | None, list[Diagnostic]]:
    """Read the copy of a notice or of a review copy at ``path``, called ``file`` in messages.
    Diagnostics: R040 it is none.
    """
    parts, found = open_copy(path, file)
    if parts is None:
        return None, found
    copy = copy_of(parts)
    if not any(one.stretches for one in copy.paragraphs):
        pictured = next(parts.document.iter(*PICTURES), None) is not None
        reason = "里面只有图片，没有文字，像是照片或扫描件" if pictured else "正文里没有文字"
        return None, [unreadable(file, reason)]
    return copy, []


def copy_of(parts: WordParts) -> EditedCopy:
    """Return what the page shows of an opened file."""
    word = read_tracked(parts)
    remarks, elsewhere = read_remarks(parts, word)
    headers = (shown_text(one) for one in word.outside if one.place is Place.HEADER)
    numbers = filter(None, map(compile_number, headers))
    others = ((Place.COMMENT.value, words) for words in elsewhere)
    return EditedCopy(
        tuple(map(_paragraph, word.body)),
        remarks,
        next(numbers, None),
        tuple(dict.fromkeys((*beside(word), *others))),
    )


def _paragraph(shown: ShownParagraph) -> CopyParagraph:
    """Return a paragraph of the copy."""
    return CopyParagraph(
        tuple(_stretches(shown)),
        shown.label.text if shown.label is not None else "",
        shown.bookmarks,
        shown.cells,
        shown.end_inserted,
    )


def _stretches(shown: ShownParagraph) -> Sequence[Stretch]:
    """Return what of a paragraph is on the page, or was until it was deleted."""
    return [
        Stretch(piece.text, piece.inserted, piece.deleted, piece.aside is PieceKind.STRUCK)
        for piece in shown.pieces
        if is_on_page(piece) or piece.aside is PieceKind.DELETED
    ]
