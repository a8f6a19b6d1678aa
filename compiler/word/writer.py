"""The notice as a Word file: the office's styles, our paragraphs, and nothing else in the package.

Numbers are literal text and blank lines are paragraphs, since other programs drop or double what
Word would generate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby

import attrs
from docx.document import Document as WordDocument
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from compiler.diagnostics import Diagnostic, has_errors
from compiler.model.document import Document, TableCell
from compiler.model.provenance import numbered_runs
from compiler.notice.kind import BODY_STYLE, CELL_STYLE
from compiler.notice.layout_profiles import GB_T_9704, LayoutProfile
from compiler.package.parts import CONTENT_TYPES, content_types, pack, serialise
from compiler.word.elements import empty_paragraph, no_room
from compiler.word.layout import LaidLine, lay_out
from compiler.word.lines import WriteContext, write_line
from compiler.word.page_heads import DRAFT_HEADER_SIZE, head_pages
from compiler.word.runs import UNPRINTABLE
from compiler.word.scrubbing import describe, scrub_document
from compiler.word.sections import end_section, finish_sections
from compiler.word.tables import Cells, add_table, header_of, tables_alike
from compiler.word.template.opened import open_styles, paragraph_styles
from compiler.word.template.page_metrics import type_area
from compiler.word.template.validation import validate_styles
from compiler.word.titles import title_width, validate_titles
from compiler.wordfile.own_headers import DRAFT_HEADER, DRAFT_MARK

UNDATED = date(2000, 1, 1)
"""The day of everything dated in a notice that has no date of signature."""


@attrs.frozen
class Composition:
    """A notice laid out but not yet saved. ``runs`` holds, by the id of 来源.json, the runs that
    were written apart.
    """

    file: WordDocument
    runs: Mapping[str, WordRun]

    def finish(self) -> bytes:
        """Return the finished file, packed by ourselves: python-docx would deflate it, with bytes
        that depend on the zlib. Nothing is left of it then: its parts know each other, and would
        keep their trees, of some megabytes, until Python looks for garbage.
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
        for known in (*parts, self.file):
            vars(known).clear()
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
    return (composition.finish() if composition else None), found


def compose(
    document: Document,
    styles: bytes,
    *,
    title: str,
    organ: str,
    signed_on: date | None,
    file: str,
    apart: bool = False,
    layout: LayoutProfile = GB_T_9704,
) -> tuple[Composition | None, list[Diagnostic]]:
    """Lay the notice out in the look of ``styles``; ``apart`` keeps every run of the document a
    run of its own.

    Diagnostics: those of :func:`open_styles` and :func:`validate_styles`, the latter against
    ``layout``, with an error among which there is no result, and of :func:`validate_titles`.
    """
    base, found = open_styles(styles, file)
    if base is None:
        return None, found
    used = dict.fromkeys(paragraph.style for paragraph in document.paragraphs)
    found += _judged(styles, tuple(used), layout, file)
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


@lru_cache(maxsize=8)  # a compile asks twice, and an issue for each of its letters
def _judged(
    styles: bytes, used: tuple[str, ...], layout: LayoutProfile, file: str
) -> tuple[Diagnostic, ...]:
    """Return what :func:`validate_styles` says of ``styles``, which can be opened."""
    base, _ = open_styles(styles, file)
    assert base is not None
    return tuple(validate_styles(base, used, layout, file))


def _write(base: WordDocument, document: Document, width: int, apart: bool) -> list[WordRun]:
    """Write the lines of the layout, tables and sections between them; return the runs. Titles
    are ``width`` wide at most.
    """
    styles = paragraph_styles(base)
    context = WriteContext(base, styles, apart)
    lines = lay_out(document, width)
    alike = tables_alike(document)
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
            written += _write_table(context, list(group), alike)
            continue
        for index, line in enumerate(group):
            word = WordParagraph(empty_paragraph(), base._body)
            # The document's own way looks for its end element by element.
            base.element.body.sectPr.addprevious(word._p)
            if line.new_page and not (turns and index == 0):
                word.paragraph_format.page_break_before = True
            written += write_line(context, word, line)
    if landscape or not first:
        finish_sections(base, landscape=landscape, first=first)
    return written


def _table_of(line: LaidLine) -> int | None:
    """Return the number of the table that a line stands in, ``None`` for the text."""
    return (
        line.paragraph.cell.table
        if line.paragraph is not None and line.paragraph.cell is not None
        else None
    )


def _write_table(
    context: WriteContext, lines: Sequence[LaidLine], alike: Mapping[tuple[str, ...], Cells]
) -> list[WordRun]:
    """Write the lines of one table, and behind it the paragraph that no table may end without;
    ``alike`` are the cells of all tables by their headers.
    """
    cells: list[tuple[TableCell, str]] = []
    drawn: dict[tuple[int, int], LaidLine] = {}
    for line in lines:
        paragraph = line.paragraph
        if paragraph is not None and paragraph.cell is not None:
            cells.append((paragraph.cell, paragraph.text))
            drawn[paragraph.cell.row, paragraph.cell.column] = line
    area = type_area(context.base)
    assert area is not None, "a page that does not say its size is R007"
    width = area[1] if lines[0].landscape else area[0]
    written: list[WordRun] = []
    same = alike[header_of(cells)]
    for place, word in add_table(context.base, cells, same, width).items():
        word.style = context.styles[CELL_STYLE]
        written += write_line(context, word, drawn[place]) if place in drawn else []
    # Word joins tables that touch, and ends no page with one.
    closing = context.base.add_paragraph(style=context.styles[BODY_STYLE])
    closing._p.get_or_add_pPr().extend(no_room())
    return written
