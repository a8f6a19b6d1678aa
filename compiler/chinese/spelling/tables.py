"""What is known of characters and their neighbours, looked up in ``tables.bin`` where it lies."""

from __future__ import annotations

from importlib import resources
from math import exp, log
from mmap import ACCESS_READ, mmap

from compiler.chinese.spelling.homophones import Homophones
from compiler.chinese.spelling.layout import COUNT_STEP, EDGE, QUARTERS, SOUNDS_ALIKE, TIE, unpacked
from compiler.chinese.spelling.rows import After, Before, Followers, Grams, Groups, Looks, Texts
from compiler.recall import recalled

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
_ALONE = ALONE / COUNT_STEP
_HABIT = [0.6 * COUNT_STEP * QUARTERS * step for step in range(256)]
_QUARTERS = bytes(round(step * COUNT_STEP * QUARTERS) for step in range(256))


class Tables:
    """The stretches of ``tables.bin``, and what was worked out of them. No part knows the whole, so that all
    are gone with it.

    Characters are known by their codes. ``followers`` has the byte of two in a row. ``counts`` tells
    how common a character is and ``alone`` how often it is a word by itself; ``quarters`` how common
    it is and ``habit`` how little it may be suspected, both in quarters; ``sounds`` its syllables and
    ``groups`` what it sounds like; ``looks`` what looks like it; ``after`` and ``before`` what makes a
    strong word there.
    """

    def __init__(self, data: bytes | mmap) -> None:
        parts = unpacked(data)
        codes = parts["characters"].cast("H").tolist()
        steps = [value * COUNT_STEP for value in range(256)]
        self.counts = dict(zip(codes, map(steps.__getitem__, parts["counts"]), strict=True))
        self.alone = dict(zip(codes, map(steps.__getitem__, parts["alone"]), strict=True))
        self.all_counted = log(sum(map(exp, self.counts.values())))
        self.quarters, self.habit = bytearray(CODES), bytearray([HARMLESS]) * CODES
        for code, count, often in zip(codes, parts["counts"], parts["alone"], strict=True):
            self.quarters[code] = _QUARTERS[count]
            habit = _HABIT[count] + _HABIT[often] / 2 if often < _ALONE else HABIT_ALONE * QUARTERS
            self.habit[code] = min(HARMLESS, round(habit))
        for character in (EDGE, *PARTICLES):
            self.habit[ord(character)] = HARMLESS
        syllables = parts["syllables"].cast("H").tolist()
        places = dict(zip(codes, range(len(codes)), strict=True))
        self.followers = Followers(codes, parts)
        self.sounds = Texts(places, parts, "sounds")
        self.groups = Groups(self.sounds, syllables)
        self.looks = Looks(places, parts)
        self.after = After(self.followers, self.quarters, places, parts)
        self.before = Before(places, parts)
        self.homophones = Homophones(self.sounds, self.counts, self.followers, syllables, parts)
        self.gram = Grams(parts["grams"].cast("H"))

    def pair(self, first: str, second: str) -> int:
        """Return the byte of two characters in a row (see ``layout.TIE``)."""
        return self.followers.byte(ord(first), second)

    def apart(self, one: int, other: int) -> int:
        """Return 0 if two characters have a syllable in common, 1 if a similar one, else 2."""
        sounds, others = self.sounds[one], self.sounds[other]
        if sounds == others != "" or not set(sounds).isdisjoint(others):
            return 0
        groups = {ord(sound) // SOUNDS_ALIKE for sound in sounds}
        return 2 - any(ord(sound) // SOUNDS_ALIKE in groups for sound in others)


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
    """Return how often a character is met in as much ordinary prose as a text; two together, as good as never."""
    known = tables()
    met = known.counts.get(ord(character), 0.0) if len(character) == 1 else 0.0
    return len(text) * exp(met - known.all_counted)
