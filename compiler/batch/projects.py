"""Which projects a batch is about."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from compiler.excel.reading.project import INPUT_FOLDER

LIST_SUFFIX = ".txt"
"""Of a file that names the projects' folders, a line each."""
DEEPEST = 6
"""Folders below the one that is named: province, city, district and their groups are fewer."""


def find_projects(named: Sequence[Path]) -> tuple[dict[str, Path], list[str]]:
    """Return the projects that ``named`` means, by the names they have in the batch, and what is
    none, in words.

    A folder means itself if it is a project, else every project below it; a .txt file the folders
    that it names a line each, beginning from its own.
    """
    found: dict[str, Path] = {}
    wrong: list[str] = []
    for path in named:
        if path.suffix.lower() == LIST_SUFFIX and path.is_file():
            below, unread = _listed(path)
            wrong += unread
        else:
            below = [*_projects(path, DEEPEST)]
            if not below:
                wrong.append(f"“{path}”里没有项目（有“{INPUT_FOLDER}”文件夹的才是）")
        for folder in below:
            found.setdefault(os.path.abspath(folder), folder)
    return _names([Path(place) for place in found]), wrong


def _projects(folder: Path, depth: int) -> Iterator[Path]:
    """Yield the projects in a folder, by name; what lies in a project is no other one."""
    if (folder / INPUT_FOLDER).is_dir():
        yield folder
    elif depth and folder.is_dir():
        try:
            inner = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        except OSError:
            return
        for path in inner:
            if path.is_dir() and not path.is_symlink():
                yield from _projects(path, depth - 1)


def _listed(file: Path) -> tuple[list[Path], list[str]]:
    """Return the folders that a list names, and its lines that name none."""
    content = file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    folders, wrong = [], []
    for number, line in enumerate(text.splitlines(), 1):
        name = line.strip().strip('"')
        if not name or name.startswith("#"):
            continue
        folder = file.parent / name
        if (folder / INPUT_FOLDER).is_dir():
            folders.append(folder)
        else:
            wrong.append(
                f"“{file}”第 {number} 行：“{name}”不是项目，里面没有“{INPUT_FOLDER}”文件夹"
            )
    return folders, wrong


def _names(folders: Sequence[Path]) -> dict[str, Path]:
    """Return the projects by the part of their paths that tells them apart, in its order."""
    if len(folders) == 1:
        return {folders[0].name or str(folders[0]): folders[0]}
    try:
        common = os.path.commonpath(folders) if folders else ""
    except ValueError:  # on two drives
        return {folder.as_posix(): folder for folder in sorted(folders)}
    named = {Path(os.path.relpath(folder, common)).as_posix(): folder for folder in folders}
    return dict(sorted(named.items()))
