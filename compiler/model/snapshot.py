"""A snapshot of a reporting round: what every cell said, what was printed, and how far each
problem had come.

Compact enough to keep one for every round, complete enough to compare two rounds without their
workbooks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from compiler.brief import brief
from compiler.model.kept import CONVERTER, exactly, open_kept
from compiler.span import Span

FORMAT, READ_SINCE = 1, "0.1.0"
"""The format, raised when earlier releases would misread it, and the first release that reads it.

A release adds to the end of a list, adds keys, and leaves out none: so what any of them wrote is
read by all. """


@attrs.frozen
class SnapshotValue:
    """One cell: the field's key and label, its text, and its place."""

    key: str
    label: str
    text: str
    span: Span


@attrs.frozen
class Rows:
    """One table, by its key and title; empty cells are left out of the rows."""

    __repr__ = brief

    key: str
    title: str
    rows: tuple[tuple[SnapshotValue, ...], ...]


@attrs.frozen
class SnapshotItem:
    """What one unit says about one thing: a form about its measure, or the office about a
    problem, a plan, the report.

    ``identity`` is what the thing is recognised by in another round, should its number have
    changed.
    """

    __repr__ = brief

    part: str
    subject: str
    unit: str
    identity: str
    fields: tuple[SnapshotValue, ...] = ()
    tables: tuple[Rows, ...] = ()


@attrs.frozen
class ProblemState:
    """A problem and its status, empty while a form is missing."""

    number: int
    title: str
    status: str


@attrs.frozen
class Printed:
    """One paragraph of the notice, and the units whose cells it is made of."""

    text: str
    subject: str
    units: tuple[str, ...]


@attrs.frozen
class Snapshot:
    """One round. ``statuses`` lists the status vocabulary, least complete first, each with
    whether it is complete.
    """

    __repr__ = brief

    title: str
    cut_off: str
    signed_on: str
    draft: bool
    statuses: tuple[tuple[str, bool], ...]
    problems: tuple[ProblemState, ...]
    counts: Mapping[str, str]
    items: tuple[SnapshotItem, ...]
    paragraphs: tuple[Printed, ...]

    @property
    def round(self) -> str:
        """The name of the round: its cut-off date, or the date of signature where there is none."""
        return self.cut_off or self.signed_on

    def figures(self) -> Iterator[tuple[str, str, str, str]]:
        """Every declared figure: subject, name, value and unit of measurement."""
        for item in self.items:
            for row in (
                row for table in item.tables if table.key == "figures" for row in table.rows
            ):
                texts = {value.key: value.text for value in row}
                yield (
                    item.subject,
                    texts.get("name", ""),
                    texts.get("value", ""),
                    texts.get("unit", ""),
                )


def encode(snapshot: Snapshot) -> bytes:
    """Return the snapshot as JSON; the same snapshot gives the same bytes."""
    record = attrs.asdict(snapshot, filter=lambda attribute, _: attribute.name != "items")
    record |= {
        "format": FORMAT,
        "release": READ_SINCE,
        "items": [_packed(item) for item in snapshot.items],
    }
    return (
        json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    ).encode()


def _packed(item: SnapshotItem) -> list[object]:
    """Name the file and the sheet once for all the cells of an item."""
    values = [
        *item.fields,
        *(value for table in item.tables for row in table.rows for value in row),
    ]
    place = [values[0].span.file, values[0].span.sheet] if values else ["", ""]
    tables = [
        [table.key, table.title, [[_cell(value) for value in row] for row in table.rows]]
        for table in item.tables
    ]
    return [
        item.part,
        item.subject,
        item.unit,
        item.identity,
        place,
        [_cell(value) for value in item.fields],
        tables,
    ]


def _cell(value: SnapshotValue) -> list[object]:
    """Return a value as a snapshot keeps it; file and sheet are the item's."""
    return [value.key, value.label, value.text, value.span.cell]


def decode(content: bytes) -> Snapshot:
    """Return the snapshot that ``content`` holds, without what another release added to it.

    :class:`ValueError` if it holds none; :class:`NewerFormatError` if a later release is needed
    to read it.
    """
    try:
        record = open_kept(content, FORMAT)
        statuses = tuple((name, complete) for name, complete, *_ in record.get("statuses", ()))
        title, cut_off, signed_on = (record.get(k, "") for k in ("title", "cut_off", "signed_on"))
        draft = record.get("draft", False)
        exactly(str, title, cut_off, signed_on, *(name for name, _ in statuses))
        exactly(bool, draft, *(complete for _, complete in statuses))
        return Snapshot(
            title,
            cut_off,
            signed_on,
            draft,
            statuses,
            CONVERTER.structure(record.get("problems", ()), tuple[ProblemState, ...]),
            CONVERTER.structure(record.get("counts", {}), dict[str, str]),
            tuple(_item(*item) for item in record["items"]),
            CONVERTER.structure(record.get("paragraphs", ()), tuple[Printed, ...]),
        )
    except (LookupError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error


def _item(
    part: str,
    subject: str,
    unit: str,
    identity: str,
    place: tuple[str, str],
    fields: list[Any],
    tables: list[Any],
    *_: object,
) -> SnapshotItem:
    """Return an item as it was kept; what a later release put behind its parts is passed over."""
    exactly(str, part, subject, unit, identity, *place)

    def value(key: str, label: str, text: str, cell: str, *_: object) -> SnapshotValue:
        exactly(str, key, label, text, cell)
        return SnapshotValue(key, label, text, Span(place[0], place[1], cell))

    rows = tuple(
        Rows(key, title, tuple(tuple(value(*cell) for cell in row) for row in listed))
        for key, title, listed, *_ in tables
    )
    return SnapshotItem(part, subject, unit, identity, tuple(value(*cell) for cell in fields), rows)
