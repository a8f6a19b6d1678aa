"""What a register changed since its forms went out: which measure is which, however rows were sorted,
copied, renumbered or typed anew. Nothing is guessed: what could be either is said to be doubtful.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

import attrs

from compiler.brief import brief
from compiler.chinese.folding import fold
from compiler.chinese.likeness import likeness
from compiler.span import Span
from compiler.vocab import IMPORTED

SAME, OTHER = 0.5, 0.3
"""How alike the texts of one number must be to be one measure reworded, and how little to be surely
two: of the sample's 145 measures no two are as alike as the lower one. In between a person decides."""
CLEARLY = 0.1
"""By how much the likest must be liker than the next."""


class Event(StrEnum):
    """What becomes of a measure's form, as 发放记录 and the console say it."""

    FIRST = "首次发放"
    RECORDED = "补登"
    AGAIN = "补发"
    ADDED = "新增"
    RENUMBERED = "改号"
    REWORDED = "改文字"
    REDATED = "改期"
    ALTERED = "改其他"
    MOVED_IN = "移入"
    MOVED = "移交"
    REMOVED = "撤销"


@attrs.frozen(slots=False)
class Face:
    """A measure as its form says it, or is to say it: number, lead unit by its canonical name, and the
    other prefilled texts by key. ``place`` is where that stands.
    """

    __repr__ = brief

    measure: str
    unit: str
    texts: Mapping[str, str]
    place: Span

    @cached_property
    def planned(self) -> str:
        """The measure's words as they are compared; empty if nobody knows them."""
        text = self.texts.get("planned", "")
        return "" if text == IMPORTED else fold(text).text

    @cached_property
    def problem(self) -> str:
        """The problem's title as it is compared."""
        return fold(self.texts.get("problem", "")).text


@attrs.frozen
class Judgement:
    """What outranks the comparison because the clerk said so: pairs of an old and a new number that
    are one measure, and old numbers whose measure is no more.
    """

    same: Collection[tuple[str, str]] = ()
    other: Collection[str] = ()


NOTHING_SAID = Judgement()


@attrs.frozen
class Matching:
    """Which of the measures issued (first numbers) is which of the register's (second ones), by their
    places in the two lists, and which could be which.
    """

    pairs: Mapping[int, int]
    doubtful: tuple[tuple[int, int], ...]


def match_measures(
    issued: Sequence[Face],
    planned: Sequence[Face],
    said: Judgement = NOTHING_SAID,
    unvouched: Collection[int] = (),
) -> Matching:
    """Match the measures that were issued with those that the register has now.

    The same words for the same problem and unit, found once on either side, are the same measure
    whatever its number; so are words and number if nothing else has the words. Of several with the
    same words the numbers tell, if none of them has changed; else they are told apart by all that
    stands on their forms, or a person is asked. The same number with words that resemble each other
    and no others are it reworded. The order of either list says nothing. Of ``unvouched`` ones
    only the form itself says what it was issued with, and may have been altered: under the same
    number, however little alike, they may be the same.
    """
    pairs: dict[int, int] = {}
    for old, new in _alone(issued, planned, _in_problem_and_unit, pairs):
        if issued[old].planned:
            pairs[old] = new
    once = _words_found_once(issued) & _words_found_once(planned)
    for old, new in _alone(issued, planned, _exactly, pairs):
        if not issued[old].planned or issued[old].planned in once:
            pairs[old] = new
    for old, new in _open(issued, planned, pairs):
        free = old not in pairs and new not in pairs.values()
        if free and (issued[old].measure, planned[new].measure) in said.same:
            pairs[old] = new
    given_up = {old for old, face in enumerate(issued) if face.measure in said.other} - {*pairs}
    for old, new in _alone(issued, planned, _in_problem_and_unit, pairs, without=given_up):
        if issued[old].planned:  # the last of several alike: of the others the clerk has said it
            pairs[old] = new
    unmoved, crossed = _by_their_numbers(issued, planned, pairs, given_up)
    for key in (_exactly_here, _exactly):
        for old, new in _alone(issued, planned, key, pairs, without=given_up):
            if issued[old].planned in unmoved:
                pairs[old] = new
    for old, new in _alone(issued, planned, _by_number, pairs):
        if not (issued[old].planned and planned[new].planned) and old not in given_up:
            pairs[old] = new
    for key in (_in_all, _in_problem, _in_unit, _in_words):
        for old, new in _alone(issued, planned, key, pairs, among_all=True):
            words = issued[old].planned
            if words and words not in crossed and old not in given_up:
                pairs[old] = new
    doubtful = [
        (old, new)
        for old, new in _open(issued, planned, pairs)
        if issued[old].planned and issued[old].planned == planned[new].planned
    ]
    unsure = ({old for old, _ in doubtful}, {new for _, new in doubtful})
    unasked = unsure[0] | given_up
    for old, new in _alone(issued, planned, _by_number, pairs):
        if old not in unasked and new not in unsure[1] and _reworded(old, new, issued, planned):
            pairs[old] = new
    for old, new in _open(issued, planned, pairs):
        least = SAME
        if issued[old].measure == planned[new].measure:
            least = 0 if old in unvouched else OTHER
        if _like(issued[old], planned[new]) >= least:
            doubtful.append((old, new))
    asked = (pair for pair in doubtful if pair[0] not in given_up)
    return Matching(pairs, tuple(dict.fromkeys(asked)))


