"""References of a notice to its own problems: their numbers and titles against the problems drawn.

A project keeps neither: the compiler writes both anew. What the notice said otherwise is told here or
nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from compiler.chinese.references import bare_title
from compiler.diagnostics import Diagnostic, complain
from compiler.importer.drafts import Draft, DraftProblem
from compiler.span import Span


def contradictions(draft: Draft, file: str) -> Iterator[Diagnostic]:
    """C030 a number that no problem bears, C031 a title that is not that of the number's problem."""
    for referral in draft.referrals:
        start = referral.paragraph.offset + referral.start
        end = start + max(1, len(referral.title))
        place = Span(file, line=referral.paragraph.number, start=start, end=end)
        meant = _numbered(draft, referral.number, referral.problem)
        if meant is None:
            yield complain("C030", place, number=referral.number, count=len(draft.problems))
            continue
        title = meant.values.get("title", "")
        if referral.title and bare_title(referral.title) != bare_title(title):
            number = referral.number if referral.number is not None else meant.position
            yield complain("C031", place, shown=referral.title, number=number, title=title)


def _numbered(draft: Draft, number: int | None, taken: DraftProblem) -> DraftProblem | None:
    """Return the problem that bears a number in the notice; the one it was ``taken`` for if that
    does, or if there is no number.
    """
    if (
        number is None
        or taken.printed == number
        or (taken.printed is None and taken.position == number)
    ):
        return taken
    return next((problem for problem in draft.problems if problem.printed == number), None)
