"""采纳改稿: which adopted edits are a form's, and which its unit has still to be told of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from compiler.model.office_record import Adoption


def adoptions_of(adoptions: Iterable[Adoption], measure: str, unit: str) -> tuple[Adoption, ...]:
    """Return those into the form that ``unit`` has filled for ``measure``, in their order."""
    return tuple(it for it in adoptions if (it.measure.value, it.unit.value) == (measure, unit))


def untold(adoptions: Iterable[Adoption], again: date | None = None) -> tuple[Adoption, ...]:
    """Return those into units' forms that no pack has told yet, or that one of the day ``again``
    has, which is replaced; an edit of the office's own prose is told to nobody.
    """
    return tuple(
        it
        for it in adoptions
        if it.unit and (not it.told_on.text or (again is not None and it.told_on.value == again))
    )
