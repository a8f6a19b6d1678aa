"""How far every unit has come: which form has arrived, whether it can be used, and how it stands
against its deadline.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from pathlib import PurePosixPath

import attrs

from compiler.analysis.defaults import WARNING_DAYS
from compiler.analysis.issue_log import read_log, renumbered_since
from compiler.analysis.lights import Light, due_day, light, light_on
from compiler.diagnostics import Diagnostic
from compiler.model.report import Measure, Report
from compiler.model.submission import Submission
from compiler.rules.table import OFFICE_MENDS
from compiler.vocab import Severity


class State(Enum):
    """What has become of a measure's form, from worst to best."""

    MISSING = "未报"
    FAULTY = "有错"
    DOUBTFUL = "待核"
    USABLE = "可用"
    WAITING = "待销号"
    CLOSED = "已销号"


MEANINGS = {
    State.MISSING: "没有收到表，或收到的表还空着",
    State.FAULTY: "表打不开，或有错误，要单位改",
    State.DOUBTFUL: "没有错误，有警告要核对",
    State.USABLE: "没有错误、警告，措施还在办",
    State.WAITING: "没有错误、警告，措施报了完成，等办公室核实后在总台账“销号”表登记"
    "（总台账没有这张表的，先运行 zhenggai upgrade）",
    State.CLOSED: "没有错误、警告，措施已经完成，办公室登记了销号",
}
"""What is meant by each state, as the office is told."""


ASKED = "L062"
"""The rule about answers of which nobody can tell which measure they are for."""


@attrs.frozen
class MeasureProgress:
    """One measure: its form's state and file, what is to be mended in it, its light and the day
    it is due.

    ``late`` tells that the form was approved after the day by which forms were to be reported.
    ``days_late`` is how many days ago what is in the red was due, else 0. ``form_due`` tells that
    what is due is the form, ``renumbered`` that the form is out under another number.
    """

    measure: Measure
    state: State
    light: Light
    due: date | None
    file: str | None
    findings: tuple[Diagnostic, ...]
    late: bool
    days_late: int = 0
    form_due: bool = False
    renumbered: bool = False

    @property
    def limit_name(self) -> str:
        """What the day it is due is called."""
        return "报送期限" if self.form_due else "时限"

    @property
    def owed(self) -> bool:
        """Whether the unit still has to send something."""
        return self.state in (State.MISSING, State.FAULTY) and not self.office_mends

    @property
    def office_mends(self) -> bool:
        """Whether all that is wrong with its form is the office's to put right, by issuing anew, or the
        office has to say first which measure it is for.
        """
        wrong = [d.code for d in self.findings if d.severity is Severity.ERROR]
        return self.renumbered or self.asked or (bool(wrong) and OFFICE_MENDS.issuperset(wrong))

    @property
    def asked(self) -> bool:
        """Whether an answer has come that may be its, and the office has to say whether it is."""
        return any(d.code == ASKED for d in self.findings)


@attrs.frozen
class SupportedMeasure:
    """A measure that a unit supports: how far its lead unit is, and whether a form of the unit's
    own has come. It need not send one.
    """

    progress: MeasureProgress
    reported: bool


@attrs.frozen
class UnitProgress:
    """One unit, the measures it leads and those it supports, in the order of the notice."""

    unit: str
    contact: str
    phone: str
    measures: tuple[MeasureProgress, ...]
    supported: tuple[SupportedMeasure, ...] = ()

    @property
    def light(self) -> Light:
        """The worst of its lights; green if it leads nothing."""
        lights = (it.light for it in self.measures)
        return max(lights, key=list(Light).index, default=Light.GREEN)

    @property
    def overdue(self) -> tuple[MeasureProgress, ...]:
        """What it leads that is in the red, the longest overdue first."""
        red = (it for it in self.measures if it.light is Light.RED)
        return tuple(sorted(red, key=lambda it: -it.days_late))


def worst_first(units: Iterable[UnitProgress]) -> list[UnitProgress]:
    """Return the units by who is late: by their lights, how long, and with how much."""

    def badness(unit: UnitProgress) -> tuple[int, int, int]:
        late = unit.overdue
        days = late[0].days_late if late else 0
        return list(Light).index(unit.light), days, len(late)

    return sorted(units, key=badness, reverse=True)


