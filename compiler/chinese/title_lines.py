"""Where a long title breaks: by meaning as far as words can be told without a dictionary, in the
shape the standard asks for.

GB/T 9704-2012, 7.3.1: a title of several lines keeps its words whole and stands as a trapezoid or
a diamond.
"""

from __future__ import annotations

import re
from itertools import accumulate, combinations, pairwise

from compiler.chinese.width import text_width
from compiler.recall import recalled

MOST_LINES = 3
SHORTEST = 5 * 2
"""A line of fewer characters is a lone word; half characters, as all widths here."""

GOOD, FAIR, POOR = 0, 2, 4
"""What a break costs, by how surely a word ends there. Chosen with the costs of a shape: a poor
break is taken for a balanced title, a bad shape for none."""
UNKNOWN = 20
"""What a break costs where nothing tells that a word ends: more than any lack of balance."""

AFTER = (
    (re.compile("关于$"), GOOD),
    (re.compile("[》”）)]$"), GOOD),
    (
        re.compile(
            "(?:委员会|区委|市委|省委|县委|镇委|党组|党委|政府|人大|政协|办公室|街道|[局厅部院组])$"
        ),
        FAIR,
    ),
    (re.compile("[、：:，,的]$"), FAIR),
    (re.compile("(?:情况|工作|意见|问题|方案|事项|任务|行动|活动|会议|建设)$"), FAIR),
    (re.compile("(?:落实|印发|开展|做好|推进|[和与及暨])$"), POOR),
)
"""Line ends, and what each costs."""
BEFORE = ((re.compile("关于"), GOOD), (re.compile("[《“]"), FAIR), (re.compile("[和与及暨]"), POOR))
"""Line beginnings, likewise."""
NEVER_FIRST = re.compile("[的了等们、。》”’）)：:，,；;]|(?:委员会|办公室)")
NEVER_LAST = re.compile("[《“‘（(第]$")
TOGETHER = re.compile(
    r"《[^》]*》?|“[^”]*”?|（[^）]*）?|\([^)]*\)?|[0-9A-Za-z.%〇-]+"
    r"|[一二三四五六七八九十百]+[届次年月个项]?"
)
"""What stays on one line if it can: titles, quotations, brackets, figures."""


@recalled(256)  # the layout asks, and everyone who judges or proves it
def break_title(title: str, capacity: int) -> tuple[int, ...]:
    """Return where ``title`` breaks so that no line is wider than ``capacity`` half characters.

    Nothing if it fits on one line, or on no three: then it is left to fill its lines.
    """
    if text_width(title) <= capacity:
        return ()
    kept = {
        inner
        for match in TOGETHER.finditer(title)
        for inner in range(match.start() + 1, match.end())
    }
    reach = (0, *accumulate(map(text_width, title)))
    everywhere = range(1, len(title))
    proper = [
        at
        for at in everywhere
        if not NEVER_FIRST.match(title, at) and not NEVER_LAST.search(title[:at])
    ]
    for places in ([at for at in proper if at not in kept], proper, everywhere):
        ways = [
            (_cost(title, way, widths), way)
            for count in range(1, MOST_LINES)
            for way in combinations(places, count)
            if _fits(widths := _widths(reach, way), capacity, shaped=places is not everywhere)
        ]
        if ways:
            return min(ways)[1]
    return ()


def split_at(text: str, breaks: tuple[int, ...]) -> list[str]:
    """Return the lines of ``text`` broken at ``breaks``."""
    edges = (0, *breaks, len(text))
    return [text[start:end] for start, end in pairwise(edges)]


def _fits(widths: list[int], capacity: int, *, shaped: bool) -> bool:
    """Tell whether no line is too wide and, if ``shaped``, none a lone word at the end or
    squeezed between two wider ones.
    """
    well_shaped = widths[-1] >= SHORTEST and all(
        middle >= min(widths[0], widths[-1]) for middle in widths[1:-1]
    )
    return max(widths) <= capacity and (well_shaped or not shaped)


def _widths(reach: tuple[int, ...], way: tuple[int, ...]) -> list[int]:
    """Return the widths of the lines, given how far the text reaches at every offset."""
    return [reach[end] - reach[start] for start, end in pairwise((0, *way, len(reach) - 1))]


def _cost(title: str, way: tuple[int, ...], widths: list[int]) -> float:
    """Return how badly a title breaks in one way: where it breaks and what shape its lines make."""
    return sum(_break_cost(title, at) for at in way) + _shape_cost(widths)


def _break_cost(title: str, at: int) -> int:
    """Return how badly a title breaks at a place: the least of what speaks for it, or that nothing
    does.
    """
    costs = [cost for pattern, cost in AFTER if pattern.search(title[:at])]
    costs += [cost for pattern, cost in BEFORE if pattern.match(title, at)]
    return min(costs, default=UNKNOWN)


def _shape_cost(widths: list[int]) -> float:
    """What a shape lacks: balance most of all; the upright trapezoid and the diamond cost nothing
    more.
    """
    # Worst is a lone word at the end, then an hourglass, then a lone word at the beginning: each
    # outweighs whatever is less bad. A third line costs as much as a poor break.
    imbalance = 6 * (1 - min(widths) / max(widths))
    lone = 100 * (widths[-1] < SHORTEST) + 20 * (widths[0] < SHORTEST)
    hourglass = 50 * any(middle < min(widths[0], widths[-1]) for middle in widths[1:-1])
    inverted = 3 * (widths[-1] < widths[0])
    return imbalance + lone + hourglass + inverted + 4 * (len(widths) - 2)
