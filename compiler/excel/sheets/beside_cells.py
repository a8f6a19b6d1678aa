"""What people read on a sheet beside its cells: notes, and the words in text boxes and shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from compiler.excel.sheets.addresses import address, place_of
from compiler.excel.sheets.rich_text import texts, unescaped
from compiler.package.office import Package, read_part, read_tree, targets
from compiler.package.xml import normalised, refuse_document_type
from compiler.schema.structure import EDIT_END, EDIT_MARK, RETURN_END, RETURN_MARK

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SHEET_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
SHAPE_TEXT = f"{SHEET_DRAWING}txBody"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
VML = "{urn:schemas-microsoft-com:vml}"
LENIENT = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
"""VML is written like HTML: with ``<br>`` that nobody closes."""
AUTHORS = re.compile(r"(?:巡视办|办公室):\s*")
"""Whom a comment of ours names, of earlier releases and now."""
EDITED = re.compile(f"(?:办公室:\\s*)?{EDIT_MARK}.*?{EDIT_END}", re.DOTALL)
"""What the office says of its edits in a note; Excel puts the name of its author before it."""
NOTE_SHAPE = re.compile(r'ObjectType="Note"')


def read_notes(package: Package, sheet: str) -> dict[str, str]:
    """Return the notes of the sheet in the part ``sheet`` by the names of their cells."""
    notes: dict[str, str] = {}
    for part in targets(package, sheet, "comments"):
        for comment in read_tree(package, part).iter("{*}comment"):
            runs = (run for run in comment.iter("{*}t") if _local(run.getparent()) != "rPh")
            text = unescaped("".join(run.text or "" for run in runs)).strip()
            _add(notes, comment.get("ref", ""), text)
    for part in targets(package, sheet, "threadedComment"):
        for comment in read_tree(package, part).iter("{*}threadedComment"):
            if _named(comment.get("ref", "")) not in notes:  # else its old copy has been read
                _add(notes, comment.get("ref", ""), (comment.findtext("{*}text") or "").strip())
    return notes


def _add(notes: dict[str, str], reference: str, text: str) -> None:
    """Add a note to those of its cell."""
    name = _named(reference)
    notes[name] = "\n".join(filter(None, [notes.get(name, ""), text]))


def _named(reference: str) -> str:
    """Return the plain name of a cell, however a program wrote it."""
    place = place_of(reference)
    return address(*place) if place is not None else reference


def without_ours(note: str) -> str:
    """Return a note without what we have written into it: what the unit has added, if anything."""
    text = EDITED.sub("", note)
    if AUTHORS.sub("", text, 1).startswith(RETURN_MARK):
        text = text.partition(RETURN_END)[2]
    return text.strip()


def read_text_boxes(package: Package, sheet: str) -> Iterator[str]:
    """Yield the text of each box or shape that lies over a sheet and says something."""
    for part in targets(package, sheet, "drawing"):
        for body in read_tree(package, part).iter(SHAPE_TEXT):
            if next(body.iterancestors(FALLBACK), None) is not None:
                continue  # what programs before 2010 would show instead
            paragraphs = ("".join(texts(p, f"{DRAWING}t")) for p in body.iter(f"{DRAWING}p"))
            if text := "\n".join(paragraphs).strip():
                yield text
    for part in targets(package, sheet, "vmlDrawing"):
        root = etree.fromstring(normalised(read_part(package, part)), LENIENT)
        if root is None:
            continue
        refuse_document_type(root)
        for box in root.iter(f"{VML}textbox"):
            shape = box.getparent()
            if shape is not None and NOTE_SHAPE.search(etree.tostring(shape, encoding="unicode")):
                continue  # the frame in which a note is shown
            if text := "".join(str(t) for t in box.itertext()).strip():
                yield text


def count_pictures(package: Package, sheet: str) -> int:
    """Return how many pictures, charts and objects lie over a sheet."""
    return sum(
        1
        for part in targets(package, sheet, "drawing")
        for _ in read_tree(package, part).iter(
            f"{SHEET_DRAWING}pic", f"{SHEET_DRAWING}graphicFrame"
        )
    )


def _local(element: etree._Element | None) -> str:
    return etree.QName(element).localname if element is not None else ""
