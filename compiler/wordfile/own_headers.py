"""The lines that a compile puts on top of the pages of a draft and of a review copy, written and
known again.
"""

from __future__ import annotations

import re

DRAFT_MARK = "草稿"
DRAFT_HEADER = f"{DRAFT_MARK}\u3000未经审签，不得公布"
REVIEW_MARK = "审核稿"
NUMBER_LABEL = "编译号"
INTERNAL = "供内部审核，不得公布"
GAP = "\u3000"
COMPILE = re.compile(rf"{NUMBER_LABEL}\s*[:：]?\s*([0-9a-f]{{8}})")
REVIEW = re.compile(
    rf"{REVIEW_MARK}\s*(?:(?:数据截至)?[0-9]+年[0-9]+月[0-9]+日\s*)?{COMPILE.pattern}\s*{INTERNAL}"
)


def review_line(round_: str, number: str) -> str:
    """Return the line of a review copy: what it is, of which round if that is known, from which
    compile, and that it stays inside.
    """
    return GAP.join(filter(None, (REVIEW_MARK, round_, f"{NUMBER_LABEL} {number}", INTERNAL)))


def is_own(line: str) -> bool:
    """Tell whether a line on top of a page is one of these, as it was written."""
    return line == DRAFT_HEADER or REVIEW.fullmatch(line) is not None


def compile_number(line: str) -> str | None:
    """Return the number of the compile that a line names, ``None`` if it names none."""
    match = COMPILE.search(line)
    return match.group(1) if match is not None else None
