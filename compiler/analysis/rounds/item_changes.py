"""What changed in one thing that two rounds have, a row of the register or a form: that it came or
went, its cells, its tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum

import attrs

from compiler.analysis.rounds.alignment import Pair, align
from compiler.analysis.rounds.cell_changes import ChangePlace, compare_cells
from compiler.chinese.likeness import likeness
from compiler.chinese.shortening import beginning
from compiler.model.changes import Change, ChangeKind
from compiler.model.snapshot import Rows, SnapshotItem, SnapshotValue
from compiler.schema.books import Schema
from compiler.schema.definitions import Field, Section, Table, members
from compiler.schema.form import FORM
from compiler.schema.register import MEASURES, PROBLEMS

PROBLEM_PART, MEASURE_PART, FORM_PART = PROBLEMS.title, MEASURES.title, FORM.name


class Weight(Enum):
    """Whether somebody changed it, or it follows from what somebody changed."""

    CHANGE = "变化"
    CONSEQUENCE = "随之变化"


@attrs.frozen
class Asked:
    """What the schema says of a snapshot's cells and tables, and the statuses of the new round.

    ``fields`` are found by the part of the snapshot, the table (empty for none) and their key.
    """

    statuses: tuple[tuple[str, bool], ...]
    fields: Mapping[tuple[str, str, str], Field]
    tables: Mapping[str, Table]

    def field(self, part: str, table: str, key: str) -> Field | None:
        """Return a cell's field; ``None`` if it is no longer asked."""
        return self.fields.get((part, table, key))


def asked_of(schema: Schema, statuses: tuple[tuple[str, bool], ...]) -> Asked:
    """Collect what the forms of the new round ask for, by part, table and key."""
    fields: dict[tuple[str, str, str], Field] = {}
    tables: dict[str, Table] = {}
    for book in (schema.register, schema.form):
        for block in (block for sheet in book.sheets for block in sheet.blocks):
            # Each row of 问题清单 and 措施清单 is an item by itself, its cells fields of it.
            part = FORM_PART if book is schema.form else block.title
            apart = isinstance(block, Section) or part in (PROBLEM_PART, MEASURE_PART)
            table = "" if apart else block.key
            fields |= {(part, table, field.key): field for field in members(block)}
            if isinstance(block, Table):
                tables[block.key] = block
    return Asked(statuses, fields, tables)


def compare_items(pair: Pair[SnapshotItem], asked: Asked) -> Iterator[tuple[Weight, Change]]:
    """Yield what changed in a row of the register, or that it came or went."""
    before, after = pair.old, pair.new
    if before is None or after is None:
        yield (
            Weight.CHANGE,
            _whole(pair, ChangeKind.ADDED if before is None else ChangeKind.REMOVED),
        )
        return
    for change, field in _fields(before, after, asked):
        yield _weight(field), change
    for table in _tables(before, after):
        yield from _compare_rows(table, after, asked)


def compare_forms(pair: Pair[SnapshotItem], asked: Asked) -> Iterator[tuple[Weight, Change]]:
    """Yield what changed in a form, or that it came or went. What is filled or cleared since the
    status crossed from open to complete, or back, is a consequence of that.
    """
    before, after = pair.old, pair.new
    if before is None or after is None:
        yield (
            Weight.CHANGE,
            _whole(pair, ChangeKind.ARRIVED if before is None else ChangeKind.MISSING),
        )
        return
    found = list(_fields(before, after, asked))
    complete = dict(asked.statuses) | {"": False}
    crossed = any(
        field is not None
        and field.choices == "完成状态"
        and complete.get(change.before, False) is not complete.get(change.after, False)
        for change, field in found
    )
    for change, field in found:
        follows = (
            crossed
            and field is not None
            and field.follows_status
            and change.kind in (ChangeKind.FILLED, ChangeKind.CLEARED)
        )
        yield (Weight.CONSEQUENCE if follows else Weight.CHANGE), change
    for table in _tables(before, after):
        yield from _compare_rows(table, after, asked)


def _whole(pair: Pair[SnapshotItem], kind: ChangeKind) -> Change:
    """Return the change that something came or went as a whole."""
    item = pair.old or pair.new
    assert item is not None
    spans = [
        min((value.span for value in side.fields), default=None) if side else None
        for side in (pair.old, pair.new)
    ]
    text = "" if item.part == FORM_PART else item.identity
    before, after = (text if pair.old else ""), (text if pair.new else "")
    return Change(kind, item.subject, item.unit, item.part, before, after, "", *spans)


