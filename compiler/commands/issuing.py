"""Forms issued from the register: one a measure, never over an answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

import attrs

from compiler.analysis.form_owners import forms_by_measure
from compiler.analysis.lowered_register import lower_register
from compiler.analysis.lowering import Lowering
from compiler.brief import brief
from compiler.commands.checking import lists_of
from compiler.commands.supporting import with_supporting_units
from compiler.diagnostics import Diagnostic, has_errors, sort, unwritable
from compiler.excel.reading.project import INPUT_FOLDER, Progress, read_project, silent
from compiler.excel.reading.records import Record
from compiler.excel.reading.workbook import is_newer
from compiler.excel.writing.limits import oversized
from compiler.model.register import PlannedMeasure, Register
from compiler.notice.templates import kind_name, open_kind
from compiler.outputs.issued import (
    NOT_OURS,
    UNCHANGED,
    concerns_forms,
    earlier_answers,
    forms_of_lead,
    left_alone,
    new_form,
    place_of_form,
)
from compiler.outputs.rewritten import too_long_for
from compiler.package.parts import pack
from compiler.schema.books import STANDARD, Schema
from compiler.schema.contents import Contents, Lists
from compiler.schema.definitions import Workbook
from compiler.span import Span
from compiler.storage.journal import Aside, resume
from compiler.storage.names import safe_names
from compiler.storage.publish import publish
from compiler.word.letters.packs import IssuedForm, issue_packs


@attrs.frozen
class Packs:
    """Where the archives go, and the day the letters in them bear."""

    folder: Path
    day: date


@attrs.frozen
class Issue:
    """What issuing did: paths relative to the project, why some were left alone, and whose
    measures were written. ``unread``: there is no project that can be read.
    """

    __repr__ = brief

    written: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    packs: tuple[Path, ...] = ()
    set_aside: tuple[Aside, ...] = ()
    unread: bool = False


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
    letter, and what supporting units are sent into theirs; forms and archives are written together or not at all. Diagnostics: what keeps the
    registers' lists from being read, R001–R004.
    """
    resume(root)
    source, found = read_project(root, schema=schema)
    if source.register is None:
        return Issue(diagnostics=sort(found), unread=True)
    if is_newer(source.register):  # forms made from it would lack what cannot be read
        return Issue(
            diagnostics=sort(
                d for d in found if d.code == "S021" and d.spans[0].file == source.register.file
            ),
            unread=True,
        )
    kind, kind_found = open_kind(
        root, kind_name(source.register), Span(source.register.file), schema
    )
    if kind is None:
        return Issue(diagnostics=sort([*found, *kind_found]), unread=True)
    lists = lists_of(kind, source.register, root)
    lowering = Lowering(lists, kind.statuses, lists.aliases)
    register = lower_register(source.register, lowering)
    puzzling = {diagnostic.spans[0].file for diagnostic in found}
    found = [d for d in [*found, *lowering.found] if concerns_forms(d, source.register.file)]
    answers: dict[str, Contents] = {}
    if previous:
        earlier, more = read_project(previous, schema=schema)
        if earlier.register is None:
            return Issue(diagnostics=sort([*found, *more]), unread=True)
        answers = earlier_answers(earlier.register, earlier.forms, schema.form)
    found += too_long_for(source.register, schema)
    for measure, carried in answers.items():
        found += oversized(schema.form, carried, measure)
    if has_errors(found):
        return Issue(diagnostics=sort(found))
    existing = forms_by_measure(source.forms)
    issued: dict[str, IssuedForm] = {}
    left = []
    for done, plan in enumerate(register.measures, 1):
        forms = forms_of_lead(plan, existing.get(plan.id.value, ()), lists.aliases)
        file, outcome = _issue(
            root, plan, register, forms, lists, puzzling, answers.get(plan.id.value), schema.form
        )
        if isinstance(outcome, str):
            left.append((file, outcome))
        else:
            issued[file] = IssuedForm(plan, PurePosixPath(file).name, outcome)
        progress(done, len(register.measures))
    archives: dict[Path, bytes] = {}
    if packs is not None:
        by_unit, more = issue_packs(issued.values(), register, kind, root, packs.day)
        if not more:
            plans = (form.plan for form in issued.values())
            by_unit, more = with_supporting_units(
                by_unit, plans, register, source.forms, lists, kind, root, packs.day
            )
        if more:
            return Issue(left=tuple(left), diagnostics=sort([*found, *more]))
        names = safe_names(by_unit)
        archives = {
            packs.folder / f"{names[unit]}.zip": pack(files) for unit, files in by_unit.items()
        }
    contents = {root / file: form.content for file, form in issued.items()} | archives
    try:
        asides = publish(root, contents)
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
    return unwritable(file, error)


def _issue(
    root: Path,
    plan: PlannedMeasure,
    register: Register,
    forms: Sequence[Record],
    lists: Lists,
    puzzling: Collection[str],
    answers: Contents | None,
    schema: Workbook,
) -> tuple[str, bytes | str]:
    """Return a form's path with the bytes to be written there, or with the reason why it is left
    alone.
    """
    if (kept := left_alone(forms, puzzling)) is not None:
        return kept
    file = place_of_form(plan, forms)
    path = root / file
    if path.exists() and not forms:
        return file, NOT_OURS
    content = new_form(plan, register, forms, lists, answers, schema)
    if content is None or (path.exists() and path.read_bytes() == content):
        return file, UNCHANGED
    return file, content
