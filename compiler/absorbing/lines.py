"""The paragraphs of an edited copy as lines to be compared: what they say, and beside it what was
tracked, struck out or remarked on, by places in what they say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

import attrs

from compiler.chinese.marks import CLOSING_MARKS, END_MARKS
from compiler.chinese.same_words import PARAGRAPH, plainly
from compiler.wordfile.edited_copy import Author, CopyParagraph

SENTENCE_ENDS = (*END_MARKS, "；", ";", "：", ":")
ANCHOR = re.compile(r"_(r\d{5,})")


@attrs.frozen
class Tracked:
    """Characters ``start`` to ``end`` of a line that somebody inserted; of what was deleted the
    place, and the words.
    """

    start: int
    end: int
    author: Author
    deleted: str = ""


@attrs.frozen
class Line:
    """A paragraph of a copy: its number in the copy, from 0; what it says.

    ``struck`` are words that were struck out by hand, each at the place where it stood: they are
    not among those said. ``offset`` is how far what the paragraph shows is from what it says, by
    places in the former.
    """

    paragraph: int
    text: str
    tracked: tuple[Tracked, ...]
    struck: tuple[tuple[int, str], ...]
    anchors: tuple[str, ...]
    offsets: tuple[int, ...]

    def place_of(self, shown: int) -> int:
        """Return where a place of what the paragraph shows is in what it says."""
        return self.offsets[min(shown, len(self.offsets) - 1)]


def lines_of(paragraphs: Sequence[CopyParagraph]) -> list[Line]:
    """Return the paragraphs that say anything, or did before somebody deleted it."""
    lines = (_line(number, paragraph) for number, paragraph in enumerate(paragraphs))
    return [line for line in lines if plainly(line.text).strip() or line.tracked or line.struck]


def _line(number: int, paragraph: CopyParagraph) -> Line:
    """Return one paragraph as a line; the automatic number before it is said, too."""
    said = paragraph.number
    tracked: list[Tracked] = []
    struck: list[tuple[int, str]] = []
    offsets: list[int] = []
    for stretch in paragraph.stretches:
        if stretch.deleted is not None:
            tracked.append(Tracked(len(said), len(said), stretch.deleted, stretch.text))
            continue
        if stretch.struck:
            offsets += [len(said)] * len(stretch.text)
            struck.append((len(said), stretch.text))
            continue
        text = _joined(said, stretch.text)
        offsets += range(len(said), len(said) + len(text))
        if stretch.inserted is not None:
            tracked.append(Tracked(len(said), len(said) + len(text), stretch.inserted))
        said += text
    if paragraph.end_inserted is not None:
        tracked.append(Tracked(len(said), len(said) + 1, paragraph.end_inserted))
    anchors = (ANCHOR.fullmatch(name) for name, _ in paragraph.bookmarks)
    return Line(
        number,
        said,
        tuple(tracked),
        tuple(struck),
        tuple(match.group(1) for match in anchors if match),
        (*offsets, len(said)),
    )


def _joined(before: str, text: str) -> str:
    """Return a text of the same length in which a line that ends without ending a sentence runs on:
    titles are broken for their looks.
    """
    written = ""
    for character in text:
        if character == PARAGRAPH:
            said = (before + written).rstrip().rstrip(CLOSING_MARKS)
            character = PARAGRAPH if said.endswith(SENTENCE_ENDS) else " "
        written += character
    return written


def starts_of(texts: Sequence[str]) -> list[int]:
    """Return where texts begin that are put together, a line feed between them."""
    return list(accumulate((len(text) + 1 for text in texts), initial=0))[: len(texts)]
