"""Workbooks of an earlier schema version brought to the current one."""

from __future__ import annotations

from pathlib import Path

import attrs

from compiler.analysis.form_owners import issued_for
from compiler.analysis.lineage import revision
from compiler.analysis.lower import unit_names
from compiler.brief import brief
from compiler.commands.checking import lists_of
from compiler.diagnostics import Diagnostic, complain, has_errors, reason_of, sort
from compiler.excel.reading.project import Progress, read_project, silent
from compiler.excel.reading.workbook import is_newer, is_outdated, read_workbook
from compiler.excel.writing.workbooks import write_workbook
from compiler.notice.templates import kind_name, open_kind
from compiler.outputs.filling import contents_of
from compiler.outputs.forms import write_form
from compiler.schema.books import STANDARD, Schema
from compiler.span import Span
from compiler.storage.journal import Aside, resume
from compiler.storage.publish import Remade, publish

MADE_GOOD = ("S024", "S030", "S035", "S036")
"""What rewriting an earlier version makes good: sheets, fields, columns and tables that it has
lost."""
NO_LONGER_ASKED = "S038"


@attrs.frozen
class Upgrade:
    """The workbooks rewritten, and those left because something in them was not understood."""

    __repr__ = brief

    written: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    set_aside: tuple[Aside, ...] = ()


def upgrade_project(
    root: Path, *, everything: bool = False, progress: Progress = silent, schema: Schema = STANDARD
) -> Upgrade:
    """Rewrite every outdated workbook (or ``everything``) with the current schema, answers kept
    to the character.

    The earlier file is kept under the folder ``旧版``. A file in which anything was not
    understood, or one of a later version, is left alone and its diagnostics returned; so are
    answers to what is no longer asked.
    """
    resume(root)
    source, found = read_project(root, schema=schema)
    records = [record for record in (source.register, *source.forms) if record is not None]
    if source.register is None:
        return Upgrade(diagnostics=sort(found))
    kind, kind_found = open_kind(
        root, kind_name(source.register), Span(source.register.file), schema
    )
    if kind is None:
        return Upgrade(diagnostics=sort([*found, *kind_found]))
    lists = attrs.evolve(
        lists_of(kind, source.register, root), units=unit_names(source.register)[0]
    )
    written: list[str] = []
    left: list[str] = []
    problems: list[Diagnostic] = []
    asides: list[Aside] = []
    for done, record in enumerate(records, 1):
        progress(done, len(records))
        if not everything and not is_outdated(record) and not is_newer(record):
            continue
        _, reading = read_workbook(root / record.file, record.file, schema)
        reading = [
            diagnostic
            for diagnostic in reading
            if diagnostic.code not in (MADE_GOOD if is_outdated(record) else ())
        ]
        if is_newer(record):
            reading = [diagnostic for diagnostic in reading if diagnostic.code == "S021"]
        if has_errors(reading):
            left.append(record.file)
            problems += reading
            continue
        problems += [diagnostic for diagnostic in reading if diagnostic.code == NO_LONGER_ASKED]
        contents = contents_of(record)
        content = (
            write_form(
                contents,
                lists,
                measure_id=issued_for(record),
                revision=revision(record),
                form=schema.form,
            )
            if record.workbook == schema.form.key
            else write_workbook(schema.register, contents, lists)
        )
        try:
            if (root / record.file).read_bytes() != content:
                asides += publish(root, {}, workbooks={record.file: Remade(record.digest, content)})
                written.append(record.file)
        except OSError as error:
            problems.append(
                complain("R001", Span(record.file), file=record.file, reason=reason_of(error))
            )
    return Upgrade(tuple(written), tuple(left), sort(problems), tuple(asides))
