"""Every foreign workbook: what is found in it, and whether the notice stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.outcomes import outcome
from support.packages import packed, unpacked

from compiler.commands.compiling import NOTICE_TEXT, OUTPUT_FOLDER, compile_project
from foreign import excel, others, spelling
from foreign.cases import where

pytestmark = pytest.mark.usefixtures("read_once")

CASES = {f"Excel: {case.name}": case for case in excel.CASES}
CASES |= {case.name: case for case in (*others.CASES, *spelling.CASES)}


@pytest.fixture(scope="module")
def expected(small_template: Path) -> str:
    """The notice of the project that nobody has changed."""
    unchanged = outcome(small_template)
    assert unchanged.found == []
    return unchanged.notice


@pytest.mark.parametrize("name", CASES)
def test_a_foreign_workbook(root: Path, expected: str, name: str) -> None:
    case = CASES[name]
    parts = unpacked((root / case.file).read_bytes())
    before = packed(parts)
    case.change(parts)
    changed = case.pack(parts)
    assert changed != before
    (root / case.file).write_bytes(changed)
    read = outcome(root)
    assert read.found == sorted((code, where(place)) for code, place in case.found)
    assert case.prints in read.notice
    assert not case.lacks or case.lacks not in read.notice
    assert (read.notice == expected) is not bool(case.prints or case.lacks)


@pytest.mark.parametrize(
    "name",
    [
        "Excel: Strict with its dates",
        "SDK: the prefix x, absolute targets, no shared texts",
        "Dynamics: nothing has a place",
        "XML: UTF-16",
    ],
)
def test_the_whole_road_of_a_foreign_workbook(root: Path, expected: str, name: str) -> None:
    """It is published, and what is published says the same."""
    case = CASES[name]
    parts = unpacked((root / case.file).read_bytes())
    case.change(parts)
    (root / case.file).write_bytes(case.pack(parts))
    assert compile_project(root).publishable
    assert (root / OUTPUT_FOLDER / NOTICE_TEXT).read_text(encoding="utf-8") == expected
