"""The forms of a project by what they were issued as, whatever their files are called and whatever
number their measures have by now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import attrs

from compiler.analysis.answers import holds_answers
from compiler.analysis.form_owners import filling_unit, issue_id, issued_for
from compiler.analysis.issue_log import IssueLog, face_of_row
from compiler.analysis.lineage import revision
from compiler.analysis.reissue import Face, resembles
from compiler.brief import brief
from compiler.chinese.folding import fold
from compiler.excel.reading.records import Record
from compiler.model.identifiers import measure_id, split_id
from compiler.model.register import PlannedMeasure, PlannedProblem
from compiler.outputs.filling import blank_form, contents_of
from compiler.schema.contents import Contents
from compiler.schema.definitions import Workbook
from compiler.span import Span


@attrs.frozen
class IssuedLineage:
    """A measure as it was issued to its lead unit, and the forms of it in the project: those that
    count, and the ``earlier`` ones that later ones have replaced. ``issue_id`` is empty for forms of
    an earlier release that 发放记录 does not have.
    """

    __repr__ = brief

    issue_id: str
    face: Face
    recorded: bool
    forms: tuple[Record, ...] = ()
    earlier: tuple[Record, ...] = ()


def face_of_plan(
    plan: PlannedMeasure, problem: PlannedProblem | None, form: Workbook, aliases: Mapping[str, str]
) -> Face:
    """Return what the register has a measure's form say."""
    return _face(blank_form(plan, problem, form), form, aliases, plan.id.value, plan.planned.span)


def face_of_form(record: Record, aliases: Mapping[str, str]) -> Face:
    """Return what a form says of its measure; a row that is gone says nothing."""
    entry = record.fields.get("planned") or record.fields.get("measure_id")
    place = entry.span if entry else Span(record.file)
    return _face(contents_of(record), record.schema, aliases, measure_of(record) or "", place)


def measure_of(record: Record) -> str | None:
    """Return the measure that a form was issued for, in the one spelling; ``None`` if it does not
    say.
    """
    own = issued_for(record)
    parts = split_id(fold(own).text) if own else None
    return measure_id(*parts) if parts else None


def _face(
    contents: Contents, form: Workbook, aliases: Mapping[str, str], measure: str, place: Span
) -> Face:
    texts: dict[str, str] = {}
    for field in form.fields():
        if field.prefilled and field.key in contents.fields:
            value = contents.fields[field.key]
            text = value.isoformat() if isinstance(value, date) else str(value or "").strip()
            texts[field.key] = text
    texts.pop("measure_id", None)
    unit = texts.pop("lead_unit", "")
    return Face(measure, aliases.get(unit, unit), texts, place)


def lineages_of(
    forms: Iterable[Record], log: IssueLog, aliases: Mapping[str, str]
) -> tuple[list[IssuedLineage], list[Record]]:
    """Return what is out, in the order of 发放记录 and then of the forms, and the forms whose issue is
    closed: they turned up again.
    """
    closed: list[Record] = []
    last = {own: face_of_row(rows[-1]) for own, rows in log.rows.items() if not log.closed(own)}
    recorded = {
        own: attrs.evolve(it, unit=aliases.get(it.unit, it.unit)) for own, it in last.items()
    }
    numbers = {face.measure: own for own, face in recorded.items()}
    by_id: dict[str, list[Record]] = {own: [] for own in recorded}
    others: dict[tuple[str, str, str], list[Record]] = {}
    for form in forms:
        measure = measure_of(form)
        if measure is None:
            continue
        face = face_of_form(form, aliases)
        own = issue_id(form)
        if not own:
            own = log.find(measure, face.texts.get("planned", ""), face.unit)
        if not own and _altered(face, recorded.get(numbers.get(measure, ""))):
            own = numbers[measure]
        if own and log.closed(own):
            closed.append(form)
        elif own:
            by_id.setdefault(own, []).append(form)
        else:
            others.setdefault((measure, face.planned, face.unit), []).append(form)
    found = [_lineage(own, recorded.get(own), members, aliases) for own, members in by_id.items()]
    return [*found, *(_lineage("", None, own, aliases) for own in others.values())], closed


def _altered(face: Face, recorded: Face | None) -> bool:
    """Tell whether a form says what is recorded for its number, though not to the letter."""
    if recorded is None:
        return False
    return not face.planned or resembles(face.planned, recorded.planned)


def _lineage(
    own: str, recorded: Face | None, forms: Sequence[Record], aliases: Mapping[str, str]
) -> IssuedLineage:
    """Return a lineage with its forms parted: of each unit those of the latest revision count, and
    no blank one beside one that is filled.
    """
    face = recorded or face_of_form(max(forms, key=revision), aliases)
    counting = []
    for form in forms:
        unit = filling_unit(form, aliases) or face.unit
        same = [it for it in forms if (filling_unit(it, aliases) or face.unit) == unit]
        latest = [it for it in same if revision(it) == max(map(revision, same))]
        filled = [it for it in latest if holds_answers(it)]
        if form in (filled or latest):
            counting.append(form)
    earlier = tuple(form for form in forms if form not in counting)
    return IssuedLineage(own, face, recorded is not None, tuple(counting), earlier)


def speaks_of_another(
    form: Record, lineage: IssuedLineage, now: Face, log: IssueLog, others: Collection[str]
) -> bool:
    """Tell whether the words on a form are not those it was issued with, nor anything like them or
    those of ``now``, or are those of one of the ``others``: then nobody knows what it answers.
    """
    shown = face_of_form(form, {}).planned
    if not shown or shown in {lineage.face.planned, now.planned, *log.words(lineage.issue_id)}:
        return False
    if shown in others:
        return True
    return not (resembles(shown, lineage.face.planned) or resembles(shown, now.planned))
