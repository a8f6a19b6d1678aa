"""报送进度.xlsx: how far every unit has come, written for the office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from compiler.analysis.lights import Light, planned_day
from compiler.analysis.progress import MEANINGS, MeasureProgress, State, UnitProgress, worst_first
from compiler.analysis.summaries import Lit, by_lead_unit, by_leader, summary
from compiler.excel.lists import (
    Content,
    Link,
    ListBook,
    ListSheet,
    Rate,
    Toned,
    add_sheet,
    head_sheet,
    list_sheet,
    open_listing,
    write_table,
)
from compiler.excel.reading.project import INPUT_FOLDER
from compiler.model.report import Report
from compiler.outputs.check_report_rows import link_to
from compiler.outputs.ledgers.ledger_supervision import sum_sheet
from compiler.outputs.ledgers.summary_sheet import LEADER, LEGEND, UNIT, summary_sheet
from compiler.span import Span
from compiler.vocab import Severity

UNIT_COLUMNS = (
    ("单位", 22),
    ("灯", 6),
    ("应报", 8),
    *((state.value, 8) for state in State),
    ("迟报", 8),
    ("完成率", 9),
    ("销号率", 9),
    ("超期", 8),
    ("最长几天", 9),
    ("配合", 8),
    ("联系人", 12),
    ("电话", 18),
)

MEASURE_COLUMNS = (
    ("灯", 6),
    ("单位", 20),
    ("措施编号", 11),
    ("整改措施", 30),
    ("整改目标", 24),
    ("进展情况", 50),
    ("报送情况", 10),
    ("完成状态", 10),
    ("时限", 12),
    ("超期几天", 9),
    ("原时限", 12),
    ("延期次数", 9),
    ("迟报", 7),
    ("要改几处", 9),
    ("填报表", 30),
)

SUPPORT_COLUMNS = (
    ("责任单位", 20),
    ("措施编号", 11),
    ("整改措施", 44),
    ("牵头单位", 20),
    ("自己的表", 9),
    ("牵头的表", 9),
    ("灯", 6),
    ("时限", 12),
    ("联系人", 12),
    ("电话", 18),
)

TOTAL_WIDTHS = (24, 12, 12, 12, 12)
"""Of the first sheet: the table's columns, and as many more as the words above it need."""

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
    Light.RED: "时限已过：没报、有错的看报送期限，其余看整改时限，总台账登记了延期的看延到的日子；"
    "单位自己写的完成时限不算",
    Light.YELLOW: "时限快到了",
    Light.GREEN: "已经完成，或时限还早，或没有写明时限",
}
"""What is meant by each light."""

TONES = {
    State.MISSING: "红",
    State.FAULTY: "红",
    State.DOUBTFUL: "黄",
    State.USABLE: "绿",
    State.WAITING: "黄",
    State.CLOSED: "绿",
}


TOTALS = "总览"


def status_workbook(units: Sequence[UnitProgress], base: str, report: Report, day: date) -> bytes:
    """Return 报送进度.xlsx as of ``day``; ``base`` leads from its folder to the project."""
    order = worst_first(units)
    rows = [(unit, it) for unit in order for it in unit.measures]
    lit: list[Lit] = [(it.measure, it.light) for unit in units for it in unit.measures]
    groups = {UNIT: by_lead_unit(lit), LEADER: by_leader(lit)}
    listing = open_listing("报送进度")
    _totals(listing, units, report, day)
    sheets = (
        list_sheet("单位", UNIT_COLUMNS, (_unit_row(unit) for unit in order)),
        summary_sheet(lit, groups),
        list_sheet("措施", MEASURE_COLUMNS, (_measure_row(unit, it, base) for unit, it in rows)),
        list_sheet("配合", SUPPORT_COLUMNS, _support_rows(units)),
        sum_sheet([measure for measure, _ in lit]),
        _faults(rows, base),
        list_sheet("说明", LEGEND_COLUMNS, _legend()),
    )
    for sheet in sheets:
        add_sheet(listing, sheet)
    return listing.finish()


