"""So many each: 书记3个、镇长3个、其余9名班子成员各1个; 余款1.3万元，由两名经手人各承担6500元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Standing, Statement
from compiler.chinese.figures.terms import Term, counted, given, product, summed
from compiler.chinese.figures.tree import Stretch, Tree

EACH = re.compile(
    r"^[^，、；\d]{0,10}(?:各(?!类|级|项|种|方|地|自|有关)|每[人户个名家处村镇县区所座台套]|均)(?!已|未)[^，、；\d]{0,4}$"
)
SINGLY = re.compile("^[、和与]")
MOST = 6


def each(tree: Tree) -> Iterator[Statement]:
    """``15个：书记3个、镇长3个、其余9名班子成员各1个``: with the others of the list, so many each add up to the total."""
    for stretch in tree.sentences:
        for several, one in pairwise(stretch.leaves):
            if (
                several.kind in roles.NO_COUNT
                or one.kind in roles.NO_COUNT
                or several.kind == one.kind
                or several.clause != one.clause
                or not EACH.search(one.before)
                or _listed(stretch, one)
            ):
                continue
            own = [
                leaf
                for leaf in reach.beside(stretch, one.start)
                if leaf.kind == one.kind and leaf is not one
            ]
            before = [leaf for leaf in own if leaf.start < several.start][-MOST:]
            readings, certainty = _readings(before, several, one, stretch)
            if readings:
                yield Statement("每份与总数", tuple(readings), certainty, standing=Standing.PLACED)


def _listed(stretch: Stretch, one: Leaf) -> bool:
    """Tell whether several values follow, one for each: 三家各余310万元、205万元、145万元."""
    return any(
        leaf.kind == one.kind and SINGLY.fullmatch(stretch.between(one.end, leaf.start))
        for leaf in reach.beside(stretch, one.start)
        if leaf.start > one.start
    )


def _readings(
    before: Sequence[Leaf], several: Leaf, one: Leaf, stretch: Stretch
) -> tuple[list[Reading], Certainty]:
    """Return that so many each come to a total before them, alone or with the parts between."""
    times = product(counted(several, several.factor), given(one))
    readings = []
    for index, total in enumerate(before):
        parts: list[Term] = [given(leaf) for leaf in before[index + 1 :]]
        if parts:
            readings.append(Reading(given(total), summed((*parts, times))))
        readings.append(Reading(given(total), times))
    if not readings:
        return [], Certainty.POSSIBLE
    listed = len(before) > 1 and stretch.between(before[-1].end, several.start)[:1] == "、"
    borne = re.search(r"由$", several.before) and several.clause - before[-1].clause <= 2
    return readings, Certainty.SURE if (
        listed and roles.is_rest(several)
    ) or borne else Certainty.POSSIBLE
