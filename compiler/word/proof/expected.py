"""What a written file must hold, worked out from the document alone: what it looks like, blank
lines and all, is the layout's affair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

import attrs

from compiler.model.document import Document, Paragraph
from compiler.notice.kind import BODY_STYLE
from compiler.span import Span

NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

TablePosition = tuple[int, int, int] | None
"""Table, row and column of a paragraph, each from one; ``None`` outside of tables."""


@attrs.frozen
class Expected:
    """A paragraph of the document, ``number`` counted from one. ``texts`` are those of its runs
    as a file can hold them.
    """

    paragraph: Paragraph
    number: int
    place: TablePosition
    texts: tuple[str, ...]
    text: str

    @property
    def runs_on(self) -> bool:
        """Whether a heading and the text behind it are one paragraph."""
        return 0 < self.paragraph.heading_runs < len(self.paragraph.runs)

    @property
    def heading(self) -> int:
        """How many characters at the beginning are such a heading."""
        return sum(map(len, self.texts[: self.paragraph.heading_runs])) if self.runs_on else 0

    @property
    def style(self) -> str:
        """The style it must wear: a paragraph with a run-in heading is text."""
        return BODY_STYLE if self.runs_on else self.paragraph.style

    def as_text(self, text: str) -> str:
        """Return what is text in a text of this paragraph: but in the body's style line breaks
        are the layout's, there they would read as two paragraphs.
        """
        text = printable(text)
        return text if self.style == BODY_STYLE else text.replace("\n", "")

    def sources(self, at: int) -> tuple[Span, ...]:
        """Return where the run at a place in the text comes from."""
        runs = self.paragraph.runs
        ends = accumulate(map(len, self.texts))
        found = (run.sources for run, end in zip(runs, ends, strict=True) if at < end)
        return next(found, runs[-1].sources if runs else ())


def printable(text: str) -> str:
    """Return ``text`` without what XML cannot hold; a carriage return is a line break like any
    other.
    """
    return NO_XML.sub("", text.replace("\r", "\n"))


def expect(document: Document) -> Iterator[Expected]:
    """Yield the document's paragraphs in order, empty ones too; those in tables with their
    place.
    """
    rows: dict[int, set[int]] = {}
    for paragraph in document.paragraphs:
        if (cell := paragraph.cell) is not None:
            rows.setdefault(cell.table, set()).add(cell.row)
    tables = {table: number for number, table in enumerate(rows, 1)}
    for number, paragraph in enumerate(document.paragraphs, 1):
        place: TablePosition = None
        if (cell := paragraph.cell) is not None:
            row = sum(other <= cell.row for other in rows[cell.table])
            place = (tables[cell.table], row, cell.column + 1)
        one = Expected(paragraph, number, place, (), "")
        texts = tuple(one.as_text(run.text) for run in paragraph.runs)
        yield attrs.evolve(one, texts=texts, text="".join(texts))
