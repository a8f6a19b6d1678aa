"""How a number is shown: the part of Excel's number formats that changes what a person reads.

ECMA-376 part 1, 18.8.30 and 18.8.31. Fractions, exponents and conditions are not followed: then it is
not known how the number looks, and what is stored counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

import attrs

from compiler.chinese.numerals import plain

BUILT_IN = {
    "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%",
    "14": "yyyy/m/d", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy", "18": "h:mm AM/PM", "19": "h:mm:ss AM/PM",
    "20": "h:mm", "21": "h:mm:ss", "22": "yyyy/m/d h:mm", "27": "yyyy年m月", "28": "m月d日", "29": "m月d日",
    "30": "m-d-yy", "31": "yyyy年m月d日", "32": "h时mm分", "33": "h时mm分ss秒", "34": "上午/下午h时mm分",
    "35": "上午/下午h时mm分ss秒", "36": "yyyy年m月", "37": "#,##0;-#,##0", "38": "#,##0;-#,##0", "39": "#,##0.00;-#,##0.00",
    "40": "#,##0.00;-#,##0.00", "45": "mm:ss", "46": "[h]:mm:ss", "47": "mm:ss.0", "49": "@", "50": "yyyy年m月",
    "51": "m月d日", "52": "yyyy年m月", "53": "m月d日", "54": "m月d日", "55": "上午/下午h时mm分", "56": "上午/下午h时mm分ss秒",
    "57": "yyyy年m月", "58": "m月d日",
}  # fmt: skip
"""Formats that are known by number, as the Chinese Excel shows them."""

GENERAL = re.compile(r"general|G/通用格式|常规|@|", re.IGNORECASE)
"""``G/通用格式`` is what Chinese versions write for General."""
TOKEN = re.compile(
    r'"[^"]*"?|[\\!].?|_.?|\*.?|\[[^\]]*\]?|AM/PM|A/P|上午/下午|General|G/通用格式|E[+-]|aaaa?|.',
    re.IGNORECASE | re.DOTALL,
)
"""Quoted text; an escaped character; a blank as wide as another; a filler; a bracket; anything else."""
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
CURRENCY = re.compile(r"\[\$([^\]-]*)")
DATE_TOKENS = frozenset([*"ymdhs", "am/pm", "a/p", "上午/下午"])
WIDE = Context(prec=500, rounding=ROUND_HALF_UP)
"""For numbers up to 1E308 with the 30 decimals that Excel's dialog allows."""
PLACEHOLDERS = frozenset("0#?")
SHOWN = re.compile(
    r"(?P<before>[^\d+\-−.]*)(?P<number>[+\-−]?(?:\d[\d,]*\.?\d*|\.\d+))(?P<unit>.*)", re.DOTALL
)


@attrs.frozen
class Shown:
    """A number as its cell shows it, where that differs from what is stored: ``98.50%``, of which
    ``98.5`` is the number and ``%`` the unit.
    """

    text: str
    number: Decimal
    unit: str


@lru_cache(maxsize=1024)  # a workbook has a dozen formats and thousands of cells
def sections_of(code: str) -> tuple[tuple[str, ...], ...]:
    """Return the tokens of a format by its sections: for positive, negative, zero, text."""
    sections: list[list[str]] = [[]]
    for token in TOKEN.findall(code):
        if token == ";":
            sections.append([])
        else:
            sections[-1].append(token)
    return tuple(map(tuple, sections))


@lru_cache(maxsize=1024)
def is_date(code: str) -> bool:
    """Tell whether a number in this format is shown as a date or a time."""
    if GENERAL.fullmatch(code):
        return False
    first = sections_of(code)[0]
    return any(token.lower() in DATE_TOKENS or "aaa" in token for token in first) or is_elapsed(
        code
    )


@lru_cache(maxsize=1024)
def is_elapsed(code: str) -> bool:
    """Tell whether a number in this format is shown as a length of time, ``[h]:mm``."""
    return any(ELAPSED.fullmatch(token) for token in sections_of(code)[0])


def shown(number: Decimal, code: str) -> Shown | None:
    """Return how ``number`` looks in a format, ``None`` where that is what is stored, or not known."""
    if GENERAL.fullmatch(code):
        return None
    text = displayed(number, code)
    match = SHOWN.fullmatch(text) if text is not None else None
    if text is None or match is None:
        return None
    read = Decimal(match["number"].replace(",", "").replace("−", "-"))
    if number < 0 < read and match["before"].strip() in ("(", "（", "-", "−"):
        read = -read
    unit = match["unit"].strip().rstrip(")）").strip()
    if abs(read) == abs(number) and not unit:
        return None  # in another colour, with a currency sign, in brackets: the same number
    return Shown(text.strip(), read, unit)


