"""From a passage of the notice to the cells it came from, and from a cell to everything that uses
it.

Answered from 来源.json while it is fresh; if the workbooks have changed since, from the
workbooks. A copy that somebody edited is answered from what its own compile kept, if that can still
be found.
"""

from __future__ import annotations

from pathlib import Path

import attrs

from compiler.absorbing.base import base_of
from compiler.chinese.folding import fold
from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document
from compiler.commands.compiling import digests, source_map
from compiler.diagnostics import Diagnostic, complain, has_errors
from compiler.excel.reading.project import Progress, list_workbooks, silent
from compiler.model.provenance import Provenance
from compiler.outputs.edits.bases import is_of
from compiler.outputs.edits.compiled import find_compile, words_in
from compiler.outputs.manifest import compile_number
from compiler.outputs.source_map import kept_source_maps, needed_release
from compiler.plugins.loading import NO_PLUGINS, Plugins
from compiler.rules.releases import wanted, written_by
from compiler.schema.books import STANDARD, Schema
from compiler.span import Span
from compiler.storage.written import OUTPUT_FOLDER
from compiler.tracing.answers import Trace, answer, of_another_compile
from compiler.tracing.placing import read_copy, read_printed
from compiler.version import VERSION
from compiler.wordfile.edited_copy import read_edited_copy

NOTHING_ASKED = "没有写要查什么。"
STALE = "表格在上次编译以后有改动，下面按现在的表格查，没有改动输出文件。"
OUTRUN = "这份稿件编出以后，表格又有改动；下面是编出它时的情况。"
NAMELESS = "这份稿件上没有编译号，按文字看是由编译号 {number} 的通报改的，下面按那一次编译查。"
BARE = "编出这份稿件时的“来源.json”已经换成新的，下面按留着的底稿查。底稿不留意见、核对过的关系和没有核对的数，没有列出来不等于没有。"
NOW, THEN = "现在的通报", "编译号 {number} 的通报"
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
    """Answer ``query``, a passage or ``FILE!CELL``, for the project at ``root`` or for an edited
    ``copy`` of its notice or review copy.

    Diagnostics: R040 ``copy`` cannot be read, R041 nothing is kept of its compile, R042 it is none
    of this project, those that say why the project cannot be read.
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
    return answer(provenance, query, printed, printed, notes=[note] if note else [])


def _trace_copy(
    root: Path,
    folder: Path,
    query: str,
    path: Path,
    progress: Progress,
    schema: Schema,
    plugins: Plugins,
) -> Trace:
    """Answer for a copy, from what its own compile kept, else by its words from the compile kept
    that has most of them, or from the project as it is now.
    """
    copy, found = read_edited_copy(path, path.name)
    if copy is None:
        return Trace(query, diagnostics=tuple(found))
    kept = find_compile(folder, copy)
    if kept is not None:
        provenance, own = kept.provenance, kept.named or copy.number is None
        fresh = _is_fresh(root, provenance)
        notes = [] if fresh else [OUTRUN]
    else:
        now, note, found = _open(root, folder, progress, schema, plugins)
        if now is None:
            return Trace(query, diagnostics=tuple(found))
        if not is_of(now, words_in(copy)):
            stranger = complain("R042", Span(path.name), file=path.name)
            return Trace(query, diagnostics=(stranger,))
        provenance, own, fresh = now, now.number == copy.number, True
        notes = [note] if note else []
    called = "编译时" if own else NOW if fresh else THEN.format(number=provenance.number)
    if kept is not None and copy.number is None and kept.share < 1:
        notes.append(NAMELESS.format(number=provenance.number))
    if kept is not None and not kept.whole:
        notes.append(BARE)
    reading = read_copy(base_of(provenance, kept=own), copy)
    given = answer(
        provenance, query, reading, read_printed(provenance.document), notes=notes, called=called
    )
    return attrs.evolve(
        given,
        by_words=not own,
        whole=kept is None or kept.whole,
        diagnostics=() if own else (of_another_compile(copy.number, path.name, provenance),),
    )


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
    number = compile_number(VERSION, digests(root, analysis.source.inputs, analysis.kind.name))
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
        compile_number(provenance.release, digests(root, files, provenance.kind))
        == provenance.number
    )
