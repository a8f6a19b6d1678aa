"""The snapshot of a round, taken from the records as read, the report they make and the notice as
printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from compiler.excel.reading.records import Entry, Record
from compiler.model.document import Document, Paragraph
from compiler.model.identifiers import measure_id, split_id
from compiler.model.kept import NewerFormatError
from compiler.model.report import Report
from compiler.model.snapshot import (
    Printed,
    ProblemState,
    Rows,
    Snapshot,
    SnapshotItem,
    SnapshotValue,
    decode,
)
from compiler.outputs.check_report_rows import OFFICE, unit_of
from compiler.schema.definitions import Field, Table
from compiler.schema.form import FORM
from compiler.schema.register import MEASURES, PROBLEMS
from compiler.storage.names import safe_name
from compiler.storage.written import DRAFT_MARK

SNAPSHOT_FOLDER = "快照"


def take_snapshot(report: Report, records: Sequence[Record], document: Document) -> Snapshot:
    """Return the round as it stands: every form linked to a measure, the register, and the
    printed paragraphs.
    """
    information = report.information
    files = {record.file: record for record in records}
    items = [
        item
        for record in records
        if record.workbook == report.schema.register.key
        for item in _register_items(record)
    ]
    for measure in report.measures():
        for form in measure.forms:
            unit = form.unit.value or unit_of(form.span.file)
            items.append(
                _form_item(files[form.span.file], measure.id, unit, measure.plan.planned.value)
            )
    return Snapshot(
        title=information.title.value,
        cut_off=information.cut_off.text,
        signed_on=information.signed_on.text,
        draft=document.draft,
        statuses=tuple(
            (status.name, status.complete)
            for status in sorted(report.statuses, key=lambda status: status.rank)
        ),
        problems=tuple(
            ProblemState(p.number, p.plan.title.value, p.status.name if p.status else "")
            for p in report.problems()
        ),
        counts={name: count.text for name, count in report.counts.items()},
        items=tuple(items),
        paragraphs=tuple(_printed(paragraph) for paragraph in document.paragraphs),
    )


def snapshot_file(snapshot: Snapshot) -> str:
    """Return where the snapshot of a round is kept in an output folder; a draft does not replace
    what was published.
    """
    return f"{SNAPSHOT_FOLDER}/{safe_name(snapshot.round)}{'草稿' if snapshot.draft else ''}.json"


def kept_snapshots(output: Path) -> list[Snapshot]:
    """Return the rounds kept in an output folder, earliest first; a file that is no snapshot, or
    set aside, is passed over.
    """
    files = (
        file
        for file in sorted((output / SNAPSHOT_FOLDER).glob("*.json"))
        if DRAFT_MARK not in file.name
    )
    kept = [snapshot for file in files if (snapshot := read_snapshot(file))]
    return sorted(kept, key=lambda snapshot: snapshot.round)


def rounds_before(snapshot: Snapshot, output: Path) -> list[Snapshot]:
    """Return the earlier rounds kept in an output folder, earliest first, as they were published:
    a draft is no round.
    """
    return [
        kept for kept in kept_snapshots(output) if kept.round < snapshot.round and not kept.draft
    ]


def read_snapshot(path: Path) -> Snapshot | None:
    """Return the snapshot in a file, ``None`` if it holds none that this version reads."""
    try:
        return decode(path.read_bytes())
    except (OSError, ValueError):
        return None


def needed_release(path: Path) -> str | None:
    """Return the later release that a snapshot needs, empty if it does not say which; ``None`` if
    it needs none.
    """
    try:
        decode(path.read_bytes())
    except NewerFormatError as error:
        return error.release
    except (OSError, ValueError):
        pass
    return None


def _form_item(record: Record, subject: str, unit: str, identity: str) -> SnapshotItem:
    """Return what is kept of a form. Its ``identity`` is the text of its measure, which is known by
    it when numbers are given anew.
    """
    sheets = record.schema.sheets
    values = _values(record.fields, [field for sheet in sheets for field in sheet.fields()])
    tables = tuple(_rows(record, table) for sheet in sheets for table in sheet.tables())
    return SnapshotItem(FORM.name, subject, unit, identity, values, tables)


def _register_items(record: Record) -> Iterator[SnapshotItem]:
    """Yield what is kept of the register: a section or a table at a time, problems and measures
    row by row, since they are what rounds are compared by.
    """
    for sheet in record.schema.sheets:
        for section in sheet.sections():
            yield SnapshotItem(
                section.title,
                section.title,
                OFFICE,
                section.title,
                _values(record.fields, section.fields),
            )
        for table in sheet.tables():
            if table.key in (PROBLEMS.key, MEASURES.key):
                yield from _row_items(record, table)
            else:
                yield SnapshotItem(
                    table.title, table.title, OFFICE, table.title, (), (_rows(record, table),)
                )


def _row_items(record: Record, table: Table) -> Iterator[SnapshotItem]:
    """Yield an item for each problem or planned measure."""
    for row in record.tables.get(table.key, ()):
        texts = {key: entry.text.strip() for key, entry in row.entries.items()}
        if table.key == PROBLEMS.key:
            subject, identity = f"问题{texts.get('number', '')}", texts.get("title", "")
        else:
            parts = split_id(texts.get("id", ""))
            subject, identity = (
                (measure_id(*parts) if parts else texts.get("id", "")),
                texts.get("planned", ""),
            )
        yield SnapshotItem(
            table.title, subject, OFFICE, identity, _values(row.entries, table.columns)
        )


def _rows(record: Record, table: Table) -> Rows:
    """Return the rows of a table that have anything to be kept, under its title without its
    number.
    """
    rows = (_values(row.entries, table.columns) for row in record.tables.get(table.key, ()))
    return Rows(table.key, table.title.rpartition("、")[2], tuple(row for row in rows if row))


def _values(entries: Mapping[str, Entry], fields: Iterable[Field]) -> tuple[SnapshotValue, ...]:
    """Return the cells that are kept with a round."""
    filled = (
        (field, entries[field.key]) for field in fields if field.tracked and field.key in entries
    )
    return tuple(
        SnapshotValue(field.key, field.label, entry.text, entry.span)
        for field, entry in filled
        if entry.cell is not None
    )


def _printed(paragraph: Paragraph) -> Printed:
    """Return what is kept of a paragraph: whose cells its words come from, so that a change of
    them can be told by unit.
    """
    subject = next((run.subject for run in paragraph.runs if run.subject), "")
    files = (
        span.file
        for run in paragraph.runs
        for span in run.sources[:1]
        if span.file.lower().endswith(".xlsx")
    )
    return Printed(paragraph.text, subject, tuple(dict.fromkeys(unit_of(file) for file in files)))
