"""Fields of a kind that the rows of one aspect or category share: they say one thing, or it cannot be
told which is printed.
"""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics import Diagnostic, complain
from compiler.model.report import Aspect, Category, Report
from compiler.model.values import Value, written
from compiler.schema.definitions import Field, Requirement
from compiler.schema.own import ASPECT, CATEGORY, own_fields, own_of
from compiler.schema.register import PROBLEMS


def shared_values(report: Report) -> Iterator[Diagnostic]:
    """V034 two rows of one aspect or category that answer a field of it differently, V001 none of
    them does, though it must be filled.
    """
    for _, block, field in own_fields(report.schema):
        of = own_of(field)
        if block.key == PROBLEMS.key and of in (ASPECT, CATEGORY):
            for member in _members(report, of):
                yield from _said_of(member, of, field)


def _members(report: Report, of: str) -> Iterator[Aspect | Category]:
    """Yield what the rows are brought together under."""
    for aspect in report.aspects:
        if of == ASPECT:
            yield aspect
        else:
            yield from aspect.categories


def _said_of(member: Aspect | Category, of: str, field: Field) -> Iterator[Diagnostic]:
    values = [value for problem in member.problems if (value := problem.plan.answer(field.key))]
    told = _told(values)
    if other := next((value for value in told if written(value) != written(told[0])), None):
        named = {"label": field.label, "of": of, "title": member.title.value}
        texts = {"first": written(told[0])[:20], "second": written(other)[:20]}
        yield complain("V034", other.span, told[0].span, **named, **texts).spoiling(other.span)
    elif values and not told and field.requirement is Requirement.ALWAYS and values[0].span.cell:
        example = f"例如“{field.example}”。" if field.example else ""
        yield complain("V001", values[0].span, label=field.label, help=field.help, example=example)


def _told(values: list[Value]) -> list[Value]:
    return [value for value in values if written(value)]