def _weight(field: Field | None) -> Weight:
    """A number moved on by what came before it is a consequence."""
    return Weight.CONSEQUENCE if field is not None and field.position else Weight.CHANGE


def _fields(
    before: SnapshotItem, after: SnapshotItem, asked: Asked
) -> Iterator[tuple[Change, Field | None]]:
    """Yield the changes of fields with their definitions, ``None`` where the new round asks no more
    for it; those that are new first.
    """
    old, current = ({value.key: value for value in item.fields} for item in (before, after))
    for key in dict.fromkeys([*current, *old]):
        value = current.get(key) or old[key]
        place = ChangePlace(after.subject, after.unit, value.label)
        field = asked.field(after.part, "", key)
        yield from (
            (change, field)
            for change in compare_cells(
                place, field, old.get(key), current.get(key), asked.statuses
            )
        )


def _tables(before: SnapshotItem, after: SnapshotItem) -> Iterator[Pair[Rows]]:
    """Yield the tables of two items by key, either side ``None``."""
    yield from align(
        before.tables, after.tables, key=lambda rows: rows.key, identity=lambda rows: rows.key
    )


def _compare_rows(
    pair: Pair[Rows], after: SnapshotItem, asked: Asked
) -> Iterator[tuple[Weight, Change]]:
    """Yield what changed in a table: rows that came or went, and cells of those that stayed."""
    table = pair.new or pair.old
    assert table is not None
    old, current = (pair.old.rows if pair.old else ()), (pair.new.rows if pair.new else ())
    name = _row_name(asked.tables.get(table.key))
    for rows in align(old, current, key=name, identity=name, same=_same_row):
        if rows.old is None or rows.new is None:
            row, kind = (
                (rows.new, ChangeKind.ADDED)
                if rows.new is not None
                else (rows.old, ChangeKind.REMOVED)
            )
            assert row is not None
            text, span = "  ".join(value.text for value in row), row[0].span
            sides = (
                (("", text), (None, span))
                if kind is ChangeKind.ADDED
                else ((text, ""), (span, None))
            )
            yield (
                Weight.CHANGE,
                Change(kind, after.subject, after.unit, table.title, *sides[0], "", *sides[1]),
            )
            continue
        cells = [{value.key: value for value in row} for row in (rows.old, rows.new)]
        for key in dict.fromkeys([*cells[1], *cells[0]]):
            value = cells[1].get(key) or cells[0][key]
            words = [] if key == rows.new[0].key else [_called(rows.new, name)]
            place = ChangePlace(
                after.subject, after.unit, "·".join([table.title, *words, value.label])
            )
            field = asked.field(after.part, table.key, key)
            units = [_text(row, field.measured_in if field else "") for row in cells]
            same = name(rows.old) == name(rows.new) and units[0] == units[1]
            for change in compare_cells(
                place,
                field,
                cells[0].get(key),
                cells[1].get(key),
                asked.statuses,
                units[1] if same else None,
            ):
                yield _weight(field), change


def _text(row: Mapping[str, SnapshotValue], key: str) -> str:
    """Return what a row says in a column, empty for nothing."""
    return row[key].text if key in row else ""


def _row_name(table: Table | None) -> Callable[[tuple[SnapshotValue, ...]], str]:
    """Return what names a row: the cells that tell it from others, its first one by default."""
    keys = table.identified_by if table else ()

    def name(row: tuple[SnapshotValue, ...]) -> str:
        return " ".join(value.text for value in row if value.key in keys) if keys else row[0].text

    return name


def _called(
    row: tuple[SnapshotValue, ...], name: Callable[[tuple[SnapshotValue, ...]], str]
) -> str:
    """Return the beginning of a row's name, by which a change says which row it is in."""
    text = name(row)
    return beginning(text, 20)


def _same_row(old: tuple[SnapshotValue, ...], new: tuple[SnapshotValue, ...]) -> bool:
    """Tell whether one row became the other although what it is recognised by was changed."""
    texts = [{value.key: value.text for value in row} for row in (old, new)]
    shared = [key for key in texts[0] if key in texts[1]]
    equal = [key for key in shared if texts[0][key] == texts[1][key]]
    return len(equal) * 2 >= len(shared) > 1 or likeness(old[0].text, new[0].text) >= 0.6
