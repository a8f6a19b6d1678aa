"""What the office itself did, counted: 会议次数, 区委书记主持会议次数, 2024年第三季度督导检查人次.

A name is put together from what 工作纪实 holds, in this order: period, who chaired, class, kind, what
is counted; all but the kind and what is counted may be left out. A name is read when somebody asks
for it, so that not every combination has to exist. 督办单 are counted by class and period likewise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import attrs

from compiler.analysis.lowered_register import split_units
from compiler.chinese.periods import Period, leading_period
from compiler.model.computed import Count
from compiler.model.identifiers import measure_id, split_id
from compiler.model.register import Activity, Supervision
from compiler.model.report import Report
from compiler.model.values import Number, Text, places, unsure
from compiler.schema.choices import CHOICES
from compiler.schema.register import ACTIVITIES
from compiler.span import Span

SHEET = ACTIVITIES.title
OWN = re.compile(rf"{SHEET}[:：·的]?")
"""Before a name that a declared figure bears, too: then the sheet's is meant."""
CHAIRED = re.compile(r"(?:主持|组织|牵头)(?:召开|开展)?的?")
SUPERVISIONS = "督办单数"
CLASS = "类"


@attrs.frozen
class Counted:
    """What is counted of activities: the words for it, the usual one first, and the attribute that
    holds it, empty if it is the rows themselves.
    """

    words: tuple[str, ...]
    column: str = ""
    measure_unit: str = ""

    @property
    def label(self) -> str:
        """The column's label on the sheet."""
        return next((field.label for field in ACTIVITIES.columns if field.key == self.column), "")

    @property
    def summed(self) -> bool:
        """Whether the column holds numbers that are added up."""
        return self.column in ("persons", "teams", "found", "solved")


TIMES = Counted(("次数",), "", "次")
PERSONS = Counted(("人次", "人次数"), "persons", "人次")
TEAMS = Counted(("组数", "派出组数"), "teams", "个")
UNITS = Counted(("单位数", "到访单位数"), "units", "家")
MEASURES = Counted(("涉及措施数", "措施数"), "measures", "条")
FOUND = Counted(("发现问题数",), "found", "个")
SOLVED = Counted(("现场解决问题数", "现场解决数"), "solved", "个")
COUNTED = (TIMES, PERSONS, TEAMS, UNITS, MEASURES, FOUND, SOLVED)
ENDINGS = sorted(
    ((word, counted) for counted in COUNTED for word in counted.words),
    key=lambda ending: -len(ending[0]),
)
"""The longest first: 人次数 ends in 次数, too."""


@attrs.frozen
class Choice:
    """Which activities are counted, and what of them; what is empty does not matter."""

    counted: Counted
    kind: str
    period: Period | None = None
    chair: str = ""
    problem_class: str = ""

    def takes(self, activity: Activity) -> bool:
        """Tell whether an activity is among them."""
        return (
            activity.kind.value == self.kind
            and (not self.chair or self.chair in chairs_of(activity))
            and (not self.problem_class or activity.problem_class.value == self.problem_class)
            and (self.period is None or self.period.covers(activity.day.value))
        )


def chairs_of(activity: Activity) -> tuple[str, ...]:
    """Return who chaired: the cell as it stands, and each of those that it lists."""
    members = (member.value for member in split_units(activity.chair))
    return tuple(dict.fromkeys(name for name in (activity.chair.value, *members) if name))


def kinds(report: Report) -> tuple[str, ...]:
    """Return the kinds of activities there are, in the order of the sheet."""
    rows = report.register.activities
    return tuple(dict.fromkeys(row.kind.value for row in rows if row.kind))


def chairs(report: Report) -> tuple[str, ...]:
    """Return who chaired or organised anything, in the order of the sheet."""
    rows = report.register.activities
    return tuple(dict.fromkeys(name for row in rows for name in chairs_of(row)))


def classes(report: Report) -> tuple[str, ...]:
    """Return the classes of problems."""
    return CHOICES["整改类别"]


def filled(report: Report, kind: str, counted: Counted) -> bool:
    """Tell whether any activity of a kind says what would be counted; one that cannot be read
    may.
    """
    rows = (row for row in report.register.activities if row.kind.value == kind)
    return any(not counted.column or not is_blank(row, counted) for row in rows)


def is_blank(activity: Activity, counted: Counted) -> bool:
    """Tell whether nothing stands in an activity's cell of what is counted."""
    value = getattr(activity, counted.column)
    return not value.text if isinstance(value, Number) else not value


def read_choice(report: Report, name: str) -> Choice | None:
    """Return which activities a name means; ``None`` if it names none that the sheet can tell."""
    bare = _bare(name)
    choice = _choice(report, bare, None)
    if choice is None:
        period, rest = leading_period(bare)
        choice = _choice(report, rest, period) if isinstance(period, Period) else None
    return choice if choice and filled(report, choice.kind, choice.counted) else None


def _bare(name: str) -> str:
    """Return a name without blanks, and without the name of the sheet before it."""
    name = re.sub(r"\s", "", name)
    own = OWN.match(name)
    return name[own.end() :] if own else name


def _choice(report: Report, name: str, period: Period | None) -> Choice | None:
    """Read a name without its period: the kind is the longest that leaves nothing unexplained."""
    for counted, kind, before in endings(report, name):
        chair, problem_class, unexplained = read_before(report, before)
        if not unexplained:
            return Choice(counted, kind, period, chair, problem_class)
    return None


