"""Patterns that say with which characters they begin, so that a text's other places are passed over
at once.
"""

from __future__ import annotations

import re


def beginning_with(characters: str, pattern: str) -> re.Pattern[str]:
    """Return a compiled pattern that is tried only where one of ``characters`` stands, which are
    written as in a class.

    No match may begin otherwise: ``tests/test_beginnings.py`` derives the characters from the
    pattern. It pays where a pattern begins with alternatives, with what may be left out or with a
    look behind: then the engine has nothing to pass over places by.
    """
    return re.compile(f"(?=[{characters}])(?:{pattern})")
