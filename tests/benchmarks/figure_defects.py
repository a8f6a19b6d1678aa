"""Slips of any size in the figures that prose relates: another first digit, two digits exchanged, ten times,
another unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from random import Random

from planting import Clean, Mutant, Mutator, Place
from prose_defects import fixed, other_digit

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
UNITS = {"万元": "亿元", "亿元": "万元", "公里": "米", "公顷": "亩", "亩": "公顷"}
Misprint = Callable[[str, Random], str | None]


def related(misprint: Misprint) -> Mutator:
    """Return the mutator that misprints a figure which an equation of the prose fixes."""

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        options: list[tuple[Place, int, int, str]] = []
        for span in fixed(clean):
            place = clean.place(span)
            if place is None or span.start is None or span.end is None:
                continue
            match = NUMBER.match(place.text, span.start, span.end)
            wrong = misprint(place.text[span.start : span.end], chance) if match else None
            if wrong is not None:
                options.append((place, span.start, span.end, wrong))
        if not options:
            return None
        place, start, end, wrong = chance.choice(options)
        return place.edited(clean.project, start, end, wrong)

    return mutate


def first_digit(figure: str, chance: Random) -> str | None:
    """Another digit in front; of a number of one digit there is no first one."""
    digits = NUMBER.match(figure)
    if digits is None or len(digits.group()) < 2:
        return None
    return other_digit(chance, figure[0], True) + figure[1:]


def swapped(figure: str, chance: Random) -> str | None:
    """Two digits beside each other exchanged."""
    places = [
        at
        for at in range(len(figure) - 1)
        if figure[at : at + 2].isdecimal()
        and figure[at] != figure[at + 1]
        and (at or figure[1] != "0")
    ]
    if not places:
        return None
    at = chance.choice(places)
    return figure[:at] + figure[at + 1] + figure[at] + figure[at + 2 :]


def ten_times(figure: str, _: Random) -> str | None:
    """A nought too many, or the point a place too far."""
    digits = NUMBER.match(figure)
    if digits is None:
        return None
    number = Decimal(digits.group().replace(",", "")) * 10
    return format(number.normalize(), "f") + figure[digits.end() :]


def other_unit(figure: str, _: Random) -> str | None:
    """万元 for 亿元, and the like."""
    digits = NUMBER.match(figure)
    unit = UNITS.get(figure[digits.end() :]) if digits else None
    return figure[: digits.end()] + unit if digits and unit else None
