"""Forms that answer another measure than the one whose number they bear: what 发放记录 and their own
words say they were issued for, held against the register.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from compiler.analysis.issue_log import IssueLog
from compiler.analysis.reissue import resembles
from compiler.brief import brief
from compiler.chinese.folding import fold
from compiler.chinese.shortening import beginning
from compiler.diagnostics import Diagnostic, complain
from compiler.model.register import PlannedMeasure, form_of
from compiler.model.submission import Submission
from compiler.model.values import Text
from compiler.span import Span
from compiler.vocab import IMPORTED

QUOTED = 30
"""Characters of a measure's words in a message."""


@attrs.frozen
class Standing:
    """What the measure that a form was issued for, then called ``measure``, is in the register by now:
    ``now``, one of ``perhaps`` as a person has to say, or none if it is no more.
    """

    __repr__ = brief

    issue_id: str
    measure: str
    now: PlannedMeasure | None
    perhaps: tuple[PlannedMeasure, ...] = ()


@attrs.frozen
class Words:
    """The measures of a register by number, and by their words, as these are compared; ``standings``
    says by file what forms are for by now.
    """

    __repr__ = brief

    plans: Mapping[str, PlannedMeasure]
    by_words: Mapping[str, PlannedMeasure]
    standings: Mapping[str, Standing]


def words_of(plans: Mapping[str, PlannedMeasure], standings: Mapping[str, Standing]) -> Words:
    """Return the measures by their words; of several with the same, the first."""
    by_words: dict[str, PlannedMeasure] = {}
    for plan in plans.values():
        if words := compared(plan.planned):
            by_words.setdefault(words, plan)
    return Words(plans, by_words, standings)


def compared(text: Text) -> str:
    """Return a measure's words as they are compared, empty if nobody knows them."""
    return "" if text.imported else fold(text.value).text


def misplaced(form: Submission, words: Words, log: IssueLog) -> Diagnostic | None:
    """Return why a form with the number of a measure of the register cannot be its answer, ``None`` if
    it can: L060 it is another measure's, L061 its measure is no more, L062 nobody can tell which its
    is, L063 it was closed, L064 its words were exchanged.
    """
    plan = words.plans[form.measure_id.value]
    own, shown = compared(plan.planned), _shown(form)
    basis = form.prefilled
    standing = words.standings.get(form.span.file)
    own_id = standing.issue_id if standing else form.issue_id
    own_id = own_id or log.find(
        form.measure_id.value, basis.planned.value if shown else "", basis.lead_unit.value
    )
    row = log.standing(own_id)
    place = basis.planned.span if shown else form.measure_id.span
    if row is not None and log.closed(own_id):
        told = {"unit": row.unit.value, "id": row.measure.value, "event": row.event.value}
        return _spoiling(complain("L063", place, **told), form, plan)
    removed = standing is not None and standing.now is None and not standing.perhaps
    if standing is not None and not (removed and row is None):
        found = _not_of(form, plan, standing, row.planned if row else basis.planned, place)
        if found is not None:
            return found
    if row is None:  # the form alone says what it was issued for; what else is altered, L006 tells
        other = words.by_words.get(shown) if own and shown != own else None
        return _another(form, plan, other, basis.planned, basis.planned.span) if other else None
    issued = compared(row.planned)
    known = {own, issued, *log.words(own_id)}
    if not shown or not own or shown in known or row.planned.imported:
        return None
    if shown in words.by_words or not (resembles(shown, own) or resembles(shown, issued)):
        altered = complain("L064", place, plan.planned.span, id=plan.id.value)
        return _spoiling(altered, form, plan)
    return None


def undecided(measure: str, perhaps: Sequence[PlannedMeasure], place: Span) -> Diagnostic:
    """Return the question which of several the measure issued under a number is by now: L062."""
    now = perhaps[0].id.value
    return complain(
        "L062",
        place,
        *(plan.planned.span for plan in perhaps),
        id=measure,
        now="、".join(plan.id.value for plan in perhaps),
        same=measure if measure == now else f"{measure}={now}",
    )


def _shown(form: Submission) -> str:
    """Return the measure's words on a form, empty if their row is gone."""
    planned = form.prefilled.planned
    return compared(planned) if planned.span.cell is not None else ""


def _not_of(
    form: Submission, plan: PlannedMeasure, standing: Standing, text: Text, place: Span
) -> Diagnostic | None:
    """Return why what a form was issued for, in the words of ``text``, is not a measure, ``None`` if it
    is.
    """
    if standing.perhaps:
        return _asked(form, standing, place, plan)
    if standing.now is None:
        gone = complain(
            "L061",
            place,
            plan.planned.span,
            planned=beginning(text.value, QUOTED),
            id=plan.id.value,
        )
        return _spoiling(gone, form, plan)
    if standing.now.id.value != plan.id.value:
        return _another(form, plan, standing.now, text, place)
    return None


def _another(
    form: Submission, plan: PlannedMeasure, other: PlannedMeasure, text: Text, place: Span
) -> Diagnostic:
    found = complain(
        "L060",
        place,
        other.planned.span,
        planned=beginning(text.value, QUOTED),
        id=plan.id.value,
        other=other.id.value,
    )
    return _spoiling(found, form, plan, other)


def _spoiling(found: Diagnostic, form: Submission, *plans: PlannedMeasure) -> Diagnostic:
    """Return the finding as one that leaves the form, and those owed for the measures concerned, to
    be relied on by nobody.
    """
    owed = (form_of(plan) for plan in plans)
    return found.spoiling(*found.spans[:1], form.measure_id.span, form.span, *owed)


def _asked(form: Submission, standing: Standing, place: Span, *plans: PlannedMeasure) -> Diagnostic:
    asked = undecided(standing.measure, standing.perhaps, place)
    return _spoiling(asked, form, *plans, *standing.perhaps)


def unplaced(form: Submission, words: Words) -> Diagnostic | None:
    """Return the question which measure a form is for whose number the register does not have, ``None``
    if nobody need be asked: L062.
    """
    standing = words.standings.get(form.span.file)
    if standing is None or not standing.perhaps:
        return None
    place = form.prefilled.planned.span if _shown(form) else form.measure_id.span
    return _asked(form, standing, place)


def known_elsewhere(form: Submission, words: Words) -> PlannedMeasure | None:
    """Return the measure that a form whose number the register does not have is for by now: as
    its issue says, else the one with its words.
    """
    standing = words.standings.get(form.span.file)
    if standing is not None:
        return standing.now
    wanted = words.by_words.get(_shown(form))
    return None if form.prefilled.planned.value == IMPORTED else wanted
