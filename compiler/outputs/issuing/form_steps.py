"""One form on its way: written anew, put away, or left, and why."""

from __future__ import annotations

from collections.abc import Mapping

from compiler.analysis.answers import holds_answers
from compiler.analysis.form_owners import filling_unit
from compiler.analysis.reissue import Event, Face
from compiler.diagnostics import Diagnostic, complain, has_errors
from compiler.excel.reading.records import Record
from compiler.excel.reading.sheet_walk import CAME_LATER
from compiler.model.register import PlannedMeasure
from compiler.outputs.issuing.issue_steps import FormWrite, Known, PutAway
from compiler.outputs.issuing.issued import ANSWERED, UNCHANGED, UNCLEAR
from compiler.outputs.issuing.lineages import IssuedLineage, measure_of
from compiler.outputs.issuing.reissued import Target, blank_again, differences, place_after, renewed
from compiler.outputs.rewritten import not_made_good, too_long_for
from compiler.span import Span


def form_written(
    measure: PlannedMeasure, form: Record, target: Target, known: Known, *, again: bool = False
) -> FormWrite | tuple[str, list[Diagnostic]]:
    """Return how a form is written anew, or why it is left as it is; ``again`` it is even if its words are
    right.
    """
    aliases = known.lists.aliases
    own = [
        one
        for one in known.found
        if one.spans and one.spans[0].file == form.file and one.code != CAME_LATER
    ]
    unit = filling_unit(form, aliases) or target.face.unit
    changed = tuple(differences(form, target, aliases))
    former = measure_of(form) or ""
    place = place_after(form, target.measure)
    if not holds_answers(form):
        if own:
            return UNCLEAR, []
        content = blank_again(
            form, target, known.lists, known.schema.form, changed=bool(changed) or again
        )
        if content is None:
            return UNCHANGED, []
        return FormWrite(measure, unit, content, place, form, former, changed, place != form.file)
    if not (changed or again):
        return ANSWERED, []
    if has_errors(not_made_good(form, own)):
        return UNCLEAR, []
    if too_long := [*too_long_for(form, known.schema)]:
        return UNCLEAR, too_long
    content = renewed(form, target, known.lists, known.adoptions, known.schema.form)
    return FormWrite(measure, unit, content, place, form, former, changed, kept=True)


def put_away(
    form: Record, face: Face, event: Event | None, now: str, aliases: Mapping[str, str]
) -> PutAway:
    """Return that a form goes into 旧版, and what its unit is told of it."""
    unit = filling_unit(form, aliases) or face.unit
    return PutAway(form, unit, face.measure, face.texts.get("planned", ""), event, now)


def altered(form: Record, measure: PlannedMeasure) -> Diagnostic:
    """Return L064: what a form answers is not known."""
    entry = form.fields.get("planned") or form.fields.get("measure_id")
    place = entry.span if entry else Span(form.file)
    return complain("L064", place, measure.planned.span, id=measure.id.value)


def owners(
    lineage: IssuedLineage, now: str, aliases: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Return of every form, by its unit, what its measure was called and is called now."""
    units = {filling_unit(form, aliases) or lineage.face.unit for form in lineage.forms}
    return [(lineage.face.measure, now, unit) for unit in sorted(units)]
