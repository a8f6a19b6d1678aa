"""How a workbook looks and guards its cells: formats, heights, column spreads.

Nothing here knows where on a sheet a thing stands; :mod:`compiler.excel.writing.workbooks` places
it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

import attrs

from compiler.chinese.width import text_width
from compiler.recall import recalled
from compiler.schema.contents import CellContent, Contents, FormattedNumber, Spot
from compiler.schema.definitions import CELL_LIMIT, Field, Table, ValueKind, counted_day
from compiler.schema.structure import REQUIRED_MARK

NUMBER_FORMATS = {ValueKind.INTEGER: "0", ValueKind.NUMBER: "General", ValueKind.DATE: "yyyy-mm-dd"}
TEXT_FORMAT = "@"
FONT = "宋体"
TITLE_SIZE, SIZE, NOTE_SIZE, SMALL_SIZE = 16, 11, 10, 9
HIGHEST_ROW = 409
"""Points; Excel has no higher rows."""

CUT_HERE = "……（全文超过一格能放的字数，后面的从略）"
A4 = 9
"""As Excel numbers papers."""

LINE, ONE_LINE = 15, 20
"""Points that a line adds to a cell of several, and that a cell of one line takes with its
margins.
"""

FIRST_YEAR = 1900
"""Excel counts its days from here; an earlier one can only be written as text."""

ALLOWED = {"format_rows": True, "format_columns": True, "insert_rows": True}
"""What may be done to a protected sheet."""
YELLOW, GREY, BLUE, PALE_BLUE, ORANGE = "#FFF9DB", "#EDEDED", "#D6E3F2", "#EEF3FA", "#F8CBAD"
PALE_GREEN = "#E2EFDA"
BORDER: dict[str, Any] = {"border": 1, "border_color": "#A6A6A6"}


@attrs.frozen
class CellFormats:
    """The formats of one workbook. XlsxWriter has no type stubs, hence ``Any``.

    ``inputs`` and ``locked`` show their fill and border; ``bare`` cells leave that to ``awake``,
    the conditional format of a row in use, so that a long sheet prints no empty grid.
    """

    title: Any
    note: Any
    section: Any
    small: Any
    header: Any
    label: Any
    help: Any
    cell: Any
    awake: Any
    check: Any
    right: Any
    wrong: Any
    doubtful: Any
    inputs: Mapping[ValueKind, Any]
    locked: Mapping[ValueKind, Any]
    bare: Mapping[ValueKind, Any]
    faulty: Mapping[ValueKind, Any]
    edited: Mapping[ValueKind, Any]
    edit_line: Any
    by_hand: Any
    shown_as: Callable[[Any, str], Any]
    """Returns one of these formats with another number format."""


class _Added(dict[ValueKind, Any]):
    """Formats by the kind of value, each added when a cell first wants it: of fifty that a form could
    have, it has a dozen.
    """

    def __init__(self, added: Callable[[ValueKind], Any]) -> None:
        super().__init__()
        self.added = added

    def __missing__(self, kind: ValueKind) -> Any:
        return self.setdefault(kind, self.added(kind))


def make_styles(book: Any) -> CellFormats:
    """Return the formats of ``book``."""
    made: dict[Any, dict[str, Any]] = {}

    def style(size: int = SIZE, **properties: Any) -> Any:
        """Add a format; text wraps and stands in the middle unless told otherwise."""
        base = {"font_name": FONT, "font_size": size, "text_wrap": True, "valign": "vcenter"}
        look = book.add_format({**base, **properties})
        made[look] = {**base, **properties}
        return look

    def shown_as(look: Any, number_format: str) -> Any:
        """Add a format like another one, but for the number format."""
        return book.add_format({**made[look], "num_format": number_format})

    def values(*, prose: int = SIZE, **properties: Any) -> Mapping[ValueKind, Any]:
        """Return a format for each kind of value. They are told apart by their number formats, so
        that a text stays one and a date is shown as one; ``prose`` is the size of long texts.
        """

        def added(kind: ValueKind) -> Any:
            return style(
                prose if kind is ValueKind.PROSE else SIZE,
                num_format=NUMBER_FORMATS.get(kind, TEXT_FORMAT),
                valign="top",
                align="left",
                indent=1,
                **properties,
            )

        return _Added(added)

    return CellFormats(
        title=style(TITLE_SIZE, bold=True, align="center"),
        note=style(NOTE_SIZE, italic=True, font_color="#7F7F7F"),
        section=style(12, bold=True, bg_color=BLUE, **BORDER),
        small=style(SMALL_SIZE, font_color="#7F7F7F"),
        header=style(bold=True, align="center", bg_color=PALE_BLUE, **BORDER),
        label=style(bold=True, valign="top", align="left", indent=1, **BORDER),
        help=style(
            SMALL_SIZE, font_color="#595959", valign="top", align="left", indent=1, **BORDER
        ),
        cell=style(
            NOTE_SIZE, valign="top", align="left", indent=1, num_format=TEXT_FORMAT, **BORDER
        ),
        check=style(NOTE_SIZE, align="left", valign="top", indent=1, locked=True, **BORDER),
        right=book.add_format({"font_color": "#00703C", "bg_color": "#E6F4EA"}),
        wrong=book.add_format({"font_color": "#B00020", "bg_color": "#FDE7E9"}),
        doubtful=book.add_format({"font_color": "#7F6000", "bg_color": "#FFF3CD"}),
        awake=book.add_format({"bg_color": YELLOW, **BORDER}),
        inputs=values(prose=NOTE_SIZE, locked=False, bg_color=YELLOW, **BORDER),
        locked=values(locked=True, bg_color=GREY, **BORDER),
        bare=values(locked=False),
        faulty=values(prose=NOTE_SIZE, locked=False, bg_color=ORANGE, **BORDER),
        edited=values(prose=NOTE_SIZE, locked=False, bg_color=PALE_GREEN, **BORDER),
        by_hand=style(align="left", valign="top", indent=1, **BORDER),
        edit_line=style(
            NOTE_SIZE, bold=True, align="left", indent=1, bg_color=PALE_GREEN, **BORDER
        ),
        shown_as=shown_as,
    )


@attrs.frozen
class Page:
    """A worksheet being written, with what its cells need.

    ``comments`` holds what is to be said about the cells of a form, ``faulty`` those for which it
    is returned, ``edited`` those that the office has changed, which ``edit_line`` says on top;
    ``places`` fills with where cells are written, ``labels`` with where an area of labels begins and
    its texts, row by row.
    """

    sheet: Any
    styles: CellFormats
    choices: Mapping[str, str]
    contents: Contents
    widths: tuple[int, ...]
    comments: Mapping[Spot, str] = attrs.field(factory=dict)
    faulty: Collection[Spot] = ()
    edited: Collection[Spot] = ()
    edit_line: str = ""
    places: dict[Spot, tuple[int, int]] = attrs.field(factory=dict)
    labels: list[tuple[tuple[int, int], list[list[str]]]] = attrs.field(factory=list)

    def width(self, first: int, last: int) -> int:
        """Return the width of an area in column units."""
        return sum(self.widths[first : last + 1])


PITCH = 1.45
"""How high a line is by its size: as the faces have it that stand in for 宋体 where it is not
installed (1.44); 宋体 itself needs less."""


@recalled(4096)  # the forms of a project have the same labels and instructions
def text_height(text: str, width: float, size: int = SIZE) -> float:
    """Return the points a wrapped text needs in a cell ``width`` columns units wide, generously."""
    # A column unit is 7 pixels, indent and margins take 12, and a line loses some 3 % where
    # punctuation may not begin the next one.
    room = (width * 7 - 12) * 0.97
    # Pixels of half an ideograph: 96 to the inch, which has 72 points.
    half = size * 96 / 72 / 2
    if 2 * len(text) * half <= room:  # however wide its characters are, each line fits
        lines = 1 + text.count("\n")
    else:
        widths = map(text_width, text.split("\n"))
        lines = sum(max(1, math.ceil(width * half / room)) for width in widths)
    return math.ceil(lines * size * PITCH) + 3


def row_height(
    values: Mapping[str, CellContent], columns: Sequence[Field], widths: Sequence[int]
) -> float:
    """Return the points that the highest text of a row needs, as far as a row can be."""
    heights = (
        text_height(shown(values.get(field.key)), width)
        for field, width in zip(columns, widths, strict=True)
    )
    return min(max(ONE_LINE, *heights), HIGHEST_ROW)


def column_label(table: Table, field: Field) -> str:
    """Return a column's heading, marked if a row in use must have it filled."""
    return f"{field.label} {REQUIRED_MARK}" if field.key in table.required_columns else field.label


