"""Characters that their neighbours do not know, where another of the same sound or shape makes a
common word with them.

A noisy channel with its steps in the order of their cost. All pairs of a text are looked up at once;
where both are looser than chance allows, candidates are asked for that make a common word with
either neighbour; those that gain enough there are weighed by the contexts of up to four characters
around, and by how well the character and its neighbour could stand alone. What all this adds up to
are natural logarithms; the weights began as a logistic regression over sentences with and without
mistakes that are not kept here, and were rounded and set by hand from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from operator import add, getitem

import attrs

from compiler.chinese.spelling.layout import EDGE, NEVER, STRONG, TIE
from compiler.chinese.spelling.tables import QUARTERS, Tables, tables

NOT_CHINESE = re.compile("[^\u4e00-\u9fff]")
LOOSE = 12
"""Only where a character's ties to both neighbours and its own habit together are no more is it looked at:
one in ten in a text without mistakes, nearly all of those mistaken that anything can be said of."""
EDGE_TIE = 2
"""So much an edge counts towards that: little can be said of what stands beside one."""
STRONGER = 2
"""By how many steps the word that a candidate makes must be stronger than any here."""
GAIN_NEARBY = 3.0
"""What a candidate must gain with its two neighbours before longer contexts are asked."""
NEAR = 3.0
"""What a similar sound costs beside the same sound: people type by sound."""
LOOKS = 4.0
"""What a similar shape costs: many more characters look alike than sound alike."""
BACK_OFF = 1.5
"""What a shorter context costs."""
LOOSE_PAIR = 22
"""The same for two characters in a row: their three ties and their habits."""
IN_WORDS = 3 << 4
"""The byte of a pair from which on it may be part of a word: two characters are only looked at where
neither is part of one with its outer neighbour."""
GAIN_OF_TWO = 4.0
"""What such a word must gain with its neighbours before longer contexts are asked."""
HARDER = 5.5
"""How much more must speak for two wrong characters in a row than for one."""
IN_A_WORD = 2.0
"""What it costs that the neighbour stands in another word."""
DOUBTFUL = 7.0
"""A character of this score stands loose, whatever the reason."""
SURE = 10.0
"""From this score on it is told: by ``tests/benchmarks/spelling.py`` less than one sentence without
mistakes in a hundred has such a character."""
_TIES = bytes((value & TIE) * QUARTERS for value in range(256))
_LOOSE = re.compile(b"[\\0-\\x%02x]" % int(LOOSE * QUARTERS))
_WORD = STRONG << 4
"""The byte of a pair from which on it is a strong word."""
NAME_BEFORE = re.compile(r"(?:[长任记员·][^，。、；：]{0,2}|\d)$")
"""科长, 主任, 书记, 调研员: a name follows; 2栋: a number's word does."""
NAME_AFTER = re.compile(
    "[^，。、；：]{0,2}(?:[村镇乡岭·]|街道|社区|片区|支部|中队|分中心|小学|中学|大桥|公园)"
)
COINED = re.compile("[“‘][^“”‘’]{1,8}[”’]")
"""A short word in quotation marks: coined, and unknown to any dictionary."""


@attrs.frozen
class Suspect:
    """One or two characters at ``start`` of a text, what is ``meant`` in their place, and what speaks
    for that.
    """

    start: int
    written: str
    meant: str
    score: float

    @property
    def end(self) -> int:
        """The place after the last character."""
        return self.start + len(self.written)


@lru_cache(maxsize=4096)
def suspects(text: str) -> tuple[Suspect, ...]:
    """Return the characters of a text that stand loose, in order, each with the best in its place; kept
    by text. Only those of a score of ``SURE`` are worth telling.
    """
    found = sorted(_suspects(tables(), text), key=lambda suspect: -suspect.score)
    coined = [match.span() for match in COINED.finditer(text)] if found else []
    inside = {place for start, end in coined for place in range(start + 1, end)}
    taken: set[int] = set()
    kept: list[Suspect] = []
    for suspect in found:
        places = range(suspect.start, suspect.end)
        if (
            taken.isdisjoint(places)
            and suspect.start not in inside
            and not _in_name(text, suspect)
            and not _patterned(text, suspect)
        ):
            kept.append(suspect)
            taken.update(places)
    return tuple(sorted(kept, key=lambda suspect: suspect.start))


