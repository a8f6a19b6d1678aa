"""Where two texts differ in what they say, word by word: the stretches of one that became others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence, Set
from difflib import SequenceMatcher

import attrs

from compiler.chinese.common_ends import common_ends
from compiler.chinese.marks import CLAUSE_ENDS, CLOSING_MARKS, END_MARKS
from compiler.chinese.same_words import PARAGRAPH, Words, words_of

LARGEST = 4_000_000
"""Pairs of words compared closely; beyond it everything between a common beginning and end is one
change."""

CHANCE = 1
"""A word of so many characters that stays between two changes stays by chance: 整改 became 改正."""


@attrs.frozen
class Hunk:
    """Characters ``start`` to ``end`` of one text that became ``text``, which stands at
    ``new_start`` to ``new_end`` of the other.

    Beginnings and ends of paragraphs are changes of their own.
    """

    start: int
    end: int
    text: str
    new_start: int
    new_end: int


_Range = tuple[int, int, int, int]
"""Words of the old text and of the new one that replaced each other, by their indexes."""


def hunks(
    old: str, new: str, bounds: Collection[int] = (), marks: Set[int] = frozenset()
) -> list[Hunk]:
    """Return what changed, in order.

    ``bounds`` are places in ``old`` that changes should not reach over (where one source ends and
    the next begins); ``marks`` those in ``new`` where tracked changes begin or end.
    """
    left, right = words_of(old), words_of(new)
    cuts = _cuts(left, bounds)
    ranges = [
        _slid(left, right, one, cuts, marks, old)
        for whole in _merged(_ranges(left.words, right.words), left, cuts)
        for one in _by_paragraph(whole, left, right)
    ]
    return [_hunk(old, new, left, right, one) for one in ranges]


def _cuts(words: Words, bounds: Collection[int]) -> frozenset[int]:
    """Return the bounds as indexes of the words that begin there."""
    wanted = sorted(bounds)
    found, index = set(), 0
    for bound in wanted:
        while index < len(words.places) and words.places[index][0] < bound:
            index += 1
        found.add(index)
    return frozenset(found)


def _ranges(old: Sequence[str], new: Sequence[str]) -> list[_Range]:
    """Return which words replaced which."""
    head, tail = common_ends(old, new)
    middle, other = old[head : len(old) - tail], new[head : len(new) - tail]
    if not middle and not other:
        return []
    if len(middle) * len(other) > LARGEST:
        return [(head, len(old) - tail, head, len(new) - tail)]
    codes = SequenceMatcher(None, middle, other, autojunk=False).get_opcodes()
    return [
        (head + i1, head + i2, head + j1, head + j2)
        for tag, i1, i2, j1, j2 in codes
        if tag != "equal"
    ]


def _merged(ranges: Sequence[_Range], left: Words, cuts: Collection[int]) -> list[_Range]:
    """Join changes that only words parted which stayed by chance, if all is one source's."""
    merged: list[_Range] = []
    for one in ranges:
        if merged:
            last = merged[-1]
            kept = left.words[last[1] : one[0]]
            within = not any(last[0] < cut < one[1] for cut in cuts)
            if within and PARAGRAPH not in kept and sum(map(len, kept)) <= CHANCE:
                merged[-1] = (last[0], one[1], last[2], one[3])
                continue
        merged.append(one)
    return merged


def _by_paragraph(one: _Range, left: Words, right: Words) -> Iterator[_Range]:
    """Yield a change cut at the ends of paragraphs, those that came or went as changes of their
    own.
    """
    if _said(left.words[one[0] : one[1]]) == _said(right.words[one[2] : one[3]]):
        yield from _ends_alone(one, left, right)
        return
    olds, news = _segments(left.words, one[0], one[1]), _segments(right.words, one[2], one[3])
    common = min(len(olds), len(news))
    for (i1, i2), (j1, j2) in zip(olds, news, strict=False):
        if (i1, j1) != (i2, j2):
            yield i1, i2, j1, j2
    i, j = olds[common - 1][1], news[common - 1][1]
    for i1, i2 in olds[common:]:
        yield i1 - 1, i1, j, j
        if i1 < i2:
            yield i1, i2, j, j
    i = olds[-1][1]
    for j1, j2 in news[common:]:
        yield i, i, j1 - 1, j1
        if j1 < j2:
            yield i, i, j1, j2


