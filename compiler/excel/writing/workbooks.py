"""Register and form as Excel workbooks, written from the schema alone.

A sheet that is nothing but one table is a list with a frozen header; any other is a page of
sections and tables, label beside value. Same arguments, same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from io import BytesIO

from xlsxwriter.utility import xl_col_to_name, xl_range_abs

from compiler.excel.writing.form_faults import comment_on, comments, write_form_faults
from compiler.excel.writing.formats import (
    ALLOWED,
    HIGHEST_ROW,
    NOTE_SIZE,
    ONE_LINE,
    SMALL_SIZE,
    Page,
    area,
    band,
    input_rule,
    list_name,
    make_styles,
    set_up,
    shown,
    spread,
    text_height,
    write_value,
)
from compiler.excel.writing.limits import refuse_unknown
from compiler.excel.writing.new_workbook import new_workbook
from compiler.excel.writing.self_check import Layout, write_check
from compiler.excel.writing.self_check_words import READY
from compiler.excel.writing.sheets import (
    INSTRUCTION_COLUMNS,
    write_instructions,
    write_lists,
    write_structure,
)
from compiler.schema.contents import CellContent, Contents, FormFault, Lists, Spot
from compiler.schema.definitions import (
    Field,
    Requirement,
    Section,
    Sheet,
    Table,
    ValueKind,
    Workbook,
    all_fields,
    members,
)
from compiler.schema.structure import (
    CHECK_HEADER,
    CHECK_RESULT,
    CHECK_SHEET,
    INSTRUCTIONS_SHEET,
    LISTS_SHEET,
    REQUIRED_MARK,
    RETURN_SHEET,
    RIGHT,
    STRUCTURE_SHEET,
    VERTICAL_HEADER,
    WRONG,
)

PAGE_WIDTHS = (16, 15, 13, 15, 25, 28)
LABEL, VALUE_FIRST, VALUE_LAST, HINT, CHECK = 0, 1, 4, 5, 6
CHECK_WIDTH = 30
VALUE_WIDTH = sum(PAGE_WIDTHS[VALUE_FIRST : VALUE_LAST + 1])
LINE = 15


def write_workbook(
    schema: Workbook, contents: Contents, lists: Lists, *, measure_id: str | None = None, revision: int = 1,
    carried: bool = False, form_faults: Sequence[FormFault] = (), faults: Mapping[Spot, Collection[str]] | None = None,
) -> bytes:  # fmt: skip
    """Return the workbook ``schema`` describes, filled with ``contents``.

    ``revision`` counts how often a form has been issued, ``carried`` tells that it begins with
    last round's answers, and ``form_faults`` are the faults for which it is returned: on their
    cells and in a list of their own. ``faults`` are the codes of what is wrong with its cells, so
    that the self-check shows the truth before a spreadsheet program has worked it out.
    :class:`ValueError` if a text is longer than a cell holds or ``contents`` has a key the schema
    does not know.
    """
    refuse_unknown(schema, contents)
    buffer = BytesIO()
    book = new_workbook(buffer, schema.title)
    styles = make_styles(book)
    used = _used_lists(schema, lists)
    choices = {
        name: f"='{LISTS_SHEET}'!{xl_range_abs(1, column, len(words), column)}"
        for column, (name, words) in enumerate(used.items())
    }
    footer = f"&L&9{schema.title}{'  ' + measure_id.replace('&', '&&') if measure_id else ''}&R&9第 &P 页，共 &N 页"
    returned = book.add_worksheet(RETURN_SHEET) if form_faults else None
    texts = comments(form_faults)
    places: dict[Spot, tuple[int, int]] = {}
    checked: Layout | None = None
    for definition in schema.sheets:
        sheet = book.add_worksheet(definition.name)
        sheet.set_footer(footer)
        if (table := _only_table(definition)) is not None:
            widths = tuple(column.width for column in table.columns)
            _write_list(Page(sheet, styles, choices, contents, widths), table)
        else:
            page = Page(sheet, styles, choices, contents, PAGE_WIDTHS, texts, places)
            checked = _write_page(page, schema, definition)
    if returned is not None:
        write_form_faults(returned, book, form_faults, places, schema.sheets[0].name)
        returned.set_footer(footer)
    sheet = book.add_worksheet(INSTRUCTIONS_SHEET)
    sheet.set_footer(footer)
    write_instructions(
        Page(sheet, styles, {}, contents, tuple(w for _, w in INSTRUCTION_COLUMNS)), schema, lists
    )
    write_lists(book.add_worksheet(LISTS_SHEET), used)
    if checked is not None:
        write_check(
            book.add_worksheet(CHECK_SHEET),
            checked,
            schema.sheets[0],
            lists,
            contents,
            styles.check,
            faults,
        )
    write_structure(book.add_worksheet(STRUCTURE_SHEET), schema, measure_id, revision, carried)
    book.close()
    return buffer.getvalue()


def _used_lists(schema: Workbook, lists: Lists) -> dict[str, tuple[str, ...]]:
    used: dict[str, tuple[str, ...]] = {}
    for field in all_fields(schema):
        name = list_name(field)
        if name is not None and not field.prefilled:
            used[name] = lists.units if field.kind is ValueKind.UNIT else lists.get(name)
    return {name: words for name, words in used.items() if words}


def _only_table(sheet: Sheet) -> Table | None:
    first = sheet.blocks[0]
    return first if len(sheet.blocks) == 1 and isinstance(first, Table) else None


# A sheet that is one list


def _write_list(page: Page, table: Table) -> None:
    sheet, last = page.sheet, len(table.columns) - 1
    rows = page.contents.tables.get(table.key, ())
    first_row, last_row = 3, 2 + len(rows) + table.blank_rows
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
        sheet.write_string(2, column, _column_label(table, field), page.styles.header)
        for row in range(first_row, last_row + 1):
            value = rows[row - first_row].get(field.key) if row - first_row < len(rows) else None
            write_value(page, row, column, field, value, page.styles.bare[field.kind])
        sheet.data_validation(first_row, column, last_row, column, input_rule(field, page.choices))
    for row, values in enumerate(rows, first_row):
        height = _row_height(values, table.columns, page.widths)
        if (
            height > ONE_LINE
        ):  # a row without a height of its own still grows with what is typed into it
            sheet.set_row(row, height)
    in_use = f"=COUNTA($A{first_row}:${xl_col_to_name(last)}{first_row + 1})>0"  # this row or the one above is not empty
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


# A sheet that is a page of sections and tables


def _write_page(page: Page, schema: Workbook, definition: Sheet) -> Layout | None:
    """Write a page and return where a form's self-check stands on it."""
    set_up(page, landscape=False)
    form = is_form(definition)
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
    for mark, look in ((WRONG, page.styles.wrong), (RIGHT, page.styles.right)):
        begins = {"type": "text", "criteria": "begins with", "value": mark, "format": look}
        page.sheet.conditional_format(top + 1, CHECK, row - 1, CHECK, begins)
    return Layout(page.sheet, CHECK, (top, VALUE_FIRST), page.places)


