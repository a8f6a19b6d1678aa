"""One workbook file turned into one record: which workbook it is, which version, and every cell accounted for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from compiler.diagnostics import Diagnostic, complain
from compiler.schema.definitions import Sheet, Workbook
from compiler.schema.form import FORM
from compiler.schema.register import REGISTER
from compiler.schema.structure import CHECK_SHEET, INSTRUCTIONS_SHEET, LISTS_SHEET, OWN_SHEETS, STRUCTURE_KEYS, STRUCTURE_SHEET
from compiler.source.blocks import plain, read_blocks
from compiler.source.cells import SheetSource, WorkbookSource, open_workbook
from compiler.source.records import Entry, Record, Row
from compiler.span import Span

WORKBOOKS = {REGISTER.key: REGISTER, FORM.key: FORM}


def read_workbook(path: Path, file: str) -> tuple[Record | None, list[Diagnostic]]:
    """Read ``path`` as a register or a form.

    The record is ``None`` if the file is neither. Diagnostics: those of :func:`open_workbook` and :func:`read_blocks`,
    S020 foreign workbook, S021 other schema version, S022 no structure sheet, S023 and S025 sheet not understood, S024
    sheet missing.
    """
    source, found = open_workbook(path, file, (INSTRUCTIONS_SHEET, LISTS_SHEET, CHECK_SHEET))
    if source is None:
        return None, found
    structure = _structure(source)
    schema = _identify(source, structure)
    if schema is None:
        return None, [*found, complain("S020", Span(file), file=file)]
    fields: dict[str, Entry] = {}
    tables: dict[str, tuple[Row, ...]] = {}
    claimed = _claim(source, schema)
    for definition, sheet in claimed:
        if sheet is None:
            found.append(complain("S024", Span(file), sheet=definition.name, workbook=schema.name))
            continue
        sheet_fields, sheet_tables, sheet_found = read_blocks(definition, sheet, schema.title)
        fields |= sheet_fields
        tables |= sheet_tables
        found += sheet_found
    found += _unclaimed(source, [sheet for _, sheet in claimed if sheet])
    record = Record(file, schema.key, fields, tables, structure)
    return record, [*found, *_judge_version(record, schema)]


def _structure(source: WorkbookSource) -> dict[str, Entry]:
    sheet = source.sheet(STRUCTURE_SHEET)
    keys = {label: key for key, label in STRUCTURE_KEYS.items()}
    structure = {}
    for row, cells in sheet.rows().items() if sheet else ():
        columns = sorted(cells)
        if (key := keys.get(cells[columns[0]].text.strip())) and sheet:
            value = columns[1] if len(columns) > 1 else columns[0] + 1
            structure[key] = Entry(cells.get(value), sheet.span(row, value))
    return structure


def _identify(source: WorkbookSource, structure: dict[str, Entry]) -> Workbook | None:
    if "workbook" in structure:
        return WORKBOOKS.get(structure["workbook"].text.strip())
    for schema in WORKBOOKS.values():
        present = sum(source.sheet(sheet.name) is not None for sheet in schema.sheets)
        if present >= max(1, len(schema.sheets) // 2):
            return schema
    return None


def _claim(source: WorkbookSource, schema: Workbook) -> list[tuple[Sheet, SheetSource | None]]:
    """Pair each defined sheet with one of the file: by name, or, where it was renamed, by the labels it holds."""
    claimed = [(definition, source.sheet(definition.name)) for definition in schema.sheets]
    free = [sheet for sheet in source.sheets if sheet.name.strip() not in OWN_SHEETS and sheet not in [s for _, s in claimed]]
    paired: list[tuple[Sheet, SheetSource | None]] = []
    for definition, sheet in claimed:
        if sheet is None:
            scores = [(_familiarity(definition, candidate), candidate) for candidate in free]
            best = max(scores, key=lambda pair: pair[0], default=None)
            if best is not None and best[0] >= 0.6:
                sheet = best[1]
                free.remove(sheet)
        paired.append((definition, sheet))
    return paired


def _familiarity(definition: Sheet, sheet: SheetSource) -> float:
    labels = {field.label for field in definition.fields()}
    labels |= {field.label for table in definition.tables() for field in table.columns}
    return len(labels & {plain(cell.text) for cell in sheet.cells.values()}) / len(labels)


def _unclaimed(source: WorkbookSource, claimed: Iterable[SheetSource]) -> list[Diagnostic]:
    known = {sheet.name for sheet in claimed}
    return [
        complain("S023" if sheet.visible else "S025", Span(source.file, sheet.name, next(iter(sheet.cells.values())).span.cell),
                 sheet=sheet.name, count=len(sheet.cells))
        for sheet in source.sheets
        if sheet.name not in known and sheet.name.strip() not in OWN_SHEETS and sheet.cells
    ]  # fmt: skip


def _judge_version(record: Record, schema: Workbook) -> list[Diagnostic]:
    version = record.structure.get("version")
    if version is None:
        return [complain("S022", Span(record.file), workbook=schema.name)]
    if version.text != str(schema.version):
        return [complain("S021", version.span, found=version.text, current=schema.version, workbook=schema.name)]
    return []


def is_outdated(record: Record) -> bool:
    """Tell whether the record comes from another schema version."""
    version = record.structure.get("version")
    return version is not None and version.text != str(WORKBOOKS[record.workbook].version)