def unit_progress(
    report: Report,
    found: Iterable[Diagnostic],
    blank: Collection[str],
    day: date,
    warning_days: int = WARNING_DAYS,
) -> tuple[UnitProgress, ...]:
    """Return the progress of every unit on ``day``, those that lead nothing after those that do;
    ``blank`` names the files that hold no answer yet.

    A form that could not be read counts for the measure its file is named after.
    """
    found = tuple(found)
    by_file: dict[str, list[Diagnostic]] = {}
    for diagnostic in found:
        if diagnostic.spans and diagnostic.severity is not Severity.HINT:
            by_file.setdefault(diagnostic.spans[0].file, []).append(diagnostic)
    linked = {form.span.file for measure in report.measures() for form in measure.forms}
    asked = _asked(report, found, blank)
    unread = {PurePosixPath(file).stem: file for file in by_file if file not in linked}
    unread |= asked
    renumbered = renumbered_since(read_log(report.record.issues), report.register.measures)
    contacts = {unit.name.value: unit for unit in report.register.units}
    owned: dict[str, list[MeasureProgress]] = {}
    supported: dict[str, list[SupportedMeasure]] = {}
    for measure in report.measures():
        progress = _measure_progress(report, measure, by_file, blank, unread, day, warning_days)
        if progress.state is State.MISSING and measure.id in renumbered:
            progress = attrs.evolve(progress, renumbered=True)
        lead = measure.plan.lead_unit.value
        owned.setdefault(lead, []).append(progress)
        came = {form.unit.value for form in measure.supporting if form.span.file not in blank}
        for unit in dict.fromkeys(named.value for named in measure.plan.supporting_units):
            if unit and unit != lead:
                supported.setdefault(unit, []).append(SupportedMeasure(progress, unit in came))
    return tuple(
        UnitProgress(
            unit,
            contacts[unit].contact.value if unit in contacts else "",
            contacts[unit].phone.value if unit in contacts else "",
            tuple(owned.get(unit, ())),
            tuple(supported.get(unit, ())),
        )
        for unit in {**owned, **supported}
    )


def _asked(report: Report, found: Iterable[Diagnostic], blank: Collection[str]) -> dict[str, str]:
    """Return the file by measure of answers that have come, and may be the measure's: the office has
    to say it.
    """
    measures = {measure.plan.planned.span: measure.id for measure in report.measures()}
    return {
        measures[span]: diagnostic.spans[0].file
        for diagnostic in found
        if diagnostic.code == ASKED and diagnostic.spans[0].file not in blank
        for span in diagnostic.spans[1:]
        if span in measures
    }


def _measure_progress(
    report: Report,
    measure: Measure,
    by_file: Mapping[str, Sequence[Diagnostic]],
    blank: Collection[str],
    unread: Mapping[str, str],
    day: date,
    warning_days: int,
) -> MeasureProgress:
    """Return how far one measure is on ``day``. Until its form can be used, what is due is the
    form.
    """
    form = measure.submission
    file = form.span.file if form else unread.get(measure.id)
    findings = tuple(by_file.get(file, ())) if file else ()
    state = _state(measure, form, file, findings, blank)
    report_by = report.information.report_by.value
    approved = form.sign_off.approved_on.value if form else None
    late = report_by is not None and (
        (approved is not None and approved > report_by)
        or (state is State.MISSING and day > report_by)
    )
    due: date | None
    form_due = report_by is not None and state in (State.MISSING, State.FAULTY)
    if report_by is not None and form_due:
        due, colour = report_by, light_on(report_by, day, warning_days)
    else:
        due, colour = due_day(measure), light(measure, day, warning_days)
    shown = findings if state is not State.MISSING else ()
    days = (day - due).days if due is not None and colour is Light.RED else 0
    return MeasureProgress(measure, state, colour, due, file, shown, late, days, form_due)


def _state(
    measure: Measure,
    form: Submission | None,
    file: str | None,
    findings: Sequence[Diagnostic],
    blank: Collection[str],
) -> State:
    """Return the state of a measure's form: the worst that its findings allow."""
    if file is None or file in blank:
        return State.MISSING
    if form is None or any(diagnostic.severity is Severity.ERROR for diagnostic in findings):
        return State.FAULTY
    if findings:
        return State.DOUBTFUL
    if not measure.completed:
        return State.USABLE
    return State.CLOSED if measure.closed else State.WAITING
