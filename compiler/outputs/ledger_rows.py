"""What the ledger shows, gathered from the report and the snapshots of earlier rounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from compiler.analysis.lights import Light, due_day, light
from compiler.excel.lists import Content, Link, ListSheet, list_sheet
from compiler.excel.reading.project import INPUT_FOLDER
from compiler.model.report import Measure, Problem, Report
from compiler.model.snapshot import Snapshot
from compiler.model.submission import Submission
from compiler.model.values import Day
from compiler.outputs.check_report_rows import link_to
from compiler.outputs.ledger import Ledger, LedgerSeries, Tally, counted, toned, write_ledger
from compiler.span import Span

NOT_REPORTED = "未报"
PROBLEM_COLUMNS = (
    ("问题编号", 9),
    ("方面", 20),
    ("类别", 18),
    ("问题", 34),
    ("整改类别", 10),
    ("措施数", 8),
    ("完成状态", 10),
    ("认定理由", 24),
)
MEASURE_COLUMNS = (
    ("措施编号", 11), ("问题", 24), ("牵头领导", 12), ("牵头单位", 14), ("责任单位", 16), ("整改目标", 22), ("整改措施", 30), ("整改时限", 12),
    ("完成状态", 10), ("完成日期", 12), ("灯", 5), ("有关情况说明", 30), ("下一步措施", 30), ("完成时限", 16), ("填报表", 22),
)  # fmt: skip
INSTITUTION_COLUMNS = (
    ("措施编号", 11),
    ("单位", 16),
    ("文件标题", 44),
    ("文号", 20),
    ("印发日期", 12),
    ("所在", 30),
)
FIGURE_COLUMNS = (
    ("措施编号", 11),
    ("单位", 16),
    ("指标名称", 28),
    ("数值", 12),
    ("计量单位", 9),
    ("截至日期", 12),
    ("勾稽关系", 44),
    ("所在", 30),
)
RELATION_COLUMNS = (("关系", 60), ("结果", 9), ("相差", 14), ("所在", 34))
HANDLING_COLUMNS = (
    ("措施编号", 11),
    ("单位", 16),
    ("处理方式", 20),
    ("处理人数", 10),
    ("所在", 34),
)
CLOSING_COLUMNS = (
    ("措施编号", 11), ("牵头单位", 16), ("完成日期", 12), ("填报人", 10), ("填报日期", 12), ("审核人", 10), ("审核日期", 12), ("审签人", 10), ("审签日期", 12),
    ("填报表", 26),
)  # fmt: skip


def ledger(report: Report, base: str, earlier: Sequence[Snapshot] = ()) -> bytes:
    """Return 整改台账.xlsx; ``base`` leads from its folder to the project, ``earlier`` holds the
    rounds before this one.

    Lights are those of the cut-off date, or of the date of signature: the same sources give the
    same ledger any day.
    """
    information = report.information
    day = information.cut_off.value or information.signed_on.value
    names = tuple(
        status.name for status in sorted(report.statuses, key=lambda status: -status.rank)
    )
    statuses = (*names, NOT_REPORTED)
    rounds = [
        *(snapshot.round for snapshot in earlier),
        information.cut_off.text or information.signed_on.text,
    ]
    series = tuple(_series(report, earlier)) if earlier else ()
    shown = f"截至 {day.isoformat()}" if day else ""
    return write_ledger(
        Ledger(
            subtitle=f"{information.title.value}\u3000{shown}".strip(),
            by_aspect=_by_aspect(report, statuses),
            by_unit=_by_unit(report, statuses),
            by_light=_by_light(report, day),
            sheets=tuple(_sheets(report, base, day)),
            rounds=tuple(rounds) if earlier else (),
            series=series,
        )
    )


def _status(thing: Measure | Problem) -> str:
    return thing.status.name if thing.status else NOT_REPORTED


def _by_aspect(report: Report, statuses: tuple[str, ...]) -> Tally:
    rows = {}
    for aspect in report.aspects:
        found = [
            _status(problem) for category in aspect.categories for problem in category.problems
        ]
        rows[aspect.title.value] = [found.count(status) for status in statuses]
    return counted("方面（问题数）", statuses, rows)


def _by_unit(report: Report, statuses: tuple[str, ...]) -> Tally:
    found: dict[str, list[str]] = {}
    for measure in report.measures():
        found.setdefault(measure.plan.lead_unit.value, []).append(_status(measure))
    return counted(
        "单位（措施数）",
        statuses,
        {unit: [own.count(status) for status in statuses] for unit, own in found.items()},
    )


def _by_light(report: Report, day: date | None) -> Tally:
    lights = [light(measure, day) for measure in report.measures()] if day else []
    numbers = [lights.count(colour) for colour in Light]
    return Tally(
        "时限（措施数）",
        ("绿灯", "黄灯", "红灯", "合计"),
        (("全部措施", (*numbers, sum(numbers))),),
    )


def _sheets(report: Report, base: str, day: date | None) -> Iterator[ListSheet]:
    def link(span: Span) -> Link:
        return Link(span.describe().removeprefix(f"{INPUT_FOLDER}/"), link_to(base, span))

    measures = list(report.measures())
    yield list_sheet(
        "问题台账", PROBLEM_COLUMNS, (_problem(problem) for problem in report.problems())
    )
    yield list_sheet(
        "措施台账",
        MEASURE_COLUMNS,
        (row for p in report.problems() for row in (_measure(p, m, day, link) for m in p.measures)),
    )
    yield list_sheet(
        "制度成果", INSTITUTION_COLUMNS,
        ([m.id, form.unit.value, row.title.value, row.number.value, _day(row.date), link(row.title.span)] for m, form in _forms(measures) for row in form.institutions),
    )  # fmt: skip
    yield list_sheet(
        "数据指标", FIGURE_COLUMNS,
        ([m.id, form.unit.value, row.name.value, row.value.value, row.unit.value, _day(row.as_of), row.relation.value, link(row.name.span)] for m, form in _forms(measures) for row in form.figures),
    )  # fmt: skip
    yield list_sheet(
        "勾稽关系", RELATION_COLUMNS,
        ([it.text.value, "成立" if it.holds else "不成立", "" if it.holds else f"{abs(it.difference):f}{it.measure_unit}", link(it.text.span)] for it in report.relations),
    )  # fmt: skip
    yield list_sheet(
        "处理情况",
        HANDLING_COLUMNS,
        (
            [m.id, form.unit.value, row.sanction.value, row.count.value, link(row.sanction.span)]
            for m, form in _forms(measures)
            for row in form.handlings
        ),
    )
    done = [
        (m, m.submission)
        for m in measures
        if m.submission and m.status is not None and m.status.complete
    ]
    yield list_sheet(
        "销号", CLOSING_COLUMNS, (_closing(measure, form, link) for measure, form in done)
    )


def _problem(problem: Problem) -> Iterator[Content]:
    plan = problem.plan
    yield from (
        problem.number,
        plan.aspect.value,
        plan.category.value,
        plan.title.value,
        plan.problem_class.value,
    )
    yield from (len(problem.measures), _status(problem), plan.override_reason.value)


def _measure(
    problem: Problem, measure: Measure, day: date | None, link: Callable[[Span], Link]
) -> Iterator[Content]:
    plan, form = measure.plan, measure.submission
    yield from (
        measure.id,
        problem.plan.title.value,
        plan.leader.value,
        plan.lead_unit.value,
        plan.supporting_text.value,
    )
    yield from (plan.goal.value, plan.planned.value, _day(plan.due), _status(measure))
    yield _day(form.completed_on) if form else None
    colour = light(measure, day) if day and due_day(measure) else None
    yield toned(colour.value, colour.value) if colour else None
    follow_up = form.follow_up if form else None
    yield from (
        (follow_up.situation.value, follow_up.next_steps.value, follow_up.deadline.value)
        if follow_up
        else ("", "", "")
    )
    yield link(form.progress.span) if form else None


def _closing(measure: Measure, form: Submission, link: Callable[[Span], Link]) -> Iterator[Content]:
    sign_off = form.sign_off
    yield from (measure.id, measure.plan.lead_unit.value, _day(form.completed_on))
    yield from (
        sign_off.reporter.value,
        _day(sign_off.reported_on),
        sign_off.reviewer.value,
        _day(sign_off.reviewed_on),
    )
    yield from (sign_off.approver.value, _day(sign_off.approved_on), link(form.status_text.span))


def _forms(measures: Iterable[Measure]) -> Iterator[tuple[Measure, Submission]]:
    return ((measure, form) for measure in measures for form in measure.forms)


def _day(day: Day) -> Content:
    return day.value if day.value is not None else day.text


def _series(report: Report, earlier: Sequence[Snapshot]) -> Iterator[LedgerSeries]:
    """Yield every figure of this round that an earlier one has too, under the same measure and
    name.
    """
    kept = [
        {(subject, name): value for subject, name, value, _ in snapshot.figures()}
        for snapshot in earlier
    ]
    for measure in report.measures():
        for row in measure.figures:
            before = [_decimal(values.get((measure.id, row.name.value))) for values in kept]
            if any(value is not None for value in before):
                yield LedgerSeries(
                    measure.id, row.name.value, row.unit.value, (*before, row.value.value)
                )


def _decimal(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
