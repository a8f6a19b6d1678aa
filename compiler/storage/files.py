"""Every way in which a command changes files, one function each: nothing else here does, so a
test can stop anywhere.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

OWN_PREFIX = ".zhenggai-"
"""What the names of our temporary files and folders begin with."""

SETTLED_AT_ONCE = 16
"""Files waited for at the same time: enough to keep a disk busy, few enough for any machine."""

IN_USE_ON_WINDOWS = (5, 32)
SCANNED = (0.02, 0.05, 0.1, 0.3)
"""Seconds between attempts at a file that is in use: scanners are done by then, Word is not."""


def write(path: Path, content: bytes) -> None:
    """Write a file."""
    path.write_bytes(content)


def write_whole(path: Path, content: bytes) -> None:
    """Write one file by way of a temporary one beside it, so that it is never seen half-written,
    and see it onto the disk.
    """
    handle, name = tempfile.mkstemp(prefix=OWN_PREFIX, dir=path.parent)
    os.close(handle)
    try:
        write(Path(name), content)
        settle([Path(name)])
        os.chmod(name, 0o644)
        replace(Path(name), path)
        settle([path.parent])
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def twin(source: Path, target: Path) -> None:
    """Copy a file. A link would do as well until somebody saves over one of its two names."""
    shutil.copy2(source, target)


def replace(source: Path, target: Path) -> None:
    """Let ``source`` take the place of ``target``, whether or not there is one, in one go."""
    try:
        _replace(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:  # two folders of one disk, one of them mounted apart
            raise
        near = target.with_name(f"{OWN_PREFIX}{target.name}")
        shutil.copy2(source, near)
        settle([near])
        _replace(near, target)
        remove(source)


def _replace(source: Path, target: Path) -> None:
    """Rename a file; on Windows try again while a virus scanner may be looking into it."""
    for pause in SCANNED:
        try:
            os.replace(source, target)
            return
        except OSError as error:
            if getattr(error, "winerror", None) not in IN_USE_ON_WINDOWS:
                raise
            time.sleep(pause)
    os.replace(source, target)


def remove(path: Path) -> None:
    """Delete a file that may be gone already."""
    path.unlink(missing_ok=True)


def remove_empty(path: Path) -> None:
    """Delete a folder, unless there is anything in it."""
    with contextlib.suppress(OSError):
        path.rmdir()


def settle(paths: Iterable[Path]) -> None:
    """See files, and the names in folders, onto the disk, many at a time, since each makes us
    wait for it.
    """
    with ThreadPoolExecutor(SETTLED_AT_ONCE) as pool:
        list(pool.map(_sync, paths))


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are missing."""
    path.mkdir(parents=True, exist_ok=True)


def make_stage(folder: Path) -> Path:
    """Make a new folder for files on their way, in ``folder``."""
    return Path(tempfile.mkdtemp(prefix=OWN_PREFIX, dir=folder))


def discard(path: Path) -> None:
    """Delete a temporary file or folder with all that is in it, as far as the system lets us."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Wait until a file is on the disk; what cannot be opened for that (a read-only file, a
    folder on Windows) is left.
    """
    try:
        handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
