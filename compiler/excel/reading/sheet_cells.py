"""The cells of one sheet as stored, walked in one pass, and what else the sheet says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
from lxml import etree

from compiler.excel.reading.addresses import COLUMNS, ROWS, forgiving_position, position
from compiler.excel.reading.rich_text import RichText, S, read_text, unescaped
from compiler.package.xml import walked
from compiler.schema.structure import CHECK_SHEET

ROW, CELL, MERGED, MARGINS = f"{S}row", f"{S}c", f"{S}mergeCell", f"{S}headerFooter"
OWN_FORMULA = re.compile(rf"(?:'{CHECK_SHEET}'|\$?{CHECK_SHEET})[!.][$A-Z0-9]+")
"""What shows a form's self-check: no answer."""
PICTURE = re.compile(r"=?\s*(?:_xlfn\.)*(?:DISPIMG|IMAGE)\s*\(", re.IGNORECASE)
"""The functions by which WPS and Excel put a picture into a cell."""
ROW_NUMBER = re.compile(r"\s*(\d{1,12})\s*")
MARGIN_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d{1,3}|[A-Za-z])')
OWN_FOOTER = re.compile(r"第\s+页(?:，共\s+页)?$")
"""What ends the footer of our forms, once the codes for the numbers are gone."""
MERGED_CELLS = 20_000
"""Cells for which a merged range is remembered: longer ranges are formatting of whole columns."""


@attrs.frozen
class StoredCell:
    """A cell that holds something: zero-based place, type, style, stored text, inline text."""

    row: int
    column: int
    type: str
    style: int
    stored: str | None
    inline: RichText | None
    formula: str | None
    picture: bool


@attrs.frozen
class Margins:
    """The text of a sheet's header and footer, as printed by our own forms or typed by someone."""

    text: str


@attrs.frozen
class MergedRange:
    """A range merged into one cell: first and last row and column, zero-based."""

    top: int
    left: int
    bottom: int
    right: int


def walk_sheet(xml: bytes) -> Iterator[StoredCell | MergedRange | Margins]:
    """Yield what a sheet holds, in the order of its XML.

    A place that is not told, or told wrongly, follows from the cell before. Raises what lxml raises
    for broken XML, in the middle of the walk too.
    """
    row = column = -1
    for element in walked(xml, (ROW,), (CELL, MERGED, MARGINS)):
        if element.tag == CELL:
            row, column = _place(element.get("r"), max(row, 0), column + 1)
            if len(element):
                yield _stored(element, row, column)
        elif element.tag == ROW:
            match = ROW_NUMBER.fullmatch(element.get("r", ""))
            number = int(match.group(1)) if match is not None else 0
            row, column = (number - 1 if 0 < number <= ROWS else row + 1), -1
        elif element.tag == MERGED:
            corners = [forgiving_position(name) for name in element.get("ref", "").split(":")]
            if corners[0] is not None and corners[-1] is not None:
                yield MergedRange(*corners[0], *corners[-1])
        else:
            for text in element:
                plain = MARGIN_CODE.sub(" ", (text.text or "").replace("&&", "＆")).strip()
                if plain and not OWN_FOOTER.search(plain):
                    yield Margins(plain)


def _place(reference: str | None, row: int, column: int) -> tuple[int, int]:
    """Return where a cell says it stands, else ``row`` and ``column``."""
    if reference is None:
        return row, column
    try:
        place: tuple[int, int] | None = position(reference)
    except ValueError:
        place = forgiving_position(reference)
    if place is None or place[0] >= ROWS or place[1] >= COLUMNS:
        return row, column
    return place


def _stored(element: etree._Element, row: int, column: int) -> StoredCell:
    stored = inline = formula = None
    for child in element:
        if child.tag == f"{S}v":
            stored = child.text or ""
        elif child.tag == f"{S}f":
            formula = child.text or ""
        elif child.tag == f"{S}is":
            inline = read_text(child)
    kind = element.get("t", "n")
    if kind == "str" and stored is not None:
        stored = unescaped(stored)
    if formula is not None and OWN_FORMULA.fullmatch(formula):
        formula = None
    style = element.get("s", "0")
    picture = kind == "e" and element.get("vm") is not None
    for text in (formula, stored if kind == "str" else None):
        picture = picture or (text is not None and PICTURE.match(text) is not None)
    number = int(style) if style.isascii() and style.isdecimal() else 0
    return StoredCell(row, column, kind, number, stored, inline, formula, picture)
