"""Worksheets that list: a header that stays, a filter, rows as high as their text, links and
marked words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any

import attrs

from compiler.chinese.width import spaced_width
from compiler.excel.writing.formats import HIGHEST_ROW, fitting, text_height
from compiler.excel.writing.new_workbook import finish, new_workbook

SIZE = 10
A3, A4 = 8, 9
"""As Excel numbers papers."""

WIDEST = 190
"""Characters that A4 landscape can show at a readable size; a wider list is printed on A3."""
LINK_ROOM, WIDEST_LINK = 3, 120
"""Characters: what a link's column has beside it, and how wide it becomes at most."""
LONGEST_TARGET = 2000
"""Characters of a link; Excel follows none that is longer than 2,079."""
RATE_DIGITS = 9
"""Places of a rate behind the point: fewer than a program drops when it saves the file again."""
TONES = {"": None, "红": "#F8D7DA", "黄": "#FFF3CD", "绿": "#D8EFDC", "灰": "#EDEDED"}
"""Backgrounds by the light they stand for."""


@attrs.frozen
class Column:
    """A column and its width in characters."""

    label: str
    width: int


@attrs.frozen
class Link:
    """Words that lead to a cell; ``target`` is relative to the workbook's folder, empty for words
    without a link.
    """

    shown: str
    target: str


@attrs.frozen
class Marked:
    """A text whose flagged pieces stand out."""

    pieces: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(text for text, _ in self.pieces)


@attrs.frozen
class Toned:
    """A text on the background of a light."""

    text: str
    tone: str


@attrs.frozen
class Rate:
    """So many of so many, shown in per cent; blank if there is nothing to have a share of."""

    part: int
    whole: int


Content = str | int | Decimal | date | Link | Marked | Toned | Rate | None


@attrs.frozen
class ListSheet:
    """One list: its sheet's name, its columns, its rows."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]


def list_sheet(
    name: str, columns: Iterable[tuple[str, int]], rows: Iterable[Iterable[Content]]
) -> ListSheet:
    """Return a list from labels with widths, and rows."""
    return ListSheet(
        name, tuple(Column(*column) for column in columns), tuple(tuple(row) for row in rows)
    )


def write_lists(title: str, sheets: Iterable[ListSheet]) -> bytes:
    """Return a workbook of nothing but lists; the same lists give the same bytes."""
    listing = open_listing(title)
    for sheet in sheets:
        add_sheet(listing, sheet)
    return listing.finish()


@attrs.frozen
class ListBook:
    """A workbook being written."""

    book: Any
    formats: Mapping[str, Any]
    title: str

    def finish(self) -> bytes:
        """Return the finished workbook; the same calls give the same bytes."""
        return finish(self.book)


def open_listing(title: str) -> ListBook:
    """Begin a workbook called ``title``."""
    book = new_workbook(title)
    base = {"font_name": "宋体", "font_size": SIZE, "valign": "top", "text_wrap": True}
    bordered = base | {"border": 1, "border_color": "#BFBFBF"}
    formats = {
        "title": {"font_name": "黑体", "font_size": 16},
        "text": base,
        "head": bordered
        | {"bold": True, "bg_color": "#D6E3F2", "valign": "vcenter", "align": "center"},
        "cell": bordered,
        "number": bordered | {"align": "right"},
        "rate": bordered | {"num_format": "0.0%", "align": "right"},
        "date": bordered | {"num_format": "yyyy-mm-dd", "align": "left"},
        "link": bordered | {"font_color": "#0563C1", "underline": 1},
        "mark": {"font_name": "宋体", "font_size": SIZE, "bold": True, "font_color": "#C00000"},
        "plain": {"font_name": "宋体", "font_size": SIZE},
    } | {
        f"tone{tone}": bordered | ({"bg_color": colour} if colour else {})
        for tone, colour in TONES.items()
    }
    return ListBook(book, {name: book.add_format(look) for name, look in formats.items()}, title)


def add_sheet(listing: ListBook, content: ListSheet) -> Any:
    """Write one list, landscape, and return its worksheet."""
    rows = content.rows
    columns = [_holding_links(column, index, rows) for index, column in enumerate(content.columns)]
    sheet = listing.book.add_worksheet(content.name)
    sheet.set_row(0, 24)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(0, index, column.label, listing.formats["head"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.repeat_rows(0)
    set_paper(sheet, f"{listing.title}\u3000{content.name}", landscape=True)
    if sum(column.width for column in columns) > WIDEST:
        sheet.set_paper(A3)
    for row, contents in enumerate(rows, 1):
        for index, cell in enumerate(contents):
            write_content(sheet, row, index, cell, listing.formats)
        set_height(sheet, row, contents, [column.width for column in columns])
    return sheet


def head_sheet(listing: ListBook, sheet: Any, subtitle: str, widths: Sequence[int]) -> None:
    """Write the workbook's title and a line below it across the columns of a first sheet, which
    become as wide as said.
    """
    last = len(widths) - 1
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    set_paper(sheet, listing.title, landscape=True)
    sheet.merge_range(0, 0, 0, last, None)
    sheet.write_string(0, 0, listing.title, listing.formats["title"])
    sheet.set_row(0, 26)
    sheet.merge_range(1, 0, 1, last, None)
    sheet.write_string(1, 0, subtitle, listing.formats["text"])
    set_height(sheet, 1, [subtitle], [sum(widths)])


def write_table(
    listing: ListBook,
    sheet: Any,
    first: int,
    labels: Sequence[str],
    rows: Iterable[Sequence[Content]],
    widths: Sequence[int],
) -> int:
    """Write a table from row ``first`` of a sheet, each row as high as its text, and return the
    row after it.
    """
    for column, label in enumerate(labels):
        sheet.write_string(first, column, label, listing.formats["head"])
    set_height(sheet, first, labels, widths[: len(labels)])
    row = first
    for row, contents in enumerate(rows, first + 1):
        for column, content in enumerate(contents):
            write_content(sheet, row, column, content, listing.formats)
        set_height(sheet, row, contents, widths[: len(contents)])
    return row + 1


def set_height(sheet: Any, row: int, contents: Iterable[Content], widths: Iterable[int]) -> None:
    """Make a row as high as its contents need in columns this wide: a row that does not say how
    high it is is one line high in print, whatever it looks like on the screen of Excel.
    """
    heights = (
        text_height(_text(cell), width, SIZE) for cell, width in zip(contents, widths, strict=True)
    )
    sheet.set_row(row, min(max(heights, default=15), HIGHEST_ROW))


def _holding_links(column: Column, index: int, rows: Iterable[Sequence[Content]]) -> Column:
    """Return a column wide enough for its links, which LibreOffice and WPS print on one line."""
    links = (cell.shown for row in rows if isinstance(cell := row[index], Link))
    widest = max(map(spaced_width, links), default=0)
    return attrs.evolve(column, width=max(column.width, min(ceil(widest) + LINK_ROOM, WIDEST_LINK)))


def set_paper(sheet: Any, footer: str, *, landscape: bool) -> None:
    """Print on A4, as wide as the sheet, with a footer that names it."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&9{footer.replace('&', '&&')}&R&9第 &P 页，共 &N 页")


