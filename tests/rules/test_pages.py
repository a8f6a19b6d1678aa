"""Every rule has a page, and every page's examples are true."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from support.workbooks import Reader

from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document
from compiler.commands.compiling import OUTPUTS, compile_project
from compiler.commands.importing import import_project
from compiler.diagnostics import Diagnostic
from compiler.rules.explanations import page
from compiler.rules.table import RULES
from compiler.span import Span
from rules.conftest import Base
from rules.edits import BASE, NOTICE_FILE, Workshop, in_memory, stands_at
from rules.pages import FAILING, FOLDER, PASSING, SECTIONS, read_page
from rules.parsed import Desk
from rules.special import SPECIAL


def fills_cells(code: str) -> bool:
    """Tell whether a rule's 反例 changes a workbook, and can do so in memory."""
    lines = read_page(code).examples[FAILING]
    return in_memory(lines) and any(".xlsx" in line for line in lines)


pytestmark = pytest.mark.usefixtures("templates_read_once")

FIRST_OF_FAMILY = {
    code[:2]: code for code in reversed(RULES) if code not in SPECIAL and fills_cells(code)
}.values()
"""Of each family that has one, the first rule whose 反例 is edited in memory."""


def test_base_project_compiles_without_a_complaint(copied: Path) -> None:
    """Whatever an example reports comes from its own edits."""
    compilation = compile_project(copied)
    assert compilation.publishable
    assert compilation.diagnostics == ()
    assert {path.name for path in compilation.outputs} >= set(OUTPUTS)


def test_base_notice_is_imported_without_an_error(base: Base, copied: Path) -> None:
    """What the base project prints can be read back, so that an import example reports its own
    edits only.
    """
    assert [d.code for d in _run("S061", Workshop(copied, list(base.notice)))] == []


def test_no_page_without_a_rule() -> None:
    """A page whose rule is gone would never be printed."""
    assert {path.stem for path in FOLDER.glob("*.md")} - set(RULES) == set()


@pytest.mark.parametrize("code", RULES)
def test_page_is_complete(code: str) -> None:
    """A page carries its rule's code and title, its four sections in order, and both examples,
    none of them empty.
    """
    found = read_page(code)
    assert found.first_line == f"# {code} {RULES[code].title}"
    assert tuple(found.sections) == SECTIONS
    assert all(text.strip() for text in found.sections.values())
    assert tuple(found.examples) == (FAILING, PASSING)
    assert all(found.examples.values())
    assert page(code).startswith(found.first_line)


@pytest.mark.parametrize("code", RULES)
def test_failing_example_is_reported(
    code: str, base: Base, copied: Path, monkeypatch: pytest.MonkeyPatch, reader: Reader
) -> None:
    """The 反例 brings out the rule, at the place it names."""
    lines = read_page(code).examples[FAILING]
    if code in SPECIAL:
        found = SPECIAL[code].failing(copied, monkeypatch)
        own = [diagnostic for diagnostic in found if diagnostic.code == code]
        assert own
        assert SPECIAL[code].file in (None, own[0].spans[0].file)
    else:
        shop = _shop(base, copied, monkeypatch, reader)
        shop.apply(lines)
        found = _run(code, shop)
        own = [diagnostic for diagnostic in found if diagnostic.code == code]
        place = shop.place
        assert place is not None
        assert any(stands_at(diagnostic.spans[0], place) for diagnostic in own), _listed(
            own or found, place
        )
    assert all(diagnostic.message for diagnostic in found)


@pytest.mark.parametrize("code", RULES)
def test_passing_example_is_not_reported(
    code: str, base: Base, copied: Path, monkeypatch: pytest.MonkeyPatch, reader: Reader
) -> None:
    """The 正例 does not bring out the rule."""
    lines = read_page(code).examples[PASSING]
    if code in SPECIAL:
        found = SPECIAL[code].passing(copied, monkeypatch)
    else:
        shop = _shop(base, copied, monkeypatch, reader)
        shop.apply(lines)
        assert shop.place is not None or lines == (BASE,)
        found = _run(code, shop)
    assert code not in [diagnostic.code for diagnostic in found]


@pytest.mark.parametrize("example", [FAILING, PASSING])
@pytest.mark.parametrize("code", FIRST_OF_FAMILY)
def test_an_edit_in_memory_is_an_edit_of_the_file(
    code: str, example: str, base: Base, copied: Path, tmp_path: Path, reader: Reader
) -> None:
    """Of each family, one rule's examples are written into workbooks and read from them, and the
    same is found.
    """
    lines = read_page(code).examples[example]
    with pytest.MonkeyPatch.context() as patch:
        shop = _shop(base, copied, patch, reader)
        shop.apply(lines)
        found = [*_run(code, shop)]
    written = Workshop(shutil.copytree(base.root, tmp_path / "另一份"), list(base.notice))
    written.apply(lines)
    assert [*_run(code, written)] == found
    assert written.place == shop.place


def _shop(base: Base, root: Path, patch: pytest.MonkeyPatch, reader: Reader) -> Workshop:
    """Return a workshop whose workbooks are edited as they were read, where that is enough."""
    desk = Desk(reader)
    desk.lay_out(patch)
    return Workshop(root, list(base.notice), desk)


def _run(code: str, shop: Workshop) -> Iterable[Diagnostic]:
    """Do what brings out the rules of this code's stage: import, compile, or check."""
    if code.startswith("S06") or code in ("S170", "S171"):
        notice = shop.root / NOTICE_FILE
        notice.write_text("\n".join(shop.notice) + "\n", encoding="utf-8")
        return import_project(notice, shop.root / "新项目").diagnostics
    if code.startswith("R"):
        return compile_project(shop.root).diagnostics
    return check_document(analyse(shop.root)).diagnostics


def _listed(found: Iterable[Diagnostic], place: Span) -> str:
    shown = "; ".join(
        f"{diagnostic.code} at {diagnostic.spans[0].describe()}" for diagnostic in found
    )
    return f"expected at {place.describe()}, found {shown or 'nothing'}"
