"""What a cell's text becomes before it is printed, with a record of every character that was
touched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import attrs

from compiler.chinese.look_alikes import SUSPECT, meant
from compiler.recall import recalled
from compiler.visible import called

FULL_WIDTH_DIGITS = re.compile("[\uff10-\uff19]+")
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u26ff\u2700-\u27bf\ufe0f\u20e3]+")

FILLERS = frozenset("\u3164\u115f\u1160\uffa0\u2800\ufffc")
"""Letters and signs by Unicode's tables of which nothing is seen: Hangul fillers, the empty Braille
pattern, the place of an object."""

STEERING = ("Cc", "Cf", "Zl", "Zp", "Cs")
"""Kinds of characters that would steer a terminal, or turn the direction of what follows."""


@attrs.frozen
class CleaningNote:
    """A range of the raw text that was changed or looks wrong: ``kind`` is break, invisible, emoji,
    digits, alike (a look-alike that was replaced) or unknown (one that cannot be).
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
    """Drop outer white space, line breaks, tabs and characters that cannot be seen or printed,
    replace look-alikes; remark on what shows.
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
    if SUSPECT.search(raw):
        notes += _look_alikes(raw)
        text = "".join(meant(raw[index]) or raw[index] for index in kept)
    else:
        text = "".join(raw[index] for index in kept)
    return Cleaned(text, None if len(text) == len(raw) else tuple(kept), tuple(notes))


def _look_alikes(raw: str) -> Iterator[CleaningNote]:
    """Yield a note of all characters that stand for others, at the first of them, and one for each
    that stands for nothing known.
    """
    found = [(match, meant(match.group())) for match in SUSPECT.finditer(raw)]
    replaced = [(match, plain) for match, plain in found if plain not in (None, match.group())]
    if replaced:
        characters = dict.fromkeys(str(plain) for _, plain in replaced)
        yield CleaningNote("alike", *replaced[0][0].span(), "、".join(characters))
    for match, plain in found:
        if plain is None:
            yield CleaningNote("unknown", *match.span(), called(match.group()))


def _suspicious(raw: str) -> bool:
    """Tell whether a text has printable characters that are to be replaced or remarked on."""
    return bool(EMOJI.search(raw) or FULL_WIDTH_DIGITS.search(raw) or SUSPECT.search(raw))


def _fault(character: str) -> str | None:
    """Return what to call a character that no text should hold, ``None`` for any other."""
    if character in "\n\r\v\f\t\u2028\u2029\x85":
        return "break"
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Cn", "Cs") or character in FILLERS:
        return None if character == "\u200d" else "invisible"
    return None


def is_blank(text: str) -> bool:
    """Tell whether nothing of ``text`` is seen."""
    seen = text.strip()
    return not seen or (_unseen(seen[0]) and all(map(_unseen, seen)))


@recalled(4096)
def _unseen(character: str) -> bool:
    """Tell whether a character leaves the paper white."""
    return character.isspace() or character in FILLERS or unicodedata.category(character) == "Cf"


def printable(text: str) -> str:
    """Return a text of the same length on one line and harmless to a terminal."""
    return "".join(
        " " if unicodedata.category(character) in STEERING else character for character in text
    )
