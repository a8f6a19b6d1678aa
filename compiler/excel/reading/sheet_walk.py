"""Where one walk down a sheet stands, and what it has found so far."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import attrs

from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.records import Entry, OwnColumn, Row
from compiler.excel.reading.retired import excerpt
from compiler.excel.sheets.cells import Cell, SheetSource
from compiler.schema.definitions import Field, Section, Sheet, Table
from compiler.span import Span

CAME_LATER = "S180"
"""Told of what a kind asks for since a workbook was made: nothing is wrong with that."""


@attrs.define
class SheetWalk:
    """State of one walk down a sheet. ``own_columns`` are those that its keeper has added to the
    tables, if he may (``may_add``), by table and column. ``made_with`` are the fields of its kind that
    the workbook began with, by block and label, ``lacking`` those that it has not got yet. ``heads``
    are the headings of all tables together.
    """

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
    heads: frozenset[str] = attrs.field(init=False)
    nowhere: Span = attrs.field(init=False)
    left_over: Span = attrs.field(init=False)
    suspected: set[str] = attrs.field(factory=set)
    told_merged: set[int] = attrs.field(factory=set)
    told_across: set[int] = attrs.field(factory=set)
    table: Table | None = None
    columns: dict[int, Field] = attrs.field(factory=dict)
    unknown_columns: set[int] = attrs.field(factory=set)
    may_add: bool = False
    made_with: Collection[tuple[str, str]] = ()
    lacking: list[str] = attrs.field(factory=list)
    own_columns: dict[tuple[str, int], OwnColumn] = attrs.field(factory=dict)
    label_column: int | None = None
    value_column: int | None = None
    hint_column: int | None = None
    last_row: int = 0

    @heads.default
    def _headings_of_all(self) -> frozenset[str]:
        return frozenset().union(*self.headers.values())

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


def came_later(walk: SheetWalk, block: str, field: Field, place: Span) -> bool:
    """Tell whether a field that is not there has been added by the kind since the workbook was made;
    if so, it is noted. Diagnostics: S180.
    """
    if not field.own or (block, field.label) in walk.made_with:
        return False
    walk.lacking.append(field.label)
    column = any(table.key == block for table in walk.schema.tables())
    remedy = "要填的，" if walk.may_add else "下次退回时自动带上；现在就要填的，"
    remedy += "在表头右边加一列，或者" if walk.may_add and column else ""
    walk.found.append(complain(CAME_LATER, place, label=field.label, remedy=remedy))
    return True


def report_stray(walk: SheetWalk, cells: Iterable[Cell], *labels: Span) -> None:
    """Complain of what stands nowhere, if only because its label is gone or one of ``labels``."""
    for cell in cells:
        stray = complain("S033", cell.span, text=excerpt(cell))
        walk.found.append(stray.resting_on(walk.left_over, *labels))
