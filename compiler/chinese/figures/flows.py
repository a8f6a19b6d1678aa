"""What comes in and goes out (期初 + 新增 − 减少 = 期末), and sums of the books (原值 − 折旧 = 净值)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from compiler.chinese.figures import roles
from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Statement
from compiler.chinese.figures.terms import given, summed
from compiler.chinese.figures.tree import Tree

OPENING = re.compile(
    r"(?:年|期|月|季)初|[上去](?:年|期|季|月|学期)?(?:末|底|年度)?(?:结[转余存]|欠|剩|余|存)|结转|结存|原有|原欠|原定|原先|此前"
)
IN = re.compile(
    r"新增|新受理|新收|新发|增加|转入|收入|受理|接收|新进|新录|补充|补录|收到|调入|净增|购入|购进|入库|招聘|引进|下达|到账|归集|分红|入账|进账|又借|收租|[^吸回]收$|^[^，]{0,2}收$"
)
OUT = re.compile(
    r"减少|核销|化解|销号|退出|处置|支出|办结|注销|转出|清退|核减|发放|拨付|使用|退休|辞职|调出|转岗|不再续|偿还|归还|"
    r"扣除|发出|出库|消耗|关停|并入|撤并|捐出|报废|花[出了去掉]|用[去掉]|付[出了]|还了|[^收开]支$|^[^，]{0,2}支$"
)
CLOSING = re.compile(
    r"(?:年|期|月|季)(?:末|底)|结余|余额|现有|目前|仍在|还?剩|还欠|尚欠|转下|下年|剩余|结存|结转|库存|尚余|实有|余|应存|在岗"
)
BOOKS = (
    (re.compile("净值"), re.compile("原值"), re.compile("折旧"), -1),
    (re.compile("结余|盈余"), re.compile("收入"), re.compile("支出"), -1),
    (re.compile("资产(?!负债)"), re.compile("负债(?!率)"), re.compile("权益|净资产"), 1),
)
"""Identities of bookkeeping: the first is the second and, or less, the third."""
MOST = 12
MOST_UNTOLD = 3
"""Movements of which no word says which way they went: of more, one sum or another fits by chance."""


def flows(tree: Tree) -> Iterator[Statement]:
    """``期初86件，新受理214件，办结253件，期末47件``."""
    for stretch in tree.sentences:
        kinds: dict[str, list[Leaf]] = {}
        for leaf in stretch.leaves:
            if leaf.kind not in roles.NO_COUNT:
                kinds.setdefault(leaf.kind, []).append(leaf)
        for own in kinds.values():
            if len(own) >= 3:
                yield from _flow(own[:MOST])
                for part in sorted({leaf.part for leaf in own[:MOST]}):
                    yield from _books([leaf for leaf in own[:MOST] if leaf.part == part])


PLUS = re.compile("(?:增加?|追加|核增|调增|上调|新增)[^，、；\\d]{0,4}$")
MINUS = re.compile("(?:核减|调减|减少?|压减|下调|取消|扣除)[^，、；\\d]{0,4}$")
NET = re.compile("净(?P<down>减|核减|流出|下降)?[^，、；\\d]{0,4}$")


def net_change(tree: Tree) -> Iterator[Statement]:
    """``第一次增加210万元，第二次核减65万元，第三次增加138万元，净增283万元``: what changes up and down come to."""
    for stretch in tree.sentences:
        for total in stretch.leaves:
            net = NET.search(total.before)
            if net is None or total.kind in roles.NO_COUNT:
                continue
            before = [leaf for leaf in stretch.leaves if leaf.start < total.start]
            own = [leaf for leaf in before if leaf.kind == total.kind][-MOST:]
            while own and not (PLUS.search(own[0].before) or MINUS.search(own[0].before)):
                own = own[1:]
            less = [leaf for leaf in own if MINUS.search(leaf.before)]
            more = [leaf for leaf in own if leaf not in less and PLUS.search(leaf.before)]
            if len(more) + len(less) < len(own) or not more or not less or len(own) < 3:
                continue
            up, down = [given(leaf) for leaf in more], [given(leaf) for leaf in less]
            change = summed(down, up) if net["down"] else summed(up, down)
            yield Statement("净增减", (Reading(given(total), change),), Certainty.SURE)


def _flow(own: Sequence[Leaf]) -> Iterator[Statement]:
    first = next((at for at, leaf in enumerate(own) if OPENING.search(leaf.before)), None)
    if first is None:
        return
    into: list[Leaf] = []
    out: list[Leaf] = []
    either: list[Leaf] = []
    for leaf in own[first + 1 :]:
        moved = len(into) + len(out) + len(either)
        if CLOSING.search(leaf.before) and moved:
            known = not either and ((into and out) or moved > 1)
            yield Statement(
                "期初增减与期末",
                tuple(_closings(leaf, own[first], into, out, either)),
                Certainty.SURE if known else Certainty.PROBABLE,
            )
            return
        if IN.search(leaf.before):
            into.append(leaf)
        elif OUT.search(leaf.before):
            out.append(leaf)
        elif len(either) < MOST_UNTOLD and not roles.is_change(leaf):
            either.append(leaf)  # 开春下羔三十一只，卖了二十六只
        else:
            return


def _closings(
    closing: Leaf, opening: Leaf, into: Sequence[Leaf], out: Sequence[Leaf], either: Sequence[Leaf]
) -> Iterator[Reading]:
    """Yield the balances by what came in and went out; of what no word tells of, either way."""
    for signs in product((True, False), repeat=len(either)):
        told = list(zip(either, signs, strict=True))
        plus = [*into, *(leaf for leaf, came in told if came)]
        minus = [*out, *(leaf for leaf, came in told if not came)]
        yield Reading(
            given(closing), summed((given(opening), *map(given, plus)), tuple(map(given, minus)))
        )


def _books(own: Sequence[Leaf]) -> Iterator[Statement]:
    for words in BOOKS:
        found = [[leaf for leaf in own if pattern.search(leaf.before)] for pattern in words[:3]]
        if all(len(leaves) == 1 for leaves in found):
            (result,), (base,), (other,) = found
            if len({result, base, other}) == 3:
                plus, minus = (given(base),), (given(other),)
                total = summed((*plus, *minus)) if words[3] > 0 else summed(plus, minus)
                yield Statement("账目", (Reading(given(result), total),), Certainty.SURE)
