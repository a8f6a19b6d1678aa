"""Cells, sheets and workbooks as read, values by calamine and what calamine cannot see from the
package itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import attrs
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from compiler.chinese.numerals import plain
from compiler.diagnostics import Diagnostic, complain, reason_of
from compiler.excel.reading.addresses import address, position
from compiler.excel.reading.cell_extras import CellExtras, read_cell_extras
from compiler.package.container import DAMAGED, Container, identify
from compiler.schema.structure import RETURN_MARK
from compiler.span import Span

CellValue = str | Decimal | date | datetime | time | timedelta | bool
CONTAINER_CODES = {
    Container.EMPTY: "S010",
    Container.NOT_A_PACKAGE: "S010",
    Container.DAMAGED: "S011",
    Container.ENCRYPTED: "S012",
    Container.OLD_FORMAT: "S013",
    Container.OTHER_PACKAGE: "S015",
}


@attrs.frozen
class Cell:
    """A cell that carries something. ``text`` is the value as a person would retype it."""

    value: CellValue
    text: str
    span: Span
    formula: bool = False
    error: str | None = None


@attrs.frozen
class SheetSource:
    """One worksheet: only the cells that carry something, by zero-based (row, column)."""

    file: str
    name: str
    visible: bool
    cells: Mapping[tuple[int, int], Cell]

    def span(self, row: int, column: int) -> Span:
        """The place of a cell, whether or not it holds anything."""
        return Span(self.file, self.name, address(row, column))

    def rows(self) -> dict[int, dict[int, Cell]]:
        """Cells by row, then by column, both ascending."""
        rows: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            rows.setdefault(row, {})[column] = cell
        return rows


@attrs.frozen
class WorkbookSource:
    """One workbook file; ``digest`` is the sha256 of its bytes."""

    file: str
    sheets: tuple[SheetSource, ...]
    digest: str = ""

    def sheet(self, name: str) -> SheetSource | None:
        """Return the sheet called ``name``, forgiving spaces around it."""
        return next((sheet for sheet in self.sheets if sheet.name.strip() == name), None)


def open_workbook(
    path: Path, file: str, skipped: Collection[str] = ()
) -> tuple[WorkbookSource | None, list[Diagnostic]]:
    """Read every cell of ``path``, which is called ``file`` in messages, but for the ``skipped``
    sheets.

    Diagnostics: S010–S015 what is wrong with the file, S017 it cannot be opened, S040–S043
    formulas, errors, comments.
    """
    place = Span(file)
    try:
        container = identify(path)
        if container is not Container.WORKBOOK:
            return None, [complain(CONTAINER_CODES[container], place, file=file)]
        original = path.read_bytes()
        extras, content = read_cell_extras(original, skipped)
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = []
        for metadata in workbook.sheets_metadata:
            if metadata.name.strip() in skipped:
                continue
            visible = metadata.visible is SheetVisibleEnum.Visible
            try:
                grid: Sequence[Sequence[object]] = workbook.get_sheet_by_name(
                    metadata.name
                ).to_python(skip_empty_area=False)
            except CalamineError:  # a chart sheet holds no cells
                grid = ()
            cells = _cells(grid, file, metadata.name, extras.get(metadata.name, CellExtras()))
            sheets.append(SheetSource(file, metadata.name, visible, cells))
    except OSError as error:
        return None, [complain("S017", place, file=file, reason=reason_of(error))]
    except (*DAMAGED, CalamineError):
        return None, [complain("S011", place, file=file)]
    digest = hashlib.sha256(original).hexdigest()
    return WorkbookSource(file, tuple(sheets), digest), _findings(file, extras)


def _findings(file: str, extras: Mapping[str, CellExtras]) -> list[Diagnostic]:
    return [
        complain("S043", Span(file, sheet, cell), text=text)
        for sheet, seen in extras.items()
        for cell, text in seen.comments.items()
        if not text.removeprefix("巡视办:").lstrip().startswith(RETURN_MARK)
    ]


def _cells(
    grid: Sequence[Sequence[object]], file: str, sheet: str, extras: CellExtras
) -> dict[tuple[int, int], Cell]:
    cells: dict[tuple[int, int], Cell] = {}
    for row, values in enumerate(grid):
        for column, raw in enumerate(values):
            if raw == "":
                continue
            value = _value(raw)
            text = written(value)
            if text.strip():
                name = address(row, column)
                cells[row, column] = Cell(
                    value, text, Span(file, sheet, name), name in extras.formulas
                )
    for place, text in extras.out_of_range.items():
        cells[place] = Cell(text, text, Span(file, sheet, address(*place)))
    for name in (
        extras.formulas
    ):  # calamine shows an error, or a formula without a stored value, as an empty cell
        place = position(name)
        if place not in cells:
            cells[place] = Cell("", "", Span(file, sheet, name), True, extras.errors.get(name))
    for name, error in extras.errors.items():
        place = position(name)
        cells[place] = Cell("", "", Span(file, sheet, name), name in extras.formulas, error)
    return cells


def _value(raw: object) -> CellValue:
    """Turn what calamine returns into exact values: a float keeps the 15 digits that Excel
    keeps.
    """
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float):
        return Decimal(format(raw, ".15g"))
    if isinstance(raw, str):
        return raw
    if isinstance(raw, datetime):
        return raw.date() if raw.time() == time() else raw
    if isinstance(raw, date | time | timedelta):
        return raw
    raise ValueError(f"unexpected cell value {raw!r}")


def written(value: CellValue) -> str:
    """Return a value as a person would retype it: 46, 1.5, 2024-12-31."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return plain(value)
    return str(value)
