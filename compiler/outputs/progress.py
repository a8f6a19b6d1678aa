"""报送进度.xlsx and the texts that chase: how far every unit has come, written for the office and
for the unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from compiler.analysis.lights import Light
from compiler.analysis.progress import MEANINGS, MeasureProgress, State, UnitProgress
from compiler.chinese.shortening import beginning
from compiler.excel.lists import Content, Link, ListSheet, Toned, list_sheet, write_lists
from compiler.excel.reading.project import INPUT_FOLDER
from compiler.outputs.check_report_rows import link_to
from compiler.span import Span
from compiler.vocab import Severity

UNIT_COLUMNS = (
    ("单位", 22),
    ("灯", 6),
    ("应报", 8),
    *((state.value, 8) for state in State),
    ("迟报", 8),
    ("联系人", 12),
    ("电话", 18),
)

MEASURE_COLUMNS = (
    ("灯", 6),
    ("单位", 20),
    ("措施编号", 11),
    ("整改措施", 40),
    ("报送情况", 10),
    ("完成状态", 10),
    ("时限", 12),
    ("迟报", 7),
    ("要改几处", 9),
    ("填报表", 30),
)

FAULT_COLUMNS = (
    ("单位", 20),
    ("措施编号", 11),
    ("轻重", 7),
    ("规则", 8),
    ("说明", 70),
    ("位置", 34),
)

LEGEND_COLUMNS = (("写的是", 12), ("意思", 70))
LIGHTS = {
    Light.RED: "时限已过：没报、有错的看报送期限，其余看整改时限和填报的完成时限里晚的那个",
    Light.YELLOW: "时限快到了",
    Light.GREEN: "已经完成，或时限还早，或没有写明时限",
}
"""What is meant by each light."""

TONES = {
    State.MISSING: "红",
    State.FAULTY: "红",
    State.DOUBTFUL: "黄",
    State.USABLE: "绿",
    State.CLOSED: "绿",
}

SHOWN = 30
"""Characters of a measure in a message: it has its number, and must only be known again."""


def status_workbook(units: Sequence[UnitProgress], base: str) -> bytes:
    """Return 报送进度.xlsx; ``base`` leads from its folder to the project."""
    rows = [(unit, it) for unit in units for it in unit.measures]
    return write_lists(
        "报送进度",
        (
            list_sheet("单位", UNIT_COLUMNS, (_unit_row(unit) for unit in units)),
            list_sheet(
                "措施", MEASURE_COLUMNS, (_measure_row(unit, it, base) for unit, it in rows)
            ),
            _faults(rows, base),
            list_sheet("说明", LEGEND_COLUMNS, _legend()),
        ),
    )


def _legend() -> Iterator[Sequence[Content]]:
    """Yield what is meant by the states, the lights and what else the columns say in a word."""
    yield from ((Toned(state.value, TONES[state]), told) for state, told in MEANINGS.items())
    yield from ((Toned(colour.value, colour.value), told) for colour, told in LIGHTS.items())
    yield "迟报", "审签日期晚于报送期限，或过了报送期限还没有报"


def count_states(unit: UnitProgress) -> dict[State, int]:
    """Return how many of a unit's measures are in each state."""
    found = [it.state for it in unit.measures]
    return {state: found.count(state) for state in State}


def _unit_row(unit: UnitProgress) -> Iterator[Content]:
    """Yield the cells of a unit, in the order of ``UNIT_COLUMNS``."""
    yield from (unit.unit, Toned(unit.light.value, unit.light.value))
    yield from (len(unit.measures), *count_states(unit).values())
    yield sum(it.late for it in unit.measures)
    yield from (unit.contact, unit.phone)


def _measure_row(unit: UnitProgress, it: MeasureProgress, base: str) -> Iterator[Content]:
    """Yield the cells of a measure, in the order of ``MEASURE_COLUMNS``; what nobody has reported
    on leads nowhere.
    """
    status = it.measure.status.name if it.measure.status else ""
    yield from (
        Toned(it.light.value, it.light.value),
        unit.unit,
        it.measure.id,
        it.measure.plan.planned.value,
    )
    yield from (
        Toned(it.state.value, TONES[it.state]),
        status,
        it.due or it.measure.plan.due.text,
        "迟报" if it.late else "",
    )
    yield len(it.findings) or ""
    yield (
        Link(it.file.removeprefix(f"{INPUT_FOLDER}/"), link_to(base, Span(it.file)))
        if it.file
        else ""
    )


def _faults(rows: Sequence[tuple[UnitProgress, MeasureProgress]], base: str) -> ListSheet:
    """Return the list of all that is to be mended, each linked to its first place."""

    def lines() -> Iterator[Sequence[Content]]:
        for unit, it in rows:
            for d in it.findings:
                span = d.spans[0]
                place = Link(span.describe().removeprefix(f"{INPUT_FOLDER}/"), link_to(base, span))
                tone = "红" if d.severity is Severity.ERROR else "黄"
                yield (
                    unit.unit,
                    it.measure.id,
                    Toned(d.severity.label, tone),
                    d.code,
                    d.message,
                    place,
                )

    return list_sheet("要改的地方", FAULT_COLUMNS, lines())


def chase_text(unit: UnitProgress, day: date) -> str:
    """Return what to write to a unit that owes something, ready to paste into a message; empty if
    it owes nothing.
    """
    missing = [it for it in unit.measures if it.state is State.MISSING]
    faulty = [it for it in unit.measures if it.state is State.FAULTY]
    overdue = [it for it in unit.measures if it.light is Light.RED and not it.owed]
    if not (missing or faulty or overdue):
        return ""
    contact = f"（{unit.contact}）" if unit.contact else ""
    head = f"{unit.unit}{contact}：截至{day.year}年{day.month}月{day.day}日，"
    lines = [f"{head}贵单位牵头的整改措施共{len(unit.measures)}条。"]
    if missing:
        lines += [
            f"还没有收到填报表的{len(missing)}条，请尽快报送：",
            *(_line(it) for it in missing),
        ]
    if faulty:
        lines += [f"报来的填报表需要修改的{len(faulty)}条，请照“退回问题”逐处改好再报："]
        lines += [
            f"{_line(it)}，{sum(d.severity is Severity.ERROR for d in it.findings)}处错误"
            for it in faulty
        ]
    if overdue:
        lines += [
            f"已经超过时限、尚未完成的{len(overdue)}条，请抓紧落实并说明情况：",
            *(_line(it) for it in overdue),
        ]
    return "\n".join(lines) + "\n"


def _line(it: MeasureProgress) -> str:
    """Return a measure as a line of a message: its id, how it begins, and its time limit if it has
    one.
    """
    planned = it.measure.plan.planned.value
    shown = beginning(planned, SHOWN)
    late = "，已超期" if it.light is Light.RED else ""
    due = f"（时限{it.due.year}年{it.due.month}月{it.due.day}日{late}）" if it.due else ""
    return f"  {it.measure.id} {shown}{due}"
