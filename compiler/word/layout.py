"""Where the notice's paragraphs stand on the page: blank lines, the signature block, and nothing
of any file format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import attrs

from compiler.chinese.title_lines import break_title, split_at
from compiler.chinese.width import spaced_width, text_width
from compiler.model.document import Document, Paragraph, RunKind
from compiler.notice.kind import ATTACHMENT_LIST_STYLE, ATTACHMENT_STYLE
from compiler.word.template.looks import (
    ATTACHMENT_TITLE_STYLE,
    DATE_STYLE,
    SIGNATURE_STYLE,
    TITLE_STYLE,
)

INDENT = 2 * 2
"""The signature stands two characters in, the date two further: half characters, as all widths
here."""

SEALED_DATE = 4 * 2
"""How far a date under a seal stands from the right."""

SEAL_LINES = 4
"""Blank lines between signatures that are sealed one below the other: seals are 42 mm wide and
must not touch."""

TITLE_WIDTH = 20 * 2
"""What a line of 二号 characters holds between the standard's margins."""

LINE_WIDTH = 28 * 2
"""What a line of the text holds; the signature block is placed by it whatever the office's
margins."""

TITLES = (TITLE_STYLE, ATTACHMENT_TITLE_STYLE)
PARTS = {
    **dict.fromkeys(TITLES, TITLE_STYLE),
    SIGNATURE_STYLE: SIGNATURE_STYLE,
    DATE_STYLE: SIGNATURE_STYLE,
    ATTACHMENT_LIST_STYLE: ATTACHMENT_LIST_STYLE,
}
"""Which part of the page a style belongs to, if not to the text."""


@attrs.frozen
class LaidLine:
    """One paragraph to be written: one of the document's, or ``None`` for a blank line.

    ``right``, ``left`` and ``hanging`` are indents in half characters, ``breaks`` where its lines
    end, as offsets in its text. ``right_spaced`` is ``right`` for programs that part Chinese and
    figures though the file asks them not to: there a date is longer, and what is placed by its
    length stands elsewhere. Where ``landscape`` changes, a new page begins in any case.
    """

    paragraph: Paragraph | None
    keeps_next: bool = False
    right: float | None = None
    right_spaced: float | None = None
    left: int | None = None
    hanging: int = 0
    breaks: tuple[int, ...] = ()
    new_page: bool = False
    landscape: bool = False


def lay_out(document: Document, title_width: int = TITLE_WIDTH) -> Iterator[LaidLine]:
    """The paragraphs with the blank lines of the layout, the signature block and every attachment
    in place.

    ``title_width`` is what a line of a title holds, in half characters. An attachment begins on a
    new page (clause 7.3.7); one with a table has its pages turned.
    """
    starts = [
        n for n, paragraph in enumerate(document.paragraphs) if paragraph.style == ATTACHMENT_STYLE
    ]
    edges = [0, *starts, len(document.paragraphs)]
    yield from _text(document.paragraphs[: edges[1]], title_width)
    for start, end in zip(starts, edges[2:], strict=True):
        mark, *rest = document.paragraphs[start:end]
        turned = any(paragraph.cell for paragraph in rest)
        yield LaidLine(mark, keeps_next=True, new_page=start > 0, landscape=turned)
        if rest:
            yield LaidLine(None, keeps_next=True, landscape=turned)
        yield from (attrs.evolve(line, landscape=turned) for line in _text(rest, title_width))


