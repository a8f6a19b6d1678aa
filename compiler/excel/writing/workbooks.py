"""Register, form and record as Excel workbooks, written from the schema alone.

A sheet that is nothing but one table is a list with a frozen header; any other is a page of
sections and tables, label beside value. Same arguments, same bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from xlsxwriter.utility import xl_range_abs

from compiler.excel.writing.cell_comments import joined
from compiler.excel.writing.cell_lists import write_cell_list
from compiler.excel.writing.form_faults import fault_comments, fault_list
from compiler.excel.writing.formats import Page, make_styles
from compiler.excel.writing.input_rules import list_name
from compiler.excel.writing.limits import refuse_unknown
from compiler.excel.writing.new_workbook import finish, new_workbook
from compiler.excel.writing.office_edits import edit_comments, edit_line, edit_list
from compiler.excel.writing.own_lists import own_lists, write_distinct
from compiler.excel.writing.pages import PAGE_WIDTHS, write_page
from compiler.excel.writing.self_check import write_check
from compiler.excel.writing.self_check_top import Layout
from compiler.excel.writing.sheets import (
    INSTRUCTION_COLUMNS,
    write_instructions,
    write_lists,
    write_structure,
)
from compiler.excel.writing.table_sheets import write_table_sheet
from compiler.schema.contents import Contents, FormFault, Lists, OfficeEdit, Spot, to_be_written
from compiler.schema.definitions import Sheet, Table, ValueKind, Workbook, all_fields
from compiler.schema.structure import (
    ADOPTED_SHEET,
    CHECK_SHEET,
    INSTRUCTIONS_SHEET,
    LISTS_SHEET,
    RETURN_SHEET,
    STRUCTURE_SHEET,
)


def write_workbook(
    schema: Workbook,
    contents: Contents,
    lists: Lists,
    *,
    measure_id: str | None = None,
    issue_id: str = "",
    revision: int = 1,
    carried: str = "",
    form_faults: Sequence[FormFault] = (),
    office_edits: Sequence[OfficeEdit] = (),
    faults: Mapping[Spot, Collection[str]] | None = None,
) -> bytes:
    """Return the workbook ``schema`` describes, filled with ``contents``.

    ``issue_id`` tells which measure a form is for even if that is renumbered, ``revision`` counts how often a form has been issued, ``carried`` where answers that it begins with are from, and ``form_faults`` are the faults for which it is returned: on their
    cells and in a list of their own, as are ``office_edits``, by which the office has changed it
    since it was signed off; these it also mentions on top. ``faults`` are the codes of what is wrong with its cells, so
    that the self-check shows the truth before a spreadsheet program has worked it out.
    :class:`ValueError` if a text is longer than a cell holds or ``contents`` has a key the schema
    does not know.
    """
    refuse_unknown(schema, contents)
    schema = to_be_written(schema, contents)
    book = new_workbook(schema.title)
    styles = make_styles(book)
    used = _used_lists(schema, lists)
    choices = {
        name: f"='{LISTS_SHEET}'!{xl_range_abs(1, column, len(words), column)}"
        for column, (name, words) in enumerate(used.items())
    }
    own = own_lists(schema, contents)
    choices |= {one.name: one.source(column) for column, one in enumerate(own, len(used))}
    # An ampersand in a footer begins a code; two print one.
    named = f"  {measure_id.replace('&', '&&')}" if measure_id else ""
    footer = f"&L&9{schema.title}{named}&R&9第 &P 页，共 &N 页"
    # Sheets stand in the order in which they are added: what is to be mended comes first, though
    # it can be written only when every cell has its place.
    returned = book.add_worksheet(RETURN_SHEET) if form_faults else None
    by_fault, by_edit = fault_comments(form_faults), edit_comments(office_edits)
    places: dict[Spot, tuple[int, int]] = {}
    checked: tuple[Page, Layout] | None = None
    for definition in schema.sheets:
        sheet = book.add_worksheet(definition.name)
        sheet.set_footer(footer)
        if (table := _only_table(definition)) is not None:
            widths = tuple(column.width for column in table.columns)
            write_table_sheet(Page(sheet, styles, choices, contents, widths), table)
        else:
            page = Page(
                sheet,
                styles,
                choices,
                contents,
                PAGE_WIDTHS,
                joined(by_fault, by_edit),
                by_fault.keys(),
                by_edit.keys(),
                edit_line(office_edits),
                places,
            )
            layout = write_page(page, schema, definition)
            checked = (page, layout) if layout is not None else checked
    if returned is not None:
        write_cell_list(returned, book, fault_list(form_faults), places, schema.sheets[0].name)
        returned.set_footer(footer)
        returned.activate()
    if office_edits:
        adopted = book.add_worksheet(ADOPTED_SHEET)
        write_cell_list(adopted, book, edit_list(office_edits), places, schema.sheets[0].name)
        adopted.set_footer(footer)
    sheet = book.add_worksheet(INSTRUCTIONS_SHEET)
    sheet.set_footer(footer)
    write_instructions(
        Page(sheet, styles, {}, contents, tuple(w for _, w in INSTRUCTION_COLUMNS)), schema, lists
    )
    hidden = book.add_worksheet(LISTS_SHEET)
    write_lists(hidden, used)
    for column, one in enumerate(own, len(used)):
        if one.repeating:
            write_distinct(hidden, column, one)
    if checked is not None:
        write_check(
            book.add_worksheet(CHECK_SHEET), *checked, schema.sheets[0], lists, faults, form_faults
        )
    write_structure(
        book.add_worksheet(STRUCTURE_SHEET), schema, measure_id, revision, carried, issue_id
    )
    return finish(book)


def _used_lists(schema: Workbook, lists: Lists) -> dict[str, tuple[str, ...]]:
    """Return the drop-down lists that cells of the workbook offer; an empty one offers nothing and
    would be no valid range.
    """
    used: dict[str, tuple[str, ...]] = {}
    for field in all_fields(schema):
        name = list_name(field)
        if name is not None and not field.prefilled:
            used[name] = lists.units if field.kind is ValueKind.UNIT else lists.get(name)
    return {name: words for name, words in used.items() if words}


def _only_table(sheet: Sheet) -> Table | None:
    """Return the table that is all there is on a sheet, ``None`` if there is more."""
    first = sheet.blocks[0]
    return first if len(sheet.blocks) == 1 and isinstance(first, Table) else None
