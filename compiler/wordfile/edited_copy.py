"""A copy that somebody edited, read back: its text, who changed what in it, what is remarked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import attrs

from compiler.diagnostics import Diagnostic
from compiler.wordfile.changes import Author
from compiler.wordfile.events import Cells
from compiler.wordfile.opening import EITHER, open_copy, unreadable
from compiler.wordfile.parts import WordParts
from compiler.wordfile.reader import read_tracked
from compiler.wordfile.shown import PieceKind, Place, ShownParagraph, is_on_page, shown_text

__all__ = ["Author", "CopyParagraph", "EditedCopy", "Remark", "Stretch", "read_edited_copy"]

COMPILE = re.compile(r"编译号\s*[:：]?\s*([0-9a-f]{8})")


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
class Remark:
    """A comment; ``first`` and ``last`` are a paragraph and a position in its text, the latter
    where the words that it is about have ended. ``replies`` are all of its thread.
    """

    author: Author
    text: str
    first: tuple[int, int]
    last: tuple[int, int]
    replies: tuple[Remark, ...] = ()
    done: bool = False


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
    parts, found = open_copy(path, file, EITHER)
    if parts is None:
        return None, found
    copy = copy_of(parts)
    if not any(one.stretches for one in copy.paragraphs):
        return None, [unreadable(file, "正文里没有文字", EITHER)]
    return copy, []


def copy_of(parts: WordParts) -> EditedCopy:
    """Return what the page shows of an opened file."""
    word = read_tracked(parts)
    headers = [shown_text(one) for one in word.outside if one.place is Place.HEADER]
    numbers = (COMPILE.search(header) for header in headers)
    return EditedCopy(
        tuple(map(_paragraph, word.body)),
        number=next((match.group(1) for match in numbers if match), None),
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
