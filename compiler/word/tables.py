"""A table as Word wants it: explicit columns, a header row on every page, no row cut in two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.text.paragraph import Paragraph as WordParagraph

from compiler.chinese.width import spaced_width, text_width
from compiler.model.document import Document, TableCell
from compiler.word.elements import empty_paragraph, w
from compiler.word.template.looks import TABLE_SIZE, TABLE_STYLE

SHORT, NARROWEST = 14, 4
"""Half characters: a date is short, and no column is narrower than two characters."""

CELL_MARGINS = 2 * 108 + 20
"""Twips that a cell needs beside its text: Word's own margins and the frame."""


Cells = Sequence[tuple[TableCell, str]]
"""The cells of a table with their texts."""


def tables_alike(document: Document) -> dict[tuple[str, ...], Cells]:
    """Return the cells of all tables that have one header, by its texts: one under each problem, say,
    whose columns should stand under each other.
    """
    tables: dict[int, list[tuple[TableCell, str]]] = {}
    for paragraph in document.paragraphs:
        if paragraph.cell is not None:
            tables.setdefault(paragraph.cell.table, []).append((paragraph.cell, paragraph.text))
    alike: dict[tuple[str, ...], list[tuple[TableCell, str]]] = {}
    for cells in tables.values():
        alike.setdefault(header_of(cells), []).extend(cells)
    return {**alike}


def header_of(cells: Cells) -> tuple[str, ...]:
    """Return the texts of a table's first row."""
    return tuple(text for cell, text in cells if cell.row == 0)


def add_table(
    base: WordDocument, cells: Cells, alike: Cells, width: int
) -> dict[tuple[int, int], WordParagraph]:
    """Add a table of ``width`` twips behind the text, for cells with their texts, whose columns are as
    wide as those of the tables ``alike`` need; return the one empty paragraph of every cell, by row and
    column.
    """
    columns = cells[0][0].columns
    rows = sorted({cell.row for cell, _ in cells})
    widths = column_widths(alike, width)
    table = w("tbl")
    table.append(
        w(
            "tblPr",
            w("tblStyle", val=_style_id(base)),
            w("tblW", w=sum(widths), type="dxa"),
            w("jc", val="center"),
            w("tblLayout", type="fixed"),
            w(
                "tblLook",
                val="0020",
                firstRow=1,
                lastRow=0,
                firstColumn=0,
                lastColumn=0,
                noHBand=1,
                noVBand=1,
            ),
        )
    )
    table.append(w("tblGrid", *(w("gridCol", w=one) for one in widths)))
    written = {}
    for row in rows:
        line = w("tr", w("trPr", w("cantSplit"), *([w("tblHeader")] if row == 0 else [])))
        for column in range(columns):
            content = empty_paragraph()
            line.append(
                w(
                    "tc",
                    w("tcPr", w("tcW", w=widths[column], type="dxa"), w("vAlign", val="center")),
                    content,
                )
            )
            written[row, column] = WordParagraph(content, base._body)
        table.append(line)
    base.element.body.sectPr.addprevious(table)
    return written


def column_widths(cells: Cells, width: int) -> list[int]:
    """Share ``width`` twips out among the columns: short ones take what they need, the others
    divide the rest.
    """
    columns = cells[0][0].columns
    longest, widest = [NARROWEST] * columns, [float(NARROWEST)] * columns
    for cell, text in cells:
        longest[cell.column] = max(longest[cell.column], text_width(text))
        # A short text stays on one line everywhere.
        widest[cell.column] = max(widest[cell.column], spaced_width(text))
    taken = [
        _need(wide) if length <= SHORT else 0 for length, wide in zip(longest, widest, strict=True)
    ]
    weights = [0.0 if length <= SHORT else sqrt(length) for length in longest]
    if not any(weights) or width - sum(taken) < sum(_need(SHORT) for weight in weights if weight):
        taken, weights = [0] * columns, [sqrt(length) for length in longest]
    rest = width - sum(taken)
    edges = [
        sum(taken[:column]) + round(rest * sum(weights[:column]) / sum(weights))
        for column in range(columns + 1)
    ]
    return [end - start for start, end in pairwise(edges)]


def _need(length: float) -> int:
    """Return the width in twips of a column that holds so many half characters."""
    return round(length * TABLE_SIZE * 5) + CELL_MARGINS


def _style_id(base: WordDocument) -> str:
    """Return the id that the office's file gives the style of tables; validation has seen that
    there is one.
    """
    return next(
        str(style.style_id)
        for style in base.styles
        if style.type == WD_STYLE_TYPE.TABLE and style.name == TABLE_STYLE
    )
