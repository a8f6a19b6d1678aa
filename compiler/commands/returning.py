"""Forms sent back: a fresh one with the answers kept, every fault on its cell and in a list, and
a letter to the unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

import attrs

from compiler.brief import brief
from compiler.commands.checking import analyse, lists_of
from compiler.commands.compiling import check_document
from compiler.diagnostics import Diagnostic, unwritable
from compiler.excel.reading.project import Progress, silent
from compiler.excel.writing.limits import oversized
from compiler.outputs.check_report_rows import unit_of
from compiler.outputs.forms import write_form
from compiler.outputs.returned import faulty_forms, told_to_nobody
from compiler.package.parts import pack
from compiler.plugins.loading import NO_PLUGINS, Plugins
from compiler.schema.books import STANDARD, Schema
from compiler.schema.contents import FormFault
from compiler.storage.journal import Aside, resume
from compiler.storage.names import name_of, safe_names
from compiler.storage.publish import publish
from compiler.storage.written import home_of
from compiler.vocab import Severity
from compiler.word.letters.packs import ReturnedForm, return_packs


@attrs.frozen
class Return:
    """The forms sent back, by the file each replaces; the folders and archives written; faults of
    no form that could be kept.
    """

    __repr__ = brief

    forms: tuple[str, ...] = ()
    written: tuple[Path, ...] = ()
    lost: tuple[Diagnostic, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    set_aside: tuple[Aside, ...] = ()


def return_forms(
    root: Path,
    output: Path,
    day: date,
    progress: Progress = silent,
    *,
    schema: Schema = STANDARD,
    plugins: Plugins = NO_PLUGINS,
    remarks: Mapping[str, Sequence[FormFault]] | None = None,
) -> Return:
    """Write a pack for each unit with its forms that have errors or warnings, below ``output``;
    originals stay as they are. ``remarks``, by file, send back just those forms.

    A file that could not be read is answered with a blank form for the measure it is named after;
    one of a later version, or with an answer longer than a cell, is not answered, since a form of
    ours would not hold all of it. Diagnostics: what keeps the register from being read, R001–R004.
    """
    resume(home_of(output, root))
    analysis = analyse(root, progress, schema=schema, plugins=plugins)
    report, kind, register = analysis.report, analysis.kind, analysis.source.register
    if report is None or kind is None or register is None:
        return Return(diagnostics=analysis.diagnostics)
    found = [
        d
        for d in check_document(analysis, draft=True).diagnostics
        if d.severity is not Severity.HINT
    ]
    lists = lists_of(kind, register, root)
    folders = {name_of(safe): unit for unit, safe in safe_names(lists.units).items()}
    forms: list[ReturnedForm] = []
    returned: list[str] = []
    too_long: list[Diagnostic] = []
    for form in faulty_forms(analysis.source.forms, report.register, found, schema.form, remarks):
        if unkept := [*oversized(schema.form, form.contents, form.file)]:
            too_long += unkept
            continue
        content = write_form(
            form.contents,
            lists,
            measure_id=form.measure,
            revision=form.revision,
            form_faults=form.faults,
            form=schema.form,
        )
        name = PurePosixPath(form.file).name
        forms.append(
            ReturnedForm(
                folders.get(unit_of(form.file), unit_of(form.file)),
                form.measure,
                len(form.faults),
                name,
                content,
            )
        )
        returned.append(form.file)
    packs, problems = return_packs(forms, report.information, kind, root, day)
    if problems:
        return Return(diagnostics=tuple(problems))
    files: dict[Path, bytes] = {}
    names = safe_names(packs)
    for unit, own in packs.items():
        folder = names[unit]
        files |= {output / folder / name: content for name, content in own.items()}
        files[output / f"{folder}.zip"] = pack(own)
    try:
        asides = publish(home_of(output, root), files)
    except OSError as error:
        return Return(diagnostics=(unwritable(output.name, error),))
    office = [it.file for it in (register, analysis.source.office_record) if it is not None]
    lost = told_to_nobody(found, analysis.source.forms, returned, office)
    return Return(tuple(returned), tuple(files), lost, tuple(too_long), asides)
