"""What a line of an outline can be printed for, and the members of the report that it stands under
where it is.
"""

from __future__ import annotations

from typing import TypeVar

import attrs

from compiler.model.register import ChapterText, Information, Person
from compiler.model.report import Aspect, Category, Group, Measure, Problem, Report
from compiler.model.submission import Figure
from compiler.model.values import Text
from compiler.notice.people import Share

PARENTS: dict[str, str | None] = {
    "notice": None,
    "signature": None,
    "text": None,
    "chapter": None,
    "intro": "chapter",
    "item": "chapter",
    "population": None,
    "sanction": None,
    "person": None,
    "aspect": None,
    "category": "aspect",
    "problem": "category",
    "group": "problem",
    "measure": "group",
    "figure": "measure",
    "matter": "measure",
}
"""Every entity and the one it is always found in."""

ATTACHED = {"person": ("population", "sanction")}
"""What each member of an entity is counted among, wherever it is printed."""

DEPTH = tuple(PARENTS)
"""Entities from the outermost in."""


def entered(entity: str | None) -> frozenset[str]:
    """Return an entity and those that it is always found in."""
    inside = set()
    while entity is not None:
        inside.add(entity)
        entity = PARENTS[entity]
    return frozenset(inside)


RESTARTS = {
    "全文连续": "notice",
    "按篇章连续": "chapter",
    "按方面连续": "aspect",
    "按类别连续": "category",
    "按问题连续": "problem",
}
"""Where a numbering starts again, if not under every new parent."""

HEADING, BODY, INTRODUCTION, ITEM = "标题", "正文", "引言", "条目"
"""The kinds of the office's prose, as 篇章 names them."""


@attrs.frozen
class Chapter:
    """The office's prose for one place."""

    place: str
    heading: ChapterText | None
    introductions: tuple[ChapterText, ...]
    items: tuple[ChapterText, ...]


@attrs.frozen
class Scope:
    """The members that a line stands under, each by the name of its entity, ``None`` where it
    stands under none.

    ``matter`` is the measure around it, once its follow-up is what is printed. ``statuses`` are
    those that problems are kept of, all if none.
    """

    report: Report
    signature: Text | None = None
    text: ChapterText | None = None
    chapter: Chapter | None = None
    intro: ChapterText | None = None
    item: ChapterText | None = None
    population: Share | None = None
    sanction: Share | None = None
    person: Person | None = None
    aspect: Aspect | None = None
    category: Category | None = None
    problem: Problem | None = None
    group: Group | None = None
    measure: Measure | None = None
    figure: Figure | None = None
    matter: Measure | None = None
    statuses: tuple[str, ...] = ()

    @property
    def notice(self) -> Information:
        """What every line stands under: the notice as a whole."""
        return self.report.information


Member = (
    Information
    | Text
    | ChapterText
    | Chapter
    | Share
    | Person
    | Aspect
    | Category
    | Problem
    | Group
    | Measure
    | Figure
)

Found = TypeVar("Found")


def member_of(scope: Scope, entity: str) -> Member | None:
    """Return the member of ``entity`` that a scope is inside of, ``None`` if it is inside of none.

    For outlines, which name entities by words; code that knows which one it wants asks the scope.
    """
    member: Member | None = getattr(scope, entity)
    return member


def present(member: Found | None) -> Found:
    """Return a member of a scope that is known to be inside of one.

    Fields are read, and members looked for, only once the scope has what they belong to.
    """
    if member is None:
        raise LookupError("asked outside of what it belongs to")
    return member
