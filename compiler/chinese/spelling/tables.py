"""What is known of characters and their neighbours, looked up in ``tables.bin`` where it lies."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from itertools import accumulate
from math import exp, log
from mmap import ACCESS_READ, mmap
from operator import getitem, itemgetter
from typing import TypeVar

from compiler.chinese.spelling.layout import (
    COUNT_STEP,
    EDGE,
    GRAM_STEP,
    QUARTERS,
    SOUNDS,
    SOUNDS_ALIKE,
    TIE,
    group_of,
    slot_of,
    unpacked,
)
from compiler.chinese.spelling.runs import codes_of
from compiler.recall import recalled

REMEMBERED = 50_000
"""So many grams are kept at most: some megabytes."""
SOUND = re.compile(f"[{chr(SOUNDS)}-\uffff]")
HARMLESS = 255 - 2 * QUARTERS * TIE
"""The most habit that there can be, for what is never in question: with two ties it fits into a byte."""
PARTICLES = frozenset("暨既且若亦均仍凡逐每各谁哪几愿肯敢须")
"""Conjunctions, adverbs, pronouns and verbs of will and duty: closed classes that stand before any word,
rare as some are."""
ALONE = 7.0
"""A character that is a word by itself about e to the 7th times in a million goes with anything:"""
HABIT_ALONE = 10.0
"""it is only in question where it was never met with either neighbour."""
CODES = 0xA000
"""Chinese characters, and ``EDGE``, have codes below."""
TIES = bytes((value & TIE) * QUARTERS for value in range(256))
"""What a pair's byte tells of the tie, in quarters."""
Key = TypeVar("Key")
Parts = Mapping[str, memoryview]
Strong = tuple[bytes, str, bytes]
"""What makes a strong word with a neighbour: what it gains there, least first, itself, and its group."""
Homophone = tuple[str, str, float, int]
"""The two characters of a word, how common they are and how they are tied, together, and the tie."""
_NOTHING: Strong = (b"", "", b"")
_ALONE = ALONE / COUNT_STEP
_HABIT = [0.6 * COUNT_STEP * QUARTERS * step for step in range(256)]
_QUARTERS = bytes(round(step * COUNT_STEP * QUARTERS) for step in range(256))


