"""Register and form as Excel workbooks, written from the schema alone.

A sheet that is nothing but one table is a list with a frozen header; any other is a page of sections and tables, label
beside value. Same arguments, same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range_abs

from compiler.render.workbook_formats import (
    HIGHEST_ROW,
    NOTE_SIZE,
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
from compiler.schema.contents import Contents, Lists, Value
from compiler.schema.definitions import Field, Requirement, Section, Sheet, Table, ValueKind, Workbook
from compiler.schema.structure import (
    INSTRUCTIONS_SHEET,
    LISTS_SHEET,
    REQUIRED_MARK,
    STRUCTURE_KEYS,
    STRUCTURE_SHEET,
    VERTICAL_HEADER,
)

CREATED = datetime(2000, 1, 1)
PAGE_WIDTHS = (16, 15, 13, 15, 25, 28)
LABEL, VALUE_FIRST, VALUE_LAST, HINT = 0, 1, 4, 5
VALUE_WIDTH = sum(PAGE_WIDTHS[VALUE_FIRST : VALUE_LAST + 1])
LINE, ONE_LINE = 15, 20
INSTRUCTION_COLUMNS = (("栏目", 15), ("必填/选填", 15), ("可填内容", 32), ("怎么填", 42), ("示例", 26))
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
ALLOWED = {"format_rows": True, "format_columns": True, "insert_rows": True}


def write_workbook(schema: Workbook, contents: Contents, lists: Lists, *, measure_id: str | None = None) -> bytes:
    """Return the workbook ``schema`` describes, filled with ``contents``.

    :class:`ValueError` if a text is longer than a cell holds or ``contents`` has a key the schema does not know.
    """
    _refuse_unknown(schema, contents)
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    book.set_properties({"title": schema.title, "author": "", "company": "", "created": CREATED})
    styles = make_styles(book)
    used = _used_lists(schema, lists)
    choices = {
        name: f"='{LISTS_SHEET}'!{xl_range_abs(1, column, len(words), column)}"
        for column, (name, words) in enumerate(used.items())
    }
    footer = f"&L&9{schema.title}{'  ' + measure_id.replace('&', '&&') if measure_id else ''}&R&9第 &P 页，共 &N 页"
    for definition in schema.sheets:
        sheet = book.add_worksheet(definition.name)
        sheet.set_footer(footer)
        if (table := _only_table(definition)) is not None:
            widths = tuple(column.width for column in table.columns)
            _write_list(Page(sheet, styles, choices, contents, widths), table)
        else:
            _write_page(Page(sheet, styles, choices, contents, PAGE_WIDTHS), schema, definition)
    sheet = book.add_worksheet(INSTRUCTIONS_SHEET)
    sheet.set_footer(footer)
    _write_instructions(Page(sheet, styles, {}, contents, tuple(w for _, w in INSTRUCTION_COLUMNS)), schema, lists)
    _write_lists(book.add_worksheet(LISTS_SHEET), used)
    _write_structure(book.add_worksheet(STRUCTURE_SHEET), schema, measure_id)
    book.close()
    return buffer.getvalue()


def _refuse_unknown(schema: Workbook, contents: Contents) -> None:
    fields = {field.key for sheet in schema.sheets for field in sheet.fields()}
    tables = {table.key: {column.key for column in table.columns} for sheet in schema.sheets for table in sheet.tables()}
    unknown = [key for key in contents.fields if key not in fields]
    unknown += [key for key in contents.tables if key not in tables]
    unknown += [
        f"{key}.{column}"
        for key, rows in contents.tables.items()
        for column in sorted({column for row in rows for column in row} - tables.get(key, set()))
    ]
    if unknown:
        raise ValueError(f"workbook {schema.key!r} has no place for: {', '.join(unknown)}")


def _used_lists(schema: Workbook, lists: Lists) -> dict[str, tuple[str, ...]]:
    used: dict[str, tuple[str, ...]] = {}
    for field in _all_fields(schema):
        name = list_name(field)
        if name is not None and not field.prefilled:
            used[name] = lists.units if field.kind is ValueKind.UNIT else lists.get(name)
    return {name: words for name, words in used.items() if words}


def _all_fields(schema: Workbook) -> Iterable[Field]:
    for sheet in schema.sheets:
        for block in sheet.blocks:
            yield from block.fields if isinstance(block, Section) else block.columns


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
    band(page, 1, table.note, page.styles.note, text_height(table.note, page.width(0, last), NOTE_SIZE))
    sheet.set_row(2, 2 * LINE + 4)
    for column, field in enumerate(table.columns):
        sheet.write_string(2, column, _column_label(table, field), page.styles.header)
        for row in range(first_row, last_row + 1):
            value = rows[row - first_row].get(field.key) if row - first_row < len(rows) else None
            write_value(page, row, column, field, value, page.styles.bare[field.kind])
        sheet.data_validation(first_row, column, last_row, column, input_rule(field, page.choices))
    for row, values in enumerate(rows, first_row):
        height = _row_height(values, table.columns, page.widths)
        if height > ONE_LINE:  # a row without a height of its own still grows with what is typed into it
            sheet.set_row(row, height)
    in_use = f"=COUNTA($A{first_row}:${xl_col_to_name(last)}{first_row + 1})>0"  # this row or the one above is not empty
    sheet.conditional_format(first_row, 0, last_row, last, {"type": "formula", "criteria": in_use, "format": page.styles.awake})
    sheet.freeze_panes(first_row, 0)
    sheet.autofilter(2, 0, last_row, last)
    sheet.repeat_rows(2)


# A sheet that is a page of sections and tables


def _write_page(page: Page, schema: Workbook, definition: Sheet) -> None:
    set_up(page, landscape=False)
    row = 0
    if len(definition.blocks) > 1:
        row = band(page, row, schema.title, page.styles.title, 36)
        row = band(page, row, definition.note, page.styles.note, text_height(definition.note, page.width(0, HINT), NOTE_SIZE))
    for block in definition.blocks:
        row = _write_block_title(page, row, block, alone=len(definition.blocks) == 1)
        row = _write_section(page, row, block) if isinstance(block, Section) else _write_table(page, row, block)
    if any(field.prefilled for field in definition.fields()):
        page.sheet.protect("", ALLOWED)


def _write_block_title(page: Page, row: int, block: Section | Table, *, alone: bool) -> int:
    title, note = (page.styles.title, page.styles.note) if alone else (page.styles.section, page.styles.small)
    row = band(page, row, block.title, title, 36 if alone else 24)
    return band(page, row, block.note, note, text_height(block.note, page.width(0, HINT), NOTE_SIZE) + 2)


def _write_section(page: Page, row: int, section: Section) -> int:
    page.sheet.set_row(row, ONE_LINE)
    for (first, last), text in zip(((LABEL, LABEL), (VALUE_FIRST, VALUE_LAST), (HINT, HINT)), VERTICAL_HEADER, strict=True):
        area(page, row, first, row, last, page.styles.header)
        page.sheet.write_string(row, first, text, page.styles.header)
    row += 1
    for field in section.fields:
        row = _write_field(page, row, field)
    return row


def _write_field(page: Page, row: int, field: Field) -> int:
    """Write one field and return the row below it; a text too high for one row stands in several, merged."""
    sheet, styles = page.sheet, page.styles
    value = page.contents.fields.get(field.key)
    label = field.label + (f" {REQUIRED_MARK}" if field.requirement is Requirement.ALWAYS and not field.prefilled else "")
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
    style = (styles.locked if field.prefilled else styles.inputs)[field.kind]
    area(page, row, LABEL, last, LABEL, styles.label)
    area(page, row, VALUE_FIRST, last, VALUE_LAST, style)
    area(page, row, HINT, last, HINT, styles.help)
    sheet.write_string(row, LABEL, label, styles.label)
    write_value(page, row, VALUE_FIRST, field, value, style)
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
        sheet.data_validation(row + 1, first, row + len(rows), first, input_rule(field, page.choices))
    for below, values in enumerate(rows, row + 1):
        sheet.set_row(below, _row_height(values, table.columns, widths))
        for field, (first, last) in zip(table.columns, areas, strict=True):
            style = styles.inputs[field.kind]
            area(page, below, first, below, last, style)
            write_value(page, below, first, field, values.get(field.key), style)
    return row + len(rows) + 1


def _row_height(values: Mapping[str, Value], columns: Sequence[Field], widths: Sequence[int]) -> float:
    heights = (text_height(shown(values.get(field.key)), width) for field, width in zip(columns, widths, strict=True))
    return min(max(ONE_LINE, *heights), HIGHEST_ROW)


def _column_label(table: Table, field: Field) -> str:
    return f"{field.label} {REQUIRED_MARK}" if field.key in table.required_columns else field.label


# The sheets a workbook has besides


def _write_instructions(page: Page, schema: Workbook, lists: Lists) -> None:
    sheet, styles = page.sheet, page.styles
    set_up(page, landscape=False)
    row = band(page, 0, f"《{schema.title}》填报说明", styles.title, 36)
    whole = sum(page.widths)
    for text in _how_to(schema):
        row = band(page, row, text, styles.cell, text_height(text, whole, NOTE_SIZE) + 2)
    for column, (name, _) in enumerate(INSTRUCTION_COLUMNS):
        sheet.write_string(row, column, name, styles.header)
    sheet.set_row(row, ONE_LINE)
    sheet.repeat_rows(row)
    sheet.freeze_panes(row + 1, 0)
    row += 1
    for block in (block for definition in schema.sheets for block in definition.blocks):
        row = band(page, row, block.title, styles.section, 24)
        row = band(page, row, block.note, styles.small, text_height(block.note, whole, NOTE_SIZE) + 2)
        for field in block.fields if isinstance(block, Section) else block.columns:
            texts = (field.label, field.requirement.value, _what_to_enter(field, lists), field.help, field.example)
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text, styles.cell)
            sheet.set_row(row, max(text_height(text, width, NOTE_SIZE) for text, width in zip(texts, page.widths, strict=True)))
            row += 1
    sheet.protect("", ALLOWED)


def _how_to(schema: Workbook) -> list[str]:
    fields = list(_all_fields(schema))
    if any(field.prefilled for field in fields):
        hints = ["只填浅黄色的格。浅灰色的格已经填好并锁定，有出入请联系巡视办。"]
    else:
        hints = ["每张工作表按表头逐栏填写；填到哪一行，下一行就自动变成浅黄色。"]
    hints.append(f"带“{REQUIRED_MARK}”的栏目必填；表格里带“{REQUIRED_MARK}”的列，填了这一行就必填。")
    conditional = {field.requirement for field in fields} - {Requirement.ALWAYS, Requirement.OPTIONAL}
    if conditional:
        words = "".join(f"“{requirement.value}”" for requirement in Requirement if requirement in conditional)
        hints.append(f"{words}的栏目，填不填看完成状态。")
    hints.append("日期写成 2024-12-31 的样子；数字只写数字，不带单位。点选一格，会出现这一格的填写提示。")
    hints.append("表格的行不够时，在表格中间插入行。请不要改动工作表名称、栏目名称和表头，不要写公式、加批注。")
    return [f"{number}. {text}" for number, text in enumerate(hints, 1)]


def _what_to_enter(field: Field, lists: Lists) -> str:
    parts = [field.kind.value]
    if field.choices is not None and (words := lists.get(field.choices)):
        parts[0] += "\uff1a" + "、".join(words)
    parts += [f"或“{word}”" for word in field.other_words]
    parts += [f"最多{field.max_length}字"] if field.max_length is not None else []
    parts += [rule.value for rule in field.text_rules]
    return "\uff1b".join(parts)


def _write_lists(sheet: Any, used: Mapping[str, tuple[str, ...]]) -> None:
    for column, (name, words) in enumerate(used.items()):
        sheet.write_column(0, column, (name, *words))
    sheet.very_hidden()


def _write_structure(sheet: Any, schema: Workbook, measure_id: str | None) -> None:
    sheet.write_string(0, 0, STRUCTURE_KEYS["workbook"])
    sheet.write_string(0, 1, schema.key)
    sheet.write_string(1, 0, STRUCTURE_KEYS["version"])
    sheet.write_number(1, 1, schema.version)
    if measure_id is not None:
        sheet.write_string(2, 0, STRUCTURE_KEYS["measure_id"])
        sheet.write_string(2, 1, measure_id)
    sheet.very_hidden()
