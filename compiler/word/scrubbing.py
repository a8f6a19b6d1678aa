"""What a published file must not tell: who edited the styles, on which machine, when; and what it
does tell of itself.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION

from compiler.package.parts import scrub, serialise
from compiler.package.xml import parsed

KEPT = {RELATION.STYLES, RELATION.SETTINGS, RELATION.FONT_TABLE}
REMARK = re.compile(rb"<!--|<\?(?!xml )")
LONGEST_PROPERTY = 255
"""Characters; Word shows no more."""


def scrub_document(base: WordDocument) -> None:
    """Keep the parts that the page is made of, without theme fonts, numbering and traces of who
    edited the styles when.
    """
    shown = set(base.element.body.xpath(".//w:sectPr/*/@r:id"))
    relations = base.part.rels
    scrub(base.element)
    for key in [
        key
        for key, relation in relations.items()
        if key not in shown and relation.reltype not in KEPT
    ]:
        del relations[key]
    for relation in relations.values():
        if relation.reltype == RELATION.SETTINGS:
            relation.target_part.rels.clear()
        part = relation.target_part
        if (root := getattr(part, "element", None)) is not None:
            scrub(root)
        elif REMARK.search(part.blob):  # the table of fonts, which python-docx keeps as bytes
            part._blob = serialise(parsed(part.blob))


def describe(base: WordDocument, title: str, organ: str, day: date) -> None:
    """Say what is printed, and nothing about the machine or person at work; a property holds 255
    characters.
    """
    relations = base.part.package.rels
    for key in [
        key for key, relation in relations.items() if relation.reltype != RELATION.OFFICE_DOCUMENT
    ]:
        del relations[key]  # python-docx writes new properties, whatever the old ones were
    properties = base.core_properties
    for element in list(properties._element):
        properties._element.remove(element)
    title, organ = (text[:LONGEST_PROPERTY] for text in (title, organ))
    properties.title, properties.author, properties.last_modified_by = title, organ, organ
    properties.created = properties.modified = datetime.combine(day, time())
    properties.revision = 1
