"""What of a Word file stands outside the paragraphs of its body, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compiler.wordfile.own_headers import is_own
from compiler.wordfile.shown import PieceKind, Place, ShownParagraph, WordText, shown_text
from compiler.wordfile.taking import numbers_page, own_text, stories


def beside(word: WordText) -> Iterator[tuple[str, str]]:
    """Yield what it is and its words: boxes, drawings, notes, headers and footers but for what
    numbers pages and the lines that a compile puts there, and what cannot be read.
    """
    for paragraph in word.body:
        for piece in paragraph.pieces:
            if piece.aside is PieceKind.UNREADABLE:
                yield piece.aside.value, piece.text
        for story in stories(paragraph.boxes):
            yield from _of_story(story, story[0].place.value)
    for story in stories([one for one in word.outside if one.place is not Place.COMMENT]):
        yield from _of_story(story, story[0].place.value)


def _of_story(story: Sequence[ShownParagraph], what: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a story, and of the boxes in it."""
    texts = (
        own_text(one, PieceKind.CONTENTS, PieceKind.STRUCK).strip()
        for one in story
        if not (numbers_page(one) or is_own(shown_text(one).strip()))
    )
    if words := "\n".join(filter(None, texts)):
        yield what, words
    for paragraph in story:
        for box in stories(paragraph.boxes):
            yield from _of_story(box, what)
