"""Hostile things on the disk beside the forms: names, links, pipes, files that nobody may read or
that change meanwhile.
"""

from __future__ import annotations

import io
import os
import shutil
import socket
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from foreign.cases import FORM, REGISTER, where
from support.clerk import Clerk
from support.outcomes import outcome

from compiler.commands.compiling import NOTICE_TEXT, OUTPUT_FOLDER, compile_project
from compiler.excel.reading.project import read_project

FOLDER = "input_workbooks/区教育局"
MEASURE_WITHOUT_FORM = ("L001", "A4")
NOT_READ = {"S016", "S017", "S027", "S028"}
"""What may be said of something that is no file to be read."""


@pytest.fixture(scope="module")
def expected(small_template: Path) -> str:
    """The notice of the project that nobody has changed."""
    return outcome(small_template).notice


# Names

NAMES = {
    "decomposed": unicodedata.normalize("NFD", "Ångström é 가.xlsx"),
    "blanks": " 措施 01-01 .xlsx",
    "a dash first": "-rf.xlsx",
    "a variable": "$HOME`id`;$(id).xlsx",
    "a percent": "%00%2e%2e%2f.xlsx",
    "a line end": "第一行\n第二行.xlsx",
    "a bell": "响\x07.xlsx",
    "a colour": "\x1b[31m红.xlsx",
    "right to left": "\u202exslx.表",
    "right to left with its ending": "\u202e表.xlsx",
    "nothing to be seen": "\u200b\u200c.xlsx",
    "a picture": "👨‍👩‍👧.xlsx",
    "beyond the plane": "𠮷.xlsx",
    "a device": "CON.xlsx",
    "a device with an ending": "NUL.txt.xlsx",
    "a dot last": "表..xlsx",
    "quotes": "\"'<>|?*.xlsx",
    "a formula": "=1+1.xlsx",
    "a backslash": "区教育局\\措施.xlsx",
    "capitals": "措施.XLSX",
    "the longest": "长" * 83 + "x.xlsx",
    "Markdown": "[表](javascript:a).xlsx",
    "an outline's mark": "{进展情况}.xlsx",
}
"""Names that files arrive under."""


@pytest.mark.parametrize("name", NAMES)
def test_a_form_of_any_name(root: Path, expected: str, name: str) -> None:
    """It is read, or said that it was not; what is written is the same notice."""
    (root / FORM).rename(root / FOLDER / NAMES[name])
    compiled = compile_project(root)
    if NAMES[name].lower().endswith(".xlsx"):
        assert compiled.publishable
        assert (root / OUTPUT_FOLDER / NOTICE_TEXT).read_text("utf-8") == expected
    else:
        assert outcome(root).found == sorted([("S016", NAMES[name]), MEASURE_WITHOUT_FORM])


def test_a_name_of_bytes(root: Path) -> None:
    """Bytes that are no text in any encoding."""
    os.rename(os.fsencode(root / FORM), os.fsencode(root / FOLDER) + b"/\xff\xfe\x81.xlsx")
    assert {code for code, _ in outcome(root).found} == {"S017", "L001"}


def test_a_very_long_path(root: Path, expected: str) -> None:
    """As deep as the system allows."""
    folder = root / FOLDER
    while len(os.fsencode(folder)) < 3_700:
        folder = folder / ("深" * 60)
    folder.mkdir(parents=True)
    (root / FORM).rename(folder / "措施01-01.xlsx")
    read = outcome(root)
    assert read.found == []
    assert read.notice == expected


def test_thousands_of_files(root: Path, expected: str) -> None:
    """Each is mentioned; the forms are read."""
    folder = root / "input_workbooks/佐证"
    folder.mkdir()
    for number in range(2_000):
        (folder / f"{number}.jpg").touch()
    read = outcome(root)
    assert {code for code, _ in read.found} == {"S016"}
    assert len(read.found) == 2_000
    assert read.notice == expected


