"""The ledger's sheet of what the office itself did: the rows of 工作纪实, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs

from compiler.analysis.activities import (
    FOUND,
    MEASURES,
    PERSONS,
    SOLVED,
    TEAMS,
    TIMES,
    UNITS,
    Choice,
    Counted,
    chairs_of,
    count_of,
    is_blank,
    kinds,
)
from compiler.excel.lists import Content, Link, ListSheet, list_sheet
from compiler.model.register import Activity
from compiler.model.report import Report
from compiler.model.values import Text, Value
from compiler.schema.books import block
from compiler.schema.definitions import members
from compiler.schema.register import ACTIVITIES
from compiler.span import Span

PLACE, PLACE_WIDTH = "所在", 26
AMOUNTS: dict[str, Counted] = {
    own.column: own for own in (PERSONS, TEAMS, UNITS, MEASURES, FOUND, SOLVED)
}
"""What a total has in the column of each."""


def activities_sheet(report: Report, link: Callable[[Span], Link]) -> ListSheet | None:
    """Return the sheet, ``None`` where nothing is registered: first the rows as they are, then a
    total for each kind, for each of those who chaired it if they are several, and for each class.
    """
    rows = report.register.activities
    if not rows:
        return None
    fields = members(block(report.schema.register, ACTIVITIES.key))
    shown = [field for field in fields if field.ledger]
    keys = [field.key for field in shown]
    headings = [*((field.label, field.width) for field in shown), (PLACE, PLACE_WIDTH)]
    listed = (_row(keys, row, link) for row in rows)
    return list_sheet(ACTIVITIES.title, headings, [*listed, *_totals(report, keys)])


def _row(keys: Iterable[str], row: Activity, link: Callable[[Span], Link]) -> list[Content]:
    """Return an activity's line."""
    answers = dict(row.answers())
    return [*(_content(answers.get(key)) for key in keys), link(row.kind.span)]


def _content(value: Value | None) -> Content:
    """Return an answer in its type; what should be a date or number and is none, as typed."""
    if value is None or isinstance(value, Text):
        return value.value if value else None
    return value.value if value.value is not None else value.text


def _totals(report: Report, keys: list[str]) -> Iterator[list[Content]]:
    """Yield the totals of each kind, of those who chaired it if they are several, of its classes."""
    for kind in kinds(report):
        yield _total(report, keys, Choice(TIMES, kind))
        own = [row for row in report.register.activities if row.kind.value == kind]
        chaired = dict.fromkeys(name for row in own for name in chairs_of(row))
        for chair in chaired if len(chaired) > 1 else ():
            yield _total(report, keys, Choice(TIMES, kind, chair=chair))
        for name in dict.fromkeys(row.problem_class.value for row in own if row.problem_class):
            yield _total(report, keys, Choice(TIMES, kind, problem_class=name))


def _total(report: Report, keys: list[str], choice: Choice) -> list[Content]:
    """Return the line of a total: how often, and what those columns come to that anything is in."""
    rows = [row for row in report.register.activities if choice.takes(row)]
    written: dict[str, Content] = {
        "day": "合计",
        "kind": choice.kind,
        "chair": choice.chair,
        "subject": f"{count_of(report, choice, '').text}次",
        "problem_class": choice.problem_class,
    }
    for column, counted in AMOUNTS.items():
        if not all(is_blank(row, counted) for row in rows):
            written[column] = count_of(report, attrs.evolve(choice, counted=counted), "").value
    return [*(written.get(key) for key in keys), None]
