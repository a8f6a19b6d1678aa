"""Workbooks opened and saved by LibreOffice read the same as before."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from support.projects import ROOT, findings, notice

from compiler.pipeline.filling import contents_of
from compiler.pipeline.issuing import issue_forms
from compiler.source.reading import read_workbook

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
SAMPLES = ("区住房城乡建设局/措施02-02（责任单位）.xlsx", "区教育局", "总台账.xlsx")


def resave(paths: list[Path], folder: Path, profile: Path) -> None:
    """Let LibreOffice open and save workbooks, all in one run."""
    command = [
        str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
        "--outdir", str(folder), *map(str, paths),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)


@pytest.fixture(scope="module")
def resaved(small_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, three workbooks of the sample and an empty form, all saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("libreoffice")
    blank = folder / "空白"
    (blank / "input_workbooks").mkdir(parents=True)
    shutil.copy(small_template / "input_workbooks/总台账.xlsx", blank / "input_workbooks")
    issue_forms(blank)
    shutil.copy(blank / "input_workbooks/区教育局/措施01-01.xlsx", folder / "空白.xlsx")
    register = shutil.copy(ROOT / "input_workbooks/总台账.xlsx", folder / "样例.xlsx")
    sample = [ROOT / "input_workbooks" / SAMPLES[0], *sorted((ROOT / "input_workbooks" / SAMPLES[1]).glob("*.xlsx"))[:2]]
    sample = [Path(shutil.copy(path, folder / f"样例 {path.name}")) for path in sample]
    paths = [*sorted(small_template.rglob("*.xlsx")), Path(register), *sample, folder / "空白.xlsx"]
    resave(paths, folder / "出", tmp_path_factory.mktemp("profile"))
    return folder


def test_a_whole_project_saved_by_libreoffice(resaved: Path, small_template: Path, tmp_path: Path) -> None:
    """Nothing is said of it, and its notice is the same."""
    (tmp_path / "input_workbooks").mkdir()
    for path in small_template.rglob("*.xlsx"):
        shutil.copy(resaved / "出" / path.name, tmp_path / "input_workbooks")
    assert findings(tmp_path) == []
    assert notice(tmp_path) == notice(small_template)


@pytest.mark.parametrize("number", range(5))
def test_a_workbook_saved_by_libreoffice(resaved: Path, number: int) -> None:
    """Real-size workbooks and an empty form keep every value."""
    path = sorted(resaved.glob("*.xlsx"))[number]
    before, nothing = read_workbook(path, "表.xlsx")
    after, found = read_workbook(resaved / "出" / path.name, "表.xlsx")
    assert nothing == []
    assert [(d.code, d.spans[0].cell) for d in found] == []
    assert before is not None
    assert after is not None
    assert contents_of(after) == contents_of(before)
