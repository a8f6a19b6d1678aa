"""Whether another reading, that no construction knows, may give a figure: then what seems false is told as
probable only, since any sum, difference, share or mean in reach that yields a figure may be what is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from compiler.chinese.figures.leaves import POINTS, SHARE, Leaf

REACH = 8
"""So many figures of its sentence to either side are looked at; with more, chance explains anything."""
MOST_PARTS = 4
"""Parts of a sum that are tried: of five and more hardly one sum is missed by the constructions, and a
random number is one of so many sums too easily."""


def may_be_explained(leaf: Leaf, leaves: Sequence[Leaf]) -> bool:
    """Tell whether ``leaf`` is what simple arithmetic makes of other figures around it."""
    place = next(i for i, own in enumerate(leaves) if own is leaf)
    near = [
        one
        for one in leaves[max(0, place - REACH) : place + REACH + 1]
        if one is not leaf and one.sentence == leaf.sentence
    ]
    if leaf.kind == SHARE:
        return any(_rounds_to(leaf, value) for value in _shares(leaf, near))
    own = [one for one in near if one.kind == leaf.kind]
    return any(_same(leaf, value, used) for value, used in _sums(own)) or any(
        _rounds_to(leaf, value) for value in _means(own, near)
    )


def _sums(own: Sequence[Leaf]) -> Iterator[tuple[Decimal, tuple[Leaf, ...]]]:
    """Yield sums of figures, and what is left of one when others are taken off."""
    for size in range(2, min(MOST_PARTS, len(own)) + 1):
        for parts in combinations(own, size):
            total = sum((part.value for part in parts), Decimal(0))
            yield total, parts
            for whole in parts:
                yield 2 * whole.value - total, parts


def _shares(leaf: Leaf, near: Sequence[Leaf]) -> Iterator[Decimal]:
    """Yield the shares and rates of growth that two figures of a kind come to, and shares with points
    added or taken off.
    """
    for one, other in combinations(near, 2):
        if {one.kind, other.kind} == {SHARE, POINTS}:
            yield from (one.value + other.value, abs(one.value - other.value))
        elif one.kind == other.kind and one.value > 0 and other.value > 0:
            for over, under in ((one.value, other.value), (other.value, one.value)):
                yield over / under
                yield abs(over - under) / under


def _means(own: Sequence[Leaf], near: Sequence[Leaf]) -> Iterator[Decimal]:
    """Yield means: of figures that stand in a row, and of an amount, or of what is left of one, over a
    number of something else.
    """
    for size in range(2, len(own) + 1):
        for start in range(len(own) - size + 1):
            row = own[start : start + size]
            yield sum((one.value for one in row), Decimal(0)) / size
    counts = [one.value for one in near if one.factor == 1 and one.value > 1]
    amounts = [one.value for one in own]
    amounts += [abs(one.value - other.value) for one, other in combinations(own, 2)]
    yield from (amount / count for amount in amounts for count in counts)


def _same(leaf: Leaf, value: Decimal, used: Sequence[Leaf]) -> bool:
    """Tell whether a sum is the figure: to the digit, or rounded where units differ."""
    steps = {one.factor for one in (leaf, *used)}
    slack = leaf.step / 2 if len(steps) > 1 else Decimal(0)
    return leaf.low - slack <= value <= leaf.high + slack


def _rounds_to(leaf: Leaf, value: Decimal) -> bool:
    return leaf.low - leaf.step / 2 <= value <= leaf.high + leaf.step / 2
