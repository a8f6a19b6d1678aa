"""What a notice itself knows of its words: no slip is made by two writers, and what they all write may have
been meant where one stands loose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import attrs

from compiler.chinese.spelling.layout import EDGE
from compiler.chinese.spelling.runs import AN_EDGE, Runs, parted

STRONG_WORD = 7 << 4
"""The byte of a pair from which on it is what may have been meant."""
IN_WORD, IN_FRAME, OFTEN_IN_FRAME = 1.2, 3.5, 5.0
"""What speaks for a familiar word; for one that stands between the same two characters elsewhere, and
if it does so ``OFTEN`` times."""
OFTEN = 3


@attrs.frozen(eq=False)
class Familiar:
    """What the writers of a notice know: ``writers`` tells for each the numbers of the texts."""

    runs: Runs | None = None
    writers: Sequence[Sequence[int]] = ()

    def among(self, pairs: set[int]) -> set[int]:
        """Return those of some pairs that two writers use; none beside an edge."""
        seen: set[int] = set()
        twice: set[int] = set()
        if self.runs:
            for numbers in self.writers:
                texts = map(self.runs.pairs_of, numbers)
                own = pairs.intersection(chain.from_iterable(texts))
                twice |= own & seen
                seen |= own
        first, second = parted(twice)
        return {
            pair
            for pair, one, other in zip(twice, first, second, strict=True)
            if one != AN_EDGE and other != EDGE
        }


@attrs.frozen(eq=False)
class Words:
    """Every two familiar characters in a row that make a strong word, by the first those that stand ``after``
    it and by the second those ``before``, and all that is written.
    """

    after: Mapping[int, list[int]]
    before: Mapping[int, list[int]]
    shown: str

    def beside(self, left: int, right: int) -> list[int]:
        """Return what makes a strong word behind a character or before another."""
        return [*sorted(self.after.get(left, ())), *sorted(self.before.get(right, ()))]

    def vouching(self, left: int, meant: int, right: int) -> float:
        """Return what speaks for a character between two others that makes a familiar word there."""
        if left == AN_EDGE or right == AN_EDGE:
            return IN_WORD
        frame = chr(left) + chr(meant) + chr(right)
        times = self.shown.count(frame)  # asked of few: counting all would cost more
        return IN_WORD if not times else IN_FRAME if times < OFTEN else OFTEN_IN_FRAME


NOTHING = Familiar()


def familiar_in(runs: Runs, texts_of: Iterable[Sequence[int]]) -> Familiar:
    """Return what is familiar in a notice; ``texts_of`` tells for each writer the numbers of the texts."""
    return Familiar(runs, [*texts_of])


def words_of(pairs: Iterable[int], shown: str) -> Words:
    """Return what pairs that make strong words make of characters."""
    after: dict[int, list[int]] = defaultdict(list)
    before: dict[int, list[int]] = defaultdict(list)
    first, second = parted(pairs)
    for one, other in zip(first, map(ord, second), strict=True):
        after[one].append(other)
        before[other].append(one)
    return Words(after, before, shown)
