"""What a form says when its measure has been renumbered, reworded, put off or moved to another unit,
and where its file lies then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, count
from pathlib import PurePosixPath

import attrs

from compiler.analysis.answers import carried_from, holds_answers, is_blank
from compiler.analysis.form_owners import filling_unit
from compiler.analysis.lineage import revision
from compiler.analysis.reissue import Face, same_words
from compiler.excel.reading.records import Record
from compiler.excel.reading.workbook import is_outdated
from compiler.model.identifiers import MEASURE_ID, measure_id
from compiler.model.office_record import Adoption
from compiler.outputs.edits.earlier_edits import adoptions_into, earlier_edits
from compiler.outputs.filling import carried_on, contents_of, holds
from compiler.outputs.forms import write_form
from compiler.outputs.issuing.lineages import face_of_form, measure_of
from compiler.schema.contents import CellContent, Contents, Lists
from compiler.schema.definitions import Workbook
from compiler.schema.structure import FROM_ANOTHER_UNIT
from compiler.storage.written import sha256

Difference = tuple[str, str, str]
"""A label, what a form said there, and what it says now."""


@attrs.frozen
class Target:
    """What a form is to say of its measure: its number, the issue, and what the office fills in, for
    the lead unit.
    """

    measure: str
    issue_id: str
    blank: Contents
    face: Face


def differences(form: Record, target: Target, aliases: Mapping[str, str]) -> list[Difference]:
    """Return what a form says otherwise than it is to, its number first; blanks and the width of
    marks aside.
    """
    shown = face_of_form(form, aliases)
    found = [("措施编号", shown.measure, target.measure)]
    found += [("牵头单位", shown.unit, target.face.unit)] if shown.unit else []
    labels = {field.key: field.label for field in form.schema.fields()}
    found += [
        (labels[key], text, target.face.texts[key])
        for key, text in shown.texts.items()
        if key in target.face.texts
    ]
    return [(label, was, now) for label, was, now in found if not same_words(was, now)]


def renewed(
    form: Record, target: Target, lists: Lists, adoptions: Iterable[Adoption], schema: Workbook
) -> bytes:
    """Return a form written anew: what was answered to the character, what the office fills in as the
    register has it. One that is answered is the next revision.
    """
    own = contents_of(form)
    locked = {field.key for field in schema.fields() if field.prefilled}
    office = {key: value for key, value in target.blank.fields.items() if key in locked}
    return write_form(
        attrs.evolve(own, fields={**own.fields, **office}),
        lists,
        measure_id=target.measure,
        issue_id=target.issue_id,
        revision=revision(form) + (0 if is_blank(form) else 1),
        carried=carried_from(form),
        form=schema,
        office_edits=[*earlier_edits(form, adoptions_into(form, adoptions, lists.aliases))],
    )


def blank_again(
    form: Record, target: Target, lists: Lists, schema: Workbook, *, changed: bool
) -> bytes | None:
    """Return the form that takes the place of one into which nobody has filled anything, ``None`` if
    there is no need: an earlier version is good as it is, unless its kind has come to ask for more, and so
    is one that would get nothing but an issue id.
    """
    own = contents_of(form).fields.get("unit")
    fields: dict[str, CellContent] = {**target.blank.fields, "unit": own}
    if own is None or filling_unit(form, lists.aliases) == face_of_form(form, lists.aliases).unit:
        fields["unit"] = target.blank.fields.get("unit")
    contents = Contents(fields)
    if is_outdated(form) and not form.lacking and holds(form, contents) and not changed:
        return None
    entry = form.structure.get("issue_id")
    known = entry.text.strip() if entry else ""

    def written(issue_id: str) -> bytes:
        return write_form(
            contents,
            lists,
            measure_id=target.measure,
            issue_id=issue_id,
            revision=revision(form),
            form=schema,
        )

    if sha256(written(known)) == form.digest:
        return None
    return written(target.issue_id)


def offered(
    source: Record | None, own: Record | None, target: Target, schema: Workbook
) -> tuple[Contents, str]:
    """Return what the form for a measure's new lead unit holds, and where the answers are from that it
    begins with: those of the ``source``, sign-off aside, beside the rows of the tables that
    the unit has sent as a supporting one.
    """
    given = carried_on(contents_of(source), schema) if source is not None else Contents()
    rows = contents_of(own).tables if own is not None else {}
    tables = {
        key: [
            *rows.get(key, ()),
            *(row for row in given.tables.get(key, ()) if row not in rows.get(key, ())),
        ]
        for key in dict.fromkeys([*rows, *given.tables])
    }
    contents = Contents({**given.fields, **target.blank.fields}, tables)
    return contents, FROM_ANOTHER_UNIT if source is not None or any(tables.values()) else ""


def has_prose(form: Record) -> bool:
    """Tell whether a form answers what only a lead unit is asked."""
    asked = (
        field.key
        for sheet in form.schema.sheets
        for section in sheet.sections()
        if section.leads_only
        for field in section.fields
        if not field.filled_from
    )
    return any(key in form.fields and form.fields[key].cell for key in asked)


def answered_by(forms: Sequence[Record], unit: str, aliases: Mapping[str, str]) -> list[Record]:
    """Return those of a measure's forms that ``unit``, its lead, has filled."""
    return [it for it in forms if filling_unit(it, aliases) in ("", unit) and holds_answers(it)]


def place_after(form: Record, measure: str) -> str:
    """Return where a form lies once it is for ``measure``: where it lay, under the new number if its
    name was the old one.
    """
    path = PurePosixPath(form.file)
    match = MEASURE_ID.search(path.name)
    if match is None or measure_id(int(match[1]), int(match[2])) != measure_of(form):
        return form.file
    start = match.start()
    return str(path.with_name(path.name[:start] + measure + path.name[match.end() :]))


def free_place(wanted: str, taken: Callable[[str], bool]) -> str:
    """Return ``wanted``, or with a number the first place that is not taken."""
    path = PurePosixPath(wanted)
    numbered = (str(path.with_name(f"{path.stem} {number}{path.suffix}")) for number in count(2))
    return next(place for place in chain([wanted], numbered) if not taken(place))
