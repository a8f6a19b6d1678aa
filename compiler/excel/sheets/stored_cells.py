"""One cell as stored turned into what a person sees in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

import attrs
from lxml import etree

from compiler.chinese.cleaning import is_blank
from compiler.excel.sheets.cell_styles import PLAIN, CellStyle
from compiler.excel.sheets.cell_values import CellValue, iso_date, number_or_date, written
from compiler.excel.sheets.cells import Cell
from compiler.excel.sheets.number_formats import shown, text_as_shown
from compiler.excel.sheets.rich_text import OFF, TEXT, RichText, S, read_text, unescaped
from compiler.schema.definitions import EXACT_DIGITS
from compiler.schema.structure import CHECK_SHEET
from compiler.span import Span

VALUE, FORMULA, INLINE = f"{S}v", f"{S}f", f"{S}is"
OWN_FORMULA = re.compile(rf"(?:'{CHECK_SHEET}'|\$?{CHECK_SHEET})[!.][$A-Z0-9]+")
"""What shows a form's self-check: no answer."""
LOST = "…"
"""Stands for the digits of a long number that a spreadsheet has lost."""
TEXT_MISSING = "（文字缺失）"
"""What is said of a cell whose text is not in the file: Excel asks to repair such a one."""
LEADING_ZEROS = re.compile("0{2,}")
"""A format that fills up with zeros: a text by intention, as a telephone number."""
PICTURE = re.compile(r"=?\s*(?:_xlfn\.)*(?:DISPIMG|IMAGE)\s*\(", re.IGNORECASE)
"""The functions by which WPS and Excel put a picture into a cell."""


@attrs.frozen
class Common:
    """What the cells of a workbook share: texts they refer to by number, styles, and the calendar."""

    strings: Sequence[RichText | etree._Element]
    styles: Sequence[CellStyle]
    epoch_shift: int
    speaking: bool = attrs.field(init=False)
    """Whether any style changes what is read in a text."""

    @speaking.default
    def _any_speaks(self) -> bool:
        return any(style.struck or style.hidden or style.changes_text for style in self.styles)


def read_cell(element: etree._Element, span: Span, common: Common) -> Cell | None:
    """Return a cell as a person sees it, ``None`` if it shows nothing and hides no fault."""
    kind = element.get("t", "n")
    if kind == "s" and not common.speaking and len(element) == 1 and element[0].tag == VALUE:
        item = _shared(element[0].text, common.strings)
        if isinstance(item, str):  # as nearly all are
            return _plain_text(item, span)
    stored = inline = formula = None
    for child in element:
        if child.tag == VALUE:
            stored = child.text or ""
        elif child.tag == FORMULA:
            formula = child.text or ""
        elif child.tag == INLINE:
            inline = child
    if kind == "s":
        item = _shared(stored, common.strings)
        if item is None:
            return Cell("", "", span, error=TEXT_MISSING)
        rich = RichText(item) if isinstance(item, str) else item
        return _text(rich, formula, element, span, common)
    if kind == "inlineStr":
        rich = read_text(inline) if inline is not None else RichText("")
        return _text(rich, formula, element, span, common)
    if kind == "str":
        return _text(RichText(unescaped(stored or "")), formula, element, span, common)
    calculated = formula is not None and not _is_own(formula)
    picture = calculated and PICTURE.match(formula or "") is not None
    if kind == "e":
        picture = picture or element.get("vm") is not None  # the value of a cell with a picture
        return Cell("", "", span, calculated, (stored or "").strip() or "#N/A", picture=picture)
    if stored is None or not stored.strip():  # a formula that nobody calculated shows nothing yet
        return Cell("", "", span, True, picture=picture) if calculated else None
    style = _style(element, common)
    value: CellValue
    if kind == "b":
        value = stored.strip() not in OFF
    elif kind == "d":
        value = iso_date(stored)
    else:
        value = number_or_date(stored, style.number_format, common.epoch_shift)
    look = shown(value, style.number_format) if isinstance(value, Decimal) else None
    text = written(look.number) + look.unit if look is not None else written(value)
    if look is None and LEADING_ZEROS.fullmatch(style.number_format):
        text = text.zfill(len(style.number_format))
    if isinstance(value, Decimal) and abs(value) >= 10**EXACT_DIGITS:
        # Zeros that a spreadsheet has put in place of digits are not to be quoted, nor copied back.
        text = text[: EXACT_DIGITS + text.startswith("-")] + LOST
    if style.struck:
        return Cell("", "", span, calculated, struck=text)
    if not isinstance(value, Decimal):
        return Cell(value, text, span, calculated, picture=picture, hidden=style.hidden)
    return Cell(
        value,
        text,
        span,
        calculated,
        shown=look,
        picture=picture,
        hidden=style.hidden,
        number_format=style.number_format,
        epoch_shift=common.epoch_shift,
    )


@lru_cache(maxsize=1024)  # forms have the same hundred of ours
def _is_own(formula: str) -> bool:
    """Tell whether a formula shows a form's self-check."""
    return OWN_FORMULA.fullmatch(formula) is not None


def is_formula(element: etree._Element) -> bool:
    """Tell whether a cell holds a formula that is not ours."""
    formulas = (child.text or "" for child in element if child.tag == FORMULA)
    formula = next(formulas, None)
    return formula is not None and not _is_own(formula)


def _plain_text(text: str, span: Span) -> Cell | None:
    """Return a cell that holds a text and nothing else, as nearly all do."""
    if is_blank(text):
        return None
    return Cell(text, text, span, picture=text.startswith("=") and bool(PICTURE.match(text)))


def _text(
    rich: RichText, formula: str | None, element: etree._Element, span: Span, common: Common
) -> Cell | None:
    """Return a cell that holds a text."""
    text, struck = rich.text, rich.struck.strip()
    if is_blank(text):
        if not struck:
            return None
        text = ""
    style = _style(element, common) if common.speaking else PLAIN
    if text and style.struck:
        text, struck = "", text.strip()
    look = text_as_shown(text, style.number_format) if style.changes_text and text else text
    calculated = formula is not None and not _is_own(formula)
    words = (formula or "", text if text.startswith("=") else "")
    return Cell(
        text,
        text if is_blank(look) else look,
        span,
        calculated,
        hidden=bool(text) and (style.hidden or is_blank(look)),
        self_check=formula is not None and not calculated,
        struck=struck,
        flattened=rich.flattened.strip(),
        picture=any(map(PICTURE.match, words)),
    )


def _style(element: etree._Element, common: Common) -> CellStyle:
    number = element.get("s", "0")
    try:
        return common.styles[int(number)]
    except (ValueError, IndexError):  # a damaged style sheet: then numbers are read as stored
        return PLAIN


def _shared(
    stored: str | None, strings: Sequence[RichText | etree._Element]
) -> RichText | str | None:
    """Return the text that a cell refers to, without its looks if it has none; empty where the cell
    refers to none, ``None`` where that text is not there.
    """
    number = stored or ""
    if not (number.isascii() and number.isdecimal()):
        number = number.strip()
        if number in ("", "-1"):  # as some libraries write an empty text
            return ""
        if not (number.isascii() and number.isdecimal()):
            return None
    if int(number) >= len(strings):
        return None
    item = strings[int(number)]
    if isinstance(item, RichText):
        return item
    if len(item) == 1 and item[0].tag == TEXT:
        return unescaped(item[0].text or "")
    return read_text(item)
