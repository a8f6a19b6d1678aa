"""A published notice turned into a project, and held against what the project compiles back to."""

from __future__ import annotations

from pathlib import Path

import attrs

from compiler.commands.checking import lists_of, report_of
from compiler.commands.starting import Start, open_chosen, start_project
from compiler.diagnostics import Diagnostic, has_errors, sort
from compiler.importer.comparison import Comparison, compare, lacking
from compiler.importer.imported import ImportedProject, records_of
from compiler.importer.project import import_notice
from compiler.importer.stand_ins import printed_stand_ins, without
from compiler.importer.told_counts import assumed_wrongly, miscounted
from compiler.model.document import Document
from compiler.notice.build import printed, typed_document
from compiler.notice.kind import Kind
from compiler.outputs.text import lines_of
from compiler.schema.books import STANDARD, Schema
from compiler.wordfile.notice import read_notice


@attrs.frozen
class Import(Start):
    """A project made from a notice: ``comparison`` is what became of its paragraphs, ``None`` if
    none was made.
    """

    comparison: Comparison | None = None


def import_project(
    notice: Path,
    root: Path,
    wanted_kind: str = "",
    schema: Schema = STANDARD,
    *,
    resumed: bool = False,
) -> Import:
    """Create a project at ``root`` from the notice file ``notice``; ``wanted_kind`` as in
    :func:`start_project`.

    Diagnostics: S060 the notice cannot be read, S061–S069 what was mended, left out or could
    not be placed, S170–S179 and S201 what could not be known and what compiles back otherwise,
    those of :func:`start_project`, which takes ``resumed``.
    """
    lines, found = read_notice(notice, notice.name)
    if has_errors(found):
        return Import(diagnostics=sort(found))
    kind, _, kind_found = open_chosen(root, wanted_kind, schema)
    if kind is None or has_errors(kind_found):
        return Import(diagnostics=sort(kind_found))
    imported, told = import_notice(lines, kind, notice.name)
    imported, document, faults = compiled_back(imported, kind, root)
    title = str(imported.register.fields.get("title") or "")
    comparison, differing = compare(lines, lines_of(document), told, title, notice.name)
    started = start_project(
        root, wanted_kind, imported.register, imported.forms, schema=schema, resumed=resumed
    )
    differing += assumed_wrongly(told, faults, document, lines, notice.name)
    found = [*found, *told, *differing, *lacking(faults, notice.name), *started.diagnostics]
    return Import(started.written, sort(found), comparison if started.written else None)


def compiled_back(
    imported: ImportedProject, kind: Kind, root: Path
) -> tuple[ImportedProject, Document, list[Diagnostic]]:
    """Compile an imported project without writing it; a stand-in that would be printed is taken out.

    Return the project, the notice, and what was found on the way.
    """
    document, found = _compiled(imported, kind, root)
    if cells := printed_stand_ins(document):
        imported = without(imported, cells, kind.schema.form)
        document, found = _compiled(imported, kind, root)
    return imported, document, found


def _compiled(
    imported: ImportedProject, kind: Kind, root: Path
) -> tuple[Document, list[Diagnostic]]:
    """Return the notice that an imported project compiles to, and what was found on the way."""
    register, forms = records_of(imported, kind.schema)
    report, found = report_of(register, forms, kind, lists_of(kind, register, root))
    document = typed_document(report, kind)
    return printed(document, report), [*found, *miscounted(report, document, kind.statuses)]
