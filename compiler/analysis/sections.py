"""What can be counted within one aspect, category or problem: a report of it alone is counted like
the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import attrs

from compiler.analysis.counts import figures
from compiler.analysis.relations import compute
from compiler.model.computed import Count
from compiler.model.report import Aspect, Category, Problem, Report, section_of


def sections(
    report: Report, entities: Collection[str], asked: Iterable[str]
) -> dict[tuple[str, int], Mapping[str, Count]]:
    """Return the counts within every member of ``entities``, by :func:`section_of`; ``asked`` as for
    :func:`compute`. What cannot be worked out within one is missing there.
    """
    names, elsewhere = [*asked], [*figures(report)]
    found: dict[tuple[str, int], Mapping[str, Count]] = {}
    for member, aspect in _members(report, entities):
        counts, _, _ = compute(attrs.evolve(report, aspects=(aspect,)), names, elsewhere)
        found[section_of(member)] = counts
    return found


def _members(
    report: Report, entities: Collection[str]
) -> Iterator[tuple[Aspect | Category | Problem, Aspect]]:
    """Yield the members wanted, each with an aspect that holds nothing else."""
    for aspect in report.aspects:
        if "aspect" in entities:
            yield aspect, aspect
        for category in aspect.categories:
            if "category" in entities:
                yield category, attrs.evolve(aspect, categories=(category,))
            for problem in category.problems if "problem" in entities else ():
                alone = attrs.evolve(category, problems=(problem,))
                yield problem, attrs.evolve(aspect, categories=(alone,))
