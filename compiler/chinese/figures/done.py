"""What is done against what was due, and what is called unfinished again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.evidence import DUE, OF_WHICH, by_kind
from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Statement, at_most, total_of
from compiler.chinese.figures.terms import given
from compiler.chinese.figures.tree import Tree


def done_of_due(tree: Tree) -> Iterator[Statement]:
    """``应收回20.5万元，已收回12.1万元``: what is done is no more than what was due."""
    for stretch in tree.sentences:
        for own in by_kind(stretch.leaves).values():
            for due, done in pairwise(own):
                if (
                    DUE.search(due.before)
                    and "done" in roles.states(done)
                    and "open" not in roles.states(done)
                    and due.clause != done.clause
                    and not roles.is_change(done)
                    and not OF_WHICH.search(stretch.between(due.end, done.start))
                    and not roles.PARTIAL.search(done.before)
                    and not re.search("超|累计", done.before)
                    and (
                        reach.shared(due.before[-4:], done.before + done.after)
                        or due.before[-1:] in done.before
                    )
                ):
                    reading = at_most(given(done), given(due))
                    yield Statement("完成数不大于总数", (reading,), Certainty.SURE, binding=False)


UNFINISHED = re.compile(r"(?:未|没有|尚未)[^，。]{1,8}的$")


def unfinished(tree: Tree) -> Iterator[Statement]:
    """``8户完成缴费，2户部分缴费，1户未缴。对未完成缴费的3户…``: what is called unfinished again is what was
    told to be so.
    """
    last: dict[str, Sequence[Leaf]] = {}
    for stretch in tree.sentences:
        for kind, own in by_kind(stretch.leaves).items():
            for leaf in own:
                if UNFINISHED.search(leaf.before) and kind in last:
                    several = [one for one in last[kind] if not _all_done(one)]
                    readings = [total_of(leaf, several)] if several else []
                    readings += [Reading(given(leaf), given(one)) for one in several]
                    if len(several) >= 2:
                        yield Statement("未完成数与所列各项", tuple(readings), Certainty.SURE)
            if len(own) >= 2 and "done" in roles.states(own[0]):
                last[kind] = own


def _all_done(leaf: Leaf) -> bool:
    return not roles.states(leaf) & {"open", "doing", "other"}