def _said(words: Sequence[str]) -> str:
    """Return what words say, wherever paragraphs end between them."""
    return "".join(word for word in words if word != PARAGRAPH)


def _ends_alone(one: _Range, left: Words, right: Words) -> Iterator[_Range]:
    """Yield the ends of paragraphs that came or went, of a change of nothing else: a number that was
    parted between two digits is still that number.
    """
    i1, i2, j1, j2 = one
    yield from ((i, i + 1, j1, j1) for i in range(i1, i2) if left.words[i] == PARAGRAPH)
    yield from ((i2, i2, j, j + 1) for j in range(j1, j2) if right.words[j] == PARAGRAPH)


def _segments(words: Sequence[str], start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of words between the ends of paragraphs; one at least."""
    ends = [index for index in range(start, end) if words[index] == PARAGRAPH]
    starts = [start, *(index + 1 for index in ends)]
    return list(zip(starts, [*ends, end], strict=True))


def _slid(
    left: Words, right: Words, one: _Range, cuts: Collection[int], marks: Set[int], old: str
) -> _Range:
    """Return a change in the best of the places where it may be said to stand: of 整改、整改 either
    整改 may be the one that came.

    That is where a tracked change begins, else behind the end of a sentence or a clause, and in
    any case not across the bounds of sources.
    """
    i1, i2, j1, j2 = one
    if (i1 == i2) == (j1 == j2):
        return one
    words, first, last = (right.words, j1, j2) if i1 == i2 else (left.words, i1, i2)
    places = [0]
    while first + places[0] > 0 and i1 + places[0] > 0 and j1 + places[0] > 0:
        step = places[0] - 1
        if words[first + step] != words[last + step] or words[first + step] == PARAGRAPH:
            break
        places.insert(0, step)
    while i2 + places[-1] < len(left.words) and j2 + places[-1] < len(right.words):
        step = places[-1]
        if words[first + step] != words[last + step] or words[last + step] == PARAGRAPH:
            break
        places.append(step + 1)
    best = max(
        places, key=lambda step: (*_merit(left, right, one, step, cuts, marks, old), -abs(step))
    )
    return i1 + best, i2 + best, j1 + best, j2 + best


def _merit(
    left: Words,
    right: Words,
    one: _Range,
    step: int,
    cuts: Collection[int],
    marks: Set[int],
    old: str,
) -> tuple[bool, int, int]:
    """Return how well a change stands when it is moved by ``step`` words."""
    i1, i2, j1, j2 = (bound + step for bound in one)
    whole = not any(i1 < cut < i2 for cut in cuts)
    tracked = sum(not marks.isdisjoint(_around(right, place)) for place in (j1, j2))
    end = left.places[i1 - 1][1] if i1 else 0
    before = old[:end].rstrip(CLOSING_MARKS)[-1:]
    return whole, tracked, 2 if not before or before in END_MARKS else int(before in CLAUSE_ENDS)


def _around(words: Words, index: int) -> set[int]:
    """Return where the word before a place ends, and the one behind it begins."""
    places = words.places
    ends = {places[index - 1][1]} if index else {0}
    return ends | ({places[index][0]} if index < len(places) else set())


def _hunk(old: str, new: str, left: Words, right: Words, one: _Range) -> Hunk:
    """Return a change by characters. A blank that parts Latin words belongs to those that came."""
    i1, i2, j1, j2 = one
    start, end = _bounds(left, i1, i2)
    first, last = _bounds(right, j1, j2)
    if i1 == i2 and first < last:
        if _parts_words(new, first, first - 1):
            first -= 1
        elif _parts_words(new, last - 1, last):
            last += 1
    return Hunk(start, end, new[first:last], first, last)


def _bounds(words: Words, first: int, last: int) -> tuple[int, int]:
    """Return the characters that a range of words stands at; of none the place behind the word
    before.
    """
    if first < last:
        return words.places[first][0], words.places[last - 1][1]
    place = words.places[first - 1][1] if first else 0
    return place, place


def _parts_words(text: str, inner: int, blank: int) -> bool:
    """Tell whether at ``blank`` stands a blank between Latin letters or digits."""
    outer = 2 * blank - inner
    if not (0 <= outer < len(text) and text[blank] == " "):
        return False
    return all(text[at].isascii() and text[at].isalnum() for at in (inner, outer))
