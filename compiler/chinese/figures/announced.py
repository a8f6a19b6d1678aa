"""Numbers that announce what follows, one by one: 三个问题：一是…二是…三是…; “四张清单”即甲、乙、丙、丁."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.named import listed
from compiler.chinese.figures.statements import Certainty, Reading, Statement
from compiler.chinese.figures.terms import given, number
from compiler.chinese.figures.tree import Tree

NUMERALS = "一二三四五六七八九十"
ORDINALS: tuple[Callable[[int], str], ...] = (
    lambda place: f"{NUMERALS[place]}是",
    lambda place: f"{NUMERALS[place]}要",
    lambda place: f"其{NUMERALS[place]}",
    lambda place: f"第{NUMERALS[place]}，",
    lambda place: f"（{NUMERALS[place]}）",
    lambda place: f"（{place + 1}）",
    lambda place: "①②③④⑤⑥⑦⑧⑨⑩"[place],
)
THINGS = re.compile(
    "(?:[\u4e00-\u9fff]{0,6}?)(?:方面|环节|层面|维度|步骤|举措|措施|工作|问题|重点|难点|短板|弱项|任务|原则|要点|事项|关键|转变|抓手|办法|做法|要求|原因|类型|特点|机制)"
)
"""What is told in turn, each in words of its own."""
TO_FOLLOW = re.compile("[\u4e00-\u9fff]{0,8}[:：，,。；;]?")
"""So much stands between them and the first ordinal."""
BEGINS = "。；;：:，,、”）) \n"
WITHIN_WORDS = "统唯之第同专单万"
"""What makes another word of 一: 统一是…."""
MOST = 10
QUOTED = re.compile(
    rf"“(?P<number>[二两三四五六七八九十])(?![月年])(?P<what>[^“”\d，。、{NUMERALS}两]{{1,6}})”(?:[\u4e00-\u9fff]{{0,4}})"
    r"(?:[，,]?(?:即|也就是|就?是指|指的是)[:：]?|[:：]|[（(](?:即[:：]?)?|——)"
    r"(?P<list>[^\s。；;：:，,（）()]{1,20}(?:、[^\s。；;：:，,（）()、]{1,20}){1,11})(?=[。；;，,）)\n]|$)"
)
VALUES = {"两": 2} | {numeral: value for value, numeral in enumerate(NUMERALS, 1)}


def in_turn(tree: Tree) -> Iterator[Statement]:
    """``解决三个问题：一是…；二是…；三是…``: as many members as the number that announces them."""
    for leaf in tree.leaves:
        things = THINGS.match(tree.text, leaf.end)
        if things is None or not leaf.exact or not 2 <= leaf.value <= MOST:
            continue
        between = TO_FOLLOW.match(tree.text, things.end())
        for ordinal in ORDINALS:
            start = tree.text.find(ordinal(0), things.end(), things.end() + 12)
            if between is None or start < 0 or start > between.end():
                continue
            found = _members(tree.text, start, ordinal)
            if len(found) >= 2 and not _counted(tree, leaf, start):
                told = number(len(found), f"所列 {len(found)} 项", (start, found[-1]))
                yield Statement("个数与所列各项", (Reading(given(leaf), told),), Certainty.SURE)
            break


def _members(text: str, start: int, ordinal: Callable[[int], str]) -> list[int]:
    """Return where each ordinal of a series ends, up to where it begins again."""
    again = start
    while True:
        again = text.find(ordinal(0), again + 1)
        if again < 0 or text[again - 1] not in WITHIN_WORDS:
            break
    stop = again if again >= 0 else len(text)
    ends: list[int] = []
    at = start
    for place in range(MOST):
        at = text.find(ordinal(place), at, stop)
        while at > start and text[at - 1] not in BEGINS:
            at = text.find(ordinal(place), at + 1, stop)
        if at < 0:
            break
        ends.append(at + len(ordinal(place)))
    return ends


def _counted(tree: Tree, leaf: Leaf, start: int) -> bool:
    """Tell whether the members have numbers of the same kind: 发现问题5个：一是…3个，二是…2个."""
    return any(one.start > start and one.kind == leaf.kind for one in tree.leaves)


def quoted(tree: Tree) -> Iterator[Statement]:
    """``“四张清单”即甲、乙、丙、丁``: as many as the quoted number says."""
    for match in QUOTED.finditer(tree.text):
        value = VALUES[match["number"]]
        told = number(value, f"“{match['number']}{match['what']}”", match.span("number"))
        written = match["list"]
        yield listed(told, written.removesuffix("等"), written.endswith("等"), match.start("list"))
