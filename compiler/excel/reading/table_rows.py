"""Tables of a sheet: found by their header, read row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from compiler.chinese.likeness import nearest
from compiler.diagnostics import complain
from compiler.excel.reading.labels import plain, unnumbered
from compiler.excel.reading.records import Entry, OwnColumn, Row
from compiler.excel.reading.retired import excerpt
from compiler.excel.reading.sheet_walk import SheetWalk, came_later, report_stray
from compiler.excel.sheets.cells import Cell
from compiler.schema.definitions import Table


def table_headed_by(walk: SheetWalk, texts: dict[int, str]) -> Table | None:
    """Return the table whose header this row is: at least half of its columns and two, or its
    only one.
    """
    if walk.heads.isdisjoint(texts.values()):
        return None
    for table in (*walk.schema.tables(), *walk.schema.retired):
        if table.key in walk.tables and table is not walk.table:
            continue
        if walk.headers[table.key].isdisjoint(texts.values()):
            continue
        matches = len(walk.headers[table.key] & set(texts.values()))
        known = table.known_at(walk.version) or table.columns
        columns = sum(not field.own for field in known)  # which may not have been there yet
        if matches >= max(min(2, columns), (columns + 1) // 2) and not (
            table is walk.table and walk.columns
        ):
            return table
    return None


def enter_table(
    walk: SheetWalk, table: Table, cells: dict[int, Cell], texts: dict[int, str]
) -> None:
    """Begin a table at its header: which field stands in which column, and which columns are its
    keeper's own. Diagnostics: S032, S034, S035, S037, S132, S180.
    """
    by_label = {
        name: field for field in (*table.columns, *table.retired) for name in field.labels()
    }
    walk.table, walk.columns, walk.unknown_columns = table, {}, set()
    walk.told_merged.clear()
    walk.told_across.clear()
    walk.tables.setdefault(table.key, [])
    unknown = []
    for column, cell in cells.items():
        field = by_label.get(texts[column])
        if field is None:
            unknown.append(cell)
            walk.unknown_columns.add(column)
        elif field in walk.columns.values():
            walk.unread("S032", cell.span, label=field.label)
        else:
            walk.columns[column] = field
    missing = [
        field for field in table.known_at(walk.version) if field not in walk.columns.values()
    ]
    for cell in unknown:
        guess = nearest(plain(cell.text), (field.label for field in missing), 0.5)
        if guess is None and walk.may_add:
            walk.own_columns[table.key, _column(cells, cell)] = OwnColumn(table.key, cell, {}, 0)
        elif guess is None:
            report_stray(walk, [cell])
        else:
            title = unnumbered(table.title)
            walk.unread("S034", cell.span, label=cell.text, guess=guess, table=title)
            missing = [field for field in missing if field.label != guess]
    header = next(iter(cells.values())).span
    swallowing = _merged_headings(walk, cells)
    for field in missing:
        if came_later(walk, table.key, field, header):
            continue
        if field.key in table.required_columns and field.binds(walk.version):
            told = {"label": field.label, "table": unnumbered(table.title)}
            if swallowing is not None:
                walk.unread(
                    "S132", swallowing.span, first=excerpt(swallowing), label_gone=True, **told
                )
            else:
                walk.unread("S035", header, label_gone=True, **told)
        else:
            walk.found.append(
                complain("S037", header, what=f"“{unnumbered(table.title)}”的“{field.label}”一列")
            )


def _merged_headings(walk: SheetWalk, cells: Mapping[int, Cell]) -> Cell | None:
    """Return the first heading that is merged over the next column, where ours are not."""
    if not walk.may_add:
        return None
    tops = {(top, left) for top, _, left, _ in walk.sheet.across}
    row = next(row for row, own in walk.rows.items() if own is cells)
    return next((cell for column, cell in cells.items() if (row, column) in tops), None)


def _report_merged_across(walk: SheetWalk, row: int, entries: Mapping[str, Entry]) -> None:
    """Tell of each cell of a row that must be filled and that another one has swallowed, and once of
    each column whose cells may be empty. Diagnostics: S039, S131.
    """
    assert walk.table is not None
    for column, field in walk.columns.items():
        required = field.key in walk.table.required_columns
        hinted = not walk.may_add or column in walk.told_across  # a form's own cells are ours
        if entries[field.key].cell is not None or (hinted and not required):
            continue
        first = walk.sheet.merged_across(row, column)
        other = walk.columns.get(first[1]) if first is not None else None
        if first is None or other is None:
            continue
        place, whole = walk.sheet.span(row, column), walk.sheet.span(*first)
        if not required:
            walk.told_across.add(column)
            read = f"和“{other.label}”（{whole.cell}）合并成了一格，“{field.label}”按空着读"
            told = {"label": field.label, "first": place.cell, "read": read}
            walk.found.append(complain("S039", place, whole, **told))
        else:
            told = {"label": field.label, "other": other.label, "first": whole.cell}
            walk.found.append(complain("S131", place, whole, **told).spoiling(place))


def _column(cells: Mapping[int, Cell], cell: Cell) -> int:
    return next(column for column, own in cells.items() if own is cell)


def report_own_columns(walk: SheetWalk) -> None:
    """Tell of each column that the keeper has added: it stays with him. Diagnostics: S130."""
    for own in walk.own_columns.values():
        title = next(unnumbered(it.title) for it in walk.schema.tables() if it.key == own.table)
        count = len(own.cells) + own.loose
        told = {"label": excerpt(own.heading), "table": title, "count": count}
        walk.found.append(complain("S130", own.heading.span, **told))


def read_table_row(walk: SheetWalk, row: int, cells: dict[int, Cell]) -> None:
    """Add a row to the table that is being read, unless it lies far below it. Diagnostics: S033,
    S039, S131.
    """
    assert walk.table is not None
    if row - walk.last_row > walk.table.blank_rows + 1:  # far below the table: a remark, not a row
        report_stray(walk, cells.values())
        return
    walk.last_row = row
    entries = {
        field.key: Entry(cells.get(column), walk.sheet.span(row, column))
        for column, field in walk.columns.items()
    }
    in_use = any(entry.cell for entry in entries.values())
    if in_use:
        entries |= dict(_merged_into(walk, row, cells))
        if walk.sheet.across:
            _report_merged_across(walk, row, entries)
        first = next(iter(entries.values())).span
        walk.tables[walk.table.key].append(Row(entries, first))
    for column, cell in cells.items():
        if (own := walk.own_columns.get((walk.table.key, column))) is not None:
            number = len(walk.tables[walk.table.key]) - 1
            beside = {number: Entry(cell, cell.span)} if in_use else {}
            walk.own_columns[walk.table.key, column] = attrs.evolve(
                own, cells={**own.cells, **beside}, loose=own.loose + (not in_use)
            )
    report_stray(
        walk,
        (
            cell
            for c, cell in cells.items()
            if c not in walk.columns and c not in walk.unknown_columns
        ),
    )


def _merged_into(
    walk: SheetWalk, row: int, cells: Mapping[int, Cell]
) -> Iterator[tuple[str, Entry]]:
    """Yield what a row of a table shows from a cell above that is merged down into it."""
    for column, field in walk.columns.items():
        first = walk.sheet.merged.get((row, column))
        if first is not None and column not in cells:
            cell = walk.rows.get(first[0], {}).get(first[1])
            place = walk.sheet.span(*first)
            if cell is not None and column not in walk.told_merged:
                walk.told_merged.add(column)
                read = f"合并到的各行都按首格的“{excerpt(cell)}”读取"
                told = {"label": field.label, "first": place.cell, "read": read}
                walk.found.append(complain("S039", place, **told))
            yield field.key, Entry(cell, place)
