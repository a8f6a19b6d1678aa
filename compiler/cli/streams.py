"""The streams of the installed command: what it has to say may be lost, its verdict is not.

Whoever listens may have gone (a closed pipe), may never have been there (a closed stream), or may
have no room (a full disk). A command does and returns the same all the while.
"""

from __future__ import annotations

import io
import os
import sys
import time

TYPE_CHECKING = False  # typing would take a third of the start
if TYPE_CHECKING:
    from typing import Any

PAUSE = 0.01
"""Seconds until a reader that is not to be waited for is tried again."""


class _Heedless(io.RawIOBase):
    """A raw stream that is written to as long as it takes anything."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return int(self._raw.fileno())

    def isatty(self) -> bool:
        return bool(self._raw.isatty())

    def write(self, content: Any) -> int:
        """Write ``content``, and take it as written if it cannot be."""
        try:
            while (written := self._raw.write(content)) is None:
                time.sleep(PAUSE)
        except (OSError, ValueError):
            return len(content)
        return int(written)


def open_streams() -> None:
    """Let both streams be written to whoever listens."""
    _occupy()
    sys.stdout = _heedless(sys.stdout, 1)
    sys.stderr = _heedless(sys.stderr, 2)


def _occupy() -> None:
    """Open the standard streams that are closed: else the first file opened would be one."""
    try:
        while (free := os.open(os.devnull, os.O_RDWR)) <= 2:
            os.set_inheritable(free, True)
        os.close(free)
    except OSError:
        return


def _heedless(stream: Any, number: int) -> io.TextIOWrapper:
    """Return ``stream``, or a new one if there is none, with losses passed over."""
    if stream is None:
        raw: Any = io.FileIO(number, "w", closefd=False)
        return io.TextIOWrapper(io.BufferedWriter(_Heedless(raw)), "utf-8", "replace")
    raw = getattr(stream.buffer, "raw", stream.buffer)  # there is no buffer under python -u
    return io.TextIOWrapper(
        io.BufferedWriter(_Heedless(raw)),
        encoding=stream.encoding,
        errors="replace",
        line_buffering=stream.line_buffering,
    )
