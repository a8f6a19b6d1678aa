"""Cases that no edit of a file can make, by rule: how to break the project, and how to leave it right."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import attrs
import pytest

from compiler.diagnostics import Diagnostic
from compiler.pipeline.analyse import analyse
from compiler.pipeline.compiling import OUTPUT_FOLDER, compile_project
from compiler.pipeline.importing import import_project
from compiler.source import cells
from compiler.source.container import Container, identify

Case = Callable[[Path, pytest.MonkeyPatch], Iterable[Diagnostic]]


@attrs.frozen
class Special:
    """A case that breaks the rule, one that does not, and the file the complaint must name (``None``: any)."""

    failing: Case
    passing: Case
    file: str | None


TITLE = "关于巡视整改进展情况的通报"
LOCKED = "区教育局/措施01-01.xlsx"


def _locked_workbook(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    def refuse(path: Path) -> Container:
        if path.as_posix().endswith(LOCKED):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return identify(path)

    patch.setattr(cells, "identify", refuse)
    return analyse(root).diagnostics


def _open_workbook(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    return analyse(root).diagnostics


def _import(root: Path, name: str, content: bytes) -> Iterable[Diagnostic]:
    notice = root / name
    notice.write_bytes(content)
    return import_project(notice, root / "新项目").diagnostics


def _unreadable_notice(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    return _import(root, "通报.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(128, 256)))


def _readable_notice(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    return _import(root, "通报.txt", f"{TITLE}\n".encode())


def _folder_in_use(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    (root / "新项目").mkdir()
    (root / "新项目" / "旧材料.txt").write_text("旧材料", encoding="utf-8")
    return _readable_notice(root, patch)


def _long_paragraph(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    return _import(root, "通报.txt", f"{TITLE}\n{'整' * 40000}。\n".encode())


def _short_paragraphs(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    return _import(root, "通报.txt", f"{TITLE}\n{'整' * 20000}。\n{'改' * 20000}。\n".encode())


def _output_in_use(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    (root / OUTPUT_FOLDER / "通报.docx").mkdir(parents=True)

    def refuse(source: str | Path, target: str | Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(source))

    patch.setattr(os, "replace", refuse)
    return compile_project(root).diagnostics


def _output_free(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    return compile_project(root).diagnostics


SPECIAL = {
    "S017": Special(_locked_workbook, _open_workbook, f"input_workbooks/{LOCKED}"),
    "S060": Special(_unreadable_notice, _readable_notice, "通报.txt"),
    "S067": Special(_folder_in_use, _readable_notice, "新项目"),
    "R001": Special(_output_in_use, _output_free, "通报.docx"),
    "R004": Special(_long_paragraph, _short_paragraphs, None),
}
"""Rules whose examples are words for people; the cases here are what is run."""
