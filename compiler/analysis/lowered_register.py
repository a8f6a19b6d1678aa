"""The register lowered to typed values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from compiler.analysis.lowering import Lowering
from compiler.analysis.requirements import validate_required
from compiler.analysis.values import to_text
from compiler.excel.reading.records import Entry, Record
from compiler.model import register as planned
from compiler.model.values import Text
from compiler.schema.books import block
from compiler.schema.definitions import Requirement, Table, members
from compiler.span import Span

T = TypeVar("T")
SEPARATORS = re.compile("[、,，;；\\n/]+")


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
        extensions=lowering.rows(planned.Extension, record, tables["extensions"]),
        closures=lowering.rows(planned.Closure, record, tables["closures"]),
        activities=lowering.rows(planned.Activity, record, tables["activities"]),
        places=record.places,
        version=record.version,
    )


def _with_span(lowering: Lowering, cls: type[T], record: Record, table: Table) -> Iterable[T]:
    """Build records that know their row."""
    for row in lowering.checked(record, table):
        yield lowering.record(cls, row.entries, table.columns, row.span, span=row.span)


def _problems(lowering: Lowering, record: Record, table: Table) -> Iterable[planned.PlannedProblem]:
    """Build the problems; a status that the kind does not have is told with its cell and counts as
    none.
    """
    for row in lowering.checked(record, table):
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
    """Build the measures, each supporting unit with its own characters of the cell."""
    field = next(field for field in table.columns if field.key == "supporting_units")
    for row in lowering.checked(record, table):
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


def split_units(text: Text) -> Iterable[Text]:
    """Cut a list of units, each with its own range of characters."""
    position = 0
    for part in SEPARATORS.split(text.value):
        start = text.value.index(part, position) if part else position
        position = start + len(part)
        if part.strip():
            yield Text(part.strip(), text.span_at(start, position))


def _units(lowering: Lowering, record: Record, table: Table) -> Iterable[planned.Unit]:
    """Build the units with their aliases parted."""
    for row in lowering.checked(record, table):
        aliases = row.entries["aliases"].text if "aliases" in row.entries else ""
        names = tuple(alias.strip() for alias in SEPARATORS.split(aliases) if alias.strip())
        yield lowering.record(planned.Unit, row.entries, table.columns, row.span, aliases=names)
