"""Whether the text of a form states what is registered below it: figures (F010), regulations (F011),
persons dealt with (F012), as worksheet formulas and as what these formulas give.

A worksheet cannot read prose: what it is sure of is right or wrong, what it is not sure of is to be
looked at. It takes all that the form may have printed for the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import product

import attrs

from compiler.chinese.numerals import plain
from compiler.chinese.width import HALF
from compiler.excel.writing.formats import shown
from compiler.excel.writing.self_check_formulas import (
    DIGITS,
    FULL_DIGITS,
    NUMBER_MARKS,
    any_of,
    array,
    quoted,
    replaced,
)
from compiler.schema.contents import CellContent, Contents, Lists
from compiler.schema.definitions import Field, Sheet, TextRule, ValueKind
from compiler.vocab import Publication

FIGURE, TITLE, PERSONS = "F010", "F011", "F012"
STATED = {
    ("figures", "value"): FIGURE,
    ("institutions", "title"): TITLE,
    ("handlings", "count"): PERSONS,
}
"""The columns whose values the text must state, with the rule that asks for it."""
BESIDE = {FIGURE: "unit", PERSONS: "sanction"}
"""The column beside it that says what is counted."""
TOLD_APART = ("deadline",)
"""Printed, but not searched by these rules: a deadline tells of no result."""

SCALES = ((100, "百"), (1000, "千"), (10_000, "万"), (100_000_000, "亿"))
SCALED_MARKS = "".join(mark for _, mark in SCALES)
UNSCALED = "元亩吨美平"
"""With these behind it 万 belongs to the unit: 万元, 万亩, 万平方米."""
SMALLEST, LARGEST = Decimal("0.0001"), Decimal(10) ** 15
"""Beyond these a spreadsheet writes a number with an exponent."""
BEFORE = (*DIGITS, ".")
COUNTED = ("人", "名", "位")
LINKS = ("", "进行", "进行了", "予以", "给予", "作出")
SMALL = "一二三四五六七八九十"
"""Numbers up to ten are often written in words, 2 as 两, too."""
ROUNDINGS = [(step, mark) for step in (10, 100, 1000, 10_000) for mark in ("余", "多")]
"""3204 is told as 3200余 or 3000多, or as 近 or 约 of the next."""
NEARLY = [(step, mark) for step in (10, 100, 1000, 10_000) for mark in ("近", "约", "约为")]
IN_LARGE = ("万余", "余万", "万多", "多万", "亿", "亿余")
"""12034 is told as 1.2万余, and 12034万元 as 1.2亿元."""
IN_OTHER_UNITS = (
    ("万元", "亿元", Decimal("0.0001")), ("万元", "元", Decimal(10_000)), ("元", "万元", Decimal("0.0001")),
    ("元", "亿元", Decimal("0.00000001")), ("亿元", "万元", Decimal(10_000)), ("公里", "千米", Decimal(1)),
    ("公里", "km", Decimal(1)), ("千米", "公里", Decimal(1)), ("米", "公里", Decimal("0.001")),
    ("公顷", "亩", Decimal(15)), ("平方米", "㎡", Decimal(1)), ("吨", "公斤", Decimal(1000)),
)  # fmt: skip
"""One amount in two units: what is registered, what the text may say, how many of these it is."""
PARTS = [(before, word) for before, word in product(BEFORE, COUNTED)]


def told_fields(definition: Sheet) -> Iterator[Field]:
    """Yield the fields whose texts are searched."""
    for field in definition.fields():
        prose = field.kind is ValueKind.PROSE or TextRule.NO_ORDINAL in field.text_rules
        printed = field.publication is Publication.NOTICE and not field.prefilled
        if prose and printed and field.key not in TOLD_APART:
            yield field


def searched(cleaned: str) -> tuple[str, str]:
    """Return how a text is searched for numbers, and for titles."""
    numbers = [(quoted(full), quoted(half)) for full, half in zip(FULL_DIGITS, DIGITS, strict=True)]
    numbers.append((quoted("％"), quoted("%")))
    marks = [(quoted(full), quoted(half)) for full, half in HALF.items()]
    return replaced(cleaned, [*numbers, (quoted(","), '""')]), replaced(cleaned, marks)


def number_of(bare: str) -> str:
    """Return a number without sign and commas as a text, for a cell's number without its sign."""
    return f'IFERROR(VALUE(SUBSTITUTE({bare},",",""))&"","")'


