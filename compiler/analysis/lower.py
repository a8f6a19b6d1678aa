"""Records lowered to typed values: each row of the register and each form by the schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import attrs

from compiler.analysis.requirements import validate_required
from compiler.analysis.values import to_day, to_measure_id, to_number, to_text
from compiler.chinese.likeness import nearest
from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.records import Entry, Record, Row
from compiler.model import register as planned
from compiler.model import submission as answered
from compiler.model.identifiers import split_id
from compiler.model.values import Answers, Text, Value
from compiler.schema.books import block
from compiler.schema.contents import Lists
from compiler.schema.definitions import Field, Requirement, Section, Table, ValueKind, members
from compiler.span import Span
from compiler.vocab import IMPORTED, Status

T = TypeVar("T")
UNITS = "单位名录"
"""The directory of units, among the lists that values are judged by."""
SEPARATORS = re.compile("[、,，;；\\n/]+")


@attrs.define
class Lowering:
    """The lists that values are judged by, and the diagnostics found so far; ``grounds`` are the
    places that a list was read from, by its name.
    """

    lists: Lists
    statuses: tuple[Status, ...]
    aliases: Mapping[str, str] = attrs.field(factory=dict)
    found: list[Diagnostic] = attrs.field(factory=list)
    grounds: Mapping[str, tuple[Span, ...]] = attrs.field(factory=dict)

    def value(self, entry: Entry, field: Field, measure_unit: str | None = None) -> Value:
        """Return one cell's value, marked unusable if what was found in the cell spoils it.
        Diagnostics: those of :meth:`read`.
        """
        before = len(self.found)
        value = self.read(entry, field, measure_unit)
        if any(entry.span in diagnostic.spoiled for diagnostic in self.found[before:]):
            return attrs.evolve(value, unusable=True)
        return value

    def read(self, entry: Entry, field: Field, measure_unit: str | None) -> Value:
        """Return one cell's value; ``measure_unit`` stands beside a number that is measured.
        Diagnostics: those of :mod:`compiler.analysis.values`, V014
        unknown choice, V015 unit.
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
            guess = nearest(name, self.lists.units, 0.5)
            hint = f"是不是“{guess}”？" if guess else ""
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
        fields = tuple(fields)
        by_key = {field.key: field for field in fields}
        absent = Entry(None, attrs.evolve(place, cell=None))
        values: dict[str, Any] = {}
        for attribute in attrs.fields(cls):  # type: ignore[arg-type]
            if attribute.name in given or attribute.name not in by_key:
                continue
            field = by_key[attribute.name]
            values[attribute.name] = self.value(
                entries.get(field.key, absent), field, _beside(field, entries)
            )
        if issubclass(cls, Answers):
            taken = {attribute.name for attribute in attrs.fields(cls)} | set(given)
            values["others"] = {
                key: self.value(entries.get(key, absent), field, _beside(field, entries))
                for key, field in by_key.items()
                if key not in taken
            }
        return cls(**values, **given)

    def rows(self, cls: type[T], record: Record, table: Table) -> tuple[T, ...]:
        """Build a tuple of ``cls`` from a table's rows, complaining of holes in them."""
        built = []
        for row in record.tables.get(table.key, ()):
            validate_required(
                row.entries,
                table.columns,
                table.required_columns,
                self.found,
                version=record.version,
            )
            built.append(self.record(cls, row.entries, table.columns, row.span))
        return tuple(built)


