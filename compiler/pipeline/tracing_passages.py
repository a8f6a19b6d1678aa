"""A passage looked up in the notice, or in a review copy that may have been edited, and followed to its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from compiler.document.tree import Document, Run
from compiler.pipeline.tracing_links import Evidence, Source, evidence_of_words, source_of
from compiler.render.provenance import Provenance, numbered_runs
from compiler.text.folding import fold, nearest_sentence, occurrences

Anchors = Mapping[str, tuple[int, int]]
"""By the id of a run, its range in a text whose paragraphs end with line feeds."""


@attrs.frozen
class Link:
    """One run of a passage: the words of it that were asked for, where they are written, and what they were computed from.

    ``was`` is the run's text as compiled where a review copy now says something else, ``None`` where it says the same.
    """

    id: str
    kind: str
    words: str
    source: Source
    computed_from: tuple[Source, ...]
    evidence: Evidence
    was: str | None = None


@attrs.frozen
class Piece:
    """The part of a passage in one paragraph: its text and the range in it, and the runs there.

    ``paragraph`` is the paragraph's number in the notice, ``None`` if it has no run: no compile put it there.
    """

    paragraph: int | None
    text: str
    start: int
    end: int
    links: tuple[Link, ...]


@attrs.frozen
class Passage:
    """One place where the words stand, in one piece for each paragraph they run over."""

    pieces: tuple[Piece, ...]


def as_printed(document: Document) -> tuple[str, Anchors]:
    """Return the text of a notice, and where each run stands in it."""
    text, length, anchors = [], 0, {}
    identifiers = iter(identifier for identifier, _, _ in numbered_runs(document))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            anchors[next(identifiers)] = length, length + len(run.text)
            text.append(run.text)
            length += len(run.text)
        text.append("\n")
        length += 1
    return "".join(text), anchors


def find_passages(provenance: Provenance, text: str, anchors: Anchors, words: str) -> Iterator[Passage]:
    """Yield every place of ``text`` where ``words`` stand; widths, quotation marks and blanks do not count."""
    runs = _known_runs(provenance, anchors)
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    for start, end in occurrences(words, fold(text)):
        yield Passage(
            tuple(
                _piece(provenance, text, runs, paragraph, (max(start, paragraph[0]), min(end, paragraph[1])))
                for paragraph in paragraphs
                if start < paragraph[1] and paragraph[0] < end
            )
        )


def nearest_passage(words: str, text: str) -> str:
    """Return the sentence of a text most like ``words``, empty if none is."""
    found = nearest_sentence(words, text.split("\n"))
    return found[1] if found else ""


@attrs.frozen
class _Anchored:
    """A run with the number of its paragraph and its range in the text."""

    id: str
    paragraph: int
    run: Run
    start: int
    end: int


def _known_runs(provenance: Provenance, anchors: Anchors) -> list[_Anchored]:
    numbers = {id(paragraph): number for number, paragraph in enumerate(provenance.document.paragraphs, 1)}
    known = [
        _Anchored(identifier, numbers[id(paragraph)], run, *anchors[identifier])
        for identifier, paragraph, run in numbered_runs(provenance.document)
        if identifier in anchors
    ]
    return sorted(known, key=lambda anchored: (anchored.start, anchored.end))


def _piece(provenance: Provenance, text: str, runs: list[_Anchored], paragraph: tuple[int, int], part: tuple[int, int]) -> Piece:
    own = [anchored for anchored in runs if anchored.start < part[1] and part[0] < anchored.end]
    first, last = paragraph
    around = own or [anchored for anchored in runs if first <= anchored.start < last]
    return Piece(
        around[0].paragraph if around else None,
        text[first:last],
        part[0] - first,
        part[1] - first,
        tuple(_link(provenance, text, anchored, part) for anchored in own),
    )


def _link(provenance: Provenance, text: str, anchored: _Anchored, part: tuple[int, int]) -> Link:
    run = anchored.run
    words = text[max(anchored.start, part[0]) : min(anchored.end, part[1])]
    same = fold(text[anchored.start : anchored.end]).text == fold(run.text).text
    return Link(
        anchored.id,
        run.kind.value,
        words,
        source_of(provenance, run.sources[0]),
        tuple(source_of(provenance, span) for span in run.sources[1:]),
        evidence_of_words(provenance, run, words),
        None if same else run.text,
    )
