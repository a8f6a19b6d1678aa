"""What the texts say of the report itself: problems by number and title, and how many there are
of everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from compiler.analysis.grounds import numbers, skeleton
from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.chinese.likeness import likeness
from compiler.diagnostics import Diagnostic, complain
from compiler.model.computed import Count
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
NUMBER = r"(?<![\d.．,])(\d{1,4})"


@attrs.frozen
class _CountPhrase:
    """How prose speaks of one of the report's counts."""

    name: str
    pattern: re.Pattern[str]
    what: str


CLAIMS = (
    _CountPhrase(
        "措施总数",
        re.compile(
            rf"(?:制定|细化|确定|形成|明确|分解|提出)(?:了|为|成|出)?{NUMBER}(?:条|项)(?:具体)?"
            rf"(?:整改)?措施|{NUMBER}(?:条|项)(?:具体)?整改措施"
        ),
        "条整改措施",
    ),
    _CountPhrase(
        "问题总数",
        re.compile(
            rf"(?:反馈|指出|移交的反馈意见)(?:意见)?(?:的|了)?(?:\d{{1,2}}个方面[、，,]?)?"
            rf"(?:\d{{1,3}}(?:个?类|大类)[、，,]?)?{NUMBER}(?:个|条|项)(?:具体)?问题"
        ),
        "个问题",
    ),
    _CountPhrase(
        "方面总数",
        re.compile(rf"(?:反馈|指出)(?:意见)?(?:的|了)?{NUMBER}个方面(?=[\d、，,的])"),
        "个方面",
    ),
    _CountPhrase(
        "类别总数",
        re.compile(
            rf"(?:反馈|指出)(?:意见)?(?:的|了)?\d{{1,2}}个方面[、，,]?{NUMBER}(?:个?类|大类)"
            r"(?=[\d、，,的问])"
        ),
        "类",
    ),
    _CountPhrase(
        "制度总数",
        re.compile(
            r"(?:制定|出台|修订|建立|印发|完善)"
            rf"(?:、?(?:制定|出台|修订|建立|印发|完善)|和|或|了)?{NUMBER}(?:项|个|部|件)"
            rf"(?:规章)?制度|(?:制定|修订|出台)(?:制定|修订|出台|、|和)?制度{NUMBER}(?:项|个|部|件)"
        ),
        "项制度",
    ),
    _CountPhrase("牵头单位总数", re.compile(rf"{NUMBER}(?:家|个)牵头单位"), "家牵头单位"),
)


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


def counts_in_prose(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C032 a count that the office typed and that the data contradict."""
    for passage in printed.passages:
        if passage.role is not Role.CHAPTER:
            continue
        for claim in CLAIMS:
            count = printed.report.counts.get(claim.name)
            if count is None or not count.value:
                continue
            for match in claim.pattern.finditer(passage.text):
                yield from _compare(passage, match, count, claim.what)
        yield from _statuses(printed.report, passage)


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


def _statuses(report: Report, passage: Passage) -> Iterator[Diagnostic]:
    """Compare, in the sentence that counts all problems, how many it says are in each status."""
    total = report.counts.get("问题总数")
    whole = f"{total.text}个问题" if total else ""
    start = passage.text.find(whole) if whole else -1
    if start < 0:
        return
    end = min(
        (i for i in (passage.text.find(mark, start) for mark in "。；;") if i >= 0),
        default=len(passage.text),
    )
    for status in report.statuses:
        count = report.counts.get(f"{status.name}问题数")
        if count is None:
            continue
        word = status.name.removeprefix("已")
        pattern = re.compile(
            rf"(?<!未)(?<!基本)(?:已|已经)?{word}(?:整改)?(?:的)?(?:问题)?(\d{{1,3}})(?:个|条|项)"
        )
        for match in pattern.finditer(passage.text, start, end):
            yield from _compare(passage, match, count, f"个问题{status.name}")


def _compare(
    passage: Passage, match: re.Match[str], count: Count, what: str
) -> Iterator[Diagnostic]:
    """Complain of the number that a match counts ``what`` by, if the data contradict it."""
    group = next(index for index, text in enumerate(match.groups(), 1) if text is not None)
    yield from judge_typed(passage, match.span(group), f"{match[group]}{what}", count)


def judge_typed(
    passage: Passage, place: tuple[int, int], said: str, count: Count
) -> Iterator[Diagnostic]:
    """C032 where the office typed a number that the data contradict; one that was filled in from
    the data cannot be wrong.
    """
    start, end = place
    if int(passage.text[start:end]) != count.value and not passage.filled(start, end):
        place_of_number = passage.span(start, end)
        told = {"said": said, "data": count.text, "name": count.name}
        differs = complain("C032", place_of_number, *count.sources[:1], **told)
        yield differs.resting_on(*count.grounds)
