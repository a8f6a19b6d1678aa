"""One form lowered to a typed answer, and held against what its status asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import attrs

from compiler.analysis.form_owners import issue_id
from compiler.analysis.lowered_register import SEPARATORS
from compiler.analysis.lowering import Lowering
from compiler.analysis.requirements import validate_required
from compiler.analysis.values import to_measure_id
from compiler.diagnostics import complain
from compiler.excel.reading.records import Entry, Record
from compiler.model import submission as answered
from compiler.model.identifiers import split_id
from compiler.model.values import Text
from compiler.schema.definitions import Field, Section, is_owed, is_unfit
from compiler.span import Span

T = TypeVar("T")


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
        """Build ``cls`` from the fields of a section."""
        return lowering.record(cls, record.fields, sections[key].fields, place, **given)

    progress = {field.key: field for field in sections["progress"].fields}
    measure = _measure_id(record, sections["basis"], lowering, place)
    status_text = lowering.value(
        record.fields.get("status", Entry(None, place)), progress["status"]
    )
    assert isinstance(status_text, Text)
    own = attrs.evolve(lowering, likely_units=_units_of(record, lowering))
    submission = own.record(
        answered.Submission,
        record.fields,
        _own_fields(sections),
        place,
        measure_id=measure,
        prefilled=build(answered.Prefilled, "basis"),
        status_text=status_text,
        status=next(
            (status for status in lowering.statuses if status.name == status_text.value), None
        ),
        follow_up=build(answered.FollowUp, "follow_up"),
        sign_off=build(answered.SignOff, "sign_off"),
        figures=lowering.rows(answered.Figure, record, tables["figures"]),
        institutions=lowering.rows(answered.Institution, record, tables["institutions"]),
        handlings=lowering.rows(answered.Handling, record, tables["handlings"]),
        evidence=lowering.rows(answered.Evidence, record, tables["evidence"]),
        span=place,
        issue_id=issue_id(record),
    )
    _validate_form(record, submission, sections, lowering)
    return submission


def _units_of(record: Record, lowering: Lowering) -> tuple[str, ...]:
    """Return the units of the measure that a form is about, as far as the directory knows them, the
    lead unit first.
    """
    named = [
        record.fields[key].text for key in ("lead_unit", "supporting_units") if key in record.fields
    ]
    units = (
        lowering.aliases.get(it.strip(), it.strip())
        for text in named
        for it in SEPARATORS.split(text)
    )
    return tuple(dict.fromkeys(it for it in units if it in lowering.lists.units))


def _own_fields(sections: Mapping[str, Section]) -> Iterable[Field]:
    """The fields of the sections that have no record of their own, but for the status, which is
    a word of the kind.
    """
    apart = ("basis", "follow_up", "sign_off")
    own = (section for key, section in sections.items() if key not in apart)
    return [field for section in own for field in section.fields if field.key != "status"]


def _measure_id(record: Record, section: Section, lowering: Lowering, place: Span) -> Text:
    """Return a form's id: the one that it was issued for, whatever was typed over it. Only a form
    that does not know goes by its cell.
    """
    field = next(field for field in section.fields if field.key == "measure_id")
    entry = record.fields.get("measure_id", Entry(None, place))
    issued = record.structure.get("measure_id")
    if entry.cell is None and issued is not None:
        return Text(issued.text.strip(), issued.span)
    identifier = to_measure_id(entry, field, lowering.found)
    # What cannot be read is told already; the form still knows its measure.
    if issued is not None and identifier and split_id(identifier.value) is None:
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
    """Complain of empty fields that the unit and the status owe, and of filled ones that the status
    has no use for.
    """
    lead = lowering.aliases.get(
        submission.prefilled.lead_unit.value, submission.prefilled.lead_unit.value
    )
    leads = not submission.unit or submission.unit.value == lead
    status = submission.status
    for section in sections.values():
        if section.leads_only and not leads:
            continue
        wanted = [field.key for field in section.fields if is_owed(field, status)]
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
        if is_unfit(field, status)
        if (entry := record.fields.get(field.key)) and entry.cell
    }
    if filled:
        places = filled.values()
        unfit_ones = complain("V003", *places, label="、".join(filled), status=status.name)
        spoiled = (*places, submission.status_text.span)  # one of the two sides is wrong
        lowering.found.append(unfit_ones.resting_on(*places).spoiling(*spoiled))
