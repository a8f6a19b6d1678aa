"""What a pattern is said to begin with is what it can begin with: derived from the pattern itself."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import compiler.checks
import compiler.chinese
from compiler.checks.language.sentences import GLUED, GLUED_FIRSTS
from compiler.chinese.beginnings import beginning_with

SAID = re.compile(r"\(\?=(\[.+?\])\)\(\?:(.*)\)", re.DOTALL)
CATEGORIES = {ops.CATEGORY_DIGIT: "0", ops.CATEGORY_SPACE: " "}
"""One character of each category: a class has all of it or none."""


def firsts(parsed: Iterable[tuple[Any, Any]]) -> tuple[set[str], bool]:
    """Return the characters that matches of a parsed pattern begin with, and whether one may be
    empty.
    """
    found: set[str] = set()
    for op, value in parsed:
        own, empty = _of_one(op, value)
        found |= own
        if not empty:
            return found, False
    return found, True


def _of_one(op: Any, value: Any) -> tuple[set[str], bool]:
    if op is ops.LITERAL:
        return {chr(value)}, False
    if op is ops.IN:
        return {character for item in value for character in _of_class(*item)}, False
    if op is ops.BRANCH:
        branches = [firsts(branch) for branch in value[1]]
        return set().union(*(own for own, _ in branches)), any(empty for _, empty in branches)
    if op is ops.SUBPATTERN:
        return firsts(value[3])
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT):
        own, empty = firsts(value[2])
        return own, empty or value[0] == 0
    if op in (ops.ASSERT, ops.ASSERT_NOT, ops.AT):
        return set(), True
    raise AssertionError(f"a pattern that says how it begins cannot begin with {op}")


def _of_class(op: Any, value: Any) -> Iterator[str]:
    if op is ops.LITERAL:
        yield chr(value)
    elif op is ops.RANGE:
        yield from map(chr, range(value[0], value[1] + 1))
    else:
        assert op is ops.CATEGORY
        yield CATEGORIES[value]


def _left_out(characters: str, pattern: str) -> set[str]:
    """Return the first characters of a pattern that a class does not have; a match may not be empty."""
    own, empty = firsts(_parser.parse(pattern))
    assert not empty
    return {character for character in own if not re.match(characters, character)}


def _saying() -> dict[str, re.Match[str]]:
    """Return the patterns of modules that say how they begin."""
    found = {}
    for package in (compiler.chinese, compiler.checks):
        for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            for name, value in vars(importlib.import_module(info.name)).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    said = SAID.fullmatch(value.pattern)
                    found |= {f"{info.name}.{name}": said} if said else {}
    return found


@pytest.mark.parametrize("name", sorted(_saying()))
def test_a_pattern_begins_with_nothing_else_than_it_says(name: str) -> None:
    assert not _left_out(*_saying()[name].groups())


def test_glued_paragraphs_begin_with_nothing_else_than_is_said() -> None:
    assert not _left_out(f"[{GLUED_FIRSTS}]", GLUED)


def test_many_patterns_say_how_they_begin() -> None:
    assert len(_saying()) >= 15


def test_a_character_left_out_is_noticed() -> None:
    said = SAID.fullmatch(beginning_with("甲\\d", "(?<!丙)(?:甲|乙?\\d)").pattern)
    assert said is not None
    assert _left_out(*said.groups()) == {"乙"}
