"""How ``tables.bin`` is laid out: named stretches of bytes, and what its small numbers stand for.

The file is a header and then the stretches one after another. The header is a magic word and each
stretch's length, all little-endian. The script that writes the file and the module that looks
things up in it both go by this page.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from math import log
from mmap import mmap
from zlib import crc32

MAGIC = b"ZGSP0003"
STRETCHES = (
    "characters",  # UTF-16: every character known, EDGE first
    "counts",  # a byte a character: how often it is met, in steps of COUNT_STEP
    "alone",  # a byte a character: how often it is a word by itself, in the same steps
    "followers_lengths",  # u16 a character: how many ``followers`` it has
    "followers",  # UTF-16: for each character those that are met after it, first those that make a
    # strong word, by what they gain and once for each of their groups, then the most often met first
    "pairs",  # a byte a follower: what is known of the pair (see ``TIE``)
    "sounds_lengths",  # u16 a character: how many ``sounds`` it has
    "sounds",  # UTF-16: for each character its syllables (see ``SOUNDS``)
    "after_lengths",  # u16 a character: how many of its ``followers`` make a strong word
    "after_groups",  # a byte each: what it sounds like (see ``groups_of``)
    "before_lengths",  # u16 a character: how many ``before`` it has
    "before",  # UTF-16: for each character those that make a strong word before it, likewise
    "before_gains",  # a byte each: how common it is and how tied, together, in ``QUARTERS``
    "before_groups",  # a byte each: what it sounds like
    "shapes_lengths",  # u16 a character: how many ``shapes`` it has
    "shapes",  # UTF-16: for each character those that look like it, the likest first
    "syllables",  # UTF-16: all syllables
    "words_lengths",  # u16 a syllable: how many ``words`` it has, as characters
    "words",  # UTF-16: for each syllable the words of two characters that begin so, by their second
    "grams",  # u16 a slot: three and four characters in a row, and how often (see ``slot_of``)
)
EDGE = "|"
"""Stands for whatever is no Chinese character, before and after a run of those."""
SOUNDS = 0xE000
"""Syllables are written as characters from here on, eight for each group that sounds alike (zh and z,
-ing and -in, l and n)."""
SOUNDS_ALIKE = 8
GROUPS = 251
"""Groups are told apart in a byte by what is left when they are divided by this; a character of several
groups stands in a list once for each."""
SILENT = 255
"""The group of a character that nobody knows how to say."""
COUNT_STEP = 0.08
"""Natural logarithms of counts are kept in these steps where a byte is spent on them,"""
GRAM_STEP = log(2)
"""and in these where four bits are."""
TIE = 15
"""Mask of the lower half of a pair's byte: how much oftener than by chance the two meet, a natural
logarithm plus ``NEVER``; 0 if never. The upper half is the strength of the strongest word in which
they are neighbours."""
NEVER = 2
MARKS = 4095
"""So many marks tell grams apart that are looked for in the same slot."""
QUARTERS = 4
"""Ties and habits are added up in quarters, so that three of them fit into a byte."""
COMMON = 6
"""So strong must a word of two characters be to stand under ``words``."""
STRONG = 5
"""From here on a pair is in a word that people write often: about e to the 5th times in 12 million
words, which all counts are scaled to."""


def packed(stretches: Mapping[str, bytes]) -> bytes:
    """Return the file's bytes."""
    parts = [stretches[name] for name in STRETCHES]
    header = MAGIC + struct.pack(f"<{len(parts)}I", *map(len, parts))
    return header + b"".join(part + bytes(-len(part) % 4) for part in parts)


def unpacked(data: bytes | mmap) -> dict[str, memoryview]:
    """Return the stretches, none of them copied."""
    lengths = struct.unpack_from(f"<{len(STRETCHES)}I", data, len(MAGIC))
    view, at, found = memoryview(data), len(MAGIC) + 4 * len(STRETCHES), {}
    for name, length in zip(STRETCHES, lengths, strict=True):
        found[name] = view[at : at + length]
        at += length + -length % 4
    return found


def group_of(sound: int) -> int:
    """Return the byte of the group that a syllable, written as a character of this code, belongs to."""
    return (sound - SOUNDS) // SOUNDS_ALIKE % GROUPS


def slot_of(gram: bytes, slots: int) -> tuple[int, int]:
    """Return where the slot of a gram, in UTF-16, is looked for first, and its mark there, 1 to 4,095.

    A slot holds the mark in its upper 12 bits and the count, in steps of ``GRAM_STEP``, in the lower
    4; an empty one is 0. Where a slot is taken, the next is tried. One gram in about a thousand is
    taken for another: a count too many, which alone never makes a finding.
    """
    hashed = crc32(gram)
    return hashed % slots, hashed // slots % MARKS + 1
