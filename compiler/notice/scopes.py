"""Which things a line or a repetition is printed for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from compiler.model.register import ChapterText, Person
from compiler.model.report import Aspect, Category, Measure, Problem, Report
from compiler.model.values import Text
from compiler.notice.entities import BODY, HEADING, INTRODUCTION, ITEM, PARENTS, Chapter
from compiler.notice.people import published, shares
from compiler.notice.vocabulary import Scope


def members(
    report: Report,
    entity: str | None,
    scope: Scope,
    place: str = "",
    statuses: tuple[str, ...] = (),
) -> Iterator[dict[str, object]]:
    """Yield one inner scope for every ``entity`` under ``scope``; ``scope`` itself if it is
    already inside one.

    ``statuses`` keep only problems of these statuses, here and in every scope under it; ``place``
    is the one whose prose is printed, if any is.
    """
    inner = {**scope, "statuses": statuses} if statuses else dict(scope)
    problem: Any = scope.get("problem")
    if statuses and problem is not None and not _chosen(problem, statuses):
        return
    yield from _expand(report, entity, inner, place)


def _expand(
    report: Report, entity: str | None, scope: dict[str, object], place: str
) -> Iterator[dict[str, object]]:
    if entity is None or (entity in scope and entity not in ("text", "chapter")):
        yield scope
        return
    parent = PARENTS[entity]
    for outer in (
        _expand(report, parent, scope, place) if parent and parent not in scope else [scope]
    ):
        for member in MEMBERS[entity](report, outer, place):
            yield {**outer, entity: member}


def chapter(texts: Iterable[ChapterText], place: str) -> Chapter:
    """Gather the office's prose for one place, in the order the register gives."""
    own = sorted(
        (text for text in texts if text.place.value == place), key=lambda text: text.order.whole
    )
    heading = next((text for text in own if text.kind.value == HEADING), None)
    return Chapter(
        place,
        heading,
        tuple(t for t in own if t.kind.value == INTRODUCTION),
        tuple(t for t in own if t.kind.value == ITEM),
    )


def _signatures(report: Report, scope: Scope, place: str) -> Iterator[Text]:
    signatures = report.information.signatures or report.information.organ
    start = 0
    for part in signatures.value.split("、"):
        if part.strip():
            yield Text(part.strip(), signatures.span_at(start, start + len(part)))
        start += len(part) + 1


def _texts(report: Report, scope: Scope, place: str) -> list[ChapterText]:
    own = [
        text
        for text in report.register.chapters
        if text.place.value == place and text.kind.value == BODY
    ]
    return sorted(own, key=lambda text: text.order.whole)


def _persons(report: Report, scope: Mapping[str, Any]) -> tuple[Person, ...]:
    own = [
        frozenset(map(id, scope[entity].persons))
        for entity in ("population", "sanction")
        if entity in scope
    ]
    return tuple(
        person for person in report.register.persons if all(id(person) in ids for ids in own)
    )


def _chosen(problem: Problem, statuses: tuple[str, ...]) -> bool:
    return not statuses or (problem.status is not None and problem.status.name in statuses)


def _categories(aspect: Aspect, scope: Mapping[str, Any]) -> tuple[Category, ...]:
    """The categories that hold a problem of the statuses wanted: a heading over none would stand
    over nothing.
    """
    return tuple(category for category in aspect.categories if _problems(category, scope))


def _problems(category: Category, scope: Mapping[str, Any]) -> tuple[Problem, ...]:
    return tuple(
        problem for problem in category.problems if _chosen(problem, scope.get("statuses", ()))
    )


def _matters(problem: Problem, measure: Measure) -> list[Measure]:
    return [matter for matter in problem.matters if matter is measure]


MEMBERS: dict[str, Callable[[Report, Mapping[str, Any], str], Iterable[object]]] = {
    "notice": lambda report, scope, place: (report.information,),
    "signature": _signatures,
    "text": _texts,
    "chapter": lambda report, scope, place: (chapter(report.register.chapters, place),),
    "intro": lambda report, scope, place: scope["chapter"].introductions,
    "item": lambda report, scope, place: scope["chapter"].items,
    "population": lambda report, scope, place: shares(_persons(report, scope), "population"),
    "sanction": lambda report, scope, place: shares(_persons(report, scope), "sanction"),
    "person": lambda report, scope, place: published(_persons(report, scope)),
    "aspect": lambda report, scope, place: (
        aspect for aspect in report.aspects if _categories(aspect, scope)
    ),
    "category": lambda report, scope, place: _categories(scope["aspect"], scope),
    "problem": lambda report, scope, place: _problems(scope["category"], scope),
    "group": lambda report, scope, place: scope["problem"].groups,
    "measure": lambda report, scope, place: scope["group"].measures,
    "figure": lambda report, scope, place: scope["measure"].figures,
    "matter": lambda report, scope, place: _matters(scope["problem"], scope["measure"]),
}
"""What each entity is made of in a scope that holds its parent."""
