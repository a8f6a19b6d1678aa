"""A slip is told once: of several rules that see it in the same characters, the one that says most; of a
figure and the sums that fail with it, the figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compiler.diagnostics import Diagnostic
from compiler.span import Span

WORDINGS = (
    "T062", "T060", "T082", "T084", "T094", "T087", "T089", "T091",  # against what is registered or in force
    "T063", "T064", "T090",  # against the same words elsewhere in the notice
    "T081", "T080", "T050",  # against a wording that is laid down
    "T102", "T103", "T106", "T107", "T108", "T119", "T100", "T054", "T041",  # by grammar
    "T051", "T052", "T101",  # advice
    "T085",  # a suspicion
)  # fmt: skip
"""Rules that tell of a wrong wording and what should stand there, those first that know most."""
FIGURES = ("F020", "F021")
SAME_FIGURES = ("C060", "F014", "F015", "T081")
"""Rules that say of the same figures what they are figures of, and so more than that they disagree."""
WRONG_FIGURE = ("C032", "C035", "C037")
"""Rules that say which number a figure should be: the sums that it is part of fail with it."""
UNREAD = "L020"
"""A placeholder that stands for nothing: the figures of its text are not all there."""
MEMBERS = ("C036", "C038", "C039")
"""Rules that say who of a list is missing, or too many: its number fails with it."""
SUSPECTED = "T085"
WORDS = 60
"""Longer ranges tell of sentences, not of how a word is written."""
Place = tuple[str, str | None, str | None]


def told_once(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings without those that another rule of ``WORDINGS``, named before theirs, tells
    at one of their characters; a suspicion gives way to whatever else is told of the text there.
    """
    listed = [*_without_explained(found)]
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


def _without_explained(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings without those of ``FIGURES`` that follow from what another rule tells."""
    listed = list(found)
    known = [one for one in listed if one.code in (*SAME_FIGURES, *WRONG_FIGURE, *MEMBERS, UNREAD)]
    for one in listed:
        if one.code not in FIGURES or not any(_explains(other, one) for other in known):
            yield one


def _explains(known: Diagnostic, figures: Diagnostic) -> bool:
    """Tell whether figures that disagree do so because of what is known to be wrong."""
    if known.code in SAME_FIGURES:
        return all(any(_meet(span, own) for own in known.spans) for span in figures.spans)
    if known.code in WRONG_FIGURE:
        return any(_meet(span, known.spans[0]) for span in figures.spans)
    if known.code == UNREAD:
        return any(_cell(span) == _cell(known.spans[0]) for span in figures.spans)
    return any(
        _meet(span, known.spans[0]) and _length(span) >= _length(known.spans[0])
        for span in figures.spans
    )


def _length(span: Span) -> int:
    return (span.end or 0) - (span.start or 0)


def _meet(one: Span, other: Span) -> bool:
    """Tell whether two ranges of a cell have a character in common."""
    if _cell(one) != _cell(other):
        return False
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start < other.end and other.start < one.end


def _cell(span: Span) -> Place:
    return span.file, span.sheet, span.cell


def _at(span: Span) -> Iterator[tuple[Place, int]]:
    """Yield the characters of a range of a cell that is short enough to be about words."""
    start, end, cell = span.start or 0, span.end or 0, _cell(span)
    return ((cell, place) for place in range(start, end if end - start <= WORDS else start))
