"""The notice as a Word file: the office's styles, our paragraphs, and nothing else in the package.

Numbers are literal text and blank lines are paragraphs, since other programs drop or double what
Word would generate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from datetime import date
from itertools import groupby, takewhile
from typing import cast

import attrs
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from compiler.chinese.title_lines import split_at
from compiler.diagnostics import Diagnostic, has_errors
from compiler.model.document import Document, Paragraph, RunKind
from compiler.model.provenance import numbered_runs
from compiler.notice.kind import BODY_STYLE, CELL_STYLE
from compiler.notice.layout_profiles import GB_T_9704, LayoutProfile
from compiler.package.parts import CONTENT_TYPES, content_types, pack, serialise
from compiler.word.elements import CHARACTER_ORDER, no_room, w
from compiler.word.layout import LaidLine, lay_out
from compiler.word.scrubbing import describe, scrub_document
from compiler.word.sections import end_section, finish_sections
from compiler.word.tables import add_table
from compiler.word.template.inheritance import ancestry, inherited, number
from compiler.word.template.looks import BODY_FONT, BODY_SIZE, CHINESE, LEVEL_1_FONT, linked_name
from compiler.word.template.opened import open_styles, paragraph_styles
from compiler.word.template.page_metrics import type_area
from compiler.word.template.validation import validate_styles
from compiler.word.titles import title_width, validate_titles

AMBIGUOUS = re.compile("[“”‘’—…·]")
"""Marks that Word sets in the Latin face unless told otherwise."""

PIECES = re.compile("([\t\n\r]?)([^\t\n\r]*)")
TEXT, TAB, BREAK, SPACE = qn("w:t"), qn("w:tab"), qn("w:br"), qn("xml:space")

LONG_WORD = re.compile("[!-~]{15,}")
"""An address that, moved to the next line whole, would leave a justified line stretched over half
its width."""

UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold and no font shows."""

DRAFT_MARK = "草稿"
DRAFT_HEADER = f"{DRAFT_MARK}\u3000未经审签，不得公布"
DRAFT_HEADER_SIZE = 14
"""Points."""

UNDATED = date(2000, 1, 1)
"""The day of everything dated in a notice that has no date of signature."""


@attrs.frozen
class Composition:
    """A notice laid out but not yet saved. ``runs`` holds, by the id of 来源.json, the runs that
    were written apart.
    """

    file: WordDocument
    runs: Mapping[str, WordRun]

    def save(self) -> bytes:
        """Return the finished file, packed by ourselves: python-docx would deflate it, with bytes
        that depend on the zlib.
        """
        package = self.file.part.package
        parts = list(package.iter_parts())
        kinds, contents = {}, {"_rels/.rels": package.rels.xml}
        for part in parts:
            part.before_marshal()
            name = part.partname.membername
            kinds[name], contents[name] = part.content_type, part.blob
            if part.rels:
                contents[part.partname.rels_uri.membername] = part.rels.xml
        return pack(contents | {CONTENT_TYPES: serialise(content_types(kinds))})


def write_word(
    document: Document,
    styles: bytes,
    *,
    title: str,
    organ: str,
    signed_on: date | None,
    file: str,
    layout: LayoutProfile = GB_T_9704,
) -> tuple[bytes | None, list[Diagnostic]]:
    """Return the publication copy in the look of ``styles``, a Word file that messages call
    ``file``.

    Same arguments, same bytes. Diagnostics as :func:`compose`.
    """
    composition, found = compose(
        document, styles, title=title, organ=organ, signed_on=signed_on, file=file, layout=layout
    )
    return (composition.save() if composition else None), found


def compose(
    document: Document, styles: bytes, *, title: str, organ: str, signed_on: date | None, file: str,
    apart: bool = False, layout: LayoutProfile = GB_T_9704,
) -> tuple[Composition | None, list[Diagnostic]]:  # fmt: skip
    """Lay the notice out in the look of ``styles``; ``apart`` keeps every run of the document a
    run of its own.

    Diagnostics: those of :func:`open_styles` and :func:`validate_styles`, the latter against
    ``layout``, with an error among which there is no result, and of :func:`validate_titles`.
    """
    base, found = open_styles(styles, file)
    if base is None:
        return None, found
    found += validate_styles(
        base, [paragraph.style for paragraph in document.paragraphs], layout, file
    )
    if has_errors(found):
        return None, found
    width = title_width(base)
    found += validate_titles(document, width, file)
    scrub_document(base)
    written = _write(base, document, width, apart)
    identifiers = [identifier for identifier, _, _ in numbered_runs(document)] if apart else []
    runs = dict(zip(identifiers, written, strict=True)) if apart else {}
    if document.draft:
        head_pages(base, DRAFT_HEADER, DRAFT_HEADER_SIZE, RGBColor(0xC0, 0, 0))
        title = f"{title}（{DRAFT_MARK}）"
    title, organ = (UNPRINTABLE.sub("", text) for text in (title, organ))
    describe(base, title, organ, signed_on or UNDATED)
    return Composition(base, runs), found


