"""Figures told as more or less than others: 控制在64亿元限额以内, 未突破15%的比例, 高于上年的12件, 居首, 最高, between an
average and its extremes, and shares of which there are no more than 100 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.leaves import POINTS, SHARE, TIMES, Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Statement, at_most
from compiler.chinese.figures.terms import Term, given, number
from compiler.chinese.figures.tree import Stretch, Tree

NO_MORE = re.compile(
    r"(?:[未没不]有?(?:突破|超过|超出|超|高于|大于|多于)|控制在|(?<![不未没])(?:低于|少于|小于))[^，、]{0,8}$"
)
NO_LESS = re.compile(r"(?:[未不](?:低于|少于|小于)|高于|大于|多于)[^，、]{0,8}$")
"""优于 is not among them: of losses and complaints less is better."""
LIMIT = re.compile(
    r"^[”’]?(?:的|这一)?[^，。；、]{0,6}(?:限额|上限|下限|标准|红线|底线|目标|要求|指标|规定|比例|限制|警戒线|控制线|预算|概算|计划|额度|平均水平|平均值)"
)
WITHIN = re.compile(r"^(?:之内|以内|以下)")
ABOVE = re.compile("^以上")
EARLIER = re.compile(r"(?:上年|去年|年初|同期|上期|平均水?平?|均值|平均值)(?:的|水平的)$")
NAMED = re.compile(
    r"^(?:低|高|少|多|优)于[^，、\d]{0,8}(?:平均(?:水平|值|数)?|均值|人均|限价|控制价|预算价|标杆值?|警戒线|控制线|设计值)$"
)
"""Says that what was told right before is more or less than what is well known: 98.6千克，低于行业标杆值100千克."""
FIRST = re.compile(
    r"^的?[^，。；、\d]{0,4}(?:居首|最高|最多|最大|领先|位居第一|排名?第一|位列第一|居第一|占比最大)"
)
LAST = re.compile(r"^的?[^，。；、\d]{0,4}(?:居末|垫底|最低|最少|最小|位列末位|排名?末位|居末位)")
HIGHEST = re.compile(r"最(?:高|多|大|长)[^，、；]{0,10}$")
LOWEST = re.compile(r"最(?:低|少|小|短)[^，、；]{0,10}$")
MEAN = re.compile(r"(?:[户人处宗家套台个件篇亩均单]均|平均)[^，、；]{0,6}$")
RANGED = re.compile(r"^(?:至|到|—|~|～|-)$")
FULL_RATES = re.compile(
    r"(?:合格|达标|整改|销号|办结|化解|满意|知晓|(?<!拨备)(?<!保障)(?<!利息)(?<!流动性)(?<!现金)(?<!债务)(?<!成本)(?<!收入)覆盖|签约|公开|安装|建档|登记|及格|优秀|优良|检出|发现|复工|回复|反馈|准确|"
    r"规范|完好|入户|配备|持证|通过|复核|签订|恢复|破获|成活|及时|按时|按期)率(?:为|达到?|约|是|已达|均为|高达)*$"
)
SHARE_OF = re.compile(
    r"占(?!.*(?:任务|计划|目标|预算|定额|指标|设计|核定|批准|合同|上年|去年|同期|编制))[^，、；]*$"
)
NOT_SHARE = re.compile("^的?(?:任务|计划|目标|预算)")
CHANGED_TO = re.compile("[到至为]$")
MOST = 6
"""So many figures of a sentence are compared with one: time grows linearly."""


def limits(tree: Tree) -> Iterator[Statement]:
    """``余额58.7亿元，控制在64亿元的限额以内``: no more than a limit, no less than a standard."""
    for stretch in tree.sentences:
        for position, limit in enumerate(stretch.leaves):
            down = _down(limit)
            if limit.kind in (POINTS, TIMES, "") or down is None:
                continue
            if not (LIMIT.search(limit.after) or WITHIN.search(limit.after)):
                continue
            if limit.after.endswith("的"):  # 低于60分标准的3家: which they are, no claim
                continue
            yield from _compared(_before(stretch, position), limit, down)


def _down(limit: Leaf) -> bool | None:
    """Tell whether the words before a figure say that others are below it, or above it, if any."""
    below, above = (list(words.finditer(limit.before))[-1:] for words in (NO_MORE, NO_LESS))
    if not below or not above:
        return bool(below) if below or above else None
    return None if below[0].start() == above[0].start() else below[0].start() > above[0].start()


def _before(stretch: Stretch, position: int) -> list[Leaf]:
    """Return the figures of one kind before a limit in its sentence, the nearest first; a list (分别为70%、65%、80%)
    one by one.
    """
    limit = stretch.leaves[position]
    return [
        leaf
        for leaf in reversed(stretch.leaves[max(0, position - 2 * MOST) : position])
        if leaf.kind == limit.kind
        and (not roles.CHANGE.search(leaf.before) or CHANGED_TO.search(leaf.before))
    ][:MOST]


def _compared(own: Sequence[Leaf], limit: Leaf, down: bool) -> Iterator[Statement]:
    """Yield that the figure nearest to a limit keeps it, or another one of the sentence does; each of a
    list of which that is said.
    """
    if not own or limit.clause - own[0].clause > 1:
        return
    every = [own[0]]
    if re.search(r"[均都皆]", limit.before):
        for leaf in own[1:]:
            if leaf.clause != own[0].clause:
                break
            every.append(leaf)
    others = () if len(every) > 1 else own[1:]
    how = Certainty.POSSIBLE if _of_something_else(limit, own) else Certainty.SURE
    if NORM.search(limit.lead) and how:
        how = Certainty.PROBABLE
    for leaf in every:
        readings = [_reading(one, limit, down) for one in (leaf, *others)]
        yield Statement("是否超限", tuple(readings), how, binding=False)


NORM = re.compile("应(?!急|对|用|届)|[需须要得](?!求)|原则上|一般不|不得|力争|确保")
"""Says what is to be, whatever is."""
EACH = re.compile("每|各|人均|单|[日月年]均")
SUBJECT = re.compile(
    "(?:均|都|皆|也|仍|已|全部|一直|始终|严格|基本|有效|力争|确保|将|把|并|且|但|达到|符合|高于|低于)+"
)


def _of_something_else(limit: Leaf, own: Sequence[Leaf]) -> bool:
    """Tell whether a limit is one for each, or of a thing that no figure before it is named by: 48个班2236人，班额控制在
    50人以内; 34所配备保安112名，达到每校不少于3名的标准.
    """
    bounds = [words.search(limit.before) for words in (NO_MORE, NO_LESS)]
    subject = limit.before[: min(match.start() for match in bounds if match)]
    if EACH.search(limit.before):
        return not any(EACH.search(leaf.before) for leaf in own)
    subject = SUBJECT.sub("", roles.FILLER.sub("", subject))
    told = "".join(leaf.lead + leaf.after for leaf in own)
    return len(subject) > 1 and not reach.shared(subject, told)


def _reading(leaf: Leaf, limit: Leaf, down: bool) -> Reading:
    """Return that a figure is no more, or no less, than a limit: than its number, whatever 未超过 makes of it."""
    limited = Term((limit,), limit.value, limit.value, lambda: limit.text)
    return at_most(given(leaf), limited) if down else at_most(limited, given(leaf))


def earlier(tree: Tree) -> Iterator[Statement]:
    """``15件，高于上年的12件``: more or less than another one told."""
    for stretch in tree.sentences:
        for position, other in enumerate(stretch.leaves):
            down = _down(other)
            named = EARLIER.search(other.before) or NAMED.search(other.before)
            if not named or down is None or other.after.endswith("的"):
                continue
            own = _before(stretch, position)
            if own and other.clause - own[0].clause <= 1:
                readings = tuple(_reading(one, other, down) for one in own)
                yield Statement("高低", readings, Certainty.SURE, binding=False)


def extremes(tree: Tree) -> Iterator[Statement]:
    """``甲96.2%居首，乙、丙分别为94.8%、93.1%``: no other of the list is above the first."""
    for stretch in tree.sentences:
        for leaf in stretch.leaves:
            first, last = FIRST.search(leaf.after), LAST.search(leaf.after)
            if bool(first) == bool(last) or (leaf.kind in roles.NO_COUNT and leaf.kind != SHARE):
                continue
            own = [
                one
                for one in reach.beside(stretch, leaf.start)
                if one.kind == leaf.kind and one.part == leaf.part
            ]
            if len(own) < 3 or any(roles.is_change(one) for one in own):
                continue
            others = [one for one in own if one is not leaf]
            if any(roles.TOTAL.search(one.before) or HIGHEST.search(one.before) for one in others):
                continue
            lists = len({one.clause for one in others}) == 1
            for one in others[: 2 * MOST]:
                reading = _reading(leaf, one, bool(last))
                certainty = Certainty.SURE if lists else Certainty.POSSIBLE
                yield Statement("高低", (reading,), certainty, binding=False)


def means(tree: Tree) -> Iterator[Statement]:
    """``平均91.2万元，最高120万元``: an average lies between the lowest and the highest; ``0.5万元至3万元不等，户均1.6万元``."""
    for stretch in tree.sentences:
        for mean in stretch.leaves:
            if not MEAN.search(mean.before) or mean.kind in (POINTS, TIMES, ""):
                continue
            around = reach.beside(stretch, mean.start)
            near = [
                leaf
                for leaf in around
                if leaf.kind == mean.kind and abs(leaf.clause - mean.clause) <= 2
            ]
            if sum(MEAN.search(leaf.before) is not None for leaf in near) > 1:
                continue
            for leaf in near:
                if HIGHEST.search(leaf.before) or LOWEST.search(leaf.before):
                    top = HIGHEST.search(leaf.before) is not None
                    yield _of_mean(mean, leaf, top)
            for low, high in pairwise(around):
                ranged = RANGED.fullmatch(stretch.between(low.end, high.start))
                if low in near and high in near and ranged and high.after.startswith("不等"):
                    yield _of_mean(mean, low, False)
                    yield _of_mean(mean, high, True)


def _of_mean(mean: Leaf, leaf: Leaf, top: bool) -> Statement:
    return Statement("平均与最高最低", (_reading(mean, leaf, top),), Certainty.SURE, binding=False)


def no_more_than_all(tree: Tree) -> Iterator[Statement]:
    """``合格率103%``: what is a share of a whole is at most 100 %."""
    for leaf in tree.leaves:
        if leaf.kind != SHARE or "千" in leaf.unit:
            continue
        rate = FULL_RATES.search(leaf.before) or (
            SHARE_OF.search(leaf.before) and not NOT_SHARE.search(leaf.after)
        )
        if rate:
            reading = Reading(given(leaf), number(1, "100%"), "≤")
            yield Statement("不大于100%", (reading,), Certainty.SURE, binding=False)