def spread(wanted: Sequence[int], available: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Lay table columns over the fixed columns of a sheet, as near to their ``wanted`` widths as
    it allows.

    Return the first and last sheet column of each; :class:`ValueError` if the table has more
    columns than the sheet.
    """
    if len(wanted) > len(available):
        raise ValueError(
            f"{len(wanted)} table columns do not fit on {len(available)} sheet columns"
        )
    scale = sum(available) / sum(wanted)

    def areas(cuts: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
        """Return the first and last sheet column of each table column, which begin where the
        ``cuts`` say.
        """
        return tuple(
            (start, end - 1) for start, end in zip((0, *cuts), (*cuts, len(available)), strict=True)
        )

    def misfit(cuts: tuple[int, ...]) -> float:
        """Return how far the columns are from their wanted widths, large differences counting
        most.
        """
        pairs = zip(areas(cuts), wanted, strict=True)
        return sum(
            (sum(available[first : last + 1]) - width * scale) ** 2
            for (first, last), width in pairs
        )

    return areas(min(combinations(range(1, len(available)), len(wanted) - 1), key=misfit))


def shown(value: CellContent) -> str:
    """Return a value as text: what a text cell stores and what a height is estimated from."""
    if isinstance(value, FormattedNumber):
        value = value.number
    if isinstance(value, Decimal):
        return format(value, "f")
    return "" if value is None else str(value)


def exact_number(value: CellContent, kind: ValueKind) -> float | None:
    """Return the number a cell can hold without loss, or nothing if the value must be written as
    text.

    A spreadsheet keeps 15 significant digits; an integer column would show a fraction rounded.
    """
    if not isinstance(value, int | Decimal) or kind not in (ValueKind.NUMBER, ValueKind.INTEGER):
        return None
    number = float(value)
    if Decimal(format(number, ".15g")) != value or (
        kind is ValueKind.INTEGER and not number.is_integer()
    ):
        return None
    return number


def utf16_length(text: str) -> int:
    """Return the length of a text as a spreadsheet counts it, a rare ideograph as two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fitting(text: str) -> str:
    """Return a text as long as a cell holds; of a longer one the beginning, which says so: without
    that the cell would be left empty.
    """
    if 2 * len(text) <= CELL_LIMIT or utf16_length(text) <= CELL_LIMIT:
        return text
    room = 2 * (CELL_LIMIT - len(CUT_HERE))
    return text.encode("utf-16-le", "surrogatepass")[:room].decode("utf-16-le", "ignore") + CUT_HERE


def set_up(page: Page, *, landscape: bool) -> None:
    """Set column widths and how the sheet prints: A4, one page wide, no grid."""
    sheet = page.sheet
    for column, width in enumerate(page.widths):
        sheet.set_column(column, column, width)
    sheet.set_paper(A4)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.45, right=0.45, top=0.55, bottom=0.65)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def band(page: Page, row: int, text: str, style: Any, height: float) -> int:
    """Write a text over the whole width and return the row below it."""
    page.sheet.set_row(row, height)
    area(page, row, 0, row, len(page.widths) - 1, style)
    page.sheet.write_string(row, 0, text, style)
    return row + 1


