"""What a notice tells of all measures of a problem in one text, shared out among them.

Each part of the outline that is printed once a measure tells of them in order. Where one tells of
fewer than another, the notice does not say whose each is; that is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from compiler.chinese.marks import sentences
from compiler.diagnostics import Diagnostic, complain
from compiler.importer.drafts import Draft, DraftMeasure, DraftProblem, Part
from compiler.span import Span


def share_out(draft: Draft, file: str) -> Iterator[Diagnostic]:
    """Give every measure its part of what is told of several at once, and yield S174 where the
    notice does not say whose it is.
    """
    for problem in draft.problems:
        for (part, group), count in list(problem.columns.items()):
            measures = problem.groups[group] if 0 <= group < len(problem.groups) else []
            if len(measures) > count and part.key:
                if part.whole and count == 1:
                    _cut_up(measures, part)
                yield _unsure(problem, part, count, len(measures), file)


def _cut_up(measures: list[DraftMeasure], part: Part) -> None:
    """Give each measure a sentence of what the first one was given, and the last one the rest."""
    text = measures[0].values.get(part.key, "")
    ranges = sentences(text)
    if len(ranges) < len(measures):
        return
    for number, measure in enumerate(measures):
        last = number == len(measures) - 1
        start, end = ranges[number][0], len(text) if last else ranges[number][1]
        measure.values[part.key] = text[start:end]


def _unsure(problem: DraftProblem, part: Part, count: int, measures: int, file: str) -> Diagnostic:
    place = Span(file, line=problem.paragraph.number)
    return complain("S174", place, measures=measures, label=part.name, count=count)
