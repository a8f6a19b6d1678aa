"""收件: what units sent is unpacked, recognised, compared, filed and receipted, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import attrs

from compiler.analysis.lowered_record import lower_record
from compiler.analysis.lowered_register import lower_register
from compiler.analysis.lowering import Lowering
from compiler.brief import brief
from compiler.commands.checking import analyse_opened, lists_of
from compiler.commands.compilation import check_document
from compiler.commands.opening import OpenedProject, open_project
from compiler.diagnostics import Diagnostic, complain, has_errors, sort, unwritable
from compiler.excel.reading.office_record import RECORD_FILE
from compiler.excel.reading.project import INPUT_FOLDER, Progress, silent
from compiler.excel.writing.limits import oversized
from compiler.excel.writing.workbooks import write_workbook
from compiler.model.office_record import OfficeRecord
from compiler.outputs.rewritten import unrecordable, with_receipts
from compiler.plugins.loading import NO_PLUGINS, Plugins
from compiler.receiving.delivered import Delivery, open_delivery
from compiler.receiving.filing import (
    LIST_FILE,
    ORIGINALS,
    RECEIPTS,
    RECEIVED_FOLDER,
    Shelf,
    folder_name,
    lock_beside,
    outdated,
    stamp,
)
from compiler.receiving.receipts import ReceivedFile, list_workbook, receipt_texts, record_row
from compiler.receiving.recognised import Known, read_bytes
from compiler.receiving.sorting import FiledForm, sort_delivery
from compiler.schema.books import STANDARD, Schema
from compiler.schema.contents import Lists
from compiler.span import Span
from compiler.storage.journal import Aside, resume
from compiler.storage.names import safe_names
from compiler.storage.publish import Remade, publish
from compiler.vocab import Severity

UNREADABLE, LOCKED = "S110", "S111"


@attrs.frozen
class Reception:
    """What came in and what became of it; ``faults`` is what is wrong with the forms taken. ``failed``:
    nothing was filed, for what ``diagnostics`` say; ``unread``: what is needed cannot be read.
    """

    __repr__ = brief

    files: tuple[ReceivedFile, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    notes: tuple[str, ...] = ()
    written: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    set_aside: tuple[Aside, ...] = ()
    failed: bool = False
    unread: bool = False


@attrs.frozen
class _Opened:
    """The project as it is before anything is filed."""

    project: OpenedProject
    known: Known
    record: OfficeRecord
    lists: Lists
    contacts: Mapping[str, str]


def receive(
    root: Path,
    paths: Sequence[Path],
    at: datetime,
    progress: Progress = silent,
    *,
    schema: Schema = STANDARD,
    plugins: Plugins = NO_PLUGINS,
) -> Reception:
    """File what lies at ``paths``, forms, folders, archives and mails, into the project at ``root``.

    Forms go to input_workbooks, those they replace to 旧版, evidence to 佐证材料; what came as it came,
    what was put aside, receipts and a list to a folder below output/收件; all is recorded in 经办记录.
    What was received before is left as it is. Diagnostics: S110 what cannot be received, S111 a
    workbook to be replaced is open, what keeps the register from being read, R018, R001–R004.
    """
    resume(root)
    if wrong := [one for path in paths for one in _refused(root, path)]:
        return Reception(diagnostics=tuple(wrong), failed=True, unread=True)
    opened = _open(root, progress, schema)
    if isinstance(opened, Reception):
        return opened
    delivery, unread = open_delivery(paths)
    folder = folder_name(root, at)
    shelf = Shelf(root)
    done = sort_delivery(
        delivery, opened.project.source, opened.known, opened.record, opened.lists, shelf, folder
    )
    fresh = [one for one in done.files if not one.again]
    if not fresh:
        failed, nothing = has_errors(unread), not delivery.originals
        return Reception(
            done.files,
            notes=delivery.notes,
            diagnostics=tuple(unread),
            failed=failed,
            unread=failed and nothing,
        )
    files, originals = _with_originals(done.files, delivery, shelf, folder)
    faults = _faults(opened, done.forms, plugins)
    _write_receipts(shelf, folder, files, faults, delivery, opened, at)
    workbooks, wrong = _workbooks(root, opened, files, done.forms, at)
    if wrong:
        return Reception(notes=delivery.notes, diagnostics=sort([*unread, *wrong]), failed=True)
    gone = outdated(root, sum(len(own) for own in originals.values()))
    try:
        contents = {root / file: content for file, content in shelf.files.items()}
        asides = publish(root, contents, gone=gone, workbooks=workbooks)
    except OSError as error:
        name = Path(error.filename).name if isinstance(error.filename, str) else ""
        place = next((file for file in workbooks if Path(file).name == name), RECEIVED_FOLDER)
        return Reception(diagnostics=sort([*unread, unwritable(place, error)]), failed=True)
    return Reception(
        files,
        tuple(one for own in faults.values() for one in own),
        delivery.notes,
        tuple(root / file for file in (*(own.file for own in done.forms), *shelf.files)),
        tuple(unread),
        asides,
    )


def _refused(root: Path, path: Path) -> Iterable[Diagnostic]:
    """Yield S110 for a path that is not there, or that is the project's own workbooks."""
    place = Span(str(path))
    if not path.exists():
        told = {
            "reason": "没有这个文件或文件夹",
            "remedy": "请核对写的路径；有空格的用引号括起来。",
        }
        yield complain(UNREADABLE, place, file=str(path), **told)
        return
    own, inputs = path.resolve(), (root / INPUT_FOLDER).resolve()
    if own == inputs or own in inputs.parents or inputs in own.parents:
        told = {"reason": "这是项目自己的文件", "remedy": "请写单位发来的文件或文件夹。"}
        yield complain(UNREADABLE, place, file=str(path), **told)


