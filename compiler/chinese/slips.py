"""Names and set phrases that a text writes otherwise once than it always does: a letter wrong, left
out or too many, a word left out, two words that changed places.

No list of names is needed. A slip of the pen makes pairs of characters that stand nowhere else in the
notice, amid characters that elsewhere stand around something else, time and again. Where two things
really have names so alike, or a name has a shorter form, the word that differs nearly always stands
elsewhere, too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import accumulate, compress

import attrs

from compiler.chinese.name_uses import NameUse
from compiler.chinese.telling import (
    LOOSE,
    PARTICLES,
    TELLING,
    is_han,
    may_come_and_go,
    may_stand_for,
)

MOST_COMPARED = 64
"""So many places with the same two characters are looked at, that time grows linearly."""
PLACE = re.compile(
    "([\u4e00-\u9fff]{0,2}?)(?:社区|街道|街|路|巷|镇|乡|村|庄|屯|寨|里|小区|小学|中学|学校|幼儿园|公园|广场|市场"
    "|大厦|码头|水库|[河湖溪桥港山岛湾闸站坝])"
)
"""Words that make a place of the letters before them."""
PARTED = re.compile("[^\u4e00-\u9fff]|[省市区县镇乡村道和及在到对由至与]")
STEM = 3
"""A place's own name of up to so many letters may differ from another's in one: 前埔社区, 塔埔社区; 王家庄村,
李家庄村. By judgement."""


TOLD_OFTEN = 3
"""Of a word used less often nobody knows what stands beside its letters elsewhere."""


class SlipKind(Enum):
    """What became of the usual words."""

    LETTER = "letter"
    WORD_LOST = "word lost"
    ORDER = "order"


@attrs.frozen
class Slip:
    """Words that stand for the usual ones of ``usual``, which are used ``uses`` times; ``torn`` where the letters
    left beside one that is left out stand nowhere without it: 片区挥部.
    """

    kind: SlipKind
    written: NameUse
    usual: NameUse
    uses: int
    torn: bool = False


WORD = 1.25
"""Two letters are one word if together they stand at most so many times as often as amid the words
looked at. Measured: at twice as often, right words come up."""
CONTEXT = 4
"""So many characters on either side of what differs are compared and shown."""


@attrs.frozen(eq=False)
class _Body:
    """All texts in one string; ``counts[i]`` is how often its characters ``i`` and ``i + 1`` stand
    together, 0 if one of them is no Chinese character; ``places`` is where, of those that do twice.
    """

    text: str
    counts: list[int]
    places: dict[str, list[int]]

    def near(self, start: int) -> list[int]:
        """Return where the two characters at ``start`` stand."""
        return self.places.get(self.text[start : start + 2], [])[:MOST_COMPARED]

    def agree(self, here: int, there: int, step: int) -> int:
        """Return how many Chinese characters agree from two places on, backwards if ``step`` is -1:
        at most :data:`CONTEXT`.
        """
        text, agreed = self.text, 0
        while agreed < CONTEXT and text[here] == text[there] and is_han(text[here]):
            here, there, agreed = here + step, there + step, agreed + 1
        return agreed

    def around(self, here: int, there: int, step: int) -> int:
        """Return how many of those characters are worth showing: no particle at their far end."""
        agreed = self.agree(here, there, step)
        while agreed > 2 and self.text[here + step * (agreed - 1)] in PARTICLES:
            agreed -= 1
        return agreed


@attrs.frozen
class _Found:
    """The range of what differs, as written and as usual, and how often it is usual."""

    kind: SlipKind
    start: int
    end: int
    usual: int
    usual_end: int
    uses: int


def slips(texts: Sequence[str], known: Iterable[str] = ()) -> Iterator[Slip]:
    """Yield the slips of some texts against their own usual words; one place is one slip.

    What is written in ``known`` is right, however rare it is.
    """
    starts = list(accumulate((len(text) + 1 for text in texts), initial=CONTEXT))
    body = _read("\n" * CONTEXT + "\n".join(texts) + "\n" * CONTEXT, known)

    def use(start: int, end: int) -> NameUse:
        index = bisect_right(starts, start) - 1
        return NameUse(index, start - starts[index], end - starts[index])

    behind = 0
    for at in compress(range(len(body.counts)), map((1).__eq__, body.counts)):
        if at >= behind and (found := _found(body, at)):
            left = body.around(found.start - 1, found.usual - 1, -1)
            right = body.around(found.end, found.usual_end, 1)
            behind = found.end + right
            yield Slip(
                found.kind,
                use(found.start - left, behind),
                use(found.usual - left, found.usual_end + right),
                found.uses,
                _is_torn(body, found),
            )


def _is_torn(body: _Body, found: _Found) -> bool:
    """Tell whether the two letters before or behind what is left out always have it beside them elsewhere, so that they
    are a piece of a word.
    """
    if found.start < found.end or found.usual_end - found.usual != 1 or found.uses < TOLD_OFTEN:
        return False
    text, at, missing = body.text, found.start, body.text[found.usual]
    before = [text[place + 2] for place in body.near(at - 2) if place != at - 2]
    behind = [text[place - 1] for place in body.near(at) if place != at]
    return any(set(beside) == {missing} for beside in (before, behind))


def _read(text: str, known: Iterable[str]) -> _Body:
    pairs = list(map(str.__add__, text, text[1:]))
    counted = Counter(pairs)
    for pair in counted.keys() & {
        words[at : at + 2] for words in known for at in range(len(words) - 1)
    }:
        counted[pair] += 1
    for pair in counted:
        # As is_han has it; a call for each of some ten thousand pairs would cost as much as the rest.
        if not ("\u4e00" <= pair[0] <= "\u9fff" and "\u4e00" <= pair[1] <= "\u9fff"):
            counted[pair] = 0
    counts = list(map(counted.__getitem__, pairs))
    places: dict[str, list[int]] = {pair: [] for pair, count in counted.items() if count > 1}
    for place, count in enumerate(counts):
        if count > 1:
            places[pairs[place]].append(place)
    return _Body(text, counts, places)


def _found(body: _Body, at: int) -> _Found | None:
    """Return what the pair of characters at ``at``, which stands nowhere else, is a slip for.

    The pairs around it tell which kinds are possible, quickly: what surrounds a slip is usual.
    """
    found = _changed_places(body, at)
    if found:
        return found
    before2, before, _, after, after2 = body.counts[at - 2 : at + 3]
    if after == 1:
        if before > 2 or after2 > 2:
            found = _replaced(body, at + 1)
        if not found and before > 3 and after2 > 3:
            found = _added(body, at + 1)
    elif before > 3 and after > 3:
        found = _left_out(body, at + 1, 1, SlipKind.LETTER, 2, 3)
    if not found and ((before > 3 and after <= 1) or (after > 3 and before <= 1)):
        found = _stranded(body, at + 1, before > after)
    if found:
        return None if _in_a_place(body, found.start) else found
    if before > 2 and after > 2 and before2 > 2 and after2 > 2:
        return _left_out(body, at + 1, 2, SlipKind.WORD_LOST, 3, 2)
    return None


def _changed_places(body: _Body, at: int) -> _Found | None:
    """Return the usual order of two neighbours, letters or words of two: the pair at ``at`` is the seam
    before them, or the one between.

    What is then between them in the usual order stands elsewhere: nearly always it does not, and
    that is told first.
    """
    usual, counts = body.places, body.counts
    first, second, third, fourth, _, sixth = tuple(body.text[at - 1 : at + 5])
    found = None
    if third + second in usual:
        found = _swapped(body, at, at + 1, at + 2)
    if not found and fourth + third in usual:
        found = _swapped(body, at + 1, at + 2, at + 3)
    if not found and counts[at - 1] > 1 and fourth + first in usual:
        found = _swapped(body, at - 1, at + 1, at + 3)
    if not found and counts[at + 1] > 1 and sixth + third in usual:
        found = _swapped(body, at + 1, at + 3, at + 5)
    return found


def _in_a_place(body: _Body, at: int) -> bool:
    """Tell whether the letter at ``at`` belongs to the own name of a place, which is short."""
    match = PLACE.match(body.text, at + 1) or PLACE.match(body.text, at)
    if not match:
        return False
    before = body.text[at - STEM : at]
    parted = max((mark.end() for mark in PARTED.finditer(before)), default=0)
    return len(before) - parted + 1 + len(match[1]) <= STEM


def _swapped(body: _Body, start: int, middle: int, end: int) -> _Found | None:
    """Return the usual order of two neighbours of which two of the three seams stand nowhere else.

    They must stand so thrice, with the same letter before or behind them; words twice, with both.
    """
    text, places_of = body.text, body.places
    swapped = text[middle:end] + text[start:middle]
    if swapped[:2] not in places_of or swapped[-2:] not in places_of:
        return None
    ahead, behind = text[start - 1] + swapped, swapped + text[end]
    if ahead[:2] not in places_of and behind[-2:] not in places_of:
        return None
    counts = body.counts
    if (counts[start - 1], counts[middle - 1], counts[end - 1]).count(1) < 2:
        return None
    if not PARTICLES.isdisjoint(swapped) or TELLING.issuperset(swapped):
        return None
    near = places_of[swapped[:2]][: 4 * MOST_COMPARED]
    places = [p for p in near if text.startswith(ahead, p - 1) or text.startswith(behind, p)]
    both = sum(text.startswith(ahead, p - 1) and text.startswith(behind, p) for p in places)
    if len(places) < 3 and (both < 2 or len(swapped) == 2):
        return None
    return _Found(SlipKind.ORDER, start, end, places[0], places[0] + end - start, len(places))


def _replaced(body: _Body, at: int) -> _Found | None:
    """Return the letter that usually stands at ``at``.

    Two characters on either side must agree, and twice; or one and three, thrice: the word may begin
    or end there. One and two will do if the usual letter stands with its neighbour hardly anywhere
    else: they are one word.
    """
    text = body.text
    left, right = text[at - 1], text[at + 1]
    if not (is_han(left) and is_han(right)) or right == "某":
        return None
    around = {place + 2 for place in body.near(at - 2) if text[place + 3] == right}
    around.update([place - 1 for place in body.near(at + 1) if text[place - 2] == left])
    if len(around) < 2:
        return None
    uses: dict[str, list[tuple[int, int, int]]] = {}
    for there in sorted(around):
        agreed = body.agree(at - 1, there - 1, -1), body.agree(at + 1, there + 1, 1)
        uses.setdefault(text[there], []).append((there, *agreed))
    for letter, places in uses.items():
        if len(places) < 2 or not may_stand_for(text[at], letter):
            continue
        both = sum(before >= 2 and after >= 2 for _, before, after in places)
        four = sum(before + after >= 4 for _, before, after in places)
        there, before, after = max(places, key=lambda place: (min(place[1:]), sum(place[1:])))
        pair = body.counts[there - 1] if after > before else body.counts[there]
        word = len(places) >= 3 and text[at] not in LOOSE and pair <= WORD * len(places)
        if both >= 2 or four >= 3 or word:
            return _Found(SlipKind.LETTER, at, at + 1, there, there + 1, len(places))
    return None


def _added(body: _Body, at: int) -> _Found | None:
    """Return where the letter at ``at`` usually is not: two characters on either side agree, thrice."""
    text = body.text
    whole = text[at - 2 : at] + text[at + 1 : at + 3]
    places = [place + 2 for place in body.near(at - 2) if text.startswith(whole, place)]
    if len(places) < 3 or not may_come_and_go(text[at]):
        return None
    return _Found(SlipKind.LETTER, at, at + 1, places[0], places[0], len(places))


def _stranded(body: _Body, at: int, behind: bool) -> _Found | None:
    """Return the letter that usually stands before ``at`` and makes a word with the one beside it,
    which is left alone without it: that one stands ``behind``, or before.

    Thrice, with two characters on the other side.
    """
    text = body.text
    if behind:
        alone, shift = text[at], 2
        around = [p + shift for p in body.near(at - 2) if text[p + shift + 1] == alone]
    else:
        alone, shift = text[at - 1], -1
        around = [p + shift for p in body.near(at) if text[p + shift - 1] == alone]
    if len(around) < 3 or alone in LOOSE or alone in TELLING:
        return None
    letters = Counter(text[there] for there in around)
    for letter, uses in letters.items():
        there = next(place for place in around if text[place] == letter)
        pair = body.counts[there] if behind else body.counts[there - 1]
        agreed = body.agree(at - 1, there - 1, -1) + body.agree(at, there + 1, 1)
        if uses >= 3 and (pair <= WORD * uses or agreed > 4) and may_come_and_go(letter):
            return _Found(SlipKind.LETTER, at, at, there, there + 1, uses)
    return None


def _left_out(
    body: _Body, at: int, size: int, kind: SlipKind, context: int, least: int
) -> _Found | None:
    """Return what usually stands before ``at``, of some ``size``.

    ``context`` characters on either side must agree, and ``least`` times.
    """
    text = body.text
    left, right = text[at - context : at], text[at : at + context]
    if body.counts[at - 2] <= body.counts[at]:
        places = [p + 2 for p in body.near(at - 2) if text.startswith(right, p + 2 + size)]
        places = [p for p in places if text.startswith(left, p - context)]
    else:
        places = [p - size for p in body.near(at) if text.startswith(left, p - size - context)]
        places = [p for p in places if text.startswith(right, p + size)]
    if len(places) < least or not is_han(right[-1]):
        return None
    if not all(map(may_come_and_go, text[places[0] : places[0] + size])):
        return None
    return _Found(kind, at, at, places[0], places[0] + size, len(places))