def _totals(listing: ListBook, units: Sequence[UnitProgress], report: Report, day: date) -> None:
    """Write the first sheet: of what and of which day this is, and all units together."""
    sheet = listing.book.add_worksheet(TOTALS)
    by = report.information.report_by.value
    told = (report.information.title.value.replace("\n", ""), f"截至 {day.isoformat()}")
    limit = f"报送期限 {by.isoformat()}" if by else "没有写报送期限"
    head_sheet(listing, sheet, "\u3000".join((*told, limit)), TOTAL_WIDTHS)
    measures = [it for unit in units for it in unit.measures]
    late = [it for it in measures if it.light is Light.RED]
    done = sum(it.measure.completed for it in measures)
    closed = sum(it.measure.closed for it in measures)
    granted = [it for it in measures if it.measure.extensions]
    lines: list[tuple[str, Content]] = [
        ("牵头单位", sum(bool(unit.measures) for unit in units)),
        ("应报措施", len(measures)),
        *((state.value, sum(it.state is state for it in measures)) for state in State),
        ("迟报", sum(it.late for it in measures)),
        ("超期措施", len(late)),
        ("超期单位", sum(bool(unit.overdue) for unit in units)),
        ("报了完成的措施", done),
        ("完成率", Rate(done, len(measures))),
        ("登记了销号的措施", closed),
        ("销号率", Rate(closed, len(measures))),
        ("延期措施", len(granted)),
        ("延期次数", sum(len(it.measure.extensions) for it in granted)),
    ]
    write_table(listing, sheet, 3, ("合计", "数"), lines, TOTAL_WIDTHS)


def _legend() -> Iterator[Sequence[Content]]:
    """Yield what is meant by the states, the lights and what else the columns say in a word."""
    yield from ((Toned(state.value, TONES[state]), told) for state, told in MEANINGS.items())
    yield from ((Toned(colour.value, colour.value), told) for colour, told in LIGHTS.items())
    yield "迟报", "审签日期晚于报送期限，或过了报送期限还没有报"
    yield from LEGEND
    yield (
        "配合",
        "作为责任单位配合的措施，已报来自己的表几条/共几条；没有数据、制度、处理情况要报的可以不报",
    )


def count_states(unit: UnitProgress) -> dict[State, int]:
    """Return how many of a unit's measures are in each state."""
    found = [it.state for it in unit.measures]
    return {state: found.count(state) for state in State}


def _unit_row(unit: UnitProgress) -> Iterator[Content]:
    """Yield the cells of a unit, in the order of ``UNIT_COLUMNS``."""
    yield from (unit.unit, Toned(unit.light.value, unit.light.value))
    yield from (len(unit.measures), *count_states(unit).values())
    yield sum(it.late for it in unit.measures)
    own = summary(unit.unit, ((it.measure, it.light) for it in unit.measures))
    yield from (Rate(own.completed, own.total), Rate(own.closed, own.total), own.red)
    yield max((it.days_late for it in unit.measures), default=0) or ""
    yield supported_count((unit,))
    yield from (unit.contact, unit.phone)


def supported_count(units: Iterable[UnitProgress]) -> str:
    """Return for how many of the measures that units support their own forms have come; empty if
    they support none.
    """
    supported = [it for unit in units for it in unit.supported]
    return f"{sum(it.reported for it in supported)}/{len(supported)}" if supported else ""


def _support_rows(units: Sequence[UnitProgress]) -> Iterator[Sequence[Content]]:
    """Yield a line for every unit and measure that it supports."""
    for unit in units:
        for it in unit.supported:
            lead = it.progress
            yield (
                unit.unit,
                lead.measure.id,
                lead.measure.plan.planned.value,
                lead.measure.plan.lead_unit.value,
                "已报" if it.reported else "没有报",
                Toned(lead.state.value, TONES[lead.state]),
                Toned(lead.light.value, lead.light.value),
                lead.due or lead.measure.plan.due.text,
                unit.contact,
                unit.phone,
            )


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
        it.measure.plan.goal.value,
        it.measure.submission.progress.value if it.measure.submission else "",
    )
    yield from (
        Toned(it.state.value, TONES[it.state]),
        status,
        it.due or it.measure.plan.due.text,
        it.days_late or "",
        planned_day(it.measure.plan.due) or it.measure.plan.due.text,
        len(it.measure.extensions) or "",
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
