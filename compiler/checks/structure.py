"""The register's own order: numbers that count on, and things that belong together standing
together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from compiler.analysis.grounds import doubtful_plans, numbers, skeleton, strangers
from compiler.checks.printed import PrintedReport
from compiler.chinese.titles import each_once, near_pairs, normal_title, same_thing
from compiler.diagnostics import Diagnostic, complain
from compiler.model.identifiers import split_id
from compiler.model.report import Report
from compiler.model.values import Text, unsure
from compiler.span import Span


def problem_numbers(report: Report) -> Iterator[Diagnostic]:
    """L010 gap and L011 repetition in the problems' numbers."""
    previous = 0
    first: dict[int, Text] = {}
    unknown = unsure(problem.plan.number for problem in report.problems())
    plans = [problem.plan for problem in report.problems()]
    for problem in report.problems():
        number = problem.plan.number
        if number.value is None:
            continue
        if problem.number in first:
            yield complain("L011", number.span, first[problem.number].span, number=problem.number)
            continue
        if problem.number != previous + 1:
            gap = complain("L010", number.span, expected=previous + 1, number=problem.number)
            again = (plan.number.span for plan in plans if plan.number.value == number.value)
            yield gap.resting_on(*skeleton(report.register), *unknown, *again)
        first[problem.number] = Text(number.text, number.span)
        previous = problem.number


def measure_numbers(report: Report) -> Iterator[Diagnostic]:
    """L014 an id that names another problem than its row, L015 a gap in a problem's measures."""
    for problem in report.problems():
        previous = 0
        for measure in problem.measures:
            parts = split_id(measure.id)
            if parts is None:
                continue
            if parts[0] != problem.number:
                spans = (measure.plan.id.span, measure.plan.problem.span)
                yield complain("L014", *spans, id=measure.id, first=parts[0], second=problem.number)
                continue
            if parts[1] != previous + 1:
                span = measure.plan.id.span
                gap = complain(
                    "L015", span, number=problem.number, expected=previous + 1, sequence=parts[1]
                )
                yield gap.resting_on(
                    *skeleton(report.register),
                    *doubtful_plans(report.register, problem.number),
                    *strangers(report.unlinked, problem.number),
                )
            previous = parts[1]


def aspects_together(printed: PrintedReport) -> Iterator[Diagnostic]:
    """L017 an aspect that another one interrupts, so that its heading is printed again."""
    headings, report = _headings(printed), printed.report
    titles = (aspect.title for aspect in report.aspects if aspect.title.span in headings)
    written = [problem.plan.aspect for problem in report.problems()]
    yield from _interrupted(titles, "L017", _neighbours(report), written, level="方面")


def categories_together(printed: PrintedReport) -> Iterator[Diagnostic]:
    """L017 a category that another one of its aspect interrupts, so that its heading is printed
    again.
    """
    headings, report = _headings(printed), printed.report
    written = [problem.plan.category for problem in report.problems()]
    for aspect in report.aspects:
        titles = (category.title for category in aspect.categories if category.title)
        printed_ones = (title for title in titles if title.span in headings)
        yield from _interrupted(printed_ones, "L017", _neighbours(report), written, level="类别")


def _headings(printed: PrintedReport) -> frozenset[Span]:
    """Return the cells whose text is printed over problems: not beside one of them."""
    runs = (run for paragraph in printed.document.paragraphs for run in paragraph.runs)
    return frozenset(run.sources[0] for run in runs if run.origin and run.subject is None)


def titles_alike(report: Report) -> Iterator[Diagnostic]:
    """L036 an aspect or a category whose title is almost another's: reported once, at the rarer
    one.
    """
    plans = [problem.plan for problem in report.problems()]
    for level, texts in (
        ("方面", [plan.aspect for plan in plans]),
        ("类别", [plan.category for plan in plans]),
    ):
        found: dict[str, list[Text]] = {}
        for text in texts:
            found.setdefault(normal_title(text.value), []).append(text)
        pairs = (
            (second, first) if len(found[second]) < len(found[first]) else (first, second)
            for first, second in near_pairs(found)
        )
        for title, other in each_once(pairs, found).items():
            rarer, usual = found[title], found[other]
            spans = [text.span for text in (*rarer, usual[0])]
            yield complain("L036", *spans, level=level, here=rarer[0].value, there=usual[0].value)


def groups_together(report: Report) -> Iterator[Diagnostic]:
    """L018 a group that other measures interrupt."""
    for problem in report.problems():
        groups = unsure(measure.plan.group for measure in problem.measures)
        written = [measure.plan.group for measure in problem.measures]
        leads = (group.lead_in for group in problem.groups if group.lead_in)
        yield from _interrupted(leads, "L018", groups, written)


def _neighbours(report: Report) -> tuple[Span, ...]:
    """Return what decides which titles stand side by side: the order, and the titles themselves."""
    plans = report.register.problems
    titles = unsure(title for plan in plans for title in (plan.aspect, plan.category))
    return (*skeleton(report.register), *numbers(plans), *titles)


def _interrupted(
    titles: Iterable[Text],
    code: str,
    grounds: tuple[Span, ...],
    written: Sequence[Text],
    **arguments: str,
) -> Iterator[Diagnostic]:
    """Complain of a title that comes again after another one, at its second place, and name those
    between that are almost the same, by all cells in which they are ``written``.
    """
    listed = list(titles)
    seen: dict[str, int] = {}
    for index, title in enumerate(listed):
        first = seen.setdefault(title.value, index)
        if first == index:
            continue
        own = normal_title(title.value)
        near = dict.fromkeys(
            between.value
            for between in listed[first + 1 : index]
            if same_thing(own, normal_title(between.value))
        )
        hint = f"，中间的“{next(iter(near))}”同它只差一两个字" if near else ""
        places = (title.span, listed[first].span)
        beside = (text.span for text in written if text.value in near)
        told = {"title": title.value, "hint": hint, **arguments}
        yield complain(code, *places, *beside, **told).resting_on(*grounds)
