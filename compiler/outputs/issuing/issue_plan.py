"""What issuing does: for each measure of the register, and each that was issued before, which forms are
written, which are put away, what 发放记录 says of it, and what a person has to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import attrs

from compiler.analysis.form_owners import filling_unit
from compiler.analysis.issue_log import new_issue_id
from compiler.analysis.misplaced import undecided
from compiler.analysis.reissue import Event, Face, Matching, changes_between, resembles
from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.records import Record
from compiler.model.register import PlannedMeasure
from compiler.outputs.filling import blank_form
from compiler.outputs.forms import write_form
from compiler.outputs.issuing.evidence_moves import Numbered
from compiler.outputs.issuing.form_steps import altered, form_written, owners, put_away
from compiler.outputs.issuing.issue_moves import move_measure
from compiler.outputs.issuing.issue_steps import FormWrite, IssuePlan, Known, change, issue_row
from compiler.outputs.issuing.issued import ANSWERED, UNCHANGED, UNCLEAR, UNDECIDED, place_of_form
from compiler.outputs.issuing.lineages import IssuedLineage, face_of_form, speaks_of_another
from compiler.outputs.issuing.matched import match_issued
from compiler.outputs.issuing.reissued import Target, differences
from compiler.schema.contents import Contents
from compiler.schema.structure import FROM_LAST_ROUND
from compiler.span import Span

NEVER_ISSUED = "现在发着的表里没有这个编号"


def plan_issue(
    forms: Sequence[Record], known: Known, progress: Callable[[int, int], None]
) -> IssuePlan:
    """Return what is to be done. Diagnostics: L062 a measure that could be either, L064 a form that
    was given other words than it was issued with, R004, R061 a number nobody knows or that cannot be what was
    said, and then nothing is to be done.
    """
    plan = IssuePlan()
    aliases = known.lists.aliases
    problems = {problem.number.value: problem for problem in known.register.problems}
    plans = known.register.measures
    matched = match_issued(
        forms, plans, known.register.problems, known.log, aliases, known.schema.form, known.said
    )
    lineages, closed, faces = matched.lineages, matched.closed, matched.faces
    matching = matched.matching
    plan.found += _check_said(matching, lineages, faces, known)
    if plan.found:
        return plan
    lineages, matching = _joined(lineages, matching, faces, known)
    first = not lineages and not closed and not known.log.rows
    by_plan = {new: old for old, new in matching.pairs.items()}
    asked = {new for _, new in matching.doubtful}
    taken = {*known.log.rows, *(it.issue_id for it in lineages)}
    _ask(plan, lineages, matching, plans, faces)
    for form in closed:
        _away(plan, [form], face_of_form(form, aliases), None, "", aliases)
    for old, lineage in enumerate(lineages):
        if old not in matching.pairs and old not in {old for old, _ in matching.doubtful}:
            _remove(plan, lineage, taken, aliases)
    for new, (measure, face) in enumerate(zip(plans, faces, strict=True)):
        blank = blank_form(measure, problems.get(measure.problem.value), known.schema.form)
        if new in by_plan:
            lineage = lineages[by_plan[new]]
            moved = bool(lineage.face.unit) and lineage.face.unit != face.unit
            own = new_issue_id(face, taken) if moved or not lineage.issue_id else lineage.issue_id
            taken.add(own)
            target = Target(measure.id.value, own, blank, face)
            others = {it.planned for it in faces if it.planned} - {face.planned}
            act = move_measure if moved else _follow
            act(plan, measure, lineage, target, known, others, taken)
        elif new not in asked:
            own = new_issue_id(face, taken)
            taken.add(own)
            target = Target(measure.id.value, own, blank, face)
            _add(plan, measure, target, known, Event.FIRST if first else Event.ADDED)
            plan.added.append(target.measure)
        progress(new + 1, len(plans))
    decided = {(own.was, own.issue_id) for own in plan.numbered}
    pending = [Numbered(it.face.measure, it.issue_id, None) for it in lineages]
    plan.numbered += [it for it in pending if (it.was, it.issue_id) not in decided]
    return plan


def _joined(
    lineages: list[IssuedLineage], matching: Matching, faces: Sequence[Face], known: Known
) -> tuple[list[IssuedLineage], Matching]:
    """Return lineages and matching with forms of an earlier release that are no measure's of their
    own put to the one they are a slightly altered copy of; what else they may be, is doubtful.
    """
    by_number = {face.measure: new for new, face in enumerate(faces)}
    by_plan = {new: old for old, new in matching.pairs.items()}
    unsure = {old for old, _ in matching.doubtful}
    doubtful = [*matching.doubtful]
    result = list(lineages)
    gone: set[int] = set()
    for old, lineage in enumerate(lineages):
        face = lineage.face
        if old in matching.pairs or old in unsure or lineage.recorded:
            continue
        if face.measure in known.said.other:
            continue
        alike = [new for new, it in enumerate(faces) if face.planned and it.planned == face.planned]
        same = by_number.get(face.measure)
        holder = by_plan.get(same) if same is not None else None
        if alike:
            doubtful += [(old, new) for new in alike]
        elif same is not None and holder is not None:
            if not face.planned or resembles(face.planned, faces[same].planned):
                own = result[holder]
                result[holder] = attrs.evolve(own, forms=(*own.forms, *lineage.forms))
                gone.add(old)
            else:
                doubtful.append((old, same))
    kept = [old for old in range(len(lineages)) if old not in gone]
    place = {old: position for position, old in enumerate(kept)}
    return [result[old] for old in kept], Matching(
        {place[old]: new for old, new in matching.pairs.items()},
        tuple((place[old], new) for old, new in doubtful),
    )


def _check_said(
    matching: Matching, lineages: Sequence[IssuedLineage], faces: Sequence[Face], known: Known
) -> list[Diagnostic]:
    """Complain of what the clerk said and cannot be: of numbers that were never issued, or are not
    planned, and of measures that are surely others.
    """
    place = Span(known.register.file)
    now = {(lineages[old].face.measure, faces[new].measure) for old, new in matching.pairs.items()}
    left = {it.face.measure for old, it in enumerate(lineages) if old not in matching.pairs}
    issued = {it.face.measure for it in lineages}
    said: list[tuple[str, str, str]] = []
    for was in known.said.other:
        reason = "" if was in issued else NEVER_ISSUED
        if not reason and any(was == old for old, _ in known.said.same):
            reason = "一条措施写了 --same，就不能又写 --other"
        elif not reason and was not in left:
            new = next(new for old, new in now if old == was)
            reason = f"这条措施没有撤销，总台账里就是 {new}，文字没有改"
        said.append(("--other", was, reason))
    for was, wanted in known.said.same:
        reason = "" if was in issued else NEVER_ISSUED
        if not reason and wanted not in {face.measure for face in faces}:
            reason = f"总台账里没有 {wanted}"
        elif not reason and (was, wanted) not in now:
            reason = _why_not_the_same(was, wanted, now)
        said.append(("--same", was, reason))
    return [
        complain("R061", place, option=option, id=was, reason=reason)
        for option, was, reason in said
        if reason
    ]


def _why_not_the_same(was: str, wanted: str, now: Collection[tuple[str, str]]) -> str:
    """Return why a measure issued cannot be the one of the register that it was said to be."""
    own = next((new for old, new in now if old == was), "")
    other = next((old for old, new in now if new == wanted), "")
    if own:
        return f"这条措施在总台账里是 {own}，不是 {wanted}"
    if other and other != was:
        return f"总台账里的 {wanted} 是发出去的 {other}"
    return f"总台账里的 {wanted} 是另一条"


def _ask(
    plan: IssuePlan,
    lineages: Sequence[IssuedLineage],
    matching: Matching,
    plans: Sequence[PlannedMeasure],
    faces: Sequence[Face],
) -> None:
    """Say of which measures a person must tell what became of them; their forms are left."""
    for old in dict.fromkeys(old for old, _ in matching.doubtful):
        lineage = lineages[old]
        perhaps = [plans[new] for it, new in matching.doubtful if it == old]
        plan.found.append(undecided(lineage.face.measure, perhaps, lineage.face.place))
        plan.left += [(form.file, UNDECIDED) for form in lineage.forms]


def _add(
    plan: IssuePlan, measure: PlannedMeasure, target: Target, known: Known, event: Event
) -> None:
    """Issue a measure's form for the first time, begun with last round's answers if there are any."""
    answers = known.answers.get(measure.id.value)
    contents = target.blank
    if answers is not None:
        contents = Contents({**answers.fields, **contents.fields}, answers.tables)
    content = write_form(
        contents,
        known.lists,
        measure_id=target.measure,
        issue_id=target.issue_id,
        carried=FROM_LAST_ROUND if answers is not None else "",
        form=known.schema.form,
    )
    plan.writes.append(FormWrite(measure, target.face.unit, content, place_of_form(measure)))
    plan.rows.append(issue_row(target.issue_id, event, target.face))
    if event is not Event.FIRST:
        plan.changes.append(change(event, None, target.face))


def _follow(
    plan: IssuePlan,
    measure: PlannedMeasure,
    lineage: IssuedLineage,
    target: Target,
    known: Known,
    others: Collection[str],
    taken: set[str],
) -> None:
    """Let the forms of a measure follow the register, answers and all."""
    aliases = known.lists.aliases
    supporting = {unit.value for unit in measure.supporting_units}
    writes: list[FormWrite] = []
    left: list[tuple[str, str]] = []
    stuck = False
    for form in lineage.forms:
        if speaks_of_another(form, lineage, target.face, known.log, others):
            plan.found.append(altered(form, measure))
            left.append((form.file, UNDECIDED))
            continue
        done = form_written(measure, form, target, known)
        if isinstance(done, FormWrite):
            writes.append(done)
            continue
        reason, found = done
        plan.found += found
        stuck |= reason == UNCLEAR and bool(differences(form, target, aliases))
        if reason == UNCLEAR or filling_unit(form, aliases) not in supporting:
            left.append((form.file, reason))
    leads = [form for form in lineage.forms if filling_unit(form, aliases) not in supporting]
    events = changes_between(lineage.face, target.face)
    plan.left += _once(left, leads)
    if stuck:  # the form still says what was issued, and so must the others and the record
        return
    plan.numbered.append(Numbered(lineage.face.measure, lineage.issue_id, target.measure))
    plan.writes += writes
    if writes and any(it.kept for it in writes):
        plan.away += [put_away(it, lineage.face, None, "", aliases) for it in lineage.earlier]
    if not lineage.recorded:
        plan.rows.append(issue_row(target.issue_id, Event.RECORDED, lineage.face))
    if events:
        plan.rows.append(issue_row(target.issue_id, events, target.face, lineage.face))
        plan.changes += [change(event, lineage.face, target.face) for event in events]
    if lineage.face.measure != target.measure:
        plan.renumbered += owners(lineage, target.measure, aliases)
    if not leads:
        content = write_form(
            target.blank,
            known.lists,
            measure_id=target.measure,
            issue_id=target.issue_id,
            form=known.schema.form,
        )
        plan.writes.append(FormWrite(measure, target.face.unit, content, place_of_form(measure)))
        if not events and lineage.recorded:
            plan.rows.append(issue_row(target.issue_id, Event.AGAIN, target.face))


def _remove(
    plan: IssuePlan, lineage: IssuedLineage, taken: set[str], aliases: Mapping[str, str]
) -> None:
    """Put the forms of a measure away that the register has no more."""
    own = lineage.issue_id or new_issue_id(lineage.face, taken)
    taken.add(own)
    if not lineage.recorded:
        plan.rows.append(issue_row(own, Event.RECORDED, lineage.face))
    plan.rows.append(issue_row(own, Event.REMOVED, lineage.face))
    plan.changes.append(change(Event.REMOVED, lineage.face, None))
    plan.numbered.append(Numbered(lineage.face.measure, lineage.issue_id, ""))
    plan.renumbered += owners(lineage, f"{lineage.face.measure}（已撤销）", aliases)
    _away(plan, lineage.forms, lineage.face, Event.REMOVED, "", aliases)
    _away(plan, lineage.earlier, lineage.face, None, "", aliases)


def _away(
    plan: IssuePlan,
    forms: Iterable[Record],
    face: Face,
    event: Event | None,
    now: str,
    aliases: Mapping[str, str],
) -> None:
    plan.away += [put_away(form, face, event, now, aliases) for form in forms]


def _once(left: Sequence[tuple[str, str]], leads: Sequence[Record]) -> list[tuple[str, str]]:
    """Return what is left of a measure's forms: of the lead unit's, the first that is merely as it
    should be.
    """
    told = [one for one in left if one[1] not in (ANSWERED, UNCHANGED)]
    plain = [one for one in left if one[1] in (ANSWERED, UNCHANGED)]
    first = {form.file for form in leads}
    answered = sorted((one for one in plain if one[0] in first), key=lambda one: one[1] != ANSWERED)
    return [*told, *answered[:1]]
