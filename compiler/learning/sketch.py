"""The lines of an outline to be, and how they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from compiler.chinese.width import text_width

INDENT = 4
REMARK_COLUMN = 56
SPECIAL = "{}<>[]/"
Q = "# 请核对："


@attrs.frozen
class Sketch:
    """One line to be drawn: what it says, the remarks behind it, what a person should look at, and the
    lines under it.
    """

    drawn: str
    below: tuple[Sketch, ...] = ()
    remarks: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def literal(text: str) -> str:
    """Return set wording as an outline writes it: brackets that mean something there are doubled."""
    return "".join(character * 2 if character in SPECIAL else character for character in text)


def write_sketches(sketches: Sequence[Sketch]) -> str:
    """Return the text of the lines."""
    return "".join(f"{line}\n" for sketch in sketches for line in _write(sketch, 0))


def doubts_of(sketches: Iterable[Sketch]) -> Iterator[str]:
    """Yield what a person should look at."""
    for sketch in sketches:
        yield from sketch.doubts
        yield from doubts_of(sketch.below)


def _write(sketch: Sketch, depth: int) -> Iterator[str]:
    blank = " " * (INDENT * depth)
    yield from (f"{blank}{Q}{doubt}" for doubt in sketch.doubts)
    line = blank + sketch.drawn
    if sketch.remarks:
        gap = max(2, REMARK_COLUMN - text_width(line))
        line += " " * gap + "…" + "、".join(sketch.remarks)
    yield line
    for below in sketch.below:
        yield from _write(below, depth + 1)
