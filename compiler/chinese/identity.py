"""Numbers that identify a person or an account: identity card, mobile telephone, bank card,
licence plate.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

import attrs

IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9A-Za-z]-)[1-8]\d{5}([ -]?)(?:19|20)\d{6}\1\d{3}[0-9Xx](?![0-9A-Za-z])"
)
MOBILE = re.compile(
    r"(?:(?<![0-9A-Za-z])(?<![0-9A-Za-z][.-])|(?<=[Tt][Ee][Ll])|(?<=[Mm][Oo][Bb]))"
    r"(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?![0-9A-Za-z]|[.]\d)"
)
CARD = re.compile(
    r"(?<![0-9A-Za-z.])(?:\d{16,19}|\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?)(?![0-9A-Za-z]|[.]\d)"
)
LANDLINE = re.compile(
    r"(?<![0-9A-Za-z.-])(?:[(（]?0\d{2,3}[)）]?[- —–]?)?\d{7,8}(?![0-9A-Za-z]|[.]\d)"
)
PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·. ]?"
    r"(?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳](?![A-Za-z0-9])|[DF][A-HJ-NP-Z0-9]\d{4}(?![A-Za-z0-9])|\d{5}[DF](?![A-Za-z0-9]))"
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"


@attrs.frozen
class Sighting:
    """A number and its range."""

    text: str
    start: int
    end: int


def identity_numbers(text: str) -> Iterator[Sighting]:
    """Yield numbers shaped like an identity card's: eighteen places with a possible birthday,
    parted or not.
    """
    for match in IDENTITY.finditer(text):
        number = match.group().replace(match[1], "") if match[1] else match.group()
        if _birthday(number[6:14]):
            yield Sighting(number, *match.span())


def checksum_holds(number: str) -> bool:
    """Tell whether the last place of an identity number is the one that the others demand (GB
    11643).
    """
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=False))
    return CHECK[total % 11] == number[17].upper()


def mobile_numbers(text: str) -> Iterator[Sighting]:
    """Yield mobile telephone numbers."""
    for match in MOBILE.finditer(text):
        yield Sighting(match.group(), *match.span())


def bank_cards(text: str) -> Iterator[Sighting]:
    """Yield card numbers that pass Luhn's test and are no identity numbers."""
    for match in CARD.finditer(text):
        number = digits(match.group())
        if (
            16 <= len(number) <= 19
            and number[0] in "34569"
            and luhn(number)
            and not list(identity_numbers(match.group()))
        ):
            yield Sighting(match.group(), *match.span())


def telephone_numbers(text: str) -> Iterator[Sighting]:
    """Yield landline and mobile numbers."""
    yield from mobile_numbers(text)
    for match in LANDLINE.finditer(text):
        yield Sighting(match.group(), *match.span())


def plates(text: str) -> Iterator[Sighting]:
    """Yield licence plates, with at least two digits among their places."""
    for match in PLATE.finditer(text):
        if sum(character.isdigit() for character in match.group()) >= 2:
            yield Sighting(match.group(), *match.span())


def digits(text: str) -> str:
    """Return the digits of ``text``."""
    return "".join(character for character in text if character.isascii() and character.isdigit())


def luhn(number: str) -> bool:
    """Tell whether a card number's last digit is right."""
    doubled = (int(d) * 2 if index % 2 else int(d) for index, d in enumerate(reversed(number)))
    return (
        len(set(number)) > 2
        and sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
    )


def hide(number: str) -> str:
    """Return a number that can be shown in a report: the middle is starred."""
    return number[:3] + "*" * max(len(number) - 5, 1) + number[-2:]


def _birthday(text: str) -> bool:
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    return 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
