"""Claims by the grammar of figures: passages that are read in one go, and the statements of their tree."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from compiler.checks.claims.cited import in_one_go, offsets
from compiler.checks.passages import Passage
from compiler.chinese.figures.constructions import stated
from compiler.chinese.figures.statements import Judged
from compiler.model.computed import Claim


def told(passages: Sequence[Passage]) -> Iterator[Claim]:
    """Yield what the passages of a problem, or one of a chapter, state."""
    starts = offsets(passages)
    for judged in stated(in_one_go(passages)):
        yield as_claim(judged, passages, starts)


def as_claim(judged: Judged, passages: Sequence[Passage], starts: Sequence[int]) -> Claim:
    """Return a judged statement with the places of its operands."""
    reading, statement = judged.reading, judged.statement
    places = []
    for start, end in reading.places:
        number = bisect_right(starts, start) - 1
        places.append(passages[number].span(start - starts[number], end - starts[number]))
    return Claim(
        statement.kind,
        reading.formula,
        judged.answer,
        reading.difference,
        tuple(places),
        statement.certainty,
        statement.binding,
    )
