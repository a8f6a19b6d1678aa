"""Words: mistaken, doubled, used in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources

from compiler.checks.language.narrative import narrative
from compiler.checks.language.wordlist import (
    ADVICE,
    ERROR,
    FIXED,
    SUSPECTED,
    UNIFORM,
    MistakenWord,
    find_words,
    occurrences,
    parse_words,
    split_members,
)
from compiler.checks.passages import Passage
from compiler.checks.printed import Place, PrintedReport, each, together
from compiler.chinese.repetition import TWICE_TOTALLED, doubled_members, doubled_words
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Role
from compiler.model.report import Report
from compiler.recall import recalled

CODES = {ERROR: "T050", SUSPECTED: "T051", ADVICE: "T052"}
PROBLEM = re.compile("[”’]?(的?问题)")
"""What an outline prints behind a title that must not end in it."""
TITLE_END = re.compile(r"(?:等|的|等的)?问题\Z|等\Z")
INTRODUCED = re.compile("(?:简称|统称|又称|称为|称|名为|叫)[为作]?$")
QUOTED_LONG = re.compile(r"“([\u4e00-\u9fff]{6,12})”")
QUOTED_TERM = re.compile(r"“([\u4e00-\u9fff]{2,6})”([\u4e00-\u9fff]{2})")
ABBREVIATION = re.compile(r"[(（](?:以下|下)?简称[:：]?“([^“”]{2,20})”[)）]")
EITHER = re.compile(r"([\u4e00-\u9fff]{2})或者([\u4e00-\u9fff]{2})")


@recalled()
def default_words() -> tuple[MistakenWord, ...]:
    """Return the default list, compiler/checks/language/words.tsv."""
    return parse_words(
        resources.files("compiler.checks.language")
        .joinpath("words.tsv")
        .read_text(encoding="utf-8")
    )


def listed_words(report: Report) -> list[MistakenWord]:
    """Return the default list with the office's own words put before it."""
    own = [
        MistakenWord(
            word.wrong.value,
            split_members(word.right.value)[0] if word.level.value == FIXED else word.right.value,
            word.level.value if word.level.value in CODES else SUSPECTED,
            note=word.note.value,
        )
        for word in report.register.words
        if word.wrong and not word.wrong.imported
    ]
    taken = {entry.wrong for entry in own}
    return [
        *own,
        *(entry for entry in default_words() if entry.level in CODES and entry.wrong not in taken),
    ]


