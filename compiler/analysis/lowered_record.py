"""经办记录 lowered to typed values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import attrs

from compiler.analysis.lowering import Lowering
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.office_record import as_warning, unread_places
from compiler.excel.reading.records import Entry, Record
from compiler.model.office_record import Adoption, FormIssue, OfficeRecord, Receipt
from compiler.model.register import Supervision
from compiler.model.values import Text
from compiler.schema.books import block
from compiler.schema.definitions import Table
from compiler.schema.office_record import ADOPTIONS, ISSUES, RECEIPTS, SUPERVISIONS
from compiler.span import Span

T = TypeVar("T")
TO_THE_CHARACTER = {
    ADOPTIONS.key: ("old", "new", "comment"),
    ISSUES.key: ("problem", "planned", "goal", "leader", "supporting_units"),
    RECEIPTS.key: ("source", "inside", "reason"),
}
"""Words as somebody wrote them, by table: nothing about them is judged or cleaned."""


def lower_record(
    record: Record | None, read: Iterable[Diagnostic], lowering: Lowering
) -> tuple[OfficeRecord, list[Diagnostic]]:
    """Lower 经办记录, in whose reading ``read`` was found among others. Diagnostics: S103 in place of
    errors in its cells, and what else is said of cells.
    """
    own = attrs.evolve(lowering, found=[])
    adoptions: tuple[Adoption, ...] = ()
    supervisions: tuple[Supervision, ...] = ()
    issues: tuple[FormIssue, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    if record is not None:
        adoptions = tuple(_rows(Adoption, record, ADOPTIONS.key, own))
        issues = tuple(_rows(FormIssue, record, ISSUES.key, own))
        receipts = tuple(_rows(Receipt, record, RECEIPTS.key, own))
        supervisions = own.rows(Supervision, record, _table(record, SUPERVISIONS.key))
    found = [as_warning(one) for one in own.found]
    numbers = {row.number.span for row in supervisions}
    doubtful = tuple(_doubtful(unread_places([*read, *found]), record, numbers))
    return OfficeRecord(adoptions, supervisions, issues, receipts, doubtful), found


def _table(record: Record, key: str) -> Table:
    table = block(record.schema, key)
    assert isinstance(table, Table)
    return table


def _rows(cls: type[T], record: Record, key: str, lowering: Lowering) -> Iterator[T]:
    """Yield the rows of a table, complaining of holes in them."""
    table, exact = _table(record, key), TO_THE_CHARACTER[key]
    judged = [field for field in table.columns if field.key not in exact]
    for row in lowering.checked(record, table):
        words = {name: _words(row.entries.get(name, Entry(None, row.span))) for name in exact}
        yield lowering.record(cls, row.entries, judged, row.span, span=row.span, **words)


def _words(entry: Entry) -> Text:
    return Text(entry.text, entry.span)


def _doubtful(unread: Iterable[Span], record: Record | None, numbers: set[Span]) -> Iterator[Span]:
    """Yield those places that may hide a notice or its number: the whole file, the notices' sheet,
    and a number's cell.
    """
    sheet = record.places[SUPERVISIONS.key].sheet if record is not None else None
    for place in unread:
        whole = not place.sheet or (place.sheet == sheet and not place.cell)
        if whole or place in numbers:
            yield place
