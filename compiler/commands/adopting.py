"""A list of edits carried out: adopted ones written into the cells, others sent back to the units; and
the last such step taken back.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import attrs

from compiler.absorbing.application import Decided, decide
from compiler.absorbing.current import current_cells
from compiler.brief import brief
from compiler.commands.checking import Analysis, analyse, lists_of
from compiler.commands.returning import Return, return_forms
from compiler.diagnostics import Diagnostic, complain, has_errors, unwritable
from compiler.excel.reading.office_record import RECORD_FILE
from compiler.excel.reading.project import INPUT_FOLDER, Progress, silent
from compiler.excel.reading.records import Record
from compiler.excel.reading.workbook import is_newer
from compiler.excel.writing.limits import oversized
from compiler.excel.writing.workbooks import write_workbook
from compiler.notice.kind import Kind
from compiler.outputs.edits.adopted import (
    AdoptedWorkbook,
    adopted_form,
    adopted_register,
    adoption_rows,
    by_file,
    office_edits,
    remark_on,
)
from compiler.outputs.edits.earlier_edits import adoptions_into, earlier_edits
from compiler.outputs.edits.edit_list import list_id
from compiler.outputs.edits.edit_list_reading import ROW_FAULT, DecidedList, read_edit_list
from compiler.outputs.rewritten import unrecordable, with_adoptions
from compiler.plugins.loading import NO_PLUGINS, Plugins
from compiler.schema.books import STANDARD, Schema
from compiler.schema.contents import CellContent, FormFault, Lists
from compiler.span import Span
from compiler.storage.adoptions import (
    RECORD,
    AdoptionStep,
    ChangedFile,
    kept_copy,
    read_steps,
    write_steps,
)
from compiler.storage.journal import Aside, resume
from compiler.storage.publish import Remade, publish
from compiler.storage.written import RETURN_FOLDER, sha256

NOTHING_TO_UNDO = "还没有采纳过改稿，或者已经撤回了。"
CHANGED_SINCE = "{file} 在采纳以后又改过，恢复成原样会丢掉后来的改动。请手工改回要改回的地方。"
RECORDED_SINCE = (
    "{file} 在采纳以后又登记过（比如改动已经告知单位），恢复成原样会丢掉登记。"
    "请手工改回要改回的地方。"
)
FORM_GONE = "这一条的填报表现在找不到了，退不了单位。请把那份表放回来，或选“采纳”“不采纳”"
NEWER_FORM = "这一条的填报表是用更新的版本做的，退回的那一份写不全。请先升级本程序"
NOT_KEPT = "{file} 采纳以前的样子不在“旧版”里了，恢复不了。"

Remarks = Mapping[str, Mapping[int, FormFault]]
"""What goes back to units: by the file of a form and the number of the row."""


@attrs.frozen
class Adopted:
    """What became of a list, by the numbers of its rows: ``failed`` if nothing was done at all,
    ``unread`` since list or project cannot be read.
    """

    __repr__ = brief

    adopted: tuple[int, ...] = ()
    returned: tuple[int, ...] = ()
    left: tuple[int, ...] = ()
    written: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    set_aside: tuple[Aside, ...] = ()
    failed: bool = False
    unread: bool = False


@attrs.frozen
class Undone:
    """What was taken back: the files that are as they were before."""

    restored: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def apply_list(
    root: Path,
    path: Path,
    output: Path,
    day: date,
    progress: Progress = silent,
    *,
    schema: Schema = STANDARD,
    plugins: Plugins = NO_PLUGINS,
) -> Adopted:
    """Write what was adopted into forms and register, put what goes back to units into packs below
    ``output``, and record both; all of the adopted rows or none.

    Earlier files are kept under 旧版. Diagnostics: those of :func:`read_edit_list`, what keeps the
    project from being read, R044–R046, R048, R001–R004.
    """
    resume(root)
    listed, found = read_edit_list(path, path.name)
    if listed is None:
        unread = any(one.code != ROW_FAULT for one in found)
        return Adopted(diagnostics=tuple(found), failed=True, unread=unread)
    analysis = analyse(root, progress, schema=schema, plugins=plugins)
    register = analysis.source.register
    if analysis.report is None or analysis.kind is None or register is None:
        return Adopted(diagnostics=analysis.diagnostics, failed=True, unread=True)
    cells = current_cells(analysis.records(), register.file)
    decided, wrong = decide(listed.found, listed.decisions, cells)
    identifier = list_id(listed.found)
    steps = read_steps(root)
    told = {number for step in steps if step.list_id == identifier for number in step.returned}
    back = [number for number in decided.returned if number not in told]
    remarks, homeless = _remarks(listed, back, analysis.source.forms, cells.forms)
    wrong += homeless
    workbooks: list[AdoptedWorkbook] = []
    if not wrong:
        workbooks, wrong = _workbooks(root, analysis, listed, decided, day)
    if has_errors(wrong):
        return Adopted(diagnostics=tuple(wrong), failed=True)
    left = (*decided.open, *listed.missing)
    asides: tuple[Aside, ...] = ()
    written: tuple[Path, ...] = ()
    if workbooks:
        step = AdoptionStep(identifier, (), ())
        try:
            asides, written = _publish(root, workbooks, steps, step)
        except OSError as error:
            found = [_unwritable([one.file for one in workbooks], path.name, error)]
            return Adopted(diagnostics=tuple(found), failed=True)
    adopted = (*decided.adopted, *decided.done)
    done = Adopted(adopted, decided.returned, left, written, tuple(found), asides)
    if not remarks:
        return done
    returned = return_forms(
        root,
        _free_folder(output / RETURN_FOLDER, f"{day.isoformat()} 改稿意见"),
        day,
        schema=schema,
        plugins=plugins,
        remarks={file: [*own.values()] for file, own in remarks.items()},
        recorded=lambda sent: _gone_back(root, identifier, remarks, sent),
    )
    return _sent_back(done, returned, remarks)


def _workbooks(
    root: Path, analysis: Analysis, listed: DecidedList, decided: Decided, day: date
) -> tuple[list[AdoptedWorkbook], list[Diagnostic]]:
    """Return the workbooks with what was adopted, 经办记录 the last, or why there are none."""
    kind, register, report = analysis.kind, analysis.source.register, analysis.report
    assert kind is not None
    assert register is not None
    assert report is not None
    places = {decision.number: decision.place for decision in listed.decisions}
    records = {record.file: record for record in analysis.records()}
    lists = lists_of(kind, register, root)
    workbooks: list[AdoptedWorkbook] = []
    wrong: list[Diagnostic] = []
    for file, writes in by_file(decided.writes).items():
        record = records[file]
        if record is register:
            own, faults = adopted_register(record, (root / file).read_bytes(), writes, places)
        else:
            before = adoptions_into(record, report.record.adoptions, lists.aliases)
            edits = [*earlier_edits(record, before), *office_edits(listed.found, writes, day)]
            own, faults = adopted_form(
                record, writes, edits, analysis.found, lists, kind.schema, places
            )
        wrong += faults
        workbooks += [own] if own is not None else []
    if workbooks and not wrong:
        rows = [*adoption_rows(listed.found, decided.writes, list_id(listed.found), day)]
        made, wrong = _recorded(analysis, kind, rows, lists)
        workbooks += [made] if made is not None else []
    return workbooks, wrong


def _recorded(
    analysis: Analysis, kind: Kind, rows: Sequence[dict[str, CellContent]], lists: Lists
) -> tuple[AdoptedWorkbook | None, list[Diagnostic]]:
    """Return 经办记录 with what was adopted, or why it cannot be written without loss."""
    record, report = analysis.source.office_record, analysis.report
    assert report is not None
    file = record.file if record is not None else f"{INPUT_FOLDER}/{RECORD_FILE}"
    contents = with_adoptions(record, rows)
    wrong = [
        *unrecordable(file, report.record.doubtful, analysis.diagnostics),
        *oversized(kind.schema.office_record, contents, file),
    ]
    if has_errors(wrong):
        return None, wrong
    content = write_workbook(kind.schema.office_record, contents, lists)
    return AdoptedWorkbook(file, record.digest if record is not None else None, content), []


def _publish(
    root: Path,
    workbooks: Sequence[AdoptedWorkbook],
    steps: Sequence[AdoptionStep],
    step: AdoptionStep,
) -> tuple[tuple[Aside, ...], tuple[Path, ...]]:
    """Put the workbooks in place, with the record of what was there before; :class:`OSError` if
    that cannot be done, and then nothing has changed.
    """
    files = tuple(ChangedFile(one.file, one.read, sha256(one.content)) for one in workbooks)
    record = write_steps([*steps, attrs.evolve(step, files=files)])
    remade = {one.file: Remade(one.read, one.content) for one in workbooks}
    asides = publish(root, {root / RECORD: record}, workbooks=remade)
    return asides, tuple(root / one.file for one in workbooks)


def _unwritable(files: Iterable[str], file: str, error: OSError) -> Diagnostic:
    """Return R001 at the one of ``files`` that could not be written, else at ``file``."""
    name = Path(error.filename).name if isinstance(error.filename, str) else ""
    return unwritable(next((own for own in files if Path(own).name == name), file), error)


def _remarks(
    listed: DecidedList,
    numbers: Collection[int],
    forms: Sequence[Record],
    owners: Mapping[tuple[str, str], str],
) -> tuple[Remarks, list[Diagnostic]]:
    """Return by the file of a form what its unit is told, by the number of the row. Diagnostics:
    R044 there is no such form any more, or a fresh one would not hold all of it.
    """
    records = {record.file: record for record in forms}
    remarks: dict[str, dict[int, FormFault]] = {}
    wrong: list[Diagnostic] = []
    for decision in listed.decisions:
        about = listed.found.edits[decision.number - 1].about
        if decision.number not in numbers or about is None:  # of the latter it is told already
            continue
        record = records.get(owners.get((about.measure, about.unit), about.file))
        if record is None or is_newer(record):
            reason = FORM_GONE if record is None else NEWER_FORM
            wrong.append(complain("R044", decision.place, reason=reason))
        else:
            own = remarks.setdefault(record.file, {})
            own[decision.number] = remark_on(listed.found, decision, record)
    return remarks, wrong


def _free_folder(parent: Path, name: str) -> Path:
    """Return a folder that is not there yet: packs of another list, or of a return of the same day,
    must not be written over.
    """
    names = itertools.chain([name], (f"{name}（{number}）" for number in itertools.count(2)))
    return next(folder for own in names if not (folder := parent / own).exists())


def _gone_back(
    root: Path, identifier: str, remarks: Remarks, sent: Collection[str]
) -> dict[Path, bytes]:
    """Return the record of the rows that go back with the forms ``sent``."""
    back = tuple(n for file, own in remarks.items() if file in sent for n in own)
    steps = [*read_steps(root), AdoptionStep(identifier, back, ())]
    return {root / RECORD: write_steps(steps)} if back else {}


def _sent_back(done: Adopted, returned: Return, remarks: Remarks) -> Adopted:
    """Return what was done, with what went back; rows that did not are left."""
    left = tuple(n for file, own in remarks.items() if file not in returned.forms for n in own)
    return attrs.evolve(
        done,
        returned=tuple(number for number in done.returned if number not in left),
        left=(*done.left, *left),
        written=(*done.written, *returned.written),
        diagnostics=(*done.diagnostics, *returned.diagnostics),
        set_aside=(*done.set_aside, *returned.set_aside),
    )


def undo_last(root: Path) -> Undone:
    """Take the last application of a list back: every file it wrote is as it was before.

    What went back to units stays sent. Diagnostics: R047 there is none, or a file was changed
    since, or its earlier content is gone; then nothing is changed.
    """
    resume(root)
    steps = read_steps(root)
    if not steps or not any(step.files for step in steps):
        return Undone(diagnostics=(complain("R047", Span("."), reason=NOTHING_TO_UNDO),))
    last = max(index for index, step in enumerate(steps) if step.files)
    contents: dict[Path, bytes] = {}
    gone: list[Path] = []
    wrong: list[Diagnostic] = []
    for file in steps[last].files:
        target = root / file.name
        if not target.is_file() or sha256(target.read_bytes()) != file.after:
            own = Path(file.name).name == RECORD_FILE
            reason = (RECORDED_SINCE if own else CHANGED_SINCE).format(file=file.name)
            wrong.append(complain("R047", Span(file.name), reason=reason))
            continue
        if file.before is None:
            gone.append(target)
            continue
        kept = kept_copy(root, file)
        if kept is None:
            reason = NOT_KEPT.format(file=file.name)
            wrong.append(complain("R047", Span(file.name), reason=reason))
            continue
        contents[target] = kept.read_bytes()
        gone.append(kept)
    if wrong:
        return Undone(diagnostics=tuple(wrong))
    contents[root / RECORD] = write_steps([*steps[:last], *steps[last + 1 :]])
    names = [file.name for file in steps[last].files]
    restored = tuple(root / name for name in names)
    try:
        publish(root, contents, gone=gone)
    except OSError as error:
        return Undone(diagnostics=(_unwritable(names, names[0], error),))
    return Undone(restored)
