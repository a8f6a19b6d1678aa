"""A notice as it is gathered: problems, measures and the office's prose, not yet cells of workbooks."""

from __future__ import annotations

import attrs

from compiler.importer.matches import NoticeParagraph
from compiler.importer.persons import Persons
from compiler.span import Span


@attrs.frozen
class GatheredText:
    """One row of 篇章."""

    place: str
    kind: str
    heading: str | None
    text: str


@attrs.frozen
class Part:
    """A part of the outline that is printed once for every measure: the line, or the repetition in
    it, and the name of what it prints. ``whole`` tells that nothing shows where one measure's text
    ends and the next one's begins, ``distinct`` that what several say is printed once.
    """

    place: int | Span
    name: str = ""
    key: str = ""
    whole: bool = False
    distinct: bool = False


@attrs.define(eq=False)
class DraftMeasure:
    """A measure: its values by key, the lead-in of its group, and its figures; ``told`` is what each
    part of the outline tells of it, by key.
    """

    lead_in: str | None
    values: dict[str, str] = attrs.field(factory=dict)
    told: dict[tuple[Part, str], str] = attrs.field(factory=dict)
    figures: list[dict[str, str]] = attrs.field(factory=list)


@attrs.frozen
class Matter:
    """One field of one follow-up. ``whole`` is the text of the member it stood in, ``mark`` the
    number it bore.
    """

    name: str | None
    text: str
    whole: str
    mark: str
    paragraph: NoticeParagraph


@attrs.define(eq=False)
class DraftProblem:
    """A problem: its place among the problems, its values by key, the number printed, its measures
    by group, the groups' lead-ins, and its follow-ups field by field.

    ``statuses`` are those that it may have by where it stands, ``number`` the one that it bears in
    the register, as far as the notice tells. ``columns`` count, for each part of the outline, what it
    told of each group, and of how many groups (-1). ``sums``
    are numbers and units that it prints for all measures together.
    """

    position: int

    paragraph: NoticeParagraph
    aspect: str | None
    category: str | None
    printed: int | None
    number: int | None = None
    values: dict[str, str] = attrs.field(factory=dict)
    status: str | None = None
    statuses: tuple[str, ...] = ()
    groups: list[list[DraftMeasure]] = attrs.field(factory=list)
    leads: dict[int, str] = attrs.field(factory=dict)
    columns: dict[tuple[Part, int], int] = attrs.field(factory=dict)
    matters: dict[str, list[Matter]] = attrs.field(factory=dict)
    sums: dict[str, tuple[str, str]] = attrs.field(factory=dict)

    @property
    def measures(self) -> list[DraftMeasure]:
        """The measures of all groups, in order."""
        return [measure for group in self.groups for measure in group]


@attrs.frozen
class Referral:
    """A line that speaks of a problem drawn before, by the number and the title that it prints: the
    ``problem`` that it was taken to mean. ``start`` is where the title stands, or the line begins.
    """

    paragraph: NoticeParagraph
    problem: DraftProblem
    number: int | None
    title: str
    start: int


@attrs.define
class Draft:
    """The whole notice, gathered; ``loose`` are the lines with a figure that stand under no problem,
    ``shared`` the values of aspects and categories by their titles, that of an aspect without one.
    """

    information: dict[str, str] = attrs.field(factory=dict)
    signatures: list[str] = attrs.field(factory=list)
    texts: list[GatheredText] = attrs.field(factory=list)
    problems: list[DraftProblem] = attrs.field(factory=list)
    unplaced: list[NoticeParagraph] = attrs.field(factory=list)
    referrals: list[Referral] = attrs.field(factory=list)
    loose: list[NoticeParagraph] = attrs.field(factory=list)
    persons: Persons = attrs.field(factory=Persons)
    shared: dict[tuple[str | None, str | None], dict[str, str]] = attrs.field(factory=dict)

    def values_of(self, problem: DraftProblem) -> dict[str, str]:
        """Return the values of a problem, with those that it shares with others."""
        aspect = self.shared.get((problem.aspect, None), {})
        return aspect | self.shared.get((problem.aspect, problem.category), {}) | problem.values
