"""What 来源.json says of a compile, gathered from the records as read, the report they make and
the notice as printed.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from compiler.analysis.waivers import WaiverUse
from compiler.checks.printed import PrintedReport
from compiler.checks.unverified_numbers import unverified_numbers
from compiler.chinese.figures.statements import Answer, Certainty
from compiler.chinese.numerals import plain
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.records import Record, located
from compiler.model.document import Document
from compiler.model.kept import NewerFormatError
from compiler.model.provenance import (
    CellText,
    DeclaredFigure,
    Finding,
    FormState,
    Provenance,
    RelationResult,
    read_provenance,
)
from compiler.model.report import Measure, Report
from compiler.model.submission import Submission
from compiler.span import Span
from compiler.storage.written import EXPIRED_PREFIX

PROVENANCE = "来源.json"
LEAD, SUPPORTING = "牵头单位", "责任单位"


def gather(
    printed: PrintedReport,
    document: Document,
    records: Sequence[Record],
    diagnostics: Sequence[Diagnostic],
    uses: Sequence[WaiverUse],
    *,
    number: str,
    kind: str,
) -> Provenance:
    """Return what 来源.json holds of the compile ``number`` that prints ``document``."""
    report = printed.report
    information = report.information
    findings = (*(_finding(diagnostic) for diagnostic in diagnostics), *waived(uses))
    mentioned = {span.whole_cell for finding in findings for span in finding.places}
    return Provenance(
        number=number,
        kind=kind,
        round=information.cut_off.text or information.signed_on.text,
        document=document,
        cells=dict(cell for record in records for cell in _cells(record, mentioned)),
        forms={
            form.span.file: _state(measure, form)
            for measure in report.measures()
            for form in measure.forms
        },
        figures=tuple(figure for measure in report.measures() for figure in _figures(measure)),
        unbound=tuple(number.span for number in unverified_numbers(printed)),
        relations=tuple(_relations(report)),
        findings=findings,
    )


def _cells(record: Record, mentioned: Container[Span]) -> Iterator[tuple[Span, CellText]]:
    """Yield every filled cell, and the empty ones that something was found about, with its
    label.
    """
    for own in located(record):
        if own.entry.cell is not None or own.entry.span in mentioned:
            yield own.entry.span, CellText(own.label, own.entry.text)


def _state(measure: Measure, form: Submission) -> FormState:
    """Return how far a form has come, and what its unit is to the measure."""
    return FormState(
        subject=measure.id,
        unit=form.unit.value,
        role=LEAD if form is measure.submission else SUPPORTING,
        status=form.status_text.value,
        completed_on=form.completed_on.text,
        deadline=form.follow_up.deadline.value,
        approver=form.sign_off.approver.value,
        approved_on=form.sign_off.approved_on.text,
    )


def _figures(measure: Measure) -> Iterator[DeclaredFigure]:
    """Yield the figures that the forms of a measure declare."""
    for figure in measure.figures:
        yield DeclaredFigure(
            measure.id, figure.name.value, figure.value.text, figure.unit.value, figure.value.span
        )


def _relations(report: Report) -> Iterator[RelationResult]:
    """Yield what was tested, declared or stated by the prose, with the place of every operand; a
    declared one's own first.
    """
    for relation in report.relations:
        places = (
            relation.text.span,
            *(span for operand in relation.operands for span in operand.sources),
        )
        difference = plain(abs(relation.difference)) + relation.measure_unit
        kind = "定义" if relation.defines else "登记的勾稽关系"
        yield RelationResult(
            kind, relation.text.value, relation.holds, "" if relation.holds else difference, places
        )
    for claim in report.claims:
        if claim.certainty is not Certainty.SURE or claim.answer is Answer.UNDECIDED:
            continue
        yield RelationResult(
            f"正文：{claim.kind}",
            claim.formula,
            claim.answer is Answer.TRUE,
            claim.difference if claim.answer is Answer.FALSE else "",
            claim.operands,
        )


def _finding(diagnostic: Diagnostic, reason: str = "") -> Finding:
    """Return a diagnostic as it is kept; ``reason`` is why it was let pass, if it was."""
    return Finding(
        diagnostic.severity.label, diagnostic.code, diagnostic.message, diagnostic.spans, reason
    )


def waived(uses: Sequence[WaiverUse]) -> Iterator[Finding]:
    """Yield the findings that a waiver lets pass, each with the reason and who approved it."""
    for use in uses:
        if use.waived is not None:
            approver = use.waiver.approver.value
            yield _finding(
                use.waived, use.waiver.reason.value + (f"（{approver}批准）" if approver else "")
            )


def kept_source_maps(output: Path, *, expired: bool = True) -> Iterator[Provenance]:
    """Yield the source maps in an output folder, the current one first; one that cannot be
    answered from, since it is damaged, counts as none.
    """
    for name in (PROVENANCE, EXPIRED_PREFIX + PROVENANCE) if expired else (PROVENANCE,):
        try:
            provenance = read_provenance((output / name).read_bytes())
        except (OSError, ValueError, RecursionError):
            continue
        if all(
            run.sources and isinstance(run.text, str)
            for paragraph in provenance.document.paragraphs
            for run in paragraph.runs
        ):
            yield provenance


def needed_release(output: Path) -> str | None:
    """Return the later release that the last 来源.json needs, empty if it does not say which;
    ``None`` if it needs none, or there is none.
    """
    try:
        read_provenance((output / PROVENANCE).read_bytes())
    except NewerFormatError as error:
        return error.release
    except (OSError, ValueError, RecursionError):
        pass
    return None
