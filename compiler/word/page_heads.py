"""The line on top of every page of a file that is not the notice: a draft, a review copy."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from compiler.word.runs import AMBIGUOUS, UNPRINTABLE, set_script
from compiler.word.template.looks import LEVEL_1_FONT

DRAFT_HEADER_SIZE = 14
"""Points."""


def head_pages(base: WordDocument, text: str, points: float, colour: RGBColor) -> None:
    """Put a line on top of every page, above whatever the office has there."""
    section = base.sections[0]
    headers = [section.header]
    headers += [section.even_page_header] if base.settings.odd_and_even_pages_header_footer else []
    headers += [section.first_page_header] if section.different_first_page_header_footer else []
    for header in headers:
        if header.is_linked_to_previous:
            header.is_linked_to_previous = False
            header.paragraphs[0]._p.getparent().remove(header.paragraphs[0]._p)
        mark = header.add_paragraph()
        header._element.insert(0, mark._p)
        mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
        mark.paragraph_format.line_spacing = Pt(points * 1.5)
        indent = mark._p.get_or_add_pPr().get_or_add_ind()
        for name in ("w:firstLineChars", "w:firstLine"):
            indent.set(qn(name), "0")
        run = mark.add_run(UNPRINTABLE.sub("", text))
        run.font.name, run.font.size, run.font.color.rgb = LEVEL_1_FONT, Pt(points), colour
        set_script(run, LEVEL_1_FONT, AMBIGUOUS.search(text) is not None)
