"""Copies edited as people edit them: in LibreOffice, with or without tracking, under a name."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import attrs

from support.rendering import MUST_RENDER

SYSTEM_PYTHON = "/usr/bin/python3"
"""The one for which Debian's python3-uno is built."""
WORKER = Path(__file__).with_name("uno_worker.py")


@attrs.frozen
class Edit:
    """One edit: the function of uno_worker.py that does it and what that is given; by whom, and
    whether changes are tracked meanwhile.
    """

    what: str
    words: tuple[str, ...]
    by: str = "周主任"
    tracked: bool = True


@attrs.frozen
class Edited:
    """A copy as it was saved, and its paragraphs as LibreOffice has them once all changes are
    accepted, or rejected.
    """

    path: Path
    accepted: tuple[str, ...]
    rejected: tuple[str, ...]


@cache
def why_not() -> str | None:
    """Return why nothing can be edited here, ``None`` if it can or must be."""
    if os.environ.get(MUST_RENDER):
        return None
    if shutil.which("soffice") is None:
        return "soffice is not installed"
    if not Path(SYSTEM_PYTHON).exists():
        return f"{SYSTEM_PYTHON} is not there"
    tried = subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False)
    return None if tried.returncode == 0 else "python3-uno is not installed"


def edited(jobs: Sequence[tuple[Path, Sequence[Edit]]], folder: Path) -> list[Edited]:
    """Return copies of files, each edited by its script and saved into ``folder``; one start of
    LibreOffice does all.
    """
    targets = [folder / f"copy{number}.docx" for number in range(len(jobs))]
    written = [
        {
            "source": str(source),
            "target": str(target),
            "edits": [[one.what, one.by, one.tracked, *one.words] for one in script],
        }
        for target, (source, script) in zip(targets, jobs, strict=True)
    ]
    done = subprocess.run(
        [SYSTEM_PYTHON, str(WORKER), str(folder / "profile")],
        input=json.dumps(written).encode(),
        capture_output=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr.decode()
    return [
        Edited(target, tuple(result["accepted"]), tuple(result["rejected"]))
        for target, result in zip(targets, json.loads(done.stdout), strict=True)
    ]
