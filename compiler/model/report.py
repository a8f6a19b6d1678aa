"""The records of a report: what the register promises, what the units answered, and both linked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import attrs

from compiler.brief import brief
from compiler.model.computed import Claim, Count, TestedRelation
from compiler.model.office_record import NO_RECORD, OfficeRecord
from compiler.model.register import (
    Closure,
    Extension,
    Information,
    PlannedMeasure,
    PlannedProblem,
    Register,
    Supervision,
)
from compiler.model.submission import Figure, Handling, Institution, Submission
from compiler.model.values import Text
from compiler.schema.books import STANDARD, Schema
from compiler.span import Span
from compiler.vocab import Need, Status


@attrs.frozen
class Measure:
    """整改措施: the plan, the lead unit's answer, and what supporting units added.

    ``submission`` is ``None`` while the lead unit's form is missing. The tables hold the rows of
    all its forms. ``extensions`` are those approved that give it more time, in the order of
    approval; ``closure`` is the office's confirmation that it is done.
    """

    __repr__ = brief

    plan: PlannedMeasure
    submission: Submission | None
    supporting: tuple[Submission, ...] = ()
    figures: tuple[Figure, ...] = ()
    institutions: tuple[Institution, ...] = ()
    handlings: tuple[Handling, ...] = ()
    extensions: tuple[Extension, ...] = ()
    closure: Closure | None = None

    @property
    def id(self) -> str:
        """The measure's id."""
        return self.plan.id.value

    @property
    def forms(self) -> tuple[Submission, ...]:
        """Every form linked to the measure, the lead unit's first."""
        return ((self.submission,) if self.submission else ()) + self.supporting

    @property
    def status(self) -> Status | None:
        """The lead unit's status."""
        return self.submission.status if self.submission else None

    @property
    def completed(self) -> bool:
        """Whether the lead unit says that it is done."""
        return self.status is not None and self.status.complete

    @property
    def closed(self) -> bool:
        """Whether the lead unit says that it is done, and the office has confirmed it."""
        return self.completed and self.closure is not None


@attrs.frozen
class Group:
    """Measures of one problem that share a lead-in and a series of ordinals; ``lead_in`` is empty
    for an ungrouped rest.
    """

    __repr__ = brief

    lead_in: Text
    measures: tuple[Measure, ...]


@attrs.frozen(slots=False)
class Problem:
    """问题 with its measures. ``status`` is the least complete of theirs unless the register
    overrides it.
    """

    __repr__ = brief

    plan: PlannedProblem
    groups: tuple[Group, ...]
    status: Status | None

    @property
    def number(self) -> int:
        """The number in the register."""
        return self.plan.number.whole

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """All measures in order: some fifty checks ask every problem for them."""
        return tuple(measure for group in self.groups for measure in group.measures)

    @property
    def matters(self) -> tuple[Measure, ...]:
        """The measures whose follow-up is printed: those whose status needs one, or that are not
        completed and have one.
        """
        return tuple(
            m
            for m in self.measures
            if m.submission
            and m.status is not None
            and (
                m.status.needs is Need.FOLLOW_UP
                or (not m.status.complete and bool(m.submission.follow_up))
            )
        )


@attrs.frozen
class Category:
    """类别: ``title`` is empty where the notice has no such level."""

    __repr__ = brief

    title: Text
    problems: tuple[Problem, ...]


@attrs.frozen
class Aspect:
    """方面."""

    __repr__ = brief

    title: Text
    categories: tuple[Category, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems in order."""
        return tuple(problem for category in self.categories for problem in category.problems)


def section_of(member: Aspect | Category | Problem) -> tuple[str, int]:
    """Return what tells a part of the report from others: its level, and its first problem."""
    if isinstance(member, Problem):
        return "problem", member.number
    if isinstance(member, Category):
        return "category", member.problems[0].number
    return "aspect", member.categories[0].problems[0].number


@attrs.frozen
class Report:
    """The whole report, linked: what checks and the document are made from.

    ``counts``, ``sections``, ``relations`` and ``claims`` are worked out from the rest: what prose
    may name, the same within each part by :func:`section_of` where it is asked for, the declared relations tested, and the relations that the prose itself states. ``schema`` is
    what its workbooks were read against. ``unlinked`` are the forms of no measure or problem that
    is known, ``unread`` the files that may have been forms; ``record`` is what the program has done
    for the office.
    """

    __repr__ = brief

    register: Register
    aspects: tuple[Aspect, ...]
    statuses: tuple[Status, ...]
    counts: Mapping[str, Count] = attrs.field(factory=dict)
    sections: Mapping[tuple[str, int], Mapping[str, Count]] = attrs.field(factory=dict)
    relations: tuple[TestedRelation, ...] = ()
    claims: tuple[Claim, ...] = ()
    unlinked: tuple[Submission, ...] = ()
    unread: tuple[Span, ...] = ()
    schema: Schema = STANDARD
    record: OfficeRecord = NO_RECORD

    @property
    def information(self) -> Information:
        """报告信息."""
        return self.register.information

    def supervisions(self) -> Iterator[Supervision]:
        """Every supervision notice sent: those of 经办记录 after those that the register has from
        before.
        """
        yield from self.register.supervisions
        yield from self.record.supervisions

    def problems(self) -> Iterator[Problem]:
        """Every problem in the order of the notice."""
        return (
            problem
            for aspect in self.aspects
            for category in aspect.categories
            for problem in category.problems
        )

    def measures(self) -> Iterator[Measure]:
        """Every measure in the order of the notice."""
        return (measure for problem in self.problems() for measure in problem.measures)
