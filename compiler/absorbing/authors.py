"""Whose a change is, as far as it was tracked; what several people changed side by side is told apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from compiler.absorbing.hunks import Hunk
from compiler.absorbing.lines import Tracked
from compiler.chinese.common_ends import common_ends
from compiler.chinese.same_words import plainly
from compiler.wordfile.edited_copy import Author

NEAR = 2
"""A change and the tracked one that it is may be told to stand so many characters apart: blanks, and
words that are said twice."""


def authors_of(hunk: Hunk, before: str, tracked: Sequence[Tracked]) -> tuple[Author, ...]:
    """Return who made a change: whose insertions it holds, whose deletions it is."""
    inserted = [
        one.author
        for one in tracked
        if not one.deleted and one.start < hunk.new_end and hunk.new_start < one.end
    ]
    if hunk.start == hunk.end:
        return tuple(dict.fromkeys(inserted))
    words = plainly(before[hunk.start : hunk.end])
    near = [
        one
        for one in tracked
        if one.deleted and hunk.new_start - NEAR <= one.start <= hunk.new_end + NEAR
    ]
    sure = [one for one in near if (own := plainly(one.deleted)) and (own in words or words in own)]
    deleted = [one.author for one in sure or near]
    return tuple(dict.fromkeys([*inserted, *deleted]))


def by_author(hunk: Hunk, before: str, after: str, tracked: Sequence[Tracked]) -> Sequence[Hunk]:
    """Return a change as the changes that several people made of it side by side, if what was
    tracked tells just how.
    """
    over = [
        number
        for number, one in enumerate(tracked)
        if one.start <= hunk.new_end and hunk.new_start <= one.end
    ]
    if not over:
        return (hunk,)
    first, last = over[0], over[-1] + 1
    while first and tracked[first - 1].end == tracked[first].start:
        first -= 1
    while last < len(tracked) and tracked[last].start == tracked[last - 1].end:
        last += 1
    own = tracked[first:last]
    if len({one.author for one in own}) < 2:
        return (hunk,)
    # People replace whole words, of which the change is only what differs.
    head = max(hunk.new_start - own[0].start, 0)
    tail = max(max(one.end for one in own) - hunk.new_end, 0)
    start, end = hunk.start - head, hunk.end + tail
    gone = "".join(one.deleted for one in own)
    came = "".join(after[one.start : one.end] for one in own)
    if start < 0 or gone != before[start:end]:
        return (hunk,)
    if came != after[hunk.new_start - head : hunk.new_end + tail]:
        return (hunk,)
    parts: list[Hunk] = []
    new_start = hunk.new_start - head
    for _, group in groupby(own, key=lambda one: one.author):
        items = list(group)
        old = "".join(one.deleted for one in items)
        new = "".join(after[one.start : one.end] for one in items)
        parts.append(_trimmed(start, old, new_start, new))
        start, new_start = start + len(old), new_start + len(new)
    return [part for part in parts if part.start < part.end or part.text]


def _trimmed(start: int, old: str, new_start: int, new: str) -> Hunk:
    """Return a replacement without what both texts begin and end with."""
    head, tail = common_ends(old, new)
    return Hunk(
        start + head,
        start + len(old) - tail,
        new[head : len(new) - tail],
        new_start + head,
        new_start + len(new) - tail,
    )
