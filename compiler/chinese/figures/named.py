"""Lists of names with the number of them behind or before: 甲、乙、丙三个镇; 4户企业（甲、乙、丙、丁）; 3个单位：甲、乙和丙."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from compiler.chinese.figures import roles
from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Statement
from compiler.chinese.figures.terms import Term, given, number
from compiler.chinese.figures.tree import Stretch, Tree
from compiler.chinese.withheld.names import SURNAMES

ITEM = r"[A-Za-z\u4e00-\u9fff“”]"
BEFORE = re.compile(
    rf"(?P<list>{ITEM}{{1,14}}(?:、{ITEM}{{1,14}}?){{1,11}})(?P<more>等)?(?:这|那|上述|以上|共|共计)?$"
)
IN_BRACKETS = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,10}})[（(](?:即|为|分别为|分别是)?(?P<list>{ITEM}{{1,16}}(?:、{ITEM}{{1,16}}?){{1,11}})(?P<more>等)?[）)]"
)
BEHIND_COLON = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,10}})[:：](?P<list>{ITEM}{{1,16}}(?:、{ITEM}{{1,16}}?){{1,11}})(?P<more>等)?(?=[。；;]|$)"
)
AND = re.compile("[和与及]|以及")
NAMED = (
    "名",
    "个",
    "家",
    "户",
    "所",
    "类",
    "级",
    "人",
    "镇",
    "村",
    "县",
    "区",
    "街道",
    "社区",
    "部门",
    "方",
    "大类",
    "种",
    "座",
    "处",
    "条",
    "项",
    "张",
)
"""Counters of what has names of its own."""
GENERIC = frozenset(
    [
        "社区",
        "街道",
        "园区",
        "乡",
        "镇",
        "村",
        "县",
        "区",
        "乡镇",
        "镇街",
        "部门",
        "单位",
        "场",
        "开发区",
        "管委会",
        "企业",
        "林场",
        "农场",
        "国企",
        "学校",
        "医院",
        "科室",
        "股室",
        "办公室",
        "机关",
        "居委会",
        "村委会",
        "市",
        "含",
        "不含",
    ]
)
"""What a bracket names as kinds of what is counted and not one by one: 18个镇（街道、园区）."""
OF_KINDS = ("类", "级", "镇", "村", "县", "区", "街道", "社区", "部门", "方", "者", "大类", "种")
OF_KIND = re.compile("部门|单位|街道|镇|村|县|区|乡|局|方面|大类|层级")
"""What names stand for, one each."""
PERSON = re.compile(
    f"(?:长|任|书记|主席|经理|委员|总监|会计|出纳|干部|员|人|师)[{SURNAMES}][\u4e00-\u9fff]{{1,2}}$"
)
"""Names one by his post: 副局长庄伟."""
FUNCTION = re.compile("[已的有为在由各均将被把向对于是占共其设]")
DOING = re.compile(
    r"(?:开展|组织|召开|印发|出台|制定|建立|完善|修订|健全|排查|发现|整改|查处|办理|新建|改造|建成|下发|开办|举办|落实|加强|推进|新增|收回|追回|拨付|立案|处理|约谈|问责|通报|审核|检查|发放|签订|安装|配备|培训|走访|给予|涉及|完成|纳入|核查|清理|拆除|修复|更新|增设|设立|受理|移送|移交)"
)
"""A deed in an item: the number behind it is that of its own object (开展排查、印发文件3份)."""
ABSTRACT = re.compile(
    "机制|制度|措施|举措|工作|环节|方式|任务|行动|办法|做法|内容|要素|事项|流程|程序|方面"
)
"""What deeds may be members of: 建立会商、督办、销号等3项机制."""
LONGEST_COUNT = 12
"""More things than these are not named one by one in a sentence, so that a bracket behind such a number says
of what kinds they are. By judgement."""


COUNTED = "[一二两三四五六七八九十]"
"""Says that what a list names has numbers of its own: 审判长一人、审判员二人组成三人合议庭."""
COUNTED_ITEM = re.compile(f"{COUNTED}(?:{'|'.join(NAMED)})(?!{COUNTED})")
ONE_MORE = re.compile("(?:以及|[和与及])$")
"""Says that a number closes a list as its last member: 水务局、园林局及两户企业."""


def before_number(tree: Tree) -> Iterator[Statement]:
    """``枫桥、柳塘、石门三所学校``: as many names as the number behind them says."""
    for stretch in tree.stretches:
        for leaf in stretch.leaves:
            if (leaf.kind not in NAMED and leaf.unit not in NAMED) or not leaf.exact:
                continue
            words = stretch.text[
                max(0, leaf.start - stretch.start - 100) : leaf.start - stretch.start
            ]
            match = BEFORE.search(words)
            if match is None or re.search(f"{COUNTED}{leaf.unit}", match["list"]):
                continue
            if ONE_MORE.search(match["list"]) or _has_counted(match["list"]):
                continue
            start = leaf.start - len(words) + match.start("list")
            certainty = _certainty(leaf, match["list"], bool(match["more"]))
            if certainty is not None:
                yield listed(given(leaf), match["list"], bool(match["more"]), start, certainty)


def _certainty(leaf: Leaf, written: str, more: bool) -> Certainty | None:
    """Return how sure it is that a number counts the names before it and nothing that they do or have:
    城东、城西三处工地 may be three in two places, with three names they are those.
    """
    items = _items(written)
    if more and len(items) > 2 and ABSTRACT.match(leaf.noun):
        return Certainty.SURE
    first = FUNCTION.split(items[0])[-1] or items[0]  # 落实较差的县文联: the name begins behind 的
    if any(DOING.search(item) for item in (first, *items[1:])) or FUNCTION.search(items[-1]):
        return None
    if leaf.kind == "人" and all(PERSON.search(item) for item in items):
        return Certainty.SURE
    alike = len({len(item) for item in items[1:]}) == 1 and len(items) > 2
    ending = len({item[-1] for item in items}) == 1
    if not leaf.in_words and not ((alike or ending) and (leaf.noun or leaf.unit in OF_KINDS)):
        kinds = len(items) > 2 and OF_KIND.match(leaf.noun)
        return Certainty.PROBABLE if kinds else None  # 文联、职教中心、图书馆3家单位
    if len(items) > 2 or leaf.unit in OF_KINDS or OF_KIND.match(leaf.noun):
        return Certainty.SURE
    return None


def _has_counted(written: str) -> bool:
    """Tell whether an item of a list is so many of a kind, and no name: 水务局、两个街道."""
    return any(COUNTED_ITEM.match(item) for item in _items(written))


def behind_number(tree: Tree) -> Iterator[Statement]:
    """``4户企业（甲、乙、丙、丁）``, ``3个单位：甲、乙和丙``: as many names as the number before them says."""
    for leaf in tree.leaves:
        if (leaf.kind not in NAMED and leaf.unit not in NAMED) or not leaf.exact:
            continue
        if leaf.value > LONGEST_COUNT:
            continue
        for pattern in (IN_BRACKETS, BEHIND_COLON):
            match = pattern.match(tree.text, leaf.end)
            if match is None or any(item in GENERIC for item in _items(match["list"])):
                continue
            if _has_counted(match["list"]):
                continue
            items = _items(match["list"])
            alike = (
                len({len(item) for item in items}) == 1 or len({item[-1] for item in items}) == 1
            )
            certainty = Certainty.SURE if alike else Certainty.PROBABLE
            more, start = bool(match["more"]), match.start("list")
            yield listed(given(leaf), match["list"], more, start, certainty)


def _items(written: str) -> list[str]:
    """Return what a list names, split at 、 and at the last 和."""
    items = written.split("、")
    *ahead, last = items
    parts = AND.split(last)
    return [*ahead, *parts] if len(parts) == 2 and all(parts) else items


def listed(
    said: Term, written: str, more: bool, start: int, certainty: Certainty = Certainty.SURE
) -> Statement:
    """Return that a number is that of names; no less than them with 等. A name may have 和 in it."""
    count = written.count("、") + 1
    counts = dict.fromkeys((len(_items(written)), count))
    readings = []
    for value in counts:
        told = number(value, f"所列 {value} 项", (start, start + len(written)))
        readings.append(Reading(told, said, "≤") if more else Reading(said, told))
    return Statement("个数与所列名称", tuple(readings), certainty, binding=not more)


def paired(tree: Tree) -> Iterator[Statement]:
    """``甲、乙、丙三所学校分别为4人、7人和3人``: as many values behind 分别 as subjects before it."""
    for stretch in tree.sentences:
        for match in RESPECTIVELY.finditer(stretch.text):
            subject = match["list"]
            items = _items(subject)
            if any(DOING.search(item) for item in items) or "等" in subject:
                continue
            start = match.end() + stretch.start
            values = _values(stretch, start)
            if len(values) >= 2 and values[0].start - start <= 1:
                count = number(
                    len(items),
                    f"所列 {len(items)} 项",
                    (match.start("list") + stretch.start, match.end("list") + stretch.start),
                )
                told = number(len(values), f"{len(values)} 个数", (values[0].start, values[-1].end))
                yield Statement("分别所列与前文对应", (Reading(told, count),), Certainty.PROBABLE)


IN_TURN = re.compile("(?:分别|依次|顺次)(?:为|是|有|达|占|[\u4e00-\u9fff]{1,8})?$")
MOST_NAMED = 12
"""Of more things than these nobody tells the figures one by one in a sentence. By judgement."""


def valued(tree: Tree) -> Iterator[Statement]:
    """``三家公司债务分别为48.6亿元、31.7亿元和19.7亿元``: as many values behind 分别 as the number of what has them."""
    for stretch in tree.sentences:
        for at, first in enumerate(stretch.leaves):
            if not IN_TURN.search(first.before) or "、" in _clause(stretch, first):
                continue
            if roles.is_change(first):  # 险情9起，受伤4人，同比分别下降52.9%、60%
                continue
            values = _values(stretch, first.start)
            counts = [
                leaf
                for leaf in stretch.leaves[max(0, at - 4) : at]
                if leaf.kind in NAMED_OR_YEARS
                and leaf.exact
                and 2 <= leaf.value <= MOST_NAMED
                and first.clause - leaf.clause <= 1
                and leaf.part == first.part
                and not roles.is_change(leaf)
                and stretch.between(leaf.start - len(leaf.before) - 1, leaf.start)[:1] != "、"
            ]
            if len(values) < 2 or not counts or first.kind == counts[-1].kind:
                continue
            place = (values[0].start, values[-1].end)
            told = number(len(values), f"{len(values)} 个数", place)
            readings = tuple(Reading(given(leaf), told) for leaf in reversed(counts))
            yield Statement("分别所列与前文对应", readings, Certainty.PROBABLE)


def _clause(stretch: Stretch, leaf: Leaf) -> str:
    """Return the words of a figure's clause up to it, lists in it and all."""
    words = stretch.between(max(stretch.start, leaf.start - 40), leaf.start)
    return re.split("[，；。：]", words)[-1]


NAMED_OR_YEARS = (*NAMED, "年", "批", "期", "轮", "条", "名", "笔", "起")
RESPECTIVELY = re.compile(
    rf"(?:^|[，；。：])(?P<list>{ITEM}{{1,12}}(?:、{ITEM}{{1,12}}){{1,9}}(?:和|及|与)?{ITEM}{{0,12}})分别(?:为|是|有|达|占|[\u4e00-\u9fff]{{2,10}}?(?=\d))"
)


def _values(stretch: Stretch, start: int) -> list[Leaf]:
    found: list[Leaf] = []
    at = bisect_right(stretch.leaves, start - 1, key=lambda leaf: leaf.start)
    for leaf in stretch.leaves[at:]:
        if found and (
            leaf.kind != found[0].kind
            or stretch.between(found[-1].end, leaf.start) not in ("、", "和", "及", "与")
        ):
            break
        found.append(leaf)
    return found
