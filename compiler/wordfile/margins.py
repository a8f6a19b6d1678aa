"""What stands above and below every page of a Word file: the text of its headers and footers."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from compiler.model.values import Text
from compiler.package.container import DAMAGED
from compiler.span import Span

BODY = "word/document.xml"
NAMES = {"headerReference": "页眉", "footerReference": "页脚"}
SKIPPED = ("del", "instrText")
SAID = ("descr", "title", "string")
"""Attributes with words of their own: what a picture shows, and word art."""


def margin_texts(content: bytes, file: str) -> tuple[Text, ...]:
    """Return every paragraph of the headers and footers that a Word file called ``file`` prints,
    none of a damaged file.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            body = etree.fromstring(package.read(BODY), parser)
            relations = etree.fromstring(package.read("word/_rels/document.xml.rels"), parser)
            targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
            texts = []
            for kind, target in _references(body, targets):
                part = (
                    target.lstrip("/")
                    if target.startswith("/")
                    else posixpath.normpath(f"word/{target}")
                )
                place = Span(file, NAMES[kind])
                texts += [
                    Text(text, place)
                    for text in _paragraphs(etree.fromstring(package.read(part), parser))
                ]
            return tuple(texts)
    except DAMAGED:
        return ()


def _references(body: etree._Element, targets: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the kind and the part of each header and footer that a section refers to."""
    for element in body.iter():
        if isinstance(element.tag, str) and (kind := etree.QName(element).localname) in NAMES:
            identifiers = (
                value for key, value in element.attrib.items() if str(key).endswith("}id")
            )
            yield from ((kind, targets[str(name)]) for name in identifiers if str(name) in targets)


def _paragraphs(part: etree._Element) -> Iterator[str]:
    for paragraph in part.iter():
        if isinstance(paragraph.tag, str) and etree.QName(paragraph).localname == "p":
            text = "".join(_words(paragraph))
            if text.strip():
                yield text
    for element in part.iter():
        yield from (
            str(value)
            for key, value in element.attrib.items()
            if str(key) in SAID and str(value).strip()
        )


def _words(element: etree._Element) -> Iterator[str]:
    """Yield what an element prints, but for paragraphs inside it, which are paragraphs of their
    own.
    """
    for child in element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "br", "cr"):
            yield " "
        elif name not in ("p", *SKIPPED):
            yield from _words(child)
