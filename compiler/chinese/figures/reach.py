"""Which figures a derived one (a share, a growth, an average) can have been worked out from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import takewhile

from compiler.chinese.figures import roles
from compiler.chinese.figures.leaves import SHARE, Leaf
from compiler.chinese.figures.tree import Stretch, Tree

BACK, AHEAD = 12, 8
"""So many figures before a derived one and behind it are in reach: by judgement, what a reader still has
before his eyes."""


WIDE = 16
"""So many figures on either side of a place of one sentence are looked at: by judgement the longest list."""


def in_reach(tree: Tree, leaf: Leaf) -> list[Leaf]:
    """Return the figures around one that it may rest on, in the order of the text: those before it, and
    those behind it in its own sentence.
    """
    position = bisect_left(tree.leaves, leaf.start, key=lambda one: one.start)
    before = [
        one for one in tree.leaves[max(0, position - BACK) : position] if one.line == leaf.line
    ]
    behind = [
        other
        for other in tree.leaves[position + 1 : position + 1 + AHEAD]
        if other.sentence in (leaf.sentence, -1)
    ]
    return [*before, *behind]


def beside(stretch: Stretch, place: int) -> list[Leaf]:
    """Return the figures of a sentence or bracket around a place, in order: as many as a reader looks at."""
    position = bisect_left(stretch.leaves, place, key=lambda one: one.start)
    return list(stretch.leaves[max(0, position - WIDE) : position + WIDE])


def counted(leaves: Iterable[Leaf]) -> dict[str, list[Leaf]]:
    """Return the figures that count or measure, by the class of their unit: no shares or durations."""
    found: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        if leaf.kind not in roles.NO_COUNT:
            found.setdefault(leaf.kind, []).append(leaf)
    return found


def shared(words: str, others: str) -> bool:
    """Tell whether two wordings have two characters in a row in common."""
    return any(words[i : i + 2] in others for i in range(len(words) - 1))


def alike(one: Leaf, other: Leaf) -> bool:
    """Tell whether one figure may be a share of another: of one kind, or in counters that people take for
    each other (批次 of 件次, 件 of 件次).
    """
    return one.kind == other.kind or (
        one.factor == other.factor == 1 and not {*one.kind}.isdisjoint(other.kind)
    )


def shares_in_a_row(stretch: Stretch, at: int) -> list[Leaf]:
    """Return the share at a position of a stretch and those that follow it with no more than a mark
    between, in its clause: 为60%、92%、100%.
    """
    first = stretch.leaves[at]
    following = takewhile(
        lambda leaf: leaf.kind == SHARE and leaf.clause == first.clause and len(leaf.before) <= 1,
        stretch.leaves[at + 1 :],
    )
    return [first, *following]
