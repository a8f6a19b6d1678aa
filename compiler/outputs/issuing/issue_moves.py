"""A measure that has gone to another lead unit: its form is issued there, with the old answer offered, and
taken from the unit that had it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from compiler.analysis.answers import holds_answers
from compiler.analysis.form_owners import filling_unit
from compiler.analysis.issue_log import new_issue_id
from compiler.analysis.reissue import Event, changes_between
from compiler.diagnostics import has_errors
from compiler.excel.reading.records import Record
from compiler.excel.writing.limits import oversized
from compiler.model.register import PlannedMeasure
from compiler.outputs.forms import write_form
from compiler.outputs.issuing.evidence_moves import Numbered
from compiler.outputs.issuing.form_steps import altered, form_written, owners, put_away
from compiler.outputs.issuing.issue_steps import FormWrite, IssuePlan, Known, change, issue_row
from compiler.outputs.issuing.issued import UNCLEAR, UNDECIDED, place_of_form
from compiler.outputs.issuing.lineages import IssuedLineage, speaks_of_another
from compiler.outputs.issuing.reissued import Target, answered_by, has_prose, offered
from compiler.outputs.rewritten import not_made_good


def move_measure(
    plan: IssuePlan,
    measure: PlannedMeasure,
    lineage: IssuedLineage,
    target: Target,
    known: Known,
    others: Collection[str],
    taken: set[str],
) -> None:
    """Issue a measure to its new lead unit, with the old one's answer offered, and take it from the
    old one; forms of supporting units follow. If anything in a form was not understood, all is left
    as it is.
    """
    aliases = known.lists.aliases
    old, new = lineage.face.unit, target.face.unit
    strange = [
        it for it in lineage.forms if speaks_of_another(it, lineage, target.face, known.log, others)
    ]
    for form in strange:
        plan.found.append(altered(form, measure))
        plan.left.append((form.file, UNDECIDED))
    forms = [form for form in lineage.forms if form not in strange]
    if unclear := [form for form in forms if _is_unclear(form, known)]:
        plan.left += [(form.file, UNCLEAR) for form in unclear]
        return
    mine = [form for form in forms if filling_unit(form, aliases) == new]
    theirs = [form for form in forms if filling_unit(form, aliases) in ("", old)]
    own = next((form for form in mine if holds_answers(form)), None)
    kept = [own] if own is not None and has_prose(own) else []
    followers = [*kept, *(form for form in forms if form not in mine and form not in theirs)]
    written = [form_written(measure, form, target, known, again=True) for form in followers]
    for done in written:
        if not isinstance(done, FormWrite):
            plan.found += done[1]
    if any(not isinstance(done, FormWrite) for done in written):
        plan.left += [(form.file, UNCLEAR) for form in followers]
        return
    if not kept:
        given = _offer(plan, measure, target, known, theirs, own, lineage)
        if given is None:
            return
        plan.writes.append(given)
    plan.writes += [done for done in written if isinstance(done, FormWrite)]
    plan.away += [put_away(it, lineage.face, Event.MOVED, new, aliases) for it in theirs]
    replaced = [form for form in mine if form not in kept]
    silent = [*replaced, *lineage.earlier]
    plan.away += [put_away(it, lineage.face, None, "", aliases) for it in silent]
    _record(plan, lineage, target, known, taken)


def _is_unclear(form: Record, known: Known) -> bool:
    """Tell whether a filled form has something in it that was not understood."""
    own = [one for one in known.found if one.spans and one.spans[0].file == form.file]
    return holds_answers(form) and has_errors(not_made_good(form, own))


def _offer(
    plan: IssuePlan,
    measure: PlannedMeasure,
    target: Target,
    known: Known,
    theirs: Sequence[Record],
    own: Record | None,
    lineage: IssuedLineage,
) -> FormWrite | None:
    """Return the form for the new unit, ``None`` if what is offered does not fit (R004 is told)."""
    old, schema = lineage.face.unit, known.schema.form
    source = next(iter(answered_by(theirs, old, known.lists.aliases)), None)
    contents, carried = offered(source, own, target, schema)
    if too_long := [*oversized(schema, contents, measure.id.value)]:
        plan.found += too_long
        return None
    content = write_form(
        contents,
        known.lists,
        measure_id=target.measure,
        issue_id=target.issue_id,
        carried=carried,
        form=schema,
    )
    return FormWrite(
        measure,
        target.face.unit,
        content,
        place_of_form(measure),
        former=lineage.face.measure,
        offered_by=old if source is not None else "",
    )


def _record(
    plan: IssuePlan, lineage: IssuedLineage, target: Target, known: Known, taken: set[str]
) -> None:
    """Close the old issue, begin the new one, and let what was adopted into the forms follow them."""
    old, aliases = lineage.face.unit, known.lists.aliases
    closing = lineage.issue_id or new_issue_id(lineage.face, taken)
    taken.add(closing)
    events = changes_between(lineage.face, target.face)
    if not lineage.recorded:
        plan.rows.append(issue_row(closing, Event.RECORDED, lineage.face))
    plan.rows.append(issue_row(closing, Event.MOVED, lineage.face))
    plan.rows.append(issue_row(target.issue_id, Event.MOVED_IN, target.face, lineage.face))
    plan.changes += [change(event, lineage.face, target.face) for event in events]
    plan.numbered.append(Numbered(lineage.face.measure, lineage.issue_id, target.measure))
    own = owners(lineage, target.measure, aliases)
    gone = f"{lineage.face.measure}（已移交）"
    plan.renumbered += [(was, gone if it == old else now, it) for was, now, it in own]
