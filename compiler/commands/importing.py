"""A published notice turned into a project."""

from __future__ import annotations

from pathlib import Path

from compiler.commands.starting import Start, open_chosen, start_project
from compiler.diagnostics import has_errors, sort
from compiler.importer.project import import_notice
from compiler.schema.books import STANDARD, Schema
from compiler.wordfile.notice import read_notice


def import_project(
    notice: Path,
    root: Path,
    wanted_kind: str = "",
    schema: Schema = STANDARD,
    *,
    resumed: bool = False,
) -> Start:
    """Create a project at ``root`` from the notice file ``notice``; ``wanted_kind`` as in
    :func:`start_project`.

    Diagnostics: S060 the notice cannot be read, S061–S069 what was mended, left out or could
    not be placed, those of :func:`start_project`, which takes ``resumed``.
    """
    lines, found = read_notice(notice, notice.name)
    if has_errors(found):
        return Start(diagnostics=sort(found))
    kind, _, kind_found = open_chosen(root, wanted_kind, schema)
    if kind is None or has_errors(kind_found):
        return Start(diagnostics=sort(kind_found))
    imported, import_found = import_notice(lines, kind, notice.name)
    started = start_project(
        root, wanted_kind, imported.register, imported.forms, schema=schema, resumed=resumed
    )
    return Start(started.written, sort([*found, *import_found, *started.diagnostics]))
