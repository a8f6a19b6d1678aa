"""Characters that their neighbours do not know, where another of the same sound or shape makes a
common word with them.

A noisy channel with its steps in the order of their cost. All pairs of a notice are looked up at once,
and all ties added up at once (``loose``); where both are looser than chance allows, candidates are asked
for that make a common word with either neighbour; those that gain enough there are weighed by the
contexts of up to four characters around, and by how well the character and its neighbour could stand
alone. What all this adds up to are natural logarithms; the weights began as a logistic regression over
sentences with and without mistakes that are not kept here, and were rounded and set by hand from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress, pairwise
from math import inf
from operator import itemgetter

import attrs

from compiler.chinese.spelling.familiar import (
    NOTHING,
    OFTEN_IN_FRAME,
    STRONG_WORD,
    Familiar,
    Words,
    words_of,
)
from compiler.chinese.spelling.layout import QUARTERS, TIE
from compiler.chinese.spelling.likelihood import Around, likelihood
from compiler.chinese.spelling.loose import IN_WORDS, loose_places
from compiler.chinese.spelling.rows import gaining_in, heard_in
from compiler.chinese.spelling.runs import AN_EDGE, AROUND, Runs, runs_of
from compiler.chinese.spelling.tables import Tables, tables
from compiler.chinese.spelling.vouched import Suspect, kept

STRONGER = 2
"""By how many steps the word that a candidate makes must be stronger than any here."""
GAIN_NEARBY = 2.5
"""What a candidate must gain with its two neighbours before longer contexts are asked."""
NEAR = 3.0
"""What a similar sound costs beside the same sound: people type by sound."""
LOOKS = 4.0
"""What a similar shape costs: many more characters look alike than sound alike."""
LOOKS_FAMILIAR = 2.0
"""What it costs where it makes a familiar word: few of those that look alike do."""
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
GAIN_OF_TWO = 4.0
"""What such a word must gain with its neighbours before longer contexts are asked."""
HARDER = 6.0
"""How much more must speak for two wrong characters in a row than for one."""
HEADS = frozenset(
    map(
        ord,
        "室厅房馆楼库站亭棚栏井池箱柜桶桩杆牌桥管泵阀机器车员户工商方款金费税单表册卡权点口路位区段带面品",
    )
)
"""What names of things, rooms, persons and sums are formed with at will, behind any word: 配电室, 监测户,
代管款. Behind a word they are no mistake for what would go with its last character alone."""
PROMISING = 2.0
"""What must speak for a candidate by its neighbours alone before longer contexts are asked: of a thousand
mistakes that were told, three had less, and of candidates in a text without mistakes a quarter."""
IN_A_WORD = 2.0
"""What it costs that the neighbour stands in another word."""
DOUBTFUL = 7.0
"""A character of this score stands loose, whatever the reason."""
SURE = 9.5
"""From this score on it is told: by ``tests/benchmarks/spelling.py`` less than one sentence without
mistakes in a hundred has such a character."""
_WORD = 1 << 4
"""The byte of a pair from which on it is part of a word."""
_STRONG = bytes(value >= STRONG_WORD for value in range(256))
_LEAST_GAIN = int((GAIN_NEARBY - ELSEWHERE) * QUARTERS) - 1
_LEAST_LOOKING = int((GAIN_NEARBY + LOOKS - ELSEWHERE_UNHEARD) * QUARTERS) - 1
_LEAST_FOREIGN = int((FOREIGN - ELSEWHERE_UNHEARD) * QUARTERS) - 1
Better = tuple[Sequence[int], float]
"""What is better at a place, and what speaks for it."""


def suspects(text: str) -> tuple[Suspect, ...]:
    """Return the characters of a text that are surely mistaken, in order, each with the best in its
    place.
    """
    return suspects_in(runs_of((text,)), NOTHING)[0]


def suspects_in(runs: Runs, familiar: Familiar) -> list[tuple[Suspect, ...]]:
    """Return the same for each text of a notice. What is ``familiar`` in it is not suspected, and may be
    what was meant.
    """
    known, pairs, codes = tables(), runs.pairs, runs.codes
    values = known.followers.bytes_of(pairs)
    singles, doubles = loose_places(known, runs, values)
    asked = {*map(pairs.__getitem__, chain(singles, doubles))}
    asked.update([pairs[at - 1] for at in chain(singles, doubles)])
    asked.update([pairs[at + 1] for at in doubles])
    strong = {*compress(pairs, values.translate(_STRONG))}
    used = familiar.among(asked | strong)
    words = words_of(used & strong, runs.shown)
    found: list[list[Suspect]] = [[] for _ in runs.texts]

    def add(at: int, length: int, better: Better) -> None:
        number = runs.text_at(at)
        start = at - runs.starts[number]
        found[number].append(_suspect(start, runs.shown[at : at + length], better))

    for at in singles:
        if pairs[at - 1] not in used and pairs[at] not in used:
            window, own = codes[at - AROUND : at + 1 + AROUND], values[at - AROUND : at + AROUND]
            better = _best(known, window, own, SURE)
            if own[AROUND - 1] < _WORD > own[AROUND] and not runs.row[at - 1].isdigit():
                meant = _meant_here(known, window, own, words)
                better = max(better or meant, meant, key=itemgetter(1)) if meant else better
            if better:
                add(at, 1, better)
    for at in doubles:
        if used.isdisjoint(pairs[at - 1 : at + 2]):
            window, own = (
                codes[at - AROUND : at + 2 + AROUND],
                values[at - AROUND : at + 1 + AROUND],
            )
            if better := _best_of_two(known, window, own, SURE):
                add(at, 2, better)
    return [kept(text, own) if own else () for text, own in zip(runs.texts, found, strict=True)]


def stands_loose(runs: Runs, number: int, written: str) -> Iterator[Suspect]:
    """Yield where one or two characters, or words that a text has more than once, stand loose in it."""
    known, text, length = tables(), runs.texts[number], len(written)
    find, found = _best if length == 1 else _best_of_two, []
    for match in re.finditer(re.escape(written), text):
        at = runs.starts[number] + match.start()
        window = runs.codes[at - AROUND : at + length + AROUND]
        values = bytes(known.pair(*two) for two in pairwise(map(chr, window)))
        if better := find(known, window, values, DOUBTFUL):
            found.append(_suspect(match.start(), written, better))
    yield from kept(text, found)


def _suspect(start: int, written: str, better: Better) -> Suspect:
    meant, score = better
    return Suspect(start, written, "".join(map(chr, meant)), score)


def _best(known: Tables, window: list[int], values: bytes, least: float) -> Better | None:
    """Return what is better than the character in the middle of a window, by what is known, if anything
    is by so much at least; ``values`` are the bytes of the window's pairs.
    """
    left, here, right = window[AROUND - 1 : AROUND + 2]
    before, after = values[AROUND - 1], values[AROUND]
    now = known.quarters[here] + ((before & TIE) + (after & TIE)) * QUARTERS
    rare = known.habit[here] <= RARE * QUARTERS and before < _WORD > after
    groups, looks = known.groups[here], known.looks[here]
    heard: list[int] = []
    looking: set[int] = set()
    foreign: list[int] = []
    for strong in (known.after[left], known.before[right]):
        if strong[0]:
            heard += heard_in(strong, groups, now + _LEAST_GAIN)
            if fitting := gaining_in(strong, now + _LEAST_LOOKING):
                looking |= looks.intersection(fitting)
                if rare:
                    foreign += gaining_in(strong, now + _LEAST_FOREIGN)
    if heard or looking or foreign:
        return _better(known, window, values, (heard, looking, foreign), least)
    return None


def _best_of_two(known: Tables, window: list[int], values: bytes, needed: float) -> Better | None:
    """Return the best word that sounds like the two characters in the middle of a window, and what speaks
    for it, if that is so much at least.
    """
    left, one, other, right = window[AROUND - 1 : AROUND + 3]
    homophones = known.homophones.of(one, other)
    if not homophones:
        return None
    byte, end = known.followers.byte, chr(right)
    least = known.counts[one] + known.counts[other] + GAIN_OF_TWO
    least += sum([value & TIE for value in values[AROUND - 1 : AROUND + 2]])
    best: tuple[int, ...] = ()
    best_score, present, around = needed + HARDER, 0.0, None
    for first, second, nearby, tie in homophones:
        if nearby + TIE < least or first == one or second == other:
            continue  # one character alone, if either stays
        before, after = byte(left, chr(first)) & TIE, byte(second, end) & TIE
        if nearby + before + after < least:
            continue
        if not around:
            around = Around.of(window, values)
            present = likelihood(known, around, (one, other), around.ties)
        ties = bytes((before, tie, after))
        score = likelihood(known, around, (first, second), ties, present + best_score) - present
        if score > best_score:
            best, best_score = (first, second), score
    return (best, best_score - HARDER) if best else None


def _meant_here(known: Tables, window: list[int], values: bytes, words: Words) -> Better | None:
    """Return what makes a familiar word in place of the character in the middle of a window, and sounds
    or looks like it.
    """
    left, here, right = window[AROUND - 1 : AROUND + 2]
    best, spot = None, None
    shapes, groups = known.looks[here], known.groups[here]
    for other in words.beside(left, right):
        looks = other in shapes
        if other == here or not (looks or any(g in groups for g in known.groups[other])):
            continue
        apart = known.apart(here, other)
        if apart > 1 and not looks:
            continue
        spot = spot or _Spot.at(known, window, values, _lone(known, window, values))
        byte = known.followers.byte
        pairs = byte(left, chr(other)), byte(other, chr(right))
        score = spot.lone + spot.score(known, other, pairs, min(COSTS[apart], LOOKS_FAMILIAR))
        if score + OFTEN_IN_FRAME < SURE:
            continue
        score += words.vouching(left, other, right)
        if score >= (best[1] if best else SURE):
            best = (other,), score
    return best


def _better(
    known: Tables, window: list[int], values: bytes, fitting: Iterable[Iterable[int]], needed: float
) -> Better | None:
    """Return the best candidate for the character in the middle of a window, and what speaks for it, if that
    is so much at least; of those that sound like it, look like it or have nothing in common with it.
    """
    left, here, right = window[AROUND - 1 : AROUND + 2]
    own, counts, followers = values[AROUND - 1 : AROUND + 1], known.counts, known.followers
    begin, end, find, bytes_of = followers.begin, followers.end, followers.all.find, followers.bytes
    start, stop, behind = begin.get(left, 0), end.get(left, 0), chr(right)
    strong_enough = ((max(own) >> 4) + STRONGER) << 4
    least = (own[0] & TIE) + (own[1] & TIE) + counts[here] + GAIN_NEARBY
    best, best_score, spot = 0, 0.0, None
    lone: float | None = None  # most candidates fall before it is asked for
    is_head = here in HEADS and values[AROUND - 2] >= IN_WORDS
    for others, unlike in zip(fitting, (0.0, LOOKS, FOREIGN), strict=True):
        gain = least + min(unlike, FOREIGN - GAIN_NEARBY)
        for other in others:
            first = bytes_of[find(chr(other), start, stop)]
            second = bytes_of[find(behind, begin[other], end[other])]
            gained = (first & TIE) + counts[other] - gain + (second & TIE)
            if gained < 0 or first < strong_enough > second or (is_head and first > second):
                continue
            cost = unlike or COSTS[known.apart(here, other)]
            if gained < cost - unlike:
                continue
            if lone is None:
                lone = _lone(known, window, values)
            speaks = gained + gain - least + GAIN_NEARBY + 0.3 * (max(first, second) >> 4) - cost
            if speaks - 0.28 * known.alone[other] + lone < PROMISING:
                continue
            if not spot:
                spot = _Spot.at(known, window, values, lone)
                best_score = needed - lone
            score = spot.score(known, other, (first, second), cost, best_score)
            if (score, other) > (best_score, best):
                best, best_score = other, score
    return ((best,), best_score + lone) if best and lone is not None else None


def _lone(known: Tables, window: list[int], values: bytes) -> float:
    """Return how badly the character in the middle of a window could stand alone."""
    left, here, right = window[AROUND - 1 : AROUND + 2]
    before, after = values[AROUND - 1 : AROUND + 1]
    lone: float = 0.24 * known.counts.get(here, 0.0) - 0.4 * known.alone.get(here, 0.0)
    lone -= 0.9 * max(0, (max(before, after) >> 4) - 3)
    lone -= 3.0 * ((left == AN_EDGE) + (right == AN_EDGE))
    return lone - TIED * ((before & TIE) + (after & TIE))


@attrs.frozen
class _Spot:
    """The middle of a window: what stands around, how likely its character is there, and how badly that
    could stand alone.
    """

    window: list[int]
    values: bytes
    around: Around
    present: float
    lone: float

    @classmethod
    def at(cls, known: Tables, window: list[int], values: bytes, lone: float) -> _Spot:
        """Return what is known of the middle of a window, whose character could stand alone so well."""
        around = Around.of(window, values)
        present = likelihood(known, around, window[AROUND : AROUND + 1], around.ties)
        return cls(window, values, around, present, lone)

    def score(
        self, known: Tables, other: int, pairs: tuple[int, int], cost: float, least: float = -inf
    ) -> float:
        """Return what speaks for another character there, which makes these pairs and costs so much,
        but for how badly the one that is there could stand alone; any number below ``least`` if it is
        less than that.
        """
        first, second = pairs
        score: float = 0.3 * (max(pairs) >> 4) - 0.28 * known.alone[other] - self.present - cost
        score += self._neighbours_need(known, first >> 4, second >> 4)
        ties = bytes((first & TIE, second & TIE))
        return score + likelihood(known, self.around, (other,), ties, least - score)

    def _neighbours_need(self, known: Tables, before: int, after: int) -> float:
        """Return what speaks for a mistake in that the neighbour has no word to stand in without the
        candidate, less if it is often a word by itself; it speaks against one if the neighbour has as
        strong a word without.
        """
        strongest, needs = max(before, after), []
        for strength, place, pair in (
            (before, AROUND - 1, AROUND - 2),
            (after, AROUND + 1, AROUND + 1),
        ):
            if strength == strongest:
                own = self.values[pair] >> 4
                if own >= strongest:
                    needs.append(-IN_A_WORD)
                elif own < 3:
                    alone = known.alone.get(self.window[place], 0.0)
                    needs.append(max(0.0, 2.8 - 0.43 * alone))
        return max(needs, default=0.0)
