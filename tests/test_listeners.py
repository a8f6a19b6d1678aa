"""Whoever listens, and whatever nobody foresaw: the status is the verdict, and nobody reads a
traceback.
"""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.projects import ROOT

from compiler.cli import main as command_line
from compiler.cli.last_net import sentence

FORM = "input_workbooks/区教育局/措施01-01.xlsx"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a shell's redirections")


def shell(line: str, **variables: str) -> int:
    """Run a shell line in which ``zhenggai`` is the installed command; return its own status."""
    command = f"{sys.executable} -W error -m compiler"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    script = f'zhenggai() {{ {command} "$@"; echo $? >&9; }}; {{ {line} ; }} 9>&1'
    done = subprocess.run(
        ["bash", "-c", f"exec 8>&1; status=$({script}); echo $status >&8"],
        env=environment,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert b"Traceback" not in done.stderr
    return int(done.stdout.split()[-1])


LISTENERS = {
    "a file": ">out.txt",
    "nobody": "| true",
    "who has gone after a line": "| head -1 >head.txt",
    "a full disk": ">/dev/full 2>/dev/full",
    "closed": ">&-",
    "closed for errors": ">out.txt 2>&-",
    "all closed": "<&- >&- 2>&-",
}


@POSIX
@pytest.mark.parametrize("listener", LISTENERS.values(), ids=LISTENERS)
@pytest.mark.parametrize("sound", [True, False])
def test_the_verdict_does_not_depend_on_who_listens(root: Path, listener: str, sound: bool) -> None:
    """The same status, and the same files, whatever becomes of the words."""
    if not sound:
        (root / FORM).unlink()
    scratch = root.parent
    assert shell(f"cd {scratch}; zhenggai compile {root} {listener}") == (0 if sound else 1)
    assert (root / "output/通报.docx").exists() is sound
    assert (root / "output/核对报告.xlsx").exists()


@POSIX
@pytest.mark.parametrize("words", ["--help", "rules", "explain T001", "check missing"])
def test_every_command_outlives_its_listener(words: str, tmp_path: Path) -> None:
    expected = 2 if words == "check missing" else 0
    for listener in "| true", ">/dev/full", ">&-":
        assert shell(f"cd {tmp_path}; zhenggai {words} {listener}") == expected, listener


@POSIX
@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_a_locale_without_chinese(root: Path, locale: str) -> None:
    """Files of a project have Chinese names wherever it runs."""
    plain = {"PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    assert shell(f"zhenggai check {root} >/dev/null", LC_ALL=locale, **plain) == 0


@POSIX
def test_a_pipe_that_does_not_wait(root: Path) -> None:
    """A reader that is slow, on a pipe that is set not to wait, gets everything."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    process = subprocess.Popen(
        [sys.executable, "-m", "compiler", "explain", "T001"],
        stdout=writing,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        assert "T001" in stream.read().decode()
    assert process.wait(timeout=60) == 0


@POSIX
def test_interrupted(root: Path) -> None:
    """Ctrl-C once the program is there is one sentence, and the status that shells expect."""
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, "compile", str(root)],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told.decode()) == (130, "已中止，没有写完的文件不会留下。\n")
    assert not list(root.rglob(".zhenggai-*"))


INTERRUPTED = """
import time
from compiler.storage import files
def slow(paths):
    print(flush=True)
    time.sleep(60)
files.settle = slow
from compiler.cli.main import run
run()
"""
"""A program that is interrupted in the midst of writing."""

READ = Path("input_workbooks/区教育局/措施01-01.xlsx")


def busy(error: Exception, path: Path) -> Exception:
    """Return the error as it comes up while ``path`` is worked on."""
    try:
        if path.name:
            raise error
    except Exception as caught:
        return caught
    raise AssertionError


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "内存不够用"),
        (RecursionError(), "套得太深"),
        (PermissionError(errno.EACCES, "denied"), "没有权限"),
        (OSError(errno.ENOSPC, "no space"), "磁盘满了"),
        (KeyError("x"), "交给维护人员：KeyError，"),
    ],
)
def test_what_nobody_foresaw_names_the_file(error: Exception, said: str) -> None:
    told = sentence(busy(error, READ))
    assert READ.name in told
    assert said in told
    assert "请" in told


def test_the_file_that_the_system_names_comes_first() -> None:
    told = sentence(busy(FileNotFoundError(errno.ENOENT, "gone", "a/总台账.xlsx"), READ))
    assert told.startswith("处理 总台账.xlsx 时")


def test_the_last_net(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """A fault of the program's own is a sentence with its place, and status 2."""

    def fail() -> int:
        return len(1)  # type: ignore[arg-type]

    monkeypatch.setattr(command_line, "main", fail)
    monkeypatch.setattr(sys, "stdout", sys.__stdout__)
    monkeypatch.setattr(sys, "stderr", sys.__stderr__)
    with pytest.raises(SystemExit) as left:
        command_line.run()
    sys.stderr.flush()
    told = capfd.readouterr().err
    assert left.value.code == 2
    assert "程序自己出了错" in told
    assert "TypeError，compiler/cli/main.py 第" in told
    assert "Traceback" not in told
