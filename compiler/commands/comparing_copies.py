"""A copy that somebody edited, against what it was made from, or against another copy.

No workbook is read: an output folder knows what it printed, and from which cells.
"""

from __future__ import annotations

from pathlib import Path

from compiler.absorbing.base import base_of, base_of_copy
from compiler.absorbing.changes import CopyChanges, changes_of
from compiler.absorbing.lines import lines_of
from compiler.chinese.same_words import plainly
from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.project import INPUT_FOLDER
from compiler.outputs.edits.bases import BASE_FOLDER
from compiler.outputs.edits.compiled import FoundCompile, find_compile
from compiler.outputs.snapshots import SNAPSHOT_FOLDER
from compiler.outputs.source_map import kept_source_maps, needed_release
from compiler.rules.releases import wanted, written_by
from compiler.span import Span
from compiler.storage.written import OUTPUT_FOLDER
from compiler.wordfile.edited_copy import EditedCopy, read_edited_copy

WORD = (".docx", ".docm", ".doc", ".wps")
SNAPSHOT = ".json"
NOTICE = "编译号 {number} 的通报"
OTHER = "稿件的编译号是 {theirs}，没有留着那一次的底稿，是按文字与编译号 {number} 的通报对照的，请多看一眼。"
NAMELESS = "稿件上没有编译号，按文字看是由编译号 {number} 的通报改的。"
NO_CELLS = "两份稿件直接对照，不知道来自哪一格。要看来自哪一格，请各与输出文件夹对照。"


def is_copy(path: Path) -> bool:
    """Tell whether a path is meant to be a Word copy: whatever file is no snapshot."""
    suffix = path.suffix.lower()
    return (suffix in WORD and not path.is_dir()) or (path.is_file() and suffix != SNAPSHOT)


def changes_between(old: Path, new: Path) -> tuple[CopyChanges | None, list[Diagnostic]]:
    """Return what a copy changed: against the compile that it was made from, whichever of the two
    is the folder that keeps that, or against the other copy.

    Diagnostics: R040 a copy cannot be read, R042 it is none of the folder's project, S090 the
    folder keeps nothing, S091 a later release is needed to read it.
    """
    read = [read_edited_copy(path, path.name) for path in (old, new) if is_copy(path)]
    found = [one for _, own in read for one in own]
    copies = [copy for copy, _ in read if copy is not None]
    if found:
        return None, found
    if len(copies) > 1:
        return _between_copies(copies[0], copies[1], *_names(old, new)), []
    path, folder = (old, _output_of(new)) if is_copy(old) else (new, _output_of(old))
    wrong = _nothing_kept(folder, new if is_copy(old) else old)
    if wrong is not None:
        return None, [wrong]
    kept = find_compile(folder, copies[0])
    if kept is None:
        return None, [complain("R042", Span(path.name), file=path.name)]
    number = kept.provenance.number
    base = base_of(kept.provenance, kept=kept.named or copies[0].number is None)
    notes = _notes(kept, copies[0])
    return changes_of(base, copies[0], NOTICE.format(number=number), path.name, notes), []


def _names(old: Path, new: Path) -> tuple[str, str]:
    """Return what two copies are called: their names, with their folders if those are alike."""
    if old.name != new.name:
        return old.name, new.name
    return f"{old.parent.name}/{old.name}", f"{new.parent.name}/{new.name}"


def _between_copies(old: EditedCopy, new: EditedCopy, first: str, second: str) -> CopyChanges:
    """Return what one copy says otherwise than another."""
    texts = (line.text for line in lines_of(old.paragraphs))
    base = base_of_copy((text for text in texts if plainly(text).strip()), first)
    return changes_of(base, new, first, second, (NO_CELLS,))


def _output_of(path: Path) -> Path:
    """Return the output folder that is meant: of a project, or around a snapshot."""
    if (path / INPUT_FOLDER).is_dir():
        return path / OUTPUT_FOLDER
    return path.parent.parent if path.parent.name == SNAPSHOT_FOLDER else path


def _nothing_kept(folder: Path, path: Path) -> Diagnostic | None:
    """Return why the folder meant by ``path`` has nothing to compare a copy with."""
    if next(kept_source_maps(folder), None) or any((folder / BASE_FOLDER).glob("*")):
        return None
    release = needed_release(folder)
    if release is None:
        return complain("S090", Span(str(path)), path=str(path))
    told = {"release": written_by(release), "needed": wanted(release)}
    return complain("S091", Span(str(path)), path=str(path), **told)


def _notes(kept: FoundCompile, copy: EditedCopy) -> tuple[str, ...]:
    """Say how the compile was found, if the copy does not say it."""
    number = kept.provenance.number
    if kept.named or kept.share == 1:
        return ()
    if copy.number is None:
        return (NAMELESS.format(number=number),)
    return (OTHER.format(theirs=copy.number, number=number),)
