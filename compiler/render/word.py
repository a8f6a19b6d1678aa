"""The notice as a Word file: the office's styles, our paragraphs, and nothing else in the package.

Numbers are literal text and blank lines are paragraphs, since other programs drop or double what Word would generate.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from datetime import date, datetime, time
from io import BytesIO
from itertools import groupby
from typing import cast
from zipfile import BadZipFile

import attrs
import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun
from lxml.etree import XMLSyntaxError

from compiler.diagnostics import Diagnostic, complain
from compiler.document.kind import BODY_STYLE
from compiler.document.tree import Document, Paragraph, RunKind
from compiler.render.layout import Line, lay_out
from compiler.render.package import normalise, scrub
from compiler.render.provenance import numbered_runs
from compiler.render.styles import (
    BODY_FONT,
    BODY_SIZE,
    BUILT_IN,
    LEVEL_1_FONT,
    linked_name,
)
from compiler.span import Span

UNREADABLE = (BadZipFile, XMLSyntaxError, zlib.error, EOFError, KeyError, ValueError, AttributeError, RuntimeError)
"""What python-docx was seen to raise for bytes that are no Word file, or a damaged one."""

AMBIGUOUS = re.compile("[“”‘’—…·]")
"""Marks that Word sets in the Latin face unless told otherwise."""

LONG_WORD = re.compile("[!-~]{15,}")
"""An address that, moved to the next line whole, would leave a justified line stretched over half its width."""

UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold and no font shows."""

DRAFT_MARK = "草稿"
DRAFT_HEADER = f"{DRAFT_MARK}\u3000未经审签\uff0c不得公布"
UNDATED = date(2000, 1, 1)
KEPT = {RELATION.STYLES, RELATION.SETTINGS, RELATION.FONT_TABLE}


@attrs.frozen
class Composition:
    """A notice laid out but not yet saved. ``runs`` holds, by the id of 来源.json, the runs that were written apart."""

    file: WordDocument
    runs: Mapping[str, WordRun]

    def save(self) -> bytes:
        """Return the finished file."""
        buffer = BytesIO()
        self.file.save(buffer)
        return normalise(buffer.getvalue())


def write_word(
    document: Document, styles: bytes, *, title: str, organ: str, signed_on: date | None, file: str
) -> tuple[bytes | None, list[Diagnostic]]:
    """Return the publication copy in the look of ``styles``, a Word file that messages call ``file``.

    Same arguments, same bytes. Diagnostics as :func:`compose`.
    """
    composition, found = compose(document, styles, title=title, organ=organ, signed_on=signed_on, file=file)
    return (composition.save() if composition else None), found


def compose(
    document: Document, styles: bytes, *, title: str, organ: str, signed_on: date | None, file: str, apart: bool = False
) -> tuple[Composition | None, list[Diagnostic]]:
    """Lay the notice out in the look of ``styles``; ``apart`` keeps every run of the document a run of its own.

    Diagnostics: R002 ``styles`` is no Word file, R003 it lacks a style; with either there is no result.
    """
    try:
        base = docx.Document(BytesIO(styles))
        base.element.body.clear_content()
        base.element.body.get_or_add_sectPr()
        known = _paragraph_styles(base)
    except UNREADABLE:
        return None, [complain("R002", Span(file), file=file)]
    used = dict.fromkeys([*(paragraph.style for paragraph in document.paragraphs), BODY_STYLE])
    if missing := [complain("R003", Span(file), style=name) for name in used if name not in known]:
        return None, missing
    identifiers = (identifier for identifier, _, _ in numbered_runs(document))
    runs: dict[str, WordRun] = {}
    for line in lay_out(document):
        written = _write_line(base, known, line, apart)
        if apart:
            runs.update(zip(identifiers, written, strict=False))
    if document.draft:
        _mark_draft(base)
        title = f"{title}\uff08{DRAFT_MARK}\uff09"
    _scrub(base)
    _describe(base, title, organ, signed_on or UNDATED)
    return Composition(base, runs), []


def _paragraph_styles(base: WordDocument) -> dict[str, ParagraphStyle]:
    own = {style.name: style for style in base.styles if isinstance(style, ParagraphStyle) and style.name}
    return own | {shown: own[written] for shown, written in BUILT_IN.items() if written in own}


def _write_line(base: WordDocument, known: dict[str, ParagraphStyle], line: Line, apart: bool) -> list[WordRun]:
    paragraph = line.paragraph or Paragraph((), BODY_STYLE)
    run_in = 0 < paragraph.heading_runs < len(paragraph.runs)
    style = known[BODY_STYLE if run_in else paragraph.style]
    word = base.add_paragraph(style=style)
    if line.keeps_next:
        word.paragraph_format.keep_with_next = True
    if style is known[BODY_STYLE] and LONG_WORD.search(paragraph.text):
        word.alignment = WD_ALIGN_PARAGRAPH.LEFT
    if line.right is not None:
        _indent_right(word, style, line.right)
    if run_in:
        _set_outline_level(word, paragraph.level)
    heading = _linked_style(base, known[paragraph.style]) if run_in else None
    looks = [(run_in and index < paragraph.heading_runs, run.kind is RunKind.HOLE) for index, run in enumerate(paragraph.runs)]
    stretches: Iterable[tuple[tuple[bool, bool], str]] = zip(looks, (run.text for run in paragraph.runs), strict=True)
    if not apart:
        alike = groupby(stretches, key=lambda stretch: stretch[0])
        stretches = [(look, "".join(text for _, text in group)) for look, group in alike]
    written = []
    for (is_heading, is_hole), text in stretches:
        run = word.add_run(UNPRINTABLE.sub("", text))
        if is_heading:
            run.style = heading
        if is_hole:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        _set_script(run, _east_asian_font(base, known[paragraph.style] if is_heading else style))
        written.append(run)
    return written


