"""The pages of a written file, their headers and footers: those of styles.docx, turned where the
layout turns them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy

import attrs
from lxml import etree

from compiler.diagnostics import Diagnostic
from compiler.word.proof.expected import printable
from compiler.word.proof.reading import (
    Package,
    R,
    W,
    is_number,
    name_of,
    properties,
    read_paragraph,
    switched_on,
)
from compiler.word.proof.styles import canonical, differs, stripped
from compiler.word.template.styles import CHINESE, LEVEL_1_FONT

EDGES = ("headerReference", "footerReference")
FIRST_ONLY = ("titlePg", "pgNumType", "type")
TURNED = {"top": "left", "bottom": "right", "left": "bottom", "right": "top"}
"""A turned page is bound at its top (GB/T 9704-2012, chapter 8): each of its edges and the
upright page's it was."""
PAGE_METRICS = (
    ("pgSz", "w"),
    ("pgSz", "h"),
    *(("pgMar", side) for side in ("left", "right", "top", "bottom")),
)
LINE = 360
"""Twips: the narrowest edge for a page number."""


@attrs.frozen
class HeadLine:
    """A line on top of every page; ``colour`` as hexadecimal digits."""

    text: str
    points: float
    colour: str


def page_faults(
    package: Package,
    base: Package,
    sections: Sequence[etree._Element | None],
    expected: Sequence[tuple[bool, bool]],
    header: Sequence[HeadLine],
    file: str,
) -> Iterator[Diagnostic]:
    """Yield R026 where pages, headers or footers are not as styles.docx has them."""
    root = base.xml(base.main).find(f"{W}body/{W}sectPr")
    pattern = stripped(root) if root is not None else etree.Element(f"{W}sectPr")
    for number, (section, (turned, first)) in enumerate(zip(sections, expected, strict=False), 1):
        place = "版面" if len(expected) == 1 else f"第{number}节的版面"
        if section is None or _children(section, EDGES) != _wanted(
            pattern, turned=turned, first=first
        ):
            yield differs(file, f"{place}（纸张、页边距、网格）")
    if len(sections) != len(expected):
        yield differs(file, "节数")
    if not sections or sections[0] is None:
        return
    there = _edges(base, base.main, pattern)
    lined = _lined(base, pattern) if header else set()
    differing = set()
    for section, (turned, first) in zip(sections, expected, strict=False):
        if section is None:
            continue
        here = _edges(package, package.main, section)
        for side in dict.fromkeys([*there, *lined, *here]):
            head = side[0] == "headerReference"
            name, other = (
                here.get(side),
                there.get(side) if first or not head else None,
            )  # later headers are the first one's
            lines = header if first and side in lined else ()
            if not _same_edge(
                package, name, base, other, lines, section if turned and not head else None
            ):
                differing.add("页眉" if head else "页脚")
    yield from (differs(file, edge) for edge in sorted(differing))


def type_area(base: Package) -> tuple[int, int] | None:
    """Return width and height of an upright page's type area in twips; ``None`` if styles.docx
    does not say.
    """
    section = base.xml(base.main).find(f"{W}body/{W}sectPr")
    sizes = properties(section)
    values = [sizes.get(name, {}).get(key, "") for name, key in PAGE_METRICS]
    if not all(map(is_number, values)):
        return None
    width, height, left, right, top, bottom = (abs(int(value)) for value in values)
    gutter = sizes.get("pgMar", {}).get("gutter", "")
    return width - left - right - (int(gutter) if is_number(gutter) else 0), height - top - bottom


def _wanted(pattern: etree._Element, *, turned: bool, first: bool) -> list[bytes]:
    """Return what a section says of its pages, given what styles.docx says of upright ones."""
    result = deepcopy(pattern)
    size, margins = result.find(f"{W}pgSz"), result.find(f"{W}pgMar")
    if turned and size is not None:
        width, height = size.get(f"{W}w", ""), size.get(f"{W}h", "")
        for key, length in (("w", height), ("h", width), ("orient", "landscape")):
            size.set(W + key, length)
    if turned and margins is not None:
        upright = {
            key: int(value)
            for key, value in properties(result).get("pgMar", {}).items()
            if is_number(value)
        }
        for side, source in TURNED.items():
            margins.set(W + side, str(upright.get(source, 0)))
        margins.set(f"{W}top", str(upright.get("left", 0) + upright.get("gutter", 0)))
        margins.set(f"{W}gutter", "0")
        for edge, side in (
            ("header", "top"),
            ("footer", "bottom"),
        ):  # as far from the text as on the upright page
            margins.set(
                W + edge,
                str(
                    max(
                        0,
                        upright.get(TURNED[side], 0) - upright.get(side, 0) + upright.get(edge, 0),
                    )
                ),
            )
    return _children(result, EDGES if first else (*EDGES, *FIRST_ONLY))


def _children(section: etree._Element, without: Sequence[str]) -> list[bytes]:
    return [canonical(child) for child in section if name_of(child) not in without]


