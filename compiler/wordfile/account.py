"""The account of a Word file that was read: what it shows, against what was taken and reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compiler.diagnostics import Diagnostic
from compiler.wordfile.shown import PieceKind, ShownParagraph, WordText
from compiler.wordfile.taking import NoticeLine, numbers_page

REPORTS = ("S069", "S071", "S075")
"""The rules whose complaints quote what was not taken."""


def unaccounted(
    word: WordText, lines: Sequence[NoticeLine], found: Sequence[Diagnostic]
) -> list[str]:
    """Return every stretch of a file that is neither among the lines taken, in their order, nor
    quoted in a report, and what of the lines the file does not show.

    Blanks do not count, nor does what numbers a page in a header or footer.
    """
    taken = "".join(_solid(line.text) for line in lines)
    reported = {_solid(str(one.arguments.get("text", ""))) for one in found if one.code in REPORTS}
    position = 0
    missing = []
    for text, takeable in _stretches(word):
        stretch = _solid(text)
        if takeable and taken.startswith(stretch, position):
            position += len(stretch)
        elif stretch not in reported and not any(stretch in one for one in reported):
            missing.append(text)
    return [*missing, *([taken[position:]] if position < len(taken) else [])]


def _solid(text: str) -> str:
    """Return a text without blanks."""
    return "".join(text.split())


def _stretches(word: WordText) -> Iterator[tuple[str, bool]]:
    """Yield every stretch of a file, and whether it may have been taken as text."""
    for paragraph in word.body:
        yield from _of_paragraph(paragraph, True)
    for paragraph in word.outside:
        yield from _of_paragraph(paragraph, False)


def _of_paragraph(paragraph: ShownParagraph, takeable: bool) -> Iterator[tuple[str, bool]]:
    """Yield the stretches of a paragraph, its number and its boxes included."""
    label = paragraph.label
    if label is not None:
        yield label.text, takeable and not label.bullet
    only_pages = not takeable and numbers_page(paragraph)
    for piece in paragraph.pieces:
        shown = piece.aside in (None, PieceKind.PAGING)
        if piece.text.strip() and not (only_pages and shown):
            yield piece.text, takeable and shown
    for box in paragraph.boxes:
        yield from _of_paragraph(box, takeable)
