"""The items of an outline line turned into runs, each with the place its words come from."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping

import attrs

from compiler.model.computed import Count
from compiler.model.document import Origin, Role, Run, RunKind
from compiler.model.report import Measure, Report
from compiler.model.values import Day, Number, Text
from compiler.notice.dates import DATE_FORMATS, write_day
from compiler.notice.distinct import distinct
from compiler.notice.entities import Scope, member_of, present
from compiler.notice.named_counts import Declared, Meaning, meaning_in_outline, meaning_in_prose
from compiler.notice.outline import (
    Item,
    Listing,
    Literal,
    Optional,
    OutlineField,
    Repeat,
    fields,
    own_place,
)
from compiler.notice.placeholders import COUNT_FORMS, Placeholder, split_placeholders
from compiler.notice.scopes import members
from compiler.span import Span


@attrs.frozen
class Source:
    """What runs are made from. ``numbers`` are the printed numbers of problems, as far as known,
    by their register number, ``declared`` the figures that measures declare.
    """

    report: Report
    draft: bool
    numbers: Mapping[int, int]
    declared: Declared


def runs_of(source: Source, items: tuple[Item, ...], scope: Scope) -> list[Run]:
    """Return the runs that ``items`` print in ``scope``."""
    runs: list[Run] = []
    for item in items:
        if isinstance(item, Literal):
            runs.append(Run(item.text, RunKind.FRAME, (item.span,), subject_of(scope)))
        elif isinstance(item, OutlineField):
            runs += _field(source, item, scope)
        elif isinstance(item, Optional):
            inner = runs_of(source, item.items, scope)
            runs += inner if says_something(inner, zero=False) else []
        elif isinstance(item, Listing):
            runs += _listing(source, item, scope)
        else:
            runs += _repeat(source, item, scope)
    return [run for run in runs if run.text]


def says_something(runs: Iterable[Run], *, zero: bool = True) -> bool:
    """Tell whether any of ``runs`` is more than set wording; a count of nothing only if
    ``zero``.
    """
    return any(
        run.kind not in (RunKind.FRAME, RunKind.NUMBER)
        and (zero or run.kind is not RunKind.VALUE or run.text != "0")
        for run in runs
    )


def subject_of(scope: Scope) -> str | None:
    """Return the measure or problem that a scope is about."""
    if scope.measure:
        return scope.measure.id
    if scope.group:
        return scope.group.measures[0].id
    return f"问题{scope.problem.number}" if scope.problem else None


def _field(source: Source, field: OutlineField, scope: Scope) -> list[Run]:
    """Return the runs of a field: prose with its placeholders filled in, dates in the format asked
    for, in a draft a hole where a text is owed.
    """
    definition = field.definition
    subject = subject_of(scope)
    if definition is None:
        meaning = meaning_in_outline(field.counted, scope, source.declared)
        return _counted(field.counted, meaning, field.span, subject)
    if member_of(scope, definition.entity) is None:
        return []  # judged when the outline was parsed
    if field.name == "问题编号":
        problem = present(scope.problem)
        number = source.numbers.get(problem.number, problem.number)
        return [Run(str(number), RunKind.NUMBER, (problem.plan.number.span,), subject)]
    value = definition.get(scope)
    role = definition.role
    if isinstance(value, Count):
        return [Run(value.text, RunKind.VALUE, (field.span, *value.sources), subject)]
    if isinstance(value, Day):
        text = (
            DATE_FORMATS.get(field.argument, write_day)(value.value) if value.value else value.text
        )
        origin = None if value.value else Origin(Text(text, value.span), 0, len(text), role)
        runs = [Run(text, RunKind.FIELD, (value.span,), subject, origin=origin)]
    elif isinstance(value, Number):
        text = _number(value, field.argument)
        same = Text(text, value.span) if text == value.text else None
        origin = Origin(same, 0, len(text), role) if same else None
        runs = [Run(text, RunKind.FIELD, (value.span,), subject, origin=origin)]
    elif isinstance(value, str):
        runs = [Run(value, RunKind.FIELD, (field.span,), subject)]
    elif definition.filled:
        runs = list(_prose(value, role, scope, definition.entity))
    else:
        origin = Origin(value, 0, len(value.value), role)
        runs = [Run(value.value, RunKind.FIELD, (value.span,), subject, value.breaks, origin)]
    if source.draft and definition.awaited and not any(run.text for run in runs):
        return [_hole(present(scope.measure), field.span)]
    return runs


def _number(number: Number, form: str) -> str:
    """Return a number in the form asked for; as it was written if none is, or it is no number."""
    if number.value is None or form not in COUNT_FORMS:
        return number.text
    return COUNT_FORMS[form][0](number.value)


def _hole(measure: Measure, frame: Span) -> Run:
    """Return what a draft prints for an answer that a measure's unit owes."""
    unit = measure.plan.lead_unit.value or measure.id
    return Run(rf"【待报:{unit}】", RunKind.HOLE, (measure.plan.span, frame), measure.id)


