"""Multiples of a figure told: 翻了一番, 是2021年的3.25倍."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.changes import values_between
from compiler.chinese.figures.leaves import TIMES, Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Standing, Statement
from compiler.chinese.figures.terms import Term, given, number, product, ratio
from compiler.chinese.figures.tree import Tree

MULTIPLE = re.compile("(?:是|为|相当于|达到?)[^，、]{0,14}的(?:近|约)?$")
DOUBLED = re.compile(r"翻(?:了)?(?P<times>一|两|二|三)番")


def doubled(tree: Tree) -> Iterator[Statement]:
    """``由45个增加到90个，翻了一番``: twice for each 番."""
    for stretch in tree.sentences:
        for match in DOUBLED.finditer(stretch.text):
            times = 2 ** {"一": 1, "两": 2, "二": 2, "三": 3}[match["times"]]
            pairs = values_between(
                [leaf for leaf in stretch.leaves if leaf.end <= match.start() + stretch.start]
            )
            for earlier, later in pairs[-1:]:
                yield Statement(
                    "增减幅度", (Reading(given(later), _times(earlier, times)),), Certainty.PROBABLE
                )


def _times(leaf: Leaf, times: int) -> Term:
    return product(number(times, str(times)), given(leaf))


def multiples(tree: Tree) -> Iterator[Statement]:
    """``由8家增加到26家，是2021年的3.25倍``: one figure of another before it, whose number need not be told again."""
    for stretch in tree.sentences:
        for times in stretch.leaves:
            if times.kind != TIMES or not MULTIPLE.search(times.before):
                continue
            own: dict[str, list[Leaf]] = {}
            for leaf in reach.beside(stretch, times.start):
                if leaf.start < times.start and leaf.kind and leaf.kind not in roles.NO_COUNT:
                    own.setdefault(leaf.kind, []).append(leaf)
            readings = [
                Reading(given(times, rounded=times.exact), ratio(given(over), given(under)))
                for leaves in own.values()
                for over in reversed(leaves)
                for under in leaves
                if over is not under
            ]
            if readings:
                yield Statement(
                    "倍数", tuple(readings), Certainty.PROBABLE, standing=Standing.REACHED
                )
