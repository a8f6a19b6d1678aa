"""Stand-ins for what a notice does not tell, taken out again where they would be printed."""

from __future__ import annotations

from collections.abc import Collection

import attrs

from compiler.excel.reading.from_contents import spot_named
from compiler.excel.reading.project import REGISTER_FILE
from compiler.importer.imported import ImportedProject, form_file
from compiler.model.document import Document
from compiler.schema.contents import Contents, Spot
from compiler.schema.definitions import Workbook
from compiler.schema.register import MEASURES
from compiler.vocab import IMPORTED

Cells = frozenset[tuple[str, Spot]]
"""Cells by their file and by what they mean."""


def printed_stand_ins(document: Document) -> Cells:
    """Return the cells whose stand-in a document prints."""
    printed = (run for paragraph in document.paragraphs for run in paragraph.runs)
    places = (run.sources[0] for run in printed if run.text == IMPORTED and run.sources)
    return frozenset((place.file, spot_named(place.cell)) for place in places if place.cell)


def without(project: ImportedProject, cells: Cells, form: Workbook) -> ImportedProject:
    """Return a project with these cells empty, and the fields of forms that repeat them."""
    plans = project.register.tables.get(MEASURES.key, ())
    emptied = set(cells)
    for file, spot in cells:
        if file == REGISTER_FILE and spot.table == MEASURES.key:
            emptied |= _repeated(project, str(plans[spot.row]["id"]), spot.key, form)
    forms = tuple(
        (identifier, unit, _without(contents, emptied, form_file(identifier, unit)))
        for identifier, unit, contents in project.forms
    )
    return attrs.evolve(
        project, register=_without(project.register, emptied, REGISTER_FILE), forms=forms
    )


def _repeated(
    project: ImportedProject, measure: str, key: str, form: Workbook
) -> set[tuple[str, Spot]]:
    """Return the fields of a measure's forms that are filled from a column of its row."""
    origin = f"{MEASURES.key}.{key}"
    keys = [
        field.key
        for sheet in form.sheets
        for field in sheet.fields()
        if field.prefilled and field.filled_from == origin
    ]
    files = [form_file(name, unit) for name, unit, _ in project.forms if name == measure]
    return {(file, Spot(key)) for file in files for key in keys}


def _without(contents: Contents, emptied: Collection[tuple[str, Spot]], file: str) -> Contents:
    """Return the contents of a file with the cells of it that are to be empty left out."""
    own = {spot for name, spot in emptied if name == file}
    if not own:
        return contents
    return Contents(
        {key: value for key, value in contents.fields.items() if Spot(key) not in own},
        {
            table: [
                {key: value for key, value in row.items() if Spot(key, table, number) not in own}
                for number, row in enumerate(rows)
            ]
            for table, rows in contents.tables.items()
        },
    )
