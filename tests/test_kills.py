"""What the system does to a command that writes: kills, full disks, folders nobody may write to."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from itertools import cycle
from pathlib import Path

import pytest
from support.killing import tree
from support.projects import ROOT
from support.scenes import ARGUMENTS, scene

from compiler.cli.main import main
from compiler.storage import files

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="limits and signals of Unix")


@POSIX
@pytest.mark.parametrize("only", [["recompile", "issue"], ["import", "upgrade"]], ids="-".join)
def test_killed_at_random_moments(only: list[str]) -> None:
    """A few of the kills that tests/benchmarks/kills.py does by the hundred."""
    program = ROOT / "tests/benchmarks/kills.py"
    chosen = [word for name in only for word in ("--only", name)]
    done = subprocess.run(
        [sys.executable, str(program), "--count", "8", "--seed", "3", *chosen],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        timeout=300,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("8 kills, seed 3: the law was broken 0 times\n")


LIMITED = """
import resource, sys
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
from compiler.cli.main import main
sys.exit(main(sys.argv[2:]))
"""
"""A program that cannot write a file larger than so many bytes, as on a disk without room."""


@POSIX
@pytest.mark.parametrize("limit", [0, 15_000])
@pytest.mark.parametrize("name", ["recompile", "issue", "return", "upgrade", "supervise", "adopt"])
def test_no_room(name: str, limit: int, tmp_path: Path) -> None:
    """Nothing changes, the cause is told, and with room the command does all of its work."""
    root = tmp_path / "项目"
    arguments = scene(name, root)
    before = tree(root)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(limit), *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        timeout=120,
    )
    told = done.stdout.decode()
    assert done.returncode in (1, 2)
    assert b"Traceback" not in done.stderr
    assert "放不下。请清出磁盘空间" in told
    assert "Word" not in told.partition("R001")[2].partition("\n")[0]
    if name != "supervise" or not limit:  # two sets, the first of which is small
        assert tree(root) == before
    assert main(arguments) in (0, 1)
    assert tree(root) != before


REFUSED = {
    errno.EACCES: "请关闭正在打开它的 Word 或 WPS",
    errno.EROFS: "磁盘是只读的。请换到能写的文件夹",
    errno.ENOSPC: "磁盘满了。请清出磁盘空间",
    errno.EIO: "磁盘读写出错。请先把要紧的文件复制到别的磁盘",
}


@pytest.mark.parametrize(("name", "number"), [*zip(ARGUMENTS, cycle(REFUSED), strict=False)])
def test_a_refusal_changes_nothing(
    name: str,
    number: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A file cannot be put in place: every command says why, and leaves all as it was."""
    root = tmp_path / "项目"
    arguments = scene(name, root)
    before, replace = tree(root), files.replace
    left = [1 if name == "absorb" else 2]  # it writes a single one

    def refuse(source: Path, target: Path) -> None:
        if target.name not in ("journal.json", "written.json") and ".zhenggai" not in target.parts:
            left[0] -= 1
            if left[0] == 0:
                raise OSError(number, os.strerror(number), str(target))
        replace(source, target)

    capsys.readouterr()
    with monkeypatch.context() as patch:
        patch.setattr(files, "replace", refuse)
        status = main(arguments)
    told = capsys.readouterr().out
    assert left[0] <= 0
    assert status in (1, 2)
    assert REFUSED[number] in told
    after = tree(root)
    if name not in ("upgrade", "supervise"):  # several sets, the first of which was written
        assert after == before
    assert not [file for file in after if "/.zhenggai-" in f"/{file}"]
