"""One cell turned into one typed value, by the schema's definition of its field."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from compiler.chinese.cleaning import clean
from compiler.chinese.marks import CLAUSE_ENDS, CLOSING_MARKS, END_MARKS, leading_ordinal
from compiler.chinese.numerals import plain
from compiler.chinese.prose_dates import deadline_in_words, last_named
from compiler.chinese.quantities import MULTIPLIERS
from compiler.chinese.typed_days import typed_day, why_no_day
from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.records import Entry
from compiler.excel.sheets.cell_values import NotANumber
from compiler.excel.sheets.cells import Cell
from compiler.excel.sheets.number_formats import Shown
from compiler.model.identifiers import measure_id, split_id
from compiler.model.values import Day, Number, Text
from compiler.schema.definitions import (
    CELL_LIMIT,
    EARLIEST,
    EXACT_DIGITS,
    LATEST,
    Field,
    TextRule,
    ValueKind,
    counted_day,
)
from compiler.visible import LINE_BREAK
from compiler.vocab import IMPORTED

ANY_DAY = "2024-12-31"
GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
NOTE_CODES = {
    "break": "V020",
    "invisible": "V021",
    "emoji": "V022",
    "digits": "V023",
    "alike": "V032",
    "unknown": "V033",
}


def usable(entry: Entry, field: Field, found: list[Diagnostic]) -> Cell | None:
    """Return the cell if it holds a value that can be trusted. Diagnostics: S040–S042 formula and
    error cells.
    """
    cell = entry.cell
    if cell is None:
        return None
    if cell.error is not None and not cell.picture:
        found.append(complain("S042", entry.span, label=field.label, error=cell.error))
        return None
    if cell.picture:
        found.append(complain("S046", entry.span, label=field.label))
        return None
    if cell.formula and not cell.text:
        found.append(complain("S040", entry.span, label=field.label))
        return None
    if cell.formula:
        found.append(complain("S041", entry.span, label=field.label, value=cell.text[:30]))
    return cell


def faulty(entry: Entry) -> bool:
    """Tell whether the cell holds something that has no value: an error or a formula nobody
    calculated.
    """
    return entry.cell is not None and not entry.cell.text


def to_text(entry: Entry, field: Field, found: list[Diagnostic]) -> Text:
    """Return a cell's text. Diagnostics: V020–V028, V032 and V033 what is wrong with the text
    itself, V019 and V029 something else where text belongs.
    """
    cell = usable(entry, field, found)
    if cell is None:
        return Text("", entry.span)
    cleaned = clean(cell.text)
    meant = (
        [note for note in cleaned.notes if note.detail == LINE_BREAK]
        if TextRule.LINE_BREAKS in field.text_rules
        else []
    )
    breaks = (bisect_left(cleaned.offsets or (), note.start) for note in meant)
    text = Text(cleaned.text, entry.span, cleaned.offsets, tuple(breaks))
    for note in cleaned.notes:
        if note in meant:
            continue
        place = entry.span.within(note.start, note.end)
        remark = complain(NOTE_CODES[note.kind], place, label=field.label, detail=note.detail)
        found.append(remark.resting_on(entry.span))
    if len(cell.text) >= CELL_LIMIT:
        cut = complain("V024", entry.span, label=field.label, limit=CELL_LIMIT)
        found.append(cut.spoiling().resting_on(entry.span))
    elif field.max_length is not None and len(text.value) > field.max_length:
        length, limit = len(text.value), field.max_length
        long = complain("V028", entry.span, label=field.label, length=length, limit=limit)
        found.append(long.spoiling().resting_on(entry.span))
    if field.kind in (ValueKind.TEXT, ValueKind.PROSE):
        found += _validate_stored(cell, field)
    if text and not text.imported:
        _validate_wording(text, field, found)
    return text


def _validate_stored(cell: Cell, field: Field) -> Iterator[Diagnostic]:
    """Complain of a cell that holds no text, with what was probably meant."""
    value = cell.value
    kind = meant = ""
    if isinstance(value, date):
        yield complain("V019", cell.span, label=field.label, value=cell.text)
    elif isinstance(value, bool):
        kind, meant = "一个判断的结果", "多半是公式或复选框留下的。"
    elif isinstance(value, time | timedelta):
        kind, meant = "一个时刻", f"是不是“{value}”这几个字？"
    elif isinstance(value, NotANumber):
        kind = "一个算不出的数"
    elif isinstance(value, Decimal) and abs(value) >= 10**EXACT_DIGITS:
        kind, meant = "一个长数", f"Excel 只记 {EXACT_DIGITS} 位数字，后面的已变成 0。"
    elif isinstance(value, Decimal) and _is_sentence(field):
        day = counted_day(value + cell.epoch_shift)
        kind, meant = "一个数", f"是不是日期 {day}？" if day is not None else ""
    if isinstance(value, str) and value != cell.text:
        told = {"shown": cell.text[:30], "stored": value[:30]}
        yield complain("V030", cell.span, label=field.label, **told)
    if kind:
        yield complain(
            "V029", cell.span, label=field.label, kind=kind, value=cell.text[:30], meant=meant
        )


def _is_sentence(field: Field) -> bool:
    """Tell whether a field holds words: a bare number in it is a slip, in a telephone none."""
    return field.kind is ValueKind.PROSE or TextRule.NO_ORDINAL in field.text_rules


def _validate_wording(text: Text, field: Field, found: list[Diagnostic]) -> None:
    """Complain of characters: the text around them can be relied on."""
    value, cell = text.value, text.span
    if TextRule.END_MARK in field.text_rules and not value.rstrip(CLOSING_MARKS).endswith(
        END_MARKS
    ):
        last = text.span_at(len(value) - 1, len(value))
        unended = complain("V025", last, label=field.label, last=value[-1])
        found.append(unended.resting_on(cell))
    if TextRule.NO_END_MARK in field.text_rules and value.endswith(CLAUSE_ENDS):
        last = text.span_at(len(value) - 1, len(value))
        ended = complain("V026", last, label=field.label, last=value[-1])
        found.append(ended.resting_on(cell))
    if TextRule.NO_ORDINAL in field.text_rules and (mark := leading_ordinal(value)):
        counted = complain("V027", text.span_at(0, len(mark)), label=field.label, mark=mark)
        found.append(counted.resting_on(cell))


def to_number(
    entry: Entry, field: Field, found: list[Diagnostic], measure_unit: str | None = None
) -> Number:
    """Return a cell's number, as a person sees it; ``measure_unit`` is what stands beside it, if
    the field has a unit.

    Diagnostics: V010 not a number, V011 not a whole one, V030 and V031 shown otherwise than stored.
    """
    cell = usable(entry, field, found)
    if cell is None:
        return Number(None, "", entry.span)
    text = cell.text.strip()
    if text == IMPORTED:
        return Number(None, text, entry.span)
    value = cell.value if isinstance(cell.value, Decimal) else _parse_number(text)
    if cell.shown is not None and value is not None:
        value = _as_shown(cell, cell.shown, value, field, measure_unit, found)
        if value is None and measure_unit is not None:
            return Number(None, text, entry.span)
    if value is None or isinstance(cell.value, bool):
        found.append(
            complain("V010", entry.span, label=field.label, text=text[:30], help=field.help)
        )
        return Number(None, text, entry.span)
    if field.kind is ValueKind.INTEGER and (value != value.to_integral_value() or value < 0):
        found.append(complain("V011", entry.span, label=field.label, text=text[:30]))
        return Number(None, text, entry.span)
    return Number(value, plain(value) if isinstance(cell.value, Decimal) else text, entry.span)


def _as_shown(
    cell: Cell,
    look: Shown,
    stored: Decimal,
    field: Field,
    measure_unit: str | None,
    found: list[Diagnostic],
) -> Decimal | None:
    """Return the number that a person reads in a cell, ``None`` if its unit leaves that open.

    A unit in the number's format is either the beginning of the unit beside it, 98.5% and %,
    32万 and 万元, or multiplies it: 32万 and 元.
    """
    if field.kind is ValueKind.INTEGER and not look.unit and abs(look.number - stored) < 1:
        return stored  # only its decimals are hidden: then it is no whole number
    unit = (measure_unit or "").strip()
    told = {"shown": look.text, "stored": plain(stored)}
    multiplied = look.number * MULTIPLIERS.get(look.unit, 0)
    if unit and multiplied == stored and not unit.startswith(look.unit):
        return stored
    if not look.unit or unit.startswith(look.unit):
        if look.number == stored:
            return stored
        found.append(complain("V030", cell.span, label=field.label, **told))
        return look.number
    if measure_unit is not None:
        found.append(complain("V031", cell.span, label=field.label, unit=unit, **told))
    return None


def _parse_number(text: str) -> Decimal | None:
    """Return a number typed in either width and with or without commas by thousands; ``None`` if it
    is none.
    """
    plain = unicodedata.normalize("NFKC", text).replace("−", "-")
    if GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def to_day(entry: Entry, field: Field, found: list[Diagnostic]) -> Day:
    """Return a cell's date; one told in words keeps them as its text. Diagnostics: V012 not a date, V013 a date that cannot be meant."""
    cell = usable(entry, field, found)
    if cell is None:
        return Day(None, "", entry.span)
    text = cell.text.strip()
    if text == IMPORTED or text in field.other_words:
        return Day(None, text, entry.span)
    value = cell.value
    if isinstance(value, datetime):
        value = value.date()
    day = (
        value
        if isinstance(value, date)
        else (isinstance(value, Decimal) and counted_day(value + cell.epoch_shift))
        or typed_day(text)
    )
    if day is None and field.in_words and deadline_in_words(text):
        return Day(last_named(text), text, entry.span)
    if day is None:
        words = "".join(f"，也可写“{word}”" for word in field.other_words)
        why = f"，{missing}" if (missing := why_no_day(text)) else ""
        told = {"text": text[:30], "why": why, "words": words, "example": field.example or ANY_DAY}
        found.append(complain("V012", entry.span, label=field.label, **told))
        return Day(None, text, entry.span)
    if not EARLIEST <= day <= LATEST:
        found.append(complain("V013", entry.span, label=field.label, day=day.isoformat()))
    return Day(day, day.isoformat(), entry.span)


