"""Forms sent to their units: a fresh one with the answers kept, every fault on its cell and in a list,
what the office adopted into it, and a letter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

import attrs

from compiler.analysis.adoptions import untold
from compiler.brief import brief
from compiler.commands.checking import Analysis, analyse, lists_of
from compiler.commands.compilation import check_document
from compiler.diagnostics import Diagnostic, has_errors, unwritable
from compiler.excel.reading.project import Progress, silent
from compiler.excel.writing.limits import oversized
from compiler.excel.writing.workbooks import write_workbook
from compiler.model.office_record import Adoption
from compiler.outputs.check_report_rows import unit_of
from compiler.outputs.edits.earlier_edits import AdoptedInForm, adoptions_into, earlier_edits
from compiler.outputs.forms import write_form
from compiler.outputs.returned import FormToSend, forms_to_send, told_to_nobody
from compiler.outputs.rewritten import too_long_for, unrecordable, with_told
from compiler.package.parts import pack
from compiler.plugins.loading import NO_PLUGINS, Plugins
from compiler.schema.books import STANDARD, Schema
from compiler.schema.contents import REMARK, FormFault, Lists
from compiler.storage.journal import Aside, resume
from compiler.storage.names import name_of, safe_name, safe_names
from compiler.storage.publish import Remade, publish
from compiler.storage.written import home_of
from compiler.vocab import Severity
from compiler.word.letters.packs import FilesByUnit, ReturnedForm, return_packs
from compiler.word.letters.returned import LETTERS, FormNews


@attrs.frozen
class Return:
    """The forms sent back, and those sent only to be known, by the file each replaces; the folders
    and archives written; faults of no form that could be kept. ``unread``: there is no project that
    can be read.
    """

    __repr__ = brief

    forms: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    written: tuple[Path, ...] = ()
    lost: tuple[Diagnostic, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    set_aside: tuple[Aside, ...] = ()
    unread: bool = False


def return_forms(
    root: Path,
    output: Path,
    day: date,
    progress: Progress = silent,
    *,
    schema: Schema = STANDARD,
    plugins: Plugins = NO_PLUGINS,
    remarks: Mapping[str, Sequence[FormFault]] | None = None,
    recorded: Callable[[Collection[str]], Mapping[Path, bytes]] = lambda sent: {},
) -> Return:
    """Write a pack for each unit with its forms that have errors or warnings, or that the office
    changed without telling it yet, below ``output``; originals stay as they are. ``remarks``, by
    file, send back just those forms. ``recorded`` makes of the files of the forms sent what is
    written together with the packs.

    What a pack tells is dated in 经办记录 together with it, or nothing is written; where it cannot
    be, it is not told, and faulty forms go alone. A file that could not be read is answered with a
    blank form for the measure it is named after; one of a later version, or with an answer longer
    than a cell, is not answered, since a form of ours would not hold all of it. Diagnostics: what
    keeps the register from being read, R018 and what keeps 经办记录 from being rewritten,
    R001–R004.
    """
    resume(home_of(output, root))
    analysis = analyse(root, progress, schema=schema, plugins=plugins)
    report, kind, register = analysis.report, analysis.kind, analysis.source.register
    if report is None or kind is None or register is None:
        return Return(diagnostics=analysis.diagnostics, unread=True)
    found = [
        d
        for d in check_document(analysis, draft=True).diagnostics
        if d.severity is not Severity.HINT
    ]
    schema = kind.schema
    lists = lists_of(kind, register, root)
    folders = _folders(lists)
    adopted, problems = _adopted(analysis, lists, day, output)
    forms: list[ReturnedForm] = []
    sent: list[FormToSend] = []
    for form in forms_to_send(
        analysis.source.forms, report.register, found, schema.form, adopted, remarks
    ):
        if unkept := [*oversized(schema.form, form.contents, form.file)]:
            problems += unkept
            continue
        unit = folders.get(unit_of(form.file), unit_of(form.file))
        forms.append(_written(form, unit, lists, schema))
        sent.append(form)
    packs, unwritten = return_packs(forms, report.register, kind, root, day)
    if unwritten:
        return Return(diagnostics=tuple(unwritten))
    news = [one for form in sent for one in form.adopted.news]
    try:
        told = _recorded(analysis, news, day, lists)
        beside = recorded([form.file for form in sent])
        asides, written = _publish(root, output, packs, told, beside)
    except OSError as error:
        return Return(diagnostics=(unwritable(output.name, error),))
    returned = tuple(form.file for form in sent if form.faults)
    office = [it.file for it in (register, analysis.source.office_record) if it is not None]
    return Return(
        returned,
        tuple(form.file for form in sent if not form.faults),
        written,
        told_to_nobody(found, analysis.source.forms, returned, office),
        tuple(problems),
        asides,
    )


def _folders(lists: Lists) -> dict[str, str]:
    """Return the units by the names of their folders."""
    return {name_of(safe): unit for unit, safe in safe_names(lists.units).items()}


def _adopted(
    analysis: Analysis, lists: Lists, day: date, output: Path
) -> tuple[dict[str, AdoptedInForm], list[Diagnostic]]:
    """Return by file what the office adopted into each form; if 经办记录 cannot be written, nothing
    of it is news, and it is said why.

    What a pack of the same day told is told again by the one that takes its place.
    """
    report, kind, record = analysis.report, analysis.kind, analysis.source.office_record
    assert report is not None
    assert kind is not None
    adopted: dict[str, AdoptedInForm] = {}
    folders = _folders(lists)
    for form in analysis.source.forms:
        own = adoptions_into(form, report.record.adoptions, lists.aliases)
        if own:
            unit = folders.get(unit_of(form.file), unit_of(form.file))
            place = output / safe_name(unit) / PurePosixPath(form.file).name
            news = untold(own, day if place.exists() else None)
            adopted[form.file] = AdoptedInForm(tuple(earlier_edits(form, own)), news)
    if record is None or not any(one.news for one in adopted.values()):
        return adopted, []
    troubles = [
        *unrecordable(record.file, report.record.doubtful, analysis.diagnostics),
        *too_long_for(record, kind.schema),
    ]
    if has_errors(troubles):
        adopted = {file: attrs.evolve(own, news=()) for file, own in adopted.items()}
    return adopted, troubles


def _written(form: FormToSend, unit: str, lists: Lists, schema: Schema) -> ReturnedForm:
    """Return a form as it goes to its unit."""
    remarks = sum(fault.severity == REMARK for fault in form.faults)
    faults, adopted = len(form.faults) - remarks, len(form.adopted.news)
    content = write_form(
        form.contents,
        lists,
        measure_id=form.measure,
        issue_id=form.issue_id,
        revision=form.revision,
        form_faults=form.faults,
        form=schema.form,
        office_edits=form.adopted.edits,
    )
    news = FormNews(form.measure, faults, remarks, adopted)
    return ReturnedForm(unit, news, PurePosixPath(form.file).name, content)


def _recorded(
    analysis: Analysis, news: Sequence[Adoption], day: date, lists: Lists
) -> dict[str, Remade]:
    """Return 经办记录 with what is told now, nothing if that is recorded already."""
    record, kind = analysis.source.office_record, analysis.kind
    fresh = {one.span for one in news if not one.told_on.text}
    if record is None or kind is None or not fresh:
        return {}
    schema = kind.schema.office_record
    written = write_workbook(schema, with_told(record, fresh, day), lists)
    return {record.file: Remade(record.digest, written)}


def _publish(
    root: Path,
    output: Path,
    packs: FilesByUnit,
    workbooks: Mapping[str, Remade],
    beside: Mapping[Path, bytes],
) -> tuple[tuple[Aside, ...], tuple[Path, ...]]:
    """Put packs and records in place, and a unit's other letter away; :class:`OSError` if that cannot
    be done, and then nothing has changed.
    """
    files: dict[Path, bytes] = {}
    gone: list[Path] = []
    for unit, folder in safe_names(packs).items():
        own = packs[unit]
        files |= {output / folder / name: content for name, content in own.items()}
        files[output / f"{folder}.zip"] = pack(own)
        gone += [output / folder / f"{letter}.docx" for letter in LETTERS]
    gone = [path for path in gone if path not in files]
    home = root if workbooks or beside else home_of(output, root)
    asides = publish(home, {**files, **beside}, gone=gone, workbooks=workbooks)
    return asides, tuple(files)
