"""Where a line of a paragraph visibly ends (Shift+Enter): whether the paragraph may end there, too.

People break lines for looks, or in the place of a paragraph's end. How doubtful it is to read on is
told by the words before and after; which way the notice as a whole reads best, by its structure.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs

from compiler.chinese.brackets import match_brackets
from compiler.chinese.marks import CLOSING_MARKS, END_MARKS, NUMERALS
from compiler.importer.matches import NoticeParagraph
from compiler.notice.numbering import SERIES_WORDS

DOUBTFUL_JOIN, LONG_LINE_JOIN = 25, 5
"""What it costs to read on: a little more than a paragraph that only its place gives away."""

LONG_LINE = 15
"""A line of fewer characters has not been broken because it was full."""

MOST_JOINED = 20
"""How often a paragraph is read on where it might have ended; elsewhere it is as often as need be."""

MOST_ENDS = 2000
"""How many ends of lines of one paragraph are looked at: a whole notice that was broken into lines has
fewer. Further lines are read on."""

NEXT_MEMBER = re.compile(rf"[{NUMERALS}]+是|{'|'.join(SERIES_WORDS)}")
"""A series within a paragraph goes on, though a sentence has ended."""

CLAUSE_MARK = re.compile("[,，;；:：。!！?？]")
"""What prose has, and a title, a heading or a name has not."""

GOING_ON = (",", "，", "、", "：", ":", ";", "；", "—", "…", "(", "（")


def line_ranges(paragraph: NoticeParagraph) -> list[tuple[int, int]]:
    """Return the range of each line of a paragraph, blanks about it left out."""
    bounds = [0, *paragraph.ends, len(paragraph.text)]
    return [_bare(paragraph.text, start, end) for start, end in pairwise(bounds)]


def cut(paragraph: NoticeParagraph, start: int, end: int) -> NoticeParagraph:
    """Return a part of a paragraph as one of its own, which keeps where lines end in it."""
    first, last = bisect_right(paragraph.ends, start), bisect_left(paragraph.ends, end)
    ends = tuple(one - start for one in paragraph.ends[first:last])
    text = paragraph.text[start:end]
    cells = paragraph.cells if text == paragraph.text else ()
    return attrs.evolve(
        paragraph, text=text, offset=paragraph.offset + start, ends=ends, cells=cells
    )


def join_costs(paragraph: NoticeParagraph, ranges: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each line but the first how doubtful it is that it goes on from the one before."""
    lines = [paragraph.text[start:end] for start, end in ranges]
    return [_join_cost(left, right) for left, right in pairwise(lines)]


def doubtful_ends(paragraph: NoticeParagraph) -> Iterator[int]:
    """Yield where a paragraph was read on although a sentence, or a short line, had ended."""
    costs = join_costs(paragraph, line_ranges(paragraph))
    yield from (
        end for end, cost in zip(paragraph.ends, costs, strict=True) if cost >= DOUBTFUL_JOIN
    )


def _join_cost(left: str, right: str) -> int:
    """Return how doubtful it is that ``right`` goes on from ``left``."""
    if NEXT_MEMBER.match(right):
        return 0
    if left.rstrip(CLOSING_MARKS).endswith(END_MARKS):
        return DOUBTFUL_JOIN
    if left[-1:].isdigit() and right[:1].isdigit():
        return DOUBTFUL_JOIN
    if left.endswith(GOING_ON) or right[:1] in (*GOING_ON, *END_MARKS, *CLOSING_MARKS):
        return 0
    if any(left[position] not in CLOSING_MARKS for position in match_brackets(left).single):
        return 0  # a bracket or quotation is still open
    heading = not CLAUSE_MARK.search(left) and right.endswith(END_MARKS)
    return DOUBTFUL_JOIN if heading or len(left) < LONG_LINE else LONG_LINE_JOIN


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range without the blanks at its ends."""
    own = text[start:end]
    start += len(own) - len(own.lstrip())
    return start, max(start, end - (len(own) - len(own.rstrip())))
