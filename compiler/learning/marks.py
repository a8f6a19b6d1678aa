"""Numbers at the beginning of paragraphs, in any style, and which of them really count something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import attrs

from compiler.chinese.numerals import CIRCLED, from_chinese, to_chinese
from compiler.notice.numbering import SERIES_WORDS

Style = tuple[str, str, str]
"""What stands before the numeral, what it is written with (chinese, digits, circled, words), and what
stands behind it."""

CHINESE, DIGITS = "[一二三四五六七八九十]{1,3}", "[0-9]{1,3}"
NUMERAL = rf"(?P<chinese>{CHINESE})|(?P<digits>{DIGITS})"
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<prefix>第?\()(?:{NUMERAL})(?P<suffix>\)[项条、]?)",
        rf"(?P<prefix>)(?:{NUMERAL})(?P<suffix>[、)]|是(?!否))",
        rf"(?P<prefix>)(?P<digits>{DIGITS})(?P<suffix>[.．])(?![0-9])",
        rf"(?P<prefix>第)(?:{NUMERAL})(?P<suffix>[条项类个]?[:,、]|条|部分[:,、 ]?)",
        rf"(?P<prefix>[\u4e00-\u9fff]{{2,6}})(?:{NUMERAL})(?P<suffix>[:、.．,]| +)",
    )
)
MEMBER_SUFFIXES = ("是",)
LONGEST = 16
ENDED = re.compile(r"[。;:!?”]\s*$")
IN_TURN = 0.6
"""How many numbers of a series must follow the one before, or begin anew: people misnumber."""


@attrs.frozen
class Mark:
    """A number at the beginning of a text: its style, its value, and how long it is."""

    style: Style
    number: int
    length: int


def write(style: Style, number: int) -> str:
    """Return a number of a style as it is drawn."""
    prefix, form, suffix = style
    if form == "words":
        return SERIES_WORDS[number - 1] + suffix
    if form == "circled":
        return CIRCLED[number - 1]
    return prefix + (to_chinese(number) if form == "chinese" else str(number)) + suffix


def is_member(style: Style) -> bool:
    """Tell whether a style marks the members of a series in prose (一是, 首先, 第一,), never a heading."""
    prefix, form, suffix = style
    return (
        form == "words" or suffix in MEMBER_SUFFIXES or (prefix == "第" and suffix in (",", "、"))
    )


def read_mark(half: str) -> Mark | None:
    """Return the number that a text in half width begins with, ``None`` if it begins with none."""
    text = half[:LONGEST]
    if text[:1] and text[0] in CIRCLED:
        return Mark(("", "circled", ""), CIRCLED.index(text[0]) + 1, 1)
    for number, word in enumerate(SERIES_WORDS, 1):
        if text.startswith(word):
            suffix = text[2:3] if text[2:3] in (",", ":", "、") else ""
            return Mark(("", "words", suffix), number, 2 + len(suffix))
    for pattern in PATTERNS:
        match = pattern.match(text)
        if match is None:
            continue
        groups = match.groupdict()
        numeral = groups.get("chinese")
        value = from_chinese(numeral) if numeral else int(groups["digits"])
        if value:
            form = "chinese" if numeral else "digits"
            return Mark((groups["prefix"], form, groups["suffix"]), value, match.end())
    return None


def within(half: str, start: int = 0) -> Iterator[tuple[int, Mark]]:
    """Yield the numbers that stand inside a text where a sentence or a clause begins."""
    for match in re.finditer(r"(?:^|[。;:!?”])", half[start:]):
        position = start + match.end()
        mark = read_mark(half[position : position + LONGEST])
        if mark is not None and mark.style[0] in ("", "(", "第"):
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
    numbers: dict[Style, list[int]] = {}
    for half in texts:
        mark = read_mark(half)
        if mark is not None and not runs_in(half):
            numbers.setdefault(mark.style, []).append(mark.number)
    series = frozenset(style for style, own in numbers.items() if _counts(style, own))
    named = frozenset(
        style
        for style in numbers
        if style not in series and style[0] == "第" and not is_member(style)
    )
    return series, named


def _counts(style: Style, numbers: Sequence[int]) -> bool:
    """Tell whether numbers of a style, in the order of the notice, are series."""
    plain = style[0] in ("", "(")
    if not plain and (1 not in numbers or 2 not in numbers):
        return False
    steps = sum(after in (1, before + 1) for before, after in pairwise(numbers))
    return steps >= IN_TURN * (len(numbers) - 1)
