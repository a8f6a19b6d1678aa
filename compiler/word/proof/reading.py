"""The text of a written Word file read anew: XML, and none of the writer's own means, so that its
faults are not repeated.

What a notice does not have is kept by name, not passed over: the proof needs to see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import attrs
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
BLANKS = " \t\r\n"
NO_BREAKS = str.maketrans("\t\r\n", "   ")
"""Within a text they are blanks: only elements of their own are tabs and line breaks."""
TWICE = " twice"
"""Ends the name of a property that is there a second time: programs do not agree on which counts,
or open no such file."""
ON = ("", "1", "true", "on")

TABLE = tuple(W + name for name in ("tbl", "tr", "tc", "tblGrid"))
Properties = dict[str, dict[str, str]]
"""Formatting: the attributes of each element, by the names of both without their namespace."""


@attrs.frozen
class Mark:
    """A point between two characters of a paragraph: where a bookmark or a comment's range begins
    or ends.
    """

    kind: str
    id: str
    name: str
    offset: int


@attrs.frozen
class WrittenRun:
    """A stretch of text with its direct formatting."""

    text: str
    properties: Properties


@attrs.frozen
class WrittenParagraph:
    """One paragraph: the id of its style, its direct formatting and that of its end, and the
    names of what a notice does not have.
    """

    style: str | None
    layout: Properties
    end: Properties
    runs: tuple[WrittenRun, ...]
    marks: tuple[Mark, ...]
    extra: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole text, line breaks as line feeds."""
        return "".join(run.text for run in self.runs)


@attrs.frozen
class WrittenCell:
    """One cell of a table: its row and column, each from one, its formatting with that of row and
    table, and what stands in it.
    """

    row: int
    column: int
    layout: Properties
    paragraphs: tuple[WrittenParagraph, ...]


@attrs.frozen
class WrittenTable:
    """A table: its cells, and the names of what a notice does not have."""

    cells: tuple[WrittenCell, ...]
    extra: tuple[str, ...]


@attrs.frozen
class Foreign:
    """Something between the paragraphs that a notice does not have."""

    extra: tuple[str, ...]


WrittenBlock = WrittenParagraph | WrittenTable | Foreign


@cache
def local(name: str | bytes | bytearray | etree.QName) -> str:
    """Return the name of an element or attribute without the namespace of Word documents."""
    return str(name).removeprefix(W)


def properties(holder: etree._Element | None) -> Properties:
    """Return the formatting an element holds."""
    found: Properties = {}
    for child in holder if holder is not None else ():
        name = name_of(child)
        found[name if name not in found else f"{name}{TWICE}"] = {
            local(key): str(value) for key, value in child.attrib.items()
        }
    return found


def name_of(element: etree._Element) -> str:
    """Return what an element is called; remarks and instructions in the XML are called by what
    they are.
    """
    if isinstance(element.tag, str):
        return local(element.tag)
    return "XML 注释" if element.tag is etree.Comment else "XML 处理指令"


def is_number(value: str) -> bool:
    """Tell whether a measure is a whole number."""
    return value.removeprefix("-").isdecimal()


def switched_on(value: Mapping[str, str] | None) -> bool:
    """Tell whether a property that is either on or off is there and on."""
    return value is not None and value.get("val", "") in ON


def read_blocks(body: etree._Element) -> list[WrittenBlock]:
    """Return what stands in the body, without the properties of its last section."""
    blocks: list[WrittenBlock] = []
    for number, child in enumerate(body, 1):
        name = name_of(child)
        if name == "p":
            blocks.append(read_paragraph(child))
        elif name == "tbl":
            blocks.append(_table(child))
        elif name != "sectPr" or number < len(body):
            blocks.append(Foreign((name,)))
    return blocks


