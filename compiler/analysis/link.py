"""Register and forms linked into one report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import attrs

from compiler.analysis.decisions import with_decisions
from compiler.analysis.grounds import doubtful_plans, likely_forms, numbers, plans_of, skeleton
from compiler.analysis.issue_log import NO_LOG, IssueLog
from compiler.analysis.merging import Grounds, merge
from compiler.analysis.misplaced import (
    Standing,
    Words,
    known_elsewhere,
    misplaced,
    unplaced,
    words_of,
)
from compiler.analysis.reissue import same_words
from compiler.chinese.likeness import nearest
from compiler.diagnostics import Diagnostic, complain
from compiler.model.identifiers import split_id
from compiler.model.register import PlannedMeasure, PlannedProblem, Register
from compiler.model.report import Aspect, Category, Group, Measure, Problem, Report
from compiler.model.submission import Submission
from compiler.model.values import Text, unsure
from compiler.schema.books import STANDARD, Schema
from compiler.span import Span
from compiler.vocab import Status

RENUMBERED = "表上的整改措施现在编为 {other}，请运行 zhenggai issue，程序会改好编号，填报内容不动。"
GONE = "措施撤销了、改号了的，请运行 zhenggai issue，程序会把表存入“旧版”或改好；漏登了的，请先登记到总台账。"


def link(
    register: Register,
    submissions: Sequence[Submission],
    statuses: tuple[Status, ...],
    unread: Collection[str] = (),
    schema: Schema = STANDARD,
    log: IssueLog = NO_LOG,
    standings: Mapping[str, Standing] | None = None,
) -> tuple[Report, list[Diagnostic]]:
    """Return the report of a register and forms that were read against ``schema``; ``unread``
    are files that may be forms, but could not be read, ``log`` says what forms were issued for,
    and ``standings`` by file what these measures are by now.

    Diagnostics: those of :func:`misplaced`, L002 a form for no measure of the register, L012 a measure for no problem, L013
    an id given twice, L016 a problem without measures, L006 a problem's title altered on a form,
    and those of :func:`merge`.
    """
    found: list[Diagnostic] = []
    plans = unique_plans(register.measures, found)
    answers: dict[str, list[Submission]] = {}
    unlinked: list[Submission] = []
    strays: dict[str, list[Span]] = {}
    words = words_of(plans, standings or {})
    for submission in submissions:
        identifier = submission.measure_id.value
        wrong = misplaced(submission, words, log) if identifier in plans else None
        if identifier in plans and wrong is None:
            answers.setdefault(identifier, []).append(submission)
            continue
        unlinked.append(submission)
        if wrong is not None:
            found.append(wrong)
            strays.setdefault(identifier, []).append(submission.measure_id.span)
        elif identifier:
            asked = unplaced(submission, words)
            found.append(asked or _unknown(submission, words, register))
    files = tuple(map(Span, unread))
    units = (*register.place("units"), *unsure(unit.name for unit in register.units))
    measures = [
        merge(
            plan,
            answers.get(identifier, ()),
            found,
            schema.form,
            Grounds(units, (*likely_forms(plan, unlinked, files), *strays.get(identifier, ()))),
        )
        for identifier, plan in plans.items()
    ]
    measures = with_decisions(measures, register)
    problems = _problems(register, measures, statuses, found)
    for problem in problems:
        found += _altered_titles(problem)
    linked = {measure.id for problem in problems for measure in problem.measures}
    unlinked += (form for m in measures if m.id not in linked for form in m.forms)
    aspects = tuple(_aspects(problems))
    report = Report(
        register, aspects, statuses, unlinked=tuple(unlinked), unread=files, schema=schema
    )
    return report, found


def _unknown(form: Submission, words: Words, register: Register) -> Diagnostic:
    """Complain of a form's id that the register does not have; a row of the same problem that
    cannot be relied on may be the cause.
    """
    identifier = form.measure_id
    guess = nearest(identifier.value, words.plans, 0.7)
    other = known_elsewhere(form, words)
    hint = f"是不是“{guess}”？" if guess else ""
    hint += GONE
    places = [identifier.span]
    if other is not None:
        hint = RENUMBERED.format(other=other.id.value)
        places.append(other.planned.span)
    unknown = complain("L002", *places, id=identifier.value, hint=hint)
    unknown = unknown.spoiling(identifier.span)
    return unknown.resting_on(*plans_of(register, identifier.value))


def unique_plans(
    plans: Iterable[PlannedMeasure], found: list[Diagnostic]
) -> dict[str, PlannedMeasure]:
    """Return the planned measures by id, the first of each; the others are told."""
    unique: dict[str, PlannedMeasure] = {}
    for plan in plans:
        if not plan.id:
            continue
        first = unique.setdefault(plan.id.value, plan)
        if first is not plan:
            again = complain("L013", plan.id.span, first.id.span, id=plan.id.value)
            found.append(again.spoiling(plan.id.span))
    return unique


def _sequence(measure: Measure) -> tuple[int, int, str]:
    """Return what measures are sorted by: the numbers of the id, not its letters."""
    return (*(split_id(measure.id) or (0, 0)), measure.id)


def _problems(
    register: Register,
    measures: Sequence[Measure],
    statuses: tuple[Status, ...],
    found: list[Diagnostic],
) -> list[Problem]:
    """Problems by number, whatever the order of the rows: an office may sort its register without
    changing the notice.
    """
    own: dict[int, list[Measure]] = {}
    for measure in sorted(measures, key=_sequence):
        if measure.plan.problem.value is not None:
            own.setdefault(measure.plan.problem.whole, []).append(measure)
    known = {plan.number.whole for plan in register.problems if plan.number.value is not None}
    for number, orphans in own.items():
        if number not in known:
            for orphan in orphans:
                lone = complain("L012", orphan.plan.problem.span, id=orphan.id, number=number)
                found.append(lone.resting_on(*skeleton(register), *numbers(register.problems)))
    problems: list[Problem] = []
    placed: set[int] = set()
    for plan in sorted(register.problems, key=lambda plan: plan.number.whole):
        members = own.pop(plan.number.whole, []) if plan.number.value is not None else []
        repeated = plan.number.whole in placed
        if not members and plan.number.value is not None and not repeated:
            number, title = plan.number.whole, plan.title.value
            empty = complain("L016", plan.number.span, number=number, title=title).spoiling()
            doubtful = doubtful_plans(register, number)
            empty = empty.resting_on(*skeleton(register), *numbers(register.problems))
            found.append(empty.resting_on(*doubtful))
        problems.append(Problem(plan, _groups(members), _status(plan, members, statuses)))
        placed.add(plan.number.whole)
    return problems


def _altered_titles(problem: Problem) -> Iterable[Diagnostic]:
    """Complain of forms that show another title of the problem than the register has."""
    for measure in problem.measures:
        for submission in (
            *([measure.submission] if measure.submission else []),
            *measure.supporting,
        ):
            shown = submission.prefilled.problem
            if not same_words(shown.value, problem.plan.title.value):
                places = (shown.span, problem.plan.title.span)
                yield complain("L006", *places, label="问题").resting_on(problem.plan.number.span)


def _groups(measures: Iterable[Measure]) -> tuple[Group, ...]:
    """Return measures in groups: neighbours under the same lead-in, or under none."""
    groups: list[Group] = []
    for measure in measures:
        if groups and groups[-1].lead_in.value == measure.plan.group.value:
            groups[-1] = attrs.evolve(groups[-1], measures=(*groups[-1].measures, measure))
        else:
            groups.append(Group(measure.plan.group, (measure,)))
    return tuple(groups)


def _status(
    plan: PlannedProblem, measures: Iterable[Measure], statuses: tuple[Status, ...]
) -> Status | None:
    """The least complete of the measures' statuses, unless overridden; a missing answer counts as
    least complete.
    """
    if plan.status_override is not None:
        return plan.status_override
    least = min(statuses, key=lambda status: status.rank)
    own = [measure.status or least for measure in measures]
    return min(own, key=lambda status: status.rank, default=None)


def _aspects(problems: Iterable[Problem]) -> Iterable[Aspect]:
    """Yield aspects with their categories: neighbours under one title. One that comes back is a
    second one, which is told elsewhere.
    """
    aspects: list[tuple[Text, list[tuple[Text, list[Problem]]]]] = []
    for problem in problems:
        if not aspects or aspects[-1][0].value != problem.plan.aspect.value:
            aspects.append((problem.plan.aspect, []))
        categories = aspects[-1][1]
        if not categories or categories[-1][0].value != problem.plan.category.value:
            categories.append((problem.plan.category, []))
        categories[-1][1].append(problem)
    for title, categories in aspects:
        yield Aspect(title, tuple(Category(name, tuple(members)) for name, members in categories))
