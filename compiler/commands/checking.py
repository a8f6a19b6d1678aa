"""From a project folder to a checked report: read, lower, link, compute, check."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from pathlib import Path

import attrs

from compiler.analysis.answers import unanswered
from compiler.analysis.causes import with_undecided, without_consequences
from compiler.analysis.grounds import directory_of
from compiler.analysis.issue_log import read_log
from compiler.analysis.lineage import current_forms
from compiler.analysis.link import link, unique_plans
from compiler.analysis.lowered_form import lower_form
from compiler.analysis.lowered_record import lower_record
from compiler.analysis.lowered_register import lower_register, unit_names
from compiler.analysis.lowering import UNITS, Lowering
from compiler.analysis.relations import compute
from compiler.analysis.sections import sections
from compiler.brief import brief
from compiler.checks.claims.registry import claims
from compiler.checks.office_prose import doubted_fields
from compiler.checks.printed import PrintedReport, read_printed
from compiler.checks.registry import run_checks
from compiler.checks.told_once import told_once
from compiler.commands.drawn_styles import judge_styles
from compiler.commands.opening import OpenedProject, open_project
from compiler.diagnostics import Diagnostic, has_errors, sort
from compiler.excel.reading.project import Progress, ProjectSource, ReadWorkbook, silent
from compiler.excel.reading.records import Record
from compiler.model.report import Report
from compiler.model.values import Text
from compiler.notice.build import typed_document
from compiler.notice.drawn_fields import counts_drawn, entities_counted, judge_fields
from compiler.notice.families import belongs
from compiler.notice.judging.doubled import doubled_values
from compiler.notice.judging.labels import empty_labels
from compiler.notice.kind import Kind
from compiler.notice.placeholders import names_in_prose
from compiler.notice.templates import known_kinds, style_template
from compiler.outputs.issuing.matched import standings_of
from compiler.plugins.loading import NO_PLUGINS, Plugins
from compiler.plugins.running import run_plugin_checks
from compiler.schema.books import STANDARD, Schema
from compiler.schema.choices import UNPLACED
from compiler.schema.contents import Lists
from compiler.vocab import Severity, Status
from compiler.wordfile.margins import margin_texts


@attrs.frozen
class Analysis:
    """A project as far as it could be understood.

    ``printed`` is ``None`` if there is no usable register or template; ``found`` is all that was
    found, consequences too; ``plugins`` are those that took part.
    """

    __repr__ = brief

    source: ProjectSource
    kind: Kind | None
    printed: PrintedReport | None
    found: tuple[Diagnostic, ...]
    plugins: Plugins = NO_PLUGINS

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found, less what only follows from something else."""
        return sort(without_consequences(sort(self.found)))

    def records(self) -> list[Record]:
        """Every workbook that was read, the register first."""
        source = self.source
        records = (source.register, *source.forms, source.office_record)
        return [record for record in records if record is not None]

    @property
    def report(self) -> Report | None:
        """The linked report, if there is one."""
        return self.printed.report if self.printed else None

    @property
    def publishable(self) -> bool:
        """Whether nothing forbids publication."""
        return self.report is not None and not has_errors(self.diagnostics)


def analyse(
    root: Path,
    progress: Progress = silent,
    *,
    schema: Schema = STANDARD,
    plugins: Plugins = NO_PLUGINS,
    read: ReadWorkbook | None = None,
) -> Analysis:
    """Read and check the project at ``root``, whose workbooks are those of ``schema`` and read by
    ``read``, if one is given.

    Nothing raises for what users wrote, or plug-ins do.
    """
    return analyse_opened(open_project(root, progress, schema, read), plugins=plugins)


def analyse_opened(project: OpenedProject, *, plugins: Plugins = NO_PLUGINS) -> Analysis:
    """Check a project whose workbooks are read already."""
    source = project.source
    forms, replaced = current_forms(source.forms)
    left_out = {form.file for form in source.forms} - {form.file for form in forms}
    found = [
        *(diagnostic for diagnostic in project.found if diagnostic.spans[0].file not in left_out),
        *replaced,
        *plugins.diagnostics,
    ]
    source = attrs.evolve(source, forms=forms)
    if source.register is None:
        return Analysis(source, None, None, tuple(found), plugins)
    read = {record.file for record in (source.register, *source.forms)} | left_out
    unread = sorted({d.spans[0].file for d in found if d.severity is Severity.ERROR} - read)
    found += project.kind_found
    if project.kind is None:
        return Analysis(source, None, None, tuple(found), plugins)
    printed, more = interpret(
        source.register,
        source.forms,
        source.root,
        project.kind,
        unread,
        office_record=source.office_record,
        read=project.found,
    )
    found += more
    relations = with_undecided(printed.report.relations, found)
    printed = attrs.evolve(printed, report=attrs.evolve(printed.report, relations=relations))
    found += run_plugin_checks(plugins, printed)
    return Analysis(source, project.kind, printed, tuple(found), plugins)


