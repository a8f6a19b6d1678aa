"""Some of the checks run over a report at hand."""

from __future__ import annotations

from collections.abc import Collection

import attrs

from compiler.checks.registry import RECORD_CHECKS, TEXT_CHECKS
from compiler.commands.checking import Analysis, as_printed
from compiler.diagnostics import Diagnostic
from compiler.model.register import Person
from compiler.model.report import Report
from compiler.model.values import Text
from compiler.notice.kind import Kind


def judged(report: Report, kind: Kind | None, modules: Collection[str]) -> list[Diagnostic]:
    """Return what the checks of some modules of ``compiler.checks`` find in a report that
    ``kind`` prints.
    """
    assert kind is not None
    printed = as_printed(report, kind)
    records = [
        check(report) for check in RECORD_CHECKS if check.__module__.rpartition(".")[2] in modules
    ]
    texts = [
        check(printed) for check in TEXT_CHECKS if check.__module__.rpartition(".")[2] in modules
    ]
    return [diagnostic for found in (*records, *texts) for diagnostic in found]


def with_progress(report: Report, progress: str) -> Report:
    """Return the report with another text in the first measure."""
    aspect = report.aspects[0]
    category = aspect.categories[0]
    problem = category.problems[0]
    group = problem.groups[0]
    measure = group.measures[0]
    assert measure.submission is not None
    text = Text(progress, measure.submission.progress.span)
    measure = attrs.evolve(measure, submission=attrs.evolve(measure.submission, progress=text))
    group = attrs.evolve(group, measures=(measure, *group.measures[1:]))
    problem = attrs.evolve(problem, groups=(group, *problem.groups[1:]))
    category = attrs.evolve(category, problems=(problem, *category.problems[1:]))
    aspect = attrs.evolve(aspect, categories=(category, *aspect.categories[1:]))
    return attrs.evolve(report, aspects=(aspect, *report.aspects[1:]))


def told_of(
    progress: str, analysis: Analysis, *modules: str, persons: tuple[Person, ...] = ()
) -> list[tuple[str, str]]:
    """Return code and words of what some modules find in a text of the first measure, with some
    persons registered.
    """
    assert analysis.report is not None
    report = with_progress(analysis.report, progress)
    if persons:
        report = attrs.evolve(report, register=attrs.evolve(report.register, persons=persons))
    found = judged(report, analysis.kind, modules)
    return [
        (diagnostic.code, progress[diagnostic.spans[0].start : diagnostic.spans[0].end])
        for diagnostic in found
    ]
