"""Where characters stand loose: neither neighbour knows them, by what is known of all pairs."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from operator import itemgetter

from compiler.chinese.spelling.layout import EDGE, QUARTERS
from compiler.chinese.spelling.runs import Runs, codes_of
from compiler.chinese.spelling.tables import TIES, Tables, sums

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
_FAMILIAR = 255
"""Stands for a pair that nobody need look at: as tied as any."""
_MOST_LOOSE, _MOST_LOOSE_PAIR = int(LOOSE * QUARTERS), LOOSE_PAIR * QUARTERS
_MOST = _MOST_LOOSE_PAIR + 1
_AT_MOST = bytes(min(value, _MOST) for value in range(256))
_OUTER = bytes(TIES[value] if value < IN_WORDS else _MOST for value in range(256))
_FIRM = bytes(value > _MOST_LOOSE for value in range(256))
_BOTH_FIRM = bytes((255 - 2 * _MOST) * (value > 1) for value in range(256))
_LOOSE = re.compile(b"[\\0-\\x%02x]" % _MOST_LOOSE, re.DOTALL)
_LOOSE_PAIR = re.compile(b"[\\0-\\x%02x]" % _MOST_LOOSE_PAIR, re.DOTALL)
_STRANGE = re.compile(b"\0{2,}")


def loose_places(
    known: Tables, runs: Runs, familiar: Collection[str]
) -> tuple[list[int], list[int]]:
    """Return the places where one character stands loose, and those where two do, none of whose pairs are
    ``familiar``.
    """
    pairs, habit = _strange(known, runs, familiar)
    ties = pairs.translate(TIES)
    singles = []
    for match in _LOOSE.finditer(sums(ties[:-1], ties[1:], habit[1:])):
        at = match.start() + 1
        edges = (runs.shown[at - 1] == EDGE) + (runs.shown[at + 1] == EDGE)
        if not edges or match[0][0] <= _MOST_LOOSE - EDGE_TIE * QUARTERS * edges:
            singles.append(at)
    doubles = [match.start() + 1 for match in _LOOSE_PAIR.finditer(_as_two(pairs, ties, habit))]
    return singles, [at for at in doubles if runs.pairs[at] not in familiar]


def _strange(known: Tables, runs: Runs, familiar: Collection[str]) -> tuple[bytes, bytes]:
    """Return what is known of all pairs, and the habits of their first characters; of those alone that are
    not familiar, nor between two that are.
    """
    held = bytes(map(familiar.__contains__, runs.pairs))
    spans = [match.span() for match in _STRANGE.finditer(held)]
    found = _looked_up_in(known.pairs_of, [*chain(*(runs.pairs[one:to] for one, to in spans))])
    codes = codes_of("".join([runs.shown[start:end] for start, end in spans]))
    habits = _looked_up_in(known.habit, codes)
    pairs, habit, taken = bytearray([_FAMILIAR]) * len(held), bytearray(len(held)), 0
    for start, end in spans:
        to = taken + end - start
        pairs[start:end], habit[start:end], taken = found[taken:to], habits[taken:to], to
    return bytes(pairs), bytes(habit)


def _looked_up_in(table: Mapping[str, int] | bytearray, keys: Sequence[str | int]) -> bytes:
    """Return the bytes that stand in a table under keys, of which there are two at least, without a step
    of Python's own for each.
    """
    return bytes(itemgetter(*keys)(table)) if keys else b""


def _as_two(pairs: bytes, ties: bytes, habit: bytes) -> bytes:
    """Return for every two characters in a row their three ties and their habits, more than
    ``LOOSE_PAIR`` if either is part of a word with its outer neighbour, or none is loose.
    """
    outer, own = pairs.translate(_OUTER), habit[1:].translate(_AT_MOST)
    firm = sums(ties[:-1], ties[1:], own).translate(_FIRM)
    return sums(
        sums(outer[:-2], ties[1:-1], own[:-1]).translate(_AT_MOST),
        sums(outer[2:], own[1:]).translate(_AT_MOST),
        sums(firm[:-1], firm[1:]).translate(_BOTH_FIRM),
    )