def interpret(
    register: Record,
    forms: tuple[Record, ...],
    root: Path,
    kind: Kind,
    unread: Collection[str] = (),
    *,
    office_record: Record | None = None,
    read: Iterable[Diagnostic] = (),
) -> tuple[PrintedReport, list[Diagnostic]]:
    """Lower and link records of a project of ``kind``, and check the report they make and the
    document it prints; ``unread`` are the files that could not be read, ``read`` is what was found in
    reading them all.
    """
    lists = lists_of(kind, register, root)
    report, found = report_of(
        register, forms, kind, lists, unread, office_record=office_record, read=read
    )
    printed = as_printed(report, kind, _beside(report, kind, root))
    declared = {figure.name.value for measure in report.measures() for figure in measure.figures}
    found += [
        *judge_fields(kind.outline, frozenset(report.counts) | declared, kind.schema),
        *doubted_fields(kind.outline, report),
        *empty_labels(kind.outline, printed.document),
        *doubled_values(kind.outline, printed.document),
        *judge_styles(kind, root),
        *run_checks(printed),
    ]
    return printed, told_once(found)


def report_of(
    register: Record,
    forms: tuple[Record, ...],
    kind: Kind,
    lists: Lists,
    unread: Collection[str] = (),
    *,
    office_record: Record | None = None,
    read: Iterable[Diagnostic] = (),
) -> tuple[Report, list[Diagnostic]]:
    """Return the linked report of these records, its figures computed, and what was found on the
    way; the rest is as for :func:`interpret`.
    """
    schema = kind.schema
    outline = (kind.outline.place, kind.outline.drawing)
    grounds = {"篇章位置": outline, UNITS: directory_of(register)}
    lowering = Lowering(lists, kind.statuses, lists.aliases, grounds=grounds)
    lowered = lower_register(register, lowering)
    record, record_found = lower_record(office_record, read, lowering)
    submissions = [lower_form(form, lowering) for form in forms]
    log = read_log(record.issues)
    plans = [*unique_plans(lowered.measures, []).values()]
    standings = standings_of(forms, plans, lowered.problems, log, lists.aliases, schema.form)
    report, link_found = link(lowered, submissions, kind.statuses, unread, schema, log, standings)
    report = attrs.evolve(report, record=record)
    report, compute_found = counted(report, kind)
    found = [*unanswered(forms), *lowering.found, *record_found, *link_found, *compute_found]
    return report, found


def counted(report: Report, kind: Kind) -> tuple[Report, list[Diagnostic]]:
    """Return a linked report with all that its prose and ``kind`` count, and what could not be
    worked out.
    """
    asked = [*names_in_prose(report), *counts_drawn(kind.outline)]
    known, relations, found = compute(report, asked)
    parts = sections(report, entities_counted(kind.outline, report), asked)
    return attrs.evolve(report, counts=known, sections=parts, relations=relations), found


def as_printed(report: Report, kind: Kind, beside: tuple[Text, ...] = ()) -> PrintedReport:
    """Return a report as ``kind`` prints it, with what its prose claims."""
    printed = read_printed(report, typed_document(report, kind), beside)
    return attrs.evolve(printed, report=attrs.evolve(report, claims=tuple(claims(printed))))


def _beside(report: Report, kind: Kind, root: Path) -> tuple[Text, ...]:
    """Return what becomes public without being drawn: the Word file's properties and margins, and
    words of the kind.
    """
    information = report.information
    file, styles, _ = style_template(root, kind.name)  # told when the Word file is written
    return (
        information.title,
        information.organ,
        *kind.words,
        *(margin_texts(styles, file) if styles else ()),
    )


def lists_of(kind: Kind, register: Record | None, root: Path) -> Lists:
    """Return the drop-down lists of a project."""
    units, aliases = unit_names(register) if register else ((), {})
    families = kind.outline.families()
    rows = register.tables.get("chapters", ()) if register else ()
    written = (row.entries["place"].text.strip() for row in rows if "place" in row.entries)
    more = [place for place in written if any(belongs(place, drawn) for drawn in families)]
    return Lists(
        statuses=tuple(status.name for status in kind.statuses),
        places=tuple(dict.fromkeys((*kind.outline.places(), *more, UNPLACED))),
        kinds=tuple(sorted({kind.name, *known_kinds(root)})),
        units=units,
        complete=tuple(status.name for status in kind.statuses if status.complete),
        aliases=aliases,
        own=kind.schema.choices,
        needs={
            status.name: status.needs
            for status in kind.statuses
            if status != Status(status.name, status.rank, status.complete)
        },
    )
