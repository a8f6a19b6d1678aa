"""A sheet that is a page: sections with label beside value, and tables, one under the other; on a
form with the column in which it checks itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from compiler.excel.writing.cell_comments import comment_on
from compiler.excel.writing.formats import (
    ALLOWED,
    HIGHEST_ROW,
    LINE,
    NOTE_SIZE,
    ONE_LINE,
    SIZE,
    SMALL_SIZE,
    Page,
    area,
    band,
    column_label,
    row_height,
    set_up,
    shown,
    spread,
    text_height,
    write_value,
)
from compiler.excel.writing.input_rules import input_rule
from compiler.excel.writing.self_check_top import Layout
from compiler.excel.writing.self_check_words import READY
from compiler.schema.contents import Spot
from compiler.schema.definitions import (
    Field,
    Requirement,
    Section,
    Sheet,
    Table,
    ValueKind,
    Workbook,
    members,
)
from compiler.schema.structure import (
    CHECK_HEADER,
    CHECK_RESULT,
    DOUBTFUL,
    REQUIRED_MARK,
    RETURNED,
    RIGHT,
    VERTICAL_HEADER,
    WRONG,
)

PAGE_WIDTHS = (16, 15, 13, 15, 25, 28)
LABEL, VALUE_FIRST, VALUE_LAST, HINT, CHECK = 0, 1, 4, 5, 6
CHECK_WIDTH = 30
ROOM = 2000
"""Characters of a long answer for which a blank form leaves room: what is merged does not grow with
what is typed into it, and what does not fit is not printed."""
BY_HAND = 84
"""Points for a signature and a stamp of 42 mm, which may lie over the lines around it."""


def write_page(page: Page, schema: Workbook, definition: Sheet) -> Layout | None:
    """Write a page and return where a form's self-check stands on it."""
    set_up(page, landscape=False)
    form = _is_form(definition)
    row = 0
    if len(definition.blocks) > 1:
        row = band(page, row, schema.title, page.styles.title, 36)
        row = band(
            page,
            row,
            definition.note,
            page.styles.note,
            text_height(definition.note, page.width(0, HINT), NOTE_SIZE),
        )
    if form and page.edit_line:
        height = text_height(page.edit_line, page.width(0, HINT), NOTE_SIZE) + 4
        row = band(page, row, page.edit_line, page.styles.edit_line, height)
    top = row
    row = _write_result_line(page, row) if form else row
    for block in definition.blocks:
        row = _write_block_title(page, row, block, alone=len(definition.blocks) == 1)
        if form and not all(field.prefilled for field in members(block)):
            page.sheet.write_string(row, CHECK, CHECK_HEADER, page.styles.header)
        row = (
            _write_section(page, row, block)
            if isinstance(block, Section)
            else _write_table(page, row, block)
        )
    if not form:
        return None
    page.sheet.protect("", ALLOWED)
    page.sheet.set_column(CHECK, CHECK, CHECK_WIDTH)
    page.sheet.print_area(0, 0, row - 1, HINT)
    page.sheet.repeat_rows(0, top)
    page.sheet.freeze_panes(top + 1, 0)
    looks = (
        (WRONG, page.styles.wrong),
        (RETURNED, page.styles.wrong),
        (RIGHT, page.styles.right),
        (DOUBTFUL, page.styles.doubtful),
    )
    for mark, look in looks:
        begins = {"type": "text", "criteria": "begins with", "value": mark, "format": look}
        page.sheet.conditional_format(top + 1, CHECK, row - 1, CHECK, begins)
    return Layout(page.sheet, CHECK, (top, VALUE_FIRST), page.places, page.labels, row)


def _write_result_line(page: Page, row: int) -> int:
    """Write the line that says whether the form may be reported, and return the row below it; the
    words themselves are written with the self-check.
    """
    sheet, styles = page.sheet, page.styles
    sheet.set_row(row, 2 * LINE + 4)
    sheet.write_string(row, LABEL, CHECK_RESULT, styles.label)
    area(page, row, VALUE_FIRST, row, HINT, styles.check)
    place = (row, VALUE_FIRST, row, VALUE_FIRST)
    ready = {"type": "cell", "criteria": "==", "value": f'"{READY}"', "stop_if_true": True}
    begins = {"type": "text", "criteria": "begins with", "value": READY, "stop_if_true": True}
    sheet.conditional_format(*place, {**ready, "format": styles.right})
    sheet.conditional_format(*place, {**begins, "format": styles.doubtful})
    sheet.conditional_format(*place, {**ready, "criteria": "!=", "format": styles.wrong})
    return row + 1


def _is_form(definition: Sheet) -> bool:
    """Tell whether somebody else than its author fills the sheet: it is then protected and checks
    itself.
    """
    return any(field.prefilled for field in definition.fields())


def _write_block_title(page: Page, row: int, block: Section | Table, *, alone: bool) -> int:
    """Write the title and note of a section or table and return the row below; one that is
    ``alone`` on its sheet has the title of the sheet.
    """
    title, note = (
        (page.styles.title, page.styles.note) if alone else (page.styles.section, page.styles.small)
    )
    row = band(page, row, block.title, title, 36 if alone else 24)
    return band(
        page, row, block.note, note, text_height(block.note, page.width(0, HINT), NOTE_SIZE) + 2
    )


