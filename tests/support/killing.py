"""A command killed at any of its file steps: the folder as it lies on the disk at each of those
moments.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compiler.storage import files

STEPS = (
    "write",
    "twin",
    "replace",
    "remove",
    "remove_empty",
    "make_folder",
    "make_stage",
    "settle",
    "discard",
)
"""Every function by which commands change files."""


def tree(root: Path) -> dict[str, bytes]:
    """Return every file of a project but the lock, which stays and is empty."""
    paths = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {
        name: path.read_bytes()
        for path in paths
        if (name := path.relative_to(root).as_posix()) != ".zhenggai/lock"
    }


def moments(root: Path, folder: Path, command: Callable[[], object]) -> list[Path]:
    """Run ``command`` on the project ``root`` and return a copy of it for every moment at which
    it could have been killed.

    That is before and after each step; in the midst of a write half of the content is there, in the
    midst of a clearing some of the files are gone.
    """
    copies: list[Path] = []

    seen = [{"": b""}]

    def keep() -> None:
        if (now := tree(root)) != seen[-1]:
            seen.append(now)
            copies.append(folder / f"{len(copies):04}" / root.name)
            shutil.copytree(root, copies[-1])

    def watched(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            keep()
            if name == "write":
                step(arguments[0], arguments[1][: len(arguments[1]) // 2])
                keep()
            elif name == "discard" and arguments[0].is_dir():
                for path in sorted(path for path in arguments[0].rglob("*") if path.is_file())[::2]:
                    path.unlink()
                keep()
            return step(*arguments)

        return run

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(files, name, watched(name, getattr(files, name)))
        command()
    keep()
    return copies


KILLER = f"""
import os, sys
from compiler.storage import files
left = [int(sys.argv[1])]
def deadly(step):
    def run(*arguments):
        left[0] -= 1
        if left[0] < 0:
            os._exit(9)
        return step(*arguments)
    return run
for name in {STEPS}:
    setattr(files, name, deadly(getattr(files, name)))
from compiler.cli.main import main
sys.exit(main(sys.argv[2:]))
"""
"""A program that runs a command and dies without any clearing up after so many steps."""
