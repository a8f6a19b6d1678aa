"""Shares of one whole: 优良占44.7%、及格占50.2%、不及格占5.1% come to 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from compiler.chinese.figures import roles
from compiler.chinese.figures.leaves import SHARE, Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Statement
from compiler.chinese.figures.terms import given, number, summed
from compiler.chinese.figures.tree import Stretch, Tree

OF_IT = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,10}?)(?:的)?(?:占比?|比例|比重)(?:为|约|达|到|了)*$"
)
JOINED = re.compile("[、，；和]")
DENIES = re.compile("^(?:不|未|非|无)")


def whole(tree: Tree) -> Iterator[Statement]:
    """``优良占44.7%、及格占50.2%、不及格占5.1%``: shares of all kinds that one thing has, the last being the rest or what
    the others are not.
    """
    for stretch in tree.stretches:
        for group in _groups(stretch):
            names = [
                match["name"] if (match := OF_IT.search(leaf.before)) else "" for leaf in group
            ]
            rest = roles.is_rest(group[-1])
            denied = any(
                DENIES.sub("", name) in names and DENIES.match(name)
                for name in names
                if len(name) > 1
            )
            if not (rest or denied) or len(group) < 3:
                continue
            readings = [
                Reading(
                    summed([given(leaf, rounded=True) for leaf in group[start:]]), number(1, "100%")
                )
                for start in range(len(group) - 1)
            ]
            yield Statement("各占比之和", tuple(readings), Certainty.SURE)


def _groups(stretch: Stretch) -> Iterator[Sequence[Leaf]]:
    """Yield the shares that are told of several things in one row."""
    own = [leaf for leaf in stretch.leaves if leaf.kind == SHARE]
    group: list[Leaf] = own[:1]
    for one, other in pairwise(own):
        words = stretch.between(one.end, other.start)
        told = OF_IT.search(other.before) or roles.is_rest(other)
        if JOINED.match(words) and told and OF_IT.search(group[0].before):
            group.append(other)
        else:
            yield group
            group = [other]
    if group:
        yield group
