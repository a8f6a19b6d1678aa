"""Word files made to hurt: read, or refused in Chinese, within limits, and nothing lost without a word."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.foreign_word import LINES
from support.hostile_word import NOTICES, STYLED, chapters
from support.limited import Reading, Worker, is_chinese
from test_speed_shape import steps

from compiler.commands.checking import analyse
from compiler.commands.compiling import compile_project
from compiler.commands.importing import import_project
from compiler.importer import import_notice
from compiler.notice import templates
from compiler.notice.templates import open_kind, packaged_templates
from compiler.package.container import read_file
from compiler.span import Span
from compiler.wordfile.notice import read_notice

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="memory is limited and measured as Linux does"
)
SECONDS, MEGABYTES = 20, 400
STYLES = "templates/xunshi/styles.docx"
ANY = "*"
NET = "别处的文字"
"""What the account calls a text that the reader had lost sight of."""


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    own = Worker()
    yield own
    own.close()


def bearable(reading: Reading) -> None:
    """Demand what holds of every file."""
    assert reading.broken == ""
    assert reading.seconds < SECONDS
    assert reading.megabytes < MEGABYTES
    assert all(is_chinese(message) for _, message, _, _ in reading.told)


def test_there_are_many() -> None:
    assert len(NOTICES) + len(STYLED) >= 80


@pytest.mark.parametrize("name", NOTICES)
def test_a_hostile_notice(tmp_path: Path, worker: Worker, name: str) -> None:
    case = NOTICES[name]
    path = tmp_path / "通报.docx"
    path.write_bytes(case.make())
    reading = worker.read("import", path)
    bearable(reading)
    codes = {code for code, *_ in reading.told}
    if ANY in case.codes:
        assert reading.lines or codes
        return
    if case.codes:
        assert reading.lines == []
        assert codes <= case.codes
        assert codes
        return
    taken = "".join(reading.lines)
    assert case.shown in taken or any(case.shown in quoted for _, _, quoted, _ in reading.told)
    assert NET not in {what for *_, what in reading.told}
    if name != "2,000 problems":
        assert reading.lines[: len(LINES)] == list(LINES)


@pytest.mark.parametrize("name", NOTICES)
def test_a_hostile_review_copy(tmp_path: Path, worker: Worker, name: str) -> None:
    path = tmp_path / "审核稿.docx"
    path.write_bytes(NOTICES[name].make())
    reading = worker.read("trace", path)
    bearable(reading)
    assert bool(reading.lines) is (reading.told == [])
    assert {code for code, *_ in reading.told} <= {"R040"}


@pytest.fixture(scope="module")
def own_styles(small_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with templates of its own."""
    root = tmp_path_factory.mktemp("hostile") / "项目"
    shutil.copytree(small_template, root)
    shutil.copytree(packaged_templates() / "xunshi", root / "templates" / "xunshi")
    return root


@pytest.mark.parametrize("name", STYLED)
def test_hostile_styles(own_styles: Path, worker: Worker, name: str) -> None:
    case = STYLED[name]
    (own_styles / STYLES).write_bytes(case.make())
    reading = worker.read("compile", own_styles)
    bearable(reading)
    errors = {code for code, *_ in reading.told}
    if ANY in case.codes:
        assert reading.lines or errors
    elif case.codes:
        assert reading.lines == []
        assert errors & case.codes
    else:
        assert "通报.docx" in reading.lines


def test_styles_that_word_holds_open_are_named(
    own_styles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check passes, since nothing is wrong with what it reads; the compile says which file it
    is.
    """

    def refuse(path: Path) -> bytes:
        if path.name != "styles.docx":
            return read_file(path)
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(templates, "read_file", refuse)
    assert analyse(own_styles).publishable
    compilation = compile_project(own_styles)
    assert [one.code for one in compilation.diagnostics] == ["S017"]
    assert STYLES in compilation.diagnostics[0].message
    assert not compilation.publishable


def test_an_import_that_is_refused_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "通报.docx"
    path.write_bytes(NOTICES["a bomb in the text"].make())
    started = import_project(path, tmp_path / "新")
    assert [one.code for one in started.diagnostics] == ["S060"]
    assert not (tmp_path / "新").exists()


def test_a_notice_of_five_times_the_problems_takes_five_times_the_steps(tmp_path: Path) -> None:
    kind, _ = open_kind(tmp_path, "xunshi", Span("templates"))
    assert kind is not None

    def imported(count: int) -> int:
        path = tmp_path / f"{count}.docx"
        path.write_bytes(chapters(count))

        def work() -> None:
            lines, _ = read_notice(path, path.name)
            import_notice(lines, kind, path.name)

        return steps(work)

    none, short, long = imported(20), imported(60), imported(220)
    assert long - none <= (short - none) * 5 * 1.2
