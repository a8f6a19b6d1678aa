"""One command at a time changes the files of a folder. The system lifts the lock of a process
that dies.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

TRIES, PAUSE = 300, 0.1
"""How often a lock is asked for, and the seconds between: half a minute in all, more
than putting the files of a project in place takes.
"""


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file at ``path``; :class:`OSError` EBUSY if another process does not let go
    of it.
    """
    with path.open("a+b") as stream:
        for attempt in range(TRIES):
            try:
                _take(stream.fileno())
                break
            except OSError as error:
                if error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
                    break  # a network folder without locks: better unlocked than not at all
                if attempt == TRIES - 1:
                    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(path)) from error
                time.sleep(PAUSE)
        yield


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
