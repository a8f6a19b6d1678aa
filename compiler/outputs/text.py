"""The notice as plain text, one paragraph a line, a table one row a line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from compiler.model.document import Document, Paragraph

DRAFT_LINE = "【草稿】未经审签，不得公布"
BETWEEN_CELLS = "\t"


def write_text(document: Document) -> bytes:
    """Return UTF-8 text, each line ended by a line feed; a draft says so in its first line."""
    lines = [*([DRAFT_LINE] if document.draft else []), *lines_of(document)]
    return ("\n".join(lines) + "\n").encode()


def lines_of(document: Document) -> list[str]:
    """Return the lines of a notice: its paragraphs, and the rows of its tables."""
    lines: list[str] = []
    for row, group in groupby(
        document.paragraphs,
        lambda paragraph: paragraph.cell and (paragraph.cell.table, paragraph.cell.row),
    ):
        paragraphs = list(group)
        lines += [_row(paragraphs)] if row else [paragraph.text for paragraph in paragraphs]
    return lines


def _row(paragraphs: Sequence[Paragraph]) -> str:
    """An empty cell keeps its place."""
    texts = {paragraph.cell.column: paragraph.text for paragraph in paragraphs if paragraph.cell}
    columns = max((paragraph.cell.columns for paragraph in paragraphs if paragraph.cell), default=0)
    return BETWEEN_CELLS.join(texts.get(column, "") for column in range(columns))
