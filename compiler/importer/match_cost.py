"""Whether a text can be the value of a field, and how doubtful that is."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from compiler.chinese.marks import END_MARKS
from compiler.chinese.numerals import from_chinese
from compiler.chinese.width import to_half_width
from compiler.notice.outline import OutlineField
from compiler.schema.contents import CellContent
from compiler.schema.definitions import Field, ValueKind

DAY = re.compile(r"(\d{4})(?:年|-|\.)(\d{1,2})(?:月|-|\.)(\d{1,2})日?")
CHINESE_DAY = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]+)月([一二三四五六七八九十]+)日"
)
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
PARTS_OF_DAYS = {
    "年月": re.compile(r"\d{4}年\d{1,2}月"),
    "月日": re.compile(r"\d{1,2}月\d{1,2}日"),
    "年份": re.compile(r"\d{4}年"),
}
"""What a notice prints of a day where it does not print all, by the word in the outline."""
FREE_PARAGRAPH = "段落"
"""A paragraph of the office's own for which the outline draws a place: it may be a name or a date."""
STATUSES = ("问题状态", "完成状态")
END = re.compile(r"[。!?]")
LONGEST_LABEL = 30
LONGEST_HEADLINE = 60
WEAK, UNENDED, LACKING, SURPLUS_MARK, DOUBTFUL = 20, 40, 100, 300, 500
"""What it costs to read a paragraph by its place alone, without the end mark of prose or a mark it
should have, or with one it should not have."""


def match_cost(
    field: OutlineField,
    text: str,
    statuses: tuple[str, ...],
    *,
    strong: bool,
    chosen: bool,
    closing: bool,
    open_end: bool,
) -> int | None:
    """Return how doubtful it is that ``text`` is a value of ``field``, ``None`` if it cannot be
    one.

    ``strong``: set words or a number show which line it is. ``chosen``: the field is of an
    optional fragment. ``closing``: at most marks stand behind it on the line. ``open_end``:
    nothing does.
    """
    definition = field.definition
    plain = to_half_width(text).strip()
    if not plain:
        return None
    if definition is None:
        return 0
    if field.name in STATUSES:
        return 0 if plain in statuses else None
    if definition.kind is ValueKind.DATE:
        part = PARTS_OF_DAYS.get(field.argument)
        if read_day(text) or (part and part.fullmatch(plain)):
            return 0 if strong else -WEAK
        return UNENDED if strong and is_label(text) else None  # 长期坚持
    if field.name == "问题编号":
        return 0 if plain.isdecimal() else None
    if definition.prose:
        ended = plain.rstrip("”’)》").endswith((*END_MARKS, ":", ";"))
        if strong or not open_end or ended:
            return 0
        return UNENDED if field.name == FREE_PARAGRAPH else None
    if chosen:
        return 0 if is_label(text) else None
    if not closing:
        return 0
    return _headline_cost(plain, strong, open_end)


def _headline_cost(plain: str, strong: bool, open_end: bool) -> int | None:
    """A heading has no full stop inside; one that only its place gives away has no other marks
    either.
    """
    inner = END.search(plain[:-1]) is not None
    ended = plain.endswith(END_MARKS)
    if strong:
        return None if inner and open_end else DOUBTFUL * inner + SURPLUS_MARK * ended
    if inner or ended or re.search("[:;]", plain):
        return None
    return WEAK * (("," in plain) + (len(plain) > LONGEST_HEADLINE))


def is_label(text: str) -> bool:
    """Tell whether ``text`` can be a theme or a matter's name: short, one clause, its quotation
    marks paired.
    """
    plain = to_half_width(text)
    return (
        len(plain) <= LONGEST_LABEL
        and not re.search(r"[,;。!?]", plain)
        and plain.count("“") == plain.count("”")
    )


def read_value(field: Field, text: str) -> CellContent:
    """Return what a notice prints of a field as its cell holds it; as text if it does not read
    as a date or a number.
    """
    if field.kind is ValueKind.DATE:
        return read_day(text) or text
    if field.kind in (ValueKind.NUMBER, ValueKind.INTEGER):
        if NUMBER.fullmatch(text):
            return Decimal(text)
        if (counted := from_chinese(text)) is not None:
            return Decimal(counted)
    return text


def read_day(text: str) -> date | None:
    """Return the date that a notice prints as 2025年2月20日, 2025-02-20 or 二〇二五年二月二十日,
    or ``None``.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    try:
        if match := DAY.fullmatch(plain):
            return date(*map(int, match.groups()))
        if match := CHINESE_DAY.fullmatch(plain.replace("○", "〇").replace("零", "〇")):
            year = int(
                "".join(str("〇一二三四五六七八九".index(digit)) for digit in match.group(1))
            )
            return date(year, from_chinese(match.group(2)) or 0, from_chinese(match.group(3)) or 0)
    except ValueError:
        return None
    return None
