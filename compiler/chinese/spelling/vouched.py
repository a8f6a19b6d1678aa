"""Suspects, and what vouches for them whatever their neighbours say: a name, a pattern, a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

NAME_BEFORE = re.compile(r"(?:[长任记员·][^，。、；：]{0,2}|\d)$")
"""科长, 主任, 书记, 调研员: a name follows; 2栋: a number's word does."""
NAME_AFTER = re.compile(
    "[^，。、；：]{0,2}(?:[村镇乡岭街巷·]|社区|片区|支部|中队|分中心|小学|中学|大桥|公园)"
)
COINED = re.compile("[“‘][^“”‘’]{1,8}[”’]")
"""A short word in quotation marks: coined, and unknown to any dictionary."""


@attrs.frozen
class Suspect:
    """One or two characters at ``start`` of a text, what is ``meant`` in their place, and what speaks
    for that.
    """

    start: int
    written: str
    meant: str
    score: float

    @property
    def end(self) -> int:
        """The place after the last character."""
        return self.start + len(self.written)


def kept(text: str, found: Iterable[Suspect]) -> tuple[Suspect, ...]:
    """Return those suspects that no name, pattern or quotation vouches for, of two at one place the
    surer.
    """
    coined = [match.span() for match in COINED.finditer(text)]
    inside = {place for start, end in coined for place in range(start + 1, end)}
    taken: set[int] = set()
    kept: list[Suspect] = []
    for suspect in sorted(found, key=lambda suspect: -suspect.score):
        places = range(suspect.start, suspect.end)
        if (
            taken.isdisjoint(places)
            and suspect.start not in inside
            and not _in_name(text, suspect)
            and not _patterned(text, suspect)
        ):
            kept.append(suspect)
            taken.update(places)
    return tuple(sorted(kept, key=lambda suspect: suspect.start))


def _patterned(text: str, suspect: Suspect) -> bool:
    """Tell whether a character comes again after one other: 释纪释法, 走深走实 are formed at will."""
    near = text[max(0, suspect.start - 2) : suspect.start] + text[suspect.end : suspect.end + 2]
    return any(character in near for character in suspect.written)


def _in_name(text: str, suspect: Suspect) -> bool:
    """Tell whether a person's name or a place's may stand there."""
    return bool(
        NAME_BEFORE.search(text, max(0, suspect.start - 3), suspect.start)
        or NAME_AFTER.match(text, suspect.end)
    )
