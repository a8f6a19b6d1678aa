"""Every hostile workbook: nothing raises, the file is named in Chinese, the others are read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from foreign.cases import FORM, REGISTER, where
from support.outcomes import outcome

from compiler.commands.compiling import CHECK_REPORT, NOTICE_TEXT, OUTPUT_FOLDER, compile_project
from hostile.workbooks import CASES, FLIPS

pytestmark = pytest.mark.usefixtures("read_once")

OTHERS = ("优先安排经费", "组织生活记录全部补齐", "已盘活空置床位120张")
"""Words of the forms beside the hostile one."""
CHINESE = re.compile("[\u4e00-\u9fff]{4}")


@pytest.fixture(scope="module")
def expected(small_template: Path) -> str:
    """The notice of the project that nobody has changed."""
    return outcome(small_template).notice


def outside(folder: Path) -> set[Path]:
    """Return all there is beside the project."""
    return {path for path in folder.rglob("*") if "项目" not in path.parts}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_workbook(root: Path, expected: str, name: str) -> None:
    case = CASES[name]
    before = outside(root.parent)
    (root / FORM).write_bytes(case.content((root / FORM).read_bytes()))
    read = outcome(root)
    assert read.found == sorted((code, where(place)) for code, place in case.found)
    assert (read.notice == expected) is case.same
    assert all(words in read.notice for words in OTHERS)
    assert outside(root.parent) == before
    assert all(CHINESE.search(one.message) for one in read.diagnostics)
    assert {span.file for one in read.diagnostics for span in one.spans} <= {FORM}


@pytest.mark.parametrize("name", FLIPS)
def test_flipped_bits(root: Path, expected: str, name: str) -> None:
    """Whatever is not read as it was is told; damage that the notice does not show may be, too."""
    (root / FORM).write_bytes(FLIPS[name]((root / FORM).read_bytes()))
    read = outcome(root)
    assert {code for code, _ in read.found} <= {"S011", "S015", "S018", "S022", "S029"}
    assert read.found or read.notice == expected
    assert all(words in read.notice for words in OTHERS)


@pytest.mark.parametrize(
    "name", ["archive: names that lead out", "relations: a sheet that draws itself"]
)
def test_what_is_published_is_what_was_read(root: Path, expected: str, name: str) -> None:
    """A hostile file that is read does no harm on the rest of the road."""
    before = outside(root.parent)
    (root / FORM).write_bytes(CASES[name].content((root / FORM).read_bytes()))
    assert compile_project(root).publishable
    assert (root / OUTPUT_FOLDER / NOTICE_TEXT).read_text(encoding="utf-8") == expected
    assert outside(root.parent) == before


@pytest.mark.parametrize("name", ["archive: a sum that is not right", "XML: half a sheet"])
def test_nothing_is_published_of_a_damaged_form(root: Path, name: str) -> None:
    """Not even the notice of the others: the check report alone is written."""
    (root / FORM).write_bytes(CASES[name].content((root / FORM).read_bytes()))
    compiled = compile_project(root)
    assert not compiled.publishable
    assert [path.name for path in compiled.outputs] == [CHECK_REPORT]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("mistaken: nothing", "S010"),
        ("mistaken: noise", "S018"),
        ("mistaken: a workbook with a password", "S012"),
        ("mistaken: a Word file", "S015"),
        ("archive: cut after 50.0%", "S011"),
        ("bomb: ten archives within each other", "S015"),
    ],
)
def test_a_hostile_register(root: Path, name: str, code: str) -> None:
    """It is complained of as what it is, and is not called missing."""
    (root / REGISTER).write_bytes(CASES[name].content((root / REGISTER).read_bytes()))
    assert outcome(root).found == [(code, "总台账.xlsx")]
