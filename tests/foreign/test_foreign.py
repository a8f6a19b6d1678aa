"""Every foreign workbook: what is found in it, and whether the notice stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.packages import packed, unpacked
from support.projects import ROAD, listed

from compiler.commands.checking import analyse
from compiler.commands.compiling import check_document
from compiler.outputs.text import write_text
from foreign import excel, others, spelling
from foreign.cases import where

pytestmark = pytest.mark.usefixtures("read_once")

CASES = {f"Excel: {case.name}": case for case in excel.CASES}
CASES |= {case.name: case for case in (*others.CASES, *spelling.CASES)}


def read(root: Path) -> tuple[list[tuple[str, str]], str]:
    """Return what is found in a project, by code and place, and its notice."""
    checked = check_document(analyse(root))
    found = listed(one for one in checked.diagnostics if ROAD.fullmatch(one.code))
    return found, write_text(checked.document).decode() if checked.document is not None else ""


@pytest.fixture(scope="module")
def expected(small_template: Path) -> str:
    """The notice of the project that nobody has changed."""
    found, notice = read(small_template)
    assert found == []
    return notice


@pytest.mark.parametrize("name", CASES)
def test_a_foreign_workbook(root: Path, expected: str, name: str) -> None:
    case = CASES[name]
    parts = unpacked((root / case.file).read_bytes())
    before = packed(parts)
    case.change(parts)
    changed = case.pack(parts)
    assert changed != before
    (root / case.file).write_bytes(changed)
    found, notice = read(root)
    assert found == sorted((code, where(place)) for code, place in case.found)
    assert case.prints in notice
    assert not case.lacks or case.lacks not in notice
    assert (notice == expected) is not bool(case.prints or case.lacks)
