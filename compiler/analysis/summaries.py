"""How far measures have come by whoever answers for them: counts, rates and ranks of a leader's, a
unit's, an aspect's measures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

import attrs

from compiler.analysis.lights import Light
from compiler.model.report import Measure, Report

NO_LEADER = "（没有写牵头领导）"


@attrs.frozen
class Summary:
    """The measures of one name, counted; ``red`` are those past their day."""

    name: str
    total: int
    completed: int
    closed: int
    extended: int
    extensions: int
    red: int

    @property
    def waiting(self) -> int:
        """How many are done and not closed yet."""
        return self.completed - self.closed

    @property
    def rates(self) -> tuple[Fraction, Fraction]:
        """The shares that are done, and closed."""
        whole = max(self.total, 1)
        return Fraction(self.completed, whole), Fraction(self.closed, whole)


Lit = tuple[Measure, Light | None]
"""A measure and its light, ``None`` where there is no day to judge by."""


def summary(name: str, measures: Iterable[Lit]) -> Summary:
    """Return the counts of some measures under a name."""
    own = list(measures)
    return Summary(
        name,
        len(own),
        sum(measure.completed for measure, _ in own),
        sum(measure.closed for measure, _ in own),
        sum(bool(measure.extensions) for measure, _ in own),
        sum(len(measure.extensions) for measure, _ in own),
        sum(colour is Light.RED for _, colour in own),
    )


def ranked(groups: Mapping[str, Iterable[Lit]]) -> list[tuple[int, Summary]]:
    """Return the groups with their ranks, the best first: by what is done, then by what is closed.

    Equals share a rank, and as many ranks are left out after them.
    """
    summaries = [summary(name, own) for name, own in groups.items()]
    order = sorted(summaries, key=lambda it: it.rates, reverse=True)
    return [(1 + sum(other.rates > it.rates for other in order), it) for it in order]


def by_leader(measures: Iterable[Lit]) -> dict[str, list[Lit]]:
    """Return measures by their leading leader, in order of first appearance."""
    groups: dict[str, list[Lit]] = {}
    for measure, colour in measures:
        groups.setdefault(measure.plan.leader.value or NO_LEADER, []).append((measure, colour))
    return groups


def by_lead_unit(measures: Iterable[Lit]) -> dict[str, list[Lit]]:
    """Return measures by their lead unit, in order of first appearance."""
    groups: dict[str, list[Lit]] = {}
    for measure, colour in measures:
        groups.setdefault(measure.plan.lead_unit.value, []).append((measure, colour))
    return groups


def by_aspect(report: Report, measures: Iterable[Lit]) -> dict[str, list[Lit]]:
    """Return measures by the aspect of their problem, in the order of the notice."""
    lights = {measure.id: colour for measure, colour in measures}
    groups: dict[str, list[Lit]] = {}
    for aspect in report.aspects:
        own = groups.setdefault(aspect.title.value, [])
        for category in aspect.categories:
            for problem in category.problems:
                own += ((it, lights[it.id]) for it in problem.measures if it.id in lights)
    return groups
