"""Small reports from inline records, poured into small outlines drawn as lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import attrs

from compiler.analysis.link import link
from compiler.analysis.relations import compute
from compiler.commands.checking import counted
from compiler.diagnostics import Diagnostic
from compiler.model import register, submission
from compiler.model.document import Document
from compiler.model.identifiers import measure_id
from compiler.model.register import (
    ChapterText,
    Information,
    Person,
    PlannedMeasure,
    PlannedProblem,
    Register,
    RelationRule,
)
from compiler.model.report import Report
from compiler.model.submission import FollowUp, Prefilled, Submission
from compiler.model.values import Day, Number, Text
from compiler.notice.build import build_document
from compiler.notice.drawn_fields import judge_fields
from compiler.notice.kind import Kind
from compiler.notice.parsing import parse_outline
from compiler.span import Span
from compiler.vocab import DEFAULT_STATUSES, Status

RECORDS = vars(register) | vars(submission)
PLACE = Span("总台账.xlsx", "表", "A1")
FILE = "templates/小样/outline.txt"
CHAPTER_COLUMNS = ("place", "kind", "heading", "text")
PERSON_COLUMNS = ("name", "post", "sanction", "published", "population")


def blank(cls: type, **given: Any) -> Any:
    """Return a record of ``cls`` whose values are empty but for ``given``: texts, numbers and
    dates as plain values.
    """
    values = {}
    for field in attrs.fields(cls):
        value, kind = given.pop(field.name, None), str(field.type)
        if kind == "Text" and not isinstance(value, Text):
            value = Text(value or "", PLACE)
        elif kind == "Number":
            value = Number(None if value is None else Decimal(value), str(value or ""), PLACE)
        elif kind == "Day":
            value = Day(
                date.fromisoformat(value) if value and value[0].isdigit() else None,
                value or "",
                PLACE,
            )
        elif kind.startswith("Mapping"):
            value = value or {}
        elif kind == "Span":
            value = PLACE
        elif kind.startswith("tuple"):
            value = value or ()
        elif kind.startswith("Mapping"):
            value = value or {}
        elif attrs.has(nested := RECORDS.get(kind, int)) and value is None:
            value = blank(nested)
        values[field.name] = value
    assert not given, given
    return cls(**values)


@attrs.frozen
class Draft:
    """A problem to be: the row's values and its measures'."""

    row: dict[str, Any]
    measures: tuple[dict[str, Any], ...]


def measure(progress: str = "", **values: Any) -> dict[str, Any]:
    """Return a measure by the keys of its plan, its form and its follow-up; ``status`` by name."""
    return {"progress": progress, "status": "已完成", **values}


def problem(title: str, *measures: dict[str, Any] | str, **values: Any) -> Draft:
    """Return a problem; a measure given as text is a completed one of that progress."""
    own = tuple(measure(one) if isinstance(one, str) else one for one in measures)
    return Draft({"aspect": "甲方面", "title": title, **values}, own or (measure(),))


def report(
    *problems: Draft,
    chapters: str = "",
    persons: str = "",
    relations: Sequence[str] = (),
    statuses: tuple[Status, ...] = DEFAULT_STATUSES,
    **information: Any,
) -> Report:
    """Return the report of these problems; ``chapters`` and ``persons`` are inline tables, cut at
    ``|``.
    """
    plans, submissions = [], []
    for number, draft in enumerate(problems, 1):
        for sequence, values in enumerate(draft.measures, 1):
            identifier = measure_id(number, sequence)
            taken = dict(values)
            plan = {
                key: taken.pop(key)
                for key in ("planned", "goal", "leader", "supporting_text", "due", "group")
                if key in taken
            }
            plans.append(
                blank(PlannedMeasure, id=identifier, problem=number, lead_unit="区教育局", **plan)
            )
            prefilled = blank(
                Prefilled, problem=draft.row["title"], lead_unit="区教育局", **_shown(plan)
            )
            follow_up = {
                key: taken.pop(key)
                for key in ("matter", "situation", "next_steps", "deadline")
                if key in taken
            }
            named = taken.pop("status")
            submissions.append(
                blank(
                    Submission,
                    measure_id=identifier,
                    unit="区教育局",
                    prefilled=prefilled,
                    follow_up=blank(FollowUp, **follow_up),
                    status=next((one for one in statuses if one.name == named), None),
                    status_text=named,
                    **taken,
                )
            )
    orders = count(1)
    register = blank(
        Register, file=PLACE.file, information=blank(Information, **{"organ": "中共望澜区委", "profile": "按原样", **information}),
        problems=tuple(blank(PlannedProblem, number=n, **draft.row) for n, draft in enumerate(problems, 1)),
        measures=tuple(plans), persons=tuple(blank(Person, **row) for row in _rows(persons, PERSON_COLUMNS)),
        chapters=tuple(blank(ChapterText, order=next(orders), **row) for row in _rows(chapters, CHAPTER_COLUMNS)),
        relations=tuple(blank(RelationRule, relation=text) for text in relations),
    )  # fmt: skip
    linked, found = link(register, submissions, statuses)
    counts, tested, more = compute(linked)
    assert [(d.code, d.message) for d in (*found, *more)] == []
    return attrs.evolve(linked, counts=counts, relations=tested)


def _shown(plan: dict[str, Any]) -> dict[str, Any]:
    """The part of a plan that its form shows, by the form's keys."""
    shown = {key: plan[key] for key in ("planned", "goal", "leader", "due") if key in plan}
    return shown | (
        {"supporting_units": plan["supporting_text"]} if "supporting_text" in plan else {}
    )


def _rows(table: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    lines = [line for line in table.splitlines() if line.strip()]
    return [
        {key: cell.strip() for key, cell in zip(columns, line.split("|"), strict=False)}
        for line in lines
    ]


def kind_of(
    outline: str, statuses: tuple[Status, ...] = DEFAULT_STATUSES
) -> tuple[Kind, list[Diagnostic]]:
    """Return a kind with this outline and what is wrong with it."""
    parsed, found = parse_outline(outline, FILE, tuple(status.name for status in statuses))
    return Kind("小样", "小样", "小样", statuses, (), parsed), found


def poured(outline: str, given: Report, *, draft: bool = False) -> Document:
    """Return the document of a report in an outline that nothing is wrong with."""
    kind, found = kind_of(outline, given.statuses)
    given, _ = counted(given, kind)
    found += judge_fields(kind.outline, frozenset(given.counts))
    assert [(d.code, d.spans[0].line, d.spans[0].column) for d in found] == []
    return build_document(given, kind, draft=draft)


def printed(outline: str, given: Report, *, draft: bool = False) -> list[str]:
    """Return the paragraphs' texts."""
    return [paragraph.text for paragraph in poured(outline, given, draft=draft).paragraphs]