def to_measure_id(entry: Entry, field: Field, found: list[Diagnostic]) -> Text:
    """Return a measure's id in its one spelling, 措施07-02.

    An id that Excel turned into a date or a number is complained of, and read as what was
    probably meant, so that one mistake is not reported again as a missing measure. Diagnostics:
    V016 date, V017 number, V018 not an id.
    """
    cell = usable(entry, field, found)
    if cell is None:
        return Text("", entry.span)
    if isinstance(cell.value, date):
        guess = measure_id(cell.value.month, cell.value.day)
        found.append(
            complain("V016", entry.span, label=field.label, value=cell.text[:10], guess=guess)
        )
        return Text(guess, entry.span)
    if isinstance(cell.value, Decimal):
        whole, _, rest = cell.text.partition(".")
        guess = measure_id(int(whole), int(rest or 1)) if whole.isdigit() else cell.text
        found.append(complain("V017", entry.span, label=field.label, value=cell.text, guess=guess))
        return Text(guess, entry.span)
    plain = unicodedata.normalize("NFKC", clean(cell.text).text)
    parts = split_id(plain)
    if parts is None:
        found.append(complain("V018", entry.span, label=field.label, text=cell.text[:30]))
        return Text(plain, entry.span)
    return Text(measure_id(*parts), entry.span)