def _patterned(text: str, suspect: Suspect) -> bool:
    """Tell whether a character comes again after one other: 释纪释法, 走深走实 are formed at will."""
    near = text[max(0, suspect.start - 2) : suspect.start] + text[suspect.end : suspect.end + 2]
    return any(character in near for character in suspect.written)


def _in_name(text: str, suspect: Suspect) -> bool:
    """Tell whether a person's name or a place's may stand there."""
    return bool(
        NAME_BEFORE.search(text, max(0, suspect.start - 3), suspect.start)
        or NAME_AFTER.match(text, suspect.end)
    )


def _suspects(known: Tables, text: str) -> Iterator[Suspect]:
    shown = f"{EDGE}{NOT_CHINESE.sub(EDGE, text)}{EDGE}"
    codes = memoryview(shown.encode("utf-16-le")).cast("H")
    pairs = bytes(  # the bytes of all pairs, found without a step of Python's own
        map(
            getitem,
            map(known.pairs.__getitem__, codes[:-1]),
            map(str.find, map(known.followers.__getitem__, codes[:-1]), shown[1:]),
        )
    )
    ties = pairs.translate(_TIES)
    tied = bytes(map(add, map(add, ties, ties[1:]), map(known.habit.__getitem__, codes[1:-1])))
    loose = [match.start() for match in _LOOSE.finditer(tied)]
    for at in loose:
        before, after = pairs[at], pairs[at + 1]
        if before < _WORD and after < _WORD:
            edges = (shown[at] == EDGE) + (shown[at + 2] == EDGE)
            if edges and tied[at] > (LOOSE - EDGE_TIE * edges) * QUARTERS:
                continue
            found = _better(known, shown, at + 1, before, after)
            if found:
                yield Suspect(at, shown[at + 1], *found)
    beside = {place for at in loose for place in (at - 1, at)}
    for at in sorted(beside - {-1, len(tied) - 1}):
        if (
            pairs[at] < IN_WORDS
            and pairs[at + 2] < IN_WORDS
            and tied[at] + tied[at + 1] - ties[at + 1] <= LOOSE_PAIR * QUARTERS
        ):
            found = _homophone(known, shown, at + 1, pairs[at + 1])
            if found:
                yield Suspect(at, shown[at + 1 : at + 3], *found)


def _homophone(known: Tables, text: str, place: int, tied: int) -> tuple[str, float] | None:
    """Return the best word that sounds like the two characters from a place on and what speaks for
    it, if any.
    """
    left, one, other, right = (text[at] for at in range(place - 1, place + 3))
    counts, pair = known.counts, known.pair
    least = counts[one] + counts[other] + (tied & TIE) + GAIN_OF_TWO
    least += (pair(left, one) & TIE) + (pair(other, right) & TIE)
    best, best_score, present = "", 0.0, 0.0
    for first, second, nearby in known.homophones(one, other):
        if nearby + 2 * TIE < least or first == one or second == other:
            continue  # one character alone, if either stays
        if nearby + (pair(left, first) & TIE) + (pair(second, right) & TIE) < least:
            continue
        before, after = _run_before(text, place), _run_after(text, place + 1)
        present = present or _likelihood(known, before, one + other, after)
        score = _likelihood(known, before, first + second, after) - present
        if score > best_score:
            best, best_score = first + second, score
    return (best, best_score - HARDER) if best_score >= DOUBTFUL + HARDER else None


