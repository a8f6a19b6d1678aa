"""What stands in a paragraph of a Word file, as Word shows it, whatever it is wrapped in."""

from __future__ import annotations

import re

from lxml import etree

from compiler.wordfile.events import SKIPPED, EventKind, Walk, emit, shown_children
from compiler.wordfile.looks import RUN_PROPERTIES, is_hidden, is_struck
from compiler.wordfile.symbols import read_symbol
from compiler.wordfile.tags import (
    CHART,
    DIAGRAM,
    DRAWING,
    MATH,
    PLACED_DRAWING,
    SPACE,
    VALUE,
    VML,
    R,
    W,
    number_of,
    state_of,
    value_of,
)

SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "pgNum": ""}
TEXTS = (f"{W}t", f"{MATH}t")
NOTES = {
    f"{W}footnoteReference": EventKind.FOOTNOTE,
    f"{W}endnoteReference": EventKind.ENDNOTE,
    f"{W}commentReference": EventKind.COMMENT,
}
FIELD_MARKS = {"begin": EventKind.FIELD, "separate": EventKind.RESULT, "end": EventKind.FIELD_END}
FIGURES = re.compile("[0-9+-]+")
SHIFTED = {
    "superscript": str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
    "subscript": str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋"),
}
"""What is raised or lowered, as characters that stay so."""

LINE_ENDS = str.maketrans(dict.fromkeys("\v\f\u2028\u2029\x85", "\n") | dict.fromkeys("\r\n", " "))
"""A character that ends a line; a line feed in the XML is a blank."""


def read_inline(walk: Walk, element: etree._Element) -> None:
    """Add the events of what stands inside ``element``."""
    for child in shown_children(walk, element):
        read_element(walk, child)


def read_element(walk: Walk, element: etree._Element) -> None:
    """Read one element inside a paragraph."""
    if element.tag in (f"{W}r", f"{MATH}r"):
        own, around = element.find(RUN_PROPERTIES), (walk.hidden, walk.struck, walk.shift)
        walk.hidden = walk.concealed or is_hidden(walk.looks, own, walk.holders)
        walk.struck = is_struck(walk.looks, own, walk.holders)
        walk.shift = value_of(own, "vertAlign")
        read_inline(walk, element)
        walk.hidden, walk.struck, walk.shift = around
    elif element.tag in TEXTS or (element.tag == f"{W}delText" and walk.deleted is not None):
        _say(walk, _kept(element))
    elif element.tag.startswith(W) and (name := element.tag[len(W) :]) in SIGNS:
        _say(walk, SIGNS[name])
    elif element.tag in READ:
        READ[element.tag](walk, element)
    elif element.tag in NOTES:
        emit(walk, NOTES[element.tag], element.get(f"{W}id", ""))
    else:
        read_inline(walk, element)


def _say(walk: Walk, text: str) -> None:
    """Add a text as the run around it looks: a raised figure is another number than one on the
    line.
    """
    table = SHIFTED.get(walk.shift)
    if table is not None and FIGURES.fullmatch(text):
        text = text.translate(table)
    if text:
        emit(walk, EventKind.TEXT, text, hidden=walk.concealed, struck=walk.struck)


def _kept(element: etree._Element) -> str:
    """Return a text as Word shows it: blanks at its ends only where they are asked for."""
    text = (element.text or "").translate(LINE_ENDS)
    preserved = element.get(SPACE) or next(
        (space for own in element.iterancestors() if (space := own.get(SPACE))), ""
    )
    return text if preserved == "preserve" else text.strip(" \t")


def _symbol(walk: Walk, element: etree._Element) -> None:
    """Read a sign that is given by its position in a font."""
    font, code = element.get(f"{W}font", ""), element.get(f"{W}char", "")
    text = read_symbol(font, code)
    if text is None:
        sign = f"{font} 字体的符号 {code}"
        emit(walk, EventKind.UNREADABLE, sign)
    else:
        _say(walk, text)


