"""The persons whom the notice says were dealt with, against 处理人员 and 处理情况: under which sanction each
is named, who is missing from a list or not registered, and how many there are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

import attrs

from compiler.analysis.grounds import persons as person_cells
from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.chinese.sanctions import GENERIC, VAGUE, agree, governing, told_persons
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Role
from compiler.model.register import Person
from compiler.model.report import Report
from compiler.notice.people import printed_name, published

NAME = 3
"""A name of so many letters that is one letter off is told of where names are compared (T094)."""
LEAST_NAMED = 2
"""So many registered persons make a text a list of them."""
PART = re.compile(r"[^。；;\n]+")
POSTED = re.compile(
    r"(?:主任|科长|局长|书记|委员|镇长|乡长|区长|县长|市长|经理|人员|干部|会计|出纳|所长|队长|站长|校长|院长|园长|处长|主席|部长"
    r"|组长|董事长|监事长|研究?员|科员|警长|民警|长|理事|助理|支书)(?P<name>[\u4e00-\u9fff]{2,4})$"
)
"""A post and a name: what a list of persons dealt with is made of."""
ENDING = re.compile(r"(?:等)?(?:\d+人|[\d一二三四五六七八九十]+名同志)?(?:受到|给予|予以|分别)?$")


UNEQUAL = re.compile("分别|免予|不予|建议|拟给予|拟对")
"""Words by which each of several persons is dealt with in another way, or nobody yet: a unit writes
freely, and which way belongs to whom is not certain there."""


@attrs.frozen
class _Printed:
    """A registered person where the notice names him."""

    person: Person
    passage: Passage
    start: int
    end: int
    way: str


def named_under_another_sanction(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C036 a person named under another sanction than the one registered."""
    for one in _named(printed, (Role.CHAPTER, Role.PROGRESS, Role.SITUATION)):
        sanction = one.person.sanction
        if one.passage.role is not Role.CHAPTER and UNEQUAL.search(one.passage.text):
            continue
        if one.way and sanction and not agree(one.way, sanction.value):
            place = one.passage.span(one.start, one.end)
            name = one.passage.text[one.start : one.end]
            told = {"name": name, "shown": one.way, "registered": sanction.value}
            yield complain("C036", place, sanction.span, **told)


