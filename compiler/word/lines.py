"""Lines of the layout as paragraphs of the Word file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from itertools import groupby

import attrs
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from compiler.chinese.title_lines import split_at
from compiler.model.document import Paragraph, RunKind
from compiler.notice.kind import BODY_STYLE
from compiler.word.elements import w
from compiler.word.layout import LaidLine
from compiler.word.run_in_headings import linked_style
from compiler.word.runs import AMBIGUOUS, UNPRINTABLE, fill, run_pattern
from compiler.word.template.inheritance import inherited, number
from compiler.word.template.looks import BODY_FONT, BODY_SIZE

LONG_WORD = re.compile("[!-~]{15,}")
"""An address that, moved to the next line whole, would leave a justified line stretched over half
its width."""


@attrs.frozen
class WriteContext:
    """What paragraphs are written with: the file, its styles by name, and whether runs stay apart.

    ``faces`` are the Chinese faces of styles met so far, ``headings`` the character styles of
    run-in headings, by the heading's; ``patterns`` are runs as written so far, without their text,
    since most runs look like one before them.
    """

    base: WordDocument
    styles: Mapping[str, ParagraphStyle]
    apart: bool
    patterns: dict[tuple[str, bool, bool, bool], CT_R] = attrs.field(factory=dict)
    headings: dict[str, CharacterStyle] = attrs.field(factory=dict)
    faces: dict[str, str] = attrs.field(factory=dict)

    def linked(self, name: str) -> CharacterStyle:
        """Return the character style of a run-in heading."""
        if name not in self.headings:
            self.headings[name] = linked_style(self.base, self.styles[name])
        return self.headings[name]

    def face(self, name: str) -> str:
        """Return the Chinese face of a style."""
        if name not in self.faces:
            own = inherited(self.base, self.styles[name], "w:rPr", "w:rFonts", "w:eastAsia")
            self.faces[name] = own or BODY_FONT
        return self.faces[name]


def write_line(context: WriteContext, word: WordParagraph, line: LaidLine) -> list[WordRun]:
    """Write one line into an empty paragraph and return its runs, as many as look different, or as
    the document has where they stay apart.
    """
    paragraph = line.paragraph or Paragraph((), BODY_STYLE)
    run_in = 0 < paragraph.heading_runs < len(paragraph.runs)
    name = BODY_STYLE if run_in else paragraph.style
    style = context.styles[name]
    # The paragraph's own setter looks every style up.
    word._p.style = None if style.element.default else style.style_id
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
            context.patterns[key] = run_pattern(
                word, context.face(key[0]), heading if is_heading else None, is_hole, ambiguous
            )
        run = deepcopy(context.patterns[key])
        fill(run, UNPRINTABLE.sub("", text))
        word._p.append(run)
        written.append(WordRun(run, word))
    return written


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
    """Give a paragraph a place in Word's navigation, which the body's style does not."""
    outline = w("outlineLvl", val=level - 1)
    word._p.get_or_add_pPr().insert_element_before(
        outline, "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"
    )