def _words_found_once(faces: Sequence[Face]) -> set[str]:
    """Return the words that only one measure has."""
    counts = Counter(face.planned for face in faces)
    return {words for words, count in counts.items() if count == 1}


def _by_their_numbers(
    issued: Sequence[Face],
    planned: Sequence[Face],
    pairs: Mapping[int, int],
    given_up: Collection[int],
) -> tuple[set[str], set[str]]:
    """Return, of words that several measures have, those whose measures are told apart by their
    numbers, as each of these still has the words; and those of which the rest of what stands on the
    forms says the contrary.
    """
    kept: dict[str, list[bool]] = {}
    open_pairs = _open(issued, planned, pairs)
    here = {
        old
        for old, new in open_pairs
        if _exactly(issued[old]) == _exactly(planned[new]) and issued[old].planned
    }
    for old, face in enumerate(issued):
        if old not in pairs and old not in given_up and face.planned:
            kept.setdefault(face.planned, []).append(old in here)
    unmoved = {words for words, found in kept.items() if all(found)}
    crossed = {
        issued[old].planned
        for old, new in _alone(issued, planned, _in_all, pairs, without=given_up)
        if issued[old].planned in unmoved and issued[old].measure != planned[new].measure
    }
    return unmoved - crossed, crossed


def changes_between(old: Face, new: Face) -> tuple[Event, ...]:
    """Return what became of a measure: of its lead unit, number, words, deadline and the rest, as far
    as it is known what they were.
    """
    different = [
        key
        for key, text in old.texts.items()
        if key in new.texts and not same_words(text, new.texts[key])
    ]
    events = {
        Event.MOVED: bool(old.unit) and old.unit != new.unit,
        Event.RENUMBERED: old.measure != new.measure,
        Event.REWORDED: "planned" in different,
        Event.REDATED: "due" in different,
        Event.ALTERED: any(key not in ("planned", "due") for key in different),
    }
    return tuple(event for event, happened in events.items() if happened)


def same_words(left: str, right: str) -> bool:
    """Tell whether two texts say the same, however they were typed: blanks, line breaks and the
    width of marks aside.
    """
    return left == right or fold(left).text == fold(right).text


def resembles(left: str, right: str) -> bool:
    """Tell whether one of two folded texts may be the other reworded."""
    return likeness(left, right) >= SAME


def _exactly_here(face: Face) -> Hashable:
    return face.measure, face.planned, face.unit


def _exactly(face: Face) -> Hashable:
    return face.measure, face.planned


def _by_number(face: Face) -> Hashable:
    return face.measure


def _in_all(face: Face) -> Hashable:
    texts = frozenset((key, fold(text).text) for key, text in face.texts.items() if text)
    return texts, face.unit


def _in_problem_and_unit(face: Face) -> Hashable:
    return face.planned, face.problem, face.unit


def _in_problem(face: Face) -> Hashable:
    return face.planned, face.problem


def _in_unit(face: Face) -> Hashable:
    return face.planned, face.unit


def _in_words(face: Face) -> Hashable:
    return face.planned


def _alone(
    issued: Sequence[Face],
    planned: Sequence[Face],
    key: Callable[[Face], Hashable],
    pairs: Mapping[int, int],
    *,
    among_all: bool = False,
    without: Collection[int] = (),
) -> list[tuple[int, int]]:
    """Return the open pairs that alone have their key, among those still open or ``among_all``;
    measures issued that are ``without`` are none.
    """
    taken = {*pairs.values()}
    open_old = [old for old in range(len(issued)) if old not in pairs and old not in without]
    open_new = [new for new in range(len(planned)) if new not in taken]
    if not (open_old and open_new):
        return []
    left, right = (
        {place: key(faces[place]) for place in (range(len(faces)) if among_all else still_open)}
        for faces, still_open in ((issued, open_old), (planned, open_new))
    )
    olds, news = Counter(left.values()), Counter(right.values())
    places = {right[new]: new for new in open_new}
    return [
        (old, places[left[old]])
        for old in open_old
        if left[old] in places and olds[left[old]] == news[left[old]] == 1
    ]


def _open(
    issued: Sequence[Face], planned: Sequence[Face], pairs: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Return every pair of which neither is matched."""
    taken = {*pairs.values()}
    olds = [place for place in range(len(issued)) if place not in pairs]
    news = [place for place in range(len(planned)) if place not in taken]
    return [(old, new) for old in olds for new in news]


def _reworded(old: int, new: int, issued: Sequence[Face], planned: Sequence[Face]) -> bool:
    """Tell whether the new words can only be the old ones changed: they are like, and liker than any
    others on either side.
    """
    like = _like(issued[old], planned[new])
    others = [
        *(_like(face, planned[new]) for place, face in enumerate(issued) if place != old),
        *(_like(issued[old], face) for place, face in enumerate(planned) if place != new),
    ]
    return like >= SAME and all(other <= like - CLEARLY for other in others)


def _like(old: Face, new: Face) -> float:
    return likeness(old.planned, new.planned)
