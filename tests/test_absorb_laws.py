"""The laws of bringing edits back, on copies edited at random and on copies that nobody edited: each edit is
found and no other, what is adopted is printed, and what is taken back is as it was.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.absorbed import (
    Printed,
    adopted_text_is_printed,
    every_edit_is_found,
    printed,
    random_copy,
    random_edits,
    tree,
)
from support.edit_lists import (
    NOTICE,
    REVIEW,
    apply,
    codes,
    edits_of,
    fill,
    list_copies,
    project_files,
    undo,
)
from support.editing import edited
from support.office_records import RECORD
from support.projects import small
from support.rendering import convert

from compiler.absorbing.comparison import compare
from compiler.absorbing.listed import Choice
from compiler.chinese.same_words import plainly
from compiler.commands.adopting import Undone
from compiler.outputs.edits.edit_list import EDIT_LIST
from compiler.wordfile.edited_copy import EditedCopy, read_edited_copy

CHANCE = st.integers(0, 2**32).map(random.Random)


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The small project, printed."""
    return printed(small().write(tmp_path_factory.mktemp("printed") / "项目"))


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for one copy after the other."""
    return tmp_path_factory.mktemp("scratch")


def read(path: Path, content: bytes) -> EditedCopy:
    """Read a copy."""
    path.write_bytes(content)
    copy, found = read_edited_copy(path, path.name)
    assert found == []
    assert copy is not None
    return copy


@settings(max_examples=40)
@given(chance=CHANCE)
def test_every_edit_is_found(where: Printed, scratch: Path, chance: random.Random) -> None:
    """The base with the edits found in it says what the copy says."""
    copy = read(scratch / "改稿.docx", random_copy(where, chance))
    assert every_edit_is_found(where.base, copy) == ""


@settings(max_examples=40)
@given(chance=CHANCE)
def test_words_that_nobody_edited_stay(
    where: Printed, scratch: Path, chance: random.Random
) -> None:
    """What is found is within the paragraphs that were edited, and of each cell what is not replaced
    stays to the character.
    """
    edits = random_edits(where.base, chance, 6)
    copy = read(scratch / "改稿.docx", edited(where.review, edits))
    found = compare(where.base, copy).edits
    touched = {edit.paragraph for edit in edits}
    assert {one.paragraph for one in found if not one.whole} <= touched
    replaced = sum(len(plainly(one.text)) + one.end - one.start for one in found if not one.whole)
    made = sum(len(edit.text) + edit.end - edit.start for edit in edits)
    assert replaced <= made + 4 * len(edits)


@settings(max_examples=8)
@given(chance=CHANCE)
def test_what_is_adopted_is_printed(where: Printed, scratch: Path, chance: random.Random) -> None:
    """And nothing else; twice changes nothing more, and taken back every byte is there again."""
    content = random_copy(where, chance)
    assert list(adopted_text_is_printed(where, content, scratch)) == []


@settings(max_examples=6)
@given(chance=CHANCE)
def test_two_copies_at_once(where: Printed, scratch: Path, chance: random.Random) -> None:
    """Every edit of both is in a row, the sure ones are adopted together, and the order of the copies
    makes no difference to what is written.
    """
    contents = [edited(where.review, random_edits(where.base, chance, 4)) for _ in range(2)]
    written = []
    for order in (contents, contents[::-1]):
        root = scratch / "两份"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(where.root, root)
        edits = edits_of(list_copies(root, *order))
        assert {name for edit in edits for name in edit.copies} == {"改稿1.docx", "改稿2.docx"}
        adopted = apply(root)
        assert not adopted.failed, [one.message for one in adopted.diagnostics]
        sure = [edit for edit in edits if edit.preset is Choice.ADOPT]
        assert len(adopted.adopted) == len(sure)
        written.append(texts(root))
    assert written[0] == written[1]


@settings(max_examples=6)
@given(chance=CHANCE)
def test_decisions_at_random(where: Printed, scratch: Path, chance: random.Random) -> None:
    """All of a list is carried out or nothing of it; twice is once; and taken back it never was,
    unless units were told of it.
    """
    root = scratch / "处理"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(where.root, root)
    contents = [edited(where.review, random_edits(where.base, chance, 6)) for _ in range(2)]
    edits = edits_of(list_copies(root, *contents))
    path = root / "output" / EDIT_LIST
    for number, edit in enumerate(edits, 1):
        choices = [Choice.ADOPT, Choice.ADOPT, Choice.LEAVE, Choice.RETURN, None]
        choice = chance.choice(choices if edit.about else choices[:3])
        sure = edit.changes and (choice is not Choice.ADOPT or edit.settled)
        fill(path, number, "处理", choice.value if choice and sure else None)
        if choice is Choice.ADOPT and edit.new and len(edit.changes) == 1 and chance.random() < 0.4:
            at = chance.randrange(len(edit.new))
            fill(path, number, "改为", edit.new[:at] + "切实" + edit.new[at + 1 :])
    before = project_files(root)
    adopted = apply(root)
    if adopted.failed:
        assert set(codes(adopted.diagnostics)) <= {"R044"}
        assert project_files(root) == before
        return
    after = project_files(root)
    assert not apply(root).failed
    assert project_files(root) == after
    undone = undo(root) if (root / RECORD).exists() else Undone()
    if adopted.returned and undone.diagnostics:  # the unit knows by now what was adopted
        assert codes(undone.diagnostics) == ["R047"]
        assert project_files(root) == after
        return
    assert undone.diagnostics == ()
    inputs = {name for name in before if name.startswith("input_workbooks/")}
    now = project_files(root)
    assert {name: now.get(name) for name in inputs} == {name: before[name] for name in inputs}
    assert not (root / RECORD).exists()


def texts(root: Path) -> list[str]:
    """Return the notice as it is printed now."""
    return [paragraph.text for paragraph in printed_anew(root).base.paragraphs]


def printed_anew(root: Path) -> Printed:
    """Compile a draft, since adopted forms are to be signed off again."""
    shutil.rmtree(root / "output")
    return printed(root, draft=True)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_copies_that_libreoffice_saved(where: Printed, tmp_path: Path) -> None:
    """Nobody edited them: no row, and nothing is written."""
    root = tmp_path / "项目"
    shutil.copytree(where.root, root)
    (tmp_path / "saved").mkdir()
    files = [root / "output" / name for name in (REVIEW, NOTICE)]
    saved = convert(files, "docx:MS Word 2007 XML", tmp_path / "saved")
    before = tree(root / "input_workbooks")
    assert edits_of(list_copies(root, *(path.read_bytes() for path in saved))) == ()
    assert not apply(root).failed
    assert tree(root / "input_workbooks") == before
