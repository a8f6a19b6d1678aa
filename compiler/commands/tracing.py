"""From a passage of the notice to the cells it came from, and from a cell to everything that uses
it.

Answered from 来源.json while it is fresh; if the workbooks have changed since, from the
workbooks. A review copy is answered from the 来源.json of its own compile, if it can still be
found.
"""

from __future__ import annotations

from pathlib import Path

import attrs

from compiler.chinese.folding import fold
from compiler.commands.checking import analyse
from compiler.commands.compiling import check_document, read_inputs, source_map
from compiler.diagnostics import Diagnostic, has_errors
from compiler.excel.reading.project import Progress, list_workbooks, silent
from compiler.model.provenance import Provenance
from compiler.outputs.manifest import compile_number
from compiler.outputs.source_map import kept_source_maps, needed_release
from compiler.plugins.loading import NO_PLUGINS, Plugins
from compiler.rules.releases import wanted, written_by
from compiler.schema.books import STANDARD, Schema
from compiler.storage.written import OUTPUT_FOLDER
from compiler.tracing.answers import Trace, answer, is_of, of_another_compile
from compiler.tracing.placing import read_copy, read_printed
from compiler.version import VERSION
from compiler.wordfile.review_copy import read_review_copy

NOTHING_ASKED = "没有写要查什么。"
STALE = "表格在上次编译以后有改动，下面按现在的表格查，没有改动输出文件。"
OUTRUN = "这份审核稿编出以后，表格又有改动；下面是编这份审核稿时的情况。"
NEWER = "上次的“来源.json”是用更新的版本{made}写的，本程序读不了，下面按现在的表格查。要按上次编译的查，请先把本程序升级到{needed}。"
NEVER = "还没有编译过，或上次的输出已过期，下面按现在的表格查，没有写输出文件。"


def trace(
    root: Path,
    query: str,
    *,
    output: Path | None = None,
    copy: Path | None = None,
    progress: Progress = silent,
    schema: Schema = STANDARD,
    plugins: Plugins = NO_PLUGINS,
) -> Trace:
    """Answer ``query``, a passage or ``FILE!CELL``, for the project at ``root`` or for a review
    copy of it.

    Diagnostics: R040 ``copy`` is no review copy, R041 it comes from another compile, those that
    say why the project cannot be read.
    """
    if not fold(query).text:
        return Trace(query, notes=(NOTHING_ASKED,))
    folder = root / OUTPUT_FOLDER if output is None else output
    if copy is not None:
        return _trace_copy(root, folder, query, copy, progress, schema, plugins)
    provenance, note, found = _open(root, folder, progress, schema, plugins)
    if provenance is None:
        return Trace(query, diagnostics=tuple(found))
    printed = read_printed(provenance.document)
    return answer(provenance, query, printed, printed, notes=(note,) if note else ())


def _trace_copy(
    root: Path,
    folder: Path,
    query: str,
    path: Path,
    progress: Progress,
    schema: Schema,
    plugins: Plugins,
) -> Trace:
    """Answer for a review copy, from the source map of its own compile if that is still kept, else
    from the project as it is now.
    """
    copy, found = read_review_copy(path, path.name)
    if copy is None:
        return Trace(query, diagnostics=tuple(found))
    provenance = next((kept for kept in kept_source_maps(folder) if is_of(copy, kept)), None)
    if provenance is not None:
        note = "" if _is_fresh(root, provenance) else OUTRUN
    else:
        provenance, note, found = _open(root, folder, progress, schema, plugins)
        if provenance is None:
            return Trace(query, diagnostics=tuple(found))
    own = is_of(copy, provenance)
    if not own:
        found = [of_another_compile(copy, path.name, provenance)]
    printed = read_printed(provenance.document)
    reading = read_copy(printed, copy.text, copy.anchors if own else {})
    given = answer(
        provenance, query, reading, printed, notes=(note,) if note else (), by_words=not own
    )
    return attrs.evolve(given, diagnostics=tuple(found))


def _open(
    root: Path, folder: Path, progress: Progress, schema: Schema, plugins: Plugins
) -> tuple[Provenance | None, str, list[Diagnostic]]:
    """Return what is known of the project as it is now, and a sentence if that is not what was
    compiled last.
    """
    kept = next(kept_source_maps(folder, expired=False), None)
    if kept is not None and _is_fresh(root, kept):
        return kept, "", []
    analysis = analyse(root, progress, schema=schema, plugins=plugins)
    if analysis.report is None or analysis.kind is None:
        return None, "", list(analysis.diagnostics)
    checked = check_document(analysis)
    if has_errors(checked.diagnostics):
        checked = check_document(analysis, draft=True)
    number = compile_number(VERSION, read_inputs(root, analysis.source.inputs, analysis.kind.name))
    return source_map(checked, number), STALE if kept is not None else _why_none(folder), []


def _why_none(folder: Path) -> str:
    """Return why an output folder has no source map to answer from."""
    release = needed_release(folder)
    if release is None:
        return NEVER
    return NEWER.format(made=written_by(release), needed=wanted(release))


def _is_fresh(root: Path, provenance: Provenance) -> bool:
    """Tell whether the inputs are byte for byte those of the compile, without reading any
    workbook as one.
    """
    files = [file for _, file in list_workbooks(root)[0]]
    return (
        compile_number(provenance.release, read_inputs(root, files, provenance.kind))
        == provenance.number
    )
