"""Fields found by their label and tables by their header row, wherever they have moved to on the
sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import attrs

from compiler.chinese.likeness import likeness, nearest
from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.cells import Cell, SheetSource
from compiler.excel.reading.records import Entry, Row
from compiler.excel.reading.retired import excerpt, without_retired
from compiler.schema.definitions import Field, Requirement, Section, Sheet, Table, members
from compiler.schema.structure import CHECK_HEADER, CHECK_MARKS, CHECK_RESULT, VERTICAL_HEADER
from compiler.span import Span

SAME_HELP = 0.6
"""A hint so like ours is ours, as an earlier version worded it."""


@lru_cache(maxsize=2**13)  # forms have the same few hundred labels and hints
def plain(label: str) -> str:
    """Return a label without what people add to it: spaces, colons, asterisks, a remark in
    brackets.
    """
    label = re.sub(r"\s", "", label)
    label = re.sub("[(（][^()（）]*[)）]$", "", label)
    return label.strip("*＊:：")


def unnumbered(title: str) -> str:
    """Return a block title without its leading number."""
    return re.sub(r"^[一二三四五六七八九十]+、", "", plain(title))


@attrs.define
class _Reader:
    """State of one walk down a sheet."""

    schema: Sheet
    version: int
    later: bool
    sheet: SheetSource
    rows: Mapping[int, dict[int, Cell]]
    furniture: frozenset[str]
    titles: Mapping[str, Section | Table]
    by_label: Mapping[str, Field]
    headers: Mapping[str, frozenset[str]]
    fields: dict[str, Entry] = attrs.field(factory=dict)
    tables: dict[str, list[Row]] = attrs.field(factory=dict)
    labels: dict[str, tuple[int, int]] = attrs.field(factory=dict)
    found: list[Diagnostic] = attrs.field(factory=list)
    nowhere: Span = attrs.field(init=False)
    left_over: Span = attrs.field(init=False)
    suspected: set[str] = attrs.field(factory=set)
    told_merged: set[int] = attrs.field(factory=set)
    table: Table | None = None
    columns: dict[int, Field] = attrs.field(factory=dict)
    unknown_columns: set[int] = attrs.field(factory=set)
    label_column: int | None = None
    value_column: int | None = None
    hint_column: int | None = None
    last_row: int = 0

    @nowhere.default
    def _sheet_without_cell(self) -> Span:
        return attrs.evolve(self.sheet.span(0, 0), cell=None)

    @left_over.default
    def _what_no_label_claims(self) -> Span:
        return attrs.evolve(self.sheet.span(0, 0), cell="")

    def unread(
        self, code: str, *spans: Span, label_gone: bool = False, **arguments: object
    ) -> None:
        """Complain of what keeps a part of the sheet from being read: besides its own place,
        whatever is then looked for on the sheet in vain is spoiled, and what has lost its label.
        """
        also = (self.nowhere, self.left_over) if label_gone else (self.nowhere,)
        self.found.append(complain(code, *spans, **arguments).spoiling(*spans, *also))


def read_blocks(
    schema: Sheet, sheet: SheetSource, title: str, version: int, *, later: bool = False
) -> tuple[dict[str, Entry], dict[str, tuple[Row, ...]], list[Diagnostic]]:
    """Read one sheet of a workbook called ``title``, written by ``version`` of the schema,
    against its definition.

    A ``later`` version than today's may have tables that are unknown here. Diagnostics: S030
    required field not found, S031 label misspelt, S032 label twice, S033 cell not understood,
    S034 column misspelt, S035 required column missing, S036 table not found where one is needed
    or its rows are left, S037 something else not found, S038 an answer to what is no longer
    asked, S039 cells of a table merged downwards.
    """
    titles = {
        name: block
        for block in (*schema.blocks, *schema.retired)
        for title in (block.title, *block.aliases)
        for name in (plain(title), unnumbered(title))
    }
    fields = [
        field for section in schema.sections() for field in (*section.fields, *section.retired)
    ]
    by_label = {name: field for field in fields for name in field.labels()}
    headers = {
        table.key: frozenset(
            name for field in (*table.columns, *table.retired) for name in field.labels()
        )
        for table in (*schema.tables(), *schema.retired)
    }
    rows, typed = _without_check(sheet.rows(), headers.values())
    reader = _Reader(
        schema,
        version,
        later,
        sheet,
        rows,
        _furniture(schema) | {plain(title)},
        titles,
        by_label,
        headers,
    )
    for row, cells in reader.rows.items():
        _read_row(reader, row, cells)
    _report_missing(reader)
    if typed:
        first = {"count": len(typed), "first": typed[0].span.cell, "text": excerpt(typed[0])}
        reader.found.append(complain("S095", *(cell.span for cell in typed), **first))
    tables = {key: tuple(rows) for key, rows in reader.tables.items()}
    read, tables, retired = without_retired(schema, reader.fields, tables)
    return read, tables, [*reader.found, *retired]


def _without_check(
    rows: dict[int, dict[int, Cell]], tables: Iterable[frozenset[str]]
) -> tuple[dict[int, dict[int, Cell]], list[Cell]]:
    """Return the rows without what the self-check wrote, wherever its column has gone, and
    without its result on top; and what only looks like its verdicts.

    What someone else wrote into that column stays, to be reported.
    """
    typed: list[Cell] = []
    headers = [frozenset(VERTICAL_HEADER), *tables]
    columns = {row: max(cells) for row, cells in rows.items() if _heads_check(cells, headers)}
    column = next(iter(columns.values()), None)
    kept: dict[int, dict[int, Cell]] = {}
    for row, cells in rows.items():
        column = columns.get(row, column)
        last = max(cells)
        if cells[min(cells)].text.strip() == CHECK_RESULT:
            label, *others = cells
            own = [label, *others[:1]]
            if own[-1] - label > len(VERTICAL_HEADER):  # never computed, the result is empty
                own = [label]
            cells = {c: cell for c, cell in cells.items() if c not in own}
        elif (
            column is None
            and last >= len(VERTICAL_HEADER)
            and cells[last].text.startswith(CHECK_MARKS)
        ):
            cells = {c: cell for c, cell in cells.items() if c != last}  # every header is gone
        if rest := {c: cell for c, cell in cells.items() if c != column or not _checks(cell)}:
            kept[row] = rest
        beside = cells.get(column) if column is not None else None
        if beside is not None and _checks(beside) and not _is_ours(beside):
            typed.append(beside)
    return kept, typed


def _checks(cell: Cell) -> bool:
    if (
        cell.formula or cell.error is not None or not isinstance(cell.value, str)
    ):  # pasted over our verdicts, it is no words
        return True
    return cell.text.strip() == CHECK_HEADER or cell.text.startswith(CHECK_MARKS)


def _is_ours(cell: Cell) -> bool:
    """Tell whether a cell of the self-check's column is its header or what it has worked out."""
    return cell.self_check or cell.text.strip() == CHECK_HEADER


