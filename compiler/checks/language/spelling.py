"""Characters that look mistyped: told as hints, and only where nobody vouches for the word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.chinese.spelling.familiar import familiar_in
from compiler.chinese.spelling.runs import Runs, runs_of
from compiler.chinese.spelling.suspects import stands_loose, suspects_in
from compiler.chinese.spelling.tables import expected, forget
from compiler.chinese.spelling.vouched import Suspect
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
    passages = printed.passages
    runs = runs_of(passage.text for passage in passages)
    texts_of: dict[str, list[int]] = defaultdict(list)
    for number, passage in enumerate(passages):
        texts_of[_writer(passage)].append(number)
    found = suspects_in(runs, familiar_in(runs, texts_of.values()))
    sure = [(p, suspect) for p, own in zip(passages, found, strict=True) for suspect in own]
    if not sure:
        return
    written = {suspect.written for _, suspect in sure}
    words = _free_words(written, passages, runs) | _favourites(written, passages)
    registered = _registered(printed.report)
    for passage, suspect in sure:
        beside = _pairs(passage, suspect)
        if (
            suspect.written in words
            or any(pair in registered for pair in beside)
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


def _free_words(characters: Iterable[str], passages: Iterable[Passage], runs: Runs) -> set[str]:
    """Return those characters that stand loose beside different neighbours, or once behind what one
    counts by (逐件, 按旬): words by themselves in this notice, not slips.
    """
    return {one for one in characters if _is_free(one, passages, runs)}


def _is_free(written: str, passages: Iterable[Passage], runs: Runs) -> bool:
    places: list[set[str]] = []
    for number, passage in enumerate(passages):
        for suspect in stands_loose(runs, number, written) if written in passage.text else ():
            if passage.text[: suspect.start].endswith(COUNTING):
                return True
            beside = _pairs(passage, suspect)
            if all(beside.isdisjoint(others) for others in places):
                places.append(beside)
    return len(places) > 1


def _favourites(characters: Iterable[str], passages: Iterable[Passage]) -> set[str]:
    """Return those characters that this notice uses far oftener than others do: it is about them,
    and shortens words to them (配套园 of a 幼儿园, 原院区 of a 卫生院).
    """
    text = "".join(passage.text for passage in passages)
    return {c for c in characters if text.count(c) >= max(OFTEN, FAR_OFTENER * expected(c, text))}


def _registered(report: Report) -> str:
    """Return what the register and the forms declare as names and words, each on a line: they are as they
    are meant to be.
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
    return "\n".join(names)


def _writer(passage: Passage) -> str:
    """Return who wrote a passage: the lead unit of its measure, or else what it is about."""
    if passage.measure is None or passage.measure.plan.lead_unit.imported:
        return passage.subject
    return passage.measure.plan.lead_unit.value or passage.subject
