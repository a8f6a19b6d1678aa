"""The texts of a notice in one row, each in runs of Chinese characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from codecs import utf_16_le_encode
from collections.abc import Iterable
from itertools import accumulate
from operator import add

import attrs

from compiler.chinese.spelling.layout import EDGE

NOT_CHINESE = re.compile("[^\u4e00-\u9fff]")
AROUND = 3
"""So many characters on either side of a place are asked at most."""
BETWEEN = "\n" * AROUND


@attrs.frozen(eq=False)
class Runs:
    """``texts`` in one row; ``shown`` is the same with an edge for all that is no Chinese character,
    ``pairs`` are every two characters of that in a row; ``starts`` tells where each text begins.
    """

    texts: tuple[str, ...]
    row: str
    shown: str
    pairs: list[str]
    starts: tuple[int, ...]

    def text_at(self, place: int) -> int:
        """Return the number of the text that a place is in."""
        return bisect_right(self.starts, place) - 1

    def pairs_of(self, number: int) -> list[str]:
        """Return every two characters in a row of a text, and those at its edges."""
        start = self.starts[number]
        return self.pairs[start - 1 : start + len(self.texts[number])]

    def around(self, place: int, length: int) -> str:
        """Return the characters at a place with those on either side that may be asked."""
        return self.shown[place - AROUND : place + length + AROUND]


def runs_of(texts: Iterable[str]) -> Runs:
    """Return texts in one row, so much apart that none is around another's characters."""
    texts = tuple(texts)
    row = BETWEEN + BETWEEN.join(texts) + BETWEEN
    shown = NOT_CHINESE.sub(EDGE, row)
    lengths = (len(text) + AROUND for text in texts)
    starts = (*accumulate(lengths, initial=AROUND),)[: len(texts)]
    return Runs(texts, row, shown, [*map(add, shown, shown[1:])], starts)


def codes_of(shown: str) -> list[int]:
    """Return the codes of Chinese characters and edges."""
    return memoryview(utf_16_le_encode(shown)[0]).cast("H").tolist()
