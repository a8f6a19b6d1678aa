"""A workbook file opened: every cell of every sheet, by our own reader, in one pass over each part."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from pathlib import Path

import attrs
from lxml import etree

from compiler.chinese.shortening import beginning
from compiler.diagnostics import Diagnostic, complain, unopenable
from compiler.excel.sheets.addresses import address
from compiler.excel.sheets.beside_cells import (
    count_pictures,
    read_notes,
    read_text_boxes,
    without_ours,
)
from compiler.excel.sheets.cell_styles import CellStyle, read_styles
from compiler.excel.sheets.cell_values import DAYS_TO_1904
from compiler.excel.sheets.cells import Cell, SheetSource, WorkbookSource
from compiler.excel.sheets.other_formats import TABLES
from compiler.excel.sheets.rich_text import OFF, RichText, S, read_text
from compiler.excel.sheets.sheet_cells import Hidden, Merged, walk_sheet
from compiler.excel.sheets.stored_cells import Common, is_formula, read_cell
from compiler.package.container import DAMAGED, Container, identify, kind_of, read_file
from compiler.package.limits import CELLS, TEXTS, OverLimitError
from compiler.package.office import Package, main_part, read_part, read_tree, related
from compiler.package.xml import STREAMED_FROM, parsed, walked
from compiler.span import Span
from compiler.visible import visible as visible_text

CONTAINER_CODES = {
    Container.EMPTY: "S010",
    Container.NOT_A_PACKAGE: "S010",
    Container.DAMAGED: "S011",
    Container.ENCRYPTED: "S012",
    Container.SCRAMBLED: "S018",
    Container.OLD_FORMAT: "S013",
    Container.OTHER_PACKAGE: "S015",
    Container.BINARY: "S013",
}
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SMALL_STYLES = 2**16
"""Bytes of styles that are remembered."""
MERGED_CELLS = 20_000
"""Cells for which a merged column is remembered: longer ones are formatting of whole columns."""
CELL_SHEETS = ("worksheet", "xlMacrosheet", "dialogsheet")
"""The kinds of sheets that have cells; charts have none."""


Opener = Callable[[Path, str, Collection[str]], tuple[WorkbookSource | None, list[Diagnostic]]]
"""Something that opens a workbook as :func:`open_workbook` does."""


def open_workbook(
    path: Path, file: str, skipped: Collection[str] = ()
) -> tuple[WorkbookSource | None, list[Diagnostic]]:
    """Read every cell of ``path``, which is called ``file`` in messages, but for the ``skipped``
    sheets.

    Diagnostics: S010–S013, S015, S018 what is wrong with the file, S017 it cannot be opened, S019 it
    is too large, S029 a sheet is damaged; S043–S045, S047–S049 what is shown and not taken, or not
    as it is shown: notes, words struck out, text boxes, headers and footers, raised letters, formulas
    whose result is empty.
    """
    try:
        content = read_file(path)
    except OverLimitError as error:
        return None, [complain("S019", Span(file), file=file, what=error.what)]
    except OSError as error:
        return None, [unopenable(Span(file), error)]
    return open_content(content, file, skipped)


def open_content(
    content: bytes, file: str, skipped: Collection[str] = ()
) -> tuple[WorkbookSource | None, list[Diagnostic]]:
    """Read every cell of the workbook whose bytes are ``content``, as :func:`open_workbook` does."""
    place = Span(file)
    try:
        container, package = identify(content)
        if package is None or container is not Container.WORKBOOK:
            what, advice = TABLES[".xlsb" if container is Container.BINARY else ".xls"]
            told = {"kind": kind_of(content) or "空文件", "what": what, "advice": advice}
            return None, [complain(CONTAINER_CODES[container], place, file=file, **told)]
        sheets, found = _sheets(package, file, skipped)
    except OverLimitError as error:
        return None, [complain("S019", place, file=file, what=error.what)]
    except DAMAGED:
        return None, [complain("S011", place, file=file)]
    return WorkbookSource(file, tuple(sheets), hashlib.sha256(content).hexdigest()), found


def _sheets(
    package: Package, file: str, skipped: Collection[str]
) -> tuple[list[SheetSource], list[Diagnostic]]:
    """Return the sheets of a workbook in their order, but for the ``skipped`` ones."""
    main = main_part(package) or ""
    root = read_tree(package, main)
    common, damaged = read_common(package, main, root)
    sheets: list[SheetSource] = []
    found = [complain("S098", Span(file), file=file)] if damaged else []
    left = CELLS
    for listed in listed_sheets(package, main, root):
        name, part = listed.name, listed.part
        if name.strip() in skipped or not listed.has_cells:
            found += _beside(package, part, Span(file, name))
            continue
        sheet, sheet_found = _sheet(package, part, Span(file, name), listed.visible, common, left)
        left -= len(sheet.cells)
        sheets.append(sheet)
        found += sheet_found
    return sheets, found


@attrs.frozen
class ListedSheet:
    """A sheet as its workbook lists it; ``part`` is empty where nothing leads to one."""

    name: str
    part: str
    visible: bool
    has_cells: bool


def listed_sheets(package: Package, main: str, root: etree._Element) -> Iterator[ListedSheet]:
    """Yield the sheets of the workbook in the part ``main``, whose tree is ``root``, in their order."""
    relations = {relation.id: relation for relation in related(package, main)}
    for element in root.iter(f"{S}sheet"):
        relation = relations.get(element.get(RELATION, ""))
        yield ListedSheet(
            element.get("name", ""),
            relation.target if relation is not None else "",
            element.get("state", "visible") == "visible",
            relation is None or relation.kind in CELL_SHEETS,
        )


def read_common(package: Package, main: str, root: etree._Element) -> tuple[Common, bool]:
    """Return what the cells of a workbook share, and whether its styles are damaged."""
    relations = related(package, main)
    by_kind = {r.kind: r.target for r in relations if r.target in package.parts}
    properties = root.find(f"{S}workbookPr")
    mac = properties is not None and properties.get("date1904", "0") not in OFF
    styles, damaged = _styles(package, by_kind.get("styles"))
    strings = _strings(package, by_kind.get("sharedStrings"))
    return Common(strings, styles, DAYS_TO_1904 if mac else 0), damaged


def _strings(package: Package, part: str | None) -> list[RichText | etree._Element]:
    """Return the texts that cells refer to by number; not yet read, if there are few, since half of
    them are those of sheets that are skipped.
    """
    if part is None:
        return []
    xml = read_part(package, part)
    if len(xml) <= STREAMED_FROM:
        return list(parsed(xml).iter(f"{S}si"))
    texts: list[RichText | etree._Element] = []
    for item in walked(xml, (), (f"{S}si",)):
        if len(texts) == TEXTS:
            raise OverLimitError(f"不同的文字超过 {TEXTS:,} 段")
        texts.append(read_text(item))
    return texts


def _styles(package: Package, part: str | None) -> tuple[tuple[CellStyle, ...], bool]:
    """Return the cell styles; none where their XML is damaged, which WPS is known for: then numbers
    are read as stored, and words struck out by style like others.
    """
    if part is None:
        return (), False
    xml = read_part(package, part)
    try:
        return (_same_styles if len(xml) <= SMALL_STYLES else read_styles)(xml), False
    except (SyntaxError, ValueError):
        return (), True


@lru_cache(maxsize=16)
def _same_styles(xml: bytes) -> tuple[CellStyle, ...]:
    """Read the styles of one form for all that the same program has written."""
    return read_styles(xml)


def _sheet(
    package: Package, part: str, sheet: Span, visible: bool, common: Common, limit: int
) -> tuple[SheetSource, list[Diagnostic]]:
    """Return one sheet with what is shown on it and not taken; at most ``limit`` cells of it."""
    name = sheet.sheet or ""
    cells: dict[tuple[int, int], Cell] = {}
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    across: list[tuple[int, int, int, int]] = []
    found: list[Diagnostic] = []
    empty: list[Span] = []
    hidden_rows: set[int] = set()
    hidden_columns: list[Hidden] = []
    damaged = False
    try:
        for item in walk_sheet(read_part(package, part)):
            if isinstance(item, tuple):
                row, column, element = item
                place = Span(sheet.file, name, address(row, column))
                cell = read_cell(element, place, common)
                if cell is None:
                    empty += [place] if is_formula(element) else []
                elif (row, column) not in cells:
                    cells[row, column] = cell
                    if len(cells) > limit:
                        raise OverLimitError(f"有内容的单元格超过 {CELLS:,} 个")
                elif cells[row, column] != cell:
                    raise ValueError("one cell twice")
            elif isinstance(item, Merged):
                if item.left == item.right:
                    merged |= _downwards(item, MERGED_CELLS - len(merged))
                else:
                    across.append((item.top, item.bottom, item.left, item.right))
            elif isinstance(item, Hidden):
                if item.columns:
                    hidden_columns.append(item)
                else:
                    hidden_rows.add(item.first)
            else:
                found.append(complain("S047", sheet, text=item.text))
        found += _beside(package, part, sheet)
    except DAMAGED:
        damaged = True
        found.append(complain("S029", sheet, sheet=name).spoiling(sheet))
    unseen = [
        cell
        for (row, column), cell in cells.items()
        if cell.hidden or row in hidden_rows or any(h.holds(column) for h in hidden_columns)
    ]
    unseen = [cell for cell in unseen if cell.text and not cell.self_check]
    if unseen and visible:
        told = {"first": unseen[0].span.cell, "text": beginning(visible_text(unseen[0].text), 20)}
        found.append(complain("S099", *(c.span for c in unseen), count=len(unseen), **told))
    if empty:
        found.append(complain("S049", *empty, count=len(empty), first=empty[0].cell))
    for cell in cells.values():
        if cell.struck:
            found.append(complain("S044", cell.span, text=cell.struck))
        if cell.flattened:
            found.append(complain("S048", cell.span, text=cell.flattened))
    carrying = {place: cell for place, cell in cells.items() if cell.text or not cell.struck}
    return SheetSource(sheet.file, name, visible, carrying, merged, damaged, tuple(across)), found


def _downwards(merged: Merged, room: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the first cell of a merged column for each of the cells below it."""
    column = merged.left
    if merged.bottom - merged.top > room:
        return {}
    return {(row, column): (merged.top, column) for row in range(merged.top + 1, merged.bottom + 1)}


def _beside(package: Package, part: str, sheet: Span) -> Iterator[Diagnostic]:
    """Yield a diagnostic for what is not ours in a note, for each text box, and for pictures."""
    for cell, text in read_notes(package, part).items():
        if text := without_ours(text):
            yield complain("S043", attrs.evolve(sheet, cell=cell), text=text)
    for text in read_text_boxes(package, part):
        yield complain("S045", sheet, text=text)
    if count := count_pictures(package, part):
        yield complain("S097", sheet, count=count)
