"""Defects of what prose says of time: lengths, numbered events, steps, deadlines and years."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

import attrs
from planting import Clean, Mutant, Mutator, with_cell
from prose_defects import Edit

from compiler.chinese.dated_steps import step_places
from compiler.chinese.marks import sentences
from compiler.chinese.milestones import known_events
from compiler.chinese.numerals import to_chinese
from compiler.chinese.prose_dates import dates

Pair = tuple[str, str]
"""A right sentence, and the same with a defect."""
EVENTS = {
    "中全会": "党的{t}届{n}中全会",
    "人大": "{t}届全国人大{n}次会议",
    "中央纪委": "{t}届中央纪委{n}次全会",
    "大": "党的{t}大",
}
HELD = (
    "{d}召开的{e}作出了部署。", "深入学习{e}（{d}）作出的部署。", "{e}于{d}召开后，随即组织学习。", "{d}，{e}胜利召开，全区上下迅速组织收听收看。",
)  # fmt: skip
STUDIED = (
    "{d}，组织传达学习{e}精神。", "{d}召开专题会议，学习贯彻{e}精神。", "于{d}专题学习{e}精神，研究贯彻意见。",
)  # fmt: skip
LASTING = (
    "落实{s}{n}年行动（{a}—{b}年）部署。", "制定《{s}{n}年规划（{a}-{b}年）》。", "{a}年至{b}年{n}年间，累计排查4轮。", "连续{n}年（{a}—{b}年）开展检查。",
    "{a}年至{b}年连续{n}年开展检查。", "用近{n}年（{a}至{b}年）的数据逐项比对。",
)  # fmt: skip
MONTHS = (
    "自{a}至{b}，开展了为期{n}个月的集中整治。", "{a}至{b}开展集中整治，历时{n}个月。", "集中整治期限{n}个月，自{a}起至{b}止。",
)  # fmt: skip
STEPPED = (
    "{s}于{a}{x}，{b}{y}。",
    "{a}{x}、{b}{y}，{s}得到解决。",
    "{s}已于{a}{x}，并于{b}完成{y}。",
)


def beside(write: Callable[[Clean, Random], Pair | None]) -> Mutator:
    """Return a mutator that puts a wrong sentence behind one of a text's sentences; the control has
    the right one there.
    """

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        pair = write(clean, chance)
        fitting = [
            place for place in clean.places if place.key == "progress" and place.text.endswith("。")
        ]
        if pair is None or not fitting:
            return None
        place = chance.choice(fitting)
        position = chance.choice([end for _, end in sentences(place.text)])
        right, wrong = (place.edited(clean.project, position, position, one) for one in pair)
        return attrs.evolve(wrong, control=right.project)

    return mutate


def lasting(clean: Clean, chance: Random) -> Pair:
    """A length in years or months that is one too many or too few."""
    number, off = chance.randint(2, 6), chance.choice((-1, 1))
    if chance.random() < 0.7:
        first = chance.randint(2012, 2021)
        frame = chance.choice(LASTING)
        numeral = chance.choice((str, to_chinese))
        told = {"a": first, "b": first + number - 1, "s": _subject(clean, chance)}
        return frame.format(n=numeral(number), **told), frame.format(
            n=numeral(number + off), **told
        )
    start = date(chance.randint(2021, 2023), chance.randint(1, 12), chance.randint(1, 28))
    end = start + timedelta(days=round(number * 30.44) - 1)
    frame = chance.choice(MONTHS)
    told = {"a": _day(start), "b": _day(end)}
    return frame.format(n=number, **told), frame.format(n=number + off, **told)


def numbered_event(clean: Clean, chance: Random) -> Pair | None:
    """A congress, plenum or session dated or numbered wrongly, or studied before it was held."""
    signed = clean.report.information.signed_on.value
    assert signed is not None
    held = [
        key for key, (first, last) in known_events().items() if key[0] in EVENTS and last < signed
    ]
    key = chance.choice(held)
    first, _ = known_events()[key]
    event = _event(key)
    if chance.random() < 0.4:
        frame = chance.choice(STUDIED)
        early = first - timedelta(days=chance.randint(32, 400))
        return frame.format(d=_month(signed), e=event), frame.format(d=_month(early), e=event)
    frame = chance.choice(HELD)
    right = frame.format(d=_month(first), e=event)
    others = [other for other in held if other[:1] == key[:1] and other != key]
    if chance.random() < 0.5 and others:
        near = min(others, key=lambda other: (abs(held.index(other) - held.index(key)), other))
        if _month(known_events()[near][0]) != _month(first):
            return right, frame.format(d=_month(first), e=_event(near))
    off = chance.choice((-1, 1))
    return right, frame.format(d=_month(first.replace(day=1), off), e=event)


def plan_years(_: Clean, chance: Random) -> Pair:
    """A five-year plan with years of its own and one of them off by one, or with another's."""
    term = chance.randint(12, 14)
    first, last = (day.year for day in known_events()["五年规划", term, 0])
    frame = chance.choice(
        ("落实“十{n}五”规划（{a}—{b}年）要求。", "对照《第十{n}个五年规划（{a}-{b}年）》逐项检查。", "“十{n}五”时期（{a}—{b}年）新建项目逐个核对。")
    )  # fmt: skip
    right = frame.format(n=to_chinese(term - 10), a=first, b=last)
    which = chance.randrange(3)
    if which == 2:
        return right, frame.format(n=to_chinese(term - 11), a=first, b=last)
    off = chance.choice((-1, 1))
    a, b = first + off * (which == 0), last + off * (which == 1)
    return right, frame.format(n=to_chinese(term - 10), a=a, b=b)


