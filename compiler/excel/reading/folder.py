"""The files below a folder, and what keeps them from being read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from compiler.diagnostics import Diagnostic, complain, unopenable
from compiler.span import Span

DEPTH = 32
"""Folders within folders. Unpacked archives nest five or six deep; links in circles have no end."""


def walk(root: Path, folder: Path) -> Iterator[Path | Diagnostic]:
    """Yield every file below ``folder``, and a diagnostic for what is no file and no folder.

    Diagnostics: S017 a folder cannot be entered, S027 a link to a folder or to nothing, S028 what
    stands under the name of a file and is none, or lies too deep.
    """
    pending = [(folder, 0)]
    while pending:
        current, depth = pending.pop()
        try:
            with os.scandir(current) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            file = _shown(root, current)
            yield unopenable(Span(file), error, f"文件夹 {file}")
            continue
        for entry in entries:
            path = Path(entry.path)
            try:
                if entry.is_file():
                    yield path
                elif entry.is_symlink():
                    yield complain("S027", Span(_shown(root, path)))
                elif not entry.is_dir() or depth == DEPTH:
                    yield complain("S028", Span(_shown(root, path)))
                else:
                    pending.append((path, depth + 1))
            except OSError as error:  # a link in a circle
                file = _shown(root, path)
                yield unopenable(Span(file), error)


def _shown(root: Path, path: Path) -> str:
    """Return the name of a path as messages can show it, whatever its encoding."""
    name = path.relative_to(root).as_posix()
    return os.fsencode(name).decode("utf-8", "replace")
