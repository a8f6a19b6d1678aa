"""What findings about the whole rest on: the cells that a name, a number of the register or a
total over all forms was worked out from, and where they would be if they were there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from compiler.analysis.expressions import TOKEN
from compiler.excel.reading.records import Record
from compiler.model.identifiers import MEASURE_ID, measure_id, split_id
from compiler.model.register import PlannedMeasure, PlannedProblem, Register, form_of
from compiler.model.report import Measure, Report
from compiler.model.submission import Submission
from compiler.model.values import Text, places, unsure
from compiler.span import Span

LISTS = ("problems", "measures")
"""The tables that decide what the report consists of."""
PETITION_COUNTS = ("总数", "办结数", "在办数")


def skeleton(register: Register) -> tuple[Span, ...]:
    """Return where the report's problems and measures are listed."""
    return register.place(*LISTS)


def directory_of(record: Record) -> tuple[Span, ...]:
    """Return the places that the units' canonical names were read from."""
    rows = record.tables.get("units", ())
    names = (row.entries["name"].span for row in rows if "name" in row.entries)
    return (*names, *([record.places["units"]] if "units" in record.places else []))


def numbers(problems: Iterable[PlannedProblem]) -> tuple[Span, ...]:
    """Return the cells of the problems' numbers."""
    return tuple(problem.number.span for problem in problems)


def doubtful_plans(register: Register, problem: int) -> tuple[Span, ...]:
    """Return the cells of 措施清单 that do not agree with the others or cannot be read, of rows
    that may belong to ``problem``.
    """
    known = {plan.number.whole for plan in register.problems if plan.number.value is not None}
    ids = [plan.id.value for plan in register.measures]

    def sound(plan: PlannedMeasure) -> bool:
        """Tell whether a row's id can be read, fits its problem and stands in no other row."""
        parts = split_id(plan.id.value)
        readable = parts is not None and not unsure((plan.id, plan.problem))
        agrees = parts is not None and parts[0] == plan.problem.value and parts[0] in known
        return readable and agrees and ids.count(plan.id.value) == 1

    return tuple(
        span
        for plan in register.measures
        if _may_belong(plan, problem) and not sound(plan)
        for span in places(plan.id, plan.problem)
    )


def plans_of(register: Register, identifier: str) -> tuple[Span, ...]:
    """Return where a measure would be listed by its id: a row of its problem that cannot be relied on may
    be meant for it.
    """
    parts = split_id(identifier)
    return (*skeleton(register), *(doubtful_plans(register, parts[0]) if parts else ()))


def _may_belong(plan: PlannedMeasure, problem: int) -> bool:
    """Tell whether a row names a problem, by id or by number, or names none that can be read."""
    parts = split_id(plan.id.value)
    named = {parts[0] if parts else None, plan.problem.whole if plan.problem.value else None}
    return problem in named or named == {None}


def strangers(forms: Iterable[Submission], problem: int) -> tuple[Span, ...]:
    """Return the cells by which forms of no known measure say that they belong to ``problem``."""
    return tuple(
        form.measure_id.span
        for form in forms
        if (parts := split_id(form.measure_id.value)) and parts[0] == problem
    )


def likely_forms(
    plan: PlannedMeasure, forms: Iterable[Submission], unread: Iterable[Span]
) -> Iterator[Span]:
    """Yield the places of what may be the form of ``plan`` without saying so: a file named after
    it, a folder named after its unit that could not be entered, or a form of its unit for its
    problem.
    """
    parts = split_id(plan.id.value)
    for form in forms:
        own = split_id(form.measure_id.value)
        unit = form.prefilled.lead_unit.value
        problems = {parts[0] if parts else None, plan.problem.value}
        sent = own is not None and own[0] in problems
        if (sent and unit == plan.lead_unit.value) or _named(form.span) == plan.id.value:
            yield form.measure_id.span
    for place in unread:
        folder = PurePosixPath(place.file).name
        if _named(place) == plan.id.value or folder == plan.lead_unit.value:
            yield place


