"""Where characters stand loose: neither neighbour knows them, by what is known of all pairs."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import accumulate, chain, pairwise
from operator import itemgetter

from compiler.chinese.spelling.layout import EDGE, QUARTERS
from compiler.chinese.spelling.runs import AROUND, Runs, codes_of
from compiler.chinese.spelling.tables import HARMLESS, TIES, Tables, sums

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
"""Stands for the familiar pairs between stretches of others, of which two at least are in a row: as tied as
any."""
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
    held = bytes(map(familiar.__contains__, runs.pairs))
    spans = [match.span() for match in _STRANGE.finditer(held)]
    strange = [*chain(*(runs.pairs[start:end] for start, end in spans))]
    if len(strange) < AROUND:
        return [], []
    codes = codes_of("".join([runs.shown[start:end] for start, end in spans]))
    cuts = [*accumulate((end - start for start, end in spans), initial=0)]
    pairs = _parted(known.bytes_of(strange), cuts, _FAMILIAR)
    habit = _parted(bytes(itemgetter(*codes)(known.habit)), cuts, HARMLESS)
    places = [*chain(*(range(start, end + 1) for start, end in spans))]
    ties, shown = pairs.translate(TIES), runs.shown
    singles = []
    for match in _LOOSE.finditer(sums(ties[:-1], ties[1:], habit[1:])):
        at = places[match.start() + 1]
        edges = (shown[at - 1] == EDGE) + (shown[at + 1] == EDGE)
        if not edges or match[0][0] <= _MOST_LOOSE - EDGE_TIE * QUARTERS * edges:
            singles.append(at)
    two = _LOOSE_PAIR.finditer(_as_two(pairs, ties, habit))
    doubles = [places[match.start() + 1] for match in two]
    return singles, [at for at in doubles if runs.pairs[at] not in familiar]


def _parted(row: bytes, cuts: Sequence[int], between: int) -> bytes:
    """Return a row cut up, with a byte between its pieces."""
    return bytes([between]).join([row[start:end] for start, end in pairwise(cuts)])


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
