"""What the last adoptions changed, so that the latest can be taken back: file by file what was there
before and after, by hash. It lies at :data:`RECORD`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from compiler.storage.written import BACKUP_FOLDER, OWN_FOLDER, sha256

RECORD = f"{OWN_FOLDER}/adopted.json"
FORMAT = 1


@attrs.frozen
class ChangedFile:
    """A file by its name in the project; ``before`` is ``None`` if there was none."""

    name: str
    before: str | None
    after: str


@attrs.frozen
class AdoptionStep:
    """One application of a list: its id, the rows that went back to units, the files changed."""

    list_id: str
    returned: tuple[int, ...]
    files: tuple[ChangedFile, ...]


def read_steps(root: Path) -> list[AdoptionStep]:
    """Return the applications of a project, the latest last; none if the record cannot be read."""
    try:
        data = json.loads((root / RECORD).read_bytes())
        if data["format"] != FORMAT:
            return []
        return [_step(step) for step in data["steps"]]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return []


def _step(packed: Mapping[str, Any]) -> AdoptionStep:
    files = (ChangedFile(one["name"], one["before"], one["after"]) for one in packed["files"])
    return AdoptionStep(packed["list_id"], tuple(packed["returned"]), tuple(files))


def write_steps(steps: Sequence[AdoptionStep]) -> bytes:
    """Return the record as it is kept."""
    packed = {"format": FORMAT, "steps": [attrs.asdict(step) for step in steps]}
    return (json.dumps(packed, ensure_ascii=False, indent=1) + "\n").encode()


def kept_copy(root: Path, file: ChangedFile) -> Path | None:
    """Return where the earlier content of a file is kept under 旧版, ``None`` if it is gone."""
    folder = (root / BACKUP_FOLDER / file.name).parent
    stem, suffix = Path(file.name).stem, Path(file.name).suffix
    candidates = sorted(folder.glob(f"*{suffix}")) if folder.is_dir() else []
    return next(
        (
            path
            for path in candidates
            if path.stem.startswith(stem) and sha256(path.read_bytes()) == file.before
        ),
        None,
    )
