"""Who changed what under tracking: the wrappers and marks that Word, WPS and LibreOffice write."""

from __future__ import annotations

import attrs
from lxml import etree

from compiler.wordfile.tags import W

CAME = tuple(f"{W}{name}" for name in ("ins", "moveTo", "cellIns"))
GONE = tuple(f"{W}{name}" for name in ("del", "moveFrom", "cellDel"))


@attrs.frozen
class Author:
    """Who made a tracked change or a comment; ``when`` is as the file says it, empty if it does
    not.
    """

    name: str
    when: str = ""


def author_of(element: etree._Element) -> Author:
    """Return who made the change, or the comment, that an element stands for."""
    return Author(element.get(f"{W}author", ""), element.get(f"{W}date", ""))


def came(properties: etree._Element | None) -> Author | None:
    """Return who inserted, or moved here, what has these properties: the end of a paragraph, a row
    or a cell.
    """
    return _marked(properties, CAME)


def gone(properties: etree._Element | None) -> Author | None:
    """Return who deleted it, or moved it away."""
    return _marked(properties, GONE)


def _marked(properties: etree._Element | None, tags: tuple[str, ...]) -> Author | None:
    """Return who made the first of these marks."""
    marks = properties.iterchildren(*tags) if properties is not None else iter(())
    return next((author_of(mark) for mark in marks), None)
