"""So much each, so many, and what that comes to: 每份50元, 1525人, 收到会费76250元; 种了7亩, 亩收4100斤, 一共28700斤."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from compiler.chinese.figures import roles
from compiler.chinese.figures.leaves import Leaf, measured
from compiler.chinese.figures.statements import Certainty, Reading, Standing, Statement
from compiler.chinese.figures.terms import counted, given, product, summed
from compiler.chinese.figures.tree import Tree

RATE = re.compile(
    r"(?:每(?:一|个(?=[^，、\d]))?(?P<per>延?米|[平立]方米|公[里斤顷]|千瓦时|[\u4e00-\u9fff]{1,2}?)|(?P<land>亩)(?:产|收|均))(?P<noun>[^，、；\d每均]{0,6})$"
)
NO_RATE = re.compile(
    r"每[^，、；\d]{1,3}每|由|从|[到至]$|超过|不超|不低|不高|以[上下内]|至少|最[高低多少大小]|原来|以前|去年|上年|标准|增|减|涨|降"
)
"""Says that a rate is by two measures, a bound, a norm or one of another time."""
PERIODS = ("年", "月", "季", "周", "天", "日", "次", "时", "小")
TOTAL = re.compile(
    r"(?:共|合计|总|计|收入|收到|收益|卖了?|得|挣|花了?|付|支付|造价|价|可住|能住)[^，、；\d]{0,5}$"
)
CLAUSES = 2
"""So many clauses behind its factors a product is told at most."""


def products(tree: Tree) -> Iterator[Statement]:
    """``3支医疗队，每队5人，共15人``: what so many times so much each come to, with others between added or not."""
    for stretch in tree.sentences:
        for rate in stretch.leaves:
            match = RATE.search(rate.before)
            if match is None or NO_RATE.search(rate.before) or rate.kind in roles.NO_COUNT:
                continue
            per = (match["per"] or match["land"]).removeprefix("延")
            if not rate.kind:
                continue
            if any(_is_like(one, rate, per) for one in stretch.leaves):
                continue  # C级每户2万元，D级每户4.5万元, each for its own
            counts = [
                one
                for one in stretch.leaves
                if (_lasts(one, per) if per in PERIODS else _fits(one, per, rate))
            ]
            total = _total(stretch.leaves, rate, counts)
            if total is None:
                continue
            readings = [*_readings(total, rate, per, counts, stretch.leaves)]
            if readings:
                sure = len(counts) == 1 and ADDED.search(total.before) and per not in PERIODS
                yield Statement(
                    "单份与总数",
                    tuple(readings),
                    Certainty.SURE if sure else Certainty.PROBABLE,
                    standing=Standing.REACHED,
                )


PRICE = re.compile("(?:单价|每[\u4e00-\u9fff]{1,2}价?格?)(?:为|是|约)?$")


def bought(tree: Tree) -> Iterator[Statement]:
    """``清洗车2台，单价68万元；吸污车1台，单价52万元；合计188万元``: what so many of each at its price come to."""
    for stretch in tree.sentences:
        for at, total in enumerate(stretch.leaves):
            if not ADDED.search(total.before):
                continue
            own = stretch.leaves[:at]
            priced = [
                (count, price)
                for count, price in pairwise(own)
                if price.kind == total.kind
                and PRICE.search(price.before)
                and count.kind not in (total.kind, *roles.NO_COUNT)
            ]
            if len(priced) >= 2 and len(own) == 2 * len(priced):
                terms = [
                    product(counted(count, count.factor), given(price)) for count, price in priced
                ]
                reading = Reading(given(total, total.factor > priced[0][1].factor), summed(terms))
                yield Statement("单份与总数", (reading,), Certainty.SURE, standing=Standing.REACHED)


ADDED = re.compile(r"(?:共|合计|总共?|共计|总计)[^，、；\d]{0,3}$")


LASTS = {
    "月": ("个月",),
    "年": ("年",),
    "天": ("天", "日"),
    "日": ("天", "日", "个工作日"),
    "周": ("周",),
    "季": ("个季度",),
    "次": ("次",),
}


def _lasts(one: Leaf, per: str) -> bool:
    """Tell whether a figure says how long a rate went on: 领了96个月, 每月3100元."""
    return one.kind in LASTS.get(per, ()) and not roles.is_change(one)


def _is_like(one: Leaf, rate: Leaf, per: str) -> bool:
    """Tell whether another figure is a rate by the same measure."""
    match = RATE.search(one.before) if one is not rate and one.kind == rate.kind else None
    return match is not None and (match["per"] or match["land"]).removeprefix("延") == per


def _fits(one: Leaf, per: str, rate: Leaf) -> bool:
    """Tell whether a figure counts what a rate is told of."""
    if one is rate or one.kind in roles.NO_COUNT or roles.is_change(one) or not one.unit:
        return False
    return one.kind == measured(per)[1] or one.noun.endswith(per)


def _total(leaves: Sequence[Leaf], rate: Leaf, counts: Sequence[Leaf]) -> Leaf | None:
    """Return the first figure behind both that may be their product, if one is near."""
    if not counts:
        return None
    behind = max(rate.start, min(one.start for one in counts))
    for one in leaves:
        if one.start <= behind or one.kind != rate.kind or one in counts:
            continue
        near = one.clause - max(rate.clause, min(it.clause for it in counts)) <= CLAUSES
        apart = "每" in one.before or roles.is_change(one) or RATE.search(one.before)
        return one if near and not apart and TOTAL.search(one.before) else None
    return None


def _readings(
    total: Leaf, rate: Leaf, per: str, counts: Sequence[Leaf], leaves: Sequence[Leaf]
) -> Iterator[Reading]:
    between = [
        one
        for one in leaves
        if rate.start < one.start < total.start and one.kind == rate.kind and one not in counts
    ]
    for count in counts:
        one = measured(per)[0] if count.kind == measured(per)[1] else count.factor
        rounded = count.step > one  # 48.6万亩: then the rate is a mean, too
        coarse = rounded or total.factor > rate.factor  # 53.22万元 of 89 times 5980元
        times = product(counted(count, one), given(rate, rounded=rounded))
        yield Reading(given(total, rounded=coarse), times)
        if between:
            yield Reading(given(total), summed((times, *map(given, between))))
