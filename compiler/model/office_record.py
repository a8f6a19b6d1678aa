"""What 经办记录 says that the program has done for the office."""

from __future__ import annotations

import attrs

from compiler.brief import brief
from compiler.model.register import Supervision
from compiler.model.values import Answers, Day, Number, Text
from compiler.span import Span


@attrs.frozen
class Adoption(Answers):
    """One row of 采纳改稿: an edit of a Word copy that was adopted into a cell. ``old``, ``new`` and
    ``comment`` are to the character; ``told_on`` is when the unit was told.
    """

    __repr__ = brief

    adopted_on: Day
    edit_list: Text
    number: Number
    measure: Text
    unit: Text
    file: Text
    sheet: Text
    cell: Text
    label: Text
    old: Text
    new: Text
    author: Text
    edited_at: Text
    comment: Text
    told_on: Day
    span: Span


@attrs.frozen
class FormIssue(Answers):
    """One row of 发放记录: a form as it was issued, or what has become of it since. ``problem`` to
    ``goal`` are what stood on its face, to the character.
    """

    __repr__ = brief

    issued_on: Day
    issue_id: Text
    event: Text
    measure: Text
    former: Text
    unit: Text
    problem: Text
    planned: Text
    goal: Text
    leader: Text
    supporting_units: Text
    due: Text
    file: Text
    span: Span


@attrs.frozen
class Receipt(Answers):
    """One row of 收件记录: a file that came in, and what was done with it. ``digest`` is the SHA-256
    of the file, ``content`` one of what was filled in.
    """

    __repr__ = brief

    received_at: Text
    source: Text
    inside: Text
    digest: Text
    content: Text
    issue_id: Text
    measure: Text
    unit: Text
    revision: Text
    outcome: Text
    reason: Text
    file: Text
    original: Text
    span: Span


@attrs.frozen
class OfficeRecord:
    """经办记录, lowered; empty where there is none that can be read. ``doubtful`` are the places in it
    that notices were looked for and could not be read: a count of them rests on these.
    """

    __repr__ = brief

    adoptions: tuple[Adoption, ...] = ()
    supervisions: tuple[Supervision, ...] = ()
    issues: tuple[FormIssue, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    doubtful: tuple[Span, ...] = ()


NO_RECORD = OfficeRecord()