def mistaken_words(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T050 certain, T051 suspected, T052 advised: words of the default list and of the office's
    own.
    """
    told = narrative(printed.passages)
    entries = [entry for entry in listed_words(printed.report) if told.has(entry.wrong)]
    for passage in printed.passages:
        for start, end, entry in find_words(passage.text, entries):
            note = f"（{entry.note.rstrip('。')}）" if entry.note else ""
            yield complain(
                CODES[entry.level],
                passage.span(start, end),
                wrong=entry.wrong,
                right=entry.right,
                note=note,
            )


def uniform_words(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T053 a word written in two ways in one notice: reported at the one less recommended."""
    texts, told = printed.passages, narrative(printed.passages)
    for entry in default_words():
        if entry.level != UNIFORM or not told.has(entry.wrong):
            continue
        places: list[Place] = [
            (p, *at) for p in texts if entry.wrong in p.text for at in occurrences(p.text, entry)
        ]
        if not places:
            continue
        model = next(
            ((p, i, i + len(entry.right)) for p in texts if (i := p.text.find(entry.right)) >= 0),
            None,
        )
        if model:
            note = f"（{entry.note}）" if entry.note else ""
            yield together("T053", places, model, wrong=entry.wrong, right=entry.right, note=note)


def either(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T053 或者 and 或 between the same words."""
    texts = printed.passages
    longer: dict[str, list[Place]] = {}
    for passage in printed.having("或者"):
        for match in EITHER.finditer(passage.text):
            longer.setdefault(match.group(), []).append((passage, *match.span()))
    for wrong, places in longer.items():
        right = wrong[:2] + "或" + wrong[4:]
        model = next(
            ((p, i, i + len(right)) for p in texts if (i := p.text.find(right)) >= 0), None
        )
        if model:
            yield together("T053", places, model, wrong=wrong, right=right, note="")


def quotes_kept(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T056 a word that the notice prints in quotation marks here and, before the same word,
    without them there.
    """
    texts = printed.passages
    models: dict[str, Place] = {}
    for passage in printed.having("”"):
        for match in QUOTED_TERM.finditer(passage.text):
            if INTRODUCED.search(passage.text, max(0, match.start() - 4), match.start()):
                continue  # 以下简称“…”: the quotation marks belong to the introduction alone
            models.setdefault(
                match.group(1) + match.group(2), (passage, match.start(), match.end(1) + 1)
            )
    for term, model in models.items():
        places: list[Place] = [
            (p, m.start(), m.end() - 2)
            for p in texts
            if term in p.text
            for m in re.finditer(re.escape(term), p.text)
            if not _enclosed(p.text, m.start())
        ]
        if places:
            yield together("T056", places, model, text=term[:-2])
    yield from _long_terms(texts)


def _long_terms(texts: tuple[Passage, ...]) -> Iterator[Diagnostic]:
    """Compare quoted terms too long to be a common word, whatever follows them, within their
    problem.
    """
    problems: dict[int, list[Passage]] = {}
    for passage in texts:
        if passage.problem is not None:
            problems.setdefault(passage.problem.number, []).append(passage)
    for own in problems.values():
        models: dict[str, Place] = {}
        for passage in own:
            for match in QUOTED_LONG.finditer(passage.text):
                if INTRODUCED.search(passage.text, max(0, match.start() - 4), match.start()):
                    continue
                models.setdefault(match.group(1), (passage, *match.span()))
        for term, model in models.items():
            found = [
                (p, *m.span()) for p in own if term in p.text for m in re.finditer(term, p.text)
            ]
            places = [place for place in found if not _enclosed(place[0].text, place[1])]
            if places:
                yield together("T056", places, model, text=term)


def _enclosed(text: str, start: int) -> bool:
    """Tell whether a range stands inside quotation or title marks of its own sentence."""
    before = text[max(0, start - 80) : start]  # by judgement: few quotations are longer
    return max(before.rfind("“"), before.rfind("‘"), before.rfind("《")) > max(
        before.rfind("”"), before.rfind("’"), before.rfind("》")
    )


def abbreviations(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T057 an abbreviation used before the place that explains it."""
    texts = printed.passages
    for index, passage in enumerate(texts):
        for match in ABBREVIATION.finditer(passage.text) if "简称" in passage.text else ():
            short = match.group(1)
            for earlier in texts[: index + 1]:
                limit = match.start() if earlier is passage else len(earlier.text)
                at = earlier.text.find(short, 0, limit)
                full = earlier.text.rfind("。", 0, match.start()) if earlier is passage else -1
                if at >= 0 and (earlier is not passage or at <= full):
                    place = earlier.span(at, at + len(short))
                    yield complain("T057", place, passage.span(*match.span()), short=short)
                    break


def doubled(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T041 a word written twice in a row."""
    return each(printed, "T041", doubled_words)


def doubled_listing(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T042 a member that a list names twice."""
    return each(printed, "T042", doubled_members)


def totalled_twice(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T043 共…共计."""
    return each(
        printed,
        "T043",
        lambda text: (match.span() for match in TWICE_TOTALLED.finditer(text)),
        clues=("共计", "总计", "合计", "一共"),
    )


def problem_of_problems(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T044 a title that ends so that the notice, whose outline goes on with 的问题, prints …问题”的问题."""
    for passage in printed.passages:
        after = next(filter(None, map(PROBLEM.match, sorted(passage.frame.after))), None)
        match = TITLE_END.search(passage.text) if after and passage.role is Role.HEADING else None
        if after and match:
            place = passage.span(*match.span())
            title = excerpt_of(passage.text)
            yield complain("T044", place, text=match.group(), title=title, after=after[1])


def excerpt_of(text: str) -> str:
    """Return the end of a title, short enough for a message."""
    return text if len(text) <= 16 else "……" + text[-14:]
