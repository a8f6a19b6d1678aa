"""A set of files changed together, or not at all, even if the process dies in between.

All that is to come lies ready in a stage before anything changes, and so do second names of all
that is to go; the journal then says for each file what it was and what it will be, by hash. From
that moment the whole can be finished, or undone, by whoever finds the journal. Whether a step is
done is told by its staged file, which is used up by it.
"""

from __future__ import annotations

import contextlib
import errno
import json
from collections.abc import Iterator
from pathlib import Path

import attrs

from compiler.excel.reading.project import INPUT_FOLDER
from compiler.storage import files
from compiler.storage.locking import locked
from compiler.storage.written import (
    BACKUP_FOLDER,
    OUTPUT_FOLDER,
    OWN_FOLDER,
    draft_name,
    name_in,
    sha256,
)

JOURNAL, LOCK = f"{OWN_FOLDER}/journal.json", f"{OWN_FOLDER}/lock"
FORMAT = 1
"""Of the journal; one of another format says nothing that this release could finish or undo."""

UNDOING = "undoing"
"""A file in the stage that says the set is being undone: some of what was used up has been put
back."""
LEFT_BY_FIRST_RELEASE = "old"
"""Where release 0.1.0 kept what it had moved aside when it was killed."""


@attrs.frozen
class Step:
    """One file's way from the hash ``old`` to the hash ``new`` (``None``: not there), with where
    both contents lie.

    ``based`` says that the new content was made from the old one, so that what somebody has put
    there since would be lost.
    """

    target: Path
    old: str | None
    new: str | None
    staged: Path | None
    kept: Path | None
    based: bool = False


@attrs.frozen
class Journal:
    """The steps of one set in their order, and the folders where they are staged, which go when
    it is done. ``folders`` are those it makes, which go when it is undone.
    """

    steps: tuple[Step, ...]
    stages: tuple[Path, ...]
    folders: tuple[Path, ...] = ()


@attrs.frozen
class Aside:
    """A file that somebody had edited, as it was called and as it is called now."""

    file: Path
    draft: Path


@attrs.frozen
class Resumed:
    """What became of a command that had been interrupted: its files, finished or else as they
    were before it.
    """

    finished: bool
    files: tuple[Path, ...]
    set_aside: tuple[Aside, ...] = ()


def resume(home: Path) -> Resumed | None:
    """Finish or undo what an interrupted command left in ``home``, and clear away what it had not
    begun to use.

    :class:`OSError` if a file cannot be put in place; a later start will try again.
    """
    begun = (home / JOURNAL).exists()
    if not begun and not any(_strays(home)):
        return None
    try:
        files.make_folder(home / OWN_FOLDER)
        with locked(home / LOCK):
            return resume_locked(home)
    except OSError as error:
        if begun or error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise
        return None  # strays in a folder that is only to be read hurt nobody


def resume_locked(home: Path) -> Resumed | None:
    """Do the same for who holds the lock of ``home``."""
    resumed = None
    journal = _read(home)
    if journal is not None:
        undoing = any((stage / UNDOING).exists() for stage in journal.stages)
        if undoing or not _can_finish(journal):
            resumed = Resumed(False, _changed(home, journal), undo(home, journal))
        else:
            resumed = Resumed(True, _changed(home, journal), finish(home, journal))
    for stray in list(_strays(home)):
        _give_back(home, stray)
        files.discard(stray)
    return resumed


def begin(home: Path, journal: Journal) -> None:
    """Write the journal: from here on the set is finished or undone as a whole."""
    steps = [
        {
            "target": name_in(home, step.target),
            "old": step.old,
            "new": step.new,
            "staged": step.staged and name_in(home, step.staged),
            "kept": step.kept and name_in(home, step.kept),
            "based": step.based,
        }
        for step in journal.steps
    ]
    data = {
        "format": FORMAT,
        "stages": [name_in(home, stage) for stage in journal.stages],
        "folders": [name_in(home, folder) for folder in journal.folders],
        "steps": steps,
    }
    files.write_whole(
        home / JOURNAL, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    )


def finish(home: Path, journal: Journal) -> tuple[Aside, ...]:
    """Do every step that is not done, and end the journal; an edit made meanwhile is set aside
    first.
    """
    asides = []
    for step in journal.steps:
        if not _pending(step):
            continue
        if hash_of(step.target) not in (step.old, step.new, None):
            asides.append(_set_aside(home, journal, step.target))
        if step.staged is None:
            files.replace(step.target, _kept(step))
        else:
            files.make_folder(step.target.parent)
            files.replace(step.staged, step.target)
    _end(home, journal)
    return tuple(asides)


