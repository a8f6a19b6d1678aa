"""Numbers at the beginning of paragraphs, in any style, and which of them really count something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import attrs

from compiler.notice.drawn_numbers import read_drawn
from compiler.notice.numbering import SERIES_WORDS, Numbering

Style = tuple[str, str, str]
"""What stands before the numeral, what it is written with (chinese, digits, circled, words), and what
stands behind it."""

MEMBER_SUFFIXES = ("是",)
LONGEST = 16
IN_TURN = 0.6
"""How many numbers of a series must follow the one before, or begin anew: people misnumber."""


@attrs.frozen
class Mark:
    """A number at the beginning of a text: its style, its value, how long it is, and whether it can be
    nothing else.
    """

    style: Style
    number: int
    length: int
    certain: bool = True


def write(style: Style, number: int) -> str:
    """Return a number of a style as it is drawn."""
    return Numbering(*style).write(number)


def is_member(style: Style) -> bool:
    """Tell whether a style marks the members of a series in prose (一是, 首先, 第一,), never a heading."""
    prefix, form, suffix = style
    return (
        form == "words" or suffix in MEMBER_SUFFIXES or (prefix == "第" and suffix in (",", "、"))
    )


def read_mark(half: str) -> Mark | None:
    """Return the number that a text in half width begins with, ``None`` if it begins with none."""
    text = half[:LONGEST]
    for number, word in enumerate(SERIES_WORDS, 1):
        if text.startswith(word):
            suffix = text[2:3] if text[2:3] in (",", ":", "、") else ""
            return Mark(("", "words", suffix), number, 2 + len(suffix))
    drawn = read_drawn(text)
    if drawn is None:
        return None
    numbering = drawn.numbering
    decimal = numbering.suffix == "." and text[drawn.length : drawn.length + 1].isdigit()
    if decimal or text.startswith("一是否"):
        return None
    return Mark(numbering.pattern, numbering.first, drawn.length, drawn.certain)


def within(half: str, start: int = 0) -> Iterator[tuple[int, Mark]]:
    """Yield the numbers that stand inside a text where a sentence or a clause begins."""
    for match in re.finditer(r"(?:^|[。;:!?”])", half[start:]):
        position = start + match.end()
        mark = read_mark(half[position : position + LONGEST])
        if mark is not None and mark.certain:
            yield position, mark


def runs_in(half: str) -> bool:
    """Tell whether a text that begins with a first number goes on to the second one itself."""
    first = read_mark(half)
    return (
        first is not None
        and first.number == 1
        and any(
            mark.style == first.style and mark.number == 2 for _, mark in within(half, first.length)
        )
    )


def counted(texts: Iterable[str]) -> tuple[frozenset[Style], frozenset[Style]]:
    """Return the styles in which the paragraphs of a notice count, and those in which they only name
    numbers given elsewhere (第14条).
    """
    numbers: dict[Style, list[Mark]] = {}
    for half in texts:
        mark = read_mark(half)
        if mark is not None and not runs_in(half):
            numbers.setdefault(mark.style, []).append(mark)
    series = frozenset(style for style, own in numbers.items() if _counts(own))
    named = frozenset(
        style
        for style in numbers
        if style not in series and style[0] == "第" and not is_member(style)
    )
    return series, named


def _counts(marks: Sequence[Mark]) -> bool:
    """Tell whether numbers of a style, in the order of the notice, are series."""
    numbers = [mark.number for mark in marks]
    if not marks[0].certain and (1 not in numbers or 2 not in numbers):
        return False
    steps = sum(after in (1, before + 1) for before, after in pairwise(numbers))
    return steps >= IN_TURN * (len(numbers) - 1)
