"""What a unit answers in its form, as typed records: fields and tables, each value with its
cell.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from compiler.brief import brief
from compiler.model.values import KEY, Answers, Day, Number, Text, Value, written
from compiler.span import Span
from compiler.vocab import Status


@attrs.frozen
class Figure(Answers):
    """数据指标: a number that a measure declares."""

    name: Text
    value: Number
    unit: Text
    as_of: Day
    relation: Text


@attrs.frozen
class Institution(Answers):
    """制度成果: a regulation made or revised in the rectification."""

    title: Text
    number: Text
    date: Day


@attrs.frozen
class Handling(Answers):
    """处理情况: how many persons were dealt with in one way."""

    sanction: Text
    count: Number


@attrs.frozen
class Evidence(Answers):
    """佐证材料: never published."""

    title: Text
    file: Text


NOBODY, NO_DAY = Text("", Span("")), Day(None, "", Span(""))
"""Of a post that the kind does not have."""


@attrs.frozen
class SignOff(Answers):
    """审签: who filled, reviewed and approved the form, and when; a kind may do without a review."""

    reporter: Text
    phone: Text
    reported_on: Day
    approver: Text
    approved_on: Day
    reviewer: Text = NOBODY
    reviewed_on: Day = NO_DAY


@attrs.frozen
class FollowUp(Answers):
    """需进一步整改事项 of a measure that is not completed."""

    matter: Text
    situation: Text
    next_steps: Text
    deadline: Text

    def __bool__(self) -> bool:
        return any(written(value) for _, value in self.answers())


@attrs.frozen
class Prefilled(Answers):
    """What the office printed on the form; compared with the register."""

    problem: Text
    planned: Text
    goal: Text
    leader: Text
    lead_unit: Text
    supporting_units: Text
    due: Day


@attrs.frozen
class Submission(Answers):
    """One form as it came back. ``status`` is ``None`` if the cell holds none that the kind
    knows; ``issue_id`` is empty on forms of an earlier release.
    """

    __repr__ = brief

    measure_id: Text
    unit: Text
    prefilled: Prefilled
    theme: Text
    progress: Text
    status: Status | None
    status_text: Text = attrs.field(metadata={KEY: "status"})
    completed_on: Day
    follow_up: FollowUp
    sign_off: SignOff
    figures: tuple[Figure, ...]
    institutions: tuple[Institution, ...]
    handlings: tuple[Handling, ...]
    evidence: tuple[Evidence, ...]
    span: Span
    issue_id: str = ""

    def answers(self) -> Iterator[tuple[str, Value]]:
        """Yield every value of the form's sections; those of its tables are in their rows."""
        yield from self.prefilled.answers()
        yield from Answers.answers(self)
        yield from self.follow_up.answers()
        yield from self.sign_off.answers()

    def answer(self, key: str) -> Value | None:
        """Return the value of a field of any section by its key, ``None`` if there is none."""
        for own in (
            self.prefilled.answer(key),
            Answers.answer(self, key),
            self.follow_up.answer(key),
        ):
            if own is not None:
                return own
        return self.sign_off.answer(key)
