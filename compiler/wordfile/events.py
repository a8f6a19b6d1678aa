"""A story of a Word file (its body, a text box, a note …) as a flat row of events, as Word shows it.

What was inserted or moved here under tracking is there, what was deleted or moved away is not, but
its bookmarks; wrappers of any kind are passed through; of alternatives exactly one is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

import attrs
from lxml import etree

from compiler.wordfile.looks import RUN_PROPERTIES, Holders, Looks, is_hidden, is_struck
from compiler.wordfile.symbols import read_symbol
from compiler.wordfile.tags import (
    CHART,
    COMPATIBILITY,
    DIAGRAM,
    DRAWING,
    MATH,
    PLACED_DRAWING,
    SPACE,
    VALUE,
    VML,
    R,
    W,
    is_on,
    number_of,
    state_of,
    value_of,
)

Cells = tuple[tuple[int, int, int], ...]
"""Where in tables something stands, the outermost first: table, row and cell, counted in the story."""


class Kind(Enum):
    """What an event is."""

    TEXT = auto()
    UNREADABLE = auto()
    READING = auto()
    FIELD = auto()
    RESULT = auto()
    FIELD_END = auto()
    INSTRUCTION = auto()
    CHOICE = auto()
    BOOKMARK = auto()
    BOX = auto()
    DRAWN = auto()
    FOOTNOTE = auto()
    ENDNOTE = auto()
    COMMENT = auto()
    PARAGRAPH = auto()
    PARAGRAPH_END = auto()


@attrs.frozen(eq=False)
class Event:
    """One event: a text, a name, an instruction or an id, as its kind has it.

    ``element`` is what a box or a drawing holds, and the properties of a paragraph; ``joined``
    tells of the end of a paragraph that the next one is shown as a part of it, ``deleted`` that
    this is by a tracked change.
    """

    kind: Kind
    text: str = ""
    hidden: bool = False
    struck: bool = False
    element: etree._Element | None = None
    cells: Cells = ()
    joined: bool = False
    deleted: bool = False


GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
SKIPPED = frozenset(
    f"{W}{name}"
    for name in (
        "pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr",
        "rubyPr", "fldData", "ffData", "delText", "delInstrText", "softHyphen", "lastRenderedPageBreak", "annotationRef",
        "footnoteRef", "endnoteRef", "separator", "continuationSeparator",
    )
) | {f"{MATH}{name}" for name in ("rPr", "oMathParaPr", "ctrlPr")}  # fmt: skip
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "pgNum": ""}
NOTES = {
    f"{W}footnoteReference": Kind.FOOTNOTE,
    f"{W}endnoteReference": Kind.ENDNOTE,
    f"{W}commentReference": Kind.COMMENT,
}
FIELD_MARKS = {"begin": Kind.FIELD, "separate": Kind.RESULT, "end": Kind.FIELD_END}
UNDERSTOOD = (
    "wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "w16", "w16se", "w16cid", "w16cex", "w16sdtdh", "w16du", "a14", "aink",
    "am3d", "cx", "cx1", "cx2", "cx3", "cx4", "cx5", "cx6", "cx7", "cx8", "pic", "v", "o", "c14", "c16r2", "oel",
)  # fmt: skip
"""The namespaces that Word takes a choice for, by the prefixes that programs give them."""
UNDERSTOOD_NAMESPACES = (
    "http://schemas.microsoft.com/office/word/20",
    "http://schemas.microsoft.com/office/drawing/20",
    "http://schemas.microsoft.com/office/2",
    "urn:schemas-microsoft-com:",
    "http://schemas.openxmlformats.org/",
)
LINE_ENDS = str.maketrans(dict.fromkeys("\v\f\u2028\u2029\x85", "\n") | dict.fromkeys("\r\n", " "))
"""A character that ends a line; a line feed in the XML is a blank."""


@attrs.define
class _Walk:
    """Where the walk stands: in which table, paragraph, run; ``tables`` counts those met."""

    looks: Looks
    out: list[Event]
    holders: Holders = attrs.field(factory=Holders)
    cells: Cells = ()
    hidden: bool = False
    struck: bool = False
    concealed: bool = False
    tables: int = 0


def events_of(story: etree._Element, looks: Looks, *, hidden: bool = False) -> list[Event]:
    """Return the events of what stands inside ``story``; all of it is hidden if its box is."""
    walk = _Walk(looks, [], concealed=hidden)
    _blocks(walk, story)
    return walk.out


def chosen(alternatives: etree._Element) -> etree._Element | None:
    """Return the branch of alternatives that Word takes."""
    for branch in alternatives.iterchildren(f"{COMPATIBILITY}Choice"):
        if all(_understood(branch, prefix) for prefix in branch.get("Requires", "").split()):
            return branch
    return alternatives.find(f"{COMPATIBILITY}Fallback")


def _understood(branch: etree._Element, prefix: str) -> bool:
    namespace = branch.nsmap.get(prefix)
    return (
        prefix in UNDERSTOOD if namespace is None else namespace.startswith(UNDERSTOOD_NAMESPACES)
    )


# Blocks: paragraphs, tables, and what wraps them


def _blocks(walk: _Walk, element: etree._Element) -> None:
    for child in _shown_children(walk, element):
        if child.tag == f"{W}p":
            _paragraph(walk, child)
        elif child.tag == f"{W}tbl":
            _table(walk, child)
        elif child.tag == f"{W}sdt" and _is_contents(child):
            _contents(walk, child)
        elif child.tag == f"{W}altChunk":
            walk.out.append(Event(Kind.UNREADABLE, "插入的另一份文件", cells=walk.cells))
        elif child.tag in INLINE:
            _loose(walk, child)
        else:
            _blocks(walk, child)


def _is_contents(control: etree._Element) -> bool:
    """Tell whether a content control holds the table of contents, heading included."""
    part = control.find(f"{W}sdtPr/{W}docPartObj")
    return value_of(part, "docPartGallery") == "Table of Contents"


def _contents(walk: _Walk, control: etree._Element) -> None:
    """Read a table of contents as the result of a field, which most of it is."""
    walk.out += [Event(Kind.FIELD), Event(Kind.INSTRUCTION, "TOC"), Event(Kind.RESULT)]
    _blocks(walk, control)
    walk.out.append(Event(Kind.FIELD_END))


def _shown_children(walk: _Walk, element: etree._Element) -> Iterator[etree._Element]:
    """Yield the children that Word shows, the chosen branch in the place of alternatives."""
    for child in element:
        if child.tag in SKIPPED:
            continue
        if child.tag in GONE:
            _bookmarks(walk, child)
        elif child.tag == f"{COMPATIBILITY}AlternateContent":
            branch = chosen(child)
            if branch is not None:
                yield from _shown_children(walk, branch)
        elif child.tag == f"{W}bookmarkStart":
            walk.out.append(Event(Kind.BOOKMARK, child.get(f"{W}name", "")))
        else:
            yield child


def _bookmarks(walk: _Walk, element: etree._Element) -> None:
    """Keep the bookmarks of what is gone."""
    for mark in element.iter(f"{W}bookmarkStart"):
        walk.out.append(Event(Kind.BOOKMARK, mark.get(f"{W}name", "")))


def _paragraph(walk: _Walk, paragraph: etree._Element) -> None:
    properties = paragraph.find(f"{W}pPr")
    walk.holders = attrs.evolve(walk.holders, paragraph=properties)
    walk.out.append(Event(Kind.PARAGRAPH, element=properties, cells=walk.cells))
    _inline(walk, paragraph)
    own = properties.find(RUN_PROPERTIES) if properties is not None else None
    deleted = own is not None and any(own.find(tag) is not None for tag in GONE)
    joined = deleted or is_hidden(walk.looks, own, walk.holders)
    walk.out.append(Event(Kind.PARAGRAPH_END, cells=walk.cells, joined=joined, deleted=deleted))
    walk.holders = attrs.evolve(walk.holders, paragraph=None)


def _loose(walk: _Walk, element: etree._Element) -> None:
    """Read what should stand in a paragraph and does not, as a paragraph of its own."""
    walk.out.append(Event(Kind.PARAGRAPH, cells=walk.cells))
    _element(walk, element)
    walk.out.append(Event(Kind.PARAGRAPH_END, cells=walk.cells))


def _table(walk: _Walk, table: etree._Element) -> None:
    outer, cells = walk.holders, walk.cells
    walk.tables += 1
    number = walk.tables
    walk.holders = Holders(table=table.find(f"{W}tblPr"))
    for row, element in enumerate(_wrapped(walk, table, f"{W}tr")):
        _row(walk, element, (number, row), cells)
    walk.holders, walk.cells = outer, cells


def _row(walk: _Walk, row: etree._Element, place: tuple[int, int], outer: Cells) -> None:
    properties = row.find(f"{W}trPr")
    if properties is not None and properties.find(f"{W}del") is not None:
        _bookmarks(walk, row)
        return
    concealed = walk.concealed
    for index, cell in enumerate(_wrapped(walk, row, f"{W}tc")):
        own = cell.find(f"{W}tcPr")
        if own is not None and own.find(f"{W}cellDel") is not None:
            _bookmarks(walk, cell)
            continue
        merged = own.find(f"{W}vMerge") if own is not None else None
        covered = merged is not None and merged.get(VALUE, "continue") == "continue"
        walk.cells = (*outer, (*place, index))
        walk.concealed = concealed or covered or is_on(properties, "hidden")
        _blocks(walk, cell)
        walk.cells, walk.concealed = outer, concealed


def _wrapped(walk: _Walk, element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table, or the cells of a row, whatever they are wrapped in."""
    for child in _shown_children(walk, element):
        if child.tag == tag:
            yield child
        elif child.tag == f"{W}p":
            _paragraph(walk, child)  # nothing but rows may stand here, and nothing is lost
        else:
            yield from _wrapped(walk, child, tag)


