"""What a style comes to: its own properties, those of the styles it is based on, and the document's defaults."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle
from lxml import etree

DEFAULTS = {"w:pPr": "w:docDefaults/w:pPrDefault", "w:rPr": "w:docDefaults/w:rPrDefault"}


def inherited(base: WordDocument, style: ParagraphStyle, holder: str, element: str, attribute: str) -> str | None:
    """Return the nearest value of ``element``'s ``attribute`` among the properties ``holder`` (w:pPr, w:rPr) of a style."""
    name = qn(attribute)
    return next((value for found in declarations(base, style, holder, element) if (value := found.get(name)) is not None), None)


def declarations(base: WordDocument, style: ParagraphStyle, holder: str, element: str) -> Iterator[etree._Element]:
    """Every ``element`` that says something about a style, the nearest first."""
    owners = [look.element for look in ancestry(style)]
    owners += base.styles.element.xpath(DEFAULTS[holder])
    for owner in owners:
        found = owner.find(f"{qn(holder)}/{qn(element)}")
        if found is not None:
            yield found


def ancestry(style: ParagraphStyle) -> Iterator[ParagraphStyle]:
    """The style and those it is based on; a damaged file may have them in a circle."""
    seen = set()
    current: ParagraphStyle | None = style
    while current is not None and current.style_id not in seen:
        seen.add(current.style_id)
        yield current
        current = current.base_style


def number(text: str | None) -> int | None:
    """Return a measure as Word writes it, ``None`` if there is none or it is no whole number."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None
