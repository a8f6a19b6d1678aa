"""Common words of two characters that sound like two others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from compiler.chinese.spelling.layout import SOUNDS, TIE
from compiler.chinese.spelling.rows import Followers, Parts, starts_of

SOUND = re.compile(f"[{chr(SOUNDS)}-\uffff]")
Homophone = tuple[int, int, float, int]
"""The two characters of a word, how common they are and how they are tied, together, and the tie."""


class Homophones:
    """The common words of two characters by their sound."""

    def __init__(
        self,
        sounds: Mapping[int, str],
        counts: Mapping[int, float],
        followers: Followers,
        syllables: Sequence[int],
        parts: Parts,
    ) -> None:
        self.sounds, self.counts, self.followers = sounds, counts, followers
        self.words = str(parts["words"], "utf-16-le")
        starts = starts_of(parts, "words")
        self.spans = dict(zip(map(chr, syllables), pairwise(starts), strict=True))

    def of(self, one: int, other: int) -> list[Homophone]:
        """Return the common words that sound like two characters."""
        words, find = self.words, self.words.find
        found = ""
        for first in self.sounds[one]:
            begin, end = self.spans[first]
            for second in self.sounds[other]:
                start = find(second, begin, end) + 1
                if start:
                    following = SOUND.search(words, start, end)
                    found += words[start : following.start() if following else end]
        return [*self._weighed(found)] if found else []

    def _weighed(self, words: str) -> Iterator[Homophone]:
        counts = self.counts
        for one, second in zip(words[::2], words[1::2], strict=True):
            first = ord(one)
            tie = self.followers.byte(first, second) & TIE
            yield first, ord(second), counts[first] + counts[ord(second)] + tie, tie
