"""A story of a Word file as a flat row of events, and the walk over its XML that they come from.

What was inserted, deleted or moved under tracking is walked and says by whom; of alternatives exactly
one is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

import attrs
from lxml import etree

from compiler.wordfile.changes import CAME, GONE, Author, author_of
from compiler.wordfile.looks import Holders, Looks
from compiler.wordfile.tags import COMPATIBILITY, MATH, W

Cells = tuple[tuple[int, int, int], ...]
"""Where in tables something stands, the outermost first: table, row and cell, counted in the story."""


class EventKind(Enum):
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
    COMMENT_START = auto()
    COMMENT_END = auto()
    PARAGRAPH = auto()
    PARAGRAPH_END = auto()


@attrs.frozen(eq=False)
class Event:
    """One event: a text, a name, an instruction or an id, as its kind has it.

    ``element`` is what a box or a drawing holds, and the properties of a paragraph; ``joined``
    tells of the end of a paragraph that the next one is shown as a part of it. ``inserted`` and
    ``deleted`` say who did this to it under tracking: what is deleted is not shown.
    """

    kind: EventKind
    text: str = ""
    hidden: bool = False
    struck: bool = False
    element: etree._Element | None = None
    cells: Cells = ()
    joined: bool = False
    inserted: Author | None = None
    deleted: Author | None = None


SKIPPED = frozenset(
    f"{W}{name}"
    for name in (
        "pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr",
        "rubyPr", "fldData", "ffData", "softHyphen", "lastRenderedPageBreak", "annotationRef",
        "footnoteRef", "endnoteRef", "separator", "continuationSeparator",
    )
) | {f"{MATH}{name}" for name in ("rPr", "oMathParaPr", "ctrlPr")}  # fmt: skip
NAMED = {
    f"{W}bookmarkStart": (EventKind.BOOKMARK, f"{W}name"),
    f"{W}commentRangeStart": (EventKind.COMMENT_START, f"{W}id"),
    f"{W}commentRangeEnd": (EventKind.COMMENT_END, f"{W}id"),
}
"""Places that have a name, or an id."""
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


@attrs.define
class Walk:
    """Where the walk stands: in which table, paragraph, run; ``tables`` counts those met."""

    looks: Looks
    out: list[Event]
    holders: Holders = attrs.field(factory=Holders)
    cells: Cells = ()
    hidden: bool = False
    struck: bool = False
    concealed: bool = False
    shift: str = ""
    tables: int = 0
    inserted: Author | None = None
    deleted: Author | None = None


def emit(
    walk: Walk,
    kind: EventKind,
    text: str = "",
    *,
    hidden: bool = False,
    struck: bool = False,
    element: etree._Element | None = None,
) -> None:
    """Add an event where the walk stands; ``hidden`` where more hides it than its run."""
    walk.out.append(
        Event(
            kind,
            text,
            walk.hidden or hidden,
            struck,
            element,
            walk.cells,
            inserted=walk.inserted,
            deleted=walk.deleted,
        )
    )


def chosen(alternatives: etree._Element) -> etree._Element | None:
    """Return the branch of alternatives that Word takes."""
    for branch in alternatives.iterchildren(f"{COMPATIBILITY}Choice"):
        if all(_understood(branch, prefix) for prefix in branch.get("Requires", "").split()):
            return branch
    return alternatives.find(f"{COMPATIBILITY}Fallback")


def _understood(branch: etree._Element, prefix: str) -> bool:
    """Tell whether Word knows the namespace that a branch is written for."""
    namespace = branch.nsmap.get(prefix)
    return (
        prefix in UNDERSTOOD if namespace is None else namespace.startswith(UNDERSTOOD_NAMESPACES)
    )


def shown_children(walk: Walk, element: etree._Element) -> Iterator[etree._Element]:
    """Yield the children that Word shows, the chosen branch in the place of alternatives, and what
    was changed under tracking in the place of the change, of which the walk knows meanwhile.
    """
    for child in element:
        if child.tag in SKIPPED:
            continue
        if child.tag in CAME or child.tag in GONE:
            around = walk.inserted, walk.deleted
            if child.tag in CAME:
                walk.inserted = author_of(child)
            else:
                walk.deleted = author_of(child)
            yield from shown_children(walk, child)
            walk.inserted, walk.deleted = around
        elif child.tag == f"{COMPATIBILITY}AlternateContent":
            branch = chosen(child)
            if branch is not None:
                yield from shown_children(walk, branch)
        elif child.tag in NAMED:
            kind, attribute = NAMED[child.tag]
            emit(walk, kind, child.get(attribute, ""))
        else:
            yield child
