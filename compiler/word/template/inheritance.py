"""What a style comes to: its own properties, those of the styles it is based on, and the
document's defaults.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.styles import CT_Style
from docx.styles.style import BaseStyle, ParagraphStyle
from lxml import etree

STYLE, IDENTIFIER, BASED_ON, VALUE = map(qn, ("w:style", "w:styleId", "w:basedOn", "w:val"))
DEFAULTS = "w:docDefaults/w:pPrDefault | w:docDefaults/w:rPrDefault"
Owners = Sequence[etree._Element]
"""What the properties of a style, a paragraph or a run come from, the nearest first."""


def inherited(
    base: WordDocument, style: ParagraphStyle, holder: str, element: str, attribute: str
) -> str | None:
    """Return the nearest value of ``element``'s ``attribute`` among the properties ``holder``
    (w:pPr, w:rPr) of a style.
    """
    return nearest_value(owners(base, style), holder, element, attribute)


def owners(base: WordDocument, style: ParagraphStyle) -> Owners:
    """Return what properties come from, the nearest first: the style, those it is based on, the
    document's defaults.
    """
    return [*ancestry(style), *base.styles.element.xpath(DEFAULTS)]


def declared(owners: Owners, holder: str, element: str) -> Iterator[etree._Element]:
    """Every ``element`` among the properties ``holder`` of ``owners``, in their order."""
    path = f"{qn(holder)}/{qn(element)}"
    return (found for owner in owners if (found := owner.find(path)) is not None)


def nearest_value(owners: Owners, holder: str, element: str, attribute: str) -> str | None:
    """Return the first value of ``element``'s ``attribute`` among ``owners``."""
    name = qn(attribute)
    return next(
        (
            value
            for found in declared(owners, holder, element)
            if (value := found.get(name)) is not None
        ),
        None,
    )


def ancestry(style: BaseStyle) -> Iterator[CT_Style]:
    """The elements of a style and of those it is based on; a damaged file may have them in a circle.

    python-docx looks through all styles for each step.
    """
    known: dict[str | None, CT_Style] = {}
    for one in style.element.itersiblings(STYLE, preceding=True):
        known[one.get(IDENTIFIER)] = one  # the first of an id is the last to be put here
    for one in style.element.itersiblings(STYLE):
        known.setdefault(one.get(IDENTIFIER), one)
    seen: set[str | None] = set()
    current: CT_Style | None = style.element
    while current is not None and current.get(IDENTIFIER) not in seen:
        seen.add(current.get(IDENTIFIER))
        yield current
        based_on = current.find(BASED_ON)
        current = None if based_on is None else known.get(based_on.get(VALUE))


def number(text: str | None) -> int | None:
    """Return a measure as Word writes it, ``None`` if there is none or it is no whole number."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None
