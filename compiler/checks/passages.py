"""The texts that will be published, as a reader sees them: placeholders filled in, every character still with its place."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import attrs

from compiler.document.placeholders import split_placeholders
from compiler.model.report import Measure, Problem, Report
from compiler.model.values import Text
from compiler.span import Span


class Role(Enum):
    """What a passage is in the notice."""

    TITLE = "标题"
    HEADING = "小标题"
    CHAPTER = "篇章"
    LEAD_IN = "导语"
    THEME = "主题句"
    PROGRESS = "进展情况"
    SITUATION = "有关情况说明"
    NEXT_STEPS = "下一步措施"
    DEADLINE = "完成时限"


@attrs.frozen
class _Segment:
    """A stretch of the passage: ``offset`` is where it starts in the cell, ``length`` how much of the cell it stands for."""

    start: int
    end: int
    offset: int
    length: int
    filled: bool


@attrs.frozen(eq=False)
class Passage:
    """One published text, compared by identity: it leads to a whole problem.

    ``subject`` is the measure (措施07-02), the problem (问题7) or the place (第一部分) it belongs to.
    """

    text: str
    role: Role
    subject: str
    cell: Text
    segments: tuple[_Segment, ...]
    measure: Measure | None = None
    problem: Problem | None = None

    def span(self, start: int, end: int) -> Span:
        """Return the place of a range of this text in its cell; a filled-in value's place is its placeholder's."""
        first = last = None
        for segment in self.segments:
            if segment.start < max(end, start + 1) and segment.end > start:
                low = segment.offset if segment.filled else segment.offset + max(start - segment.start, 0)
                high = segment.offset + (segment.length if segment.filled else min(end, segment.end) - segment.start)
                first = low if first is None else first
                last = high
        return self.cell.span_at(first or 0, last if last is not None else len(self.cell.value))

    def filled(self, start: int, end: int) -> bool:
        """Tell whether a range of this text was filled in from the data."""
        return any(s.filled and s.start < end and s.end > start for s in self.segments)


def passages(report: Report) -> Iterator[Passage]:
    """Yield every text meant for the notice, in its order."""
    information = report.information
    yield plain_passage(information.title, Role.TITLE, "标题")
    for row in report.register.chapters:
        if row.heading:
            yield _filled(report, row.heading, Role.HEADING, row.place.value)
        yield _filled(report, row.text, Role.HEADING if row.kind.value == "标题" else Role.CHAPTER, row.place.value)
    seen: set[str] = set()
    for problem in report.problems():
        subject = f"问题{problem.number}"
        for title in (problem.plan.aspect, problem.plan.category, problem.plan.title):
            if title and (title is problem.plan.title or title.value not in seen):
                seen.add(title.value)
                yield plain_passage(title, Role.HEADING, subject, problem=problem)
        if problem.plan.lead_in:
            yield plain_passage(problem.plan.lead_in, Role.LEAD_IN, subject, problem=problem)
        for group in problem.groups:
            if group.lead_in:
                yield plain_passage(group.lead_in, Role.LEAD_IN, subject, problem=problem)
            for measure in group.measures:
                yield from _measure(problem, measure)


def _measure(problem: Problem, measure: Measure) -> Iterator[Passage]:
    submission = measure.submission
    if submission is None:
        return
    texts = [(submission.theme, Role.THEME), (submission.progress, Role.PROGRESS)]
    if measure in problem.matters:
        follow_up = submission.follow_up
        texts += [
            (follow_up.situation, Role.SITUATION), (follow_up.next_steps, Role.NEXT_STEPS), (follow_up.deadline, Role.DEADLINE),
        ]  # fmt: skip
    for text, role in texts:
        if text and not text.imported:
            yield plain_passage(text, role, measure.id, measure, problem)


def plain_passage(
    text: Text, role: Role, subject: str, measure: Measure | None = None, problem: Problem | None = None
) -> Passage:
    """Return a text without placeholders as a passage."""
    length = len(text.value)
    return Passage(text.value, role, subject, text, (_Segment(0, length, 0, length, False),), measure, problem)


def _filled(report: Report, text: Text, role: Role, subject: str) -> Passage:
    written, segments, position = [], [], 0
    for part in split_placeholders(text.value):
        count = report.counts.get(part.name) if part.name is not None else None
        shown = count.text if count else part.text
        written.append(shown)
        segments.append(_Segment(position, position + len(shown), part.start, part.end - part.start, part.name is not None))
        position += len(shown)
    return Passage("".join(written), role, subject, text, tuple(segments))
