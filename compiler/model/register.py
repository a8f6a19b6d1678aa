"""What the office plans in the register, as typed records: problems, measures, chapters, units,
waivers and the like.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from compiler.brief import brief
from compiler.model.values import KEY, Answers, Day, Number, Text
from compiler.span import Span
from compiler.vocab import Profile, Status


@attrs.frozen
class PlannedMeasure(Answers):
    """One row of 措施清单."""

    __repr__ = brief

    id: Text
    problem: Number
    planned: Text
    goal: Text
    leader: Text
    lead_unit: Text
    supporting_units: tuple[Text, ...]
    supporting_text: Text = attrs.field(metadata={KEY: "supporting_units"})
    due: Day
    group: Text
    span: Span


def form_of(plan: PlannedMeasure) -> Span:
    """Return the place of the form that is owed for a measure, there or not."""
    return Span(plan.span.file, plan.span.sheet, f"{plan.id.value}的填报表")


@attrs.frozen
class PlannedProblem(Answers):
    """One row of 问题清单."""

    __repr__ = brief

    number: Number
    aspect: Text
    category: Text
    title: Text
    lead_in: Text
    problem_class: Text
    status_override: Status | None
    override_text: Text = attrs.field(metadata={KEY: "status_override"})
    override_reason: Text
    span: Span


@attrs.frozen
class ChapterText(Answers):
    """One row of 篇章."""

    place: Text
    order: Number
    kind: Text
    heading: Text
    text: Text
    span: Span


@attrs.frozen
class Unit(Answers):
    """One row of 单位名录."""

    name: Text
    aliases: tuple[str, ...]
    contact: Text
    phone: Text


@attrs.frozen
class Petitions(Answers):
    """One row of 办理情况."""

    kind: Text
    received: Number
    closed: Number
    open: Number


@attrs.frozen
class Person(Answers):
    """One row of 处理人员."""

    name: Text
    post: Text
    sanction: Text
    population: Text
    published: Text


@attrs.frozen
class RelationRule(Answers):
    """One row of 勾稽规则."""

    relation: Text
    tolerance: Number
    note: Text


@attrs.frozen
class Word(Answers):
    """One row of 用语."""

    wrong: Text
    right: Text
    level: Text
    note: Text


@attrs.frozen
class Waiver(Answers):
    """One row of 豁免."""

    rule: Text
    place: Text
    reason: Text
    approver: Text
    expires: Day


@attrs.frozen
class Supervision(Answers):
    """One row of 督办记录: a supervision notice sent to a unit; ``measures`` holds their ids as
    typed.
    """

    number: Text
    unit: Text
    issued_on: Day
    measures: Text
    due: Day
    outcome: Text


@attrs.frozen
class Extension(Answers):
    """One row of 延期: a deadline put off with approval."""

    measure: Text
    due: Day
    reason: Text
    approver: Text
    approved_on: Day

    @property
    def approved(self) -> bool:
        """Whether it counts: it says until when and why, who allowed it, and on which day."""
        dated = self.due.value is not None and self.approved_on.value is not None
        return dated and bool(self.reason) and bool(self.approver)


@attrs.frozen
class Closure(Answers):
    """One row of 销号: the office has confirmed that a measure is done."""

    measure: Text
    confirmed_by: Text
    closed_on: Day
    evidence: Text

    @property
    def confirmed(self) -> bool:
        """Whether it counts: it says who saw to it, on which day, and on what evidence."""
        return self.closed_on.value is not None and bool(self.confirmed_by and self.evidence)


@attrs.frozen
class Activity(Answers):
    """One row of 工作纪实: what the office itself did on a day; ``units`` and ``measures`` as typed."""

    day: Day
    kind: Text
    chair: Text
    subject: Text
    problem_class: Text
    teams: Number
    persons: Number
    units: Text
    measures: Text
    found: Number
    solved: Number
    evidence: Text


@attrs.frozen
class Information(Answers):
    """报告信息."""

    __repr__ = brief

    kind: Text
    title: Text
    addressee: Text
    organ: Text
    signatures: Text
    inspection_body: Text
    inspection_kind: Text
    inspection_start: Day
    inspection_end: Day
    feedback_on: Day
    cut_off: Day
    signed_on: Day
    report_by: Day
    contact_phone: Text
    contact_address: Text
    contact_email: Text
    postcode: Text
    supervision_period: Text
    profile: Text

    @property
    def punctuation(self) -> Profile:
        """The punctuation profile; full width unless the register says otherwise."""
        return (
            Profile.AS_TYPED if self.profile.value == Profile.AS_TYPED.value else Profile.FULL_WIDTH
        )


@attrs.frozen
class Register:
    """总台账, lowered. ``version`` is that of the schema it was written by."""

    __repr__ = brief

    file: str
    information: Information
    chapters: tuple[ChapterText, ...]
    problems: tuple[PlannedProblem, ...]
    measures: tuple[PlannedMeasure, ...]
    units: tuple[Unit, ...]
    petitions: tuple[Petitions, ...]
    persons: tuple[Person, ...]
    relations: tuple[RelationRule, ...]
    words: tuple[Word, ...]
    waivers: tuple[Waiver, ...]
    supervisions: tuple[Supervision, ...] = ()
    extensions: tuple[Extension, ...] = ()
    closures: tuple[Closure, ...] = ()
    activities: tuple[Activity, ...] = ()
    places: Mapping[str, Span] = attrs.field(factory=dict)
    version: int = 0

    def place(self, *tables: str) -> tuple[Span, ...]:
        """Return where what is missing from ``tables`` was looked for: their sheets."""
        return tuple(self.places[table] for table in tables if table in self.places)
