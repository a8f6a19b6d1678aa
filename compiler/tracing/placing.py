"""Which run of the notice stands where: in the notice itself, and in a copy whatever became of it.

In a copy the words decide, held against the notice as its edits are. Bookmarks only help to tell
which paragraph an edited one was, and settle where one run ends and the next begins when the words
there are new: LibreOffice moves a bookmark by a character every time it saves a paragraph with
comments, and people copy words without their bookmarks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from compiler.absorbing.base import Base, BaseParagraph, BaseRun
from compiler.absorbing.hunks import hunks
from compiler.absorbing.landing import joined_by
from compiler.absorbing.lines import ANCHOR, Line, starts_of
from compiler.absorbing.paired import PairedCopy, is_own, pair_copy
from compiler.chinese.folding import Folded, fold
from compiler.chinese.same_words import PARAGRAPH, plainly
from compiler.model.document import Document, Run
from compiler.model.provenance import numbered_runs
from compiler.wordfile.edited_copy import EditedCopy

ALIKE = 0.5
"""Below this share of common words, a run of another compile is not the one that stands there."""

LINE_BREAK = "\v"
"""What a line that is broken within a paragraph ends with in a text whose paragraphs end with line
feeds."""


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
class _Part:
    """Paragraphs of the notice that became characters ``start`` to ``end`` of a copy's text;
    ``marks`` are the places in that where the bookmarks of runs stand, by their ids.
    """

    paragraphs: tuple[BaseParagraph, ...]
    start: int
    end: int
    marks: Mapping[str, int]


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


def read_copy(base: Base, copy: EditedCopy) -> Reading:
    """Return the text of a copy, and where the runs of its base stand in it.

    A run whose words were edited reaches over what has become of them. Of a base that is not of
    the copy's compile, only runs that have kept half of their words are there.
    """
    paired = pair_copy(base, copy)
    own = is_own(base, copy)
    text = "".join(f"{line.text.replace(PARAGRAPH, LINE_BREAK)}\n" for line in paired.said)
    runs = [
        placed
        for part in _parts(base, paired, copy if own else None)
        for placed in _cut(part, text, own)
    ]
    return Reading(text, tuple(sorted(runs, key=lambda placed: (placed.start, placed.end))))


def _parts(base: Base, paired: PairedCopy, copy: EditedCopy | None) -> Iterator[_Part]:
    """Yield the parts of a copy that were paragraphs of its base; bookmarks are those of ``copy``,
    if any count.
    """
    lines = paired.said
    starts = starts_of([line.text for line in lines])
    pairs = [(group.base, group.copy) for group in paired.pairing.groups]
    pairs += [(range(i, i + 1), range(j, j + 1)) for i, j in paired.pairing.moved]
    for old, new in pairs:
        if old and new:
            yield _Part(
                tuple(base.paragraphs[i] for i in old),
                starts[new[0]],
                starts[new[-1]] + len(lines[new[-1]].text),
                {
                    identifier: starts[j] + place
                    for j in new
                    for identifier, place in (_marks(copy, lines[j]) if copy is not None else ())
                },
            )


def _marks(copy: EditedCopy, line: Line) -> Iterator[tuple[str, int]]:
    """Yield where in a line the bookmarks of runs stand."""
    paragraph = copy.paragraphs[line.paragraph]
    for name, position in paragraph.bookmarks:
        if (match := ANCHOR.fullmatch(name)) is not None:
            yield match.group(1), line.place_of(position)


# Where one run ends and the next begins


def _cut(part: _Part, text: str, own: bool) -> Iterator[PlacedRun]:
    """Yield the runs that a part of a copy's text consists of, each with its range; of a base that
    is not its ``own`` those that are known again.
    """
    olds = [paragraph.text for paragraph in part.paragraphs]
    runs = [
        (paragraph, run, start + run.start)
        for paragraph, start in zip(part.paragraphs, starts_of(olds), strict=True)
        for run in paragraph.runs
    ]
    old, new = PARAGRAPH.join(olds), text[part.start : part.end]
    changed = hunks(old, new, [start for _, _, start in runs])
    left, right = _places(old), _places(new)
    common = [
        *zip(
            _kept(left, ((one.start, one.end) for one in changed)),
            _kept(right, ((one.new_start, one.new_end) for one in changed)),
            strict=False,
        )
    ]
    bounds = [*(bisect_left(left, start) for _, _, start in runs), len(left)]
    marks = [
        bisect_left(right, part.marks[run.id] - part.start) if run.id in part.marks else None
        for _, run, _ in runs
    ]
    continued = [_is_continued(paragraph, run) for paragraph, run, _ in runs]
    cuts = _cuts(bounds, common, marks, continued, len(right))
    for index, (paragraph, run, _) in enumerate(runs):
        first, last = cuts[index], cuts[index + 1]
        kept = sum(bounds[index] <= place < bounds[index + 1] for place, _ in common)
        known = own or kept >= ALIKE * max(bounds[index + 1] - bounds[index], last - first)
        if first < last and known:
            end = part.start + right[last] if last < len(right) else part.end
            start = part.start + right[first]
            yield PlacedRun(run.id, paragraph.number, run.run, start, end)


def _places(text: str) -> list[int]:
    """Return where the characters of a text stand that make a difference."""
    return [place for place, character in enumerate(text) if plainly(character).strip()]


def _kept(places: Sequence[int], changed: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Yield the numbers of the places that are in none of the ranges, which are in order."""
    index = 0
    for start, end in changed:
        yield from range(index, bisect_left(places, start))
        index = max(index, bisect_left(places, end))
    yield from range(index, len(places))


def _is_continued(paragraph: BaseParagraph, run: BaseRun) -> bool:
    """Tell whether words that come in before a run are the beginning of it, not the end of the one
    before.
    """
    return joined_by(paragraph, run.start) is run


def _cuts(
    bounds: Sequence[int],
    common: Sequence[tuple[int, int]],
    marks: Sequence[int | None],
    continued: Sequence[bool],
    length: int,
) -> list[int]:
    """Return where the bounds of runs stand now.

    That is after the last character of the words before that is left, and before the first of the
    words behind; in between, where the bookmark stands, and without one where words that come in
    are taken to belong, or in proportion.
    """
    cuts: list[int] = []
    for bound, mark, front in zip(bounds, marks, continued, strict=False):
        index = bisect_left(common, (bound, -1))
        before, low = common[index - 1] if index else (-1, -1)
        behind, high = common[index] if index < len(common) else (bounds[-1], length)
        low, before = low + 1, before + 1
        if mark is None and bound:
            span = behind - before
            inserted = low if front else high
            mark = low + (high - low) * (bound - before) // span if span else inserted
        cuts.append(max(min(max(mark or 0, low), high), cuts[-1] if cuts else 0))
    return [*cuts, length]
