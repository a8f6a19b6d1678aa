"""What the style of a cell says about its meaning: its number format, and whether it is struck out."""

from __future__ import annotations

import attrs

from compiler.excel.sheets.number_formats import BUILT_IN, hides
from compiler.excel.sheets.rich_text import S, is_on
from compiler.package.limits import STYLES, OverLimitError
from compiler.package.xml import walked


@attrs.frozen
class CellStyle:
    """Of all a style says, what changes how its cell is read: ``hidden`` if its number format shows
    nothing, ``changes_text`` if it shows texts with something else about them, or in their place.
    """

    number_format: str = ""
    struck: bool = False
    hidden: bool = False
    changes_text: bool = False


PLAIN = CellStyle()


def read_styles(xml: bytes) -> tuple[CellStyle, ...]:
    """Return the cell styles of a styles part by their number.

    Raises :class:`OverLimitError`, and what lxml raises for broken XML.
    """
    formats = dict(BUILT_IN)
    struck_fonts: list[bool] = []
    styles: list[CellStyle] = []
    for count, element in enumerate(walked(xml, (), (f"{S}numFmt", f"{S}font", f"{S}xf"))):
        if count > STYLES:
            raise OverLimitError(f"样式超过 {STYLES:,} 种")
        parent = element.getparent()
        place = parent.tag if parent is not None else ""
        if place == f"{S}numFmts":
            formats[element.get("numFmtId", "")] = element.get("formatCode", "")
        elif place == f"{S}fonts":
            struck_fonts.append(is_on(element.find(f"{S}strike")))
        elif place == f"{S}cellXfs":
            font = element.get("fontId", "0")
            struck = font.isdecimal() and int(font) < len(struck_fonts) and struck_fonts[int(font)]
            code = formats.get(element.get("numFmtId", "0"), "")
            changes = code != "@" and ("@" in code or code.count(";") >= 3)
            styles.append(CellStyle(code, struck, hides(code), changes))
    return tuple(styles)
