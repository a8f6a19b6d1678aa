"""Parts that are counted twice, and what is left of them: 主动报告157个，检查发现92个，重复的13个，归并后236个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compiler.chinese.figures import roles
from compiler.chinese.figures.evidence import by_kind
from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Standing, Statement
from compiler.chinese.figures.terms import given, summed
from compiler.chinese.figures.tree import Tree

TWICE = re.compile(
    r"(?:重复|重叠|交叉|重合|重了)[^，、；\d]{0,6}$|(?:都|均|皆|同时|兼)(?:具?有|存在|占|缺|涉及|违反|享受)[^，、；\d]{0,6}的?有?$"
)
"""Says that a figure counts what others have counted already."""
ONCE = re.compile(r"(?:合计|共计?|总计|归并|合并|去重|剔除|扣除|减去|汇总|净|实)[^，、；\d]{0,10}$")
"""Says that a figure is what comes of all, each counted once."""
MOST = 6
"""So many figures before an overlap are tried as its parts: time grows linearly."""


def overlaps(tree: Tree) -> Iterator[Statement]:
    """``13份未经审核，8份先施工后签约，两类问题都有的3份，合计涉及18份``: the parts, less what is in both."""
    for stretch in tree.sentences:
        for own in by_kind(stretch.leaves).values():
            for at in range(2, len(own) - 1):
                twice, total = own[at], own[at + 1]
                parts = [
                    leaf
                    for leaf in own[max(0, at - MOST) : at]
                    if not roles.is_change(leaf) and leaf.in_words is twice.in_words
                ]
                if not TWICE.search(twice.before) or not ONCE.search(total.before):
                    continue
                if len(parts) < 2 or total.clause - twice.clause > 2:
                    continue
                runs = [parts[start:] for start in range(len(parts) - 1, -1, -1)]
                runs.sort(key=lambda run: len(run) < 2)
                readings = tuple(_once(total, run, twice) for run in runs)
                yield Statement("去重之和", readings, Certainty.SURE, standing=Standing.PLACED)


def _once(total: Leaf, parts: Sequence[Leaf], twice: Leaf) -> Reading:
    return Reading(given(total), summed([given(part) for part in parts], (given(twice),)))
