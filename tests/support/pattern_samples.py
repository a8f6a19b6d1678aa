"""Texts made from a pattern, so that it can be asked what it finds that nobody wrote for it."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from random import Random
from typing import Any

FILLING = "整改工作推进落实项目群众资金部门"
"""What stands where a pattern takes any character, or any Chinese one."""
_parser: Any = importlib.import_module("re._parser")
"""How Python itself reads a pattern; it has no public name."""


def sample(pattern: re.Pattern[str], chance: Random) -> str:
    """Return a text by the pattern's parts, with what it wants before and behind. It need not match:
    what must not stand there is not looked at.
    """
    return _text(_parser.parse(pattern.pattern, pattern.flags & re.MULTILINE), chance)


def _text(parts: Iterable[tuple[Any, Any]], chance: Random) -> str:
    return "".join(_part(str(kind), value, chance) for kind, value in parts)


def _part(kind: str, value: Any, chance: Random) -> str:
    if kind == "LITERAL":
        return chr(value)
    if kind == "NOT_LITERAL":
        return chance.choice(FILLING.replace(chr(value), ""))
    if kind == "ANY":
        return chance.choice(FILLING)
    if kind == "IN":
        return _one_of(value, chance)
    if kind == "BRANCH":
        return _text(chance.choice(value[1]), chance)
    if kind == "SUBPATTERN":
        return _text(value[3], chance)
    if kind in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, repeated = value
        times = chance.randint(least, min(most, least + 2))
        return "".join(_text(repeated, chance) for _ in range(times))
    return _text(value[1], chance) if kind == "ASSERT" else ""


def _one_of(members: Iterable[tuple[Any, Any]], chance: Random) -> str:
    """Return a character of a class; of a wide range one of ``FILLING``."""
    told = [(str(kind), value) for kind, value in members]
    letters = "".join(chr(value) for kind, value in told if kind == "LITERAL")
    letters += "0123456789" * any(kind == "CATEGORY" for kind, _ in told)
    ranges = [value for kind, value in told if kind == "RANGE"]
    if told[0][0] == "NEGATE":
        free = [
            letter
            for letter in FILLING
            if letter not in letters and not any(a <= ord(letter) <= b for a, b in ranges)
        ]
        return chance.choice(free or ["x"])
    for first, last in ranges:
        wide = first <= ord(FILLING[0]) <= last
        letters += chance.choice(FILLING) if wide else chr(chance.randint(first, last))
    return chance.choice(letters)
