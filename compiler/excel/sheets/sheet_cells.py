"""The cells of one sheet, walked in one pass, and what else the sheet says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import cast

import attrs
from lxml import etree

from compiler.excel.sheets.addresses import ROWS, place_of
from compiler.excel.sheets.rich_text import MAIN, S
from compiler.package.xml import STREAMED_FROM, normalised, parsed, walked

ROW, CELL, MERGED, MARGINS = f"{S}row", f"{S}c", f"{S}mergeCell", f"{S}headerFooter"
COLUMN, FILTER = f"{S}col", f"{S}autoFilter"
ROOTS = tuple(f"{S}{name}" for name in ("worksheet", "macrosheet", "dialogsheet"))
SHEET_ROOT = re.compile(rb"<(?:\w+:)?(?:worksheet|macrosheet|dialogsheet)[\s>]")
FILTERED = re.compile(rb"<(?:\w+:)?autoFilter[\s/>]")
"""A filter hides rows for its user, and the guide says that it changes nothing."""
HEAD = 2**16
"""Bytes in which a large sheet must begin to be one; remarks of this length were never seen."""
ON = ("1", "true")
NAMES = {"s": MAIN}
FILLED = etree.XPath("//s:row/s:c[*]", namespaces=NAMES)
"""The cells that hold anything: nine in ten of a form's are only painted."""
HIDDEN_ROWS = etree.XPath("//s:row[@hidden='1' or @hidden='true']", namespaces=NAMES)
NUMBERS_ALONE = re.compile(r"[\W\d_第共页]*")
"""What is left of a header or footer that holds page numbers, dates and names of files alone."""
ROW_NUMBER = re.compile(r"\s*(\d{1,12})\s*")
AREA = re.compile(r"\s*\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})\s*")
"""A range of cells."""
MARGIN_SECTION = re.compile("&([LCR])")
MARGIN_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d{1,3}|[A-Za-z])')
OWN_FOOTER = re.compile(r"第\s+页(?:，共\s+页)?")
"""The page numbers in the footer of our forms, once the codes for the numbers are gone."""


@attrs.frozen
class Margins:
    """The text of a sheet's header or footer that we did not put there."""

    text: str


@attrs.frozen
class Merged:
    """Cells merged into one: first and last row and column, zero-based."""

    top: int
    bottom: int
    left: int
    right: int


@attrs.frozen
class Hidden:
    """Rows or columns that are not shown: first and last, zero-based."""

    first: int
    last: int
    columns: bool

    def holds(self, number: int) -> bool:
        """Tell whether a row or column is among them."""
        return self.first <= number <= self.last


Place = tuple[int, int, etree._Element]
"""Row and column, zero-based, and the cell that stands there."""
Said = Merged | Margins | Hidden


def walk_sheet(xml: bytes) -> Iterator[Place | Said]:
    """Yield the cells of a sheet that hold anything, and what else it says.

    A place that is not told, or told wrongly, follows from the cell before. Raises what lxml raises
    for broken XML, in the middle of the walk too.
    """
    xml = normalised(xml)
    if len(xml) > STREAMED_FROM:
        yield from _walk_all(xml)
        return
    root = parsed(xml)
    _refuse_other_parts(root)
    elements = _matches(FILLED, root)
    places = [place_of(element.get("r", "")) for element in elements]
    if None in places:  # then every cell counts, filled or not
        yield from _walk_all(xml)
        return
    if _may_say(b"hidden", xml, root) and next(root.iter(FILTER), None) is None:
        yield from (_hidden_row(row) for row in _matches(HIDDEN_ROWS, root))
    for place, element in zip(cast(list[tuple[int, int]], places), elements, strict=True):
        yield *place, element
    for element in root.iter(COLUMN, MERGED, MARGINS):
        yield from _said(element)


def _may_say(word: bytes, xml: bytes, root: etree._Element) -> bool:
    """Tell whether a word may stand in a part: for sure only where letters are written as they are."""
    return word in xml or root.getroottree().docinfo.encoding != "UTF-8"


def _matches(path: etree.XPath, root: etree._Element) -> list[etree._Element]:
    return cast(list[etree._Element], path(root))


def _refuse_other_parts(element: etree._Element) -> None:
    """Raise :class:`ValueError` for a part that is no sheet: its cells would all be missing."""
    root = element.getroottree().getroot()
    if root.tag not in ROOTS:
        raise ValueError(f"a sheet that begins with {root.tag}")


def _hidden_row(row: etree._Element) -> Hidden:
    match = ROW_NUMBER.fullmatch(row.get("r", ""))
    index = (
        int(match.group(1)) - 1
        if match is not None
        else len(list(row.itersiblings(ROW, preceding=True)))
    )
    return Hidden(index, index, columns=False)


def _walk_all(xml: bytes) -> Iterator[Place | Said]:
    """Walk a sheet in which every cell counts for the place of the next."""
    row = column = -1
    filtered = FILTERED.search(xml) is not None
    if SHEET_ROOT.search(xml[:HEAD]) is None:
        raise ValueError("no sheet")
    for element in walked(xml, (ROW,), (CELL, COLUMN, MERGED, MARGINS)):
        if element.tag == CELL:
            place = place_of(element.get("r", ""))
            row, column = place if place is not None else (max(row, 0), column + 1)
            if len(element):
                yield row, column, element
        elif element.tag == ROW:
            match = ROW_NUMBER.fullmatch(element.get("r", ""))
            number = int(match.group(1)) if match is not None else 0
            row, column = (number - 1 if 0 < number <= ROWS else row + 1), -1
            if element.get("hidden") in ON and not filtered:
                yield Hidden(row, row, columns=False)
        else:
            yield from _said(element)


def _said(element: etree._Element) -> Iterator[Said]:
    """Yield what columns, a merged range, or the margins, say."""
    if element.tag == COLUMN:
        ends = element.get("min", ""), element.get("max", "")
        if element.get("hidden") in ON and all(map(str.isdecimal, ends)):
            yield Hidden(int(ends[0]) - 1, int(ends[1]) - 1, columns=True)
        return
    if element.tag == MERGED:
        if (merged := _merged(element.get("ref", ""))) is not None:
            yield merged
        return
    for margin in element:
        sections = MARGIN_SECTION.split((margin.text or "").replace("&&", "＆"))
        texts = [MARGIN_CODE.sub(" ", section).strip() for section in sections]
        if OWN_FOOTER.fullmatch(texts[-1]):  # what stands left of the page numbers is ours, too
            texts = [text for side, text in pairwise(texts) if side == "C"]
        else:
            texts = texts[::2]
        plain = " ".join(filter(None, texts))
        if not NUMBERS_ALONE.fullmatch(plain):
            yield Margins(plain)


@lru_cache(maxsize=2**12)  # forms merge the same hundred areas
def _merged(reference: str) -> Merged | None:
    """Return the cells that a range names, ``None`` if it is none."""
    match = AREA.fullmatch(reference)
    first = place_of(match[1] + match[2]) if match else None
    last = place_of(match[3] + match[4]) if match else None
    if first is None or last is None:
        return None
    return Merged(first[0], last[0], first[1], last[1])
