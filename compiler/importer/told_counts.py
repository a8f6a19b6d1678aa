"""What a notice counts, held against the statuses that its import had to assume."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from compiler.checks.completion_rates import rates
from compiler.checks.passages import passages
from compiler.checks.printed import PrintedReport
from compiler.checks.report_counts import counts_in_prose
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Document
from compiler.model.report import Report
from compiler.span import Span
from compiler.vocab import Status
from compiler.wordfile.taking import NoticeLine

CLAUSE_ENDS = "，,。；;、：:"
RATE = "完成率"
Said = tuple[int, int, int, str]
"""The number of a line, where the number in it begins and ends, and the clause it stands in."""


def miscounted(report: Report, document: Document, statuses: Iterable[Status]) -> list[Diagnostic]:
    """Return C032 and C035 for what the office's prose in a ``document`` counts of problems and
    measures of some status, where the report has others.
    """
    printed = PrintedReport(report, document, tuple(passages(report, document)), ())
    names = [status.name for status in statuses]
    return [
        found
        for found in (*counts_in_prose(printed), *rates(printed))
        if found.arguments["name"] == RATE
        or any(name in str(found.arguments["name"]) for name in names)
    ]


def assumed_wrongly(
    told: Iterable[Diagnostic],
    counted: Iterable[Diagnostic],
    document: Document,
    lines: Sequence[NoticeLine],
    file: str,
) -> list[Diagnostic]:
    """Return S201 at the first number of the notice that contradicts the statuses assumed (S175),
    of those that are ``counted`` otherwise in what it compiles back to.
    """
    if all(one.code != "S175" for one in told):
        return []
    said = [place for one in counted for place in _said(one, document, lines)]
    if not said:
        return []
    number, start, end, words = said[0]
    others = "".join(f"“{other}”" for *_, other in said[1:])
    also = f"，{others}也不是" if others else ""
    place = Span(file, line=number, start=start, end=end)
    return [complain("S201", place, said=words, others=also)]


def _said(found: Diagnostic, document: Document, lines: Sequence[NoticeLine]) -> Iterator[Said]:
    """Yield where a number of an imported cell stands in the notice."""
    span = found.spans[0]
    for paragraph in document.paragraphs:
        offset = 0
        for run in paragraph.runs:
            if run.sources[0].whole_cell == span.whole_cell:
                start, end = offset + (span.start or 0), offset + (span.end or 0)
                line = next((one for one in lines if one.text == paragraph.text), None)
                if line is not None and end <= len(line.text):
                    yield line.number, start, end, _clause(line.text, start, end)
                return
            offset += len(run.text)


def _clause(text: str, start: int, end: int) -> str:
    """Return a number with the words of its clause before it, and its counter behind it."""
    first = max(text.rfind(mark, 0, start) for mark in CLAUSE_ENDS) + 1
    return text[first : end + 1].rstrip(CLAUSE_ENDS)
