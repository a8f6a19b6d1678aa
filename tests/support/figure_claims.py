"""What the grammar of figures tells of a sentence."""

from __future__ import annotations

from compiler.chinese.figures.constructions import judged
from compiler.chinese.figures.statements import Answer, Certainty


def wrong(text: str) -> list[str]:
    """Return what is told of a text as wrong or perhaps wrong."""
    return [
        one.reading.formula
        for one in judged(text)
        if one.answer is Answer.FALSE and one.statement.certainty is not Certainty.POSSIBLE
    ]
