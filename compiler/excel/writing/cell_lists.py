"""Lists of ours about cells of a form, each on a sheet of its own, whose lines lead to the cells."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from xlsxwriter.utility import xl_rowcol_to_cell

from compiler.excel.writing.formats import (
    A4,
    BORDER,
    FONT,
    HIGHEST_ROW,
    NOTE_SIZE,
    PALE_BLUE,
    fitting,
    text_height,
)
from compiler.schema.contents import Spot

HEAD = 2
"""The row of the labels, below title and note."""


@attrs.frozen
class Worked:
    """A text that a formula works out, and what it gives at first."""

    formula: str
    value: str


@attrs.frozen
class CellList:
    """What such a list says: a cell's ``spot`` and the texts of its line, in the ``columns`` of which
    each has a label and a width in characters.

    The column ``linked`` leads to the cell; a text that is one of ``tones`` has that background,
    also where a formula works it out.
    """

    title: str
    note: str
    columns: Sequence[tuple[str, int]]
    lines: Sequence[tuple[Spot | None, Sequence[str | Worked]]]
    linked: int
    tones: Mapping[str, str] = attrs.field(factory=dict)


def write_cell_list(
    sheet: Any, book: Any, content: CellList, places: Mapping[Spot, tuple[int, int]], target: str
) -> None:
    """Write the list; each line leads to its cell, which the sheet ``target`` has at its place."""
    base = {"font_name": FONT, "font_size": NOTE_SIZE, "text_wrap": True, "valign": "top", **BORDER}
    title = book.add_format(
        {"font_name": FONT, "font_size": 16, "bold": True, "align": "center", "valign": "vcenter"}
    )
    head = book.add_format(
        {**base, "bold": True, "bg_color": PALE_BLUE, "align": "center", "valign": "vcenter"}
    )
    cell, link = (
        book.add_format({**base, "num_format": "@"}),
        book.add_format({**base, "font_color": "#0563C1", "underline": 1}),
    )
    tones = {
        word: book.add_format({**base, "bg_color": colour})
        for word, colour in content.tones.items()
    }
    note = book.add_format({"font_name": FONT, "font_size": NOTE_SIZE, "text_wrap": True})
    widths = [width for _, width in content.columns]
    last = len(widths) - 1
    sheet.merge_range(0, 0, 0, last, content.title, title)
    sheet.set_row(0, 32)
    sheet.merge_range(1, 0, 1, last, content.note, note)
    sheet.set_row(1, text_height(content.note, sum(widths), NOTE_SIZE) + 4)
    for column, (label, width) in enumerate(content.columns):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD, column, label, head)
    row = HEAD + 1
    for spot, line in content.lines:
        formulas = {column: it for column, it in enumerate(line) if isinstance(it, Worked)}
        texts = tuple(fitting(it.value if isinstance(it, Worked) else it) for it in line)
        heights = (
            text_height(it, width, NOTE_SIZE) for it, width in zip(texts, widths, strict=True)
        )
        height = max(heights)
        depth = math.ceil(height / HIGHEST_ROW)
        for below in range(depth):
            sheet.set_row(row + below, math.ceil(height / depth))
        for column, text in enumerate(texts):
            look = tones.get(text, cell)
            if depth > 1:  # what is too high for one row stands in several, merged
                sheet.merge_range(row, column, row + depth - 1, column, "", look)
            if column in formulas:
                sheet.write_formula(row, column, formulas[column].formula, cell, text)
                _toned(sheet, row, column, tones)
            elif column == content.linked and spot is not None and spot in places:
                address = f"internal:'{target}'!{xl_rowcol_to_cell(*places[spot])}"
                sheet.write_url(row, column, address, link, text)
            else:
                sheet.write_string(row, column, text, look)
        row += depth
    sheet.freeze_panes(HEAD + 1, 0)
    sheet.repeat_rows(HEAD)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def _toned(sheet: Any, row: int, column: int, tones: Mapping[str, Any]) -> None:
    """Give a cell the background of what its formula works out."""
    for word, look in tones.items():
        equal = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
        sheet.conditional_format(row, column, row, column, equal)
