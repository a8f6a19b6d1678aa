"""What can be counted in a report, under the names that prose and relations use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from compiler.analysis.grounds import answers, skeleton
from compiler.model.computed import Count
from compiler.model.report import Measure, Report
from compiler.model.submission import Figure
from compiler.model.values import unsure
from compiler.span import Span

LATER_COUNTS = frozenset({"延期措施数", "延期次数", "销号措施数", "待销号措施数"})
"""Counts that came after forms were out: where a unit has declared a figure of that name, prose
goes on meaning the figure."""


def counts(report: Report) -> dict[str, Count]:
    """Return every built-in count by name."""
    return {count.name: count for count in _counts(report)}


def doubted(report: Report, name: str) -> tuple[Span, ...]:
    """Return the places of 经办记录 that could not be read and ``name`` might count something in."""
    count = report.counts.get(name)
    return tuple(p for p in unread_in_record(report) if count is not None and p in count.grounds)


def unread_in_record(report: Report) -> tuple[Span, ...]:
    """Return the places of 经办记录 that could not be read, though something may be counted by
    them: notices, their days and their measures.
    """
    rows = report.record.supervisions
    cells = (value for row in rows for value in (row.issued_on, row.measures))
    return (*report.record.doubtful, *unsure(cells))


def _counts(report: Report) -> Iterator[Count]:
    """Yield the report's own counts, each with the cells that make it up."""
    problems, measures = list(report.problems()), list(report.measures())
    forms = answers(report)
    aspects = {aspect.title.value: aspect.title.span for aspect in reversed(report.aspects)}
    yield _count("方面总数", reversed(aspects.values()))
    categories = [
        category for aspect in report.aspects for category in aspect.categories if category.title
    ]
    yield _count("类别总数", (category.title.span for category in categories))
    yield _count("问题总数", (problem.plan.number.span for problem in problems))
    yield _count("措施总数", (measure.plan.id.span for measure in measures))
    yield _count(
        "牵头单位总数",
        {
            measure.plan.lead_unit.value: measure.plan.lead_unit.span for measure in measures
        }.values(),
    )
    for status in report.statuses:
        yield _count(
            f"{status.name}问题数",
            (p.plan.number.span for p in problems if p.status == status),
            forms,
        )
        yield _count(
            f"{status.name}措施数",
            (
                m.submission.status_text.span
                for m in measures
                if m.submission and m.status == status
            ),
            forms,
        )
    titles = {
        row.title.value: row.title.span for measure in measures for row in measure.institutions
    }
    yield _count("制度总数", titles.values(), forms)
    yield _count(
        "督办单数",
        {row.number.value: row.number.span for row in report.supervisions()}.values(),
        report.record.doubtful,
    )
    yield from _decisions(report, measures, forms)
    for row in report.register.petitions:
        for suffix, number in (
            ("总数", row.received),
            ("办结数", row.closed),
            ("在办数", row.open),
        ):
            if number.value is not None:
                yield Count(f"{row.kind.value}{suffix}", number.value, "件", (number.span,))


def _decisions(
    report: Report, measures: Iterable[Measure], forms: tuple[Span, ...]
) -> Iterator[Count]:
    """Yield what the register has extended and closed, and what waits to be closed."""
    register = report.register
    extended = [it for it in measures if it.extensions]
    granted = (row.measure.span for it in extended for row in it.extensions)
    rows = (*register.place("extensions"), *skeleton(register))
    yield _count("延期措施数", (it.extensions[0].measure.span for it in extended), rows)
    yield _count("延期次数", granted, rows)
    done = [(it, it.submission) for it in measures if it.submission and it.completed]
    rows = (*register.place("closures"), *forms)
    closed = (it.closure.measure.span for it, _ in done if it.closure)
    yield _count("销号措施数", closed, rows)
    waiting = (form.status_text.span for it, form in done if not it.closed)
    yield _count("待销号措施数", waiting, rows)


def _count(name: str, spans: Iterable[Span], grounds: tuple[Span, ...] = ()) -> Count:
    """Return a number of things as a count of their cells; ``grounds`` are cells that might have
    added one.
    """
    found = tuple(spans)
    return Count(name, Decimal(len(found)), "", found, grounds)


def figures(report: Report) -> dict[str, list[tuple[Measure, Figure]]]:
    """Return every declared figure that has a value, by name."""
    named: dict[str, list[tuple[Measure, Figure]]] = {}
    for measure in report.measures():
        for figure in measure.figures:
            if figure.name and figure.value.value is not None:
                named.setdefault(figure.name.value, []).append((measure, figure))
    return named
