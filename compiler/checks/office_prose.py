"""The office's own prose: its placeholders and places."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.analysis import grounds
from compiler.analysis.counts import doubted
from compiler.analysis.unknown_names import hint_at
from compiler.diagnostics import Diagnostic, complain
from compiler.model.register import ChapterText
from compiler.model.report import Report
from compiler.model.values import places
from compiler.notice.outline import Outline
from compiler.notice.outline import fields as drawn_fields
from compiler.notice.placeholders import filled_texts, split_placeholders, stray_braces
from compiler.schema.choices import UNPLACED


def placeholders(report: Report) -> Iterator[Diagnostic]:
    """L020 a placeholder nobody knows, L021 one that several forms declare with different values,
    L023 one that counts what could not be read of 经办记录.
    """
    declared = {
        figure.name.value
        for measure in report.measures()
        for figure in measure.figures
        if figure.name
    }
    for text in filled_texts(report):
        for part in split_placeholders(text.value):
            if part.name is None:
                continue
            place = text.span_at(part.start, part.end)
            if part.name in report.counts:
                if unread := doubted(report, part.name):
                    yield complain("L023", place, *unread, name=part.name)
                continue
            if part.name in declared:
                several = complain("L021", place, name=part.name)
                yield several.resting_on(*grounds.declared(report, part.name))
            else:
                hint, alike = hint_at(report, part.name, [*report.counts, *declared])
                unknown = complain("L020", place, name=part.name, hint=hint)
                yield unknown.resting_on(*grounds.name(report, part.name, alike=alike))


def doubted_fields(outline: Outline, report: Report) -> Iterator[Diagnostic]:
    """L023 where the outline itself draws a count of what could not be read of 经办记录."""
    for field in (field for line in outline.walk() for field in drawn_fields(line.items)):
        if field.definition is None and (unread := doubted(report, field.name)):
            yield complain("L023", field.span, *unread, name=field.name)


def braces(report: Report) -> Iterator[Diagnostic]:
    """L022 a brace without its partner."""
    for text in filled_texts(report):
        for position in stray_braces(text.value):
            yield complain("L022", text.span_at(position, position + 1))


def unplaced(report: Report) -> Iterator[Diagnostic]:
    """L032 a paragraph that an import could not place and nobody has placed since."""
    for row in report.register.chapters:
        if row.place.value == UNPLACED:
            yield complain("L032", row.text.span, row.heading.span)


def order(report: Report) -> Iterator[Diagnostic]:
    """L035 two rows of one place and kind with one sequence number."""
    seen: dict[tuple[str, str, int], ChapterText] = {}
    for row in report.register.chapters:
        if row.order.value is None:
            continue
        key = (row.place.value, row.kind.value, row.order.whole)
        if key in seen:
            first = seen[key]
            cells = (row.order.span, first.order.span)
            again = complain("L035", *cells, place=row.place.value, order=row.order.whole)
            yield again.resting_on(*places(row.place, row.kind, first.place, first.kind))
        seen.setdefault(key, row)
