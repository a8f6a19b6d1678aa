"""A new project: an empty register that explains itself, and the templates an office may edit."""

from __future__ import annotations

import shutil
from pathlib import Path

import attrs

from compiler.diagnostics import Diagnostic, complain
from compiler.pipeline.analyse import lists_of
from compiler.pipeline.issuing import safe_name
from compiler.pipeline.publish import write_whole
from compiler.pipeline.templates import DEFAULT_KIND, TEMPLATES_FOLDER, kind_folder, open_kind
from compiler.render.workbook_formats import CELL_LIMIT, utf16_length
from compiler.render.workbooks import write_workbook
from compiler.schema.contents import Contents, Value
from compiler.schema.definitions import Field, Workbook
from compiler.schema.form import FORM
from compiler.schema.register import REGISTER
from compiler.source.project import INPUT_FOLDER, REGISTER_FILE
from compiler.span import Span
from compiler.vocab import Profile


@attrs.frozen
class Start:
    """The files a new project was given, relative to it."""

    written: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def start_project(
    root: Path,
    kind_name: str = DEFAULT_KIND,
    register: Contents | None = None,
    forms: tuple[tuple[str, str, Contents], ...] = (),
) -> Start:
    """Create a project at ``root``: register, templates, and ``forms`` as (measure id, unit, contents).

    Without ``register`` the register is empty but for what a new one starts with. Diagnostics: S067 the folder is not
    empty, S059 no such kind, R001 it cannot be written, R004 a text does not fit a cell.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        return Start(diagnostics=(complain("S067", Span(root.name), folder=root.name),))
    kind, found = open_kind(root, kind_name, Span(TEMPLATES_FOLDER))
    folder = kind_folder(root, kind_name)
    if kind is None or folder is None:
        return Start(diagnostics=tuple(found))
    contents = register or Contents({"kind": kind_name, "profile": Profile.FULL_WIDTH.value})
    oversized = [
        diagnostic
        for workbook, file, content in [(REGISTER, REGISTER_FILE, contents), *((FORM, identifier, form) for identifier, _, form in forms)]
        for diagnostic in _oversized(workbook, content, file)
    ]
    if oversized:
        return Start(diagnostics=tuple(oversized))
    units = [row.get("name") for row in contents.tables.get("units", ())]
    lists = attrs.evolve(lists_of(kind, None, root), units=tuple(str(unit) for unit in units if unit))
    files = {f"{INPUT_FOLDER}/{REGISTER_FILE}": write_workbook(REGISTER, _with_kind(contents, kind_name), lists)}
    for identifier, unit, form in forms:
        files[f"{INPUT_FOLDER}/{safe_name(unit)}/{safe_name(identifier)}.xlsx"] = write_workbook(FORM, form, lists, measure_id=identifier)
    try:
        for file, content in files.items():
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            write_whole(root / file, content)
        shutil.copytree(folder, root / TEMPLATES_FOLDER / kind_name)
    except OSError as error:
        return Start(diagnostics=(complain("R001", Span(root.name), file=root.name, reason=error.strerror or str(error)),))
    templates = sorted(path.name for path in folder.iterdir())
    return Start((*files, *(f"{TEMPLATES_FOLDER}/{kind_name}/{name}" for name in templates)))


def _oversized(workbook: Workbook, contents: Contents, file: str) -> list[Diagnostic]:
    """Return R004 for every text that is longer than a cell can hold."""
    found = []
    for sheet in workbook.sheets:
        for field in sheet.fields():
            found += _too_long(contents.fields.get(field.key), field, Span(file, sheet.name))
        for table in sheet.tables():
            for row in contents.tables.get(table.key, ()):
                for column in table.columns:
                    found += _too_long(row.get(column.key), column, Span(file, sheet.name))
    return found


def _too_long(value: Value, field: Field, place: Span) -> list[Diagnostic]:
    if isinstance(value, str) and utf16_length(value) > CELL_LIMIT:
        return [complain("R004", place, label=field.label, length=utf16_length(value))]
    return []


def _with_kind(contents: Contents, kind: str) -> Contents:
    fields: dict[str, Value] = {**contents.fields, "kind": kind}
    return attrs.evolve(contents, fields=fields)
