"""How complete the measures of a problem are, as far as a notice tells."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from compiler.diagnostics import Diagnostic, complain
from compiler.importer.drafts import Draft, DraftProblem
from compiler.notice.kind import Kind
from compiler.span import Span
from compiler.vocab import Status


def problem_status(problem: DraftProblem, kind: Kind) -> Status:
    """Return the status that a problem is taken to have: the one printed, one of those of the part
    it stands in, else the one that no part is kept to, else the most complete.
    """
    names = [problem.status, *problem.statuses, *_left_over(kind)]
    by_name = {status.name: status for status in kind.statuses}
    return next((by_name[name] for name in names if name in by_name), _most_complete(kind))


def measure_statuses(problem: DraftProblem, pending: Collection[int], kind: Kind) -> list[Status]:
    """Return the status of each measure of a problem; those ``pending``, by their position, have a
    follow-up.
    """
    whole = problem_status(problem, kind)
    still_open = [status for status in kind.statuses if not status.complete]
    waiting = whole if not whole.complete else max(still_open, key=_rank, default=whole)
    rest = whole if whole.complete else _most_complete(kind)
    by_name = {status.name: status for status in kind.statuses}
    own = [by_name.get(measure.values.get("status", "")) for measure in problem.measures]
    return [
        (status if status and not status.complete else waiting)
        if number in pending
        else (status or rest)
        for number, status in enumerate(own)
    ]


def undecided_statuses(draft: Draft, kind: Kind, file: str) -> Iterator[Diagnostic]:
    """S175 where the notice does not tell how complete problems are, once for each status taken."""
    taken: dict[str, list[DraftProblem]] = {}
    for problem in draft.problems:
        if not _told(problem, kind):
            taken.setdefault(problem_status(problem, kind).name, []).append(problem)
    for name, problems in taken.items():
        place = Span(file, line=problems[0].paragraph.number)
        yield complain("S175", place, count=len(problems), status=name)


def _told(problem: DraftProblem, kind: Kind) -> bool:
    """Tell whether the notice leaves no choice of a problem's status."""
    if problem.status or len(problem.statuses) == 1 or len(kind.statuses) == 1:
        return True
    measures = problem.measures
    if measures and all("status" in measure.values for measure in measures):
        return True
    return not problem.statuses and len(_left_over(kind)) == 1


def _left_over(kind: Kind) -> Sequence[str]:
    """Return the statuses that no part of the outline is kept to, if some are."""
    kept = {status for line in kind.outline.walk() for status in line.statuses}
    return [status.name for status in kind.statuses if status.name not in kept] if kept else []


def _most_complete(kind: Kind) -> Status:
    return max(kind.statuses, key=lambda status: (status.complete, status.rank))


def _rank(status: Status) -> int:
    return status.rank
