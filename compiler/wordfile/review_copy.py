"""A review copy read back: its text, the anchors in it, and the compile it says it comes from.

It may have been edited and saved by Word, WPS or LibreOffice since: bookmarks are all that is
relied on. Text that was deleted or moved away under tracked changes does not count, text that was
inserted does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from compiler.diagnostics import Diagnostic
from compiler.wordfile.edited_copy import CopyParagraph, copy_of
from compiler.wordfile.opening import REVIEW, open_copy, unreadable

ANCHOR = re.compile(r"_(r\d{5,})")


@attrs.frozen
class ReviewCopy:
    """Its text, paragraphs ended by line feeds; by the id of a run the range of its text;
    ``number`` is the compile's.

    The ranges are as the program that saved it last left them: LibreOffice moves where a bookmark
    begins by a character every other time, in paragraphs that have comments.

    ``number`` is ``None`` if the header no longer says it.
    """

    text: str
    anchors: Mapping[str, tuple[int, int]]
    number: str | None


def read_review_copy(path: Path, file: str) -> tuple[ReviewCopy | None, list[Diagnostic]]:
    """Read the review copy at ``path``, called ``file`` in messages. Diagnostics: R040 it is
    none.
    """
    parts, found = open_copy(path, file, REVIEW)
    if parts is None:
        return None, found
    copy = copy_of(parts)
    text, anchors = _placed(copy.paragraphs)
    if not anchors:
        reason = "里面没有审核稿的锚点，可能是通报本身，或是另存时丢了"
        return None, [unreadable(file, reason, REVIEW)]
    return ReviewCopy(text, anchors, copy.number), []


def _placed(paragraphs: Sequence[CopyParagraph]) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return the text of the body and where the anchors in it begin and end.

    A run reaches from its anchor to the next one or to the end of the paragraph. Where bookmarks
    end is not asked: LibreOffice moves that the first time it saves a paragraph with comments,
    where they begin only from the second on. A line that is broken inside a paragraph does not end
    it.
    """
    written: list[str] = []
    length = 0
    anchors: dict[str, tuple[int, int]] = {}
    for paragraph in paragraphs:
        text = paragraph.number + paragraph.text.replace("\n", "\v")
        begins = [
            (match.group(1), length + len(paragraph.number) + position)
            for name, position in paragraph.bookmarks
            if (match := ANCHOR.fullmatch(name))
        ]
        ends = [start for _, start in begins[1:]] + [length + len(text)]
        for (identifier, start), end in zip(begins, ends, strict=False):
            anchors.setdefault(identifier, (start, end))
        written.append(text + "\n")
        length += len(text) + 1
    return "".join(written), anchors