@lru_cache(maxsize=1024)
def hides(code: str) -> bool:
    """Tell whether nothing of a cell in this format is shown: ``;;;``."""
    return code.count(";") >= 3 and not any(map(_shows, sections_of(code)))


def _shows(section: Sequence[str]) -> bool:
    return any(token[0] not in "[_*" for token in section)


@lru_cache(maxsize=1024)
def text_as_shown(text: str, code: str) -> str:
    """Return what a text looks like in a format: its fourth section, or one with ``@`` in it."""
    sections = sections_of(code)
    tokens = sections[3] if len(sections) > 3 else next((s for s in sections if "@" in s), None)
    if tokens is None or not tokens:
        return text
    return "".join(text if token == "@" else _literal(token) for token in tokens)


def displayed(number: Decimal, code: str) -> str | None:
    """Return the text that a number is shown as, ``None`` for a format that is not followed."""
    sections = sections_of(code)
    if any(token.startswith(("[<", "[>", "[=")) for section in sections for token in section):
        return None
    which = 1 if number < 0 and len(sections) > 1 else 2 if not number and len(sections) > 2 else 0
    tokens = sections[which]
    if any(token in ("/", "@") or token[0] in "Ee" for token in tokens):
        return None  # a fraction, a text, an exponent
    minus = "-" if number < 0 and which == 0 else ""
    written = _written(abs(number), tokens)
    return None if written is None else minus + written


def _written(number: Decimal, tokens: Sequence[str]) -> str | None:
    """Return a number that is not negative in one section; ``None`` if it has no place for digits."""
    places = [i for i, token in enumerate(tokens) if token in PLACEHOLDERS]
    if not places:
        as_stored = [plain(number) if GENERAL.fullmatch(t) else _literal(t) for t in tokens]
        return "".join(as_stored) if any(map(GENERAL.fullmatch, tokens)) else None
    point = next((i for i, token in enumerate(tokens) if token == "."), len(tokens))
    last_whole = max((i for i in places if i < point), default=point - 1)
    commas = 0
    for token in tokens[max(places) + 1 :]:
        if token != ",":
            break
        commas += 1
    if max(places) > point:  # commas may follow the whole part, too: 0,.0
        for token in tokens[last_whole + 1 : point]:
            commas += token == ","
    percents = sum(token == "%" for token in tokens)
    decimals = [tokens[i] for i in places if i > point]
    try:
        scaled = number.scaleb(2 * percents - 3 * commas, WIDE)
        scaled = scaled.quantize(Decimal(1).scaleb(-len(decimals)), context=WIDE)
    except InvalidOperation:  # hundreds of places, which no cell shows
        return None
    whole, _, fraction = format(scaled, "f").partition(".")
    grouped = any(token == "," for token in tokens[min(places) : last_whole])
    return _filled(
        tokens, places, point, _stripped(whole, tokens, places, point), fraction, grouped
    )


def _stripped(whole: str, tokens: Sequence[str], places: Sequence[int], point: int) -> str:
    """Return the digits before the point, with the leading zeros that the format asks for."""
    wanted = [tokens[i] for i in places if i < point]
    zeros = len(wanted) - wanted.index("0") if "0" in wanted else 0
    return whole.lstrip("0").rjust(zeros, "0")


def _filled(
    tokens: Sequence[str],
    places: Sequence[int],
    point: int,
    whole: str,
    fraction: str,
    grouped: bool,
) -> str:
    """Return the section with digits in its places: the whole part from the right, the first place
    taking what is left.
    """
    before = [i for i in places if i < point]
    digits: dict[int, str] = {}
    rest = list(enumerate(reversed(whole)))
    for i in reversed(before):
        take = rest if i == before[0] else rest[:1]
        digits[i] = "".join(
            digit + ("," if grouped and n and n % 3 == 0 else "") for n, digit in reversed(take)
        )
        rest = rest[len(take) :]
    after = [i for i in places if i > point]
    optional = len(fraction.rstrip("0"))
    for n, i in enumerate(after):
        digits[i] = fraction[n] if tokens[i] == "0" or n < optional else ""
    return "".join(digits[i] if i in digits else _literal(token) for i, token in enumerate(tokens))


def _literal(token: str) -> str:
    """Return what a token that is no place for a digit shows."""
    if token.startswith('"'):
        return token.strip('"')
    if token[0] in "\\!":
        return token[1:]
    if token.startswith("["):
        match = CURRENCY.match(token)
        return match.group(1) if match else ""
    return "" if token[0] in "_*," else token
