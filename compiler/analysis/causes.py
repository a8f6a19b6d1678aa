"""What follows from a fault is not reported beside it.

No rule is named here. A finding is about the places of its spans, and may say on what others it
rests; a fault says what it leaves unusable, by default the places it is reported at. Then:

- A finding about a place is silent if reading the place, an earlier stage, left it unusable.
- A finding that rests on a place is silent if anything left that place unusable.
- What must not be public is reported whatever else is wrong with its cell.
- An error is silenced by errors alone, and never unless one that stays leads to it.

A place is a whole file, a cell, characters of a cell, or (with a sheet and no cell) whatever was
looked for on a sheet in vain; a whole file holds all places in it, a cell its characters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from compiler.diagnostics import Diagnostic
from compiler.model.computed import TestedRelation
from compiler.span import Span
from compiler.vocab import Severity

STAGES = {"S": 0, "V": 1, "L": 2, "C": 3, "F": 3, "T": 3, "R": 4}
"""In the order in which a value passes them."""
READING = (0, 1)
"""The stages that tell whether a value can be had at all."""
NEVER_SILENT = "D"

Edges = Mapping[int, set[int]]
Spoiled = Mapping[Span, Sequence[tuple[int, Span]]]
"""What spoils a place, by the cell or file it is in: which finding, and how much of it."""


def without_consequences(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the list without what follows from something else in it.

    A finding goes if a chain of causes leads to it from one to which none leads back: so of
    findings that rest on each other all stay, and every chain begins with one that stays.
    """
    causes = _causes(diagnostics)
    effects: dict[int, set[int]] = defaultdict(set)
    for index, own in causes.items():
        for cause in own:
            effects[cause].add(index)
    first = [index for index in range(len(diagnostics)) if not causes.get(index)]
    gone = _reached(first, effects) - set(first)
    for index in causes.keys() - gone:  # those that rest on each other, and what follows from them
        before = _reached(causes[index], causes)
        if before and not before <= _reached(effects[index], effects):
            gone.add(index)
    return [diagnostic for index, diagnostic in enumerate(diagnostics) if index not in gone]


def with_undecided(
    relations: Iterable[TestedRelation], diagnostics: Sequence[Diagnostic]
) -> tuple[TestedRelation, ...]:
    """Return the relations, marked undecided where an error says that a cell they were worked out
    from cannot be relied on, or that one of them is not there yet.
    """
    errors = [found for found in diagnostics if found.severity is Severity.ERROR]
    if not errors:  # counts rest on every form: thousands of places to be looked up for nothing
        return tuple(relations)
    read = [found for found in errors if STAGES.get(found.code[0]) in READING]
    unread, spoiled = _spoiled(read), _spoiled(errors)
    if not spoiled:
        return tuple(relations)
    files = {place.file for place in spoiled}

    def undecided(relation: TestedRelation) -> bool:
        """Tell whether an operand could not be read, or anything that the relation rests on is
        spoiled.
        """
        operands = (place for operand in relation.operands for place in operand.sources)
        return any(True for place in operands for _ in _faults(unread, place)) or any(
            True
            for place in relation.grounds
            if place.file in files
            for _ in _faults(spoiled, place)
        )

    return tuple(attrs.evolve(it, undecided=it.undecided or undecided(it)) for it in relations)


def _reached(start: Sequence[int] | set[int], edges: Edges) -> set[int]:
    """Return what edges lead to from ``start``, itself included."""
    reached, waiting = set(start), list(start)
    while waiting:
        new = edges.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += new
    return reached


def _causes(diagnostics: Sequence[Diagnostic]) -> dict[int, set[int]]:
    """Return, by index, what directly brings about each finding that something brings about."""
    spoiled = _spoiled(diagnostics)
    if not spoiled:
        return {}
    files = {place.file for place in spoiled}  # most findings rest on hundreds of sound places
    causes: dict[int, set[int]] = {}
    for index, diagnostic in enumerate(diagnostics):
        if diagnostic.code.startswith(NEVER_SILENT):
            continue
        own: set[int] = set()
        for place, rests in _places(diagnostic):
            if place.file not in files:
                continue
            own |= {
                cause
                for cause in _faults(spoiled, place)
                if cause != index and _may_silence(diagnostics[cause], diagnostic, rests=rests)
            }
        if own:
            causes[index] = own
    return causes


def _spoiled(diagnostics: Sequence[Diagnostic]) -> Spoiled:
    """Return what the findings say is not to be relied on, by cell."""
    spoiled: dict[Span, list[tuple[int, Span]]] = defaultdict(list)
    for index, diagnostic in enumerate(diagnostics):
        for place in diagnostic.spoiled:
            spoiled[_whole(place)].append((index, place))
    return spoiled


def _faults(spoiled: Spoiled, place: Span) -> Iterator[int]:
    """Yield, by index, what spoils a place."""
    for key in (_whole(place), Span(place.file)):
        for cause, region in spoiled.get(key, ()):
            if _holds(region, place):
                yield cause


def _places(diagnostic: Diagnostic) -> Iterator[tuple[Span, bool]]:
    """Yield what a finding is about, and what else it rests on."""
    yield from ((span, False) for span in diagnostic.spans)
    yield from ((span, True) for span in diagnostic.grounds)


def _may_silence(cause: Diagnostic, finding: Diagnostic, *, rests: bool) -> bool:
    """Tell whether a fault at a place of a finding silences it: at one that the finding rests on,
    or at its own if no value could be had there. Reading knows of nothing that comes later.
    """
    if cause.severity is not Severity.ERROR and finding.severity is Severity.ERROR:
        return False
    before, after = STAGES.get(cause.code[0], 0), STAGES.get(finding.code[0], len(STAGES))
    if rests:
        return before <= after or after not in READING
    return before < after and before in READING


def _whole(place: Span) -> Span:
    """Return the cell, or whatever has an address of its own, without the range of characters."""
    return place if place.start is None else attrs.evolve(place, start=None, end=None)


def _holds(region: Span, place: Span) -> bool:
    """Tell whether one of two places in one file or one cell holds the other."""
    if region.start is None or region.end is None:
        return True
    if place.start is None or place.end is None:
        return False
    return region.start <= place.start and place.end <= region.end
