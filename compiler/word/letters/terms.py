"""What every letter of the office must say, and in the same words: by when an answer is asked for,
until when a measure has time, whom to ask; and what it cannot go out without.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from compiler.analysis.decisions import granted
from compiler.diagnostics import Diagnostic, complain
from compiler.model.register import Extension, Information, PlannedMeasure, Register
from compiler.schema.register import EXTENSIONS
from compiler.word.letters.letter import written_day


def missing_terms(register: Register, *, answered_by: bool) -> Iterator[Diagnostic]:
    """Yield R070 if nobody signs the letters, and R071 if the unit is asked for an answer and the
    register does not say by when; earlier registers, which were not asked for that, are left.
    """
    organ, by = register.information.organ, register.information.report_by
    if not organ:
        yield complain("R070", organ.span)
    if answered_by and by.value is None and register.version >= EXTENSIONS.since:
        yield complain("R071", by.span)


def asked_by(information: Information, day: date) -> str:
    """Return by when a letter of ``day`` asks for an answer: by the day on which forms are due, or,
    once that has passed, as soon as it can be done.
    """
    by = information.report_by.value
    if by is None:
        return "请尽快"
    return f"请于{written_day(by)}前" if by >= day else "请于收到后尽快"


def time_limit(plan: PlannedMeasure, extensions: Sequence[Extension]) -> str:
    """Return until when a measure has time: the planned day, and the one it was put off to."""
    day = plan.due.value
    planned = plan.due.text if day is None or plan.due.in_words else written_day(day)
    if not extensions:
        return planned
    last = extensions[-1].due.value
    assert last is not None
    times = f"{len(extensions)}次" if len(extensions) > 1 else ""
    return f"{planned}，经批准延期{times}至{written_day(last)}"


def time_limits(register: Register) -> Mapping[str, str]:
    """Return by measure until when it has time."""
    extensions = granted(register)
    return {
        plan.id.value: time_limit(plan, extensions.get(plan.id.value, ()))
        for plan in register.measures
    }


def contact(information: Information) -> tuple[str, ...]:
    """Return a paragraph that says how to reach the office, none if it gives no telephone."""
    phone = information.contact_phone.value
    return (f"联系电话：{phone}。",) if phone else ()