def area(page: Page, first_row: int, first: int, last_row: int, last: int, style: Any) -> None:
    """Merge an area if it is more than one cell; the text is written afterwards, so that it is
    never taken for a formula.
    """
    if (first_row, first) != (last_row, last):
        page.sheet.merge_range(first_row, first, last_row, last, "", style)


def write_value(
    page: Page, row: int, column: int, field: Field, value: CellContent, style: Any
) -> None:
    """Write a value in the type its field calls for, or as text where that would lose something."""
    if isinstance(value, FormattedNumber):
        style = page.styles.shown_as(style, value.number_format)
        value = value.number
    if field.kind is ValueKind.DATE and isinstance(value, Decimal):
        value = counted_day(value) or value
    number = exact_number(value, field.kind)
    text = shown(value)
    if text == "":
        page.sheet.write_blank(row, column, None, style)
    elif number is not None:
        page.sheet.write_number(row, column, number, style)
    elif isinstance(value, date) and field.kind is ValueKind.DATE and value.year >= FIRST_YEAR:
        page.sheet.write_datetime(row, column, value, style)
    elif utf16_length(text) > CELL_LIMIT:
        raise ValueError(
            f"{field.label}: a cell holds {CELL_LIMIT} characters, "
            f"this text has {utf16_length(text)}"
        )
    else:
        page.sheet.write_string(row, column, text, style)
