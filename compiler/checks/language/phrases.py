"""Wordings that are laid down: set phrases, titles in force, forms of a document's number, kinds of
sanction.
"""

from __future__ import annotations

from collections.abc import Iterator

from compiler.checks.language.narrative import narrative
from compiler.checks.language.wording import listed_words
from compiler.checks.language.wordlist import FIXED, find_words, split_members
from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.chinese.document_numbers import misshapen_numbers
from compiler.chinese.set_phrases.law_titles import title_in_force
from compiler.chinese.set_phrases.members import (
    CountedPhrases,
    exchanged,
    misplaced,
    names_enough,
    wrong_members,
)
from compiler.chinese.set_phrases.near import PhraseIndex
from compiler.chinese.set_phrases.phrases import SetPhrase, default_phrases, orders, read_phrase
from compiler.chinese.set_phrases.sanction_names import no_sanctions
from compiler.chinese.titles import TITLE
from compiler.diagnostics import Diagnostic, complain
from compiler.model.report import Report
from compiler.recall import recalled

Found = tuple[Passage, int, int, str]


@recalled(2)
def _index(own: tuple[SetPhrase, ...]) -> PhraseIndex:
    return PhraseIndex((*default_phrases(), *own))


@recalled(2)
def _counted(own: tuple[SetPhrase, ...]) -> CountedPhrases:
    return CountedPhrases((*default_phrases(), *own))


def own_phrases(report: Report) -> tuple[SetPhrase, ...]:
    """Return the set phrases of the office: what 用语 calls right on the level 固定提法, members
    behind a colon.
    """
    return tuple(
        read_phrase(*split_members(word.right.value))
        for word in report.register.words
        if word.right and not word.right.imported and word.level.value == FIXED
    )


def near_phrases(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T080 a set phrase, an idiom or a body's name with a character wrong, missing, doubled or two
    changed about, or a counted one with another number.
    """
    own = own_phrases(printed.report)
    numbers, index = _counted(own), _index(own)
    found: list[Found] = []
    units: dict[str, set[str]] = {}
    for passage in printed.passages:
        counted = list(numbers.wrong_numbers(passage.text))
        taken = set[int]().union(*(range(number.start, number.end) for number in counted))
        places = [(number.start, number.end, number.right) for number in counted]
        places += [
            (variant.start, variant.end, variant.right)
            for variant in index.variants(passage.text)
            if taken.isdisjoint(range(variant.start, variant.end))
        ]
        for start, end, right in places:
            found.append((passage, start, end, right))
            if passage.measure:
                unit = passage.measure.plan.lead_unit.value
                units.setdefault(passage.text[start:end], set()).add(unit)
    names = _registered(printed.report) if found else frozenset()
    words = listed_words(printed.report) if found else []
    told = {
        passage: set[int]().union(
            *(range(start, end) for start, end, _ in find_words(passage.text, words))
        )
        for passage in dict.fromkeys(passage for passage, *_ in found)
    }
    for passage, start, end, right in found:
        if not told[passage].isdisjoint(range(start, end)):
            continue  # T050 to T052 say it
        wrong = passage.text[start:end]
        # What two units write is a wording of the place, and no slip.
        if len(units.get(wrong, ())) < 2 and not _in_a_name(passage.text, start, end, names):
            yield complain("T080", passage.span(start, end), wrong=wrong, right=right)


def _registered(report: Report) -> frozenset[str]:
    """Return the names that the register and the forms declare, and the words of 用语."""
    names = {alias for unit in report.register.units for alias in unit.aliases}
    texts = [
        *(unit.name for unit in report.register.units),
        *(word.right for word in report.register.words),
        *(word.wrong for word in report.register.words),
        *(person.name for person in report.register.persons),
        *(row.title for measure in report.measures() for row in measure.institutions),
        *(row.name for measure in report.measures() for row in measure.figures),
    ]
    names |= {text.value.strip("《》") for text in texts if text and not text.imported}
    return frozenset(name for name in names if len(name) > 1)


def _in_a_name(text: str, start: int, end: int, names: frozenset[str]) -> bool:
    """Tell whether a range overlaps a registered name that is it, holds it, or is a part of it."""
    longest = max(map(len, names), default=0)
    low = max(0, start - longest)
    around = text[low : end + longest]
    return _has_name(around, start - low, end - low, names)


@recalled(256)
def _has_name(around: str, start: int, end: int, names: frozenset[str]) -> bool:
    written = around[start:end]
    return any(
        around.find(name, max(0, start - len(name) + 1), end + len(name) - 1) >= 0
        for name in names
        if name in written or written in name
    )


def _with_members(report: Report) -> list[SetPhrase]:
    return [phrase for phrase in (*default_phrases(), *own_phrases(report)) if phrase.members]


def members(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T081 a counted phrase with a list that lacks members of it, or has others."""
    told = narrative(printed.passages)
    named = [p for p in _with_members(printed.report) if told.has(p.text)]
    for passage in printed.passages if named else ():
        for found in wrong_members(passage.text, named):
            faults = [f"少了“{word}”" for word in found.lacking]
            faults += [f"“{word}”不在其内" for word in found.foreign]
            yield complain(
                "T081",
                passage.span(found.start, found.end),
                phrase=found.phrase.text,
                members="、".join(member[0] for member in found.phrase.members),
                fault="，".join(faults),
            )


def order(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T055 set phrases, or the members of one, in another order than the one laid down."""
    everything = narrative(printed.passages).text
    listed = [p for p in _with_members(printed.report) if names_enough(everything, p)]
    for passage in printed.passages:
        places = [*exchanged(passage.text, listed)]
        for group in orders():
            places += misplaced(passage.text, group)
        for found in places:
            span = passage.span(found.start, found.end)
            yield complain("T055", span, first=found.first, second=found.second)


def titles(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T082 a title that is almost one of a law or Party regulation in force."""
    names = _registered(printed.report)
    for passage in printed.passages:
        for match in TITLE.finditer(passage.text) if "《" in passage.text else ():
            right = title_in_force(match[1]) if match[1] not in names else None
            if right:
                yield complain("T082", passage.span(*match.span(1)), here=match[1], right=right)


def document_numbers(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T083 a document's number in another form than 〔2024〕5号."""
    for passage in printed.passages:
        for found in misshapen_numbers(passage.text):
            written = passage.text[found.start : found.end]
            span = passage.span(found.start, found.end)
            yield complain("T083", span, text=written, right=found.right)


def sanctions(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T084 a sanction that the Party, or the state, does not have."""
    for passage in printed.having("党内", "党纪", "政务", "政纪", "留党察看"):
        for found in no_sanctions(passage.text):
            written = passage.text[found.start : found.end]
            span = passage.span(found.start, found.end)
            yield complain("T084", span, text=written, kind=found.kind, known=found.known)