def write_content(
    sheet: Any, row: int, column: int, content: Content, formats: Mapping[str, Any]
) -> None:
    """Write one cell; text stays text whatever it begins with."""
    if isinstance(content, str):
        sheet.write_string(row, column, fitting(content), formats["cell"])
    elif isinstance(content, Link) and 0 < len(content.target) <= LONGEST_TARGET:
        sheet.write_url(row, column, content.target, formats["link"], content.shown)
    elif isinstance(content, Marked):
        _write_marked(sheet, row, column, content, formats)
    elif isinstance(content, Toned):
        sheet.write_string(row, column, fitting(content.text), formats[f"tone{content.tone}"])
    elif isinstance(content, Rate) and content.whole:
        share = round(content.part / content.whole, RATE_DIGITS)
        sheet.write_number(row, column, share, formats["rate"])
    elif isinstance(content, date):
        sheet.write_datetime(row, column, content, formats["date"])
    elif isinstance(content, int | Decimal):
        sheet.write_number(row, column, content, formats["number"])
    else:
        sheet.write_string(row, column, fitting(_text(content)), formats["cell"])


def _write_marked(
    sheet: Any, row: int, column: int, content: Marked, formats: Mapping[str, Any]
) -> None:
    """Write a text with its flagged pieces emphasised."""
    pieces = [piece for piece in content.pieces if piece[0]]
    fits = content.text == fitting(content.text)
    if fits and len(pieces) > 1:  # a rich string needs two fragments
        fragments = [
            part
            for text, marked in pieces
            for part in (formats["mark" if marked else "plain"], text)
        ]
        sheet.write_rich_string(row, column, *fragments, formats["cell"])
    else:
        sheet.write_string(row, column, fitting(content.text), formats["cell"])


def _text(content: Content) -> str:
    """Return a cell's words, by which the height of its row is reckoned."""
    if isinstance(content, str):
        return content
    if isinstance(content, Link):
        return content.shown
    if isinstance(content, Marked | Toned):
        return content.text
    if isinstance(content, Rate):
        return "100.0%" if content.whole else ""
    return "" if content is None else str(content)
