"""The tree of a passage: sentence ▸ part between ； ▸ clause ▸ parallel members, with figures as leaves;
a bracket hangs on the figure before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

import attrs

from compiler.chinese.brackets import BracketPair, match_brackets
from compiler.chinese.figures.leaves import Leaf, leaves
from compiler.recall import recalled

SENTENCE = re.compile("[。!?！？\n]")
MARK = re.compile(r"[。!?！？\n;；，,:：、()（）]")
PART, CLAUSE = frozenset(";；"), frozenset(";；，,:：()（）")
HOST_REACH = 14
"""So far before a bracket the figure stands that it explains, which leaves room for what is counted. By
judgement."""
LIST_NUMBER = re.compile(r"[\d一二三四五六七八九十]{1,2}")
DEEPEST, MOST_INSIDE, LONGEST_QUOTE = 3, 40, 200
"""Brackets deeper in, more of them in one, or longer quotations are not told apart, so that time grows
linearly."""
GOES_ON = re.compile("涉及|资金|金额")
"""How a clause begins that goes on with what the one before said: 基本完成7项，涉及344万元."""
MOST_LEAVES = 60
"""A sentence with more figures is a table typed as text, and not read. By judgement: the longest that official
prose has list a dozen or two."""
NEAR_LEAVES = 24
"""So many figures on either side of a word can belong to it: time grows linearly."""
NEAR_WORDS = 24
"""So many characters on either side of a figure are its words: by judgement, a long clause."""


@attrs.frozen(eq=False)
class Stretch:
    """A sentence, or what stands in one pair of brackets; ``host`` is the figure that brackets explain.

    ``text`` is the passage with all blanked that is not of this stretch (brackets further in, titles)
    from ``start`` on, so that positions stay those of the passage. ``leaves`` are its own figures.
    """

    start: int
    end: int
    text: str
    leaves: tuple[Leaf, ...]
    host: Leaf | None = None
    level: int = 0

    def around(self, start: int, end: int) -> tuple[Sequence[Leaf], Sequence[Leaf]]:
        """Return its last figures before a place and the first ones behind it."""
        first = bisect_right(self.leaves, start, key=lambda leaf: leaf.end)
        last = bisect_left(self.leaves, end, key=lambda leaf: leaf.start)
        return self.leaves[max(0, first - NEAR_LEAVES) : first], self.leaves[
            last : last + NEAR_LEAVES
        ]

    def between(self, start: int, end: int) -> str:
        """Return the words of a range of the passage, blanks left out."""
        return self.text[max(start - self.start, 0) : max(end - self.start, 0)].replace("\0", "")


@attrs.frozen(eq=False)
class Tree:
    """A passage, or several that are read in one go, a line each: its sentences in order, then its brackets,
    the outer ones first.
    """

    text: str
    leaves: tuple[Leaf, ...]
    sentences: tuple[Stretch, ...]
    brackets: tuple[Stretch, ...]

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Sentences and brackets."""
        return self.sentences + self.brackets


@recalled(1024)
def read(text: str) -> Tree:
    """Return the tree of a passage; time grows linearly with it."""
    found = leaves(text)
    if not found:
        return Tree(text, (), (), ())
    pairs = match_brackets(text).pairs
    shown = _blanked(text, found, pairs)
    ranges = [
        (pair.start, pair.end)
        for pair in pairs
        if pair.mark == "("
        and pair.parents.count("(") < DEEPEST
        and not LIST_NUMBER.fullmatch(text, pair.start + 1, pair.end)
    ]
    lone = set(_lone(ranges, found))
    if lone:
        ranges = [one for one in ranges if one not in lone]
        marks = {position for one in lone for position in one}
        shown = "".join("\0" if i in marks else mark for i, mark in enumerate(shown))
    levels = _levels(ranges, [leaf.start for leaf in found])
    own: list[list[Leaf]] = [[] for _ in range(len(ranges) + 1)]
    for leaf, level in zip(found, levels, strict=True):
        own[level].append(leaf)
    main = _without(shown, 0, len(text), ranges)
    sentences = tuple(_sentences(main, own[0]))
    placed = {leaf.start: leaf for sentence in sentences for leaf in sentence.leaves}
    brackets = []
    for level, (start, end) in enumerate(ranges, 1):
        if 0 < len(own[level]) <= MOST_LEAVES:
            inner = ranges[level : level + MOST_INSIDE]
            inside = _without(shown, start + 1, end, inner)
            part = _placed(inside, start + 1, own[level], -1, level)
            host = _host(shown, start, found, placed)
            brackets.append(Stretch(start + 1, end, inside, tuple(part), host, level))
            placed |= {leaf.start: leaf for leaf in part}
    hung = tuple(placed[leaf.start] for leaf in found if leaf.start in placed)
    return Tree(text, hung, sentences, tuple(brackets))


