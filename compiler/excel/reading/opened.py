"""A workbook file opened: every cell of every sheet, by our own reader, in one pass over each part."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import attrs

from compiler.chinese.cleaning import is_blank
from compiler.diagnostics import Diagnostic, complain, reason_of
from compiler.excel.reading.addresses import address
from compiler.excel.reading.beside_cells import read_notes, read_text_boxes
from compiler.excel.reading.cell_styles import PLAIN, CellStyle, read_styles
from compiler.excel.reading.cell_values import (
    DAYS_TO_1904,
    CellValue,
    iso_date,
    number_or_date,
    written,
)
from compiler.excel.reading.cells import Cell, SheetSource, WorkbookSource
from compiler.excel.reading.number_formats import shown
from compiler.excel.reading.rich_text import OFF, RichText, S, read_text
from compiler.excel.reading.sheet_cells import MERGED_CELLS, MergedRange, StoredCell, walk_sheet
from compiler.package.container import DAMAGED, Container, identify, kind_of, read_file
from compiler.package.limits import CELLS, OverLimitError
from compiler.package.office import (
    Package,
    main_part,
    open_package,
    read_part,
    read_tree,
    related,
    targets,
)
from compiler.package.xml import walked
from compiler.schema.structure import RETURN_MARK
from compiler.span import Span

CONTAINER_CODES = {
    Container.EMPTY: "S010",
    Container.NOT_A_PACKAGE: "S010",
    Container.DAMAGED: "S011",
    Container.ENCRYPTED: "S012",
    Container.SCRAMBLED: "S018",
    Container.OLD_FORMAT: "S013",
    Container.OTHER_PACKAGE: "S015",
}
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CELL_SHEETS = "worksheet"
"""The kind of sheet that has cells; charts, dialogs and old macro sheets have none."""


@attrs.frozen
class _Workbook:
    """What every sheet of a workbook needs to be read."""

    file: str
    strings: Sequence[RichText]
    styles: Sequence[CellStyle]
    epoch_shift: int


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
    place = Span(file)
    try:
        content = read_file(path)
        container = identify(content)
        if container is not Container.WORKBOOK:
            kind = kind_of(content) or "空文件"
            return None, [complain(CONTAINER_CODES[container], place, file=file, kind=kind)]
        sheets, found = _sheets(open_package(content), file, skipped)
    except OverLimitError as error:
        return None, [complain("S019", place, file=file, what=error.what)]
    except OSError as error:
        return None, [complain("S017", place, file=file, reason=reason_of(error))]
    except DAMAGED:
        return None, [complain("S011", place, file=file)]
    return WorkbookSource(file, tuple(sheets), hashlib.sha256(content).hexdigest()), found


def _sheets(
    package: Package, file: str, skipped: Collection[str]
) -> tuple[list[SheetSource], list[Diagnostic]]:
    """Return the sheets of a workbook in their order, but for the ``skipped`` ones."""
    main = main_part(package) or ""
    root = read_tree(package, main)
    relations = {relation.id: relation for relation in related(package, main)}
    properties = root.find(f"{S}workbookPr")
    mac = properties is not None and properties.get("date1904", "0") not in OFF
    workbook = _Workbook(
        file, _strings(package, main), _styles(package, main), DAYS_TO_1904 if mac else 0
    )
    sheets: list[SheetSource] = []
    found: list[Diagnostic] = []
    left = CELLS
    for element in root.iter(f"{S}sheet"):
        name = element.get("name", "")
        relation = relations.get(element.get(RELATION, ""))
        if name.strip() in skipped or (relation is not None and relation.kind != CELL_SHEETS):
            continue
        visible = element.get("state", "visible") == "visible"
        part = relation.target if relation is not None else ""
        sheet, sheet_found = _sheet(package, part, name, visible, workbook, left)
        left -= len(sheet.cells)
        sheets.append(sheet)
        found += sheet_found
    return sheets, found


def _strings(package: Package, main: str) -> list[RichText]:
    """Return the texts that cells refer to by number."""
    return [
        read_text(item)
        for part in targets(package, main, "sharedStrings")[:1]
        for item in walked(read_part(package, part), (), (f"{S}si",))
    ]


def _styles(package: Package, main: str) -> tuple[CellStyle, ...]:
    """Return the cell styles; none where the part is damaged, which WPS is known for: then numbers
    are read as stored.
    """
    try:
        for part in targets(package, main, "styles")[:1]:
            return read_styles(read_part(package, part))
    except DAMAGED:
        return ()
    return ()


def _sheet(
    package: Package, part: str, name: str, visible: bool, workbook: _Workbook, limit: int
) -> tuple[SheetSource, list[Diagnostic]]:
    """Return one sheet with what is shown on it and not taken; at most ``limit`` cells of it."""
    cells: dict[tuple[int, int], Cell] = {}
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    found: list[Diagnostic] = []
    sheet = Span(workbook.file, name)
    damaged = False
    empty: list[Span] = []
    try:
        for item in walk_sheet(read_part(package, part)):
            if isinstance(item, StoredCell):
                place = attrs.evolve(sheet, cell=address(item.row, item.column))
                cell = _cell(item, place, workbook)
                if cell is None:
                    empty += [place] if item.formula is not None else []
                    continue
                known = cells.setdefault((item.row, item.column), cell)
                if known != cell:
                    raise ValueError("one cell twice")
                if len(cells) > limit:
                    raise OverLimitError(f"有内容的单元格超过 {CELLS:,} 个")
            elif isinstance(item, MergedRange):
                merged |= _downwards(item, MERGED_CELLS - len(merged))
            else:
                found.append(complain("S047", sheet, text=item.text))
        found += _beside(package, part, sheet)
    except DAMAGED:
        damaged = True
        found.append(complain("S029", sheet, sheet=name).spoiling(sheet))
    if empty:
        first = empty[0].cell
        found.append(complain("S049", *empty, count=len(empty), first=first))
    for cell in cells.values():
        if cell.struck:
            found.append(complain("S044", cell.span, text=cell.struck))
        if cell.flattened:
            found.append(complain("S048", cell.span, text=cell.flattened))
    carrying = {place: cell for place, cell in cells.items() if cell.text or not cell.struck}
    return SheetSource(workbook.file, name, visible, carrying, merged, damaged), found


def _cell(item: StoredCell, span: Span, workbook: _Workbook) -> Cell | None:
    """Return a stored cell as a person sees it, ``None`` if it shows nothing and hides no fault."""
    styles = workbook.styles
    style = styles[item.style] if item.style < len(styles) else PLAIN
    formula = item.formula is not None
    stored = item.stored
    if item.type == "e":
        error = (stored or "").strip() or "#N/A"
        return Cell("", "", span, formula, error, picture=item.picture)
    rich = RichText("")
    value: CellValue | None
    if item.type == "s":
        value = (rich := _shared(stored, workbook.strings)).text
    elif item.type == "inlineStr":
        value = (rich := item.inline or rich).text
    elif item.type == "str":
        value = stored or ""
    elif stored is None or not stored.strip():
        value = None
    elif item.type == "b":
        value = stored.strip() not in OFF
    elif item.type == "d":
        value = iso_date(stored)
    else:
        value = number_or_date(stored, style.number_format, workbook.epoch_shift)
    if value is None:  # a formula that nobody calculated shows nothing yet
        return Cell("", "", span, formula, picture=item.picture) if formula else None
    look = shown(value, style.number_format) if isinstance(value, Decimal) else None
    text = written(look.number) + look.unit if look is not None else written(value)
    struck = rich.struck.strip()
    if style.struck and text.strip():
        struck, value, text = text.strip(), "", ""
    if is_blank(text) and not struck:
        return None
    numeric = isinstance(value, Decimal)
    return Cell(
        value,
        "" if is_blank(text) else text,
        span,
        formula,
        shown=look,
        struck=struck,
        flattened=rich.flattened.strip(),
        picture=item.picture,
        number_format=style.number_format if numeric else "",
        epoch_shift=workbook.epoch_shift if numeric else 0,
    )


def _shared(stored: str | None, strings: Sequence[RichText]) -> RichText:
    """Return the text that a cell refers to; :class:`ValueError` if there is none."""
    number = (stored or "").strip()
    if not (number.isascii() and number.isdecimal() and int(number) < len(strings)):
        raise ValueError(f"no shared string {number!r}")
    return strings[int(number)]


def _downwards(merged: MergedRange, room: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the cells below the first of a range merged downwards with that first cell."""
    if merged.left == merged.right and merged.bottom - merged.top <= room:
        for row in range(merged.top + 1, merged.bottom + 1):
            yield (row, merged.left), (merged.top, merged.left)


def _beside(package: Package, part: str, sheet: Span) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each note that is not ours, and for each text box."""
    for cell, text in read_notes(package, part).items():
        if not text.removeprefix("巡视办:").lstrip().startswith(RETURN_MARK):
            yield complain("S043", attrs.evolve(sheet, cell=cell), text=text)
    for text in read_text_boxes(package, part):
        yield complain("S045", sheet, text=text)
