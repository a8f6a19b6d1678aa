"""Counts against what is listed beside them: 已建成4个，即甲、乙、丙和丁; “甲类、乙类”两类; as many values as
things behind 分别.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Statement
from compiler.chinese.figures.terms import Term, given, number
from compiler.chinese.figures.tree import Tree
from compiler.chinese.marks import sentences

NAMELY = re.compile(r"[,，]?(?:即|分别为|分别是)[:：]?([^。;；,，]{4,200})")
KINDS = re.compile(
    r"“([^“”。，,;；]{2,20}(?:、[^“”。，,;；、]{2,20}){1,9})”([一两二三四五六七八九十]|\d{1,2})"
    r"(?:类|大类|种|项)"
)
MONTHS = re.compile(
    r"(\d{1,2}(?:、\d{1,2}){1,11})月[^。;；]{0,40}?分别[\u4e00-\u9fff]{0,8}?"
    r"((?:第[一二三四五六七八九十]{1,3}、){1,11}第[一二三四五六七八九十]{1,3})"
)
IN_TURN = re.compile(r"(?:具体|情况|分别)如下[:：]")
TITLES = re.compile(r"(《[^《》]{2,60}》(?:(?:、|和|及|以及|与)?《[^《》]{2,60}》){1,14})(等)?")
NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
ANNOUNCED, LONGEST_TEXT = 160, 3000
"""So far back from 如下 its count is looked for, and so far on what is told in turn: by judgement one long
sentence or two, and the cells people write."""
NEAR, BESIDE = 40, 14
"""So far before 即 its count stands; so much may stand between titles and theirs: 等, and what they are. By
judgement."""


def _count(value: int, start: int, end: int) -> Term:
    return number(value, f"所列 {value} 项", (start, end))


def _before(tree: Tree, start: int, end: int) -> Sequence[Leaf]:
    """Return the figures that begin in a range of the passage."""
    places = [bisect_left(tree.leaves, at, key=lambda leaf: leaf.start) for at in (start, end)]
    return tree.leaves[places[0] : places[1]]


def namely(tree: Tree) -> Iterator[Statement]:
    """``已建成4个，即甲、乙、丙和丁``: as many items as the count before them."""
    for match in NAMELY.finditer(tree.text):
        before = _before(tree, match.start() - NEAR, match.start())
        if not before or re.search(r"\d|等", match[1]):
            continue
        total = before[-1]
        behind = tree.text[total.end : match.start()]
        items = [piece for piece in re.split(r"[、和]", match[1]) if piece]
        if (
            len(items) >= 2
            and total.exact
            and len(behind) <= 8
            and not re.search(r"[，,、；;]", behind)
        ):
            listed = _count(len(items), *match.span(1))
            yield Statement("个数与所列各项", (Reading(given(total), listed),), Certainty.SURE)


def quoted_kinds(tree: Tree) -> Iterator[Statement]:
    """``分为“甲类、乙类、丙类”三类``: the quotation lists as many as the number behind it says."""
    for match in KINDS.finditer(tree.text):
        told = number(
            NUMERALS.get(match[2]) or int(match[2]),
            tree.text[match.start(2) : match.end()],
            match.span(2),
        )
        listed = _count(match[1].count("、") + 1, *match.span(1))
        yield Statement("个数与所列各项", (Reading(told, listed),), Certainty.SURE)


def months(tree: Tree) -> Iterator[Statement]:
    """``11、12月考评分别位列第一、第二``: as many ranks as months."""
    for match in MONTHS.finditer(tree.text):
        count, ranks = (len(match[group].split("、")) for group in (1, 2))
        reading = Reading(
            number(ranks, f"{ranks} 个名次", match.span(2)),
            number(count, f"{count} 个月", match.span(1)),
        )
        yield Statement("分别所列与前文对应", (reading,), Certainty.SURE)


def in_turn(tree: Tree) -> Iterator[Statement]:
    """``针对4个紧张片区…具体如下：甲片区，…。乙片区，…。``: one sentence for each of the count, where all of
    them begin alike.
    """
    for match in IN_TURN.finditer(tree.text):
        near = _before(tree, match.start() - ANNOUNCED, match.start())
        counted = [leaf for leaf in near if len(leaf.noun) >= 2]
        for leaf in counted[-1:]:
            begins = re.compile(rf"[\u4e00-\u9fff]{{1,12}}{re.escape(leaf.noun[-2:])}[，,:：]")
            following = tree.text[match.end() : match.end() + LONGEST_TEXT]
            own = [begins.match(following, start) is not None for start, _ in sentences(following)]
            if sum(own) >= 2 and leaf.exact and all(own):
                listed = _count(sum(own), match.end(), match.end() + len(following))
                yield Statement("个数与所列各项", (Reading(given(leaf), listed),), Certainty.SURE)


def titles(tree: Tree) -> Iterator[Statement]:
    """``《甲办法》《乙规定》等2项制度``: as many titles as the number behind them, or no more with 等."""
    for match in TITLES.finditer(tree.text):
        behind = _before(tree, match.end(), match.end() + BESIDE)
        if not behind or not behind[0].exact:
            continue
        words = tree.text[match.end() : behind[0].start]
        if re.search(r"[，,。；;：:（）()]|^(?:及|和|以及|与|并)", words) or behind[0].kind not in (
            "项",
            "个",
            "件",
            "部",
            "份",
        ):
            continue
        listed = _count(match[1].count("《"), *match.span(1))
        more = bool(match[2]) or "等" in words
        reading = Reading(listed, given(behind[0]), "≤" if more else "=")
        yield Statement("个数与所列各项", (reading,), Certainty.SURE, binding=not more)


def counted_parts(tree: Tree) -> Iterator[Statement]:
    """``5个街道应收回…（其中甲街道…、乙街道…）``: as many parts as the count of what they name."""
    for bracket in tree.brackets:
        if bracket.host is None:
            continue
        parts = [leaf for leaf in bracket.leaves if leaf.kind == bracket.host.kind]
        for leaf in _before(tree, bracket.host.start - ANNOUNCED, bracket.host.start):
            noun = leaf.noun[:2]
            named = len(noun) == 2 and all(noun in part.before for part in parts)
            if named and len(parts) >= 3 and leaf.exact and leaf.sentence == bracket.host.sentence:
                listed = _count(len(parts), parts[0].start, parts[-1].end)
                yield Statement("个数与所列各项", (Reading(given(leaf), listed),), Certainty.SURE)
