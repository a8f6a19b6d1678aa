"""The processes of :mod:`compiler.batch.forking` that this one has started: as many as it has asked
at the same time.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections import deque
from pathlib import Path

import attrs

HOME = Path(__file__).resolve().parents[2]
"""Where this program lies, installed or not: its processes must be of the same one."""
LOADING = 600
"""Seconds that a process may take until it is ready: hundreds of times what it usually does."""
ONE_HEAP = {"MALLOC_ARENA_MAX": "1"}
"""Threads would set room for heaps of their own aside, which counts as memory that is used."""
CAN_FORK = hasattr(os, "fork")
READY = b"\n"
"""Said before each task is taken: what is loaded is no project's time."""


@attrs.frozen
class Ended:
    """How a process ended: its status, negative for a signal as :mod:`subprocess` has it, ``None`` if
    it took too long; what it printed, and what it said besides.
    """

    status: int | None
    printed: str = ""
    said: str = ""


LOST = Ended(-9)
"""Of a process whose end nobody saw."""


@attrs.define(eq=False)
class Forker:
    """A process that forks others, and what has been read of what it says and not been used."""

    process: subprocess.Popen[bytes]
    read: bytes = b""

    def is_ready(self) -> bool:
        """Wait until it can take a task; tell whether it can."""
        with contextlib.suppress(OSError):
            return self._line(time.monotonic() + LOADING) == READY
        return False

    def ask(self, task: str, seconds: int) -> Ended | None:
        """Return how the process ended that was made for ``task``, ``None`` if nobody can tell."""
        until = time.monotonic() + seconds if seconds else None
        try:
            assert self.process.stdin is not None
            self.process.stdin.write(task.encode() + b"\n")
            self.process.stdin.flush()
            line = self._line(until)
            return None if line is None else Ended(*json.loads(line))
        except TimeoutError:
            return Ended(None)
        except (OSError, ValueError, TypeError):
            return None

    def _line(self, until: float | None) -> bytes | None:
        """Return the next line, ``None`` if the process is gone; :class:`TimeoutError`."""
        assert self.process.stdout is not None
        stream = self.process.stdout.fileno()
        looking = select.poll()
        looking.register(stream, select.POLLIN)
        while b"\n" not in self.read:
            left = None if until is None else max(0, until - time.monotonic()) * 1000
            if not looking.poll(left):
                raise TimeoutError
            piece = os.read(stream, 2**16)
            if not piece:
                return None
            self.read += piece
        line, _, self.read = self.read.partition(b"\n")
        return line + b"\n"

    def kill(self) -> None:
        """Let it and its child end."""
        with contextlib.suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def end(self) -> None:
        """See it and its child ended. It is waited for last: until then its number is no other's."""
        self.kill()
        for stream in self.process.stdin, self.process.stdout:
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self.process.wait()


@attrs.define
class Forkers:
    """Forking processes, those that wait for a task and all that there are. A closed one starts no
    more.
    """

    waiting: deque[Forker] = attrs.field(factory=deque)
    started: set[Forker] = attrs.field(factory=set)
    closed: bool = False

    def run(self, task: str, seconds: int) -> Ended:
        """Return how the process ended that did ``task``, which has so many seconds, 0 for no limit;
        raises :class:`OSError` if none can be started.
        """
        forker = self._ready()
        ended = forker.ask(task, seconds)
        if ended is None or ended.status is None:
            self._end(forker)
            return ended or LOST
        self.waiting.append(forker)
        return ended

    def rest(self) -> None:
        """End those that wait for a task."""
        with contextlib.suppress(IndexError):
            while True:
                self._end(self.waiting.pop())

    def close(self) -> None:
        """End all, those too that work, for good; whoever waits for one sees it."""
        self.closed = True
        for forker in [*self.started]:
            forker.kill()
        self.rest()

    def _ready(self) -> Forker:
        """Return one that can take a task: one that waits for it, else a new one."""
        with contextlib.suppress(IndexError):
            while True:
                forker = self.waiting.pop()
                if forker.is_ready():
                    return forker
                self._end(forker)
        forker = self._start()
        if forker.is_ready():
            return forker
        self._end(forker)
        raise OSError("it has not loaded")

    def _start(self) -> Forker:
        if self.closed:
            raise OSError("no more are started")
        process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "compiler.batch.forking"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=HOME,
            env=os.environ | ONE_HEAP,
            process_group=0,  # it and its children end together
        )
        forker = Forker(process)
        self.started.add(forker)
        return forker

    def _end(self, forker: Forker) -> None:
        self.started.remove(forker)
        forker.end()


FORKERS = Forkers()
atexit.register(FORKERS.close)
