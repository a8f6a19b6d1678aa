"""The texts of a notice in one row, each in runs of Chinese characters."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from codecs import utf_16_le_encode
from collections.abc import Iterable
from itertools import accumulate

import attrs

from compiler.chinese.spelling.layout import EDGE

NOT_CHINESE = re.compile("[^\u4e00-\u9fff]")
AROUND = 3
"""So many characters on either side of a place are asked at most."""
BETWEEN = "\n" * AROUND
AN_EDGE = ord(EDGE)


@attrs.frozen(eq=False)
class Runs:
    """``texts`` in one row; ``shown`` is the same with an edge for all that is no Chinese character,
    ``codes`` its characters as numbers and ``pairs`` every two in a row of them (see :func:`pairs_of`);
    ``starts`` tells where each text begins.
    """

    texts: tuple[str, ...]
    row: str
    shown: str
    codes: list[int]
    pairs: list[int]
    starts: tuple[int, ...]

    def text_at(self, place: int) -> int:
        """Return the number of the text that a place is in."""
        return bisect_right(self.starts, place) - 1

    def pairs_of(self, number: int) -> list[int]:
        """Return every two characters in a row of a text, and those at its edges."""
        start = self.starts[number]
        return self.pairs[start - 1 : start + len(self.texts[number])]


def runs_of(texts: Iterable[str]) -> Runs:
    """Return texts in one row, so much apart that none is around another's characters."""
    texts = tuple(texts)
    row = BETWEEN + BETWEEN.join(texts) + BETWEEN
    shown = NOT_CHINESE.sub(EDGE, row)
    lengths = (len(text) + AROUND for text in texts)
    starts = (*accumulate(lengths, initial=AROUND),)[: len(texts)]
    return Runs(texts, row, shown, codes_of(shown), pairs_of(shown), starts)


def codes_of(shown: str) -> list[int]:
    """Return the codes of Chinese characters and edges."""
    return memoryview(utf_16_le_encode(shown)[0]).cast("H").tolist()


def pairs_of(shown: str) -> list[int]:
    """Return the numbers of every two characters in a row: the lower bytes of both, then the upper ones.
    These differ little among Chinese characters, and a dictionary looks for numbers by their lowest bits.
    """
    row = utf_16_le_encode(shown)[0]
    low, high = row[::2], row[1::2]
    pairs = bytearray(4 * len(low[1:]))
    pairs[::4], pairs[1::4], pairs[2::4], pairs[3::4] = low[:-1], low[1:], high[:-1], high[1:]
    return memoryview(pairs).cast("I").tolist()


def parted(pairs: Iterable[int]) -> tuple[list[int], str]:
    """Return the codes of the first characters of pairs, and the second characters."""
    row = array("I", pairs).tobytes()
    first, second = bytearray(len(row) // 2), bytearray(len(row) // 2)
    first[::2], second[::2], first[1::2], second[1::2] = row[::4], row[1::4], row[2::4], row[3::4]
    return memoryview(first).cast("H").tolist(), str(second, "utf-16-le")
