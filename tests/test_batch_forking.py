"""Projects compiled by processes that are forked from one which has loaded the compiler: each on its
own all the same.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.deeds import install_deeds
from support.projects import small

from compiler.batch import apart
from compiler.batch.apart import compile_apart
from compiler.batch.forkers import CAN_FORK, Forkers
from compiler.batch.results import End, Task
from compiler.batch.worker import compile_here

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system forks no processes")


@pytest.fixture
def forkers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Forkers]:
    """Processes of this test alone, in which the plug-in is installed."""
    folder = tmp_path / "装"
    folder.mkdir()
    install_deeds(folder)
    home = str(Path(apart.__file__).parents[2])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), home]))
    made = Forkers()
    monkeypatch.setattr(apart, "FORKERS", made)
    yield made
    made.close()


def _project(folder: Path, title: str = "关于巡视整改进展情况的通报") -> Task:
    project = small()
    project.information["通报标题"] = title
    root = project.write(folder / title)
    return Task("甲区", str(root), seconds=300, memory=1024)


def test_one_process_is_loaded_for_many_projects_and_their_results_are_those_of_any(
    forkers: Forkers, tmp_path: Path
) -> None:
    task = _project(tmp_path)
    results = [compile_apart(task).result for _ in range(3)]
    assert len(forkers.started) == 1
    alone = compile_here(task)
    assert results == [alone] * 3
    assert alone.publishable


@pytest.mark.parametrize(
    ("title", "end", "seconds"),
    [("停住", End.TIMEOUT, 1), ("被杀", End.KILLED, 300), ("占内存", End.MEMORY, 300)],
)
def test_what_happens_to_one_costs_no_other(
    title: str, end: End, seconds: int, forkers: Forkers, tmp_path: Path
) -> None:
    good, bad = _project(tmp_path), _project(tmp_path, title)
    bad = Task("乙区", bad.folder, seconds, 300)
    assert compile_apart(bad).result.end is end
    assert compile_apart(good).result.publishable


def test_a_loaded_process_that_dies_is_replaced(forkers: Forkers, tmp_path: Path) -> None:
    task = _project(tmp_path)
    compile_apart(task)
    (first,) = forkers.started
    os.kill(first.process.pid, signal.SIGKILL)
    assert compile_apart(task).result.publishable
    (second,) = forkers.started
    assert first is not second


def test_a_project_whose_loaded_process_dies_is_begun_again_and_its_own_process_ends(
    forkers: Forkers, tmp_path: Path
) -> None:
    good, task = _project(tmp_path), _project(tmp_path, "停住")
    compile_apart(good)
    (first,) = forkers.started
    done: list[End] = []
    thread = threading.Thread(target=lambda: done.append(compile_apart(task).result.end))
    thread.start()
    while not _children(first.process.pid):
        thread.join(0.05)
    (child,) = _children(first.process.pid)
    os.kill(first.process.pid, signal.SIGKILL)
    while not _gone(child):
        thread.join(0.05)
    forkers.close()  # as Ctrl-C does
    thread.join()
    assert done == [End.KILLED]


def _children(parent: int) -> list[int]:
    text = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(number) for number in text.split()]


def _gone(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True
