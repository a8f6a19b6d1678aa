"""Forms that answer another measure than the one whose number they bear: what 发放记录 and their own
words say they were issued for, held against the register.
"""

from __future__ import annotations

from collections.abc import Mapping

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
class Words:
    """The measures of a register by number, and by their words, as these are compared."""

    __repr__ = brief

    plans: Mapping[str, PlannedMeasure]
    by_words: Mapping[str, PlannedMeasure]


def words_of(plans: Mapping[str, PlannedMeasure]) -> Words:
    """Return the measures by their words; of several with the same, the first."""
    by_words: dict[str, PlannedMeasure] = {}
    for plan in plans.values():
        if words := compared(plan.planned):
            by_words.setdefault(words, plan)
    return Words(plans, by_words)


def compared(text: Text) -> str:
    """Return a measure's words as they are compared, empty if nobody knows them."""
    return "" if text.imported else fold(text.value).text


def misplaced(form: Submission, words: Words, log: IssueLog) -> Diagnostic | None:
    """Return why a form with the number of a measure of the register cannot be its answer, ``None`` if
    it can: L060 it is another measure's, L061 nothing like it, L063 it was closed, L064 its words
    were exchanged.
    """
    plan = words.plans[form.measure_id.value]
    own, shown = compared(plan.planned), _shown(form)
    basis = form.prefilled
    own_id = form.issue_id or log.find(
        form.measure_id.value, basis.planned.value if shown else "", basis.lead_unit.value
    )
    row = log.standing(own_id)
    if row is None:  # the form alone says what it was issued for; what else is altered, L006 tells
        other = words.by_words.get(shown) if own and shown != own else None
        return _another(form, plan, other, basis.planned, basis.planned.span) if other else None
    place = form.prefilled.planned.span if shown else form.measure_id.span
    if log.closed(own_id):
        told = {"unit": row.unit.value, "id": row.measure.value, "event": row.event.value}
        return _spoiling(complain("L063", place, **told), form, plan)
    issued = compared(row.planned)
    if row.measure.value != plan.id.value and row.measure.value in words.plans:
        return _another(form, plan, words.plans[row.measure.value], row.planned, place)
    if own and issued:
        found = _not_of(form, plan, issued, row.planned, words, place)
        if found is not None:
            return found
    known = {own, issued, *log.words(own_id)}
    if not shown or not own or shown in known or row.planned.imported:
        return None
    if shown in words.by_words or not (resembles(shown, own) or resembles(shown, issued)):
        altered = complain("L064", place, plan.planned.span, id=plan.id.value)
        return _spoiling(altered, form, plan)
    return None


def _shown(form: Submission) -> str:
    """Return the measure's words on a form, empty if their row is gone."""
    planned = form.prefilled.planned
    return compared(planned) if planned.span.cell is not None else ""


def _not_of(
    form: Submission, plan: PlannedMeasure, issued: str, text: Text, words: Words, place: Span
) -> Diagnostic | None:
    """Return why words are not those of a measure, ``None`` if they may be."""
    own = compared(plan.planned)
    if issued == own:
        return None
    if issued in words.by_words:
        return _another(form, plan, words.by_words[issued], text, place)
    if resembles(issued, own):
        return None
    strange = complain(
        "L061", place, plan.planned.span, planned=beginning(text.value, QUOTED), id=plan.id.value
    )
    return _spoiling(strange, form, plan)


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


def known_elsewhere(form: Submission, words: Words, log: IssueLog) -> PlannedMeasure | None:
    """Return the measure that a form whose number the register does not have is for by now: the one
    with its words.
    """
    row = log.standing(form.issue_id)
    texts = [compared(row.planned)] if row is not None else []
    wanted = next(
        (words.by_words[text] for text in [*texts, _shown(form)] if text in words.by_words), None
    )
    return None if form.prefilled.planned.value == IMPORTED else wanted
