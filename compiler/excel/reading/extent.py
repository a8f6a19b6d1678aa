"""How far a sheet reaches: cells beyond a limit are taken out before anything reads it as a grid.

Calamine allocates the rectangle from A1 to the last cell, blank or not: a space in the last corner
of a sheet would need 400 gigabytes, and ends the process before Python hears of it. What counts is
the position as parsed, since there are many ways to write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
from lxml import etree

from compiler.excel.reading.addresses import address
from compiler.package.xml import PARSER

ROWS, COLUMNS = 9_999, 256
"""A form has some 80 rows and a register a few hundred, of a dozen columns: this is room enough,
and all columns that a workbook had before 2007. The rectangle is of 2.6 million cells, for which
100 megabytes and a tenth of a second were measured, and never larger, wherever cells stand."""

UNPLAIN = re.compile(
    rb'<(?:[^\s<>/!?:]*:)?(?:c(?=[\s/>])(?! r="(?:[A-Z]|[A-H][A-Z]|I[A-V])[1-9]\d{0,3}")'
    rb'|row(?=[\s/>])(?! r="[1-9]\d{0,3}"))'
)
"""A row or a cell whose first attribute does not say plainly that it lies within the limit."""

DECLARED = re.compile(rb"\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
NAME = re.compile(r"\s*\$?([A-Za-z]{1,9})\$?(\d{1,12})\s*")
ROW_NUMBER = re.compile(r"\s*(\d{1,12})\s*")


@attrs.frozen
class FarCell:
    """A cell that was taken out: zero-based position, type, and text or number as stored."""

    row: int
    column: int
    type: str
    stored: str


def limit(xml: bytes) -> tuple[bytes, tuple[FarCell, ...]]:
    """Return the XML of a sheet without its far cells, and those.

    Every cell that is left carries its plain A1 name. A sheet that is plainly near comes back as it
    is, without being parsed. Raises what lxml raises for broken XML.
    """
    if _readable(xml) and not UNPLAIN.search(xml):
        return xml, ()
    root = etree.fromstring(xml, PARSER)
    far = []
    for row, column, cell in list(_cells(root)):
        if row >= ROWS or column >= COLUMNS:
            stored = "".join(part.text or "" for part in cell.iter("{*}v", "{*}t"))
            far.append(FarCell(row, column, cell.get("t", ""), stored))
            cell.getparent().remove(cell)  # type: ignore[union-attr]
        else:
            cell.set("r", address(row, column))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True), tuple(far)


def _readable(xml: bytes) -> bool:
    """Tell whether the bytes of the markup are those of ASCII, as patterns and calamine suppose."""
    head = xml[:200].removeprefix(BYTE_ORDER_MARK)
    declared = DECLARED.match(head)
    usual = declared is None or declared.group(1).lower() == b"utf-8"
    return usual and head.lstrip().startswith(b"<") and b"\0" not in head


def _cells(root: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Yield every cell with its position; one that is not told follows from the cell before.

    So does one that is told wrongly. The numbers of the rows are made plain in passing.
    """
    row = column = -1
    for element in root.iter("{*}row", "{*}c"):
        written = element.get("r", "")
        if etree.QName(element).localname == "row":
            match = ROW_NUMBER.fullmatch(written)
            number = int(match.group(1)) if match is not None else 0
            row, column = (number - 1 if number else row + 1), -1
            element.set("r", str(row + 1))
        else:
            match = NAME.fullmatch(written)
            if match is not None and int(match.group(2)):
                row, column = _position(match)
            else:
                row, column = max(row, 0), column + 1
            yield row, column, element


def _position(match: re.Match[str]) -> tuple[int, int]:
    column = 0
    for letter in match.group(1).upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match.group(2)) - 1, column - 1