def undo(home: Path, journal: Journal) -> tuple[Aside, ...]:
    """Put every file back that a step has changed, the last first, and end the journal; an edit
    of the new one is kept.
    """
    with contextlib.suppress(OSError):
        files.write(journal.stages[0] / UNDOING, b"")
    asides = []
    for step in reversed(journal.steps):
        now = hash_of(step.target)
        if _pending(step) or now == step.old:
            continue
        if now not in (step.new, None):
            asides.append(_set_aside(home, journal, step.target))
        if step.kept is not None and step.kept.exists():
            files.replace(step.kept, step.target)
        elif step.old is None and now is not None:
            files.remove(step.target)
    for folder in sorted(journal.folders, reverse=True):
        files.remove_empty(folder)
    _end(home, journal)
    return tuple(asides)


def _kept(step: Step) -> Path:
    """Return where a file that goes is moved to."""
    if step.kept is None:
        raise ValueError(step.target)
    return step.kept


def _pending(step: Step) -> bool:
    """Tell whether a step is still to be done: its staged file is used up by it, and a removal is
    done when nothing is there.
    """
    return step.target.exists() if step.staged is None else step.staged.exists()


def _can_finish(journal: Journal) -> bool:
    """Tell whether all that is still to come is whole, and nothing it was made from has been
    edited since.
    """
    for step in journal.steps:
        if not _pending(step):
            if step.old is not None and step.old != step.new and hash_of(step.target) == step.old:
                return False  # not done, and what was to come is gone
            continue
        if step.staged is not None and hash_of(step.staged) != step.new:
            return False
        if step.based and hash_of(step.target) not in (step.old, step.new):
            return False
    return True


def _set_aside(home: Path, journal: Journal, path: Path) -> Aside:
    """Keep an edited file under its draft name, by way of the stage, so that it is at no time half
    there.
    """
    draft = draft_name(path, home)
    stage = journal.stages[0] / draft.name
    files.discard(stage)  # of a start that was itself interrupted
    files.twin(path, stage)
    files.make_folder(draft.parent)
    files.replace(stage, draft)
    return Aside(path, draft)


def _end(home: Path, journal: Journal) -> None:
    """See the new names onto the disk, and only then let go of the journal, and after it of the
    stages: killed in between, the next start finds all it needs.
    """
    files.settle({step.target.parent for step in journal.steps if step.target.parent.exists()})
    files.remove(home / JOURNAL)
    for stage in journal.stages:
        files.discard(stage)


def _changed(home: Path, journal: Journal) -> tuple[Path, ...]:
    """Return the files a person knows of that the steps put in place."""
    own = home / OWN_FOLDER
    return tuple(
        step.target for step in journal.steps if step.new is not None and step.target.parent != own
    )


def hash_of(path: Path) -> str | None:
    """Return the sha256 of a file, ``None`` if there is none."""
    try:
        return sha256(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None


def _read(home: Path) -> Journal | None:
    """Return the journal that lies in ``home``; one that cannot be read was never begun, since it
    is written whole.
    """
    try:
        data = json.loads((home / JOURNAL).read_bytes())
        if data["format"] != FORMAT:
            raise ValueError(data["format"])
        steps = tuple(
            Step(
                home / step["target"],
                step["old"],
                step["new"],
                step["staged"] and home / step["staged"],
                step["kept"] and home / step["kept"],
                step["based"],
            )
            for step in data["steps"]
        )
        stages, folders = (
            tuple(home / name for name in data.get(key, ())) for key in ("stages", "folders")
        )
        if not stages:
            raise ValueError(stages)
        return Journal(steps, stages, folders)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, RecursionError):
        files.remove(home / JOURNAL)
        return None


def _strays(home: Path) -> Iterator[Path]:
    """Yield temporary files and folders of commands that did not live to use them."""
    yield from home.glob(f"{files.OWN_PREFIX}*")
    for folder in OWN_FOLDER, INPUT_FOLDER, BACKUP_FOLDER, OUTPUT_FOLDER:
        yield from (home / folder).rglob(f"{files.OWN_PREFIX}*")


def _give_back(home: Path, stray: Path) -> None:
    """Put back what release 0.1.0 moved aside and was killed over; what has a successor is set
    aside.
    """
    kept = stray / LEFT_BY_FIRST_RELEASE
    for old in [path for path in kept.rglob("*") if path.is_file()]:
        target = stray.parent / old.relative_to(kept)
        with contextlib.suppress(OSError):
            files.make_folder(target.parent)
            files.replace(old, draft_name(target, home) if target.exists() else target)