def _counted(
    placeholder: Placeholder,
    meaning: Meaning,
    place: Span,
    subject: str | None = None,
    origin: Origin | None = None,
) -> list[Run]:
    """Return the number that a placeholder means, or a hole where it means none; nothing for a
    figure that is not declared here.
    """
    if meaning.fault is not None:
        figures = (figure.value.span for figure in meaning.figures)
        hole = f"【{meaning.fault.value}:{placeholder.name}】"
        return [Run(hole, RunKind.HOLE, (place, *figures), subject, origin=origin)]
    if (count := meaning.count) is None:
        return []
    text = placeholder.write(count.value)
    return [Run(text, RunKind.VALUE, (place, *count.sources), subject, origin=origin)]


def _prose(text: Text, role: Role, scope: Scope, entity: str) -> Iterator[Run]:
    """Yield the runs of the office's prose about ``entity``, cut at its placeholders."""
    for part in split_placeholders(text.value):
        span, origin = text.span_at(part.start, part.end), Origin(text, part.start, part.end, role)
        if part.placeholder is None:
            yield Run(part.text, RunKind.FIELD, (span,), origin=origin)
        else:
            meaning = meaning_in_prose(part.placeholder, scope, entity)
            yield from _counted(part.placeholder, meaning, span, origin=origin)


def _repeat(source: Source, repeat: Repeat, scope: Scope) -> list[Run]:
    """Return the runs of a repetition. Members that say nothing are passed over, a lone one has no
    number, and several follow-ups that say the same are printed once, unnamed.
    """
    scopes = members(scope, repeat.entity, own_place(repeat.items))
    series = [
        runs for inner in scopes if says_something(runs := runs_of(source, repeat.items, inner))
    ]
    if repeat.entity == "matter":
        named = any(field.key == "matter" for field in fields(repeat.items))
        bare = [_bare(runs) if named else runs for runs in series]
        alike = len({"".join(run.text for run in runs) for runs in bare}) == 1
        if alike and says_something(bare[0]):
            series = bare[:1]
    if repeat.distinct:
        listed = not any(f.definition and f.definition.prose for f in fields(repeat.items))
        series = distinct(series, repeat.joiner, listed=listed)
    result: list[Run] = []
    for number, runs in enumerate(series, 1):
        if repeat.joiner:
            # The joiner stands where each member's own end mark was.
            runs = [*runs[:-1], attrs.evolve(runs[-1], text=runs[-1].text.rstrip("。;；"))]
            if number > 1:
                result.append(Run(repeat.joiner, RunKind.FRAME, (repeat.span,)))
        if (numbering := repeat.numbering) and (len(series) > 1 or numbering.kept_alone):
            mark = numbering.write(number, len(series))
            result.append(Run(mark, RunKind.NUMBER, (repeat.span,), runs[0].subject))
        result += runs
    return result


def _listing(source: Source, listing: Listing, scope: Scope) -> list[Run]:
    """Return the runs of those fragments that say something, joined."""
    result: list[Run] = []
    for fragment in listing.fragments:
        runs = runs_of(source, fragment, scope)
        if says_something(runs, zero=False):
            result += [Run(listing.joiner, RunKind.FRAME, (listing.span,))] if result else []
            result += runs
    return result


def _bare(runs: list[Run]) -> list[Run]:
    """The runs of a matter without its name and the mark behind it: what decides whether several
    matters say the same.
    """
    named = [n for n, run in enumerate(runs) if run.origin and run.origin.role is Role.MATTER]
    rest = runs[named[-1] + 1 :] if named else runs
    marks = itertools.takewhile(_is_mark, rest)
    return rest[len(list(marks)) :]


def _is_mark(run: Run) -> bool:
    """Tell whether a run is set marks alone."""
    return run.kind is RunKind.FRAME and not any(map(str.isalnum, run.text))
