"""Ordinals inside one text (一是…二是, 第一…第二, 首先…其次, (1)…(2), 1.…2.) and whether they
count on.
"""

from __future__ import annotations

import re

import attrs

from compiler.chinese.beginnings import beginning_with
from compiler.chinese.numerals import CIRCLED, from_chinese
from compiler.recall import recalled

CLAUSE_START = r"(?:^|(?<=[。!?！？;；:：,，、”’)）》\s]))"
SENTENCE_START = r"(?:^|(?<=[。!?！？;；:：\s]))"
HAN = r"[\u4e00-\u9fff]"
NUMERAL = r"[一二三四五六七八九十]{1,3}"
FAMILIES = {
    "一是": re.compile(rf"{CLAUSE_START}({NUMERAL})是"),
    "一要": re.compile(rf"{CLAUSE_START}({NUMERAL})要"),
    "第一": re.compile(rf"{CLAUSE_START}第({NUMERAL})(?=[,，、])"),
    "第一步": re.compile(rf"{CLAUSE_START}第({NUMERAL})步(?![的骤])"),
    "其一": re.compile(rf"{CLAUSE_START}其([一二三四五])(?=[,，、])"),
    "首先": re.compile(rf"{CLAUSE_START}(首先|其次|再次)"),
    "(1)": re.compile(rf"{CLAUSE_START}[(（](\d{{1,2}})[)）]"),
    "(一)": re.compile(rf"{CLAUSE_START}[(（]({NUMERAL})[)）]"),
    "1.": re.compile(rf"{SENTENCE_START}(\d{{1,2}})[.．、](?!\d)"),
    "①": re.compile(rf"([{CIRCLED}])"),
}
ANY = beginning_with(
    rf"一二三四五六七八九十第其首再(（\d{CIRCLED}",
    "|".join(pattern.pattern for pattern in FAMILIES.values()),
)
SPOKEN = ("一是", "一要", "第一", "其一", "首先")
GLUED = {
    "一是": re.compile(
        rf"(?<={HAN})(?<![一二三四五六七八九十第其万百千期周])([二三四五六七八九十])是"
    ),
    "(1)": re.compile(rf"(?<={HAN})[(（](\d{{1,2}})[)）]"),
}
WORDS = {"首先": 1, "其次": 2, "再次": 3}


@attrs.frozen
class Ordinal:
    """One ordinal of a text; ``glued`` tells that no mark stands before it."""

    number: int
    start: int
    end: int
    glued: bool = False


@attrs.frozen
class Fault:
    """What is wrong with an ordinal: gap, repeated, first (the series does not start at one),
    lone, mixed or glued.
    """

    kind: str
    family: str
    ordinal: Ordinal
    expected: int


def ordinals(text: str, family: str) -> list[Ordinal]:
    """Return the ordinals of one family, with those that are glued to the clause before them if
    their turn has come.
    """
    found = [
        Ordinal(_value(m.group(1)), m.start(), m.end()) for m in FAMILIES[family].finditer(text)
    ]
    if family in GLUED and found:
        counted = {ordinal.number: ordinal.start for ordinal in reversed(found)}
        for match in GLUED[family].finditer(text):
            number = _value(match.group(1))
            if number not in counted and counted.get(number - 1, len(text)) < match.start():
                found.append(Ordinal(number, match.start(), match.end(), True))
                counted[number] = match.start()
        found.sort(key=lambda ordinal: ordinal.start)
    return found


@recalled(4096)
def ordinal_faults(text: str) -> tuple[Fault, ...]:
    """Return what is wrong with the series of ``text``; a series inside a member counts for
    itself.
    """
    if not ANY.search(text):
        return ()
    series = {family: found for family in FAMILIES if (found := ordinals(text, family))}
    faults: list[Fault] = []
    for family, found in series.items():
        faults += _validate(family, found, series)
    return tuple(sorted(faults, key=lambda fault: fault.ordinal.start))


def _validate(family: str, found: list[Ordinal], series: dict[str, list[Ordinal]]) -> list[Fault]:
    """Return the faults of one family's ordinals; the other families' tell whether a wrong start is
    a series that changed its words. Series may stand inside members of others.
    """
    first = found[0]
    faults = [Fault("glued", family, ordinal, ordinal.number) for ordinal in found if ordinal.glued]
    if first.number > 1:
        # A wrong start may be another family's series gone on with: 首先…第二.
        others = [
            name
            for name in SPOKEN
            if name != family and name in series and series[name][0].start < first.start
        ]
        if family in SPOKEN and any(series[name][-1].number == first.number - 1 for name in others):
            return [*faults, Fault("mixed", family, first, first.number)]
        # Alone, only …是 is surely a series: （2） may be a reference, 十一是 a number.
        if len(found) > 1 or (family == "一是" and first.number <= 9):
            faults.append(Fault("first", family, first, 1))
        elif len(found) == 1:
            return faults
    elif len(found) == 1:
        mixed = any(
            name != family and series[name][0].number == 2 for name in SPOKEN if name in series
        )
        return [Fault("lone", family, first, 2)] if family == "一是" and not mixed else []
    # A series may open inside a member of another one and the outer one go on behind it: the
    # latest number of each is kept, the innermost last.
    opened = [first.number]
    for ordinal in found[1:]:
        depth = next(
            (i for i in range(len(opened) - 1, -1, -1) if opened[i] + 1 == ordinal.number), None
        )
        if depth is not None:
            opened[depth:] = [ordinal.number]
        elif ordinal.number == 1:
            opened = [*opened[-3:], 1]  # nobody counts five deep in one text
        else:
            kind = "repeated" if ordinal.number in opened else "gap"
            faults.append(Fault(kind, family, ordinal, opened[-1] + 1))
            opened[-1] = ordinal.number
    return faults


def _value(text: str) -> int:
    """Return the number that an ordinal says, 0 if it is none."""
    if text in WORDS:
        return WORDS[text]
    if text in CIRCLED:
        return CIRCLED.index(text) + 1
    return int(text) if text.isdecimal() else from_chinese(text) or 0
