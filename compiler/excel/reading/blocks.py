"""Fields found by their label and tables by their header row, wherever they have moved to on the
sheet.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

import attrs

from compiler.chinese.likeness import likeness, nearest
from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.check_column import without_check
from compiler.excel.reading.labels import plain, unnumbered
from compiler.excel.reading.records import Entry, OwnColumn, Row
from compiler.excel.reading.retired import excerpt, without_retired
from compiler.excel.reading.sheet_walk import SheetWalk, came_later, report_stray
from compiler.excel.reading.table_rows import (
    enter_table,
    read_table_row,
    report_own_columns,
    table_headed_by,
)
from compiler.excel.sheets.cells import Cell, SheetSource
from compiler.schema.definitions import Block, Field, Requirement, Section, Sheet, Table, members
from compiler.schema.structure import EDIT_LINE, VERTICAL_HEADER

OWN_LINE = re.compile(re.escape(EDIT_LINE).replace(r"\{count\}", r"\d+"))
SAME_HELP = 0.6
"""A hint so like ours is ours, as an earlier version worded it."""


@attrs.frozen
class SheetRead:
    """What was read of a sheet: fields and rows of tables by key, columns of its keeper's own, what
    was found, and the fields that its kind has added since.
    """

    fields: dict[str, Entry]
    tables: dict[str, tuple[Row, ...]]
    own_columns: tuple[OwnColumn, ...]
    found: list[Diagnostic]
    lacking: tuple[str, ...] = ()


def read_blocks(
    schema: Sheet,
    sheet: SheetSource,
    title: str,
    version: int,
    *,
    later: bool = False,
    own_columns: bool = False,
    made_with: Collection[tuple[str, str]] = (),
) -> SheetRead:
    """Read one sheet of a workbook called ``title``, written by ``version`` of the schema,
    against its definition.

    A ``later`` version than today's may have tables that are unknown here; ``own_columns`` may
    have been added to those of today; ``made_with`` are the fields of its kind that it began with, by
    block and label. Diagnostics: S030
    required field not found, S031 label misspelt, S032 label twice, S033 cell not understood,
    S034 column misspelt, S035 required column missing, S036 table not found where one is needed
    or its rows are left, S037 something else not found, S038 an answer to what is no longer
    asked, S039 cells of a table merged, S130 columns of its keeper's own,
    S131 and S132 what is merged over several columns, S180 what the kind asks for since.
    """
    known = _known(schema)
    rows, typed = without_check(_without_edit_line(sheet.rows()), known.headers.values())
    walk = SheetWalk(
        schema,
        version,
        later,
        sheet,
        rows,
        known.furniture | {plain(title)},
        known.titles,
        known.by_label,
        known.headers,
        may_add=own_columns and not later,
        made_with=made_with,
    )
    for row, cells in walk.rows.items():
        _read_row(walk, row, cells)
    _report_missing(walk)
    report_own_columns(walk)
    if typed:
        first = {"count": len(typed), "first": typed[0].span.cell, "text": excerpt(typed[0])}
        walk.found.append(complain("S095", *(cell.span for cell in typed), **first))
    tables = {key: tuple(rows) for key, rows in walk.tables.items()}
    read, tables, retired = without_retired(schema, walk.fields, tables)
    own, found = tuple(walk.own_columns.values()), [*walk.found, *retired]
    return SheetRead(read, tables, own, found, tuple(walk.lacking))


@attrs.frozen
class _Known:
    """What is known of a sheet by its words: blocks by their titles, fields by their labels, the labels of
    each table, and all that is only there to explain.
    """

    titles: Mapping[str, Block]
    by_label: Mapping[str, Field]
    headers: Mapping[str, frozenset[str]]
    furniture: frozenset[str]


@lru_cache(maxsize=64)  # all forms of a project are read against one definition
def _known(schema: Sheet) -> _Known:
    """Return what is known of the sheets that ``schema`` defines."""
    titles = {
        name: block
        for block in (*schema.blocks, *schema.retired)
        for title in (block.title, *block.aliases)
        for name in (plain(title), unnumbered(title))
    }
    fields = [
        field for section in schema.sections() for field in (*section.fields, *section.retired)
    ]
    headers = {
        table.key: frozenset(
            name for field in (*table.columns, *table.retired) for name in field.labels()
        )
        for table in (*schema.tables(), *schema.retired)
    }
    by_label = {name: field for field in fields for name in field.labels()}
    return _Known(titles, by_label, headers, _furniture(schema))


def _without_edit_line(rows: dict[int, dict[int, Cell]]) -> dict[int, dict[int, Cell]]:
    """Return the rows without the line on top that says what the office has changed."""
    kept = {
        row: {c: cell for c, cell in cells.items() if not OWN_LINE.fullmatch(cell.text.strip())}
        for row, cells in rows.items()
    }
    return {row: cells for row, cells in kept.items() if cells}


def _furniture(schema: Sheet) -> frozenset[str]:
    texts = [schema.note, *schema.earlier_notes, *VERTICAL_HEADER]
    for block in (*schema.blocks, *schema.retired):
        titles = (block.title, *block.aliases)
        texts += [*titles, *map(unnumbered, titles), block.note, *block.earlier_notes]
        texts += [text for field in (*members(block), *block.retired) for text in _helps(field)]
        texts += block.below if isinstance(block, Section) else ()
    return frozenset(map(plain, texts))


def _helps(field: Field) -> tuple[str, ...]:
    return (field.help, *field.earlier_help)


def _is_help(text: str, field: Field) -> bool:
    """Tell whether a text is the hint of a field, or like enough to be an earlier one."""
    helps = [*map(plain, _helps(field))]
    return text in helps or any(likeness(text, own) >= SAME_HELP for own in helps)


def _read_row(walk: SheetWalk, row: int, cells: dict[int, Cell]) -> None:
    texts = {column: plain(cell.text) for column, cell in cells.items()}
    if _enters_block(walk, row, cells, texts):
        report_stray(
            walk, (cell for column, cell in cells.items() if texts[column] not in walk.furniture)
        )
    elif VERTICAL_HEADER[0] in texts.values() and VERTICAL_HEADER[1] in texts.values():
        where = {text: column for column, text in texts.items()}
        walk.table = None
        walk.label_column, walk.value_column = (
            where[VERTICAL_HEADER[0]],
            where[VERTICAL_HEADER[1]],
        )
        walk.hint_column = where.get(VERTICAL_HEADER[2])
        report_stray(
            walk, (cell for column, cell in cells.items() if texts[column] not in VERTICAL_HEADER)
        )
    elif table := table_headed_by(walk, texts):
        enter_table(walk, table, cells, texts)
        walk.last_row = row
    elif walk.table is not None and walk.columns:
        read_table_row(walk, row, cells)
    else:
        _read_field_row(walk, row, cells, texts)


def _enters_block(walk: SheetWalk, row: int, cells: dict[int, Cell], texts: dict[int, str]) -> bool:
    if len(texts) > 2 or not walk.by_label.keys().isdisjoint(texts.values()):
        return False
    for column, text in texts.items():
        block = walk.titles.get(text)
        if block is None:
            continue
        if walk.columns and not _header_follows(walk, row, block):
            if text == unnumbered(text) or column > min(walk.columns):
                continue  # a title without its number, or further right, may be what the open table lists
            if isinstance(block, Section) or _anything_below(walk, row):
                _report_without_header(walk, cells[column], block)
                walk.suspected.add(block.key)
        walk.table, walk.columns = (block, {}) if isinstance(block, Table) else (None, {})
        return True
    if walk.later and len(texts) == 1 and all(text != unnumbered(text) for text in texts.values()):
        walk.table, walk.columns = (
            None,
            {},
        )  # the title of what came later; its rows are not those of the table above
        return True
    return False


def _report_without_header(walk: SheetWalk, cell: Cell, block: Section | Table) -> None:
    if isinstance(block, Section):
        report_stray(walk, [cell])
        return
    labels = "、".join(field.label for field in block.columns)
    walk.unread("S036", cell.span, table=unnumbered(block.title), labels=labels)


def _anything_below(walk: SheetWalk, row: int) -> bool:
    """Tell whether something that is not ours stands between a title and the next one."""
    for number, cells in walk.rows.items():
        texts = {plain(cell.text) for cell in cells.values()}
        if number > row and not texts.isdisjoint(walk.titles):
            return False
        if number > row and not texts <= walk.furniture:
            return True
    return False


def _header_follows(walk: SheetWalk, row: int, block: Section | Table) -> bool:
    following = [cells for number, cells in walk.rows.items() if number > row][:2]
    header = VERTICAL_HEADER if isinstance(block, Section) else walk.headers[block.key]
    return any(
        len({plain(cell.text) for cell in cells.values()} & set(header)) >= 2 for cells in following
    )


def _read_field_row(
    walk: SheetWalk, row: int, cells: dict[int, Cell], texts: dict[int, str]
) -> None:
    by_label = walk.by_label
    column = next(
        (
            c
            for c in sorted(texts, key=lambda c: (c != walk.label_column, c))
            if texts[c] in by_label
        ),
        None,
    )
    if column is None:
        _read_unknown_row(walk, cells, texts, by_label)
        return
    field = by_label[texts[column]]
    if field.key in walk.fields:
        first = walk.labels[field.key]
        places = (cells[column].span, walk.sheet.span(*first))
        walk.unread("S032", *places, label=field.label)
        report_stray(
            walk,
            (cell for c, cell in cells.items() if c != column and texts[c] not in walk.furniture),
            cells[column].span,
        )
        return
    walk.labels[field.key] = (row, column)
    value_column = (
        walk.value_column
        if column == walk.label_column and walk.value_column is not None
        else column + 1
    )
    candidates = [
        c for c in cells if column < c and (walk.hint_column is None or c < walk.hint_column)
    ]
    candidates = [
        c for c in candidates if c == value_column or texts[c] not in map(plain, _helps(field))
    ]
    if value_column not in candidates and len(candidates) == 1:
        value_column = candidates[0]  # typed into the unmerged remainder of the value's own area
    walk.fields[field.key] = Entry(cells.get(value_column), walk.sheet.span(row, value_column))
    if value_column not in cells and field.requirement is Requirement.ALWAYS:
        _report_merged_down(walk, field, row, value_column)
    used = {column, value_column}
    hint = walk.hint_column
    if hint in texts and _is_help(texts[hint], field):
        used.add(hint)
    report_stray(
        walk,
        (cell for c, cell in cells.items() if c not in used and texts[c] not in walk.furniture),
    )


def _report_merged_down(walk: SheetWalk, field: Field, row: int, column: int) -> None:
    """Tell of a value that the one above has swallowed. Diagnostics: S131."""
    first = walk.sheet.merged_across(row, column) or walk.sheet.merged.get((row, column))
    above = {at: key for key, (at, _) in walk.labels.items()}
    other = above.get(first[0]) if first is not None and first[0] != row else None
    if first is not None and other is not None:
        place, whole = walk.sheet.span(row, column), walk.sheet.span(*first)
        label = next(own.label for own in walk.schema.fields() if own.key == other)
        told = {"label": field.label, "other": label, "first": whole.cell}
        walk.found.append(complain("S131", place, whole, **told).spoiling(place))


def _read_unknown_row(
    walk: SheetWalk, cells: dict[int, Cell], texts: dict[int, str], by_label: Mapping[str, Field]
) -> None:
    strays = [column for column in cells if texts[column] not in walk.furniture]
    label_column = walk.label_column if walk.label_column is not None else min(cells)
    if label_column in strays:
        unseen = [name for name, field in by_label.items() if field.key not in walk.fields]
        guess = nearest(texts[label_column], unseen, 0.55)
        if guess is not None and len(texts[label_column]) <= 20:
            label = cells[label_column]
            walk.unread("S031", label.span, label=label.text, guess=guess)
            walk.suspected.add(by_label[guess].key)
            strays = []
    report_stray(walk, (cells[column] for column in strays))


def _report_missing(walk: SheetWalk) -> None:
    place = walk.nowhere
    asked = ((own.key, field) for own in walk.schema.sections() for field in own.fields)
    for block, field in asked:
        if field.key in walk.fields or field.key in walk.suspected or field.since > walk.version:
            continue
        if came_later(walk, block, field, place):
            continue
        if field.requirement is not Requirement.OPTIONAL and field.binds(walk.version):
            walk.unread("S030", place, label=field.label, label_gone=True)
        else:
            walk.found.append(complain("S037", place, what=f"栏目“{field.label}”"))
    left = len(walk.schema.blocks) == 1 and any(
        diagnostic.code == "S033" for diagnostic in walk.found
    )
    for table in walk.schema.tables():
        if table.key in walk.tables or table.key in walk.suspected or table.since > walk.version:
            continue
        if table.needed or left:
            labels = "、".join(field.label for field in table.known_at(walk.version))
            walk.unread("S036", place, table=table.title, labels=labels)
        else:
            walk.found.append(complain("S037", place, what=f"表格“{unnumbered(table.title)}”"))
