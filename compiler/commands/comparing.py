"""Two rounds brought together from wherever they are kept: a snapshot, an output folder, a
project. Or a Word copy, and what it was made from.
"""

from __future__ import annotations

from pathlib import Path

import attrs

from compiler.absorbing.changes import CopyChanges
from compiler.analysis.rounds.comparison import compare
from compiler.brief import brief
from compiler.commands.checking import analyse
from compiler.commands.comparing_copies import changes_between, is_copy
from compiler.commands.compilation import check_document, document_of
from compiler.commands.opening import project_schema
from compiler.diagnostics import Diagnostic, complain, unwritable
from compiler.excel.reading.project import INPUT_FOLDER
from compiler.model.changes import Comparison
from compiler.model.snapshot import Snapshot
from compiler.outputs.comparison import write_comparison
from compiler.outputs.edits.copy_changes import write_copy_changes
from compiler.outputs.snapshots import (
    SNAPSHOT_FOLDER,
    kept_snapshots,
    needed_release,
    read_snapshot,
    take_snapshot,
)
from compiler.rules.releases import wanted, written_by
from compiler.schema.books import STANDARD, Schema
from compiler.span import Span
from compiler.storage.journal import Aside, resume
from compiler.storage.publish import publish
from compiler.storage.written import OUTPUT_FOLDER, home_of

COMPARISON_FILE = "变化对照.xlsx"


@attrs.frozen
class RoundsCompared:
    """What comparing came to: a ``comparison`` of two rounds, or what a Word copy changed
    (``copies``); ``written`` is the workbook, if it could be written.
    """

    __repr__ = brief

    comparison: Comparison | None
    written: Path | None
    diagnostics: tuple[Diagnostic, ...]
    set_aside: tuple[Aside, ...] = ()
    copies: CopyChanges | None = None


def compare_rounds(old: Path, new: Path, output: Path, schema: Schema = STANDARD) -> RoundsCompared:
    """Compare the rounds kept at ``old`` and ``new``, or a Word copy with what it was made from or
    with another one, and write 变化对照.xlsx into ``output``.

    Diagnostics: S090 nothing to compare at a place, S091 a later release is needed to read it,
    R040 a copy cannot be read, R042 it is none of the project, R001 the workbook cannot be written.
    """
    home = home_of(output)
    resume(home)
    if is_copy(old) or is_copy(new):
        copies, wrong = changes_between(old, new)
        if copies is None:
            return RoundsCompared(None, None, tuple(wrong))
        compared = RoundsCompared(None, None, (), copies=copies)
        return _written(home, output, write_copy_changes(copies), compared)
    later = [found for path in (old, new) if (found := _later(path))]
    if later:
        return RoundsCompared(None, None, tuple(later))
    rounds = [open_round(path, schema) for path in (old, new)]
    missing = [
        complain("S090", Span(str(path)), path=str(path))
        for path, it in zip((old, new), rounds, strict=True)
        if it is None
    ]
    if rounds[0] is None or rounds[1] is None:
        return RoundsCompared(None, None, tuple(missing))
    comparison = compare(rounds[0], rounds[1], _schema_at(new, old, schema=schema))
    compared = RoundsCompared(comparison, None, ())
    return _written(home, output, write_comparison(comparison), compared)


def _schema_at(*paths: Path, schema: Schema) -> Schema:
    """Return what the workbooks of the first project are that one of ``paths`` is or lies in."""
    folders = (folder for path in paths for folder in (path, *path.parents[:2]))
    home = next((folder for folder in folders if (folder / INPUT_FOLDER).is_dir()), None)
    return schema if home is None else project_schema(home, schema)


def usual_folder(old: Path, new: Path) -> Path:
    """Return where a comparison belongs if nobody says: the output folder of the project that the
    later round lies in, else of the earlier one's, else beside what is compared.
    """
    for path in (new, old):
        home = path if (path / INPUT_FOLDER).is_dir() else home_of(path)
        if (home / INPUT_FOLDER).is_dir():
            return home / OUTPUT_FOLDER
    return next(
        (
            folder
            for path in (new, old)
            for folder in (path, *path.parents[:2])
            if (folder / SNAPSHOT_FOLDER).is_dir()
        ),
        new.parent,
    )


def _written(home: Path, output: Path, content: bytes, compared: RoundsCompared) -> RoundsCompared:
    """Write the workbook, and return what comparing came to with that."""
    target = output / COMPARISON_FILE
    try:
        asides = publish(home, {target: content})
    except OSError as error:
        return attrs.evolve(compared, diagnostics=(unwritable(target.name, error),))
    return attrs.evolve(compared, written=target, set_aside=asides)


def _later(path: Path) -> Diagnostic | None:
    """Return S091 if a round kept at ``path`` needs a later release: to compare an earlier one in
    its stead would mislead.
    """
    if (path / INPUT_FOLDER).is_dir():
        return None
    files = [path] if path.is_file() else sorted((path / SNAPSHOT_FOLDER).glob("*.json"))
    releases = [release for file in files if (release := needed_release(file)) is not None]
    if not releases:
        return None
    return complain(
        "S091",
        Span(str(path)),
        path=str(path),
        release=written_by(releases[-1]),
        needed=wanted(releases[-1]),
    )


def open_round(path: Path, schema: Schema = STANDARD) -> Snapshot | None:
    """Return the round kept at ``path``: a snapshot file, the latest one of an output folder, or
    a project as it is now, a draft if it could not be published.
    """
    if path.is_file():
        return read_snapshot(path)
    if (path / INPUT_FOLDER).is_dir():
        analysis = analyse(path, schema=schema)
        checked = check_document(analysis)
        printed, kind, document = analysis.printed, analysis.kind, checked.document
        if printed is None or kind is None or document is None:
            return None
        if not checked.publishable:
            document = document_of(printed, kind, draft=True)
        return take_snapshot(printed.report, analysis.records(), document)
    return max(
        kept_snapshots(path),
        key=lambda snapshot: (not snapshot.draft, snapshot.round),
        default=None,
    )
