"""Forms that hold no answer: as they were issued, or with nothing but last round's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.records import Record
from compiler.schema.form import FORM, SIGN_OFF
from compiler.span import Span

FIRST_ANSWER = "theme"


def unanswered(forms: Iterable[Record]) -> Iterator[Diagnostic]:
    """Yield V004, at the first cell to be filled, for every form into which nobody has filled
    anything.
    """
    for form in forms:
        first = form.fields.get(FIRST_ANSWER)
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
        form.fields[field.key].cell for field in SIGN_OFF.fields if field.key in form.fields
    )
    return carried is not None and carried.cell is not None and not signed


def holds_answers(form: Record) -> bool:
    """Tell whether anyone has filled anything into a form."""
    prefilled = {field.key for field in FORM.sheets[0].fields() if field.prefilled} | {"unit"}
    filled = (entry for key, entry in form.fields.items() if key not in prefilled)
    return any(entry.cell is not None for entry in filled) or any(form.tables.values())
