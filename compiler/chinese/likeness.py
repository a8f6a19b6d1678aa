"""The nearest known name to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known name most like ``name``, or ``None`` if none is close.

    ``cutoff`` is how alike they must be, from 0 to 1. It is a guess to be shown, never acted on:
    by judgement about half, less where only a few are known, more where all resemble each other.
    """
    best, score = None, cutoff
    for candidate in known:
        likeness = SequenceMatcher(None, name, candidate, autojunk=False).ratio()
        if name and (name in candidate or candidate in name):
            # A part of the name is what people type for it: it counts for more than letters that
            # happen to agree, and the more of it the more.
            likeness = max(
                likeness,
                0.6 + 0.3 * min(len(name), len(candidate)) / max(len(name), len(candidate)),
            )
        if likeness > score:
            best, score = candidate, likeness
    return best


def likeness(left: str, right: str) -> float:
    """Return the share of character pairs two texts have in common, 0 to 1."""
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in (left, right)]
    smaller = min(len(pairs[0]), len(pairs[1]))
    return len(pairs[0] & pairs[1]) / smaller if smaller else 0.0
