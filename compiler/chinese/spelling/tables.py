"""What is known of characters and their neighbours, looked up in ``tables.bin`` where it lies."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from math import exp, log
from mmap import ACCESS_READ, mmap
from typing import TypeVar

import attrs

from compiler.chinese.spelling.layout import (
    COUNT_STEP,
    EDGE,
    GRAM_STEP,
    SOUNDS,
    TIE,
    bucket_of,
    group_byte,
    group_of,
    unpacked,
)

REMEMBERED = 50_000
"""So many pairs and grams are kept at most: some megabytes."""
REMEMBERED_ROWS = 1000
"""So many rows of one kind are kept at most, a few kilobytes each: more than a notice asks for."""
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
Key = TypeVar("Key", str, int)


class Tables:
    """The stretches of ``tables.bin``, and what was worked out of them.

    ``followers`` and ``pairs`` have a row for every character, by its code, ``habit`` tells how common
    it is, in quarters; the last byte of ``pairs`` is that of all who do not follow, which ``str.find`` tells as -1.
    A row is read when it is first asked for.
    """

    def __init__(self, data: bytes | mmap) -> None:
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
        codes = dict(zip(map(ord, characters), range(len(characters)), strict=True))
        self.followers = _Lists(codes, parts, "followers")
        self.pairs = _Pairs(codes, parts)
        self.shapes = _Lists(places, parts, "shapes")
        self.sounds = _Lists(places, parts, "sounds")
        self.after, self.before = _Rows(places, parts, "after"), _Rows(places, parts, "before")
        self.looks = _Sets(places, parts, "shapes")
        self.groups = _Groups(self.sounds)
        syllables = str(parts["syllables"], "utf-16-le")
        sounds = {syllable: place for place, syllable in enumerate(syllables)}
        self.words = _Words(self, _Lists(sounds, parts, "words"))
        self.gram = _Grams(parts)

    def pair(self, first: str, second: str) -> int:
        """Return the byte of two characters in a row (see ``layout.TIE``)."""
        row = ord(first)
        return self.pairs[row][self.followers[row].find(second)]

    def strong(self, left: str, right: str) -> frozenset[int]:
        """Return the codes of what makes a strong word with either neighbour."""
        return self.after[left].all | self.before[right].all

    def fitting(self, left: str, here: str, right: str) -> set[int]:
        """Return the codes of those of them that sound or look like what is here."""
        after, before = self.after[left], self.before[right]
        looks = self.looks[here]
        found = {*(looks & after.all), *(looks & before.all)}
        for group in self.groups[here]:
            for row in (after, before):
                if often := row.groups.count(group):
                    at = row.groups.find(group)
                    found.update(row.codes[at : at + often])
        return found

    def homophones(self, one: str, other: str) -> Iterator[tuple[str, str, float]]:
        """Yield the common words of two characters that sound like these two, as their characters
        and how common the two are and how they are tied, together.
        """
        for first in self.sounds[one]:
            for second in self.sounds[other]:
                yield from self.words[first + second]

    def apart(self, one: str, other: str) -> int:
        """Return 0 if two characters have a syllable in common, 1 if a similar one, 2 if they look
        alike, else 3.
        """
        if not set(self.sounds[one]).isdisjoint(self.sounds[other]):
            return 0
        groups = {*map(group_of, self.sounds[one])}
        if not groups.isdisjoint(map(group_of, self.sounds[other])):
            return 1
        return 2 if other in self.shapes[one] else 3


class _Grams(dict[str, float]):
    """The logarithm of how often three or four characters in a row are met, or -1."""

    def __init__(self, parts: dict[str, memoryview]) -> None:
        self.starts, self.held = parts["grams_starts"].cast("I"), parts["grams"].cast("H")

    def __missing__(self, gram: str) -> float:
        if len(self) >= REMEMBERED:
            self.clear()
        bucket, mark = bucket_of(gram, len(self.starts) - 1)
        end = self.starts[bucket + 1]
        at = bisect_left(self.held, mark << 4, self.starts[bucket], end)
        known = at < end and self.held[at] >> 4 == mark
        found = self[gram] = (self.held[at] & 15) * GRAM_STEP if known else -1.0
        return found


class _Lists(dict[Key, str]):
    """For a character, or whatever the keys of ``places`` are, those that the named stretch lists."""

    def __init__(self, places: Mapping[Key, int], parts: dict[str, memoryview], name: str) -> None:
        self.places: Mapping[Key, int] = places
        self.starts = parts[name + "_starts"].cast("I")
        self.all = parts[name]

    def __missing__(self, key: Key) -> str:
        place, found = self.places.get(key), ""
        if place is not None:
            start, end = self.starts[place : place + 2]
            found = str(self.all[2 * start : 2 * end], "utf-16-le")
        self[key] = found
        return found


class _Pairs(dict[int, bytes]):
    """For a character, by its code, the bytes of its pairs with its followers, and one more for all
    others.
    """

    def __init__(self, places: Mapping[int, int], parts: dict[str, memoryview]) -> None:
        self.places = places
        self.starts = parts["followers_starts"].cast("I")
        self.all = parts["pairs"]

    def __missing__(self, code: int) -> bytes:
        place, found = self.places.get(code), b""
        if place is not None:
            start, end = self.starts[place : place + 2]
            found = bytes(self.all[start:end])
        self[code] = found + b"\0"
        return self[code]


class _Sets(dict[str, frozenset[int]]):
    """For a character the codes of those that the named stretch lists."""

    def __init__(self, places: dict[str, int], parts: dict[str, memoryview], name: str) -> None:
        self.places = places
        self.starts = parts[name + "_starts"].cast("I")
        self.all = parts[name].cast("H")

    def __missing__(self, character: str) -> frozenset[int]:
        if len(self) >= REMEMBERED_ROWS:
            self.clear()
        place = self.places.get(character)
        start, end = self.starts[place : place + 2] if place is not None else (0, 0)
        found = self[character] = frozenset(self.all[start:end])
        return found


@attrs.frozen
class _Row:
    """Codes of characters, those of one group of sounds side by side, their groups, and all as a set."""

    codes: memoryview
    groups: bytes
    all: frozenset[int]


class _Rows(dict[str, _Row]):
    """For a character those that the named stretch lists, with what they sound like."""

    def __init__(self, places: dict[str, int], parts: dict[str, memoryview], name: str) -> None:
        self.places = places
        self.starts = parts[name + "_starts"].cast("I")
        self.codes = parts[name].cast("H")
        self.groups = parts[name + "_groups"]

    def __missing__(self, character: str) -> _Row:
        if len(self) >= REMEMBERED_ROWS:
            self.clear()
        place = self.places.get(character)
        start, end = self.starts[place : place + 2] if place is not None else (0, 0)
        codes = self.codes[start:end]
        found = self[character] = _Row(codes, bytes(self.groups[start:end]), frozenset(codes))
        return found


class _Groups(dict[str, bytes]):
    """For a character the groups of syllables that it belongs to (see ``layout.group_byte``)."""

    def __init__(self, sounds: _Lists[str]) -> None:
        self.sounds = sounds

    def __missing__(self, character: str) -> bytes:
        groups = {group_byte(group_of(sound)) for sound in self.sounds[character]}
        found = self[character] = bytes(groups)
        return found


class _Words(dict[str, tuple[tuple[str, str, float], ...]]):
    """For two syllables what ``Tables.homophones`` yields of them."""

    def __init__(self, known: Tables, lists: _Lists[str]) -> None:
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
    with (
        resources.as_file(resources.files(__package__).joinpath("tables.bin")) as path,
        path.open("rb") as file,
    ):
        return Tables(mmap(file.fileno(), 0, access=ACCESS_READ))


def expected(character: str, text: str) -> float:
    """Return how often a character is met in as much ordinary prose as a text."""
    known = tables()
    return len(text) * exp(known.counts.get(character, 0.0) - known.all_counted)
