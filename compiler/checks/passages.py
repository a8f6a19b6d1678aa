"""The texts of the document as a reader meets them: a cell's words in one piece, placeholders
filled in, each character with its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, zip_longest

import attrs

from compiler.brief import brief
from compiler.model.document import Document, Role, Run, RunKind
from compiler.model.report import Measure, Problem, Report
from compiler.model.values import Text
from compiler.span import Span


@attrs.frozen
class Segment:
    """A stretch of the passage: ``offset`` is where it starts in the cell, ``length`` how much of
    the cell it stands for.
    """

    start: int
    end: int
    offset: int
    length: int
    filled: bool


@attrs.frozen
class Frame:
    """The set wording that the outline prints around a text, wherever it prints it: whether it is in
    quotation marks at one of these places, and what follows it there.
    """

    quoted: bool = False
    after: frozenset[str] = frozenset()


BARE = Frame()


@attrs.frozen(eq=False)
class Passage:
    """One printed text, compared by identity: it leads to a whole problem.

    ``subject`` is the measure (措施07-02), the problem (问题7) or the place (第一部分) it belongs
    to.
    """

    __repr__ = brief

    text: str
    role: Role
    subject: str
    cell: Text
    segments: tuple[Segment, ...]
    measure: Measure | None = None
    problem: Problem | None = None
    frame: Frame = BARE

    def span(self, start: int, end: int) -> Span:
        """Return the place of a range of this text in its cell; a filled-in value's place is its
        placeholder's.
        """
        first = last = None
        for segment in self.segments:
            if segment.start < max(end, start + 1) and segment.end > start:
                low = (
                    segment.offset
                    if segment.filled
                    else segment.offset + max(start - segment.start, 0)
                )
                high = segment.offset + (
                    segment.length if segment.filled else min(end, segment.end) - segment.start
                )
                first = low if first is None else first
                last = high
        return self.cell.span_at(first or 0, last if last is not None else len(self.cell.value))

    @property
    def titles_problem(self) -> bool:
        """Whether this is a problem's title."""
        return self.problem is not None and self.cell is self.problem.plan.title

    def filled(self, start: int, end: int) -> bool:
        """Tell whether a range of this text was filled in from the data."""
        return any(s.filled and s.start < end and s.end > start for s in self.segments)


@attrs.frozen
class _PassageOwners:
    """Whose a printed text is: by the subject of its run, or by its cell where no measure or
    problem is near.
    """

    measures: Mapping[str, tuple[Measure, Problem]]
    problems: Mapping[str, Problem]
    headings: Mapping[Span, Problem]
    places: Mapping[Span, str]


def passages(report: Report, document: Document) -> Iterator[Passage]:
    """Yield every text that the document prints from a cell, in its order, and each once, however
    often it is printed.
    """
    owners = _owners(report)
    frames = _frames(document)
    seen: set[Span] = set()
    for paragraph in document.paragraphs:
        for _, same in groupby(
            paragraph.runs, key=lambda run: id(run.origin.text) if run.origin else None
        ):
            runs = tuple(same)
            if (
                runs[0].origin is None
                or runs[0].origin.text.span in seen
                or runs[0].origin.text.imported
            ):
                continue
            seen.add(runs[0].origin.text.span)
            cell, role = runs[0].origin.text, runs[0].origin.role
            yield _passage(runs, cell, role, owners, frames.get(cell.span, BARE))


def _frames(document: Document) -> dict[Span, Frame]:
    """Return what is printed around the texts of cells, where anything is."""
    frames: dict[Span, Frame] = {}
    for paragraph in document.paragraphs:
        opened = 0
        for run, following in zip_longest(paragraph.runs, paragraph.runs[1:]):
            if run.kind is RunKind.FRAME:
                opened += run.text.count("“") - run.text.count("”")
            elif run.origin is not None:
                ends = following is not None and following.kind is RunKind.FRAME
                if opened > 0 or ends:
                    known = frames.get(run.origin.text.span, BARE)
                    after = known.after | {following.text} if ends else known.after
                    frames[run.origin.text.span] = Frame(known.quoted or opened > 0, after)
    return frames


def _owners(report: Report) -> _PassageOwners:
    """Collect, once for the whole notice, what tells whose a printed text is."""
    measures = {
        measure.id: (measure, problem)
        for problem in report.problems()
        for measure in problem.measures
    }
    problems = {f"问题{problem.number}": problem for problem in report.problems()}
    headings: dict[Span, Problem] = {}
    for aspect in report.aspects:
        for category in aspect.categories:
            for title in (aspect.title, category.title):
                headings.setdefault(title.span, category.problems[0])
    places = {
        text.span: row.place.value
        for row in report.register.chapters
        for text in (row.heading, row.text)
    }
    return _PassageOwners(measures, problems, headings, places)


def _passage(
    runs: tuple[Run, ...], cell: Text, role: Role, owners: _PassageOwners, frame: Frame
) -> Passage:
    """Put the runs of one cell together again, each character with its place in the cell, under the
    measure, problem or place that it belongs to.
    """
    written, segments, position = [], [], 0
    for run in runs:
        assert run.origin is not None
        start, end = run.origin.start, run.origin.end
        # What is missing is quoted as it stands in the cell: 【待补:…】 is nobody's wording.
        shown = cell.value[start:end] if run.kind is RunKind.HOLE else run.text
        written.append(shown)
        filled = run.kind is not RunKind.FIELD
        segments.append(Segment(position, position + len(shown), start, end - start, filled))
        position += len(shown)
    measure, problem = owners.measures.get(runs[0].subject or "", (None, None))
    if problem is None:
        problem = owners.problems.get(runs[0].subject or "") or owners.headings.get(cell.span)
    # A group's lead-in has its first measure as its run's subject.
    if role is Role.LEAD_IN or measure is None:
        subject = f"问题{problem.number}" if problem else owners.places.get(cell.span, role.value)
        measure = None
    else:
        subject = measure.id
    return Passage("".join(written), role, subject, cell, tuple(segments), measure, problem, frame)
