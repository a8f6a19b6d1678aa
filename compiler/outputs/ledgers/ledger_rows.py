"""What the ledger shows, gathered from the report and the snapshots of earlier rounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

import attrs

from compiler.analysis.lights import Light, due_day, light
from compiler.analysis.summaries import Lit, by_aspect, by_lead_unit, by_leader
from compiler.excel.lists import Content, Link, ListSheet, list_sheet
from compiler.excel.reading.project import INPUT_FOLDER
from compiler.model.computed import TestedRelation
from compiler.model.report import Measure, Problem, Report
from compiler.model.snapshot import Snapshot
from compiler.model.submission import Submission
from compiler.model.values import Day, Text, Value
from compiler.outputs.check_report_rows import link_to
from compiler.outputs.ledgers.ledger import Ledger, Tally, counted, toned, write_ledger
from compiler.outputs.ledgers.ledger_activities import activities_sheet
from compiler.outputs.ledgers.ledger_history import series_of
from compiler.outputs.ledgers.ledger_supervision import (
    closing_state,
    extension_sheet,
    goal_sheet,
    meaning_sheet,
    sum_sheet,
)
from compiler.outputs.ledgers.summary_sheet import ASPECT, LEADER, UNIT, summary_sheet
from compiler.outputs.placeholder_rows import placeholder_sheet
from compiler.schema.books import block
from compiler.schema.definitions import Block, Field, members
from compiler.schema.form import PREFILLED, SIGN_OFF
from compiler.schema.register import CLOSURES, MEASURES, PROBLEMS
from compiler.span import Span

NOT_REPORTED = "未报"
Columns = tuple[tuple[str, int], ...]
"""Columns with their widths: a field by its key, or something computed by its label."""

PROBLEM_COLUMNS: Columns = (
    ("number", 9),
    ("aspect", 20),
    ("category", 18),
    ("title", 34),
    ("problem_class", 10),
    ("措施数", 8),
    ("完成状态", 10),
    ("override_reason", 24),
)
MEASURE_COLUMNS: Columns = (
    ("id", 11),
    ("问题", 24),
    ("leader", 12),
    ("lead_unit", 14),
    ("supporting_units", 16),
    ("goal", 22),
    ("planned", 30),
    ("due", 12),
    ("延期至", 12),
    ("延期次数", 6),
    ("status", 10),
    ("completed_on", 12),
    ("销号", 8),
    ("灯", 5),
    ("situation", 30),
    ("next_steps", 30),
    ("deadline", 16),
    ("填报表", 22),
)
ROW_COLUMNS: dict[str, Columns] = {
    "institutions": (
        ("措施编号", 11),
        ("单位", 16),
        ("title", 44),
        ("number", 20),
        ("date", 12),
        ("所在", 30),
    ),
    "figures": (
        ("措施编号", 11),
        ("单位", 16),
        ("name", 28),
        ("value", 12),
        ("unit", 9),
        ("as_of", 12),
        ("relation", 44),
        ("所在", 30),
    ),
    "handlings": (("措施编号", 11), ("单位", 16), ("sanction", 20), ("count", 10), ("所在", 34)),
}
RELATION_COLUMNS = (("关系", 60), ("结果", 9), ("相差", 14), ("所在", 34))
CLOSING_COLUMNS: Columns = (
    ("措施编号", 11),
    ("lead_unit", 16),
    ("completed_on", 12),
    ("销号", 8),
    ("closed_on", 12),
    ("confirmed_by", 10),
    ("evidence", 30),
    ("reporter", 10),
    ("reported_on", 12),
    ("reviewer", 10),
    ("reviewed_on", 12),
    ("approver", 10),
    ("approved_on", 12),
    ("填报表", 26),
)
"""What stands where. A field that the schema shows in the ledger and that has no place here
comes before what leads to the form: drawing a column is a matter of looks, having it is not.
"""


def ledger(report: Report, base: str, earlier: Sequence[Snapshot] = ()) -> bytes:
    """Return 整改台账.xlsx; ``base`` leads from its folder to the project, ``earlier`` holds the
    rounds before this one.

    Lights are those of the cut-off date, or of the date of signature: the same sources give the
    same ledger any day.
    """
    information = report.information
    day = information.cut_off.value or information.signed_on.value
    order = sorted(report.statuses, key=lambda status: -status.rank)
    statuses = (*(status.name for status in order), NOT_REPORTED)
    complete = sum(status.complete for status in order)
    rounds = [
        *(snapshot.round for snapshot in earlier),
        information.cut_off.text or information.signed_on.text,
    ]
    series = tuple(series_of(report, earlier)) if earlier else ()
    shown = f"截至 {day.isoformat()}" if day else ""
    return write_ledger(
        Ledger(
            subtitle=f"{information.title.value}\u3000{shown}".strip(),
            by_aspect=_by_aspect(report, statuses, complete),
            by_unit=_by_unit(report, statuses, complete),
            by_light=_by_light(report, day),
            sheets=tuple(_sheets(report, base, day)),
            rounds=tuple(rounds) if earlier else (),
            series=series,
        )
    )


def _status(thing: Measure | Problem) -> str:
    """Return the name of a status; what nobody has reported on has none."""
    return thing.status.name if thing.status else NOT_REPORTED


def _by_aspect(report: Report, statuses: tuple[str, ...], complete: int) -> Tally:
    """Count the problems of each aspect by status."""
    rows = {}
    for aspect in report.aspects:
        found = [
            _status(problem) for category in aspect.categories for problem in category.problems
        ]
        rows[aspect.title.value] = [found.count(status) for status in statuses]
    return counted("方面（问题数）", statuses, rows, complete)


def _by_unit(report: Report, statuses: tuple[str, ...], complete: int) -> Tally:
    """Count the measures of each lead unit by status; supporting units have none of their own."""
    found: dict[str, list[str]] = {}
    for measure in report.measures():
        found.setdefault(measure.plan.lead_unit.value, []).append(_status(measure))
    return counted(
        "单位（措施数）",
        statuses,
        {unit: [own.count(status) for status in statuses] for unit, own in found.items()},
        complete,
    )


def _by_light(report: Report, day: date | None) -> Tally:
    """Count the measures by light; all are nought if the register names no day to judge by."""
    lights = [light(measure, day) for measure in report.measures()] if day else []
    numbers = [lights.count(colour) for colour in Light]
    return Tally(
        "时限（措施数）",
        ("绿灯", "黄灯", "红灯", "合计"),
        (("全部措施", (*numbers, sum(numbers))),),
    )


@attrs.frozen
class _Table:
    """A list being gathered: the fields it knows by key, and its columns, computed ones too."""

    fields: Mapping[str, Field]
    columns: Columns

    def headings(self) -> Iterator[tuple[str, int]]:
        """Yield the label and width of every column."""
        for name, width in self.columns:
            yield self.fields[name].label if name in self.fields else name, width

    def row(self, answers: Mapping[str, Value], **computed: Content) -> Iterator[Content]:
        """Yield the cells of a row: what is computed, else what was answered."""
        for name, _ in self.columns:
            value = answers.get(name)
            yield computed[name] if name in computed else _content(value)


def _table(columns: Columns, *blocks: Block, beside: Sequence[Block] = ()) -> _Table:
    """Return a list of these columns, of the fields of ``blocks`` and some of those ``beside``
    them, and of all else that ``blocks`` show in the ledger.
    """
    placed = {name for name, _ in columns}
    own = [field for block in blocks for field in members(block)]
    added = [(field.key, field.width) for field in own if field.ledger and field.key not in placed]
    fields = {field.key: field for block in beside for field in members(block)}
    fields |= {field.key: field for field in own}
    shown = [
        it for it in columns[:-1] if it[0] in fields or not it[0].isascii()
    ]  # a kind may lack some
    return _Table(fields, (*shown, *added, columns[-1]))


def _content(value: Value | None) -> Content:
    """Return an answer in its type; what should be a date or number and is none, as typed, and so
    a day told in words.
    """
    if value is None:
        return None
    if isinstance(value, Text):
        return value.value
    if isinstance(value, Day) and value.in_words:
        return value.text
    return value.value if value.value is not None else value.text


def _sheets(report: Report, base: str, day: date | None) -> Iterator[ListSheet]:
    """Yield the lists in the order of the sheets."""

    def link(span: Span) -> Link:
        return Link(span.describe().removeprefix(f"{INPUT_FOLDER}/"), link_to(base, span))

    measures = list(report.measures())
    register, form = report.schema.register, report.schema.form
    table = _table(PROBLEM_COLUMNS, block(register, PROBLEMS.key))
    lit: list[Lit] = [(it, light(it, day) if day else None) for it in measures]
    groups = {LEADER: by_leader(lit), UNIT: by_lead_unit(lit), ASPECT: by_aspect(report, lit)}
    yield summary_sheet(lit, groups)
    rows = (_problem(table, problem) for problem in report.problems())
    yield list_sheet("问题台账", table.headings(), rows)
    answers = [section for sheet in form.sheets for section in sheet.sections()]
    asked = [section for section in answers if section.key not in (PREFILLED.key, SIGN_OFF.key)]
    plan = block(register, MEASURES.key)
    table = _table(MEASURE_COLUMNS, plan, *asked)
    rows = (_measure(table, p, m, day, link) for p in report.problems() for m in p.measures)
    yield list_sheet("措施台账", table.headings(), rows)
    yield extension_sheet(measures, link)
    yield goal_sheet(measures, link)
    for key in ("institutions", "figures"):
        yield _rows_of(block(form, key), measures, link)
    yield list_sheet(
        "勾稽关系",
        RELATION_COLUMNS,
        ([it.text.value, *_outcome(it), link(it.text.span)] for it in report.relations),
    )
    yield _rows_of(block(form, "handlings"), measures, link)
    yield sum_sheet(measures)
    done = [(m, m.submission) for m in measures if m.submission and m.completed]
    closures = block(register, CLOSURES.key)
    table = _table(CLOSING_COLUMNS, block(form, SIGN_OFF.key), beside=(plan, *asked, closures))
    rows = (_closing(table, measure, form, link) for measure, form in done)
    yield list_sheet("销号", table.headings(), rows)
    activities = activities_sheet(report, link)
    yield from [activities] if activities else []
    yield placeholder_sheet(report, link)
    yield meaning_sheet(report, f"截至 {day.isoformat()}" if day else "")


def _rows_of(block: Block, measures: Iterable[Measure], link: Callable[[Span], Link]) -> ListSheet:
    """Return the rows of one table of all forms."""
    table = _table(ROW_COLUMNS[block.key], block)

    def rows() -> Iterator[Iterable[Content]]:
        for measure, form in _forms(measures):
            for own in getattr(form, block.key):
                answers = dict(own.answers())
                first = next(iter(answers.values()))
                given: dict[str, Content] = {"措施编号": measure.id, "单位": form.unit.value}
                yield table.row(answers, **given, 所在=link(first.span))

    return list_sheet(block.title.rpartition("、")[2], table.headings(), rows())


def _problem(table: _Table, problem: Problem) -> Iterator[Content]:
    """Return the line of a problem; its count of measures and its status are computed."""
    return table.row(
        dict(problem.plan.answers()), 措施数=len(problem.measures), 完成状态=_status(problem)
    )


def _measure(
    table: _Table,
    problem: Problem,
    measure: Measure,
    day: date | None,
    link: Callable[[Span], Link],
) -> Iterator[Content]:
    """Return the line of a measure: what was planned and what was reported. Where both answer a
    field of one key, the plan counts. Without a day or a time limit there is no light.
    """
    form = measure.submission
    colour = light(measure, day) if day and due_day(measure) else None
    return table.row(
        dict(form.answers() if form else ()) | dict(measure.plan.answers()),
        问题=problem.plan.title.value,
        status=_status(measure),
        延期至=measure.extensions[-1].due.value if measure.extensions else None,
        延期次数=len(measure.extensions) or None,
        销号=closing_state(measure),
        灯=toned(colour.value, colour.value) if colour else None,
        填报表=link(form.progress.span) if form else None,
    )


def _closing(
    table: _Table, measure: Measure, form: Submission, link: Callable[[Span], Link]
) -> Iterator[Content]:
    """Return the line of a measure that is done: who reported, reviewed and approved it, and who
    closed it if it is.
    """
    closed = measure.closure
    return table.row(
        dict(form.answers())
        | dict(closed.answers() if closed else ())
        | dict(measure.plan.answers()),
        措施编号=measure.id,
        销号=closing_state(measure),
        填报表=link(form.status_text.span),
    )


def _outcome(relation: TestedRelation) -> Iterator[Content]:
    """Yield whether a relation holds, and by how much it does not."""
    if relation.undecided:
        yield from ("待定", "")
    elif relation.holds:
        yield from ("成立", "")
    else:
        yield from ("不成立", f"{abs(relation.difference):f}{relation.measure_unit}")


def _forms(measures: Iterable[Measure]) -> Iterator[tuple[Measure, Submission]]:
    """Yield every form with its measure, those of supporting units, too."""
    return ((measure, form) for measure in measures for form in measure.forms)