def _indent_right(word: WordParagraph, style: ParagraphStyle, half_characters: int) -> None:
    """Word goes by the indent in characters, LibreOffice only knows the absolute one."""
    size = next((look.font.size for look in _ancestry(style) if look.font.size is not None), Pt(BODY_SIZE / 2))
    word.paragraph_format.right_indent = Pt(size.pt * half_characters / 2)
    word._p.get_or_add_pPr().get_or_add_ind().set(qn("w:rightChars"), str(half_characters * 50))


def _set_outline_level(word: WordParagraph, level: int) -> None:
    outline = cast(BaseOxmlElement, OxmlElement("w:outlineLvl", {qn("w:val"): str(level - 1)}))
    word._p.get_or_add_pPr().insert_element_before(outline, "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange")


def _linked_style(base: WordDocument, heading: ParagraphStyle) -> CharacterStyle:
    """Return the character style that gives part of a paragraph the heading's look, made from it if there is none."""
    link = heading.element.find(qn("w:link"))
    name = linked_name(heading.name or "")
    for style in base.styles:
        matches = style.name == name or (link is not None and style.style_id == link.get(qn("w:val")))
        if matches and isinstance(style, CharacterStyle) and style.type == WD_STYLE_TYPE.CHARACTER:
            return style
    made = cast(CharacterStyle, base.styles.add_style(name, WD_STYLE_TYPE.CHARACTER))
    made.element.append(deepcopy(heading.element.get_or_add_rPr()))
    return made


def _ancestry(style: ParagraphStyle) -> Iterator[ParagraphStyle]:
    current: ParagraphStyle | None = style
    while current is not None:
        yield current
        current = current.base_style


def _east_asian_font(base: WordDocument, style: ParagraphStyle) -> str:
    elements = [look.element for look in _ancestry(style)]
    elements += base.styles.element.xpath("w:docDefaults/w:rPrDefault")
    names = (element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") for element in elements)
    return next((name for fonts in names if fonts is not None and (name := fonts.get(qn("w:eastAsia")))), BODY_FONT)


def _set_script(run: WordRun, font: str) -> None:
    """Name the Chinese face and language on the run itself: readers do not agree on what they inherit."""
    properties = run._r.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    if AMBIGUOUS.search(run.text):
        fonts.set(qn("w:hint"), "eastAsia")
    language = cast(BaseOxmlElement, OxmlElement("w:lang", {qn("w:eastAsia"): "zh-CN"}))
    properties.insert_element_before(language, "w:eastAsianLayout", "w:specVanish", "w:oMath")


def _mark_draft(base: WordDocument) -> None:
    """Put the draft mark on top of every page, above whatever the office has there."""
    section = base.sections[-1]
    headers = [section.header]
    headers += [section.even_page_header] if base.settings.odd_and_even_pages_header_footer else []
    headers += [section.first_page_header] if section.different_first_page_header_footer else []
    for header in headers:
        if header.is_linked_to_previous:
            header.is_linked_to_previous = False
            header.paragraphs[0]._p.getparent().remove(header.paragraphs[0]._p)
        mark = header.add_paragraph()
        header._element.insert(0, mark._p)
        mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
        indent = mark._p.get_or_add_pPr().get_or_add_ind()
        for name in ("w:firstLineChars", "w:firstLine"):
            indent.set(qn(name), "0")
        run = mark.add_run(DRAFT_HEADER)
        run.font.name, run.font.size, run.font.color.rgb = LEVEL_1_FONT, Pt(14), RGBColor(0xC0, 0, 0)
        _set_script(run, LEVEL_1_FONT)


def _scrub(base: WordDocument) -> None:
    """Keep the parts that the page is made of, without theme fonts, numbering and traces of who edited the styles when."""
    shown = set(base.element.body.xpath("w:sectPr/*/@r:id"))
    relations = base.part.rels
    scrub(base.element)
    for key in [key for key, relation in relations.items() if key not in shown and relation.reltype not in KEPT]:
        del relations[key]
    for relation in relations.values():
        if relation.reltype == RELATION.SETTINGS:
            relation.target_part.rels.clear()
        root = getattr(relation.target_part, "element", None)
        if root is not None:
            scrub(root)


def _describe(base: WordDocument, title: str, organ: str, day: date) -> None:
    """Say what is printed, and nothing about the machine or person at work; a property holds 255 characters."""
    relations, kept = base.part.package.rels, (RELATION.OFFICE_DOCUMENT, RELATION.CORE_PROPERTIES)
    for key in [key for key, relation in relations.items() if relation.reltype not in kept]:
        del relations[key]
    properties = base.core_properties
    for element in list(properties._element):
        properties._element.remove(element)
    title, organ = (UNPRINTABLE.sub("", text)[:255] for text in (title, organ))
    properties.title, properties.author, properties.last_modified_by = title, organ, organ
    properties.created = properties.modified = datetime.combine(day, time())
    properties.revision = 1
