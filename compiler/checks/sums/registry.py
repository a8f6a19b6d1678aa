"""Every relation that the published prose states between its own figures."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.checks.sums import (
    breakdowns,
    counts,
    listings,
    partitions,
    persons,
    proportions,
    remainders,
    repetitions,
)
from compiler.model.computed import Claim
from compiler.model.document import Role

WITHIN: tuple[Callable[[Passage], Iterator[Claim]], ...] = (
    breakdowns.in_brackets,
    breakdowns.of_which,
    breakdowns.added_up,
    listings.respectively,
    listings.namely,
    partitions.all_of_them,
    counts.among,
    counts.quoted_kinds,
    counts.in_turn,
    proportions.points,
    proportions.from_to,
    proportions.shares,
    proportions.whole_bases,
)
"""What one passage claims by itself."""


def claims(printed: PrintedReport) -> Iterator[Claim]:
    """Yield what the prose claims, each claim once, in the order of the notice."""
    seen: set[tuple[object, ...]] = set()
    for claim in _claims(printed):
        key = tuple(sorted(claim.operands))
        if key not in seen:
            seen.add(key)
            yield claim


def _claims(printed: PrintedReport) -> Iterator[Claim]:
    """Yield the claims of passages, of chapters' places and of problems; one claim may come up more
    than once.
    """
    places: dict[str, list[Passage]] = {}
    problems: dict[int, list[Passage]] = {}
    for passage in printed.passages:
        for rule in WITHIN:
            yield from rule(passage)
        if passage.problem is not None:
            problems.setdefault(passage.problem.number, []).append(passage)
        else:
            places.setdefault(passage.subject, []).append(passage)
    for own in places.values():
        yield from _of_place(own)
    for own in problems.values():
        yield from remainders.of_total(own)
        yield from remainders.unfinished_ones(own)
        yield from remainders.by_state(own)
        yield from partitions.partition(own)
        yield from partitions.gathered(own)
        yield from repetitions.quoted_twice(own)
        yield from repetitions.mentioned_again(own)
        yield from repetitions.one_unit(own)
    yield from counts.papers_sent(
        [p for own in places.values() for p in own], list(problems.values())
    )


def _of_place(own: list[Passage]) -> Iterator[Claim]:
    """Yield the claims between the headings and texts of one chapter."""
    headings = []
    for first, second in itertools.pairwise(own):
        if first.role is Role.HEADING and second.role is Role.CHAPTER and _one_row(first, second):
            headings.append(first)
            yield from breakdowns.under_heading(first, second)
            yield from persons.named_persons(first, second)
    for passage in own:
        if passage.role is Role.CHAPTER:
            yield from remainders.of_total([passage])
            if len(headings) >= 2:
                yield from persons.accountability(passage, headings)


def _one_row(first: Passage, second: Passage) -> bool:
    """Tell whether two passages are the 小标题 and 文字 of one row of 篇章."""
    rows = [re.sub(r"\D", "", passage.cell.span.cell or "") for passage in (first, second)]
    return rows[0] == rows[1] and first.cell.span.file == second.cell.span.file
