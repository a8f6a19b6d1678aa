"""Runs of text: the look that each says itself, and marks and characters that need care."""

from __future__ import annotations

import re

from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.styles.style import CharacterStyle
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from compiler.word.elements import empty_run, w
from compiler.word.template.looks import CHINESE

AMBIGUOUS = re.compile("[“”‘’—…·]")
"""Marks that Word sets in the Latin face unless told otherwise."""

PIECES = re.compile("([\t\n\r]?)([^\t\n\r]*)")
TEXT, TAB, BREAK, SPACE = qn("w:t"), qn("w:tab"), qn("w:br"), qn("xml:space")

UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold and no font shows."""


def run_pattern(
    word: WordParagraph, face: str, style: CharacterStyle | None, is_hole: bool, ambiguous: bool
) -> CT_R:
    """Return a run without text that looks as told, to be copied."""
    run = WordRun(empty_run(), word)
    if style is not None:
        run.style = style
    if is_hole:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    set_script(run, face, ambiguous)
    return run._r


def fill(run: CT_R, text: str) -> None:
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
