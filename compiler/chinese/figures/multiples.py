"""Multiples of a figure told, and what is left of one: 翻了一番, 是2021年的3.25倍, 只有原来的四分之一."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.changes import values_between
from compiler.chinese.figures.leaves import SHARE, TIMES, Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Standing, Statement
from compiler.chinese.figures.terms import Term, given, number, product, ratio
from compiler.chinese.figures.tree import Tree

MULTIPLE = re.compile(
    "(?:是|为|相当于|达到?|[扩增升提][大加长高]?[到至])(?P<base>[^，、]{0,14})的(?:近|约)?$"
)
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


OF_FORMER = re.compile(
    "(?:至|到|为|成|是|仅|只有|仅有|不到|不足|相当于)(?:原[来先有]?|此前|(?:整改|整治|改革|改造)前|[上去]年|往年|同期)[^，、\\d]{0,4}的$"
)
"""Says that a share is what there is now of what there was: 只有原来的四分之一."""


def of_former(tree: Tree) -> Iterator[Statement]:
    """``由20天缩短至原来的二分之一，即10天``; ``从8.4%降为2.1%，只有原来的四分之一``."""
    for stretch in tree.sentences:
        for share in stretch.leaves:
            if share.kind != SHARE or not OF_FORMER.search(share.before):
                continue
            near = [one for one in stretch.leaves if abs(one.clause - share.clause) <= 1]
            former = next(
                (
                    one
                    for one in reversed(near)
                    if one.start < share.start and roles.FROM.search(one.before)
                ),
                None,
            )
            if former is None:
                continue
            now = [
                one
                for one in near
                if one is not share and one.kind == former.kind and one.start > former.start
            ]
            if len(now) == 1:
                reading = Reading(
                    given(share, rounded=share.exact), ratio(given(now[0]), given(former))
                )
                yield Statement("与原来之比", (reading,), Certainty.SURE)


def _times(leaf: Leaf, times: int) -> Term:
    return product(number(times, str(times)), given(leaf))


def multiples(tree: Tree) -> Iterator[Statement]:
    """``由8家增加到26家，是2021年的3.25倍``: one figure of another before it, whose number need not be told again."""
    for stretch in tree.sentences:
        for times in stretch.leaves:
            # 相当于五年前的1.43倍: the time is a figure of its own
            words = times.lead if times.before in ("前的", "底的", "初的", "末的") else times.before
            match = MULTIPLE.search(words)
            if times.kind != TIMES or match is None:
                continue
            own: dict[str, list[Leaf]] = {}
            for leaf in reach.beside(stretch, times.start):
                base = len(match["base"]) >= 2 and match["base"][:4] in leaf.before
                ahead = leaf.start < times.start
                if (ahead or base) and leaf.kind and leaf.kind not in roles.NO_COUNT:
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