def _edges(package: Package, main: str, section: etree._Element) -> dict[tuple[str, str], str]:
    """Return the parts of headers and footers by kind and pages."""
    relations, edges = package.relations.get(main, {}), {}
    for child in section:
        if name_of(child) in EDGES:
            side = (name_of(child), child.get(f"{W}type", "default"))
            relation = relations.get(child.get(f"{R}id", ""))
            edges[side if side not in edges else (side[0], f"{side[1]} twice")] = (
                relation.target if relation else ""
            )
    return edges


def _lined(base: Package, section: etree._Element) -> set[tuple[str, str]]:
    """Return the headers that carry a line of ours: one for each kind of page there is."""
    settings = [base.xml(name) for name in base.related(base.main, "settings")]
    sides = {"default"}
    sides |= (
        {"even"}
        if any(switched_on(properties(one).get("evenAndOddHeaders")) for one in settings)
        else set()
    )
    sides |= {"first"} if switched_on(properties(section).get("titlePg")) else set()
    return {("headerReference", side) for side in sides}


def _same_edge(
    package: Package,
    name: str | None,
    base: Package,
    other: str | None,
    lines: Sequence[HeadLine],
    turned: etree._Element | None,
) -> bool:
    """Tell whether a header or footer is that of styles.docx under its ``lines``, set along the
    edge of a ``turned`` section.
    """
    if name is None:
        return other is None and not lines
    if name not in package.parts or (other is not None and other not in base.parts):
        return False
    own = list(package.xml(name))
    pattern = list(stripped(base.xml(other))) if other is not None else []
    pattern = (
        _along_the_edge(pattern, turned) if turned is not None and other is not None else pattern
    )
    heads, rest = own[: len(lines)], own[len(lines) :]
    headed = len(heads) == len(lines) and all(
        _is_line(head, line) for head, line in zip(heads, lines, strict=True)
    )
    leading = leads(package, name) == (leads(base, other) if other is not None else {})
    return (
        headed
        and leading
        and [canonical(one) for one in rest] == [canonical(one) for one in pattern]
    )


def _along_the_edge(content: list[etree._Element], section: etree._Element) -> list[etree._Element]:
    """Return a footer's content as a turned page has it: reading downwards at the left, where
    upright pages have their foot.
    """
    sizes = properties(section)
    page, margins = (
        {key: _length(value) for key, value in sizes.get(name, {}).items()}
        for name in ("pgSz", "pgMar")
    )
    length = page.get("h", 0) - margins.get("top", 0) - margins.get("bottom", 0)
    width = max(LINE * max(1, len(content)), margins.get("bottom", 0) - margins.get("footer", 0))
    frame = etree.fromstring(
        f"""<w:ftr xmlns:w="{W[1:-1]}"><w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page"
        w:horzAnchor="page" w:tblpX="{max(0, margins.get("left", 0) - width)}" w:tblpY="{margins.get("top", 0)}"/>
        <w:tblOverlap w:val="never"/><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>
        <w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>
        </w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/>
        <w:trHeight w:val="{max(LINE, length)}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>
        <w:textDirection w:val="tbRl"/><w:vAlign w:val="bottom"/></w:tcPr></w:tc></w:tr></w:tbl>
        <w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p></w:ftr>""",
        etree.XMLParser(remove_blank_text=True),
    )
    (cell,) = frame.iter(f"{W}tc")
    cell.extend(deepcopy(content))
    if not content or content[-1].tag != f"{W}p":
        etree.SubElement(cell, f"{W}p")
    return list(frame)


def _length(value: str) -> int:
    return abs(int(value)) if is_number(value) else 0


def _is_line(element: etree._Element, line: HeadLine) -> bool:
    """Tell whether a paragraph is a line of ours: centred, in one face, as large and as black as
    it must be.
    """
    if name_of(element) != "p":
        return False
    paragraph = read_paragraph(element)
    layout = {
        "spacing": {"line": str(round(line.points * 30)), "lineRule": "exact"},
        "ind": {"firstLineChars": "0", "firstLine": "0"},
        "jc": {"val": "center"},
    }
    look = {
        "rFonts": dict.fromkeys(("ascii", "hAnsi", "eastAsia"), LEVEL_1_FONT),
        "color": {"val": line.colour},
        "sz": {"val": str(round(line.points * 2))},
        "lang": {"eastAsia": CHINESE},
    }
    for run in paragraph.runs:
        run.properties.get("rFonts", {}).pop("hint", None)
    plain = (
        not paragraph.extra
        and not paragraph.marks
        and paragraph.style is None
        and paragraph.section is None
    )
    return (
        plain
        and paragraph.layout == layout
        and [run.properties for run in paragraph.runs] == [look]
        and paragraph.text == printable(line.text)
    )


def leads(package: Package, part: str) -> dict[str, tuple[str, bytes | str]]:
    """Return what a part leads to, by the ids of its relationships."""
    relations = package.relations.get(part, {})
    return {
        key: (one.kind, one.target if one.outside else package.parts.get(one.target, b""))
        for key, one in relations.items()
    }
