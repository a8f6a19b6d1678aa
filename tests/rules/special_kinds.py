"""Cases of the rules about which kind of notice a new project gets."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from support.projects import ROOT

from compiler.commands.starting import start_project
from compiler.diagnostics import Diagnostic


def draw(folder: Path, name: str) -> Path:
    """Draw a kind of the office's own under ``folder`` and return its folder."""
    return Path(shutil.copytree(ROOT / "templates/xuncha", folder / name))


def several(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """Two kinds in the folder, and none of them named."""
    for name in ("督查整改", "审计整改"):
        draw(root / "新项目/templates", name)
    return start_project(root / "新项目").diagnostics


def one_of_several(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """Two kinds in the folder, one of them named."""
    several(root, patch)
    return start_project(root / "新项目", "审计整改").diagnostics


def reserved(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """A kind whose folder Windows would not take."""
    return start_project(root / "新项目", str(draw(root / "模板", "con"))).diagnostics


def usable(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """A kind from elsewhere under a name like any other."""
    return start_project(root / "新项目", str(draw(root / "模板", "督查整改"))).diagnostics


def layout_beside(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """A layout asked for, and the templates are the office's own."""
    draw(root / "新项目/templates", "督查整改")
    return start_project(root / "新项目", layout="GB/T 9704").diagnostics


def layout_of_ours(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """A layout asked for, and the templates are ours."""
    return start_project(root / "新项目", layout="GB/T 9704").diagnostics