def _better(
    known: Tables, text: str, place: int, tie_before: int, tie_after: int
) -> tuple[str, float] | None:
    """Return the best candidate for the character at a place and what speaks for it, if any."""
    left, here, right = text[place - 1], text[place], text[place + 1]
    fitting = known.fitting(left, here, right)
    if not fitting:
        return None
    pair, counts, alone = known.pair, known.counts, known.alone
    weak = max(tie_before, tie_after) >> 4
    least = (tie_before & TIE) + (tie_after & TIE) + counts[here] + GAIN_NEARBY
    best, best_score, present = "", 0.0, 0.0
    row, ties = known.followers[ord(left)], known.pairs[ord(left)]
    for other in fitting:
        first, second = ties[row.find(other)], pair(other, right)
        gained = (first & TIE) + (second & TIE) + counts[other] - least
        strong = max(first, second) >> 4
        if gained < 0 or strong < weak + STRONGER:
            continue
        cost = (0.0, NEAR, LOOKS)[known.apart(here, other)]
        if gained < cost:
            continue
        before, after = _run_before(text, place), _run_after(text, place)
        present = present or _likelihood(known, before, here, after)
        score = _likelihood(known, before, other, after) - present - cost
        score += 0.3 * strong - 0.28 * alone[other]
        score += _neighbours_need(known, text, place, first >> 4, second >> 4)
        if (score, other) > (best_score, best):
            best, best_score = other, score
    if not best:
        return None
    score = best_score + 0.24 * counts[here] - 0.4 * alone[here] - 0.9 * max(0, weak - 3)
    score -= 3.0 * ((left == EDGE) + (right == EDGE))
    return (best, score) if score >= DOUBTFUL else None


def _neighbours_need(known: Tables, text: str, place: int, before: int, after: int) -> float:
    """Return what speaks for a mistake in that the neighbour has no word to stand in without the
    candidate, less if it is often a word by itself; it speaks against one if the neighbour has as
    strong a word without.
    """
    strongest = max(before, after)
    needs = []
    for strength, neighbour, beyond in (
        (before, place - 1, place - 2),
        (after, place + 1, place + 2),
    ):
        if strength == strongest and 0 <= beyond < len(text):
            one, other = sorted((neighbour, beyond))
            own = known.pair(text[one], text[other]) >> 4
            if own >= strongest:
                needs.append(-IN_A_WORD)
            elif own < 3:
                needs.append(max(0.0, 2.8 - 0.43 * known.alone.get(text[neighbour], 0.0)))
    return max(needs, default=0.0)


def _run_before(text: str, place: int) -> str:
    """Return the up to three characters before a place, from the edge of their run on."""
    before = text[max(0, place - 3) : place]
    return before[before.rfind(EDGE) :] if EDGE in before else before


def _run_after(text: str, place: int) -> str:
    """Return the up to three characters after a place, up to the edge of their run."""
    after = text[place + 1 : place + 4]
    return after[: after.find(EDGE) + 1] if EDGE in after else after


def _likelihood(known: Tables, before: str, middle: str, after: str) -> float:
    """Return the logarithm of how likely the middle and what follows are, after what precedes: each
    character after up to three others, by the longest of these contexts in which it was met.
    """
    text = before + middle + after
    counts, gram, all_counted = known.counts, known.gram, known.all_counted
    ties = [0]
    ties += [known.pair(one, other) & TIE for one, other in pairwise(text)]
    total = 0.0
    for place in range(len(before), len(text)):
        character, tie, context = text[place], ties[place], min(place, 3)
        step = counts.get(character, 0.0) - all_counted
        if not tie:  # then no longer context was met either
            total += step - BACK_OFF * context
            continue
        step = min(0.0, step + tie - NEVER) - BACK_OFF * (context - 1)
        if context > 1 and ties[place - 1] and (count := gram[text[place - 2 : place + 1]]) >= 0:
            pair = counts[text[place - 2]] + counts[text[place - 1]] - all_counted
            if (of := ties[place - 1] - NEVER + pair) >= 0:
                step = min(0.0, count - of) - BACK_OFF * (context - 2)
                if context > 2 and (count := gram[text[place - 3 : place + 1]]) >= 0:
                    of = gram[text[place - 3 : place]]
                    if of >= 0:
                        step = min(0.0, count - of)
        total += step
    return total
