"""What should be, what is, and what lacks or is over: 应配22名，现有17名，缺5名; 编制8600名，实有8041名，空编559名."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Standing, Statement
from compiler.chinese.figures.terms import Term, given, summed
from compiler.chinese.figures.tree import Tree

LACKS = re.compile(
    r"(?:缺编|空编|超编|缺额|富余|短缺|短少|尚缺|还缺|仍缺|缺|(?<![偏落误温])差|溢出|缺口|短收|超支|漏[种报登缴收]|盘亏|盘盈|空缺)(?:了|约|为|达)?$"
)
GAP = re.compile("缺口[^，、]{0,2}$")
"""May be what is left when others help, unless it lies between what should be and what is in fact, and is then hinted
at: 应配144辆，实配126辆，缺口18辆."""
SHOULD, IN_FACT = re.compile("应|核定|编制"), re.compile("实[^施行]")
LOOSE = re.compile("(?:漏|溢|短|超)(?P<deed>.)[^，]?$")
"""What may be left out of something else, unless its deed was due: 应种835剂次，实种764剂次，漏种71剂次."""
DUE = re.compile(r"应|核定|编制|需|规划|计划|设计|能力|任务|目标|标准|定额|批复|账面|缺口|容量")
THERE = re.compile(r"^实|现有|实有|现|实际|已|到位|在编|在岗|新增|产生|完成|盘点|使用|入住|配备")
REDUCED = re.compile(r"(?:整合|精简|压减|压缩|合并|调整|归并|撤并|优化)[^，、\d]{0,4}(?:为|到|至)$")
LESS = re.compile(
    r"关停|撤销|取消|并入|停用|注销|合并|撤并|整合|归并|划转|移交|核减|核销|清退|退出|减少|裁撤"
)
NET = re.compile(r"(?:核减|扣除|剔除|减去|核销)后[^，、\d]{0,10}$")
GROSS = re.compile(r"原(?:登记|有|报|计|列|定|申报|核定)?$|^(?:初|申报|送审|登记)")
MOST = 8
"""So many figures of a sentence are tried: time grows linearly."""


def gaps(tree: Tree) -> Iterator[Statement]:
    """``应配22名，现有17名，缺5名``: what should be less what is."""
    for stretch in tree.sentences:
        for gap in stretch.leaves:
            if gap.kind in roles.NO_COUNT or not gap.kind or not LACKS.search(gap.before):
                continue
            near = [
                leaf
                for leaf in reach.beside(stretch, gap.start)
                if leaf.kind == gap.kind
                and leaf.start < gap.start
                and gap.clause - leaf.clause <= 4
            ][-MOST:]
            due = [leaf for leaf in near if DUE.search(leaf.before)]
            there = [leaf for leaf in near if THERE.search(leaf.before) and leaf not in due[:1]]
            if len(near) < 2:
                continue
            readings = [
                Reading(
                    _rounded(gap, near), summed((_rounded(one, near),), (_rounded(other, near),))
                )
                for one in near
                for other in near
                if one is not other
            ]
            loose = LOOSE.search(gap.before)
            named = due and there and (not loose or loose["deed"] in due[0].before)
            open_ended = GAP.search(gap.before) is not None
            if open_ended and not (
                any(SHOULD.search(one.before) for one in due)
                and any(IN_FACT.search(one.before) for one in there)
            ):
                continue
            sure = Certainty.PROBABLE if open_ended else Certainty.SURE
            yield Statement(
                "应有与现有",
                tuple(readings),
                sure if named else Certainty.POSSIBLE,
                standing=Standing.NAMED if named else Standing.PLACED,
            )


def _rounded(leaf: Leaf, others: Sequence[Leaf]) -> Term:
    """Return a figure, rounded where the others are told in a finer unit."""
    return given(leaf, leaf.factor != min(other.factor for other in others))


def reductions(tree: Tree) -> Iterator[Statement]:
    """``从87个整合为35个，关停31个、并入21个``: what there was, less what went, is what there is."""
    for stretch in tree.sentences:
        own_of: dict[str, list[Leaf]] = {}
        for leaf in stretch.leaves:
            if leaf.kind and leaf.kind not in roles.NO_COUNT:
                own_of.setdefault(leaf.kind, []).append(leaf)
        for own in own_of.values():
            for at in range(1, min(len(own), MOST)):
                if not REDUCED.search(own[at].before) or not re.search(
                    "[由从]", own[at - 1].before
                ):
                    continue
                gone = [leaf for leaf in own[at + 1 : at + 5] if LESS.search(leaf.before)]
                gone = [leaf for leaf in gone if leaf.part == own[at].part]
                if len(gone) >= 2 and gone[0].clause - own[at].clause <= 1:
                    left = summed((given(own[at - 1]),), [given(leaf) for leaf in gone])
                    yield Statement(
                        "减少后的数", (Reading(given(own[at]), left),), Certainty.PROBABLE
                    )


def net(tree: Tree) -> Iterator[Statement]:
    """``合计100人，核减后实有7930人，原登记8030人``: the gross less what is taken off."""
    for stretch in tree.sentences:
        for result in stretch.leaves:
            if not NET.search(result.before) or result.kind in roles.NO_COUNT:
                continue
            own = [
                leaf
                for leaf in reach.beside(stretch, result.start)
                if leaf.kind == result.kind and leaf is not result
            ][:MOST]
            gross = [leaf for leaf in own if GROSS.search(leaf.before)]
            off = [leaf for leaf in own if leaf not in gross and leaf.start < result.start]
            readings = [
                Reading(given(result), summed((given(one),), (given(other),)))
                for one in gross
                for other in reversed(off)
            ]
            readings += [
                Reading(given(result), summed((given(one),), [given(leaf) for leaf in off]))
                for one in gross
                if len(off) > 1
            ]
            if readings:
                yield Statement("核减前后", tuple(readings), Certainty.SURE)
