"""Figures where they stand, and claims over figures of several passages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

import attrs

from compiler.checks.passages import Passage
from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.statements import Answer, Certainty
from compiler.chinese.figures.tree import Tree, read
from compiler.chinese.numerals import plain
from compiler.model.computed import Claim
from compiler.span import Span

PEOPLE = "人"


@attrs.frozen(eq=False)
class Cited:
    """A figure where it stands; ``offset`` is where its passage begins in the text that was read."""

    passage: Passage
    leaf: Leaf
    offset: int = 0

    @property
    def start(self) -> int:
        """Where it begins in its passage."""
        return self.leaf.start - self.offset

    @property
    def end(self) -> int:
        """Where it ends in its passage."""
        return self.leaf.end - self.offset

    @property
    def span(self) -> Span:
        """Its place in the cell."""
        return self.passage.span(self.start, self.end)


def in_one_go(passages: Sequence[Passage]) -> Tree:
    """Return the tree of passages that are read together, a line each."""
    return read("\n".join(passage.text for passage in passages))


def offsets(passages: Sequence[Passage]) -> list[int]:
    """Return where each of the passages begins in the text that is read."""
    return [0, *accumulate(len(passage.text) + 1 for passage in passages[:-1])]


def cited(passage: Passage) -> list[Cited]:
    """Return the figures of a passage that have a unit."""
    return cited_each([passage])[0]


def cited_each(passages: Sequence[Passage]) -> list[list[Cited]]:
    """Return the figures of each of the passages that are read together."""
    starts = offsets(passages)
    found: list[list[Cited]] = [[] for _ in passages]
    for leaf in in_one_go(passages).leaves:
        if leaf.kind:
            number = bisect_right(starts, leaf.start) - 1
            found[number].append(Cited(passages[number], leaf, starts[number]))
    return found


def sum_claim(
    kind: str,
    totals: Sequence[Cited],
    parts: Sequence[Cited],
    certainty: Certainty = Certainty.SURE,
) -> Claim:
    """Return the claim that two lists of figures come to the same; the first is mostly one total."""
    sums = [sum((item.leaf.value for item in side), Decimal(0)) for side in (totals, parts)]
    formula = " = ".join(" + ".join(item.leaf.text for item in side) for side in (totals, parts))
    return Claim(
        kind,
        formula,
        answer(sums[0] == sums[1]),
        difference(sums[0], sums[1], totals[0].leaf),
        tuple(item.span for item in (*totals, *parts)),
        certainty,
    )


def same_claim(one: Cited, other: Cited, certainty: Certainty = Certainty.SURE) -> Claim:
    """Return the claim that two figures are one and the same."""
    return sum_claim("同一数两处一致", [other], [one], certainty)


def count_claim(kind: str, total: Cited, listed: int, place: Span, named: str) -> Claim:
    """Return the claim that as many are listed at ``place`` as a figure says."""
    return Claim(
        kind,
        f"{total.leaf.text} = 所列 {listed} {named}",
        answer(total.leaf.value == listed),
        difference(total.leaf.value, Decimal(listed), total.leaf),
        (total.span, place),
    )


def answer(holds: bool) -> Answer:
    """Return the answer of a claim that has one reading."""
    return Answer.TRUE if holds else Answer.FALSE


def difference(one: Decimal, other: Decimal, leaf: Leaf) -> str:
    """Return how far two values are apart, in the unit of a figure."""
    return plain(abs(one - other) / (leaf.factor or 1)) + leaf.unit
