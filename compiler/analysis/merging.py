"""The forms of one measure merged into one answer. Merging never guesses: what differs is
reported with both cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from compiler.analysis.reissue import same_words
from compiler.diagnostics import Diagnostic, complain
from compiler.model.register import PlannedMeasure, form_of
from compiler.model.report import Measure
from compiler.model.submission import Figure, Institution, Submission
from compiler.model.values import Answers, Value, written
from compiler.model.values import places as places_of
from compiler.schema.definitions import Table, Workbook
from compiler.schema.register import MEASURES
from compiler.span import Span
from compiler.vocab import Publication

Difference = tuple[str, Span, Span]
"""A label, the cell of the later form, and that of the first."""


@attrs.frozen
class Grounds:
    """What complaints about the forms of a measure rest on besides these: the directory of
    ``units``, and the places of forms that are ``likely`` to be its own though they do not say
    so.
    """

    units: tuple[Span, ...] = ()
    likely: tuple[Span, ...] = ()


NO_GROUNDS = Grounds()


def merge(
    plan: PlannedMeasure,
    submissions: Sequence[Submission],
    found: list[Diagnostic],
    form: Workbook,
    grounds: Grounds = NO_GROUNDS,
) -> Measure:
    """Link a planned measure with its forms, which were read against ``form``.

    Diagnostics: L001 the lead unit's form is missing, L003 two forms of one unit differ, L004
    they say the same, L005 a unit that has no part in the measure, L006 a prefilled cell differs
    from the register (blanks and the width of marks aside), L007 a supporting unit's prose is not printed, L008 one figure with two
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
        altered = _compare_prefilled(plan, submission, form)
        found += (diagnostic.resting_on(*grounds.units) for diagnostic in altered)
    for same in by_unit.values():
        for other in same[1:]:
            found += _compare(same[0], other, plan.id.value, form)
    lead = by_unit.pop(lead_name, [None])[0]
    if lead is None:
        missing = complain("L001", plan.id.span, id=plan.id.value, unit=lead_name)
        units = places_of(plan.lead_unit, *(submission.unit for submission in submissions))
        missing = missing.resting_on(plan.id.span, *units, *grounds.likely)
        found.append(missing.spoiling(form_of(plan)))
    supporting = tuple(same[0] for same in by_unit.values())
    for submission in supporting:
        for value in published_answers(submission, form):
            if submission.unit.value in supporting_names:
                unused = complain("L007", value.span, id=plan.id.value, unit=submission.unit.value)
                found.append(unused.spoiling(value.span))
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


def published_answers(submission: Submission, form: Workbook) -> tuple[Value, ...]:
    """Return what a form says for the notice, in the order of its sections."""
    values = dict(submission.answers())
    return tuple(
        values[field.key]
        for sheet in form.sheets
        for field in sheet.fields()
        if field.publication is Publication.NOTICE and field.key in values
        if written(values[field.key])
    )


def _compare(
    first: Submission, other: Submission, identifier: str, form: Workbook
) -> Iterator[Diagnostic]:
    """Yield an L003 for every cell in which two forms of one unit differ, one L004 if none
    does.
    """
    different = [
        *_different_fields(first, other, form),
        *(
            pair
            for sheet in form.sheets
            for table in sheet.tables()
            for pair in _different_rows(table, first, other)
        ),
    ]
    for label, here, there in different:
        yield complain("L003", here, there, id=identifier, label=label)
    if not different:
        yield complain("L004", other.span, first.span, id=identifier)


def _different_fields(first: Submission, other: Submission, form: Workbook) -> Iterator[Difference]:
    """Yield the fields that two forms of one measure answer differently, with both cells; what the
    office filled in counts only where both show it.
    """
    left, right = dict(first.answers()), dict(other.answers())
    for field in form.fields():
        mine, theirs = left.get(field.key), right.get(field.key)
        if not field.compared or mine is None or theirs is None:
            continue
        shown = not field.prefilled or (_on_sheet(mine) and _on_sheet(theirs))
        if shown and written(mine) != written(theirs):
            yield field.label, theirs.span, mine.span


def _different_rows(table: Table, first: Submission, other: Submission) -> Iterator[Difference]:
    """Yield where two forms' rows of a table differ, row by row; a row that the other lacks is held
    against its form.
    """
    left, right = (_rows(form, table) for form in (first, other))
    label = table.title.rpartition("、")[2]
    compared = {column.key for column in table.columns if column.compared}
    for mine, theirs in zip(left, right, strict=False):
        answers = dict(mine.answers())
        for key, value in theirs.answers():
            if key in compared and written(value) != written(answers[key]):
                yield label, value.span, answers[key].span
    for rows, form in ((left[len(right) :], other), (right[len(left) :], first)):
        for row in rows:
            yield label, next(row.answers())[1].span, form.span


def _rows(submission: Submission, table: Table) -> tuple[Answers, ...]:
    """The rows of a table of the form: each is an attribute called by its key."""
    rows: tuple[Answers, ...] = getattr(submission, table.key)
    return rows


def _on_sheet(value: Value) -> bool:
    """Tell whether a field stands on the sheet: a row that was deleted, or came with a later
    version, says nothing.
    """
    return value.span.cell is not None


def _compare_prefilled(
    plan: PlannedMeasure, submission: Submission, form: Workbook
) -> Iterator[Diagnostic]:
    """Yield an L006 for every locked cell that says otherwise than the measure's row, its id
    aside.
    """
    planned, shown = dict(plan.answers()), dict(submission.answers())
    for field in form.fields():
        table, _, column = field.filled_from.partition(".")
        if not field.prefilled or table != MEASURES.key or column == "id":
            continue
        mine, theirs = shown[field.key], planned[column]
        if _on_sheet(mine) and not same_words(written(mine), written(theirs)):
            yield complain("L006", mine.span, theirs.span, label=field.label)


def _merge_figures(figures: Sequence[Figure], found: list[Diagnostic]) -> tuple[Figure, ...]:
    """Return the figures of a measure's forms, the first of each name; L008 where two differ, L009
    where one form has it twice.
    """
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
    """Return the regulations of a measure's forms, each title once, in their order."""
    return tuple({row.title.value: row for row in reversed(rows)}.values())[::-1]
