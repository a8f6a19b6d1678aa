"""Workbooks of an earlier schema version brought to the current one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import attrs

from compiler.analysis.lineage import current_forms
from compiler.analysis.lowered_record import lower_record
from compiler.analysis.lowering import Lowering
from compiler.brief import brief
from compiler.commands.checking import lists_of
from compiler.commands.opening import open_project
from compiler.diagnostics import Diagnostic, has_errors, sort, unwritable
from compiler.excel.reading.project import Progress, ProjectSource, silent
from compiler.excel.reading.workbook import is_newer, is_outdated, read_workbook
from compiler.model.office_record import Adoption
from compiler.outputs.edits.earlier_edits import adoptions_into
from compiler.outputs.rewritten import OWN_COLUMN, not_made_good, rewritten, too_long_for
from compiler.schema.books import STANDARD, Schema
from compiler.storage.journal import Aside, resume
from compiler.storage.publish import Remade, publish

NO_LONGER_ASKED = "S038"
"""Told, although the workbook is rewritten: what was answered there is only in the earlier file."""


@attrs.frozen
class Upgrade:
    """The workbooks rewritten, and those left because something in them was not understood.
    ``unread``: there is no project that can be read.
    """

    __repr__ = brief

    written: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    set_aside: tuple[Aside, ...] = ()
    unread: bool = False


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
    project = open_project(root, schema=schema)
    source, kind, found = project.source, project.kind, project.found
    workbooks = (source.register, *source.forms, source.office_record)
    records = [record for record in workbooks if record is not None]
    if source.register is None or kind is None:
        return Upgrade(diagnostics=sort([*found, *project.kind_found]), unread=True)
    schema = kind.schema
    lists = lists_of(kind, source.register, root)
    adopted = _adopted(source, found, Lowering(lists, kind.statuses, lists.aliases))
    written: list[str] = []
    left: list[str] = []
    problems: list[Diagnostic] = []
    asides: list[Aside] = []
    for done, record in enumerate(records, 1):
        progress(done, len(records))
        if not everything and not is_outdated(record) and not is_newer(record):
            continue
        _, reading = read_workbook(root / record.file, record.file, schema)
        troubles = not_made_good(record, reading)
        if has_errors(troubles) or any(one.code == OWN_COLUMN for one in troubles):
            left.append(record.file)
            problems += troubles
            continue
        problems += [diagnostic for diagnostic in troubles if diagnostic.code == NO_LONGER_ASKED]
        if unkept := [*too_long_for(record, schema)]:
            left.append(record.file)
            problems += unkept
            continue
        content = rewritten(record, lists, schema, adopted.get(record.file, ()))
        try:
            if (root / record.file).read_bytes() != content:
                asides += publish(root, {}, workbooks={record.file: Remade(record.digest, content)})
                written.append(record.file)
        except OSError as error:
            problems.append(unwritable(record.file, error))
    return Upgrade(tuple(written), tuple(left), sort(problems), tuple(asides))


def _adopted(
    source: ProjectSource, found: Iterable[Diagnostic], lowering: Lowering
) -> dict[str, tuple[Adoption, ...]]:
    """Return by file what the office adopted into the forms that count; an earlier one was not
    changed.
    """
    record, _ = lower_record(source.office_record, found, lowering)
    forms, _ = current_forms(source.forms)
    return {it.file: adoptions_into(it, record.adoptions, lowering.lists.aliases) for it in forms}
