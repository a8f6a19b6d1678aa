"""Elements of WordprocessingML as python-docx holds them."""

from __future__ import annotations

from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement

CHARACTER_ORDER = {
    qn(f"w:{name}"): place
    for place, name in enumerate((
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike",
        "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden",
        "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect",
        "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout",
        "specVanish", "oMath",
    ))
}  # fmt: skip
"""Where each property of characters stands among the others (ISO/IEC 29500-4, CT_RPr)."""


def w(tag: str, *children: BaseOxmlElement, **attributes: object) -> BaseOxmlElement:
    """Return ``w:tag`` with attributes of the same namespace."""
    named = {qn(f"w:{name}"): str(value) for name, value in attributes.items()}
    # Elements that python-docx has no class for are plain ones of lxml, and are used like those.
    element = cast(BaseOxmlElement, OxmlElement(f"w:{tag}", named))
    element.extend(children)
    return element


def empty_paragraph() -> CT_P:
    """Return a paragraph to be put anywhere."""
    paragraph = OxmlElement("w:p")
    assert isinstance(paragraph, CT_P)
    return paragraph


def empty_run() -> CT_R:
    """Return a run to be put anywhere."""
    run = OxmlElement("w:r")
    assert isinstance(run, CT_R)
    return run


def no_room() -> list[BaseOxmlElement]:
    """Return the properties of a paragraph that takes no room, as one must stand behind a table.

    Off the grid, since LibreOffice would give it a whole line, and under a full page a page of
    its own.
    """
    return [w("snapToGrid", val=0), w("spacing", line=20, lineRule="exact")]
