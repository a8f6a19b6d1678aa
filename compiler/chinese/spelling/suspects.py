"""Characters that their neighbours do not know, where another of the same sound or shape makes a
common word with them.

A noisy channel with its steps in the order of their cost. All pairs of a text are looked up at once,
and all ties added up at once; where both are looser than chance allows, candidates are asked for that
make a common word with either neighbour; those that gain enough there are weighed by the contexts of
up to four characters around, and by how well the character and its neighbour could stand alone. What
all this adds up to are natural logarithms; the weights began as a logistic regression over sentences
with and without mistakes that are not kept here, and were rounded and set by hand from there.
"""

from __future__ import annotations

import re
from codecs import utf_16_le_encode
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import inf
from operator import getitem

import attrs

from compiler.chinese.spelling.layout import EDGE, QUARTERS, TIE
from compiler.chinese.spelling.likelihood import Around, likelihood
from compiler.chinese.spelling.tables import TIES, Tables, sums, tables

NOT_CHINESE = re.compile("[^\u4e00-\u9fff]")
LOOSE = 10.5
"""Only where a character's ties to both neighbours and its own habit together are no more is it looked at:
one in eight in a text without mistakes, nearly all of those mistaken that anything can be said of."""
EDGE_TIE = 2
"""So much an edge counts towards that: little can be said of what stands beside one."""
STRONGER = 2
"""By how many steps the word that a candidate makes must be stronger than any here."""
GAIN_NEARBY = 2.5
"""What a candidate must gain with its two neighbours before longer contexts are asked."""
NEAR = 3.0
"""What a similar sound costs beside the same sound: people type by sound."""
LOOKS = 4.0
"""What a similar shape costs: many more characters look alike than sound alike."""
FOREIGN = 11.0
"""What it costs to have neither in common: all characters have that. So much it must gain, too."""
COSTS = (0.0, NEAR, inf)
"""What it costs how far two characters sound apart (see ``Tables.apart``)."""
RARE = 6
"""A character of no more habit, in no word here, is so seldom written that anything may have been meant."""
TIED = 0.4
"""What each tie costs that the character has here: less is to be mended the better it fits."""
ELSEWHERE, ELSEWHERE_UNHEARD = 6, 4
"""How tied a candidate may be with the neighbour that it makes no strong word with: hardly ever more."""
LOOSE_PAIR = 22
"""The same for two characters in a row: their three ties and their habits."""
IN_WORDS = 3 << 4
"""The byte of a pair from which on it may be part of a word: two characters are only looked at where
neither is part of one with its outer neighbour."""
GAIN_OF_TWO = 4.0
"""What such a word must gain with its neighbours before longer contexts are asked."""
HARDER = 6.0
"""How much more must speak for two wrong characters in a row than for one."""
HEADS = frozenset(
    "室厅房馆楼库站亭棚栏井池箱柜桶桩杆牌桥管泵阀机器车员户工商方款金费税单表册卡权点口路位区段带面品"
)
"""What names of things, rooms, persons and sums are formed with at will, behind any word: 配电室, 监测户,
代管款. Behind a word they are no mistake for what would go with its last character alone."""
IN_A_WORD = 2.0
"""What it costs that the neighbour stands in another word."""
DOUBTFUL = 7.0
"""A character of this score stands loose, whatever the reason."""
SURE = 9.5
"""From this score on it is told: by ``tests/benchmarks/spelling.py`` less than one sentence without
mistakes in a hundred has such a character."""
_EDGE = ord(EDGE)
_WORD = 1 << 4
"""The byte of a pair from which on it is part of a word."""
_LEAST_GAIN = int((GAIN_NEARBY - ELSEWHERE) * QUARTERS) - 1
_LEAST_LOOKING = int((GAIN_NEARBY + LOOKS - ELSEWHERE_UNHEARD) * QUARTERS) - 1
_LEAST_FOREIGN = int((FOREIGN - ELSEWHERE_UNHEARD) * QUARTERS) - 1
_MOST_LOOSE, _MOST_LOOSE_PAIR = int(LOOSE * QUARTERS), LOOSE_PAIR * QUARTERS
_MOST = _MOST_LOOSE_PAIR + 1
_AT_MOST = bytes(min(value, _MOST) for value in range(256))
_OUTER = bytes(TIES[value] if value < IN_WORDS else _MOST for value in range(256))
_FIRM = bytes(value > _MOST_LOOSE for value in range(256))
_BOTH_FIRM = bytes((255 - 2 * _MOST) * (value > 1) for value in range(256))
_LOOSE = re.compile(b"[\\0-\\x%02x]" % _MOST_LOOSE, re.DOTALL)
_LOOSE_PAIR = re.compile(b"[\\0-\\x%02x]" % _MOST_LOOSE_PAIR, re.DOTALL)
NAME_BEFORE = re.compile(r"(?:[长任记员·][^，。、；：]{0,2}|\d)$")
"""科长, 主任, 书记, 调研员: a name follows; 2栋: a number's word does."""
NAME_AFTER = re.compile(
    "[^，。、；：]{0,2}(?:[村镇乡岭街巷·]|社区|片区|支部|中队|分中心|小学|中学|大桥|公园)"
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
    codes = memoryview(utf_16_le_encode(shown)[0]).cast("H").tolist()
    pairs = bytes(  # the bytes of all pairs, found without a step of Python's own
        map(
            getitem,
            map(known.pairs.__getitem__, codes[:-1]),
            map(str.find, map(known.followers.__getitem__, codes[:-1]), shown[1:]),
        )
    )
    ties, habit = pairs.translate(TIES), bytes(map(known.habit.__getitem__, codes[1:-1]))
    for match in _LOOSE.finditer(sums(ties[:-1], ties[1:], habit)):
        at = match.start()
        left, here, right = codes[at], codes[at + 1], codes[at + 2]
        edges = (left == _EDGE) + (right == _EDGE)
        if edges and match[0][0] > (LOOSE - EDGE_TIE * edges) * QUARTERS:
            continue
        now = known.quarters[here] + ties[at] + ties[at + 1]
        heard = known.heard(left, here, right, now + _LEAST_GAIN)
        looking, foreign = known.gaining(left, right, now + _LEAST_LOOKING), ""
        if looking:
            if known.habit[here] <= RARE * QUARTERS and pairs[at] < _WORD > pairs[at + 1]:
                foreign = known.gaining(left, right, now + _LEAST_FOREIGN)
            shapes = known.shapes[shown[at + 1]]
            looking = "".join([character for character in looking if character in shapes])
        if heard or looking or foreign:
            found = _better(known, shown, at + 1, pairs, (heard, looking, foreign))
            if found:
                yield Suspect(at, shown[at + 1], *found)
    for match in _LOOSE_PAIR.finditer(_tied_as_two(pairs, habit)):
        at = match.start()
        found = _homophone(known, shown, at + 1, pairs)
        if found:
            yield Suspect(at, shown[at + 1 : at + 3], *found)


def _tied_as_two(pairs: bytes, habit: bytes) -> bytes:
    """Return for every two characters in a row their three ties and their habits, more than
    ``LOOSE_PAIR`` if either is part of a word with its outer neighbour, or none is loose.
    """
    ties, outer, habit = pairs.translate(TIES), pairs.translate(_OUTER), habit.translate(_AT_MOST)
    firm = sums(ties[:-1], ties[1:], habit).translate(_FIRM)
    return sums(
        sums(outer[:-2], ties[1:-1], habit[:-1]).translate(_AT_MOST),
        sums(outer[2:], habit[1:]).translate(_AT_MOST),
        sums(firm[:-1], firm[1:]).translate(_BOTH_FIRM),
    )


def _homophone(known: Tables, text: str, place: int, pairs: bytes) -> tuple[str, float] | None:
    """Return the best word that sounds like the two characters from a place on and what speaks for
    it, if any.
    """
    homophones = known.homophones[text[place : place + 2]]
    if not homophones:
        return None
    left, one, other, right = (text[at] for at in range(place - 1, place + 3))
    counts, pair = known.counts, known.pair
    least = counts[one] + counts[other] + GAIN_OF_TWO
    least += sum(tie & TIE for tie in pairs[place - 1 : place + 2])
    best, best_score, present, around = "", DOUBTFUL + HARDER, 0.0, None
    for first, second, nearby, tie in homophones:
        if nearby + TIE < least or first == one or second == other:
            continue  # one character alone, if either stays
        before, after = pair(left, first) & TIE, pair(second, right) & TIE
        if nearby + before + after < least:
            continue
        if not around:
            around = Around.at(text, pairs, place, place + 2)
            present = likelihood(known, around, one + other, around.ties)
        ties = bytes((before, tie, after))
        score = likelihood(known, around, first + second, ties, present + best_score) - present
        if score > best_score:
            best, best_score = first + second, score
    return (best, best_score - HARDER) if best else None


def _better(
    known: Tables, text: str, place: int, pairs: bytes, fitting: Iterable[str]
) -> tuple[str, float] | None:
    """Return the best candidate for the character at a place and what speaks for it, if any, of those
    that sound like it, look like it or have nothing in common with it.
    """
    left, here, right = text[place - 1], text[place], text[place + 1]
    followers, bytes_of, counts = known.followers, known.pairs, known.counts
    tie_before, tie_after = pairs[place - 1], pairs[place]
    weak = max(tie_before, tie_after) >> 4
    strong_enough = (weak + STRONGER) << 4
    least = (tie_before & TIE) + (tie_after & TIE) + counts[here] + GAIN_NEARBY
    best, best_score, present, around = "", 0.0, 0.0, None
    row, ties = followers[ord(left)], bytes_of[ord(left)]
    is_head = here in HEADS and place > 1 and pairs[place - 2] >= IN_WORDS
    for others, unlike in zip(fitting, (0.0, LOOKS, FOREIGN), strict=True):
        needed = least + min(unlike, FOREIGN - GAIN_NEARBY)
        for other in others:
            first = ties[row.find(other)]
            gained = (first & TIE) + counts[other] - needed
            if gained + TIE < 0:
                continue
            code = ord(other)
            second = bytes_of[code][followers[code].find(right)]
            gained += second & TIE
            if gained < 0 or first < strong_enough > second or (is_head and first > second):
                continue
            cost = unlike or COSTS[known.apart(here, other)]
            if gained < cost - unlike:
                continue
            if not around:
                around = Around.at(text, pairs, place, place + 1)
                present = likelihood(known, around, here, around.ties)
                lone = 0.24 * counts[here] - 0.4 * known.alone[here] - 0.9 * max(0, weak - 3)
                lone -= 3.0 * ((left == EDGE) + (right == EDGE))
                lone -= TIED * ((tie_before & TIE) + (tie_after & TIE))
                best_score = DOUBTFUL - lone
            score = 0.3 * (max(first, second) >> 4) - 0.28 * known.alone[other] - present - cost
            score += _neighbours_need(known, text, place, first >> 4, second >> 4)
            now = bytes((first & TIE, second & TIE))
            score += likelihood(known, around, other, now, best_score - score)
            if (score, other) > (best_score, best):
                best, best_score = other, score
    return (best, best_score + lone) if best else None


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