def lists_of_persons(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C038 a registered person whom a list of those with the same sanction leaves out, C039 one whom
    it names and nobody registered.
    """
    named = _named(printed, (Role.CHAPTER,))
    lists: dict[int, list[_Printed]] = {}
    for one in named:
        lists.setdefault(id(one.passage), []).append(one)
    strangers = []
    for own in lists.values():
        if len({one.person.name.value for one in own}) >= LEAST_NAMED:
            strangers += list(_strangers(own))
    registered = [one.person.name.value for one in named]
    everybody = {person.name.value for person in printed.report.register.persons}
    for passage, start, end in strangers:
        name = passage.text[start:end]
        if name in everybody:
            continue  # one who must not be named: D008
        if not any(_misspelt(name, other) and len(name) == NAME for other in registered):
            yield complain("C039", passage.span(start, end), name=name)
    spelt = [passage.text[start:end] for passage, start, end in strangers]
    there = {id(one.person) for one in named}
    for person in published(printed.report.register.persons):
        like = [o for o in named if _alike(o.person, person) and id(o.person) != id(person)]
        name = printed_name(person).value
        if id(person) in there or len(like) < LEAST_NAMED or not name or name.endswith("某某"):
            continue
        if not any(_misspelt(name, other) for other in spelt):
            told = {"name": name, "sanction": person.sanction.value}
            text = like[0].passage
            yield complain("C038", text.span(0, len(text.text)), person.name.span, **told)


def numbers_of_persons(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C037 a number of persons dealt with in one way that the register and the forms cannot come to."""
    report = printed.report
    if not report.register.persons:
        return
    for passage in _accounts(printed):
        for told in told_persons(passage.text):
            if told.way in VAGUE or passage.filled(told.start, told.end):
                continue
            admitted = _admitted(report, told.way)
            if admitted and told.number not in admitted:
                words = f"{told.way}{passage.text[told.start : told.end]}人"
                shown = "、".join(str(number) for number in sorted(admitted))
                cells = (
                    p.sanction.span
                    for p in report.register.persons
                    if agree(told.way, p.sanction.value)
                )
                place = passage.span(told.start, told.end)
                differs = complain("C037", place, *list(cells)[:1], said=words, data=shown)
                yield differs.resting_on(*person_cells(report.register))


def _accounts(printed: PrintedReport) -> Iterator[Passage]:
    """Yield the passages of the places where the office gives account of persons dealt with: those
    that count them in two ways or more.
    """
    own = [
        p
        for p in printed.passages
        if p.role is Role.CHAPTER or (p.role is Role.HEADING and p.problem is None)
    ]
    ways: dict[str, set[str]] = {}
    for passage in own:
        ways.setdefault(passage.subject, set()).update(
            told.way for told in told_persons(passage.text) if told.way not in VAGUE
        )
    yield from (passage for passage in own if len(ways[passage.subject]) >= LEAST_NAMED)


def _admitted(report: Report, way: str) -> set[int]:
    """Return every number of persons dealt with in a way: registered in all or of one population,
    counted in the forms, or both together; and what the office has defined by that name.
    """
    registered = [p for p in report.register.persons if _counts_as(p.sanction.value, way)]
    handled = sum(
        (
            row.count.value or Decimal(0)
            for measure in report.measures()
            for row in measure.handlings
            if _counts_as(row.sanction.value, way)
        ),
        Decimal(0),
    )
    populations: dict[str, int] = {}
    for person in registered:
        populations[person.population.value] = populations.get(person.population.value, 0) + 1
    shares = {len(registered), *populations.values(), 0}
    numbers = {*shares, *(share + int(handled) for share in shares)}
    defined = report.counts.get(f"{way}人数")
    return {number for number in (*numbers, *([int(defined.value)] if defined else [])) if number}


def _counts_as(registered: str, way: str) -> bool:
    """Tell whether a registered sanction is counted under a way that prose names."""
    if registered in GENERIC and way not in GENERIC:
        return False
    return bool(registered) and agree(way, registered)


def _named(printed: PrintedReport, roles: Collection[Role]) -> list[_Printed]:
    """Return every registered person whom a text of these roles names, each with the sanction that
    stands over him: in his sentence, or in the heading before.
    """
    by_name: dict[str, list[Person]] = {}
    for person in published(printed.report.register.persons):
        by_name.setdefault(printed_name(person).value, []).append(person)
    names = {name: own[0] for name, own in by_name.items() if len(own) == 1 and len(name) > 1}
    if not names:
        return []
    pattern = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    return [
        one
        for passage, heading in _texts(printed, roles)
        for one in _in(passage, heading, pattern, names)
    ]


def _in(
    passage: Passage, heading: str, pattern: re.Pattern[str], names: Mapping[str, Person]
) -> Iterator[_Printed]:
    """Yield the registered persons whom a passage names."""
    for match in pattern.finditer(passage.text):
        way = governing(passage.text, *match.span()) or heading
        yield _Printed(names[match.group()], passage, *match.span(), way)


def _texts(printed: PrintedReport, roles: Collection[Role]) -> Iterator[tuple[Passage, str]]:
    """Yield the texts of some roles, each of the office's with the one sanction its heading names."""
    heading = ""
    for passage in printed.passages:
        if passage.role is Role.HEADING:
            ways = {told.way for told in told_persons(passage.text)} - VAGUE
            heading = ways.pop() if len(ways) == 1 else ""
        elif passage.role in roles:
            yield passage, heading if passage.role is Role.CHAPTER else ""


def _strangers(own: Iterable[_Printed]) -> Iterator[tuple[Passage, int, int]]:
    """Yield the names in a list of persons, post and name each, that are not among those registered
    whom it names.
    """
    known = [(one.start, one.end) for one in own]
    passage = next(iter(own)).passage
    for part in PART.finditer(passage.text):
        position = part.start()
        for piece in part.group().split("、"):
            start, end = position, position + len(piece)
            position = end + 1
            if any(start <= first and last <= end for first, last in known):
                continue
            cut = _without_way(piece)
            posted = POSTED.search(cut)
            if posted and any(part.start() <= first < part.end() for first, _ in known):
                yield passage, start + posted.start("name"), start + posted.end("name")


def _without_way(piece: str) -> str:
    """Return a member of a list without the sanction that follows the last one."""
    way = re.search(
        r"(?:受到|给予|予以)?(?:党纪|党内|政务|诫勉|批评|提醒|通报|责令|约谈|免|撤|处分).*$", piece
    )
    return ENDING.sub("", piece[: way.start()] if way else piece)


def _alike(left: Person, right: Person) -> bool:
    """Tell whether two persons belong into one list."""
    pairs = ((left.sanction, right.sanction), (left.population, right.population))
    return all(a.value == b.value for a, b in pairs)


def _misspelt(name: str, other: str) -> bool:
    """Tell whether one name is the other with a letter wrong."""
    return len(name) == len(other) and sum(a != b for a, b in zip(name, other, strict=True)) == 1
