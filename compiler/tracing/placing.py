"""Which run of the notice stands where: in the notice itself, and in a review copy whatever
became of it.

In a copy the words decide. Bookmarks only say which paragraph an edited one was, and settle where
one run ends and the next begins when the words there are new: LibreOffice moves a bookmark by a
character every time it saves a paragraph with comments, people copy words without their
bookmarks, and in a copy of another compile the same id is another run.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property

import attrs

from compiler.chinese.folding import Folded, fold
from compiler.model.document import Document, Run
from compiler.model.provenance import numbered_runs

Anchors = Mapping[str, tuple[int, int]]
"""By the id of a run, its range in a text whose paragraphs end with line feeds."""

ALIKE = 0.5
"""Below this share of common words, one paragraph or run is not the other."""

SHORTEST = 8
"""A paragraph of fewer characters is known by all of its words or not at all."""

NOISE = 3
"""Fewer characters in a row that two texts share are chance."""

LARGEST = 20_000_000
"""Pairs of characters compared; beyond it only bookmarks tell the runs of a paragraph apart."""


@attrs.frozen
class PlacedRun:
    """A run with its id, the number of its paragraph in the notice, and its range in a text."""

    id: str
    paragraph: int
    run: Run
    start: int
    end: int


@attrs.frozen
class Reading:
    """A text whose paragraphs end with line feeds, and the runs in it, in order."""

    text: str
    runs: tuple[PlacedRun, ...]

    @cached_property
    def folded(self) -> Folded:
        """The text as it is searched."""
        return fold(self.text)


@attrs.frozen
class _CopyLine:
    """A paragraph of a copy: its range, its words, the paragraphs of the notice that its
    bookmarks name.
    """

    start: int
    end: int
    words: str
    named: tuple[int, ...]


def read_printed(document: Document) -> Reading:
    """Return the text of a notice, and where each run stands in it."""
    text, length, runs = [], 0, []
    identifiers = iter(identifier for identifier, _, _ in numbered_runs(document))
    for number, paragraph in enumerate(document.paragraphs, 1):
        for run in paragraph.runs:
            runs.append(PlacedRun(next(identifiers), number, run, length, length + len(run.text)))
            text.append(run.text)
            length += len(run.text)
        text.append("\n")
        length += 1
    return Reading("".join(text), tuple(runs))


def read_copy(printed: Reading, text: str, anchors: Anchors) -> Reading:
    """Return where the runs of a notice stand in the text of a copy; ``anchors`` are empty if it
    is of another compile.

    A run whose words were edited reaches over what has become of them. One run may stand in two
    places, and in none.
    """
    paragraphs: dict[int, list[PlacedRun]] = {}
    for placed in printed.runs:
        paragraphs.setdefault(placed.paragraph, []).append(placed)
    words = {
        number: fold("".join(placed.run.text for placed in own)).text
        for number, own in paragraphs.items()
    }
    lines = _lines(text, anchors, {placed.id: placed.paragraph for placed in printed.runs})
    exact, edited = _origins(words, lines)
    runs: list[PlacedRun] = []
    for start, end, numbers in _stretches(lines, exact, edited):
        runs += _cut(
            [placed for number in numbers for placed in paragraphs[number]],
            text,
            start,
            end,
            anchors,
        )
    return Reading(text, tuple(sorted(runs, key=lambda placed: (placed.start, placed.end))))


def _lines(text: str, anchors: Anchors, paragraphs: Mapping[str, int]) -> list[_CopyLine]:
    """Return the paragraphs of a copy. A bookmark on the line feed between two still names the one
    before it.
    """
    begun = sorted(
        (start, paragraphs[identifier])
        for identifier, (start, _) in anchors.items()
        if identifier in paragraphs
    )
    lines, at, next_ = [], 0, 0
    for line in text.split("\n"):
        named: dict[int, None] = {}
        while next_ < len(begun) and begun[next_][0] <= at + len(line):
            named[begun[next_][1]] = None
            next_ += 1
        lines.append(_CopyLine(at, at + len(line), fold(line).text, tuple(named)))
        at += len(line) + 1
    return lines


# Which paragraph is which


def _origins(
    words: Mapping[int, str], lines: Sequence[_CopyLine]
) -> tuple[dict[int, tuple[int, ...]], dict[int, tuple[int, ...]]]:
    """Return, by the index of a line, the paragraphs of the notice it says word for word, and
    those it is an edition of.
    """
    count = Counter(words.values())
    only = {own: number for number, own in words.items() if count[own] == 1}
    # The surest first: bookmarks and words agree; the order of the words; words that stand once.
    exact = {
        index: line.named
        for index, line in enumerate(lines)
        if line.words and line.words == "".join(words[number] for number in line.named)
    }
    exact |= _in_order(words, lines, exact, only)
    exact |= {
        index: (only[line.words],)
        for index, line in enumerate(lines)
        if index not in exact and line.words in only
    }
    free = set(words) - {number for numbers in exact.values() for number in numbers}
    # What is left was edited: a bookmark says which paragraph it was, else its likeness to one.
    edited = {
        index: named
        for index, line in enumerate(lines)
        if index not in exact
        and line.words
        and (named := tuple(number for number in line.named if number in free))
    }
    free -= {number for numbers in edited.values() for number in numbers}
    pairs = {
        number: _pairs(words[number]) for number in sorted(free) if len(words[number]) >= SHORTEST
    }
    for index, line in enumerate(lines):
        if index not in exact and index not in edited and len(line.words) >= SHORTEST:
            own = _pairs(line.words)
            best = max(pairs, key=lambda number: _share(own, pairs[number]), default=None)
            if best is not None and _share(own, pairs[best]) >= ALIKE:
                edited[index] = (best,)
                del pairs[best]
    return exact, edited


def _in_order(
    words: Mapping[int, str],
    lines: Sequence[_CopyLine],
    exact: Mapping[int, tuple[int, ...]],
    only: Mapping[str, int],
) -> dict[int, tuple[int, ...]]:
    """Pair equal paragraphs that follow one another, at least one of a row being the only one of
    its words.
    """
    taken = {number for numbers in exact.values() for number in numbers}
    left = [number for number in words if number not in taken]
    right = [index for index, line in enumerate(lines) if index not in exact and line.words]
    matcher = SequenceMatcher(
        None,
        [words[number] for number in left],
        [lines[index].words for index in right],
        autojunk=False,
    )
    return {
        right[block.b + step]: (left[block.a + step],)
        for block in matcher.get_matching_blocks()
        if any(words[number] in only for number in left[block.a : block.a + block.size])
        for step in range(block.size)
    }


def _pairs(words: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text: by them paragraphs are alike,
    whatever was moved.
    """
    return frozenset(words[index : index + 2] for index in range(len(words) - 1))


