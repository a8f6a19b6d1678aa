"""Who owes what, as a table on the console."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from compiler.analysis.lights import Light
from compiler.analysis.progress import MEANINGS, MeasureProgress, State, UnitProgress
from compiler.chinese.width import text_width

COLUMNS = ("单位", "灯", "应报", *(state.value for state in State), "迟报")


def print_status(units: Sequence[UnitProgress], day: date) -> None:
    """Print one line a unit, the worst first, and the sums, then what is meant by the states that
    occur, and what each one in the red still owes.
    """
    order = sorted(units, key=lambda unit: -list(Light).index(unit.light))
    rows = [COLUMNS, *(_row(unit) for unit in order), _sum(units)]
    widths = [max(text_width(row[column]) for row in rows) for column in range(len(COLUMNS))]
    print(f"截至 {day.isoformat()}")
    for row in rows:
        print(
            "  ".join(
                text + " " * (width - text_width(text))
                for text, width in zip(row, widths, strict=True)
            ).rstrip()
        )
    for state in _found(units):
        print(f"    {state.value}：{MEANINGS[state]}")
    for unit in order:
        for it in open_measures(unit):
            due = f" 时限 {it.due.isoformat()}" if it.due else ""
            print(f"    {it.light.value} {unit.unit} {it.measure.id} {it.state.value}{due}")


def open_measures(unit: UnitProgress) -> list[MeasureProgress]:
    """Return the measures of a unit that somebody has to see to: in the red, or still owed."""
    return [it for it in unit.measures if it.light is Light.RED or it.owed]


def status_json(units: Iterable[UnitProgress]) -> list[dict[str, object]]:
    """Return how every unit stands, measure by measure."""
    return [
        {
            "unit": unit.unit,
            "light": unit.light.value,
            "measures": [
                {
                    "measure": it.measure.id,
                    "state": it.state.value,
                    "light": it.light.value,
                    "due": it.due.isoformat() if it.due else None,
                    "file": it.file,
                    "late": it.late,
                }
                for it in unit.measures
            ],
        }
        for unit in units
    ]


def _row(unit: UnitProgress) -> tuple[str, ...]:
    """Return a unit's line, by :data:`COLUMNS`."""
    numbers = [len(unit.measures), *_counts((unit,)), sum(it.late for it in unit.measures)]
    return (unit.unit, unit.light.value, *map(str, numbers))


def _sum(units: Sequence[UnitProgress]) -> tuple[str, ...]:
    """Return the last line, by :data:`COLUMNS`: all units have no light together."""
    measures = [it for unit in units for it in unit.measures]
    return (
        "合计",
        "",
        *map(str, (len(measures), *_counts(units), sum(it.late for it in measures))),
    )


def _found(units: Sequence[UnitProgress]) -> list[State]:
    """Return the states that occur, from the worst."""
    return [state for state, count in zip(State, _counts(units), strict=True) if count]


def _counts(units: Sequence[UnitProgress]) -> list[int]:
    """Return how many measures of ``units`` are in each state."""
    found = [it.state for unit in units for it in unit.measures]
    return [found.count(state) for state in State]
