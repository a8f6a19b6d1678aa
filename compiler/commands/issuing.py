"""Forms issued from the register: one a measure, never over an answer."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import attrs

from compiler.analysis.answers import holds_answers
from compiler.analysis.form_owners import filling_unit, forms_by_measure, lead_units
from compiler.analysis.lower import Lowering, lower_register, unit_names
from compiler.brief import brief
from compiler.commands.checking import lists_of
from compiler.commands.packing import Issued, Packs, pack_forms
from compiler.diagnostics import Diagnostic, complain, has_errors, reason_of, sort
from compiler.excel.reading.project import INPUT_FOLDER, Progress, read_project, silent
from compiler.excel.reading.records import Record
from compiler.excel.reading.workbook import is_newer, is_outdated
from compiler.model.register import PlannedMeasure, Register
from compiler.notice.templates import DEFAULT_KIND, open_kind
from compiler.outputs.filling import blank_form, carried_on, contents_of, holds
from compiler.outputs.forms import write_form
from compiler.schema.books import STANDARD, Schema
from compiler.schema.contents import Contents, Lists
from compiler.schema.definitions import Workbook
from compiler.span import Span
from compiler.storage.journal import Aside, resume
from compiler.storage.publish import publish, safe_name

NEEDED_SHEETS = ("问题清单", "措施清单", "单位名录")


@attrs.frozen
class Issue:
    """What issuing did: paths relative to the project, why some were left alone, and whose
    measures were written.
    """

    __repr__ = brief

    written: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    packs: tuple[Path, ...] = ()
    set_aside: tuple[Aside, ...] = ()


def issue_forms(
    root: Path,
    progress: Progress = silent,
    *,
    previous: Path | None = None,
    packs: Packs | None = None,
    schema: Schema = STANDARD,
) -> Issue:
    """Write a form for every measure of the register under ``input_workbooks/<lead unit>/``.

    A form found anywhere in the project, under any name, that holds an answer, or anything that
    was not understood, is left; a blank one is renewed in its place if the register has changed
    since. With ``previous``, the project of an earlier round, forms begin with its answers,
    sign-off aside. With ``packs``, each unit's new forms are also put into an archive with a
    letter; forms and archives are written together or not at all. Diagnostics: what keeps the
    registers' lists from being read, R001–R003.
    """
    resume(root)
    source, found = read_project(root, schema=schema)
    if source.register is None:
        return Issue(diagnostics=sort(found))
    if is_newer(source.register):  # forms made from it would lack what cannot be read
        return Issue(
            diagnostics=sort(
                d for d in found if d.code == "S021" and d.spans[0].file == source.register.file
            )
        )
    kind, kind_found = open_kind(
        root, kind_name(source.register), Span(source.register.file), schema
    )
    if kind is None:
        return Issue(diagnostics=sort([*found, *kind_found]))
    lists = lists_of(kind, source.register, root)
    aliases = unit_names(source.register)[1]
    lowering = Lowering(lists, kind.statuses, aliases)
    register = lower_register(source.register, lowering)
    puzzling = {diagnostic.spans[0].file for diagnostic in found}
    found = [d for d in [*found, *lowering.found] if _concerns_lists(d, source.register.file)]
    answers, more = _answers_of(previous, schema) if previous else ({}, [])
    found += more
    if has_errors(found):
        return Issue(diagnostics=sort(found))
    existing = forms_by_measure(source.forms)
    issued: dict[str, Issued] = {}
    left = []
    for done, plan in enumerate(register.measures, 1):
        supporting = {unit.value for unit in plan.supporting_units}
        forms = [
            form
            for form in existing.get(plan.id.value, [])
            if filling_unit(form, aliases) not in supporting
        ]
        file, outcome = _issue(
            root, register, plan, forms, lists, puzzling, answers.get(plan.id.value), schema.form
        )
        if isinstance(outcome, str):
            left.append((file, outcome))
        else:
            issued[file] = Issued(plan, outcome)
        progress(done, len(register.measures))
    archives: dict[Path, bytes] = {}
    if packs is not None:
        archives, more = pack_forms(root, register, kind, issued, packs)
        if more:
            return Issue(left=tuple(left), diagnostics=sort([*found, *more]))
    try:
        asides = publish(
            root, {root / file: form.content for file, form in issued.items()} | archives
        )
    except OSError as error:
        return Issue(
            left=tuple(left), diagnostics=sort([*found, _unwritable(error, issued, packs)])
        )
    return Issue(tuple(issued), tuple(left), sort(found), tuple(archives), asides)


def _unwritable(error: OSError, issued: Iterable[str], packs: Packs | None) -> Diagnostic:
    """Return R001 at the form that could not be written, else at the folder of the archives."""
    name = Path(error.filename).name if isinstance(error.filename, str) else ""
    file = next(
        (file for file in issued if Path(file).name == name),
        packs.folder.name if packs else INPUT_FOLDER,
    )
    return complain("R001", Span(file), file=file, reason=reason_of(error))


def _answers_of(previous: Path, schema: Schema) -> tuple[dict[str, Contents], list[Diagnostic]]:
    """The answers of an earlier round by measure, as far as they are carried on; S001–S003 if
    there is no such project.
    """
    source, found = read_project(previous, schema=schema)
    if source.register is None:
        return {}, found
    units = dict(lead_units(source.register))
    answers = {}
    for identifier, forms in forms_by_measure(source.forms).items():
        lead = next(
            (form for form in forms if filling_unit(form, {}) in ("", units.get(identifier))), None
        )
        if lead is not None:
            answers[identifier] = carried_on(contents_of(lead), schema.form)
    return answers, []


def _issue(
    root: Path,
    register: Register,
    plan: PlannedMeasure,
    forms: list[Record],
    lists: Lists,
    puzzling: set[str],
    answers: Contents | None,
    schema: Workbook,
) -> tuple[str, bytes | str]:
    """Return a form's path with the bytes to be written there, or with the reason why it is left
    alone.
    """
    identifier = plan.id.value
    answered = next((form for form in forms if holds_answers(form)), None)
    if answered is not None:
        return answered.file, "已有填报内容"
    if unclear := next((form for form in forms if form.file in puzzling), None):
        return unclear.file, "里面有没读懂的内容"
    file = (
        forms[0].file
        if forms
        else f"{INPUT_FOLDER}/{safe_name(plan.lead_unit.value)}/{safe_name(identifier)}.xlsx"
    )
    path = root / file
    if path.exists() and not forms:
        return file, "已有同名文件，不是这条措施的填报表"
    problem = next((p for p in register.problems if p.number.value == plan.problem.value), None)
    contents = blank_form(plan, problem, schema)
    if answers is not None:
        contents = Contents({**answers.fields, **contents.fields}, answers.tables)
    if any(is_outdated(form) and holds(form, contents) for form in forms):
        return file, "没有变化"  # of an earlier version, and good as it is: the unit has it already
    content = write_form(
        contents, lists, measure_id=identifier, carried=answers is not None, form=schema
    )
    if path.exists() and path.read_bytes() == content:
        return file, "没有变化"
    return file, content


def kind_name(register: Record) -> str:
    """Return the kind a register names, the default one if it names none."""
    entry = register.fields.get("kind")
    return (entry.text.strip() if entry else "") or DEFAULT_KIND


def _concerns_lists(diagnostic: Diagnostic, register_file: str) -> bool:
    place = diagnostic.spans[0]
    return place.file == register_file and (place.sheet is None or place.sheet in NEEDED_SHEETS)