def _heads_check(cells: Mapping[int, Cell], headers: Iterable[frozenset[str]]) -> bool:
    if cells[max(cells)].text.strip() != CHECK_HEADER:
        return False
    texts = {plain(cell.text) for cell in cells.values()}
    return any(len(header & texts) >= min(2, len(header)) for header in headers)


def _furniture(schema: Sheet) -> frozenset[str]:
    texts = [schema.note, *schema.earlier_notes, *VERTICAL_HEADER]
    for block in (*schema.blocks, *schema.retired):
        titles = (block.title, *block.aliases)
        texts += [*titles, *map(unnumbered, titles), block.note, *block.earlier_notes]
        texts += [text for field in (*members(block), *block.retired) for text in _helps(field)]
    return frozenset(map(plain, texts))


def _helps(field: Field) -> tuple[str, ...]:
    return (field.help, *field.earlier_help)


def _read_row(reader: _Reader, row: int, cells: dict[int, Cell]) -> None:
    texts = {column: plain(cell.text) for column, cell in cells.items()}
    if _enters_block(reader, row, cells, texts):
        _report_stray(
            reader,
            (cell for column, cell in cells.items() if texts[column] not in reader.furniture),
        )
    elif VERTICAL_HEADER[0] in texts.values() and VERTICAL_HEADER[1] in texts.values():
        where = {text: column for column, text in texts.items()}
        reader.table = None
        reader.label_column, reader.value_column = (
            where[VERTICAL_HEADER[0]],
            where[VERTICAL_HEADER[1]],
        )
        reader.hint_column = where.get(VERTICAL_HEADER[2])
        _report_stray(
            reader, (cell for column, cell in cells.items() if texts[column] not in VERTICAL_HEADER)
        )
    elif table := _table_headed_by(reader, texts):
        _enter_table(reader, table, cells, texts)
        reader.last_row = row
    elif reader.table is not None and reader.columns:
        _read_table_row(reader, row, cells)
    else:
        _read_field_row(reader, row, cells, texts)


