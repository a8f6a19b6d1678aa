"""Which of several forms of one measure is the current one: a returned form that was corrected
replaces its predecessor.
"""

from __future__ import annotations

from collections.abc import Sequence

from compiler.analysis.form_owners import issue_id
from compiler.chinese.folding import fold
from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.records import Record
from compiler.span import Span

FIRST_REVISION = 1

Lineage = tuple[str, str]
"""What forms were issued as, and the unit that fills them."""


def revision(form: Record) -> int:
    """Return how often a form has been issued: 1 for the first time, one more each time it was
    returned.
    """
    entry = form.structure.get("revision")
    text = entry.text.strip() if entry else ""
    return int(text) if text.isascii() and text.isdecimal() else FIRST_REVISION


def current_forms(forms: Sequence[Record]) -> tuple[tuple[Record, ...], list[Diagnostic]]:
    """Return the forms that count, in their order, and an L019 for each that a later revision has
    replaced.

    Forms belong together by what they were issued as and the unit that fills them, whatever their
    files are called or their measure's number is. Two of the same revision both count: merging
    compares them.
    """
    lineages = _lineages(forms)
    latest: dict[Lineage, Record] = {}
    for form, lineage in zip(forms, lineages, strict=True):
        if lineage is not None:
            known = latest.get(lineage)
            if known is None or revision(form) > revision(known):
                latest[lineage] = form
    found = []
    current = []
    for form, lineage in zip(forms, lineages, strict=True):
        newest = latest.get(lineage) if lineage is not None else None
        if newest is None or revision(form) == revision(newest):
            current.append(form)
        else:
            places = (_place(form), _place(newest))
            found.append(
                complain(
                    "L019", *places, first=revision(form), second=revision(newest), file=newest.file
                )
            )
    return tuple(current), found


def _lineages(forms: Sequence[Record]) -> list[Lineage | None]:
    """Return of each form what it was issued as and its unit; ``None`` for one that does not say.

    That is its issue id. One without, of an earlier release, belongs to the form of its unit that
    has one and is for the same measure in the same words, if there is just one; else it goes by the
    measure.
    """
    known: dict[tuple[str, ...], set[str]] = {}
    for form in forms:
        if own := issue_id(form):
            known.setdefault(_face(form), set()).add(own)
    lineages: list[Lineage | None] = []
    for form in forms:
        measure, unit, _ = _face(form)
        alike = known.get(_face(form), set())
        name = issue_id(form) or (min(alike) if len(alike) == 1 else measure)
        lineages.append((name, unit) if measure else None)
    return lineages


def _face(form: Record) -> tuple[str, str, str]:
    """Return the measure that a form was issued for, its unit, and the measure's words on it."""
    issued_for = form.structure.get("measure_id")
    unit, planned = form.fields.get("unit"), form.fields.get("planned")
    return (
        issued_for.text.strip() if issued_for else "",
        unit.text.strip() if unit else "",
        fold(planned.text).text if planned else "",
    )


def _place(form: Record) -> Span:
    """Return the cell of a form's id, or the file if there is no such cell."""
    entry = form.fields.get("measure_id")
    return entry.span if entry else Span(form.file)
