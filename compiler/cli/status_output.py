"""Who owes what, as a table on the console."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from compiler.analysis.lights import Light
from compiler.analysis.progress import MEANINGS, MeasureProgress, State, UnitProgress, worst_first
from compiler.chinese.width import text_width
from compiler.cli.shell import quoted
from compiler.commands.status import ProgressReport
from compiler.outputs.progress import supported_count
from compiler.schema.register import EXTENSIONS

COLUMNS = ("单位", "灯", "应报", *(state.value for state in State), "迟报", "配合", "超期")
NOT_LATE = "没有"
NAMED = 3
"""So many measures a unit are named as late in its line; each has a line of its own below."""


def print_status(units: Sequence[UnitProgress], day: date) -> None:
    """Print who is late: one line a unit, the worst first, and the sums; then what is meant by the
    states that occur, and what each one in the red still owes.
    """
    order = worst_first(units)
    rows = [COLUMNS, *(_row(unit) for unit in order), _sum(units)]
    widths = [max(text_width(row[column]) for row in rows) for column in range(len(COLUMNS))]
    print(f"截至 {day.isoformat()}：{_late(units)}")
    for row in rows:
        print(
            "  ".join(
                text + " " * (width - text_width(text))
                for text, width in zip(row, widths, strict=True)
            ).rstrip()
        )
    for state in _found(units):
        print(f"    {state.value}：{MEANINGS[state]}")
    if any(unit.supported for unit in units):
        print("    配合：作为责任单位配合的措施，已报来自己的表几条/共几条；没有数据要报的可以不报")
    for unit in order:
        for it in open_measures(unit):
            first = _first(it)
            place = f"    {it.light.value} {unit.unit} {it.measure.id}"
            print(f"{place} {it.state.value}{_due(it)}{first}")


def _first(it: MeasureProgress) -> str:
    """Return what the office has to do before a unit is asked for anything."""
    if not it.office_mends:
        return ""
    if it.asked:
        return "，报来的表等办公室定是哪一条（运行 zhenggai issue 看怎么定），不用催"
    return "，先运行 zhenggai issue，不用催"


def print_missing_sheets(report: ProgressReport, project: str) -> None:
    """Say how time can be granted if measures are overdue and the register has no sheet for it."""
    linked, units = report.analysis.report, report.units or ()
    overdue = any(not it.owed for unit in units for it in unit.overdue)
    if linked is not None and linked.register.version < EXTENSIONS.since and overdue:
        command = f"zhenggai upgrade {quoted(project)}"
        print(f"总台账是旧版，没有“延期”表：批准过延期的，先运行 {command}，登记以后灯才会变")


def open_measures(unit: UnitProgress) -> list[MeasureProgress]:
    """Return the measures of a unit that somebody has to see to: in the red, or still owed."""
    return [it for it in unit.measures if it.light is Light.RED or it.owed or it.office_mends]


def status_json(units: Iterable[UnitProgress]) -> list[dict[str, object]]:
    """Return how every unit stands, measure by measure."""
    return [
        {
            "unit": unit.unit,
            "light": unit.light.value,
            "overdue": len(unit.overdue),
            "days_late": max((it.days_late for it in unit.measures), default=0),
            "measures": [
                {
                    "measure": it.measure.id,
                    "state": it.state.value,
                    "light": it.light.value,
                    "due": it.due.isoformat() if it.due else None,
                    "file": it.file,
                    "late": it.late,
                    "days_late": it.days_late,
                    "extensions": len(it.measure.extensions),
                }
                for it in unit.measures
            ],
            "supporting": [
                {
                    "measure": it.progress.measure.id,
                    "lead_unit": it.progress.measure.plan.lead_unit.value,
                    "reported": it.reported,
                }
                for it in unit.supported
            ],
        }
        for unit in units
    ]


def _row(unit: UnitProgress) -> tuple[str, ...]:
    """Return a unit's line, by :data:`COLUMNS`."""
    numbers = [len(unit.measures), *_counts((unit,)), sum(it.late for it in unit.measures)]
    return (
        unit.unit,
        unit.light.value,
        *map(str, numbers),
        supported_count((unit,)),
        _overdue(unit),
    )


def _sum(units: Sequence[UnitProgress]) -> tuple[str, ...]:
    """Return the last line, by :data:`COLUMNS`: all units have no light together."""
    measures = [it for unit in units for it in unit.measures]
    numbers = (len(measures), *_counts(units), sum(it.late for it in measures))
    late = sum(len(unit.overdue) for unit in units)
    return (
        "合计",
        "",
        *map(str, numbers),
        supported_count(units),
        f"{late}条" if late else NOT_LATE,
    )


def _late(units: Sequence[UnitProgress]) -> str:
    """Return in a sentence how many are late."""
    late = [unit for unit in units if unit.overdue]
    if not late:
        return "没有超期的"
    return f"{len(late)} 家单位有 {sum(len(unit.overdue) for unit in late)} 条超期"


def _overdue(unit: UnitProgress) -> str:
    """Return with what a unit is late, and since how many days, the longest first."""
    late = unit.overdue
    if not late:
        return NOT_LATE
    named = "、".join(f"{it.measure.id}（{it.days_late}天）" for it in late[:NAMED])
    more = "等" if len(late) > NAMED else ""
    return f"{len(late)}条，最长{late[0].days_late}天：{named}{more}"


def _due(it: MeasureProgress) -> str:
    """Return the day a measure is due, how late it is, and how often it was put off."""
    if it.due is None:
        return ""
    late = f" 超期{it.days_late}天" if it.days_late else ""
    times = 0 if it.owed else len(it.measure.extensions)  # till then its form is what is due
    return f" {it.limit_name} {it.due.isoformat()}{late}{f' 延期{times}次' if times else ''}"


def _found(units: Sequence[UnitProgress]) -> list[State]:
    """Return the states that occur, from the worst."""
    return [state for state, count in zip(State, _counts(units), strict=True) if count]


def _counts(units: Sequence[UnitProgress]) -> list[int]:
    """Return how many measures of ``units`` are in each state."""
    found = [it.state for unit in units for it in unit.measures]
    return [found.count(state) for state in State]
