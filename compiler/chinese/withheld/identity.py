"""Numbers that identify a person or an account: identity card, mobile telephone, bank card,
licence plate.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from functools import wraps

import attrs

from compiler.chinese.quantities import UNITS
from compiler.chinese.width import to_ascii
from compiler.recall import recalled

BESIDE = r"(?<![0-9A-Za-z])(?<![0-9A-Za-z][.-])"
"""A number that stands by itself: not in a longer one, a decimal or a code."""
IDENTITY = re.compile(
    rf"(?:{BESIDE}|(?<=ID)|(?<=No)|(?<=NO))"
    r"(?:[1-8]\d{5}([ -]?)(?:19|20)\d{6}\1\d{3}|[1-8](?:[ ./·-]?\d){16})[ -]?[0-9Xx](?![0-9A-Za-z])"
)
PARTED = r"(?: ?[-.·—_/*~] ?| {1,2})?"
ALSO_WORDS = ("方面", "街道", "社区")
SHORT_UNITS = "万亿元吨亩条件份册株棵套%‰"
"""Units of one character that follow an amount; behind a telephone's number 人, 位, 本 and their
like may begin the next word, as 街道 and the like may, so they say nothing."""
LONG_UNITS = [re.escape(unit) for unit in UNITS if len(unit) > 1 and unit not in ALSO_WORDS]
OTHER_UNITS = ("平方", "立方", "千克", "字节", "米", "次(?!日)", "户(?![主籍名])")
UNITS_BEHIND = "|".join([*LONG_UNITS, *OTHER_UNITS, f"[{SHORT_UNITS}]"])
NOT_COUNTED = rf"(?![0-9A-Za-z]|[.]\d|[余多]?(?:{UNITS_BEHIND}))"
"""What follows an amount or a count of eleven digits, and no telephone number."""
MOBILE = re.compile(
    rf"(?:{BESIDE}|(?<=[Tt][Ee][Ll])|(?<=[Mm][Oo][Bb])|(?<=[WwVv][Xx]))(?:(?:\+?86|0086)[- ]?|0)?"
    rf"(1[3-9]\d{PARTED}\d{{4}}{PARTED}\d{{4}}|1[3-9]\d{PARTED}\d{{3}}{PARTED}\d{{5}}"
    rf"|1[3-9]\d\d{PARTED}\d{{4}}{PARTED}\d{{3}}"
    rf"|1[3-9](?:\d{{3}}[ -]\d{{6}}|\d{{4}}[ -]\d{{5}}|\d{{5}}[ -]\d{{4}})){NOT_COUNTED}"
)
NUMBERED = re.compile(
    r"(?:档案|编|文|单|案|批|序|卷|流水|订单|合同|证书|证|发票|票据)号码?[:：]?\s*$"
)
"""What stands before a number that is said to be something else than a telephone's."""
CARD = re.compile(
    r"(?<![0-9A-Za-z.])(?:\d{16,19}|\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?|\d{6}[ -]\d{10,13})"
    r"(?![0-9A-Za-z]|[.]\d)"
)
LANDLINE = re.compile(
    r"(?<![0-9A-Za-z.-])(?:[(（]?0\d{2,3}[)）]?[- —–]?)?\d{7,8}(?![0-9A-Za-z]|[.]\d)"
)
PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·. ]?"
    r"(?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳](?![A-Za-z0-9])"
    r"|[DF][A-HJ-NP-Z0-9]\d{4}(?![A-Za-z0-9])|\d{5}[DF](?![A-Za-z0-9]))"
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"


@attrs.frozen
class Sighting:
    """A number and its range."""

    text: str
    start: int
    end: int


Finder = Callable[[str], Iterator[Sighting]]


def _plainly(find: Finder) -> Finder:
    """Let a finder read a text as people do: any digit, blank or dash as the usual one, and
    nothing that cannot be seen. What it finds is placed in the text as it is.
    """

    @wraps(find)
    def found(text: str) -> Iterator[Sighting]:
        """Yield what is found in a text rid of what nobody sees, at its places in the text as it
        is.
        """
        read = _as_read(text)
        if read is None:
            return
        plain, places = read
        for seen in find(plain):
            yield Sighting(seen.text, places[seen.start], places[seen.end - 1] + 1)

    return found


