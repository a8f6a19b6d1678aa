"""Claims by the grammar of figures: passages that are read in one go, and the statements of their tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compiler.checks.passages import Passage
from compiler.chinese.figures.constructions import stated
from compiler.chinese.figures.statements import Judged
from compiler.chinese.figures.tree import read
from compiler.model.computed import Claim
from compiler.span import Span


def told(passages: Sequence[Passage]) -> Iterator[Claim]:
    """Yield what the passages of a problem, or one of a chapter, state."""
    tree = read("\n".join(passage.text for passage in passages))
    for judged in stated(tree):
        yield as_claim(judged, passages)


def as_claim(judged: Judged, passages: Sequence[Passage]) -> Claim:
    """Return a judged statement with the places of its operands."""
    reading, statement = judged.reading, judged.statement
    return Claim(
        statement.kind,
        reading.formula,
        judged.answer,
        reading.difference,
        tuple(_span(passages, start, end) for start, end in reading.places),
        statement.certainty,
        statement.binding,
    )


def _span(passages: Sequence[Passage], start: int, end: int) -> Span:
    """Return the place of a range of the joined texts."""
    for passage in passages:
        if start <= len(passage.text):
            return passage.span(start, end)
        start, end = start - len(passage.text) - 1, end - len(passage.text) - 1
    raise AssertionError("a place beyond the passages")
