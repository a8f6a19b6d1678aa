"""Every workbook read twice, by our reader and by openpyxl, says the same in every cell."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from support.damage import SHEET_PART, rewrite
from support.projects import ROOT
from support.shared_cases import CASES, needs_cases

from compiler.cli.main import main
from compiler.commands.checking import analyse
from compiler.excel.reading.workbook import read_workbook
from compiler.excel.sheets.opened import open_workbook
from compiler.excel.sheets.second_reading import open_twice

FORM = "input_workbooks/区教育局/措施01-01.xlsx"
SAMPLE = sorted((ROOT / "input_workbooks").rglob("*.xlsx"))

KNOWN = {
    "17c-strict-error-optional": "openpyxl does not know the namespaces of Strict Open XML",
    "64b-empty-string-formula": "openpyxl gives no value for a formula whose result is empty",
    "65a-number-literal": "openpyxl reads NaN as a number, we as what is no number",
    "65c-number-literal": "openpyxl reads 1E400 as infinity, we as what is no number",
}


@pytest.mark.parametrize("path", SAMPLE[:: len(SAMPLE) // 12], ids=lambda path: path.stem)
def test_the_sample_is_read_alike(path: Path) -> None:
    """Every twelfth workbook; CI's benchmark reads all."""
    first, found = open_workbook(path, path.name)
    again, found_twice = open_twice(path, path.name)
    assert first == again
    assert found == found_twice


@needs_cases
@pytest.mark.parametrize(
    "path", sorted(CASES.rglob("*.xlsx")), ids=lambda p: p.parent.parent.parent.name
)
def test_the_cases_are_read_alike(path: Path) -> None:
    _, found = open_twice(path, path.name)
    codes = {one.code for one in found} & {"S092", "S093"}
    name = path.relative_to(CASES).parts[0]
    assert codes <= ({"S092"} if name in KNOWN else set())


def test_what_ours_gives_up_the_other_may_read(root: Path) -> None:
    """And it is said; without the option the file is refused."""

    def document_type(xml: bytes) -> bytes:
        return xml.replace(b"<worksheet", b"<!DOCTYPE worksheet><worksheet", 1)

    rewrite(root / FORM, {SHEET_PART: document_type})
    assert {one.code for one in analyse(root).diagnostics} == {"S029"}
    assert [
        one.code
        for one in analyse(root, read=partial(read_workbook, opener=open_twice)).diagnostics
    ] == ["S093"]


def test_the_command(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(root), "--second-reading"]) == 0
    assert "没有发现问题" in capsys.readouterr().out
