"""Where the notice's paragraphs stand on the page: blank lines, the signature block, and nothing of any file format."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

import attrs

from compiler.document.tree import Document, Paragraph
from compiler.render.styles import DATE_STYLE, SIGNATURE_STYLE, TITLE_STYLE

INDENT = 2 * 2
"""The signature stands two characters in, the date two further: half characters, as all widths here."""

PARTS = {TITLE_STYLE: TITLE_STYLE, SIGNATURE_STYLE: SIGNATURE_STYLE, DATE_STYLE: SIGNATURE_STYLE}
"""Which part of the page a style belongs to, if not to the text."""


@attrs.frozen
class Line:
    """One paragraph to be written: one of the document's, or ``None`` for a blank line; ``right`` in half characters."""

    paragraph: Paragraph | None
    keeps_next: bool = False
    right: int | None = None


def lay_out(document: Document) -> Iterator[Line]:
    """The paragraphs with the blank lines of the layout, and the signature block in place (clause 7.3.5.2).

    The block is kept with the last line of the text before it: a signature never stands on a page of its own.
    """
    groups = [list(block) for _, block in groupby(document.paragraphs, lambda paragraph: PARTS.get(paragraph.style))]
    signs = [_signs(block, block is groups[-1]) for block in groups]
    for index, block in enumerate(groups):
        closes = signs[index + 1 : index + 2] == [True]
        if signs[index]:
            if index:
                yield Line(None, keeps_next=True)
            for position, (paragraph, right) in enumerate(zip(block, _right_indents(block), strict=True), 1):
                yield Line(paragraph, position < len(block), right)
        else:
            yield from (Line(paragraph, closes and paragraph is block[-1]) for paragraph in block)
            if block[-1].style == TITLE_STYLE and index + 1 < len(groups) and not closes:
                yield Line(None)


def _signs(block: Sequence[Paragraph], last: bool) -> bool:
    """Tell a signature block; a date alone is one at the end, under the title it is not."""
    styles = {paragraph.style for paragraph in block}
    return SIGNATURE_STYLE in styles or (last and styles == {DATE_STYLE})


def _right_indents(block: Sequence[Paragraph]) -> list[int | None]:
    """Return how far each line of a signature block ends from the right, in half characters.

    Signatures begin on one vertical line, the date two characters to its right; whichever is longer ends two characters
    from the right edge. A date without a signature stands as its style says.
    """
    widths = [(paragraph.style == SIGNATURE_STYLE, text_width(paragraph.text)) for paragraph in block]
    signature = max((width for signs, width in widths if signs), default=None)
    if signature is None:
        return [None] * len(block)
    day = max((width for signs, width in widths if not signs), default=0)
    start = signature + INDENT if signature >= day else day + 2 * INDENT
    return [max(0, (start if signs else start - INDENT) - width) for signs, width in widths]


def text_width(text: str) -> int:
    """Return the width of ``text`` in half characters: Chinese characters and marks count two, figures and Latin one."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
