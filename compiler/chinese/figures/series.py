"""Series: one figure for each of several times or rounds, with their sum: 7月212家、8月48家、9月240家，共500家次; the last
two of a list: 后两档16个.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.leaves import SHARE, Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Standing, Statement, total_of
from compiler.chinese.figures.terms import added, given, ratio
from compiler.chinese.figures.tree import Stretch, Tree

TIME = re.compile(
    r"(?P<when>(?:19|20)\d{2}年度?|(?<!\d)\d{1,2}月份?|[一二三四]季度|[上下]半年|[首前上中下]个?月|第[一二三四五六七八九十]{1,2}(?:个?[月年周天季批期轮次]度?|阶段)"
    r"|[首头][批期年月轮次]|[上中下]旬|[春夏秋冬]季)"
)
SUM = re.compile(
    r"(?:共|合计|累计|总计|共计|计|全年|全季)(?!同|享)[^，、\d]{0,8}$|^(?:三|两|四|五)[年季月]度?(?:共|合计|累计)"
)
WHOLE_OF = re.compile(r"^(?:户|个|家|项|件|名|人)?[^，。]{0,6}(?:全部|均已|均)")
PART_OF = re.compile(r"占|其中|完成率|同比|环比")
LAST_OF = re.compile(
    r"(?P<which>[前后])(?P<count>[两二三四])[档类项批个种级期轮](?:的|共|合计|共计|总计|为)?$"
)
ROUNDS = re.compile(r"分(?P<count>[两二三四五六])(?:批|期|年|个?阶段|步|轮|次|个?季度)")
COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
CUMULATIVE = re.compile(r"(?:逐年|逐月|逐批|依次|逐季)?累计(?:达|为|依次为|分别为|达到)+$")
EACH = re.compile("每(?!年)|[后余]各")
"""Says that a figure stands for several: 第一批4人，第二批7人，此后每批5人，合计31人."""
BEHIND = 24
"""So far behind a sum it is said that some are counted twice. By judgement."""
MOST = 16
"""So many figures of a sentence are read as a series: time grows linearly."""


def sums(tree: Tree) -> Iterator[Statement]:
    """``7月212家、8月48家、9月240家，共500家次``: a figure for each time, and what they come to."""
    for stretch in tree.stretches:
        for series, following in _series(stretch):
            yield from _in_rounds(stretch, series)
            total = next((leaf for leaf in following if _is_sum(leaf, series)), None)
            if total is not None and _of_all(tree, stretch, total, series):
                readings = [total_of(total, series)]
                readings += [total_of(total, series[1:])] if len(series) > 2 else []
                readings += [
                    total_of(total, (*series, leaf))
                    for leaf in following
                    if leaf.start < total.start
                ]
                yield Statement(
                    "各期之和", tuple(readings), Certainty.SURE, standing=Standing.PLACED
                )


def _series(stretch: Stretch) -> Iterator[tuple[list[Leaf], list[Leaf]]]:
    """Yield the figures of one kind that each have a time of their own right before them, with those of
    their kind behind them.
    """
    kinds: dict[str, list[Leaf]] = {}
    for leaf in stretch.leaves[:MOST]:
        if leaf.kind and leaf.kind not in roles.NO_COUNT:
            kinds.setdefault(leaf.kind.removesuffix("次"), []).append(leaf)
    for own in kinds.values():
        series: list[Leaf] = []
        for at, leaf in enumerate(own):
            timed = not SUM.search(leaf.before) and _timed(
                stretch, leaf, own[at - 1] if at else None
            )
            if timed and not PART_OF.search(leaf.before):
                series.append(leaf)
            elif series:
                if len(series) >= 2:
                    yield series, own[at : at + 3]
                series = []
        if len(series) >= 2:
            yield series, []


def _timed(stretch: Stretch, leaf: Leaf, previous: Leaf | None) -> bool:
    """Tell whether a time stands between a figure and the one of its kind before it, in its own clause or
    the one before.
    """
    start = previous.end if previous else stretch.start
    words = stretch.between(max(start, leaf.start - 30), leaf.start)
    found = list(TIME.finditer(words))
    return bool(found) and not re.search("[。；]", words[found[-1].end() :])


def _of_all(tree: Tree, stretch: Stretch, total: Leaf, series: Sequence[Leaf]) -> bool:
    """Tell whether a sum is of what the series tells: no other deed (排查…，共整改), no single later time (5月共),
    nothing counted twice.
    """
    match = SUM.search(total.before)
    if match is None:
        return True
    if EACH.search(stretch.between(series[-1].end, total.start)):
        return False
    deed = match.group().lstrip("共合总累计全两三四五年季月度")
    told = stretch.between(stretch.start, series[-1].end) + series[-1].after
    if len(deed) >= 2 and not reach.shared(deed, told):
        return False
    times = [
        _unit(stretch.between(max(stretch.start, leaf.start - 30), leaf.start)) for leaf in series
    ]
    if _unit(total.before) in times:
        return False
    return roles.PARTIAL.search(tree.text[total.end : total.end + BEHIND]) is None


def _unit(words: str) -> str:
    """Return what kind of time words name last: a month, a year."""
    found = TIME.findall(words)
    return found[-1].rstrip("份度")[-1] if found else ""


def _in_rounds(stretch: Stretch, series: Sequence[Leaf]) -> Iterator[Statement]:
    """Yield that a series comes to the total before it that is said to be done in as many rounds: 1.8万户分两批实施."""
    before = [
        leaf
        for leaf in reach.beside(stretch, series[0].start)
        if leaf.kind == series[0].kind and leaf.start < series[0].start
    ][-2:]
    for total in before[-1:]:
        match = ROUNDS.search(stretch.between(total.end, series[0].start))
        if match and COUNTS.get(match["count"]) == len(series):
            readings = tuple(total_of(one, series) for one in reversed(before))
            yield Statement("各期之和", readings, Certainty.SURE)


def _is_sum(leaf: Leaf, series: Sequence[Leaf]) -> bool:
    """Tell whether a figure is said to be what a series comes to: 累计76个, 1900户全部签约."""
    if leaf.sentence != series[-1].sentence or leaf.clause - series[-1].clause > 2:
        return False
    if SUM.search(leaf.before) is not None:
        return True
    return (
        not leaf.before
        and leaf.clause == series[-1].clause + 1
        and bool(WHOLE_OF.match(leaf.after))
    )


def last_of(tree: Tree) -> Iterator[Statement]:
    """``39个、61个、13个、3个，后两档16个``: the first or last so many of a list, together."""
    for position, leaf in enumerate(tree.leaves):
        match = LAST_OF.search(leaf.before)
        if match is None:
            continue
        row: list[Leaf] = []
        for one in reversed(tree.leaves[max(0, position - MOST) : position]):
            if one.kind != leaf.kind or one.sentence != leaf.sentence or one.part != leaf.part:
                break
            row.insert(0, one)
        count = COUNTS[match["count"]]
        if len(row) <= count:
            continue
        if match["which"] == "后":
            readings = [total_of(leaf, row[-count:])]
        else:
            readings = [total_of(leaf, row[at : at + count]) for at in (0, 1)]
        yield Statement("列中数项之和", tuple(readings), Certainty.SURE)


def cumulative(tree: Tree) -> Iterator[Statement]:
    """``2022年1140户，2023年608户，2024年152户，1900户全部签约，签约率逐年累计为60%、92%、100%``: each with those before it."""
    for stretch in tree.sentences:
        for at, first in enumerate(stretch.leaves):
            if first.kind != SHARE or not CUMULATIVE.search(first.before):
                continue
            shares = reach.shares_in_a_row(stretch, at)
            for series, following in _series(stretch):
                if len(series) == len(shares) and series[-1].end < first.start:
                    yield from _shares(shares, series, following)


def _shares(
    shares: Sequence[Leaf], series: Sequence[Leaf], following: Sequence[Leaf]
) -> Iterator[Statement]:
    runs = accumulate(([leaf] for leaf in series), lambda one, other: one + other)
    wholes = [added(series), *(given(leaf) for leaf in following)]
    for share, run in zip(shares, runs, strict=True):
        readings = [
            Reading(given(share, rounded=True), ratio(added(run), whole)) for whole in wholes
        ]
        yield Statement("累计占比", tuple(readings), Certainty.SURE)
