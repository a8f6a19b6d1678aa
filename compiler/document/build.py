"""The report poured into its outline: paragraphs of runs, every number generated, every run with its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast

import attrs

from compiler.document.kind import Kind
from compiler.document.numbering import Numbering
from compiler.document.outline import Field, Item, Line, Listing, Literal, Optional, Repeat
from compiler.document.placeholders import split_placeholders
from compiler.document.scopes import members
from compiler.document.tree import Document, Paragraph, Run, RunKind
from compiler.document.vocabulary import DEPTH, FIELDS, Scope
from compiler.model.report import Aspect, Group, Measure, Problem, Report
from compiler.model.values import Day, Text
from compiler.span import Span
from compiler.text.width import to_full_width
from compiler.vocab import Profile

PLACEHOLDER_ENTITIES = ("text", "chapter", "intro", "item")
REQUIRED_IN_DRAFT = ("progress", "situation", "next_steps", "deadline")


@attrs.define
class _Builder:
    """What one build needs to know; ``counters`` and ``numbers`` change as numbers are given out."""

    report: Report
    kind: Kind
    draft: bool
    numbers: dict[int, int]
    counters: dict[tuple[object, ...], int] = attrs.field(factory=dict)
    given: dict[int, int] = attrs.field(factory=dict)


def build_document(report: Report, kind: Kind, *, draft: bool = False) -> Document:
    """Return the notice. A problem's printed number is known only once it is printed, so a first pass collects them."""
    numbers: dict[int, int] = {}
    for _ in range(2):
        builder = _Builder(report, kind, draft, numbers)
        paragraphs = _lines(builder, kind.outline.lines, {"notice": report.information}, ())
        numbers = builder.given
    if report.information.punctuation is Profile.FULL_WIDTH:
        paragraphs = [_widened(paragraph) for paragraph in paragraphs]
    return Document(tuple(paragraphs), draft)


def _lines(builder: _Builder, lines: tuple[Line, ...], scope: Scope, parent: tuple[object, ...]) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    for line in lines:
        inner_scopes = list(members(builder.report, line.entity, scope, _argument(line), line.statuses))
        alone = len(inner_scopes) == 1
        for inner in inner_scopes:
            paragraphs += _line(builder, line, inner, parent, alone)
    return paragraphs


def _argument(line: Line) -> str:
    return next((item.argument or item.name for item in line.items if isinstance(item, Field)), "")


def _line(builder: _Builder, line: Line, scope: Scope, parent: tuple[object, ...], alone: bool) -> list[Paragraph]:
    own = (*parent, line.span.line, _identity(scope))
    statuses = {"statuses": line.statuses} if line.statuses else {}
    printed = _prints(builder, line, scope)
    # A line of set wording over others stands only if they do; its number must still come before theirs.
    if printed is None:
        mark = dict(builder.counters)
        printed = bool(_lines(builder, line.children, {**scope, **statuses}, own))
        builder.counters = mark
    heading: list[Paragraph] = []
    if printed:
        number = _next_number(builder, line, scope, parent) if line.numbering else None
        heading = [_paragraph(builder, line, scope, number, alone)]
    return [*heading, *_lines(builder, line.children, {**scope, **statuses}, own)]


def _prints(builder: _Builder, line: Line, scope: Scope) -> bool | None:
    """Tell whether a line has something to print; ``None`` if that depends on what is under it."""
    if line.hides_repeated and _repeats_only_child(line.entity, scope):
        return False
    if line.entity is None and not _has_values(line.items):
        return None if line.children else True
    return _filled(builder, line.items, scope)


def _has_values(items: tuple[Item, ...]) -> bool:
    return any(isinstance(item, Field | Repeat | Listing) or (isinstance(item, Optional) and _has_values(item.items)) for item in items)


def _filled(builder: _Builder, items: tuple[Item, ...], scope: Scope) -> bool:
    return any(
        run.kind not in (RunKind.FRAME, RunKind.NUMBER) and run.text for run in _runs(builder, items, scope)
    )