@recalled(4096)  # every kind of number is looked for in every text that becomes public
def _as_read(text: str) -> tuple[str, Sequence[int]] | None:
    """Return a text as numbers are looked for in it, with the places that its characters have in the
    text as it is; ``None`` if it has no number that is long enough.
    """
    if not LONG_NUMBER.search(text):
        return None
    if USUAL.fullmatch(text):
        return text, range(len(text))
    places = [place for place, character in enumerate(text) if not _unseen(character)]
    return "".join(_usual(text[place]) for place in places), places


def has_long_number(text: str) -> bool:
    """Tell whether a text has any number that is long enough to be looked at."""
    return _as_read(text) is not None


LONG_NUMBER = re.compile(r"(?:\d[^\u4e00-\u9fff]{0,4}?){6}\d")
"""No number looked for here has fewer digits: a landline without its area has seven."""
USUAL = re.compile(r"[ -~\u4e00-\u9fff、。《》【】〔〕（），：；！？“”‘’…]*")
FILLERS = frozenset("\u115f\u1160\u3164\uffa0\ufffc\ufffd")
LOOKING_LIKE = str.maketrans("ⅩⅹХх×\u2800", "XxXxX ")


def _unseen(character: str) -> bool:
    """Tell whether a character shows nothing, or is one that fills gaps in a number."""
    return unicodedata.category(character) in ("Cf", "Mn", "Me") or character in FILLERS


def _usual(character: str) -> str:
    """Return the ASCII character that is read in another's stead, or the character itself."""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd":
        return "-"
    return " " if category in ("Zs", "Cc") else to_ascii(character).translate(LOOKING_LIKE)


@_plainly
def identity_numbers(text: str) -> Iterator[Sighting]:
    """Yield numbers shaped like an identity card's: eighteen places with a possible birthday.

    One that is parted otherwise than before and behind the birthday must have its checksum.
    """
    for match in IDENTITY.finditer(text):
        number = "".join(c for c in match.group() if c.isdigit() or c in "Xx")
        usual = match[1] is not None and len(match.group()) == 18 + 2 * len(match[1])
        if _birthday(number[6:14]) and (usual or checksum_holds(number)):
            yield Sighting(number, *match.span())


def checksum_holds(number: str) -> bool:
    """Tell whether the last place of an identity number is the one that the others demand (GB
    11643).
    """
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=False))
    return CHECK[total % 11] == number[17].upper()


@_plainly
def mobile_numbers(text: str) -> Iterator[Sighting]:
    """Yield mobile telephone numbers, grouped in any usual way."""
    for match in MOBILE.finditer(text):
        if not NUMBERED.search(text, max(0, match.start() - 8), match.start()):
            yield Sighting(match.group(), *match.span())


@_plainly
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


@_plainly
def landline_numbers(text: str) -> Iterator[Sighting]:
    """Yield the numbers of telephones that stand somewhere, with their area or without."""
    for match in LANDLINE.finditer(text):
        if next(mobile_numbers(match.group()), None) is None:
            yield Sighting(match.group(), *match.span())


def telephone_numbers(text: str) -> Iterator[Sighting]:
    """Yield landline and mobile numbers."""
    yield from mobile_numbers(text)
    yield from landline_numbers(text)


def same_telephone(left: str, right: str) -> bool:
    """Tell whether two numbers ring one telephone; one may be written without its area, or
    without its country.
    """
    (area, local), (other_area, other_local) = map(_area_and_local, (left, right))
    return local == other_local and (area == other_area or not area or not other_area)


@recalled(1024)  # every number of the forms is compared with each of the notice's own
def _area_and_local(number: str) -> tuple[str, str]:
    """Part a number behind its area's: three digits for the greatest cities, else four."""
    plain = digits(number)
    if next(mobile_numbers(number), None) is not None:
        return "", plain[-11:]
    length = 3 if plain[1:2] in ("1", "2") else 4
    return (plain[:length], plain[length:]) if plain.startswith("0") else ("", plain)


def plates(text: str) -> Iterator[Sighting]:
    """Yield licence plates, with at least two digits among their places."""
    for match in PLATE.finditer(text):
        if sum(character.isdigit() for character in match.group()) >= 2:
            yield Sighting(match.group(), *match.span())


def digits(text: str) -> str:
    """Return the digits of ``text``."""
    return NO_DIGITS.sub("", text)


NO_DIGITS = re.compile("[^0-9]+")


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
    """Tell whether eight digits are a day of a calendar on which somebody alive may be born."""
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    return 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
