"""The tables of a written file: as many as the document has, each with its rows, columns and
formatting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Paragraph
from compiler.span import Span
from compiler.word.proof.expected import Expected
from compiler.word.proof.reading import (
    Properties,
    WrittenBlock,
    WrittenRow,
    WrittenTable,
    switched_on,
)
from compiler.word.proof.styles import StyleSheet
from compiler.word.tables import column_widths
from compiler.word.template.styles import TABLE_STYLE

LOOK = {
    "val": "0020",
    "firstRow": "1",
    "lastRow": "0",
    "firstColumn": "0",
    "lastColumn": "0",
    "noHBand": "1",
    "noVBand": "1",
}
"""Which of a style's special rows and columns show: the first row."""


@attrs.define
class _Grid:
    """What a table must have; ``number`` is that of its first paragraph."""

    number: int
    rows: int = 0
    columns: int = 0
    header: bool = False
    turned: bool = False
    cells: list[Paragraph] = attrs.field(factory=list)


def table_faults(
    expected: Sequence[Expected],
    blocks: Sequence[WrittenBlock],
    sheet: StyleSheet,
    area: tuple[int, int] | None,
    file: str,
) -> Iterator[Diagnostic]:
    """Yield R021 for tables that look otherwise than they must, R022 for one too many.

    A table is centred, of fixed columns, and fills the type ``area``; its header stands on every
    page, and no row is cut in two.
    """
    grids: dict[int, _Grid] = {}
    for one in expected:
        if one.place is not None:
            table, row, column = one.place
            grid = grids.setdefault(table, _Grid(one.number))
            grid.turned = one.turned
            if one.paragraph is not None:
                grid.cells.append(one.paragraph)
            grid.rows, grid.columns = max(grid.rows, row), max(grid.columns, column)
            grid.header |= (
                row == 1
                and one.paragraph is not None
                and one.paragraph.cell is not None
                and one.paragraph.cell.row == 0
            )
    tables = [block for block in blocks if isinstance(block, WrittenTable)]
    if len(tables) > len(grids):
        yield complain("R022", Span(file), file=file, place="正文", what="表格")
    for number, (grid, table_) in enumerate(zip(grids.values(), tables, strict=False), 1):
        for aspect, (wanted, there) in _aspects(grid, table_, sheet, area).items():
            if wanted != there:
                place, text = f"第{grid.number}段起的", f"表格{number}"
                yield complain(
                    "R021",
                    Span(file),
                    file=file,
                    place=place,
                    text=text,
                    aspect=aspect,
                    expected=wanted,
                    written=there,
                )


def _aspects(
    grid: _Grid, table: WrittenTable, sheet: StyleSheet, area: tuple[int, int] | None
) -> dict[str, tuple[object, object]]:
    """Return what must be and what is, by the name of each aspect."""
    room = area[1 if grid.turned else 0] if area else 0
    columns = column_widths(grid.cells, room)
    wanted = {
        "tblStyle": {"val": sheet.id_of("table", TABLE_STYLE) or ""},
        "tblW": {"w": str(sum(columns)), "type": "dxa"},
        "jc": {"val": "center"},
        "tblLayout": {"type": "fixed"},
        "tblLook": LOOK,
    }
    cells: list[Properties] = [
        {"tcW": {"w": column, "type": "dxa"}, "vAlign": {"val": "center"}}
        for column in table.columns
    ]
    return {
        "行数": (grid.rows, len(table.rows)),
        "列数": (grid.columns, len(table.columns)),
        "列宽": ([str(column) for column in columns], list(table.columns)),
        "格式": (wanted, table.layout),
        "跨页重复的表头": (
            grid.header,
            any(switched_on(row.layout.get("tblHeader")) for row in table.rows[:1]),
        ),
        "行的格式": (
            True,
            all(_well_made(row, first=index == 0) for index, row in enumerate(table.rows)),
        ),
        "格的宽度和对齐": (
            True,
            all([cell.layout for cell in row.cells] == cells for row in table.rows),
        ),
    }


def _well_made(row: WrittenRow, *, first: bool) -> bool:
    known = {"cantSplit", "tblHeader"} if first else {"cantSplit"}
    return switched_on(row.layout.get("cantSplit")) and set(row.layout) <= known
