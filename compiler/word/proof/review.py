"""What a review copy has beside the text: an anchor tight around every run, the comments, the
underlines, and no more.

Places are counted in characters through the whole text, so that an anchor around nothing has one,
too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate

import attrs
from lxml import etree

from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Run
from compiler.span import Span
from compiler.word.proof.concealed import concealed
from compiler.word.proof.expected import Expected, printable
from compiler.word.proof.reading import Mark, W, WrittenParagraph, name_of, read_paragraph
from compiler.word.proof.styles import StyleSheet
from compiler.word.proof.words import called, name, shortened
from compiler.word.review.copy import ANCHOR_PREFIX, AUTHOR, INITIALS, UNVOUCHED, Note

LONGEST_ID = 9
"""Digits: Word counts bookmarks in 31 bits."""

Ranges = Mapping[str, Sequence[tuple[int, int]]]


@attrs.frozen
class _Anchored:
    """A run of the document by its id, and where its text is: from, to."""

    id: str
    run: Run
    paragraph: Expected
    text: str
    start: int

    @property
    def bounds(self) -> tuple[int, int]:
        """Where its text begins and ends."""
        return self.start, self.start + len(self.text)


@attrs.frozen
class _Marked:
    """What was found in the file: marks with their places, and the ranges that are underlined."""

    marks: list[tuple[Mark, int]]
    underlined: list[tuple[int, int]]


def review_faults(
    expected: Sequence[Expected],
    written: Sequence[tuple[Expected | None, WrittenParagraph]],
    comments: etree._Element | None,
    sheet: StyleSheet,
    notes: Sequence[Note],
    underlined: Ranges,
    day: date,
    file: str,
) -> Iterator[Diagnostic]:
    """Yield R025 for marks that are not where they belong; ``written`` are all paragraphs of the
    file, those with a text beside the one of ``expected`` whose text it is.

    Comments are dated by ``day``.
    """
    runs = list(_anchored(expected))
    found = _marked(written)
    yield from _anchors(runs, found.marks, file)
    yield from _underlines(runs, found.underlined, underlined, file)
    yield from _comments(comments, sheet, notes, runs, found.marks, day, file)


def is_unvouched(paragraph: WrittenParagraph) -> bool:
    """Tell whether a paragraph has a mark that belongs to review copies alone."""
    return any(run.properties.get("u", {}).get("val") == UNVOUCHED for run in paragraph.runs)


def _anchored(expected: Sequence[Expected]) -> Iterator[_Anchored]:
    """Every run with its id: r00001 and so on, through the whole notice."""
    number, start = 0, 0
    for one in expected:
        for run, text in zip(one.paragraph.runs, one.texts, strict=True):
            number += 1
            yield _Anchored(f"r{number:05d}", run, one, text, start)
            start += len(text)
        start += bool(one.text)


def _marked(written: Sequence[tuple[Expected | None, WrittenParagraph]]) -> _Marked:
    """Return what the review copy marks: underlines and marks, by their place in the whole text as
    the notice has it.
    """
    found = _Marked([], [])
    start = 0
    for expected, paragraph in written:
        texts = [expected.as_text(run.text) if expected else run.text for run in paragraph.runs]
        ends = list(accumulate(map(len, texts), initial=start))
        for run, first, last in zip(paragraph.runs, ends, ends[1:], strict=False):
            if run.properties.get("u", {}).get("val") == UNVOUCHED:
                found.underlined.append((first, last))
        text = paragraph.text
        for mark in paragraph.marks:
            before = text[: mark.offset]
            at = len(expected.as_text(before)) if expected and "\n" in before else len(before)
            found.marks.append((mark, start + at))
        start = ends[-1] + bool(text)
    return found


def _fault(where: str, fault: str, file: str, *sources: Span) -> Diagnostic:
    """Complain of a note, a mark or an anchor."""
    return complain("R025", Span(file), *sources, file=file, place=where, fault=fault)


def _anchors(
    runs: Sequence[_Anchored], marks: Sequence[tuple[Mark, int]], file: str
) -> Iterator[Diagnostic]:
    """Yield runs whose anchor is missing, stands twice, or does not enclose exactly their own
    text, and anchors of no run.
    """
    starts, ends = defaultdict(list), defaultdict(list)
    names = Counter(mark.name for mark, _ in marks if mark.kind == "bookmarkStart")
    by_name: dict[str, tuple[str, int]] = {}
    for mark, at in marks:
        if mark.kind == "bookmarkStart":
            starts[mark.id].append(at)
            by_name[mark.name] = (mark.id, at)
        elif mark.kind == "bookmarkEnd":
            ends[mark.id].append(at)
    text_of = {}
    for run in runs:
        key = f"{ANCHOR_PREFIX}{run.id}"
        text_of[key] = run.text
        identifier, start = by_name.get(key, ("", 0))
        place, what = name(run.paragraph), f"“{shortened(run.text)}”的书签 {key} "
        if key not in by_name or not ends[identifier]:
            yield _fault(place, f"{what}没有了", file, *run.run.sources)
        elif names[key] > 1 or len(starts[identifier]) > 1 or len(ends[identifier]) > 1:
            yield _fault(place, f"{what}不止一个", file, *run.run.sources)
        elif (start, ends[identifier][0]) != run.bounds:
            yield _fault(place, f"{what}围住的不是这几个字", file, *run.run.sources)
        elif not identifier.isdecimal() or len(identifier) > LONGEST_ID:
            yield _fault(place, f"{what}编号不对", file, *run.run.sources)
    strangers = [key for key in by_name if key not in text_of]
    strangers += [f"({key})" for key in ends if key not in starts]
    for stranger in strangers:
        yield _fault("正文", f"里有多余的书签 {stranger}", file)


def _underlines(
    runs: Sequence[_Anchored], there: Iterable[tuple[int, int]], underlined: Ranges, file: str
) -> Iterator[Diagnostic]:
    """Yield stretches that should be underlined and are not, or are and should not be."""
    due = [
        tuple(run.start + len(run.paragraph.as_text(run.run.text[:edge])) for edge in bounds)
        for run in runs
        for bounds in underlined.get(run.id, ())
    ]
    wanted, found = _merged((first, last) for first, last in due), _merged(there)
    for edges, other, fault in ((wanted, found, "漏了下划线"), (found, wanted, "多了下划线")):
        for first, last in edges:
            if (first, last) not in other:
                run = next(one for one in runs if first < one.bounds[1])
                text = shortened(run.text[first - run.start : last - run.start])
                yield _fault(name(run.paragraph), f"“{text}”{fault}", file, *run.run.sources)


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ranges in order, those that touch as one."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        elif start < end:
            result.append((start, end))
    return result


def _comments(
    root: etree._Element | None,
    sheet: StyleSheet,
    notes: Sequence[Note],
    runs: Sequence[_Anchored],
    marks: Sequence[tuple[Mark, int]],
    day: date,
    file: str,
) -> Iterator[Diagnostic]:
    """Yield comments that are missing, too many, say something else, or stand elsewhere."""
    about = {"author": AUTHOR, "initials": INITIALS, "date": f"{day.isoformat()}T00:00:00Z"}
    wanted = sorted(notes, key=lambda note: note.first)
    there = [] if root is None else list(root)
    places = {run.id: run.bounds for run in runs}
    seen = defaultdict(list)
    for mark, at in marks:
        seen[mark.id, mark.kind].append(at)

    def fault(text: str) -> Diagnostic:
        """Complain of the comments as a whole."""
        return _fault("批注", text, file)

    if len(there) != len(wanted):
        yield fault(f"应有 {len(wanted)} 条，文件里有 {len(there)} 条")
        return
    keys = set()
    for number, (note, comment) in enumerate(zip(wanted, there, strict=True), 1):
        key = comment.get(f"{W}id", "")
        keys.add(key)
        text, extra = _text_of(comment, sheet)
        lines = printable("\n".join(note.lines))
        if name_of(comment) != "comment" or extra:
            yield fault(f"第 {number} 条里有{'、'.join(extra) or '别的东西'}")
        elif text != lines:
            yield fault(f"第 {number} 条应为“{shortened(lines)}”，文件里是“{shortened(text)}”")
        if comment.get(f"{W}author") != AUTHOR:
            yield fault(f"第 {number} 条的作者是“{comment.get(f'{W}author')}”")
        elif dict(comment.attrib.items()) != {
            f"{W}{name}": value for name, value in {"id": key, **about}.items()
        }:
            yield fault(f"第 {number} 条的缩写或时间不对")
        span = [
            seen.get((key, f"comment{edge}")) for edge in ("RangeStart", "RangeEnd", "Reference")
        ]
        start, end = places[note.first][0], places[note.last][1]
        if span != [[start], [end], [end]]:
            yield fault(f"第 {number} 条没有标在它所说的文字上")
    stray = {mark.id for mark, _ in marks if mark.kind.startswith("comment")} - keys
    if stray:
        yield fault(f"里有对不上的标记（{'、'.join(sorted(stray))}）")


def _text_of(comment: etree._Element, sheet: StyleSheet) -> tuple[str, list[str]]:
    """Return the lines of a comment, and what is in it that has no business there."""
    texts: list[str] = []
    extra: list[str] = []
    for child in comment:
        if name_of(child) != "p":
            extra.append(called(name_of(child)))
            continue
        paragraph = read_paragraph(child)
        extra += [called(each) for each in paragraph.extra if each != "annotationRef"]
        extra += [called(each.kind) for each in paragraph.marks]
        extra += concealed(paragraph, {}, sheet)
        texts.append(paragraph.text)
    return "\n".join(texts), extra
