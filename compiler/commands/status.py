"""Who owes what: the state of every unit on a given day, as a workbook and as texts to send."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs

from compiler.analysis.answers import is_blank
from compiler.analysis.defaults import WARNING_DAYS
from compiler.analysis.progress import UnitProgress, unit_progress
from compiler.brief import brief
from compiler.commands.checking import Analysis, analyse
from compiler.commands.compilation import check_document
from compiler.diagnostics import Diagnostic, unwritable
from compiler.excel.reading.project import Progress, ReadWorkbook, silent
from compiler.outputs.chase import chase_text
from compiler.outputs.check_report_rows import path_between
from compiler.outputs.progress import status_workbook
from compiler.plugins.loading import NO_PLUGINS, Plugins
from compiler.schema.books import STANDARD, Schema
from compiler.storage.journal import Aside, resume
from compiler.storage.names import safe_names
from compiler.storage.publish import publish
from compiler.storage.written import home_of, name_in, read_record

STATUS_FILE, CHASE_FOLDER = "报送进度.xlsx", "催报"


@attrs.frozen
class ProgressReport:
    """How far every unit has come on a day; ``units`` is ``None`` if there is no usable
    register.
    """

    __repr__ = brief

    day: date
    units: tuple[UnitProgress, ...] | None
    analysis: Analysis
    written: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]
    set_aside: tuple[Aside, ...] = ()


def project_status(
    root: Path,
    output: Path,
    day: date,
    progress: Progress = silent,
    warning_days: int = WARNING_DAYS,
    schema: Schema = STANDARD,
    plugins: Plugins = NO_PLUGINS,
    read: ReadWorkbook | None = None,
) -> ProgressReport:
    """Judge what has arrived by ``day`` and write 报送进度.xlsx and 催报 into ``output``.

    Nothing that is missing or wrong in a form is a failure: that is what it reports. Diagnostics:
    what keeps the register from being read, R001.
    """
    home = home_of(output, root)
    resume(home)
    analysis = analyse(root, progress, schema=schema, plugins=plugins, read=read)
    if analysis.report is None:
        return ProgressReport(day, None, analysis, (), analysis.diagnostics)
    checked = check_document(analysis, draft=True)
    blank = {record.file for record in analysis.source.forms if is_blank(record)}
    units = unit_progress(analysis.report, checked.diagnostics, blank, day, warning_days)
    book = status_workbook(units, path_between(output, root), analysis.report, day)
    files = {output / STATUS_FILE: book}
    names = safe_names(unit.unit for unit in units)
    chases = {
        output / CHASE_FOLDER / f"{names[unit.unit]}.txt": chase_text(
            unit, day, analysis.report.schema.form.words
        )
        for unit in units
    }
    files |= {path: text.encode() for path, text in chases.items() if text}
    listed = read_record(home)
    written = {
        path
        for path in (output / CHASE_FOLDER).glob("*.txt")
        if path in chases or name_in(home, path) in listed
    }
    try:
        # whoever has reported since must not be asked again
        asides = publish(home, files, gone=sorted(written - {*files}))
    except OSError as error:
        found = unwritable(STATUS_FILE, error)
        return ProgressReport(day, units, analysis, (), (found,))
    return ProgressReport(day, units, analysis, tuple(files), (), asides)
