"""A process that has loaded the compiler once and forks one for every project that it is given:
``python -m compiler.batch.forking`` reads tasks as JSON, a line each, and answers each with a line.

Nothing is compiled in the process itself, and it has one thread: each starts from the same
state, and what happens to it happens to its own process. If whoever gives the tasks is gone, the process
that works on one goes, too.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import sys
import tempfile
import traceback
from typing import IO, NoReturn

from compiler.batch.forkers import READY
from compiler.batch.results import CONVERTER, Task
from compiler.batch.worker import work


def main() -> int:
    """Answer tasks until there are no more."""
    asked, answers = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in 0, 1:
        os.dup2(nowhere, stream)  # nobody but this function speaks to whoever asks
    awake = _woken_by_ended_children()
    gc.collect()
    gc.freeze()  # or every process would copy what it only looks through
    os.write(answers, READY)
    while line := _line(asked):
        _write(answers, _forked(line, asked, answers, awake) + READY)
    return 0


def _woken_by_ended_children() -> int:
    """Return what can be read when a child has ended."""
    awake, waking = os.pipe()
    os.set_blocking(awake, False)
    os.set_blocking(waking, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waking, warn_on_full_buffer=False)
    return awake


def _line(asked: int) -> bytes:
    """Return the next line, empty if there is none."""
    line = b""
    while not line.endswith(b"\n"):
        piece = os.read(asked, 2**16)
        if not piece:
            return b""
        line += piece
    return line


def _forked(line: bytes, asked: int, answers: int, awake: int) -> bytes:
    """Let a process of its own do a task; return the line that tells how it ended."""
    with _scratch() as result, _scratch() as said:
        child = os.fork()
        if child == 0:
            os.close(asked)
            os.close(answers)
            os.dup2(result.fileno(), 1)
            os.dup2(said.fileno(), 2)
            _work(line)
        status = _wait(child, asked, awake)
        result.seek(0)
        said.seek(0)
        told = result.read().decode("utf-8", "replace"), said.read().decode("utf-8", "replace")
    return json.dumps([os.waitstatus_to_exitcode(status), *told]).encode() + b"\n"


def _scratch() -> IO[bytes]:
    """Return a file without a name, in memory if the system has such: a full disk is no fault of
    what is said of it.
    """
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("zhenggai"), "w+b")
    return tempfile.TemporaryFile()


def _write(answers: int, content: bytes) -> None:
    """Write all of an answer."""
    with os.fdopen(os.dup(answers), "wb") as stream:
        stream.write(content)


def _work(line: bytes) -> NoReturn:
    """Do a task in the process that was made for it, and end this."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        sys.stdout.buffer.write(work(CONVERTER.structure(json.loads(line), Task)))
        sys.stdout.flush()
        status = 0
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)


def _wait(child: int, asked: int, awake: int) -> int:
    """Return how a child ended; end with it if nobody waits for the answer any more."""
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        ready, _, _ = select.select([asked, awake], [], [])
        if asked in ready:  # no task comes before the last is answered: this is the end
            os.killpg(0, signal.SIGKILL)
        os.read(awake, 2**10)


if __name__ == "__main__":
    sys.exit(main())
