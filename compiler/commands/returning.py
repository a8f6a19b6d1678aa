"""Forms sent back: a fresh one with the answers kept, every fault on its cell and in a list, and
a letter to the unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

import attrs

from compiler.analysis.answers import is_blank
from compiler.analysis.form_owners import issued_for
from compiler.analysis.lineage import revision
from compiler.analysis.lower import unit_names
from compiler.brief import brief
from compiler.commands.checking import Analysis, analyse, lists_of
from compiler.commands.compiling import check_document
from compiler.diagnostics import Diagnostic, complain, reason_of
from compiler.excel.reading.project import Progress, silent
from compiler.excel.reading.records import Entry, Record
from compiler.excel.reading.workbook import is_newer
from compiler.model.identifiers import split_id
from compiler.model.register import PlannedMeasure
from compiler.model.report import Report
from compiler.outputs.check_report_rows import excerpt, unit_of
from compiler.outputs.filling import blank_form, contents_of
from compiler.outputs.forms import write_form
from compiler.package.parts import pack
from compiler.plugins.loading import NO_PLUGINS, Plugins
from compiler.rules.explanations import example, remedy
from compiler.schema.books import STANDARD, Schema
from compiler.schema.contents import Contents, FormFault, Spot
from compiler.schema.definitions import Field
from compiler.span import Span
from compiler.storage.journal import Aside, resume
from compiler.storage.publish import publish, safe_name
from compiler.storage.written import home_of
from compiler.vocab import Severity
from compiler.word.letters.letter import write_letter
from compiler.word.letters.returned import RETURN_LETTER, return_letter

RESTORED = "已按总台账恢复，不用改。"
AROUND = 30


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
) -> Return:
    """Write a pack for each unit with its forms that have errors or warnings, below ``output``;
    originals stay as they are.

    A file that could not be read is answered with a blank form for the measure it is named after;
    one of a later version is not answered, since a form of ours would not hold all of it.
    Diagnostics: what keeps the register from being read, R001–R003.
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
    packs: dict[str, dict[str, bytes]] = {}
    faults: dict[str, list[tuple[str, Sequence[FormFault]]]] = {}
    lists = attrs.evolve(lists_of(kind, register, root), units=unit_names(register)[0])
    plans = {plan.id.value: plan for plan in report.register.measures}
    returned, kept = [], set()
    for file, contents, identifier, number, form_faults in _faulty(analysis, report, found, plans):
        content = write_form(
            contents,
            lists,
            measure_id=identifier,
            revision=number,
            form_faults=form_faults,
            form=schema.form,
        )
        packs.setdefault(unit_of(file), {})[PurePosixPath(file).name] = content
        faults.setdefault(unit_of(file), []).append((identifier, form_faults))
        returned.append(file)
        kept.add(file)
    files: dict[str, bytes] = {}
    for unit, forms in packs.items():
        letter, problems = write_letter(
            return_letter(unit, [(name, len(own)) for name, own in faults[unit]], day),
            report.information,
            kind,
            root,
        )
        if letter is None:
            return Return(diagnostics=tuple(problems))
        contents_of_pack = {f"{RETURN_LETTER}.docx": letter} | forms
        files |= {
            f"{safe_name(unit)}/{name}": content for name, content in contents_of_pack.items()
        }
        files[f"{safe_name(unit)}.zip"] = pack(contents_of_pack)
    try:
        asides = publish(
            home_of(output, root), {output / name: content for name, content in files.items()}
        )
    except OSError as error:
        return Return(
            diagnostics=(
                complain("R001", Span(output.name), file=output.name, reason=reason_of(error)),
            )
        )
    answered = (
        {register.file}
        | kept
        | {record.file for record in analysis.source.forms if is_blank(record)}
    )
    lost = tuple(d for d in found if d.spans and not any(span.file in answered for span in d.spans))
    return Return(tuple(returned), tuple(output / name for name in files), lost, set_aside=asides)


def _faulty(
    analysis: Analysis,
    report: Report,
    found: Sequence[Diagnostic],
    plans: Mapping[str, PlannedMeasure],
) -> Iterator[tuple[str, Contents, str, int, list[FormFault]]]:
    """Yield for each form with faults its file, what the fresh one holds, its measure, its
    revision and its remarks.
    """
    form = analysis.source.schema.form
    problems = {problem.number.value: problem for problem in report.register.problems}
    read = {record.file for record in analysis.source.forms}
    for record in analysis.source.forms:
        own = [d for d in found if any(span.file == record.file for span in d.spans)]
        identifier = issued_for(record)
        parts = split_id(identifier) if identifier else None
        if not own or identifier is None or parts is None or is_blank(record) or is_newer(record):
            continue
        plan = plans.get(identifier)
        contents = contents_of(record)
        if plan is not None:
            blank = blank_form(plan, problems.get(plan.problem.value), form)
            locked = {field.key for field in form.fields() if field.prefilled}
            office = {key: value for key, value in blank.fields.items() if key in locked}
            contents = attrs.evolve(contents, fields={**contents.fields, **office})
        form_faults = [
            form_fault
            for d in own
            for form_fault in _form_faults(d, record, restored=plan is not None)
        ]
        yield record.file, contents, identifier, revision(record) + 1, form_faults
    for file in dict.fromkeys(
        span.file for d in found for span in d.spans[:1] if span.file not in read
    ):
        plan = plans.get(PurePosixPath(file).stem)
        if plan is not None and file.endswith(".xlsx"):
            own = [d for d in found if d.spans and d.spans[0].file == file]
            form_faults = [_form_fault(d, None, "整份文件", "") for d in own]
            yield (
                file,
                blank_form(plan, problems.get(plan.problem.value), form),
                plan.id.value,
                2,
                form_faults,
            )


def _form_faults(diagnostic: Diagnostic, record: Record, *, restored: bool) -> Iterator[FormFault]:
    """Yield what a diagnostic says of each cell of the form that it is about."""
    cells = {
        (entry.span.sheet, entry.span.cell): (spot, field, entry)
        for spot, field, entry in _cells(record)
    }
    seen = set()
    for span in diagnostic.spans:
        if span.file != record.file or (span.sheet, span.cell) in seen:
            continue
        seen.add((span.sheet, span.cell))
        known = cells.get((span.sheet, span.cell))
        if known is None:
            place = " ".join(filter(None, [span.sheet, span.cell]))
            yield _form_fault(diagnostic, None, place or "整份文件", "")
            continue
        spot, field, entry = known
        form_fault = _form_fault(
            diagnostic, spot, field.label, "".join(excerpt(entry.text, span, AROUND)), field
        )
        yield (
            attrs.evolve(form_fault, remedy=RESTORED)
            if restored and field.prefilled
            else form_fault
        )


def _form_fault(
    diagnostic: Diagnostic, spot: Spot | None, label: str, quote: str, field: Field | None = None
) -> FormFault:
    shown = (field.example if field else "") or example(diagnostic.code)
    return FormFault(
        spot,
        label,
        diagnostic.severity.label,
        diagnostic.code,
        diagnostic.message,
        quote,
        remedy(diagnostic.rule),
        shown,
    )


def _cells(record: Record) -> Iterator[tuple[Spot, Field, Entry]]:
    for sheet in record.schema.sheets:
        for field in sheet.fields():
            if field.key in record.fields:
                yield Spot(field.key), field, record.fields[field.key]
        for table in sheet.tables():
            for number, row in enumerate(record.tables.get(table.key, ())):
                for field in table.columns:
                    if field.key in row.entries:
                        yield Spot(field.key, table.key, number), field, row.entries[field.key]
