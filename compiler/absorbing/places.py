"""How a list calls the place of an edit and its author, and how much of a text it shows."""

from __future__ import annotations

import re

from compiler.absorbing.base import Base
from compiler.chinese.marks import sentences
from compiler.notice.kind import BODY_STYLE
from compiler.wordfile.edited_copy import Author

MOST = 240
"""Characters that a list shows of a text about a change: two long sentences."""

HEAD = 40
"""Characters of a heading that tell it from others."""

UNTRACKED = "（没有留痕）"
"""Who made an edit that was not tracked."""

STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})")


def context(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of the sentences that characters ``start`` to ``end`` stand in, not much
    more than :data:`MOST` characters of them.
    """
    around = [
        (first, last)
        for first, last in sentences(text)
        if first < max(end, start + 1) and start < last
    ] or [(max(start - 1, 0), min(end + 1, len(text)))]
    first, last = around[0][0], around[-1][1]
    if start == end == len(text) and text:
        first, last = sentences(text)[-1]
    spare = max(MOST - (end - start), 0) // 2
    return max(first, start - spare), min(last, end + spare)


def subject_of(base: Base, paragraph: int, start: int) -> str:
    """Return whose words stand in a place of the notice: a measure's or a problem's, or nobody's."""
    runs = base.paragraphs[paragraph].runs
    at = [run.run.subject for run in runs if run.start <= start <= run.end and run.run.subject]
    return at[-1] if at else ""


def place_of(base: Base, paragraph: int, start: int) -> str:
    """Return where something stands in the notice: the heading above it, whose it is, and the
    number of its paragraph.
    """
    own = base.paragraphs[paragraph]
    heading = next(
        (
            above.text
            for above in reversed(base.paragraphs[: paragraph + 1])
            if above.style != BODY_STYLE and above.text
        ),
        "",
    )
    shown = heading if len(heading) <= HEAD else heading[:HEAD] + "…"
    subject = subject_of(base, paragraph, start)
    return "\n".join(filter(None, [shown, subject, f"通报第 {own.number} 段"]))


def shown_author(author: Author) -> str:
    """Return a name, whatever a program wrote where it has none."""
    return author.name.strip() or "（没有署名）"


def shown_when(author: Author) -> str:
    """Return a time as it is read; what is none stays as it is."""
    match = STAMP.match(author.when)
    return f"{match.group(1)} {match.group(2)}" if match else author.when
