"""Characters that look mistyped: told as hints, and only where nobody vouches for the word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.chinese.spelling.suspects import SURE, Suspect, suspects
from compiler.chinese.spelling.tables import expected, forget
from compiler.diagnostics import Diagnostic, complain
from compiler.model.report import Report

CHINESE = re.compile("[\u4e00-\u9fff]+")
SUSPECTED = "T085"
ABBREVIATED = re.compile("[\u4e00-\u9fff]{0,6}〔(?:19|20)\\d\\d〕")
"""The rest of a document's number: the characters before its year are an organ's short name."""
COUNTING = ("按", "逐", "每", "隔")
"""A word by itself stands behind these, what is counted by."""
OFTEN, FAR_OFTENER = 8, 4
"""So often at least, and so many times as often as in other texts, a notice writes what it is about."""
AROUND = 3
"""So many characters on either side make a message readable."""


def misspelt(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T085 a character or two that the neighbours do not know, where others of the same sound or shape
    make a common word there.
    """
    yield from _misspelt(printed)
    forget()


def _misspelt(printed: PrintedReport) -> Iterator[Diagnostic]:
    loose = [(p, suspect) for p in printed.passages for suspect in suspects(p.text)]
    sure = [(p, suspect) for p, suspect in loose if suspect.score >= SURE]
    if not sure:
        return
    words = _free_words(loose) | _favourites({s.written for _, s in sure}, printed.passages)
    registered = _registered(printed.report)
    for passage, suspect in sure:
        beside = _pairs(passage, suspect)
        if (
            suspect.written in words
            or not registered.isdisjoint(beside)
            or any(_used_by_two(pair, printed.passages) for pair in beside)
            or passage.filled(suspect.start, suspect.end)
            or ABBREVIATED.match(passage.text, suspect.end)
        ):
            continue
        start, end = suspect.start, suspect.end
        yield complain(
            SUSPECTED,
            passage.span(start, end),
            text=passage.text[max(0, start - AROUND) : end + AROUND],
            wrong=suspect.written,
            right=suspect.meant,
        )


def _pairs(passage: Passage, suspect: Suspect) -> set[str]:
    """Return every two characters in a row of which one is suspected."""
    beside = passage.text[max(0, suspect.start - 1) : suspect.end + 1]
    return {a + b for a, b in pairwise(beside) if CHINESE.fullmatch(a + b)}


def _free_words(loose: Iterable[tuple[Passage, Suspect]]) -> set[str]:
    """Return the characters that stand loose beside different neighbours, or once behind what one
    counts by (逐件, 按旬): words by themselves in this notice, not slips.
    """
    places: dict[str, list[set[str]]] = defaultdict(list)
    counted: set[str] = set()
    for passage, suspect in loose:
        beside = _pairs(passage, suspect)
        if all(beside.isdisjoint(others) for others in places[suspect.written]):
            places[suspect.written].append(beside)
        if passage.text[: suspect.start].endswith(COUNTING):
            counted.add(suspect.written)
    return counted | {written for written, different in places.items() if len(different) > 1}


def _favourites(characters: Iterable[str], passages: Iterable[Passage]) -> set[str]:
    """Return those characters that this notice uses far oftener than others do: it is about them,
    and shortens words to them (配套园 of a 幼儿园, 原院区 of a 卫生院).
    """
    text = "".join(passage.text for passage in passages)
    return {c for c in characters if text.count(c) >= max(OFTEN, FAR_OFTENER * expected(c, text))}


def _registered(report: Report) -> set[str]:
    """Return every two characters in a row of what the register and the forms declare as names and
    words: they are as they are meant to be.
    """
    register = report.register
    names = [name for unit in register.units for name in (unit.name.value, *unit.aliases)]
    names += [text for one in register.persons for text in (one.name.value, one.post.value)]
    names += [text for one in register.words for text in (one.wrong.value, one.right.value)]
    information = register.information
    names += [information.organ.value, information.contact_address.value]
    for measure in report.measures():
        names += [measure.plan.lead_unit.value, measure.plan.leader.value]
        names += [unit.value for unit in measure.plan.supporting_units]
        names += [one.title.value for one in measure.institutions]
        names += [one.name.value for one in measure.figures]
    return {a + b for name in names for a, b in pairwise(name)}


def _used_by_two(pair: str, passages: Iterable[Passage]) -> bool:
    """Tell whether two writers use it: no slip is made twice."""
    return len({_writer(passage) for passage in passages if pair in passage.text}) > 1


def _writer(passage: Passage) -> str:
    """Return who wrote a passage: the lead unit of its measure, or else what it is about."""
    if passage.measure is None or passage.measure.plan.lead_unit.imported:
        return passage.subject
    return passage.measure.plan.lead_unit.value or passage.subject
