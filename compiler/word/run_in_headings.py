"""Headings that run into the body: the character style that gives the first part of a paragraph
the look of a heading.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from itertools import takewhile
from typing import cast

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import CharacterStyle, ParagraphStyle

from compiler.word.elements import CHARACTER_ORDER, w
from compiler.word.template.inheritance import ancestry
from compiler.word.template.looks import linked_name


def linked_style(base: WordDocument, heading: ParagraphStyle) -> CharacterStyle:
    """Return the character style that gives part of a paragraph the heading's look, made if there
    is none.

    It is given that look in any case: Word keeps the two in step, other programs change the
    heading alone.
    """
    link = heading.element.find(qn("w:link"))
    name = linked_name(heading.name or "")
    for style in base.styles:
        matches = style.name == name or (
            link is not None and style.style_id == link.get(qn("w:val"))
        )
        if matches and isinstance(style, CharacterStyle) and style.type == WD_STYLE_TYPE.CHARACTER:
            linked = style
            break
    else:
        linked = base.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    if linked.element.rPr is not None:
        linked.element.remove(linked.element.rPr)
    linked.element.append(_look_of(heading))
    return linked


def _look_of(heading: ParagraphStyle) -> BaseOxmlElement:
    """Return what a style and those it is based on say of characters, down to the body's: that is
    what the rest looks like.
    """
    look: dict[str, BaseOxmlElement] = {}
    own = takewhile(lambda style: not style.default, ancestry(heading))
    for style in reversed(list(own)):
        properties = cast("Iterable[BaseOxmlElement]", style.iterfind(f"{qn('w:rPr')}/*"))
        for property_ in properties:
            if property_.tag == qn("w:rFonts") and property_.tag in look:
                look[property_.tag].attrib.update(property_.attrib)
            else:
                look[property_.tag] = deepcopy(property_)
    return w(
        "rPr",
        *sorted(
            look.values(), key=lambda each: CHARACTER_ORDER.get(each.tag, len(CHARACTER_ORDER))
        ),
    )
