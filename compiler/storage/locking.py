"""One command at a time changes the files of a folder.

The system lifts the lock of a process that dies. Where a folder cannot be locked by the system (some
network folders), a file that only one computer can create stands for the lock, and a lock in this
computer's own folder of temporary files keeps its processes apart. Who holds a lock is written
down, for who waits.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

TRIES, PAUSE = 300, 0.1
"""How often a lock is asked for, and the seconds between: half a minute in all, more
than putting the files of a project in place takes.
"""
HELD_SUFFIX = ".held"
"""Of the file that stands for a lock the system does not give."""
BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
"""What the system says if another process holds a lock; anything else means it gives none here."""
LOCKED_BYTE = 2**30
"""On Windows nobody else can read what is locked, so it is none of the bytes that say who it is."""


class HeldError(OSError):
    """Another process does not let go of a folder; ``refusal`` says which, and how to go on."""

    def __init__(self, holder: str, file: Path) -> None:
        super().__init__(errno.EBUSY, os.strerror(errno.EBUSY), str(file))
        who = holder or "另一个命令"
        gone = f"那台电脑已经关机、断网，或那个命令早已不在了的，删掉 {file} 再运行。"
        self.refusal = f"{who}正在改这里的文件", f"请等它做完，再运行一次。{gone}"


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file at ``path``; :class:`HeldError` if another process does not let go of
    it.
    """
    with path.open("a+b") as stream:
        try:
            _try(lambda: _take(stream.fileno()), path)
        except HeldError:
            raise
        except OSError:
            with _created(path.with_name(path.name + HELD_SUFFIX)):
                yield
            return
        with contextlib.suppress(OSError):  # on a full disk nobody is told, and that is all
            stream.truncate(0)
            stream.write(_who())
            stream.flush()
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                stream.truncate(0)


@contextlib.contextmanager
def _created(path: Path) -> Iterator[None]:
    """Hold what only one computer can create, as the only process of this one. What this one's
    name stands in is then of a process that has died.
    """
    name = hashlib.sha256(os.path.abspath(path).encode(errors="surrogateescape")).hexdigest()
    with Path(tempfile.gettempdir(), f"zhenggai-{name}.lock").open("a+b") as stream:
        _try(lambda: _take(stream.fileno()), path)
        if _said(path)[:1] == [socket.gethostname()]:
            path.unlink()
        _try(lambda: _create(path), path)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def _create(path: Path) -> None:
    """Create a file that says who we are; EAGAIN if it is there already."""
    try:
        with path.open("xb") as stream:
            stream.write(_who())
    except FileExistsError as error:
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN), str(path)) from error


def _try(take: Callable[[], None], path: Path) -> None:
    """Take a lock, waiting for who has it; :class:`HeldError` if that takes too long."""
    for left in reversed(range(TRIES)):
        try:
            take()
            return
        except OSError as error:
            if error.errno not in BUSY:
                raise
            if not left:
                raise HeldError(_holder(path), path) from error
            time.sleep(PAUSE)


def _who() -> bytes:
    """Return what is written down about who holds a lock: computer, process, and since when."""
    since = time.strftime("%Y-%m-%d %H:%M")
    return f"{socket.gethostname()}\n{os.getpid()}\n{since}\n".encode(errors="replace")


def _said(path: Path) -> list[str]:
    """Return the lines written down at ``path``, none if nobody can read them."""
    try:
        return path.read_bytes().decode(errors="replace").splitlines()
    except OSError:
        return []


def _holder(path: Path) -> str:
    """Return who holds the lock at ``path``, in Chinese; empty if it does not say."""
    said = _said(path)
    if len(said) != 3:
        return ""
    host, process, since = said
    return f"电脑“{host}”上的 zhenggai（进程 {process}，{since} 开始）"


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        os.lseek(handle, LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
