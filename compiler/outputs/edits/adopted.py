"""Adopted edits as workbooks: a form written anew as its next revision, the register with single cells
changed, and what goes back to units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

import attrs

from compiler.absorbing.application import CellWrite
from compiler.absorbing.current import change_in
from compiler.absorbing.listed import Decision, EditList, ListedEdit
from compiler.analysis.form_owners import issue_id, issued_for
from compiler.analysis.lineage import revision
from compiler.brief import brief
from compiler.diagnostics import Diagnostic, complain
from compiler.excel.patching.patches import CellPatch, patched
from compiler.excel.reading.records import Record
from compiler.excel.writing.limits import oversized
from compiler.outputs.edits.earlier_edits import spot_of
from compiler.outputs.filling import contents_of
from compiler.outputs.forms import write_form
from compiler.outputs.rewritten import not_made_good
from compiler.schema.books import Schema
from compiler.schema.contents import REMARK, CellContent, Contents, FormFault, Lists, OfficeEdit
from compiler.schema.definitions import Field, ValueKind
from compiler.span import Span

NUMBERS = (ValueKind.NUMBER, ValueKind.INTEGER)
NO_NUMBER = "“{label}”这一格要写数字，“{text}”不是"


@attrs.frozen
class AdoptedWorkbook:
    """A workbook with adopted edits: its file, the hash of what was read, ``None`` if it is new, its
    content.
    """

    __repr__ = brief

    file: str
    read: str | None
    content: bytes


def by_file(writes: Iterable[CellWrite]) -> dict[str, list[CellWrite]]:
    """Return what is to be written by workbook."""
    files: dict[str, list[CellWrite]] = {}
    for write in writes:
        files.setdefault(write.cell.span.file, []).append(write)
    return files


def adopted_form(
    record: Record,
    writes: Sequence[CellWrite],
    edits: Sequence[OfficeEdit],
    found: Iterable[Diagnostic],
    lists: Lists,
    schema: Schema,
    places: Mapping[int, Span],
) -> tuple[AdoptedWorkbook | None, list[Diagnostic]]:
    """Return a form's next revision, which says on its face what the office changed: ``edits``, all
    so far. ``found`` is what reading it found, ``places`` the row of the list by its number.

    Diagnostics: R044 no number where one belongs, R046 what a form written anew would lose, R004.
    """
    reading = [one for one in found if one.spans and one.spans[0].file == record.file]
    lost = [one for one in not_made_good(record, reading) if one.code.startswith("S")]
    if lost:
        codes = "、".join(dict.fromkeys(one.code for one in lost))
        spans = [span for one in lost for span in one.spans[:1]]
        return None, [complain("R046", places[writes[0].numbers[0]], *spans, codes=codes)]
    contents, wrong = _with_texts(contents_of(record), writes, places)
    wrong += oversized(schema.form, contents, record.file)
    if wrong:
        return None, wrong
    content = write_form(
        contents,
        lists,
        measure_id=issued_for(record),
        issue_id=issue_id(record),
        revision=revision(record) + 1,
        form=schema.form,
        office_edits=edits,
    )
    return AdoptedWorkbook(record.file, record.digest, content), []


def _with_texts(
    contents: Contents, writes: Sequence[CellWrite], places: Mapping[int, Span]
) -> tuple[Contents, list[Diagnostic]]:
    """Return what a workbook holds with some cells changed."""
    fields = dict(contents.fields)
    tables = {key: [dict(row) for row in rows] for key, rows in contents.tables.items()}
    wrong: list[Diagnostic] = []
    for write in writes:
        own = write.cell.own
        value = _value(own.field, write.text)
        if value is None:
            told = NO_NUMBER.format(label=own.label, text=write.text[:20])
            wrong.append(complain("R044", places[write.numbers[0]], reason=told))
        elif own.spot.table:
            tables[own.spot.table][own.spot.row][own.spot.key] = value
        else:
            fields[own.spot.key] = value
    return Contents(fields, tables), wrong


def _value(field: Field, text: str) -> CellContent:
    """Return what a cell of a field holds that says ``text``; ``None`` if it is to be a number and
    is none.
    """
    if field.kind not in NUMBERS or not text.strip():
        return text
    try:
        return Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        return None


def adopted_register(
    record: Record, content: bytes, writes: Sequence[CellWrite], places: Mapping[int, Span]
) -> tuple[AdoptedWorkbook | None, list[Diagnostic]]:
    """Return the register with single cells changed, everything else as the clerk left it.

    Diagnostics: R048 a cell that cannot be changed so.
    """
    patches = {
        CellPatch(
            write.cell.span.sheet or "", write.cell.span.cell or "", write.cell.text, write.text
        ): write
        for write in writes
    }
    changed, refused = patched(content, list(patches))
    wrong = [
        complain(
            "R048",
            places[patches[one.patch].numbers[0]],
            patches[one.patch].cell.span,
            reason=one.reason.rstrip("。"),
            old=one.patch.old[:60],
            new=one.patch.new[:60],
        )
        for one in refused
    ]
    if wrong or changed is None:
        return None, wrong
    return AdoptedWorkbook(record.file, record.digest, changed), []


# What is told of adopted edits


def office_edits(found: EditList, writes: Sequence[CellWrite], day: date) -> Iterator[OfficeEdit]:
    """Yield what the office changed in a form, as the form shows it."""
    for write in writes:
        for row in write.rows:
            edit = found.edits[row.number - 1]
            yield OfficeEdit(
                write.cell.own.spot,
                write.cell.own.label,
                row.old,
                row.new,
                author=_one_line(edit.author),
                adopted_on=day,
                comment=edit.comment,
            )


def adoption_rows(
    found: EditList, writes: Iterable[CellWrite], identifier: str, day: date
) -> Iterator[dict[str, CellContent]]:
    """Yield the rows of 采纳改稿 that record adopted edits, one for each cell of each."""
    for write in writes:
        change = change_in(write.cell, 0, 0, "")
        for row in write.rows:
            edit = found.edits[row.number - 1]
            yield {
                "adopted_on": day,
                "edit_list": identifier,
                "number": row.number,
                "measure": change.measure,
                "unit": change.unit,
                "file": change.file,
                "sheet": change.sheet,
                "cell": change.cell,
                "label": change.label,
                "old": row.old,
                "new": row.new,
                "author": _one_line(edit.author),
                "edited_at": _one_line(edit.when),
                "comment": edit.comment,
            }


def remark_on(found: EditList, decision: Decision, record: Record) -> FormFault:
    """Return a row of a list as a remark on the form that it goes back with."""
    edit = found.edits[decision.number - 1]
    about = edit.about
    assert about is not None
    return FormFault(
        spot_of(record, about.label, about.cell),
        about.label,
        REMARK,
        f"改稿清单第{decision.number}条",
        _as_remark(edit, decision.new),
        edit.old,
        "请按意见改这一格；不改的，请说明原因。",
        "",
    )


def _as_remark(edit: ListedEdit, new: str) -> str:
    """Return an edit as what the unit is told; ``new`` is what the office has made of it."""
    parts = []
    if edit.new != edit.old:
        who = _one_line(edit.author)
        parts.append(f"{who}改成：“{edit.new}”" if edit.new else f"{who}删去了这些文字")
    if new != edit.new:
        parts.append(f"办公室拟改为：“{new}”")
    if edit.comment:
        parts.append(f"批注：“{_one_line(edit.comment)}”")
    return "；".join(parts)


def _one_line(text: str) -> str:
    return "；".join(text.split("\n"))
