"""工作纪实: its rows against the plan, the directory and the dates of the report, and what is counted
by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.analysis.activities import chairs, is_blank, office_count, read_choice
from compiler.analysis.grounds import plans_of
from compiler.analysis.lowered_register import split_units
from compiler.chinese.likeness import nearest
from compiler.diagnostics import Diagnostic, complain
from compiler.model.identifiers import measure_id, split_id
from compiler.model.register import Activity
from compiler.model.report import Report
from compiler.model.values import Text, places
from compiler.notice.placeholders import filled_texts, names_in_prose, split_placeholders
from compiler.span import Span

LIKE_ENOUGH, LENGTH_APART = 0.75, 2
"""How like a unit of the directory a name is that means it. By judgement: 区体育局 is not like enough
to mean 区教育局, and 柳汀镇青石村 is longer than 柳汀镇 by too much."""
OFFICE = re.compile(r"(?:书记|长|主任|主席)\Z")
PERSON = re.compile(r"[\u4e00-\u9fff]{2,3}(?<![会室办组队处等记长])")
"""What follows an office in a cell, where it is that of a person: the name, and no meeting, body or
further office."""


def measures_known(report: Report) -> Iterator[Diagnostic]:
    """L080 a measure that the register does not have."""
    known = {plan.id.value for plan in report.register.measures}
    for row in report.register.activities:
        for member in split_units(row.measures):
            parts = split_id(member.value)
            if parts is None or measure_id(*parts) not in known:
                guess = nearest(member.value, known, LIKE_ENOUGH)
                hint = f"是不是“{guess}”？" if guess else ""
                unknown = complain("L080", member.span, text=member.value[:30], hint=hint)
                yield unknown.resting_on(*plans_of(report.register, member.value))


def units_spelt_alike(report: Report) -> Iterator[Diagnostic]:
    """L081 a unit that is almost one of the directory's; others, a village or a firm, may well be
    visited.
    """
    units = report.register.units
    known = {name for unit in units for name in (unit.name.value, *unit.aliases)}
    for row in report.register.activities:
        for member in split_units(row.units):
            if member.value in known:
                continue
            guess = nearest(member.value, known, LIKE_ENOUGH)
            if guess and abs(len(guess) - len(member.value)) <= LENGTH_APART:
                slip = complain("L081", member.span, text=member.value[:30], guess=guess)
                yield slip.resting_on(*report.register.place("units"))


def names_of_two_things(report: Report) -> Iterator[Diagnostic]:
    """L082 a placeholder that is both a declared figure's name and a count of 工作纪实, and these
    differ.
    """
    declared = _declared(report)
    for name, place in _placeholders(report):
        figure = report.counts.get(name)
        counted = office_count(report, name) if figure and name in declared else None
        if figure and counted and figure.value != counted.value:
            cells = (place, *declared[name])
            both = complain("L082", *cells, name=name, figure=figure.text, counted=counted.text)
            yield both.resting_on(*counted.grounds)


def counts_of_nothing(report: Report) -> Iterator[Diagnostic]:
    """L083 a placeholder that counts the office's work and finds none."""
    declared = _declared(report)
    for name, place in _placeholders(report):
        if name in declared:
            continue
        choice = read_choice(report, name)
        if choice is not None and any(map(choice.takes, report.register.activities)):
            continue
        count = office_count(report, name)
        if count and not count.value:
            yield complain("L083", place, name=name).resting_on(*count.grounds)


def blanks_in_sums(report: Report) -> Iterator[Diagnostic]:
    """L084 activities that leave open what prose or a relation adds up."""
    operands = (operand.name for relation in report.relations for operand in relation.operands)
    told: set[tuple[str, str]] = set()
    declared = _declared(report)
    for name in dict.fromkeys((*names_in_prose(report), *operands)):
        choice = read_choice(report, name) if name not in declared else None
        if choice is None or not choice.counted.summed:
            continue
        rows = [row for row in report.register.activities if choice.takes(row)]
        blank = [row for row in rows if is_blank(row, choice.counted)]
        if blank and (choice.kind, choice.counted.column) not in told:
            told.add((choice.kind, choice.counted.column))
            cells = [getattr(row, choice.counted.column).span for row in blank]
            label, number = choice.counted.label, len(blank)
            yield complain("L084", *cells, name=name, kind=choice.kind, label=label, count=number)


