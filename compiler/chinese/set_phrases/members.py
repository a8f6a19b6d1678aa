"""Counted phrases: the number they are said with, and the members that are listed beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

import attrs

from compiler.chinese.set_phrases.phrases import SetPhrase
from compiler.chinese.table_patterns import pattern_of_a_table

NUMERAL = "〇零一二两三四五六七八九十"
SENTENCE = re.compile(r"[^。!?！？\n]+")
OPEN = re.compile(r"等|……|之一|特别|尤其|其中|重点|突出|方面")
"""Beside such words a list need not be whole."""
BESIDE = re.compile(r"[”’」]?[(（]([^()（）]{2,120})[)）]")
MARKS = "“”‘’《》 "
ENDS, FARTHEST = "。;；\n", 160
"""A list belongs to a phrase of its own sentence part, and of so many characters around it."""
LEAST = 3
"""So many members of a phrase must be listed for their order to be looked at: two may be named in
the order of what is said of them."""


@attrs.frozen
class WrongNumber:
    """A counted phrase with a number that it is not said with."""

    start: int
    end: int
    right: str


@attrs.frozen
class WrongMembers:
    """A list beside a counted phrase that is not what the phrase stands for: members it lacks,
    items that are none.
    """

    start: int
    end: int
    phrase: SetPhrase
    lacking: tuple[str, ...]
    foreign: tuple[str, ...]


@attrs.frozen
class Exchanged:
    """Two neighbours of one list in another order than the one laid down."""

    start: int
    end: int
    first: str
    second: str


class CountedPhrases:
    """Phrases that no other number of the same exists of."""

    def __init__(self, phrases: Iterable[SetPhrase]) -> None:
        """Take those of ``phrases`` that are marked so."""
        phrases = tuple(phrases)
        self._known = {phrase.text for phrase in phrases}
        self._right = {p.text[1:]: p.text for p in phrases if p.only and p.text[0] in NUMERAL}
        rests = "|".join(map(re.escape, sorted(self._right, key=len, reverse=True)))
        self._pattern = re.compile(
            rf"(?<![\d{NUMERAL}第])(?<![{NUMERAL}]、)([\d{NUMERAL}])({rests})"
        )

    def wrong_numbers(self, text: str) -> Iterator[WrongNumber]:
        """Yield phrases with a number that they are not said with: “三个意识”, 三个意识. Short ones,
        and those with 一, are ordinary words unless they stand in quotation marks (五风, 一个全面).
        """
        for match in self._pattern.finditer(text):
            start, end = match.span()
            quoted = text[start - 1 : start] == "“" and text[end : end + 1] == "”"
            plain = (
                len(match[2]) > 2 and match[1] != "一" and text[end : end + 1] not in ("的", "地")
            )
            if match.group() not in self._known and (quoted or plain):
                yield WrongNumber(start, end, self._right[match[2]])


def wrong_members(text: str, phrases: Iterable[SetPhrase]) -> Iterator[WrongMembers]:
    """Yield the lists in brackets behind a counted phrase, or in the same sentence before it, that
    do not name all its members, or others.
    """
    for phrase in phrases:
        at = text.find(phrase.text) if phrase.members else -1
        while at >= 0:
            end = at + len(phrase.text)
            found = _listed_beside(text, phrase, at, end)
            if found:
                yield found
            at = text.find(phrase.text, end)


def _listed_beside(text: str, phrase: SetPhrase, at: int, end: int) -> WrongMembers | None:
    match = BESIDE.match(text, end)
    if match:
        return _compared(match[1], match.start(1), phrase, len(phrase.members) // 2)
    before, behind = max(0, at - FARTHEST), min(len(text), end + FARTHEST)
    start = max(before, *(text.rfind(mark, before, at) + 1 for mark in ENDS))
    stop = min(behind, *(i for mark in ENDS if (i := text.find(mark, end, behind)) >= 0), behind)
    least = max(LEAST - 1, len(phrase.members) - 1)
    for low, high in ((start, at), (end, stop)):
        run = _run(text[low:high], phrase)
        if run:
            first, last = low + run[0], low + run[1]
            beside = text[max(start, first - 4) : first] + text[last : last + 2]
            if not OPEN.search(beside):
                return _compared(text[first:last], first, phrase, least)
    return None


def _run(text: str, phrase: SetPhrase) -> tuple[int, int] | None:
    """Return the range of a list from the first of a phrase's members in ``text`` to the last, if
    nothing else parts them than other items.
    """
    places = [
        (text.find(word), text.find(word) + len(word))
        for member in phrase.members
        for word in member
        if word in text
    ]
    if not places:
        return None
    first, last = min(p[0] for p in places), max(p[1] for p in places)
    return None if re.search("[，,：:]", text[first:last]) else (first, last)


def _items(listed: str) -> list[str]:
    """Return the items of a list, the last of which may be joined by 和, 与, 及 or 以及."""
    parts = [part.strip(MARKS) for part in listed.split("、")]
    last = re.split("以及|和|与|及", parts[-1], maxsplit=1)
    return [part.strip(MARKS) for part in (*parts[:-1], *last) if part.strip(MARKS)]


def _rank(item: str, phrase: SetPhrase) -> int | None:
    """Return which member an item is: its words, or those without what all members end with
    (政治、大局、核心、看齐).
    """
    shared = _shared_end([member[0] for member in phrase.members])
    for rank, member in enumerate(phrase.members):
        if item in member or (shared and item + shared in member):
            return rank
    return None


def _shared_end(words: list[str]) -> str:
    shortest = min(words, key=len)
    for size in range(len(shortest) - 1, 0, -1):
        if all(word.endswith(shortest[-size:]) for word in words):
            return shortest[-size:]
    return ""


def _compared(listed: str, start: int, phrase: SetPhrase, least: int) -> WrongMembers | None:
    """Compare a list with a phrase's members; ``None`` if fewer than ``least`` of them are there, or
    the list is left open.
    """
    items = _items(listed)
    ranks = [_rank(item, phrase) for item in items]
    known = {rank for rank in ranks if rank is not None}
    others = "、".join(item for item, rank in zip(items, ranks, strict=True) if rank is None)
    if len(known) < max(1, least) or OPEN.search(others):  # 平等 leaves no list open
        return None
    lacking = tuple(m[0] for rank, m in enumerate(phrase.members) if rank not in known)
    foreign = tuple(item for item, rank in zip(items, ranks, strict=True) if rank is None)
    if not lacking and not foreign:
        return None
    return WrongMembers(start, start + len(listed), phrase, lacking, foreign)


def names_enough(text: str, phrase: SetPhrase) -> bool:
    """Tell whether a text has nearly all members of a phrase, in whatever order."""
    least = max(LEAST, len(phrase.members) - 1)
    return sum(any(map(text.__contains__, member)) for member in phrase.members) >= least


def exchanged(text: str, phrases: Iterable[SetPhrase]) -> Iterator[Exchanged]:
    """Yield neighbours of a list that are members of one phrase, nearly all of which the list
    names, in another order.
    """
    for phrase in phrases:
        if not phrase.ordered or not names_enough(text, phrase):
            continue
        words = {word: rank for rank, member in enumerate(phrase.members) for word in member}
        found = sorted(
            (m.start(), m.end(), words[m.group()])
            for word in words
            for m in re.finditer(re.escape(word), text)
        )
        for (start, middle, former), (behind, end, latter) in pairwise(found):
            between = text[middle:behind].strip(MARKS)
            if former > latter and between in ("、", "和", "与", "及", "以及"):
                yield Exchanged(start, end, phrase.members[latter][0], phrase.members[former][0])


def misplaced(text: str, order: tuple[str, ...]) -> Iterator[Exchanged]:
    """Yield, within a sentence, phrases in quotation marks of one group that stand in another order
    than ``order``.
    """
    if "“" not in text:
        return
    words = pattern_of_a_table("“(" + "|".join(map(re.escape, order)) + ")”")
    for sentence in SENTENCE.finditer(text):
        for former, latter in pairwise(words.finditer(sentence.group())):
            if order.index(former[1]) > order.index(latter[1]):
                yield Exchanged(
                    sentence.start() + former.start(),
                    sentence.start() + latter.end(),
                    latter[1],
                    former[1],
                )
