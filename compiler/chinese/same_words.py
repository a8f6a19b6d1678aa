"""A text as a row of words, alike wherever only a program's habits differ: what an edit is told by.

Width, the shape of quotation marks and dashes, blanks and what nobody sees make no difference; the
end of a paragraph does. Numbers and Latin words are words of their own, any other character is one.
"""

from __future__ import annotations

import re
import unicodedata

import attrs

from compiler.recall import recalled

PARAGRAPH = "\n"
"""What ends a paragraph: the one blank that means something."""

ALIKE = str.maketrans(
    dict.fromkeys("“”„‟″＂", '"')
    | dict.fromkeys("‘’‚‛′＇", "'")
    | dict.fromkeys("—–―‐‑−－", "-")
    | {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {"\uff61": "。", "\uff64": "、"}
)
"""Marks that keyboards and programs exchange for each other; letters keep their case, raised digits
and measures stay what they are."""

WORD = re.compile(r"\d+(?:[.,]\d+)*%?|[A-Za-z]+|.", re.DOTALL)


@attrs.frozen
class Words:
    """The words of a text; the ``i``-th stood at ``places[i]``, a range of it."""

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


def words_of(text: str) -> Words:
    """Return the words of a text."""
    plain: list[str] = []
    at: list[int] = []
    for place, character in enumerate(text):
        if kept := _plain(character):
            plain.append(kept)
            at.append(place)
    found = [match.span() for match in WORD.finditer("".join(plain))]
    return Words(
        tuple("".join(plain[first:last]) for first, last in found),
        tuple((at[first], at[last - 1] + 1) for first, last in found),
    )


def plainly(text: str) -> str:
    """Return a text without what makes no difference: two that say the same are equal so."""
    return "".join(map(_plain, text))


@recalled(8192)
def _plain(character: str) -> str:
    """Return what a character is compared as, nothing for one that makes no difference."""
    if character == PARAGRAPH:
        return character
    if character.isspace() or unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    return character.translate(ALIKE)
