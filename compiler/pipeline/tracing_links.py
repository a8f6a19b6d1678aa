"""What is known of a cell, or of a stretch of words in it: whose it is, who signed it, what was found and tested there."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

import attrs

from compiler.document.tree import Run, RunKind
from compiler.render.provenance import DeclaredFigure, Finding, FormState, Provenance, Relation
from compiler.span import Span
from compiler.text.folding import fold, occurrences
from compiler.text.identifiers import split_id
from compiler.text.quantities import quantities


@attrs.frozen
class Source:
    """A place and what stands there; ``label`` and ``text`` are empty for a line of a template."""

    place: Span
    label: str = ""
    text: str = ""
    form: FormState | None = None


@attrs.frozen
class Evidence:
    """What was found and tested about some words: ``figures`` vouch for their numbers, ``unbound`` ones nobody does."""

    findings: tuple[Finding, ...] = ()
    relations: tuple[Relation, ...] = ()
    figures: tuple[DeclaredFigure, ...] = ()
    unbound: tuple[str, ...] = ()


def cell_of(span: Span) -> Span:
    """Return the cell or line that a place is in."""
    return attrs.evolve(span, start=None, end=None)


def source_of(provenance: Provenance, span: Span) -> Source:
    """Return what stands at a place."""
    cell = provenance.cells.get(Span(span.file, span.sheet, span.cell))
    form = provenance.forms.get(span.file)
    return Source(span, cell.label, cell.text, form) if cell else Source(span, form=form)


def evidence_of_cell(provenance: Provenance, cell: Span) -> Evidence:
    """Return everything that is about a cell or any part of it."""
    return Evidence(
        tuple(finding for finding in provenance.findings if any(_is_in(span, cell) for span in finding.places)),
        tuple(relation for relation in provenance.relations if any(_is_in(span, cell) for span in relation.places)),
        tuple(figure for figure in provenance.figures if figure.place == cell),
    )


def evidence_of_words(provenance: Provenance, run: Run, words: str) -> Evidence:
    """Return what is about ``words``, part of what ``run`` prints, or about the declared figures they state."""
    place = run.sources[0]
    cell = provenance.cells.get(Span(place.file, place.sheet, place.cell))
    ranges = [*occurrences(words, fold(cell.text))] if cell and run.kind is RunKind.FIELD else []
    if cell and not ranges and place.start is not None and place.end is not None:
        ranges = [(place.start, place.end)]
    figures = tuple(figure for figure in provenance.figures if any(states(run, figure, words)))
    own = {figure.place for figure in figures}

    def concerns(span: Span) -> bool:
        if span in own:
            return True
        if not _is_in(span, place):
            return False
        return span.start is None or any(start < (span.end or 0) and (span.start or 0) < end for start, end in ranges)

    def computes(relation: Relation) -> bool:
        operands = run.sources[1:]
        return bool(operands) and set(operands) <= set(relation.places)

    return Evidence(
        tuple(finding for finding in provenance.findings if any(map(concerns, finding.places))),
        tuple(relation for relation in provenance.relations if any(map(concerns, relation.places)) or computes(relation)),
        figures,
        tuple(cell.text[span.start : span.end] for span in provenance.unbound if cell and concerns(span)),
    )


def states(run: Run, figure: DeclaredFigure, words: str | None = None) -> Iterator[tuple[int, int]]:
    """Yield where a run, or ``words`` of it, states a figure declared for the same problem: its value with its unit."""
    problem = _problem(run.subject or "")
    if run.kind is not RunKind.FIELD or problem is None or _problem(figure.subject) != problem:
        return
    for quantity in quantities(run.text if words is None else words):
        if (quantity.value, quantity.unit) == (_number(figure.value), figure.unit):
            yield quantity.start, quantity.end


def _is_in(span: Span, cell: Span) -> bool:
    return span.cell is not None and (span.file, span.sheet, span.cell) == (cell.file, cell.sheet, cell.cell)


def _problem(subject: str) -> int | None:
    parts = split_id(subject)
    return parts[0] if parts else None


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
