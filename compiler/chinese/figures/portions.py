"""Amounts told as a share of another: 按审减额348.6万元的5%计提17.43万元; 发放60%，即3132万元; and points of a score: 满分100
分，扣2分、1.5分，得96.5分.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.leaves import SHARE, Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Standing, Statement
from compiler.chinese.figures.terms import added, given, ratio, summed
from compiler.chinese.figures.tree import Stretch, Tree

THAT_IS = re.compile(r"^(?:即|也就是|就是|为|计|合|折合|折算|约合|共|约|达|应[为付]?)+$")
BY_RATE = re.compile(r"(?:按照?|以)[^，。；、\d]{0,12}$")
DRAWN = re.compile(
    r"^的?[^，、\d]{0,4}(?:计[提收取]?|提[取成留]?|收取?|扣[除减留]?|征收?|补[助贴]|配套|返还|分[红成]|支付|抽[取样检]?|奖励|测算|折算|预留)[^，、\d]{0,8}$"
)
NO_SHARE = re.compile("率|增|减|升|降|涨|跌|浮|[由从]|[不未]|以[上下内]|超|幅")


def portions(tree: Tree) -> Iterator[Statement]:
    """``按审减额的5%计提咨询费17.43万元``; ``发放60%，即3132万元``: an amount that a share before it makes of another."""
    for stretch in tree.stretches:
        for share, amount in pairwise(stretch.leaves):
            if share.kind != SHARE or not amount.kind or amount.kind in roles.NO_COUNT:
                continue
            if amount.clause - share.clause > 1 or NO_SHARE.search(share.before):
                continue
            said = stretch.between(share.end, amount.start).lstrip("，")
            drawn = BY_RATE.search(share.before) and DRAWN.search(said)
            if not (drawn or (amount.clause > share.clause and THAT_IS.search(amount.before))):
                continue
            bases = [
                one
                for one in reach.in_reach(tree, amount)
                if one.kind == amount.kind and one is not amount and not roles.is_change(one)
            ]
            left = given(share, rounded=share.exact)
            readings = [
                Reading(left, ratio(given(amount, rounded=True), given(base)))
                for base in sorted(bases, key=lambda one: (one.start > share.start, -one.start))
            ]
            if readings:
                yield Statement(
                    "占比", tuple(readings), Certainty.POSSIBLE, standing=Standing.REACHED
                )


SCORE = "分"
OFF = re.compile(r"(?:扣[减除罚掉]?|失|减|丢)(?:了|去)?$")
FULL = re.compile(r"(?:满分|总分(?:值)?|标准(?:分)?|基准|以|分值|权重)(?:为|是|的|共|合计)*$")
GOT = re.compile(
    r"(?:(?:最[终后]|实际|综合|总|共|合计|累计)*得分?|总分|总评|综合(?:得分|评分)?|成绩)(?:为|是|共|达)*$"
)
LOST = re.compile(
    r"(?:共|合计|累计|总|一共)(?:计|被)?(?:扣|失|减)分?(?:为|了|合计)*$|^(?:失|扣)分(?:合计|共|为)*$"
)
IN_ALL = re.compile("(?:总|共|合计|综合|最[终后])[^，、]{0,4}$")


def scores(tree: Tree) -> Iterator[Statement]:
    """``满分100分，台账扣1.5分，现场扣4分，得94.5分``; ``卫生27分、秩序24分、绿化18分，总得分69分``: points taken off or added up."""
    for stretch in tree.sentences:
        own = [leaf for leaf in stretch.leaves if leaf.kind == SCORE]
        if len(own) < 3:
            continue
        off = [leaf for leaf in own if OFF.search(leaf.before) and not LOST.search(leaf.before)]
        full = [leaf for leaf in own if FULL.search(leaf.before)][:1]
        yield from _taken_off(own, off, full)
        if not off:
            yield from _added_up(own, full, stretch)


def _taken_off(own: list[Leaf], off: list[Leaf], full: list[Leaf]) -> Iterator[Statement]:
    lost = [leaf for leaf in own if LOST.search(leaf.before)]
    got = [leaf for leaf in own if GOT.search(leaf.before) and leaf not in (*off, *lost, *full)]
    readings: list[Reading] = []
    if full and len(got) == 1 and (off or lost):
        taken = [given(leaf) for leaf in (off or lost)]
        yield Statement(
            "得分与扣分",
            (Reading(given(got[0]), summed((given(full[0]),), taken)),),
            Certainty.PROBABLE,
        )
    if len(lost) == 1 and len(off) >= 2:
        readings.append(Reading(given(lost[0]), added(off)))
        yield Statement("分项之和", tuple(readings), Certainty.PROBABLE)


def _added_up(own: list[Leaf], full: list[Leaf], stretch: Stretch) -> Iterator[Statement]:
    """Yield that the points of several parts told in a row come to the sum told behind them."""
    for at, total in enumerate(own):
        row = [leaf for leaf in own[:at] if leaf not in full]
        if len(row) < 2 or not IN_ALL.search(total.before) or total.clause - row[-1].clause > 1:
            continue
        run = [
            leaf for leaf in row if leaf.part == total.part and leaf.clause >= row[-1].clause - 4
        ]
        if len(run) >= 2 and not re.search(
            "平均|加权|[高低]", stretch.between(run[0].end, total.end)
        ):
            readings = [Reading(given(total), added(run[start:])) for start in range(len(run) - 1)]
            yield Statement(
                "分项之和", tuple(readings), Certainty.PROBABLE, standing=Standing.PLACED
            )
