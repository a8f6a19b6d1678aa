"""Answers that answer nothing: stock phrases, the plan's own words, or another measure's answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from compiler.chinese.hollow import Substance, substance, tells_a_case, without_aspect
from compiler.chinese.shortening import both_ends
from compiler.diagnostics import Diagnostic, complain
from compiler.model.report import Measure, Report
from compiler.model.values import Text

NOTHING, LITTLE = 10, 6
"""A text is empty if a tenth of it at most is its own, and thin if a sixth is. By judgement: on
short and long answers made for it the two shares part what says nothing from what says little."""
SHORTEST = 8
"""So many characters must two texts have in common before they are called the same."""
COPIED, COVERED, LONGER = 0.85, 0.5, 1.5
"""Of an answer so much must be the plan's, and of the plan so much must be in it: one that takes a
clause of the plan up and goes on to what was done is none, and surely one so many times as long."""
SHINGLE, ALIKE = 4, 0.8
"""Two answers are the same if so much of the shorter, cut into pieces so long, is in the other:
figures and names changed in every sentence leave less."""
STEP = 6
"""Every so many characters a piece so long is remembered, to find two answers that may be the same:
where they are, one such piece in four at least has been left as it was."""


def hollow_answers(report: Report) -> Iterator[Diagnostic]:
    """C071 an answer without content, C072 one of stock phrases only."""
    for problem in report.problems():
        for measure in problem.measures:
            text = _answer(measure)
            if text is None:
                continue
            plan = measure.plan
            known = (problem.plan.title, problem.plan.category, plan.planned, plan.goal)
            if tells_a_case(text.value):
                continue
            found = substance(text.value, (one.value for one in known if not one.imported))
            if found.acts or found.task_only:
                continue
            if _empty(found) and not _tells_task(text.value, plan.planned.value):
                yield complain("C071", text.span, id=measure.id, text=both_ends(text.value, 24))
            elif found.own * LITTLE <= found.length:
                yield complain("C072", text.span, id=measure.id)


def answers_like_plans(report: Report) -> Iterator[Diagnostic]:
    """C073 an answer that says again what was planned, in nearly the same words."""
    for measure in report.measures():
        text, planned = _answer(measure), measure.plan.planned
        if text is None or planned.imported or len(text.value) > LONGER * len(planned.value):
            continue
        own, plan = (_pieces(without_aspect(one.value), 2) for one in (text, planned))
        common = len(own & plan)
        if common >= SHORTEST and common >= COPIED * len(own) and common >= COVERED * len(plan):
            yield complain("C073", text.span, planned.span, id=measure.id)


def answers_alike(report: Report) -> Iterator[Diagnostic]:
    """C074 an answer that is another measure's, word for word or nearly so.

    Of every piece only its first owner is remembered, and only the likeliest one is compared, so
    that time grows linearly with the texts, however many are the same.
    """
    first: dict[str, int] = {}
    seen: list[tuple[Measure, Text]] = []
    for measure in report.measures():
        text = _answer(measure)
        if text is None:
            continue
        value = text.value
        pieces = [value[i : i + STEP] for i in range(len(value) - STEP + 1)]
        owners = Counter(map(first.__getitem__, filter(first.__contains__, pieces)))
        for index, left in owners.most_common(1):
            other, before = seen[index]
            shorter = min(len(value), len(before.value))
            if left * STEP * 4 >= shorter and _alike(value, before.value):
                yield complain("C074", text.span, before.span, id=measure.id, other=other.id)
        for piece in pieces[::STEP]:
            first.setdefault(piece, len(seen))
        seen.append((measure, text))


def _alike(left: str, right: str) -> bool:
    """Tell whether one of two texts is the other, or a part of it, nearly word for word."""
    pieces = [_pieces(without_aspect(one), SHINGLE) for one in (left, right)]
    smaller, common = min(map(len, pieces)), len(pieces[0] & pieces[1])
    return common >= SHORTEST and common >= ALIKE * smaller


def _answer(measure: Measure) -> Text | None:
    """Return what a measure's lead unit answers, if it is its own words."""
    text = measure.submission.progress if measure.submission else None
    return text if text and not text.imported else None


def _tells_task(text: str, planned: str) -> bool:
    """Tell whether a text has the whole planned measure in it, told as done: little, but an answer."""
    task = _pieces(without_aspect(planned), 2)
    return bool(task) and task <= _pieces(without_aspect(text), 2)


def _empty(found: Substance) -> bool:
    """Tell whether a text says nothing at all of its case."""
    return found.own * NOTHING <= found.length


def _pieces(text: str, length: int) -> frozenset[str]:
    """Return every piece of a text that is so long."""
    return frozenset(text[i : i + length] for i in range(len(text) - length + 1))
