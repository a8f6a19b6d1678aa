"""A1 names and positions."""

from __future__ import annotations

import re
from functools import lru_cache

NAME = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
FORGIVEN = re.compile(r"\s*\$?([A-Za-z]{1,3})\$?0*([1-9]\d{0,6})\s*")
ROWS, COLUMNS = 1_048_576, 16_384
"""Where every sheet ends."""


@lru_cache(maxsize=2**14)  # forms have the same few hundred cells
def address(row: int, column: int) -> str:
    """Return the A1 name of a zero-based position."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def position(name: str) -> tuple[int, int]:
    """Return the zero-based (row, column) of an A1 name; :class:`ValueError` if it is none."""
    place = place_of(name) if NAME.fullmatch(name) else None
    if place is None:
        raise ValueError(f"{name!r} is no cell")
    return place


@lru_cache(maxsize=2**14)
def place_of(name: str) -> tuple[int, int] | None:
    """Return the position of a name as some program wrote it ($a$01), ``None`` if it is none, or
    beyond where sheets end.
    """
    match = FORGIVEN.fullmatch(name)
    if match is None:
        return None
    column = 0
    for letter in match.group(1).upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match.group(2))
    return (row - 1, column - 1) if row <= ROWS and column <= COLUMNS else None
