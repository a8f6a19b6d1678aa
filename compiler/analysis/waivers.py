"""Waivers of the register applied: one occurrence switched off, on record, and never one of
disclosure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

import attrs

from compiler.chinese.width import to_half_width
from compiler.diagnostics import Diagnostic, complain
from compiler.model.identifiers import measure_id, split_id
from compiler.model.register import Waiver
from compiler.model.report import Report
from compiler.rules.table import RULES, Rule
from compiler.span import Span

NONE: Mapping[str, Rule] = MappingProxyType({})
USED, UNUSED, EXPIRED, VOID = "已使用", "未使用", "已过期", "无效"


@attrs.frozen
class WaiverUse:
    """A waiver and what became of it: the finding it switched off, or what is wrong with it.

    ``outcome`` is 已使用, 未使用, 已过期 or 无效. A waiver that lacks a cell is 无效 without a
    ``trouble`` of its own: the empty cell has been reported.
    """

    waiver: Waiver
    outcome: str
    waived: Diagnostic | None = None
    trouble: Diagnostic | None = None


def apply_waivers(
    report: Report, diagnostics: Sequence[Diagnostic], own: Mapping[str, Rule] = NONE
) -> tuple[list[Diagnostic], tuple[WaiverUse, ...]]:
    """Return the diagnostics that remain and every waiver's use.

    ``own`` are rules of plug-ins, by code. A waiver expires by the notice's date of signature, so
    that the same inputs always come out alike. Troubles: L050 unknown rule or one that may not be
    waived, L051 unused, L052 expired, L053 a place that fits several findings.
    """
    remaining = list(diagnostics)
    uses: list[WaiverUse] = []
    subjects = subjects_of(report)
    for waiver in report.register.waivers:
        use = _use(waiver, remaining, subjects, report.information.signed_on.value, own)
        if use.waived is not None:
            remaining.remove(use.waived)
        uses.append(use)
    return remaining, tuple(uses)


def _use(
    waiver: Waiver,
    diagnostics: Sequence[Diagnostic],
    subjects: dict[tuple[str, ...], str],
    signed_on: date | None,
    own: Mapping[str, Rule],
) -> WaiverUse:
    """Return what a waiver comes to: it lifts one finding, or none, and then the reason is told.
    One that could lift several lifts none.
    """
    code, place = waiver.rule.value.strip().upper(), waiver.place.value
    if not (code and place and waiver.reason and waiver.approver):
        return WaiverUse(waiver, VOID)
    rule = own.get(code) or RULES.get(code)
    if rule is None or not rule.waivable:
        return WaiverUse(
            waiver, VOID, trouble=complain("L050", waiver.rule.span, rule=waiver.rule.value)
        )
    if (
        waiver.expires.value is not None
        and signed_on is not None
        and waiver.expires.value < signed_on
    ):
        trouble = complain("L052", waiver.expires.span, rule=code, day=waiver.expires.text)
        return WaiverUse(waiver, EXPIRED, trouble=trouble)
    fitting = [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.code == code and _fits(place, diagnostic, subjects)
    ]
    if len(fitting) == 1:
        return WaiverUse(waiver, USED, fitting[0])
    if fitting:
        return WaiverUse(
            waiver, VOID, trouble=complain("L053", waiver.place.span, rule=code, count=len(fitting))
        )
    return WaiverUse(
        waiver, UNUSED, trouble=complain("L051", waiver.rule.span, rule=code, place=place)
    )


def subject_of(span: Span, subjects: dict[tuple[str, ...], str]) -> str:
    """Return the measure or problem a place belongs to, empty if it is the whole report's."""
    row = re.sub(r"\D", "", span.cell or "")
    return subjects.get((span.file, span.sheet or "", row)) or subjects.get((span.file,), "")


def subjects_of(report: Report) -> dict[tuple[str, ...], str]:
    """Return the measure or problem of every form file and register row."""
    subjects: dict[tuple[str, ...], str] = {}
    for problem in report.problems():
        subjects[_row_key(problem.plan.span)] = f"问题{problem.number}"
        for measure in problem.measures:
            subjects[_row_key(measure.plan.span)] = measure.id
            for form in measure.forms:
                subjects[(form.span.file,)] = measure.id
    return subjects


def _row_key(span: Span) -> tuple[str, str, str]:
    """Return the row of a cell, by which findings are found to be a problem's or a measure's."""
    return span.file, span.sheet or "", re.sub(r"\D", "", span.cell or "")


def _fits(place: str, diagnostic: Diagnostic, subjects: dict[tuple[str, ...], str]) -> bool:
    """Tell whether a waiver's place is a finding's: a measure's id, a problem's number, or the end
    of a cell's full name.
    """
    span = diagnostic.spans[0]
    wanted = to_half_width(re.sub(r"\s", "", place))
    if parts := split_id(wanted):
        return subject_of(span, subjects) == measure_id(*parts)
    if re.fullmatch(r"(问题)?\d+", wanted):
        return subject_of(span, subjects) == f"问题{int(re.sub(r'[^0-9]', '', wanted))}"
    full, short = (
        to_half_width(re.sub(r"\s", "", name))
        for name in (f"{span.file}{span.sheet}!{span.cell}", f"{span.file}!{span.cell}")
    )
    return "!" in wanted and (full.endswith(wanted) or short.endswith(wanted))
