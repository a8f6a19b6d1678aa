"""How likely a few characters are where they stand, by the longest contexts in which they were met."""

from __future__ import annotations

from math import inf
from operator import add

import attrs

from compiler.chinese.spelling.layout import EDGE, NEVER, TIE
from compiler.chinese.spelling.runs import AROUND
from compiler.chinese.spelling.tables import Tables

BACK_OFF = 1.5
"""What a shorter context costs."""
_NEARBY = bytes(value & TIE for value in range(256))


@attrs.frozen
class Around:
    """What stands around one or two characters: up to three others on either side and the edges of
    their run, and all ties: those before, those of the characters themselves and those after.
    """

    before: str
    after: str
    ties_before: bytes
    ties: bytes
    ties_after: bytes

    @classmethod
    def of(cls, known: Tables, window: str) -> Around:
        """Return what stands around the middle of a window."""
        before, after = window[:AROUND], window[-AROUND:]
        before = before[max(0, before.rfind(EDGE)) :]
        after = after[: after.find(EDGE) + 1 or AROUND]
        whole = before + window[AROUND:-AROUND] + after
        ties = bytes(map(known.pairs_of.__getitem__, map(add, whole, whole[1:]))).translate(_NEARBY)
        own, end = len(before) - 1, len(whole) - len(after)
        return cls(before, after, b"\0" + ties[:own], ties[own:end], ties[end:])


def likelihood(
    known: Tables, around: Around, middle: str, own_ties: bytes, least: float = -inf
) -> float:
    """Return the logarithm of how likely the middle and what follows are, after what precedes: each
    character after up to three others, by the longest of these contexts in which it was met; any
    number below ``least`` if it is less than that.
    """
    text = around.before + middle + around.after
    ties = around.ties_before + own_ties + around.ties_after
    counts, gram, all_counted = known.counts, known.gram, known.all_counted
    total = 0.0
    for place in range(len(around.before), len(text)):
        character, tie, context = text[place], ties[place], min(place, 3)
        step = counts.get(character, 0.0) - all_counted
        if not tie:  # then no longer context was met either
            step -= BACK_OFF * context
        else:
            step = min(0.0, step + tie - NEVER) - BACK_OFF * (context - 1)
            if (
                context > 1
                and ties[place - 1]
                and (count := gram[text[place - 2 : place + 1]]) >= 0
            ):
                pair = counts[text[place - 2]] + counts[text[place - 1]] - all_counted
                if (of := ties[place - 1] - NEVER + pair) >= 0:
                    step = min(0.0, count - of) - BACK_OFF * (context - 2)
                    if context > 2 and (count := gram[text[place - 3 : place + 1]]) >= 0:
                        of = gram[text[place - 3 : place]]
                        if of >= 0:
                            step = min(0.0, count - of)
        total += step
        if total < least:
            break
    return total
