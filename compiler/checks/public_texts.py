"""All that becomes public, whatever draws it: what the document prints and what stands beside it
in the file.

Disclosure is judged here and nowhere else, so that a field, a kind of notice or a placeholder
that is added later is seen without a word about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import Protocol, TypeVar

import attrs

from compiler.brief import brief
from compiler.model.document import Document, Paragraph, Run, RunKind
from compiler.model.values import Text
from compiler.span import Span

MONEY = ("元", "万", "亿")
OPERANDS = 12
"""More places than a person will look at say nothing of a sum."""


class Ranged(Protocol):
    """Anything that was found somewhere in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


Found = TypeVar("Found", bound=Ranged)


@attrs.frozen
class TextPiece:
    """A stretch of a public text from one source, which begins at ``start``."""

    __repr__ = brief

    start: int
    end: int
    source: Run | Text

    @property
    def cell(self) -> Text | None:
        """The text that the piece is taken from as it was typed, if it is."""
        if isinstance(self.source, Text):
            return self.source
        typed = self.source.origin and self.source.kind is RunKind.FIELD
        return self.source.origin.text if self.source.origin and typed else None

    def offset(self, position: int) -> int:
        """Return where in :attr:`cell` a character of the public text stands."""
        first = (
            self.source.origin.start if isinstance(self.source, Run) and self.source.origin else 0
        )
        return first + position - self.start

    def places(self, start: int, end: int) -> Iterator[Span]:
        """Yield where the piece's share of a range is written: the cell of the data first, then
        the placeholder.
        """
        if self.cell is not None:
            yield self.cell.span_at(
                self.offset(max(start, self.start)), self.offset(min(end, self.end))
            )
        elif isinstance(self.source, Run):
            own = self.source.sources
            # A figure stands in one cell, which is to be mended; a sum has operands, a count as
            # many sources as it counts.
            yield from (
                own[::-1] if self.source.kind is RunKind.VALUE and len(own) == 2 else own[:OPERANDS]
            )


@attrs.frozen(eq=False, slots=False)
class PublicText:
    """A text that becomes public: a paragraph, a part of one that comes from one source, or one
    beside the document; ``sources`` are what it is printed from, in their order.
    """

    __repr__ = brief

    text: str
    sources: tuple[Run | Text, ...]

    @cached_property
    def pieces(self) -> tuple[TextPiece, ...]:
        """The stretches of the text, each from one source: asked for where something was found."""
        pieces, position = [], 0
        for source in self.sources:
            length = len(source.text if isinstance(source, Run) else source.value)
            pieces.append(TextPiece(position, position + length, source))
            position += length
        return tuple(pieces)

    def touched(self, start: int, end: int) -> list[TextPiece]:
        """Return the pieces that a range touches."""
        return [piece for piece in self.pieces if piece.start < end and piece.end > start]

    def places(self, start: int, end: int) -> tuple[Span, ...]:
        """Return where a range is written, one place for each cell."""
        spans = (span for piece in self.touched(start, end) for span in piece.places(start, end))
        merged: dict[tuple[object, ...], Span] = {}
        for span in spans:
            key = (span.file, span.sheet, span.cell, span.line)
            first = merged.setdefault(key, span)
            if first.end is not None and span.end is not None:
                merged[key] = attrs.evolve(first, end=max(first.end, span.end))
        return tuple(merged.values())


@attrs.frozen
class Exposure:
    """A paragraph that becomes public: its ``parts``, each from one source and with where it
    begins, and the ``whole``.

    ``bare`` is the whole without its numbers, which end in a full stop that would part nothing;
    the same if it has none.
    """

    __repr__ = brief

    parts: tuple[tuple[int, PublicText], ...]
    whole: PublicText
    bare: PublicText


def exposures(document: Document, beside: Iterable[Text]) -> Iterator[Exposure]:
    """Yield every paragraph of a document, and every text ``beside`` it."""
    for paragraph in (paragraph for paragraph in document.paragraphs if paragraph.runs):
        parts: list[tuple[int, PublicText]] = []
        position = 0
        for _, same in groupby(enumerate(paragraph.runs), key=_source):
            part = _text([run for _, run in same])
            parts.append((position, part))
            parts += ((position + start, value) for start, value in _values(part))
            position += len(part.text)
        whole = _text(paragraph.runs) if len(parts) > 1 else parts[0][1]
        numbered = any(run.kind is RunKind.NUMBER for run in paragraph.runs)
        bare = attrs.evolve(whole, text=_without_numbers(paragraph)) if numbered else whole
        yield Exposure(tuple(parts), whole, bare)
    for text in beside:
        alone = PublicText(text.value, (text,))
        yield Exposure(((0, alone),), alone, alone)


def sightings(
    exposed: Iterable[Exposure],
    find: Callable[[str], Iterable[Found]],
    clue: Callable[[str], object] = len,
) -> Iterator[tuple[PublicText, Found]]:
    """Yield all that ``find`` finds in what becomes public, each once: within its parts, then
    across them. Without the ``clue`` in the whole, or in that without its numbers, there is nothing.
    """
    for exposure in exposed:
        texts = dict.fromkeys((exposure.whole, exposure.bare))
        if not any(clue(text.text) for text in texts):
            continue
        if len(exposure.parts) == 1:
            part = exposure.parts[0][1]
            for found in find(part.text):
                yield part, found
            continue
        seen: list[tuple[int, int]] = []
        for start, part in exposure.parts:
            for found in find(part.text):
                seen.append((start + found.start, start + found.end))
                yield part, found
        for text in texts:
            for found in find(text.text):
                if not any(start < found.end and found.start < end for start, end in seen):
                    seen.append((found.start, found.end))
                    yield text, found


def _values(part: PublicText) -> Iterator[tuple[int, PublicText]]:
    """Yield the data's own values in office prose, each alone: a telephone's number in the cell
    of a count is one though 件 is printed behind it. An amount of money may have as many digits.
    """
    for piece in part.pieces if len(part.sources) > 1 else ():
        if isinstance(piece.source, Run) and piece.source.kind is RunKind.VALUE:
            behind = part.text[piece.end : piece.end + 1]
            text = piece.source.text + (behind if behind in MONEY else "")
            yield piece.start, PublicText(text, (piece.source,))


def _source(numbered: tuple[int, Run]) -> tuple[bool, int]:
    """Return what joins neighbouring runs into one part: the cell they come from; a run of the
    outline's own stays apart.
    """
    number, run = numbered
    return (True, id(run.origin.text)) if run.origin else (False, number)


def _text(runs: Sequence[Run]) -> PublicText:
    """Return runs that follow each other as one public text."""
    return PublicText("".join(run.text for run in runs), tuple(runs))


def _without_numbers(paragraph: Paragraph) -> str:
    """Return a paragraph with blanks for its numbers, so that every place stays."""
    return "".join(
        " " * len(run.text) if run.kind is RunKind.NUMBER else run.text for run in paragraph.runs
    )
