"""How every XML of an Office file is parsed: nothing outside it is resolved, no network is asked, and
both families of namespaces are one.

"Strict Open XML" is an ordinary choice of Excel's and Word's Save As: the same elements under other
names of namespaces (ISO/IEC 29500-1 against 29500-4). They are renamed here, so that nobody else needs
to know two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from lxml import etree

PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
)
"""Without ``huge_tree``: libxml2 then refuses more than 256 levels and texts of over 10 megabytes,
which no Office program writes."""

STRICT = re.compile(rb"""(["'])http://purl\.oclc\.org/ooxml/(\w+)/""")
TRANSITIONAL = rb"\1http://schemas.openxmlformats.org/\2/2006/"
WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
"""How XML in UTF-16 begins."""
STREAMED_FROM = 4 * 2**20
"""A tree takes ten times the memory of its text, and a third less time than a stream."""


def normalised(xml: bytes) -> bytes:
    """Return XML with the namespaces of Transitional Open XML."""
    if xml.startswith(WIDE):
        xml = _narrowed(xml)
    return STRICT.sub(TRANSITIONAL, xml) if b"purl.oclc.org" in xml else xml


def parsed(xml: bytes) -> etree._Element:
    """Return the root element. Raises what lxml raises for broken XML.

    :class:`ValueError` for a document type: no Office program writes one, and each refuses it.
    """
    root = etree.fromstring(normalised(xml), PARSER)
    refuse_document_type(root)
    return root


def refuse_document_type(element: etree._Element) -> None:
    """Raise :class:`ValueError` if the part of an element has a document type."""
    if element.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a document type in an Office part")


def walked(xml: bytes, opened: Sequence[str], complete: Sequence[str]) -> Iterator[etree._Element]:
    """Yield in the order of the part each element of the tags ``opened``, by whose children nobody
    should ask, and each of the tags ``complete``.

    A part of any length takes the memory of its bytes and of one element. Raises what lxml raises for
    broken XML, in the middle of the walk too.
    """
    xml = normalised(xml)
    if len(xml) <= STREAMED_FROM:
        yield from parsed(xml).iter(*opened, *complete)
        return
    walk = etree.iterparse(
        BytesIO(xml),
        events=("start", "end"),
        tag=(*opened, *complete),
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    first = True
    for event, element in walk:
        if first:
            refuse_document_type(element)
            first = False
        if (event == "start") == (element.tag in opened):
            yield element
        if event == "end":
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]


def _narrowed(xml: bytes) -> bytes:
    """Return XML that is written in UTF-16 as UTF-8, without its declaration."""
    order = "utf-16-le" if xml.startswith((b"\xff\xfe", b"<\0")) else "utf-16-be"
    text = xml.decode(order).removeprefix("\ufeff")
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode()