class Tables:
    """The stretches of ``tables.bin``, and what was worked out of them. No part knows the whole, so that all
    are gone with it.

    ``followers`` and ``pairs`` have a row for every character, by its code; the last byte of a row of
    ``pairs`` is that of all who do not follow, which ``str.find`` tells as -1. ``after`` and
    ``before`` tell by code what makes a strong word there, ``groups`` what a character sounds like,
    ``quarters`` how common it is and ``habit`` how little it may be suspected, both in quarters.
    """

    def __init__(self, data: bytes | mmap) -> None:
        parts = unpacked(data)
        characters = [*str(parts["characters"], "utf-16-le")]
        codes = [*map(ord, characters)]
        steps = [value * COUNT_STEP for value in range(256)]
        self.counts = dict(zip(characters, map(steps.__getitem__, parts["counts"]), strict=True))
        self.alone = dict(zip(characters, map(steps.__getitem__, parts["alone"]), strict=True))
        self.all_counted = log(sum(map(exp, self.counts.values())))
        self.quarters, self.habit = bytearray(CODES), bytearray([HARMLESS]) * CODES
        for code, count, often in zip(codes, parts["counts"], parts["alone"], strict=True):
            self.quarters[code] = _QUARTERS[count]
            habit = _HABIT[count] + _HABIT[often] / 2 if often < _ALONE else HABIT_ALONE * QUARTERS
            self.habit[code] = min(HARMLESS, round(habit))
        for character in (EDGE, *PARTICLES):
            self.habit[ord(character)] = HARMLESS
        places = dict(zip(codes, range(len(codes)), strict=True))
        by_character = dict(zip(characters, range(len(codes)), strict=True))
        self.followers = _Rows(places, parts, "followers")
        self.pairs = _Pairs(places, parts)
        self.sounds, self.shapes = (_Rows(by_character, parts, n) for n in ("sounds", "shapes"))
        self.groups = _Groups(self.sounds)
        self.pairs_of = _PairsOf(self.followers, self.pairs)
        self.after = _After(self.followers, self.pairs, self.quarters, places, parts)
        self.before = _Before(places, parts)
        syllables = str(parts["syllables"], "utf-16-le")
        of_syllable = dict(zip(syllables, range(len(syllables)), strict=True))
        words = _Rows(of_syllable, parts, "words")
        self.homophones = _Homophones(self.sounds, self.counts, self.pairs_of, words)
        self.gram = _Grams(parts["grams"].cast("H"))

    def pair(self, first: str, second: str) -> int:
        """Return the byte of two characters in a row (see ``layout.TIE``)."""
        return self.pairs_of[first + second]

    def bytes_of(self, pairs: Sequence[str]) -> bytes:
        """Return the bytes of two pairs or more, found without a step of Python's own for each."""
        known = self.pairs_of
        if len(known) >= REMEMBERED:
            known.clear()
        new = [*{*pairs}.difference(known)]
        row = "".join(new)
        codes = codes_of(row[::2])
        places = map(str.find, map(self.followers.__getitem__, codes), row[1::2])
        known.update(
            zip(new, map(getitem, map(self.pairs.__getitem__, codes), places), strict=True)
        )
        return bytes(itemgetter(*pairs)(known))

    def heard(self, left: int, here: int, right: int, least: int) -> str:
        """Return what makes a strong word with either neighbour, gains at least so much there, in
        quarters, and sounds like the character of a code; some of it comes twice, or does not.
        """
        found = ""
        for gains, characters, heard in (self.after[left], self.before[right]):
            start = bisect_left(gains, least)
            for group in self.groups[here]:
                at = heard.find(group, start)
                while at >= 0:
                    found += characters[at]
                    at = heard.find(group, at + 1)
        return found

    def gaining(self, left: int, right: int, least: int) -> str:
        """Return what makes a strong word with either neighbour and gains at least so much there."""
        after_gains, after, _ = self.after[left]
        before_gains, before, _ = self.before[right]
        return after[bisect_left(after_gains, least) :] + before[bisect_left(before_gains, least) :]

    def apart(self, one: str, other: str) -> int:
        """Return 0 if two characters have a syllable in common, 1 if a similar one, else 2."""
        sounds, others = self.sounds[one], self.sounds[other]
        if sounds == others != "" or not set(sounds).isdisjoint(others):
            return 0
        groups = {ord(sound) // SOUNDS_ALIKE for sound in sounds}
        return 2 - any(ord(sound) // SOUNDS_ALIKE in groups for sound in others)


class _PairsOf(dict[str, int]):
    """The byte of two characters in a row."""

    def __init__(self, followers: Mapping[int, str], pairs: Mapping[int, bytes]) -> None:
        self.followers, self.pairs = followers, pairs

    def __missing__(self, pair: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        row = ord(pair[0])
        self[pair] = found = self.pairs[row][self.followers[row].find(pair[1])]
        return found


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


class _Homophones(dict[str, Sequence[Homophone]]):
    """For two characters the common words of two that sound like them."""

    def __init__(
        self,
        sounds: Mapping[str, str],
        counts: Mapping[str, float],
        pairs: Mapping[str, int],
        words: Mapping[str, str],
    ) -> None:
        self.sounds, self.counts, self.pairs, self.words = sounds, counts, pairs, words

    def __missing__(self, written: str) -> Sequence[Homophone]:
        if len(self) >= REMEMBERED:
            self.clear()
        words = [
            self._sounding(first, second)
            for first in self.sounds[written[0]]
            for second in self.sounds[written[1]]
        ]
        self[written] = found = [*self._weighed("".join(words))]
        return found

    def _sounding(self, first: str, second: str) -> str:
        """Return the words of two syllables, end to end."""
        row = self.words[first]
        start = row.find(second) + 1
        if not start:
            return ""
        following = SOUND.search(row, start)
        return row[start : following.start() if following else len(row)]

    def _weighed(self, words: str) -> Iterator[Homophone]:
        counts = self.counts
        for first, second in zip(words[::2], words[1::2], strict=True):
            tie = self.pairs[first + second] & TIE
            yield first, second, counts[first] + counts[second] + tie, tie


class _Rows(dict[Key, str]):
    """For each key of ``places`` its row of a stretch, and an empty one for any other."""

    def __init__(self, places: Mapping[Key, int], parts: Parts, name: str) -> None:
        self.places, self.starts = places, _starts(parts, name)
        self.all = str(parts[name], "utf-16-le")

    def __missing__(self, key: Key) -> str:
        place, starts = self.places.get(key), self.starts
        self[key] = found = "" if place is None else self.all[starts[place] : starts[place + 1]]
        return found


class _Pairs(dict[int, bytes]):
    """For a character the bytes of its pairs with its followers, and one more for all others."""

    def __init__(self, places: Mapping[int, int], parts: Parts) -> None:
        self.places, self.starts = places, _starts(parts, "followers")
        self.all = bytes(parts["pairs"])

    def __missing__(self, code: int) -> bytes:
        place, starts = self.places.get(code), self.starts
        row = b"" if place is None else self.all[starts[place] : starts[place + 1]]
        self[code] = found = row + b"\0"
        return found


class _After(dict[int, Strong]):
    """For a character what makes a strong word after it: its first followers."""

    def __init__(
        self,
        followers: Mapping[int, str],
        pairs: Mapping[int, bytes],
        quarters: bytearray,
        places: Mapping[int, int],
        parts: Parts,
    ) -> None:
        self.followers, self.pairs, self.quarters = followers, pairs, quarters
        self.places, self.starts = places, _starts(parts, "after")
        self.groups = bytes(parts["after_groups"])

    def __missing__(self, code: int) -> Strong:
        place, starts = self.places.get(code), self.starts
        groups = b"" if place is None else self.groups[starts[place] : starts[place + 1]]
        strong = self.followers[code][: len(groups)]
        ties = self.pairs[code][: len(groups)].translate(TIES)
        common = bytes(map(self.quarters.__getitem__, map(ord, strong)))
        self[code] = found = (sums(ties, common), strong, groups)
        return found


class _Before(dict[int, Strong]):
    """For a character what makes a strong word before it."""

    def __init__(self, places: Mapping[int, int], parts: Parts) -> None:
        self.places, self.starts = places, _starts(parts, "before")
        self.all = str(parts["before"], "utf-16-le")
        self.gains, self.groups = bytes(parts["before_gains"]), bytes(parts["before_groups"])

    def __missing__(self, code: int) -> Strong:
        place, found = self.places.get(code), _NOTHING
        if place is not None:
            span = slice(self.starts[place], self.starts[place + 1])
            found = (self.gains[span], self.all[span], self.groups[span])
        self[code] = found
        return found


class _Groups(dict[int, bytes]):
    """For a character the groups that it sounds like."""

    def __init__(self, sounds: Mapping[str, str]) -> None:
        self.sounds = sounds

    def __missing__(self, code: int) -> bytes:
        sounds = self.sounds[chr(code)]
        self[code] = found = bytes({group_of(ord(sound)) for sound in sounds})
        return found


def _starts(parts: Parts, name: str) -> array[int]:
    """Return where each row of a stretch begins, and where the last one ends."""
    return array("I", accumulate(parts[name + "_lengths"].cast("H"), initial=0))


def sums(*rows: bytes) -> bytes:
    """Return what rows of bytes add up to, byte by byte, none to more than a byte: as numbers of many
    digits they are added in one step.
    """
    return sum([int.from_bytes(row, "little") for row in rows]).to_bytes(len(rows[0]), "little")


@recalled()
def tables() -> Tables:
    """Return the tables, mapped into memory when they are first needed."""
    with (
        resources.as_file(resources.files(__package__).joinpath("tables.bin")) as path,
        path.open("rb") as file,
    ):
        return Tables(mmap(file.fileno(), 0, access=ACCESS_READ))


def forget() -> None:
    """Let go of the tables and all that was worked out of them, some 12 MB, once nobody looks anything up in
    them; opening them again takes a hundredth of a second.
    """
    tables.cache_clear()


def expected(character: str, text: str) -> float:
    """Return how often a character is met in as much ordinary prose as a text."""
    known = tables()
    return len(text) * exp(known.counts.get(character, 0.0) - known.all_counted)