def chairs_spelt_alike(report: Report) -> Iterator[Diagnostic]:
    """L085 somebody who stands once with the name, and once without."""
    known = chairs(report)
    for row in report.register.activities:
        chair = row.chair.value
        without = next((one for one in known if _same_person(one, chair)), None)
        if without is not None:
            other = next(r for r in report.register.activities if r.chair.value == without)
            yield complain("L085", row.chair.span, other.chair.span, here=chair, there=without)


def _same_person(office: str, full: str) -> bool:
    """Tell whether ``full`` is the office with its holder's name behind it."""
    return (
        full.startswith(office)
        and OFFICE.search(office) is not None
        and PERSON.fullmatch(full, len(office)) is not None
    )


def _placeholders(report: Report) -> Iterator[tuple[str, Span]]:
    """Yield every placeholder of the office's prose with its place."""
    for text in filled_texts(report):
        for part in split_placeholders(text.value):
            if part.name is not None:
                yield part.name, text.span_at(part.start, part.end)


def _declared(report: Report) -> dict[str, list[Span]]:
    """Return the cells of the figures that are declared, by their names."""
    found: dict[str, list[Span]] = {}
    for measure in report.measures():
        for figure in measure.figures:
            found.setdefault(figure.name.value, []).append(figure.value.span)
    return found


# The rows by themselves


def dated_within_the_round(report: Report) -> Iterator[Diagnostic]:
    """C050 an activity after the date of signature, C051 before the inspection began, C055 after
    the cut-off date, up to which the notice counts.
    """
    information = report.information
    start, end = information.inspection_start, information.cut_off
    signed = information.signed_on
    for row in report.register.activities:
        day = row.day.value
        if day is None:
            continue
        if signed.value is not None and day > signed.value:
            yield complain("C050", row.day.span, signed.span, day=day, signed=signed.value)
        elif end.value is not None and day > end.value:
            yield complain("C055", row.day.span, end.span, day=day, cut_off=end.value)
        if start.value is not None and day < start.value:
            yield complain("C051", row.day.span, start.span, day=day, start=start.value)


def solved_of_found(report: Report) -> Iterator[Diagnostic]:
    """C052 more solved on the spot than found."""
    for row in report.register.activities:
        found, solved = row.found.value, row.solved.value
        if solved is not None and solved > (found or 0) and not row.found.unusable:
            said = row.found.text or "没有填"
            yield complain("C052", *places(row.solved, row.found), solved=solved, found=said)


def persons_of_teams(report: Report) -> Iterator[Diagnostic]:
    """C053 fewer persons than teams."""
    for row in report.register.activities:
        teams, persons = row.teams.value, row.persons.value
        if teams is not None and persons is not None and persons < teams:
            cells = places(row.persons, row.teams)
            yield complain("C053", *cells, persons=persons, teams=teams)


def registered_twice(report: Report) -> Iterator[Diagnostic]:
    """C054 two rows that say the same of one day."""
    seen: dict[tuple[object, ...], Activity] = {}
    for row in report.register.activities:
        if row.day.value is None or not row.subject:
            continue
        texts: tuple[Text, ...] = (row.kind, row.chair, row.subject, row.problem_class, row.units)
        key = (row.day.value, *(text.value for text in texts))
        first = seen.setdefault(key, row)
        if first is not row:
            told = {"day": row.day.value, "kind": row.kind.value, "subject": row.subject.value[:30]}
            yield complain("C054", row.subject.span, first.subject.span, **told)
