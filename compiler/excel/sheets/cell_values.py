"""What a cell holds, from its type, its stored text and its number format."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import attrs

from compiler.chinese.numerals import plain
from compiler.excel.sheets.number_formats import is_date, is_elapsed

LAST_SERIAL = 2_958_466
"""The day after 31 December 9999, where Excel's calendar ends."""
LEAP_DAY = 60
"""The 29 February 1900 that Excel's calendar has and the world had not: earlier days count one more."""
ZERO_1900 = datetime(1899, 12, 30)
DAYS_TO_1904 = 1462
"""Between the epochs of the two calendars: a workbook from an old Mac counts from 1 January 1904."""
MILLISECONDS = 86_400_000
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
CLOCK = re.compile(r"T?(\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)Z?")


@attrs.frozen
class NotANumber:
    """What stands where a cell says that it holds a number, and is none: NaN, INF, 1E400."""

    stored: str


CellValue = str | Decimal | date | datetime | time | timedelta | bool | NotANumber


def number_or_date(stored: str, number_format: str, epoch_shift: int) -> CellValue:
    """Return the value of a numeric cell: a float keeps the 15 digits that Excel keeps.

    ``epoch_shift`` is what is added to a serial number of the workbook's calendar to get one of the
    usual calendar, in days.
    """
    number = float(stored) if NUMBER.fullmatch(stored.strip()) else math.nan
    if not math.isfinite(number):
        return NotANumber(stored)
    if number_format and is_date(number_format):
        day = _moment(number, number_format, epoch_shift)
        if day is not None:
            return day
    return Decimal(format(number, ".15g"))


def _moment(
    serial: float, number_format: str, epoch_shift: int
) -> date | datetime | time | timedelta | None:
    """Return what a serial number means, ``None`` if Excel shows it as #### because no day is it."""
    if not 0 <= serial < LAST_SERIAL - epoch_shift:
        return None
    if is_elapsed(number_format):
        return timedelta(milliseconds=round(serial * MILLISECONDS))
    if serial < 1:
        milliseconds = round(serial * MILLISECONDS) % MILLISECONDS
        return (datetime.min + timedelta(milliseconds=milliseconds)).time()
    if not epoch_shift and serial < LEAP_DAY:
        serial += 1
    moment = ZERO_1900 + timedelta(milliseconds=round((serial + epoch_shift) * MILLISECONDS))
    return moment.date() if moment.time() == time() else moment


def iso_date(stored: str) -> CellValue:
    """Return a date stored as ISO 8601, as LibreOffice and others may write it; a text if it is
    none.
    """
    text = stored.strip()
    try:
        if match := CLOCK.fullmatch(text):
            hours, _, rest = match.group(1).partition(":")
            return time.fromisoformat(f"{hours:0>2}:{rest}")
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return stored
    return moment.date() if moment.time() == time() else moment


def written(value: CellValue) -> str:
    """Return a value as a person would retype it: 46, 1.5, 2024-12-31."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, NotANumber):
        return value.stored
    return str(value)
