"""What a field of Word shows: its result, or, of a field that has none, what it draws itself."""

from __future__ import annotations

import re

from compiler.chinese.numerals import CIRCLED

PAGING = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF")
"""Fields whose result depends on who sets the pages."""
CONTENTS = ("TOC", "INDEX", "TOA")
DRAWN = (
    "EQ",
    "SYMBOL",
    "AUTONUM",
    "AUTONUMLGL",
    "AUTONUMOUT",
    "LISTNUM",
    "FORMDROPDOWN",
    "ADDRESSBLOCK",
)
"""Fields that show something though the file has no result of theirs."""
BUTTONS = ("MACROBUTTON", "GOTOBUTTON")
ENCIRCLED = re.compile(
    r"EQ\s+\\o\s*\\ac\s*\(\s*[○〇◯Oo]\s*[,，;；]\s*([0-9]{1,2})\s*\)", re.IGNORECASE
)
ENCIRCLED_WORD = re.compile(
    r"EQ\s+\\o\s*\\ac\s*\(\s*[○〇◯□△◇Oo]\s*[,，;；]\s*([^(),\\]+?)\s*\)", re.IGNORECASE
)
WITH_READING = re.compile(
    r"EQ\s.*\\o\s*\\a[dc]\s*\(\s*\\s\s*\\up\s*[0-9]+\s*\(([^()]*)\)\s*[,，;；]\s*([^(),\\]+?)\s*\)",
    re.IGNORECASE,
)
"""How the phonetic guide is written by older programs: a reading, and the character below it."""


def name_of(instruction: str) -> str:
    """Return the name of a field."""
    words = instruction.split(maxsplit=1)
    return words[0].upper() if words else ""


def draws(instruction: str) -> bool:
    """Tell whether a field that has no result shows something."""
    return name_of(instruction) in (*DRAWN, *BUTTONS)


def drawn_text(instruction: str) -> str | None:
    """Return what a field without a result shows, ``None`` if that is not known."""
    if name_of(instruction) in BUTTONS:
        return "".join(instruction.split(maxsplit=2)[2:])
    if match := ENCIRCLED.search(instruction):
        number = int(match.group(1))
        return CIRCLED[number - 1] if 1 <= number <= len(CIRCLED) else str(number)
    if match := ENCIRCLED_WORD.search(instruction):
        return match.group(1)
    if match := WITH_READING.search(instruction):
        return match.group(2)
    return None