@attrs.frozen
class _WriteContext:
    """What paragraphs are written with: the file, its styles by name, the Chinese face of each,
    and whether runs stay apart.

    ``headings`` are the character styles of run-in headings met so far, by the heading's;
    ``patterns`` are runs as written so far, without their text, since most runs look like one
    before them.
    """

    base: WordDocument
    styles: Mapping[str, ParagraphStyle]
    faces: Mapping[str, str]
    apart: bool
    patterns: dict[tuple[str, bool, bool, bool], CT_R] = attrs.field(factory=dict)
    headings: dict[str, CharacterStyle] = attrs.field(factory=dict)

    def linked(self, name: str) -> CharacterStyle:
        """Return the character style of a run-in heading."""
        if name not in self.headings:
            self.headings[name] = _linked_style(self.base, self.styles[name])
        return self.headings[name]


def _write(base: WordDocument, document: Document, width: int, apart: bool) -> list[WordRun]:
    """Write the lines of the layout, tables and sections between them; return the runs. Titles
    are ``width`` wide at most.
    """
    styles = paragraph_styles(base)
    faces = {
        name: inherited(base, style, "w:rPr", "w:rFonts", "w:eastAsia") or BODY_FONT
        for name, style in styles.items()
    }
    context = _WriteContext(base, styles, faces, apart)
    lines = lay_out(document, width)
    written: list[WordRun] = []
    landscape, first = False, True
    for (table, turned), group in groupby(
        lines, key=lambda line: (_table_of(line), line.landscape)
    ):
        turns = turned is not landscape
        if turns and len(base.element.body) > 1:
            end_section(base, landscape=landscape, first=first)
            first = False
        landscape = turned
        if table is not None:
            written += _write_table(context, list(group))
            continue
        for index, line in enumerate(group):
            word = WordParagraph(cast(CT_P, w("p")), base._body)
            base.element.body.sectPr.addprevious(
                word._p
            )  # the document's own way looks for its end element by element
            if line.new_page and not (turns and index == 0):
                word.paragraph_format.page_break_before = True
            written += _write_line(context, word, line)
    if landscape or not first:
        finish_sections(base, landscape=landscape, first=first)
    return written


def _table_of(line: LaidLine) -> int | None:
    return (
        line.paragraph.cell.table
        if line.paragraph is not None and line.paragraph.cell is not None
        else None
    )


def _write_table(context: _WriteContext, lines: Sequence[LaidLine]) -> list[WordRun]:
    paragraphs = {
        (p.cell.row, p.cell.column): line
        for line in lines
        if (p := line.paragraph) is not None and p.cell is not None
    }
    area = type_area(context.base)
    assert area is not None, "a page that does not say its size is R007"
    width = area[1] if lines[0].landscape else area[0]
    written: list[WordRun] = []
    for place, word in add_table(
        context.base, [line.paragraph for line in lines if line.paragraph is not None], width
    ).items():
        word.style = context.styles[CELL_STYLE]
        written += _write_line(context, word, paragraphs[place]) if place in paragraphs else []
    # Word joins tables that touch, and ends no page with one.
    closing = context.base.add_paragraph(style=context.styles[BODY_STYLE])
    closing._p.get_or_add_pPr().extend(no_room())
    return written


def _write_line(context: _WriteContext, word: WordParagraph, line: LaidLine) -> list[WordRun]:
    paragraph = line.paragraph or Paragraph((), BODY_STYLE)
    run_in = 0 < paragraph.heading_runs < len(paragraph.runs)
    name = BODY_STYLE if run_in else paragraph.style
    style = context.styles[name]
    word._p.style = (
        None if style.element.default else style.style_id
    )  # the paragraph's own setter looks every style up
    if line.keeps_next:
        word.paragraph_format.keep_with_next = True
    if name == BODY_STYLE and LONG_WORD.search(paragraph.text):
        word.alignment = WD_ALIGN_PARAGRAPH.LEFT
    if line.right is not None and line.right_spaced is not None:
        _indent(context.base, word, style, right=(line.right, line.right_spaced))
    if line.left is not None:
        _indent(
            context.base,
            word,
            style,
            left=(line.left, line.left),
            hanging=(line.hanging, line.hanging),
        )
    if run_in:
        _set_outline_level(word, paragraph.level)
    heading = context.linked(paragraph.style) if run_in else None
    looks = [
        (run_in and index < paragraph.heading_runs, run.kind is RunKind.HOLE)
        for index, run in enumerate(paragraph.runs)
    ]
    stretches: Iterable[tuple[tuple[bool, bool], str]] = zip(
        looks, _broken(paragraph, line.breaks), strict=True
    )
    if not context.apart:
        alike = groupby(stretches, key=lambda stretch: stretch[0])
        stretches = [(look, "".join(text for _, text in group)) for look, group in alike]
    written = []
    for (is_heading, is_hole), text in stretches:
        ambiguous = AMBIGUOUS.search(text) is not None
        key = (paragraph.style if is_heading else name, is_heading, is_hole, ambiguous)
        if key not in context.patterns:
            context.patterns[key] = _pattern(
                word, context.faces[key[0]], heading if is_heading else None, is_hole, ambiguous
            )
        run = deepcopy(context.patterns[key])
        _fill(run, UNPRINTABLE.sub("", text))
        word._p.append(run)
        written.append(WordRun(run, word))
    return written


