"""A sheet that is a list: one table under a frozen header, its rows coloured as they fill."""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name

from compiler.excel.writing.formats import (
    LINE,
    NOTE_SIZE,
    ONE_LINE,
    Page,
    band,
    column_label,
    row_height,
    set_up,
    text_height,
    write_value,
)
from compiler.excel.writing.input_rules import input_rule
from compiler.schema.definitions import Table

FIRST_ROW = 3
"""Below title, note and header."""


def write_table_sheet(page: Page, table: Table) -> None:
    """Write the sheet, with blank rows ready for more."""
    sheet, last = page.sheet, len(table.columns) - 1
    rows = page.contents.tables.get(table.key, ())
    first_row, last_row = FIRST_ROW, FIRST_ROW - 1 + len(rows) + table.blank_rows
    set_up(page, landscape=True)
    band(page, 0, table.title, page.styles.title, 32)
    band(
        page,
        1,
        table.note,
        page.styles.note,
        text_height(table.note, page.width(0, last), NOTE_SIZE),
    )
    sheet.set_row(2, 2 * LINE + 4)
    for column, field in enumerate(table.columns):
        sheet.write_string(2, column, column_label(table, field), page.styles.header)
        for row in range(first_row, last_row + 1):
            value = rows[row - first_row].get(field.key) if row - first_row < len(rows) else None
            write_value(page, row, column, field, value, page.styles.bare[field.kind])
        sheet.data_validation(first_row, column, last_row, column, input_rule(field, page.choices))
    for row, values in enumerate(rows, first_row):
        height = row_height(values, table.columns, page.widths)
        # A row without a height of its own still grows with what is typed into it.
        if height > ONE_LINE:
            sheet.set_row(row, height)
    # This row or the one above is not empty: the next one to be filled is coloured, too.
    in_use = f"=COUNTA($A{first_row}:${xl_col_to_name(last)}{first_row + 1})>0"
    sheet.conditional_format(
        first_row,
        0,
        last_row,
        last,
        {"type": "formula", "criteria": in_use, "format": page.styles.awake},
    )
    sheet.freeze_panes(first_row, 0)
    sheet.autofilter(2, 0, last_row, last)
    sheet.repeat_rows(2)
