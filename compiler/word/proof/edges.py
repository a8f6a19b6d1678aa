"""The headers and footers of a written file: every page says at its top and foot what
styles.docx says there, page numbers too, under the lines that the compiler adds.

Where they stand on the page, and in which face, is the writer's choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs
from lxml import etree

from compiler.diagnostics import Diagnostic, complain
from compiler.span import Span
from compiler.word.proof.archive import ProvenFile
from compiler.word.proof.concealed import concealed
from compiler.word.proof.expected import printable
from compiler.word.proof.reading import (
    R,
    W,
    is_number,
    name_of,
    properties,
    read_paragraph,
    read_run,
    switched_on,
)
from compiler.word.proof.styles import StyleSheet

EDGES = {"headerReference": "页眉", "footerReference": "页脚"}
PAGES = ("default", "even", "first")
WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
ROOM = 567
"""Twips: a page whose margins leave less than a centimetre has no place for its text."""


@attrs.frozen
class _Section:
    """Pages of one kind: their properties, and the parts on them by the name of the reference and
    the pages it is for, default, even or first.
    """

    properties: etree._Element
    edges: Mapping[tuple[str, str], str]


def edge_faults(
    package: ProvenFile,
    base: ProvenFile,
    lines: Sequence[str],
    sheets: Sequence[StyleSheet],
    file: str,
) -> Iterator[Diagnostic]:
    """Yield R026 where headers or footers say something else than those of ``base`` under
    ``lines``, or a page has no room for text; ``sheets`` are the styles of both files.
    """
    root = base.xml(base.main).find(f"{W}body/{W}sectPr")
    patterns = _sections(base, [root if root is not None else etree.Element(f"{W}sectPr")])
    sections = _sections(package, list(package.xml(package.main).iter(f"{W}sectPr")))
    differing = set() if sections else set(EDGES.values())
    wanted = {
        (kind, page): _shown(base, patterns[0], kind, page, sheets[1])
        for kind in EDGES
        for page in PAGES
    }
    head = [line for line in map(printable, lines) if line]
    for number, section in enumerate(sections):
        if not _has_room(section.properties):
            differing.add("放文字的版面")
        if (
            _count(section.properties)
            not in [_count(patterns[0].properties), {}][: 1 + bool(number)]
        ):
            differing.add("页码的编法")
        for (kind, page), said in wanted.items():
            due = [said, wanted[kind, "default"]] if page == "first" and number else [said]
            added = head if kind == "headerReference" else []
            if _shown(package, section, kind, page, sheets[0]) not in [added + one for one in due]:
                differing.add(EDGES[kind])
    yield from (differs(file, edge) for edge in sorted(differing))


def differs(file: str, part: str) -> Diagnostic:
    """Return R026 for a part that is not what styles.docx has."""
    return complain("R026", Span(file), file=file, part=part)


def _sections(package: ProvenFile, elements: Sequence[etree._Element]) -> list[_Section]:
    """Return sections in order; a header or footer that one does not name is the one before.

    Two for the same pages are none: programs do not agree on which counts.
    """
    sections: list[_Section] = []
    relations = package.relations.get(package.main, {})
    for element in elements:
        own: dict[tuple[str, str], str] = {}
        for child in element:
            if name_of(child) in EDGES:
                relation = relations.get(child.get(f"{R}id", ""))
                key = (name_of(child), child.get(f"{W}type", "default"))
                own[key] = relation.target if relation and key not in own else ""
        before = sections[-1].edges if sections else {}
        sections.append(_Section(element, {**before, **own}))
    return sections


def _shown(
    package: ProvenFile, section: _Section, kind: str, page: str, sheet: StyleSheet
) -> list[str]:
    """Return what a header or footer says on one sort of page, paragraph by paragraph."""
    if page == "even":
        settings = [package.xml(name) for name in package.related(package.main, "settings")]
        own = any(switched_on(properties(one).get("evenAndOddHeaders")) for one in settings)
    else:
        own = page == "default" or switched_on(properties(section.properties).get("titlePg"))
    part = section.edges.get((kind, page if own else "default"))
    if part is None:
        return []
    return _said(package.xml(part), sheet) if part in package.parts else ["没有这个部件"]


def _said(root: etree._Element, sheet: StyleSheet) -> list[str]:
    """Return every text, field and thing drawn in a part, and what of it cannot be read."""
    paragraphs: list[list[str]] = [[]]
    for element in root.iter(f"{W}p", f"{W}fldSimple", f"{W}r", WORD_ART):
        if element.tag == f"{W}p":
            own = read_paragraph(element)
            runs = tuple(read_run(one) for one in element.iter(f"{W}r"))
            paragraphs.append(concealed(attrs.evolve(own, runs=runs), {}, sheet))
        elif element.tag == f"{W}r":
            paragraphs[-1] += [_piece(child) for child in element if name_of(child) != "rPr"]
        else:
            paragraphs[-1].append(element.get("string") or element.get(f"{W}instr") or "")
    return [text for one in paragraphs if (text := "".join(one))]


def _piece(element: etree._Element) -> str:
    """Return the text of a piece of a run; a field's marks, a picture and the like by name."""
    if name_of(element) in ("t", "instrText"):
        return element.text or ""
    return f"<{name_of(element)} {element.get(f'{W}fldCharType', '')}>"


def _count(section: etree._Element) -> dict[str, str]:
    """Return how the pages of a section are counted, if not on from those before."""
    return properties(section).get("pgNumType", {})


def _has_room(section: etree._Element) -> bool:
    """Tell whether the margins leave room on the paper, if the section tells of either."""
    sizes = properties(section)
    page, margins = (
        {key: abs(int(value)) for key, value in sizes.get(name, {}).items() if is_number(value)}
        for name in ("pgSz", "pgMar")
    )
    return all(
        page[length] - sum(margins.get(side, 0) for side in sides) >= ROOM
        for length, sides in (("w", ("left", "right")), ("h", ("top", "bottom")))
        if length in page
    )


def leads(package: ProvenFile) -> set[tuple[str, bytes]]:
    """Return what the parts of a file, but for its text, lead to: kinds and contents."""
    return {
        (relation.kind, package.parts.get(relation.target, b""))
        for owner, relations in package.relations.items()
        if owner not in ("", package.main)
        for relation in relations.values()
        if not relation.outside
    }