# What stands in a paragraph


def _inline(walk: _Walk, element: etree._Element) -> None:
    for child in _shown_children(walk, element):
        _element(walk, child)


def _element(walk: _Walk, element: etree._Element) -> None:
    """Read one element inside a paragraph."""
    if element.tag in (f"{W}r", f"{MATH}r"):
        own, around = element.find(RUN_PROPERTIES), (walk.hidden, walk.struck)
        walk.hidden = walk.concealed or is_hidden(walk.looks, own, walk.holders)
        walk.struck = is_struck(walk.looks, own, walk.holders)
        _inline(walk, element)
        walk.hidden, walk.struck = around
    elif element.tag in (f"{W}t", f"{MATH}t"):
        _say(walk, _kept(element))
    elif element.tag.startswith(W) and (name := element.tag[len(W) :]) in SIGNS:
        _say(walk, SIGNS[name])
    elif element.tag in READ:
        READ[element.tag](walk, element)
    elif element.tag in NOTES:
        walk.out.append(Event(NOTES[element.tag], element.get(f"{W}id", ""), hidden=walk.hidden))
    else:
        _inline(walk, element)


def _say(walk: _Walk, text: str) -> None:
    if text:
        walk.out.append(Event(Kind.TEXT, text, walk.hidden or walk.concealed, walk.struck))


