"""Figures that words place below or above others: N个中M个, 只完成5.9亿元, 逐年下降, 高于评审标准60%, 提出42条采纳39条."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.leaves import POINTS, SHARE, TIMES, Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Standing, Statement, at_most
from compiler.chinese.figures.terms import given
from compiler.chinese.figures.tree import Stretch, Tree

AMONG = re.compile("[中里当](?:，|仅|只|还|仍|已|共)?有?$")
ONLY = re.compile(r"(?:只|仅|才)(?:有|为|是|占|剩|余)?[\u4e00-\u9fff]{0,4}$")
NO_ONLY = re.compile("不[只仅]|[只仅]用|才能|只要|刚才|人才|每|各|均|不到|不足")
IN_TURN = re.compile(
    r"逐(?:[年次月季批期届轮周旬日天]|步)(?:呈)?[^，。；、\d]{0,2}?(?P<way>下降|递减|减少|回落|降低|走低|上升|递增|增长|增加|提高|抬升|攀升|走高)"
    r"|(?P<way2>连[年续]?[^，。；、\d]{0,3}(?:下降|减少|上升|增长|增加|提高))(?!\d)"
)
FALLS = re.compile("降|减|落|低")
HELD = re.compile(r"(?P<above>(?:高|多|大|长)于|超过|超出|突破)|(?P<below>(?:低|少|小|短)于)")
NORM = re.compile(
    r"^[^，、\d]{0,8}(?:标准|目标|要求|上限|下限|限额|规定|承诺|任务|指标|红线|门槛|同期|平均数?|均值)(?:的|值|数|为|线)*$"
)
DENIED = re.compile(r"[未不没]有?$")
TAKEN = (
    (re.compile("提出?|建议"), re.compile("采纳|吸收")),
    (re.compile("报名|投档|应聘"), re.compile("录[取用]|聘用|签约|通过")),
    (re.compile("申请|申报|报送"), re.compile("批准|核准|获批|获准|立项|入选")),
    (
        re.compile("应[到考参出签]|通知"),
        re.compile("实[到考参]|到[会场课]|出席|打卡|签到|参[考会训评]"),
    ),
    (re.compile("认领|承诺|承办"), re.compile("完成|办结|兑现|实现")),
    (re.compile("追缴|收缴|扣押|没收"), re.compile("返还|退还|发还|上缴")),
    (re.compile("印[发制]|发[放出]"), re.compile("收回|回收|签收")),
    (re.compile("参[加考训评]|送检|抽检|受检"), re.compile("合格|及格|达标|取得|获证")),
)
"""Deeds, and what can be done to no more than those: 提出42条, 采纳39条."""


def among(tree: Tree) -> Iterator[Statement]:
    """``16所学校里，13所食堂有账外收支``: some of so many are no more than those."""
    for stretch in tree.sentences:
        for whole, part in pairwise(stretch.leaves):
            if whole.kind != part.kind or whole.kind in roles.NO_COUNT or not whole.kind:
                continue
            if not AMONG.search(whole.after) or part.clause - whole.clause > 1:
                continue
            if part.part == whole.part and not roles.is_change(part):
                yield _no_more(part, whole, Certainty.PROBABLE)


def only(tree: Tree) -> Iterator[Statement]:
    """``计划投资12亿元，只完成5.9亿元``: what is called only so much is less than one of its kind before it."""
    for stretch in tree.sentences:
        own = _counted(stretch)
        for at, part in enumerate(own):
            if not ONLY.search(part.before) or NO_ONLY.search(part.before) or part.kind == SHARE:
                continue
            before = [one for one in own[max(0, at - MOST) : at] if one.kind == part.kind]
            near = before and part.clause - before[-1].clause <= 1 and part.part == before[-1].part
            if not near or ONLY.search(before[-1].before) or roles.is_change(part):
                continue
            readings = [at_most(given(part), given(one)) for one in reversed(before)]
            yield Statement("部分不大于总数", tuple(readings), Certainty.PROBABLE, binding=False)


MOST = 6
"""So many figures before one are tried: time grows linearly."""


def _counted(stretch: Stretch) -> list[Leaf]:
    return [leaf for leaf in stretch.leaves if leaf.kind not in ("", POINTS, TIMES)]


def in_turn(tree: Tree) -> Iterator[Statement]:
    """``依次为12.5%、7.1%、3.4%，呈逐次下降趋势``: each of a row is less, or more, than the one before it."""
    for stretch in tree.sentences:
        for match in IN_TURN.finditer(stretch.text):
            row = _row(stretch, match.start() + stretch.start)
            falls = FALLS.search(match["way"] or match["way2"]) is not None
            for one, other in pairwise(row):
                low, high = (other, one) if falls else (one, other)
                yield Statement(
                    "升降方向",
                    (Reading(given(low), given(high), "<"),),
                    Certainty.PROBABLE,
                    binding=False,
                )


def _row(stretch: Stretch, place: int) -> list[Leaf]:
    """Return the figures in a row right before a place, in its clause or the one before it."""
    before, _ = stretch.around(place, place)
    row: list[Leaf] = []
    for leaf in reversed(before):
        if row and not (
            leaf.kind == row[0].kind
            and leaf.clause == row[0].clause
            and row[0].before in ("", "和", "及")
        ):
            break
        row.insert(0, leaf)
    if len(row) < 2 or not row[0].kind:
        return []
    words = stretch.between(row[-1].end, place)
    return row if len(re.findall("[，；。]", words)) <= 1 and "；" not in words else []


def held(tree: Tree) -> Iterator[Statement]:
    """``阳性率71.5%和68%，均高于评审标准60%``; ``间隔12分钟，超过承诺的10分钟``: more or less than a norm told with it."""
    for stretch in tree.sentences:
        for position, norm in enumerate(stretch.leaves):
            match = HELD.search(norm.before)
            if match is None or norm.kind in ("", POINTS, TIMES) or norm.after.startswith("的"):
                continue
            ahead = norm.before[: match.start()]
            if not NORM.match(norm.before[match.end() :]) or DENIED.search(ahead):
                continue
            own = [
                leaf
                for leaf in reversed(stretch.leaves[max(0, position - reach.BACK) : position])
                if leaf.kind == norm.kind and norm.clause - leaf.clause <= 1
            ]
            if not own or not _of_one_thing(ahead, own):
                continue
            every = own if re.search("[均都皆]", norm.before) else own[:1]
            others = () if len(every) > 1 else own[1:]
            for leaf in every:
                readings = [
                    at_most(given(norm), given(one))
                    if match["above"]
                    else at_most(given(one), given(norm))
                    for one in (leaf, *others)
                ]
                yield Statement("高低", tuple(readings), Certainty.PROBABLE, binding=False)


MANNER = re.compile("[均都皆也仍还已远略大幅明显]")


def _of_one_thing(ahead: str, own: Sequence[Leaf]) -> bool:
    """Tell whether what is held against a norm is what was told before it, and no other thing named in its clause."""
    subject = MANNER.sub("", roles.FILLER.sub("", ahead))
    return len(subject) < 2 or any(reach.shared(subject, leaf.lead) for leaf in own)


def taken(tree: Tree) -> Iterator[Statement]:
    """``提出建议42条，采纳39条``: no more is taken than there was."""
    for stretch in tree.sentences:
        for whole, part in pairwise(_counted(stretch)):
            if (
                whole.kind != part.kind
                or part.clause - whole.clause != 1
                or whole.part != part.part
            ):
                continue
            if whole.kind in roles.NO_COUNT or roles.is_change(part) or roles.is_change(whole):
                continue
            said = whole.before + whole.after
            if any(one.search(said) and other.search(part.before) for one, other in TAKEN):
                yield _no_more(part, whole, Certainty.PROBABLE)


def _no_more(part: Leaf, whole: Leaf, certainty: Certainty) -> Statement:
    return Statement(
        "部分不大于总数",
        (at_most(given(part), given(whole)),),
        certainty,
        binding=False,
        standing=Standing.NAMED,
    )
