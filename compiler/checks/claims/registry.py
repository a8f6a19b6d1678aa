"""Every relation that the published prose states between its own figures."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from compiler.checks.claims import again, headings, persons
from compiler.checks.claims.cited import cited_each
from compiler.checks.claims.grammar import told
from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.chinese.figures.statements import Answer
from compiler.model.computed import Claim
from compiler.model.document import Role


def claims(printed: PrintedReport) -> Iterator[Claim]:
    """Yield what the prose claims, each claim once, in the order of the notice."""
    seen: set[object] = set()
    for claim in _claims(printed):
        if not claim.certainty and claim.answer is not Answer.TRUE:
            continue  # what nothing but its numbers suggests is not told wrong
        if claim.holds and len(claim.operands) < 2 and not claim.binding:
            continue  # that a fall is no more than all of it is worth telling where it is not so
        key = (frozenset(Counter(claim.operands).items()), claim.binding)
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
        if passage.problem is not None:
            problems.setdefault(passage.problem.number, []).append(passage)
        else:
            places.setdefault(passage.subject, []).append(passage)
    for own in places.values():
        yield from of_place(own)
    for own in problems.values():
        yield from of_problem(own)
    chapters = [passage for own in places.values() for passage in own]
    yield from headings.papers_sent(chapters, list(problems.values()))


def of_problem(own: list[Passage]) -> Iterator[Claim]:
    """Yield the claims of the texts of one problem, in the order of the notice."""
    yield from told(own)
    figures = cited_each(own)
    yield from again.told_again(own, figures)
    yield from again.all_of_them(figures)
    yield from again.one_unit(figures)


def of_place(own: list[Passage]) -> Iterator[Claim]:
    """Yield the claims between the headings and texts of one chapter."""
    found = []
    for first, second in itertools.pairwise(own):
        if first.role is Role.HEADING and second.role is Role.CHAPTER and _one_row(first, second):
            found.append(first)
            yield from headings.under_heading(first, second)
            yield from persons.named_persons(first, second)
    for passage in own:
        yield from told([passage])
        if passage.role is Role.CHAPTER and len(found) >= 2:
            yield from persons.accountability(passage, found)


def _one_row(first: Passage, second: Passage) -> bool:
    """Tell whether two passages are the 小标题 and 文字 of one row of 篇章."""
    rows = [re.sub(r"\D", "", passage.cell.span.cell or "") for passage in (first, second)]
    return rows[0] == rows[1] and first.cell.span.file == second.cell.span.file
