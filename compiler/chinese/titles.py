"""Titles that are almost the same: one document written in two ways, or two documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sized
from itertools import pairwise

from compiler.chinese.common_ends import common_ends
from compiler.chinese.spelling.tables import tables
from compiler.chinese.telling import TELLING
from compiler.chinese.width import to_half_width

TITLE = re.compile(r"《([^《》]{2,120})》")
KINDS = (
    "实施", "修订", "补充", "配套", "专项", "重点", "细则", "方案", "指南", "手册", "清单", "目录",
    "说明", "解读", "问答", "样本", "年度", "季度", "月度", "半年", "试点", "部分", "国有", "集体",
)  # fmt: skip
"""Words that make two titles two documents."""
REGION = re.compile(r"[省市区县镇乡]\Z|街道\Z")
EDITION = re.compile(r"\((?:试行|暂行|草案|征求意见稿|修订稿?|讨论稿)\)")
SHORTEST, LONGEST_INSERTION, MOST_COMPARED = 8, 4, 40
"""Shorter titles are common words, and more letters than so many are another subject; so many
others are looked at, that time grows linearly. By judgement."""
WORD = 3
"""Of this strength two letters are a word (``spelling.layout.TIE``)."""
FARTHEST = 6
"""Two titles of one document differ in length by no more: an edition in brackets, （试行） with two
letters to spare. By judgement."""


def normal_title(title: str) -> str:
    """Return a title in a form in which only its words count: widths, dashes and spaces are
    alike.
    """
    return (
        re.sub(r"[-\u2010-\u2015~～\u2212]+", "-", to_half_width(title))
        .replace(" ", "")
        .replace("〈", "<")
        .replace("〉", ">")
    )


def same_thing(first: str, second: str) -> bool:
    """Tell whether two different normal titles look like one title with a few letters left out,
    added or wrong.
    """
    if min(len(first), len(second)) < SHORTEST:
        return False
    start, end = common_ends(first, second)
    left, right = first[start : len(first) - end], second[start : len(second) - end]
    if not left or not right:
        added = left or right
        return bool(EDITION.fullmatch(added)) or (
            start > 0 and end > 0 and _slip(added, min(first, second, key=len), start)
        )
    if len(left) == len(right) == 1:
        telling = TELLING & {left, right}
        written = first if left in telling else second
        around = written[max(0, start - 1) : start + 2]
        slip = not telling or (len(telling) == 1 and not _in_a_word(around))
        return slip and start + end >= SHORTEST
    swapped = len(left) == len(right) <= 4 and sorted(left) == sorted(right)
    return swapped and TELLING.isdisjoint(left)


def _in_a_word(around: str) -> bool:
    """Tell whether a letter between those beside it is part of a word with one: 新区, not 若新措."""
    return any(tables().pair(*two) >> 4 >= WORD for two in pairwise(around))


def _slip(added: str, shorter: str, start: int) -> bool:
    """Tell whether the letters that one title has more, at ``start``, are a slip and make no
    other document of it.
    """
    around = shorter[max(0, start - 1) : start] + added + shorter[start : start + 1]
    if (
        len(added) > LONGEST_INSERTION
        or (not TELLING.isdisjoint(added) and (len(added) > 1 or _in_a_word(around)))
        or (len(added) > 1 and REGION.search(shorter[: min(start, 8)]))
    ):
        return False
    return not any(word in around and word not in shorter for word in KINDS)


def near_pairs(titles: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of distinct normal titles that look like one.

    Such a pair has half of the shorter title in common at the head or at the tail; of those that
    have the same half, a title is compared with the :data:`MOST_COMPARED` before it, so that time
    grows linearly.
    """
    buckets: dict[str, list[str]] = {}
    for title in dict.fromkeys(titles):
        halves = {
            max(3, (length - LONGEST_INSERTION) // 2)
            for length in range(len(title) - FARTHEST, len(title) + 1)
        }
        near = [
            buckets.setdefault(key, [])
            for half in halves
            for key in (title[:half] + "…", "…" + title[-half:])
        ]
        for other in dict.fromkeys(other for bucket in near for other in bucket[-MOST_COMPARED:]):
            if abs(len(other) - len(title)) <= FARTHEST and same_thing(other, title):
                yield other, title
        for bucket in near:
            bucket.append(title)


def each_once(pairs: Iterable[tuple[str, str]], uses: Mapping[str, Sized]) -> dict[str, str]:
    """Return, of pairs of a title and one that it looks like, each title with the one used most of
    those: of so many that look alike each is told of, not each pair.
    """
    usual: dict[str, str] = {}
    for title, other in pairs:
        if len(uses[other]) > len(uses[usual.setdefault(title, other)]):
            usual[title] = other
    return usual
