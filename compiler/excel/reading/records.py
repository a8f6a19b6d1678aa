"""Records read from a workbook: every field and table row of the schema, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from compiler.brief import brief
from compiler.excel.sheets.cells import Cell
from compiler.schema.contents import Spot
from compiler.schema.definitions import Field, Sheet, Table, Workbook
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


@attrs.frozen
class OwnColumn:
    """A column that the keeper of a workbook has added to a table: its heading, and its cells by the
    number of the table's row they stand in. ``loose`` counts those beside no row of the table.
    """

    __repr__ = brief

    table: str
    heading: Cell
    cells: Mapping[int, Entry]
    loose: int


AS_TODAY = 10**6
"""No version is later: a record that no file stands behind owes all that today's schema asks
for."""


@attrs.frozen
class Record:
    """One workbook, read against its ``schema``. A field that is not on the sheet is not in
    ``fields``.

    ``version`` is that of the schema it was written by: it owes nothing that came later.
    ``places`` are the sheets of its tables, ``digest`` is the sha256 of the file as it was read.
    ``lacking`` are the labels of what its kind asks for since it was made.
    """

    __repr__ = brief

    file: str
    schema: Workbook
    fields: Mapping[str, Entry]
    tables: Mapping[str, tuple[Row, ...]]
    structure: Mapping[str, Entry]
    version: int = AS_TODAY
    places: Mapping[str, Span] = attrs.field(factory=dict)
    digest: str = ""
    own_columns: tuple[OwnColumn, ...] = ()
    lacking: tuple[str, ...] = ()

    @property
    def workbook(self) -> str:
        """The key of the workbook that it is."""
        return self.schema.key


@attrs.frozen
class Located:
    """A cell of a workbook by what it means; ``label`` is what a user finds it by.

    A column's label is led by its table's name where the sheet does not say it.
    """

    spot: Spot
    field: Field
    label: str
    entry: Entry


def located(record: Record) -> Iterator[Located]:
    """Yield every entry of a record with its meaning, in the order of the schema."""
    told, lead = None, ""
    for sheet, table, number, field, entry in _each(record):
        if table is None:
            yield Located(Spot(field.key), field, field.label, entry)
            continue
        if table is not told:
            told, name = table, table_name(table)
            lead = "" if name == sheet.name else f"{name} "
        spot = Spot(field.key, table.key, number)
        yield Located(spot, field, lead + field.label, entry)


def _each(record: Record) -> Iterator[tuple[Sheet, Table | None, int, Field, Entry]]:
    """Yield every entry of a record with its field, and the row of the table it stands in, if in any."""
    for sheet in record.schema.sheets:
        for field in sheet.fields():
            if field.key in record.fields:
                yield sheet, None, 0, field, record.fields[field.key]
        for table in sheet.tables():
            for number, row in enumerate(record.tables.get(table.key, ())):
                for field in table.columns:
                    if field.key in row.entries:
                        yield sheet, table, number, field, row.entries[field.key]


def table_name(table: Table) -> str:
    """Return what a table is called, without its number."""
    return table.title.rpartition("、")[2]


def column_label(table: Table, key: str) -> str:
    """Return the label of the cells of a column, in a table that is not its sheet's only one."""
    return f"{table_name(table)} {next(own.label for own in table.columns if own.key == key)}"


def entries_of(record: Record) -> Iterator[tuple[Field, Entry]]:
    """Every entry of a record with its field, in the order of the schema."""
    return ((field, entry) for _, _, _, field, entry in _each(record))


def source_texts(records: Iterable[Record]) -> dict[Span, tuple[Field, str]]:
    """Return the field and the raw text of every cell that was read, by its place."""
    return {
        entry.span: (field, entry.text) for record in records for field, entry in entries_of(record)
    }
