"""A project opened: its workbooks read against what its kind of notice asks, which only the register
tells.
"""

from __future__ import annotations

from pathlib import Path

import attrs

from compiler.brief import brief
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.project import (
    INPUT_FOLDER,
    REGISTER_FILE,
    Progress,
    ProjectSource,
    ReadWorkbook,
    read_project,
    silent,
)
from compiler.excel.reading.records import Entry, Record
from compiler.excel.reading.workbook import read_workbook
from compiler.notice.kind import Kind
from compiler.notice.templates import DEFAULT_KIND, open_kind
from compiler.schema.books import STANDARD, Schema
from compiler.span import Span


@attrs.frozen
class OpenedProject:
    """The workbooks of a project and its kind, ``None`` if there is no register or it names none that
    can be loaded; ``found`` is what reading them told, ``kind_found`` what loading the kind did.
    """

    __repr__ = brief

    source: ProjectSource
    kind: Kind | None
    found: tuple[Diagnostic, ...]
    kind_found: tuple[Diagnostic, ...] = ()

    @property
    def schema(self) -> Schema:
        """What the workbooks were read against."""
        return self.source.schema


def open_project(
    root: Path,
    progress: Progress = silent,
    schema: Schema = STANDARD,
    read: ReadWorkbook | None = None,
) -> OpenedProject:
    """Read the project at ``root``, each workbook once but for the register of a kind that asks for
    more than ``schema``, by ``read``, if one is given.

    Diagnostics: those of :func:`read_project` and of :func:`open_kind`.
    """
    loaded: list[tuple[Kind | None, list[Diagnostic]]] = []

    def own_schema(register: Record) -> Schema:
        kind, found = kind_of(register, root, schema)
        loaded.append((kind, found))
        return kind.schema if kind is not None else schema

    source, found = read_project(root, progress, schema, read, own_schema)
    if source.register is None:
        return OpenedProject(source, None, tuple(found))
    ((kind, kind_found),) = loaded
    return OpenedProject(source, kind, tuple(found), tuple(kind_found))


def kind_of(
    register: Record, root: Path, schema: Schema = STANDARD
) -> tuple[Kind | None, list[Diagnostic]]:
    """Load the kind that a register names, the default one if it names none; diagnostics as
    :func:`open_kind`.
    """
    entry = register.fields.get("kind", Entry(None, Span(register.file, "报告信息")))
    return open_kind(root, entry.text.strip() or DEFAULT_KIND, entry.span, schema)


def project_schema(root: Path, schema: Schema = STANDARD) -> Schema:
    """Return what the workbooks of the project at ``root`` are, as its register tells; ``schema`` if
    it cannot be read.
    """
    file = f"{INPUT_FOLDER}/{REGISTER_FILE}"
    register, _ = read_workbook(root / file, file, schema)
    if register is None or register.workbook != schema.register.key:
        return schema
    kind, _ = kind_of(register, root, schema)
    return schema if kind is None else kind.schema
