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
from collections.abc import Iterable, Iterator
from math import inf
from operator import itemgetter

import attrs

from compiler.chinese.spelling.familiar import NOTHING, OFTEN_IN_FRAME, Familiar
from compiler.chinese.spelling.layout import EDGE, QUARTERS, TIE
from compiler.chinese.spelling.likelihood import Around, likelihood
from compiler.chinese.spelling.loose import IN_WORDS, loose_places
from compiler.chinese.spelling.runs import AROUND, Runs, runs_of
from compiler.chinese.spelling.tables import Tables, tables
from compiler.chinese.spelling.vouched import Suspect, kept
from compiler.recall import recalled

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
    "室厅房馆楼库站亭棚栏井池箱柜桶桩杆牌桥管泵阀机器车员户工商方款金费税单表册卡权点口路位区段带面品"
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
_LEAST_GAIN = int((GAIN_NEARBY - ELSEWHERE) * QUARTERS) - 1
_LEAST_LOOKING = int((GAIN_NEARBY + LOOKS - ELSEWHERE_UNHEARD) * QUARTERS) - 1
_LEAST_FOREIGN = int((FOREIGN - ELSEWHERE_UNHEARD) * QUARTERS) - 1
Better = tuple[str, float]
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
    found: list[list[Suspect]] = [[] for _ in runs.texts]
    singles, doubles = loose_places(tables(), runs, familiar.pairs)
    for length, places in ((1, singles), (2, doubles)):
        for at in places:
            window = runs.around(at, length)
            better = _best_of_two(window, SURE) if length > 1 else _best(window, SURE)
            if length == 1 and (meant := _meant_here(window, runs.row[at - 1], familiar)):
                better = max(better or meant, meant, key=itemgetter(1))
            if better:
                number = runs.text_at(at)
                start = at - runs.starts[number]
                found[number].append(Suspect(start, runs.shown[at : at + length], *better))
    return [kept(text, own) if own else () for text, own in zip(runs.texts, found, strict=True)]


def stands_loose(text: str, written: str) -> Iterator[Suspect]:
    """Yield where one or two characters, or words that a text has more than once, stand loose in it."""
    runs = runs_of((text,))
    find = _best if len(written) == 1 else _best_of_two
    places = [match.start() + AROUND for match in re.finditer(re.escape(written), text)]
    found = [
        Suspect(at - AROUND, written, *better)
        for at in places
        if (better := find(runs.around(at, len(written)), DOUBTFUL))
    ]
    yield from kept(text, found)


def forget_places() -> None:
    """Let go of what was found at places."""
    _best.cache_clear()
    _best_of_two.cache_clear()


@recalled(2**14)
def _best(window: str, least: float) -> Better | None:
    """Return what is better than the character in the middle of a window, by what is known, if anything
    is by so much at least; kept by what stands around.
    """
    known = tables()
    left, here, right = map(ord, window[AROUND - 1 : AROUND + 2])
    before, after = map(known.pair, window[AROUND - 1 : AROUND + 1], window[AROUND : AROUND + 2])
    now = known.quarters[here] + ((before & TIE) + (after & TIE)) * QUARTERS
    heard = known.heard(left, here, right, now + _LEAST_GAIN)
    looking, foreign = known.gaining(left, right, now + _LEAST_LOOKING), ""
    if looking:
        if known.habit[here] <= RARE * QUARTERS and before < _WORD > after:
            foreign = known.gaining(left, right, now + _LEAST_FOREIGN)
        shapes = known.shapes[window[AROUND]]
        looking = "".join([character for character in looking if character in shapes])
    if heard or looking or foreign:
        return _better(known, window, (before, after), (heard, looking, foreign), least)
    return None


@recalled(2**14)
def _best_of_two(window: str, needed: float) -> Better | None:
    """Return the best word that sounds like the two characters in the middle of a window, and what speaks
    for it, if that is so much at least.
    """
    known = tables()
    left, one, other, right = tuple(window[AROUND - 1 : AROUND + 3])
    homophones = known.homophones[one + other]
    if not homophones:
        return None
    counts, pair = known.counts, known.pair
    least = counts[one] + counts[other] + GAIN_OF_TWO
    least += sum(pair(*two) & TIE for two in (left + one, one + other, other + right))
    best, best_score, present, around = "", needed + HARDER, 0.0, None
    for first, second, nearby, tie in homophones:
        if nearby + TIE < least or first == one or second == other:
            continue  # one character alone, if either stays
        before, after = pair(left, first) & TIE, pair(second, right) & TIE
        if nearby + before + after < least:
            continue
        if not around:
            around = Around.of(known, window)
            present = likelihood(known, around, one + other, around.ties)
        ties = bytes((before, tie, after))
        score = likelihood(known, around, first + second, ties, present + best_score) - present
        if score > best_score:
            best, best_score = first + second, score
    return (best, best_score - HARDER) if best else None