def _kept(element: etree._Element) -> str:
    """Return a text as Word shows it: blanks at its ends only where they are asked for."""
    text = (element.text or "").translate(LINE_ENDS)
    preserved = element.get(SPACE) or next(
        (space for own in element.iterancestors() if (space := own.get(SPACE))), ""
    )
    return text if preserved == "preserve" else text.strip(" \t")


def _symbol(walk: _Walk, element: etree._Element) -> None:
    font, code = element.get(f"{W}font", ""), element.get(f"{W}char", "")
    text = read_symbol(font, code)
    if text is None:
        sign = f"{font} 字体的符号 {code}"
        walk.out.append(Event(Kind.UNREADABLE, sign, walk.hidden, walk.struck))
    else:
        _say(walk, text)


def _field_mark(walk: _Walk, element: etree._Element) -> None:
    kind = FIELD_MARKS.get(element.get(f"{W}fldCharType", ""))
    if kind is not None:
        walk.out.append(Event(kind, hidden=walk.hidden))
    choices = element.find(f"{W}ffData/{W}ddList")
    if choices is not None:
        entries = [entry.get(VALUE, "") for entry in choices.iterfind(f"{W}listEntry")]
        picked = number_of(choices, "result") or 0
        if 0 <= picked < len(entries):
            walk.out.append(Event(Kind.CHOICE, entries[picked]))