def _open(root: Path, progress: Progress, schema: Schema) -> _Opened | Reception:
    """Return what is needed of the project, or why it cannot be read."""
    project = open_project(root, progress, schema)
    source, kind, found = project.source, project.kind, project.found
    if source.register is None or kind is None:
        told = sort([*found, *project.kind_found])
        return Reception(diagnostics=told, failed=True, unread=True)
    lists = lists_of(kind, source.register, root)
    lowering = Lowering(lists, kind.statuses, lists.aliases)
    register = lower_register(source.register, lowering)
    record, record_found = lower_record(source.office_record, found, lowering)
    plans = {plan.id.value: plan for plan in reversed(register.measures) if plan.id}
    known = Known(kind.schema, plans, register.problems, lists.aliases, lists.units, record.issues)
    contacts = {unit.name.value: unit.contact.value for unit in register.units}
    project = attrs.evolve(project, found=(*found, *record_found))
    return _Opened(project, known, record, lists, contacts)


def _with_originals(
    files: Sequence[ReceivedFile], delivery: Delivery, shelf: Shelf, folder: str
) -> tuple[tuple[ReceivedFile, ...], dict[str, bytes]]:
    """Return the files with where the originals they came in are kept, and those."""
    contents = {own.name: own.content for own in delivery.originals}
    wanted = dict.fromkeys(one.item.original for one in files if not one.again)
    places: dict[str, str] = {}
    for name in wanted:
        flat = name.replace("/", "_")
        places[name], _ = shelf.put(f"{folder}/{ORIGINALS}", flat, contents[name])
    kept = {places[name]: contents[name] for name in wanted}
    return tuple(
        attrs.evolve(one, original=places[one.item.original]) if not one.again else one
        for one in files
    ), kept


def _faults(
    opened: _Opened, forms: Iterable[FiledForm], plugins: Plugins
) -> dict[str, list[Diagnostic]]:
    """Return by file what is wrong with the forms taken, in the project as it will be with them."""
    taken = {form.file: form for form in forms}
    if not taken:
        return {}
    records = [record for record in opened.project.source.forms if record.file not in taken]
    found = [one for one in opened.project.found if one.spans[0].file not in taken]
    for file, form in taken.items():
        record, more, _ = read_bytes(form.content, file, opened.known.schema)
        records += [record] if record is not None else []
        found += more
    records.sort(key=lambda record: record.file)
    inputs = tuple(sorted({*opened.project.source.inputs, *taken}))
    source = attrs.evolve(opened.project.source, forms=tuple(records), inputs=inputs)
    project = attrs.evolve(opened.project, source=source, found=tuple(found))
    analysis = analyse_opened(project, plugins=plugins)
    faults: dict[str, list[Diagnostic]] = {}
    for one in check_document(analysis, draft=True).diagnostics:
        file = one.spans[0].file if one.spans else ""
        if file in taken and one.severity is not Severity.HINT:
            faults.setdefault(file, []).append(one)
    return faults


def _write_receipts(
    shelf: Shelf,
    folder: str,
    files: Sequence[ReceivedFile],
    faults: Mapping[str, Sequence[Diagnostic]],
    delivery: Delivery,
    opened: _Opened,
    at: datetime,
) -> None:
    """Lay the texts for the units and the office's list on the shelf."""
    texts = receipt_texts(files, faults, opened.known.plans, opened.contacts, at)
    for unit, name in safe_names(texts).items():
        shelf.put(f"{folder}/{RECEIPTS}", f"{name}.txt", texts[unit].encode())
    shelf.put(folder, LIST_FILE, list_workbook(files, faults, delivery.notes))


def _workbooks(
    root: Path,
    opened: _Opened,
    files: Iterable[ReceivedFile],
    forms: Sequence[FiledForm],
    at: datetime,
) -> tuple[dict[str, Remade], list[Diagnostic]]:
    """Return the forms and 经办记录 as they will be, or why nothing can be filed."""
    record = opened.project.source.office_record
    file = record.file if record is not None else f"{INPUT_FOLDER}/{RECORD_FILE}"
    when = stamp(at)
    rows = [record_row(one, when) for one in files if not one.again]
    contents = with_receipts(record, rows)
    schema = opened.known.schema.office_record
    wrong: list[Diagnostic] = [
        *unrecordable(file, opened.record.doubtful, opened.project.found),
        *oversized(schema, contents, file),
    ]
    for own in (*(form.file for form in forms), file):
        if (lock := lock_beside(root / own)) is not None:
            wrong.append(complain(LOCKED, Span(own), file=own, lock=lock.name))
    if has_errors(wrong):
        return {}, wrong
    written = write_workbook(schema, contents, opened.lists)
    remade = {form.file: Remade(form.read, form.content) for form in forms}
    digest = record.digest if record is not None else None
    return remade | {file: Remade(digest, written)}, []