def _meant_here(window: str, before: str, familiar: Familiar) -> Better | None:
    """Return what makes a familiar word in place of the character in the middle of a window, and sounds
    or looks like it; none after a digit, where it may count something.
    """
    known = tables()
    left, here, right = tuple(window[AROUND - 1 : AROUND + 2])
    own = known.pair(left, here), known.pair(here, right)
    if max(own) >= _WORD or before.isdigit():
        return None
    best, spot = None, None
    shapes, groups = known.shapes[here], known.groups[ord(here)]
    for other in familiar.words(left, right):
        looks = other in shapes
        if other == here or not (looks or any(g in groups for g in known.groups[ord(other)])):
            continue
        apart = known.apart(here, other)
        if apart > 1 and not looks:
            continue
        spot = spot or _Spot.at(known, window, _lone(known, window, own))
        pairs = known.pair(left, other), known.pair(other, right)
        score = spot.lone + spot.score(known, other, pairs, min(COSTS[apart], LOOKS_FAMILIAR))
        if score + OFTEN_IN_FRAME < SURE:
            continue
        score += familiar.vouching(left, other, right)
        if score >= (best[1] if best else SURE):
            best = other, score
    return best


def _better(
    known: Tables, window: str, own: tuple[int, int], fitting: Iterable[str], needed: float
) -> Better | None:
    """Return the best candidate for the character in the middle of a window, which makes its ``own``
    pairs there, and what speaks for it, if that is so much at least; of those that sound like it, look
    like it or have nothing in common with it.
    """
    beyond, left, here, right = tuple(window[AROUND - 2 : AROUND + 2])
    followers, bytes_of, counts = known.followers, known.pairs, known.counts
    strong_enough = ((max(own) >> 4) + STRONGER) << 4
    least = (own[0] & TIE) + (own[1] & TIE) + counts[here] + GAIN_NEARBY
    best, best_score, spot = "", 0.0, None
    row, ties = followers[ord(left)], bytes_of[ord(left)]
    lone = _lone(known, window, own)
    is_head = here in HEADS and known.pair(beyond, left) >= IN_WORDS
    for others, unlike in zip(fitting, (0.0, LOOKS, FOREIGN), strict=True):
        gain = least + min(unlike, FOREIGN - GAIN_NEARBY)
        for other in others:
            first = ties[row.find(other)]
            gained = (first & TIE) + counts[other] - gain
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
            speaks = gained + gain - least + GAIN_NEARBY + 0.3 * (max(first, second) >> 4) - cost
            if speaks - 0.28 * known.alone[other] + lone < PROMISING:
                continue
            if not spot:
                spot = _Spot.at(known, window, lone)
                best_score = needed - lone
            score = spot.score(known, other, (first, second), cost, best_score)
            if (score, other) > (best_score, best):
                best, best_score = other, score
    return (best, best_score + lone) if best else None


def _lone(known: Tables, window: str, own: tuple[int, int]) -> float:
    """Return how badly the character in the middle of a window, which makes its ``own`` pairs there, could
    stand alone.
    """
    left, here, right = tuple(window[AROUND - 1 : AROUND + 2])
    lone: float = 0.24 * known.counts.get(here, 0.0) - 0.4 * known.alone.get(here, 0.0)
    lone -= 0.9 * max(0, (max(own) >> 4) - 3)
    lone -= 3.0 * ((left == EDGE) + (right == EDGE))
    return lone - TIED * ((own[0] & TIE) + (own[1] & TIE))


@attrs.frozen
class _Spot:
    """The middle of a window: what stands around, how likely its character is there, and how badly that
    could stand alone.
    """

    window: str
    around: Around
    present: float
    lone: float

    @classmethod
    def at(cls, known: Tables, window: str, lone: float) -> _Spot:
        """Return what is known of the middle of a window, whose character could stand alone so well."""
        around = Around.of(known, window)
        return cls(window, around, likelihood(known, around, window[AROUND], around.ties), lone)

    def score(
        self, known: Tables, other: str, pairs: tuple[int, int], cost: float, least: float = -inf
    ) -> float:
        """Return what speaks for another character there, which makes these pairs and costs so much,
        but for how badly the one that is there could stand alone; any number below ``least`` if it is
        less than that.
        """
        first, second = pairs
        score: float = 0.3 * (max(pairs) >> 4) - 0.28 * known.alone[other] - self.present - cost
        score += _neighbours_need(known, self.window, first >> 4, second >> 4)
        ties = bytes((first & TIE, second & TIE))
        return score + likelihood(known, self.around, other, ties, least - score)


def _neighbours_need(known: Tables, window: str, before: int, after: int) -> float:
    """Return what speaks for a mistake in that the neighbour has no word to stand in without the
    candidate, less if it is often a word by itself; it speaks against one if the neighbour has as
    strong a word without.
    """
    strongest = max(before, after)
    two_before, left, _, right, two_after = tuple(window[AROUND - 2 : AROUND + 3])
    needs = []
    for strength, neighbour, pair in (
        (before, left, (two_before, left)),
        (after, right, (right, two_after)),
    ):
        if strength == strongest:
            own = known.pair(*pair) >> 4
            if own >= strongest:
                needs.append(-IN_A_WORD)
            elif own < 3:
                needs.append(max(0.0, 2.8 - 0.43 * known.alone.get(neighbour, 0.0)))
    return max(needs, default=0.0)
