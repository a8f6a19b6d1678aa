"""A published notice turned into a project, and held against what the project compiles back to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs

from compiler.commands.checking import lists_of, report_of
from compiler.commands.starting import Start, open_chosen, start_project
from compiler.diagnostics import has_errors, sort
from compiler.excel.reading.from_contents import record_of
from compiler.excel.reading.project import REGISTER_FILE
from compiler.importer.comparison import Comparison, compare
from compiler.importer.project import ImportedProject, import_notice
from compiler.notice.build import build_document
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
    not be placed, S170–S179 what could not be known and what compiles back otherwise, those of
    :func:`start_project`, which takes ``resumed``.
    """
    lines, found = read_notice(notice, notice.name)
    if has_errors(found):
        return Import(diagnostics=sort(found))
    kind, _, kind_found = open_chosen(root, wanted_kind, schema)
    if kind is None or has_errors(kind_found):
        return Import(diagnostics=sort(kind_found))
    imported, told = import_notice(lines, kind, notice.name)
    title = str(imported.register.fields.get("title") or "")
    comparison, differing = compare(
        lines, compiled_back(imported, kind, root), told, title, notice.name
    )
    started = start_project(
        root, wanted_kind, imported.register, imported.forms, schema=schema, resumed=resumed
    )
    found = [*found, *told, *differing, *started.diagnostics]
    return Import(started.written, sort(found), comparison if started.written else None)


def compiled_back(imported: ImportedProject, kind: Kind, root: Path) -> Sequence[str]:
    """Return the lines of the notice that an imported project compiles to, nothing written."""
    schema = kind.schema
    register = record_of(schema.register, imported.register, REGISTER_FILE)
    forms = tuple(
        record_of(schema.form, contents, f"{unit}/{identifier}.xlsx")
        for identifier, unit, contents in imported.forms
    )
    lists = lists_of(kind, register, root)
    report, _ = report_of(register, forms, kind, lists)
    return lines_of(build_document(report, kind))
