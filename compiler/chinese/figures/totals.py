"""Sums behind their parts where a word says so: 甲41.2万元，乙3.7万元，合计44.9万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.chinese.figures import roles
from compiler.chinese.figures.evidence import MOST_PARTS, uncounted
from compiler.chinese.figures.statements import Certainty, Standing, Statement, total_of
from compiler.chinese.figures.tallies import of_them
from compiler.chinese.figures.tree import Tree

LIMIT = re.compile("不足$|不到$|未满$|^不足|^不到")
"""Says that a figure bounds what is counted: 24家车辆不足30辆."""
DEED = re.compile("(?:[共总合累]计|一共|共)([\u4e00-\u9fff]{1,2})$")
"""What was done to what a sum counts: 借调24人退回21人，借调15人退回15人，共退36人."""
SO_FAR = re.compile(r"^(?:[\u4e00-\u9fff]{0,3})累计$")
SUM_FOR = re.compile("[计共][^，]*(?:用于|其中|对)|[计共][^，]{6,}$")
"""A sum of its own, spent for something: 合计用于校舍维修1400万元."""
SAYS_SUM = re.compile(r"(?:^计|合计|共计|总计|总共|一共)")
BARE_SUM = re.compile(
    r"^(?:[以上述全部前后这]*[两二三四五六七八九十\d]*[项者类种家部个批轮次期镇村街方面地级县区市校]*)?(?:合计|共计|总计|总共|一共|共)"
)


OTHER_COUNTER = re.compile("[（(][\u4e00-\u9fff]{1,2}[）)]")


def added_up(tree: Tree) -> Iterator[Statement]:
    """``甲41.2万元，乙3.7万元，合计44.9万元``: a sum behind its parts."""
    for stretch in tree.stretches:
        for position, total in enumerate(stretch.leaves):
            if position < 2 or not total.kind or total.kind in roles.NO_COUNT:
                continue
            so_far = total.before.endswith("累计")
            if not roles.ADDED_UP.search(total.before) and not so_far:
                continue
            before = [
                leaf
                for leaf in stretch.leaves[max(0, position - MOST_PARTS) : position]
                if total.kind in (leaf.kind, leaf.kind + "次")
                and not roles.is_change(leaf)
                and not LIMIT.match(leaf.text)
                and not LIMIT.search(leaf.before)
            ]
            moved = roles.from_to(before)
            before = [leaf for leaf in before if leaf not in moved]
            if (
                len(before) < 2
                or total.clause - before[-1].clause > 1
                or uncounted(stretch, before)
            ):
                continue
            starts = [0] + [
                index
                for index in range(1, len(before) - 1)
                if before[index].clause != before[index - 1].clause
            ]
            readings = [total_of(total, before[start:]) for start in starts]
            deed = DEED.search(total.before)
            own = [leaf for leaf in before if deed and deed[1] in leaf.before]
            if len(own) >= 2:
                readings.append(total_of(total, own))
            bare = bool(BARE_SUM.search(total.before)) and not SUM_FOR.search(total.before)
            if so_far:
                if roles.kin(before) < 2:
                    continue
                bare = SO_FAR.match(total.before) is not None
            twice = roles.PARTIAL.search(stretch.between(before[0].start, total.end))
            mixed = OTHER_COUNTER.match(tree.text, total.end)  # 合计60.9万头（只）
            sure = (
                bare
                and not (twice or mixed)
                and (SAYS_SUM.search(total.before) or before[-1].clause == before[-2].clause)
            )
            yield Statement(
                "分项之和",
                tuple(readings),
                Certainty.SURE if sure else Certainty.POSSIBLE,
                standing=Standing.PLACED
                if sure or of_them(total, before, tree.text)
                else Standing.DOUBTED,
                alone=not roles.CHANGE.search(total.before),  # 两项合计减少32.5万元
            )
