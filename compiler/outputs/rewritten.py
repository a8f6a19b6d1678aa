"""Workbooks of a project written anew from what was read of them, every answer to the character;
and what forbids it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

import attrs

from compiler.analysis.answers import carried_from
from compiler.analysis.form_owners import issue_id, issued_for
from compiler.analysis.lineage import revision
from compiler.analysis.supervisions import SupervisionNotice, renumbered
from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.office_record import FAULTY, MISPLACED, UNREADABLE
from compiler.excel.reading.records import Record
from compiler.excel.reading.workbook import is_newer, is_outdated
from compiler.excel.writing.limits import oversized
from compiler.excel.writing.workbooks import write_workbook
from compiler.model.office_record import Adoption
from compiler.outputs.edits.earlier_edits import earlier_edits
from compiler.outputs.filling import contents_of
from compiler.outputs.forms import write_form
from compiler.outputs.own_columns import with_own_columns
from compiler.schema.books import Schema
from compiler.schema.contents import CellContent, Contents, Lists
from compiler.schema.office_record import ADOPTIONS, ISSUES, RECEIPTS, SUPERVISIONS
from compiler.span import Span

MADE_GOOD = ("S024", "S030", "S035", "S036")
"""What rewriting an earlier version makes good: sheets, fields, columns and tables that it has
lost."""
NEWER = "S021"
OWN_COLUMN = "S130"
"""A column of the office's own: understood to be nothing of ours."""
KEPT = ("S022", "S037", "S099", MISPLACED)
"""What is said of 经办记录 without anything of it being lost when it is written anew."""

Rows = Sequence[Mapping[str, CellContent]]


def rewritten(
    record: Record, lists: Lists, schema: Schema, adoptions: Iterable[Adoption] = ()
) -> bytes:
    """Return a workbook with what it holds, as the current version has it; a form says on its face
    what the office adopted into it.
    """
    contents = contents_of(record)
    if record.workbook != schema.form.key:
        workbook, contents = with_own_columns(record, schema.workbooks[record.workbook], contents)
        return write_workbook(workbook, contents, lists)
    return write_form(
        contents,
        lists,
        measure_id=issued_for(record),
        issue_id=issue_id(record),
        revision=revision(record),
        carried=carried_from(record),
        form=schema.form,
        office_edits=[*earlier_edits(record, adoptions)],
    )


def too_long_for(record: Record, schema: Schema) -> Iterator[Diagnostic]:
    """Yield R004 for what a workbook holds and one written anew cannot: programs other than Excel
    write texts longer than a cell.
    """
    yield from oversized(schema.workbooks[record.workbook], contents_of(record), record.file)


def not_made_good(record: Record, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return what was found in reading a workbook and would be lost, or still be wrong, in the
    one written anew. Of a later version nothing else counts than that it is one. A column of the
    office's own goes on with its rows; what stands in it beside no row would be lost.
    """
    if is_newer(record):
        return [diagnostic for diagnostic in found if diagnostic.code == NEWER]
    made_good = MADE_GOOD if is_outdated(record) else ()
    loose = {own.heading.span for own in record.own_columns if own.loose}
    return [
        diagnostic
        for diagnostic in found
        if diagnostic.code not in made_good
        and (diagnostic.code != OWN_COLUMN or diagnostic.spans[0] in loose)
    ]


def unread_in(register: Record, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return what was not understood of the register's file as a workbook (the rules of the
    letter S): what was meant there is not known. The office's own columns are no part of it.
    """
    return tuple(
        d
        for d in found
        if d.code[0] == "S"
        and d.code != OWN_COLUMN
        and d.spans
        and d.spans[0].file == register.file
    )


def unrecordable(
    file: str, doubtful: Collection[Span], found: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Return R018 and what is behind it, if 经办记录 in ``file`` cannot be written anew without loss,
    or its notices, ``doubtful`` as they are, cannot be counted; nothing if it can.
    """
    troubles = [one for one in found if _would_be_lost(one, file, doubtful)]
    if not troubles:
        return ()
    places = dict.fromkeys(one.spans[0] for one in troubles)
    return (complain("R018", *places, file=file), *troubles)


def _would_be_lost(found: Diagnostic, file: str, doubtful: Collection[Span]) -> bool:
    """Tell whether a finding is a reason not to write 经办记录."""
    if found.code == FAULTY:
        reading = str(found.arguments["rule"]).startswith("S")
        return reading or any(place in doubtful for place in found.spoiled)
    here = [span.file for span in found.spans[:1]] == [file]
    own = found.code[0] == "S" and here and found.code not in KEPT
    return own or found.code == UNREADABLE


def with_supervisions(record: Record | None, notices: Sequence[SupervisionNotice]) -> Contents:
    """Return what 经办记录 holds, if there is one, with a row of 督办记录 for each notice."""
    rows: Rows = [
        {
            "number": notice.number,
            "unit": notice.unit.unit,
            "issued_on": notice.issued_on,
            "measures": "、".join(it.measure.id for it in notice.measures),
            "due": notice.due,
        }
        for notice in notices
    ]
    return _with_rows(record, SUPERVISIONS.key, rows)


def with_adoptions(record: Record | None, rows: Rows) -> Contents:
    """Return what 经办记录 holds, if there is one, with ``rows`` of 采纳改稿, by its keys."""
    return _with_rows(record, ADOPTIONS.key, rows)


def with_issues(
    record: Record | None,
    rows: Rows,
    renamed: Iterable[tuple[str, str, str]],
    numbers: Mapping[str, str],
) -> Contents:
    """Return what 经办记录 holds, if there is one, with ``rows`` of 发放记录, by its keys. What was adopted
    into the forms of ``renamed`` measures (old number, new one, unit) goes on under the new number,
    and so do the notices sent about measures, by their ``numbers``, old and new.
    """
    contents = _with_rows(record, ISSUES.key, rows)
    names = {(was, unit): now for was, now, unit in renamed}

    def named_now(row: Mapping[str, CellContent]) -> Mapping[str, CellContent]:
        own = (str(row.get("measure")), str(row.get("unit")))
        return {**row, "measure": names[own]} if own in names else row

    adopted = tuple(map(named_now, contents.tables.get(ADOPTIONS.key, ())))
    sent = tuple(
        {**row, "measures": renumbered(str(row.get("measures") or ""), numbers) or None}
        for row in contents.tables.get(SUPERVISIONS.key, ())
    )
    tables = {**contents.tables, ADOPTIONS.key: adopted, SUPERVISIONS.key: sent}
    return attrs.evolve(contents, tables=tables)


def with_receipts(record: Record | None, rows: Rows) -> Contents:
    """Return what 经办记录 holds, if there is one, with ``rows`` of 收件记录, by its keys."""
    return _with_rows(record, RECEIPTS.key, rows)


def with_told(record: Record, told: Collection[Span], day: date) -> Contents:
    """Return what 经办记录 holds, with the rows of 采纳改稿 at the places ``told`` dated: their units
    were told on ``day``.
    """
    contents, key = contents_of(record), ADOPTIONS.key
    rows = zip(record.tables.get(key, ()), contents.tables.get(key, ()), strict=True)
    dated = tuple({**row, "told_on": day} if own.span in told else row for own, row in rows)
    return attrs.evolve(contents, tables={**contents.tables, key: dated})


def _with_rows(record: Record | None, table: str, rows: Rows) -> Contents:
    contents = contents_of(record) if record is not None else Contents()
    recorded = (*contents.tables.get(table, ()), *rows)
    return attrs.evolve(contents, tables={**contents.tables, table: recorded})