def _write_section(page: Page, row: int, section: Section) -> int:
    """Write a section, label beside value, and return the row below it."""
    page.sheet.set_row(row, ONE_LINE)
    for (first, last), text in zip(
        ((LABEL, LABEL), (VALUE_FIRST, VALUE_LAST), (HINT, HINT)), VERTICAL_HEADER, strict=True
    ):
        area(page, row, first, row, last, page.styles.header)
        page.sheet.write_string(row, first, text, page.styles.header)
    row += 1
    first, labels = row, []
    for field in section.fields:
        below = _write_field(page, row, field)
        labels += [[field.label], *([""] for _ in range(below - row - 1))]
        row = below
    page.labels.append(((first, LABEL), labels))
    return _write_by_hand(page, row, section.below) if section.below else row


def _write_by_hand(page: Page, row: int, texts: Sequence[str]) -> int:
    """Write what is filled by hand on paper, side by side, and return the row below it."""
    page.sheet.set_row(row, BY_HAND)
    for text, (first, last) in zip(texts, spread([1] * len(texts), page.widths), strict=True):
        area(page, row, first, row, last, page.styles.by_hand)
        page.sheet.write_string(row, first, text, page.styles.by_hand)
    return row + 1


def _write_field(page: Page, row: int, field: Field) -> int:
    """Write one field and return the row below it; a text too high for one row stands in several,
    merged. A long answer has the width of the page, its hint below it.
    """
    sheet, styles = page.sheet, page.styles
    value = page.contents.fields.get(field.key)
    label = field.label + (
        f" {REQUIRED_MARK}"
        if field.requirement is Requirement.ALWAYS and not field.prefilled
        else ""
    )
    long = field.kind is ValueKind.PROSE and not field.prefilled
    value_last = HINT if long else VALUE_LAST
    width = page.width(VALUE_FIRST, value_last)
    height = max(
        field.lines * LINE + 5,
        text_height(shown(value), width, NOTE_SIZE if long else SIZE),
        text_height("字" * ROOM, width, NOTE_SIZE)
        if long
        else text_height(field.help, page.widths[HINT], SMALL_SIZE),
        text_height(label, page.widths[LABEL]),
    )
    depth = math.ceil(height / HIGHEST_ROW)
    for below in range(depth):
        sheet.set_row(row + below, math.ceil(height / depth))
    last = row + depth - 1
    spot = Spot(field.key)
    style = styles.locked[field.kind] if field.prefilled else _input_style(page, spot, field)
    area(page, row, VALUE_FIRST, last, value_last, style)
    write_value(page, row, VALUE_FIRST, field, value, style)
    comment_on(page, spot, row, VALUE_FIRST)
    hint, first, end = (last + 1, VALUE_FIRST, last + 1) if long else (row, HINT, last)
    if long:
        sheet.set_row(hint, text_height(field.help, width, SMALL_SIZE))
    area(page, hint, first, end, HINT, styles.help)
    sheet.write_string(hint, first, field.help, styles.help)
    area(page, row, LABEL, end, LABEL, styles.label)
    sheet.write_string(row, LABEL, label, styles.label)
    if not field.prefilled:
        sheet.data_validation(row, VALUE_FIRST, row, VALUE_FIRST, input_rule(field, page.choices))
    return end + 1


def _input_style(page: Page, spot: Spot, field: Field) -> Any:
    """Return how a cell looks that is filled by the unit, by what has become of it."""
    styles = page.styles
    looks = (
        styles.faulty
        if spot in page.faulty
        else styles.edited
        if spot in page.edited
        else styles.inputs
    )
    return looks[field.kind]


def _write_table(page: Page, row: int, table: Table) -> int:
    """Write a table over the columns of the page, with blank rows ready, and return the row below
    it.
    """
    sheet, styles = page.sheet, page.styles
    areas = spread([field.width for field in table.columns], page.widths)
    rows = [*page.contents.tables.get(table.key, ()), *({} for _ in range(table.blank_rows))]
    labels = [column_label(table, field) for field in table.columns]
    widths = [page.width(*columns) for columns in areas]
    sheet.set_row(row, max(ONE_LINE, *map(text_height, labels, widths)))
    heading = [""] * len(page.widths)
    for text, (first, last) in zip(labels, areas, strict=True):
        area(page, row, first, row, last, styles.header)
        sheet.write_string(row, first, text, styles.header)
        heading[first] = text
    page.labels.append(((row, 0), [heading]))
    for field, (first, _) in zip(table.columns, areas, strict=True):
        sheet.data_validation(
            row + 1, first, row + len(rows), first, input_rule(field, page.choices)
        )
    for number, values in enumerate(rows):
        below = row + 1 + number
        sheet.set_row(below, row_height(values, table.columns, widths))
        for field, (first, last) in zip(table.columns, areas, strict=True):
            spot = Spot(field.key, table.key, number)
            style = _input_style(page, spot, field)
            area(page, below, first, below, last, style)
            write_value(page, below, first, field, values.get(field.key), style)
            comment_on(page, spot, below, first)
    return row + len(rows) + 1
