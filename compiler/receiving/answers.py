"""What a form says, by which two of them are compared: all that a unit fills in, however a program has
stored it, and what stands beside the cells.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

import attrs

from compiler.brief import brief
from compiler.chinese.numerals import plain
from compiler.chinese.typed_days import typed_day
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.records import Entry, Located, Record, located
from compiler.schema.contents import Spot
from compiler.schema.definitions import Field, ValueKind, counted_day

NO_WORDS = ("S021", "S022", "S024", "S030", "S035", "S036", "S037", "S098", "S099", "S180")
"""What reading finds that is no words of the unit: versions, what is missing, how cells look."""
SIGN_OFF = "sign_off"
NUMBERS = (ValueKind.NUMBER, ValueKind.INTEGER)


@attrs.frozen
class Said:
    """What a form says: its answers by their cells, and what else was written into the file."""

    __repr__ = brief

    answers: Mapping[Spot, str]
    places: Mapping[Spot, Located]
    beside: frozenset[tuple[str, str]]

    @property
    def digest(self) -> str:
        """A checksum of the answers, and where words stand beside them of those, too."""
        own = _digest(sorted((s.table, s.row, s.key, text) for s, text in self.answers.items()))
        return f"{own}-{_digest(sorted(self.beside))[:16]}" if self.beside else own

    def adds_nothing_to(self, other: Said) -> bool:
        """Tell whether all that it says is said by ``other``, in the same words."""
        return self.answers == other.answers and self.beside <= other.beside

    def is_among(self, digests: Mapping[str, str]) -> str | None:
        """Return what is kept under its checksum, ``None`` if it is not known."""
        own = self.digest
        return digests.get(own) or (
            None
            if self.beside
            else next((told for known, told in digests.items() if known.startswith(own)), None)
        )


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def said_by(record: Record, found: Iterable[Diagnostic]) -> Said:
    """Return what a form says, in whose reading ``found`` was found; what the office printed on it
    does not count.
    """
    filled = [own for own in located(record) if own.spot.table or not own.field.filled_from]
    places = {own.spot: own for own in filled}
    texts = {own.spot: normalised(own.entry, own.field) for own in filled}
    beside = {
        (one.code, one.message)
        for one in found
        if one.code.startswith("S") and one.code not in NO_WORDS
    }
    return Said({spot: text for spot, text in texts.items() if text}, places, frozenset(beside))


def normalised(entry: Entry, field: Field) -> str:
    """Return what a cell says, the same for a number or a date however it is stored or typed."""
    value = entry.cell.value if entry.cell else None
    text = "\n".join(line.rstrip() for line in entry.text.strip().splitlines())
    if field.kind in NUMBERS:
        try:
            return plain(Decimal(text.replace(",", "").replace("，", "")).normalize())
        except (InvalidOperation, ValueError):
            return text
    if field.kind is ValueKind.DATE:
        day = _day(value, entry, text)
        return day.isoformat() if day is not None else text
    return text


def _day(value: object, entry: Entry, text: str) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, Decimal) and entry.cell is not None:
        return counted_day(value + entry.cell.epoch_shift)
    return typed_day(text)


def signed_on(record: Record) -> date | None:
    """Return the latest day that a form was filled in, reviewed or approved; ``None`` if none is
    written.
    """
    days = []
    for own in _sign_off(record):
        if own.field.kind is ValueKind.DATE:
            day = _day(own.entry.cell.value if own.entry.cell else None, own.entry, own.entry.text)
            days += [day] if day is not None else []
    return max(days, default=None)


def _sign_off(record: Record) -> Iterator[Located]:
    keys = {
        field.key
        for sheet in record.schema.sheets
        for section in sheet.sections()
        if section.key == SIGN_OFF
        for field in section.fields
    }
    return (own for own in located(record) if not own.spot.table and own.spot.key in keys)


def only_signed_anew(record: Record, different: Iterable[Spot]) -> bool:
    """Tell whether two forms differ in nothing but who signed them when."""
    own = {one.spot for one in _sign_off(record)}
    return all(spot in own for spot in different)


def differing(first: Said, other: Said) -> list[Spot]:
    """Return the cells in which two forms differ, in the order of the form."""
    spots = [*first.places, *(spot for spot in other.places if spot not in first.places)]
    return [spot for spot in spots if first.answers.get(spot) != other.answers.get(spot)]


def shown_cells(first: Said, other: Said, most: int = 6) -> str:
    """Return the cells in which two forms differ, by label and address in the first."""
    spots = differing(first, other)
    shown = []
    for spot in spots[:most]:
        own = first.places.get(spot) or other.places[spot]
        shown.append(f"“{own.label}”{own.entry.span.cell or ''}")
    more = f"等 {len(spots)} 处" if len(spots) > most else ""
    return "、".join(shown) + more
