"""What is known of a cell, or of a stretch of words in it: whose it is, who signed it, what was
found and tested there.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from compiler.chinese.folding import fold
from compiler.model.document import Run, RunKind
from compiler.model.provenance import (
    CellText,
    DeclaredFigure,
    Finding,
    FormState,
    Provenance,
    RelationResult,
)
from compiler.model.stated_figures import states
from compiler.span import Span


@attrs.frozen
class SourceCell:
    """A place and what stands there; ``label`` and ``text`` are empty for a line of a template."""

    place: Span
    label: str = ""
    text: str = ""
    form: FormState | None = None


@attrs.frozen
class FoundEvidence:
    """What was found and tested about some words: ``figures`` vouch for their numbers,
    ``unbound`` ones nobody does.

    ``others`` are findings that are not about the words, on the same form or, outside of forms,
    the same cell.
    """

    findings: tuple[Finding, ...] = ()
    relations: tuple[RelationResult, ...] = ()
    figures: tuple[DeclaredFigure, ...] = ()
    unbound: tuple[str, ...] = ()
    others: tuple[Finding, ...] = ()


def cell_of(span: Span) -> Span:
    """Return the cell or line that a place is in."""
    return attrs.evolve(span, start=None, end=None)


def source_of(provenance: Provenance, span: Span) -> SourceCell:
    """Return what stands at a place."""
    cell = provenance.cells.get(span.whole_cell)
    form = provenance.forms.get(span.file)
    return SourceCell(span, cell.label, cell.text, form) if cell else SourceCell(span, form=form)


def evidence_of_cell(provenance: Provenance, cell: Span) -> FoundEvidence:
    """Return everything that is about a cell or any part of it."""
    findings = tuple(
        finding
        for finding in provenance.findings
        if any(_is_in(span, cell) for span in finding.places)
    )
    return FoundEvidence(
        findings,
        tuple(
            relation
            for relation in provenance.relations
            if any(_is_in(span, cell) for span in relation.places)
        ),
        tuple(figure for figure in provenance.figures if figure.place == cell),
        others=_others(provenance, cell, findings),
    )


def evidence_of_words(
    provenance: Provenance, run: Run, part: tuple[int, int] | None
) -> FoundEvidence:
    """Return what is about a range of what ``run`` prints, or about the declared figures it states.

    ``None`` is for words that were edited since: of them nobody can say more than what is about
    the whole cell.
    """
    place = run.sources[0]
    cell = provenance.cells.get(place.whole_cell)
    ranges = _in_cell(cell, run, part) if cell and part else None
    figures = tuple(
        figure
        for figure in provenance.figures
        if any(part is None or _overlap(own, part) for own in states(run, figure))
    )
    own = {figure.place for figure in figures}

    def concerns(span: Span) -> bool:
        """Tell whether a place is about the words: what is about the whole cell is, and so is
        everything in it where nobody can say which of it the words are.
        """
        if span in own:
            return True
        if not _is_in(span, place):
            return False
        return (
            span.start is None
            or ranges is None
            or any(_overlap((span.start, span.end or 0), bounds) for bounds in ranges)
        )

    def computes(relation: RelationResult) -> bool:
        """Tell whether a relation tests what the run was computed from."""
        operands = run.sources[1:]
        return bool(operands) and set(operands) <= set(relation.places)

    findings = tuple(
        finding for finding in provenance.findings if any(map(concerns, finding.places))
    )
    return FoundEvidence(
        findings,
        tuple(
            relation
            for relation in provenance.relations
            if any(map(concerns, relation.places)) or computes(relation)
        ),
        figures,
        tuple(
            cell.text[span.start : span.end]
            for span in provenance.unbound
            if cell and concerns(span)
        ),
        _others(provenance, place, findings),
    )


def _in_cell(cell: CellText, run: Run, part: tuple[int, int]) -> list[tuple[int, int]] | None:
    """Return where a range of what a run prints stands in its cell, ``None`` if that cannot be
    told: it may be any of it.
    """
    place = run.sources[0]
    first, last = (
        (0, len(cell.text))
        if place.start is None or place.end is None
        else (place.start, place.end)
    )
    printed, written = fold(run.text).text.rstrip("。"), fold(cell.text[first:last])
    at = written.text.find(printed) if run.kind is RunKind.FIELD and printed else -1
    if at < 0:
        return None if place.start is None else [(first, last)]
    start, end = (at + min(len(fold(run.text[:bound]).text), len(printed)) for bound in part)
    return (
        [(first + written.places[start], first + written.places[end - 1] + 1)]
        if start < end
        else []
    )


def _overlap(left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Tell whether two ranges share a character."""
    return left[0] < right[1] and right[0] < left[1]


def _others(
    provenance: Provenance, place: Span, mentioned: Sequence[Finding]
) -> tuple[Finding, ...]:
    """Return what was found elsewhere in the same form, or, outside of forms, in the same cell; a
    sentence once.
    """
    whole = place.file in provenance.forms
    near = (
        finding
        for finding in provenance.findings
        if finding not in mentioned
        and any(
            span.file == place.file if whole else _is_in(span, place) for span in finding.places
        )
    )
    return tuple(
        {
            (finding.severity, finding.code, finding.message, finding.waived): finding
            for finding in near
        }.values()
    )


def _is_in(span: Span, cell: Span) -> bool:
    """Tell whether a place is a cell or part of it; a whole file or sheet is in no cell."""
    return span.cell is not None and (span.file, span.sheet, span.cell) == (
        cell.file,
        cell.sheet,
        cell.cell,
    )
