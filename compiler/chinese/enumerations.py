"""Series run into one text (一是…二是…, (1)…(2)…), cut where an ordinal really counts."""

from __future__ import annotations

import re
from collections.abc import Callable

import attrs

from compiler.chinese.marks import END_MARKS, sentences

OrdinalReader = Callable[[str], tuple[int, int] | None]
"""Reads the ordinal at the start of a text: its number and its length, ``None`` if there is
none."""

LAST = 0
"""The number of a mark that says it is the last of its series, whichever that is: 最后."""
LONGEST_MARK = 20
"""Characters: no ordinal, and nothing that decides whether one stands here, is longer."""
CLOSING_QUOTES = "”’\"'"
CLAUSE_MARKS = (*END_MARKS, ";", "；", ":", "：")
TRAILING = re.compile("[”’\"'》)）\\s]*$")


@attrs.frozen
class OrdinalMark:
    """An ordinal in a text, where one may stand. ``closes`` tells whether a sentence ends just
    before it.
    """

    number: int
    start: int
    end: int
    closes: bool


@attrs.frozen
class Series:
    """One series: the range of its lead-in (empty if there is none) and of each member without
    its ordinal.

    ``unmarked`` tells that the first member has no ordinal although a second one follows.
    """

    lead: tuple[int, int]
    members: tuple[tuple[int, int], ...]
    unmarked: bool = False


def marks(text: str, read: OrdinalReader) -> list[OrdinalMark]:
    """Return the ordinals, with words behind them, that stand at the start, behind an end mark,
    `;`, `:` or a closing quote.
    """
    starts = [0, *(match.end() for match in re.finditer("[。!?;:！？；：”’\"'》)）\\s]+", text))]
    found = []
    for start in starts:
        before = text[max(0, start - LONGEST_MARK) : start]
        bare = TRAILING.sub("", before)
        if start and not (
            bare.endswith(CLAUSE_MARKS) or before.rstrip().endswith(tuple(CLOSING_QUOTES))
        ):
            continue
        mark = read(text[start : start + LONGEST_MARK])
        if mark is not None and text[start + mark[1] :].strip():
            found.append(
                OrdinalMark(mark[0], start, start + mark[1], not start or bare.endswith(END_MARKS))
            )
    return found


def split_series(
    text: str, read: OrdinalReader, *, led: bool, grouped: bool, forgiving: bool
) -> tuple[Series, ...]:
    """Cut ``text`` into its series; a text without ordinals, or with a lone one, is one member.

    ``led``: words may stand before the first ordinal. ``grouped``: the series may start again,
    behind a sentence of its own. ``forgiving``: the first ordinal may be missing.
    """
    found = marks(text, read)
    whole = (Series((0, 0), ((0, len(text)),)),)
    ones = [mark for mark in found if mark.number == 1]
    if ones and (led or ones[0].start == 0):
        runs = _runs(text, [mark for mark in found if mark.start >= ones[0].start], grouped)
        return _cut(text, runs, 0, ones[0].start) if len(runs[0]) > 1 else whole
    seconds = [mark for mark in found if mark.number == 2 and mark.start > 0]
    if forgiving and seconds:
        known = _after_comma(text, seconds[0].start, read) if led else None
        first = known or OrdinalMark(1, 0, 0, True)
        runs = _runs(
            text, [first, *(mark for mark in found if mark.start >= seconds[0].start)], grouped
        )
        series = _cut(text, runs, 0, first.start)
        return (attrs.evolve(series[0], unmarked=known is None), *series[1:])
    return whole


def _after_comma(text: str, end: int, read: OrdinalReader) -> OrdinalMark | None:
    """Return a first ordinal that a lead-in runs into (针对甲问题，一是…), ``None`` if there is none
    before ``end``.
    """
    for match in re.finditer("[,，]", text[:end]):
        mark = read(text[match.end() : match.end() + LONGEST_MARK])
        if mark is not None and mark[0] == 1:
            return OrdinalMark(1, match.end(), match.end() + mark[1], False)
    return None


def _runs(text: str, found: list[OrdinalMark], grouped: bool) -> list[list[OrdinalMark]]:
    """Sort out the ordinals that count: those in turn, and a first one that begins a new series."""
    runs, nested = [[found[0]]], 0
    follows = _next_low(found)
    for index, mark in enumerate(found[1:], 1):
        due = runs[-1][-1].number + 1
        if mark.number == LAST and not nested:
            mark = attrs.evolve(mark, number=due)
        if mark.number == 1:
            if grouped and follows[index] == 2 and _restarts(text, runs[-1], mark):
                runs.append([mark])
                nested = 0
            else:
                nested = 2  # a series inside a member counts for itself
        elif nested == mark.number and not (mark.number == due and mark.closes):
            nested += 1
        elif mark.number == due:
            runs[-1].append(mark)
            nested = 0
    return runs


def _next_low(found: list[OrdinalMark]) -> list[int]:
    """Return for each ordinal the next first or second one behind it, 0 if there is none."""
    follows, low = [0] * len(found), 0
    for index in range(len(found) - 1, -1, -1):
        follows[index] = low
        low = found[index].number if LAST < found[index].number <= 2 else low
    return follows


def _restarts(text: str, run: list[OrdinalMark], mark: OrdinalMark) -> bool:
    """Tell whether a sentence stands before ``mark`` that can lead in another series and still
    leaves the last member one.
    """
    return len(run) > 1 and mark.closes and len(sentences(text[run[-1].end : mark.start])) > 1


def _cut(
    text: str, runs: list[list[OrdinalMark]], lead_start: int, lead_end: int
) -> tuple[Series, ...]:
    """Return the series whose ordinals are given, each with its lead, which for a later one is what
    stands between it and the end of the sentence before.
    """
    series, lead = [], (lead_start, lead_end)
    for index, run in enumerate(runs):
        end, next_lead = len(text), (0, 0)
        if index + 1 < len(runs):
            last, restart = run[-1].end, runs[index + 1][0].start
            end = last + sentences(text[last:restart])[-1][0]
            next_lead = (end, restart)
        ends = [*(mark.start for mark in run[1:]), end]
        series.append(
            Series(lead, tuple((mark.end, stop) for mark, stop in zip(run, ends, strict=True)))
        )
        lead = next_lead
    return tuple(series)