def _repeats_only_child(entity: str | None, scope: Scope) -> bool:
    if entity is None:
        return False
    parent = scope[entity]
    if isinstance(parent, Aspect):
        problems = [problem for category in parent.categories for problem in category.problems]
    else:
        problems = list(getattr(parent, "problems", ()))
    title = getattr(parent, "title", None)
    return len(problems) == 1 and title is not None and problems[0].plan.title.value == title.value


def _next_number(builder: _Builder, line: Line, scope: Scope, parent: tuple[object, ...]) -> int:
    numbering = cast(Numbering, line.numbering)
    pattern = (numbering.prefix, numbering.form, numbering.suffix)
    if line.restart is None:
        key: tuple[object, ...] = (*parent, *pattern)
    else:
        key = (line.restart, id(scope.get(line.restart)) if line.restart != "notice" else 0, *pattern)
    builder.counters[key] = builder.counters.get(key, 0) + 1
    if line.entity == "problem":
        builder.given.setdefault(cast(Problem, scope["problem"]).number, builder.counters[key])
    return builder.counters[key]


def _identity(scope: Scope) -> int:
    return id(next((scope[entity] for entity in reversed(DEPTH) if entity in scope), None))


def _paragraph(builder: _Builder, line: Line, scope: Scope, number: int | None, alone: bool) -> Paragraph:
    runs: list[Run] = []
    if line.numbering and number is not None and not (line.numbering.ordinal and alone):
        runs.append(Run(line.numbering.write(number), RunKind.NUMBER, (line.span,), _subject(scope)))
    style, level = builder.kind.style(line)
    heading: int | None = None
    for index, item in enumerate(line.items):
        before = len(runs)
        runs += _runs(builder, (item,), scope)
        if heading is None and level and isinstance(item, Literal) and 0 < index < len(line.items) - 1:
            cut = _heading_end(item.text)
            if cut is not None:
                parts = (item.text[:cut], item.text[cut:])
                runs[before:] = [attrs.evolve(runs[before], text=part) for part in parts if part]
                heading = before + 1
    runs = [run for run in runs if run.text]
    return Paragraph(tuple(runs), style, level, (len(runs) if heading is None else heading) if level else 0)


def _heading_end(literal: str) -> int | None:
    """Return how much of the set wording still belongs to a run-in heading; ``None`` if the heading goes on."""
    if "。" in literal:
        return literal.index("。") + 1
    return len(literal) if literal.endswith((":", "\uff1a")) else None


def _runs(builder: _Builder, items: tuple[Item, ...], scope: Scope) -> list[Run]:
    runs: list[Run] = []
    for item in items:
        if isinstance(item, Literal):
            runs.append(Run(item.text, RunKind.FRAME, (item.span,), _subject(scope)))
        elif isinstance(item, Field):
            runs += _field(builder, item, scope)
        elif isinstance(item, Optional):
            runs += _runs(builder, item.items, scope) if _filled(builder, item.items, scope) else []
        elif isinstance(item, Listing):
            runs += _listing(builder, item, scope)
        else:
            runs += _repeat(builder, item, scope)
    return runs


