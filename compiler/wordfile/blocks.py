"""A story of a Word file (its body, a text box, a note …) flattened: its paragraphs, its tables, and
what wraps them.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from lxml import etree

from compiler.wordfile.changes import came, gone
from compiler.wordfile.events import Cells, Event, EventKind, Walk, emit, shown_children
from compiler.wordfile.inline import read_element, read_inline
from compiler.wordfile.looks import RUN_PROPERTIES, Holders, Looks, is_hidden
from compiler.wordfile.tags import MATH, VALUE, W, is_on, value_of

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


def events_of(story: etree._Element, looks: Looks, *, hidden: bool = False) -> list[Event]:
    """Return the events of what stands inside ``story``; all of it is hidden if its box is."""
    walk = Walk(looks, [], concealed=hidden)
    _blocks(walk, story)
    return walk.out


def _blocks(walk: Walk, element: etree._Element) -> None:
    """Add the events of every paragraph and table in ``element``, whatever they are wrapped in."""
    for child in shown_children(walk, element):
        if child.tag == f"{W}p":
            _paragraph(walk, child)
        elif child.tag == f"{W}tbl":
            _table(walk, child)
        elif child.tag == f"{W}sdt" and _is_contents(child):
            _contents(walk, child)
        elif child.tag == f"{W}altChunk":
            emit(walk, EventKind.UNREADABLE, "插入的另一份文件")
        elif child.tag in INLINE:
            _loose(walk, child)
        else:
            _blocks(walk, child)


def _is_contents(control: etree._Element) -> bool:
    """Tell whether a content control holds the table of contents, heading included."""
    part = control.find(f"{W}sdtPr/{W}docPartObj")
    return value_of(part, "docPartGallery") == "Table of Contents"


def _contents(walk: Walk, control: etree._Element) -> None:
    """Read a table of contents as the result of a field, which most of it is."""
    emit(walk, EventKind.FIELD)
    emit(walk, EventKind.INSTRUCTION, "TOC")
    emit(walk, EventKind.RESULT)
    _blocks(walk, control)
    emit(walk, EventKind.FIELD_END)


def _paragraph(walk: Walk, paragraph: etree._Element) -> None:
    """Add the events of a paragraph, and how its end is shown."""
    properties = paragraph.find(f"{W}pPr")
    walk.holders = attrs.evolve(walk.holders, paragraph=properties)
    emit(walk, EventKind.PARAGRAPH, element=properties)
    read_inline(walk, paragraph)
    own = properties.find(RUN_PROPERTIES) if properties is not None else None
    deleted = gone(own) or walk.deleted
    walk.out.append(
        Event(
            EventKind.PARAGRAPH_END,
            cells=walk.cells,
            joined=deleted is not None or is_hidden(walk.looks, own, walk.holders),
            inserted=came(own) or walk.inserted,
            deleted=deleted,
        )
    )
    walk.holders = attrs.evolve(walk.holders, paragraph=None)


def _loose(walk: Walk, element: etree._Element) -> None:
    """Read what should stand in a paragraph and does not, as a paragraph of its own."""
    emit(walk, EventKind.PARAGRAPH)
    read_element(walk, element)
    emit(walk, EventKind.PARAGRAPH_END)


def _table(walk: Walk, table: etree._Element) -> None:
    """Add the events of a table, row by row."""
    outer, cells = walk.holders, walk.cells
    walk.tables += 1
    number = walk.tables
    walk.holders = Holders(table=table.find(f"{W}tblPr"))
    for row, element in enumerate(_wrapped(walk, table, f"{W}tr")):
        _row(walk, element, (number, row), cells)
    walk.holders, walk.cells = outer, cells


def _row(walk: Walk, row: etree._Element, place: tuple[int, int], outer: Cells) -> None:
    """Add the events of a row; a cell that another one covers is hidden."""
    properties, around = row.find(f"{W}trPr"), (walk.concealed, walk.inserted, walk.deleted)
    walk.concealed = walk.concealed or is_on(properties, "hidden")
    walk.inserted, walk.deleted = (
        came(properties) or walk.inserted,
        gone(properties) or walk.deleted,
    )
    for index, cell in enumerate(_wrapped(walk, row, f"{W}tc")):
        own, shared = cell.find(f"{W}tcPr"), (walk.concealed, walk.inserted, walk.deleted)
        merged = own.find(f"{W}vMerge") if own is not None else None
        covered = merged is not None and merged.get(VALUE, "continue") == "continue"
        walk.cells = (*outer, (*place, index))
        walk.concealed = walk.concealed or covered
        walk.inserted, walk.deleted = came(own) or walk.inserted, gone(own) or walk.deleted
        _blocks(walk, cell)
        walk.cells, (walk.concealed, walk.inserted, walk.deleted) = outer, shared
    walk.concealed, walk.inserted, walk.deleted = around


def _wrapped(walk: Walk, element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table, or the cells of a row, whatever they are wrapped in."""
    for child in shown_children(walk, element):
        if child.tag == tag:
            yield child
        elif child.tag == f"{W}p":
            _paragraph(walk, child)  # nothing but rows may stand here, and nothing is lost
        else:
            yield from _wrapped(walk, child, tag)
