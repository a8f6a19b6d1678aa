"""Records read from a workbook: every field and table row of the schema, each with its place."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from compiler.brief import brief
from compiler.excel.reading.cells import Cell
from compiler.span import Span


@attrs.frozen
class Entry:
    """What stands where a field's value belongs; even an empty one has an address."""

    cell: Cell | None
    span: Span

    @property
    def text(self) -> str:
        """The text as typed, empty if the cell is."""
        return self.cell.text if self.cell else ""


@attrs.frozen
class Row:
    """One row of a table, by column key."""

    __repr__ = brief

    entries: Mapping[str, Entry]
    span: Span


AS_TODAY = 10**6
"""No version is later: a record that no file stands behind owes all that today's schema asks
for."""


@attrs.frozen
class Record:
    """One workbook, read against its schema. A field that is not on the sheet is not in ``fields``.

    ``version`` is that of the schema it was written by: it owes nothing that came later.
    ``places`` are the sheets of its tables.
    """

    __repr__ = brief

    file: str
    workbook: str
    fields: Mapping[str, Entry]
    tables: Mapping[str, tuple[Row, ...]]
    structure: Mapping[str, Entry]
    version: int = AS_TODAY
    places: Mapping[str, Span] = attrs.field(factory=dict)
