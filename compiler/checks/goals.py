"""What a measure was to reach beside what its unit says was reached."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from compiler.analysis.goals import NOT_REACHED, goal_figures, goal_numbers, short_of
from compiler.chinese.prose_dates import last_named
from compiler.diagnostics import Diagnostic, complain
from compiler.model.report import Measure, Report
from compiler.span import Span

MOST = 20
"""No goal has more numbers; a cell full of them is compared with the answer so often only."""


class _Shortfall(NamedTuple):
    """A result below its goal: where and how either is written."""

    result: Span
    told: str
    goal: Span
    wanted: str


def goals_reached(report: Report) -> Iterator[Diagnostic]:
    """C070 a measure called completed with less than its goal says; a goal for a day after the
    notice is not due.
    """
    signed = report.information.signed_on.value
    for measure in report.measures():
        goal, submission = measure.plan.goal, measure.submission
        if not goal or goal.imported or submission is None or not measure.completed:
            continue
        due = last_named(goal.value)
        if due is not None and signed is not None and due > signed:
            continue
        for found in _shortfalls(measure):
            yield complain(
                "C070",
                found.result,
                found.goal,
                submission.status_text.span,
                id=measure.id,
                wanted=found.wanted,
                told=found.told,
                status=submission.status_text.value,
            )


def _shortfalls(measure: Measure) -> Iterator[_Shortfall]:
    """Yield the numbers of a measure's goal that its declared figures, or else its answer, fall
    short of.
    """
    goal, submission = measure.plan.goal, measure.submission
    assert submission is not None
    declared = {found.number.start: found for found in goal_figures(measure)}
    for number in islice(goal_numbers(goal.value), MOST):
        place = goal.span_at(number.start, number.end)
        wanted = goal.value[number.start : number.end]
        found = declared.get(number.start)
        if found is not None:
            if found.verdict == NOT_REACHED:
                value = "".join((found.figure.value.text, found.figure.unit.value))
                told = f"{found.figure.name.value} {value}"
                yield _Shortfall(found.figure.value.span, told, place, wanted)
            continue
        progress = submission.progress
        result = short_of(number, progress.value)
        if result is not None:
            told = progress.value[result.start : result.end]
            yield _Shortfall(progress.span_at(result.start, result.end), told, place, wanted)
