"""Kinds of notice that somebody drew who knew the guide alone: petitions with tables by aspect, farmland
with areas, audits unit by unit, school inspections measure by measure, hazards with a table each.

``tests/drawn_kinds`` holds for each its outline and settings, what is filled in, in the words of
``tests/gallery``, and the notice that was written by hand before there was a drawing. All is invented.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest
from support.gallery import expected, fill
from support.projects import ROOT

from compiler.commands.compiling import OUTPUT_FOLDER, compile_project
from compiler.commands.importing import import_project
from compiler.commands.kinds import check_kind
from compiler.vocab import Severity

DRAWN = Path(__file__).parent / "drawn_kinds"
UNSURE = {
    "anjian": {"S172", "S203"},
    "danwei": {"S178"},
    "gengdi": {"S174"},
    "jiaoyu": {"S174", "S178"},
    "xinfang": set[str](),
}
"""What an import says that it could not know: a year, which sentence is whose."""


@pytest.fixture
def kind(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return the folder of a kind, as an office has it."""
    folder = tmp_path / "templates" / str(request.param)
    folder.mkdir(parents=True)
    for name in ("outline.txt", "kind.toml"):
        shutil.copyfile(DRAWN / folder.name / name, folder / name)
    shutil.copyfile(ROOT / "templates/xuncha/styles.docx", folder / "styles.docx")
    return folder


@pytest.mark.parametrize("kind", sorted(UNSURE), indirect=True)
def test_a_drawn_kind_prints_what_was_written_by_hand(kind: Path, tmp_path: Path) -> None:
    """From init to publication word for word, without a warning; its drawing is right by itself."""
    judged = check_kind(tmp_path, kind.name)
    assert (judged.diagnostics, len(judged.written)) == ((), 2)
    root = fill(tmp_path / "项目", kind, DRAWN / kind.name)
    compiled = compile_project(root)
    serious = [d.code for d in compiled.diagnostics if d.severity > Severity.HINT]
    assert serious == []
    text = (root / OUTPUT_FOLDER / "通报.txt").read_text(encoding="utf-8")
    assert text.splitlines() == expected(DRAWN / kind.name)
    grids: dict[tuple[str, ...], set[tuple[object, ...]]] = {}
    for table in docx.Document(str(root / OUTPUT_FOLDER / "通报.docx")).tables:
        header = tuple(cell.text for cell in table.rows[0].cells)
        grids.setdefault(header, set()).add(tuple(column.width for column in table.columns))
    assert all(len(widths) == 1 for widths in grids.values())  # those under each problem look alike


@pytest.mark.parametrize("kind", sorted(UNSURE), indirect=True)
def test_it_comes_back_from_its_text(kind: Path, tmp_path: Path) -> None:
    """Imported and compiled to the same paragraphs; what the notice does not tell is said."""
    notice = tmp_path / "通报.txt"
    shutil.copyfile(DRAWN / kind.name / "expected.txt", notice)
    start = import_project(notice, tmp_path / "项目", str(kind))
    assert {d.code for d in start.diagnostics} == UNSURE[kind.name]
    assert start.comparison is not None
    assert start.comparison.same == start.comparison.given
