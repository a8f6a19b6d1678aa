"""The base project, written once and copied for whoever edits it."""

from __future__ import annotations

import shutil
from pathlib import Path

import attrs
import pytest

from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document
from rules.base import write_base


@attrs.frozen
class Base:
    """The base project's folder, to be read only, and the lines of its notice."""

    root: Path
    notice: tuple[str, ...]


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """The base project, which compiles without a complaint."""
    root = tmp_path_factory.mktemp("base") / "基准项目"
    write_base(root)
    checked = check_document(analyse(root))
    assert checked.document is not None
    assert [(diagnostic.code, diagnostic.message) for diagnostic in checked.diagnostics] == []
    return Base(root, tuple(paragraph.text for paragraph in checked.document.paragraphs))


@pytest.fixture
def copied(base: Base, tmp_path: Path) -> Path:
    """A copy of the base project."""
    return shutil.copytree(base.root, tmp_path / "项目")
