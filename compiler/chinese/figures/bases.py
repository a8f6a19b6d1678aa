"""Shares whose base is told beside them: 占总数52项的63.5%, 纠错率（以审结的65件计）为13.8%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.leaves import SHARE, TIMES
from compiler.chinese.figures.statements import Certainty, Reading, Statement
from compiler.chinese.figures.terms import added, given, ratio, summed
from compiler.chinese.figures.tree import Tree

BASE = re.compile(r"^[^，、占]{0,10}的(?:约|近|比例为|比重为)?$")
BASED = re.compile(r"占|完成|达到|相当于|约为|为|是|不足|超过")


def of_base(tree: Tree) -> Iterator[Statement]:
    """``33项，占总数52项的63.5%``: a share whose base is a figure of its own clause."""
    for base, share in pairwise(tree.leaves):
        if (
            share.kind not in (SHARE, TIMES)
            or base.kind in roles.NO_COUNT
            or not base.kind
            or base.clause != share.clause
            or base.sentence != share.sentence
            or not BASE.search(share.before)
            or not BASED.search(base.before)
        ):
            continue
        left = given(share, rounded=share.exact)
        near = [
            one for one in reach.in_reach(tree, share) if one.kind == base.kind and one is not base
        ]
        ahead = [one for one in near if one.start < share.start]
        parts = ahead[-6:] + [one for one in near if one.start > share.start][:1]
        readings = [Reading(left, ratio(given(part), given(base))) for part in reversed(parts)]
        readings += [
            Reading(left, ratio(summed((given(base),), (given(part),)), given(base)))
            for part in parts[-1:]
        ]
        readings += [
            Reading(left, ratio(added(ahead[at : at + 2]), given(base)))
            for at in range(len(ahead) - 1)
        ]
        if readings:
            yield Statement("占比", tuple(readings), Certainty.SURE)


def on_base(tree: Tree) -> Iterator[Statement]:
    """``纠错率（以审结的65件计）为13.8%``: a share whose base is told in brackets beside it."""
    for bracket in tree.brackets:
        base = bracket.leaves[0]
        if base.kind in roles.NO_COUNT or not COUNTED_BY.search(base.before + "0" + base.after):
            continue
        for share in tree.leaves:
            if share.kind == SHARE and -24 <= share.start - base.start <= 24:
                left = given(share, rounded=share.exact)
                parts = [
                    one
                    for one in reach.in_reach(tree, share)
                    if one.kind == base.kind and one is not base
                ]
                if parts:
                    readings = [Reading(left, ratio(given(part), given(base))) for part in parts]
                    yield Statement("占比", tuple(readings), Certainty.SURE)


def of_those(tree: Tree) -> Iterator[Statement]:
    """``85%的加油站（120座中的102座）``: a share that brackets behind it tell in numbers."""
    for bracket in tree.brackets:
        if len(bracket.leaves) != 2:
            continue
        whole, part = bracket.leaves
        if whole.kind != part.kind or not AMONG.search(whole.after):
            continue
        for share in tree.leaves:
            if share.kind == SHARE and 0 < bracket.start - share.end <= NEAR:
                reading = Reading(
                    given(share, rounded=share.exact), ratio(given(part), given(whole))
                )
                yield Statement("占比", (reading,), Certainty.PROBABLE)


AMONG = re.compile("^[^，、]{0,8}[中里](?:的|有)?$")
NEAR = 16
"""So far behind a share stand the brackets that tell it in numbers. By judgement."""
COUNTED_BY = re.compile("^[^0]{0,3}(?:以|按).*0.*(?:计|为基数|为准|算)")
