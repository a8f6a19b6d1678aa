"""What stands above and below every page of a Word file: the text of its headers and footers."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from compiler.model.values import Text
from compiler.package.container import DAMAGED
from compiler.package.limits import OverLimitError
from compiler.span import Span
from compiler.wordfile.parts import open_word
from compiler.wordfile.reader import margins_of
from compiler.wordfile.shown import Place, ShownParagraph, shown_text

SAID = ("descr", "title")
"""Attributes with words of their own: what a picture shows."""


def margin_texts(content: bytes, file: str) -> tuple[Text, ...]:
    """Return every paragraph of the headers and footers that a Word file called ``file`` prints,
    none of a damaged file.
    """
    try:
        parts = open_word(content)
    except (*DAMAGED, OverLimitError):
        return ()
    if parts is None:
        return ()
    texts = [
        (text.replace("\t", " ").replace("\n", " "), place)
        for paragraph in margins_of(parts)
        for place, text in _texts(paragraph, paragraph.place)
    ]
    for place, roots in ((Place.HEADER, parts.headers), (Place.FOOTER, parts.footers)):
        texts += [(said, place) for root in roots for said in _said(root)]
    return tuple(Text(text, Span(file, place.value)) for text, place in texts if text.strip())


def _texts(paragraph: ShownParagraph, place: Place) -> Iterator[tuple[Place, str]]:
    """Yield the text of a paragraph, and of the text boxes that hang on it."""
    yield place, shown_text(paragraph)
    for box in paragraph.boxes:
        yield from _texts(box, place)


def _said(part: etree._Element) -> Iterator[str]:
    """Yield what drawings say of themselves."""
    for element in part.iter():
        yield from (str(value) for key, value in element.attrib.items() if str(key) in SAID)
