"""What lies in input_workbooks besides readable files: told, never waited for, and never taken for a
form that has not come.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from support.projects import diagnose, findings

from compiler.excel.reading import folder

FORMS = "input_workbooks"
UNIT = "区教育局"


def codes(root: Path) -> list[tuple[str, str]]:
    return [(one.code, one.spans[0].file) for one in diagnose(root)]


def test_a_folder_that_cannot_be_entered(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That its forms have not come is not said: nobody knows."""
    scan = os.scandir

    def refuse(path: Path) -> Iterable[os.DirEntry[str]]:
        if Path(path).name == UNIT:
            raise PermissionError(13, "拒绝访问", str(path))
        return scan(path)

    monkeypatch.setattr(folder.os, "scandir", refuse)
    assert codes(root) == [("S017", f"{FORMS}/{UNIT}")]


def test_links_to_folders_are_told_and_links_to_files_are_read(root: Path) -> None:
    before = findings(root)
    elsewhere = root / "别处"
    elsewhere.mkdir()
    form = root / FORMS / UNIT / "措施01-01.xlsx"
    form.rename(elsewhere / form.name)
    form.symlink_to(elsewhere / form.name)
    assert findings(root) == before
    (root / FORMS / "快捷方式").symlink_to(elsewhere, target_is_directory=True)
    assert codes(root) == [("S027", f"{FORMS}/快捷方式")]


@pytest.mark.parametrize("target", ["圈", ".", "..", "../input_workbooks", "没有了"])
def test_a_link_in_a_circle_or_to_nothing(root: Path, target: str) -> None:
    (root / FORMS / "圈").symlink_to(target)
    ((code, file),) = codes(root)
    assert code in ("S017", "S027")
    assert file == f"{FORMS}/圈"


def test_a_folder_under_the_name_of_a_workbook(root: Path) -> None:
    """It is a folder like any other."""
    form = root / FORMS / UNIT / "措施01-01.xlsx"
    inside = root / FORMS / "措施.xlsx"
    inside.mkdir()
    form.rename(inside / form.name)
    assert codes(root) == []


def test_folders_without_end(root: Path) -> None:
    deep = root / FORMS
    for _ in range(folder.DEPTH + 2):
        deep = deep / "内"
        deep.mkdir()
    ((code, file),) = codes(root)
    assert code == "S028"
    assert file.count("内") == folder.DEPTH + 1


def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / FORMS / "措施09-09.xlsx")
    assert codes(root) == [("S028", f"{FORMS}/措施09-09.xlsx")]
