"""The paragraphs that are learned from: as read, in half width, a row of a table in its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

import attrs

from compiler.chinese.width import to_half_width
from compiler.wordfile.taking import CELL_GAP, NoticeLine

BETWEEN = re.compile(rf"[{CELL_GAP}\t]")
LEAST_CELLS = 3
"""Two blanks in a line may be for looks; the rows of a table have at most as many cells as its header.
"""


@attrs.frozen(eq=False)
class Paragraph:
    """One paragraph: its line in the file, its text in half width, and its cells if it is a row."""

    number: int
    half: str
    cells: tuple[str, ...] = ()


def paragraphs_of(lines: Iterable[NoticeLine]) -> list[Paragraph]:
    """Return the paragraphs that have words."""
    plain = [
        Paragraph(line.number, to_half_width(line.text).strip(), _cells(line))
        for line in lines
        if line.text.strip()
    ]
    result: list[Paragraph] = []
    for _, group in groupby(plain, key=lambda one: len(one.cells) > 1):
        own = list(group)
        widest = max(len(one.cells) for one in own)
        table = len(own) > 1 and len(own[0].cells) == widest >= LEAST_CELLS
        header = own[0].cells
        table = table and not header[0].isdecimal() and not any("|" in cell for cell in header)
        result += own if table else [attrs.evolve(one, cells=()) for one in own]
    return result


def _cells(line: NoticeLine) -> tuple[str, ...]:
    """Return what may be the cells of a row."""
    cells = line.cells or BETWEEN.split(line.text)
    return tuple(to_half_width(cell).strip() for cell in cells)
