"""Where a text has almost a set phrase: a character wrong, missing or doubled, or two changed
about.

A phrase with one such fault still has its first or its last characters. These anchors, of all
phrases, are an index into which the text is looked up once, character by character; only at a hit
are phrase and text compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from itertools import compress, count
from operator import add

import attrs

from compiler.chinese.set_phrases.faults import (
    PLACES,
    Wording,
    is_fault,
    is_no_word_ahead,
    is_no_word_behind,
)
from compiler.chinese.set_phrases.phrases import SetPhrase, accepted, fold
from compiler.chinese.set_phrases.words import adjoin, is_han

SHORTEST, UNQUOTED, LONG = 3, 4, 6
"""Shorter phrases are not looked for, those below ``UNQUOTED`` only in quotation marks: of three
characters two are too little to tell a phrase by. From ``LONG`` on an anchor has three characters,
else two. By judgement."""


@attrs.frozen
class Variant:
    """A range of a text that should be the phrase ``right``, and is not; the characters between
    ``first`` and ``last`` are what differs.
    """

    start: int
    end: int
    right: str
    first: int
    last: int


@attrs.frozen
class _Anchor:
    """A place of a phrase in the index: ``offset`` is where in the phrase its key stands."""

    wording: Wording
    phrase: str
    size: int
    offset: int

    def may_stand(self, text: str, start: int) -> bool:
        """Tell quickly whether the end of the phrase that its key is not at may be there, too, give
        or take one character.
        """
        phrase = self.phrase
        if self.offset:
            near = text[max(0, start - 1) : start + 2]
            return phrase[0] in near or phrase[1] == near[-1:] or self.wording.whole
        near = text[start + self.size - 2 : start + self.size + 1]
        return phrase[-1] in near or phrase[-2] == near[:1] or self.wording.whole


class PhraseIndex:
    """Set phrases by their anchors: by the two characters of these, then by the third, if any, where
    those of two stand as well.
    """

    def __init__(self, phrases: Iterable[SetPhrase]) -> None:
        """Put every phrase in under its first and its last characters."""
        self._anchors: dict[str, dict[str, list[_Anchor]]] = {}
        for phrase in phrases:
            if len(phrase.text) < SHORTEST:
                continue
            text = phrase.text if len(phrase.text) >= UNQUOTED else f"“{phrase.text}”"
            size = 2 if len(text) < LONG else 3
            keys = {(text[:size], 0), (text[-size:], len(text) - size)}
            if len(text) == UNQUOTED:  # of two changed about in its middle it has neither left
                keys.add((text[0] + text[2], 0))
            if len(text) == LONG:
                keys.add((text[:2] + text[3], 0))
            wording = Wording(text, phrase.whole, phrase.rigid)
            for key, offset in keys:
                anchor = _Anchor(wording, text, len(text), offset)
                self._anchors.setdefault(key[:2], {}).setdefault(key[2:], []).append(anchor)
        for anchors in self._anchors.values():
            shorter = anchors.get("", [])
            anchors.update({third: [*shorter, *own] for third, own in anchors.items() if third})

    def variants(self, text: str) -> list[Variant]:
        """Return the variants in ``text`` in order: of several for one place, the longest phrase's;
        none where what differs is a part of another phrase that is written rightly.
        """
        text = fold(text)
        exact: list[tuple[int, int]] = []
        found: set[Variant] = set()
        pairs = list(map(add, text, text[1:]))
        for position in compress(count(), map(self._anchors.__contains__, pairs)):
            anchors = self._anchors[pairs[position]]
            third = text[position + 2 : position + 3]
            for anchor in anchors.get(third) or anchors.get("", []):
                start = position - anchor.offset
                if start >= 0 and text.startswith(anchor.phrase, start):
                    exact.append((start, start + anchor.size))
                    found.update(_doubled_at_an_end(text, start, anchor))
                elif anchor.may_stand(text, start):
                    found.update(_variants_at(text, position, anchor))
        return _without_doubt(text, exact, found) if found else []


def _without_doubt(
    text: str, exact: list[tuple[int, int]], found: Iterable[Variant]
) -> list[Variant]:
    """Return one variant for each place, in order, and none inside what is right."""
    right = set[int]().union(*(range(*span) for span in exact))
    taken: set[int] = set()
    kept = []
    for variant in sorted(found, key=lambda v: (-len(v.right), v.start, v.end)):
        place = range(variant.start, variant.end)
        if (
            taken.isdisjoint(place)
            and _differs(text, variant, right)
            and not _is_accepted(text, variant)
        ):
            kept.append(variant)
            taken.update(place)
    return sorted(kept, key=lambda variant: variant.start)


def _differs(text: str, variant: Variant, right: Set[int]) -> bool:
    """Tell whether what differs is no part of what is right: of a character that stands there twice,
    one.
    """
    place = range(variant.first, variant.last)
    twice = len(place) == 2 and text[place[0]] == text[place[1]]
    return not right >= set(place) if twice else right.isdisjoint(place)


def _is_accepted(text: str, variant: Variant) -> bool:
    """Tell whether what differs is a part of a wording that is right all the same."""
    known = accepted()
    return any(
        text[start:end] in known
        for start in range(max(0, variant.start - 1), variant.first + 1)
        for end in range(max(variant.last, start + SHORTEST), variant.end + 2)
    )


def _doubled_at_an_end(text: str, start: int, anchor: _Anchor) -> Iterator[Variant]:
    """Yield a phrase that stands rightly at ``start`` but for its first or last character, which is
    there twice and begins or ends no other word (主体责任任务).
    """
    phrase, end = anchor.phrase, start + anchor.size
    first, last = text[start - 1 : start], text[end : end + 1]
    ahead, behind = text[start - 2 : start - 1], text[end + 1 : end + 2]
    twice = first == phrase[0] and is_han(first) and is_no_word_ahead(first, ahead)
    twice = twice and first not in PLACES  # 市市场监督管理局
    if twice and not adjoin(ahead, first):
        yield Variant(start - 1, end, phrase, start - 1, start)
    twice = last == phrase[-1] and is_han(last) and is_no_word_behind(last, behind)
    if twice and not adjoin(last, behind):
        yield Variant(start, end + 1, phrase, end, end + 1)


def _variants_at(text: str, position: int, anchor: _Anchor) -> Iterator[Variant]:
    """Yield the variant of a phrase whose anchor stands at ``position``, if there is one."""
    phrase, size = anchor.phrase, anchor.size
    for length in (size, size - 1, size + 1, *([size - 2] if anchor.wording.whole else [])):
        start = position - anchor.offset + (size - length if anchor.offset else 0)
        written = text[start : start + length] if start >= 0 else ""
        if len(written) < length:
            continue
        head = _common(phrase, written)
        tail = _common(phrase[head:][::-1], written[head:][::-1])
        first, last = start + head, start + length - tail
        missing = phrase[head : size - tail]
        if last - first <= 2 and is_fault(
            text, anchor.wording, start, start + length, head, missing
        ):
            if last - first == 1 and not missing and text[first - 1] == text[first]:
                first -= 1
            yield Variant(start, start + length, phrase.strip("“”"), first, max(last, first + 1))
            return


def _common(left: str, right: str) -> int:
    """Return how many first characters two texts have in common."""
    length = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        length += 1
    return length