def read_paragraph(element: etree._Element) -> WrittenParagraph:
    """Return a paragraph as it was written."""
    layout, end = Properties(), Properties()
    runs: list[WrittenRun] = []
    marks: list[Mark] = []
    extra = [f"属性 {local(key)}" for key in element.attrib]
    offset = 0
    for child in element:
        name = name_of(child)
        if name == "r":
            text, formatting, reference, odd = _run(child)
            extra += odd
            if reference is not None:
                marks.append(Mark("commentReference", reference, "", offset))
            if reference is None or text:
                runs.append(WrittenRun(text, formatting))
                offset += len(text)
        elif name == "pPr" and child is element[0]:
            layout = properties(child)
            end = properties(child.find(f"{W}rPr")) if "rPr" in layout else end
        elif name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"):
            marks.append(Mark(name, child.get(f"{W}id", ""), child.get(f"{W}name", ""), offset))
            extra += [
                f"属性 {local(key)}" for key in child.attrib if key not in (f"{W}id", f"{W}name")
            ]
        else:
            extra.append(name)
    style = layout.pop("pStyle", {}).get("val")
    return WrittenParagraph(style, layout, end, tuple(runs), tuple(marks), tuple(extra))


def read_run(element: etree._Element) -> WrittenRun:
    """Return the text and formatting of a run."""
    text, formatting, _, _ = _run(element)
    return WrittenRun(text, formatting)


def _run(element: etree._Element) -> tuple[str, Properties, str | None, list[str]]:
    """Return text, formatting, the comment a run refers to, and what a notice does not have."""
    texts: list[str] = []
    formatting: Properties = {}
    reference = None
    extra = [f"属性 {local(key)}" for key in element.attrib]
    for child in element:
        name = name_of(child)
        if name == "t" and not len(child):
            text = (child.text or "").translate(NO_BREAKS)
            kept = child.get(SPACE) == "preserve" or (
                text[:1] not in BLANKS and text[-1:] not in BLANKS
            )
            texts.append(text if kept else text.strip(BLANKS))
            extra += [f"属性 {local(key)}" for key in child.attrib if key != SPACE]
        elif name == "rPr" and child is element[0]:
            formatting = properties(child)
        elif name == "tab":
            texts.append("\t")
        elif name == "br" and not child.attrib:
            texts.append("\n")
        elif name == "commentReference" and reference is None:
            reference = child.get(f"{W}id", "")
        else:
            extra.append(name)
    return "".join(texts), formatting, reference, extra


def _table(element: etree._Element) -> WrittenTable:
    """Return a table as read, with what neither cell nor layout explains as its ``extra``."""
    cells: list[WrittenCell] = []
    extra = [f"属性 {local(key)}" for each in element.iter(*TABLE) for key in each.attrib]
    layout = properties(element.find(f"{W}tblPr"))
    row = 0
    for child in element:
        name = name_of(child)
        if name == "tr":
            row += 1
            cells += _cells(child, row, layout, extra)
        elif name not in ("tblPr", "tblGrid"):
            extra.append(name)
    return WrittenTable(tuple(cells), tuple(extra))


def _cells(
    element: etree._Element, row: int, layout: Properties, extra: list[str]
) -> Iterator[WrittenCell]:
    """Yield the cells of a row; one that spans columns pushes those behind it on."""
    own = properties(element.find(f"{W}trPr"))
    column = 1 + _count(own.get("gridBefore"), 0)
    for child in element:
        name = name_of(child)
        if name == "tc":
            cell = {**layout, **own, **properties(child.find(f"{W}tcPr"))}
            extra += [name_of(one) for one in child if name_of(one) not in ("p", "tcPr")]
            paragraphs = tuple(read_paragraph(one) for one in child if name_of(one) == "p")
            yield WrittenCell(row, column, cell, paragraphs)
            column += _count(cell.get("gridSpan"), 1)
        elif name != "trPr":
            extra.append(name)


def _count(value: Mapping[str, str] | None, otherwise: int) -> int:
    """Return how many columns a cell takes or a row leaves out; ``otherwise`` if none is said."""
    text = (value or {}).get("val", "")
    return int(text) if text.isdecimal() else otherwise
