"""Cases of what comes in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import pytest
from support.clerk import Clerk

from compiler.commands.receiving import receive
from compiler.diagnostics import Diagnostic

Case = Callable[[Path, pytest.MonkeyPatch], Iterable[Diagnostic]]
FORM = "input_workbooks/区教育局/措施01-01.xlsx"
AT = datetime(2025, 1, 13, 9, 30)
CAME = "报来.xlsx"


def _came(root: Path) -> Path:
    """Lay a new answer beside a project and return it."""
    path = root.parent / CAME
    shutil.copy(root / FORM, path)
    clerk = Clerk.at(path)
    clerk.put("填报人", "谷雨晴")
    clerk.save()
    return path


def received(name: str = CAME) -> Case:
    """A delivery of that name; only one is there."""

    def case(root: Path, _: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        _came(root)
        return receive(root, [root.parent / name], AT).diagnostics

    return case


def received_beside(lock: str = "") -> Case:
    """A delivery while a program has the form open, if it says so."""

    def case(root: Path, _: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        path = _came(root)
        if lock:
            (root / FORM).with_name(lock).write_bytes(b"")
        return receive(root, [path], AT).diagnostics

    return case
