r"""Tables of frames: a pattern with slots, what is wrong in it, and what belongs there.

A line of a table has five columns: the rule, the clues, the pattern, what is right, a note. A frame
is looked for in the lines that have one of its clues (plain words, parted by blanks; those joined by
+ stand in one line, a slot stands for each of its words), so that a notice pays for the few frames
that it comes near. In the pattern 「…」 encloses what is wrong, ``{名}`` stands for a slot of
``slots.tsv`` and ``~`` for one character within a clause. What is right may name groups of the
pattern (``\g<名>``); empty means that the wrong words
are to go, — that they are to be put another way.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib import resources
from itertools import count, product
from operator import add

import attrs

from compiler.chinese.table_patterns import pattern_of_a_table
from compiler.recall import recalled

SLOT = re.compile(r"\{([\u4e00-\u9fff]+)\}")
WITHIN = "[^\uff0c,。\uff1b;\uff1a:\uff01!\uff1f?\n]"
"""One character within a clause; a text of several passages has a line for each."""
REWRITTEN = "—"


@attrs.define(slots=False, eq=False)
class Frame:
    """One line of a table."""

    code: str
    clues: tuple[tuple[str, ...], ...]
    source: str
    right: str
    note: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled where a clue was found for the first time."""
        filled = SLOT.sub(lambda match: f"(?:{slots()[match.group(1)]})", self.source)
        number = count()
        marked = re.sub("「", lambda _: f"(?P<wrong{next(number)}>", filled).replace("」", ")")
        return pattern_of_a_table(marked.replace("~", WITHIN), re.MULTILINE)


@attrs.frozen
class Misfit:
    """A place that a frame fits: ``wrong`` is what stands there, ``right`` what belongs there."""

    code: str
    start: int
    end: int
    wrong: str
    right: str
    note: str


def _lines(name: str) -> Iterator[list[str]]:
    """Yield the columns of a table's lines; a line that begins with # is a remark."""
    table = resources.files("compiler.chinese.frames").joinpath(name).read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@recalled()
def slots() -> dict[str, str]:
    """Return the classes of words by name, each as the alternatives of a pattern."""
    return dict(_lines("slots.tsv"))


@recalled()
def frames(name: str) -> tuple[Frame, ...]:
    """Return the frames of a table in its order."""
    found = []
    for line in _lines(name):
        code, clues, source, right, note = [*line, *[""] * 5][:5]
        found.append(Frame(code, tuple(_spelt_out(clues)), source, right, note))
    return tuple(found)


def _spelt_out(clues: str) -> Iterator[tuple[str, ...]]:
    """Yield every clue as its words, once for each way of filling its slots."""
    for clue in clues.split():
        parts = SLOT.split(clue)
        choices = [
            slots()[part].split("|") if number % 2 else [part] for number, part in enumerate(parts)
        ]
        yield from (tuple("".join(filled).split("+")) for filled in product(*choices))


def pairs_of(text: str) -> frozenset[str]:
    """Return every two characters that stand side by side in ``text``."""
    return frozenset(map(add, text, text[1:]))


def misfits(text: str, table: Iterable[Frame], pairs: frozenset[str]) -> list[Misfit]:
    """Return, in order, where frames fit the lines of ``text``; of two of one rule that overlap,
    the one that begins first, and then the longer. ``pairs`` are at least those of the text.
    """
    found = [misfit for frame in table for misfit in _fitting(text, frame, pairs)]
    found.sort(key=lambda misfit: (misfit.code, misfit.start, -misfit.end))
    kept: list[Misfit] = []
    for misfit in found:
        if not kept or kept[-1].code != misfit.code or misfit.start >= kept[-1].end:
            kept.append(misfit)
    return sorted(kept, key=lambda misfit: (misfit.start, misfit.code))


def _fitting(text: str, frame: Frame, pairs: frozenset[str]) -> Iterator[Misfit]:
    """Yield the places of one frame, looking at the lines that have a clue of it."""
    for start, end in _clued(text, frame.clues, pairs):
        for match in frame.pattern.finditer(text, start, end):
            wrong = next(
                name
                for name, found in match.groupdict().items()
                if found is not None and name.startswith("wrong")
            )
            right = match.expand(frame.right) if "\\" in frame.right else frame.right
            yield Misfit(frame.code, *match.span(wrong), match.group(wrong), right, frame.note)


def _clued(
    text: str, clues: Iterable[tuple[str, ...]], pairs: frozenset[str]
) -> list[tuple[int, int]]:
    """Return the ranges of the lines in which all words of a clue stand. One whose pairs of
    characters are not all among those of the text need not be looked for.
    """
    ranges: set[tuple[int, int]] = set()
    for clue in clues:
        first, *others = clue
        if not pairs.issuperset(map(add, first, first[1:])):
            continue
        if others and not all(pairs.issuperset(map(add, word, word[1:])) for word in others):
            continue
        at = text.find(first)
        while at >= 0:
            start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            end = len(text) if end < 0 else end
            if all(text.find(word, start, end) >= 0 for word in others):
                ranges.add((start, end))
            at = text.find(first, end)
    return sorted(ranges)


def line_of(starts: tuple[int, ...], position: int) -> int:
    """Return the number of the line that a position is in, given where the lines start."""
    return bisect_right(starts, position) - 1
