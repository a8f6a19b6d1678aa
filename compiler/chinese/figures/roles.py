"""Words that say what a figure is to its neighbours: a total, a rest, a change, an average, a state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from compiler.chinese.figures.leaves import POINTS, SHARE, TIMES, Leaf
from compiler.recall import recalled

TOTAL = re.compile(
    r"(?:共|合|总|累)计|总共|(?<!公)共(?!同|享|用|性|建|管|治|青|产|公|和)|总(?:数|额|量|投资|面积|规模|长)|全(?:长|年|部)"
)
ADDED_UP = re.compile(
    r"(?:^计|合计|共计|总计|总共|一共|两?[项者类]?相加|两项(?:合计|共)|(?<!公)共(?!同|享|用|性|建|管|治|青|产|公|和))[^\d]{0,10}$"
)
REST = re.compile(
    r"^(?!.{0,4}各)[^\d]{0,4}(?:其余|余下|剩余|剩下|其他|其它|另(?!行|案|一方面|外)|另外|尚余|还剩|还有|尚有|仅余|仍有|剩|余(?!额))"
)
CHANGE = re.compile(
    r"(?:同比|环比|较[^，]{0,8}|比[上去年][^，]{0,8})?(?:增长|增加|净增|多增|上升|提高|提升|提(?=了)|净添|添(?=了)|涨|跌|增幅|(?<!新)增|升|下降|降低|减少|净减|回落|下跌|减|降|"
    r"缩短|压缩|压减|精简|延长|扩大|多|少|高|低|逾期|提前|相差|翻)(?:了|约|近|到|至|为|达|达到|幅度?|出)*$"
    r"|^(?:由|从|比(?!例|重|率|亚|选)|较(?![大重多好严])|与|同(?![意步时心]))"
)
PAST_MULTIPLE = re.compile("[番倍半成][还仍又]?(?:[多少]|高|低)[了出]?$")
"""Says what comes on top of a multiple: 较上年翻一番还多3人."""
EARLIER = re.compile(
    r"[上去](?:一)?(?:年|季度|季|月|期|学期|届|轮)|前一?年|同期|年初|期初|原(?:有|先|来|定|为|计划)|历史(?!原因|遗留|文化|建筑|街区|档案|积案|欠账|问题)|往年|此前|整治前|改革前"
)
AVERAGE = re.compile(
    r"均(?!已|为|有|在|由|按)[^，、]{0,6}$|平均[^，、]{0,8}$|每[\u4e00-\u9fff]{1,5}$|各(?!为|占|自|有|计)[^，、]{0,2}$|(?:单个|最[高低多少大小长短])[^，、]{0,8}$|(?:单|售|票|定)价[^，、]{0,3}$"
)
PARTIAL = re.compile(
    r"[两三双][^，。；\d]{0,8}(?:都|均|皆|兼)[^，。；\d]{0,6}的有?\d|(?:有|存在|相互|部分)[^，。；、\d]{0,6}(?:重复|重叠|交叉)|同时(?:存在|涉及|具有|又|属|受|违)|兼[有具]|主要[是为有]|[比例]如|特别是|尤其是|(?:存在|有)多[个项种]|只计一次|不重复计|同一[^，。]{1,4}(?:有|存在|涉及)"
)
"""Says that parts overlap, or are only some."""
UNTOLD = re.compile(r"余(?:均|皆)?[为是](?!\d)|其余[^，。；\d]{2,}(?=[，。；])")
"""Says that there is a rest, without its number."""
EXCEPT = re.compile(
    r"^另|不含|(?<![解拆免消排清废开])除(?![险尘草])|未计入|不包括|不计|扣除|剔除|另有"
)
DONE = re.compile(
    r"已|完成|办结|审结|了结|结清|缴清|还清|付清|整改到位|销号|建成|投用|交付|收回|追回|通过|验收|化解|解决|拨付|支付|兑付|清退|退回|归还|退赔|挽回|完工|竣工|整改|实收|落实|补充|补齐|盘活|恢复"
)
DOING = re.compile(
    r"正在|正按|在建|在办|在审|推进中|进行中|办理中|施工中|基本完成|部分|持续推进|阶段"
)
OPEN = re.compile(
    r"未|尚|(?<![接招善期看优])待(?!遇)|仍|剩|(?<!模)拟|计划|欠|还有|还需|缺口|不合格|不达标|没有|存量(?![房资土债住商])|进入|转入|余下|其余|结转|余"
)
OTHER = re.compile(
    r"长期坚持|延期|核销|转办|移交|撤销|撤并|注销|终止|取消|不予|驳回|维持|合并|暂缓|推迟|停产|清零|转岗|中止|搁置|封停|封闭|责令|关闭|关停|取缔"
)
FILLER = re.compile(
    r"^[，,、]?(?:其中|已有|目前|现有|对|分别为|分别是|即|为|是|有|约|近|包括|含|及|和|与|以及|并|均|则|则为)+"
)
DENIED = re.compile(r"不|未|非|无")
NO_COUNT = (SHARE, POINTS, TIMES, "年", "个月", "日", "周", "岁", "微克", "分")
"""Kinds whose figures are no parts of each other."""


def is_change(leaf: Leaf) -> bool:
    """Tell whether a figure is a change, an average or an earlier value, which is no part of a total."""
    return _is_change(leaf.before)


@recalled(1024)  # nearly every construction asks it of nearly every figure
def _is_change(before: str) -> bool:
    return bool(CHANGE.search(before) or AVERAGE.search(before) or EARLIER.search(before))


def label(leaf: Leaf) -> str:
    """Return the words that name a part: those before it, else those behind it."""
    before = FILLER.sub("", leaf.before).removesuffix("的")
    return before or FILLER.sub("", leaf.after)


def is_rest(leaf: Leaf) -> bool:
    """Tell whether a figure is what is left when all other parts are told."""
    return _is_rest(leaf.before) or _is_rest(leaf.lead)


@recalled(1024)
def _is_rest(words: str) -> bool:
    return REST.search(words) is not None


def is_left(leaf: Leaf) -> bool:
    """Tell whether a figure is a rest also of what stands before ；: 另有 is not, it adds."""
    return is_rest(leaf) and "另" not in leaf.lead


def states(leaf: Leaf) -> frozenset[str]:
    """Return the states that the words of a figure tell."""
    found = _states(leaf.before + leaf.after)
    return found or _states(leaf.lead)


@recalled(2048)
def _states(words: str) -> frozenset[str]:
    return frozenset(
        name
        for name, pattern in (("other", OTHER), ("open", OPEN), ("doing", DOING), ("done", DONE))
        if pattern.search(words)
    )


def shape(leaf: Leaf) -> tuple[bool, bool]:
    """Return how a figure stands in its words: something before it, something counted behind it."""
    return bool(FILLER.sub("", leaf.before)), bool(leaf.after)


def parallel(parts: Sequence[Leaf]) -> bool:
    """Tell whether figures are told in one form: all behind their names or all before what is said of
    them.
    """
    named = {shape(part)[0] for part in parts if not is_rest(part)}
    return len(named) <= 1


def kin(parts: Sequence[Leaf]) -> int:
    """Return how much the names of parts are those of one classification: 2 if they differ in one place or
    one denies the other (男性、女性; 达标、不达标), 1 if they begin or end alike (一般隐患、重大隐患).
    """
    names = [label(part) for part in parts if not is_rest(part)]
    if len(names) < 2 or not all(names):
        return 0
    first = names[0]
    if all(len(name) == len(first) for name in names):
        same = sum(len(set(column)) == 1 for column in zip(*names, strict=True))
        if same * 2 >= len(first) and len(set(names)) == len(names):
            return 2
    if (
        len(names) == 2
        and DENIED.sub("", names[1])[-2:] == DENIED.sub("", first)[-2:]
        and bool(DENIED.search(first)) != bool(DENIED.search(names[1]))
    ):
        return 2
    return int(
        len(set(names)) == len(names)
        and (len({name[-1] for name in names}) == 1 or len({name[:2] for name in names}) == 1)
    )


def predicate(leaf: Leaf) -> bool:
    """Tell whether what follows a figure is said of it and no noun that it counts: 7家已拆除设备."""
    return is_rest(leaf) or not FILLER.sub("", leaf.before)


FROM = re.compile(
    r"(?:(?:由(?!于)|从(?![事业严重]))[^，。;；]{0,12}|自(?:(?:[去上]年|年初|[年季期月]初|高峰|原来)[^，。;；\d]{0,4}|原?有?的)?)$"
)
TO = re.compile(r"(?:到|至|为)[^，。;；]{0,8}$")


def from_to(own: Sequence[Leaf]) -> set[Leaf]:
    """Return the figures of one kind that a change runs between, 由14个增加到27个, and those told on with
    them, 、35个.
    """
    found: set[Leaf] = set()
    for first, second in pairwise(own):
        if FROM.search(first.before) and TO.search(second.before):
            found |= {first, second}
        elif first in found and first.clause == second.clause and first.sentence == second.sentence:
            found.add(second)
    return found


def name(leaf: Leaf) -> str:
    """Return the words before a part, empty if it has none of its own."""
    return FILLER.sub("", leaf.before).removesuffix("的")


SIDES = tuple(
    re.compile(words)
    for words in (
        "男|女",
        "岁|年轻|青年|周岁",
        "学历|本科|研究生|硕士|博士|大专|高中",
        "党员|党外|群众|团员|民主党派",
        "少数民族|汉族",
        "处级|科级|厅级|股级",
        "职称|技师|证书|资格证|持证",
        "处分|警告|诫勉|记过|撤职|开除|谈话",
    )
)
"""Sides from which people are counted, sex, age, schooling, rank, sanction …: one person is counted from each."""


def crossing(parts: Sequence[Leaf]) -> bool:
    """Tell whether parts are counted from different sides, so that they overlap: 女干部6名、40岁以下9名."""
    return len({side for part in parts for side in _sides(name(part))}) > 1


@recalled(512)
def _sides(own: str) -> tuple[int, ...]:
    return tuple(side for side, words in enumerate(SIDES) if words.search(own))


def told_again(leaf: Leaf, before: Sequence[Leaf]) -> bool:
    """Tell whether a figure is named by the deed that one before it was told with: 复工14个，复工的14个."""
    deed = leaf.before.removesuffix("的")
    return len(leaf.before) > len(deed) > 1 and any(one.before.endswith(deed) for one in before)


FAULT = re.compile("不|未|缺|无|没|超|违|虚|漏|错|老化|破损")


def faults(parts: Sequence[Leaf]) -> bool:
    """Tell whether all parts are counted by what is wrong with them, of which one thing can have several."""
    counted = len(parts[0].kind) == 1 and parts[0].kind not in ("人", "件", "起")
    return counted and all(FAULT.search(label(part)) for part in parts)


def denied(parts: Sequence[Leaf]) -> bool:
    """Tell whether one part denies another, which leaves nothing between them: 采纳71条、未采纳9条."""
    names = {name(part)[-4:] for part in parts}
    return any(
        len(one) > 1 and other != one and DENIED.sub("", other, count=1).endswith(one)
        for one in names
        for other in names
        if DENIED.match(other)
    )
