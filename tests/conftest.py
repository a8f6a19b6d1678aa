"""Fixtures: the sample compiled once, a small project written once; whoever damages one gets a
copy.
"""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support.projects import ROOT, Project, small
from support.templates import TemplateReader
from support.ten import write_ten
from support.workbooks import Reader

from compiler.commands import checking
from compiler.commands.checking import Analysis, analyse
from compiler.commands.compiling import compile_project
from compiler.excel.reading import project as reading
from compiler.notice import templates

settings.register_profile(
    "quick",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("quick")

# What this user's commands remember is theirs: tests that want a memory make one of their own.
os.environ["ZHENGGAI_NO_CACHE"] = "1"

# What a session shares lives long and is much: looking through it for garbage as often as Python
# does by itself takes a tenth of all CPU time.
gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def sample() -> Path:
    """The sample project, to be read only."""
    return ROOT


@pytest.fixture(scope="session")
def sample_analysis() -> Analysis:
    """The sample, analysed once."""
    return analyse(ROOT)


@pytest.fixture(scope="session")
def sample_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample compiled into a folder of its own, to be read only."""
    folder = tmp_path_factory.mktemp("sample") / "output"
    assert compile_project(ROOT, folder).publishable
    return folder


@pytest.fixture(scope="session")
def ten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten measures of the sample, to be read only."""
    return write_ten(tmp_path_factory.mktemp("ten") / "项目")


@pytest.fixture(scope="session")
def small_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, to be read only."""
    return small().write(tmp_path_factory.mktemp("small"))


@pytest.fixture
def root(small_template: Path, tmp_path: Path) -> Path:
    """A copy of the small project."""
    shutil.copytree(small_template, tmp_path / "项目")
    return tmp_path / "项目"


@pytest.fixture(scope="session")
def compiled_once(small_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, compiled; to be read only."""
    root = tmp_path_factory.mktemp("compiled") / "项目"
    shutil.copytree(small_template, root)
    assert compile_project(root).publishable
    return root


@pytest.fixture
def compiled(compiled_once: Path, tmp_path: Path) -> Path:
    """A copy of the small project, compiled."""
    shutil.copytree(compiled_once, tmp_path / "项目")
    return tmp_path / "项目"


@pytest.fixture(scope="session")
def reader() -> Reader:
    """What has been read in this session."""
    return Reader()


@pytest.fixture(scope="session")
def template_reader() -> TemplateReader:
    """What has been read of templates in this session."""
    return TemplateReader()


@pytest.fixture
def templates_read_once(template_reader: TemplateReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read a kind's files that were read before from memory."""
    monkeypatch.setattr(templates, "load_kind", template_reader.load_kind)
    monkeypatch.setattr(checking, "margin_texts", template_reader.margin_texts)


@pytest.fixture
def read_once(reader: Reader, templates_read_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read a workbook or a template that was read before from memory: for tests in which those of
    a project stay, but for one or two.
    """
    monkeypatch.setattr(reading, "read_workbook", reader.read)


@pytest.fixture
def project() -> Project:
    """The small project before it is written."""
    return small()


Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def run() -> Run:
    """Run ``python -m compiler`` with arguments, from a folder and with variables."""

    def call(
        *arguments: str, cwd: Path = ROOT, **variables: str
    ) -> subprocess.CompletedProcess[bytes]:
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            **variables,
        }
        command = [sys.executable, "-W", "error", "-m", "compiler", *arguments]
        return subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, check=False, timeout=120
        )

    return call
