"""Texts made short enough for a message: what is left out is marked."""

from __future__ import annotations


def beginning(text: str, longest: int, kept: int | None = None) -> str:
    """Return a text, or its first ``kept`` characters if it has more than ``longest``."""
    return text if len(text) <= longest else text[: longest if kept is None else kept] + "…"


def both_ends(text: str, longest: int, kept: int | None = None) -> str:
    """Return a text, or ``kept`` characters from either end if it has more than ``longest``."""
    each = longest // 2 if kept is None else kept
    return text if len(text) <= longest else f"{text[:each]}……{text[-each:]}"


def surroundings(text: str, start: int, end: int, around: int) -> tuple[str, str]:
    """Return what stands before and after a range of a text, at most ``around`` characters each."""
    first, last = max(0, start - around), end + around
    before = ("…" if first else "") + text[first:start]
    return before, text[end:last] + ("…" if last < len(text) else "")
