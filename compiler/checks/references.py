"""What the texts say of the report's problems: their numbers and titles."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.analysis.grounds import numbers, skeleton
from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.chinese.likeness import likeness
from compiler.chinese.references import Mention, bare_title, mentions
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Role
from compiler.model.report import Problem, Report

NEAR = 0.75
"""The share of common pairs of characters from which a quoted title is one of the problems',
slightly changed. By judgement; two problems of one notice hardly share half of theirs (in the
sample 0.4 at most)."""


def problem_numbers(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C030 a problem by a number that the register does not have."""
    known = {problem.number for problem in printed.report.problems()}
    for passage, mention in _mentions(printed):
        if mention.number is not None and mention.number not in known:
            place, register = passage.span(mention.start, mention.end), printed.report.register
            unknown = complain("C030", place, number=mention.number, count=len(known))
            yield unknown.resting_on(*skeleton(register), *numbers(register.problems))


def problem_titles(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C031 a problem quoted by number and another title than its own, or by a title that almost
    is one.
    """
    by_number = {problem.number: problem for problem in printed.report.problems()}
    titles = {bare_title(problem.plan.title.value): problem for problem in by_number.values()}
    for passage, mention in _mentions(printed):
        title = bare_title(mention.title)
        problem = None if mention.number is None else by_number.get(mention.number)
        if problem is None and title and title not in titles:
            near = max(titles, key=lambda own: likeness(own, title), default="")
            problem = titles[near] if near and _alike(near, title) else None
        if problem is not None and title and title != bare_title(problem.plan.title.value):
            span = (mention.title_start, mention.title_start + len(mention.title))
            yield _titled(passage, span, mention.title, problem)


def repeated_title(report: Report) -> Iterator[Diagnostic]:
    """C033 a problem that bears its category's title though the category has others."""
    for aspect in report.aspects:
        for category in aspect.categories:
            for problem in category.problems if len(category.problems) > 1 else ():
                if category.title and problem.plan.title.value == category.title.value:
                    yield complain(
                        "C033",
                        problem.plan.title.span,
                        problem.plan.category.span,
                        title=category.title.value,
                    )


def _mentions(printed: PrintedReport) -> Iterator[tuple[Passage, Mention]]:
    """Yield every mention of a problem; titles and headings are the problem's own."""
    for passage in printed.passages:
        if passage.role not in (Role.TITLE, Role.HEADING):
            for mention in mentions(passage.text):
                yield passage, mention


def _titled(passage: Passage, span: tuple[int, int], shown: str, problem: Problem) -> Diagnostic:
    """Complain, at a quoted title, that the problem bears another one."""
    title = problem.plan.title
    return complain(
        "C031",
        passage.span(*span),
        title.span,
        shown=shown,
        number=problem.number,
        title=title.value,
    )


def _alike(left: str, right: str) -> bool:
    """Tell whether a quoted title can only mean this problem's, though it is not the same.

    Shared pairs are counted on the shorter of two texts, so that lengths must agree as well: up
    to a fifth, by judgement, and by two characters in any case, since that is one word.
    """
    return likeness(left, right) >= NEAR and abs(len(left) - len(right)) <= max(2, len(left) // 5)
