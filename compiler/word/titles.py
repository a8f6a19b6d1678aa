"""What a line of a title holds on the office's page, and titles that stand badly all the same."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document as WordDocument

from compiler.chinese.title_lines import MOST_LINES, break_title, split_at
from compiler.chinese.width import text_width
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Document, Paragraph
from compiler.span import Span
from compiler.word.layout import TITLE_WIDTH, TITLES
from compiler.word.template.looks import TITLE_SIZE, TITLE_STYLE
from compiler.word.template.opened import paragraph_styles
from compiler.word.template.page_metrics import characters_per_line


def title_width(base: WordDocument) -> int:
    """Return what a line of a title holds between the margins of an opened ``styles.docx``, in
    half characters.
    """
    style = paragraph_styles(base).get(TITLE_STYLE)
    characters = None if style is None else characters_per_line(base, style, TITLE_SIZE)
    return TITLE_WIDTH if characters is None else 2 * characters


def validate_titles(document: Document, width: int, file: str) -> Iterator[Diagnostic]:
    """Yield R012, at the title's cell, for a title of too many lines and for one whose lines do
    not hold it.
    """
    for paragraph in document.paragraphs:
        if paragraph.style in TITLES and (problem := _problem(paragraph, width)):
            place = next((run.sources[0] for run in paragraph.runs if run.sources), Span(file))
            yield complain("R012", place, title=paragraph.text[:30], problem=problem)


def _problem(paragraph: Paragraph, width: int) -> str:
    """Return what is wrong with a title's lines, empty if nothing."""
    lines = split_at(paragraph.text, paragraph.breaks)
    if len(lines) > MOST_LINES:
        return f"分成了 {len(lines)} 行，标题最多 {MOST_LINES} 行"
    if len(lines) > 1:
        number, widest = max(enumerate(map(text_width, lines), 1), key=lambda line: line[1])
        return (
            f"第 {number} 行有 {widest / 2:g} 个字，一行排得下 {width // 2} 个"
            if widest > width
            else ""
        )
    long = text_width(paragraph.text) > width and not break_title(paragraph.text, width)
    return f"有 {text_width(paragraph.text) / 2:g} 个字，{MOST_LINES} 行也排不下" if long else ""