def _write_result_line(page: Page, row: int) -> int:
    sheet, styles = page.sheet, page.styles
    sheet.set_row(row, 24)
    sheet.write_string(row, LABEL, CHECK_RESULT, styles.label)
    area(page, row, VALUE_FIRST, row, HINT, styles.check)
    ready = {"type": "cell", "criteria": "==", "value": f'"{READY}"', "format": styles.right}
    sheet.conditional_format(row, VALUE_FIRST, row, VALUE_FIRST, ready)
    sheet.conditional_format(
        row, VALUE_FIRST, row, VALUE_FIRST, {**ready, "criteria": "!=", "format": styles.wrong}
    )
    return row + 1


def is_form(definition: Sheet) -> bool:
    """Tell whether somebody else than its author fills the sheet: it is then protected and checks
    itself.
    """
    return any(field.prefilled for field in definition.fields())


def _write_block_title(page: Page, row: int, block: Section | Table, *, alone: bool) -> int:
    title, note = (
        (page.styles.title, page.styles.note) if alone else (page.styles.section, page.styles.small)
    )
    row = band(page, row, block.title, title, 36 if alone else 24)
    return band(
        page, row, block.note, note, text_height(block.note, page.width(0, HINT), NOTE_SIZE) + 2
    )


def _write_section(page: Page, row: int, section: Section) -> int:
    page.sheet.set_row(row, ONE_LINE)
    for (first, last), text in zip(
        ((LABEL, LABEL), (VALUE_FIRST, VALUE_LAST), (HINT, HINT)), VERTICAL_HEADER, strict=True
    ):
        area(page, row, first, row, last, page.styles.header)
        page.sheet.write_string(row, first, text, page.styles.header)
    row += 1
    for field in section.fields:
        row = _write_field(page, row, field)
    return row


