"""Whose a form is: the measure it was issued for and the unit that fills it, as the form says
itself, before anything is linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from compiler.excel.reading.records import Record
from compiler.model.identifiers import measure_id, split_id


def issued_for(record: Record) -> str | None:
    """Return the measure a form was issued for."""
    for source in (record.structure, record.fields):
        if (entry := source.get("measure_id")) and entry.text:
            return entry.text.strip()
    return None


def issue_id(record: Record) -> str:
    """Return the id a form was issued under, which stays when its measure is renumbered; empty for a
    form of an earlier release.
    """
    entry = record.structure.get("issue_id")
    return entry.text.strip() if entry else ""


def forms_by_measure(forms: Iterable[Record]) -> dict[str, list[Record]]:
    """Return the forms of each measure; what the sheet says of it counts before what was hidden
    in the file, and a form that names no measure is left out.
    """
    found: dict[str, list[Record]] = {}
    for form in forms:
        for source in (form.fields, form.structure):
            entry = source.get("measure_id")
            if entry is not None and (parts := split_id(entry.text.strip())):
                found.setdefault(measure_id(*parts), []).append(form)
                break
    return found


def filling_unit(form: Record, aliases: Mapping[str, str]) -> str:
    """Return the unit that fills a form by its canonical name, empty if it does not say."""
    name = form.fields["unit"].text.strip() if "unit" in form.fields else ""
    return aliases.get(name, name)
