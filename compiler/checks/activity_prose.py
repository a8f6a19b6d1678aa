"""How often the office met, whom it sent out, what it found: numbers typed into its prose against
工作纪实.

A number is judged only where one reading of it is left: the kind is named in the clause, or is the
only one of its sentence; nobody else is named as who did it; no time, topic or part is named that the
sheet may not tell apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import attrs

from compiler.analysis.activities import (
    FOUND,
    PERSONS,
    SOLVED,
    TEAMS,
    TIMES,
    UNITS,
    Choice,
    Counted,
    chairs,
    classes,
    count_of,
    filled,
    is_blank,
    kinds,
)
from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.checks.report_counts import judge_typed
from compiler.chinese.prose_dates import dates
from compiler.diagnostics import Diagnostic
from compiler.model.document import Role
from compiler.model.report import Report

NUMBER = r"(?<![\d.．,])(\d{1,4})"
SENTENCE_ENDS = "。；;!！?？"
REACH = 400
"""So far back a sentence is looked for to begin: by judgement, and so that time grows linearly."""
CLAUSE_START = re.compile(r"[，,、：:（(]")
AT_END = r"(?=[，,、；;。：:!！?？）)]|\Z)"
TIMES_UNITS = "(?:次|场次?|期|份|个|轮)"
THINGS = "(?:个|条|项|处)"
BODIES = "(?:督导|督查|检查|巡回|工作){1,2}组"
WHOLE = "(?:先后|累计|共计?|总共|一共|合计|已经?|陆续|集中|认真|及时)*"
"""Words that leave a number the whole of what it counts."""
DONE = "(?:组织)?(?:召开|开展|举行|举办|进行|实施|印发|下发|发出|制发)?了?(?:各类)?"
ELSEWHERE = re.compile(
    r"今年|去年|本年|年内|上半年|下半年|季度|本月|上月|近期|每|各(?!类|项)|分别|有关|相关|责任"
    r"|牵头(?=单位|领导)|镇|街道|社区|村|计划|[拟将]|力争|下一步|围绕|针对|专题|专门|其中"
)
"""Before a number: it may be that of a part, of another time, of somebody else, or of a plan."""
TOPIC = re.compile(r"[，,](?:专题|专门|研究|听取|审议|讨论|学习|部署|解决|围绕|针对|就)")
"""Behind a number: it may be that of meetings on one topic alone."""


@attrs.frozen
class _Phrase:
    """How prose tells what is added up of activities."""

    counted: Counted
    pattern: re.Pattern[str]


SUMS = (
    _Phrase(TEAMS, re.compile(rf"派出了?(?:{BODIES}{NUMBER}个|{NUMBER}个{BODIES}){AT_END}")),
    _Phrase(PERSONS, re.compile(rf"(?:派出|出动)?了?{NUMBER}人次{AT_END}")),
    _Phrase(
        FOUND,
        re.compile(
            rf"(?:发现|查找出|查出)了?(?:各类)?(?:问题{NUMBER}{THINGS}"
            rf"|{NUMBER}{THINGS}(?:各类)?问题){AT_END}"
        ),
    ),
    _Phrase(
        SOLVED,
        re.compile(
            rf"(?:现场|当场)(?:推动)?解决了?(?:(?:问题)?{NUMBER}{THINGS}|{NUMBER}{THINGS}问题){AT_END}"
        ),
    ),
    _Phrase(
        UNITS,
        re.compile(
            rf"(?:走访|到访|实地检查|检查|督导)了?(?:单位{NUMBER}[家个]|{NUMBER}[家个]单位){AT_END}"
        ),
    ),
)


@attrs.frozen
class _Typed:
    """A number of the prose and the only count that it can mean."""

    choice: Choice
    place: tuple[int, int]
    said: str


@attrs.frozen
class _Others:
    """Who else may have done something: units under all their names, of which a text may speak for
    sentences, and those who chaired, of whom a sentence may speak.
    """

    units: tuple[str, ...]
    chairs: tuple[str, ...]


def typed_counts(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C032 a count of the office's own work that the office typed and that 工作纪实 contradicts."""
    report = printed.report
    if not report.register.activities:
        return
    others = _others(report)
    for passage in printed.passages:
        if passage.role is not Role.CHAPTER:
            continue
        told = [*_times(report, passage, others), *_sums(report, passage, others)]
        often = Counter(one.choice for one in told)
        for one in told:
            if often[one.choice] == 1:  # of two numbers for one count, at least one is of a part
                count = count_of(report, one.choice, _name(one.choice))
                if count.value:
                    yield from judge_typed(passage, one.place, one.said, count)


def _others(report: Report) -> _Others:
    """Return who else may have done something."""
    units = report.register.units
    names = (name for unit in units for name in (unit.name.value, *unit.aliases))
    return _Others(tuple(name for name in names if name), chairs(report))


