"""How likely a few characters are where they stand, by the longest contexts in which they were met."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import inf

import attrs

from compiler.chinese.spelling.layout import NEVER, TIE
from compiler.chinese.spelling.runs import AN_EDGE, AROUND
from compiler.chinese.spelling.tables import Tables

BACK_OFF = 1.5
"""What a shorter context costs."""
_NEARBY = bytes(value & TIE for value in range(256))


@attrs.frozen
class Around:
    """What stands around one or two characters: up to three others on either side and the edges of
    their run, and all ties: those before, those of the characters themselves and those after.
    """

    before: list[int]
    after: list[int]
    ties_before: bytes
    ties: bytes
    ties_after: bytes

    @classmethod
    def of(cls, window: list[int], values: bytes) -> Around:
        """Return what stands around the middle of a window, by its characters and the bytes of its pairs."""
        start, end = AROUND, len(window) - AROUND
        first, last = start - 1, end
        while first and window[first] != AN_EDGE:
            first -= 1
        while last < len(window) - 1 and window[last] != AN_EDGE:
            last += 1
        ties = values.translate(_NEARBY)
        return cls(
            window[first:start],
            window[end : last + 1],
            b"\0" + ties[first : start - 1],
            ties[start - 1 : end],
            ties[end:last],
        )


def likelihood(
    known: Tables, around: Around, middle: Sequence[int], own_ties: bytes, least: float = -inf
) -> float:
    """Return the logarithm of how likely the middle and what follows are, after what precedes: each
    character after up to three others, by the longest of these contexts in which it was met; any
    number below ``least`` if it is less than that.
    """
    codes = [*around.before, *middle, *around.after]
    written = array("H", codes).tobytes()
    ties = around.ties_before + own_ties + around.ties_after
    counts, gram, all_counted = known.counts, known.gram, known.all_counted
    total = 0.0
    for place in range(len(around.before), len(codes)):
        tie, context = ties[place], place if place < 3 else 3
        step = counts.get(codes[place], 0.0) - all_counted
        if not tie:  # then no longer context was met either
            step -= BACK_OFF * context
        else:
            step = min(0.0, step + tie - NEVER) - BACK_OFF * (context - 1)
            if context > 1 and (before := ties[place - 1]):
                pair = counts[codes[place - 2]] + counts[codes[place - 1]] - all_counted
                of, end = before - NEVER + pair, 2 * place + 2  # two bytes a character
                if of >= 0 and (count := gram[written[end - 6 : end]]) >= 0:
                    step = min(0.0, count - of) - BACK_OFF * (context - 2)
                    if context > 2 and (count := gram[written[end - 8 : end]]) >= 0:
                        of = gram[written[end - 8 : end - 2]]
                        if of >= 0:
                            step = min(0.0, count - of)
        total += step
        if total < least:
            break
    return total
