"""Words looked up as people mean them: a number is a number whole, however its thousands are
parted.
"""

from __future__ import annotations

import re

from compiler.chinese.cleaning import printable
from compiler.chinese.folding import Folded, fold, occurrences
from compiler.chinese.shortening import both_ends

SEPARATOR = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
DIGITS_BEFORE = re.compile(r"\d[.,，]?$")
DIGITS_AFTER = re.compile(r"[.,，]?\d")
LONGEST = 60
"""How many characters of somebody's words are quoted back: enough to know them again."""


def find_words(words: str, text: str, folded: Folded) -> list[tuple[int, int]]:
    """Return where ``words`` stand in ``text``, which is given folded, too.

    Words that begin or end with a digit are not found inside a longer number while they stand
    somewhere by themselves. 1,620 is found where 1620 stands, and the other way round, if it does
    not stand there as it was written.
    """
    found = [*occurrences(words, folded)]
    if not found and any(character.isdigit() for character in words):
        found = [*occurrences(SEPARATOR.sub("", fold(words).text), _unseparated(folded))]
    return [bounds for bounds in found if not _cuts_a_number(text, *bounds)] or found


def _unseparated(folded: Folded) -> Folded:
    """Return a folded text without the commas between thousands, each character still with its
    place.
    """
    left_out = {match.start() for match in SEPARATOR.finditer(folded.text)}
    kept = [index for index in range(len(folded.text)) if index not in left_out]
    return Folded(
        "".join(folded.text[index] for index in kept), tuple(folded.places[index] for index in kept)
    )


def _cuts_a_number(text: str, start: int, end: int) -> bool:
    """Tell whether a range begins or ends inside a number: 20 within 1,620 or 20.5."""
    begins = text[start].isdigit() and DIGITS_BEFORE.search(text[max(0, start - 2) : start])
    ends = text[end - 1].isdigit() and DIGITS_AFTER.match(text[end : end + 2])
    return bool(begins or ends)


def quotable(text: str) -> str:
    """Return somebody's words as they can be quoted in a sentence, not too long."""
    shown = printable(text)
    return both_ends(shown, LONGEST)
