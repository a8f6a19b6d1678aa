"""The page number of a turned page stands where it stands on the others once the pages are bound
(GB/T 9704-2012, chapter 8).

The upright page's lower edge is the turned page's left one: the footers of styles.docx run down
there, in a cell of vertical text as long as an upright line, fixed to the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml.ns import qn
from docx.oxml.section import CT_HdrFtr
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.hdrftr import FooterPart

from compiler.word.elements import no_room, w
from compiler.word.template.inheritance import number

LINE = 360
"""Twips: what a line of a footer takes, where the page leaves less below its text."""


def turn_footers(base: WordDocument, sections: Iterable[BaseOxmlElement]) -> None:
    """Give the turned ``sections`` footers of their own, each made from the upright one they
    refer to.
    """
    made: dict[str, str] = {}
    for section in sections:
        for reference in section.findall(qn("w:footerReference")):
            upright = reference.get(qn("r:id"), "")
            if upright not in made:
                made[upright] = _turned(base, upright, section)
            reference.set(qn("r:id"), made[upright])


def _turned(base: WordDocument, upright: str, section: BaseOxmlElement) -> str:
    """Add a footer for turned pages made from an upright one and return the id by which the section
    finds it; what the upright one refers to comes along.
    """
    pattern = base.part.rels[upright].target_part
    edge = _edge(section, [deepcopy(child) for child in pattern.element])
    root = w("ftr", edge, w("p", w("pPr", *no_room())))
    assert isinstance(root, CT_HdrFtr)
    part = FooterPart(
        base.part.package.next_partname("/word/footer%d.xml"),
        CONTENT_TYPE.WML_FOOTER,
        root,
        base.part.package,
    )
    for relation in pattern.rels.values():
        target = relation.target_ref if relation.is_external else relation.target_part
        part.load_rel(relation.reltype, target, relation.rId, relation.is_external)
    return base.part.relate_to(part, RELATION.FOOTER)


def _edge(section: BaseOxmlElement, content: list[BaseOxmlElement]) -> BaseOxmlElement:
    """Return a footer's content in a cell of vertical text, fixed to the left edge of the turned
    page.
    """
    left, width, top, height = _metrics(section, lines=max(1, len(content)))
    if not content or content[-1].tag != qn("w:p"):
        content.append(w("p"))  # no cell ends without one
    place = w(
        "tblpPr",
        leftFromText=0,
        rightFromText=0,
        vertAnchor="page",
        horzAnchor="page",
        tblpX=left,
        tblpY=top,
    )
    margins = w(
        "tblCellMar", *(w(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right"))
    )
    table = w(
        "tblPr",
        place,
        w("tblOverlap", val="never"),
        w("tblW", w=width, type="dxa"),
        w("tblLayout", type="fixed"),
        margins,
    )
    cell = w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("textDirection", val="tbRl"),
        w("vAlign", val="bottom"),
    )
    row = w("trPr", w("cantSplit"), w("trHeight", val=height, hRule="exact"))
    return w(
        "tbl", table, w("tblGrid", w("gridCol", w=width)), w("tr", row, w("tc", cell, *content))
    )


def _metrics(section: BaseOxmlElement, lines: int) -> tuple[int, int, int, int]:
    """Where the edge begins, how wide it is, where its text begins and how far it runs: twips
    from the left and the top.
    """
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    page = 0 if size is None else number(size.get(qn("w:h"))) or 0
    sides = ("top", "bottom", "left", "footer")
    top, bottom, left, footer = (
        0 if margins is None else number(margins.get(qn(f"w:{side}"))) or 0 for side in sides
    )
    # As on the upright page from the text to the lower edge of its footer.
    width = max(lines * LINE, abs(bottom) - footer)
    return max(0, left - width), width, abs(top), max(LINE, page - abs(top) - abs(bottom))
