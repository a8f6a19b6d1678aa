"""The forms of one measure merged into one answer. Merging never guesses: what differs is
reported with both cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import attrs

from compiler.chinese.numerals import plain
from compiler.diagnostics import Diagnostic, complain
from compiler.model.register import PlannedMeasure, form_of
from compiler.model.report import Measure
from compiler.model.submission import Figure, Institution, Submission
from compiler.model.values import Day, Number, Text
from compiler.model.values import places as places_of
from compiler.span import Span


@attrs.frozen
class Grounds:
    """What complaints about the forms of a measure rest on besides these: the directory of
    ``units``, and the places of forms that are ``likely`` to be its own though they do not say
    so.
    """

    units: tuple[Span, ...] = ()
    likely: tuple[Span, ...] = ()


NO_GROUNDS = Grounds()
R = TypeVar("R", bound=attrs.AttrsInstance)
LABELS = {
    "theme": "主题句", "progress": "进展情况", "status_text": "完成状态", "completed_on": "完成日期", "matter": "事项名称",
    "situation": "有关情况说明", "next_steps": "下一步措施", "deadline": "完成时限", "reporter": "填报人", "phone": "联系电话",
    "reported_on": "填报日期", "reviewer": "审核人", "reviewed_on": "审核日期", "approver": "审签人", "approved_on": "审签日期",
}  # fmt: skip
TABLES = {
    "figures": "数据指标",
    "institutions": "制度成果",
    "handlings": "处理情况",
    "evidence": "佐证材料",
}


def merge(
    plan: PlannedMeasure,
    submissions: Sequence[Submission],
    found: list[Diagnostic],
    grounds: Grounds = NO_GROUNDS,
) -> Measure:
    """Link a planned measure with its forms.

    Diagnostics: L001 the lead unit's form is missing, L003 two forms of one unit differ, L004
    they say the same, L005 a unit that has no part in the measure, L006 a prefilled cell differs
    from the register, L007 a supporting unit's prose is not printed, L008 one figure with two
    values, L009 one figure declared twice.
    """
    lead_name = plan.lead_unit.value
    supporting_names = {unit.value for unit in plan.supporting_units}
    by_unit: dict[str, list[Submission]] = {}
    for submission in submissions:
        unit = submission.unit.value or lead_name
        if unit != lead_name and unit not in supporting_names:
            places = (submission.unit.span, plan.lead_unit.span)
            stranger = complain("L005", *places, unit=unit, id=plan.id.value)
            found.append(stranger.resting_on(plan.supporting_text.span, *grounds.units))
        by_unit.setdefault(unit, []).append(submission)
        altered = _compare_prefilled(plan, submission)
        found += (diagnostic.resting_on(*grounds.units) for diagnostic in altered)
    for same in by_unit.values():
        for other in same[1:]:
            found += _compare(same[0], other, plan.id.value)
    lead = by_unit.pop(lead_name, [None])[0]
    if lead is None:
        missing = complain("L001", plan.id.span, id=plan.id.value, unit=lead_name)
        units = places_of(plan.lead_unit, *(submission.unit for submission in submissions))
        missing = missing.resting_on(plan.id.span, *units, *grounds.likely)
        found.append(missing.spoiling(form_of(plan)))
    supporting = tuple(same[0] for same in by_unit.values())
    for submission in supporting:
        follow_up = submission.follow_up
        prose = (
            submission.theme,
            submission.progress,
            follow_up.situation,
            follow_up.next_steps,
            follow_up.deadline,
        )
        for text in prose:
            if text and submission.unit.value in supporting_names:
                unused = complain("L007", text.span, id=plan.id.value, unit=submission.unit.value)
                found.append(unused.spoiling(text.span))
    everyone = ([lead] if lead else []) + list(supporting)
    return Measure(
        plan,
        lead,
        supporting,
        figures=_merge_figures(
            [figure for submission in everyone for figure in submission.figures], found
        ),
        institutions=_merge_institutions(
            [row for submission in everyone for row in submission.institutions]
        ),
        handlings=tuple(row for submission in everyone for row in submission.handlings),
    )


def _values(record: attrs.AttrsInstance) -> Iterator[tuple[str, Text | Day | Number]]:
    for attribute in attrs.fields(type(record)):
        value = getattr(record, attribute.name)
        if isinstance(value, Text | Day | Number):
            yield attribute.name, value


def _text_of(value: Text | Day | Number) -> str:
    if isinstance(value, Text):
        return value.value
    if isinstance(value, Number) and value.value is not None:
        return plain(value.value)
    return value.text


def _compare(first: Submission, other: Submission, identifier: str) -> Iterator[Diagnostic]:
    pairs = [
        *zip(_values(first), _values(other), strict=True),
        *zip(_values(first.follow_up), _values(other.follow_up), strict=True),
        *zip(_values(first.sign_off), _values(other.sign_off), strict=True),
    ]
    differs = False
    for (key, left), (_, right) in pairs:
        if key in LABELS and _text_of(left) != _text_of(right):
            differs = True
            yield complain("L003", right.span, left.span, id=identifier, label=LABELS[key])
    for key, label in TABLES.items():
        yield from (
            found := list(
                _compare_rows(
                    getattr(first, key), getattr(other, key), first, other, identifier, label
                )
            )
        )
        differs = differs or bool(found)
    if not differs:
        yield complain("L004", other.span, first.span, id=identifier)


def _compare_rows(
    left: Sequence[R],
    right: Sequence[R],
    first: Submission,
    other: Submission,
    identifier: str,
    label: str,
) -> Iterator[Diagnostic]:
    for mine, theirs in zip(left, right, strict=False):
        for (_, a), (_, b) in zip(_values(mine), _values(theirs), strict=True):
            if _text_of(a) != _text_of(b):
                yield complain("L003", b.span, a.span, id=identifier, label=label)
    for rows, place in ((left[len(right) :], other.span), (right[len(left) :], first.span)):
        for row in rows:
            yield complain("L003", next(_values(row))[1].span, place, id=identifier, label=label)


def _compare_prefilled(plan: PlannedMeasure, submission: Submission) -> Iterator[Diagnostic]:
    prefilled = submission.prefilled
    pairs: tuple[tuple[str, Text | Day, Text | Day], ...] = (
        ("整改措施", prefilled.planned, plan.planned),
        ("整改目标", prefilled.goal, plan.goal),
        ("牵头领导", prefilled.leader, plan.leader),
        ("牵头单位", prefilled.lead_unit, plan.lead_unit),
        ("责任单位", prefilled.supporting_units, plan.supporting_text),
        ("整改时限", prefilled.due, plan.due),
    )
    for label, shown, planned in pairs:
        on_sheet = (
            shown.span.cell is not None
        )  # a row that was deleted, or came with a later version, says nothing
        if on_sheet and _text_of(shown) != _text_of(planned):
            yield complain("L006", shown.span, planned.span, label=label)


def _merge_figures(figures: Sequence[Figure], found: list[Diagnostic]) -> tuple[Figure, ...]:
    merged: dict[str, Figure] = {}
    for figure in figures:
        first = merged.setdefault(figure.name.value, figure)
        if first is figure or not figure.name:
            continue
        if (first.value.value, first.unit.value) != (figure.value.value, figure.unit.value):
            found.append(
                complain(
                    "L008",
                    figure.value.span,
                    first.value.span,
                    name=figure.name.value,
                    first=first.value.text + first.unit.value,
                    second=figure.value.text + figure.unit.value,
                )
            )
        elif first.name.span.file == figure.name.span.file:
            found.append(
                complain("L009", figure.name.span, first.name.span, name=figure.name.value)
            )
    return tuple(merged.values())


def _merge_institutions(rows: Sequence[Institution]) -> tuple[Institution, ...]:
    return tuple({row.title.value: row for row in reversed(rows)}.values())[::-1]
