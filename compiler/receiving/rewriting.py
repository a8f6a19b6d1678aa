"""A received form written anew, because it still bears an earlier number, or lacks what the office had
adopted into the one before it.
"""

from __future__ import annotations

import attrs

from compiler.analysis.lineage import revision
from compiler.excel.writing.limits import oversized
from compiler.outputs.edits.earlier_edits import earlier_edits
from compiler.outputs.filling import blank_form, contents_of
from compiler.outputs.forms import write_form
from compiler.outputs.rewritten import not_made_good
from compiler.receiving.decisions import Current, Verdict
from compiler.receiving.recognised import Known, ReceivedForm
from compiler.schema.contents import CellContent, Contents, Lists, Spot


def bytes_to_file(
    form: ReceivedForm, verdict: Verdict, current: Current | None, known: Known, lists: Lists
) -> bytes | str:
    """Return what is filed of a form that was taken: its own bytes, or, if those would not do, a form
    written anew with every answer; as text why that would lose something.
    """
    renumbered = form.named != form.measure
    if not renumbered and not verdict.kept:
        return form.item.content
    why = "表上还是原来的编号" if renumbered else "要把办公室采纳的改稿写进去"
    lost = not_made_good(form.record, [one for one in form.found if one.code.startswith("S")])
    if lost:
        said = "；".join(dict.fromkeys(one.message for one in lost))
        return f"{why}，可是里面有没读懂的内容，写成新表会丢：{said}"
    contents = _with_texts(contents_of(form.record), form, verdict, current)
    if renumbered:
        contents = _with_plan(contents, form.measure, known)
    if long := [*oversized(known.schema.form, contents, form.item.shown)]:
        return f"{why}，可是{long[0].message}"
    adoptions = current.adoptions if current is not None else ()
    return write_form(
        contents,
        lists,
        measure_id=form.measure,
        issue_id=form.issue_id,
        revision=max(form.revision, revision(current.record) if verdict.kept and current else 1),
        form=known.schema.form,
        office_edits=[*earlier_edits(form.record, adoptions)] if verdict.kept else (),
    )


def _with_plan(contents: Contents, measure: str, known: Known) -> Contents:
    """Return what a form holds with what the register says of its measure now."""
    plan = known.plans[measure]
    problem = next((p for p in known.problems if p.number.value == plan.problem.value), None)
    blank = blank_form(plan, problem, known.schema.form)
    locked = {field.key for field in known.schema.form.fields() if field.prefilled}
    own = {key: value for key, value in blank.fields.items() if key in locked}
    return attrs.evolve(contents, fields={**contents.fields, **own})


def _with_texts(
    contents: Contents, form: ReceivedForm, verdict: Verdict, current: Current | None
) -> Contents:
    """Return what a form holds with the texts that are kept; a cell that then says what the current
    form's does holds the same, a number for a number.
    """
    fields = dict(contents.fields)
    tables = {key: [dict(row) for row in rows] for key, rows in contents.tables.items()}
    held = contents_of(current.record) if current is not None else Contents()
    for spot, text in verdict.kept.items():
        same = current is not None and current.said.places[spot].entry.text == text
        value: CellContent = _held(held, spot) if same else text
        if spot.table:
            tables[spot.table][spot.row][spot.key] = value
        else:
            fields[spot.key] = value
    return Contents(fields, tables)


def _held(contents: Contents, spot: Spot) -> CellContent:
    if spot.table:
        return contents.tables[spot.table][spot.row].get(spot.key)
    return contents.fields.get(spot.key)
