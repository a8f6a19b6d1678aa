"""Files that commands write: in place whole, all of a set or none, and never over what somebody
edited.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import attrs

from compiler.storage import files
from compiler.storage.journal import (
    JOURNAL,
    LOCK,
    Aside,
    Journal,
    Step,
    begin,
    finish,
    hash_of,
    resume_locked,
    undo,
)
from compiler.storage.locking import locked
from compiler.storage.written import (
    BACKUP_FOLDER,
    EXPIRED_PREFIX,
    OWN_FOLDER,
    RECORD,
    WrittenFile,
    draft_name,
    entry_of,
    is_edited,
    name_in,
    read_record,
    record_of,
    write_record,
)


@attrs.frozen
class FileChange:
    """What is to lie at ``target``: bytes, what lies at another path now, or nothing. ``seen`` is
    the hash of what lay there when that was decided, ``based`` as in :class:`Step`.
    """

    target: Path
    content: bytes | Path | None
    seen: str | None = None
    based: bool = False


@attrs.frozen
class Remade:
    """A workbook of the project written anew from what it held when it was read: the hash of that,
    ``None`` if there was none, and its new content, ``None`` if it is only to be taken away.
    """

    read: str | None
    content: bytes | None


@attrs.define
class Plan:
    """Changes being put together, in the order in which they will be made, and the record of
    ``home`` as it will be.
    """

    home: Path
    record: dict[str, WrittenFile]
    changes: list[FileChange] = attrs.field(factory=list)
    asides: list[Aside] = attrs.field(factory=list)


def publish(
    home: Path,
    contents: Mapping[Path, bytes],
    *,
    gone: Iterable[Path] = (),
    expiring: Iterable[Path] = (),
    moved: Mapping[Path, Path] | None = None,
    workbooks: Mapping[str, Remade] | None = None,
) -> tuple[Aside, ...]:
    """Put ``contents`` in place and take ``gone`` away, all or nothing; return the edited files
    that stood there.

    An edited file (:func:`is_edited`) is set aside under a name of its own. Of a file that is
    written anew the expired one goes; ``expiring`` ones are renamed so, since they no longer match
    their sources. ``moved`` are files that are only to lie elsewhere, by where that is, whoever wrote them; they
    may change places. ``workbooks`` of the project, by name, were made from what was read of them,
    which is kept under 旧版, each time anew, or are the first of their name; they come last, since
    they record what was done. All
    that is written is listed in ``home``.

    :class:`OSError` if a file cannot be replaced (open in Word on Windows) or a workbook has been
    saved since it was read, or since there was none (ESTALE), and then nothing has changed; should even undoing fail, or
    the process die, the next start makes up for it.
    """
    vanishing = [path for path in (*map(expired, contents), *gone) if path.exists()]
    leaving = [path for path in expiring if path.exists()]
    if not (contents or vanishing or leaving or moved or workbooks):
        return ()
    with _planning(home) as plan:
        for path in leaving:
            content = path.read_bytes()
            if not is_edited(path, home, plan.record):
                _write(plan, expired(path), content, path)
        for path in leaving:
            _remove(plan, path)
        for path, content in contents.items():
            _write(plan, path, content)
        for path in vanishing:
            _remove(plan, path)
        _move(plan, moved or {})
        for name, made in (workbooks or {}).items():
            if hash_of(home / name) != made.read:
                raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), str(home / name))
            if made.read is not None:
                earlier = (home / name).read_bytes()
                kept = _free(home / BACKUP_FOLDER / name, earlier)
                _list(plan, FileChange(kept, earlier, hash_of(kept)), earlier)
            change = FileChange(home / name, made.content, made.read, based=True)
            if made.content is None:
                plan.changes.append(change)
            else:
                _list(plan, change, made.content)
    for folder in dict.fromkeys(path.parent for path in (moved or {}).values()):
        files.remove_empty(folder)
    return tuple(plan.asides)


def bring(
    home: Path, contents: Mapping[str, bytes], gone: Iterable[str], seen: Mapping[str, str | None]
) -> None:
    """Put in place what commands came to on a copy of ``home``, all or nothing: ``contents`` by name,
    the copy's record among them, ``gone`` away.

    ``seen`` are the hashes of what lay there when the copy was made; :class:`OSError` if anything
    does not lie there as it did (ESTALE), or cannot be replaced.
    """
    with _planning(home) as plan:
        for name in (*contents, *gone):
            if hash_of(home / name) != seen[name]:
                raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), str(home / name))
        for name, content in contents.items():
            if name == RECORD:
                plan.record = record_of(content)
            else:
                plan.changes.append(FileChange(home / name, content, seen[name], based=True))
        plan.changes += [FileChange(home / name, None, seen[name], based=True) for name in gone]


def _free(path: Path, content: bytes) -> Path:
    """Return ``path``, or with a number the first that is free or holds ``content`` already."""
    numbered = (
        path.with_name(f"{path.stem} {number}{path.suffix}") for number in itertools.count(2)
    )
    candidates = itertools.chain([path], numbered)
    return next(p for p in candidates if not p.exists() or p.read_bytes() == content)


def expired(path: Path) -> Path:
    """Return what an output is called once it no longer matches its sources."""
    return path.with_name(f"{EXPIRED_PREFIX}{path.name}")


@contextlib.contextmanager
def _planning(home: Path) -> Iterator[Plan]:
    """Let a plan be made while nobody else changes anything in ``home``, and carry it out."""
    files.make_folder(home / OWN_FOLDER)
    with locked(home / LOCK):
        resume_locked(home)
        plan = Plan(home, read_record(home))
        yield plan
        _carry_out(plan)


def _write(plan: Plan, path: Path, content: bytes, source: Path | None = None) -> None:
    """Plan a file of ``content``, which lies at ``source`` if it is only to be renamed."""
    seen = hash_of(path)
    if seen is not None and is_edited(path, plan.home, plan.record, content):
        _set_aside(plan, path)
    _list(plan, FileChange(path, source or content, seen), content)


def _list(plan: Plan, change: FileChange, content: bytes) -> None:
    """Plan a change, and enter its file into the record as one of ours."""
    plan.changes.append(change)
    plan.record[name_in(plan.home, change.target)] = entry_of(change.target, content)


def _remove(plan: Plan, path: Path) -> None:
    """Plan that a file goes; what somebody edited is set aside first."""
    seen = hash_of(path)
    if is_edited(path, plan.home, plan.record):
        _set_aside(plan, path)
    plan.changes.append(FileChange(path, None, seen))


def _move(plan: Plan, moved: Mapping[Path, Path]) -> None:
    """Plan that files come to lie elsewhere, with what is listed of them."""
    listed = {path: plan.record.get(name_in(plan.home, path)) for path in moved.values()}
    for target, path in moved.items():
        plan.changes.append(FileChange(target, path, hash_of(target)))
        name = name_in(plan.home, target)
        plan.record.pop(name, None)
        if (own := listed[path]) is not None:
            plan.record[name] = own
    for path in moved.values():
        if path not in moved:
            plan.changes.append(FileChange(path, None, hash_of(path)))


def _set_aside(plan: Plan, path: Path) -> None:
    """Plan that an edited file is kept under a name of its own, one that no planned file has."""
    draft = draft_name(path, plan.home, {change.target for change in plan.changes})
    plan.changes.append(FileChange(draft, path))
    plan.asides.append(Aside(path, draft))


def _carry_out(plan: Plan) -> None:
    """Stage what is to come beside what is to go, write the journal, and do it; if that fails,
    undo it.
    """
    home = plan.home
    planned = {name_in(home, change.target): change.content is not None for change in plan.changes}
    listed = {
        name: own for name, own in plan.record.items() if planned.get(name, (home / name).exists())
    }
    changes = [*plan.changes, _record_change(home, listed)]
    stages: dict[int, Path] = {}
    steps: list[Step] = []
    journal = None
    try:
        for number, change in enumerate(changes):
            steps.append(_stage(home, change, number, stages))
        files.settle(step.staged for step in steps if step.staged is not None)
        missing = {
            folder
            for step in steps
            for folder in step.target.parents
            if step.staged is not None and not folder.exists()
        }
        journal = Journal(tuple(steps), tuple(stages.values()), tuple(sorted(missing)))
        begin(home, journal)
        finish(home, journal)
    except BaseException:  # an interruption, too, must not cost the earlier files
        if journal is not None and (home / JOURNAL).exists():
            # Should even this fail, the journal stays, and the next start undoes the rest.
            with contextlib.suppress(OSError):
                undo(home, journal)
        else:
            for stage in stages.values():
                files.discard(stage)
        raise


def _record_change(home: Path, listed: Mapping[str, WrittenFile]) -> FileChange:
    """Return the change of the record itself, which comes last, so that it never lists what is not
    there.
    """
    return FileChange(home / RECORD, write_record(listed), hash_of(home / RECORD))


def _stage(home: Path, change: FileChange, number: int, stages: dict[int, Path]) -> Step:
    """Lay what is to come, and a second name of what is to go, where one renaming will do; return
    the step.
    """
    target = change.target
    near = next(folder for folder in target.parents if folder.exists())
    device = near.stat().st_dev
    if device not in stages:
        own = home / OWN_FOLDER
        stages[device] = files.make_stage(own if own.stat().st_dev == device else near)
    staged = kept = None
    if change.content is not None:
        staged = stages[device] / "new" / str(number) / target.name
        files.make_folder(staged.parent)
        if isinstance(change.content, bytes):
            files.write(staged, change.content)
        else:
            files.twin(change.content, staged)
    old = change.seen  # what somebody has saved there since is told from it, and set aside
    if target.exists():
        kept = stages[device] / "kept" / str(number) / target.name
        files.make_folder(kept.parent)
        if staged is not None:  # else it is moved there
            files.twin(target, kept)
    new = None if staged is None else hash_of(staged)
    return Step(target, old, new, staged, kept, change.based)
