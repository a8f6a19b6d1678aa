"""What there is of everything that office prose counts: problems and measures in all, by status, by
class and by aspect, each with the cells that make it up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

import attrs

from compiler.brief import brief
from compiler.model.computed import Count
from compiler.model.report import Aspect, Problem, Report
from compiler.model.values import Text

TOTALS = {
    "问题": "问题总数",
    "措施": "措施总数",
    "制度": "制度总数",
    "方面": "方面总数",
    "类别": "类别总数",
    "牵头单位": "牵头单位总数",
}
"""The report's own count of each noun that prose counts."""


@attrs.frozen(eq=False)
class Inventory:
    """The counts of one report; ``classes`` are the words of 问题分类, the longest first."""

    __repr__ = brief

    report: Report
    classes: tuple[str, ...]

    def total(self, noun: str) -> Count | None:
        """Return the count of everything of a noun, ``None`` where nothing of it is registered."""
        if noun == "责任单位":
            return _of(f"{noun}总数", self._units())
        count = self.report.counts.get(TOTALS.get(noun, ""))
        return count if count is not None and count.value else None

    def with_status(self, noun: str, names: Iterable[str]) -> Count:
        """Return how many problems or measures are in any of these statuses."""
        parts = [self.report.counts[f"{name}{noun}数"] for name in names]
        if len(parts) == 1:
            return parts[0]
        return Count(
            "、".join(part.name for part in parts),
            sum((part.value for part in parts), Decimal(0)),
            "",
            tuple(span for part in parts for span in part.sources),
            parts[0].grounds if parts else (),
        )

    def incomplete(self, noun: str) -> Iterator[Count]:
        """Yield every count that what is not completed may mean: each status alone, and together."""
        names = [status.name for status in self.report.statuses if not status.complete]
        for size in range(len(names), 0, -1):
            for chosen in combinations(names, size):
                yield self.with_status(noun, chosen)

    def of_class(self, noun: str, word: str) -> Count:
        """Return how many problems are of a class, or the measures of those."""
        problems = [p for p in self.report.problems() if p.plan.problem_class.value == word]
        return _of(f"{word}类{noun}数", _cells(noun, problems))

    def of_aspect(self, noun: str, aspect: Aspect) -> Count:
        """Return how many problems, measures or categories an aspect has."""
        if noun == "类别":
            cells = [category.title for category in aspect.categories if category.title]
        else:
            cells = _cells(noun, [p for c in aspect.categories for p in c.problems])
        return _of(f"“{aspect.title.value}”的{noun}数", cells)

    def aspect_of(self, words: str) -> Aspect | None:
        """Return the one aspect whose title ends as ``words`` do, 方面 left out, in four letters or
        more; ``None`` if there is none, or more than one.
        """
        words = words.removesuffix("方面")
        fitting = [
            aspect
            for aspect in self.report.aspects
            if (stem := aspect.title.value.removesuffix("方面"))
            and (words.endswith(stem) or (len(words) >= LEAST and stem.endswith(words[-LEAST:])))
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _units(self) -> list[Text]:
        """Return the units that lead or support a measure, each once."""
        plans = [measure.plan for measure in self.report.measures()]
        units = {t.value: plan.supporting_text for plan in plans for t in plan.supporting_units}
        units |= {plan.lead_unit.value: plan.lead_unit for plan in plans}
        return [*units.values()]


LEAST = 4
"""So many letters tell one aspect from the others. By judgement: 党的建设, 组织路线."""


def inventory_of(report: Report) -> Inventory:
    """Return the inventory of a report."""
    words = {problem.plan.problem_class.value for problem in report.problems()} - {""}
    return Inventory(report, tuple(sorted(words, key=len, reverse=True)))


def _cells(noun: str, problems: Iterable[Problem]) -> list[Text]:
    """Return the cells of the problems' titles, or of their measures' ids."""
    if noun == "措施":
        return [measure.plan.id for problem in problems for measure in problem.measures]
    return [problem.plan.title for problem in problems]


def _of(name: str, cells: Iterable[Text]) -> Count:
    """Return a count of cells."""
    spans = tuple(cell.span for cell in cells)
    return Count(name, Decimal(len(spans)), "", spans)
