"""The records of a report: what the register promises, what the units answered, and both linked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from compiler.model.computed import Claim, Count, TestedRelation
from compiler.model.values import Day, Number, Text
from compiler.span import Span
from compiler.vocab import Profile, Status


@attrs.frozen
class Figure:
    """数据指标: a number that a measure declares."""

    name: Text
    value: Number
    unit: Text
    as_of: Day
    relation: Text


@attrs.frozen
class Institution:
    """制度成果: a regulation made or revised in the rectification."""

    title: Text
    number: Text
    date: Day


@attrs.frozen
class Handling:
    """处理情况: how many persons were dealt with in one way."""

    sanction: Text
    count: Number


@attrs.frozen
class Evidence:
    """佐证材料: never published."""

    title: Text
    file: Text


@attrs.frozen
class SignOff:
    """审签: who filled, reviewed and approved the form, and when."""

    reporter: Text
    phone: Text
    reported_on: Day
    reviewer: Text
    reviewed_on: Day
    approver: Text
    approved_on: Day


@attrs.frozen
class FollowUp:
    """需进一步整改事项 of a measure that is not completed."""

    matter: Text
    situation: Text
    next_steps: Text
    deadline: Text

    def __bool__(self) -> bool:
        return any((self.matter, self.situation, self.next_steps, self.deadline))


@attrs.frozen
class Prefilled:
    """What the office printed on the form; compared with the register."""

    problem: Text
    planned: Text
    goal: Text
    leader: Text
    lead_unit: Text
    supporting_units: Text
    due: Day


@attrs.frozen
class Submission:
    """One form as it came back. ``status`` is ``None`` if the cell holds none that the kind knows."""

    measure_id: Text
    unit: Text
    prefilled: Prefilled
    theme: Text
    progress: Text
    status: Status | None
    status_text: Text
    completed_on: Day
    follow_up: FollowUp
    sign_off: SignOff
    figures: tuple[Figure, ...]
    institutions: tuple[Institution, ...]
    handlings: tuple[Handling, ...]
    evidence: tuple[Evidence, ...]
    span: Span


@attrs.frozen
class PlannedMeasure:
    """One row of 措施清单."""

    id: Text
    problem: Number
    planned: Text
    goal: Text
    leader: Text
    lead_unit: Text
    supporting_units: tuple[Text, ...]
    supporting_text: Text
    due: Day
    group: Text
    span: Span


@attrs.frozen
class Measure:
    """整改措施: the plan, the lead unit's answer, and what supporting units added.

    ``submission`` is ``None`` while the lead unit's form is missing. The tables hold the rows of all its forms.
    """

    plan: PlannedMeasure
    submission: Submission | None
    supporting: tuple[Submission, ...] = ()
    figures: tuple[Figure, ...] = ()
    institutions: tuple[Institution, ...] = ()
    handlings: tuple[Handling, ...] = ()

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


@attrs.frozen
class Group:
    """Measures of one problem that share a lead-in and a series of ordinals; ``lead_in`` is empty for an ungrouped rest."""

    lead_in: Text
    measures: tuple[Measure, ...]


@attrs.frozen
class PlannedProblem:
    """One row of 问题清单."""

    number: Number
    aspect: Text
    category: Text
    title: Text
    lead_in: Text
    problem_class: Text
    status_override: Status | None
    override_text: Text
    override_reason: Text
    span: Span


@attrs.frozen
class Problem:
    """问题 with its measures. ``status`` is the least complete of theirs unless the register overrides it."""

    plan: PlannedProblem
    groups: tuple[Group, ...]
    status: Status | None

    @property
    def number(self) -> int:
        """The number in the register."""
        return self.plan.number.whole

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All measures in order."""
        return tuple(measure for group in self.groups for measure in group.measures)

    @property
    def matters(self) -> tuple[Measure, ...]:
        """The measures whose follow-up is printed: those not completed."""
        return tuple(
            m for m in self.measures
            if m.submission and m.status is not None and not m.status.complete
        )  # fmt: skip


@attrs.frozen
class Category:
    """类别: ``title`` is empty where the notice has no such level."""

    title: Text
    problems: tuple[Problem, ...]


@attrs.frozen
class Aspect:
    """方面."""

    title: Text
    categories: tuple[Category, ...]


@attrs.frozen
class ChapterText:
    """One row of 篇章."""

    place: Text
    order: Number
    kind: Text
    heading: Text
    text: Text
    span: Span


@attrs.frozen
class Unit:
    """One row of 单位名录."""

    name: Text
    aliases: tuple[str, ...]
    contact: Text
    phone: Text


@attrs.frozen
class Letters:
    """One row of 办理情况."""

    kind: Text
    received: Number
    closed: Number
    open: Number


@attrs.frozen
class Person:
    """One row of 处理人员."""

    name: Text
    post: Text
    sanction: Text
    population: Text
    published: Text


@attrs.frozen
class Relation:
    """One row of 勾稽规则."""

    relation: Text
    tolerance: Number
    note: Text


@attrs.frozen
class Word:
    """One row of 用语."""

    wrong: Text
    right: Text
    level: Text
    note: Text


@attrs.frozen
class Waiver:
    """One row of 豁免."""

    rule: Text
    place: Text
    reason: Text
    approver: Text
    expires: Day


@attrs.frozen
class Supervision:
    """One row of 督办记录: a supervision notice sent to a unit; ``measures`` holds their ids as typed."""

    number: Text
    unit: Text
    issued_on: Day
    measures: Text
    due: Day
    outcome: Text


@attrs.frozen
class Information:
    """报告信息."""

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
        return Profile.AS_TYPED if self.profile.value == Profile.AS_TYPED.value else Profile.FULL_WIDTH


@attrs.frozen
class Register:
    """总台账, lowered."""

    file: str
    information: Information
    chapters: tuple[ChapterText, ...]
    problems: tuple[PlannedProblem, ...]
    measures: tuple[PlannedMeasure, ...]
    units: tuple[Unit, ...]
    letters: tuple[Letters, ...]
    persons: tuple[Person, ...]
    relations: tuple[Relation, ...]
    words: tuple[Word, ...]
    waivers: tuple[Waiver, ...]
    supervisions: tuple[Supervision, ...] = ()


@attrs.frozen
class Report:
    """The whole report, linked: what checks and the document are made from.

    ``counts``, ``relations`` and ``claims`` are worked out from the rest: what prose may name, the declared relations
    tested, and the relations that the prose itself states.
    """

    register: Register
    aspects: tuple[Aspect, ...]
    statuses: tuple[Status, ...]
    counts: Mapping[str, Count] = attrs.field(factory=dict)
    relations: tuple[TestedRelation, ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def information(self) -> Information:
        """报告信息."""
        return self.register.information

    def problems(self) -> Iterator[Problem]:
        """Every problem in the order of the notice."""
        return (problem for aspect in self.aspects for category in aspect.categories for problem in category.problems)

    def measures(self) -> Iterator[Measure]:
        """Every measure in the order of the notice."""
        return (measure for problem in self.problems() for measure in problem.measures)
