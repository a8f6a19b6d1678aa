"""What a written Word file looks like, as lines that a person can read and compare.

Every element and attribute that is not text is in them, the text only by its beginning: that is
what the proof proves. Of the parts that styles.docx brings only the differences are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from compiler.package.parts import W, scrub, unpack

WORDS = 6
"""Characters of a text that are shown."""

INLINE = ("pPr", "rPr", "tcPr", "trPr", "tblPr", "tblGrid", "r", "name", "basedOn")
BROUGHT = ("styles", "settings", "fontTable")
WRITTEN = re.compile("word/(document|comments|header[0-9]+|footer[0-9]+)[.]xml")


def look_sheet(data: bytes, styles: bytes) -> str:
    """Return the looks of a file that was written with ``styles``, part by part."""
    parts, base = unpack(data), unpack(styles)
    lines = []
    for name in sorted(parts):
        if WRITTEN.fullmatch(name):
            lines += [name, *_lines(etree.fromstring(parts[name]), 1)]
    for name in (f"word/{part}.xml" for part in BROUGHT):
        lines += [name, *_differences(parts[name], base.get(name, b"<none/>"))]
    return "\n".join(lines) + "\n"


def _lines(element: etree._Element, depth: int) -> Iterator[str]:
    """Yield an element and what is in it, indented; properties and runs on one line each."""
    indent = "  " * depth
    if _name(element) in INLINE:
        yield indent + _line(element)
        return
    yield indent + _head(element)
    for child in element:
        yield from _lines(child, depth + 1)


def _line(element: etree._Element) -> str:
    children = " ".join(_line(child) for child in element)
    return _head(element) + (f" [{children}]" if children else "")


def _head(element: etree._Element) -> str:
    attributes = " ".join(f"{_local(key)}={value}" for key, value in sorted(element.items()))
    text = (element.text or "").strip("\n")
    shown = f"“{text[:WORDS]}{'…' if len(text) > WORDS else ''}”" if text else ""
    return " ".join(piece for piece in (_name(element), attributes, shown) if piece)


def _name(element: etree._Element) -> str:
    return _local(element.tag) if isinstance(element.tag, str) else "remark"


def _local(name: object) -> str:
    return str(name).removeprefix(f"{{{W}}}").rpartition("}")[2]


def _differences(content: bytes, pattern: bytes) -> Iterator[str]:
    """Yield what a part has (+) and has not (-) that it would have straight from styles.docx,
    without what names people and machines, each child of the root by itself.
    """
    own, other = (_children(one) for one in (content, pattern))
    for sign, here, there in (("-", other, own), ("+", own, other)):
        for text, child in here:
            if [one for one, _ in here].count(text) > [one for one, _ in there].count(text):
                yield from (f"{sign} {line}" for line in _lines(child, 0))


def _children(content: bytes) -> list[tuple[bytes, etree._Element]]:
    root = etree.fromstring(content, etree.XMLParser(remove_blank_text=True))
    scrub(root)
    return [(etree.tostring(one, method="c14n", exclusive=True), one) for one in root]
