"""Forms that hold no answer: as they were issued, or with nothing but last round's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.records import Entry, Record
from compiler.schema.definitions import Field
from compiler.schema.structure import FROM_ANOTHER_UNIT, FROM_LAST_ROUND
from compiler.span import Span

STILL = {
    FROM_LAST_ROUND: "，现在还是上期带过来的内容",
    FROM_ANOTHER_UNIT: "，现在还是原牵头单位报的内容",
}


def unanswered(forms: Iterable[Record]) -> Iterator[Diagnostic]:
    """Yield V004, at the first cell to be filled, for every form into which nobody has filled
    anything; what else its empty cells would be told is not said until somebody has.
    """
    for form in forms:
        if not is_blank(form) or (first := _to_fill(form)) is None:
            continue
        names = [
            form.fields[key].text.strip() for key in ("unit", "lead_unit") if key in form.fields
        ]
        unit = next(filter(None, names), "报送单位")
        still = STILL.get(carried_from(form), "") if holds_answers(form) else ""
        yield complain("V004", first.span, unit=unit, still=still).spoiling(Span(form.file))


def _to_fill(form: Record) -> Entry | None:
    """Return the first cell that is to be filled, ``None`` if the form has lost it; what last
    round's words stand in for is filled so far.
    """
    carried = holds_answers(form)
    keys = (field.key for field in asked(form) if not (carried and field.carried))
    return next((form.fields.get(key) for key in keys), None)


def is_blank(form: Record) -> bool:
    """Tell whether a form is as it was issued: nothing in it, or only last round's answers and no
    sign-off.
    """
    if not holds_answers(form):
        return True
    signed = any(
        form.fields[field.key].cell
        for field in asked(form)
        if not field.carried and field.key in form.fields
    )
    return bool(carried_from(form)) and not signed


def carried_from(form: Record) -> str:
    """Return where the answers are from that a form began with, empty if it began with none."""
    carried = form.structure.get("carried")
    return carried.text.strip() if carried is not None else ""


def holds_answers(form: Record) -> bool:
    """Tell whether anyone has filled anything into a form."""
    filled = (form.fields[field.key] for field in asked(form) if field.key in form.fields)
    return any(entry.cell is not None for entry in filled) or any(form.tables.values())


def asked(form: Record) -> Iterator[Field]:
    """Yield the fields that somebody must fill: all but those a form is issued with."""
    return (field for field in form.schema.fields() if not field.filled_from)