def read_before(report: Report, text: str) -> tuple[str, str, str]:
    """Read what stands before a kind: who chaired, the class, and what is neither."""
    problem_class = next((own for own in classes(report) if text.endswith(own + CLASS)), "")
    before = text.removesuffix(problem_class + CLASS) if problem_class else text
    for chair in chairs(report):
        chaired = CHAIRED.match(before, len(chair)) if before.startswith(chair) else None
        if chaired:
            return chair, problem_class, before[chaired.end() :]
    return "", problem_class, before


def endings(report: Report, name: str) -> Iterator[tuple[Counted, str, str]]:
    """Yield the ways to end a name with a kind and what is counted of it, the longest first, with
    what stands before.
    """
    for word, counted in ENDINGS:
        if name.endswith(word):
            head = name.removesuffix(word)
            for kind in sorted(kinds(report), key=len, reverse=True):
                if head.endswith(kind):
                    yield counted, kind, head.removesuffix(kind)


def office_count(report: Report, name: str) -> Count | None:
    """Return what a name counts of the office's own work, ``None`` if it names nothing of that."""
    choice = read_choice(report, name)
    if choice is not None:
        return count_of(report, choice, name)
    return _supervisions(report, name)


def count_of(report: Report, choice: Choice, name: str) -> Count:
    """Count the activities of a choice under a name."""
    rows = [row for row in report.register.activities if choice.takes(row)]
    value, sources = _amount(report, choice, rows)
    unit = choice.counted.measure_unit
    return Count(name, value, unit, tuple(sources), _grounds(report, choice))


def _amount(
    report: Report, choice: Choice, rows: Sequence[Activity]
) -> tuple[Decimal, Iterable[Span]]:
    """Return how many there are, and the cells that say so: of activities themselves their day
    and kind.
    """
    counted = choice.counted
    if counted.summed:
        numbers: list[Number] = [getattr(row, counted.column) for row in rows]
        known = [number for number in numbers if number.value is not None]
        return sum((number.value or Decimal(0) for number in known), Decimal(0)), (
            number.span for number in known
        )
    if not counted.column:
        return Decimal(len(rows)), (span for row in rows for span in places(row.day, row.kind))
    lists: list[Text] = [getattr(row, counted.column) for row in rows]
    members = {name for listed in lists for name in _members(report, counted, listed)}
    return Decimal(len(members)), (listed.span for listed in lists if listed)


def _members(report: Report, counted: Counted, listed: Text) -> Iterator[str]:
    """Yield what a cell lists under its one name: units by the directory, measures by id."""
    names = {unit.name.value: unit.name.value for unit in report.register.units}
    names |= {alias: unit.name.value for unit in report.register.units for alias in unit.aliases}
    for member in split_units(listed):
        parts = split_id(member.value) if counted is MEASURES else None
        yield measure_id(*parts) if parts else names.get(member.value, member.value)


def _grounds(report: Report, choice: Choice) -> tuple[Span, ...]:
    """Return the cells that decide which activities are counted, and what is counted of them."""
    found = [*report.register.place(ACTIVITIES.key)]
    for row in report.register.activities:
        found += places(row.day, row.kind)
        found += places(row.chair) if choice.chair else ()
        found += places(row.problem_class) if choice.problem_class else ()
        found += places(getattr(row, choice.counted.column)) if choice.counted.column else ()
    return tuple(dict.fromkeys(found))


def standing_counts(report: Report) -> Iterator[Count]:
    """Yield the counts that are there without being asked for: of each kind all that its rows
    tell, and how often by who chaired and by class.
    """
    rows = report.register.activities
    for kind in kinds(report):
        for counted in COUNTED:
            if filled(report, kind, counted):
                yield count_of(report, Choice(counted, kind), kind + counted.words[0])
        own = [row for row in rows if row.kind.value == kind]
        for chair in dict.fromkeys(chair for row in own for chair in chairs_of(row)):
            choice = Choice(TIMES, kind, chair=chair)
            yield count_of(report, choice, f"{chair}主持{kind}{TIMES.words[0]}")
        for name in dict.fromkeys(row.problem_class.value for row in own if row.problem_class):
            choice = Choice(TIMES, kind, problem_class=name)
            yield count_of(report, choice, f"{name}{CLASS}{kind}{TIMES.words[0]}")


# 督办单 count themselves: those that the program issued, and those of the register from before


def _supervisions(report: Report, name: str) -> Count | None:
    """Count supervision notices by class of the problems concerned, and by period. One that
    concerns problems of two classes is one of each.
    """
    bare = _bare(name)
    if not bare.endswith(SUPERVISIONS) or name == SUPERVISIONS:  # that is counted unasked
        return None
    period, rest = leading_period(bare.removesuffix(SUPERVISIONS))
    problem_class = rest.removesuffix(CLASS)
    if isinstance(period, str) or (rest and problem_class not in classes(report)):
        return None
    found: dict[str, tuple[Span, ...]] = {}
    grounds = [*report.record.doubtful]
    for row in report.supervisions():
        grounds += unsure([row.issued_on]) if period else ()
        grounds += unsure([row.measures]) if rest else ()
        inside = period is None or period.covers(row.issued_on.value)
        if inside and (not rest or problem_class in _classes_of(report, row)):
            days = places(row.issued_on) if period else ()
            about = places(row.measures) if rest else ()
            found[row.number.value] = (row.number.span, *days, *about)
    sources = tuple(span for spans in found.values() for span in spans)
    return Count(name, Decimal(len(found)), "", sources, tuple(grounds))


def _classes_of(report: Report, row: Supervision) -> set[str]:
    """Return the classes of the problems whose measures a notice is about."""
    own = {parts for member in split_units(row.measures) if (parts := split_id(member.value))}
    return {
        problem.plan.problem_class.value
        for problem in report.problems()
        for measure in problem.measures
        if split_id(measure.id) in own
    }
