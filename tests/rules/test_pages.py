"""Every rule has a page, and every page's examples are true."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from compiler.commands.checking import analyse
from compiler.commands.compiling import OUTPUTS, check_document, compile_project
from compiler.commands.importing import import_project
from compiler.diagnostics import Diagnostic
from compiler.rules.explanations import page
from compiler.rules.table import RULES
from compiler.span import Span
from rules.conftest import Base
from rules.edits import BASE, NOTICE_FILE, Workshop, stands_at
from rules.pages import FAILING, FOLDER, PASSING, SECTIONS, read_page
from rules.special import SPECIAL


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
    code: str, base: Base, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The 反例 brings out the rule, at the place it names."""
    lines = read_page(code).examples[FAILING]
    if code in SPECIAL:
        found = SPECIAL[code].failing(copied, monkeypatch)
        own = [diagnostic for diagnostic in found if diagnostic.code == code]
        assert own
        assert SPECIAL[code].file in (None, own[0].spans[0].file)
    else:
        shop = Workshop(copied, list(base.notice))
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
    code: str, base: Base, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The 正例 does not bring out the rule."""
    lines = read_page(code).examples[PASSING]
    if code in SPECIAL:
        found = SPECIAL[code].passing(copied, monkeypatch)
    else:
        shop = Workshop(copied, list(base.notice))
        shop.apply(lines)
        assert shop.place is not None or lines == (BASE,)
        found = _run(code, shop)
    assert code not in [diagnostic.code for diagnostic in found]


def _run(code: str, shop: Workshop) -> Iterable[Diagnostic]:
    """Do what brings out the rules of this code's stage: import, compile, or check."""
    if code.startswith("S06"):
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