def _text(paragraphs: Sequence[Paragraph], title_width: int) -> Iterator[LaidLine]:
    """Titles, lists of attachments and signature blocks are set off by a blank line (clauses
    7.3.1, 7.3.4, 7.3.5).

    A signature block is kept with the last line of the text before it: a signature never stands
    on a page of its own.
    """
    groups = [
        list(block)
        for _, block in groupby(paragraphs, lambda paragraph: PARTS.get(paragraph.style))
    ]
    signs = [_signs(block, block is groups[-1]) for block in groups]
    for index, block in enumerate(groups):
        closes = signs[index + 1 : index + 2] == [True]
        if signs[index]:
            if index:
                yield LaidLine(None, keeps_next=True)
            yield from _signature_block(block)
        elif block[0].style == ATTACHMENT_LIST_STYLE:
            if index:
                yield LaidLine(None)
            yield from (
                attrs.evolve(line, keeps_next=closes and line.paragraph is block[-1])
                for line in _attachment_list(block)
            )
        else:
            if index and block[0].style in TITLES:
                yield LaidLine(None, keeps_next=True)
            for paragraph in block:
                breaks = (
                    (paragraph.breaks or break_title(paragraph.text, title_width))
                    if paragraph.style in TITLES
                    else ()
                )
                yield LaidLine(
                    paragraph,
                    closes and paragraph is block[-1],
                    breaks=breaks,
                    new_page=paragraph.new_page,
                )
            if block[-1].style in TITLES and index + 1 < len(groups) and not closes:
                yield LaidLine(None)


def _signs(block: Sequence[Paragraph], last: bool) -> bool:
    """Tell a signature block; a date alone is one at the end, under the title it is not."""
    styles = {paragraph.style for paragraph in block}
    return SIGNATURE_STYLE in styles or (last and styles == {DATE_STYLE})


def _signature_block(block: Sequence[Paragraph]) -> Iterator[LaidLine]:
    """Yield the lines of those who sign and of the date, kept on one page; where seals are to be
    set, with room for one between two organs.
    """
    sealed = any(paragraph.sealed for paragraph in block)
    place, capacity = (
        (_sealed_indents, LINE_WIDTH) if sealed else (_right_indents, LINE_WIDTH - INDENT)
    )
    breaks = [
        break_title(paragraph.text, capacity) if paragraph.style == SIGNATURE_STYLE else ()
        for paragraph in block
    ]
    asked, spaced = (
        place(
            [
                (p.style == SIGNATURE_STYLE, max(map(width, split_at(p.text, own))))
                for p, own in zip(block, breaks, strict=True)
            ]
        )
        for width in (text_width, spaced_width)
    )
    for position, (paragraph, right, shown, own) in enumerate(
        zip(block, asked, spaced, breaks, strict=True), 1
    ):
        yield LaidLine(paragraph, position < len(block), right, shown, breaks=own)
        if (
            sealed
            and position < len(block)
            and paragraph.style == block[position].style == SIGNATURE_STYLE
        ):
            yield from [LaidLine(None, keeps_next=True)] * SEAL_LINES


def _right_indents(widths: Sequence[tuple[bool, float]]) -> Sequence[float | None]:
    """Return how far signatures (told by ``True``) and date end from the right, in half
    characters (clause 7.3.5.2).

    Signatures begin on one vertical line, the date two characters to its right; whichever is
    longer ends two characters from the right edge. A date without a signature stands as its style
    says.
    """
    signature = max((width for signs, width in widths if signs), default=None)
    if signature is None:
        return [None] * len(widths)
    day = max((width for signs, width in widths if not signs), default=0)
    start = signature + INDENT if signature >= day else day + 2 * INDENT
    return [max(0, (start if signs else start - INDENT) - width) for signs, width in widths]


def _sealed_indents(widths: Sequence[tuple[bool, float]]) -> Sequence[float | None]:
    """The same under a seal: the date four characters from the right, signatures centred over it
    (clause 7.3.5.1).

    A signature too long for that takes the date with it to the left: it is the seal that has to
    cover both.
    """
    day = max((width for signs, width in widths if not signs), default=0) or max(
        width for _, width in widths
    )
    centre = max(SEALED_DATE + day / 2, *(width / 2 for _, width in widths))
    return [centre - (width if signs else day) / 2 for signs, width in widths]


def _attachment_list(block: Sequence[Paragraph]) -> Iterator[LaidLine]:
    """附件: stands two characters in, and every name under the first one, its further lines too
    (clause 7.3.4).
    """
    leads = [
        sum(text_width(run.text) for run in paragraph.runs[:1] if run.kind is RunKind.FRAME)
        for paragraph in block
    ]
    for paragraph, lead in zip(block, leads, strict=True):
        number = sum(text_width(run.text) for run in paragraph.runs if run.kind is RunKind.NUMBER)
        yield LaidLine(paragraph, left=INDENT + leads[0] + number, hanging=lead + number)
