"""The bytes that are put into a sheet for cells that are to hold something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from compiler.excel.patching.new_cells import Stored, written
from compiler.excel.patching.sheet_map import Place, RowTag, SheetMap, Tag, area
from compiler.excel.sheets.addresses import address

ATTRIBUTE = re.compile(r"""\s+([^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')""")
SPANS = re.compile(r"""(\sspans\s*=\s*["'])([\d:\s]*)(?=["'])""")
REFERENCE = re.compile(r"""(\sref\s*=\s*["'])([^"']*)(?=["'])""")


@attrs.frozen
class NewCell:
    """What a place is to hold; ``style`` is that of a cell which is not there yet."""

    place: Place
    stored: Stored
    style: str


@attrs.frozen
class Edit:
    """Bytes from ``start`` to ``end`` that become others."""

    start: int
    end: int
    new: str


def edited(xml: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a part with ``edits`` that do not overlap; every other byte stays."""
    pieces, done = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [xml[done : edit.start], edit.new.encode()]
        done = edit.end
    return b"".join([*pieces, xml[done:]])


def edits_for(sheet: SheetMap, cells: Sequence[NewCell]) -> Iterator[Edit]:
    """Yield what changes in a sheet that has a place for cells, in any order."""
    missing: dict[int, list[NewCell]] = {}
    for cell in cells:
        if cell.place in sheet.cells:
            tag = sheet.cells[cell.place][0].tag
            yield Edit(tag.start, tag.end, written(cell.stored, tag.name, _untyped(tag)))
        elif cell.stored.kind:
            missing.setdefault(cell.place[0], []).append(cell)
    absent: dict[int, str] = {}
    for row, own in sorted(missing.items()):
        own.sort(key=lambda cell: cell.place)
        if row in sheet.rows:
            yield from _in_row(sheet.rows[row], own)
        elif sheet.data is not None:
            prefix = sheet.data.name.removesuffix("sheetData")
            new = f'<{prefix}row r="{row + 1}">{_new(own, prefix)}</{prefix}row>'
            place = sheet.following.get(row, sheet.data.last)
            absent[place] = absent.get(place, "") + new
    for place, new in absent.items():
        yield _inside(sheet.data, place, new) if sheet.data is not None else Edit(place, place, new)
    places = [cell.place for own in missing.values() for cell in own]
    if places and sheet.dimension is not None:
        yield from _wider(sheet.dimension, places)


def _untyped(tag: Tag) -> str:
    """Return the attributes of a cell but for its type, as they are written."""
    return ATTRIBUTE.sub(lambda it: "" if it[1] == "t" else it[0], tag.attributes.decode())


def _new(cells: Iterable[NewCell], prefix: str) -> str:
    """Return the XML of cells that were not there."""
    return "".join(
        written(
            cell.stored,
            f"{prefix}c",
            f' r="{address(*cell.place)}"' + (f' s="{cell.style}"' if cell.style else ""),
        )
        for cell in cells
    )


def _inside(tag: Tag, place: int, new: str) -> Edit:
    """Return an edit that puts something into an element: an empty one gets an end tag."""
    if not tag.empty:
        return Edit(place, place, new)
    return Edit(tag.start, tag.end, f"<{tag.name}{tag.attributes.decode()}>{new}</{tag.name}>")


def _in_row(row: RowTag, cells: Sequence[NewCell]) -> Iterator[Edit]:
    """Yield what puts cells into a row, each before the first one that stands further right."""
    tag, prefix = row.tag, row.tag.name.removesuffix("row")
    attributes = tag.attributes.decode()
    columns = [cell.place[1] + 1 for cell in cells]
    widened = SPANS.sub(lambda it: it[1] + _spanning(it[2], columns), attributes)
    if tag.empty:
        whole = f"<{tag.name}{widened}>{_new(cells, prefix)}</{tag.name}>"
        yield Edit(tag.start, tag.end, whole)
        return
    if widened != attributes:
        yield Edit(tag.start, tag.inside, f"<{tag.name}{widened}>")
    places: dict[int, list[NewCell]] = {}
    for cell in cells:
        place = next((start for c, start in row.columns if c > cell.place[1]), tag.last)
        places.setdefault(place, []).append(cell)
    for place, own in places.items():
        yield Edit(place, place, _new(own, prefix))


def _spanning(spans: str, columns: Sequence[int]) -> str:
    """Return the columns that a row says it fills, with more of them."""
    known = [tuple(map(int, span.split(":"))) for span in spans.split() if span.count(":") == 1]
    if not known or all(any(low <= c <= high for low, high in known) for c in columns):
        return spans
    ends = [*columns, *(end for span in known for end in span)]
    return f"{min(ends)}:{max(ends)}"


def _wider(dimension: Tag, places: Sequence[Place]) -> Iterator[Edit]:
    """Yield the edit by which the area that a sheet says it fills holds ``places``, too."""
    attributes = dimension.attributes.decode()
    match = REFERENCE.search(attributes)
    ends = area(match[2]) if match is not None else None
    if match is None or ends is None:
        return
    rows, columns = zip(*ends, *places, strict=True)
    known = (min(rows), min(columns)), (max(rows), max(columns))
    if known != ends:
        reference = f"{address(*known[0])}:{address(*known[1])}"
        whole = attributes[: match.start(2)] + reference + attributes[match.end(2) :]
        start = dimension.start + 1 + len(dimension.name.encode())
        yield Edit(start, start + len(dimension.attributes), whole)
