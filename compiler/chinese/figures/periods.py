"""Averages of a period whose months, weeks or days nobody prints: 去年930万羽，去年月均77.5万羽."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.statements import Certainty, Reading, Statement
from compiler.chinese.figures.terms import Term, given, ratio
from compiler.chinese.figures.tree import Tree

AVERAGE = re.compile(
    r"(?P<per>[月日周季])均[^，、\d]{0,6}$|平均每(?P<each>月|个月|天|日|周|季度?)[^，、\d]{0,6}$"
)
YEAR = "全年"
PERIODS = (
    ("前三季度", re.compile(r"前三季度")),
    ("半年", re.compile(r"[上下]半年")),
    ("季度", re.compile(r"(?<!前三)(?<!前两)[一二三四]季度")),
    (
        YEAR,
        re.compile(
            r"全年|去年|上年|年度|(?:19|20)\d{2}年(?!\d|[底末初前]|[上下]半年|[一二三四前]|第)"
        ),
    ),
)
"""What a figure is said to be of, the narrowest first."""
LASTS = {
    YEAR: {"月": (12, 12), "季": (4, 4), "周": (52, 53), "日": (365, 366)},
    "前三季度": {"月": (9, 9), "季": (3, 3), "周": (39, 40), "日": (273, 274)},
    "半年": {"月": (6, 6), "季": (2, 2), "周": (26, 27), "日": (181, 184)},
    "季度": {"月": (3, 3), "季": (1, 1), "周": (12, 14), "日": (90, 92)},
}
"""How many months, quarters, weeks and days a period has, at least and at most."""
CHANGED = re.compile(r"(?:增|减|升|降|多|少|高|低)[^，]{0,4}$")
WORKING = re.compile("工作日|开放日|运营|营业|交易日|日均(?:在|最)")


def periods(tree: Tree) -> Iterator[Statement]:
    """``去年930万羽，去年月均77.5万羽``: a total of a year by its twelve months. What is told a day may be meant a
    working day, and only holds.
    """
    for average in tree.leaves:
        match = AVERAGE.search(average.before)
        if match is None or CHANGED.search(average.before):
            continue
        per = (match["per"] or match["each"]).removeprefix("个")[:1].replace("天", "日")
        near = [
            one
            for one in reach.in_reach(tree, average)
            if one.kind == average.kind and one.kind not in roles.NO_COUNT
        ]
        ahead = [one for one in near if one.start < average.start]
        _, said = _period(average.before)
        bare = not average.before[: match.start()]  # 夏季月均 is of its own months
        readings = []
        sure = False
        for total in near:
            period, words = _period(total.lead)
            if not period or AVERAGE.search(total.before):
                continue
            least, most = LASTS[period][per]
            count = _count(least, most, f"{period}的{per}数")
            left = given(average, rounded=average.exact)
            readings.append(Reading(left, ratio(given(total), count)))
            same = said == words if said else bare and total in ahead[-1:]
            sure = sure or (same and per in "月季" and not WORKING.search(average.lead))
        if readings:
            certainty = Certainty.SURE if sure else Certainty.POSSIBLE
            yield Statement("平均数", tuple(readings), certainty)


def _count(least: int, most: int, written: str) -> Term:
    return Term((), Decimal(least), Decimal(most), lambda: written)


def _period(words: str) -> tuple[str, str]:
    """Return the period that words name, and by which word; nothing if they name none."""
    for name, pattern in PERIODS:
        match = pattern.search(words)
        if match:
            return name, match.group()
    return "", ""
