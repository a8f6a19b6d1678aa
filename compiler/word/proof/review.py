"""What a review copy has beside the text: an anchor tight around every run, the comments, the
underlines, and no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise

from lxml import etree

from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Run
from compiler.span import Span
from compiler.word.proof.expected import Expected, printable, unbroken
from compiler.word.proof.reading import Mark, W, WrittenParagraph, name_of, read_paragraph
from compiler.word.proof.styles import StyleSheet
from compiler.word.proof.words import called, name, shortened
from compiler.word.review.copy import (
    ANCHOR_PREFIX,
    AUTHOR,
    COMMENT_STYLE,
    GREY,
    INITIALS,
    REFERENCE_STYLE,
    Note,
)
from compiler.word.template.styles import CHINESE, PAGE_NUMBER_FONT

DOTTED = {"val": "dotted", "color": GREY}
LOOK = {"rFonts": {"eastAsia": PAGE_NUMBER_FONT, "hint": "eastAsia"}, "lang": {"eastAsia": CHINESE}}
"""How the words of a comment are set."""

LONGEST_ID = 9
"""Digits: Word counts bookmarks in 31 bits."""

Ranges = Mapping[str, Sequence[tuple[int, int]]]


def numbered(expected: Sequence[Expected]) -> Iterator[tuple[Expected, list[tuple[str, Run]]]]:
    """Every paragraph with its runs and their ids: r00001 and so on, through the whole notice."""
    number = 0
    for one in expected:
        runs = one.paragraph.runs if one.paragraph else ()
        yield one, [(f"r{number + index:05d}", run) for index, run in enumerate(runs, 1)]
        number += len(runs)


def review_faults(
    expected: Sequence[Expected],
    written: Sequence[WrittenParagraph],
    comments: etree._Element | None,
    sheet: StyleSheet,
    notes: Sequence[Note],
    underlined: Ranges,
    day: date,
    file: str,
) -> Iterator[Diagnostic]:
    """Yield R025 for marks that are not where they belong; ``written`` has the text of
    ``expected``, one for one.

    Comments are dated by ``day``.
    """
    bookmarks: set[str] = set()
    places: dict[str, tuple[int, int]] = {}
    seen: dict[tuple[str, str], list[int]] = {}
    start = 0
    for (one, runs), paragraph in zip(numbered(expected), written, strict=True):
        yield from _anchors(one, runs, paragraph, file)
        yield from _underlines(one, runs, paragraph, underlined, file)
        cuts = list(accumulate(map(len, one.texts), initial=0))
        plain = _plain(one, paragraph)
        for (identifier, _), (first, last) in zip(runs, pairwise(cuts), strict=True):
            places[identifier] = (start + first, start + last)
        for mark in paragraph.marks:
            if mark.kind == "bookmarkStart":
                if mark.id in bookmarks or not mark.id.isdecimal() or len(mark.id) > LONGEST_ID:
                    yield _fault(one, file, f"的书签 {mark.name} 编号不对或重复")
                bookmarks.add(mark.id)
            if mark.kind == "commentReference" and mark.name != sheet.id_of(
                "character", REFERENCE_STYLE
            ):
                yield _fault(one, file, "的批注标记格式不对")
            if mark.kind.startswith("comment"):
                seen.setdefault((mark.id, mark.kind), []).append(start + plain[mark.offset])
        start += cuts[-1] + 1
    yield from _comments(comments, sheet, notes, places, seen, day, file)


def _plain(expected: Expected, paragraph: WrittenParagraph) -> Sequence[int]:
    """Map offsets in the text as written to offsets without the breaks of a title."""
    text = paragraph.text
    if "\n" not in text:
        return range(len(text) + 1)
    return list(accumulate((len(unbroken(character, expected)) for character in text), initial=0))


def _fault(expected: Expected, file: str, fault: str, *sources: Span) -> Diagnostic:
    return complain("R025", Span(file), *sources, file=file, place=name(expected), fault=fault)


def _anchors(
    expected: Expected, runs: list[tuple[str, Run]], paragraph: WrittenParagraph, file: str
) -> Iterator[Diagnostic]:
    """Yield runs whose anchor is missing, stands twice, or does not enclose exactly their own
    text.
    """
    starts: dict[str, Mark] = {
        mark.id: mark for mark in paragraph.marks if mark.kind == "bookmarkStart"
    }
    ends: dict[str, Mark] = {
        mark.id: mark for mark in paragraph.marks if mark.kind == "bookmarkEnd"
    }
    count = Counter(mark.name for mark in starts.values())
    ids = Counter(
        mark.id for mark in paragraph.marks if mark.kind in ("bookmarkStart", "bookmarkEnd")
    )
    names = {mark.name: mark for mark in starts.values()}
    plain = _plain(expected, paragraph)
    position = 0
    for (identifier, run), text in zip(runs, expected.texts, strict=True):
        mark = names.get(f"{ANCHOR_PREFIX}{identifier}")
        end = ends.get(mark.id) if mark else None
        what = f"“{shortened(text)}”的书签 {ANCHOR_PREFIX}{identifier} "
        if mark is None or end is None:
            yield _fault(expected, file, f"{what}没有了", *run.sources)
        elif count[mark.name] > 1 or ids[mark.id] != 2:
            yield _fault(expected, file, f"{what}不止一个", *run.sources)
        elif (plain[mark.offset], plain[end.offset]) != (position, position + len(text)):
            enclosed = shortened(paragraph.text[mark.offset : end.offset])
            yield _fault(expected, file, f"{what}围住的是“{enclosed}”", *run.sources)
        position += len(text)
    own = {f"{ANCHOR_PREFIX}{identifier}" for identifier, _ in runs}
    for bookmark in [*names, *(f"({key})" for key in ends if key not in starts)]:
        if bookmark not in own:
            yield _fault(expected, file, f"有多余的书签 {bookmark}")


def _underlines(
    expected: Expected,
    runs: list[tuple[str, Run]],
    paragraph: WrittenParagraph,
    underlined: Ranges,
    file: str,
) -> Iterator[Diagnostic]:
    wanted: list[tuple[int, int]] = []
    start = 0
    for (identifier, run), text in zip(runs, expected.texts, strict=True):
        for bounds in underlined.get(identifier, ()):
            first, last = (start + len(printable(run.text[:edge])) for edge in bounds)
            wanted.append((first, last))
        start += len(text)
    cuts = accumulate((len(unbroken(run.text, expected)) for run in paragraph.runs), initial=0)
    there = [
        bounds
        for bounds, run in zip(pairwise(cuts), paragraph.runs, strict=True)
        if "u" in run.properties
    ]
    if any(run.properties.get("u", DOTTED) != DOTTED for run in paragraph.runs):
        yield _fault(expected, file, "的下划线不是虚线")
    wanted, there = _merged(wanted), _merged(there)
    for edges, fault in ((wanted, "漏了下划线"), (there, "多了下划线")):
        for first, last in edges:
            if (first, last) not in (there if edges is wanted else wanted):
                yield _fault(
                    expected,
                    file,
                    f"“{shortened(expected.text[first:last])}”{fault}",
                    *expected.sources(first),
                )


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
    places: Mapping[str, tuple[int, int]],
    seen: Mapping[tuple[str, str], list[int]],
    day: date,
    file: str,
) -> Iterator[Diagnostic]:
    """Yield comments that are missing, too many, say something else, or stand elsewhere."""
    about = {"author": AUTHOR, "initials": INITIALS, "date": f"{day.isoformat()}T00:00:00Z"}
    wanted = sorted(notes, key=lambda note: note.first)
    there = [] if root is None else list(root)

    def fault(text: str) -> Diagnostic:
        return complain("R025", Span(file), file=file, place="批注", fault=text)

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
            what = (
                "的格式不对"
                if extra == ["格式"]
                else f"里有{called(next((one for one in extra if one != '格式'), ''))}"
            )
            yield fault(f"第 {number} 条{what}")
        elif text != lines:
            yield fault(f"第 {number} 条应为“{shortened(lines)}”，文件里是“{shortened(text)}”")
        if comment.get(f"{W}author") != AUTHOR:
            yield fault(f"第 {number} 条的作者是“{comment.get(f'{W}author')}”")
        elif dict(comment.attrib.items()) != {
            f"{W}{name}": value for name, value in {"id": key, **about}.items()
        }:
            yield fault(f"第 {number} 条的缩写或时间不对")
        span = [
            seen.get((key, f"comment{edge}"), [])
            for edge in ("RangeStart", "RangeEnd", "Reference")
        ]
        start, end = places[note.first][0], places[note.last][1]
        if span != [[start], [end], [end]]:
            yield fault(f"第 {number} 条没有标在它所说的文字上")
    if stray := {key for key, _ in seen} - keys:
        yield fault(f"正文里有多余的批注标记（{'、'.join(sorted(stray))}）")


def _text_of(comment: etree._Element, sheet: StyleSheet) -> tuple[str, list[str]]:
    """Return the lines of a comment, and what else is in it or looks otherwise than it must."""
    texts: list[str] = []
    extra: list[str] = []
    mark = {"rStyle": {"val": sheet.id_of("character", REFERENCE_STYLE) or ""}}
    for number, child in enumerate(comment):
        if name_of(child) != "p":
            extra.append(name_of(child))
            continue
        paragraph = read_paragraph(child)
        signs = [each for each in paragraph.extra if each == "annotationRef"]
        extra += [each for each in paragraph.extra if each != "annotationRef"] + [
            each.kind for each in paragraph.marks
        ]
        runs = [run.properties for run in paragraph.runs]
        if (
            paragraph.style != sheet.id_of("paragraph", COMMENT_STYLE)
            or paragraph.layout
            or len(signs) != (number == 0)
            or runs != [*([mark] if number == 0 else []), LOOK]
        ):
            extra.append("格式")
        texts.append(paragraph.text)
    return "\n".join(texts), extra
