"""Forms that hold no answer: as they were issued, or with nothing but last round's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.records import Record
from compiler.schema.definitions import Field
from compiler.span import Span


def unanswered(forms: Iterable[Record]) -> Iterator[Diagnostic]:
    """Yield V004, at the first cell to be filled, for every form into which nobody has filled
    anything.
    """
    for form in forms:
        first = next((form.fields.get(field.key) for field in asked(form)), None)
        if first is not None and not holds_answers(form):
            names = [
                form.fields[key].text.strip() for key in ("unit", "lead_unit") if key in form.fields
            ]
            empty = complain("V004", first.span, unit=next(filter(None, names), "报送单位"))
            yield empty.spoiling(Span(form.file))


def is_blank(form: Record) -> bool:
    """Tell whether a form is as it was issued: nothing in it, or only last round's answers and no
    sign-off.
    """
    if not holds_answers(form):
        return True
    carried = form.structure.get("carried")
    signed = any(
        form.fields[field.key].cell
        for field in asked(form)
        if not field.carried and field.key in form.fields
    )
    return carried is not None and carried.cell is not None and not signed


def holds_answers(form: Record) -> bool:
    """Tell whether anyone has filled anything into a form."""
    filled = (form.fields[field.key] for field in asked(form) if field.key in form.fields)
    return any(entry.cell is not None for entry in filled) or any(form.tables.values())


def asked(form: Record) -> Iterator[Field]:
    """Yield the fields that somebody must fill: all but those a form is issued with."""
    return (field for field in form.schema.fields() if not field.filled_from)
