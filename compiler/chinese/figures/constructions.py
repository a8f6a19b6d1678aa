"""The constructions of figures in prose, in one ordered tuple: what one passage states by itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Set

import attrs

from compiler.chinese.figures import (
    again,
    announced,
    apart,
    averages,
    bases,
    bounds,
    changes,
    channels,
    conversions,
    differences,
    done,
    durations,
    each,
    flows,
    gaps,
    listed,
    multiples,
    named,
    order,
    overlaps,
    partitions,
    periods,
    persons,
    plausible,
    portions,
    products,
    proportions,
    roles,
    rows,
    series,
    shares,
    tallies,
    than,
    totals,
    whole,
)
from compiler.chinese.figures.explained import weighed
from compiler.chinese.figures.leaves import SHARE, Leaf
from compiler.chinese.figures.statements import (
    Answer,
    Certainty,
    Construction,
    Judged,
    Standing,
    judge,
)
from compiler.chinese.figures.tree import Stretch, Tree, read

CONSTRUCTIONS: tuple[Construction, ...] = (
    partitions.in_brackets,
    partitions.of_which,
    partitions.respectively,
    totals.added_up,
    apart.told_apart,
    done.done_of_due,
    done.unfinished,
    flows.flows,
    flows.net_change,
    bases.of_base,
    bases.on_base,
    bases.of_those,
    shares.shares,
    changes.directions,
    changes.growth,
    changes.of_shares,
    multiples.doubled,
    multiples.multiples,
    multiples.of_former,
    plausible.possible,
    plausible.whole_bases,
    averages.averages,
    conversions.conversions,
    listed.namely,
    listed.quoted_kinds,
    listed.months,
    listed.in_turn,
    listed.titles,
    listed.counted_parts,
    announced.in_turn,
    announced.quoted,
    durations.lasting,
    durations.compared,
    durations.years_told,
    periods.periods,
    order.limits,
    order.earlier,
    order.extremes,
    order.means,
    order.no_more_than_all,
    bounds.among,
    bounds.only,
    bounds.in_turn,
    bounds.held,
    bounds.taken,
    whole.whole,
    whole.split,
    again.told_before,
    again.exactly,
    again.by_deed,
    again.all_done,
    again.not_yet,
    named.before_number,
    named.behind_number,
    named.paired,
    named.valued,
    persons.by_sanction,
    persons.by_post,
    persons.times_and_persons,
    proportions.proportions,
    proportions.former_and_latter,
    each.each,
    products.products,
    products.bought,
    portions.portions,
    portions.scores,
    series.sums,
    series.last_of,
    series.cumulative,
    than.named,
    than.beside,
    than.spread,
    than.revised,
    than.stepped,
    than.severally,
    tallies.tallies,
    tallies.left_over,
    tallies.columns,
    overlaps.overlaps,
    rows.rows,
    channels.channels,
    gaps.gaps,
    gaps.reductions,
    gaps.net,
    differences.differences,
)


ROUNDING = "四舍五入"
OVERLAPPING = re.compile(
    "[（(][^（）()]*(?:同时|兼有|重复|重叠|交叉|[两多二][种项类个]以上)[^（）()]*[）)]"
)
"""A bracket that owns that parts overlap: （含同时存在两种以上情形的）."""


def stated(tree: Tree) -> Iterator[Judged]:
    """Yield every statement of a passage with its answer. What is false but of figures that others vouch for
    stays open, unless it is told against a date or a list, which they do not vouch for.
    """
    found = [judge(one) for construction in CONSTRUCTIONS for one in construction(tree)]
    told = {
        leaf
        for one in found
        if one.answer is Answer.TRUE and one.statement.binding and one.statement.certainty
        for leaf in one.reading.leaves
    }
    accounted = {leaf for one in found if one.statement.certainty for leaf in one.reading.leaves}
    wrong: list[frozenset[Leaf]] = []
    for one in found:
        if (
            one.answer is Answer.FALSE
            and len(one.reading.places) == len(one.reading.leaves) > 1
            and told.issuperset(one.reading.leaves)
        ):
            one = attrs.evolve(one, answer=Answer.UNDECIDED)
        one = _weighed(one, tree, accounted)
        if one.answer is Answer.FALSE and one.statement.certainty is not Certainty.POSSIBLE:
            leaves = frozenset(one.reading.leaves)
            told_so = any(leaves <= others or leaves >= others for others in wrong)
            if told_so and one.statement.certainty is Certainty.PROBABLE:
                continue
            wrong.append(leaves)
        yield one


def _weighed(one: Judged, tree: Tree, accounted: Set[Leaf]) -> Judged:
    """Return a judged statement, a false one as sure as it is beside other arithmetic; where the words own
    that rounding parts the figures, it stays open.
    """
    if one.answer is not Answer.FALSE:
        return one
    around = [tree.text[it.start : it.end] for it in _around(one, tree)]
    several = len(one.reading.right.leaves) > 1
    if any(ROUNDING in it or (several and OVERLAPPING.search(it)) for it in around):
        return attrs.evolve(one, answer=Answer.UNDECIDED)
    one = weighed(one, tree.leaves)
    if one.statement.certainty is Certainty.SURE and not (
        _all_used(one, tree) and _understood(one, tree, accounted)
    ):
        one = attrs.evolve(one, statement=attrs.evolve(one.statement, certainty=Certainty.PROBABLE))
    return one


DERIVED = ("占比", "平均数", "增减幅度", "单份与总数", "每份与总数")
"""Figures worked out of two others: of three in reach nobody knows which two, so that none may be left over."""


def _all_used(one: Judged, tree: Tree) -> bool:
    """Tell whether every figure of a sentence or bracket that could take part in a sum, a share or a mean
    does so in one reading: what is left over may be what is meant.
    """
    if one.reading.sign != "=" or len(one.reading.leaves) < 2:
        return True
    derived = one.statement.kind in DERIVED
    readings = (one.reading,) if derived else one.statement.readings
    used = {leaf for reading in readings for leaf in reading.leaves}
    kinds = {leaf.kind for leaf in one.reading.leaves} - {SHARE}
    places = {(leaf.sentence, leaf.level) for leaf in one.reading.right.leaves}
    return all(
        leaf in used
        or leaf.kind not in kinds
        or (leaf.sentence, leaf.level) not in places
        or (derived and roles.is_rest(leaf))  # 整改率81.7%，其余22处 is of no other two
        for leaf in tree.leaves
    )


IMPLIED = ("占比", "总数与所列各项")
"""Kinds whose figures are mostly found by their place, no word saying whose part or share one is."""


def _understood(one: Judged, tree: Tree, accounted: Set[Leaf]) -> bool:
    """Tell whether every other figure of a sentence takes part in something that is read, where no word says what the parts
    or the base are: 挪走129辆，拖移61辆，尚余28辆 may be of the 218张 that nobody understands.
    """
    if one.statement.kind not in IMPLIED or one.statement.standing is Standing.NAMED:
        return True
    if apart.closed_by_states(one.reading.right.leaves):
        return True
    own = {leaf for reading in one.statement.readings for leaf in reading.leaves}
    sentences = {leaf.sentence for leaf in one.reading.leaves}
    return all(
        leaf in own or leaf.sentence not in sentences or leaf in accounted for leaf in tree.leaves
    )


def _around(one: Judged, tree: Tree) -> Iterator[Stretch]:
    """Yield the sentences in which a statement's figures stand."""
    found = (
        bisect_right(tree.sentences, leaf.start, key=lambda it: it.start) - 1
        for leaf in one.reading.leaves
    )
    return (tree.sentences[place] for place in sorted({*found} - {-1}))


def judged(text: str) -> list[Judged]:
    """Return what a passage states."""
    return list(stated(read(text)))
