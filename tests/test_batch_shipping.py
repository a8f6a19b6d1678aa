"""Projects sent as archives to machines that do not see their folders."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support.killing import tree

from compiler.batch.results import End, ProjectResult, Task, Worked
from compiler.batch.shipping import Shipping, Work, unpack
from compiler.batch.worker import compile_here

NOTICE = "output/通报.docx"


def _compile(task: Task) -> Worked:
    return Worked(compile_here(task))


def _shipped(root: Path, work: Work = _compile) -> ProjectResult:
    with ThreadPoolExecutor(1) as there:
        return Shipping(there).submit(work, Task("甲区", str(root))).result().result


def _doing(root: Path, deed: Callable[[], object]) -> Work:
    """Return work during which somebody does something here."""

    def work(task: Task) -> Worked:
        assert Path(task.folder) != root
        worked = _compile(task)
        deed()
        return worked

    return work


def test_what_comes_back_is_what_a_compile_here_leaves(root: Path, compiled_once: Path) -> None:
    assert _shipped(root).publishable
    assert tree(root) == tree(compiled_once)


def test_evidence_stays_here_and_what_lies_there_besides_is_left_alone(root: Path) -> None:
    (root / "佐证材料").mkdir()
    (root / "佐证材料/大.pdf").write_bytes(b"x")
    seen: list[bool] = []

    def work(task: Task) -> Worked:
        seen.append((Path(task.folder) / "佐证材料").exists())
        return _compile(task)

    _shipped(root, work)
    assert seen == [False]
    assert (root / "佐证材料/大.pdf").read_bytes() == b"x"


def test_an_edited_output_is_set_aside_as_it_is_here(compiled: Path) -> None:
    (compiled / NOTICE).write_bytes(b"edited")
    assert _shipped(compiled).publishable
    (aside,) = (path for path in (compiled / "output").iterdir() if "改动稿" in path.name)
    assert aside.read_bytes() == b"edited"


def test_an_output_that_somebody_edits_meanwhile_is_not_written_over(compiled: Path) -> None:
    form = compiled / "input_workbooks/区财政局/措施01-02.xlsx"
    form.unlink()  # so that the notice expires
    before = tree(compiled)
    result = _shipped(compiled, _doing(compiled, lambda: (compiled / NOTICE).write_bytes(b"new")))
    assert result.end is End.FAILED
    assert "再运行一次" in result.note
    assert tree(compiled) == {**before, NOTICE: b"new"}


def test_what_does_not_come_to_an_end_changes_nothing(root: Path) -> None:
    before = tree(root)

    def work(task: Task) -> Worked:
        _compile(task)
        return Worked(ProjectResult(task.name, End.TIMEOUT, note="1 秒没有编完"))

    assert _shipped(root, work).end is End.TIMEOUT
    assert tree(root) == before


def test_what_the_cluster_loses_is_raised(root: Path) -> None:
    def work(task: Task) -> Worked:
        raise RuntimeError("gone")

    with pytest.raises(RuntimeError):
        _shipped(root, work)


@pytest.mark.parametrize("name", ["../外.txt", "/tmp/外.txt", "output/../../外.txt"])
def test_nothing_comes_to_lie_outside_of_the_project(name: str) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        member = tarfile.TarInfo(name)
        member.pax_headers = {"ns": "0"}
        archive.addfile(member)
    assert [*unpack(buffer.getvalue())] == []
