"""Measures in ``styles.docx`` that are none: Word calls a file with one damaged, and the notice
takes them over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml.ns import qn
from lxml import etree

INDENTS = ("left", "start", "right", "end", "firstLine", "hanging")
METRICS = {
    "sz": ("字号", ("val",)),
    "szCs": ("字号", ("val",)),
    "outlineLvl": ("大纲级别", ("val",)),
    "spacing": ("间距", ("val", "before", "beforeLines", "after", "afterLines", "line")),
    "ind": ("缩进", tuple(side + unit for side in INDENTS for unit in ("", "Chars"))),
    "pgSz": ("纸张", ("w", "h")),
    "cols": ("分栏", ("num", "space")),
    "docGrid": ("网格", ("linePitch", "charSpace")),
    "pgMar": ("页边距", ("top", "bottom", "left", "right", "header", "footer", "gutter")),
    "pgNumType": ("起始页码", ("start",)),
}
"""Elements, what messages call them, and their attributes that hold a measure."""

METRIC = re.compile(r"-?\d{1,7}(\.\d+)?(mm|cm|in|pt|pc|pi)?")
"""A number in the unit of its element, or with one of its own; fractions are written by other
programs, and Word takes them."""
SIZES = ("sz", "szCs")
LARGEST = 2 * 1638
"""Half points: what Word allows."""


def wrong_metrics(base: WordDocument) -> Iterator[str]:
    """Yield every part of the file that has a measure that is none, with the place in it and what
    stands there.
    """
    for name, root in _roots(base):
        for element in root.iter(*(qn(f"w:{tag}") for tag in METRICS)):
            tag = etree.QName(element).localname
            label, attributes = METRICS[tag]
            for attribute in attributes:
                value = element.get(qn(f"w:{attribute}"))
                if value is not None and not _is_metric(value, tag):
                    yield f"{name}（{_owner(element)}{label}写成了 {value or '空白'}）"


def _roots(base: WordDocument) -> Iterator[tuple[str, etree._Element]]:
    """Yield the elements under which styles and pages are described, with the part's name."""
    yield "styles.xml", base.styles.element
    yield "document.xml", base.element.body.sectPr
    for relation in base.part.rels.values():
        if relation.reltype in (RELATION.HEADER, RELATION.FOOTER) and not relation.is_external:
            yield relation.target_ref, relation.target_part.element


def _is_metric(value: str, tag: str) -> bool:
    """Tell whether a measure is one that Word can read."""
    if METRIC.fullmatch(value) is None:
        return False
    return tag not in SIZES or not value.lstrip("-").isdecimal() or 0 < int(value) <= LARGEST


def _owner(element: etree._Element) -> str:
    """Return, as words before a fault, the style that an element belongs to; empty if none."""
    style = next(element.iterancestors(qn("w:style")), None)
    name = None if style is None else style.find(qn("w:name"))
    return "" if name is None else f"样式 {name.get(qn('w:val'))} 的"
