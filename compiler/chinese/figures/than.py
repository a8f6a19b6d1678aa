"""Differences whose other side is named: 高出各项贷款增速3.6个百分点，各项贷款增速为11.4%; 首尾相差4.5个百分点; several at
once: 分别下降3.4、2.6和4.6个百分点.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.leaves import POINTS, SHARE, Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Standing, Statement
from compiler.chinese.figures.terms import Term, given, summed
from compiler.chinese.figures.tree import Tree

THAN = re.compile(
    r"(?:比|较|高[出于]|低于|多于|少于|[快慢优长短]于|超出|超过)(?P<to>[\u4e00-\u9fff]{2,12}?)(?:平均)?(?P<more>[^，、\d]{0,4}?(?:高|低|多|少|快|慢|增|减|提高|降低|上升|下降|年轻|年长|提升|回落)[^，、\d]{0,2})?$"
)
HELD_AGAINST = re.compile(
    "高[出于]|低于|多于|少于|超[出过]?|不足|比(?![例重率])|较(?![大多高好])|距"
)
BY_HOW_MUCH = re.compile(
    "^[^，、\\d]{0,8}?(?:高|低|多|少|快|慢|增|减|升|降|提[高升]|差|超|缩|扩|节约)[^，、\\d到至]{0,4}$"
)
OF_BASE = re.compile("(?:的[^，、\\d]{2,6})?(?:达|有)?")
OF_WHICH = re.compile("其中|[由从]")
SCORE = "分"
SPREAD = re.compile(r"(?:首尾|最高(?:与|和)?最低|高低|极差)[^，、\d]{0,3}(?:相差|差|差距|为)+$")
REVISED = re.compile(r"(?:修正|调整|更正|核减|核增)(?:为|到|至)[^，、\d]{0,4}$")
BY = re.compile(r"(?:高|低|多|少|增加|减少|上升|下降|提高|降低|提升|回落|升|降)(?:了)?$")
SEVERALLY = re.compile(
    r"(?:分别|依次)(?:下降|降低|上升|提高|提升|增加|减少|增长|回落)(?:了)?(?P<values>\d+(?:\.\d+)?(?:个百分点)?(?:[、和及]\d+(?:\.\d+)?(?:个百分点)?){1,9})个?百?分?点?"
)
FROM, TO = re.compile(r"[由从][^，、\d]{0,8}$"), re.compile(r"(?:到|至|为|成)(?:了)?$")
CHANGED = re.compile(r"(?:增|减|升|降|多|少|高|低|差|年轻|年长)[^，、\d到至为的]{0,3}$")
BEFORE_NOW = re.compile(
    "[上去前](?:一?[年季期月届]|学期)(?:同期|末|底)?|(?:上年)?同期|[年期月]初|原来|此前|以前|往年"
)
OF_VALUES = (POINTS, "岁", "分")
FEW = 3
"""Among more values another may be what is compared: 应完成47条…，实际51条，比方案多4条 of 92."""
MOST = 8
"""So many figures are tried as the other side: time grows linearly."""


def _values(tree: Tree, change: Leaf) -> list[Leaf]:
    kind = SHARE if change.kind == POINTS else change.kind
    return [
        one
        for one in reach.in_reach(tree, change)
        if one.kind == kind and (kind == SHARE or not CHANGED.search(one.before))
    ][-2 * MOST :]


def named(tree: Tree) -> Iterator[Statement]:
    """``15.0%，高出各项贷款增速3.6个百分点，各项贷款增速为11.4%``: the difference from the figure that is named."""
    for change in tree.leaves:
        match = THAN.search(change.before)
        if match is None or (change.kind in roles.NO_COUNT and change.kind not in OF_VALUES):
            continue
        if roles.PAST_MULTIPLE.search(change.before):
            continue
        values = _values(tree, change)
        bases = [one for one in values if match["to"] in _named(tree, one)]
        if BEFORE_NOW.fullmatch(match["to"]):  # each has an earlier value of its own
            bases = [one for one in bases if one.part == change.part]
        readings = _differences(change, bases, values)
        others = [one for one in values if one not in bases]
        subject = roles.FILLER.sub("", change.before[: match.start()])
        told = any(
            reach.shared(subject, _named(tree, one) + one.after)
            if len(subject) > 1
            else one.start < change.start
            for one in others
        )
        if readings:
            sure = told or (len(bases) > 1 and len(subject) < 2)
            how = Certainty.SURE if len(values) <= FEW else Certainty.PROBABLE
            yield Statement(
                "与所比之数相差",
                tuple(readings),
                how if sure else Certainty.POSSIBLE,
                standing=Standing.REACHED if sure else Standing.DOUBTED,
            )


def _named(tree: Tree, leaf: Leaf) -> str:
    """Return the words before a figure, with those before the bracket that it begins."""
    opened = tree.text[max(0, leaf.start - 1) : leaf.start] in ("（", "(")
    return tree.text[max(0, leaf.start - 10) : leaf.start] if opened else leaf.before


def _differences(change: Leaf, bases: Sequence[Leaf], values: Sequence[Leaf]) -> list[Reading]:
    return [
        Reading(given(change), summed((given(high),), (given(low),)))
        for base in bases
        for other in values
        if other is not base
        for high, low in ((base, other), (other, base))
    ]


def beside(tree: Tree) -> Iterator[Statement]:
    """``58.7亿元，低于限额63.5亿元4.8亿元``; ``83.2%，高出80%的目标3.2个百分点``: what a figure is more or less than one
    told with the difference.
    """
    for base, change in pairwise(tree.leaves):
        if base.kind != (SHARE if change.kind == POINTS else change.kind) or not _against(
            base, change
        ):
            continue
        others = [
            one
            for one in reach.in_reach(tree, change)
            if one.kind == base.kind
            and one.start < base.start
            and one.sentence == base.sentence
            and not HELD_AGAINST.search(one.before)
        ][-MOST:]
        if not others or base.clause - others[-1].clause > 2:
            continue
        readings = _differences(change, [base], list(reversed(others)))
        yield Statement(
            "与所比之数相差", tuple(readings), Certainty.PROBABLE, standing=Standing.REACHED
        )


def _against(base: Leaf, change: Leaf) -> bool:
    """Tell whether a figure is held against one right before a difference, in its clause: 比…的96万元多42万元, 高出80%的
    目标3.2个百分点.
    """
    if (base.sentence, base.clause) != (change.sentence, change.clause):
        return False
    if base.kind in roles.NO_COUNT and base.kind not in (SHARE, SCORE):
        return False
    held = HELD_AGAINST.search(base.before)
    if held is None or OF_WHICH.search(base.before):
        return False
    if BY_HOW_MUCH.search(change.before):
        return True
    return held.group() not in ("比", "较", "距") and OF_BASE.fullmatch(change.before) is not None


def spread(tree: Tree) -> Iterator[Statement]:
    """``96.2%…94.8%、93.1%和91.7%，首尾相差4.5个百分点``: between two of the figures told."""
    for change in tree.leaves:
        if not SPREAD.search(change.before):
            continue
        values = [one for one in _values(tree, change) if one.sentence == change.sentence][-MOST:]
        if len(values) >= 2:
            readings = [
                Reading(given(change), summed((given(high),), (given(low),)))
                for high in values
                for low in values
                if high is not low
            ]
            yield Statement("首尾之差", tuple(readings), Certainty.SURE)


def revised(tree: Tree) -> Iterator[Statement]:
    """``由测算的50%修正为46%，低4个百分点``: what one figure was changed for another, less that."""
    for first, second, change in zip(tree.leaves, tree.leaves[1:], tree.leaves[2:], strict=False):
        if not REVISED.search(second.before) or first.kind != second.kind:
            continue
        kind = SHARE if change.kind == POINTS else change.kind
        if kind == first.kind and BY.search(change.before) and change.clause - second.clause <= 1:
            readings = _differences(change, [first], [second])
            yield Statement("与所比之数相差", tuple(readings), Certainty.SURE)


STEP = re.compile(
    "^[，,]?(?:共|累计|合计|已|净|再)*(?:新增|增[资收员加]?|减[亏支员少]?|清[退理]|处[理置]|去化|化解|消化|盘活|压[减缩降]|核[减销]|关停|撤[并销]|拆除|腾退|"
    r"退出|收回|收窄|整改|销号|精简|缩[减短]|调[增减]|前进|后退|少[^，、\d]?|多[^，、\d]?|省)(?:了|约|近)?$"
)


def stepped(tree: Tree) -> Iterator[Statement]:
    """``由46亿元调整至60亿元，增资14亿元``: what a change came to, right behind what it lies between, unless more of its kind
    goes on with it.
    """
    for stretch in tree.sentences:
        own = stretch.leaves
        for at, (first, second, change) in enumerate(zip(own, own[1:], own[2:], strict=False)):
            if not first.kind == second.kind == change.kind or change.kind in roles.NO_COUNT:
                continue
            if not (roles.FROM.search(first.before) and roles.TO.search(second.before)):
                continue
            goes_on = [
                one
                for one in own[at + 3 : at + 5]
                if one.kind == change.kind and one.part == change.part
            ]
            if change.clause - second.clause != 1 or goes_on or not STEP.search(change.before):
                continue
            yield Statement(
                "增减数",
                tuple(_differences(change, [first], [second])),
                Certainty.PROBABLE,
                standing=Standing.REACHED,
            )


def severally(tree: Tree) -> Iterator[Statement]:
    """``甲从14.2%降为10.8%，乙从12.5%降为9.9%，分别下降3.4和2.6个百分点``: each in its turn."""
    for stretch in tree.sentences:
        for match in SEVERALLY.finditer(stretch.text):
            start = match.start("values") + stretch.start
            pairs = [
                (one, other)
                for one, other in pairwise(reach.beside(stretch, start))
                if one.kind == other.kind == SHARE
                and FROM.search(one.before)
                and TO.search(other.before)
                and other.end < start
            ]
            written = re.findall(r"\d+(?:\.\d+)?", match["values"])
            falls = re.search("下降|降低|减少|回落", match.group()) is not None
            if len(written) != len(pairs):
                continue
            for text, (one, other) in zip(written, pairs, strict=True):
                high, low = (one, other) if falls else (other, one)
                told = _points(text, (start, match.end("values") + stretch.start))
                yield Statement(
                    "与所比之数相差",
                    (Reading(summed((given(high),), (given(low),)), told),),
                    Certainty.SURE,
                )


def _points(text: str, place: tuple[int, int]) -> Term:
    value = Decimal(text) / 100
    return Term((), value, value, lambda: f"{text}个百分点", place)
