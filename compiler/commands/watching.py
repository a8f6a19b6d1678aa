"""When a project has changed and come to rest, so that it is worth compiling again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from compiler.excel.reading.project import INPUT_FOLDER, LOCK_PREFIXES
from compiler.notice.templates import TEMPLATES_FOLDER

State = Mapping[str, tuple[int, int]]
"""Of every file its time of change in nanoseconds and its size in bytes, by its path."""

QUIET_LOOKS = 2
"""So many looks in a row must see the same: a program that saves writes for less than a second, and
forty forms pasted into a folder are one change."""


def state_of(root: Path) -> State:
    """Return the state of what a compile of the project reads.

    Lock files and those that an editor has on their way come and go without anything being saved.
    Looking is all that works alike on disks, network folders and for programs that save by renaming.
    """
    state: dict[str, tuple[int, int]] = {}
    for base in (root / INPUT_FOLDER, root / TEMPLATES_FOLDER):
        for folder, _, names in os.walk(base):
            for name in names:
                if name.startswith((".", *LOCK_PREFIXES)) or name.endswith(".tmp"):
                    continue
                path = os.path.join(folder, name)
                try:
                    seen = os.stat(path)
                except OSError:
                    continue  # gone since, or being replaced: the next look sees what came of it
                state[path] = seen.st_mtime_ns, seen.st_size
    return state


def settled(
    look: Callable[[], State], pause: Callable[[], object], quiet: int = QUIET_LOOKS
) -> Iterator[State]:
    """Yield the state now, and then each one that differs from the one yielded before and has been
    seen ``quiet`` times in a row; ``pause`` is called between looks.
    """
    told = last = look()
    yield told
    stood = 0
    while True:
        pause()
        now = look()
        stood = stood + 1 if now == last else 1
        last = now
        if now != told and stood >= quiet:
            told = now
            yield now
