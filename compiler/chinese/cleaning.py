"""What a cell's text becomes before it is printed, with a record of every character that was
touched.
"""

from __future__ import annotations

import re
import unicodedata

import attrs

from compiler.visible import called

FULL_WIDTH_DIGITS = re.compile("[\uff10-\uff19]+")
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u26ff\u2700-\u27bf\ufe0f\u20e3]+")

STEERING = ("Cc", "Cf", "Zl", "Zp", "Cs")
"""Kinds of characters that would steer a terminal, or turn the direction of what follows."""


@attrs.frozen
class CleaningNote:
    """A range of the raw text that was changed or looks wrong: ``kind`` is break, invisible,
    emoji or digits.
    """

    kind: str
    start: int
    end: int
    detail: str


@attrs.frozen
class Cleaned:
    """The printable text; ``offsets[i]`` is where its character ``i`` stood, ``None`` if nothing
    moved.
    """

    text: str
    offsets: tuple[int, ...] | None
    notes: tuple[CleaningNote, ...]


def clean(raw: str) -> Cleaned:
    """Drop outer white space, line breaks, tabs and characters that cannot be seen or printed;
    remark on what shows.
    """
    if raw.isprintable() and raw == raw.strip() and not _suspicious(raw):
        return Cleaned(raw, None, ())
    first = len(raw) - len(raw.lstrip())
    last = len(raw.rstrip())
    kept: list[int] = []
    notes: list[CleaningNote] = []
    for index in range(first, last):
        kind = _fault(raw[index])
        if kind is None:
            kept.append(index)
        elif notes and notes[-1].kind == kind and notes[-1].end == index:
            notes[-1] = attrs.evolve(notes[-1], end=index + 1)
        else:
            notes.append(CleaningNote(kind, index, index + 1, called(raw[index])))
    for kind, pattern in (("emoji", EMOJI), ("digits", FULL_WIDTH_DIGITS)):
        notes += (CleaningNote(kind, m.start(), m.end(), m.group()) for m in pattern.finditer(raw))
    text = "".join(raw[index] for index in kept)
    return Cleaned(text, None if text == raw else tuple(kept), tuple(notes))


def _suspicious(raw: str) -> bool:
    return bool(EMOJI.search(raw) or FULL_WIDTH_DIGITS.search(raw))


def _fault(character: str) -> str | None:
    if character in "\n\r\v\f\t\u2028\u2029\x85":
        return "break"
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Co", "Cn", "Cs"):
        return None if character == "\u200d" else "invisible"
    return None


def printable(text: str) -> str:
    """Return a text of the same length on one line and harmless to a terminal."""
    return "".join(
        " " if unicodedata.category(character) in STEERING else character for character in text
    )
