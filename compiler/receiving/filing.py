"""Where what was received goes: names safe on every disk, no file over another, and how much of it is
kept for how long.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Mapping
from datetime import datetime, time
from pathlib import Path, PurePosixPath

import attrs

from compiler.excel.reading.project import INPUT_FOLDER, LOCK_PREFIXES
from compiler.storage.names import safe_name
from compiler.storage.written import OUTPUT_FOLDER
from compiler.visible import visible

RECEIVED_FOLDER = f"{OUTPUT_FOLDER}/收件"
ORIGINALS, ASIDE, RECEIPTS, LIST_FILE = "原件", "另放", "回执", "收件清单.xlsx"
KEPT_RECEPTIONS = 300
KEPT_SIZE = 2 * 2**30
"""Of the receptions, the latest that are kept, and the bytes of them all."""
LONGEST_SUFFIX = 10


def stamp(at: datetime) -> str:
    """Return a moment as the record has it; the day alone if no time of it is known."""
    return f"{at:%Y-%m-%d}" if at.time() == time.min else f"{at:%Y-%m-%d %H:%M}"


def folder_name(root: Path, at: datetime) -> str:
    """Return the folder of a reception, one that is not there yet."""
    name = stamp(at).replace(":", "时") + ("" if at.time() == time.min else "分")
    numbered = (f"{name}（{number}）" for number in itertools.count(2))
    names = itertools.chain([name], numbered)
    return next(
        folder for own in names if not (root / (folder := f"{RECEIVED_FOLDER}/{own}")).exists()
    )


def safe_file_name(name: str) -> str:
    """Return what a file is called on any disk, with nothing unseen in it, its ending kept."""
    name = visible(name)
    suffix = PurePosixPath(name).suffix
    if not suffix or len(suffix) > LONGEST_SUFFIX or suffix == name:
        return safe_name(name)
    stem = safe_name(name[: -len(suffix)])
    return f"{stem}{safe_name(f'x{suffix}')[1:]}"


@attrs.define
class Shelf:
    """Files on their way into a project, by their names in it: no two the same, and none in place of
    another that lies there.
    """

    root: Path
    files: dict[str, bytes] = attrs.field(factory=dict)
    taken: dict[str, str] = attrs.field(factory=dict)

    def put(self, folder: str, name: str, content: bytes) -> tuple[str, bool]:
        """Lay a file into ``folder``, numbered if another of that name is there; return its name in
        the project, and whether the same one was there already.
        """
        safe = safe_file_name(name)
        for own in _numbered(safe):
            file = f"{folder}/{own}"
            there = self.there(file)
            if there is None:
                self.files[file] = content
                self.taken[file.casefold()] = _digest(content)
                return file, False
            if there == _digest(content):
                return file, True
        raise AssertionError(name)

    def there(self, file: str) -> str | None:
        """Return the sha256 of what lies or will lie at ``file``, ``None`` if nothing does."""
        if (taken := self.taken.get(file.casefold())) is not None:
            return taken
        path = self.root / file
        try:
            return _digest(path.read_bytes()) if path.is_file() else "" if path.exists() else None
        except OSError:
            return ""


def laid_as(name: str, file: str, same: bool) -> str:
    """Return what is to be told of the file called ``name`` that was laid at ``file``, where the
    ``same`` may have been; empty if it keeps its name.
    """
    own = PurePosixPath(file).name
    if same:
        return "同样的文件已经有了，没有再放"
    if own != safe_file_name(name):
        return f"已有不同的同名文件，这一份叫 {own}"
    return "" if own == name else f"原来的文件名有的电脑存不了，存成 {own}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _numbered(name: str) -> Iterator[str]:
    path = PurePosixPath(name)
    yield name
    for number in itertools.count(2):
        yield f"{path.stem}（{number}）{path.suffix}"


def place_of(root: Path, unit: str, measure: str, readable: Mapping[str, str]) -> str:
    """Return where the first form of a measure and unit is filed: under the measure's name, numbered
    if another form has that; what cannot be read there gives way. ``readable`` are files of forms.
    """
    for name in _numbered(f"{safe_name(measure)}.xlsx"):
        file = f"{INPUT_FOLDER}/{safe_name(unit)}/{name}"
        if file not in readable and not (root / file).is_dir():
            return file
    raise AssertionError(measure)


def lock_beside(path: Path) -> Path | None:
    """Return the file by which a program says that it has ``path`` open, ``None`` if none does."""
    names = [f"{prefix}{path.name}" for prefix in LOCK_PREFIXES]
    candidates = [*names, *(f"{name}#" for name in names)]
    return next((own for name in candidates if (own := path.with_name(name)).exists()), None)


def outdated(root: Path, coming: int) -> list[Path]:
    """Return the files of earlier receptions that go now that one of ``coming`` bytes is added."""
    parent = root / RECEIVED_FOLDER
    folders = (
        sorted((own for own in parent.iterdir() if own.is_dir()), reverse=True)
        if (parent.is_dir())
        else []
    )
    size, gone = coming, []
    for number, folder in enumerate(folders, 2):
        files = [own for own in sorted(folder.rglob("*")) if own.is_file()]
        size += sum(own.stat().st_size for own in files)
        if number > KEPT_RECEPTIONS or size > KEPT_SIZE:
            gone += files
    return gone
