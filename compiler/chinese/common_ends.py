"""How two texts, or two rows of words, begin and end alike."""

from __future__ import annotations

from collections.abc import Sequence


def common_ends(left: Sequence[str], right: Sequence[str]) -> tuple[int, int]:
    """Return how many items both begin with alike, and how many of the rest both end with alike."""
    shorter = min(len(left), len(right))
    head = next((n for n in range(shorter) if left[n] != right[n]), shorter)
    rest = shorter - head
    tail = next((n for n in range(rest) if left[-1 - n] != right[-1 - n]), rest)
    return head, tail
