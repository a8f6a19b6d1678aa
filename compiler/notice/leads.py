"""What the office says of an aspect or a category as a whole: rows of 篇章 at the place 方面导语 or
类别导语, whose 小标题 says of which.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from compiler.model.register import ChapterText
from compiler.model.report import Aspect, Category, Report
from compiler.model.values import Text

LEAD_PLACES = {"方面导语": "aspect", "类别导语": "category"}
"""The places, and what a row of each is about."""


@attrs.frozen
class Heading:
    """An aspect or a category, by the names that a row may call it: its title, or both titles with
    a stroke between, where two aspects have a category of one title.
    """

    member: Aspect | Category
    title: str
    path: str


def headings(report: Report, entity: str) -> Iterator[Heading]:
    """Yield every aspect, or every category, of a report."""
    for aspect in report.aspects:
        if entity == "aspect":
            yield Heading(aspect, aspect.title.value, aspect.title.value)
        for category in aspect.categories if entity == "category" else ():
            title = category.title.value
            yield Heading(category, title, f"{aspect.title.value}/{title}")


def meant(report: Report, row: ChapterText) -> list[Aspect | Category]:
    """Return what a row is about; several if their names are the same, none if nobody has that
    name.
    """
    name = row.heading.value.strip()
    entity = LEAD_PLACES.get(row.place.value)
    if not name or entity is None:
        return []
    known = list(headings(report, entity))
    exact = [heading.member for heading in known if heading.path == name]
    return exact or [heading.member for heading in known if heading.title == name]


def lead_of(report: Report, member: Aspect | Category) -> Text | str:
    """Return what the office says of an aspect or a category, empty if it says nothing."""
    place = "方面导语" if isinstance(member, Aspect) else "类别导语"
    for row in report.register.chapters:
        if row.place.value == place and any(one is member for one in meant(report, row)):
            return row.text
    return ""