def unit_names(record: Record) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the canonical unit names of a register and the canonical name of every alias."""
    names: list[str] = []
    aliases: dict[str, str] = {}
    for row in record.tables.get("units", ()):
        name = row.entries["name"].text.strip() if "name" in row.entries else ""
        if name:
            names.append(name)
            alias_text = row.entries["aliases"].text if "aliases" in row.entries else ""
            aliases |= {
                alias.strip(): name for alias in SEPARATORS.split(alias_text) if alias.strip()
            }
    return tuple(names), aliases


def lower_register(record: Record, lowering: Lowering) -> planned.Register:
    """Lower the register. Diagnostics: V001 holes, V015 units, and those of every cell."""
    tables = {table.key: table for sheet in record.schema.sheets for table in sheet.tables()}
    information_fields = members(block(record.schema, "information"))
    place = Span(record.file, "报告信息")
    required = [
        field.key for field in information_fields if field.requirement is Requirement.ALWAYS
    ]
    validate_required(
        record.fields, information_fields, required, lowering.found, version=record.version
    )
    return planned.Register(
        file=record.file,
        information=lowering.record(planned.Information, record.fields, information_fields, place),
        chapters=tuple(_with_span(lowering, planned.ChapterText, record, tables["chapters"])),
        problems=tuple(_problems(lowering, record, tables["problems"])),
        measures=tuple(_measures(lowering, record, tables["measures"])),
        units=tuple(_units(lowering, record, tables["units"])),
        petitions=lowering.rows(planned.Petitions, record, tables["letters"]),
        persons=lowering.rows(planned.Person, record, tables["persons"]),
        relations=lowering.rows(planned.RelationRule, record, tables["relations"]),
        words=lowering.rows(planned.Word, record, tables["words"]),
        waivers=lowering.rows(planned.Waiver, record, tables["waivers"]),
        supervisions=lowering.rows(planned.Supervision, record, tables["supervisions"]),
        places=record.places,
    )


def _checked(lowering: Lowering, record: Record, table: Table) -> Iterable[Row]:
    for row in record.tables.get(table.key, ()):
        validate_required(
            row.entries,
            table.columns,
            table.required_columns,
            lowering.found,
            version=record.version,
        )
        yield row


def _with_span(lowering: Lowering, cls: type[T], record: Record, table: Table) -> Iterable[T]:
    for row in _checked(lowering, record, table):
        yield lowering.record(cls, row.entries, table.columns, row.span, span=row.span)


def _problems(lowering: Lowering, record: Record, table: Table) -> Iterable[planned.PlannedProblem]:
    for row in _checked(lowering, record, table):
        field = next(field for field in table.columns if field.key == "status_override")
        override = lowering.value(row.entries.get("status_override", Entry(None, row.span)), field)
        assert isinstance(override, Text)
        status = next(
            (status for status in lowering.statuses if status.name == override.value), None
        )
        yield lowering.record(
            planned.PlannedProblem,
            row.entries,
            table.columns,
            row.span,
            status_override=status,
            override_text=override,
            span=row.span,
        )


def _measures(lowering: Lowering, record: Record, table: Table) -> Iterable[planned.PlannedMeasure]:
    field = next(field for field in table.columns if field.key == "supporting_units")
    for row in _checked(lowering, record, table):
        supporting = to_text(
            row.entries.get("supporting_units", Entry(None, row.span)), field, lowering.found
        )
        yield lowering.record(
            planned.PlannedMeasure,
            row.entries,
            table.columns,
            row.span,
            supporting_units=tuple(lowering.unit(unit, field) for unit in split_units(supporting)),
            supporting_text=supporting,
            span=row.span,
        )


def _beside(field: Field, entries: Mapping[str, Entry]) -> str | None:
    """Return the unit that stands beside a number, ``None`` for a field that is not measured."""
    if not field.measured_in:
        return None
    unit = entries.get(field.measured_in)
    return unit.text if unit is not None else ""


def split_units(text: Text) -> Iterable[Text]:
    """Cut a list of units, each with its own range of characters."""
    position = 0
    for part in SEPARATORS.split(text.value):
        start = text.value.index(part, position) if part else position
        position = start + len(part)
        if part.strip():
            yield Text(part.strip(), text.span_at(start, position))


def _units(lowering: Lowering, record: Record, table: Table) -> Iterable[planned.Unit]:
    for row in _checked(lowering, record, table):
        aliases = row.entries["aliases"].text if "aliases" in row.entries else ""
        names = tuple(alias.strip() for alias in SEPARATORS.split(aliases) if alias.strip())
        yield lowering.record(planned.Unit, row.entries, table.columns, row.span, aliases=names)


def lower_form(record: Record, lowering: Lowering) -> answered.Submission:
    """Lower one form.

    Only the lead unit owes an answer; a supporting unit may send tables alone. Diagnostics:
    V001–V003 fields missing or out of place, S026 the id differs from the one the form was issued
    for, and those of every cell.
    """
    sheet = record.schema.sheets[0]
    place = next(iter(record.places.values()), Span(record.file, sheet.name))
    sections: dict[str, Section] = {section.key: section for section in sheet.sections()}
    tables = {table.key: table for table in sheet.tables()}

    def build(cls: type[T], key: str, **given: Any) -> T:
        return lowering.record(cls, record.fields, sections[key].fields, place, **given)

    progress = {field.key: field for field in sections["progress"].fields}
    measure = _measure_id(record, sections["basis"], lowering, place)
    status_text = lowering.value(
        record.fields.get("status", Entry(None, place)), progress["status"]
    )
    assert isinstance(status_text, Text)
    submission = lowering.record(
        answered.Submission, record.fields, _own_fields(sections), place,
        measure_id=measure, prefilled=build(answered.Prefilled, "basis"), status_text=status_text,
        status=next((status for status in lowering.statuses if status.name == status_text.value), None),
        follow_up=build(answered.FollowUp, "follow_up"), sign_off=build(answered.SignOff, "sign_off"),
        figures=lowering.rows(answered.Figure, record, tables["figures"]),
        institutions=lowering.rows(answered.Institution, record, tables["institutions"]),
        handlings=lowering.rows(answered.Handling, record, tables["handlings"]),
        evidence=lowering.rows(answered.Evidence, record, tables["evidence"]), span=place,
    )  # fmt: skip
    _validate_form(record, submission, sections, lowering)
    return submission


def _own_fields(sections: Mapping[str, Section]) -> Iterable[Field]:
    """The fields of the sections that have no record of their own, but for the status, which is
    a word of the kind.
    """
    apart = ("basis", "follow_up", "sign_off")
    own = (section for key, section in sections.items() if key not in apart)
    return [field for section in own for field in section.fields if field.key != "status"]


def _measure_id(record: Record, section: Section, lowering: Lowering, place: Span) -> Text:
    field = next(field for field in section.fields if field.key == "measure_id")
    entry = record.fields.get("measure_id", Entry(None, place))
    issued = record.structure.get("measure_id")
    if entry.cell is None and issued is not None:
        return Text(issued.text.strip(), issued.span)
    identifier = to_measure_id(entry, field, lowering.found)
    if (
        issued is not None and identifier and split_id(identifier.value) is None
    ):  # reported; the form still knows its measure
        return Text(issued.text.strip(), entry.span)
    if issued is not None and identifier and issued.text.strip() != identifier.value:
        known = issued.text.strip()
        changed = complain("S026", entry.span, issued.span, shown=identifier.value, issued=known)
        lowering.found.append(changed.spoiling())
        return Text(known, entry.span)  # the rest of the form fits what it was issued for
    return identifier


def _validate_form(
    record: Record,
    submission: answered.Submission,
    sections: Mapping[str, Section],
    lowering: Lowering,
) -> None:
    lead = lowering.aliases.get(
        submission.prefilled.lead_unit.value, submission.prefilled.lead_unit.value
    )
    leads = not submission.unit or submission.unit.value == lead
    status = submission.status
    for section in sections.values():
        if section.leads_only and not leads:
            continue
        wanted = [field.key for field in section.fields if _wanted(field, status)]
        validate_required(
            record.fields,
            section.fields,
            wanted,
            lowering.found,
            version=record.version,
            status=status,
        )
    if status is None:
        return
    filled = {
        field.label: entry.span
        for section in sections.values()
        for field in section.fields
        if field.follows_status and not _wanted(field, status)
        if (entry := record.fields.get(field.key)) and entry.cell
    }
    if filled:
        places = filled.values()
        unfit_ones = complain("V003", *places, label="、".join(filled), status=status.name)
        spoiled = (*places, submission.status_text.span)  # one of the two sides is wrong
        lowering.found.append(unfit_ones.resting_on(*places).spoiling(*spoiled))


def _wanted(field: Field, status: Status | None) -> bool:
    if field.requirement is Requirement.ALWAYS:
        return True
    if status is None or field.requirement is Requirement.OPTIONAL:
        return False
    return status.complete is (field.requirement is Requirement.WHEN_COMPLETE)
