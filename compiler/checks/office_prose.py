"""The office's own prose: its placeholders and places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compiler.analysis import grounds
from compiler.analysis.counts import doubted
from compiler.analysis.unknown_names import hint_at
from compiler.chinese.likeness import nearest
from compiler.diagnostics import Diagnostic, complain
from compiler.model.computed import Count
from compiler.model.register import ChapterText
from compiler.model.report import Report, section_of
from compiler.model.values import places
from compiler.notice.leads import LEAD_PLACES, headings, meant
from compiler.notice.outline import Outline
from compiler.notice.outline import fields as drawn_fields
from compiler.notice.placeholders import Placeholder, filled_texts, split_placeholders, stray_braces
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
    leads = {
        row.text.span: row for row in report.register.chapters if row.place.value in LEAD_PLACES
    }
    for text in filled_texts(report):
        for part in split_placeholders(text.value):
            if part.name is None or part.placeholder is None:
                continue
            place = text.span_at(part.start, part.end)
            row = leads.get(text.span)
            known = _known_in(report, row, part.placeholder)
            if part.name in known:
                if unread := doubted(report, part.name):
                    yield complain("L023", place, *unread, name=part.name)
            elif row and _asks_its_part(row, part.placeholder) and len(meant(report, row)) != 1:
                continue  # L090 tells that nobody knows which part it is
            elif part.name in report.counts:
                within = row.heading.value if row else part.placeholder.range
                nothing = complain("L092", place, name=part.name, part=within)
                yield nothing.resting_on(*grounds.answers(report))
            elif part.name in declared:
                several = complain("L021", place, name=part.name)
                yield several.resting_on(*grounds.declared(report, part.name))
            else:
                hint, alike = hint_at(report, part.name, [*report.counts, *declared])
                unknown = complain("L020", place, name=part.name, hint=hint)
                yield unknown.resting_on(*grounds.name(report, part.name, alike=alike))


def _known_in(
    report: Report, row: ChapterText | None, placeholder: Placeholder
) -> Mapping[str, Count]:
    """Return the counts that a placeholder may name: of the part that ``row`` speaks of, if it
    speaks of one, else of the whole.
    """
    if placeholder.entity in ("notice", "figure") or not (placeholder.entity or row):
        return report.counts
    if row is None or not _asks_its_part(row, placeholder):
        return {}
    return next((report.sections.get(section_of(one), {}) for one in meant(report, row)), {})


def _asks_its_part(row: ChapterText, placeholder: Placeholder) -> bool:
    """Tell whether a placeholder counts within the aspect or category that a row speaks of."""
    return placeholder.entity in ("", LEAD_PLACES[row.place.value])


def leads(report: Report) -> Iterator[Diagnostic]:
    """L090 a row about an aspect or a category that nobody knows, or of which there are several;
    L091 a second one about the same.
    """
    told: dict[int, ChapterText] = {}
    for row in report.register.chapters:
        entity = LEAD_PLACES.get(row.place.value)
        if entity is None:
            continue
        found = meant(report, row)
        cell = row.heading.span if row.heading else row.place.span
        if len(found) != 1:
            known = list(headings(report, entity))
            names = [one.path if found else one.title for one in known]
            guess = nearest(row.heading.value, names) if row.heading else None
            level = {"aspect": "方面", "category": "类别"}[entity]
            hint = f"是不是“{guess}”？" if guess else f"现有：{'、'.join(dict.fromkeys(names))}。"
            wrong = complain("L090", cell, place=row.place.value, level=level, hint=hint)
            yield wrong.resting_on(*grounds.skeleton(report.register))
        elif (first := told.setdefault(id(found[0]), row)) is not row:
            yield complain(
                "L091",
                row.text.span,
                first.text.span,
                place=row.place.value,
                name=row.heading.value,
            )


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
    """L035 two rows of one place and kind with one sequence number, but for what is said of each
    aspect or category once (L091).
    """
    seen: dict[tuple[str, str, int], ChapterText] = {}
    for row in report.register.chapters:
        if row.order.value is None or row.place.value in LEAD_PLACES:
            continue
        key = (row.place.value, row.kind.value, row.order.whole)
        if key in seen:
            first = seen[key]
            cells = (row.order.span, first.order.span)
            again = complain("L035", *cells, place=row.place.value, order=row.order.whole)
            yield again.resting_on(*places(row.place, row.kind, first.place, first.kind))
        seen.setdefault(key, row)
