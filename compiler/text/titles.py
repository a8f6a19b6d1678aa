"""Titles and names that are almost the same: one thing written in two ways, or two things?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from compiler.text.width import to_half_width

TITLE = re.compile(r"《([^《》]{2,120})》")
TELLING = re.compile(
    r"[\d〇一二三四五六七八九十百上下前后东西南北省市区县镇乡村街岛内外正副男女公私甲乙丙丁]"
)
"""A letter that makes two names two things when they differ in it."""
KINDS = ("实施", "修订", "补充", "配套", "专项", "重点", "细则", "方案", "指南", "手册", "清单", "目录", "说明", "解读", "问答", "样本", "年度", "季度", "月度", "半年", "试点", "部分", "国有", "集体")
"""Words that make two titles two documents."""
REGION = re.compile(r"[省市区县镇乡]\Z|街道\Z")
EDITION = re.compile(r"\((?:试行|暂行|草案|征求意见稿|修订稿?|讨论稿)\)\Z")
SHORTEST, LONGEST_INSERTION = 8, 4


def normal_title(title: str) -> str:
    """Return a title in a form in which only its words count: widths, dashes and spaces are alike."""
    return re.sub(r"[-\u2010-\u2015~\uff5e\u2212]+", "-", to_half_width(title)).replace(" ", "").replace("〈", "<").replace("〉", ">")


def same_thing(first: str, second: str) -> bool:
    """Tell whether two different normal titles look like one title with a few letters left out, added or wrong."""
    if min(len(first), len(second)) < SHORTEST:
        return False
    start = _common(first, second)
    rest = min(len(first), len(second)) - start
    end = min(_common(first[::-1], second[::-1]), rest)
    left, right = first[start : len(first) - end], second[start : len(second) - end]
    if not left or not right:
        added = left or right
        if EDITION.search(added) or EDITION.search(first) is not EDITION.search(second) and added.startswith("("):
            return True
        within = start > 0 and end > 0
        return within and len(added) <= LONGEST_INSERTION and not TELLING.search(added) and not any(
            word in first[max(0, start - 1) : start + len(added) + 1] + second[max(0, start - 1) : start + len(added) + 1] and word not in min(first, second, key=len)
            for word in KINDS
        ) and not REGION.search(first[:start] if start < 8 else "")
    if len(left) == len(right) == 1:
        return not TELLING.search(left + right) and start + end >= SHORTEST
    swapped = len(left) == len(right) <= 4 and sorted(left) == sorted(right)
    return swapped and not TELLING.search(left)


def near_pairs(titles: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of distinct normal titles that look like one; only titles with a common head or tail are compared."""
    buckets: dict[str, list[str]] = {}
    seen: set[tuple[str, str]] = set()
    for title in dict.fromkeys(titles):
        for key in (title[:4] + "…", "…" + title[-4:]):
            for other in buckets.setdefault(key, []):
                if abs(len(other) - len(title)) <= 6 and (other, title) not in seen and same_thing(other, title):
                    seen.add((other, title))
                    yield other, title
            buckets[key].append(title)


def _common(first: str, second: str) -> int:
    length = 0
    for left, right in zip(first, second, strict=False):
        if left != right:
            break
        length += 1
    return length
