"""What issuing is to do, as records: forms to be written and to be put away, what 发放记录 gets, what the
clerk is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from compiler.analysis.issue_log import FACE, IssueLog
from compiler.analysis.reissue import NOTHING_SAID, Event, Face, Judgement
from compiler.brief import brief
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.records import Record
from compiler.model.office_record import Adoption
from compiler.model.register import PlannedMeasure, Register
from compiler.outputs.issuing.evidence_moves import Numbered
from compiler.outputs.issuing.reissued import Difference
from compiler.schema.books import Schema
from compiler.schema.contents import CellContent, Contents, Lists


@attrs.frozen
class FormWrite:
    """A form to be written: from which file of the project, if from any, where to, for which unit,
    and what it says otherwise than before. ``kept`` tells that the earlier file is put away,
    ``offered_by`` whose answer it begins with, if it was another lead unit's.
    """

    __repr__ = brief

    plan: PlannedMeasure
    unit: str
    content: bytes
    place: str
    source: Record | None = None
    former: str = ""
    differences: tuple[Difference, ...] = ()
    kept: bool = False
    offered_by: str = ""


@attrs.frozen
class PutAway:
    """A form that goes into 旧版, and what is to be told of it to the unit that has it; ``event`` is
    ``None`` if that need not be told. ``now`` is the lead unit that the measure was moved to.
    """

    __repr__ = brief

    form: Record
    unit: str
    measure: str
    planned: str
    event: Event | None = None
    now: str = ""


@attrs.frozen
class Change:
    """One thing that changed since forms went out, as the clerk is shown it."""

    event: Event
    measure: str
    unit: str
    former: str = ""
    old: str = ""
    new: str = ""


IssueRow = dict[str, CellContent]
"""One row of 发放记录 by its keys, without day and file."""


@attrs.define
class IssuePlan:
    """All that is to be done; ``left`` are forms left as they are, and why."""

    writes: list[FormWrite] = attrs.field(factory=list)
    away: list[PutAway] = attrs.field(factory=list)
    changes: list[Change] = attrs.field(factory=list)
    rows: list[IssueRow] = attrs.field(factory=list)
    left: list[tuple[str, str]] = attrs.field(factory=list)
    found: list[Diagnostic] = attrs.field(factory=list)
    numbered: list[Numbered] = attrs.field(factory=list)
    """Every measure that was out, once it is known what becomes of it."""
    added: list[str] = attrs.field(factory=list)
    renumbered: list[tuple[str, str, str]] = attrs.field(factory=list)
    """Of every form by its unit: what its measure was called, and is called now."""


def present_numbers(numbered: Sequence[Numbered]) -> dict[str, str]:
    """Return by the number that a measure was issued under what it is called now, whoever leads it, where
    that is another; a number that is removed and was another's besides is the other's.
    """
    removed = {own.was: f"{own.was}（已撤销）" for own in numbered if own.now == ""}
    return removed | {own.was: own.now for own in numbered if own.now and own.now != own.was}


@attrs.frozen
class Known:
    """What planning looks things up in: the register, 发放记录, what was found in reading, answers of
    an earlier round by measure, what was adopted, and what the clerk has decided.
    """

    __repr__ = brief

    register: Register
    log: IssueLog
    found: Sequence[Diagnostic]
    answers: Mapping[str, Contents]
    adoptions: Sequence[Adoption]
    lists: Lists
    schema: Schema
    said: Judgement = NOTHING_SAID


def issue_row(
    issue_id: str, events: Event | Sequence[Event], face: Face, former: Face | None = None
) -> IssueRow:
    """Return a row of 发放记录 about what a form says now."""
    told = [events] if isinstance(events, Event) else events
    row: IssueRow = {
        "issue_id": issue_id,
        "event": "、".join(event.value for event in told),
        "measure": face.measure,
        "unit": face.unit,
        **{key: face.texts.get(key) or None for key in FACE},
    }
    if former is not None and former.measure != face.measure:
        row["former"] = former.measure
    return row


def change(event: Event, old: Face | None, new: Face | None) -> Change:
    """Return a change as the clerk is shown it."""
    now = new or old
    assert now is not None
    was = old if old is not None and new is not None else None
    former = was.measure if was is not None and was.measure != now.measure else ""
    words: tuple[str, str] = ("", now.texts.get("planned", ""))
    if was is not None and event is Event.MOVED:
        words = was.unit, now.unit
    elif was is not None and event is Event.RENUMBERED:
        words = was.measure, now.measure
    elif was is not None and event is not Event.ADDED:
        key = {Event.REWORDED: "planned", Event.REDATED: "due"}.get(event, "")
        words = was.texts.get(key, ""), now.texts.get(key, "")
    return Change(event, now.measure, now.unit, former, *words)
