"""What workbooks came to when they were last read, kept between commands.

An entry is named after all that reading looks at: the file's bytes and the name that messages call
it by, what was asked of it, and the program itself. So none is ever out of date, and one that is
damaged, or of another program, is as good as none.
"""

from __future__ import annotations

import contextlib
import copyreg
import os
import pickle
import stat
import sys
from collections.abc import Collection
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from compiler.diagnostics import Diagnostic
from compiler.excel.reading.project import Read
from compiler.excel.reading.records import Record
from compiler.excel.reading.workbook import read_workbook
from compiler.excel.sheets.cells import WorkbookSource
from compiler.excel.sheets.opened import open_content
from compiler.package.container import read_file
from compiler.package.limits import OverLimitError
from compiler.schema.books import STANDARD, Schema
from compiler.version import VERSION

DIGEST = 32
"""Bytes of the sha256 that stands before what is kept."""
MOST = 256 * 2**20
"""Bytes that are kept at most: some twenty thousand forms."""
PRIVATE = 0o700
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
TEMPORARY = count()
KEPT = tuple(own.name for own in attrs.fields(Record) if own.name != "schema")
"""What is kept of a record."""

copyreg.pickle(MappingProxyType, lambda proxy: (MappingProxyType, (dict(proxy),)))


@attrs.frozen
class Remembered:
    """Workbooks read before, in a folder that is its user's alone."""

    folder: Path

    def read(self, path: Path, file: str, schema: Schema = STANDARD) -> Read:
        """Return what :func:`read_workbook` does, from memory if it has read the same before."""
        try:
            content = read_file(path)
        except (OSError, OverLimitError):
            return read_workbook(path, file, schema)
        parts = (VERSION, _program(), _asked(schema), file, sha256(content).hexdigest())
        key = sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
        entry = self.folder / key[:2] / key[2:]
        if (known := _load(entry, schema)) is not None:
            return known

        def opened(
            _: Path, name: str, skipped: Collection[str] = ()
        ) -> tuple[WorkbookSource | None, list[Diagnostic]]:
            return open_content(content, name, skipped)

        fresh = read_workbook(path, file, schema, opened)
        _store(entry, fresh)
        return fresh


def memory_in(folder: Path) -> Remembered | None:
    """Return the memory in ``folder``, which is made if it is not there; ``None`` if it cannot be
    used, or if others could put something there that this program would then believe.
    """
    try:
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        if hasattr(os, "getuid"):
            found = folder.stat()
            if found.st_uid != os.getuid() or found.st_mode & OTHERS_WRITE:
                return None
    except OSError:
        return None
    return Remembered(folder)


def forget(folder: Path, keep: int = 0) -> tuple[int, int]:
    """Take away what is remembered in ``folder``, the longest unused first, until no more than
    ``keep`` bytes are left; return how many files and bytes that was.
    """
    entries = []
    for path in folder.glob("??/*"):
        with contextlib.suppress(OSError):
            found = path.stat()
            entries.append((found.st_mtime_ns, found.st_size, path))
    left = sum(size for _, size, _ in entries)
    files = freed = 0
    for _, size, path in sorted(entries):
        if left <= keep:
            break
        with contextlib.suppress(OSError):
            path.unlink()
            files, freed, left = files + 1, freed + size, left - size
    return files, freed


def _load(entry: Path, schema: Schema) -> Read | None:
    """Return what an entry holds of a workbook of ``schema``, ``None`` if it is not there or not
    whole.
    """
    try:
        content = entry.read_bytes()
        if _seal(entry, content[DIGEST:]) != content[:DIGEST]:
            return None
        workbook, parts, found = pickle.loads(content[DIGEST:])
        record = None if parts is None else Record(schema=schema.workbooks[workbook], **parts)
        os.utime(entry)  # it is in use
    except Exception:  # whatever is wrong with it, the workbook itself is there to be read
        return None
    return record, [*found]


def _store(entry: Path, read: Read) -> None:
    """Keep what a workbook came to, but for what it was read against, which is known before and is
    larger than any form; where that is not possible, it is read again next time.
    """
    record, found = read
    workbook = parts = None
    if record is not None:
        workbook = record.workbook
        parts = {name: getattr(record, name) for name in KEPT}
    with contextlib.suppress(OSError, pickle.PicklingError, TypeError, AttributeError):
        content = pickle.dumps((workbook, parts, found), protocol=pickle.HIGHEST_PROTOCOL)
        entry.parent.mkdir(mode=PRIVATE, exist_ok=True)
        _bound(entry.parent.parent)
        beside = entry.with_name(f"{entry.name}.{os.getpid()}.{next(TEMPORARY)}")
        beside.write_bytes(_seal(entry, content) + content)
        beside.replace(entry)


def _seal(entry: Path, content: bytes) -> bytes:
    """Return what tells that this content was kept under this name: a whole one that has come to
    lie under another's is none.
    """
    return sha256(f"{entry.parent.name}{entry.name}".encode() + content).digest()


@cache
def _bound(folder: Path) -> None:
    """Make room in a folder, once in a process: a command adds no more than a project's forms."""
    forget(folder, MOST)


@cache
def _program() -> str:
    """Return what tells this program from any other: an engineer's is not of its version alone."""
    root = Path(__file__).parents[1]
    seen: list[Any] = [sys.version]
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        for name in sorted(names):
            found = os.stat(os.path.join(folder, name))
            seen.append((folder, name, found.st_size, found.st_mtime_ns))
    return sha256(repr(seen).encode("utf-8", "surrogateescape")).hexdigest()


_asked_before: dict[int, tuple[Schema, str]] = {}


def _asked(schema: Schema) -> str:
    """Return what tells one schema from another."""
    if id(schema) not in _asked_before:
        _asked_before[id(schema)] = schema, sha256(pickle.dumps(schema)).hexdigest()
    return _asked_before[id(schema)][1]
