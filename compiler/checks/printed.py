"""The published texts of the report at hand, collected once for all checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from compiler.checks.passages import Passage, passages
from compiler.diagnostics import Diagnostic, complain
from compiler.model.report import Report

_LATEST: list[tuple[Report, tuple[Passage, ...]]] = []


def published(report: Report) -> tuple[Passage, ...]:
    """Return the passages of ``report``; those of the report asked for last are kept."""
    if not _LATEST or _LATEST[0][0] is not report:
        _LATEST[:] = [(report, tuple(passages(report)))]
    return _LATEST[0][1]


def excerpt(passage: Passage, start: int, end: int, around: int = 0) -> str:
    """Return a range of a passage, short enough for a message, with a few characters on either side."""
    text = passage.text[max(0, start - around) : end + around]
    return text if len(text) <= 24 else text[:11] + "……" + text[-11:]


def each(report: Report, code: str, find: Callable[[str], Iterable[tuple[int, int]]], around: int = 0) -> Iterator[Diagnostic]:
    """Complain of every range that ``find`` returns for a passage, with its text as the argument ``text``."""
    for passage in published(report):
        for start, end in find(passage.text):
            yield complain(code, passage.span(start, end), text=excerpt(passage, start, end, around))


Place = tuple[Passage, int, int]


def together(code: str, places: list[Place], *others: Place, **arguments: object) -> Diagnostic:
    """Return one diagnostic over all ``places`` to mend, followed by the ``others`` they differ from."""
    spans = [passage.span(start, end) for passage, start, end in (*places, *others)]
    return complain(code, *dict.fromkeys(spans), **arguments)
