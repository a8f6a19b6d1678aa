"""Half-width and full-width punctuation (GB/T 15834-2011; digits and Latin letters stay
half-width).
"""

from __future__ import annotations

import re
import unicodedata

FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
HALF = {full: half for half, full in FULL.items()}
_HALVED = str.maketrans(HALF)
FULL_DIGITS = {chr(0xFF10 + digit): str(digit) for digit in range(10)} | {"％": "%", "．": "."}
CHANGING = re.compile(f"[{re.escape(''.join((*FULL, *FULL_DIGITS)))}]")
"""What full-width punctuation is written otherwise; most texts hold none of it."""
TWINS = {0xFEE0 + code: code for code in range(0x21, 0x7F)}
"""Unicode's block of full-width forms holds the printable characters of ASCII in their order."""
LATIN = re.compile(r"[A-Za-z]")
ADDRESS = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.)[A-Za-z0-9._~:/?#\[\]@!$&'*+=%-]*[A-Za-z0-9_~/#&=%-]"
)
"""A web address, without the marks that may follow it in a sentence."""

MEETING = re.compile(r"(?<=[A-Za-z0-9])(?=[^\W\x00-\x7f])|(?<=[^\W\x00-\x7f])(?=[A-Za-z0-9])")
"""Where Chinese meets a figure or a Latin letter; beside marks there is no gap."""

GAP = 0.4
"""What LibreOffice leaves there, in half characters: a fifth of the type size."""


class Widths(dict[str, int]):
    """The widths of characters in half characters, looked up once each."""

    def __missing__(self, character: str) -> int:
        wide = unicodedata.east_asian_width(character) in "WFA"
        return self.setdefault(character, 2 if wide else 1)


WIDTHS = Widths()


def to_full_width(text: str) -> str:
    """Return ``text`` with full-width punctuation, character for character the same length; twice
    changes nothing more.

    A comma or colon between two digits, marks between Latin words, brackets that belong to a
    Latin word, and web addresses stay as they are.
    """
    if CHANGING.search(text) is None:
        return text
    out = [FULL_DIGITS.get(character, character) for character in text]
    kept = {index for match in ADDRESS.finditer("".join(out)) for index in range(*match.span())}
    opened: list[int] = []
    for index, character in enumerate(out):
        before = out[index - 1] if index else ""
        after = out[index + 1] if index + 1 < len(out) else ""
        if character == "(":
            opened.append(index)
        elif character == ")":
            start = opened.pop() if opened else None
            if start is None or not _latin_brackets(out, start, index):
                out[index] = FULL[")"]
                if start is not None:
                    out[start] = FULL["("]
        elif character in FULL and index not in kept and not _stays(character, before, after):
            out[index] = FULL[character]
    for start in opened:
        out[start] = FULL["("]
    return "".join(out)


def to_half_width(text: str) -> str:
    """Return ``text`` with every full-width mark of :data:`FULL` half-width: a form in which
    widths compare equal.
    """
    return text.translate(_HALVED)


def to_ascii(text: str) -> str:
    """Return ``text`` with every full-width digit, letter and mark as its ASCII twin, the same
    length.
    """
    return text.translate(TWINS)


def text_width(text: str) -> int:
    """Return the width of ``text`` in half characters: Chinese characters and marks count two,
    figures and Latin one.
    """
    return sum(map(WIDTHS.__getitem__, text))


def spaced_width(text: str) -> float:
    """The same where a program sets Chinese and figures or Latin a fifth of a character apart,
    whatever the file says.
    """
    return text_width(text) + GAP * len(MEETING.findall(text))


def _stays(character: str, before: str, after: str) -> bool:
    """Tell whether a half-width mark belongs to a number or to Latin words and keeps its width."""
    if before.isascii() and after.isascii() and before.isdigit() and after.isdigit():
        return character in ",:"
    return bool(LATIN.match(before)) and (after == " " or bool(LATIN.match(after)))


def _latin_brackets(out: list[str], start: int, end: int) -> bool:
    """Tell whether brackets hold Latin text behind a Latin word, whose width they then keep."""
    before = out[start - 1] if start else ""
    return bool(LATIN.match(before)) and end > start + 1 and "".join(out[start + 1 : end]).isascii()
