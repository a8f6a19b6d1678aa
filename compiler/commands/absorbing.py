"""Copies that leaders edited, held against what was compiled: 改稿清单.xlsx, a row for each edit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs

from compiler.absorbing.base import Base, base_of
from compiler.absorbing.current import current_cells
from compiler.absorbing.drafts import Copy
from compiler.absorbing.gathering import gather
from compiler.absorbing.listed import EditList
from compiler.brief import brief
from compiler.chinese.same_words import plainly
from compiler.commands.checking import Analysis, analyse
from compiler.commands.compilation import check_document
from compiler.commands.compiling import digests, source_map
from compiler.diagnostics import Diagnostic, complain, unwritable
from compiler.excel.reading.project import Progress, silent
from compiler.model.provenance import Provenance
from compiler.notice.templates import style_template
from compiler.outputs.edits.bases import is_of
from compiler.outputs.edits.compiled import find_compile, words_in
from compiler.outputs.edits.edit_list import EDIT_LIST, write_edit_list
from compiler.outputs.manifest import compile_number
from compiler.plugins.loading import NO_PLUGINS, Plugins
from compiler.recall import forget
from compiler.schema.books import STANDARD, Schema
from compiler.span import Span
from compiler.storage.journal import Aside, resume
from compiler.storage.publish import publish
from compiler.storage.written import home_of
from compiler.version import VERSION
from compiler.wordfile.edited_copy import EditedCopy, read_edited_copy
from compiler.wordfile.margins import margin_texts


@attrs.frozen
class Absorption:
    """What was found in copies; ``written`` is the list, if it could be written."""

    __repr__ = brief

    found: EditList | None = None
    written: Path | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    set_aside: tuple[Aside, ...] = ()


def list_edits(
    root: Path,
    copies: Sequence[Path],
    output: Path,
    progress: Progress = silent,
    *,
    schema: Schema = STANDARD,
    plugins: Plugins = NO_PLUGINS,
) -> Absorption:
    """Write 改稿清单.xlsx into ``output``: everything that was edited in ``copies``, and what can be
    done about it in the workbooks as they are now.

    Nothing else is written. Diagnostics: what keeps the project from being read, R040 a file is no
    copy, R042 it is none of this project, R001 the list cannot be written.
    """
    home = home_of(output, root)
    resume(home)
    read, found = _read(copies)
    if found:
        return Absorption(diagnostics=tuple(found))
    analysis = analyse(root, progress, schema=schema, plugins=plugins)
    if analysis.report is None or analysis.kind is None:
        return Absorption(diagnostics=analysis.diagnostics)
    forget()  # or what the checks recall would lie beside what the copies were made from
    register = analysis.source.register
    read = [(name, _without_margins(content, root, analysis.kind.name)) for name, content in read]
    known = [_base(root, output, analysis, content) for _, content in read]
    strangers = [
        complain("R042", Span(name), file=name)
        for (name, _), base in zip(read, known, strict=True)
        if base is None
    ]
    if strangers or register is None:
        return Absorption(diagnostics=tuple(strangers))
    cells = current_cells(analysis.records(), register.file)
    own = [
        Copy(name, content, base)
        for (name, content), base in zip(read, known, strict=True)
        if base is not None
    ]
    edits = gather(own, cells)
    target = output / EDIT_LIST
    try:
        asides = publish(home, {target: write_edit_list(edits)})
    except OSError as error:
        return Absorption(edits, diagnostics=(unwritable(target.name, error),))
    return Absorption(edits, target, (), asides)


def _read(copies: Sequence[Path]) -> tuple[list[tuple[str, EditedCopy]], list[Diagnostic]]:
    """Return the copies by what they are called: their names, with a number if two are called
    alike.
    """
    read: list[tuple[str, EditedCopy]] = []
    found: list[Diagnostic] = []
    given = {path.resolve(): path for path in copies}
    for path in given.values():
        alike = sum(other.name == path.name for other in given.values())
        name = path.name if alike == 1 else f"{path.parent.name}/{path.name}"
        content, wrong = read_edited_copy(path, name)
        found += wrong
        read += [(name, content)] if content is not None else []
    return read, found


def _without_margins(copy: EditedCopy, root: Path, kind: str) -> EditedCopy:
    """Return a copy without what stands in its headers and footers because the office's own
    styles.docx has it there.
    """
    file, styles, _ = style_template(root, kind)
    own = {plainly(text.value) for text in margin_texts(styles, file)} if styles else set()
    beside = tuple(
        (what, words)
        for what, words in copy.beside
        if not all(plainly(line) in own for line in words.split("\n"))
    )
    return attrs.evolve(copy, beside=beside)


def _base(root: Path, output: Path, analysis: Analysis, copy: EditedCopy) -> Base | None:
    """Return what a copy was made from: the base that its compile kept, else what the project
    prints now; ``None`` if it has no words of either.
    """
    kept = find_compile(output, copy)
    if kept is not None:
        return base_of(kept.provenance, kept=True)
    now = _present(root, analysis)
    if now is None or not is_of(now, words_in(copy)):
        return None
    return base_of(now, kept=False)


def _present(root: Path, analysis: Analysis) -> Provenance | None:
    """Return where the words of the notice are from that the project prints now."""
    checked = check_document(analysis, draft=not analysis.publishable)
    if checked.document is None or analysis.kind is None:
        return None
    number = compile_number(VERSION, digests(root, analysis.source.inputs, analysis.kind.name))
    return source_map(checked, number)
