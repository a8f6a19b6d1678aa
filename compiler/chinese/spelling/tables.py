"""What is known of characters and their neighbours, looked up in ``tables.bin`` where it lies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from math import exp, log

from compiler.chinese.spelling.layout import (
    COUNT_STEP,
    EDGE,
    GRAM_STEP,
    SOUNDS,
    SOUNDS_ALIKE,
    TIE,
    slot_of,
    unpacked,
)

REMEMBERED = 50_000
"""So many pairs and grams are kept at most: some megabytes."""
SETS = 450
"""So many sets of characters of one kind are kept at most, a few kilobytes each: with them, all that is
remembered stays below 15 MB. The eldest goes first, since a text comes back to what it is about."""
FIRST_SOUND = chr(SOUNDS)
QUARTERS = 4
"""How common a character is, is kept in quarters, so that with two ties it fits into a byte:"""
HARMLESS = 255 - 2 * QUARTERS * TIE
"""the most that it can be, for what is never in question."""
PARTICLES = frozenset("暨既且若亦均仍凡逐每各谁哪几")
"""Conjunctions, adverbs and pronouns: a closed class that stands before any word, rare as some are."""
ALONE = 7.0
"""A character that is a word by itself about e to the 7th times in a million goes with anything."""
CODES = 0xA000
"""Chinese characters, and ``EDGE``, have codes below."""


class Tables:
    """The stretches of ``tables.bin``, and what was worked out of them.

    ``followers`` and ``pairs`` have a row for every character, by its code, ``habit`` tells how common
    it is, in quarters; the last byte of ``pairs`` is that of all who do not follow, which ``str.find`` tells as -1.
    """

    def __init__(self, data: bytes) -> None:
        parts = unpacked(data)
        characters = str(parts["characters"], "utf-16-le")
        steps = [value * COUNT_STEP for value in range(256)]
        self.counts = dict(zip(characters, map(steps.__getitem__, parts["counts"]), strict=True))
        self.alone = dict(zip(characters, map(steps.__getitem__, parts["alone"]), strict=True))
        self.all_counted = log(sum(map(exp, self.counts.values())))
        self.habit = [HARMLESS] * CODES
        for character, often in self.alone.items():
            if often < ALONE and character != EDGE and character not in PARTICLES:
                common = 0.6 * self.counts[character] + 0.3 * often
                self.habit[ord(character)] = min(HARMLESS, round(common * QUARTERS))
        places = {character: place for place, character in enumerate(characters)}
        self.followers, self.pairs = [""] * CODES, [b"\0"] * CODES
        starts, followers = (
            parts["followers_starts"].cast("I"),
            str(parts["followers"], "utf-16-le"),
        )
        for character, start, end in zip(characters, starts, starts[1:], strict=False):
            self.followers[ord(character)] = followers[start:end]
            self.pairs[ord(character)] = bytes(parts["pairs"][start:end]) + b"\0"
        self.shapes = _Lists(places, parts, "shapes")
        self.sounds = _Lists(places, parts, "sounds")
        groups = {chr(group): group for group in range(len(parts["heard_starts"]) // 4 - 1)}
        self.heard = _Lists(groups, parts, "heard")
        self.after = _Sets(places, _Lists(places, parts, "after").__getitem__)
        self.before = _Sets(places, _Lists(places, parts, "before").__getitem__)
        self.alike = _Sets(places, self._alike)
        syllables = str(parts["syllables"], "utf-16-le")
        sounds = {syllable: place for place, syllable in enumerate(syllables)}
        self.words = _Words(self, _Lists(sounds, parts, "words"))
        self.gram = _Grams(parts["grams"].cast("H"))

    def pair(self, first: str, second: str) -> int:
        """Return the byte of two characters in a row (see ``layout.TIE``)."""
        row = ord(first)
        return self.pairs[row][self.followers[row].find(second)]

    def fitting(self, left: str, here: str, right: str) -> frozenset[str]:
        """Return what makes a strong word with either neighbour and sounds or looks like what is
        here.
        """
        alike = self.alike[here]
        return alike & self.after[left] | alike & self.before[right]

    def _alike(self, character: str) -> str:
        """Return what sounds or looks like a character."""
        groups = {chr((ord(sound) - SOUNDS) // SOUNDS_ALIKE) for sound in self.sounds[character]}
        heard = "".join(map(self.heard.__getitem__, groups)).replace(character, "")
        return heard + self.shapes[character]

    def homophones(self, one: str, other: str) -> Iterator[tuple[str, str, float]]:
        """Yield the common words of two characters that sound like these two, as their characters
        and how common the two are and how they are tied, together.
        """
        for first in self.sounds[one]:
            for second in self.sounds[other]:
                yield from self.words[first + second]

    def apart(self, one: str, other: str) -> int:
        """Return 0 if two characters have a syllable in common, 1 if a similar one, else 2."""
        if not set(self.sounds[one]).isdisjoint(self.sounds[other]):
            return 0
        groups = {ord(sound) // SOUNDS_ALIKE for sound in self.sounds[one]}
        return 2 - any(ord(sound) // SOUNDS_ALIKE in groups for sound in self.sounds[other])


class _Grams(dict[str, float]):
    """The logarithm of how often three or four characters in a row are met, or -1."""

    def __init__(self, slots: memoryview) -> None:
        self.slots = slots

    def __missing__(self, gram: str) -> float:
        if len(self) >= REMEMBERED:
            self.clear()
        slots, value = self.slots, -1.0
        at, mark = slot_of(gram, len(slots))
        while held := slots[at]:
            if held >> 4 == mark:
                value = (held & 15) * GRAM_STEP
                break
            at = (at + 1) % len(slots)
        self[gram] = value
        return value


class _Lists(dict[str, str]):
    """For a character those that the named stretch lists."""

    def __init__(self, places: dict[str, int], parts: dict[str, memoryview], name: str) -> None:
        self.places = places
        self.starts = parts[name + "_starts"].cast("I")
        self.all = str(parts[name], "utf-16-le")

    def __missing__(self, character: str) -> str:
        place = self.places.get(character)
        found = "" if place is None else self.all[self.starts[place] : self.starts[place + 1]]
        self[character] = found
        return found


class _Sets(dict[str, frozenset[str]]):
    """For a character a set of others; the characters are those of the keys of ``places``, so that
    each is in memory once.
    """

    def __init__(self, places: dict[str, int], listed: Callable[[str], str]) -> None:
        self.one = {character: character for character in places}
        self.listed = listed

    def __missing__(self, character: str) -> frozenset[str]:
        if len(self) >= SETS:
            del self[next(iter(self))]
        found = self[character] = frozenset(map(self.one.__getitem__, self.listed(character)))
        return found


class _Words(dict[str, tuple[tuple[str, str, float], ...]]):
    """For two syllables what ``Tables.homophones`` yields of them."""

    def __init__(self, known: Tables, lists: _Lists) -> None:
        self.known, self.lists = known, lists

    def __missing__(self, syllables: str) -> tuple[tuple[str, str, float], ...]:
        counts, pair = self.known.counts, self.known.pair
        words = self.lists[syllables[0]]
        at = words.find(syllables[1]) + 1
        end = at
        while words[end : end + 1] and words[end] < FIRST_SOUND:
            end += 1
        found = self[syllables] = tuple(
            (a, b, counts[a] + counts[b] + (pair(a, b) & TIE))
            for a, b in zip(words[at:end:2], words[at + 1 : end : 2], strict=True)
            if at
        )
        return found


@cache
def tables() -> Tables:
    """Return the tables, read when they are first needed."""
    return Tables(resources.files(__package__).joinpath("tables.bin").read_bytes())


def expected(character: str, text: str) -> float:
    """Return how often a character is met in as much ordinary prose as a text."""
    known = tables()
    return len(text) * exp(known.counts.get(character, 0.0) - known.all_counted)