def _instruction(walk: _Walk, element: etree._Element) -> None:
    walk.out.append(Event(Kind.INSTRUCTION, element.text or ""))


def _simple_field(walk: _Walk, element: etree._Element) -> None:
    walk.out.append(Event(Kind.FIELD))
    walk.out.append(Event(Kind.INSTRUCTION, element.get(f"{W}instr", "")))
    walk.out.append(Event(Kind.RESULT))
    _inline(walk, element)
    walk.out.append(Event(Kind.FIELD_END))


def _ruby(walk: _Walk, element: etree._Element) -> None:
    """Read the base; the reading above it is told of apart."""
    for child in element:
        if child.tag == f"{W}rt":
            reading = "".join(text.text or "" for text in child.iter(f"{W}t"))
            walk.out.append(Event(Kind.READING, reading, walk.hidden))
        elif child.tag not in SKIPPED:
            _inline(walk, child)


def _box(walk: _Walk, element: etree._Element) -> None:
    hidden = walk.hidden or any(_is_out_of_sight(own) for own in element.iterancestors())
    walk.out.append(Event(Kind.BOX, element=element, hidden=hidden, cells=walk.cells))


def _is_out_of_sight(element: etree._Element) -> bool:
    """Tell whether a drawing says of itself that it is not shown."""
    if element.tag.startswith(VML):
        return "visibility:hidden" in element.get("style", "").replace(" ", "")
    placed = (
        element.find(f"{PLACED_DRAWING}docPr") if element.tag.startswith(PLACED_DRAWING) else None
    )
    return placed is not None and state_of(placed.get("hidden", "0"))


def _word_art(walk: _Walk, element: etree._Element) -> None:
    text = element.get("string", "")
    if text.strip():
        walk.out.append(Event(Kind.DRAWN, text, walk.hidden))
    _inline(walk, element)


def _drawn_paragraph(walk: _Walk, element: etree._Element) -> None:
    """Read the words of a shape that has no text box of Word's."""
    text = "".join(own.text or "" for own in element.iter(f"{DRAWING}t"))
    if text.strip():
        walk.out.append(Event(Kind.DRAWN, text, walk.hidden))


def _drawn_part(walk: _Walk, element: etree._Element) -> None:
    """Note the relationship by which a diagram or chart is drawn."""
    name = element.get(f"{R}dm") or element.get(f"{R}id") or ""
    walk.out.append(Event(Kind.DRAWN, name, walk.hidden, element=element))


def _fraction(walk: _Walk, element: etree._Element) -> None:
    """Read numerator and denominator with a stroke between: 1/2 is not 12."""
    for part in element.iterchildren(f"{MATH}num", f"{MATH}den"):
        if part.tag == f"{MATH}den":
            _say(walk, "/")
        _inline(walk, part)


READ = {
    f"{W}sym": _symbol,
    f"{W}fldChar": _field_mark,
    f"{W}instrText": _instruction,
    f"{W}fldSimple": _simple_field,
    f"{W}ruby": _ruby,
    f"{W}txbxContent": _box,
    f"{VML}textpath": _word_art,
    f"{DRAWING}p": _drawn_paragraph,
    f"{DIAGRAM}relIds": _drawn_part,
    f"{CHART}chart": _drawn_part,
    f"{MATH}f": _fraction,
}
"""How elements are read that are neither text nor mere wrappers."""

INLINE = frozenset(
    (
        f"{W}r",
        f"{W}t",
        f"{W}hyperlink",
        f"{W}fldSimple",
        f"{W}ruby",
        f"{MATH}oMath",
        f"{MATH}oMathPara",
    )
)
