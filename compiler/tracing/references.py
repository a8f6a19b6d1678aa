"""Cells as people name them: typed, copied from a comment of the review copy, or from a formula
of Excel.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from pathlib import PurePosixPath

import attrs

from compiler.excel.sheets.addresses import address, position
from compiler.model.identifiers import measure_id, split_id
from compiler.model.provenance import FormState

MARK = re.compile(r"[!！]")
QUOTES = "'\"“”‘’＂＇"
LEAD = re.compile(r"(?:.*：|(?:来源|位置|另见):)\s*")
"""How a line begins in which the program itself names cells: in a comment of the review copy, and
among findings."""

CHARACTER_RANGE = re.compile(r"\s*[(（]第\d+(?:—\d+)?字[)）]\s*$")
"""How it ends there."""

BRACKETED = re.compile(r"\s*[(（](.*)[)）]\s*")

IN_FORMULA = re.compile(r"(?P<folder>.*)\[(?P<file>[^\[\]]+)\](?P<sheet>.+)")
A1 = r"[A-Z]{1,3}[1-9]\d{0,6}"
R1C1 = re.compile(r"R([1-9]\d{0,6})C([1-9]\d{0,3})")
CELLS = re.compile(rf"(?:{A1})(?:\s*:\s*{A1})?")
BETWEEN = re.compile(r"[\s,;、。]+")
ENDING = ".xlsx"
SECOND_COPY = re.compile(r"\s*(?:\((?:\d+)\)|[-_]\s*(?:副本|Copy)(?:\s*\(\d+\))?)$", re.IGNORECASE)
"""What a browser or Windows adds to a name that exists already."""

Area = tuple[str, str]
"""The first and the last cell of a range; the same cell twice for a single one."""


@attrs.frozen
class Reference:
    """Cells as they were named: the ways to part what stands before them into file and sheet,
    most likely first.
    """

    places: tuple[tuple[str, str], ...]
    areas: tuple[Area, ...]


def read_reference(query: str) -> Reference | None:
    """Read ``FILE!CELL``, ``FILE!SHEET!CELL``, ``FILE SHEET!CELL`` or ``[FILE]SHEET!CELL``, with
    a list or a range of cells.

    ``None`` if the query is no such thing.
    """
    query = CHARACTER_RANGE.sub("", query)
    bracketed = BRACKETED.fullmatch(query)
    query = CHARACTER_RANGE.sub("", bracketed[1]) if bracketed else query
    marks = [*MARK.finditer(query)]
    areas = read_areas(query[marks[-1].end() :]) if marks else ()
    place = _bare(LEAD.sub("", query[: marks[-1].start()].strip(), count=1)) if marks else ""
    if not areas or not place:
        return None
    if (formula := IN_FORMULA.fullmatch(place)) is not None:
        return Reference(
            (((formula["folder"] + formula["file"]).strip(), _bare(formula["sheet"])),), areas
        )
    if MARK.search(place):
        file, sheet = MARK.split(place, maxsplit=1)
        return Reference(((_bare(file), _bare(sheet)),), areas)
    blanks = [gap.span() for gap in re.finditer(r"\s+", place)]
    parted = ((_bare(place[:start]), _bare(place[end:])) for start, end in reversed(blanks))
    return Reference(((place, ""), *parted), areas)


def _bare(text: str) -> str:
    """Return a name without the blanks and quotation marks about it, which formulas and people
    add.
    """
    return text.strip().strip(QUOTES).strip()


def read_areas(text: str) -> tuple[Area, ...]:
    """Read ``B20``, ``B19、B20`` or ``B20:B22``, full width, absolute or as row and column, too;
    none if it is anything else.
    """
    plain = unicodedata.normalize("NFKC", text).upper().replace("$", "")
    plain = R1C1.sub(
        lambda match: address(int(match[1]) - 1, int(match[2]) - 1), re.sub(r"\s*:\s*", ":", plain)
    )
    parts = [part for part in BETWEEN.split(plain) if part]
    if not all(CELLS.fullmatch(part) for part in parts):
        return ()
    return tuple(
        (first, last or first) for first, _, last in (part.partition(":") for part in parts)
    )


def covers(area: Area, cell: str) -> bool:
    """Tell whether a cell is in a range, whichever corners name it."""
    corners = [position(corner) for corner in area]
    return all(
        min(ends) <= at <= max(ends) for at, *ends in zip(position(cell), *corners, strict=True)
    )


def find_files(known: Collection[str], forms: Mapping[str, FormState], wanted: str) -> list[str]:
    """Return the files that are meant: by path or the end of one, by name with or without its
    ending, by measure.

    Case does not count, nor does what a second download has behind its name.
    """
    path = wanted.replace("\\", "/").removeprefix("./").casefold()
    stem = path.removesuffix(ENDING)
    once = SECOND_COPY.sub("", unicodedata.normalize("NFKC", stem))
    parts = split_id(PurePosixPath(once).name.strip())
    measure = measure_id(*parts) if parts else None
    ways: tuple[Callable[[str], bool], ...] = (
        lambda file: file.casefold() == path,
        lambda file: (
            f"/{file.casefold()}".endswith(f"/{path}") or path.endswith(f"/{file.casefold()}")
        ),
        lambda file: f"/{file.casefold()}".endswith(f"/{stem}{ENDING}"),
        lambda file: (
            f"/{file.casefold()}".endswith(f"/{once}{ENDING}")
            or f"{once}{ENDING}".endswith(f"/{file.casefold()}")
        ),
        lambda file: (
            PurePosixPath(file.casefold()).name
            in (f"{PurePosixPath(name).name}{ENDING}" for name in (stem, once))
        ),
        lambda file: file in forms and forms[file].subject == measure,
    )
    return next(
        (files for way in ways if stem and (files := [file for file in known if way(file)])), []
    )
