"""Whether other arithmetic gives a figure that a false statement is about: the sums, differences, shares and means
in reach are what may be meant instead. What nothing explains is told; what something does is told less surely.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, combinations

import attrs

from compiler.chinese.figures import reach
from compiler.chinese.figures.leaves import POINTS, SHARE, Leaf
from compiler.chinese.figures.statements import Certainty, Judged, Standing

REACH = 12
"""So many figures to either side are looked at; with more, chance explains anything."""
NEAR = 8
"""So many of them in its own sentence are tried in every combination."""
MOST_PARTS = 4
"""Parts of a sum that are tried in every combination: of five and more hardly one sum is missed by those in a row,
and a random number is one of so many sums too easily."""
MANY = 3
"""So many parts of a total are told apart in one way; that it parts in another way as well says nothing of them."""
LENGTHS = ("年", "个月", "日", "天", "周", "岁", "个工作日", "小时", "分钟")
"""What dates give as well, which nobody tries here."""
TOTALS = ("分项之和", "各期之和")
"""Statements about a figure that is said to be a sum (合计): no mean of others is meant by it."""
TELLING = 3
"""So many digits of a figure are not what other figures come to by chance. By measurement: of two, every tenth is."""


def weighed(one: Judged, leaves: Sequence[Leaf]) -> Judged:
    """Return a false statement as sure as it is beside other arithmetic. Where the words name or reach its figures it stays
    sure; else what is explained is less, and what nothing explains is at least probable.
    """
    derived = one.reading.left.leaves
    how = one.statement.certainty
    if len(derived) != 1 or derived[0].kind in LENGTHS:
        return one
    leaf, standing = derived[0], one.statement.standing
    if how is Certainty.SURE and _told_otherwise(one, leaves):
        how = Certainty.PROBABLE
    elif how is Certainty.SURE:
        mean = one.statement.kind not in TOTALS
        if standing is not Standing.NAMED and _near(leaf, leaves, mean=mean):
            if _digits(leaf) >= TELLING:
                told = standing is Standing.REACHED or _is_sum(one)
                how = Certainty.PROBABLE if told else Certainty.POSSIBLE
            elif standing is not Standing.REACHED:
                how = Certainty.PROBABLE
    elif standing in (Standing.REACHED, Standing.PLACED):
        parts = one.reading.right.leaves
        parts = parts if len(parts) >= MANY and leaf.kind == parts[0].kind else ()
        own = frozenset(one.reading.right.leaves)
        explained = _near(leaf, leaves, parts, apart_from=own) or _in_rows(leaf, leaves, parts)
        how = Certainty.POSSIBLE if explained else Certainty.PROBABLE
    if how is Certainty.SURE and not one.statement.alone:
        how = Certainty.PROBABLE
    if how is one.statement.certainty:
        return one
    return attrs.evolve(one, statement=attrs.evolve(one.statement, certainty=how))


def _is_sum(one: Judged) -> bool:
    """Tell whether a statement is of a total and its parts: what else comes to the total says nothing of these."""
    (total,), parts = one.reading.left.leaves, one.reading.right.leaves
    alike = all(part.kind == total.kind for part in parts)
    return len(parts) > 1 and alike and " - " not in one.reading.right.write()


def _told_otherwise(one: Judged, leaves: Sequence[Leaf]) -> bool:
    """Tell whether parts that miss a total come to another figure told, or one of them is what others come
    to: 录入136栋，其中经营性19栋；C级6栋、D级2栋，危房共8栋; 受理315部，通过278部，投用194部，在建84部.
    """
    (total,), parts = one.reading.left.leaves, one.reading.right.leaves
    if one.reading.sign != "=" or len(parts) < 2 or {part.kind for part in parts} != {total.kind}:
        return False
    told = {leaf.value for leaf in _around(total, leaves, REACH) if leaf.kind == total.kind}
    for size in range(2, min(MOST_PARTS, len(parts)) + 1):
        for some in combinations(parts[:NEAR], size):
            if sum((part.value for part in some), Decimal(0)) in told:
                return True
    return False


def _digits(leaf: Leaf) -> int:
    return sum(character.isdigit() for character in leaf.text)


def _around(leaf: Leaf, leaves: Sequence[Leaf], far: int) -> list[Leaf]:
    place = next(i for i, own in enumerate(leaves) if own is leaf)
    return [one for one in leaves[max(0, place - far) : place + far + 1] if one is not leaf]


def _near(
    leaf: Leaf,
    leaves: Sequence[Leaf],
    parts: Sequence[Leaf] = (),
    *,
    apart_from: frozenset[Leaf] = frozenset(),
    mean: bool = True,
) -> bool:
    """Tell whether a figure is what simple arithmetic makes of others of its sentence, with some of its ``parts`` among
    them if it has such; of others than just those it stands ``apart_from``; means only where it may be a ``mean``.
    """
    around = _around(leaf, leaves, NEAR)
    near = [one for one in around if one.sentence == leaf.sentence]
    if leaf.kind == SHARE:
        near = [one for one in around if leaf.sentence - one.sentence in (0, 1)]
        return any(_rounds_to(leaf, value) for value in _shares(leaf, near))
    own = [one for one in near if one.kind == leaf.kind]
    wanted = 1 if _digits(leaf) >= TELLING else 2
    return any(
        _same(leaf, value, used)
        and apart_from != set(used)
        and (not parts or sum(one in parts for one in used) >= wanted)
        for value, used in _sums(own)
    ) or (mean and any(_rounds_to(leaf, value) for value in _means(own, near)))


def _in_rows(leaf: Leaf, leaves: Sequence[Leaf], parts: Sequence[Leaf] = ()) -> bool:
    """Tell whether a figure is told again, or is what figures in a row come to, less another one; with some of
    its ``parts`` among them if it has such.
    """
    own = [
        one
        for one in _around(leaf, leaves, REACH)
        if one.kind == leaf.kind and one.line == leaf.line
    ]
    if leaf.kind in (SHARE, POINTS):
        return any(_rounds_to(leaf, value) for value in _shares(leaf, _around(leaf, leaves, REACH)))
    for start in range(len(own)):
        for length, total in enumerate(accumulate(one.value for one in own[start:]), 1):
            row = own[start : start + length]
            if parts and not any(one in parts for one in row):
                continue
            if total == leaf.value or (
                _digits(leaf) >= TELLING
                and any(abs(one.value - total) == leaf.value for one in own)
            ):
                return True
    return False


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
        elif reach.alike(one, other) and one.value > 0 and other.value > 0:
            for over, under in ((one.value, other.value), (other.value, one.value)):
                yield over / under
                yield abs(over - under) / under
                yield over / (over + under)


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