def _pattern(
    word: WordParagraph, face: str, style: CharacterStyle | None, is_hole: bool, ambiguous: bool
) -> CT_R:
    """Return a run without text that looks as told, to be copied."""
    run = WordRun(cast(CT_R, w("r")), word)
    if style is not None:
        run.style = style
    if is_hole:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    set_script(run, face, ambiguous)
    return run._r


def _fill(run: CT_R, text: str) -> None:
    """Write a text with its tabs and line breaks; python-docx would do it character by
    character.
    """
    for mark, piece in PIECES.findall(text):
        if mark:
            run.append(run.makeelement(TAB if mark == "\t" else BREAK))
        if piece:
            content = run.makeelement(TEXT)
            content.text = piece
            if piece != piece.strip():
                content.set(SPACE, "preserve")
            run.append(content)


def _broken(paragraph: Paragraph, breaks: tuple[int, ...]) -> list[str]:
    """The texts of the runs, each with the line breaks that fall into it or right behind it."""
    if not breaks:
        return [run.text for run in paragraph.runs]
    texts, start = [], 0
    for run in paragraph.runs:
        end = start + len(run.text)
        texts.append(
            "\n".join(split_at(run.text, tuple(at - start for at in breaks if start < at <= end)))
        )
        start = end
    return texts


def _indent(
    base: WordDocument,
    word: WordParagraph,
    style: ParagraphStyle,
    **half_characters: tuple[float, float],
) -> None:
    """Word goes by the indents in characters, the first of each pair; LibreOffice only knows the
    absolute ones, the second.
    """
    size = number(inherited(base, style, "w:rPr", "w:sz", "w:val")) or BODY_SIZE
    indent = word._p.get_or_add_pPr().get_or_add_ind()
    for side, (asked, spaced) in half_characters.items():
        indent.set(qn(f"w:{side}Chars"), str(round(asked * 50)))
        indent.set(qn(f"w:{side}"), str(round(spaced * size * 5)))


def _set_outline_level(word: WordParagraph, level: int) -> None:
    outline = w("outlineLvl", val=level - 1)
    word._p.get_or_add_pPr().insert_element_before(
        outline, "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"
    )


def _linked_style(base: WordDocument, heading: ParagraphStyle) -> CharacterStyle:
    """Return the character style that gives part of a paragraph the heading's look, made if there
    is none.

    It is given that look in any case: Word keeps the two in step, other programs change the
    heading alone.
    """
    link = heading.element.find(qn("w:link"))
    name = linked_name(heading.name or "")
    for style in base.styles:
        matches = style.name == name or (
            link is not None and style.style_id == link.get(qn("w:val"))
        )
        if matches and isinstance(style, CharacterStyle) and style.type == WD_STYLE_TYPE.CHARACTER:
            linked = style
            break
    else:
        linked = cast(CharacterStyle, base.styles.add_style(name, WD_STYLE_TYPE.CHARACTER))
    if linked.element.rPr is not None:
        linked.element.remove(linked.element.rPr)
    linked.element.append(_look_of(heading))
    return linked


def _look_of(heading: ParagraphStyle) -> BaseOxmlElement:
    """Return what a style and those it is based on say of characters, down to the body's: that is
    what the rest looks like.
    """
    look: dict[str, BaseOxmlElement] = {}
    own = takewhile(lambda style: not style.element.default, ancestry(heading))
    for style in reversed(list(own)):
        for property_ in style.element.rPr if style.element.rPr is not None else ():
            if property_.tag == qn("w:rFonts") and property_.tag in look:
                look[property_.tag].attrib.update(property_.attrib)
            else:
                look[property_.tag] = deepcopy(property_)
    return w(
        "rPr",
        *sorted(
            look.values(), key=lambda each: CHARACTER_ORDER.get(each.tag, len(CHARACTER_ORDER))
        ),
    )


def set_script(run: WordRun, font: str, ambiguous: bool) -> None:
    """Name the Chinese face and language on the run itself: readers do not agree on what they
    inherit.

    ``ambiguous`` says that marks are in it which need the hint.
    """
    properties = run._r.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    if ambiguous:
        fonts.set(qn("w:hint"), "eastAsia")
    properties.insert_element_before(
        w("lang", eastAsia=CHINESE), "w:eastAsianLayout", "w:specVanish", "w:oMath"
    )


def head_pages(base: WordDocument, text: str, points: float, colour: RGBColor) -> None:
    """Put a line on top of every page, above whatever the office has there."""
    section = base.sections[0]
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
        mark.paragraph_format.line_spacing = Pt(points * 1.5)
        indent = mark._p.get_or_add_pPr().get_or_add_ind()
        for name in ("w:firstLineChars", "w:firstLine"):
            indent.set(qn(name), "0")
        run = mark.add_run(UNPRINTABLE.sub("", text))
        run.font.name, run.font.size, run.font.color.rgb = LEVEL_1_FONT, Pt(points), colour
        set_script(run, LEVEL_1_FONT, AMBIGUOUS.search(text) is not None)
