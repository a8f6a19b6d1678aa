"""What a cell is to hold, and the ways in which a workbook can store it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from xml.sax.saxutils import escape

import attrs
from lxml import etree

from compiler.chinese.numerals import plain
from compiler.excel.sheets.cell_values import DAYS_TO_1904, LEAP_DAY, ZERO_1900
from compiler.excel.sheets.cells import Cell
from compiler.excel.sheets.number_formats import is_date
from compiler.excel.sheets.rich_text import MAIN
from compiler.excel.sheets.stored_cells import Common, read_cell
from compiler.package.xml import parsed
from compiler.span import Span

TEXT, ISO_DATE, NUMBER, NOTHING = "inlineStr", "d", "n", ""
DIGITS = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?", re.ASCII)
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
SCALES = (0, -2, 3, 4, 6)
"""Powers of ten by which a format may show a number smaller or, as a percentage, larger."""
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""
LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@attrs.frozen
class Stored:
    """The content of a cell: its type as the attribute ``t`` says it, and its value."""

    kind: str
    value: str = ""


def ways_to_store(
    new: str, old: Cell | None, common: Common, kind: str, style: str
) -> list[Stored]:
    """Return how ``new`` can be stored so that the reader reads just that in a cell of a ``style``,
    the best way first.

    A number stays a number and a date a date, wherever the new text is one; anything else is a
    text. ``kind`` is how the ``old`` content was stored.
    """
    ways = _ways(new, old, common, kind, style)
    return [way for way in ways if _reads(way, style, common) == new]


def _ways(new: str, old: Cell | None, common: Common, kind: str, style: str) -> Iterator[Stored]:
    if not new:
        yield Stored(NOTHING)
        return
    if ISO_DAY.fullmatch(new):
        if kind == ISO_DATE:
            yield Stored(ISO_DATE, new)
        elif (serial := _serial(new, common.epoch_shift)) is not None and _is_dated(style, common):
            yield Stored(NUMBER, str(serial))
    if old is not None and isinstance(old.value, Decimal):
        unit = old.shown.unit if old.shown is not None else ""
        digits = new.removesuffix(unit)
        if DIGITS.fullmatch(digits):
            for scale in SCALES:
                yield Stored(NUMBER, plain(Decimal(digits).scaleb(scale)))
    yield Stored(TEXT, new)


def _is_dated(style: str, common: Common) -> bool:
    number = int(style) if style.isdecimal() else 0
    return number < len(common.styles) and is_date(common.styles[number].number_format)


def _serial(day: str, epoch_shift: int) -> int | None:
    """Return the number by which a workbook's calendar counts a day, ``None`` for none of its
    days.
    """
    try:
        days = (date.fromisoformat(day) - ZERO_1900.date()).days - epoch_shift
    except ValueError:
        return None
    if epoch_shift != DAYS_TO_1904 and days <= LEAP_DAY:
        days -= 1
    return days if days >= 0 else None


def _reads(way: Stored, style: str, common: Common) -> str:
    """Return what the reader reads in a cell so stored; a text that is not to be relied on is none."""
    attributes = f' xmlns="{MAIN}" s="{style}"' if style else f' xmlns="{MAIN}"'
    element: etree._Element = parsed(written(way, "c", attributes).encode())
    cell = read_cell(element, Span(""), common)
    return "" if cell is None or cell.error is not None or cell.struck else cell.text


def written(stored: Stored, tag: str, attributes: str) -> str:
    """Return the XML of a cell; its ``tag`` has the prefix that the sheet uses, its ``attributes``
    lack the type.
    """
    prefix = tag.rpartition("c")[0]
    if stored.kind == NOTHING:
        return f"<{tag}{attributes}/>"
    if stored.kind == TEXT:
        text = f'<{prefix}t xml:space="preserve">{_escaped(stored.value)}</{prefix}t>'
        return f'<{tag}{attributes} t="{TEXT}"><{prefix}is>{text}</{prefix}is></{tag}>'
    kind = f' t="{ISO_DATE}"' if stored.kind == ISO_DATE else ""
    return f"<{tag}{attributes}{kind}><{prefix}v>{stored.value}</{prefix}v></{tag}>"


def _escaped(text: str) -> str:
    """Return a text as an inline string holds it: what looks like an escaped character is none,
    and a carriage return, which XML would turn into a line feed, is one.
    """
    return escape(LOOKS_ESCAPED.sub("_x005F_", text)).replace("\r", "_x000D_")


def is_simple(cell: Cell) -> bool:
    """Tell whether a cell holds a text, a number or a date: no time, no truth, no error."""
    if cell.error is not None or isinstance(cell.value, datetime | bool):
        return False
    return isinstance(cell.value, str | Decimal | date)