def test_thousands_of_folders(root: Path, expected: str) -> None:
    for number in range(2_000):
        (root / f"input_workbooks/空/{number % 40}/{number}").mkdir(parents=True)
    read = outcome(root)
    assert (read.found, read.notice) == ([], expected)


# Things that are no files


def fifo(path: Path) -> None:
    """Lay a pipe into which nobody writes."""
    os.mkfifo(path)


def listening(path: Path) -> None:
    """Lay a socket."""
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def directory(path: Path) -> None:
    """Lay a folder."""
    path.mkdir()


def dangling(path: Path) -> None:
    """Lay a link to nothing."""
    path.symlink_to("没有.xlsx")


def circle(path: Path) -> None:
    """Lay a link to itself."""
    path.symlink_to(path.name)


def device(path: Path) -> None:
    """Lay a link to what never ends."""
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("lay", [fifo, listening, directory, dangling, circle, device])
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes")
def test_what_is_called_a_workbook_and_is_no_file(
    root: Path, expected: str, lay: Callable[[Path], None]
) -> None:
    """Nobody waits for it, and the forms are read; at most it is mentioned."""
    lay(root / FOLDER / "另一份.xlsx")
    read = outcome(root)
    assert {code for code, _ in read.found} <= NOT_READ
    assert read.notice == expected


@pytest.mark.parametrize("lay", [fifo, directory, dangling, circle])
def test_no_file_in_the_place_of_a_form(root: Path, lay: Callable[[Path], None]) -> None:
    """Then its measure has no form, or it is said why."""
    (root / FORM).unlink()
    lay(root / FORM)
    read = outcome(root)
    assert read.found
    assert {code for code, _ in read.found} <= {"L001", *NOT_READ}
    assert "优先安排经费" in read.notice


def test_a_pipe_in_the_place_of_the_register(root: Path) -> None:
    (root / REGISTER).unlink()
    os.mkfifo(root / REGISTER)
    read = outcome(root)
    assert read.found
    assert {code for code, _ in read.found} <= {"S002", *NOT_READ}


# Links


def test_a_link_to_a_form_elsewhere(root: Path, expected: str, tmp_path: Path) -> None:
    """A share that is linked in is read like a folder of the project's own."""
    shutil.move(root / FORM, tmp_path / "别处.xlsx")
    (root / FORM).symlink_to(tmp_path / "别处.xlsx")
    read = outcome(root)
    assert (read.found, read.notice) == ([], expected)


def test_folders_in_a_circle(root: Path, expected: str) -> None:
    """A link to the folder above is not walked round."""
    (root / FOLDER / "上级").symlink_to(root / "input_workbooks", target_is_directory=True)
    (root / FOLDER / "自己").symlink_to(root / FOLDER, target_is_directory=True)
    (root / FOLDER / "根").symlink_to("/", target_is_directory=True)
    read = outcome(root)
    assert {code for code, _ in read.found} <= NOT_READ
    assert read.notice == expected


def test_two_links_to_one_form(root: Path, expected: str) -> None:
    """It is the same form twice: L004, and nothing else."""
    (root / FOLDER / "副本.xlsx").symlink_to(root / FORM)
    os.link(root / FORM, root / FOLDER / "又一份.xlsx")
    read = outcome(root)
    assert {code for code, _ in read.found} == {"L004"}
    assert read.notice == expected


# Reading that fails, and files that change


def failing(monkeypatch: pytest.MonkeyPatch, name: str, error: OSError) -> None:
    """Let the opening of a file fail."""
    opening = os.open

    def refuse(path: Any, *arguments: int, **options: int) -> int:
        if Path(path).name == name:
            raise error
        return opening(path, *arguments, **options)

    monkeypatch.setattr(os, "open", refuse)