def _enters_block(reader: _Reader, row: int, cells: dict[int, Cell], texts: dict[int, str]) -> bool:
    if len(texts) > 2 or not reader.by_label.keys().isdisjoint(texts.values()):
        return False
    for column, text in texts.items():
        block = reader.titles.get(text)
        if block is None:
            continue
        if reader.columns and not _header_follows(reader, row, block):
            if text == unnumbered(text) or column > min(reader.columns):
                continue  # a title without its number, or further right, may be what the open table lists
            if isinstance(block, Section) or _anything_below(reader, row):
                _report_without_header(reader, cells[column], block)
                reader.suspected.add(block.key)
        reader.table, reader.columns = (block, {}) if isinstance(block, Table) else (None, {})
        return True
    if (
        reader.later
        and len(texts) == 1
        and all(text != unnumbered(text) for text in texts.values())
    ):
        reader.table, reader.columns = (
            None,
            {},
        )  # the title of what came later; its rows are not those of the table above
        return True
    return False


def _report_without_header(reader: _Reader, cell: Cell, block: Section | Table) -> None:
    if isinstance(block, Section):
        _report_stray(reader, [cell])
        return
    labels = "、".join(field.label for field in block.columns)
    reader.unread("S036", cell.span, table=unnumbered(block.title), labels=labels)


def _anything_below(reader: _Reader, row: int) -> bool:
    """Tell whether something that is not ours stands between a title and the next one."""
    for number, cells in reader.rows.items():
        texts = {plain(cell.text) for cell in cells.values()}
        if number > row and not texts.isdisjoint(reader.titles):
            return False
        if number > row and not texts <= reader.furniture:
            return True
    return False


def _header_follows(reader: _Reader, row: int, block: Section | Table) -> bool:
    following = [cells for number, cells in reader.rows.items() if number > row][:2]
    header = VERTICAL_HEADER if isinstance(block, Section) else reader.headers[block.key]
    return any(
        len({plain(cell.text) for cell in cells.values()} & set(header)) >= 2 for cells in following
    )


def _table_headed_by(reader: _Reader, texts: dict[int, str]) -> Table | None:
    """Return the table whose header this row is: at least half of its columns and two, or its
    only one.
    """
    for table in (*reader.schema.tables(), *reader.schema.retired):
        if table.key in reader.tables and table is not reader.table:
            continue
        if reader.headers[table.key].isdisjoint(texts.values()):
            continue
        matches = len(reader.headers[table.key] & set(texts.values()))
        columns = len(table.known_at(reader.version) or table.columns)
        if matches >= max(min(2, columns), (columns + 1) // 2) and not (
            table is reader.table and reader.columns
        ):
            return table
    return None


def _enter_table(
    reader: _Reader, table: Table, cells: dict[int, Cell], texts: dict[int, str]
) -> None:
    by_label = {
        name: field for field in (*table.columns, *table.retired) for name in field.labels()
    }
    reader.table, reader.columns, reader.unknown_columns = table, {}, set()
    reader.told_merged.clear()
    reader.tables.setdefault(table.key, [])
    unknown = []
    for column, cell in cells.items():
        field = by_label.get(texts[column])
        if field is None:
            unknown.append(cell)
            reader.unknown_columns.add(column)
        elif field in reader.columns.values():
            reader.unread("S032", cell.span, label=field.label)
        else:
            reader.columns[column] = field
    missing = [
        field for field in table.known_at(reader.version) if field not in reader.columns.values()
    ]
    for cell in unknown:
        guess = nearest(plain(cell.text), (field.label for field in missing), 0.5)
        if guess is None:
            _report_stray(reader, [cell])
        else:
            title = unnumbered(table.title)
            reader.unread("S034", cell.span, label=cell.text, guess=guess, table=title)
            missing = [field for field in missing if field.label != guess]
    header = next(iter(cells.values())).span
    for field in missing:
        if field.key in table.required_columns and field.binds(reader.version):
            title = unnumbered(table.title)
            reader.unread("S035", header, label=field.label, table=title, label_gone=True)
        else:
            reader.found.append(
                complain("S037", header, what=f"“{unnumbered(table.title)}”的“{field.label}”一列")
            )


def _read_table_row(reader: _Reader, row: int, cells: dict[int, Cell]) -> None:
    assert reader.table is not None
    if (
        row - reader.last_row > reader.table.blank_rows + 1
    ):  # far below the table: a remark, not a row
        _report_stray(reader, cells.values())
        return
    reader.last_row = row
    entries = {
        field.key: Entry(cells.get(column), reader.sheet.span(row, column))
        for column, field in reader.columns.items()
    }
    if any(entry.cell for entry in entries.values()):
        entries |= dict(_merged_into(reader, row, cells))
        first = next(iter(entries.values())).span
        reader.tables[reader.table.key].append(Row(entries, first))
    _report_stray(
        reader,
        (
            cell
            for c, cell in cells.items()
            if c not in reader.columns and c not in reader.unknown_columns
        ),
    )


