"""Rows of ``tables.bin``, each cut out or worked out when it is first asked for."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate
from operator import itemgetter
from zlib import crc32

from compiler.chinese.spelling.layout import GRAM_STEP, MARKS, QUARTERS, TIE, group_of
from compiler.chinese.spelling.runs import AN_EDGE, parted

REMEMBERED = 50_000
"""So many grams are kept at most: some megabytes."""
TIES = bytes((value & TIE) * QUARTERS for value in range(256))
"""What a pair's byte tells of the tie, in quarters."""
Parts = Mapping[str, memoryview]
Places = Mapping[int, int]
"""At which place of a stretch the row of a character, or of a syllable, lies, by its code."""
Strong = tuple[bytes, Sequence[int], bytes]
"""What makes a strong word with a neighbour: what it gains there, least first, itself, and its group."""
_TWO = (AN_EDGE, AN_EDGE | 1 << 8)
"""Two pairs that are never met: where at least two are looked up, :func:`itemgetter` returns a tuple."""
NOTHING: Strong = (b"", (), b"")


class Followers:
    """Which characters follow which, and the bytes of these pairs (see ``layout.TIE``)."""

    def __init__(self, codes: Sequence[int], parts: Parts) -> None:
        starts = starts_of(parts, "followers")
        self.begin = dict(zip(codes, starts, strict=False))
        self.end = dict(zip(codes, starts[1:], strict=True))
        self.all = str(parts["followers"], "utf-16-le")
        self.bytes = b"".join((parts["pairs"], b"\0"))  # the last for all never met, found at -1

    def byte(self, first: int, second: str) -> int:
        """Return the byte of two characters in a row."""
        begin, end = self.begin.get(first, 0), self.end.get(first, 0)
        return self.bytes[self.all.find(second, begin, end)]

    def bytes_of(self, pairs: Sequence[int]) -> bytes:
        """Return the bytes of two pairs or more by their numbers (see ``runs.pairs_of``), without a step of
        Python's own for each.
        """
        distinct = [*{*pairs, *_TWO}]
        first, second = parted(distinct)
        begin, end = self.begin, self.end
        if unknown := dict.fromkeys({*first}.difference(begin), 0):
            begin, end = begin | unknown, end | unknown
        starts, ends = itemgetter(*first)(begin), itemgetter(*first)(end)
        places = map(self.all.find, second, starts, ends)
        known = dict(zip(distinct, itemgetter(*places)(self.bytes), strict=True))
        return bytes(itemgetter(*pairs)(known))


class Texts(dict[int, str]):
    """For each character its row of a stretch."""

    def __init__(self, places: Places, parts: Parts, name: str) -> None:
        self.places, self.starts = places, starts_of(parts, name)
        self.all = str(parts[name], "utf-16-le")

    def __missing__(self, code: int) -> str:
        place, starts = self.places.get(code), self.starts
        self[code] = found = "" if place is None else self.all[starts[place] : starts[place + 1]]
        return found


class Looks(dict[int, frozenset[int]]):
    """For a character those that look like it."""

    def __init__(self, places: Places, parts: Parts) -> None:
        self.places, self.starts = places, starts_of(parts, "shapes")
        self.all = parts["shapes"].cast("H")

    def row(self, code: int) -> list[int]:
        """Return those that look like a character, the likest first."""
        place, starts = self.places.get(code), self.starts
        return [] if place is None else self.all[starts[place] : starts[place + 1]].tolist()

    def __missing__(self, code: int) -> frozenset[int]:
        self[code] = found = frozenset(self.row(code))
        return found


class Groups(dict[int, bytes]):
    """For a character the groups that it sounds like."""

    def __init__(self, sounds: Mapping[int, str], syllables: Sequence[int]) -> None:
        self.sounds = sounds
        self.group = {chr(syllable): group_of(syllable) for syllable in syllables}

    def __missing__(self, code: int) -> bytes:
        self[code] = found = bytes({*map(self.group.__getitem__, self.sounds[code])})
        return found


class After(dict[int, Strong]):
    """For a character what makes a strong word after it: its first followers."""

    def __init__(
        self, followers: Followers, quarters: bytearray, places: Places, parts: Parts
    ) -> None:
        self.begin, self.pairs, self.quarters = followers.begin, followers.bytes, quarters
        self.places, self.starts = places, starts_of(parts, "after")
        self.codes, self.groups = parts["followers"].cast("H"), bytes(parts["after_groups"])

    def __missing__(self, code: int) -> Strong:
        place, starts, found = self.places.get(code), self.starts, NOTHING
        if place is not None and (groups := self.groups[starts[place] : starts[place + 1]]):
            start = self.begin[code]
            own = slice(start, start + len(groups))
            strong = self.codes[own].tolist()
            common = bytes(itemgetter(*strong, AN_EDGE)(self.quarters)[:-1])  # two at least
            found = (sums(self.pairs[own].translate(TIES), common), strong, groups)
        self[code] = found
        return found


class Before(dict[int, Strong]):
    """For a character what makes a strong word before it."""

    def __init__(self, places: Places, parts: Parts) -> None:
        self.places, self.starts = places, starts_of(parts, "before")
        self.codes = parts["before"].cast("H")
        self.gains, self.groups = bytes(parts["before_gains"]), bytes(parts["before_groups"])

    def __missing__(self, code: int) -> Strong:
        place, starts, found = self.places.get(code), self.starts, NOTHING
        if place is not None:
            own = slice(starts[place], starts[place + 1])
            found = (self.gains[own], self.codes[own].tolist(), self.groups[own])
        self[code] = found
        return found


class Grams(dict[bytes, float]):
    """The logarithm of how often three or four characters in a row, in UTF-16, are met, or -1."""

    def __init__(self, slots: memoryview) -> None:
        self.slots, self.count = slots, len(slots)

    def __missing__(self, gram: bytes) -> float:
        if len(self) >= REMEMBERED:
            self.clear()
        slots, count, value = self.slots, self.count, -1.0
        hashed = crc32(gram)
        at, mark = hashed % count, hashed // count % MARKS + 1  # as ``layout.slot_of`` tells
        while held := slots[at]:
            if held >> 4 == mark:
                value = (held & 15) * GRAM_STEP
                break
            at = (at + 1) % count
        self[gram] = value
        return value


def heard_in(strong: Strong, groups: bytes, least: int) -> list[int]:
    """Return those of a row that sound like any of some groups and gain at least so much, in quarters; one
    of several groups may come twice.
    """
    gains, characters, heard = strong
    found = []
    for group in groups:
        if group in heard:
            at = heard.find(group, bisect_left(gains, least))
            while at >= 0:
                found.append(characters[at])
                at = heard.find(group, at + 1)
    return found


def gaining_in(strong: Strong, least: int) -> Sequence[int]:
    """Return those of a row that gain at least so much, in quarters."""
    gains, characters, _ = strong
    return characters[bisect_left(gains, least) :] if gains[-1] >= least else ()


def starts_of(parts: Parts, name: str) -> array[int]:
    """Return where each row of a stretch begins, and where the last one ends."""
    return array("I", accumulate(parts[name + "_lengths"].cast("H"), initial=0))


def sums(*rows: bytes) -> bytes:
    """Return what rows of bytes add up to, byte by byte, none to more than a byte: as numbers of many
    digits they are added in one step.
    """
    return sum([int.from_bytes(row, "little") for row in rows]).to_bytes(len(rows[0]), "little")
