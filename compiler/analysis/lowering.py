"""Cells lowered to typed values, and rows of them to records, by the schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

import attrs

from compiler.analysis.requirements import validate_required
from compiler.analysis.values import to_day, to_measure_id, to_number, to_text
from compiler.chinese.likeness import nearest
from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.records import Entry, Record, Row
from compiler.model.values import Answers, Text, Value
from compiler.schema.contents import Lists
from compiler.schema.definitions import Field, Table, ValueKind
from compiler.span import Span
from compiler.vocab import IMPORTED, Status

T = TypeVar("T")
UNITS = "单位名录"
"""The directory of units, among the lists that values are judged by."""


@attrs.define
class Lowering:
    """The lists that values are judged by, and the diagnostics found so far; ``grounds`` are the
    places that a list was read from, by its name; ``likely_units`` are those that a form may be
    from, the likeliest first.
    """

    lists: Lists
    statuses: tuple[Status, ...]
    aliases: Mapping[str, str] = attrs.field(factory=dict)
    found: list[Diagnostic] = attrs.field(factory=list)
    grounds: Mapping[str, tuple[Span, ...]] = attrs.field(factory=dict)
    likely_units: tuple[str, ...] = ()

    def value(self, entry: Entry, field: Field, measure_unit: str | None = None) -> Value:
        """Return one cell's value, marked unusable if what was found in the cell spoils it.
        Diagnostics: those of :meth:`read`.
        """
        before = len(self.found)
        value = self.read(entry, field, measure_unit)
        if len(self.found) == before:
            return value
        if any(entry.span in diagnostic.spoiled for diagnostic in self.found[before:]):
            return attrs.evolve(value, unusable=True)
        return value

    def read(self, entry: Entry, field: Field, measure_unit: str | None) -> Value:
        """Return one cell's value; ``measure_unit`` stands beside a number that is measured.
        Diagnostics: those of :mod:`compiler.analysis.values`, V014 unknown choice, V015 unit.
        """
        if field.kind is ValueKind.DATE:
            return to_day(entry, field, self.found)
        if field.kind in (ValueKind.NUMBER, ValueKind.INTEGER):
            return to_number(entry, field, self.found, measure_unit)
        if field.kind is ValueKind.IDENTIFIER:
            return to_measure_id(entry, field, self.found)
        text = to_text(entry, field, self.found)
        if not text or text.imported:
            return text
        if (
            field.kind is ValueKind.CHOICE
            and field.choices
            and text.value not in self.lists.get(field.choices)
        ):
            choices = self.lists.get(field.choices)
            hint = nearest(text.value, choices, 0.5) or "、".join(choices)
            place, shown = text.span, text.value[:30]
            other = complain("V014", place, label=field.label, text=shown, guess=hint)
            self.found.append(other.resting_on(*self.grounds.get(field.choices, ())))
        if field.kind is ValueKind.UNIT:
            return self.unit(text, field)
        return text

    def unit(self, text: Text, field: Field) -> Text:
        """Return a unit under its canonical name; V015 if the directory does not know it."""
        name = self.aliases.get(text.value, text.value)
        if self.lists.units and name not in self.lists.units and name != IMPORTED:
            guess = nearest(name, self.likely_units or self.lists.units, 0.5)
            hint = f"是不是“{guess}”？" if guess else _from_whom(self.likely_units)
            unknown = complain("V015", text.span, label=field.label, text=name[:30], hint=hint)
            cell = attrs.evolve(text.span, start=None, end=None)
            self.found.append(unknown.spoiling(cell).resting_on(*self.grounds.get(UNITS, ())))
        return attrs.evolve(text, value=name)

    def record(
        self,
        cls: type[T],
        entries: Mapping[str, Entry],
        fields: Iterable[Field],
        place: Span,
        **given: Any,
    ) -> T:
        """Build ``cls`` from the entries whose keys are its attributes; a field that is not on
        the sheet is empty. What ``cls`` has no attribute for is kept among its others.
        """
        by_key = {field.key: field for field in fields}
        absent = Entry(None, Span(place.file, place.sheet))
        names = _attributes(cls)  # type: ignore[arg-type]
        values: dict[str, Any] = {}
        for name in names:
            if name in given or name not in by_key:
                continue
            field = by_key[name]
            values[name] = self.value(
                entries.get(field.key, absent), field, _beside(field, entries)
            )
        if issubclass(cls, Answers):
            taken = {*names, *given}
            values["others"] = {
                key: self.value(entries.get(key, absent), field, _beside(field, entries))
                for key, field in by_key.items()
                if key not in taken
            }
        return cls(**values, **given)

    def rows(self, cls: type[T], record: Record, table: Table) -> tuple[T, ...]:
        """Build a tuple of ``cls`` from a table's rows, complaining of holes in them."""
        return tuple(
            self.record(cls, row.entries, table.columns, row.span)
            for row in self.checked(record, table)
        )

    def checked(self, record: Record, table: Table) -> Iterator[Row]:
        """Yield a table's rows, complaining of holes in them."""
        for row in record.tables.get(table.key, ()):
            validate_required(
                row.entries,
                table.columns,
                table.required_columns,
                self.found,
                version=record.version,
            )
            yield row


@cache  # of a few classes, asked for each row of each table
def _attributes(cls: type) -> tuple[str, ...]:
    return tuple(attribute.name for attribute in attrs.fields(cls))


def _from_whom(units: Sequence[str]) -> str:
    """Say which units a form may be from, the one that leads first; nothing if nobody knows."""
    if not units:
        return ""
    others = "、".join(f"“{unit}”" for unit in units[1:])
    return f"这条措施由“{units[0]}”牵头" + (f"，{others}配合。" if others else "。")


def _beside(field: Field, entries: Mapping[str, Entry]) -> str | None:
    """Return the unit that stands beside a number, ``None`` for a field that is not measured."""
    if not field.measured_in:
        return field.unit or None
    unit = entries.get(field.measured_in)
    return unit.text if unit is not None else ""
