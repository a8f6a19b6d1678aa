"""A slip is told once: of several rules that see it in the same characters, the one that says most; of a
fault and the findings that follow from it, the fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs

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
SUSPECTED = "T085"
WORDS = 60
"""Longer ranges tell of sentences, not of how a word is written."""
Place = tuple[str, str | None, str | None]


def told_once(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings without those that another rule of ``WORDINGS``, named before theirs, tells
    at one of their characters, and those that follow from one that stays (``FOLLOWING``); a suspicion
    gives way to whatever else is told of the text there.
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
    return _without_explained(one for index, one in enumerate(listed) if index not in gone)


def _without_explained(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings without those that follow from another of them."""
    listed = list(found)
    codes = {one.code for one in listed}
    gone: set[int] = set()
    for following in FOLLOWING:
        if codes.isdisjoint(following.causes):
            continue
        causes = [one for one in listed if one.code in following.causes]
        gone |= {
            index
            for index, one in enumerate(listed)
            if one.code in following.codes
            and any(following.explains(cause, one) for cause in causes)
        }
    return [one for index, one in enumerate(listed) if index not in gone]


def _covers(cause: Diagnostic, other: Diagnostic) -> bool:
    """Tell whether every place of a finding is one of its cause's too."""
    return all(any(_shared(span, own) for own in cause.spans) for span in other.spans)


def _is_mended_there(cause: Diagnostic, other: Diagnostic) -> bool:
    """Tell whether a finding is to be mended where its cause is, or says nothing of other places."""
    return _shared(other.spans[0], cause.spans[0]) or _covers(cause, other)


def _is_of(cause: Diagnostic, other: Diagnostic) -> bool:
    """Tell whether the place to mend is one that a finding compares."""
    return any(_shared(span, cause.spans[0]) for span in other.spans)


def _is_within(cause: Diagnostic, other: Diagnostic) -> bool:
    """Tell whether the place to mend lies in a stretch that a finding compares."""
    return any(
        _shared(span, cause.spans[0]) and _length(span) >= _length(cause.spans[0])
        for span in other.spans
    )


def _has_place_of(cause: Diagnostic, other: Diagnostic) -> bool:
    """Tell whether both are about one place at least."""
    return any(_shared(span, own) for span in other.spans for own in cause.spans)


def _shares_cell(cause: Diagnostic, other: Diagnostic) -> bool:
    """Tell whether a finding compares something of the cell that its cause is in."""
    return any(_cell(span) == _cell(cause.spans[0]) for span in other.spans)


def _prints_all(cause: Diagnostic, other: Diagnostic) -> bool:
    """Tell whether a finding is about a text that prints every cell its cause compares."""
    compared = set(cause.spans[1:])
    return bool(compared) and compared.issubset(other.grounds)


@attrs.frozen
class Following:
    """Findings of ``codes`` are not told beside one of ``causes`` that ``explains`` them: mending what
    it tells mends theirs.
    """

    causes: tuple[str, ...]
    codes: tuple[str, ...]
    explains: Callable[[Diagnostic, Diagnostic], bool]


SUMS = ("F020", "F021")
FOLLOWING = (
    Following(("C060", "F014", "F015"), SUMS, _covers),  # say what the figures are figures of
    Following(("T081",), SUMS, _has_place_of),  # says which member a counted phrase lacks
    Following(("C032", "C035", "C037"), SUMS, _is_of),  # say which number a figure should be
    Following(("C036", "C038", "C039"), SUMS, _is_within),  # say who of a counted list is too many, or missing
    Following(("L020",), SUMS, _shares_cell),  # the figures of the text are not all there
    Following(("F001",), SUMS, _prints_all),
    Following(("F020",), ("F021",), _has_place_of),  # the figure that is surely wrong may be all that is
    Following(("F011",), ("T060",), _is_mended_there),
    Following(("L017",), ("L036",), _covers),
    Following(("C009",), ("C016",), _is_of),  # a deadline that is gone has every step behind it
    Following(("D007",), ("V022",), _covers),
)  # fmt: skip
"""What follows from what, where rules of one stage, or an earlier one's, tell the same; what cannot be
told before something else is mended is a matter of :mod:`compiler.analysis.causes`."""


def _length(span: Span) -> int:
    return (span.end or 0) - (span.start or 0)


def _shared(one: Span, other: Span) -> bool:
    """Tell whether two ranges of a cell have a character in common; a cell itself has all of its own."""
    if _cell(one) != _cell(other):
        return False
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return True
    return one.start < other.end and other.start < one.end


def _cell(span: Span) -> Place:
    return span.file, span.sheet, span.cell


def _at(span: Span) -> Iterator[tuple[Place, int]]:
    """Yield the characters of a range of a cell that is short enough to be about words."""
    start, end, cell = span.start or 0, span.end or 0, _cell(span)
    return ((cell, place) for place in range(start, end if end - start <= WORDS else start))
