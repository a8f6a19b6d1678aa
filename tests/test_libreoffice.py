"""Workbooks as LibreOffice saves them: another writer's file, the same record."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from compiler.pipeline.filling import contents_of
from compiler.source.reading import read_workbook

ROOT = Path(__file__).parents[1]
SOFFICE = shutil.which("soffice")
FILES = ("总台账.xlsx", "区水务局/措施10-02.xlsx", "区民政局/措施07-04.xlsx")

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every workbook of FILES as LibreOffice saved it."""
    folder = tmp_path_factory.mktemp("saved")
    for number, file in enumerate(FILES):
        source = folder / f"in{number}.xlsx"
        shutil.copy(ROOT / "input_workbooks" / file, source)
    profile = tmp_path_factory.mktemp("profile").as_uri()
    command = [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    inputs = [str(path) for path in sorted(folder.glob("in*.xlsx"))]
    subprocess.run([*command, "--outdir", str(folder / "out"), *inputs], check=True, capture_output=True, timeout=300)
    return folder / "out"


@pytest.mark.parametrize("number", range(len(FILES)))
def test_a_saved_workbook_reads_the_same(saved: Path, number: int) -> None:
    """Every field and row survives, and nothing new is complained of."""
    before, found_before = read_workbook(ROOT / "input_workbooks" / FILES[number], "表.xlsx")
    after, found_after = read_workbook(saved / f"in{number}.xlsx", "表.xlsx")
    assert before is not None
    assert after is not None
    assert contents_of(after) == contents_of(before)
    assert found_after == found_before == []
