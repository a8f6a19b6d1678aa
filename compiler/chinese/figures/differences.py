"""Differences told by a word of more or less, of two figures that its sentence tells: 账存1240包，实存1228包，短少12包;
应考81人，通过72人，相差9人; 预算47.5亿元，成交44.8亿元，节支2.7亿元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from compiler.chinese.figures import reach, roles, than
from compiler.chinese.figures.leaves import POINTS, SHARE, Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Standing, Statement
from compiler.chinese.figures.terms import given, summed
from compiler.chinese.figures.tree import Tree

MORE_OR_LESS = re.compile(
    "(?:(?<![提增减降升最])[高低多少快慢早晚短][了出于]?|超(?:出|过|前|投|发|付|编|员|支)?|[相]?差[距额]?|(?<!全)省[下了]?|节[约支省余]|盈[利余]?|亏损?"
    "|空[缺编置座床岗额]?|短少|富余|^结[余存]|^余额|剩余?|净[多少]|追加|截留|腾出|消除|收窄|拉开|落后|领先|提前|推迟"
    "|缩[短小减]|压[减缩]|核[减增]|便宜|极差|毛利|虚[增列报]|少[付收报缴]|多[付收报领发])"
    "(?:了|出|达|为|约|共|仅|近|整整)*$"
)
OF_ANOTHER = re.compile(
    "[比较同环均每]|上年|去年|以往|平均|分别|依次|不|未|至少|最|超过|低于|高于|多于|少于"
)
"""Says that the other side is told elsewhere, or that a figure is a bound or a mean."""
OF_WHICH = re.compile("其中|后者|前者")
OF_EACH = re.compile("[每均]|价")
"""Says that a figure is of one, so that it differs from no sum."""
SIDES, BEHIND = 5, 2
"""So many figures of its kind before it, and so many behind it, are tried: with more, chance explains anything."""


def differences(tree: Tree) -> Iterator[Statement]:
    """``账存1240包，实存1228包，短少12包``: what two figures of its kind in its sentence differ by."""
    for before, leaf in zip((None, *tree.leaves), tree.leaves, strict=False):
        if not leaf.kind or (leaf.kind in roles.NO_COUNT and leaf.kind not in than.OF_VALUES):
            continue
        if not MORE_OR_LESS.search(leaf.before) or OF_ANOTHER.search(leaf.before):
            continue
        if (
            OF_WHICH.search(leaf.lead)
            or roles.PAST_MULTIPLE.search(leaf.before)
            or (before is not None and _against(before, leaf))
        ):
            continue
        others = _others(tree, leaf)
        if len(others) < 2:
            continue
        left = given(leaf, leaf.factor != min(one.factor for one in others))
        readings = [
            Reading(left, summed((given(high),), (given(low),)))
            for pair in combinations(others, 2)
            for high, low in (pair, pair[::-1])
        ]
        yield Statement("相差之数", tuple(readings), Certainty.POSSIBLE, standing=Standing.REACHED)


def _against(before: Leaf, leaf: Leaf) -> bool:
    """Tell whether the figure right before is what a difference is from, so that its other side need not be told: 较计划的
    80%仍低3个百分点.
    """
    here = (before.sentence, before.clause) == (leaf.sentence, leaf.clause)
    return here and than.HELD_AGAINST.search(before.before) is not None


def _others(tree: Tree, leaf: Leaf) -> list[Leaf]:
    """Return the figures of its sentence that a difference can be between, the nearest."""
    kind = SHARE if leaf.kind == POINTS else leaf.kind
    own = [
        one
        for one in reach.in_reach(tree, leaf)
        if one.kind == kind
        and one.sentence == leaf.sentence
        and one is not leaf
        and not OF_EACH.search(one.before)
    ]
    return [
        *[one for one in own if one.start < leaf.start][-SIDES:],
        *[one for one in own if one.start > leaf.start][:BEHIND],
    ]
