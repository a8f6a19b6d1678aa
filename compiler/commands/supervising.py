"""督查督办通知单: a numbered notice to every unit in the red, recorded in the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import attrs

from compiler.analysis.lights import Light
from compiler.analysis.lowered_register import unit_names
from compiler.analysis.progress import UnitProgress
from compiler.analysis.supervisions import SupervisionNotice, next_numbers, sent_before
from compiler.commands.checking import Analysis, lists_of
from compiler.diagnostics import Diagnostic, complain, has_errors, reason_of
from compiler.excel.reading.records import Record
from compiler.excel.writing.workbooks import write_workbook
from compiler.notice.kind import Kind
from compiler.outputs.filling import contents_of
from compiler.schema.contents import CellContent
from compiler.schema.register import SUPERVISIONS
from compiler.span import Span
from compiler.storage.journal import Aside
from compiler.storage.publish import Remade, publish, safe_name
from compiler.word.letters.letter import write_letter
from compiler.word.letters.supervision import supervision_letter

SUPERVISION_FOLDER = "督办通知单"
ANSWER_DAYS = 7
"""How long a unit has, unless the office names a day."""


@attrs.frozen
class Supervised:
    """The notices written, the units that have one already, and what went wrong."""

    written: tuple[Path, ...] = ()
    already: tuple[str, ...] = ()
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
    """Write a notice for every unit in the red and record it in the register's sheet 督办记录.

    A unit that was sent one for the same measures, not yet due, is passed over. The register is
    written afresh, the earlier file kept under 旧版, together with the notices or not at all:
    what it records was done. Diagnostics: what keeps the register from being rewritten without
    loss, R001–R003.
    """
    report, kind, register = analysis.report, analysis.kind, analysis.source.register
    assert report is not None
    assert kind is not None
    assert register is not None
    wanted = [
        (unit, red)
        for unit in units
        if (red := tuple(it for it in unit.measures if it.light is Light.RED))
    ]
    sent = sent_before(report, day)
    new = [
        (unit, red)
        for unit, red in wanted
        if not {it.measure.id for it in red} <= sent.get(unit.unit, set())
    ]
    already = tuple(
        unit.unit
        for unit, red in wanted
        if {it.measure.id for it in red} <= sent.get(unit.unit, set())
    )
    unread = [
        d
        for d in analysis.diagnostics
        if d.code[0] == "S" and d.spans and d.spans[0].file == register.file
    ]
    if has_errors(unread):
        return Supervised(already=already, diagnostics=tuple(unread))
    numbers = next_numbers(report, day.year)
    notices = [SupervisionNotice(next(numbers), unit, red, day, due) for unit, red in new]
    files: dict[str, bytes] = {}
    for notice in notices:
        content, found = write_letter(supervision_letter(notice), report.information, kind, root)
        if content is None:
            return Supervised(already=already, diagnostics=tuple(found))
        files[f"{SUPERVISION_FOLDER}/{safe_name(f'{notice.number} {notice.unit.unit}')}.docx"] = (
            content
        )
    if not files:
        return Supervised(already=already)
    try:
        contents = {output / name: content for name, content in files.items()}
        remade = Remade(register.digest, _recorded(register, notices, kind, root))
        asides = publish(root, contents, workbooks={register.file: remade})
    except OSError as error:
        name = Path(error.filename).name if isinstance(error.filename, str) else ""
        file = register.file if name == Path(register.file).name else SUPERVISION_FOLDER
        return Supervised(
            already=already,
            diagnostics=(complain("R001", Span(file), file=file, reason=reason_of(error)),),
        )
    return Supervised(tuple(contents), already, set_aside=asides)


def _recorded(
    register: Record, notices: Sequence[SupervisionNotice], kind: Kind, root: Path
) -> bytes:
    contents = contents_of(register)
    rows: list[dict[str, CellContent]] = [
        {
            "number": notice.number,
            "unit": notice.unit.unit,
            "issued_on": notice.issued_on,
            "measures": "、".join(it.measure.id for it in notice.measures),
            "due": notice.due,
        }
        for notice in notices
    ]
    tables = {
        **contents.tables,
        SUPERVISIONS.key: (*contents.tables.get(SUPERVISIONS.key, ()), *rows),
    }
    lists = attrs.evolve(lists_of(kind, register, root), units=unit_names(register)[0])
    return write_workbook(kind.schema.register, attrs.evolve(contents, tables=tables), lists)
