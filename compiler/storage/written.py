"""What commands wrote, by hash and by what it says, so that a file somebody edited since can be
told.

The record lies at a folder's :data:`RECORD` and lists every file that any command wrote there: a
project's folder for all within the project, an output folder elsewhere for itself. It is no part
of 清单.json, which says what one compile made of what, is the same for the same inputs, and is
renamed with the notice; but where the record is missing, 清单.json is believed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Container, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs

from compiler.excel.reading.project import INPUT_FOLDER
from compiler.package.fingerprints import fingerprint

OWN_FOLDER = ".zhenggai"
RECORD = f"{OWN_FOLDER}/written.json"
FORMAT = 1
"""Of the record; one of another format is not read, and its files are in doubt."""

OUTPUT_FOLDER = "output"
ISSUE_FOLDER, RETURN_FOLDER, SUPERVISION_FOLDER = "发放", "退回", "督办通知单"
"""Below it, what goes out to the units."""
EVIDENCE_FOLDER = "佐证材料"
MANIFEST = "清单.json"
EXPIRED_PREFIX, DRAFT_MARK = "已过期-", "（改动稿 "
BACKUP_FOLDER = "旧版"


@attrs.frozen
class WrittenFile:
    """A file as we wrote it: the sha256 of its bytes, and the fingerprint of what it says, if its
    kind has one.
    """

    sha256: str
    text: str | None = None


WrittenRecord = Mapping[str, WrittenFile]
"""Entries by the names of :func:`name_in`."""


def sha256(content: bytes) -> str:
    """Return the hexadecimal digest."""
    return hashlib.sha256(content).hexdigest()


def home_of(output: Path, root: Path | None = None) -> Path:
    """Return the folder whose record lists what is written into ``output``.

    That is the project ``root`` if it holds the folder, else ``output`` itself; without ``root``,
    the project around it.
    """
    place = Path(os.path.abspath(output))
    if root is not None:
        return root if place.is_relative_to(os.path.abspath(root)) else output
    return next(
        (folder for folder in (place, *place.parents) if (folder / INPUT_FOLDER).is_dir()), output
    )


def name_in(home: Path, path: Path) -> str:
    """Return a file's name in the record of ``home``: from there, or from the root if it lies
    elsewhere.
    """
    place, base = Path(os.path.abspath(path)), os.path.abspath(home)
    return place.relative_to(base).as_posix() if place.is_relative_to(base) else place.as_posix()


def read_record(home: Path) -> dict[str, WrittenFile]:
    """Return the record of ``home``, empty if there is none that can be read."""
    try:
        return record_of((home / RECORD).read_bytes())
    except OSError:
        return {}


def record_of(content: bytes) -> dict[str, WrittenFile]:
    """Return the record that a file of this content keeps, empty if that cannot be read."""
    data = _object(content)
    files = data.get("files") if data.get("format") == FORMAT else None
    entries = files.items() if isinstance(files, dict) else ()
    return {
        name: WrittenFile(own["sha256"], own.get("text"))
        for name, own in entries
        if isinstance(own, dict) and "sha256" in own
    }


def write_record(record: WrittenRecord) -> bytes:
    """Return the record as it is kept."""
    files = {
        name: attrs.asdict(entry, filter=attrs.filters.exclude(type(None)))
        for name, entry in sorted(record.items())
    }
    return (
        json.dumps({"format": FORMAT, "files": files}, ensure_ascii=False, indent=1) + "\n"
    ).encode()


def entry_of(path: Path, content: bytes) -> WrittenFile:
    """Return what the record says of a file with this content."""
    return WrittenFile(sha256(content), fingerprint(path.name, content))


def is_edited(path: Path, home: Path, record: WrittenRecord, new: bytes | None = None) -> bool:
    """Tell whether the file at ``path`` may hold anything that we did not write; :class:`OSError`
    if it cannot be read.

    It does not if its bytes, or what they say, are those listed, or those of ``new``, which is to
    take its place. What nobody lists is in doubt, and in doubt it is edited.
    """
    content = path.read_bytes()
    digest = sha256(content)
    listed = record.get(name_in(home, path))
    if content == new or (listed is not None and listed.sha256 == digest):
        return False
    known = [*_known(path, home, record)]  # reads lists, which the ordinary case does without
    if digest in {entry.sha256 for entry in known}:
        return False
    if (
        not known
        and path.name.removeprefix(EXPIRED_PREFIX) == MANIFEST
        and "outputs" in _read_json(path)
    ):
        # A list does not list itself, and the releases before this record had no other.
        return False
    says = fingerprint(path.name, content)
    texts = {entry.text for entry in known} | {None if new is None else fingerprint(path.name, new)}
    return says is None or says not in texts


def _known(path: Path, home: Path, record: WrittenRecord) -> Iterator[WrittenFile]:
    """Yield what the record, and 清单.json in the file's folder or the one above it, expired or
    not, say of it.
    """
    if (entry := record.get(name_in(home, path))) is not None:
        yield entry
    own = path.with_name(path.name.removeprefix(EXPIRED_PREFIX))
    for folder in own.parents[:2]:
        listed = own.relative_to(folder).as_posix()
        for name in MANIFEST, EXPIRED_PREFIX + MANIFEST:
            manifest = _read_json(folder / name)
            outputs, texts = (
                found if isinstance(found := manifest.get(key), dict) else {}
                for key in ("outputs", "texts")
            )
            if listed in outputs:
                yield WrittenFile(str(outputs[listed]), texts.get(listed))


def listed_in(folder: Path) -> tuple[Path, ...]:
    """Return the files of the last compile into ``folder`` that stand in it, as 清单.json says."""
    outputs = _read_json(folder / MANIFEST).get("outputs")
    names = outputs if isinstance(outputs, dict) else {}
    return tuple(folder / name for name in names if Path(name).name == name)


def _read_json(path: Path) -> dict[str, Any]:
    """Return the object a JSON file holds; empty if the file is missing, damaged, or holds
    something else.
    """
    try:
        return _object(path.read_bytes())
    except OSError:
        return {}


def _object(content: bytes) -> dict[str, Any]:
    """Return the object that JSON is, empty if it is damaged or something else."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def draft_name(path: Path, home: Path, taken: Container[Path] = ()) -> Path:
    """Return a free name for the edited file at ``path``: its own, with the time it was saved.

    Beside itself, but for a workbook among the sources: it would be read there, and goes under
    旧版.
    """
    saved = os.path.getmtime(path)
    try:
        time = datetime.fromtimestamp(saved)
        when = f"{time:%Y-%m-%d} {time:%H}时{time:%M}分"
    except (ValueError, OverflowError, OSError):  # a time no calendar has
        when = "时间不详"
    name = name_in(home, path)
    folder = path.parent
    if name.startswith(f"{INPUT_FOLDER}/"):
        folder = home / BACKUP_FOLDER / Path(name).parent
    number = 1
    while True:
        repeated = f" {number}" if number > 1 else ""
        free = folder / f"{path.stem}{DRAFT_MARK}{when}{repeated}）{path.suffix}"
        if free not in taken and not os.path.lexists(free):
            return free
        number += 1