def _share(left: frozenset[str], right: frozenset[str]) -> float:
    """Return which part of the larger set the two have in common; nought without counting where
    they differ in size so much that they cannot be alike.
    """
    smaller, larger = sorted((len(left), len(right)))
    return len(left & right) / larger if larger and smaller >= ALIKE * larger else 0.0


def _stretches(
    lines: Sequence[_CopyLine],
    exact: Mapping[int, tuple[int, ...]],
    edited: Mapping[int, tuple[int, ...]],
) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Yield ranges of the text with the paragraphs they are; the halves of a paragraph that was
    parted are one range.
    """
    last: tuple[int, int, tuple[int, ...]] | None = None
    for index, line in enumerate(lines):
        numbers = edited.get(index, ())
        if last and not set(numbers) & set(last[2]):
            yield last
            last = None
        if numbers:
            last = (
                (last[0], line.end, tuple(dict.fromkeys((*last[2], *numbers))))
                if last
                else (line.start, line.end, numbers)
            )
        elif index in exact:
            yield line.start, line.end, exact[index]
    if last:
        yield last


# Where one run ends and the next begins


def _cut(
    runs: Sequence[PlacedRun], text: str, start: int, end: int, anchors: Anchors
) -> Iterator[PlacedRun]:
    """Yield the runs that ``text[start:end]`` consists of, each with its range."""
    old = [fold(placed.run.text).text for placed in runs]
    new = fold(text[start:end])
    bounds = [0]
    for words in old:
        bounds.append(bounds[-1] + len(words))
    same = "".join(old) == new.text
    common = [] if same else _common("".join(old), new.text)
    begins = [anchors[placed.id][0] if placed.id in anchors else None for placed in runs]
    marks = [
        bisect_left(new.places, at - start) if at is not None and start <= at <= end else None
        for at in begins
    ]
    cuts = bounds if same else _cuts(bounds, common, marks, len(new.text))
    for index, placed in enumerate(runs):
        first, last = cuts[index], cuts[index + 1]
        kept = sum(bounds[index] <= place < bounds[index + 1] for place, _ in common)
        known = (
            same
            or marks[index] is not None
            or kept >= ALIKE * max(bounds[index + 1] - bounds[index], last - first)
        )
        if first < last and known:
            stop = end if last == len(new.places) else start + new.places[last]
            yield attrs.evolve(placed, start=start + new.places[first], end=stop)


def _common(old: str, new: str) -> list[tuple[int, int]]:
    """Return the places of characters that both texts have, in order, without those that are
    alike by chance.
    """
    if len(old) * len(new) > LARGEST:
        return []
    return [
        (block.a + step, block.b + step)
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        if block.size >= NOISE
        or block.a == block.b == 0
        or (block.a + block.size, block.b + block.size) == (len(old), len(new))
        for step in range(block.size)
    ]


def _cuts(
    bounds: Sequence[int],
    common: Sequence[tuple[int, int]],
    marks: Sequence[int | None],
    length: int,
) -> list[int]:
    """Return where the bounds of runs stand now.

    That is after the last character of the words before that is left, and before the first of the
    words behind; in between, where the bookmark stands, and without one in proportion, what was
    inserted belonging to the run before it.
    """
    cuts: list[int] = []
    for bound, mark in zip(bounds, marks, strict=False):
        index = bisect_left(common, (bound, -1))
        before, low = common[index - 1] if index else (-1, -1)
        behind, high = common[index] if index < len(common) else (bounds[-1], length)
        low, before = low + 1, before + 1
        if mark is None and bound:
            mark = (
                low + (high - low) * (bound - before) // (behind - before)
                if behind > before
                else high
            )
        mark = mark or 0
        cuts.append(max(min(max(mark, low), high), cuts[-1] if cuts else 0))
    return [*cuts, length]
