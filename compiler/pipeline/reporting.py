"""What the check report shows, gathered from the diagnostics, the relations tested and the sources' own words."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from compiler.checks.claims import Claim
from compiler.checks.prose_claims import claims
from compiler.checks.unbound import unbound_numbers
from compiler.diagnostics import Diagnostic, group
from compiler.model.report import Report
from compiler.pipeline.pages import remedy
from compiler.pipeline.waiving import WaiverUse, subject_of, subjects_of
from compiler.render.check_report import FindingRow, Place, RelationRow, UnboundRow, WaiverRow, write_check_report
from compiler.schema.definitions import Field
from compiler.source.project import INPUT_FOLDER
from compiler.source.reading import WORKBOOKS
from compiler.source.records import Entry, Record
from compiler.span import Span

AROUND = 40
Quote = tuple[str, str, str]
"""A cell's words around a span: before it, the span itself, after it."""


def check_report(
    root: Path, output: Path, verdict: str, report: Report | None, records: Sequence[Record],
    diagnostics: Sequence[Diagnostic], uses: Sequence[WaiverUse],
) -> bytes:  # fmt: skip
    """Return 核对报告.xlsx; links lead from ``output`` to the workbooks under ``root``."""
    base = os.path.relpath(root.resolve(), output.resolve()).replace(os.sep, "/")
    texts = source_texts(records)
    subjects = subjects_of(report) if report else {}
    findings = [
        _finding(base, texts, subjects, entry.diagnostic, places) for entry in group(diagnostics) for places in entry.places
    ]
    claimed = tuple(claims(report)) if report else ()
    relations = list(_relations(base, report, claimed)) if report else []
    unbound = [
        UnboundRow(number.text, number.context, number.subject, _place(base, number.span))
        for number in (unbound_numbers(report, claimed) if report else ())
    ]
    waivers = [
        WaiverRow(
            use.waiver.rule.value, use.waiver.place.value, use.waiver.reason.value, use.waiver.approver.value,
            use.waiver.expires.text, use.outcome, use.waived.message if use.waived else "",
        )
        for use in uses
    ]  # fmt: skip
    return write_check_report(verdict, findings, relations, unbound, waivers)


def source_texts(records: Sequence[Record]) -> dict[Span, tuple[Field, str]]:
    """Return the field and the raw text of every cell that was read, by its place."""
    return {entry.span: (field, entry.text) for record in records for field, entry in entries(record)}


def entries(record: Record) -> Iterator[tuple[Field, Entry]]:
    """Every entry of a record with its field."""
    for sheet in WORKBOOKS[record.workbook].sheets:
        for field in sheet.fields():
            if field.key in record.fields:
                yield field, record.fields[field.key]
        for table in sheet.tables():
            for row in record.tables.get(table.key, ()):
                yield from ((field, row.entries[field.key]) for field in table.columns if field.key in row.entries)


def _finding(
    base: str, texts: Mapping[Span, tuple[Field, str]], subjects: dict[tuple[str, ...], str], diagnostic: Diagnostic,
    places: tuple[Span, ...],
) -> FindingRow:  # fmt: skip
    span = places[0]
    field, text = texts.get(Span(span.file, span.sheet, span.cell), (None, ""))
    return FindingRow(
        severity=diagnostic.severity.label, code=diagnostic.code, title=diagnostic.rule.title, unit=unit_of(span.file),
        subject=subject_of(span, subjects), places=tuple(_place(base, place) for place in places),
        quote=excerpt(text, span), message=diagnostic.message, remedy=remedy(diagnostic.code),
        example=field.example if field else "",
    )  # fmt: skip


def excerpt(text: str, span: Span, around: int = AROUND) -> Quote:
    """Return a cell's words around a span: before, the span itself, after; all of it short if the span is the cell."""
    if span.start is None or span.end is None:
        return (text if len(text) <= 2 * around else text[: 2 * around] + "…"), "", ""
    start, end = max(0, span.start - around), span.end + around
    before = ("…" if start else "") + text[start : span.start]
    after = text[span.end : end] + ("…" if end < len(text) else "")
    return before, text[span.start : span.end], after


def unit_of(file: str) -> str:
    """Return whose file it is: the folder under input_workbooks, or the office."""
    match = re.match(rf"{INPUT_FOLDER}/([^/]+)/", file)
    return match.group(1) if match else "办公室"


def _place(base: str, span: Span) -> Place:
    if not span.file.startswith(INPUT_FOLDER):
        return Place(span.describe(), "")
    anchor = f"#'{span.sheet}'!{span.cell}" if span.cell else ""
    return Place(span.describe().removeprefix(f"{INPUT_FOLDER}/"), f"external:{base}/{span.file}{anchor}")


def _relations(base: str, report: Report, claimed: Iterable[Claim]) -> Iterator[RelationRow]:
    for relation in report.relations:
        spans = (relation.text.span, *(span for operand in relation.operands for span in operand.sources))
        difference = format(abs(relation.difference).normalize(), "f") + relation.unit
        places = tuple(_place(base, span) for span in spans)
        kind = "定义" if relation.defines else "登记的勾稽关系"
        yield RelationRow(kind, relation.text.value, relation.holds, difference, places)
    for claim in claimed:
        places = tuple(_place(base, span) for span in claim.operands)
        yield RelationRow(f"正文：{claim.kind}", claim.formula, claim.holds, claim.difference, places)
