"""Paragraph by paragraph: the text that was written against the text that must stand there.

Paragraphs without text are room on the page, the layout's affair: they are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

import attrs

from compiler.chinese.common_ends import common_ends
from compiler.diagnostics import Diagnostic, complain
from compiler.span import Span
from compiler.word.proof.expected import Expected, TablePosition
from compiler.word.proof.reading import (
    Foreign,
    Properties,
    WrittenBlock,
    WrittenParagraph,
    WrittenTable,
)
from compiler.word.proof.words import BLANK, NOTHING, after, called, name, shortened, where

CONTEXT = 12
"""Characters shown before and after a difference."""


@attrs.frozen
class Written:
    """A paragraph of the file where it stands; ``around`` is the formatting of its cell."""

    paragraph: WrittenParagraph
    place: TablePosition = None
    around: Properties = attrs.field(factory=dict)


Match = tuple[Expected | None, Written | None]


def flatten(blocks: Sequence[WrittenBlock]) -> Iterator[Written]:
    """Yield the paragraphs in order, those in tables too."""
    tables = 0
    for block in blocks:
        if isinstance(block, WrittenParagraph):
            yield Written(block)
        elif isinstance(block, WrittenTable):
            tables += 1
            for cell in block.cells:
                place = (tables, cell.row, cell.column)
                yield from (Written(one, place, cell.layout) for one in cell.paragraphs)


def match(expected: Sequence[Expected], written: Sequence[Written]) -> list[Match]:
    """Pair the paragraphs of the document that have a text with those of the file that have one,
    in their order; ``None`` stands for one that is not there.
    """
    wanted = [one for one in expected if one.text]
    there = [one for one in written if one.paragraph.text]
    return [
        (None if left is None else wanted[left], None if right is None else there[right])
        for left, right in _aligned(
            [_on_one_line(one.text) for one in wanted],
            [_on_one_line(one.paragraph.text) for one in there],
        )
    ]


def _on_one_line(text: str) -> str:
    """Return a text without its line breaks, which the layout may set anew."""
    return text.replace("\n", "")


def _aligned(wanted: list[str], there: list[str]) -> Iterator[tuple[int | None, int | None]]:
    """Pair the paragraphs that are to be with those that are; ``None`` stands for one that is
    not.
    """
    if len(wanted) == len(there):
        changed = [
            index
            for index, (one, other) in enumerate(zip(wanted, there, strict=True))
            if one != other
        ]
        if len(changed) < 2:
            yield from ((index, index) for index in range(len(wanted)))
            return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, wanted, there, autojunk=False).get_opcodes():
        if tag in ("equal", "replace"):
            yield from zip_longest(range(i1, i2), range(j1, j2))
        else:
            yield from ((index, None) for index in range(i1, i2))
            yield from ((None, index) for index in range(j1, j2))


def text_faults(matches: Sequence[Match], file: str) -> Iterator[Diagnostic]:
    """Yield R020 for every paragraph that is missing, too many, in another place, or says
    something else.
    """
    number = 0
    for expected, written in matches:
        number = expected.number if expected is not None else number
        if expected is None:
            text = shortened(written.paragraph.text) if written else ""
            yield complain(
                "R020", Span(file), file=file, place=after(number), expected=NOTHING, written=text
            )
        elif written is None:
            yield _wrong(expected, 0, shortened(expected.text), NOTHING, file)
        elif (there := expected.as_text(written.paragraph.text)) != expected.text:
            at, wanted, found = around(expected.text, there)
            yield _wrong(expected, at, wanted or BLANK, found or BLANK, file)
        elif expected.place != written.place:
            yield _wrong(expected, 0, where(expected.place), where(written.place), file)


def _wrong(expected: Expected, at: int, wanted: str, there: str, file: str) -> Diagnostic:
    """Complain of a paragraph from one of its characters on."""
    spans = (Span(file), *expected.sources(at))
    return complain("R020", *spans, file=file, place=name(expected), expected=wanted, written=there)


def foreign_faults(blocks: Sequence[WrittenBlock], tables: int, file: str) -> Iterator[Diagnostic]:
    """Yield R022 for what stands between the paragraphs and is none, and for tables where the
    document has fewer.
    """
    texts = 0
    for block in blocks:
        if isinstance(block, WrittenTable | Foreign):
            for extra in dict.fromkeys(block.extra):
                yield complain(
                    "R022", Span(file), file=file, place=after(texts), what=called(extra)
                )
        texts += sum(bool(one.paragraph.text) for one in flatten([block]))
    if sum(isinstance(block, WrittenTable) for block in blocks) > tables:
        yield complain("R022", Span(file), file=file, place="正文", what="表格")


def around(wanted: str, there: str) -> tuple[int, str, str]:
    """Return where two texts begin to differ, and both shortened around it."""
    start, tail = common_ends(wanted, there)
    return start, _cut(wanted, start, len(wanted) - tail), _cut(there, start, len(there) - tail)


def _cut(text: str, start: int, end: int) -> str:
    """Return a stretch of a text, shortened, with a little around it."""
    first, last = max(0, start - CONTEXT), min(len(text), min(end, start + 2 * CONTEXT) + CONTEXT)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")
