"""What comes in by several channels, each counted in its own way and all as cases: 信访总量1986件次，其中来信321件、来访894人次、
网上信访771件.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Standing, Statement, total_of
from compiler.chinese.figures.tree import Stretch, Tree

CHANNEL = re.compile(
    "(?:来信|信函|信件|来电|电话|来访|走访|接访|网(?:上|络)?(?:信访|投诉|留言|举报|来信)?|短信|微信|邮件|信箱|热线)[^，、；\\d]{0,4}$"
)
"""Ways in which people turn to an office (信访工作条例, 第十七条: 信息网络、书信、电话、传真、走访)."""
COUNTED = ("件", "封", "个", "条", "批", "批次", "人次", "件次", "次", "起", "通")
CASES = ("件", "件次", "个", "条", "次", "批次", "人次", "起")
MOST = 6


def channels(tree: Tree) -> Iterator[Statement]:
    """``信访总量1986件次，其中来信321件、来访894人次、网上信访771件``: the channels come to the total, before or behind them."""
    for stretch in tree.sentences:
        row: list[Leaf] = []
        for leaf in stretch.leaves:
            if leaf.kind in COUNTED and CHANNEL.search(leaf.before):
                row.append(leaf)
        kinds = {leaf.kind for leaf in row}
        if 2 <= len(row) <= MOST and len(kinds) > 1:
            yield from _of_row(row, stretch)


def _of_row(row: Sequence[Leaf], stretch: Stretch) -> Iterator[Statement]:
    """Yield that channels come to the figure said to be of all, the nearest of those in reach."""
    totals = [
        leaf
        for leaf in reach.beside(stretch, row[0].start)
        if leaf.kind in CASES
        and leaf not in row
        and not roles.is_change(leaf)
        and (
            (leaf.start < row[0].start and row[0].clause - leaf.clause <= 2)
            or (
                leaf.start > row[-1].start
                and leaf.clause - row[-1].clause <= 2
                and roles.ADDED_UP.search(leaf.before)
            )
        )
    ]
    said = [leaf for leaf in totals if roles.TOTAL.search(leaf.before) or leaf.kind == "件次"]
    readings: list[Reading] = [total_of(leaf, row) for leaf in said or totals[-1:]]
    if readings:
        yield Statement(
            "总数与各渠道",
            tuple(readings),
            Certainty.PROBABLE if said else Certainty.POSSIBLE,
            standing=Standing.PLACED,
        )
