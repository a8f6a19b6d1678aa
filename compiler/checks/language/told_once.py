"""A slip is told once: of several rules that see it in the same characters, the one that says most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compiler.diagnostics import Diagnostic
from compiler.span import Span

WORDINGS = (
    "T062", "T060", "T082", "T084", "T094", "T087", "T089", "T091",  # against what is registered or in force
    "T063", "T064", "T090",  # against the same words elsewhere in the notice
    "T081", "T080", "T050",  # against a wording that is laid down
    "T102", "T103", "T106", "T119", "T100", "T054", "T041",  # by grammar
    "T051", "T052", "T101",  # advice
    "T085",  # a suspicion
)  # fmt: skip
"""Rules that tell of a wrong wording and what should stand there, those first that know most."""
SUSPECTED = "T085"
WORDS = 60
"""Longer ranges tell of sentences, not of how a word is written."""
Place = tuple[str, str | None, str | None]


def told_once(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings without those that another rule of ``WORDINGS``, named before theirs, tells
    at one of their characters; a suspicion gives way to whatever else is told of the text there.
    """
    listed = list(found)
    beside = [one for one in listed if one.code.startswith("T") and one.code not in WORDINGS]
    others = {at for one in beside for span in one.spans for at in _at(span)}
    told: dict[tuple[Place, int], str] = {}
    gone: set[int] = set()
    for code in WORDINGS:
        for index, one in enumerate(listed):
            if one.code != code:
                continue
            here = list(_at(one.spans[0]))
            if any(told.get(at, code) != code for at in here) or (
                code == SUSPECTED and not others.isdisjoint(here)
            ):
                gone.add(index)
            else:
                told.update(dict.fromkeys(here, code))
    return [one for index, one in enumerate(listed) if index not in gone]


def _at(span: Span) -> Iterator[tuple[Place, int]]:
    """Yield the characters of a range of a cell that is short enough to be about words."""
    start, end = span.start or 0, span.end or 0
    cell = span.file, span.sheet, span.cell
    return ((cell, place) for place in range(start, end if end - start <= WORDS else start))
