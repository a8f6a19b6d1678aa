"""A new project: an empty register that explains itself, and the templates an office may edit."""

from __future__ import annotations

import shutil
from pathlib import Path

import attrs

from compiler.diagnostics import Diagnostic, complain
from compiler.pipeline.analyse import lists_of
from compiler.pipeline.publish import write_whole
from compiler.pipeline.templates import DEFAULT_KIND, TEMPLATES_FOLDER, kind_folder, open_kind
from compiler.render.workbooks import write_workbook
from compiler.schema.contents import Contents, Value
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
    empty, S059 no such kind, R001 it cannot be written.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        return Start(diagnostics=(complain("S067", Span(root.name), folder=root.name),))
    kind, found = open_kind(root, kind_name, Span(TEMPLATES_FOLDER))
    folder = kind_folder(root, kind_name)
    if kind is None or folder is None:
        return Start(diagnostics=tuple(found))
    contents = register or Contents({"kind": kind_name, "profile": Profile.FULL_WIDTH.value})
    units = [row.get("name") for row in contents.tables.get("units", ())]
    lists = attrs.evolve(lists_of(kind, None, root), units=tuple(str(unit) for unit in units if unit))
    files = {f"{INPUT_FOLDER}/{REGISTER_FILE}": write_workbook(REGISTER, _with_kind(contents, kind_name), lists)}
    for identifier, unit, form in forms:
        files[f"{INPUT_FOLDER}/{unit}/{identifier}.xlsx"] = write_workbook(FORM, form, lists, measure_id=identifier)
    try:
        for file, content in files.items():
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            write_whole(root / file, content)
        shutil.copytree(folder, root / TEMPLATES_FOLDER / kind_name)
    except OSError as error:
        return Start(diagnostics=(complain("R001", Span(root.name), file=root.name, reason=error.strerror or str(error)),))
    templates = sorted(path.name for path in folder.iterdir())
    return Start((*files, *(f"{TEMPLATES_FOLDER}/{kind_name}/{name}" for name in templates)))


def _with_kind(contents: Contents, kind: str) -> Contents:
    fields: dict[str, Value] = {**contents.fields, "kind": kind}
    return attrs.evolve(contents, fields=fields)