def _write_field(page: Page, row: int, field: Field) -> int:
    """Write one field and return the row below it; a text too high for one row stands in several,
    merged.
    """
    sheet, styles = page.sheet, page.styles
    value = page.contents.fields.get(field.key)
    label = field.label + (
        f" {REQUIRED_MARK}"
        if field.requirement is Requirement.ALWAYS and not field.prefilled
        else ""
    )
    height = max(
        field.lines * LINE + 5,
        text_height(shown(value), VALUE_WIDTH),
        text_height(field.help, page.widths[HINT], SMALL_SIZE),
        text_height(label, page.widths[LABEL]),
    )
    depth = math.ceil(height / HIGHEST_ROW)
    for below in range(depth):
        sheet.set_row(row + below, math.ceil(height / depth))
    last = row + depth - 1
    spot = Spot(field.key)
    style = (
        styles.locked
        if field.prefilled
        else styles.faulty
        if spot in page.comments
        else styles.inputs
    )[field.kind]
    area(page, row, LABEL, last, LABEL, styles.label)
    area(page, row, VALUE_FIRST, last, VALUE_LAST, style)
    area(page, row, HINT, last, HINT, styles.help)
    sheet.write_string(row, LABEL, label, styles.label)
    write_value(page, row, VALUE_FIRST, field, value, style)
    comment_on(page, spot, row, VALUE_FIRST)
    sheet.write_string(row, HINT, field.help, styles.help)
    if not field.prefilled:
        sheet.data_validation(row, VALUE_FIRST, row, VALUE_FIRST, input_rule(field, page.choices))
    return last + 1


def _write_table(page: Page, row: int, table: Table) -> int:
    sheet, styles = page.sheet, page.styles
    areas = spread([field.width for field in table.columns], page.widths)
    rows = [*page.contents.tables.get(table.key, ()), *({} for _ in range(table.blank_rows))]
    labels = [_column_label(table, field) for field in table.columns]
    widths = [page.width(*columns) for columns in areas]
    sheet.set_row(row, max(ONE_LINE, *map(text_height, labels, widths)))
    for text, (first, last) in zip(labels, areas, strict=True):
        area(page, row, first, row, last, styles.header)
        sheet.write_string(row, first, text, styles.header)
    for field, (first, _) in zip(table.columns, areas, strict=True):
        sheet.data_validation(
            row + 1, first, row + len(rows), first, input_rule(field, page.choices)
        )
    for number, values in enumerate(rows):
        below = row + 1 + number
        sheet.set_row(below, _row_height(values, table.columns, widths))
        for field, (first, last) in zip(table.columns, areas, strict=True):
            spot = Spot(field.key, table.key, number)
            style = (styles.faulty if spot in page.comments else styles.inputs)[field.kind]
            area(page, below, first, below, last, style)
            write_value(page, below, first, field, values.get(field.key), style)
            comment_on(page, spot, below, first)
    return row + len(rows) + 1


def _row_height(
    values: Mapping[str, CellContent], columns: Sequence[Field], widths: Sequence[int]
) -> float:
    heights = (
        text_height(shown(values.get(field.key)), width)
        for field, width in zip(columns, widths, strict=True)
    )
    return min(max(ONE_LINE, *heights), HIGHEST_ROW)


def _column_label(table: Table, field: Field) -> str:
    return f"{field.label} {REQUIRED_MARK}" if field.key in table.required_columns else field.label
