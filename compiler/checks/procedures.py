"""Steps of procedures against their order: within a sentence, and across the notice where they are
steps of one named thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

import attrs

from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport, excerpt
from compiler.chinese.dated_steps import (
    IN_USE,
    DatedStep,
    begins_anew,
    dated_steps,
    out_of_order,
    runs,
)
from compiler.chinese.titles import TITLE, normal_title
from compiler.diagnostics import Diagnostic, complain
from compiler.model.report import Report
from compiler.span import Span

ONCE = {("制度", 3), ("工程", 2), ("工程", 4), ("工程", 5), ("工程", 6)}
"""Steps that a thing takes once: 印发; 开工, 竣工, 验收, 投用. The others may be taken again."""
PRINTED = DatedStep(0, 0, "印发", (("制度", 3),), date.min, date.max, True, (), "", False)
AGAIN = re.compile("修订|修改|重新|废止|新版")
"""What is revised was printed before: its dates may be of either edition."""
SENTENCE = 60
"""So far on either side of a step its sentence is looked through for such a word."""
MOST = 12
"""So many dated steps of one thing are compared with each other: none has more."""


@attrs.frozen
class _Told:
    """A dated step and where it is told, as a reader sees it there, and whether its sentence tells
    of a revision too.
    """

    step: DatedStep
    span: Span
    text: str
    revised: bool = False


def steps_in_order(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C062 two steps of one procedure in a sentence whose dates are the wrong way round."""
    for passage in printed.passages:
        for run in runs(dated_steps(passage.text)):
            for earlier, later in combinations(run[:MOST], 2):
                found = out_of_order(earlier, later)
                if found is not None and not begins_anew(earlier, later):
                    yield complain(
                        "C062",
                        passage.span(earlier.start, later.end),
                        text=excerpt(passage, earlier.start, later.end),
                        first=found[0].word,
                        second=found[1].word,
                    )
                    break


def things_in_order(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C063 dates of one named document or project, in two places, that cannot both be right."""
    things: dict[tuple[str, str], list[_Told]] = {}
    for passage in printed.passages:
        for step in dated_steps(passage.text):
            for thing in _things_of(step):
                things.setdefault(thing, []).append(_told(passage, step))
    dated = _institutions(printed.report)
    for thing, told in things.items():
        known = dated.get(thing[1], ()) if thing[0] == "制度" else ()
        yield from _contradictions(thing[1], told, known)


def _contradictions(thing: str, told: list[_Told], known: Iterable[_Told]) -> Iterator[Diagnostic]:
    """Yield C063 for each pair of steps of one thing that cannot both be right; the registered day is
    compared with every text, and texts only where nothing has been revised.
    """
    pairs = [(one, other) for one in told[:MOST] for other in known if not one.revised]
    if not any(one.revised or AGAIN.search(one.step.word) for one in told):
        # What stands in one sentence, or nearly, is C062's.
        pairs += [
            (one, other)
            for one, other in combinations(told[:MOST], 2)
            if one.step.year_told and other.step.year_told and not _near(one, other)
        ]
    for one, other in pairs:
        step = one.step if one.step.year_told else _in_year(one.step, other.step.first.year)
        disordered = out_of_order(step, other.step) is not None and not (
            {*step.places, *other.step.places} <= IN_USE
        )
        if disordered or _two_dates(step, other.step):
            yield complain(
                "C063", one.span, other.span, thing=thing, text=one.text, other=other.text
            )


def _two_dates(one: DatedStep, other: DatedStep) -> bool:
    """Tell whether two texts give one step, which is taken once, dates that have no day in common."""
    same = set(one.places) & set(other.places) & ONCE
    return bool(same) and (one.last < other.first or other.last < one.first)


def _near(one: _Told, other: _Told) -> bool:
    """Tell whether two steps are told in one text."""
    return (one.span.file, one.span.cell) == (other.span.file, other.span.cell)


def _in_year(step: DatedStep, year: int) -> DatedStep:
    """Return a step whose year is not told as one of a year."""
    first, last = (
        day if day in (date.min, date.max) else _moved(day, year) for day in (step.first, step.last)
    )
    return attrs.evolve(step, first=first, last=last)


def _moved(day: date, year: int) -> date:
    """Return the same day of another year, the 28th for a 29th of February that it lacks."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=year, day=28) if leap else day.replace(year=year)


def _things_of(step: DatedStep) -> Iterator[tuple[str, str]]:
    """Yield what a step is a step of: documents by their titles, projects by their names."""
    procedures = {name for name, _ in step.places}
    if "制度" in procedures:
        yield from (("制度", title) for title in step.titles)
    if "工程" in procedures and step.name:
        yield "工程", step.name


def _told(passage: Passage, step: DatedStep) -> _Told:
    place = passage.span(step.start, step.end)
    before, behind = (
        passage.text[max(0, step.start - SENTENCE) : step.start],
        passage.text[step.end :],
    )
    sentence = re.split("[。；;]", before)[-1] + re.split("[。；;]", behind[:SENTENCE])[0]
    # A title may have the word without the document being revised.
    revised = AGAIN.search(TITLE.sub("", sentence)) is not None
    return _Told(step, place, excerpt(passage, step.start, step.end), revised)


def _institutions(report: Report) -> dict[str, list[_Told]]:
    """Return the registered days of printing by the documents' normal titles."""
    found: dict[str, list[_Told]] = {}
    for measure in report.measures():
        for institution in measure.institutions:
            day = institution.date.value
            if day is not None:
                step = attrs.evolve(PRINTED, first=day, last=day)
                told = _Told(step, institution.date.span, f"制度成果里的印发日期 {day}")
                found.setdefault(normal_title(institution.title.value), []).append(told)
    return found
