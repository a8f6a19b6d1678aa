"""The kinds that templates/ ships, each from an empty folder to its notice, with a project that an
office and its units might have filled.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.gallery import GALLERY, expected, fill, gallery
from support.projects import ROOT

from compiler.commands.compiling import OUTPUT_FOLDER, compile_project
from compiler.commands.importing import import_project
from compiler.commands.kinds import list_kinds
from compiler.diagnostics import Diagnostic
from compiler.notice.layout_profiles import LAYOUT_PROFILES
from compiler.notice.templates import KIND_FILES
from compiler.vocab import Severity
from compiler.word.template.styles import build_styles

POINTS = range(1, 17)
"""The variation points of the genre."""


@pytest.mark.parametrize("kind", gallery())
def test_a_project_of_each_kind_goes_from_init_to_publication(kind: str, tmp_path: Path) -> None:
    """Started, issued, filled and compiled: the notice word for word, and nothing to be mended."""
    root = fill(tmp_path / "项目", kind, GALLERY / kind)
    compiled = compile_project(root)
    assert told(compiled.diagnostics) == []
    assert compiled.publishable
    text = (root / OUTPUT_FOLDER / "通报.txt").read_text(encoding="utf-8")
    assert text.splitlines() == expected(GALLERY / kind)


def told(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    """Return what is found above a hint."""
    return [f"{d.code} {d.message}" for d in diagnostics if d.severity > Severity.HINT]


def test_every_kind_that_is_shipped_is_complete_and_says_what_it_is_for(tmp_path: Path) -> None:
    shipped = list_kinds(tmp_path)
    assert {kind.name for kind in shipped} == {"xunshi", "xuncha", *gallery()}
    assert all(kind.title and kind.remark for kind in shipped)
    for kind in shipped:
        folder = ROOT / "templates" / kind.name
        assert sorted(path.name for path in folder.iterdir()) == sorted(KIND_FILES)


@pytest.mark.parametrize("kind", gallery())
def test_it_looks_as_its_layout_has_it(kind: str) -> None:
    """A shipped ``styles.docx`` is the one that a drawing without styles would get."""
    folder = ROOT / "templates" / kind
    settings = (folder / "kind.toml").read_text(encoding="utf-8")
    (layout,) = (profile for name, profile in LAYOUT_PROFILES.items() if f'"{name}"\n' in settings)
    assert (folder / "styles.docx").read_bytes() == build_styles(layout)


def test_the_table_of_the_gallery_names_every_kind_and_point() -> None:
    """Each kind is a column, each point a row, and at least one kind shows it."""
    lines = (GALLERY / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[:1] == "|"
    ]
    assert sorted(rows[0][1:]) == list(gallery())
    shown = {int(row[0].partition(" ")[0]): row[1:] for row in rows if row[0][:1].isdigit()}
    assert sorted(shown) == list(POINTS)
    assert all(any(cells) for cells in shown.values())


@pytest.mark.parametrize("kind", gallery())
def test_its_notice_is_imported_and_compiled_again(kind: str, tmp_path: Path) -> None:
    """Every paragraph comes back as it was, or it is said that it does not."""
    lines = expected(GALLERY / kind)
    notice = tmp_path / "通报.txt"
    notice.write_text("\n".join(lines) + "\n", encoding="utf-8")
    started = import_project(notice, tmp_path / "项目", kind)
    held = started.comparison
    assert held is not None
    assert held.given == len(lines)
    assert held.same + held.told + held.widths + held.different >= len(lines)
    said = {diagnostic.code for diagnostic in started.diagnostics}
    assert held.different == 0 or "S170" in said
    assert held.told == 0 or "S061" in said
    assert kind not in WHOLE or held.same == len(lines)


WHOLE = {"ducha", "huanbao", "shenji_baogao"}
"""Kinds of which all comes back; the others print sums, persons by their sanction, findings without a
title, values beside each other in a table, or a row's shared values once."""