def _name(choice: Choice) -> str:
    """Return the name under which a choice is counted."""
    chaired = f"{choice.chair}主持" if choice.chair else ""
    own = f"{choice.problem_class}类" if choice.problem_class else ""
    return f"{chaired}{own}{choice.kind}{choice.counted.words[0]}"


def _times(report: Report, passage: Passage, others: _Others) -> Iterator[_Typed]:
    """Yield how often something was done: ``召开会议12次``, ``区委书记主持召开会议5次``."""
    chaired = "|".join(sorted(map(re.escape, chairs(report)), key=len, reverse=True))
    chair = rf"(?:(?P<chair>{chaired})(?:亲自)?(?:主持|组织|牵头))?" if chaired else "(?P<chair>)"
    own = rf"(?:(?P<class>{'|'.join(classes(report))})类)?"
    lead = re.compile(rf"{WHOLE}{chair}{WHOLE}{DONE}{own}")
    for kind in kinds(report):
        word = re.escape(kind)
        pattern = re.compile(
            rf"(?:{word}{NUMBER}{TIMES_UNITS}|{NUMBER}{TIMES_UNITS}{word}){AT_END}"
        )
        for match, start in _whole(passage, pattern, others):
            before = lead.fullmatch(passage.text, start, match.start())
            if before is not None and not TOPIC.match(passage.text, match.end()):
                chosen = Choice(TIMES, kind, None, before["chair"] or "", before["class"] or "")
                yield _typed(chosen, match)


def _sums(report: Report, passage: Passage, others: _Others) -> Iterator[_Typed]:
    """Yield what the activities of the one kind that a sentence is about come to:
    ``派出检查组6个、48人次，发现问题37个、现场解决21个``.
    """
    for phrase in SUMS:
        inside = WHOLE if phrase.counted is not SOLVED else f"(?:其中)?{WHOLE}"
        lead = re.compile(inside)
        for match, start in _whole(passage, phrase.pattern, others):
            sentence = _sentence_start(passage.text, match.start())
            kind = _kind_of(report, passage.text[sentence : match.end()])
            if lead.fullmatch(passage.text, start, match.start()) is None or kind is None:
                continue
            if phrase.counted is PERSONS and not _sent(passage.text[sentence : match.end()], kind):
                continue
            if _complete(report, kind, phrase.counted):
                yield _typed(Choice(phrase.counted, kind), match)


def _typed(choice: Choice, match: re.Match[str]) -> _Typed:
    """Return the number of a match with what it counts."""
    group = next(index for index, text in enumerate(match.groups(), 1) if text is not None)
    return _Typed(choice, match.span(group), match.group())


def _sentence_start(text: str, position: int) -> int:
    """Return where the sentence, or the part of one between ；, begins that a position is in."""
    back = max(0, position - REACH)
    return max(back, *(text.rfind(mark, back, position) + 1 for mark in SENTENCE_ENDS))


def _whole(
    passage: Passage, pattern: re.Pattern[str], others: _Others
) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the matches before which nothing says that they are not the whole, each with where its
    clause begins.
    """
    text = passage.text
    first = min((at for unit in others.units if (at := text.find(unit)) >= 0), default=len(text))
    for match in pattern.finditer(text):
        sentence = _sentence_start(text, match.start())
        marks = [mark.end() for mark in CLAUSE_START.finditer(text, sentence, match.start())]
        start = max(marks, default=sentence)
        bracketed = start > sentence and text[start - 1] in "（("
        before = text[sentence:start]
        if bracketed or ELSEWHERE.search(before) or dates(before + text[start : match.end()]):
            continue
        if first >= start and not any(chair in before for chair in others.chairs):
            yield match, start


def _kind_of(report: Report, sentence: str) -> str | None:
    """Return the one kind that a sentence is about so far; a team is sent for the one kind that
    has teams.
    """
    named = {kind for kind in kinds(report) if kind in sentence}
    named = {kind for kind in named if not any(kind != one and kind in one for one in named)}
    sending = [kind for kind in kinds(report) if filled(report, kind, TEAMS)]
    if re.search(BODIES, sentence) and not named and len(sending) == 1:
        named = {*sending}
    return next(iter(named)) if len(named) == 1 else None


def _sent(sentence: str, kind: str) -> bool:
    """Tell whether a sentence that ends with a number of persons says in its last clause that they
    were sent for a kind of work.
    """
    clause = re.split("[，,：:]", sentence)[-1]
    return kind in clause or re.search(rf"派出|出动|{BODIES}", clause) is not None


def _complete(report: Report, kind: str, counted: Counted) -> bool:
    """Tell whether every activity of a kind says what is added up."""
    rows = (row for row in report.register.activities if row.kind.value == kind)
    return all(not is_blank(row, counted) for row in rows)