def _lone(ranges: Sequence[tuple[int, int]], found: Sequence[Leaf]) -> Iterator[tuple[int, int]]:
    """Yield the brackets with nothing but one figure, of another kind than the one before them: 过半乡镇（7个）
    is told as if there were none.
    """
    for start, end in ranges:
        number = bisect_right(found, start, key=lambda leaf: leaf.start)
        lone = number < len(found) and (found[number].start, found[number].end) == (start + 1, end)
        if lone and (not number or found[number - 1].kind != found[number].kind):
            yield start, end


def _sentences(text: str, found: list[Leaf]) -> Iterator[Stretch]:
    """Yield the sentences that have figures."""
    ends = [match.end() for match in SENTENCE.finditer(text)]
    start = first = 0
    for number, end in enumerate([*ends, len(text)]):
        last = first
        while last < len(found) and found[last].start < end:
            last += 1
        if first < last <= first + MOST_LEAVES:
            part = _placed(text[start:end], start, found[first:last], number, 0)
            yield Stretch(start, end, text[start:end], tuple(part))
        start, first = end, last


def _host(shown: str, bracket: int, found: list[Leaf], placed: dict[int, Leaf]) -> Leaf | None:
    """Return the figure that a bracket explains: the one before it, with nothing but what is counted
    between them.
    """
    number = bisect_right(found, bracket, key=lambda leaf: leaf.start) - 1
    host = placed.get(found[number].start) if number >= 0 else None
    if host is None or not 0 <= bracket - host.end <= HOST_REACH:
        return None
    return None if MARK.search(shown, host.end, bracket) else host


def _levels(ranges: list[tuple[int, int]], starts: list[int]) -> list[int]:
    """Return for each position the number of the innermost bracket around it, 0 if there is none."""
    result, opened, following = [], list[int](), 0
    for start in starts:
        while following < len(ranges) and ranges[following][0] < start:
            while opened and ranges[opened[-1]][1] < ranges[following][0]:
                opened.pop()
            opened.append(following)
            following += 1
        while opened and ranges[opened[-1]][1] < start:
            opened.pop()
        result.append(opened[-1] + 1 if opened else 0)
    return result


def _without(shown: str, start: int, end: int, ranges: Sequence[tuple[int, int]]) -> str:
    """Return a range of the text with the brackets in it blanked."""
    pieces: list[str] = []
    position = start
    for inner_start, inner_end in ranges:
        if inner_start >= end:
            break
        if inner_start >= position:
            pieces += (shown[position:inner_start], "\0" * (inner_end + 1 - inner_start))
            position = inner_end + 1
    return "".join((*pieces, shown[position:end]))


def _blanked(text: str, found: Sequence[Leaf], pairs: Iterable[BracketPair]) -> str:
    """Return the text without the marks within quotations, titles and numbers."""
    shown = list(text)
    for pair in pairs:
        title = pair.mark == "《"
        if (
            pair.mark != "("
            and pair.end - pair.start <= LONGEST_QUOTE
            and len(pair.parents) < DEEPEST
        ):
            for index in range(pair.start, pair.end + 1):
                if title or MARK.match(shown[index]):
                    shown[index] = "\0"
    for leaf in found:
        for index in range(leaf.start, leaf.end):
            if shown[index] in ",，":
                shown[index] = "\0"
    return "".join(shown)


def _placed(text: str, start: int, found: Sequence[Leaf], sentence: int, level: int) -> list[Leaf]:
    """Return figures of one stretch, whose text begins at ``start``, with their places and words."""
    marks = [match.start() for match in MARK.finditer(text)]
    clauses = [0]
    parts = [0]
    for position in marks:
        clauses.append(clauses[-1] + (text[position] in CLAUSE))
        parts.append(parts[-1] + (text[position] in PART))
    result: list[Leaf] = []
    for index, leaf in enumerate(found):
        first, last = leaf.start - start, leaf.end - start
        number = bisect_right(marks, first)
        left = marks[number - 1] + 1 if number else 0
        lead = text[max(left, first - NEAR_WORDS) : first].replace("\0", "")
        if number > 1 and GOES_ON.match(lead) and text[marks[number - 1]] in CLAUSE - PART:
            lead = text[max(marks[number - 2] + 1, first - 2 * NEAR_WORDS) : first].replace(
                "\0", ""
            )
        right = marks[number] if number < len(marks) else len(text)
        if index:
            left = max(left, found[index - 1].end - start)
        if index + 1 < len(found):
            right = min(right, found[index + 1].start - start)
        before = text[max(left, first - NEAR_WORDS) : first].replace("\0", "")
        after = text[last : min(right, last + NEAR_WORDS)].replace("\0", "")
        result.append(
            leaf.hung(before, after, lead, sentence, parts[number], clauses[number], level)
        )
    return result
