"""Characters mistyped: in any common word of the prose, one character for another of the same sound,
or for one that looks like it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from planting import Clean, Mutator
from prose_defects import Edit, choose

from compiler.chinese.spelling.layout import EDGE, STRONG
from compiler.chinese.spelling.tables import tables

OTHER = re.compile("[^\u4e00-\u9fff]")
"""What is no Chinese character: the tables have rows for these alone."""
COMMON = 7.0
"""Only characters met about as often as e to this power are put in: those that people type."""


def mistyped(others: Callable[[str], Iterable[str]]) -> Mutator:
    """Return a mutator that puts another character into a common word, where what comes of it is
    no common word itself.
    """

    def edits(clean: Clean) -> Iterator[Edit]:
        known = tables()
        for place in clean.places:
            text = OTHER.sub(EDGE, place.text)
            for at in range(len(text) - 1):
                if text[at] == EDGE or known.pair(text[at], text[at + 1]) >> 4 < STRONG + 2:
                    continue
                for other in others(text[at]):
                    if (
                        known.counts.get(ord(other), 0) >= COMMON
                        and known.pair(other, text[at + 1]) >> 4 < 2
                        and (at == 0 or known.pair(text[at - 1], other) >> 4 < 2)
                    ):
                        yield place, at, at + 1, other
                        break

    return choose(edits)


@cache
def same_sound(character: str) -> str:
    """Return the characters that sound like one."""
    known = tables()
    own = known.sounds[ord(character)]
    alike = [code for code in known.counts if own and known.sounds[code] == own]
    return "".join(map(chr, alike)).replace(character, "")


def same_shape(character: str) -> str:
    """Return the characters that look like one."""
    return "".join(map(chr, tables().looks.row(ord(character))))
