"""Two writers exclude each other, and a lock that nobody lifts says whose it is and how to go on."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from support.killing import tree
from support.projects import ROOT

from compiler.cli.main import main
from compiler.diagnostics import reason_of, remedy_of
from compiler.storage import files, locking
from compiler.storage.journal import resume
from compiler.storage.locking import HELD_SUFFIX, HeldError, locked
from compiler.storage.publish import publish

LOCK = ".zhenggai/lock"


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up at once."""
    monkeypatch.setattr(locking, "TRIES", 2)


@pytest.fixture
def lockless(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Be on a network folder that cannot be locked; return this computer's temporary folder."""
    own, take = tmp_path / "本机", locking._take
    own.mkdir()

    def refuse(handle: int) -> None:
        if Path(os.readlink(f"/proc/self/fd/{handle}")).parent != own:
            raise OSError(errno.ENOLCK, "No locks available")
        take(handle)

    monkeypatch.setattr(locking, "_take", refuse)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(own))
    return own


def other(path: Path) -> subprocess.Popen[bytes]:
    """Return another process that holds a lock until its input ends."""
    program = (
        "import sys; from pathlib import Path; from compiler.storage.locking import locked\n"
        "with locked(Path(sys.argv[1])): print(flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_who_holds_a_lock_is_told(hasty: None, tmp_path: Path) -> None:
    """Computer, process, and the file to delete; nothing is left when it is let go."""
    path = tmp_path / "lock"
    process = other(path)
    with pytest.raises(HeldError) as caught, locked(path):
        pass
    process.communicate()
    assert f"电脑“{socket.gethostname()}”上的 zhenggai（进程 {process.pid}，" in reason_of(
        caught.value
    )
    assert f"删掉 {path} 再运行" in remedy_of(caught.value)
    with locked(path):
        pass
    assert path.read_bytes() == b""


def test_a_process_that_dies_lets_go(tmp_path: Path) -> None:
    """What it wrote down about itself is in nobody's way."""
    path = tmp_path / "lock"
    process = other(path)
    process.kill()
    process.communicate()
    assert path.read_bytes()
    with locked(path):
        assert f"\n{os.getpid()}\n".encode() in path.read_bytes()


def test_every_command_says_who_is_in_the_way(
    hasty: None, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A busy folder is neither a file open in Word nor a command that was interrupted."""
    (root / ".zhenggai").mkdir()
    process = other(root / LOCK)
    assert main(["compile", str(root)]) == 1
    (root / "input_workbooks/.zhenggai-x").write_bytes(b"stray")
    assert main(["check", str(root)]) == 2
    process.communicate()
    told = capsys.readouterr().out
    assert told.count(f"（进程 {process.pid}，") == 2
    assert "请关闭正在打开它的 Word" not in told
    assert "现在还不能运行：电脑“" in told
    assert main(["compile", str(root)]) == 0


LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="looks at open files as Linux lists them"
)


@LINUX
def test_one_writer_at_a_time(lockless: Path, tmp_path: Path) -> None:
    home, count, most = tmp_path / "网络", [0], [0]
    (home / ".zhenggai").mkdir(parents=True)

    def work() -> None:
        with locked(home / LOCK):
            count[0] += 1
            most[0] = max(most[0], count[0])
            threading.Event().wait(0.02)
            count[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]
    assert tree(home) == {}


@LINUX
def test_a_lock_of_another_computer(lockless: Path, hasty: None, tmp_path: Path) -> None:
    """It says whose it is, and which file to delete; then it goes on."""
    held = tmp_path / f"lock{HELD_SUFFIX}"
    held.write_text("办公室二号机\n4711\n2025-01-13 10:30\n", encoding="utf-8")
    with pytest.raises(HeldError) as caught, locked(tmp_path / "lock"):
        pass
    assert "电脑“办公室二号机”上的 zhenggai（进程 4711，2025-01-13 10:30 开始）" in reason_of(
        caught.value
    )
    assert f"删掉 {held} 再运行" in remedy_of(caught.value)
    held.unlink()
    with locked(tmp_path / "lock"):
        assert held.exists()
    assert not held.exists()


@LINUX
def test_a_lock_of_this_computer_was_left_by_the_dead(
    lockless: Path, hasty: None, tmp_path: Path
) -> None:
    """Were it alive, it would hold this computer's own lock as well."""
    held = tmp_path / f"lock{HELD_SUFFIX}"
    held.write_text(f"{socket.gethostname()}\n4711\n2025-01-13 10:30\n", encoding="utf-8")
    with locked(tmp_path / "lock"):
        assert f"\n{os.getpid()}\n".encode() in held.read_bytes()


@LINUX
def test_a_lock_that_says_nothing(lockless: Path, hasty: None, tmp_path: Path) -> None:
    (tmp_path / f"lock{HELD_SUFFIX}").write_bytes(b"")
    with pytest.raises(HeldError) as caught, locked(tmp_path / "lock"):
        pass
    assert reason_of(caught.value) == "另一个命令正在改这里的文件"


def test_folders_that_were_made_go_when_a_set_is_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A project that could not be begun is begun by the next try, without anything in its way."""
    root, replace, left = tmp_path / "新", files.replace, [4]

    def refuse(source: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(files, "replace", refuse)
        assert main(["init", str(root)]) == 2
    assert "磁盘满了。请清出磁盘空间" in capsys.readouterr().out
    assert [path.name for path in root.iterdir()] == [".zhenggai"]
    assert main(["init", str(root)]) == 0


def test_folders_of_others_stay_when_a_set_is_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "output/我的"
    mine.mkdir(parents=True)

    def refuse(source: Path, target: Path) -> None:
        if target.name == "乙":
            raise PermissionError(errno.EACCES, "denied")
        os.replace(source, target)

    monkeypatch.setattr(files, "replace", refuse)
    with pytest.raises(PermissionError):
        publish(tmp_path, {mine / "深/甲": b"1", tmp_path / "output/新/乙": b"2"})
    assert [path.name for path in (tmp_path / "output").rglob("*")] == ["我的"]


@pytest.mark.parametrize("journal", ["[" * 5000 + "]" * 5000, "{}", "[]", '{"format": 1, "stages": [], "steps": []}', '{"format": 1, "stages": 3, "steps": [3]}'])  # fmt: skip
def test_a_journal_that_is_none(tmp_path: Path, journal: str) -> None:
    (tmp_path / ".zhenggai").mkdir()
    (tmp_path / ".zhenggai/journal.json").write_text(journal, encoding="utf-8")
    assert resume(tmp_path) is None
    assert tree(tmp_path) == {}


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_strays_in_a_folder_that_is_only_read(
    root: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A project on a disc is checked though nothing can be cleared up there."""
    (root / "input_workbooks/.zhenggai-x").write_bytes(b"stray")

    def refuse(path: Path) -> None:
        raise OSError(number, "read-only", str(path))

    monkeypatch.setattr(files, "make_folder", refuse)
    assert main(["check", str(root)]) == 0
