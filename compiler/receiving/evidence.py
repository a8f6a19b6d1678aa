"""What is no form, but came with forms: which measure and unit it is evidence for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

import attrs

from compiler.excel.reading.records import Record
from compiler.model.identifiers import measure_id
from compiler.receiving.delivered import Item
from compiler.visible import visible

SIGNED = "回执"
"""Where what the office sent lies that came back with something in it."""
OF_NO_MEASURE, OF_NO_UNIT = "其他", "未认出"
NAMED = re.compile(r"措施?\s*(\d{1,3})\s*[-–—_~]\s*(\d{1,3})(?!\d)")
"""A measure's id in the name of a file or folder; bare numbers may be a date or an appendix."""


@attrs.frozen
class Owner:
    """A form that evidence may belong to: where it came, whose it is, which number stands on it, which
    files it names.
    """

    path: tuple[str, ...]
    measure: str
    unit: str
    named: str
    files: frozenset[str]


@attrs.frozen
class Belonging:
    """Whom evidence belongs to, empty where that is not known."""

    unit: str
    measure: str = ""


def named_files(record: Record) -> frozenset[str]:
    """Return what a form calls the files of its evidence, without folders, as names are compared."""
    return frozenset(
        _plain(PurePosixPath(entry.text.strip().replace("\\", "/")).name)
        for row in record.tables.get("evidence", ())
        if (entry := row.entries.get("file")) is not None and entry.text.strip()
    )


def is_named(item: Item, owner: Owner) -> bool:
    """Tell whether a form lists a file as its evidence, with or without its ending."""
    name = _plain(item.name)
    return not {name, PurePosixPath(name).stem}.isdisjoint(owner.files)


def _plain(name: str) -> str:
    """Return a name as it is compared: some systems write it in other characters that look alike."""
    return unicodedata.normalize("NFC", visible(name)).casefold()


def belonging(
    item: Item,
    owners: Sequence[Owner],
    measures: Mapping[str, str],
    units: Mapping[str, str],
    former: Mapping[tuple[str, str], str],
) -> Belonging:
    """Return whom a file belongs to: whose form names it, whose id its name or folder has, the only
    form beside it, the unit of all forms beside it, the unit its folder is called after. An id is
    meant as the forms beside it are numbered, which may be from before a renumbering.

    ``measures`` leads from ids to lead units, ``units`` from all names of units to the right ones,
    ``former`` from a unit and an id that was its measure's to the one it has now.
    """
    naming = {(own.unit, own.measure) for own in owners if is_named(item, own)}
    if len(naming) == 1:
        return Belonging(*naming.pop())
    near = _nearest(item, owners)
    of_unit = {own.unit for own in near}
    unit = of_unit.pop() if len(of_unit) == 1 else _unit_in(item.path, units)
    meant: dict[str, set[str]] = {}
    for own in near:
        meant.setdefault(own.named, set()).add(own.measure)
    for name in reversed(item.path):
        found = {measure_id(*map(int, match.groups())) for match in NAMED.finditer(name)}
        known = {
            measure
            for each in found
            for measure in meant.get(each) or {former.get((unit, each), each)}
            if measure in measures
        }
        if len(known) == 1:
            measure = known.pop()
            return Belonging(unit or measures[measure], measure)
    whole = {(own.unit, own.measure) for own in near}
    if len(whole) == 1:
        return Belonging(*whole.pop())
    return Belonging(unit)


def _nearest(item: Item, owners: Sequence[Owner]) -> list[Owner]:
    """Return the forms that lie in the same folder, archive or mail, else in the next around it."""
    for length in range(len(item.path) - 1, 0, -1):
        around = item.path[:length]
        near = [own for own in owners if own.path[:length] == around]
        if near:
            return near
    return []


def _unit_in(path: Iterable[str], units: Mapping[str, str]) -> str:
    """Return the unit that a folder, an archive or a file is called after."""
    for name in path:
        stem = PurePosixPath(name).stem
        if name in units or stem in units:
            return units.get(name) or units[stem]
    names = [own for name in path for own in units if len(own) > 2 and own in name]
    found = {units[name] for name in names}
    return found.pop() if len(found) == 1 else ""
