"""How a number is written in each of Word's number formats (ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

UNITS = ("", "十", "百", "千")
DIGITS = "〇一二三四五六七八九"
FORMAL_UNITS, FORMAL_DIGITS = ("", "拾", "佰", "仟"), "零壹贰叁肆伍陆柒捌玖"
TRADITIONAL_DIGITS = "零壹貳參肆伍陸柒捌玖"
JAPANESE_DIGITS = "〇壱弐参四伍六七八九"
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
AIUEO = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
IROHA = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
)
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
LARGEST = 9999
"""No list is longer; a number beyond it is written in digits."""

MOST_REPEATS = 30
"""How often a letter is repeated at most: Word stops at 780, which is 30 times z."""


def write_number(number: int, form: str) -> str:
    """Return ``number`` as the format named ``form`` writes it: nothing where it writes nothing,
    digits where it has no sign for the number or is not known.
    """
    if form in ("none", "bullet"):
        return ""
    write = FORMS.get(form)
    written = write(number) if write is not None and 0 <= number <= LARGEST else ""
    return written or str(number)


def pad(number: int, example: str) -> str:
    """Return a number of a custom format, of which Word keeps an example: ``001, 002, 003, ...``."""
    return str(number).zfill(len(example.partition(",")[0].strip()))


def _counting(
    digits: str, units: Sequence[str], zero: str, *, short: bool = False
) -> Callable[[int], str]:
    """Write with units; ``zero`` stands for places that are passed over. ``short``: 十一, not
    一十一.
    """

    def write(number: int) -> str:
        written, waiting = "", False
        for place in range(3, -1, -1):
            digit = number // 10**place % 10
            if digit == 0:
                waiting = bool(written)
                continue
            written += zero if waiting else ""
            one = short and place == 1 and number < 20
            written += ("" if one else digits[digit]) + units[place]
            waiting = False
        return written

    return write


def _japanese(number: int) -> str:
    """Return 千百十一: no zero, and no 一 before any unit."""
    parts = ((number // 10**place % 10, UNITS[place]) for place in range(3, -1, -1))
    return "".join(
        ("" if digit == 1 and unit else DIGITS[digit]) + unit for digit, unit in parts if digit
    )


def _digital(digits: str) -> Callable[[int], str]:
    """Write digit by digit."""
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _short_counting(zero: str) -> Callable[[int], str]:
    """Write with 十 up to 99, digit by digit beyond."""
    tens, digital = _counting(DIGITS, UNITS, "", short=True), _digital(zero + DIGITS[1:])
    return lambda number: tens(number) if 0 < number < 100 else digital(number)


def _listed(signs: Sequence[str]) -> Callable[[int], str]:
    """Write the sign at the place of the number, nothing beyond the last."""
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else ""


def _characters(first: str, count: int) -> Callable[[int], str]:
    """Write the characters that follow each other from ``first`` on."""
    return _listed([chr(ord(first) + step) for step in range(count)])


def _letters(first: str) -> Callable[[int], str]:
    """Write a … z, aa, bb: the letter is repeated."""

    def write(number: int) -> str:
        times, letter = divmod(number - 1, 26)
        return chr(ord(first) + letter) * (times + 1) if 0 <= times < MOST_REPEATS else ""

    return write


def _roman(number: int) -> str:
    written = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def _chicago(number: int) -> str:
    """Return the marks of footnotes: * † ‡ §, then each twice."""
    times, sign = divmod(number - 1, 4)
    return "*†‡§"[sign] * (times + 1) if 0 <= times < MOST_REPEATS else ""


_WIDE = _digital("".join(chr(ord("０") + digit) for digit in range(10)))
_CIRCLED = _characters("①", 20)
_THOUSAND = _counting(DIGITS, UNITS, "〇", short=True)

FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _WIDE,
    "decimalFullWidth2": _WIDE,
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedFullstop": _characters("⒈", 20),
    "decimalEnclosedParen": _characters("⑴", 20),
    "ideographEnclosedCircle": _characters("㊀", 10),
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "ordinal": _ordinal,
    "hex": lambda number: f"{number:X}",
    "chicago": _chicago,
    "numberInDash": lambda number: f"- {number} -",
    "chineseCounting": _short_counting("○"),
    "taiwaneseCounting": _short_counting("○"),
    "chineseCountingThousand": _THOUSAND,
    "taiwaneseCountingThousand": _THOUSAND,
    "ideographDigital": _digital(DIGITS),
    "japaneseDigitalTenThousand": _digital(DIGITS),
    "taiwaneseDigital": _digital("○" + DIGITS[1:]),
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": _counting(FORMAL_DIGITS, FORMAL_UNITS, "零"),
    "ideographLegalTraditional": _counting(TRADITIONAL_DIGITS, FORMAL_UNITS, "零"),
    "japaneseLegal": _counting(JAPANESE_DIGITS, ("", "拾", "百", "阡"), ""),
    "ideographTraditional": _listed(STEMS),
    "ideographZodiac": _listed(BRANCHES),
    "ideographZodiacTraditional": _listed(
        [STEMS[step % 10] + BRANCHES[step % 12] for step in range(60)]
    ),
    "aiueoFullWidth": _listed(AIUEO),
    "irohaFullWidth": _listed(IROHA),
}
