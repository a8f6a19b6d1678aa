"""A1 names and positions."""

from __future__ import annotations

import re

NAME = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


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
    match = NAME.fullmatch(name)
    if match is None:
        raise ValueError(f"{name!r} is no cell")
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match.group(2)) - 1, column - 1
