"""What a notice itself knows of its words: no slip is made by two writers, and what they all write may have
been meant where one stands loose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import attrs

from compiler.chinese.spelling.layout import EDGE
from compiler.chinese.spelling.runs import Runs
from compiler.chinese.spelling.tables import tables

STRONG_WORD = 7 << 4
"""The byte of a pair from which on it is what may have been meant."""
IN_WORD, IN_FRAME, OFTEN_IN_FRAME = 1.2, 3.5, 5.0
"""What speaks for a familiar word; for one that stands between the same two characters elsewhere, and
if it does so ``OFTEN`` times."""
OFTEN = 3


@attrs.frozen(eq=False)
class Familiar:
    """Every two characters in a row that two writers of a notice use, by the first those that stand
    ``after`` it and by the second those ``before``, and all that is written.
    """

    pairs: frozenset[str] = frozenset()
    after: Mapping[str, str] = attrs.field(factory=dict)
    before: Mapping[str, str] = attrs.field(factory=dict)
    shown: str = ""

    _words: dict[str, str] = attrs.field(factory=dict)

    def words(self, left: str, right: str) -> str:
        """Return what makes a strong word behind a character or before another; kept by these."""
        known, pairs = self._words, tables().pairs_of
        if (before := left + "_") not in known:
            others = self.after.get(left, "")
            known[before] = "".join([c for c in others if pairs[left + c] >= STRONG_WORD])
        if (behind := "_" + right) not in known:
            others = self.before.get(right, "")
            known[behind] = "".join([c for c in others if pairs[c + right] >= STRONG_WORD])
        return known[before] + known[behind]

    def vouching(self, left: str, meant: str, right: str) -> float:
        """Return what speaks for a character between two others that makes a familiar word there."""
        if EDGE in (left, right):
            return IN_WORD
        times = self.shown.count(left + meant + right)  # asked of few: counting all would cost more
        return IN_WORD if not times else IN_FRAME if times < OFTEN else OFTEN_IN_FRAME


NOTHING = Familiar()


def familiar_in(runs: Runs, texts_of: Iterable[Iterable[int]]) -> Familiar:
    """Return what is familiar in a notice; ``texts_of`` tells for each writer the numbers of the texts."""
    seen: set[str] = set()
    twice: set[str] = set()
    for numbers in texts_of:
        own = {pair for number in numbers for pair in runs.pairs_of(number)}
        twice |= own & seen
        seen |= own
    after: dict[str, str] = defaultdict(str)
    before: dict[str, str] = defaultdict(str)
    pairs = frozenset(pair for pair in twice if EDGE not in pair)
    for pair in sorted(pairs):
        after[pair[0]] += pair[1]
        before[pair[1]] += pair[0]
    return Familiar(pairs, after, before, runs.shown)