def _merged_into(
    reader: _Reader, row: int, cells: Mapping[int, Cell]
) -> Iterator[tuple[str, Entry]]:
    """Yield what a row of a table shows from a cell above that is merged down into it."""
    for column, field in reader.columns.items():
        first = reader.sheet.merged.get((row, column))
        if first is not None and column not in cells:
            cell = reader.rows.get(first[0], {}).get(first[1])
            place = reader.sheet.span(*first)
            if cell is not None and column not in reader.told_merged:
                reader.told_merged.add(column)
                told = {"label": field.label, "first": place.cell, "text": excerpt(cell)}
                reader.found.append(complain("S039", place, **told))
            yield field.key, Entry(cell, place)


def _read_field_row(
    reader: _Reader, row: int, cells: dict[int, Cell], texts: dict[int, str]
) -> None:
    by_label = reader.by_label
    column = next(
        (
            c
            for c in sorted(texts, key=lambda c: (c != reader.label_column, c))
            if texts[c] in by_label
        ),
        None,
    )
    if column is None:
        _read_unknown_row(reader, cells, texts, by_label)
        return
    field = by_label[texts[column]]
    if field.key in reader.fields:
        first = reader.labels[field.key]
        places = (cells[column].span, reader.sheet.span(*first))
        reader.unread("S032", *places, label=field.label)
        _report_stray(
            reader,
            (cell for c, cell in cells.items() if c != column and texts[c] not in reader.furniture),
            cells[column].span,
        )
        return
    reader.labels[field.key] = (row, column)
    value_column = (
        reader.value_column
        if column == reader.label_column and reader.value_column is not None
        else column + 1
    )
    candidates = [
        c for c in cells if column < c and (reader.hint_column is None or c < reader.hint_column)
    ]
    candidates = [
        c for c in candidates if c == value_column or texts[c] not in map(plain, _helps(field))
    ]
    if value_column not in candidates and len(candidates) == 1:
        value_column = candidates[0]  # typed into the unmerged remainder of the value's own area
    reader.fields[field.key] = Entry(cells.get(value_column), reader.sheet.span(row, value_column))
    used = {column, value_column}
    hint = reader.hint_column
    if hint in texts and any(
        likeness(texts[hint], plain(text)) >= SAME_HELP for text in _helps(field)
    ):
        used.add(hint)
    _report_stray(
        reader,
        (cell for c, cell in cells.items() if c not in used and texts[c] not in reader.furniture),
    )


def _read_unknown_row(
    reader: _Reader, cells: dict[int, Cell], texts: dict[int, str], by_label: Mapping[str, Field]
) -> None:
    strays = [column for column in cells if texts[column] not in reader.furniture]
    label_column = reader.label_column if reader.label_column is not None else min(cells)
    if label_column in strays:
        unseen = [name for name, field in by_label.items() if field.key not in reader.fields]
        guess = nearest(texts[label_column], unseen, 0.55)
        if guess is not None and len(texts[label_column]) <= 20:
            label = cells[label_column]
            reader.unread("S031", label.span, label=label.text, guess=guess)
            reader.suspected.add(by_label[guess].key)
            strays = []
    _report_stray(reader, (cells[column] for column in strays))


def _report_stray(reader: _Reader, cells: Iterable[Cell], *labels: Span) -> None:
    """Complain of what stands nowhere, if only because its label is gone or one of ``labels``."""
    for cell in cells:
        stray = complain("S033", cell.span, text=excerpt(cell))
        reader.found.append(stray.resting_on(reader.left_over, *labels))


def _report_missing(reader: _Reader) -> None:
    place = reader.nowhere
    for field in reader.schema.fields():
        if (
            field.key in reader.fields
            or field.key in reader.suspected
            or field.since > reader.version
        ):
            continue
        if field.requirement is not Requirement.OPTIONAL and field.binds(reader.version):
            reader.unread("S030", place, label=field.label, label_gone=True)
        else:
            reader.found.append(complain("S037", place, what=f"栏目“{field.label}”"))
    left = len(reader.schema.blocks) == 1 and any(
        diagnostic.code == "S033" for diagnostic in reader.found
    )
    for table in reader.schema.tables():
        if (
            table.key in reader.tables
            or table.key in reader.suspected
            or table.since > reader.version
        ):
            continue
        if table.needed or left:
            labels = "、".join(field.label for field in table.known_at(reader.version))
            reader.unread("S036", place, table=table.title, labels=labels)
        else:
            reader.found.append(complain("S037", place, what=f"表格“{unnumbered(table.title)}”"))
