"""A1 names and positions."""

from __future__ import annotations

import re
from functools import lru_cache

NAME = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
FORGIVEN = re.compile(r"\s*\$?([A-Za-z]{1,3})\$?0*([1-9]\d{0,6})\s*")
ROWS, COLUMNS = 1_048_576, 16_384
"""Where every sheet ends."""


@lru_cache(maxsize=1024)  # columns, few of which are ever used
def letters(column: int) -> str:
    """Return what a zero-based column is called."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def address(row: int, column: int) -> str:
    """Return the A1 name of a zero-based position."""
    return f"{letters(column)}{row + 1}"


def position(name: str) -> tuple[int, int]:
    """Return the zero-based (row, column) of an A1 name; :class:`ValueError` if it is none."""
    match = NAME.fullmatch(name)
    if match is None:
        raise ValueError(f"{name!r} is no cell")
    return int(match.group(2)) - 1, _column(match.group(1))


def forgiving_position(name: str) -> tuple[int, int] | None:
    """Return the position of a name that a program wrote in its own way ($a$01), ``None`` if it is
    none.
    """
    match = FORGIVEN.fullmatch(name)
    return (int(match.group(2)) - 1, _column(match.group(1).upper())) if match else None


@lru_cache(maxsize=1024)
def _column(name: str) -> int:
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
