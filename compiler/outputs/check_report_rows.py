"""What the check report shows, gathered from the diagnostics, the relations tested and the
sources' own words.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import attrs

from compiler.analysis.waivers import WaiverUse, subject_of, subjects_of
from compiler.checks.printed import PrintedReport
from compiler.checks.unverified_numbers import unverified_numbers
from compiler.chinese.figures.statements import Answer, Certainty
from compiler.chinese.numerals import plain
from compiler.chinese.shortening import both_ends, surroundings
from compiler.diagnostics import Diagnostic, group
from compiler.diagnostics import DiagnosticGroup as Group
from compiler.excel.reading.project import INPUT_FOLDER
from compiler.excel.reading.records import Record, source_texts
from compiler.model.computed import Claim
from compiler.model.report import Report
from compiler.outputs.check_report import (
    FAILS,
    HOLDS,
    POSSIBLE,
    WAITING,
    CellPlace,
    FindingRow,
    Quote,
    RelationRow,
    UnverifiedRow,
    WaiverRow,
    write_check_report,
)
from compiler.outputs.examples import how_to_write
from compiler.outputs.placeholder_rows import placeholder_sheet
from compiler.rules.explanations import remedy
from compiler.schema.definitions import Field
from compiler.span import Span
from compiler.storage.names import name_of

AROUND = 40
"""How many characters are quoted on either side of a finding: about a sentence, so that it can be
judged without opening the workbook.
"""

OFFICE = "办公室"
MISSING_FORM = "L001"
"""The one rule that is told at the office's register and is another's to mend."""

ESCAPES = str.maketrans({character: f"%{ord(character):02x}" for character in '% #"<>[]^`{}'})
"""What may stand in a file's name but not in a link."""


def check_report(
    root: Path,
    output: Path,
    verdict: str,
    printed: PrintedReport | None,
    records: Sequence[Record],
    diagnostics: Sequence[Diagnostic],
    uses: Sequence[WaiverUse],
) -> bytes:
    """Return 核对报告.xlsx; links lead from ``output`` to the workbooks under ``root``."""
    report = printed.report if printed else None
    sources = _Sources(
        path_between(output, root), source_texts(records), subjects_of(report) if report else {}
    )
    findings = [_finding(sources, entry) for entry in group(diagnostics)]
    relations = list(_relations(sources, report)) if report else []
    unverified = [
        UnverifiedRow(number.text, number.context, number.subject, sources.place(number.span))
        for number in (unverified_numbers(printed) if printed else ())
    ]
    return write_check_report(
        verdict,
        findings,
        relations,
        unverified,
        [_waiver(sources, use) for use in uses],
        placeholder_sheet(report, lambda span: sources.place(span).linked) if report else None,
    )


@attrs.frozen
class _Sources:
    """What places are shown with: the way from the report to the project, the cells' texts, the
    measures and problems.
    """

    base: str
    texts: Mapping[Span, tuple[Field, str]]
    subjects: dict[tuple[str, ...], str]

    def place(self, span: Span) -> CellPlace:
        """Return a place with its link, its unit and its words; a template has no link."""
        shown = span.describe().removeprefix(f"{INPUT_FOLDER}/")
        quote = excerpt(self.texts.get(span.whole_cell, (None, ""))[1], span)
        return CellPlace(
            shown,
            _brief(span),
            link_to(self.base, span),
            unit_of(span.file),
            subject_of(span, self.subjects),
            quote,
        )


def link_to(base: str, span: Span) -> str:
    """Return the link to a place from a folder from which ``base`` leads to the project; empty
    for what is no workbook.
    """
    if not span.file.startswith(f"{INPUT_FOLDER}/"):
        return ""
    sheet = (span.sheet or "").replace("'", "''")
    anchor = f"#'{sheet}'!{span.cell or 'A1'}" if sheet else ""
    return f"external:{base}/{span.file.translate(ESCAPES)}{anchor}"


def path_between(folder: Path, root: Path) -> str:
    """Return the way from ``folder`` to ``root`` as links write it, the whole path where they lie
    on different drives.
    """
    try:
        way = os.path.relpath(root.resolve(), folder.resolve()).replace(os.sep, "/")
    except ValueError:
        way = root.resolve().as_posix()
    return way.translate(ESCAPES)


