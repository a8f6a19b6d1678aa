"""The notice as plain text, one paragraph a line, a table one row a line: its cells stand between wide
blanks, as in notices that are published as text; between tabs in a table whose own words have such
blanks.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from compiler.model.document import Document, Paragraph
from compiler.wordfile.taking import CELL_GAP

DRAFT_LINE = "【草稿】未经审签，不得公布"
OTHER_GAP = "\t"


def write_text(document: Document) -> bytes:
    """Return UTF-8 text, each line ended by a line feed; a draft says so in its first line."""
    lines = [*([DRAFT_LINE] if document.draft else []), *lines_of(document)]
    return ("\n".join(lines) + "\n").encode()


def lines_of(document: Document) -> list[str]:
    """Return the lines of a notice: its paragraphs, and the rows of its tables."""
    gapped = {
        paragraph.cell.table
        for paragraph in document.paragraphs
        if paragraph.cell and CELL_GAP in paragraph.text
    }
    lines: list[str] = []
    for row, group in groupby(
        document.paragraphs,
        lambda paragraph: paragraph.cell and (paragraph.cell.table, paragraph.cell.row),
    ):
        paragraphs = list(group)
        if row:
            lines.append(_row(paragraphs, OTHER_GAP if row[0] in gapped else CELL_GAP))
        else:
            lines += [paragraph.text for paragraph in paragraphs]
    return lines


def _row(paragraphs: Sequence[Paragraph], gap: str) -> str:
    """An empty cell keeps its place."""
    texts = {paragraph.cell.column: paragraph.text for paragraph in paragraphs if paragraph.cell}
    columns = max((paragraph.cell.columns for paragraph in paragraphs if paragraph.cell), default=0)
    return gap.join(texts.get(column, "") for column in range(columns))
