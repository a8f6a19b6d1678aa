"""A project is compiled again when something was saved, once, after the last of a burst."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.projects import ROOT, small

from compiler.commands.watching import State, settled, state_of

REGISTER = "input_workbooks/总台账.xlsx"


def _told(looks: list[int]) -> list[int]:
    """Return which of the states seen in turn are told; the last one stays for ever."""
    seen: Iterator[State] = ({"a": (look, 0)} for look in [*looks, *[looks[-1]] * 3])
    told = []
    try:
        for state in settled(lambda: next(seen), lambda: None):
            told.append(state["a"][0])
    except RuntimeError:  # the looks are at an end
        pass
    return told


def test_a_burst_of_forty_saves_is_told_once_after_the_last() -> None:
    assert _told([0, *range(1, 41)]) == [0, 40]


def test_what_does_not_change_is_told_once() -> None:
    assert _told([0, 0, 0]) == [0]


def test_what_changes_back_before_it_comes_to_rest_is_not_told() -> None:
    assert _told([0, 1, 0]) == [0]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=30))
def test_what_stands_in_the_end_is_told_last_and_nothing_twice_in_a_row(looks: list[int]) -> None:
    told = _told(looks)
    assert told[-1] == looks[-1]
    assert all(one != other for one, other in pairwise(told))


def test_lock_files_and_files_on_their_way_are_no_change(root: Path) -> None:
    before = state_of(root)
    for name in ("~$总台账.xlsx", ".~lock.总台账.xlsx#", ".~总台账.xlsx", "A1B2.tmp"):
        (root / "input_workbooks" / name).write_bytes(b"x")
    assert state_of(root) == before


def test_a_save_by_rename_a_new_form_a_gone_one_and_a_template_are_changes(root: Path) -> None:
    states = [state_of(root)]
    beside = root / "input_workbooks/new.tmp"
    beside.write_bytes((root / REGISTER).read_bytes() + b"\0")
    beside.replace(root / REGISTER)
    states.append(state_of(root))
    (root / "input_workbooks/新来的.xlsx").write_bytes(b"PK")
    states.append(state_of(root))
    (root / "input_workbooks/新来的.xlsx").unlink()
    (root / "input_workbooks/区民政局/措施02-01.xlsx").unlink()
    states.append(state_of(root))
    (root / "templates/own").mkdir(parents=True)
    (root / "templates/own/outline.txt").write_text("{标题}\n")
    states.append(state_of(root))
    assert all(one != other for one, other in pairwise(states))


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as a signal here")
def test_the_command_tells_what_a_save_changed_until_it_is_interrupted(root: Path) -> None:
    watching = subprocess.Popen(
        [sys.executable, "-u", "-m", "compiler", "watch", str(root)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert watching.stdout is not None
    try:
        first = _until(watching.stdout, "按 Ctrl-C 停")
        assert "可以发布" in first[-1]
        faulty = small()
        faulty.form("措施01-02").fields["完成状态"] = "快了"
        beside = root / "input_workbooks/x.tmp"
        beside.write_bytes(faulty.form_bytes(faulty.form("措施01-02")))
        beside.replace(root / "input_workbooks/区财政局/措施01-02.xlsx")
        second = _until(watching.stdout, "按 Ctrl-C 停")
        assert any("措施01-02.xlsx" in line for line in second)
        assert "不能发布" in second[-1]
        assert (root / "output/通报.docx").is_file()
    finally:
        watching.send_signal(signal.SIGINT)
        rest, _ = watching.communicate(timeout=60)
    assert "不再看着了" in rest
    assert watching.returncode == 1


def _until(lines: Iterator[str], words: str) -> list[str]:
    """Return the lines up to one that has the words."""
    told = []
    for line in islice(lines, 200):
        told.append(line)
        if words in line:
            return told
    raise AssertionError(told)


def test_where_there_is_no_project_nothing_is_watched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from compiler.cli.main import main

    assert main(["watch", str(tmp_path)]) == 2
    assert "input_workbooks" in capsys.readouterr().out
