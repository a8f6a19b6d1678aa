"""A project made from a notice: what its workbooks hold before they are written."""

from __future__ import annotations

import attrs

from compiler.excel.reading.from_contents import record_of
from compiler.excel.reading.project import REGISTER_FILE
from compiler.excel.reading.records import Record
from compiler.schema.books import Schema
from compiler.schema.contents import Contents


@attrs.frozen
class ImportedProject:
    """The contents of the workbooks: the register's, and for every form its measure's id, its
    unit and its contents.
    """

    register: Contents
    forms: tuple[tuple[str, str, Contents], ...]


def records_of(project: ImportedProject, schema: Schema) -> tuple[Record, tuple[Record, ...]]:
    """Return the register and the forms as if they had been written and read."""
    forms = (
        record_of(schema.form, contents, form_file(identifier, unit))
        for identifier, unit, contents in project.forms
    )
    return record_of(schema.register, project.register, REGISTER_FILE), tuple(forms)


def form_file(identifier: str, unit: str) -> str:
    """Return what a form's file is called while it is none."""
    return f"{unit}/{identifier}.xlsx"
