"""督查督办: what a notice to a unit in the red is about, and what is recorded as sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import attrs

from compiler.analysis.lights import Light
from compiler.analysis.progress import MeasureProgress, UnitProgress
from compiler.model.identifiers import measure_id, split_id
from compiler.model.report import Report

APART = re.compile("([、，,；;\\s]+)")
"""What stands between the measures of a notice, as the program and hands write it."""
NUMBER = re.compile(r"督办〔(\d{4})〕(\d+)号")


@attrs.frozen
class SupervisionNotice:
    """One notice to be sent: its number, the unit, what is in the red, and the day by which it is
    to be dealt with.
    """

    number: str
    unit: UnitProgress
    measures: tuple[MeasureProgress, ...]
    issued_on: date
    due: date


def notices_due(
    report: Report, units: Sequence[UnitProgress], day: date, due: date
) -> tuple[tuple[SupervisionNotice, ...], tuple[str, ...]]:
    """Return a notice for every unit in the red on a day, and the units that are passed over:
    those that were sent one about all of it which is not due yet.
    """
    sent = sent_before(report, day)
    numbers = next_numbers(report, day.year)
    notices, already = [], []
    for unit in units:
        red = tuple(it for it in unit.measures if it.light is Light.RED and not it.office_mends)
        if not red:
            continue
        if {it.measure.id for it in red} <= sent.get(unit.unit, set()):
            already.append(unit.unit)
        else:
            notices.append(SupervisionNotice(next(numbers), unit, red, day, due))
    return tuple(notices), tuple(already)


def sent_before(report: Report, day: date) -> dict[str, set[str]]:
    """Return the measures each unit has been sent a notice about that is not yet due on a day."""
    sent: dict[str, set[str]] = {}
    for row in report.supervisions():
        if row.due.value is not None and row.due.value >= day:
            named = map(_as_written, APART.split(row.measures.value))
            sent.setdefault(row.unit.value, set()).update(named)
    return sent


def renumbered(measures: str, numbers: Mapping[str, str]) -> str:
    """Return a notice's measures with those that have another number now under that one."""
    named = APART.split(measures)
    return "".join(numbers.get(_as_written(it), it) for it in named)


def _as_written(measure: str) -> str:
    """Return a measure's id as the register writes it, whatever is none as it is."""
    parts = split_id(measure)
    return measure_id(*parts) if parts else measure


def next_numbers(report: Report, year: int) -> Iterator[str]:
    """Yield the numbers that the notices of a year bear from now on."""
    found = (NUMBER.fullmatch(row.number.value) for row in report.supervisions())
    last = max((int(match[2]) for match in found if match and int(match[1]) == year), default=0)
    while True:
        last += 1
        yield f"督办〔{year}〕{last}号"
