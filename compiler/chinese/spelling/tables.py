"""What is known of characters and their neighbours, looked up in ``tables.bin`` where it lies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from math import exp, log

from compiler.chinese.spelling.layout import (
    COUNT_STEP,
    EDGE,
    GRAM_STEP,
    SOUNDS,
    SOUNDS_ALIKE,
    slot_of,
    unpacked,
)

REMEMBERED = 50_000
"""So many pairs and grams are kept at most: some megabytes."""
FIRST_SOUND = chr(SOUNDS)
HARMLESS = 1000.0
"""More than any character's count: for what is never in question."""
PARTICLES = frozenset("暨既且若亦均仍凡逐每各谁哪几")
"""Conjunctions, adverbs and pronouns: a closed class that stands before any word, rare as some are."""
ALONE = 7.0
"""A character that is a word by itself about e to the 7th times in a million goes with anything."""


class Tables:
    """The stretches of ``tables.bin``, and what was worked out of them."""

    def __init__(self, data: bytes) -> None:
        parts = unpacked(data)
        characters = str(parts["characters"], "utf-16-le")
        steps = [value * COUNT_STEP for value in range(256)]
        self.counts = dict(zip(characters, map(steps.__getitem__, parts["counts"]), strict=True))
        self.alone = dict(zip(characters, map(steps.__getitem__, parts["alone"]), strict=True))
        self.all_counted = log(sum(map(exp, self.counts.values())))
        self.habit = _Habit(
            (c, self.counts[c])
            for c, often in self.alone.items()
            if often < ALONE and c != EDGE and c not in PARTICLES
        )
        places = {character: place for place, character in enumerate(characters)}
        self.followers = _Lists(places, parts, "followers")
        self.pairs = _PairRows(self.followers, parts["pairs"])
        self.after = _Lists(places, parts, "after")
        self.before = _Lists(places, parts, "before")
        self.shapes = _Lists(places, parts, "shapes")
        self.sounds = _Lists(places, parts, "sounds")
        syllables = str(parts["syllables"], "utf-16-le")
        sounds = {syllable: place for place, syllable in enumerate(syllables)}
        self.words = _Lists(sounds, parts, "words")
        self.gram = _Grams(parts["grams"].cast("H"))

    def pair(self, first: str, second: str) -> int:
        """Return the byte of two characters in a row (see ``layout.TIE``)."""
        return self.pairs[first][self.followers[first].find(second)]

    def fitting(self, left: str, here: str, right: str) -> set[str]:
        """Return what makes a strong word with either neighbour and sounds or looks like what is
        here.
        """
        after, before = self.after[left], self.before[right]
        found = {other for other in self.shapes[here] if other in after or other in before}
        for sound in self.sounds[here]:
            group = chr(ord(sound) // SOUNDS_ALIKE * SOUNDS_ALIKE)
            for words in (after, before):
                at = words.find(group) + 1
                if at:
                    while (other := words[at : at + 1]) and other < FIRST_SOUND:
                        found.add(other)
                        at += 1
        found.discard(here)
        return found

    def homophones(self, one: str, other: str) -> Iterator[str]:
        """Yield the common words of two characters that sound like these two."""
        for first in self.sounds[one]:
            words = self.words[first]
            for second in self.sounds[other]:
                at = words.find(second) + 1
                if at:
                    while (word := words[at : at + 2]) and word[0] < FIRST_SOUND:
                        yield word
                        at += 2

    def same_sound(self, one: str, other: str) -> bool:
        """Tell whether two characters have a syllable in common."""
        return not set(self.sounds[one]).isdisjoint(self.sounds[other])


class _Habit(dict[str, float]):
    """How common a character is, or ``HARMLESS``."""

    def __missing__(self, character: str) -> float:
        return HARMLESS


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
        self.all = parts[name]

    def __missing__(self, character: str) -> str:
        start, end = self.bounds(character)
        found = str(self.all[2 * start : 2 * end], "utf-16-le") if end > start else ""
        if len(self) < REMEMBERED:
            self[character] = found
        return found

    def bounds(self, character: str) -> tuple[int, int]:
        """Return where the list begins and ends."""
        place = self.places.get(character)
        return (0, 0) if place is None else (self.starts[place], self.starts[place + 1])


class _PairRows(dict[str, bytes]):
    """For a character the bytes of the pairs that it begins, in the order of its followers; the last
    is that of all others, which ``str.find`` tells as -1.
    """

    def __init__(self, followers: _Lists, pairs: memoryview) -> None:
        self.followers, self.all = followers, pairs

    def __missing__(self, character: str) -> bytes:
        start, end = self.followers.bounds(character)
        found = bytes(self.all[start:end]) + b"\0"
        if len(self) < REMEMBERED:
            self[character] = found
        return found


@cache
def tables() -> Tables:
    """Return the tables, read when they are first needed."""
    return Tables(resources.files(__package__).joinpath("tables.bin").read_bytes())
