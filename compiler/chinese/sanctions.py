"""Persons dealt with as prose tells it: which way, and how many, in any order and numeral.

The ways are those of the first to fourth form of supervision, with the sanctions of
《中国共产党纪律处分条例》 (2023, article 8), 《公职人员政务处分法》 (article 7) and
《中国共产党组织处理规定（试行）》 (2021, article 7).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

import attrs

from compiler.chinese.numerals import NUMERAL, read_numeral

PARTY = ("党内严重警告", "党内警告", "撤销党内职务", "留党察看", "开除党籍", "党纪处分", "党内处分")
STATE = (
    "政务警告",
    "记大过",
    "记过",
    "降级",
    "政务撤职",
    "撤职",
    "开除公职",
    "政务处分",
    "政纪处分",
)
WAYS: dict[str, tuple[str, ...]] = {
    "党纪政务处分": ("党纪政务处分", "党政纪处分", *PARTY, *STATE, "处分"),
    "诫勉": ("诫勉谈话", "书面诫勉", "诫勉"),
    "批评教育": ("批评教育",),
    "提醒谈话": ("提醒谈话", "谈话提醒", "提醒约谈", "谈心提醒"),
    "谈话提醒": ("提醒谈话", "谈话提醒", "提醒约谈", "谈心提醒"),
    "通报批评": ("通报批评", "公开通报", "通报"),
    "责令检查": (
        "责令检查",
        "责令书面检查",
        "书面检查",
        "作出检查",
        "作检查",
        "责令作检查",
        "检讨",
    ),
    "约谈": ("约谈提醒", "警示约谈", "集体约谈", "约谈"),
    "免去职务": ("免去职务", "免去领导职务", "免职", "责令辞职", "引咎辞职"),
    "组织调整": ("组织调整", "组织处理", "调整职务", "调整岗位", "调离岗位", "停职检查", "降职"),
    "移送司法机关": ("移送司法机关", "移送司法", "移送检察机关", "移送公安机关", "移送审查起诉"),
    "其他处理": ("其他处理", "处理", "问责", "追责"),
}
"""What prose calls each way of 处理方式."""
GENERIC = {"党纪政务处分", "党政纪处分", "党纪处分", "党内处分", "政务处分", "政纪处分", "处分"}
"""Sanctions under law, none in particular."""
VAGUE = {"其他处理", "处理", "问责", "追责", "通报"}
"""Words that say of no way in particular that persons were dealt with in it."""
ANY_WAY = re.compile(
    "|".join(
        sorted(
            dict.fromkeys(re.escape(w) for words in WAYS.values() for w in words),
            key=len,
            reverse=True,
        )
    )
)
REACH = 600
"""So far from a name its sanction is looked for: by judgement, a list of twenty persons with their posts."""
PERSONS = re.compile(rf"(各)?(?:\d{{1,6}}|{NUMERAL})\s?(?:余|多)?(?:人次|人|名|位)")
COUNT = rf"(?:\d{{1,6}}|{NUMERAL})"
BESIDE = re.compile(
    rf"(?P<way>{ANY_WAY.pattern})(?:的|处理|了|共|有){{0,2}}(?P<behind>{COUNT})(?:人|名|位)(?!次)"
    rf"|(?:对|给予|予以|将)(?P<before>{COUNT})(?:人|名|位)(?:[\u4e00-\u9fff]{{0,8}}?(?:进行|给予|予以|作出))?(?P<after>{ANY_WAY.pattern})"
)
LISTING = re.compile(rf"(?:处分|处理|的)?(?:共|有)?(?:{COUNT}(?:人|名|位))?[：:（(]")
SENTENCE = re.compile(r"[^。；;\n]+")
LEADS = re.compile(r"(?:对|给予|予以|将|有|约谈|处理|问责|追责|责令)[^,，。;；\d]{0,12}$")
"""What stands before a number of persons of whom it is then said what was done to them."""


@attrs.frozen
class ToldPersons:
    """A number of persons that stands with the word for a way of dealing with them; ``start`` and
    ``end`` are the number's.
    """

    way: str
    number: int
    start: int
    end: int


def agree(printed: str, registered: str) -> bool:
    """Tell whether two words can mean one way: the same, or one of them only the kind of the other."""
    if printed in registered or registered in printed or printed in VAGUE:
        return True
    particular = {*PARTY, *STATE} - GENERIC
    named = {word for word in particular if word in registered}
    if printed in particular and named:
        return printed in named
    kinds = [
        {way for way, words in WAYS.items() if word in words} for word in (printed, registered)
    ]
    unknown = not all(kinds)
    return unknown or bool(kinds[0] & kinds[1])


def governing(text: str, start: int, end: int) -> str:
    """Return the word for what was done to somebody named at ``start``: the way behind the name in
    its part of the sentence, or the one before that counts and lists; empty if there is none.
    """
    floor, ceiling = max(0, start - REACH), end + REACH
    first = max(floor, *(text.rfind(mark, floor, start) + 1 for mark in "。；;\n"))
    marks = (at for mark in "。；;\n" if (at := text.find(mark, end, ceiling)) >= 0)
    last = min(marks, default=min(len(text), ceiling))
    before = [way for way in ANY_WAY.finditer(text, first, start) if way.group() not in VAGUE]
    listing = LISTING.match(text, before[-1].end()) if before else None
    if listing and not re.search("给予|予以|对", text[listing.end() : start]):
        return before[-1].group()
    behind = (way for way in ANY_WAY.finditer(text, end, last) if way.group() not in VAGUE)
    way = next(behind, None) or (before[-1] if before else None)
    return way.group() if way else ""


def told_persons(text: str) -> Iterator[ToldPersons]:
    """Yield every number of persons that stands right beside a word for a way: 诫勉3人, 给予2人诫勉."""
    for match in BESIDE.finditer(text):
        group = "behind" if match["behind"] else "before"
        written = match[group]
        number = int(written) if written.isdecimal() else read_numeral(written) or 0
        yield ToldPersons(match["way"] or match["after"], number, *match.span(group))


def dealt_with(text: str, way: str) -> set[int]:
    """Return every number of persons that ``text`` can be read as telling of a way of dealing with
    them: each that stands with its word, and what those add up to.
    """
    words = WAYS.get(way, (way,))
    numbers: set[int] = set()
    told: list[int] = []
    for sentence in SENTENCE.finditer(text):
        own = list(_bound(sentence.group(), words))
        numbers |= {*own, *accumulate(own)}
        told += own
    return numbers | {*accumulate(told)}


def _bound(sentence: str, words: tuple[str, ...]) -> Iterator[int]:
    """Yield the numbers of persons in a sentence that belong to one of ``words``: those behind it up to
    the next way, or those before it with no other way between.
    """
    ways = list(ANY_WAY.finditer(sentence))
    counts = list(PERSONS.finditer(sentence))
    for index, way in enumerate(ways):
        if way.group() not in words:
            continue
        stop = ways[index + 1].start() if index + 1 < len(ways) else len(sentence)
        start = ways[index - 1].end() if index else 0
        before = [m for m in counts if start <= m.start() < way.start()]
        behind = [
            m
            for m in counts
            if way.end() <= m.start() < stop
            and not (stop < len(sentence) and LEADS.search(sentence[way.end() : m.start()]))
        ]
        if before and (not behind or LEADS.search(sentence[start : before[0].start()])):
            yield from (_persons(m) for m in before)
        yield from (_persons(m) for m in behind)
        shared = next((m for m in counts if m.start() >= way.end() and m.group(1)), None)
        if shared and not behind and not before:  # 党内警告、政务记过各1人
            yield _persons(shared)


def _persons(match: re.Match[str]) -> int:
    digits = re.search(rf"\d+|{NUMERAL}", match.group())
    assert digits is not None
    written = digits.group()
    return int(written) if written.isdecimal() else read_numeral(written) or 0
