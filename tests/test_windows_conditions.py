"""What differs on Windows, with its conditions simulated: separators, drives, case, long paths, files
in use. Reserved names are in test_names, code pages in test_cli, locks in test_locking.
"""

from __future__ import annotations

import errno
import ntpath
import os
import shutil
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest
from support.clerk import Clerk
from support.killing import tree
from support.projects import listed

from compiler.commands.compiling import compile_project
from compiler.diagnostics import reason_of, remedy_of
from compiler.outputs import check_report_rows
from compiler.storage import written
from compiler.storage.files import SCANNED

pytestmark = pytest.mark.usefixtures("read_once")

FORM, WORD = "input_workbooks/区教育局/措施01-01.xlsx", "通报.docx"


@pytest.mark.parametrize(
    ("home", "path", "name"),
    [
        ("C:\\项目", "C:\\项目\\output\\通报.docx", "output/通报.docx"),
        ("C:\\项目", "c:\\项目\\OUTPUT\\通报.docx", "OUTPUT/通报.docx"),
        ("C:/项目/", "C:\\项目\\output/快照\\甲.json", "output/快照/甲.json"),
        ("C:\\项目", "D:\\别处\\通报.docx", "D:/别处/通报.docx"),
        ("\\\\服务器\\整改\\项目", "\\\\服务器\\整改\\项目\\output\\甲", "output/甲"),
    ],
)
def test_names_in_records_are_the_same_everywhere(
    home: str, path: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A project that moves between systems keeps what is known of its files."""
    monkeypatch.setattr(written, "os", SimpleNamespace(path=ntpath))
    monkeypatch.setattr(written, "Path", PureWindowsPath)
    assert written.name_in(PureWindowsPath(home), PureWindowsPath(path)) == name  # type: ignore[arg-type]


def test_links_between_folders_and_drives(monkeypatch: pytest.MonkeyPatch) -> None:
    """A link in a workbook goes by slashes, and in full where there is no way between drives."""

    class Resolved(PureWindowsPath):
        def resolve(self) -> Resolved:
            return self

    monkeypatch.setattr(check_report_rows, "os", SimpleNamespace(path=ntpath, sep="\\"))
    between = check_report_rows.path_between
    inside = between(Resolved("C:\\项目\\output"), Resolved("C:\\项目"))  # type: ignore[arg-type]
    apart = between(Resolved("D:\\导出"), Resolved("C:\\项目"))  # type: ignore[arg-type]
    assert "\\" not in inside + apart
    assert inside.startswith("..")
    assert "C:/项目" in apart


def in_use(
    name: str, number: int, monkeypatch: pytest.MonkeyPatch, times: int = 10**6
) -> list[int]:
    """Let Windows refuse to replace files of a name, so many times; return the count of refusals."""
    replace, count = os.replace, [0]

    def refuse(source: Path, target: Path) -> None:
        if name == Path(target).name and count[0] < times:
            count[0] += 1
            error = PermissionError(errno.EACCES, "另一个程序正在使用此文件", str(target))
            error.winerror = number  # type: ignore[attr-defined]
            raise error
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    return count


def change(root: Path) -> None:
    """Let the next compile write something new."""
    clerk = Clerk.at(root / FORM)
    clerk.put("主题句", "补齐短板")
    clerk.save()


@pytest.mark.parametrize("number", [5, 32])
def test_a_file_that_is_being_scanned(
    compiled: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A virus scanner lets go after a moment, and nobody hears of it."""
    change(compiled)
    count = in_use(WORD, number, monkeypatch, times=len(SCANNED))
    assert compile_project(compiled).publishable
    assert count == [len(SCANNED)]


def test_a_file_that_word_has_open(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Word does not: nothing has changed, and the next compile does it all."""
    before = tree(compiled)
    change(compiled)
    with monkeypatch.context() as patch:
        in_use(WORD, 32, patch)
        result = compile_project(compiled)
    (found,) = result.diagnostics
    assert listed([found]) == [("R001", WORD)]
    assert "别的程序正开着它。请关闭正在打开它的 Word 或 WPS" in found.message
    after = tree(compiled)
    assert {file for file in after if after[file] != before.get(file)} == {FORM}
    assert compile_project(compiled).publishable


def test_a_folder_that_cannot_be_cleared_yet(
    compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a scanner keeps us from deleting is deleted at the next start."""
    change(compiled)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", lambda *arguments, **options: None)
        assert compile_project(compiled).publishable
    assert list(compiled.rglob(".zhenggai-*"))
    compile_project(compiled)
    assert not list(compiled.rglob(".zhenggai-*"))


@pytest.mark.parametrize(("length", "said"), [(300, "路径太长"), (20, "没有这个文件或文件夹")])
def test_a_path_that_is_too_long(length: int, said: str) -> None:
    """Windows says that there is no such path; it is told from one that is not there."""
    error = FileNotFoundError(errno.ENOENT, "系统找不到指定的路径。", "C:\\" + "长" * length)
    error.winerror = 3  # type: ignore[attr-defined]
    assert said in reason_of(error)
    assert "请" in remedy_of(error)


def test_two_files_that_differ_in_case(root: Path) -> None:
    """A workbook that came back as 措施01-01.XLSX is read, on a disk that knows case as on one that
    does not.
    """
    (root / FORM).rename((root / FORM).with_suffix(".XLSX"))
    assert compile_project(root).publishable
