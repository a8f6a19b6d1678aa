"""Comments of ours on the cells of a form."""

from __future__ import annotations

from collections.abc import Mapping

from compiler.excel.writing.formats import Page, text_height
from compiler.schema.contents import Spot

WIDTH = 320
"""Pixels; a column unit, by which heights are reckoned, has 7 of them."""
AUTHOR = "办公室"


def joined(*by_spot: Mapping[Spot, str]) -> dict[Spot, str]:
    """Return what is to be said on each cell, of all that there is, since a cell has one comment."""
    texts: dict[Spot, str] = {}
    for comments in by_spot:
        for spot, text in comments.items():
            texts[spot] = f"{texts[spot]}\n\n{text}" if spot in texts else text
    return texts


def comment_on(page: Page, spot: Spot, row: int, column: int) -> None:
    """Keep where a cell was written, and put what is to be said about it on it."""
    page.places[spot] = row, column
    if text := page.comments.get(spot):
        height = 30 + text_height(text, WIDTH / 7, 9) * 4 / 3
        look = {
            "author": AUTHOR,
            "width": WIDTH,
            "height": height,
            "color": "#FFF2CC",
            "font_size": 9,
        }
        page.sheet.write_comment(row, column, text, look)
