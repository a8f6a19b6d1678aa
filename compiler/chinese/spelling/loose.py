"""Where characters stand loose: neither neighbour knows them, by what is known of all pairs."""

from __future__ import annotations

import re
from operator import itemgetter

from compiler.chinese.spelling.layout import QUARTERS
from compiler.chinese.spelling.rows import TIES, sums
from compiler.chinese.spelling.runs import AN_EDGE, Runs
from compiler.chinese.spelling.tables import Tables

LOOSE = 10.5
"""Only where a character's ties to both neighbours and its own habit together are no more is it looked at:
one in eight in a text without mistakes, nearly all of those mistaken that anything can be said of."""
EDGE_TIE = 2
"""So much an edge counts towards that: little can be said of what stands beside one."""
LOOSE_PAIR = 22
"""The same for two characters in a row: their three ties and their habits."""
IN_WORDS = 3 << 4
"""The byte of a pair from which on it may be part of a word: two characters are only looked at where
neither is part of one with its outer neighbour."""
_MOST_LOOSE, _MOST_LOOSE_PAIR = int(LOOSE * QUARTERS), LOOSE_PAIR * QUARTERS
_BESIDE_EDGES = _MOST_LOOSE - 2 * EDGE_TIE * QUARTERS
_LOOSE = re.compile(b"[\\0-\\x%02x]" % _MOST_LOOSE, re.DOTALL)


def loose_places(known: Tables, runs: Runs, values: bytes) -> tuple[list[int], list[int]]:
    """Return the places where one character stands loose, and those where two do; ``values`` are the bytes
    of the pairs of all characters.
    """
    codes, ties, habit = runs.codes, values.translate(TIES), known.habit
    own = bytes(itemgetter(*codes)(habit))
    row = sums(ties[:-1], ties[1:], own[1:-1])
    singles, doubles, last = [], [], 0
    for match in _LOOSE.finditer(row):
        before = match.start()
        at, loose = before + 1, row[before]
        if loose <= _BESIDE_EDGES or loose <= _MOST_LOOSE - EDGE_TIE * QUARTERS * (
            (codes[before] == AN_EDGE) + (codes[at + 1] == AN_EDGE)
        ):
            singles.append(at)
        if (
            before > last
            and loose + own[before] + ties[before - 1] <= _MOST_LOOSE_PAIR
            and values[before - 1] < IN_WORDS > values[at]
        ):
            doubles.append(before)
        if (
            loose + own[at + 1] + ties[at + 1] <= _MOST_LOOSE_PAIR
            and values[before] < IN_WORDS > values[at + 1]
        ):
            doubles.append(at)
        last = at
    return singles, doubles
