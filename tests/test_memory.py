"""What is let go of as soon as nobody asks for it: no scale is read, only what is still there."""

from __future__ import annotations

from pathlib import Path

from compiler.chinese.frames.table import frames
from compiler.chinese.set_phrases.phrases import default_phrases
from compiler.commands.compiling import compile_project
from compiler.recall import forget, recalled


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
