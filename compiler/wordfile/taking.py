"""Which of the paragraphs that Word shows are the lines of a notice, and what is told of the rest.

Taken are the paragraphs of the body and the rows of its tables, and text boxes that hang on a
paragraph without words. Everything else that Word shows, or hides, is reported with its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

import attrs

from compiler.diagnostics import Diagnostic, complain
from compiler.span import Span
from compiler.wordfile.numbering import Label
from compiler.wordfile.shown import PieceKind, Place, ShownParagraph, ShownPiece, WordText

LINE_END = re.compile(r"[ \t\u3000\xa0]*\n[ \t\u3000\xa0\n]*")
PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
LONGEST_ADDRESS = 2000
CELL_GAP = "\u3000"
PAGE_NUMBER = re.compile(r"[\s第页共/／\-—－–·.,，]*")
"""What stands about the number of a page, and is no text of its own."""

OPEN_ENDED = re.compile(r"[0-9A-Za-z一二三四五六七八九十百千〇]$")
"""A number without a mark behind it: it must not run into the text."""

CONCEALED = {PieceKind.HIDDEN: "取消隐藏", PieceKind.STRUCK: "去掉删除线"}
"""How it is undone."""

BULLETS = "项目符号"
OF_LITTLE_WEIGHT = (
    Place.HEADER.value, Place.FOOTER.value, Place.COMMENT.value, PieceKind.CONTENTS.value, PieceKind.READING.value, BULLETS,
)  # fmt: skip
"""What a notice seldom means to print: a hint says enough."""


@attrs.frozen
class NoticeLine:
    """One paragraph that is not blank, and its number: the line of a text file, the paragraph of
    a Word file. ``ends`` are the places where a line of it visibly ends, ``cells`` the texts of a
    row of a table, those that are empty, too.
    """

    number: int
    text: str
    ends: tuple[int, ...] = ()
    cells: tuple[str, ...] = ()


@attrs.define
class _Taking:
    """The lines taken so far, and what is told of the rest, each thing once."""

    file: str
    number: int = 0
    lines: list[NoticeLine] = attrs.field(factory=list)
    found: list[Diagnostic] = attrs.field(factory=list)
    told: set[tuple[str, str]] = attrs.field(factory=set)


def take_lines(word: WordText, file: str) -> tuple[list[NoticeLine], list[Diagnostic]]:
    """Return the lines of a notice, and what is told of all that is not among them."""
    taking = _Taking(file)
    _take(taking, word.body, 0)
    contents = [piece.text for one in word.body for piece in one.pieces if _is_contents(piece)]
    if contents:
        _leave(taking, PieceKind.CONTENTS.value, "\n".join(contents), Span(file))
    for story in stories(word.outside):
        what = story[0].place.value
        _leave_story(taking, story, what, Span(file, what))
    return taking.lines, taking.found


def own_text(paragraph: ShownParagraph, *asides: PieceKind) -> str:
    """Return the text of a paragraph that is taken, its number included, and what is aside in one
    of these ways.
    """
    pieces = (one for one in paragraph.pieces if _is_taken(one) or one.aside in asides)
    text = "".join(piece.text for piece in pieces)
    label = paragraph.label
    return _labelled(label, text) if label is not None and not label.bullet else text


def _is_taken(piece: ShownPiece) -> bool:
    return piece.aside in (None, PieceKind.PAGING)


def _is_contents(piece: ShownPiece) -> bool:
    return piece.aside is PieceKind.CONTENTS and bool(piece.text.strip())


def _labelled(label: Label, text: str) -> str:
    """Put a number before its text as it would have been typed: without a gap after a mark."""
    glued = OPEN_ENDED.search(label.text) or (label.text.endswith(".") and text[:1].isdigit())
    return label.text + (" " if glued and label.suffix != "nothing" else "") + text


# The body


def _take(taking: _Taking, paragraphs: Sequence[ShownParagraph], depth: int) -> None:
    """Take paragraphs one by one, and the rows of tables at this depth row by row."""
    for row, group in groupby(
        paragraphs, key=lambda one: one.cells[depth : depth + 1] and one.cells[depth][:2]
    ):
        if row:
            _take_row(taking, list(group), depth)
        else:
            for paragraph in group:
                _take_paragraph(taking, paragraph)


def _take_row(taking: _Taking, row: list[ShownParagraph], depth: int) -> None:
    """Take a row as one line; one with words in a single cell is a frame about paragraphs."""
    cells = [list(group) for _, group in groupby(row, key=lambda one: one.cells[depth][2])]
    filled = [cell for cell in cells if any(_has_words(one) for one in cell)]
    if len(filled) == 1 and (len(filled[0]) > 1 or filled[0][0].boxes):
        for cell in cells:
            if cell is filled[0]:
                _take(taking, [one for one in cell if _matters(one)], depth + 1)
            else:
                _report(taking, cell)
        return
    taking.number += 1
    _report(taking, row)
    for paragraph in row:
        _leave_boxes(taking, paragraph)
    texts = ["\n".join(text for one in cell if (text := own_text(one)).strip()) for cell in cells]
    line = _line(taking.number, CELL_GAP.join(text.strip() for text in texts if text))
    own = tuple(_line(0, text.strip()).text for text in texts)
    taking.lines.append(attrs.evolve(line, cells=own))


def _has_words(paragraph: ShownParagraph) -> bool:
    """Tell whether something of a paragraph, or of a box on it, is taken."""
    return bool(own_text(paragraph).strip()) or any(map(_has_words, paragraph.boxes))


def _matters(paragraph: ShownParagraph) -> bool:
    """Tell whether a paragraph has anything in it at all."""
    return bool(paragraph.pieces or paragraph.label or paragraph.boxes)


def _report(taking: _Taking, paragraphs: Sequence[ShownParagraph]) -> None:
    """Tell what of these paragraphs is not their text, at the line reached."""
    for paragraph in paragraphs:
        _tell_asides(taking, paragraph, taking.number)


def _take_paragraph(taking: _Taking, paragraph: ShownParagraph) -> None:
    """Take a paragraph, or, if it has no words of its own, the text boxes that hang on it."""
    first = taking.number + 1
    taking.number += paragraph.steps
    _tell_asides(taking, paragraph, first)
    text = own_text(paragraph)
    step = next((piece.step for piece in paragraph.pieces if _is_taken(piece)), 0)
    taking.lines.append(_line(first + step, text))
    place = Span(taking.file, line=first + step)
    if text.strip():
        _leave_boxes(taking, paragraph)
        return
    drawn = [box for box in paragraph.boxes if box.place is not Place.BOX]
    for story in stories(drawn):
        _leave_story(taking, story, story[0].place.value, place)
    boxes = [box for box in paragraph.boxes if box.place is Place.BOX]
    words = "\n".join(text for box in boxes if (text := own_text(box)).strip())
    if words:
        taking.found.append(complain("S073", place, text=words))
    if boxes:
        number, taking.number = taking.number, first - 1
        _take(taking, boxes, 0)  # the first of them stands for the paragraph that it hangs on
        taking.number = max(taking.number, number)


def _line(number: int, text: str) -> NoticeLine:
    """Return a line with its visible ends taken out of the text and noted."""
    written, ends = "", []
    for part in LINE_END.split(text):
        if written and part:
            ends.append(len(written))
            written += joint(written, part)
        written += part
    return NoticeLine(number, written, tuple(ends))


def joint(left: str, right: str) -> str:
    """Return what goes between two lines that become one: a blank between words in Latin letters,
    nothing in Chinese, in a number or in an address.
    """
    last, first = left[-1:], right[:1]
    words = last.isascii() and last.isalnum() and first.isascii() and first.isalnum()
    end = left[-LONGEST_ADDRESS:]
    word = end[len(end.rstrip(PRINTABLE)) :]
    whole = (last.isdigit() and first.isdigit()) or "@" in word or "://" in word
    return " " if words and not whole else ""


# What is told


def _tell_asides(taking: _Taking, paragraph: ShownParagraph, first: int | None) -> None:
    """Tell what of a paragraph is not its text; it begins at line ``first``, or stands outside
    the body.
    """
    place = Span(taking.file, line=first)
    if first is None:
        place = Span(taking.file, paragraph.place.value)
    for piece in paragraph.pieces:
        if piece.aside in CONCEALED and (text := piece.text.strip()):
            what, undo = piece.aside.value, CONCEALED[piece.aside]
            own = place if first is None else Span(taking.file, line=first + piece.step)
            taking.found.append(complain("S069", own, what=what, text=text, undo=undo))
    for aside in (PieceKind.READING, PieceKind.UNREADABLE):
        texts = (piece.text for piece in paragraph.pieces if piece.aside is aside)
        if text := " ".join(texts).strip():
            _leave(taking, aside.value, text, place)
    if paragraph.label is not None and paragraph.label.bullet:
        _leave(taking, BULLETS, paragraph.label.text, Span(taking.file))


def _leave_boxes(taking: _Taking, paragraph: ShownParagraph) -> None:
    """Tell of the text boxes on a paragraph that are not taken."""
    place = Span(taking.file, line=taking.number)
    for story in stories(paragraph.boxes):
        _leave_story(taking, story, story[0].place.value, place)


def stories(paragraphs: Sequence[ShownParagraph]) -> list[list[ShownParagraph]]:
    """Return the paragraphs of each header, note or box by themselves."""
    return [list(own) for _, own in groupby(paragraphs, key=lambda one: one.story)]


def _leave_story(taking: _Taking, story: Sequence[ShownParagraph], what: str, place: Span) -> None:
    """Tell of a story that is not taken, and of the boxes in it, but not of what only numbers the
    page.
    """
    for paragraph in story:
        _tell_asides(taking, paragraph, place.line)
    texts = (own_text(one, PieceKind.CONTENTS).strip() for one in story if not numbers_page(one))
    _leave(taking, what, "\n".join(filter(None, texts)), place)
    for paragraph in story:
        for box in stories(paragraph.boxes):
            _leave_story(taking, box, what, place)


def numbers_page(paragraph: ShownParagraph) -> bool:
    """Tell whether a paragraph has a page number, and no words of its own."""
    words = "".join(piece.text for piece in paragraph.pieces if piece.aside is None)
    paged = any(piece.aside is PieceKind.PAGING for piece in paragraph.pieces)
    return paged and PAGE_NUMBER.fullmatch(words) is not None


def _leave(taking: _Taking, what: str, text: str, place: Span) -> None:
    """Tell once that a text is not taken."""
    if text and (what, text) not in taking.told:
        taking.told.add((what, text))
        code = "S075" if what in OF_LITTLE_WEIGHT else "S071"
        taking.found.append(complain(code, place, what=what, text=text))
