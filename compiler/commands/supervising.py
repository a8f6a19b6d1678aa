"""督查督办通知单: a numbered notice to every unit in the red, recorded in 经办记录."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import attrs

from compiler.analysis.progress import UnitProgress
from compiler.analysis.supervisions import notices_due
from compiler.commands.checking import Analysis, lists_of
from compiler.diagnostics import Diagnostic, has_errors, unwritable
from compiler.excel.reading.office_record import RECORD_FILE
from compiler.excel.reading.project import INPUT_FOLDER
from compiler.excel.writing.limits import oversized
from compiler.excel.writing.workbooks import write_workbook
from compiler.outputs.rewritten import unread_in, unrecordable, with_supervisions
from compiler.storage.journal import Aside
from compiler.storage.names import safe_name
from compiler.storage.publish import Remade, publish
from compiler.storage.written import SUPERVISION_FOLDER
from compiler.word.letters.letter import write_letter
from compiler.word.letters.supervision import supervision_letter
from compiler.word.letters.terms import missing_terms

ANSWER_DAYS = 7
"""How long a unit has, unless the office names a day: a week, which ends on the same day
of the week."""


@attrs.frozen
class Supervised:
    """The notices written, the units that have one already, the measures in the red that the office
    has to issue anew first, and what went wrong.
    """

    written: tuple[Path, ...] = ()
    already: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    set_aside: tuple[Aside, ...] = ()


def supervise(
    analysis: Analysis,
    units: Sequence[UnitProgress],
    root: Path,
    output: Path,
    day: date,
    due: date,
) -> Supervised:
    """Write a notice for every unit in the red and record it in the sheet 督办记录 of 经办记录.

    A unit that was sent one for the same measures, not yet due, is passed over. 经办记录 is written
    afresh, the earlier file kept under 旧版, together with the notices or not at all: what it
    records was done; without any notice it is left as it is, whatever is wrong with it. Diagnostics: what is not understood of the register, R018 and what keeps
    经办记录 from being rewritten without loss, R070 an organ that is not named, R001–R004. ``due``
    is not before ``day``.
    """
    report, kind, source = analysis.report, analysis.kind, analysis.source
    register, record = source.register, source.office_record
    assert report is not None
    assert kind is not None
    assert register is not None
    unread = unread_in(register, analysis.diagnostics)
    notices, already = notices_due(report, units, day, due)
    red = (it for unit in units for it in unit.overdue if it.office_mends)
    held = tuple(it.measure.id for it in red)
    if not notices and not has_errors(unread):
        return Supervised(already=already, held=held)
    file = record.file if record is not None else f"{INPUT_FOLDER}/{RECORD_FILE}"
    if notices:
        unread += unrecordable(file, report.record.doubtful, analysis.diagnostics)
        unread += (*missing_terms(report.register, answered_by=False),)
    contents = with_supervisions(record, notices)
    unread += (*oversized(kind.schema.office_record, contents, file),)
    if has_errors(unread):
        return Supervised(already=already, diagnostics=unread)
    files: dict[str, bytes] = {}
    for notice in notices:
        content, found = write_letter(
            supervision_letter(notice, report.information), report.information, kind, root
        )
        if content is None:
            return Supervised(already=already, diagnostics=tuple(found))
        files[f"{SUPERVISION_FOLDER}/{safe_name(f'{notice.number} {notice.unit.unit}')}.docx"] = (
            content
        )
    lists = lists_of(kind, register, root)
    written = write_workbook(kind.schema.office_record, contents, lists)
    remade = Remade(record.digest if record is not None else None, written)
    letters = {output / name: content for name, content in files.items()}
    try:
        asides = publish(root, letters, workbooks={file: remade})
    except OSError as error:
        name = Path(error.filename).name if isinstance(error.filename, str) else ""
        place = file if name == Path(file).name else SUPERVISION_FOLDER
        return Supervised(already=already, diagnostics=(unwritable(place, error),))
    return Supervised(tuple(letters), already, held, set_aside=asides)
