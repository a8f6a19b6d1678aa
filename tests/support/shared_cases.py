"""The cases collected beside the repository: files of real programs, laid over a small project."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.projects import ROOT

CASES = ROOT.parent / "shared" / "cases"
BASE = CASES / "base"

needs_cases = pytest.mark.skipif(
    not CASES.exists(), reason="the collected cases are not part of the repository"
)


def named(*patterns: str) -> list[str]:
    """Return the names of the cases there are, for use as parameters."""
    return sorted(path.name for pattern in patterns for path in CASES.glob(pattern)) or ["none"]


def lay(name: str, root: Path) -> Path:
    """Write the base project with a case laid over it."""
    shutil.copytree(BASE, root)
    shutil.copytree(CASES / name, root, dirs_exist_ok=True)
    return root


def expected() -> str:
    """Return the text of the notice that the base project makes."""
    return (BASE / "expected.txt").read_text(encoding="utf-8")
