"""Text in a form in which the same words compare equal, whoever typed or copied them; and words
looked up in a text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import attrs

from compiler.recall import recalled

ALIKE = (
    dict.fromkeys(map(ord, "“”„‟\u2033"), '"')
    | dict.fromkeys(map(ord, "‘’‚‛\u2032"), "'")
    | dict.fromkeys(map(ord, "—–―‐‑−"), "-")
)
"""Marks that keyboards and programs exchange for each other, beyond the widths that Unicode
itself knows."""

SENTENCE = re.compile(r"[^。;；!！?？\n]+[。;；!！?？]?")


@attrs.frozen
class Folded:
    """A text without blanks, all half-width; ``places[i]`` is where its character ``i`` stood."""

    text: str
    places: Sequence[int]


@recalled(1024)  # a measure's words are compared with its form, its issue and its answers
def fold(text: str) -> Folded:
    """Drop white space and what cannot be seen; make widths, quotation marks and dashes alike."""
    plain = list(map(_PLAIN.__getitem__, text))
    folded = "".join(plain)
    if len(folded) == len(text) and all(plain):
        return Folded(folded, range(len(text)))
    places = (place for place, characters in enumerate(plain) for _ in characters)
    return Folded(folded, tuple(places))


class _Plain(dict[str, str]):
    """What each character is compared as, worked out where it is met first."""

    def __missing__(self, character: str) -> str:
        self[character] = plain = _plain(character)
        return plain


_PLAIN = _Plain()


def _plain(character: str) -> str:
    """Return what a character is compared as: nothing for a blank or what nobody sees."""
    if "\u4e00" <= character <= "\u9fff" or character in "。、":
        return character
    if character.isspace() or unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    normal = unicodedata.normalize("NFKC", character.translate(ALIKE))
    return "".join(normal.casefold().split())


def occurrences(words: str, text: Folded) -> Iterator[tuple[int, int]]:
    """Yield where ``words`` stand in a text, as ranges of the text before it was folded; they do
    not overlap.
    """
    wanted = fold(words).text
    start = text.text.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        yield text.places[start], text.places[end - 1] + 1
        start = text.text.find(wanted, end)


def nearest_sentence(
    words: str, texts: Iterable[str], cutoff: float = 0.4
) -> tuple[int, str] | None:
    """Return the number (from 0) of the text, and its sentence, that shares most character pairs
    with ``words``.
    """
    wanted = _pairs(words)
    best, score = None, cutoff
    for number, text in enumerate(texts):
        for match in SENTENCE.finditer(text):
            shared = len(wanted & _pairs(match.group())) / len(wanted) if wanted else 0.0
            if shared > score:
                best, score = (number, match.group().strip()), shared
    return best


def _pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters of a folded text."""
    folded = fold(text).text
    return {folded[index : index + 2] for index in range(len(folded) - 1)}
