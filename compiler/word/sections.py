"""Upright and turned pages in one file: a section ends where the next paragraph needs the other."""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from compiler.word.template.inheritance import number
from compiler.word.turned_footers import turn_footers

TURNED = {"top": "left", "bottom": "right", "left": "bottom", "right": "top"}
"""A turned page is bound at its top, as the upright one at its left (GB/T 9704-2012, chapter 8)."""

FIRST_ONLY = ("w:headerReference", "w:titlePg", "w:pgNumType", "w:type")
"""What later sections take over from the first: headers and a running page number, each on a new
page.

Footers they do not: those of turned pages stand elsewhere.
"""


def end_section(base: WordDocument, *, landscape: bool, first: bool) -> None:
    """End a section of ``landscape`` pages behind the last paragraph."""
    body = base.element.body
    last = body[-2] if len(body) > 1 else None
    if last is None or last.tag != qn("w:p"):
        last = base.add_paragraph()._p
    properties = last.get_or_add_pPr()
    properties.insert_element_before(_section(body.sectPr, landscape, first), "w:pPrChange")


def finish_sections(base: WordDocument, *, landscape: bool, first: bool) -> None:
    """Turn the pages of the last section, whose properties close the body, and the footers of all
    turned ones.
    """
    body = base.element.body
    body.replace(body.sectPr, _section(body.sectPr, landscape, first))
    # Turned and upright sections alternate.
    backwards = [body.sectPr, *reversed(body.xpath("./w:p/w:pPr/w:sectPr"))]
    turn_footers(base, backwards[0 if landscape else 1 :: 2])


def _section(pattern: BaseOxmlElement, landscape: bool, first: bool) -> BaseOxmlElement:
    """Return the properties of one section, made from the office's."""
    section = deepcopy(pattern)
    if not first:
        for element in [
            child for child in section if child.tag in {qn(name) for name in FIRST_ONLY}
        ]:
            section.remove(element)
    if landscape:
        _turn(section)
    return section


def _turn(section: BaseOxmlElement) -> None:
    """Turn a page: paper and margins; header and footer keep their distance from the text."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is not None:
        width, height = size.get(qn("w:w"), ""), size.get(qn("w:h"), "")
        size.set(qn("w:w"), height)
        size.set(qn("w:h"), width)
        size.set(qn("w:orient"), "landscape")
    if margins is None:
        return
    upright = {
        side: number(margins.get(qn(f"w:{side}"))) or 0 for side in (*TURNED, "header", "footer")
    }
    for side, source in TURNED.items():
        margins.set(qn(f"w:{side}"), str(upright[source]))
    gutter = number(margins.get(qn("w:gutter"))) or 0
    margins.set(qn("w:top"), str(upright["left"] + gutter))  # the edge that is bound
    margins.set(qn("w:gutter"), "0")
    for edge, side in (("header", "top"), ("footer", "bottom")):
        distance = upright[TURNED[side]] - (upright[side] - upright[edge])
        margins.set(qn(f"w:{edge}"), str(max(0, distance)))
