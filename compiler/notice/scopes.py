"""Which things a line or a repetition is printed for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs

from compiler.model.register import Person
from compiler.model.report import Aspect, Category, Problem
from compiler.model.values import Text
from compiler.notice.entities import (
    BODY,
    HEADING,
    INTRODUCTION,
    ITEM,
    PARENTS,
    Chapter,
    Scope,
    member_of,
    present,
)
from compiler.notice.families import of_family
from compiler.notice.people import Share, published, shares


def members(
    scope: Scope, entity: str | None, place: str = "", statuses: tuple[str, ...] = ()
) -> Iterator[Scope]:
    """Yield one inner scope for every ``entity`` under ``scope``; ``scope`` itself if it is
    already inside one.

    ``statuses`` keep only problems of these statuses, here and in every scope under it; ``place``
    is the one whose prose is printed, if any is.
    """
    inner = attrs.evolve(scope, statuses=statuses) if statuses else scope
    if inner.problem is None or not statuses or _chosen(inner.problem, inner):
        yield from _expand(inner, entity, place)


def _expand(scope: Scope, entity: str | None, place: str) -> Iterator[Scope]:
    """Yield the scopes of ``entity``, expanding first what it is found in, if the scope is not
    inside one yet.

    Prose is gathered anew by every line that names a place: it may be another one.
    """
    anew = entity in ("text", "chapter")
    if entity is None or (not anew and member_of(scope, entity) is not None):
        yield scope
        return
    parent = PARENTS[entity]
    around = parent is None or member_of(scope, parent) is not None
    for outer in [scope] if around else _expand(scope, parent, place):
        yield from INNER[entity](outer, place)


def _chapters(scope: Scope, place: str) -> Iterator[Scope]:
    """Gather the office's prose for one place, or for each of a family, in the order the register
    gives.
    """
    rows = scope.report.register.chapters
    for one in of_family((text.place.value for text in rows), place):
        own = sorted(
            (text for text in rows if text.place.value == one), key=lambda text: text.order.whole
        )
        heading = next((text for text in own if text.kind.value == HEADING), None)
        introductions = tuple(text for text in own if text.kind.value == INTRODUCTION)
        items = tuple(text for text in own if text.kind.value == ITEM)
        yield attrs.evolve(scope, chapter=Chapter(one, heading, introductions, items))


def _signatures(scope: Scope, place: str) -> Iterator[Scope]:
    """One scope for every organ that signs, each with its own place in the cell."""
    signatures = scope.notice.signatures or scope.notice.organ
    start = 0
    for part in signatures.value.split("、"):
        if part.strip():
            own = Text(part.strip(), signatures.span_at(start, start + len(part)))
            yield attrs.evolve(scope, signature=own)
        start += len(part) + 1


def _texts(scope: Scope, place: str) -> Iterator[Scope]:
    """One scope for every paragraph that the office wrote for a place, in the register's order."""
    rows = [text for text in scope.report.register.chapters if text.kind.value == BODY]
    for one in of_family((text.place.value for text in rows), place):
        own = (text for text in rows if text.place.value == one)
        for text in sorted(own, key=lambda text: text.order.whole):
            yield attrs.evolve(scope, text=text)


def _persons(scope: Scope) -> tuple[Person, ...]:
    """Return the persons in reach: those of the population and the sanction around, if any are."""
    own = [
        frozenset(map(id, share.persons)) for share in (scope.population, scope.sanction) if share
    ]
    return tuple(
        person for person in scope.report.register.persons if all(id(person) in ids for ids in own)
    )


def _chosen(problem: Problem, scope: Scope) -> bool:
    """Tell whether a problem has one of the statuses that a scope is kept to."""
    return not scope.statuses or (
        problem.status is not None and problem.status.name in scope.statuses
    )


def _categories(aspect: Aspect, scope: Scope) -> tuple[Category, ...]:
    """The categories that hold a problem of the statuses wanted: a heading over none would stand
    over nothing.
    """
    return tuple(category for category in aspect.categories if _problems(category, scope))


def _problems(category: Category, scope: Scope) -> tuple[Problem, ...]:
    """Return the problems of the statuses wanted."""
    return tuple(problem for problem in category.problems if _chosen(problem, scope))


def _matters(scope: Scope, place: str) -> Iterator[Scope]:
    """The measure once more, if its follow-up is printed at all: it is not, once completed."""
    measure = present(scope.measure)
    if any(matter is measure for matter in present(scope.problem).matters):
        yield attrs.evolve(scope, matter=measure)


INNER: dict[str, Callable[[Scope, str], Iterator[Scope]]] = {
    "signature": _signatures,
    "text": _texts,
    "chapter": _chapters,
    "intro": lambda scope, place: (
        attrs.evolve(scope, intro=text) for text in present(scope.chapter).introductions
    ),
    "item": lambda scope, place: (
        attrs.evolve(scope, item=text) for text in present(scope.chapter).items
    ),
    "population": lambda scope, place: (
        attrs.evolve(scope, population=share) for share in shares(_persons(scope), "population")
    ),
    "sanction": lambda scope, place: (
        attrs.evolve(scope, sanction=share) for share in shares(_persons(scope), "sanction")
    ),
    "person": lambda scope, place: (
        attrs.evolve(
            scope,
            person=person,
            population=scope.population or Share(person.population, (person,)),
            sanction=scope.sanction or Share(person.sanction, (person,)),
        )
        for person in published(_persons(scope))
    ),
    "aspect": lambda scope, place: (
        attrs.evolve(scope, aspect=aspect)
        for aspect in scope.report.aspects
        if _categories(aspect, scope)
    ),
    "category": lambda scope, place: (
        attrs.evolve(scope, category=category)
        for category in _categories(present(scope.aspect), scope)
    ),
    "problem": lambda scope, place: (
        attrs.evolve(scope, problem=problem)
        for problem in _problems(present(scope.category), scope)
    ),
    "group": lambda scope, place: (
        attrs.evolve(scope, group=group) for group in present(scope.problem).groups
    ),
    "measure": lambda scope, place: (
        attrs.evolve(scope, measure=measure) for measure in present(scope.group).measures
    ),
    "figure": lambda scope, place: (
        attrs.evolve(scope, figure=figure) for figure in present(scope.measure).figures
    ),
    "matter": _matters,
}
"""How each entity is entered from a scope that is inside of its parent: one scope a member. The
notice is around every scope.
"""
