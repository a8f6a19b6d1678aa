"""The list of easily mistaken words: parsed from its table, and found in a text where its
conditions hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

import attrs

from compiler.chinese.table_patterns import pattern_of_a_table

ERROR, SUSPECTED, ADVICE, UNIFORM, FIXED = "错误", "疑似", "提示", "统一", "固定提法"
SLOT = re.compile(r"（([^（）]+)）")
WINDOW_BEFORE, WINDOW_AFTER = 40, 48
"""So much beside a word is shown to its conditions: more than the longest in ``words.tsv`` can
match (35 characters on either side)."""


@attrs.frozen(slots=False)
class Condition:
    """What must stand, or must not stand, directly beside a word."""

    source: str
    negated: bool

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled where its word was found for the first time."""
        return pattern_of_a_table(self.source)

    def holds(self, beside: str) -> bool:
        """Tell whether the text beside the word meets the condition."""
        return bool(self.pattern.search(beside)) is not self.negated


@attrs.frozen
class MistakenWord:
    """One line of the list."""

    wrong: str
    right: str
    level: str
    before: Condition | None = None
    after: Condition | None = None
    note: str = ""


def split_members(right: str) -> tuple[str, str]:
    """Return the set phrase of a 规范写法 and the members that stand behind its colon, if any."""
    phrase, _, members = right.replace("：", ":").partition(":")
    return phrase, members


def parse_words(table: str) -> tuple[MistakenWord, ...]:
    """Parse the tab-separated table: wrong, right, level, before, after, note; a line that begins
    with # is a remark, and one whose wrong word has a slot stands for a word of each of its fillings.
    """
    entries = []
    for line in table.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        for filled in _filled(line):
            wrong, right, level, before, after, note = [*filled.split("\t"), *[""] * 6][:6]
            entries.append(
                MistakenWord(
                    wrong,
                    right,
                    level,
                    _condition(before, r"(?:{})\Z"),
                    _condition(after, r"\A(?:{})"),
                    note,
                )
            )
    return tuple(entries)


def _filled(line: str) -> Iterator[str]:
    """Yield a line with its slot filled in each way: （台|入）帐, （）账 becomes 台帐, 台账 and 入帐, 入账."""
    slot = SLOT.search(line.split("\t")[0])
    if slot is None:
        yield line
        return
    for filling in slot[1].split("|"):
        yield line.replace(slot.group(), filling).replace("（）", filling)


def _condition(text: str, frame: str) -> Condition | None:
    """Return a column of the table as a condition, ``None`` if the column is empty; ``!`` in front
    says what must not stand there.
    """
    if not text:
        return None
    negated = text.startswith(("!", "！"))
    return Condition(frame.format(text[negated:]), negated)


def occurrences(text: str, entry: MistakenWord) -> Iterator[tuple[int, int]]:
    """Yield the ranges at which an entry's wrong word stands in ``text`` and is not part of the
    right one.
    """
    start = text.find(entry.wrong)
    while start >= 0:
        end = start + len(entry.wrong)
        if _meant(text, entry, start, end):
            yield start, end
        start = text.find(entry.wrong, end)


def _meant(text: str, entry: MistakenWord, start: int, end: int) -> bool:
    """Tell whether an occurrence meets the entry's conditions and is not a part of the right word
    already (车场 in 停车场).
    """
    if entry.before and not entry.before.holds(text[max(0, start - WINDOW_BEFORE) : start]):
        return False
    if entry.after and not entry.after.holds(text[end : end + WINDOW_AFTER]):
        return False
    offset = entry.right.find(entry.wrong)
    return offset < 0 or start < offset or not text.startswith(entry.right, start - offset)


def find_words(text: str, entries: Iterable[MistakenWord]) -> list[tuple[int, int, MistakenWord]]:
    """Return the wrong words of ``text`` in order; of two that overlap, the longer."""
    found = [
        (start, end, entry)
        for entry in entries
        if entry.wrong and entry.wrong in text
        for start, end in occurrences(text, entry)
    ]
    kept: list[tuple[int, int, MistakenWord]] = []
    for start, end, entry in sorted(found, key=lambda item: (item[0], -item[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, entry))
    return kept