def _finding(sources: _Sources, entry: Group) -> FindingRow:
    """Return what is shown of a group of diagnostics that say the same of several places."""
    diagnostic = entry.diagnostic
    occurrences = tuple(tuple(sources.place(span) for span in spans) for spans in entry.places)
    if diagnostic.code == MISSING_FORM:  # said of the office's register, owed by the unit
        owed = attrs.evolve(occurrences[0][0], unit=str(diagnostic.arguments["unit"]))
        occurrences = ((owed, *occurrences[0][1:]), *occurrences[1:])
    span = entry.places[0][0]
    field, text = sources.texts.get(span.whole_cell, (None, ""))
    return FindingRow(
        severity=diagnostic.severity.label,
        code=diagnostic.code,
        title=diagnostic.rule.title,
        occurrences=occurrences,
        message=diagnostic.message,
        remedy=remedy(diagnostic.rule),
        example=how_to_write(diagnostic, span, field, text),
    )


def _brief(span: Span) -> str:
    """Return a place without its folder, its file's ending and its characters: those stand in
    columns of their own.
    """
    return attrs.evolve(
        span, file=span.file.rpartition("/")[2].removesuffix(".xlsx"), start=None, end=None
    ).describe()


def _waiver(sources: _Sources, use: WaiverUse) -> WaiverRow:
    """Return what is shown of a waiver: what it let pass, else why it let nothing pass."""
    waiver, finding = use.waiver, use.waived or use.trouble
    return WaiverRow(
        waiver.rule.value,
        waiver.place.value,
        waiver.reason.value,
        waiver.approver.value,
        waiver.expires.text,
        use.outcome,
        finding.message if finding else "规则、位置、理由、批准人没有填全。",
        sources.place(use.waived.spans[0]) if use.waived else None,
    )


def excerpt(text: str, span: Span, around: int = AROUND) -> Quote:
    """Return a cell's words around a span: before, the span itself, after; of what is long, its
    beginning and its end.
    """
    if span.start is None or span.end is None:
        return both_ends(text, 2 * around), "", ""
    before, after = surroundings(text, span.start, span.end, around)
    return before, both_ends(text[span.start : span.end], 4 * around), after


def unit_of(file: str) -> str:
    """Return whose file it is: the folder under input_workbooks, or the office."""
    match = re.match(rf"{INPUT_FOLDER}/([^/]+)/", file)
    return name_of(match.group(1)) if match else OFFICE


def _relations(sources: _Sources, report: Report) -> Iterator[RelationRow]:
    """Yield the relations that are declared, then those that the prose states."""
    for relation in report.relations:
        spans = [span for operand in relation.operands for span in operand.sources]
        difference = written(abs(relation.difference), relation.measure_unit)
        operands = "；".join(
            f"{operand.name} {written(operand.value, operand.measure_unit)}"
            for operand in relation.operands
        )
        kind = "定义" if relation.defines else "登记的勾稽关系"
        place = sources.place(relation.text.span)
        result = WAITING if relation.undecided else HOLDS if relation.holds else FAILS
        yield RelationRow(
            kind, relation.text.value, place, result, operands, difference, listed(spans)
        )
    for claim in report.claims:
        place = sources.place(claim.operands[0])
        yield RelationRow(
            f"正文：{claim.kind}",
            claim.formula,
            place,
            _result(claim),
            "",
            claim.difference,
            listed(claim.operands),
        )


def _result(claim: Claim) -> str:
    """Return what is listed of a claim: an answer only where its wording is sure, since only then a break
    is a warning.
    """
    if claim.certainty is Certainty.SURE:
        return claim.answer.value
    return POSSIBLE if claim.answer is Answer.TRUE else Answer.UNDECIDED.value


def written(value: Decimal, unit: str) -> str:
    """Return a number with its unit, without needless zeros."""
    return plain(value) + unit


def listed(spans: Iterable[Span]) -> str:
    """Return places in words, sheet by sheet: the file and sheet, then every cell or range of
    characters.
    """
    sheets: dict[str, list[str]] = {}
    for span in dict.fromkeys(spans):
        head = f"{span.file.removeprefix(f'{INPUT_FOLDER}/')} {span.sheet}!" if span.cell else ""
        sheets.setdefault(head, []).append(
            attrs.evolve(span, file="").describe().rpartition("!")[2]
        )
    return "；".join(head + "、".join(cells) for head, cells in sheets.items())