def steps_exchanged(clean: Clean, chance: Random) -> Pair:
    """Two steps of one procedure with each other's dates."""
    words: dict[str, dict[int, list[str]]] = {}
    for word, places in step_places().items():
        for name, rank in places:
            words.setdefault(name, {}).setdefault(rank, []).append(word)
    procedure = words[chance.choice(sorted(words))]
    earlier, later = sorted(chance.sample(sorted(procedure), 2))
    months = sorted(chance.sample(range(1, 13), 2))
    told = {
        "x": chance.choice(procedure[earlier]),
        "y": chance.choice(procedure[later]),
        "s": _subject(clean, chance),
    }
    a, b = f"2024年{months[0]}月", chance.choice((f"{months[1]}月", f"2024年{months[1]}月"))
    frame = chance.choice(STEPPED)
    plain = b.removeprefix("2024年")
    return frame.format(a=a, b=b, **told), frame.format(a=f"2024年{plain}", b=a if b != plain else a.removeprefix("2024年"), **told)  # fmt: skip


def printed_month(clean: Clean) -> Iterator[Edit]:
    """Yield the months in which a registered document is said to have been printed, moved by some."""
    registered = {
        row.title.value: row.date.value
        for measure in clean.report.measures()
        for row in measure.institutions
        if row.date.value is not None
    }
    for place in clean.places:
        for match in re.finditer(
            r"(?<!\d)(\d{1,2})月(?:\d{1,2}日|[上中下]旬)?(?:[^，。；《]{0,8})(?:印发|出台|下发|修订印发)《([^《》]+)》", place.text
        ):  # fmt: skip
            if match[2] in registered:
                for off in (-2, -1, 1, 2):
                    month = (int(match[1]) + off - 1) % 12 + 1
                    yield place, match.start(1), match.end(1), str(month)


def later_deadline(clean: Clean) -> Iterator[Edit]:
    """Yield the days by which unfinished work is to be done, a year or two later."""
    open_ = {measure.id for problem in clean.report.problems() for measure in problem.matters}
    for place in clean.places:
        identity = place.record.fields.get("measure_id")
        if (
            identity is None
            or identity.text not in open_
            or place.key not in ("situation", "next_steps")
        ):
            continue
        for mention in dates(place.text):
            told = place.text[mention.start : mention.end]
            if mention.year and re.match("底?前(?!后)", place.text[mention.end :]):
                for off in (1, 2):
                    yield (
                        place,
                        mention.start,
                        mention.end,
                        told.replace(str(mention.year), str(mention.year + off)),
                    )


def promised_late(clean: Clean, chance: Random) -> Mutant | None:
    """A promise added to what is still open: in the control in time, in the mutant after the
    deadline.
    """
    fitting = [
        (place, measure)
        for problem in clean.report.problems()
        for measure in problem.matters
        for place in clean.places
        if place.key == "situation"
        and place.record.fields["measure_id"].text == measure.id
        and measure.submission is not None
        and _last(measure.submission.follow_up.deadline.value)
    ]
    if not fitting:
        return None
    place, measure = chance.choice(fitting)
    assert measure.submission is not None
    day = _last(measure.submission.follow_up.deadline.value)
    assert day is not None
    frame = chance.choice(
        (
            "其余部分力争于{d}底前完成。",
            "预计{d}全部办结。",
            "计划于{d}投入使用。",
            "确保在{d}底前整改到位。",
        )
    )
    late = day + timedelta(days=chance.randint(31, 400))
    texts = (place.text + frame.format(d=_month(one)) for one in (day, late))
    right, wrong = (place.write(clean.project, text) for text in texts)
    return Mutant(wrong, f"{place.entry.span.describe()} + {frame.format(d=_month(late))}", right)


def year_early(clean: Clean) -> Iterator[Edit]:
    """Yield the years of what was done in the round, one too small."""
    start = clean.report.information.inspection_start.value
    for place in clean.places if start else ():
        for mention in dates(place.text) if place.key == "progress" else ():
            first, before = mention.first(), place.text[max(0, mention.start - 1) : mention.start]
            opens = before == "" or before in "。；，"
            if opens and mention.month and mention.year and first and start and first > start:
                yield place, mention.start, mention.start + 4, str(mention.year - 1)


def registered_year_early(clean: Clean, chance: Random) -> Mutant | None:
    """A document registered with a day a year too early."""
    fitting = [
        (form, index, row.entries["date"].cell.value)
        for form in clean.project.forms
        for index, row in enumerate(form.tables.get("institutions", ()))
        if row.entries["date"].cell is not None
    ]
    if not fitting:
        return None
    form, index, day = chance.choice(fitting)
    new = day.replace(year=day.year - 1)
    return Mutant(
        clean.project.swap(form, with_cell(form, "institutions", index, "date", new)),
        f"{form.file} {day} → {new}",
    )


def _last(text: str) -> date | None:
    days = [mention.last() for mention in dates(text)]
    return max((day for day in days if day is not None), default=None)


def _event(key: tuple[str, int, int]) -> str:
    series, term, number = key
    return EVENTS[series].format(t=to_chinese(term), n=to_chinese(number) if number else "")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _month(day: date, off: int = 0) -> str:
    index = day.year * 12 + day.month - 1 + off
    return f"{index // 12}年{index % 12 + 1}月"


def _subject(clean: Clean, chance: Random) -> str:
    """Return words of the clean project to speak of: a problem's title up to its predicate."""
    titles = [problem.plan.title.value for problem in clean.report.problems()]
    words = [
        match.group() for title in titles if (match := re.match(r"[\u4e00-\u9fff]{4,6}", title))
    ]
    return chance.choice(words)
