"""One workbook file turned into one record: which workbook it is, which version, and every cell
accounted for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import attrs

from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.blocks import read_blocks
from compiler.excel.reading.labels import plain
from compiler.excel.reading.records import Entry, OwnColumn, Record, Row
from compiler.excel.reading.retired import excerpt
from compiler.excel.sheets.cells import Cell, SheetSource, WorkbookSource
from compiler.excel.sheets.opened import Opener, open_workbook
from compiler.rules.releases import named_release, wanted, written_by
from compiler.schema.books import STANDARD, Schema, rebuilt
from compiler.schema.definitions import (
    Block,
    Field,
    Sheet,
    ValueKind,
    Workbook,
    all_fields,
    introduced,
    members,
    own_labels,
    with_members,
)
from compiler.schema.structure import (
    CHECK_SHEET,
    INSTRUCTIONS_SHEET,
    LISTS_SHEET,
    OFFICE_LISTS,
    OWN_SHEETS,
    RETURN_STATE,
    RETURN_STATES,
    STRUCTURE_KEYS,
    STRUCTURE_SHEET,
)
from compiler.schema.wording import as_worded_then
from compiler.span import Span

FIRST = 1
OWN_PARTS = 3
"""A field of the kind in the hidden sheet: its block, its label, its help."""
LONG = 10
"""Digits of what is no version any more."""
ALIKE = 0.6
"""The share of its labels by which a sheet is known again under another name."""


def read_workbook(
    path: Path, file: str, schemas: Schema = STANDARD, opener: Opener | None = None
) -> tuple[Record | None, list[Diagnostic]]:
    """Read ``path`` as one of the workbooks of ``schemas``, opened by ``opener`` if one is given.

    The record is ``None`` if the file is none of them. Diagnostics: those of :func:`open_workbook` and
    :func:`read_blocks`, S020 foreign workbook, S021 later schema version, S022 version unknown,
    S023 and S025 sheet not understood, S024 needed sheet missing, S037 another one missing. A
    workbook of an earlier version owes nothing that came later.
    """
    open_file = opener or open_workbook
    source, source_found = open_file(path, file, (INSTRUCTIONS_SHEET, LISTS_SHEET, CHECK_SHEET))
    if source is None:
        return None, source_found
    structure = _structure(source)
    schema = _identify(source, structure, schemas)
    if schema is None:
        return None, [*source_found, complain("S020", Span(file), file=file)]
    version = written_version(structure)
    known = max(version, FIRST) if version is not None else _version_by_labels(source, schema)
    made_with = _made_with(structure)
    schema = as_worded_then(schema, _pairs(structure, "words"), _pairs(structure, "labels"))
    schema = _as_made(schema, made_with)
    found: list[Diagnostic] = []
    fields: dict[str, Entry] = {}
    tables: dict[str, tuple[Row, ...]] = {}
    places: dict[str, Span] = {}
    own_columns: list[OwnColumn] = []
    lacking: list[str] = []
    claimed = _claim(source, schema, known)
    for definition, sheet in claimed:
        place = Span(file, sheet.name if sheet else definition.name)
        places |= {table.key: place for table in definition.tables()}
        if sheet is None:
            if _owes(definition, known, stated=version is not None):
                found.append(_without_sheet(file, schema, definition))
            continue
        if sheet.damaged:  # S029 has said so
            continue
        read = read_blocks(
            definition,
            sheet,
            schema.title,
            known,
            later=known > schema.version,
            own_columns=schema.own_columns,
            made_with=made_with,
        )
        fields |= read.fields
        tables |= read.tables
        own_columns += read.own_columns
        lacking += read.lacking
        found += read.found
    found += _unclaimed(source, [sheet for _, sheet in claimed if sheet])
    for name, columns in OFFICE_LISTS.items():
        found += _remarks(source, name, columns)
    digest, own = source.digest, tuple(own_columns)
    asked = schemas.workbooks[schema.key]
    record = Record(
        file, asked, fields, tables, structure, known, places, digest, own, tuple(lacking)
    )
    if is_newer(record):  # what looks wrong with its sheets and labels may be what came later
        found = [diagnostic.resting_on(structure["version"].span) for diagnostic in found]
    return record, [*source_found, *found, *_validate_version(record, schema)]


def _owes(definition: Sheet, version: int, *, stated: bool) -> bool:
    """Tell whether a workbook of ``version`` began with a sheet. Labels do not tell, unless the
    version is ``stated``, whether one that was given up had been yet.
    """
    given_up = definition.until is not None and (not stated or version > definition.until)
    return definition.since <= version and not given_up


def _without_sheet(file: str, schema: Workbook, definition: Sheet) -> Diagnostic:
    if definition.needed:
        missing = complain("S024", Span(file), sheet=definition.name, workbook=schema.name)
        return missing.spoiling(Span(file, definition.name))
    return complain("S037", Span(file), what=f"工作表“{definition.name}”")


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


def _identify(
    source: WorkbookSource, structure: dict[str, Entry], schemas: Schema
) -> Workbook | None:
    if "workbook" in structure:
        return schemas.workbooks.get(structure["workbook"].text.strip())
    for schema in schemas.workbooks.values():
        first = [sheet for sheet in schema.sheets if sheet.since == FIRST]
        present = sum(source.sheet(sheet.name) is not None for sheet in first)
        if present >= max(min(2, len(first)), len(first) // 2):
            return schema
    return None


def _made_with(structure: Mapping[str, Entry]) -> dict[tuple[str, str], str]:
    """Return the fields of its kind that a workbook began with, by block and label, and what stood
    beside them.
    """
    text = structure["own_fields"].text if "own_fields" in structure else ""
    parts = (line.split("/", 2) for line in text.splitlines())
    return {(part[0], part[1]): part[2] for part in parts if len(part) == OWN_PARTS}


def _pairs(structure: Mapping[str, Entry], key: str) -> tuple[tuple[str, str], ...]:
    """Return the words or labels of ours with those that stood in their place."""
    text = structure[key].text if key in structure else ""
    parts = (line.partition("/") for line in text.splitlines())
    return tuple((ours, own) for ours, _, own in parts if ours and own)


def _as_made(schema: Workbook, made_with: Mapping[tuple[str, str], str]) -> Workbook:
    """Return the schema with what a workbook had of its kind when it was made: fields that are no
    more, whose answers are found and told, and help that has been worded anew.
    """
    today = set(own_labels(schema))
    known = {label for field in all_fields(schema) for label in field.labels()}

    def help_then(key: str, field: Field) -> Field:
        said = made_with.get((key, field.label), field.help) if field.own else field.help
        return attrs.evolve(field, earlier_help=(said,)) if said != field.help else field

    def change(own: Block) -> Block:
        gone = tuple(
            Field(f"given_up_{label}", label, ValueKind.TEXT, said, own=True)
            for (key, label), said in made_with.items()
            if key == own.key and (key, label) not in today and label not in known
        )
        changed = tuple(help_then(own.key, field) for field in members(own))
        return attrs.evolve(with_members(own, changed), retired=(*own.retired, *gone))

    return rebuilt(schema, change) if made_with else schema


def written_version(structure: Mapping[str, Entry]) -> int | None:
    """Return the schema version that a workbook names, ``None`` if it names none."""
    text = structure["version"].text.strip() if "version" in structure else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < LONG else None


def _version_by_labels(source: WorkbookSource, schema: Workbook) -> int:
    """Return the version that brought the latest of the labels that stand in a workbook."""
    texts = {plain(cell.text) for sheet in source.sheets for cell in sheet.cells.values()}
    brought: dict[str, int] = {}
    for block in (block for definition in schema.sheets for block in definition.blocks):
        for field in members(block):
            since = max(introduced(block), field.since)
            brought |= {label: min(since, brought.get(label, since)) for label in field.labels()}
    return max((since for label, since in brought.items() if label in texts), default=FIRST)


def _claim(
    source: WorkbookSource, schema: Workbook, version: int
) -> list[tuple[Sheet, SheetSource | None]]:
    """Pair each defined sheet with one of the file: by name, or, where it was renamed, by the
    labels it holds.
    """
    claimed = [(definition, source.sheet(definition.name)) for definition in schema.sheets]
    free = [
        sheet
        for sheet in source.sheets
        if sheet.name.strip() not in OWN_SHEETS and sheet not in [s for _, s in claimed]
    ]
    paired: list[tuple[Sheet, SheetSource | None]] = []
    for definition, sheet in claimed:
        if sheet is None:
            scores = [
                (_familiarity(definition, candidate, version), candidate) for candidate in free
            ]
            best = max(scores, key=lambda pair: pair[0], default=None)
            if best is not None and best[0] >= ALIKE:
                sheet = best[1]
                free.remove(sheet)
        paired.append((definition, sheet))
    return paired


def _familiarity(definition: Sheet, sheet: SheetSource, version: int) -> float:
    """Return how many of the labels that a sheet of ``version`` has stand on a sheet, from 0 to
    1.
    """
    known = [field for field in definition.fields() if field.since <= version]
    known += [field for table in definition.tables() for field in table.known_at(version)]
    known = [field for field in known if not field.own]
    texts = {plain(cell.text) for cell in sheet.cells.values()}
    return sum(not texts.isdisjoint(field.labels()) for field in known) / max(1, len(known))


def forms_in(source: WorkbookSource, form: Workbook) -> tuple[str, ...]:
    """Return the sheets of a file that look like one of ``form``, whatever they are called: a copy
    made within the file counts.
    """
    definition = form.sheets[0]
    return tuple(
        sheet.name
        for sheet in source.sheets
        if sheet.name.strip() not in OWN_SHEETS and _familiarity(definition, sheet, FIRST) >= ALIKE
    )


def _unclaimed(source: WorkbookSource, claimed: Iterable[SheetSource]) -> list[Diagnostic]:
    known = list(map(id, claimed))  # two sheets may have one name, in a faulty file
    return [
        complain(
            "S023" if sheet.visible else "S025",
            Span(source.file, sheet.name, next(iter(sheet.cells.values())).span.cell),
            sheet=sheet.name,
            count=len(sheet.cells),
        )
        for sheet in source.sheets
        if id(sheet) not in known and sheet.name.strip() not in OWN_SHEETS and sheet.cells
    ]


def _remarks(source: WorkbookSource, name: str, columns: int) -> Iterator[Diagnostic]:
    """Yield a diagnostic if the unit has written beside or below a list of ours."""
    sheet = source.sheet(name)
    rows = sheet.rows() if sheet else {}
    stated = any(cells[columns].text == RETURN_STATE for cells in rows.values() if columns in cells)
    remarks = [
        cell
        for row, cells in rows.items()
        for column, cell in cells.items()
        if (column >= columns and not (stated and column == columns and _is_state(cell)))
        or (row > 2 and not (0 in cells and cells[0].text.strip().isdecimal()))
    ]
    if remarks:
        told = {"sheet": name, "count": len(remarks), "text": excerpt(remarks[0])}
        yield complain("S096", *(cell.span for cell in remarks), **told)


def _is_state(cell: Cell) -> bool:
    """Tell whether a cell of the column that says what has been mended is ours."""
    return cell.self_check or cell.text in (RETURN_STATE, *RETURN_STATES)


def _validate_version(record: Record, schema: Workbook) -> list[Diagnostic]:
    version = record.structure.get("version")
    if written_version(record.structure) is None:
        return [
            complain("S022", version.span if version else Span(record.file), workbook=schema.name)
        ]
    if version is None or not is_newer(record):
        return []
    release = (
        named_release(record.structure["release"].text) if "release" in record.structure else ""
    )
    named = {"release": written_by(release), "needed": wanted(release)}
    newer = complain("S021", version.span, workbook=schema.name, **named)
    return [newer.spoiling(version.span, *record.places.values())]


def is_outdated(record: Record) -> bool:
    """Tell whether the record says that it comes from an earlier schema version, or was made before
    its kind asked for all that it asks for now.
    """
    version = written_version(record.structure)
    return version is not None and (version < record.schema.version or bool(record.lacking))


def is_newer(record: Record) -> bool:
    """Tell whether the record says that it comes from a later schema version: it may hold what
    this release cannot see.
    """
    version = written_version(record.structure)
    return version is not None and version > record.schema.version