def _named(place: Span) -> str | None:
    """Return the id that a form's file is named by, ``None`` if its name has none."""
    match = MEASURE_ID.search(PurePosixPath(place.file).name)
    return measure_id(int(match.group(1)), int(match.group(2))) if match else None


def answers(report: Report) -> tuple[Span, ...]:
    """Return every cell that totals over all forms are made of, of the forms there are and of
    those that are not.
    """
    found: list[Span] = [*report.unread, *skeleton(report.register)]
    for plan in report.register.measures:
        found += (form_of(plan), plan.problem.span)
    found += (form.measure_id.span for form in report.unlinked)
    for measure in report.measures():
        for form in measure.forms:
            found.append(form.status_text.span)
            found.append(form.span)
            found += (s for row in form.figures for s in places(row.name, row.value, row.unit))
            found += (s for row in form.handlings for s in places(row.sanction, row.count))
            found += (row.title.span for row in form.institutions)
    return tuple(dict.fromkeys(found))


def placing(register: Register) -> tuple[Span, ...]:
    """Return what decides where the office's own prose goes."""
    rows = register.chapters
    values = (v for row in rows for v in (row.place, row.kind, row.order, row.heading, row.text))
    return (*register.place("chapters"), *unsure(values))


def printing(report: Report, form: Submission | None, problem: int | None) -> Iterator[Span]:
    """Yield what decides whether a form, or a row of the register that belongs to ``problem``, is
    printed at all.
    """
    register = report.register
    yield from (*skeleton(register), *unsure(plan.number for plan in register.problems))
    plans = register.measures
    if form is not None:
        yield from (*places(form.measure_id, form.unit, form.status_text), form.span)
        plans = tuple(plan for plan in plans if plan.id.value == form.measure_id.value)
        problem = plans[0].problem.whole if plans else problem
        yield from (span for plan in plans for span in places(plan.id, plan.problem))
    if problem is not None:
        yield from doubtful_plans(register, problem)
        yield from (form_of(plan) for plan in register.measures if plan.problem.value == problem)


def name(report: Report, wanted: str, *, alike: bool) -> tuple[Span, ...]:
    """Return the places where ``wanted`` would be defined; if it is not ``alike`` a name that is
    known, a form that cannot be read may declare it.
    """
    register = report.register
    found = [*register.place("relations"), *skeleton(register)]
    found += (row.relation.span for row in register.relations if defined(row.relation) == wanted)
    for row in register.petitions:
        for ending, number in zip(
            PETITION_COUNTS, (row.received, row.closed, row.open), strict=True
        ):
            if wanted == row.kind.value + ending:
                found.append(number.span)
            elif wanted.endswith(ending):
                found += unsure([row.kind])
    if wanted.endswith(PETITION_COUNTS):
        found += register.place("letters")
    if register.activities:
        found += [*register.place("activities"), *unsure(row.kind for row in register.activities)]
    return (*found, *declared(report, wanted), *(() if alike else answers(report)))


def declared(report: Report, wanted: str) -> tuple[Span, ...]:
    """Return the cells of the figures called ``wanted``, with a value or without."""
    return tuple(
        span
        for measure in report.measures()
        for figure in measure.figures
        if figure.name.value == wanted
        for span in places(figure.name, figure.value, figure.unit)
    )


def defined(relation: Text) -> str | None:
    """Return the name that a relation begins with: what it defines, or would if it were read."""
    match = TOKEN.match(relation.value)
    written = match and (match.group("name") or match.group("quoted"))
    return written.strip('“”「」"') if written else None


def beside(measure: Measure | None) -> tuple[Span, ...]:
    """Return the cells of the figures beside a relation, in the forms of its own measure."""
    if measure is None:
        return ()
    sheets = (form.span for form in measure.forms)
    rows = measure.figures
    return (*sheets, *(span for row in rows for span in places(row.name, row.value, row.unit)))


def persons(register: Register) -> tuple[Span, ...]:
    """Return the cells by which the persons dealt with are told apart."""
    rows = register.persons
    cells = (span for p in rows for span in places(p.sanction, p.population, p.published))
    return (*register.place("persons"), *cells)