def _field_mark(walk: Walk, element: etree._Element) -> None:
    """Read the beginning, the middle or the end of a field, and what is chosen in a list."""
    kind = FIELD_MARKS.get(element.get(f"{W}fldCharType", ""))
    if kind is not None:
        emit(walk, kind)
    choices = element.find(f"{W}ffData/{W}ddList")
    if choices is not None:
        entries = [entry.get(VALUE, "") for entry in choices.iterfind(f"{W}listEntry")]
        picked = number_of(choices, "result") or 0
        if 0 <= picked < len(entries):
            emit(walk, EventKind.CHOICE, entries[picked])


def _instruction(walk: Walk, element: etree._Element) -> None:
    """Read a part of the code of a field."""
    emit(walk, EventKind.INSTRUCTION, element.text or "")


def _deleted_instruction(walk: Walk, element: etree._Element) -> None:
    """Read a part of the code of a field that was deleted, and nothing where it was not."""
    if walk.deleted is not None:
        _instruction(walk, element)


def _simple_field(walk: Walk, element: etree._Element) -> None:
    """Read a field that is one element as if it were written with marks."""
    emit(walk, EventKind.FIELD)
    emit(walk, EventKind.INSTRUCTION, element.get(f"{W}instr", ""))
    emit(walk, EventKind.RESULT)
    read_inline(walk, element)
    emit(walk, EventKind.FIELD_END)


def _ruby(walk: Walk, element: etree._Element) -> None:
    """Read the base; the reading above it is told of apart."""
    for child in element:
        if child.tag == f"{W}rt":
            reading = "".join(text.text or "" for text in child.iter(f"{W}t"))
            emit(walk, EventKind.READING, reading)
        elif child.tag not in SKIPPED:
            read_inline(walk, child)


def _box(walk: Walk, element: etree._Element) -> None:
    """Note a text box, which is a story of its own."""
    hidden = any(_is_out_of_sight(own) for own in element.iterancestors())
    emit(walk, EventKind.BOX, element=element, hidden=hidden)


def _is_out_of_sight(element: etree._Element) -> bool:
    """Tell whether a drawing says of itself that it is not shown."""
    if element.tag.startswith(VML):
        return "visibility:hidden" in element.get("style", "").replace(" ", "")
    placed = (
        element.find(f"{PLACED_DRAWING}docPr") if element.tag.startswith(PLACED_DRAWING) else None
    )
    return placed is not None and state_of(placed.get("hidden", "0"))


def _word_art(walk: Walk, element: etree._Element) -> None:
    """Read letters drawn as a shape."""
    text = element.get("string", "")
    if text.strip():
        emit(walk, EventKind.DRAWN, text)
    read_inline(walk, element)


def _drawn_paragraph(walk: Walk, element: etree._Element) -> None:
    """Read the words of a shape that has no text box of Word's."""
    text = "".join(own.text or "" for own in element.iter(f"{DRAWING}t"))
    if text.strip():
        emit(walk, EventKind.DRAWN, text)


def _drawn_part(walk: Walk, element: etree._Element) -> None:
    """Note the relationship by which a diagram or chart is drawn."""
    name = element.get(f"{R}dm") or element.get(f"{R}id") or ""
    emit(walk, EventKind.DRAWN, name, element=element)


def _fraction(walk: Walk, element: etree._Element) -> None:
    """Read numerator and denominator with a stroke between: 1/2 is not 12."""
    for part in element.iterchildren(f"{MATH}num", f"{MATH}den"):
        if part.tag == f"{MATH}den":
            _say(walk, "/")
        read_inline(walk, part)


def _other_document(walk: Walk, element: etree._Element) -> None:
    """Note a part of a master document, which is a file of its own."""
    emit(walk, EventKind.UNREADABLE, "插入的另一份文件")


READ = {
    f"{W}sym": _symbol,
    f"{W}fldChar": _field_mark,
    f"{W}instrText": _instruction,
    f"{W}delInstrText": _deleted_instruction,
    f"{W}fldSimple": _simple_field,
    f"{W}ruby": _ruby,
    f"{W}txbxContent": _box,
    f"{VML}textpath": _word_art,
    f"{DRAWING}p": _drawn_paragraph,
    f"{DIAGRAM}relIds": _drawn_part,
    f"{CHART}chart": _drawn_part,
    f"{MATH}f": _fraction,
    f"{W}subDoc": _other_document,
}
"""How elements are read that are neither text nor mere wrappers."""
