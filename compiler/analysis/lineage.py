"""Which of several forms of one measure is the current one: a returned form that was corrected
replaces its predecessor.
"""

from __future__ import annotations

from collections.abc import Sequence

from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.records import Record
from compiler.span import Span

FIRST_REVISION = 1


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

    Forms belong together by the measure they were issued for and the unit that fills them,
    whatever their files are called. Two of the same revision both count: merging compares them.
    """
    latest: dict[tuple[str, str], Record] = {}
    for form in forms:
        if lineage := _lineage(form):
            known = latest.get(lineage)
            if known is None or revision(form) > revision(known):
                latest[lineage] = form
    found = []
    current = []
    for form in forms:
        newest = latest.get(_lineage(form) or ("", ""))
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


def _lineage(form: Record) -> tuple[str, str] | None:
    """Return the measure that a form was issued for and its unit; ``None`` for a form that does not
    say.
    """
    issued_for = form.structure.get("measure_id")
    unit = form.fields.get("unit")
    if issued_for is None or not issued_for.text.strip():
        return None
    return issued_for.text.strip(), unit.text.strip() if unit else ""


def _place(form: Record) -> Span:
    """Return the cell of a form's id, or the file if there is no such cell."""
    entry = form.fields.get("measure_id")
    return entry.span if entry else Span(form.file)
