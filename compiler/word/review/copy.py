"""The review copy: the notice as it will be published, with what a leader asks of it beside the
text.

What it has beyond the publication copy, and nothing else: around each run of the document a
bookmark ``_r00001`` named after the run's id in 来源.json (Word hides names that begin with an
underscore; LibreOffice, WPS and Word keep them); comments, with their two styles ``annotation
text`` and ``annotation reference``; a dotted underline under numbers that nobody vouches for; one
line on top of every page. Runs of the document stay apart, and are cut where an underline begins
or ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import UTC, date, datetime, time
from itertools import pairwise

import attrs
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_UNDERLINE
from docx.oxml.comments import CT_Comment
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.shared import Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.run import Run as WordRun

from compiler.chinese.title_lines import split_at
from compiler.diagnostics import Diagnostic
from compiler.model.document import Document
from compiler.model.provenance import numbered_runs
from compiler.notice.layout_profiles import GB_T_9704, LayoutProfile
from compiler.visible import visible
from compiler.word.elements import empty_run, w
from compiler.word.page_heads import head_pages
from compiler.word.runs import UNPRINTABLE, set_script
from compiler.word.template.looks import PAGE_NUMBER_FONT
from compiler.word.writer import UNDATED, compose
from compiler.wordfile.own_headers import REVIEW_MARK

ANCHOR_PREFIX = "_"
AUTHOR, INITIALS = "整改通报编译器", "编"
COMMENT_STYLE, REFERENCE_STYLE = "annotation text", "annotation reference"
COMMENT_SIZE, HEADER_SIZE = 9, 10.5
"""Points."""

GREY = "7F7F7F"
UNVOUCHED = "dotted"
"""The underline that stands for a number nobody vouches for, as files name it; other underlines
mean nothing."""

BOOKMARK_START, BOOKMARK_END, ID, NAME = (
    qn(f"w:{name}") for name in ("bookmarkStart", "bookmarkEnd", "id", "name")
)
RANGE_START, RANGE_END = qn("w:commentRangeStart"), qn("w:commentRangeEnd")


def _visible(lines: Sequence[str]) -> tuple[str, ...]:
    """Return lines in which hidden characters are shown."""
    return tuple(visible(line.strip()) for line in lines)


@attrs.frozen
class Note:
    """One comment: its text, line by line, and the runs it stands at, from the first to the last.

    The lines quote cells, names of files and findings: they are kept as :func:`visible` shows them,
    without blanks about them, which Word gives back.
    """

    lines: tuple[str, ...] = attrs.field(converter=_visible)
    first: str
    last: str


def write_review(
    document: Document,
    styles: bytes,
    *,
    title: str,
    organ: str,
    signed_on: date | None,
    file: str,
    header: str,
    notes: Sequence[Note],
    underlined: Mapping[str, Sequence[tuple[int, int]]],
    layout: LayoutProfile = GB_T_9704,
) -> tuple[bytes | None, list[Diagnostic]]:
    """Return the review copy: text and layout of the publication copy, ``header`` on every page,
    ``notes`` as comments.

    ``underlined`` gives, by the id of a run, ranges of its text. Comments are dated by
    ``signed_on``, since the bytes repeat for the same arguments. Diagnostics as :func:`compose`.
    """
    composition, found = compose(
        document,
        styles,
        title=title,
        organ=organ,
        signed_on=signed_on,
        file=file,
        apart=True,
        layout=layout,
    )
    if composition is None:
        return None, found
    base = composition.file
    base.core_properties.title = f"{base.core_properties.title}（{REVIEW_MARK}）"[:255]
    head_pages(base, header, HEADER_SIZE, RGBColor.from_string(GREY))
    pieces = {identifier: [run] for identifier, run in composition.runs.items()}
    for identifier, _, run in numbered_runs(document):
        if ranges := underlined.get(identifier):
            pieces[identifier] = _underline(composition.runs[identifier], run.text, ranges)
    _comment(base, notes, pieces, datetime.combine(signed_on or UNDATED, time(), UTC))
    for number, (identifier, own) in enumerate(pieces.items()):
        _anchor(number, identifier, own)
    return composition.finish(), found


def _underline(run: WordRun, text: str, ranges: Sequence[tuple[int, int]]) -> list[WordRun]:
    """Cut a run where ranges of its text begin and end, and underline those; return the pieces."""
    cuts = sorted({0, len(text), *(place for bounds in ranges for place in bounds)})
    breaks = _breaks(run.text, text)
    pieces: list[WordRun] = []
    for start, end in pairwise(cuts):
        if pieces:
            element = deepcopy(run._r)
            pieces[-1]._r.addnext(element)
            pieces.append(WordRun(element, run._parent))
        else:
            pieces.append(run)
        piece = pieces[-1]
        lines = split_at(text[start:end], tuple(at - start for at in breaks if start < at <= end))
        piece.text = UNPRINTABLE.sub("", "\n".join(lines))
        marked = any(first <= start and end <= last for first, last in ranges)
        piece.font.underline = WD_UNDERLINE.from_xml(UNVOUCHED) if marked else None
        if marked:
            underline = piece._r.get_or_add_rPr().find(qn("w:u"))
            assert underline is not None
            underline.set(qn("w:color"), GREY)
    return pieces


def _breaks(written: str, text: str) -> list[int]:
    """Return where a title's lines end in the document's text, given the text as it was written."""
    breaks, at = [], 0
    for character in written:
        if character == "\n":
            breaks.append(at)
        else:
            at = text.index(character, at) + 1  # what cannot be printed was left out
    return breaks


def _comment(
    base: WordDocument,
    notes: Sequence[Note],
    pieces: Mapping[str, Sequence[WordRun]],
    when: datetime,
) -> None:
    """Add the comments in the order of the text, in styles of their own, since the body's would
    fill the margin.
    """
    if not notes:
        return
    text_style, reference_style = _comment_style(base).style_id, _reference_style(base).style_id
    look = WordRun(empty_run(), base)
    set_script(look, PAGE_NUMBER_FONT, ambiguous=True)
    look.text = (
        " "  # kept as it stands, so that the words that take its place keep their blanks, too
    )
    reference = w("r", w("rPr", w("rStyle", val=reference_style)), w("commentReference"))
    order = {identifier: number for number, identifier in enumerate(pieces)}
    pattern = base.comments.add_comment("", AUTHOR, INITIALS)._comment_elm
    pattern.date = when
    pattern.p_lst[0].style = text_style
    pattern.p_lst[0].r_lst[0].style = reference_style
    comments = base.comments._comments_elm
    comments.remove(pattern)
    for identifier, note in enumerate(sorted(notes, key=lambda note: order[note.first])):
        comment = deepcopy(pattern)  # python-docx looks through all comments for every further one
        comment.set(ID, str(identifier))
        _say(comment, look._r, note.lines)
        comments.append(comment)
        first, last = pieces[note.first][0]._r, pieces[note.last][-1]._r
        first.addprevious(first.makeelement(RANGE_START, {ID: str(identifier)}))
        there = deepcopy(reference)
        there[-1].set(ID, str(identifier))
        last.addnext(there)
        last.addnext(last.makeelement(RANGE_END, {ID: str(identifier)}))


def _say(comment: CT_Comment, look: CT_R, lines: Sequence[str]) -> None:
    """Write the lines of a comment, each a paragraph; the first is there already, with the mark
    every comment begins with.
    """
    (paragraph,) = comment.p_lst
    blank = deepcopy(paragraph)
    blank.remove(blank.r_lst[0])
    for number, line in enumerate(lines):
        if number:
            paragraph = deepcopy(blank)
            comment.append(paragraph)
        run = deepcopy(look)
        run[-1].text = line
        paragraph.append(run)


def _comment_style(base: WordDocument) -> ParagraphStyle:
    """Return Word's own style for comments, made if the office's file lacks it."""
    known: list[ParagraphStyle] = [one for one in base.styles if one.name == COMMENT_STYLE]
    if known:
        return known[0]
    kind = WD_STYLE_TYPE.PARAGRAPH
    style: ParagraphStyle = base.styles.add_style(COMMENT_STYLE, kind, builtin=True)
    style.base_style, style.priority = None, 99
    layout = style.paragraph_format
    layout.alignment, layout.line_spacing = WD_ALIGN_PARAGRAPH.LEFT, 1.0
    layout.space_before = layout.space_after = layout.first_line_indent = Pt(0)
    _set_face(style, COMMENT_SIZE)
    return style


def _reference_style(base: WordDocument) -> CharacterStyle:
    """Return Word's own style for the mark of a comment, made if the office's file lacks it."""
    known: list[CharacterStyle] = [one for one in base.styles if one.name == REFERENCE_STYLE]
    if known:
        return known[0]
    kind = WD_STYLE_TYPE.CHARACTER
    style: CharacterStyle = base.styles.add_style(REFERENCE_STYLE, kind, builtin=True)
    style.priority = 99
    _set_face(style, COMMENT_SIZE)
    return style


def _set_face(style: CharacterStyle, points: float) -> None:
    """Name one face for every script, as the other styles do."""
    style.font.name, style.font.size = PAGE_NUMBER_FONT, Pt(points)
    properties = style.element.get_or_add_rPr()
    for script in ("w:eastAsia", "w:cs"):
        properties.get_or_add_rFonts().set(qn(script), PAGE_NUMBER_FONT)
    size = w("szCs", val=round(points * 2))
    properties.insert_element_before(size, "w:highlight", "w:u", "w:lang")


def _anchor(number: int, identifier: str, pieces: Sequence[WordRun]) -> None:
    """Put the bookmark tight around the run's text, inside of comments that begin or end there."""
    first, last = pieces[0]._r, pieces[-1]._r
    first.addprevious(
        first.makeelement(BOOKMARK_START, {ID: str(number), NAME: f"{ANCHOR_PREFIX}{identifier}"})
    )
    last.addnext(last.makeelement(BOOKMARK_END, {ID: str(number)}))
