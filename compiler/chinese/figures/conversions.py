"""One amount in two units: 5.6公顷（84亩）, 折合, 约合, 即."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from compiler.chinese.figures import roles
from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Statement
from compiler.chinese.figures.terms import given
from compiler.chinese.figures.tree import Tree

AS = re.compile(r"^[，,]?(?:折合|合|约合|折|相当于|换算为|即|约)?(?:约|为|成)?$")
SAID = re.compile(r"折合|约合|合|折|相当于|换算|即")


def conversions(tree: Tree) -> Iterator[Statement]:
    """``4500亩（折合300公顷）``: the same amount, in units that differ."""
    for stretch in tree.stretches:
        for first, second in pairwise(stretch.leaves):
            said = SAID.search(tree.text, first.end, second.start)
            if _convertible(first, second) and said and second.clause - first.clause <= 1:
                yield _same(first, second)
        if stretch.host is not None and len(stretch.leaves) == 1:
            inner = stretch.leaves[0]
            if _convertible(stretch.host, inner) and not inner.after:
                yield _same(stretch.host, inner)


def _convertible(first: Leaf, second: Leaf) -> bool:
    """Tell whether the second figure can be the first in another unit."""
    return (
        first.kind == second.kind
        and first.unit != second.unit
        and first.kind not in (*roles.NO_COUNT, "人")
        and AS.search(second.before) is not None
    )


def _same(first: Leaf, second: Leaf) -> Statement:
    sides = [given(leaf, rounded="." in leaf.text) for leaf in (first, second)]
    return Statement("单位换算", (Reading(sides[0], sides[1]),), Certainty.SURE)
