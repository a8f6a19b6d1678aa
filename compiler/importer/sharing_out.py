"""What a notice tells of all measures of a problem in one text, shared out among them.

Each part of the outline that is printed once a measure tells of them in order. Where one tells of
fewer than another, the notice does not say whose each is; that is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from compiler.chinese.marks import sentences
from compiler.diagnostics import Diagnostic, complain
from compiler.importer.drafts import Draft
from compiler.span import Span


def share_out(draft: Draft, file: str) -> Iterator[Diagnostic]:
    """Give every measure its part of what is told of several at once, and yield S174 where the
    notice does not say whose it is, S177 where it does not of figures.
    """
    if draft.loose:
        place = Span(file, line=draft.loose[0].number)
        yield complain("S177", place, count=len(draft.loose))
    for problem in draft.problems:
        unsure: dict[str, None] = {}
        for (part, group), count in problem.columns.items():
            measures = problem.groups[group] if group >= 0 else []
            if len(measures) > count and part.key:
                told = [measure.values.get(part.key, "") for measure in measures[:count]]
                if part.whole and count == 1:
                    told = _cut_up(told[0], len(measures))
                if not part.distinct or len(told) > 1:
                    unsure[f"“{part.name}”"] = None
                if part.distinct:
                    told += told[-1:] * (len(measures) - len(told))
                for measure, text in zip(measures, told, strict=False):
                    measure.values[part.key] = text
        if unsure:
            place = Span(file, line=problem.paragraph.number)
            count = len(problem.measures)
            yield complain("S174", place, measures=count, labels="".join(unsure))


def _cut_up(text: str, count: int) -> list[str]:
    """Return a text sentence by sentence, at most so many, the last one with all that is left."""
    starts = [start for start, _ in sentences(text)][:count]
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]
