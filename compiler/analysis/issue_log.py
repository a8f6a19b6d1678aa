"""发放记录 read back: what stands on the forms that are out, by issue id, and whose a form without one
is.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Collection, Iterable, Mapping

import attrs

from compiler.analysis.reissue import Event, Face
from compiler.brief import brief
from compiler.chinese.folding import fold
from compiler.model.office_record import FormIssue
from compiler.model.register import PlannedMeasure
from compiler.model.values import Text

LETTERS = 10
"""Of an issue id, behind its F: two of a million are the same once in two thousand times, and then
the second gets another."""
CLOSING = (Event.MOVED, Event.REMOVED)
"""After these a form with this id has nothing to answer any more."""
FACE = ("problem", "planned", "goal", "leader", "supporting_units", "due")


@attrs.frozen
class IssueLog:
    """The rows of 发放记录, in order, by issue id, and the ids that a measure's number with its words was
    ever issued under.
    """

    __repr__ = brief

    rows: Mapping[str, tuple[FormIssue, ...]]
    by_words: Mapping[tuple[str, str], tuple[str, ...]]

    def standing(self, issue_id: str) -> FormIssue | None:
        """Return what was last recorded of an id."""
        rows = self.rows.get(issue_id, ())
        return rows[-1] if rows else None

    def closed(self, issue_id: str) -> bool:
        """Tell whether what was issued under an id is answered by nobody any more."""
        row = self.standing(issue_id)
        return row is not None and row.event.value in CLOSING

    def words(self, issue_id: str) -> set[str]:
        """Return the words that ever stood on the forms of an id, as they are compared."""
        return {fold(row.planned.value).text for row in self.rows.get(issue_id, ())}

    def find(self, measure: str, planned: str, unit: str) -> str:
        """Return the id that a form without one was issued under, empty if that is not recorded: its
        number and words were, to this unit rather than another, and lately rather than long ago.
        """
        ids = self.by_words.get((measure, fold(planned).text), ())
        own = [it for it in ids if any(row.unit.value == unit for row in self.rows[it])] or [*ids]
        open_ones = [it for it in own if not self.closed(it)]
        return (open_ones or own or [""])[-1]


def read_log(issues: Iterable[FormIssue]) -> IssueLog:
    """Return 发放记录 as it is looked up; a row without an id says nothing."""
    rows: dict[str, tuple[FormIssue, ...]] = {}
    by_words: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in issues:
        own = row.issue_id.value
        if own:
            rows[own] = (*rows.get(own, ()), row)
            name = (row.measure.value, fold(row.planned.value).text)
            by_words[name] = tuple(dict.fromkeys([*by_words.get(name, ()), own]))
    return IssueLog(rows, by_words)


NO_LOG = IssueLog({}, {})


def renumbered_since(log: IssueLog, plans: Iterable[PlannedMeasure]) -> set[str]:
    """Return the numbers under which the register has measures that were issued under others: until
    they are issued anew, no unit knows them by these.
    """
    numbers: dict[str, set[str]] = {}
    for own in log.rows:
        row = log.standing(own)
        if row is not None and row.planned.value and not log.closed(own):
            numbers.setdefault(fold(row.planned.value).text, set()).add(row.measure.value)
    return {
        plan.id.value
        for plan in plans
        if plan.id.value not in numbers.get(fold(plan.planned.value).text, {plan.id.value})
    }


def face_of_row(row: FormIssue) -> Face:
    """Return what a row says stands on a form."""
    values: dict[str, Text] = {key: getattr(row, key) for key in FACE}
    texts = {key: value.value for key, value in values.items()}
    return Face(row.measure.value, row.unit.value, texts, row.planned.span)


def new_issue_id(face: Face, taken: Collection[str]) -> str:
    """Return the id for a measure that is issued to a unit: the same for the same, unless that one
    is ``taken``.
    """
    number = 0
    while True:
        said = (face.measure, face.texts.get("problem", ""), face.texts.get("planned", ""))
        name = "\n".join([*said, face.unit, *([str(number)] if number else [])])
        digest = hashlib.sha256(name.encode(errors="surrogatepass")).digest()
        own = "F" + b32encode(digest).decode()[:LETTERS]
        if own not in taken:
            return own
        number += 1
