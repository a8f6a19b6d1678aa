"""A published notice turned into a project."""

from __future__ import annotations

from pathlib import Path

from compiler.commands.starting import Start, start_project
from compiler.diagnostics import has_errors, sort
from compiler.importer.project import import_notice
from compiler.notice.templates import DEFAULT_KIND, TEMPLATES_FOLDER, open_kind
from compiler.schema.books import STANDARD, Schema
from compiler.span import Span
from compiler.wordfile.notice import read_notice


def import_project(
    notice: Path,
    root: Path,
    kind_name: str = DEFAULT_KIND,
    schema: Schema = STANDARD,
    *,
    resumed: bool = False,
) -> Start:
    """Create a project at ``root`` from the notice file ``notice``.

    Diagnostics: S060 the notice cannot be read, S061–S069 what was mended, left out or could
    not be placed, those of :func:`start_project`, which takes ``resumed``.
    """
    lines, found = read_notice(notice, notice.name)
    if has_errors(found):
        return Start(diagnostics=sort(found))
    kind, kind_found = open_kind(root, kind_name, Span(TEMPLATES_FOLDER), schema)
    if kind is None:
        return Start(diagnostics=sort(kind_found))
    imported, import_found = import_notice(lines, kind, notice.name)
    started = start_project(
        root, kind_name, imported.register, imported.forms, schema=schema, resumed=resumed
    )
    return Start(started.written, sort([*found, *import_found, *started.diagnostics]))
