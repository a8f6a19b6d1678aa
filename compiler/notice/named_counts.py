"""What a name in braces means where it stands: a count of the whole or of a part, or a figure that a
measure declares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

import attrs

from compiler.model.computed import Count
from compiler.model.report import Aspect, Category, Measure, Problem, Report, section_of
from compiler.model.submission import Figure
from compiler.notice.entities import Scope, member_of
from compiler.notice.placeholders import Placeholder

Declared = Mapping[str, Sequence[tuple[Measure, Figure]]]
"""The figures that measures declare, with a value, by name."""

PARTS = ("aspect", "category", "problem")


class Fault(Enum):
    """Why a name means nothing where it stands; the value is what is printed in its stead."""

    UNKNOWN = "待补"
    AMBIGUOUS = "不止一个数"
    FOREIGN = "不是这里的数"


@attrs.frozen
class Meaning:
    """What a name means: a count, nothing at all (a figure that is not declared here), or a fault,
    with the figures that it is about.
    """

    count: Count | None = None
    fault: Fault | None = None
    figures: tuple[Figure, ...] = ()


def declared_figures(report: Report) -> Declared:
    """Return every declared figure that has a value, by name."""
    named: dict[str, list[tuple[Measure, Figure]]] = {}
    for measure in report.measures():
        for figure in measure.figures:
            if figure.name and figure.value.value is not None:
                named.setdefault(figure.name.value, []).append((measure, figure))
    return named


def meaning_in_outline(placeholder: Placeholder, scope: Scope, declared: Declared) -> Meaning:
    """Return what a name means on a line of the outline: first the figure of that name around it,
    then a count of the whole. A figure that only others declare is theirs.
    """
    if placeholder.entity not in ("", "figure"):
        return _within(placeholder.name, scope, placeholder.entity)
    rows = declared.get(placeholder.name, ())
    for member in _around(scope):
        own = _own(rows, member)
        if own:
            return _only(own)
    count = scope.report.counts.get(placeholder.name)
    if placeholder.range:
        return Meaning()
    figures = tuple(figure for _, figure in rows)
    is_figure = count is None or count.sources in [(figure.value.span,) for figure in figures]
    if figures and is_figure and _around(scope):
        return Meaning(None, Fault.FOREIGN, figures)
    if count is None:
        return _only(figures) if figures else Meaning(None, Fault.UNKNOWN)
    return Meaning(count)


def meaning_in_prose(placeholder: Placeholder, scope: Scope, entity: str) -> Meaning:
    """Return what a name means in the office's prose about ``entity``: what is said of an aspect is
    counted within it.
    """
    return _within(placeholder.name, scope, placeholder.entity or entity)


def _within(name: str, scope: Scope, entity: str) -> Meaning:
    """Return the count of a part of the report, or of the whole where ``entity`` is none of its
    parts.
    """
    counts = scope.report.counts
    if entity in PARTS:
        member = member_of(scope, entity)
        counts = {}
        if isinstance(member, Aspect | Category | Problem):
            counts = scope.report.sections.get(section_of(member), {})
    count = counts.get(name)
    return Meaning(count) if count else Meaning(None, Fault.UNKNOWN)


def _around(scope: Scope) -> Sequence[Measure | Problem | Category | Aspect]:
    """Return the members that a figure may be declared in, the innermost first: within a problem,
    another problem's are foreign.
    """
    if scope.problem is not None:
        return [*([scope.measure] if scope.measure else []), scope.problem]
    return [member for member in (scope.category, scope.aspect) if member is not None][:1]


def _own(
    rows: Iterable[tuple[Measure, Figure]], member: Measure | Problem | Category | Aspect
) -> tuple[Figure, ...]:
    """Return the figures that a member's measures declare."""
    if isinstance(member, Measure):
        measures: Iterable[Measure] = (member,)
    elif isinstance(member, Problem):
        measures = member.measures
    else:
        categories = member.categories if isinstance(member, Aspect) else (member,)
        measures = (m for c in categories for p in c.problems for m in p.measures)
    ids = {measure.id for measure in measures}
    return tuple(figure for measure, figure in rows if measure.id in ids)


def _only(figures: Sequence[Figure]) -> Meaning:
    """Return the one value that figures of a name have, if they have one."""
    if len({(figure.value.value, figure.unit.value) for figure in figures}) > 1:
        return Meaning(None, Fault.AMBIGUOUS, tuple(figures))
    first = figures[0]
    assert first.value.value is not None
    count = Count(first.name.value, first.value.value, first.unit.value, (first.value.span,))
    return Meaning(count)
