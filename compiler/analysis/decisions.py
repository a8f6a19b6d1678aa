"""What the register decides of a measure's supervision: the extensions that were approved, and the
office's confirmation that it is done.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from compiler.analysis.lights import planned_day
from compiler.model.register import Closure, Extension, Register
from compiler.model.report import Measure


def with_decisions(measures: Iterable[Measure], register: Register) -> list[Measure]:
    """Return the measures with the extensions and the closure that the register has for each.

    What lacks any of its columns is told as a hole (V001) and does not count.
    """
    extensions = granted(register)
    closures: dict[str, Closure] = {}
    for closure in register.closures:
        if closure.confirmed:
            closures.setdefault(closure.measure.value, closure)
    return [
        attrs.evolve(
            measure, extensions=extensions.get(measure.id, ()), closure=closures.get(measure.id)
        )
        if measure.id in extensions or measure.id in closures
        else measure
        for measure in measures
    ]


def granted(register: Register) -> dict[str, tuple[Extension, ...]]:
    """Return by measure the extensions that count, in the order of approval: each to a day later
    than the plan's and than those before it. What gives no more time, or is entered twice, does not.
    """
    planned = {plan.id.value: planned_day(plan.due) for plan in reversed(register.measures)}
    found: dict[str, tuple[Extension, ...]] = {}
    for measure, rows in approved(register).items():
        limit, counted = planned.get(measure), []
        for row in rows:
            day = row.due.value
            if day is not None and (limit is None or day > limit):
                limit = day
                counted.append(row)
        found[measure] = tuple(counted)
    return found


def approved(register: Register) -> dict[str, tuple[Extension, ...]]:
    """Return by measure the extensions that were approved, in the order of approval."""
    found: dict[str, list[Extension]] = {}
    for row in register.extensions:
        if row.approved:
            found.setdefault(row.measure.value, []).append(row)
    return {measure: tuple(sorted(rows, key=_approval)) for measure, rows in found.items()}


def _approval(extension: Extension) -> tuple[date, date]:
    """Return what decides which of two extensions is the later one."""
    approved, due = extension.approved_on.value, extension.due.value
    assert approved is not None
    assert due is not None
    return approved, due
