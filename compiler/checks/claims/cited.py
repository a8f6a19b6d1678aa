"""Figures where they stand, and claims over figures of several passages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import attrs

from compiler.checks.passages import Passage
from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.statements import Answer, Certainty
from compiler.chinese.figures.tree import read
from compiler.chinese.numerals import plain
from compiler.model.computed import Claim
from compiler.span import Span

PEOPLE = "人"


@attrs.frozen(eq=False)
class Cited:
    """A figure where it stands."""

    passage: Passage
    leaf: Leaf

    @property
    def span(self) -> Span:
        """Its place in the cell."""
        return self.passage.span(self.leaf.start, self.leaf.end)


def cited(passage: Passage) -> list[Cited]:
    """Return the figures of a passage that have a unit."""
    return [Cited(passage, leaf) for leaf in read(passage.text).leaves if leaf.kind]


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
