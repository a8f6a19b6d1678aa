"""A review copy read back: its text, the anchors in it, and the compile it says it comes from.

It may have been edited and saved by Word, WPS or LibreOffice since: bookmarks are all that is
relied on. Text that was deleted or moved away under tracked changes does not count, text that was
inserted does.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs
from lxml import etree

from compiler.diagnostics import Diagnostic, complain, reason_of
from compiler.package.container import DAMAGED
from compiler.span import Span

ANCHOR = re.compile(r"_(r\d{5,})")
COMPILE = re.compile(r"编译号\s*[:：]?\s*([0-9a-f]{8})")
BODY = "word/document.xml"
HEADER = re.compile(r"word/header\d*\.xml")
GONE = ("del", "moveFrom", "Fallback", "txbxContent", "instrText")
"""What is no longer, or never was, part of the running text."""

BREAKS = {"tab": "\t", "br": "\v", "cr": "\v"}
"""A line that is broken inside a paragraph does not end it."""


@attrs.frozen
class ReviewCopy:
    """Its text, paragraphs ended by line feeds; by the id of a run the range of its text;
    ``number`` is the compile's.

    The ranges are as the program that saved it last left them: LibreOffice moves where a bookmark
    begins by a character every other time, in paragraphs that have comments.

    ``number`` is ``None`` if the header no longer says it.
    """

    text: str
    anchors: Mapping[str, tuple[int, int]]
    number: str | None


def read_review_copy(path: Path, file: str) -> tuple[ReviewCopy | None, list[Diagnostic]]:
    """Read the review copy at ``path``, called ``file`` in messages. Diagnostics: R040 it is
    none.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(path) as package:
            body = etree.fromstring(package.read(BODY), parser)
            headers = [
                etree.fromstring(package.read(name), parser)
                for name in package.namelist()
                if HEADER.fullmatch(name)
            ]
    except OSError as error:
        # Windows refuses a folder as it refuses a file that is in use
        return None, [
            _unreadable(file, "这是文件夹，不是文件" if path.is_dir() else reason_of(error))
        ]
    except DAMAGED:
        return None, [_unreadable(file, "不是完好的 Word 文件（.docx）")]
    text, anchors = _read(body)
    if not anchors:
        return None, [_unreadable(file, "里面没有审核稿的锚点，可能是通报本身，或是另存时丢了")]
    numbers = (COMPILE.search(_read(header)[0]) for header in headers)
    return ReviewCopy(text, anchors, next((match.group(1) for match in numbers if match), None)), []


def _unreadable(file: str, reason: str) -> Diagnostic:
    return complain("R040", Span(file), file=file, reason=reason)


def _read(root: etree._Element) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return the text of a part and where the anchors in it begin and end.

    A run reaches from its anchor to the next one or to the end of the paragraph. Where bookmarks
    end is not asked: LibreOffice moves that the first time it saves a paragraph with comments,
    where they begin only from the second on.
    """
    written: list[str] = []
    length = 0
    begun: tuple[str, int] | None = None
    anchors: dict[str, tuple[int, int]] = {}
    for event, name, element in _walk(root):
        piece, anchor = "", None
        if event == "text":
            piece = (
                (element.text or "")
                if name == "t"
                else BREAKS.get(name, "-" if name == "noBreakHyphen" else "")
            )
        elif event == "start" and name == "bookmarkStart":
            anchor = ANCHOR.fullmatch(_attribute(element, "name"))
        elif event == "end" and name == "p":
            piece = "\n"
        if begun and (anchor or (event == "end" and name == "p")):
            anchors.setdefault(begun[0], (begun[1], length))
            begun = None
        if anchor:
            begun = anchor.group(1), length
        written.append(piece)
        length += len(piece)
    return "".join(written), anchors


def _walk(element: etree._Element, gone: bool = False) -> Iterator[tuple[str, str, etree._Element]]:
    """Yield the start and end of every element, and what it prints unless that is gone; bookmarks
    outlive what is gone.
    """
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        yield "start", name, child
        if not gone:
            yield "text", name, child
        yield from _walk(child, gone or name in GONE)
        if not gone:
            yield "end", name, child


def _attribute(element: etree._Element, name: str) -> str:
    """Return an attribute whatever its namespace: a strict file has another than a transitional
    one.
    """
    return next(
        (
            str(value)
            for key, value in element.attrib.items()
            if etree.QName(str(key)).localname == name
        ),
        "",
    )
