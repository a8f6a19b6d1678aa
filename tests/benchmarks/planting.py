"""Clean projects as records, and the means to change one thing in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from random import Random

import attrs

from compiler.checks.printed import PrintedReport
from compiler.checks.unverified_numbers import unverified_numbers
from compiler.commands.checking import Analysis, interpret
from compiler.commands.compilation import check_document
from compiler.commands.opening import kind_of
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.project import ProjectSource, read_project
from compiler.excel.reading.records import Entry, Record, Row
from compiler.excel.sheets.cell_values import CellValue, written
from compiler.excel.sheets.cells import Cell
from compiler.model.computed import Claim
from compiler.model.report import Report
from compiler.span import Span
from compiler.vocab import IMPORTED

FORM_PROSE = ("theme", "progress", "situation", "next_steps")
REGISTER_PROSE = (("chapters", "heading"), ("chapters", "text"), ("problems", "lead_in"))
Found = Counter[tuple[str, str, str | None, str | None]]


@attrs.frozen
class Project:
    """A project as records."""

    source: ProjectSource
    register: Record
    forms: tuple[Record, ...]
    root: Path

    def swap(self, record: Record, changed: Record | None) -> Project:
        """Return the project with one record replaced, or removed."""
        if record is self.register:
            assert changed is not None
            return attrs.evolve(self, register=changed)
        forms = tuple(changed if form is record else form for form in self.forms)
        return attrs.evolve(self, forms=tuple(form for form in forms if form is not None))

    def register_cell(self, table: str, index: int, key: str, value: CellValue | None) -> Project:
        """Return the project with one cell of a register table changed."""
        return self.swap(self.register, with_cell(self.register, table, index, key, value))


@attrs.frozen
class Mutant:
    """A project with one defect, and what the defect is.

    ``control`` is what the defect was planted in, where that is not the clean project itself.
    """

    project: Project
    change: str
    control: Project | None = None


@attrs.frozen
class Place:
    """One cell of prose: a field of a form, or a column of a register table."""

    record: Record
    key: str
    table: str = ""
    index: int = 0

    @property
    def entry(self) -> Entry:
        """The cell."""
        return (
            self.record.tables[self.table][self.index].entries[self.key]
            if self.table
            else self.record.fields[self.key]
        )

    @property
    def text(self) -> str:
        """The cell's text."""
        return self.entry.text

    def write(self, project: Project, text: str) -> Project:
        """Return the project with another text in the cell."""
        if self.table:
            return project.swap(
                self.record, with_cell(self.record, self.table, self.index, self.key, text)
            )
        return project.swap(self.record, with_value(self.record, self.key, text))

    def edited(self, project: Project, start: int, end: int, new: str) -> Mutant:
        """Return the project with one range of the text replaced."""
        text = self.text
        altered = text[:start] + new + text[end:]
        before = text[max(0, start - 8) : end + 8].replace("\n", "\\n")
        after = altered[max(0, start - 8) : start + len(new) + 8].replace("\n", "\\n")
        return Mutant(
            self.write(project, altered), f"{self.entry.span.describe()} …{before}… → …{after}…"
        )


@attrs.define(slots=False)
class Clean:
    """A clean project with what the compiler makes of it."""

    project: Project
    printed: PrintedReport
    found: Found

    @property
    def report(self) -> Report:
        """The linked report."""
        return self.printed.report

    @cached_property
    def places(self) -> list[Place]:
        """Every published text."""
        return list(_places(self.project))

    @cached_property
    def at(self) -> dict[tuple[str, str | None, str | None], Place]:
        """The published texts by file, sheet and cell."""
        return {_cell(place.entry.span): place for place in self.places}

    @cached_property
    def claims(self) -> list[Claim]:
        """What the prose relates, and rightly."""
        return [claim for claim in self.report.claims if claim.holds]

    @cached_property
    def unbound(self) -> list[Span]:
        """The numbers that nobody vouches for."""
        return [number.span for number in unverified_numbers(self.printed)]

    def place(self, span: Span) -> Place | None:
        """Return the text that a span is in."""
        return self.at.get(_cell(span))

    @property
    def leads(self) -> list[Record]:
        """The lead units' forms, those with prose."""
        return [form for form in self.project.forms if form.fields["progress"].text]


Mutator = Callable[[Clean, Random], Mutant | None]


def open_project(root: Path) -> Clean:
    """Read and check a project."""
    source, _ = read_project(root)
    assert source.register is not None
    project = Project(source, source.register, source.forms, root)
    printed, found = _judge(project)
    return Clean(project, printed, found)


def findings(project: Project) -> Found:
    """Return what the compiler says about a project: how often it says what of which cell.

    A defect that moves a finding within its cell, or changes its wording, has not been caught.
    """
    return _judge(project)[1]


def _judge(project: Project) -> tuple[PrintedReport, Found]:
    kind, _ = kind_of(project.register, project.root)
    assert kind is not None
    printed, found = interpret(project.register, project.forms, project.root, kind)
    source = attrs.evolve(project.source, register=project.register, forms=project.forms)
    checked = check_document(Analysis(source, kind, printed, tuple(found)))
    return printed, Counter(_identity(diagnostic) for diagnostic in checked.diagnostics)


def _identity(diagnostic: Diagnostic) -> tuple[str, str, str | None, str | None]:
    return (
        diagnostic.code,
        *(_cell(diagnostic.spans[0]) if diagnostic.spans else ("", None, None)),
    )


def _cell(span: Span) -> tuple[str, str | None, str | None]:
    return span.file, span.sheet, span.cell


def _places(project: Project) -> Iterator[Place]:
    register = project.register
    for table, key in REGISTER_PROSE:
        for index, row in enumerate(register.tables.get(table, ())):
            if key in row.entries and row.entries[key].text:
                yield Place(register, key, table, index)
    for form in project.forms:
        for key in FORM_PROSE:
            entry = form.fields.get(key)
            if entry is not None and is_given(entry) and form.fields["progress"].text:
                yield Place(form, key)


def is_given(entry: Entry | None) -> bool:
    """Tell whether a cell says something of its own: not empty, and not what an import could not
    know.
    """
    return entry is not None and bool(entry.text) and entry.text != IMPORTED


def with_value(record: Record, key: str, value: CellValue | None) -> Record:
    """Return the record with one vertical field changed."""
    return attrs.evolve(record, fields={**record.fields, key: changed(record.fields[key], value)})


def changed(entry: Entry, value: CellValue | None) -> Entry:
    """Return the entry with another value, or none."""
    return attrs.evolve(
        entry, cell=None if value is None else Cell(value, written(value), entry.span)
    )


def with_rows(record: Record, table: str, rows: Iterable[Row]) -> Record:
    """Return the record with a table's rows replaced."""
    return attrs.evolve(record, tables={**record.tables, table: tuple(rows)})


def with_cell(record: Record, table: str, index: int, key: str, value: CellValue | None) -> Record:
    """Return the record with one table cell changed."""
    rows = list(record.tables[table])
    rows[index] = attrs.evolve(
        rows[index], entries={**rows[index].entries, key: changed(rows[index].entries[key], value)}
    )
    return with_rows(record, table, rows)