def _field(builder: _Builder, field: Field, scope: Scope) -> list[Run]:
    definition = FIELDS.get(field.name)
    if definition is None:
        placeholder = builder.report.counts.get(field.name)
        if placeholder is None:
            return [Run(rf"【待补:{field.name}】", RunKind.HOLE, (field.span,))]
        return [Run(placeholder.text, RunKind.VALUE, (field.span, *placeholder.sources))]
    value = definition.get(scope)
    subject = _subject(scope)
    if field.name == "问题编号":
        problem = cast(Problem, scope["problem"])
        number = builder.numbers.get(problem.number, problem.number)
        return [Run(str(number), RunKind.NUMBER, (problem.plan.number.span,), subject)]
    if isinstance(value, Day):
        return [Run(write_day(value.value) if value.value else value.text, RunKind.FIELD, (value.span,), subject)]
    if isinstance(value, str):
        runs = [Run(value, RunKind.FIELD, (field.span,), subject)] if value else []
    elif definition.entity in PLACEHOLDER_ENTITIES:
        runs = list(_prose(builder, value))
    else:
        runs = [Run(value.value, RunKind.FIELD, (value.span,), subject)] if value else []
    if not runs and builder.draft and definition.key in REQUIRED_IN_DRAFT:
        return [_hole(definition.entity, scope, field.span)]
    return runs


def _hole(entity: str, scope: Scope, frame: Span) -> Run:
    measure = cast(Measure, scope["measure" if entity == "measure" else "matter"])
    unit = measure.plan.lead_unit.value or measure.id
    return Run(rf"【待报:{unit}】", RunKind.HOLE, (measure.plan.span, frame), measure.id)


def _prose(builder: _Builder, text: Text) -> Iterator[Run]:
    for part in split_placeholders(text.value):
        span = text.span_at(part.start, part.end)
        if part.name is None:
            yield Run(part.text, RunKind.FIELD, (span,))
        elif placeholder := builder.report.counts.get(part.name):
            yield Run(placeholder.text, RunKind.VALUE, (span, *placeholder.sources))
        else:
            yield Run(rf"【待补:{part.name}】", RunKind.HOLE, (span,))


def _repeat(builder: _Builder, repeat: Repeat, scope: Scope) -> list[Run]:
    inner_scopes = list(members(builder.report, repeat.entity, scope, "", ()))
    series = [runs for inner in inner_scopes if (runs := _runs(builder, repeat.items, inner))]
    if repeat.entity == "matter" and len({"".join(run.text for run in _bare(runs)) for runs in series}) == 1:
        series = [_bare(series[0])]
    result: list[Run] = []
    for number, runs in enumerate(series, 1):
        if repeat.joiner:
            runs = [*runs[:-1], attrs.evolve(runs[-1], text=runs[-1].text.rstrip("。;\uff1b"))]
            if number > 1:
                result.append(Run(repeat.joiner, RunKind.FRAME, (repeat.span,)))
        if repeat.numbering and len(series) > 1:
            result.append(Run(repeat.numbering.write(number), RunKind.NUMBER, (repeat.span,), runs[0].subject))
        result += runs
    return result


def _listing(builder: _Builder, listing: Listing, scope: Scope) -> list[Run]:
    result: list[Run] = []
    for fragment in listing.fragments:
        if _filled(builder, fragment, scope):
            result += [Run(listing.joiner, RunKind.FRAME, (listing.span,))] if result else []
            result += _runs(builder, fragment, scope)
    return result


def _bare(runs: list[Run]) -> list[Run]:
    """The runs of a matter without its name: what decides whether several matters say the same."""
    return [run for run in runs if run.kind in (RunKind.FIELD, RunKind.HOLE)][-1:]


def _subject(scope: Scope) -> str | None:
    for entity in ("matter", "measure"):
        if entity in scope:
            return cast(Measure, scope[entity]).id
    if "group" in scope:
        return cast(Group, scope["group"]).measures[0].id
    return f"问题{cast(Problem, scope['problem']).number}" if "problem" in scope else None


def write_day(day: date) -> str:
    """Return a date as an official document prints it: 2025年2月20日, no zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def _widened(paragraph: Paragraph) -> Paragraph:
    """Widths depend on neighbours across runs, so the paragraph is converted whole and cut again."""
    text, runs, position = to_full_width(paragraph.text), [], 0
    for run in paragraph.runs:
        runs.append(attrs.evolve(run, text=text[position : position + len(run.text)]))
        position += len(run.text)
    return attrs.evolve(paragraph, runs=tuple(runs))
