"""Nothing is lost silently: what was written for publication and is not in the notice is reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compiler.diagnostics import Diagnostic, complain
from compiler.document.tree import Document
from compiler.schema.definitions import Field
from compiler.source.reading import WORKBOOKS
from compiler.source.records import Entry, Record
from compiler.text.cleaning import clean
from compiler.text.width import to_full_width
from compiler.vocab import IMPORTED, Publication


def unprinted(records: Iterable[Record], document: Document, reported: set[tuple[str, str | None]]) -> Iterator[Diagnostic]:
    """Yield L034 for every cell meant for the notice that no run of it comes from.

    A value that stands printed from another cell (an aspect's title on each of its problems' rows) is not lost; a cell
    that is ``reported`` (file, cell) already is not reported again.
    """
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    printed = {(span.file, span.sheet, span.cell) for run in runs for span in run.sources}
    texts = {to_full_width(run.text) for run in runs}
    for record in records:
        for field, entry in published_entries(record):
            if entry.cell is None or (entry.span.file, entry.span.sheet, entry.span.cell) in printed:
                continue
            text = clean(entry.text).text
            if text in ("", IMPORTED) or to_full_width(text) in texts or (entry.span.file, entry.span.cell) in reported:
                continue
            yield complain("L034", entry.span, label=field.label)


def published_entries(record: Record) -> Iterator[tuple[Field, Entry]]:
    """Every entry of a record whose field the schema publishes in the notice."""
    for sheet in WORKBOOKS[record.workbook].sheets:
        for field in sheet.fields():
            if field.publication is Publication.NOTICE and field.key in record.fields:
                yield field, record.fields[field.key]
        for table in sheet.tables():
            for row in record.tables.get(table.key, ()):
                for field in table.columns:
                    if field.publication is Publication.NOTICE and field.key in row.entries:
                        yield field, row.entries[field.key]
