"""Paragraph by paragraph: the text that was written against the text that must stand there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from compiler.diagnostics import Diagnostic, complain
from compiler.span import Span
from compiler.word.proof.expected import Expected, TablePosition, unbroken
from compiler.word.proof.reading import Foreign, WrittenBlock, WrittenParagraph, WrittenTable
from compiler.word.proof.run_format import run_format_faults
from compiler.word.proof.styles import StyleSheet
from compiler.word.proof.words import BLANK, NOTHING, after, called, name, shortened, where

CONTEXT = 12
"""Characters shown before and after a difference."""

Written = tuple[WrittenParagraph, TablePosition]


def compare(
    expected: Sequence[Expected],
    blocks: Sequence[WrittenBlock],
    sheet: StyleSheet,
    file: str,
    *,
    underlines: bool = False,
) -> tuple[list[Diagnostic], list[WrittenParagraph | None]]:
    """Compare the paragraphs; return what was found and, for every expected paragraph, the one
    written for it.

    ``underlines`` pass, as a review copy has them. Diagnostics: R020 text or order, R021 look,
    R022 something extra.
    """
    written = list(flatten(blocks))
    wanted = [unbroken(one.text, one) for one in expected]
    there = [paragraph.text for paragraph, _ in written]
    if len(there) == len(wanted):
        there = [unbroken(text, one) for text, one in zip(there, expected, strict=True)]
    found = list(_foreign(blocks, file))
    matches: list[WrittenParagraph | None] = [None] * len(expected)
    for left, right in _aligned(wanted, there):
        one = expected[left] if left is not None else None
        other = written[right] if right is not None else None
        if left is None or one is None or other is None:
            found.append(_alone(one, other, expected[: right or 0], file))
            continue
        matches[left] = other[0]
        found += _compare(one, other, file)
        if unbroken(other[0].text, one) == wanted[left]:
            found += run_format_faults(one, other[0], sheet, file, underlines=underlines)
    return found, matches


def flatten(blocks: Sequence[WrittenBlock]) -> Iterator[Written]:
    """The paragraphs in order, those in tables too, each with its place."""
    tables = 0
    for block in blocks:
        if isinstance(block, WrittenParagraph):
            yield block, None
        elif isinstance(block, WrittenTable):
            tables += 1
            for row, cells in enumerate(block.rows, 1):
                for column, cell in enumerate(cells.cells, 1):
                    yield from ((paragraph, (tables, row, column)) for paragraph in cell.paragraphs)


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


def _foreign(blocks: Sequence[WrittenBlock], file: str) -> Iterator[Diagnostic]:
    texts = 0
    for block in blocks:
        if isinstance(block, WrittenTable | Foreign):
            for extra in dict.fromkeys(block.extra):
                yield complain(
                    "R022", Span(file), file=file, place=after(texts), what=called(extra)
                )
        texts += sum(bool(paragraph.text) for paragraph, _ in flatten([block]))


def _alone(
    expected: Expected | None, written: Written | None, before: Sequence[Expected], file: str
) -> Diagnostic:
    """A paragraph that is missing, or one that is too many."""
    if expected is not None:
        spans, place, wanted = (
            (Span(file), *expected.sources(0)),
            name(expected),
            shortened(expected.text) or BLANK,
        )
        return complain("R020", *spans, file=file, place=place, expected=wanted, written=NOTHING)
    text = shortened(written[0].text) if written else ""
    place = after(before[-1].number if before else 0)
    return complain(
        "R020", Span(file), file=file, place=place, expected=NOTHING, written=text or BLANK
    )


def _compare(expected: Expected, written: Written, file: str) -> Iterator[Diagnostic]:
    paragraph, place = written
    for extra in dict.fromkeys(paragraph.extra):
        yield complain(
            "R022",
            Span(file),
            *expected.sources(0),
            file=file,
            place=name(expected),
            what=called(extra),
        )
    wanted, there = unbroken(expected.text, expected), unbroken(paragraph.text, expected)
    if wanted != there:
        at, before, behind = around(wanted, there)
        spans = (Span(file), *expected.sources(at))
        yield complain(
            "R020",
            *spans,
            file=file,
            place=name(expected),
            expected=before or BLANK,
            written=behind or BLANK,
        )
    elif expected.place != place:
        spans, texts = (Span(file), *expected.sources(0)), (where(expected.place), where(place))
        yield complain(
            "R020", *spans, file=file, place=name(expected), expected=texts[0], written=texts[1]
        )


def around(wanted: str, there: str) -> tuple[int, str, str]:
    """Return where two texts begin to differ, and both shortened around it."""
    start = next(
        (i for i, (a, b) in enumerate(zip(wanted, there, strict=False)) if a != b),
        min(len(wanted), len(there)),
    )
    backwards = zip(reversed(wanted[start:]), reversed(there[start:]), strict=False)
    tail = next(
        (i for i, (a, b) in enumerate(backwards) if a != b), min(len(wanted), len(there)) - start
    )
    return start, _cut(wanted, start, len(wanted) - tail), _cut(there, start, len(there) - tail)


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(0, start - CONTEXT), min(len(text), min(end, start + 2 * CONTEXT) + CONTEXT)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")
