"""Which things a line or a repetition is printed for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from compiler.document.vocabulary import BODY, HEADING, INTRODUCTION, ITEM, Chapter, Scope
from compiler.model.report import Aspect, Category, ChapterText, Group, Problem, Report
from compiler.model.values import Text


def members(
    report: Report, entity: str | None, scope: Scope, argument: str, statuses: tuple[str, ...]
) -> Iterator[dict[str, object]]:
    """Yield one inner scope for every ``entity`` under ``scope``; ``scope`` itself if it is already inside one."""
    filters = statuses or cast(tuple[str, ...], scope.get("statuses", ()))
    if entity is None or (entity in scope and entity not in ("text", "chapter")):
        yield dict(scope)
    elif entity == "signature":
        information = report.information
        for signature in _split(information.signatures or information.organ):
            yield {**scope, "signature": signature}
    elif entity in ("text", "chapter", "intro", "item"):
        yield from _prose(report, entity, scope, argument)
    elif entity == "aspect":
        yield from ({**scope, "aspect": aspect} for aspect in report.aspects)
    elif entity == "category":
        yield from _categories(report, scope)
    elif entity == "problem":
        yield from _problems(report, scope, filters)
    elif entity == "matter":
        for inner in _within_problem(report, scope, filters):
            yield from ({**inner, "matter": m, "measure": m} for m in cast(Problem, inner["problem"]).matters)
    else:
        yield from _groups(report, entity, scope, filters)


def chapter(texts: Iterable[ChapterText], place: str) -> Chapter:
    """Gather the office's prose for one place, in the order the register gives."""
    own = sorted((text for text in texts if text.place.value == place), key=lambda text: text.order.whole)
    heading = next((text for text in own if text.kind.value == HEADING), None)
    return Chapter(
        place, heading, tuple(t for t in own if t.kind.value == INTRODUCTION), tuple(t for t in own if t.kind.value == ITEM)
    )


def _prose(report: Report, entity: str, scope: Scope, argument: str) -> Iterator[dict[str, object]]:
    texts = report.register.chapters
    if entity == "text":
        own = [text for text in texts if text.place.value == argument and text.kind.value == BODY]
        yield from ({**scope, "text": text} for text in sorted(own, key=lambda text: text.order.whole))
    elif entity == "chapter":
        yield {**scope, "chapter": chapter(texts, argument)}
    else:
        current = cast(Chapter, scope["chapter"])
        listed = current.introductions if entity == "intro" else current.items
        yield from ({**scope, entity: text} for text in listed)


def _categories(report: Report, scope: Scope) -> Iterator[dict[str, object]]:
    aspects = [cast(Aspect, scope["aspect"])] if "aspect" in scope else report.aspects
    for aspect in aspects:
        yield from ({**scope, "aspect": aspect, "category": category} for category in aspect.categories)


def _problems(report: Report, scope: Scope, filters: tuple[str, ...]) -> Iterator[dict[str, object]]:
    categories = [dict(scope)] if "category" in scope else _categories(report, scope)
    for inner in categories:
        for problem in cast(Category, inner["category"]).problems:
            if not filters or (problem.status and problem.status.name in filters):
                yield {**inner, "problem": problem}


def _within_problem(report: Report, scope: Scope, filters: tuple[str, ...]) -> Iterator[dict[str, object]]:
    yield from [dict(scope)] if "problem" in scope else _problems(report, scope, filters)


def _groups(report: Report, entity: str, scope: Scope, filters: tuple[str, ...]) -> Iterator[dict[str, object]]:
    for inner in _within_problem(report, scope, filters):
        problem = cast(Problem, inner["problem"])
        groups = [cast(Group, scope["group"])] if "group" in scope else problem.groups
        for group in groups:
            if entity == "group":
                yield {**inner, "group": group}
            else:
                yield from ({**inner, "group": group, "measure": measure} for measure in group.measures)


def _split(signatures: Text) -> Iterator[Text]:
    start = 0
    for part in signatures.value.split("、"):
        if part.strip():
            yield Text(part.strip(), signatures.span_at(start, start + len(part)))
        start += len(part) + 1


