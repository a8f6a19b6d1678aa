"""What the texts say of the report's problems: their numbers and titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.analysis.grounds import numbers, skeleton
from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.chinese.likeness import likeness
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Role
from compiler.model.report import Problem, Report

REFERENCE = re.compile(
    r"(?:第(?P<item>\d{1,3})(?:条|个|项)?(?:整改|反馈)?问题"
    r"|(?<=巡视反馈)(?:意见)?第(?P<article>\d{1,3})条"
    r"|[(（](?:对应|见|即)?问题(?P<note>\d{1,3})[)）]"
    r"|第(?P<told>\d{1,3})条(?=[:：]?关于“))(?:[:：]?关于“(?P<title>[^“”]{1,120})”的问题)?"
)
QUOTED = re.compile(r"关于“([^“”]{4,120})”的问题")
NEAR = 0.75
"""The share of common pairs of characters from which a quoted title is one of the problems',
slightly changed. By judgement; two problems of one notice hardly share half of theirs (in the
sample 0.4 at most)."""


def problem_numbers(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C030 a problem by a number that the register does not have."""
    known = {problem.number for problem in printed.report.problems()}
    for passage, match, number in _references(printed):
        if number not in known:
            place, register = passage.span(*match.span()), printed.report.register
            unknown = complain("C030", place, number=number, count=len(known))
            yield unknown.resting_on(*skeleton(register), *numbers(register.problems))


def problem_titles(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C031 a problem quoted by number and another title than its own, or by a title that almost
    is one.
    """
    by_number = {problem.number: problem for problem in printed.report.problems()}
    mentioned = set()
    for passage, match, number in _references(printed):
        problem = by_number.get(number)
        if problem is not None and match["title"]:
            mentioned.add((id(passage.cell), match.start("title")))
            if _plain(match["title"]) != _plain(problem.plan.title.value):
                yield _titled(passage, match.span("title"), match["title"], problem)
    titles = {_plain(problem.plan.title.value): problem for problem in by_number.values()}
    for passage in printed.passages:
        for match in QUOTED.finditer(passage.text):
            if (id(passage.cell), match.start(1)) in mentioned or _plain(match[1]) in titles:
                continue
            near = max(titles, key=lambda title: likeness(title, _plain(match[1])), default="")
            if near and _alike(near, _plain(match[1])):
                yield _titled(passage, match.span(1), match[1], titles[near])


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


def _references(printed: PrintedReport) -> Iterator[tuple[Passage, re.Match[str], int]]:
    """Yield every mention of a problem by its number; titles and headings are the problem's own."""
    for passage in printed.passages:
        if passage.role in (Role.TITLE, Role.HEADING):
            continue
        for match in REFERENCE.finditer(passage.text):
            number = next(
                match[name] for name in ("item", "article", "note", "told") if match[name]
            )
            yield passage, match, int(number)


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


def _plain(title: str) -> str:
    """Return a title without marks and blanks, which two writings of it may set differently."""
    return re.sub(r"[\s“”‘’'\"，,、。]", "", title)


def _alike(left: str, right: str) -> bool:
    """Tell whether a quoted title can only mean this problem's, though it is not the same.

    Shared pairs are counted on the shorter of two texts, so that lengths must agree as well: up
    to a fifth, by judgement, and by two characters in any case, since that is one word.
    """
    return likeness(left, right) >= NEAR and abs(len(left) - len(right)) <= max(2, len(left) // 5)
