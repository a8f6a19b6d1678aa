"""Nothing is lost silently: what was written for publication and is not in the notice is
reported.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from compiler.analysis.grounds import placing, printing
from compiler.chinese.cleaning import clean
from compiler.chinese.width import to_full_width
from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.records import Entry, Record, Row, entries_of
from compiler.model.document import Document
from compiler.model.report import Report
from compiler.notice.entities import BODY, HEADING, INTRODUCTION, ITEM
from compiler.notice.families import STAR, belongs, of_family
from compiler.notice.outline import Outline, OutlineField, OutlineLine, fields
from compiler.schema.definitions import Field
from compiler.schema.register import REGISTER
from compiler.span import Span
from compiler.vocab import IMPORTED, Publication

TYPE_OF = {"chapter": HEADING, "intro": INTRODUCTION, "item": ITEM, "text": BODY}
"""The type that the office's prose has in 篇章, by the entity that prints it."""
UNPRINTED = "请检查模板是否漏了这个栏目；“篇章”里的再看“位置”“类型”。"


def unprinted(
    records: Iterable[Record], document: Document, report: Report, outline: Outline
) -> Iterator[Diagnostic]:
    """Yield L034 for every row with cells meant for the notice that no run of it comes from.

    A value that stands printed from another cell (an aspect's title on each of its problems'
    rows) is not lost.
    """
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    printed = {(span.file, span.sheet, span.cell) for run in runs for span in run.sources}
    texts = {to_full_width(run.text) for run in runs}
    forms = {form.span.file: form for form in report.unlinked}
    forms |= {form.span.file: form for measure in report.measures() for form in measure.forms}
    for record in records:
        rows = {_row_of(row.span): row for table in record.tables.values() for row in table}
        for key, pairs in groupby(published_entries(record), lambda pair: _row_of(pair[1].span)):
            lost = {
                field.label: entry.span for field, entry in pairs if _is_lost(entry, printed, texts)
            }
            if lost:
                places = (*lost.values(), *_beside(rows.get(key)))
                advice = _wrong_type(rows.get(key), outline) or UNPRINTED
                unseen = complain("L034", *lost.values(), label="、".join(lost), advice=advice)
                unseen = unseen.resting_on(outline.place, outline.drawing, *places)
                own = printing(report, forms.get(record.file), _problem(record, rows.get(key)))
                prose = placing(report.register) if record.workbook == REGISTER.key else ()
                yield unseen.resting_on(*own, *prose)


def _wrong_type(row: Row | None, outline: Outline) -> str:
    """Say which types of prose are printed where a row of 篇章 stands, if not its own."""
    cells = (row.entries.get(key) if row else None for key in ("place", "kind"))
    place, own = (cell.text.strip() if cell else "" for cell in cells)
    types = printed_types(outline.lines, place) if place else {}
    if not types or own in types:
        return ""
    listed = "".join(f"“{one}”" for one in types)
    return f"“{place}”只印类型是{listed}的，请改这一行的“类型”。"


def printed_types(lines: Iterable[OutlineLine], place: str, around: str = "") -> dict[str, None]:
    """Return the types of the office's prose that lines print for a place, in order; ``around`` is
    the place of the chapter that they stand in.
    """
    types: dict[str, None] = {}
    for line in lines:
        own = [*fields(line.items)]
        chapter = next((f.place for f in own if f.entity == "chapter"), None) or around
        for field in own:
            drawn = field.place or chapter
            if field.entity in TYPE_OF and drawn and belongs(place, drawn):
                types[TYPE_OF[field.entity]] = None
        types |= printed_types(line.children, place, chapter)
    return types


def _row_of(place: Span) -> tuple[str | None, str]:
    """Return the sheet and row of a cell: what a clerk wrote in one line is reported together."""
    return place.sheet, re.sub(r"\D", "", place.cell or "")


def _beside(row: Row | None) -> Iterator[Span]:
    """Yield the other cells of a row: one that could not be read may be why its neighbour is not
    printed.
    """
    yield from (entry.span for entry in row.entries.values()) if row else ()


def _problem(record: Record, row: Row | None) -> int | None:
    """Return the number of the problem that a row of the register is about."""
    if record.workbook != REGISTER.key or row is None:
        return None
    cells = (row.entries.get(key) for key in ("number", "problem"))
    text = next((entry.text.strip() for entry in cells if entry), "")
    return int(text) if text.isdecimal() else None


def _is_lost(
    entry: Entry, printed: Collection[tuple[str, str | None, str | None]], texts: Collection[str]
) -> bool:
    """Tell whether a filled cell is printed neither by itself nor, letter by letter, from another;
    what an import has left to fill in is not.
    """
    if entry.cell is None or (entry.span.file, entry.span.sheet, entry.span.cell) in printed:
        return False
    text = clean(entry.text).text
    return text not in ("", IMPORTED) and to_full_width(text) not in texts


def missing_headings(outline: Outline, report: Report, document: Document) -> Iterator[Diagnostic]:
    """Yield L031 for a numbered part of the outline that is printed without its heading, which would
    shift every number after it.
    """
    printed = {
        span.line
        for paragraph in document.paragraphs
        for run in paragraph.runs
        for span in run.sources
        if span.file == outline.file
    }
    chapters = report.register.chapters
    rows = {row.place.value: row for row in reversed(chapters)}
    headed = {row.place.value for row in chapters if row.kind.value == HEADING}
    for line in outline.walk():
        place = next((f.place for f in line.items if isinstance(f, OutlineField)), None)
        below = {inner.span.line for child in line.children for inner in child.walk()}
        numbered = line.entity == "chapter" and line.numbering is not None
        if not (numbered and place and below & printed):
            continue
        own = [place] if line.span.line not in printed else []
        if place.endswith(STAR):
            own = [one for one in of_family(rows, place) if one not in headed]
        for one in own:
            span = rows[one].place.span if one in rows else Span(report.register.file, "篇章")
            missing = complain("L031", span, place=one)
            yield missing.resting_on(outline.place, outline.drawing, *placing(report.register))


def published_entries(record: Record) -> Iterator[tuple[Field, Entry]]:
    """Every entry of a record whose field the schema publishes in the notice."""
    for field, entry in entries_of(record):
        if field.publication is Publication.NOTICE:
            yield field, entry
