"""What a compile printed, ready to be compared with a copy of it: every paragraph with its runs, every
character of theirs with its place in the cell that it came from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

import attrs

from compiler.brief import brief
from compiler.chinese.look_alikes import meant
from compiler.chinese.same_words import plainly
from compiler.excel.sheets.addresses import position
from compiler.model.document import Document, Paragraph, Run, RunKind
from compiler.model.provenance import Provenance, numbered_runs
from compiler.notice.kind import BODY_STYLE
from compiler.span import Span

UNKNOWN = -1
"""Where a printed character stands in no cell."""


@attrs.frozen
class BaseRun:
    """A run at ``start`` of its paragraph. ``at`` holds, for each of its characters, where it
    stands in the text of its ``cell``; it is empty for what no cell holds as it is printed. ``id``
    is the one by which a review copy anchors it.
    """

    run: Run
    start: int
    cell: Span
    at: tuple[int, ...] = ()
    id: str = ""

    @property
    def end(self) -> int:
        """Where it ends in its paragraph."""
        return self.start + len(self.run.text)

    @property
    def written(self) -> bool:
        """Whether its words are those of a cell."""
        return bool(self.at)


@attrs.frozen
class BaseParagraph:
    """A paragraph that was printed, and its number, from 1."""

    number: int
    style: str
    runs: tuple[BaseRun, ...]

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return "".join(run.run.text for run in self.runs)


@attrs.frozen
class Base:
    """What a compile printed. ``kept`` tells whether it was kept by that compile itself, else it is
    what the project prints now.
    """

    __repr__ = brief

    provenance: Provenance
    paragraphs: tuple[BaseParagraph, ...]
    kept: bool

    @cached_property
    def rows(self) -> Mapping[tuple[str, str | None, int], Mapping[str, str]]:
        """What stood in each row of a sheet, by label."""
        rows: defaultdict[tuple[str, str | None, int], dict[str, str]] = defaultdict(dict)
        for place, cell in self.provenance.cells.items():
            rows[place.file, place.sheet, position(place.cell or "A1")[0]][cell.label] = cell.text
        return rows

    @cached_property
    def printed(self) -> Mapping[Span, Sequence[int]]:
        """The numbers of the paragraphs in which each cell's words are printed."""
        numbers: defaultdict[Span, list[int]] = defaultdict(list)
        for paragraph in self.paragraphs:
            for cell in dict.fromkeys(run.cell for run in paragraph.runs if run.written):
                numbers[cell].append(paragraph.number)
        return numbers


def base_of(provenance: Provenance, *, kept: bool) -> Base:
    """Return what a source map tells of a compile."""
    paragraphs = enumerate(provenance.document.paragraphs, 1)
    ids = (identifier for identifier, _, _ in numbered_runs(provenance.document))
    return Base(
        provenance,
        tuple(
            BaseParagraph(number, paragraph.style, tuple(_runs(provenance, paragraph, ids)))
            for number, paragraph in paragraphs
        ),
        kept,
    )


def base_of_copy(paragraphs: Iterable[str], name: str) -> Base:
    """Return the paragraphs of a copy called ``name`` as a base for another: no cell is known."""
    place = (Span(name),)
    document = Document(
        tuple(Paragraph((Run(text, RunKind.FRAME, place),), BODY_STYLE) for text in paragraphs)
    )
    return base_of(Provenance("", "", "", document, {}, {}, (), (), (), ()), kept=False)


def _runs(provenance: Provenance, paragraph: Paragraph, ids: Iterator[str]) -> Iterator[BaseRun]:
    """Yield the runs of a paragraph."""
    starts = accumulate((len(run.text) for run in paragraph.runs), initial=0)
    for start, run in zip(starts, paragraph.runs, strict=False):
        place = run.sources[0]
        alone = run.kind is RunKind.FIELD and len(run.sources) == 1
        cell = provenance.cells.get(place.whole_cell) if alone else None
        at: Sequence[int] = ()
        if cell is not None and place.cell is not None:
            first, last = place.start or 0, place.end
            last = len(cell.text) if last is None else last
            at = _places(run.text, cell.text[first:last], first)
        yield BaseRun(run, start, place.whole_cell, tuple(at), next(ids))


def _places(printed: str, typed: str, first: int) -> Sequence[int]:
    """Return where the characters of a printed text stand in one that was typed, which begins at
    ``first``; nothing if it is not the same text.

    Between the two only characters were dropped, or replaced one by one.
    """
    start = typed.find(printed)
    if start >= 0:
        return range(first + start, first + start + len(printed))
    places: list[int] = []
    at = 0
    for character in printed:
        while at < len(typed) and not _same(typed[at], character):
            at += 1
        if at == len(typed):
            return ()
        places.append(first + at)
        at += 1
    return places


def _same(typed: str, printed: str) -> bool:
    """Tell whether one character is printed for the other."""
    return typed == printed or meant(typed) == printed or plainly(typed) == plainly(printed) != ""
