"""A passage looked up in the notice, or in a copy that may have been edited, and followed to its
cells.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from compiler.brief import brief
from compiler.chinese.folding import fold, nearest_sentence
from compiler.model.provenance import Provenance
from compiler.tracing.links import FoundEvidence, SourceCell, evidence_of_words, source_of
from compiler.tracing.placing import PlacedRun, Reading
from compiler.tracing.words import find_words

TELLING = 4
"""Fewer characters that stand in the notice, too, need not have been taken from it."""


@attrs.frozen
class CellLink:
    """One run of a passage: the words of it that were asked for, where they are written, and what
    they were computed from.

    ``was`` is the run's text as compiled where a copy now says something else, ``None``
    where it says the same; ``evidence`` is then about the whole cell.
    """

    id: str
    kind: str
    words: str
    source: SourceCell
    computed_from: tuple[SourceCell, ...]
    evidence: FoundEvidence
    was: str | None = None


@attrs.frozen
class Piece:
    """The part of a passage in one paragraph: its text and the range in it, and the runs there.

    ``paragraph`` is the paragraph's number in the notice, ``None`` if the notice has no such
    paragraph. ``elsewhere`` are the paragraphs of the notice that have these words where the runs
    here have not; of a single one, the links are told if there are none here.
    """

    paragraph: int | None
    text: str
    start: int
    end: int
    links: tuple[CellLink, ...]
    elsewhere: tuple[int, ...] = ()


@attrs.frozen
class FoundPassage:
    """One place where the words stand, in one piece for each paragraph they run over."""

    __repr__ = brief

    pieces: tuple[Piece, ...]


def find_passages(
    provenance: Provenance, reading: Reading, printed: Reading, words: str
) -> Iterator[FoundPassage]:
    """Yield every place of ``reading`` where ``words`` stand; widths, quotation marks and blanks
    do not count.

    ``printed`` is the notice as compiled, in which words are looked up that no run of ``reading``
    has.
    """
    paragraphs, at = [], 0
    for line in reading.text.split("\n"):
        paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    for start, end in find_words(words, reading.text, reading.folded):
        yield FoundPassage(
            tuple(
                _piece(
                    provenance,
                    reading,
                    printed,
                    paragraph,
                    (max(start, paragraph[0]), min(end, paragraph[1])),
                )
                for paragraph in paragraphs
                if start < paragraph[1] and paragraph[0] < end
            )
        )


def paragraphs_with(words: str, reading: Reading) -> tuple[int, ...]:
    """Return the numbers of the paragraphs of the notice in which ``words`` begin."""
    starts = [start for start, _ in find_words(words, reading.text, reading.folded)]
    return tuple(
        dict.fromkeys(
            placed.paragraph
            for start in starts
            for placed in reading.runs
            if placed.start <= start < placed.end
        )
    )


def nearest_passage(words: str, text: str) -> str:
    """Return the sentence of a text most like ``words``, empty if none is."""
    found = nearest_sentence(words, text.split("\n"))
    return found[1] if found else ""


def _piece(
    provenance: Provenance,
    reading: Reading,
    printed: Reading,
    paragraph: tuple[int, int],
    part: tuple[int, int],
) -> Piece:
    """Return the part of a passage in one paragraph. Words that none of its runs had when it was
    compiled are looked up in the notice: somebody may have moved them here.
    """
    first, last = paragraph
    around = [placed for placed in reading.runs if placed.start < last and first < placed.end]
    links = _links(provenance, reading, part)
    words = reading.text[part[0] : part[1]]
    elsewhere: tuple[int, ...] = ()
    missing = all(
        link.was is not None and fold(link.words).text not in fold(link.was).text for link in links
    )
    if (
        missing
        and len(fold(words).text) >= TELLING
        and (elsewhere := paragraphs_with(words, printed))
        and not links
    ):
        found = find_words(words, printed.text, printed.folded)
        links = _links(provenance, printed, found[0]) if len(found) == 1 else ()
    number = around[0].paragraph if around else None
    return Piece(
        number, reading.text[first:last], part[0] - first, part[1] - first, links, elsewhere
    )


def _links(provenance: Provenance, reading: Reading, part: tuple[int, int]) -> tuple[CellLink, ...]:
    """Return the runs of a range of text, each linked to its cells."""
    own = (placed for placed in reading.runs if placed.start < part[1] and part[0] < placed.end)
    return tuple(_link(provenance, reading.text, placed, part) for placed in own)


def _link(provenance: Provenance, text: str, placed: PlacedRun, part: tuple[int, int]) -> CellLink:
    """Return one run linked to its cells. If it says what it said when it was compiled, the
    evidence is about just those words.
    """
    run = placed.run
    start, end = max(placed.start, part[0]), min(placed.end, part[1])
    compiled = fold(run.text)
    same = fold(text[placed.start : placed.end]).text == compiled.text
    first, last = (len(fold(text[placed.start : at]).text) for at in (start, end))
    own = (
        (compiled.places[first], compiled.places[last - 1] + 1) if same and first < last else (0, 0)
    )
    return CellLink(
        placed.id,
        run.kind.value,
        text[start:end],
        source_of(provenance, run.sources[0]),
        tuple(source_of(provenance, span) for span in run.sources[1:]),
        evidence_of_words(provenance, run, own if same else None),
        None if same else run.text,
    )
