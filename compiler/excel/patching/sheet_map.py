"""Where in the bytes of a sheet the cells asked for stand, and where those belong that are missing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.parsers import expat

import attrs

from compiler.excel.sheets.addresses import ROWS, place_of
from compiler.excel.sheets.rich_text import MAIN
from compiler.excel.sheets.sheet_cells import ROW_NUMBER

ENCODINGS = ("utf-8", "utf8", "utf-16")
"""In which a part may say that it is written; one in UTF-16 has been turned into UTF-8 before."""
TAG = re.compile(rb"""<([^\s/>]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*/?>""")
NAMESPACES = (MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
"""Of Transitional and of Strict Open XML; here the bytes of the file count, so neither is renamed."""
WHOLE = ("array", "dataTable")
"""Formulas that fill every cell of a range, and are stored in its first one alone."""
Place = tuple[int, int]
"""Zero-based (row, column)."""


@attrs.define
class Tag:
    """An element's start tag in the bytes: from ``start`` to ``inside``; ``name`` has its prefix.

    ``empty`` tells that it is its end tag, too; else ``last`` is where the end tag begins. ``end``
    is behind the element.
    """

    name: str
    attributes: bytes
    start: int
    inside: int
    empty: bool
    last: int
    end: int


@attrs.define
class CellTag:
    """A cell: its tag, its attributes, and the names of the elements in it."""

    tag: Tag
    attributes: dict[str, str]
    children: list[str] = attrs.field(factory=list)


@attrs.define
class RowTag:
    """A row in which a cell is asked for: what its cells begin with, by column, in their order."""

    tag: Tag
    attributes: dict[str, str]
    columns: list[tuple[int, int]] = attrs.field(factory=list)


@attrs.define
class SheetMap:
    """What is to be known of a sheet's XML before cells of it are changed.

    ``cells`` are those asked for that stand there, each as often as it does, ``rows`` those that
    hold a cell asked for by their number, ``following`` the beginnings of the rows before which
    missing ones belong. ``ranges`` are merged areas, ``computed`` areas that one formula fills.
    """

    cells: dict[Place, list[CellTag]] = attrs.field(factory=dict)
    rows: dict[int, RowTag] = attrs.field(factory=dict)
    following: dict[int, int] = attrs.field(factory=dict)
    ranges: list[tuple[Place, Place]] = attrs.field(factory=list)
    computed: list[tuple[Place, Place]] = attrs.field(factory=list)
    column_styles: list[tuple[int, int, str]] = attrs.field(factory=list)
    data: Tag | None = None
    dimension: Tag | None = None


def area(reference: str) -> tuple[Place, Place] | None:
    """Return the first and last place of a range such as ``A1:B2``, ``None`` if it is none."""
    first, _, last = reference.partition(":")
    ends = place_of(first), place_of(last or first)
    return (ends[0], ends[1]) if ends[0] is not None and ends[1] is not None else None


def holds(ends: tuple[Place, Place], place: Place) -> bool:
    """Tell whether a place lies in a range."""
    (top, left), (bottom, right) = ends
    return top <= place[0] <= bottom and left <= place[1] <= right


def map_sheet(xml: bytes, wanted: Iterable[Place]) -> SheetMap:
    """Return where the ``wanted`` places are in a sheet written in UTF-8.

    :class:`ValueError` for a part that is not well formed, has a document type, or is written in
    another encoding.
    """
    scan = _Scan(xml, frozenset(wanted))
    parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
    parser.XmlDeclHandler = _refuse_other_encodings
    parser.StartDoctypeDeclHandler = _refuse_document_type

    def opened(name: str, attributes: dict[str, str]) -> None:
        scan.opened(name, attributes, parser.CurrentByteIndex)

    def closed(name: str) -> None:
        scan.closed(parser.CurrentByteIndex)

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return scan.found


def _refuse_other_encodings(version: str, encoding: str | None, standalone: int) -> None:
    if (encoding or ENCODINGS[0]).lower() not in ENCODINGS:
        raise ValueError(f"a sheet in {encoding}")


def _refuse_document_type(*_: object) -> None:
    raise ValueError("a document type in an Office part")


class _Scan:
    """One walk through the elements of a sheet; rows and cells count as the reader has them count."""

    def __init__(self, xml: bytes, wanted: frozenset[Place]) -> None:
        self.xml = xml
        self.wanted = wanted
        self.rows = {row for row, _ in wanted}
        self.missing = set(self.rows)
        self.found = SheetMap()
        self.row = self.column = -1
        self.open: list[Tag | None] = []
        self.row_tag: RowTag | None = None
        self.cell: CellTag | None = None
        self.cell_depth = 0

    def opened(self, name: str, attributes: dict[str, str], offset: int) -> None:
        """Take note of a start tag."""
        namespace, _, local = name.rpartition(" ")
        tag: Tag | None = None
        if self.cell is not None and len(self.open) == self.cell_depth:
            self.cell.children.append(local)
        if namespace in NAMESPACES:
            if local == "row":
                tag = self._row(attributes, offset)
            elif local == "c":
                tag = self._cell(attributes, offset)
            elif local == "f" and attributes.get("t") in WHOLE:
                self._range(attributes, self.found.computed)
            elif local == "mergeCell":
                self._range(attributes, self.found.ranges)
            elif local == "sheetData":
                tag = self.found.data = self._tag(offset)
            elif local == "dimension":
                self.found.dimension = self._tag(offset)
            elif local == "col" and "style" in attributes:
                self._column_style(attributes)
        self.open.append(tag)

    def closed(self, offset: int) -> None:
        """Take note of an end tag, or of the end of an empty element."""
        tag = self.open.pop()
        if self.cell is not None and len(self.open) < self.cell_depth:
            self.cell = None
        if tag is not None and not tag.empty:
            tag.last, tag.end = offset, self.xml.index(b">", offset) + 1

    def _tag(self, offset: int) -> Tag:
        match = TAG.match(self.xml, offset)
        if match is None:
            raise ValueError("a start tag that is none")
        empty, end = match[0].endswith(b"/>"), match.end()
        return Tag(match[1].decode(), match[2], offset, end, empty, end, end)

    def _row(self, attributes: dict[str, str], offset: int) -> Tag | None:
        match = ROW_NUMBER.fullmatch(attributes.get("r", ""))
        number = int(match[1]) if match is not None else 0
        self.row, self.column = (number - 1 if 0 < number <= ROWS else self.row + 1), -1
        for row in [row for row in self.missing if row <= self.row]:
            self.missing.discard(row)
            if row < self.row:
                self.found.following[row] = offset
        self.row_tag = None
        if self.row not in self.rows:
            return None
        tag = self._tag(offset)
        self.row_tag = self.found.rows[self.row] = RowTag(tag, attributes)
        return tag

    def _cell(self, attributes: dict[str, str], offset: int) -> Tag | None:
        place = place_of(attributes.get("r", ""))
        row, column = place if place is not None else (max(self.row, 0), self.column + 1)
        self.row, self.column = row, column
        if self.row_tag is not None:
            self.row_tag.columns.append((column, offset))
        if (row, column) not in self.wanted:
            return None
        tag = self._tag(offset)
        self.cell, self.cell_depth = CellTag(tag, attributes), len(self.open) + 1
        self.found.cells.setdefault((row, column), []).append(self.cell)
        return tag

    def _range(self, attributes: dict[str, str], ranges: list[tuple[Place, Place]]) -> None:
        ends = area(attributes.get("ref", ""))
        if ends is not None:
            ranges.append(ends)

    def _column_style(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if first.isdecimal() and last.isdecimal():
            style = int(first) - 1, int(last) - 1, attributes["style"]
            self.found.column_styles.append(style)
