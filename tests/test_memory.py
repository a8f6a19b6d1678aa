"""What is let go of as soon as nobody asks for it: no scale is read, only what is still there."""

from __future__ import annotations

import gc
import weakref
from datetime import date
from pathlib import Path

from support.styles import build_styles

from compiler.chinese.frames.table import frames
from compiler.chinese.set_phrases.phrases import default_phrases
from compiler.commands.absorbing import list_edits
from compiler.commands.compiling import REVIEW_WORD, compile_project
from compiler.excel.lists import add_sheet, list_sheet, open_listing
from compiler.model.document import Document
from compiler.recall import forget, recalled
from compiler.word.writer import compose


def test_what_is_recalled_is_forgotten() -> None:
    asked = []

    @recalled()
    def doubled(number: int) -> int:
        asked.append(number)
        return 2 * number

    assert [doubled(2), doubled(2)] == [4, 4]
    forget()
    assert doubled(2) == 4
    assert asked == [2, 2]


def test_a_compile_writes_without_what_the_checks_recalled(root: Path, tmp_path: Path) -> None:
    assert compile_project(root, tmp_path / "出").publishable
    assert [known.cache_info().currsize for known in (frames, default_phrases)] == [0, 0]


def test_copies_are_absorbed_without_it(root: Path, tmp_path: Path) -> None:
    compile_project(root, tmp_path)
    assert list_edits(root, [tmp_path / REVIEW_WORD], tmp_path).written
    assert [known.cache_info().currsize for known in (frames, default_phrases)] == [0, 0]


def test_a_finished_workbook_leaves_no_sheet() -> None:
    """Nobody looks for garbage: of a hundred forms that are issued each must go by itself."""
    listing = open_listing("表")
    parts = [add_sheet(listing, list_sheet("甲", [("乙", 9)], [["丙"]])), listing.book]
    kept = [weakref.ref(one) for one in parts]
    gc.disable()
    try:
        listing.finish()
        del listing, parts
        assert [one() for one in kept] == [None, None]
    finally:
        gc.enable()


def test_a_finished_word_file_leaves_no_tree() -> None:
    """Nobody looks for garbage: its parts must not hold each other."""
    composition, _ = compose(
        Document((), False),
        build_styles(),
        title="",
        organ="",
        signed_on=date(2025, 2, 20),
        file="",
    )
    assert composition is not None
    trees = [
        weakref.ref(part.element)
        for part in composition.file.part.package.iter_parts()
        if hasattr(part, "element")
    ]
    gc.disable()
    try:
        composition.finish()
        del composition
        assert [tree() for tree in trees] == [None] * len(trees)
    finally:
        gc.enable()
