"""Where printed words state a figure that a form declares."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from compiler.chinese.quantities import amounts_to, quantities
from compiler.model.document import Run, RunKind
from compiler.model.identifiers import split_id
from compiler.model.provenance import DeclaredFigure


def states(run: Run, figure: DeclaredFigure) -> Iterator[tuple[int, int]]:
    """Yield where a run states a figure declared for the same problem: its value with its unit."""
    problem = _problem(run.subject or "") if run.kind is RunKind.FIELD else None
    if problem is None or _problem(figure.subject) != problem:
        return
    value = _number(figure.value)
    if value is None:
        return
    for quantity in quantities(run.text):
        if amounts_to(run.text, quantity, value, figure.unit):
            yield quantity.start, quantity.end


@lru_cache(maxsize=1024)  # every run is asked of every figure
def _problem(subject: str) -> int | None:
    """Return the number of the problem a measure belongs to, ``None`` if the subject is no
    measure.
    """
    parts = split_id(subject)
    return parts[0] if parts else None


def _number(text: str) -> Decimal | None:
    """Return the number that a declared figure has, ``None`` if it was declared with something
    else.
    """
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
