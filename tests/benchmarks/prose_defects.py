"""Defects of the published text: figures, words, marks, titles, dates, and what must not be made
public.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from random import Random

import attrs
from planting import Clean, Mutant, Mutator, Place, is_given

from compiler.checks.printed import PrintedReport
from compiler.checks.unverified_numbers import unverified_numbers
from compiler.chinese.marks import sentences
from compiler.chinese.prose_dates import dates
from compiler.chinese.quantities import quantities
from compiler.chinese.titles import TITLE, normal_title
from compiler.model.computed import Claim
from compiler.span import Span

Edit = tuple[Place, int, int, str]
"""A place, a range of its text, and what to put there."""
STRAIGHT = {"，": ",", "；": ";", "：": ":"}
CONFUSED = (("已", "己"), ("部署", "布署"), ("截至", "截止"), ("账", "帐"), ("作出", "做出"), ("安排", "按排"), ("进一步", "近一步"),
            ("贯彻", "惯彻"), ("竣工", "峻工"), ("松弛", "松驰"), ("履行", "覆行"), ("账户", "帐户"), ("其他", "其它"))  # fmt: skip
MONEY = {"万元": "亿元", "亿元": "万元", "元": "万元"}
SERIES = "一二三四五六"


def choose(edits: Callable[[Clean], Iterator[Edit]]) -> Mutator:
    """Return a mutator that carries out one of the possible edits."""
    cache: dict[int, list[Edit]] = {}

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        possible = cache.setdefault(id(clean), list(edits(clean)))
        if not possible:
            return None
        place, start, end, new = chance.choice(possible)
        return place.edited(clean.project, start, end, new)

    return mutate


def replacing(
    pattern: str, new: str | Callable[[re.Match[str]], str], keys: tuple[str, ...] = ()
) -> Mutator:
    """Return a mutator that replaces one match of ``pattern``, in some fields only."""

    def edits(clean: Clean) -> Iterator[Edit]:
        for place in clean.places:
            for match in re.finditer(pattern, place.text) if not keys or place.key in keys else ():
                yield place, match.start(), match.end(), new if isinstance(new, str) else new(match)

    return choose(edits)


def other_digit(chance: Random, digit: str, leading: bool) -> str:
    """Return another digit, no leading nought."""
    return chance.choice([other for other in "0123456789"[leading:] if other != digit])


def slip(clean: Clean, chance: Random, spans: list[Span]) -> Mutant | None:
    """Change one digit of one of the figures."""
    fitting = [span for span in spans if (place := clean.place(span)) and _digits(place, span)]
    if not fitting:
        return None
    span = chance.choice(fitting)
    place = clean.place(span)
    assert place is not None
    digits = _digits(place, span)
    position = chance.choice(digits)
    new = other_digit(chance, place.text[position], position == digits[0] and len(digits) > 1)
    return place.edited(clean.project, position, position + 1, new)


def _digits(place: Place, span: Span) -> list[int]:
    if (
        span.start is None
        or span.end is None
        or span.end - span.start > 20
        or "{" in place.text[span.start : span.end]
    ):
        return []
    return [
        position for position in range(span.start, span.end) if place.text[position].isdecimal()
    ]


def is_equation(claim: Claim) -> bool:
    """Tell whether a claim fixes its figures; part ≤ whole leaves them room, and so does rising
    from one to another.
    """
    return "=" in claim.formula or "相差" in claim.formula


def fixed(clean: Clean) -> list[Span]:
    """Return the figures that an equation of the prose fixes; of those that are only counted, the
    count alone is.
    """
    equations = [claim for claim in clean.claims if is_equation(claim)]
    return [
        span
        for claim in equations
        for span in (claim.operands[:1] if "所列 " in claim.formula else claim.operands)
    ]


def related_digit(clean: Clean, chance: Random) -> Mutant | None:
    """A digit of a figure that the prose relates to others."""
    return slip(clean, chance, fixed(clean))


def repeated_digit(clean: Clean, chance: Random) -> Mutant | None:
    """A figure that stands in two places, changed in one."""
    return slip(
        clean,
        chance,
        [
            span
            for claim in clean.claims
            if claim.kind == "同一数两处一致"
            for span in claim.operands
        ],
    )


def vouched(clean: Clean) -> list[Span]:
    """Return the figures that somebody vouches for: declared, or fixed by an equation."""
    loose = {span for claim in clean.claims for span in claim.operands} - set(fixed(clean))
    undeclared = {number.span for number in unverified_numbers(_unclaimed(clean))}
    figures = [
        place.entry.span.within(q.start, q.end)
        for place in clean.places
        for q in quantities(place.text)
    ]
    return [
        span
        for span in figures
        if span not in clean.unbound and not (span in loose and span in undeclared)
    ]


def _unclaimed(clean: Clean) -> PrintedReport:
    return attrs.evolve(clean.printed, report=attrs.evolve(clean.report, claims=()))


def vouched_digit(clean: Clean, chance: Random) -> Mutant | None:
    """A digit of any figure that somebody vouches for."""
    return slip(clean, chance, vouched(clean))


def unvouched_digit(clean: Clean, chance: Random) -> Mutant | None:
    """A digit of a figure that nobody vouches for."""
    return slip(clean, chance, clean.unbound)


def too_large(clean: Clean, chance: Random) -> Mutant | None:
    """A part made larger than its whole, or a rise turned into a fall."""
    claims = [
        claim for claim in clean.claims if not is_equation(claim) and len(claim.operands) == 2
    ]
    options = [(claim, *pair) for claim in claims if (pair := _pair(clean, claim))]
    if not options:
        return None
    claim, whole, (place, part) = chance.choice(options)
    number, more = int(Decimal(whole.replace(",", ""))), chance.randint(1, 9)
    start = claim.operands[0].start or 0
    return place.edited(clean.project, start, start + len(part), str(number + more))


def _pair(clean: Clean, claim: Claim) -> tuple[str, tuple[Place, str]] | None:
    found = []
    for span in claim.operands:
        place = clean.place(span)
        number = re.match(r"\d[\d.,]*", place.text[span.start : span.end]) if place else None
        if place is None or number is None:
            return None
        found.append((place, number.group()))
    return found[1][1], found[0]


def member_dropped(clean: Clean, chance: Random) -> Mutant | None:
    """A member missing from a list whose total is given; its clause goes, unless another operand
    stands in it.
    """

    def edits(clean: Clean) -> Iterator[Edit]:
        for claim in clean.claims:
            parts = claim.operands[1:]
            if "+" not in claim.formula or len(parts) < 3 or "= " not in claim.formula:
                continue
            for span in parts:
                place = clean.place(span)
                if place is not None and span.start is not None and span.end is not None:
                    before = (
                        max(place.text.rfind(mark, 0, span.start) for mark in "、,，;；:：(（。")
                        + 1
                    )
                    others = (
                        other
                        for other in claim.operands
                        if other != span and other.cell == span.cell
                    )
                    if not any(
                        other.file == span.file and before <= (other.start or 0) < span.end
                        for other in others
                    ):
                        yield place, before, _past_mark(place.text, span.end), ""

    return choose(edits)(clean, chance)


def _past_mark(text: str, position: int) -> int:
    after = re.compile(r"[^、,，;；。)）]*[、,，;；]?").match(text, position)
    return after.end() if after else position


def person_dropped(clean: Clean, chance: Random) -> Mutant | None:
    """A name missing from a list whose count is given."""

    def edits(clean: Clean) -> Iterator[Edit]:
        for claim in clean.claims:
            place = clean.place(claim.operands[-1]) if claim.kind == "人数与名单" else None
            for match in re.finditer("、[^、;；。,，]{6,40}(?=、)", place.text) if place else ():
                assert place is not None
                yield place, match.start(), match.end(), ""

    return choose(edits)(clean, chance)


def unit_swapped(clean: Clean) -> Iterator[Edit]:
    """Yield every vouched amount of money with another order of magnitude."""
    sure = set(vouched(clean))
    for place in clean.places:
        for quantity in quantities(place.text):
            if (
                quantity.measure_unit in MONEY
                and place.entry.span.within(quantity.start, quantity.end) in sure
            ):
                yield (
                    place,
                    quantity.end - len(quantity.measure_unit),
                    quantity.end,
                    MONEY[quantity.measure_unit],
                )


def confused(clean: Clean) -> Iterator[Edit]:
    """Yield every word that has a common wrong spelling, misspelt."""
    for place in clean.places:
        for right, wrong in CONFUSED:
            for match in re.finditer(right, place.text):
                yield place, match.start(), match.end(), wrong


def _titles(clean: Clean) -> Iterator[tuple[Place, re.Match[str], bool]]:
    """Yield the titles of the texts, and whether each stands elsewhere too."""
    counted = Counter(
        normal_title(m.group(1)) for place in clean.places for m in TITLE.finditer(place.text)
    )
    registered = {
        normal_title(row.title.value.strip("《》"))
        for measure in clean.report.measures()
        for row in measure.institutions
    }
    for place in clean.places:
        for match in TITLE.finditer(place.text):
            title = normal_title(match.group(1))
            if len(title) >= 8:
                yield place, match, counted[title] > 1 or title in registered


def title_altered(alone: bool) -> Mutator:
    """Return a mutator that writes a title otherwise in one place: one that stands elsewhere too,
    or one that does not.
    """

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        fitting = [(place, match) for place, match, twice in _titles(clean) if twice is not alone]
        if not fitting:
            return None
        place, match = chance.choice(fitting)
        position = chance.randrange(match.start(1) + 1, match.end(1) - 1)
        new = chance.choice(("", "新" + place.text[position], "\u7ba1"))
        return place.edited(clean.project, position, position + 1, new)

    return mutate


def series_faulty(clean: Clean, chance: Random) -> Mutant | None:
    """A series of ordinals in one text with one left out or doubled; the control has them all."""
    texts = [
        place
        for place in clean.places
        if place.key == "next_steps" or (place.key == "text" and not place.text.count("、") > 40)
    ]
    texts = [place for place in texts if 3 <= len(sentences(place.text)) <= len(SERIES)]
    if not texts:
        return None
    place = chance.choice(texts)
    parts = [place.text[start:end] for start, end in sentences(place.text)]
    word = chance.choice(("是", "要"))
    marks = [f"{SERIES[index]}{word}" for index in range(len(parts))]
    control = place.write(clean.project, "".join(map("".join, zip(marks, parts, strict=True))))
    index = chance.randrange(len(marks) - 1)
    if chance.random() < 0.5:
        marks[index] = ""
    else:
        marks[index + 1] = marks[index]
    text = "".join(map("".join, zip(marks, parts, strict=True)))
    return Mutant(
        place.write(clean.project, text),
        f"{place.entry.span.describe()} {'、'.join(marks)}",
        control,
    )


def impossible_date(clean: Clean, chance: Random) -> Mutant | None:
    """A day or month that no calendar has, where a date stands."""

    def edits(clean: Clean) -> Iterator[Edit]:
        for place in clean.places:
            for match in re.finditer(r"\d{4}年(\d{1,2})月(?:(\d{1,2})日)?", place.text):
                yield place, match.start(1), match.end(1), str(chance.randint(13, 19))
                if match[2]:
                    yield place, match.start(2), match.end(2), str(chance.randint(32, 39))

    return choose(edits)(clean, chance)


def late_date(clean: Clean, chance: Random) -> str | None:
    """Write what is told as done, dated after the notice."""
    signed = clean.report.information.signed_on.value
    if signed is None:
        return None
    month = f"{signed.year + chance.randint(1, 3)}年{chance.randint(1, 12)}月"
    day = f"{month}{chance.randint(1, 28)}日"
    return chance.choice(
        (
            f"{day}，已完成验收。",
            f"{month}已全部办结。",
            f"{day}印发了实施方案。",
            f"截至{day}，已办结全部事项。",
            f"于{month}召开了专题会议。",
        )
    )


def reversed_range(clean: Clean) -> Iterator[Edit]:
    """Yield ranges of days or months turned round, where a year or one month for both shows it."""
    for place in clean.places:
        for first, second in pairwise(dates(place.text)):
            between = place.text[first.end : second.start]
            months = (
                first.month is not None and second.month is not None and first.month < second.month
            )
            if between == "至" and second.year is None and months and first.year is not None:
                begin, end = (
                    place.text[first.start : first.end],
                    place.text[second.start : second.end],
                )
                year = begin[: begin.find("年") + 1]
                yield place, first.start, second.end, f"{year}{end}至{begin[len(year) :]}"
        for match in re.finditer(r"(\d{1,2})月(\d{1,2})日至(\d{1,2})日", place.text):
            if int(match[2]) < int(match[3]):
                yield place, match.start(2), match.end(), f"{match[3]}日至{match[2]}日"
        for match in re.finditer(r"(\d{4})年?至(\d{4})年", place.text):
            if int(match[1]) < int(match[2]):
                yield place, match.start(), match.end(), f"{match[2]}年至{match[1]}年"


def inserted(
    write: Callable[[Clean, Random], str | None],
    keys: tuple[str, ...] = ("progress", "situation", "text"),
) -> Mutator:
    """Return a mutator that puts a sentence behind one of a text's sentences."""

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        sentence = write(clean, chance)
        if sentence is None:
            return None
        place = chance.choice(
            [place for place in clean.places if place.key in keys and place.text.endswith("。")]
        )
        position = chance.choice([end for _, end in sentences(place.text)])
        return place.edited(clean.project, position, position, sentence)

    return mutate


def unknown_problem(clean: Clean, chance: Random) -> str:
    """Refer to a problem that does not exist."""
    return f"相关情况见第{clean.report.counts['问题总数'].value + Decimal(chance.randint(1, 20))}个问题。"


def unit_misspelt(clean: Clean) -> Iterator[Edit]:
    """Yield a unit's name with a letter left out."""
    names = [
        row.entries["name"].text
        for row in clean.project.register.tables.get("units", ())
        if is_given(row.entries["name"])
    ]
    for place in clean.places:
        for name in (name for name in names if len(name) >= 7):
            for match in re.finditer(name, place.text):
                for position in range(match.start() + 2, match.end() - 1):
                    yield place, position, position + 1, ""
