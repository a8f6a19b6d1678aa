"""Workbooks read from memory: the same as read anew, whatever was edited and whatever lies there."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs
import pytest
from support.projects import small
from support.warm_walk import walk

from compiler.cli.main import main
from compiler.commands.checking import analyse
from compiler.excel.reading.workbook import read_workbook
from compiler.schema.books import STANDARD
from compiler.storage import remembered
from compiler.storage.remembered import Remembered, forget, memory_in

FORM = "input_workbooks/区财政局/措施01-02.xlsx"


@pytest.fixture
def memory(tmp_path: Path) -> Remembered:
    """An empty memory."""
    made = memory_in(tmp_path / "记忆")
    assert made is not None
    return made


def _entries(memory: Remembered) -> list[Path]:
    return sorted(path for path in memory.folder.glob("??/*"))


def test_what_was_read_before_is_not_read_again(
    root: Path, memory: Remembered, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = memory.read(root / FORM, FORM, STANDARD)
    assert first == read_workbook(root / FORM, FORM, STANDARD)
    monkeypatch.setattr(remembered, "read_workbook", None)
    assert memory.read(root / FORM, FORM, STANDARD) == first


def test_another_name_other_bytes_another_schema_or_program_is_read_anew(
    root: Path, memory: Remembered, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.read(root / FORM, FORM, STANDARD)
    memory.read(root / FORM, "别的.xlsx", STANDARD)
    assert len(_entries(memory)) == 2
    (root / FORM).write_bytes((root / FORM).read_bytes() + b"\0")
    memory.read(root / FORM, FORM, STANDARD)
    assert len(_entries(memory)) == 3
    memory.read(root / FORM, FORM, attrs.evolve(STANDARD))
    assert len(_entries(memory)) == 3  # equal is the same
    monkeypatch.setattr(remembered, "VERSION", "99")
    memory.read(root / FORM, FORM, STANDARD)
    assert len(_entries(memory)) == 4


def test_findings_come_back_as_they_were(tmp_path: Path, memory: Remembered) -> None:
    faulty = small()
    form = faulty.form("措施01-02")
    form.fields["完成日期"] = "31/2"
    path = faulty.write(tmp_path / "项目") / FORM
    path.write_bytes(path.read_bytes()[:-200])
    cold = memory.read(path, FORM, STANDARD)
    warm = memory.read(path, FORM, STANDARD)
    assert [one.message for one in warm[1]] == [one.message for one in cold[1]] != []


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:100],
        lambda content: content[:-1],
        lambda content: content[:50] + bytes([content[50] ^ 1]) + content[51:],
        lambda content: b"\x80\x05N." + content,
    ],
)
def test_a_damaged_entry_is_none(root: Path, memory: Remembered, damage: object) -> None:
    right = memory.read(root / FORM, FORM, STANDARD)
    (entry,) = _entries(memory)
    entry.write_bytes(damage(entry.read_bytes()))  # type: ignore[operator]
    assert memory.read(root / FORM, FORM, STANDARD) == right
    assert memory.read(root / FORM, FORM, STANDARD) == right


def test_a_whole_entry_under_the_name_of_another_is_none(root: Path, memory: Remembered) -> None:
    other = "input_workbooks/区教育局/措施01-01.xlsx"
    right = memory.read(root / FORM, FORM, STANDARD)
    memory.read(root / other, other, STANDARD)
    one, two = _entries(memory)
    content = one.read_bytes(), two.read_bytes()
    one.write_bytes(content[1])
    two.write_bytes(content[0])
    assert memory.read(root / FORM, FORM, STANDARD) == right


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's folders to the user")
def test_a_folder_that_others_may_write_to_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "共用").mkdir()
    (tmp_path / "共用").chmod(0o777)
    assert memory_in(tmp_path / "共用") is None
    made = memory_in(tmp_path / "自己的")
    assert made is not None
    assert made.folder.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_none(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("")
    assert memory_in(tmp_path / "文件" / "里面") is None


def test_the_longest_unused_goes_first(memory: Remembered) -> None:
    for number in range(5):
        path = memory.folder / "aa" / str(number)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(bytes(100))
        os.utime(path, ns=(number, number))
    assert forget(memory.folder, 250) == (3, 300)
    assert [path.name for path in _entries(memory)] == ["3", "4"]


def test_two_commands_at_once_read_the_same(root: Path, memory: Remembered) -> None:
    right = [one.message for one in analyse(root).diagnostics]
    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(analyse, root, read=memory.read) for _ in range(8)]
    assert all([one.message for one in run.result().diagnostics] == right for run in runs)


# Warm equals cold


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_warm_equals_cold_byte_for_byte(tmp_path: Path, seed: int) -> None:
    """A short one of the walks of tests/benchmarks/warm.py."""
    _, faults, _ = walk(tmp_path, steps=8, seed=seed, every=0)
    assert faults == 0


# The commands


def test_commands_remember_unless_they_are_told_not_to_and_clean_forgets(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "缓存"))
    monkeypatch.setattr("compiler.cli.memory.cache_folder", lambda: tmp_path / "缓存")
    assert main(["check", str(root)]) == 0
    assert not (tmp_path / "缓存").exists()  # as the variable says
    monkeypatch.delenv("ZHENGGAI_NO_CACHE")
    assert main(["check", str(root), "--no-cache"]) == 0
    assert not (tmp_path / "缓存").exists()
    assert main(["check", str(root)]) == 0
    assert len([*(tmp_path / "缓存").glob("??/*")]) == 5
    assert main(["clean"]) == 0
    assert "删掉 5 个文件" in capsys.readouterr().out
    assert not [*(tmp_path / "缓存").glob("??/*")]


def test_what_is_kept_beside_the_program_makes_no_other_program_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "compiler/storage/remembered.py"
    (module.parent / "__pycache__").mkdir(parents=True)
    module.write_text("")
    monkeypatch.setattr(remembered, "__file__", str(module))
    first = remembered._program.__wrapped__()
    (module.parent / "__pycache__/remembered.cpython-311.pyc").write_bytes(b"1")
    (module.parent / "__pycache__/kept.cpython-311.patterns").write_bytes(b"1")
    assert remembered._program.__wrapped__() == first
    (module.parent / "other.py").write_text("")
    assert remembered._program.__wrapped__() != first


def test_a_record_from_memory_shares_the_schema_it_was_read_against(
    root: Path, memory: Remembered
) -> None:
    memory.read(root / FORM, FORM, STANDARD)
    record, _ = memory.read(root / FORM, FORM, STANDARD)
    assert record is not None
    assert record.schema is STANDARD.form
