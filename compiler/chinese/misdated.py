"""Numbered events of public life against the dates beside them: one that was not held then, or not
yet when its documents are said to be studied.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from datetime import date
from operator import attrgetter

import attrs

from compiler.chinese.milestones import PLAN, ROUND, Milestone, milestones
from compiler.chinese.prose_dates import ProseDate, dates

HELD = r"(?:胜利)?(?:召开|举行|开幕|闭幕)"
HELD_BEFORE = re.compile(
    rf"(?:至(?:\d{{1,2}}月)?\d{{1,2}}日)?(?:{HELD}的(?:中国共产党|党的)?|[，,]?(?:中国共产党)?)\Z"
)
HELD_BEHIND = re.compile(rf"[^，。；;,、和]{{0,8}}?{HELD}")
BETWEEN_AND_HELD = re.compile(r"[（(]?(?:于|在)?\Z|[（(]\Z")
DAY_BEHIND = re.compile(
    rf"(?:至(?:\d{{1,2}}月)?\d{{1,2}}日)?(?:[）)]|(?:在[^，。；;,]{{1,6}})?{HELD})"
)
STUDIED = re.compile("学习|传达|贯彻|宣讲|宣传|落实|研讨|领会|辅导|按照|根据|对照|部署")
COMING = re.compile("迎接|喜迎|筹备|准备|选举|献礼|即将|将于|拟|计划|迎来|召开前")
NOT_THEN = re.compile(r"(?:以?来|以?后|之?后|起|至|到|[—–~～-]|以?前|之?前|底前|的)")
OWN_NAME = {"中全会": "全会", "大": "大会", "人大": "大会", "中央纪委": "全会"}
"""What an event is called where its name has just been told: …三中全会精神，2024年7月全会闭幕后."""
OTHERS_OWN = re.compile("[省市区县州旗镇]委?(?:全会|党代会|第?[一二三四五六七八九十]+届)")
TOLD_AGAIN = 24
"""So far behind its name an event is meant by that. By judgement."""
OTHER_TIME = re.compile(r"\d{4}年|\d月|后[，,]|以来|以后|随后|此后|目前")
SENTENCE = "。；;！？"
PAPERS = re.compile(
    "会议?精神|精神|报告|决定|决议|公报|会议精神|以来|以后|之后|闭幕|胜利召开|召开以来|部署|要求|作出|提出|通过"
)
YEARS = re.compile(r"[（(]?((?:19|20)\d\d)年?(?:至|到|—{1,2}|–|-|~|～)((?:19|20)\d\d)年?[）)]?")
PLAN_WORDS = re.compile("(?:规划|时期|期间|发展规划|规划纲要)?")
PHASES = re.compile(r"(?:规划)?的?(开局|起步|收官)(?:之年|年)")
PHASE_YEAR = re.compile(r"((?:19|20)\d\d)年(?:是|为|作为|系)?[，,]?\Z")
LONGEST_PLAN = 6
"""A range of more years beside a plan is that of long-range objectives: 2021—2035年."""
REACH = 60
"""A date that an event was studied on stands so many characters before it at most."""
START = attrgetter("start")


@attrs.frozen
class Misdated:
    """A range of a text that cannot be right about an event, and the fact that it contradicts."""

    start: int
    end: int
    fact: str


def misdated(text: str, signed: date | None) -> Iterator[Misdated]:
    """Yield what a text says of numbered events that cannot be; ``signed`` is the day on which the
    text was.
    """
    found = tuple(milestones(text))
    mentions = dates(text) if found else ()
    for event in found:
        name = text[event.start : event.end]
        wrong = _of_plan(text, event) if event.series == PLAN else _of_event(text, event, mentions)
        if event.missing:
            yield Misdated(event.start, event.end, f"没有“{name}”，那一届已经结束")
        elif wrong is not None:
            yield wrong
        elif _before_it_was(text, event, signed):
            assert signed is not None
            yield Misdated(event.start, event.end, f"成文日期 {signed} 时，{_told(event, name)}")


def _of_event(text: str, event: Milestone, mentions: tuple[ProseDate, ...]) -> Misdated | None:
    """Return what a date says wrongly of an event: that it was held, or studied, when it was not."""
    name = text[event.start : event.end]
    near = (
        bisect(mentions, event.start - REACH, key=START),
        bisect(mentions, event.end + TOLD_AGAIN, key=START),
    )
    for mention in mentions[slice(*near)]:
        first, last = (
            (mention.first(), mention.last()) if mention.year is not None else (None, None)
        )
        if first is None or last is None:
            continue
        place = min(mention.start, event.start), max(mention.end, event.end)
        if _holds(text, event, mention):
            if event.first and event.last and (last < event.first or first > event.last):
                return Misdated(*place, f"{name}是{_days(event)}")
        elif _studies(text, event, mention) and event.earliest and last < event.earliest:
            return Misdated(*place, f"那时{_told(event, name)}")
    return None


def _holds(text: str, event: Milestone, mention: ProseDate) -> bool:
    """Tell whether a date says when an event was held: 2024年7月召开的…, …（2024年7月）, …于2024年7月召开."""
    if mention.end <= event.start:
        between = text[mention.end : event.start]
        if len(between) > 20 or HELD_BEFORE.match(between) is None:
            return False
        return "的" in between or HELD_BEHIND.match(text, event.end) is not None
    between = text[event.end : mention.start]
    again = OWN_NAME.get(event.series)
    if again and mention.start >= event.end and len(between) <= TOLD_AGAIN:
        named = re.compile(f"(?:至(?:\\d{{1,2}}月)?\\d{{1,2}}日)?{again}{HELD}")
        if named.match(text, mention.end) and not (
            re.search(f"[{SENTENCE}]|届|{again}", between)
            or OTHERS_OWN.search(text, 0, mention.end)
        ):
            return True
    return (
        mention.start >= event.end
        and BETWEEN_AND_HELD.match(between) is not None
        and DAY_BEHIND.match(text, mention.end) is not None
    )


def _studies(text: str, event: Milestone, mention: ProseDate) -> bool:
    """Tell whether a date says when the papers of an event were studied: it begins the sentence or
    clause that says so, with no other date between.
    """
    if mention.end > event.start:
        return False
    between = text[mention.end : event.start]
    before = text[max(0, mention.start - 1) : mention.start]
    return (
        (not before or before in "。；;，,：:于在")
        and not NOT_THEN.match(between)
        and not any(mark in between for mark in SENTENCE)
        and not OTHER_TIME.search(between)
        and STUDIED.search(between) is not None
        and COMING.search(between) is None
        and (mention.month is not None or between[:1] in "，,")
    )


def _before_it_was(text: str, event: Milestone, signed: date | None) -> bool:
    """Tell whether a text signed on a day speaks of what an event said before it was held."""
    if signed is None or event.earliest is None or signed >= event.earliest:
        return False
    near = text[max(0, event.start - 12) : event.start]
    return event.series not in (PLAN, ROUND) and (
        PAPERS.match(text, event.end) is not None and COMING.search(near) is None
    )


def _of_plan(text: str, event: Milestone) -> Misdated | None:
    """Return what the years beside a five-year plan say wrongly of it."""
    if event.first is None or event.last is None:
        return None
    name, own = text[event.start : event.end], (event.first.year, event.last.year)
    words = PLAN_WORDS.match(text, event.end)
    behind = YEARS.match(text, words.end() if words else event.end)
    near = max(0, event.start - 16)
    before = [m for m in YEARS.finditer(text, near, event.start) if m.end() == event.start]
    for years in (*filter(None, (behind,)), *before):
        first, last = int(years[1]), int(years[2])
        if (first, last) != own and 1 < last - first + 1 <= LONGEST_PLAN:
            start, end = min(years.start(), event.start), max(years.end(), event.end)
            return Misdated(start, end, f"{name}是{own[0]}—{own[1]}年")
    phase = PHASES.match(text, event.end)
    year = PHASE_YEAR.search(text[near : event.start])
    if phase and year:
        right = own[1] if phase[1] == "收官" else own[0]
        if int(year[1]) != right:
            return Misdated(near + year.start(), phase.end(), f"{name}{phase[1]}之年是{right}年")
    return None


def _told(event: Milestone, name: str) -> str:
    """Say that an event was still to come, and when it was if that is known."""
    when = f"（{_days(event)}）" if event.first else ""
    return f"{name}还没有{'开始' if event.series in (ROUND, PLAN) else '召开'}{when}"


def _days(event: Milestone) -> str:
    """Say when an event was: to the day, a round of inspection to the year."""
    first, last = event.first, event.last
    assert first is not None
    assert last is not None
    if event.series == ROUND:
        return f"{first.year}年"
    until = (
        ""
        if first == last
        else f"至{last.day}日"
        if first.month == last.month
        else f"至{last.month}月{last.day}日"
    )
    return f"{first.year}年{first.month}月{first.day}日{until}召开的"
