"""Persons that prose names, against 处理人员."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.chinese.persons import near_names, other_title, post_before
from compiler.chinese.withheld.names import names_in, spellings
from compiler.diagnostics import Diagnostic, complain
from compiler.model.register import Person


def named_persons(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T094 a person whom a text gives another letter in the name, or another post, than 处理人员 does."""
    registered: dict[str, list[Person]] = {}
    for person in printed.report.register.persons:
        for name in names_in(person.name.value) if not person.name.imported else ():
            if "某" not in name:
                registered.setdefault(name, []).append(person)
    own = {person.name.span.whole_cell for persons in registered.values() for person in persons}
    prose = [
        passage
        for passage in printed.passages
        if passage.cell.span.whole_cell not in own and len(passage.text) > 3
    ]
    notice = "\n".join(passage.text for passage in prose) if registered else ""
    for name, persons in registered.items():
        # Nearly every name stands in the register only: one look at the whole text tells.
        misspelt = any(near_names(name, notice))
        spelt = name in notice
        for passage in prose if misspelt or spelt else ():
            for start, end in near_names(name, passage.text) if misspelt else ():
                written = passage.text[start:end]
                if written not in registered:
                    yield _differs(passage, start, end, persons[0], "姓名", name)
            if name in passage.text:
                for found in spellings(name, passage.text):
                    yield from _told_otherwise(printed, passage, found.start, found.end, persons)


def _told_otherwise(
    printed: PrintedReport, passage: Passage, start: int, end: int, persons: list[Person]
) -> Iterator[Diagnostic]:
    """Compare the post before a name with the registered ones."""
    posts = "；".join(person.post.value for person in persons)
    before = post_before(passage.text, start)
    if other_title(before, posts) or _other_unit(printed, before, posts):
        yield _differs(passage, start - len(before), end, persons[0], "职务", posts)


def _other_unit(printed: PrintedReport, before: str, posts: str) -> bool:
    """Tell whether printed words name a registered unit and the registered posts another one."""
    units = [
        (unit.name.value, *unit.aliases)
        for unit in printed.report.register.units
        if not unit.name.imported
    ]
    named = [names for names in units if any(name in before for name in names)]
    other = [names for names in units if any(name in posts for name in names)]
    return bool(named and other) and not any(names in other for names in named)


def _differs(
    passage: Passage, start: int, end: int, person: Person, what: str, registered: str
) -> Diagnostic:
    cell = person.name if what == "姓名" else person.post
    return complain(
        "T094",
        passage.span(start, end),
        cell.span,
        text=passage.text[start:end],
        what=what,
        registered=registered,
    )
