"""Workbooks of a project written anew from what was read of them, every answer to the character;
and what forbids it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from compiler.analysis.form_owners import issued_for
from compiler.analysis.lineage import revision
from compiler.analysis.supervisions import SupervisionNotice
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.records import Record
from compiler.excel.reading.workbook import is_newer, is_outdated
from compiler.excel.writing.limits import oversized
from compiler.excel.writing.workbooks import write_workbook
from compiler.outputs.filling import contents_of
from compiler.outputs.forms import write_form
from compiler.schema.books import Schema
from compiler.schema.contents import CellContent, Contents, Lists
from compiler.schema.register import SUPERVISIONS

MADE_GOOD = ("S024", "S030", "S035", "S036")
"""What rewriting an earlier version makes good: sheets, fields, columns and tables that it has
lost."""
NEWER = "S021"


def rewritten(record: Record, lists: Lists, schema: Schema) -> bytes:
    """Return a register or form with what it holds, as the current version has it."""
    contents = contents_of(record)
    if record.workbook != schema.form.key:
        return write_workbook(schema.register, contents, lists)
    return write_form(
        contents, lists, measure_id=issued_for(record), revision=revision(record), form=schema.form
    )


def too_long_for(record: Record, schema: Schema) -> Iterator[Diagnostic]:
    """Yield R004 for what a workbook holds and one written anew cannot: programs other than Excel
    write texts longer than a cell.
    """
    own = schema.register if record.workbook == schema.register.key else schema.form
    yield from oversized(own, contents_of(record), record.file)


def not_made_good(record: Record, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return what was found in reading a workbook and would be lost, or still be wrong, in the
    one written anew. Of a later version nothing else counts than that it is one.
    """
    if is_newer(record):
        return [diagnostic for diagnostic in found if diagnostic.code == NEWER]
    made_good = MADE_GOOD if is_outdated(record) else ()
    return [diagnostic for diagnostic in found if diagnostic.code not in made_good]


def unread_in(register: Record, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return what was not understood of the register's file as a workbook (the rules of the
    letter S): it would be missing from one written anew.
    """
    return tuple(
        d for d in found if d.code[0] == "S" and d.spans and d.spans[0].file == register.file
    )


def with_supervisions(register: Record, notices: Sequence[SupervisionNotice]) -> Contents:
    """Return what the register holds, with a row of 督办记录 for each notice."""
    contents = contents_of(register)
    rows: list[dict[str, CellContent]] = [
        {
            "number": notice.number,
            "unit": notice.unit.unit,
            "issued_on": notice.issued_on,
            "measures": "、".join(it.measure.id for it in notice.measures),
            "due": notice.due,
        }
        for notice in notices
    ]
    recorded = (*contents.tables.get(SUPERVISIONS.key, ()), *rows)
    return attrs.evolve(contents, tables={**contents.tables, SUPERVISIONS.key: recorded})
