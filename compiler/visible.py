"""Text from outside as messages and comments show it: on one line, and nothing in it unseen.

A note, a label or a sheet's name may hold whatever a program let into it. Word and Excel give much
of it back as something else, consoles obey it, and readers do not see what is the matter: so it is
shown as marks of its own.
"""

from __future__ import annotations

import re
import unicodedata

LINE_BREAK = "换行"
NAMES = {
    "\n": LINE_BREAK,
    "\r": LINE_BREAK,
    "\v": LINE_BREAK,
    "\t": "制表符",
    "\u200b": "零宽空格",
    "\ufeff": "零宽空格",
    "\u200e": "方向标记",
    "\u200f": "方向标记",
    "\u00ad": "软连字符",
}
"""What a clerk calls the characters that arrive with pasted text."""

BREAK_MARK = "／"
"""Stands for a line break, as where verse is quoted: a blank would hide that there was one."""

BLANKS = re.compile(r"\s+")
BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")
INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp")
JOINER = "\u200d"
"""Holds the parts of one emoji together: it is seen by what it does."""

NO_CHARACTERS = "\ufffe\uffff"
"""Not allowed in XML, although of no kind that tells."""


def visible(text: str) -> str:
    """Return ``text`` with line breaks, however many and with the blanks about them, as ／.

    Other blanks stay as they are, but a tab is a plain one; any other character that nobody sees is
    named in brackets. What is returned stays as it is if it is passed again.
    """
    if text.isprintable():
        return text
    return "".join(map(_shown, BLANKS.sub(_blank, text)))


def called(character: str) -> str:
    """Return what a clerk calls a character that cannot be seen."""
    return NAMES.get(character, f"U+{ord(character):04X}")


def _blank(match: re.Match[str]) -> str:
    """Return what stands for a run of blanks: one mark for any with a line break in it."""
    run = match.group()
    if not BREAKS.isdisjoint(run):
        return BREAK_MARK
    return "".join(" " if unicodedata.category(each) == "Cc" else each for each in run)


def _shown(character: str) -> str:
    """Return a character, by its name in brackets if nobody can see it."""
    hidden = unicodedata.category(character) in INVISIBLE or character in NO_CHARACTERS
    return f"〔{called(character)}〕" if hidden and character != JOINER else character
