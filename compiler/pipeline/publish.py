"""Output files put in place whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

EXPIRED_PREFIX = "已过期-"
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def safe_name(name: str) -> str:
    """Return ``name`` without what Windows forbids in file names."""
    return FORBIDDEN.sub("_", name).rstrip(" .") or "未命名"


def publish(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace ``files`` in ``folder`` (names may have folders of their own) together; :class:`OSError` if that is not possible, and then nothing has changed.

    New files are written beside the old ones first; each old one is moved aside before its successor takes its name, and
    all are moved back if one of them cannot be (open in Word on Windows). Should even that fail, the earlier files stay in
    the folder ``.zhenggai-…``. Other files in the folder are not touched.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=".zhenggai-", dir=folder))
    moved: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    try:
        for name, content in files.items():
            for parent in (stage / name).parent, (folder / name).parent:
                parent.mkdir(parents=True, exist_ok=True)
            (stage / name).write_bytes(content)
        for name in files:
            target = folder / name
            if target.exists():
                aside = stage / "old" / name
                aside.parent.mkdir(parents=True, exist_ok=True)
                os.replace(target, aside)
                moved.append((aside, target))
        for name in files:
            os.replace(stage / name, folder / name)
            placed.append(folder / name)
    except BaseException:  # an interruption, too, must not cost the earlier files
        if _restore(placed, moved):
            shutil.rmtree(stage, ignore_errors=True)
        raise
    shutil.rmtree(stage, ignore_errors=True)
    for name in files:
        _expired(folder / name).unlink(missing_ok=True)


def _restore(placed: Sequence[Path], moved: Sequence[tuple[Path, Path]]) -> bool:
    """Undo a half-done replacement as far as possible; tell whether all of it could be undone."""
    returning = {target for _, target in moved}
    for path in placed:
        if path not in returning:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
    for aside, target in moved:
        with contextlib.suppress(OSError):
            os.replace(aside, target)
    return not any(aside.exists() for aside, _ in moved)


def expire(folder: Path, names: Iterable[str]) -> None:
    """Rename outputs that no longer match their sources; :class:`OSError` if one cannot be renamed."""
    for name in names:
        path = folder / name
        if path.exists():
            os.replace(path, _expired(path))


def _expired(path: Path) -> Path:
    return path.with_name(f"{EXPIRED_PREFIX}{path.name}")


def write_whole(path: Path, content: bytes) -> None:
    """Write one file by way of a temporary one beside it, so that it is never seen half-written."""
    handle, name = tempfile.mkstemp(prefix=".zhenggai-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