@pytest.mark.parametrize(
    "error",
    [
        PermissionError(13, "Permission denied"),
        OSError(5, "Input/output error"),
        OSError(116, "Stale file handle"),
        FileNotFoundError(2, "No such file or directory"),
    ],
    ids=lambda error: str(error.errno),
)
@pytest.mark.parametrize("file", [FORM, REGISTER], ids=["form", "register"])
def test_a_file_that_cannot_be_opened(
    root: Path, monkeypatch: pytest.MonkeyPatch, file: str, error: OSError
) -> None:
    """S017 with the cause in Chinese, and no consequence of it."""
    failing(monkeypatch, Path(file).name, error)
    read = outcome(root)
    assert read.found == [("S017", Path(file).name)]
    (found,) = [one for one in read.diagnostics if one.code == "S017"]
    assert error.strerror not in found.message


def test_a_file_whose_reading_breaks_off(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The medium is pulled out in the middle."""
    wrapping = os.fdopen

    class Broken(io.BytesIO):
        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

        def fileno(self) -> int:
            return self.number

        def read(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

        def close(self) -> None:
            os.close(self.number)

    size = (root / FORM).stat().st_size

    def broken(number: int, *arguments: Any, **options: Any) -> Any:
        if os.fstat(number).st_size == size:
            return Broken(number)
        return wrapping(number, *arguments, **options)

    monkeypatch.setattr(os, "fdopen", broken)
    assert ("S017", "措施01-01.xlsx") in outcome(root).found


def test_a_file_that_changes_while_it_is_read(
    root: Path, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is opened once: what is printed is what the record's digest is of."""
    first = (root / FORM).read_bytes()
    clerk = Clerk.at(root / FORM)
    clerk.put("主题句", "换了一句话")
    second = clerk.save(root / "后来.xlsx").read_bytes()
    (root / "后来.xlsx").unlink()
    opening = os.open

    def change(path: Any, *arguments: int, **options: int) -> int:
        number = opening(path, *arguments, **options)
        if Path(path).name == "措施01-01.xlsx":
            (root / "新").write_bytes(second)
            os.replace(root / "新", root / FORM)
        return number

    monkeypatch.setattr(os, "open", change)
    source, found = read_project(root)
    (form,) = [form for form in source.forms if form.file == FORM]
    assert found == []
    assert form.fields["theme"].text == "补齐学位短板"
    assert (root / FORM).read_bytes() == second != first


@pytest.mark.parametrize("size", [0, 1, 1_000])
def test_a_file_that_is_cut_while_it_is_read(
    root: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """Somebody saves over it: what is left of it is no workbook."""
    opening = os.open

    def cut(path: Any, *arguments: int, **options: int) -> int:
        number = opening(path, *arguments, **options)
        if Path(path).name == "措施01-01.xlsx":
            os.truncate(path, size)
        return number

    monkeypatch.setattr(os, "open", cut)
    (one,) = outcome(root).found
    assert one in (
        ("S010", "措施01-01.xlsx"),
        ("S011", "措施01-01.xlsx"),
        ("S018", "措施01-01.xlsx"),
    )


# Spellings of a day

SPELLINGS = {
    "2024-11-29": [],
    "2024/11/29": [],
    "2024.11.29": [],
    "2024年11月29日": [],
    "2024 年 11 月 29 日": [],
    "２０２４－１１－２９": [],
    "20241129": [],
    "2024-11-29 00:00:00": ["V012"],
    "2024—11—29": ["V012"],
    "2024-11-9": [],
    "24-11-29": ["V012"],
    "11/29/2024": ["V012"],
    "29.11.2024": ["V012"],
    "二〇二四年十一月二十九日": ["V012"],
    "2024年11月": ["V012"],
    "2024年11月31日": ["V012"],
    "11月29日": ["V012"],
    "去年年底": ["V012"],
    "2024-11-29至2024-12-01": ["V012"],
    "29-Nov-2024": ["V012"],
}
"""Ways in which a day is typed as text, and what is said of each."""


@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_day_in_any_spelling(root: Path, expected: str, typed: str) -> None:
    """It is that day, or it is said that it is none; never another day."""
    clerk = Clerk.at(root / FORM)
    clerk.put("完成日期", typed)
    clerk.save()
    read = outcome(root)
    assert read.found == [(code, where("完成日期")) for code in SPELLINGS[typed]]
    assert read.notice == expected