def doubts(
    code: str, number: str, beside: str, told: str, texts: tuple[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield what is said of a value with when it is said, the first that holds: ``""`` it is right,
    the rule's code it is wrong, with ``?`` before it, it must be looked at.

    ``number`` is the cell with the number, or with the cleaned title; ``beside`` that of what is
    counted; ``told`` that which says whether there is a text to be searched; ``texts`` the ranges
    searched for numbers and for titles.
    """
    numbers, titles = texts
    yield "", f"NOT({told})"
    if code == TITLE:
        title = replaced(number, [(quoted(full), quoted(half)) for full, half in HALF.items()])
        yield code, f"NOT({_found(quoted('《') + '&' + title + '&' + quoted('》'), titles)})"
        return
    yield "", f'OR({number}="",{beside}="")'
    if code == FIGURE:
        yield from _figure_doubts(number, beside, numbers)
    else:
        yield from _persons_doubts(number, beside, numbers)


def _figure_doubts(number: str, unit: str, texts: str) -> Iterator[tuple[str, str]]:
    value, first = f"VALUE({number})", f"LEFT({unit},1)"
    scales = "{" + ",".join(str(scale) for scale, _ in SCALES) + "}"
    scaled = f"{value}/{scales}&{array(mark for _, mark in SCALES)}"
    yield "", _free(f"{number}&{unit}", texts)
    plain_unit = f"ISERROR(FIND({first},{quoted(UNSCALED)}))"
    yield "", f"AND({plain_unit},{_found(f'{scaled}&{unit}', texts)})"
    doubtful = [
        f"{value}>={LARGEST}",
        f"AND({value}>0,{value}<{SMALLEST})",
        _free(number, texts),
        _found(scaled, texts),
        f"AND(ISNUMBER(FIND({first},{quoted(SCALED_MARKS)})),{_found(f'{value}*{scales}', texts)})",
        f'AND({first}="%",{_found(f"{value}*100", texts)})',
        *_other_writings(value, unit, texts),
    ]
    yield f"?{FIGURE}", any_of(doubtful)
    yield FIGURE, "TRUE"


def _other_writings(value: str, unit: str, texts: str) -> Iterator[str]:
    """Yield when a text may tell a figure in words, rounded, or in another unit."""
    in_words = f"MID({quoted(SMALL)},{value},1)&{unit}"
    two = _found(quoted("两") + f"&{unit}", texts)
    both = f"AND({value}=2,{two})"
    yield f"IF(AND({value}>=1,{value}<=10,{value}=INT({value})),OR({_found(in_words, texts)},{both}))"
    for rounded, more in ((ROUNDINGS, (0,)), (NEARLY, (0, 1))):
        steps = "{" + ",".join(str(step) for step, _ in rounded) + "}"
        marks = array(mark for _, mark in rounded)
        for one in more:
            number = f"(INT({value}/{steps})+{one})*{steps}"
            words = f"{number}&{marks}" if rounded is ROUNDINGS else f"{marks}&{number}"
            yield f"(SUMPRODUCT(ISNUMBER(FIND({words},{texts}))*({value}>={steps}))>0)"
    yield f"AND({value}>=1000,{_found(f'INT({value}/1000)/10&{array(IN_LARGE)}', texts)})"
    for registered, told, times in IN_OTHER_UNITS:
        other = f"{value}*{plain(times)}&{quoted(told)}"
        yield f"AND({unit}={quoted(registered)},{_found(other, texts)})"
    share, whole = _found(f"{quoted('百分之')}&{value}", texts), _found(quoted("百分之百"), texts)
    yield f"AND({unit}={quoted('%')},OR({share},AND({value}=100,{whole})))"


def _persons_doubts(number: str, sanction: str, texts: str) -> Iterator[tuple[str, str]]:
    words = array(COUNTED)
    before, after = array(mark for mark, _ in PARTS), array(word for _, word in PARTS)
    whole = f"SUMPRODUCT(LEN({texts})-LEN(SUBSTITUTE({texts},{number}&{words},{quoted('')})))"
    longer = (
        f"SUMPRODUCT(LEN({texts})-LEN(SUBSTITUTE({texts},{before}&{number}&{after},{quoted('')})))"
    )
    counted = f"{whole}/(LEN({number})+1)>{longer}/(LEN({number})+2)"
    said, digits = _found(sanction, texts), array(DIGITS)
    otherwise = _found(f"{sanction}&{digits}", texts)
    # In words, parted by rank or by another name of the way: that cannot be read here.
    yield PERSONS, f"AND(NOT({counted}),OR(NOT({said}),{otherwise}))"
    pairs = list(product(COUNTED, LINKS))
    words_of, links = array(word for word, _ in pairs), array(link for _, link in pairs)
    yield "", _found(f"{sanction}&{number}&{words}", texts)
    yield "", _found(f"{number}&{words_of}&{links}&{sanction}", texts)
    yield f"?{PERSONS}", "TRUE"


def _found(words: str, texts: str) -> str:
    """Return whether any of the words stands in any of the texts."""
    return f"(SUMPRODUCT(--ISNUMBER(FIND({words},{texts})))>0)"


def _free(words: str, texts: str) -> str:
    """Return whether a number stands in any of the texts without a digit before it."""
    whole = f"SUMPRODUCT(LEN({texts})-LEN(SUBSTITUTE({texts},{words},{quoted('')})))"
    before = f"{array(BEFORE)}&{words}"
    longer = f"SUMPRODUCT(LEN({texts})-LEN(SUBSTITUTE({texts},{before},{quoted('')})))"
    return f"({whole}/LEN({words})>{longer}/(LEN({words})+1))"


@attrs.frozen
class Told:
    """The texts of a form as its formulas search them: for numbers and for titles; none if they
    are not to be searched.
    """

    numbers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def told_by(contents: Contents, definition: Sheet, lists: Lists) -> Told:
    """Return what the formulas search in a form that is being written."""
    unit, lead = (_cleaned(contents.fields.get(key)) for key in ("unit", "lead_unit"))
    leads = not unit or lists.aliases.get(unit, unit) == lists.aliases.get(lead, lead)
    if not leads or not _cleaned(contents.fields.get("progress")):
        return Told()
    texts = [_cleaned(contents.fields.get(field.key)) for field in told_fields(definition)]
    digits = {ord(full): half for full, half in zip(FULL_DIGITS, DIGITS, strict=True)}
    digits[ord("％")] = "%"
    marks = {ord(full): half for full, half in HALF.items()}
    return Told(
        tuple(text.translate(digits).replace(",", "") for text in texts),
        tuple(text.translate(marks) for text in texts),
    )


def doubted(code: str, row: Mapping[str, CellContent], key: str, told: Told) -> str:
    """Return what the formula says of a value, as :func:`doubts` does."""
    if not told.numbers:
        return ""
    if code == TITLE:
        marks = {ord(full): half for full, half in HALF.items()}
        title = f"《{_cleaned(row.get(key)).translate(marks)}》"
        return "" if any(title in text for text in told.titles) else code
    value, beside = _number(row.get(key)), _cleaned(row.get(BESIDE[code]))
    if value is None or not beside:
        return ""
    if code == PERSONS:
        return _persons_doubted(plain(value), beside, told.numbers)
    return _figure_doubted(value, beside, told.numbers)


def _figure_doubted(value: Decimal, unit: str, texts: Sequence[str]) -> str:
    number = plain(value)
    scaled = [f"{plain(value / scale)}{mark}" for scale, mark in SCALES]
    if _stands_free([number + unit], texts):
        return ""
    if unit[:1] not in UNSCALED and _any(texts, *(one + unit for one in scaled)):
        return ""
    doubtful = (
        value >= LARGEST
        or 0 < value < SMALLEST
        or _stands_free([number], texts)
        or _any(texts, *scaled)
        or (
            unit[:1] in SCALED_MARKS and _any(texts, *(plain(value * scale) for scale, _ in SCALES))
        )
        or (unit[:1] == "%" and _any(texts, plain(value * 100)))
        or _any(texts, *_in_other_writings(value, unit))
    )
    return f"?{FIGURE}" if doubtful else FIGURE


def _in_other_writings(value: Decimal, unit: str) -> Iterator[str]:
    """Yield how a text may tell a figure in words, rounded, or in another unit."""
    whole = int(value)
    if 1 <= value <= len(SMALL) and value == whole:
        yield SMALL[whole - 1] + unit
        if whole == 2:
            yield f"两{unit}"
    for step, mark in ROUNDINGS:
        if value >= step:
            yield f"{int(value / step) * step}{mark}"
    for step, mark in NEARLY:
        if value >= step:
            yield f"{mark}{int(value / step) * step}"
            yield f"{mark}{(int(value / step) + 1) * step}"
    if value >= 1000:
        rounded = plain(Decimal(int(value / 1000)) / 10)
        yield from (rounded + mark for mark in IN_LARGE)
    for registered, told, times in IN_OTHER_UNITS:
        if unit == registered:
            yield plain(value * times) + told
    if unit == "%":
        yield f"百分之{plain(value)}"
        if value == 100:
            yield "百分之百"


def _persons_doubted(number: str, sanction: str, texts: Sequence[str]) -> str:
    counted = _stands_free([number + word for word in COUNTED], texts)
    said = _any(texts, sanction)
    if not counted and (not said or _any(texts, *(sanction + digit for digit in DIGITS))):
        return PERSONS
    beside = [f"{sanction}{number}{word}" for word in COUNTED]
    beside += [f"{number}{word}{link}{sanction}" for word, link in product(COUNTED, LINKS)]
    return "" if _any(texts, *beside) else f"?{PERSONS}"


def _any(texts: Sequence[str], *words: str) -> bool:
    return any(word in text for word in words for text in texts)


def _stands_free(words: Sequence[str], texts: Sequence[str]) -> bool:
    whole = sum(text.count(word) for word in words for text in texts)
    longer = sum(text.count(mark + word) for mark in BEFORE for word in words for text in texts)
    return whole > longer


def _cleaned(value: CellContent) -> str:
    return " ".join(shown(value).split())


def _number(value: CellContent) -> Decimal | None:
    """Return a number without its sign, ``None`` if the cell holds none."""
    text = _cleaned(value)
    digits = {ord(full): half for full, half in zip(FULL_DIGITS, DIGITS, strict=True)}
    text = text.translate(digits).translate({ord(old): new for old, new in NUMBER_MARKS.items()})
    try:
        return Decimal(text.lstrip("+-").replace(",", ""))
    except InvalidOperation:
        return None
