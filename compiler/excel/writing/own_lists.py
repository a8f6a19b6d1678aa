"""Drop-down lists that a workbook draws from its own tables: what is added there is offered at once.

Ranges grow with what is typed; nothing later than Excel 2010 is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from compiler.excel.writing.table_sheets import FIRST_ROW
from compiler.schema.contents import Contents
from compiler.schema.definitions import Field, Table, ValueKind, Workbook
from compiler.schema.structure import LISTS_SHEET

UNIT_NAMES, UNIT_LIST = "units.name", "单位名录"
DISTINCT = 60
"""How many different entries of a column are offered."""
SPARE = 500
"""Rows below those that a table begins with of which its list takes notice."""


@attrs.frozen
class OwnList:
    """A list by its name in the schema and the column of the workbook's own that it is drawn from;
    a ``repeating`` one has entries twice, and is drawn once each.
    """

    name: str
    label: str
    cells: str
    entries: tuple[str, ...]
    repeating: bool

    def source(self, column: int) -> str:
        """Return what a cell's validation draws from; ``column`` of the hidden lists is where those
        stand that had to be drawn together.
        """
        cells = self.cells
        if self.repeating:
            cells = f"'{LISTS_SHEET}'!{xl_range_abs(1, column, DISTINCT, column)}"
        first = cells.partition(":")[0]
        return f"=OFFSET({first},0,0,MAX(1,SUMPRODUCT(--(LEN({cells})>0))),1)"


def own_lists(schema: Workbook, contents: Contents) -> tuple[OwnList, ...]:
    """Return the lists that cells of the workbook are filled from and that it has itself."""
    tables = {table.key: (sheet.name, table) for sheet in schema.sheets for table in sheet.tables()}
    lists = {}
    for table, field in _columns(schema):
        name = UNIT_NAMES if field.kind is ValueKind.UNIT else field.suggested_from
        key, _, column = name.partition(".")
        if name and key in tables:
            sheet, source = tables[key]
            index = next(i for i, own in enumerate(source.columns) if own.key == column)
            rows = contents.tables.get(key, ())
            last = FIRST_ROW + len(rows) + source.blank_rows + SPARE
            cells = f"'{sheet}'!{xl_range_abs(FIRST_ROW, index, last, index)}"
            entries = dict.fromkeys(str(row.get(column) or "") for row in rows)
            listed = UNIT_LIST if name == UNIT_NAMES else name
            entries.pop("", None)
            lists[listed] = OwnList(
                listed,
                source.columns[index].label,
                cells,
                tuple(entries),
                table.key == key and not source.columns[index].position,
            )
    return tuple(lists.values())


def _columns(schema: Workbook) -> Iterator[tuple[Table, Field]]:
    for sheet in schema.sheets:
        for table in sheet.tables():
            for field in table.columns:
                yield table, field


def write_distinct(sheet: Any, column: int, own: OwnList) -> None:
    """Write the different entries of a repeating list into a column of the hidden lists."""
    sheet.write_string(0, column, own.label)
    for row in range(1, DISTINCT + 1):
        above = f"{xl_rowcol_to_cell(0, column, True, True)}:{xl_rowcol_to_cell(row - 1, column)}"
        fresh = f'MATCH(0,COUNTIF({above},{own.cells})+({own.cells}=""),0)'
        entry = own.entries[row - 1] if row <= len(own.entries) else ""
        formula = f'=IFERROR(INDEX({own.cells},{fresh}),"")'
        sheet.write_array_formula(row, column, row, column, formula, None, _result(entry))


def _result(entry: str) -> str:
    """Return what is stored as a formula's result: nothing, so that it is worked out on opening, if
    XlsxWriter would store the text as a number; ``nan`` or ``１２`` is none to Excel, which would
    call the workbook damaged.
    """
    try:
        float(entry)
    except ValueError:
        return entry
    return ""
