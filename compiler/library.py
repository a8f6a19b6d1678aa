"""The library: what each command does, for programs.

A path is a text or a :class:`~pathlib.Path`. No function prints, reads the clock or raises for what
users wrote; what is wrong is among the ``diagnostics`` of what is returned. ``plugins=False``
leaves out the plug-ins of installed packages.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from os import PathLike
from pathlib import Path

from compiler.analysis.defaults import WARNING_DAYS
from compiler.analysis.reissue import Judgement
from compiler.commands.absorbing import Absorption, list_edits
from compiler.commands.adopting import Adopted, Undone, apply_list, undo_last
from compiler.commands.checking import Analysis, analyse
from compiler.commands.comparing import RoundsCompared, compare_rounds, usual_folder
from compiler.commands.compilation import Compilation
from compiler.commands.compiling import compile_project
from compiler.commands.importing import import_project
from compiler.commands.issuing import Issue, issue_forms
from compiler.commands.opening import open_project
from compiler.commands.receiving import Reception
from compiler.commands.receiving import receive as _receive
from compiler.commands.returning import Return
from compiler.commands.returning import return_forms as _return_forms
from compiler.commands.starting import Start, start_project
from compiler.commands.status import ProgressReport, project_status
from compiler.commands.tracing import trace as _trace
from compiler.commands.upgrading import Upgrade, upgrade_project
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.project import Progress, ProjectSource, silent
from compiler.plugins.loading import NO_PLUGINS, Plugins, load_plugins
from compiler.storage.written import OUTPUT_FOLDER
from compiler.tracing.answers import Trace

StrPath = str | PathLike[str]


def start(project: StrPath, kind: str = "", *, layout: str | None = None) -> Start:
    """Create an empty project, as ``zhenggai init`` does."""
    return start_project(Path(project), kind, layout=layout)


def issue(
    project: StrPath,
    *,
    previous: StrPath | None = None,
    as_of: date | None = None,
    same: Iterable[tuple[str, str]] = (),
    other: Iterable[str] = (),
    only_look: bool = False,
    progress: Progress = silent,
) -> Issue:
    """Write a form for every measure of the register and let those that are out follow it, as
    ``zhenggai issue`` does, without packs; ``as_of`` is the day in 发放记录.

    ``same`` are pairs of an old and a new number that are one measure, ``other`` old numbers whose
    measure is no more, where that cannot be told; with ``only_look`` nothing is written.
    """
    said = Judgement(tuple(same), tuple(other))
    earlier = _path(previous)
    return issue_forms(
        Path(project), progress, previous=earlier, day=as_of, said=said, only_look=only_look
    )


def load(
    project: StrPath, progress: Progress = silent
) -> tuple[ProjectSource, tuple[Diagnostic, ...]]:
    """Return the workbooks as read, every cell with its span, and what kept any from being read."""
    opened = open_project(Path(project), progress)
    return opened.source, opened.found


def check(project: StrPath, progress: Progress = silent, *, plugins: bool = True) -> Analysis:
    """Read, link and check a project. Its findings are those before the register's waivers."""
    return analyse(Path(project), progress, plugins=_plugins(plugins))


def compile(  # noqa: A001 - the word the field uses
    project: StrPath,
    output: StrPath | None = None,
    *,
    draft: bool = False,
    progress: Progress = silent,
    plugins: bool = True,
) -> Compilation:
    """Compile a project into ``output``, by default its folder ``output``, as ``zhenggai compile``
    does.
    """
    return compile_project(
        Path(project), _path(output), draft=draft, progress=progress, plugins=_plugins(plugins)
    )


def status(
    project: StrPath,
    as_of: date,
    *,
    output: StrPath | None = None,
    warning_days: int = WARNING_DAYS,
    progress: Progress = silent,
    plugins: bool = True,
) -> ProgressReport:
    """Judge what has arrived by a day and write 报送进度.xlsx, as ``zhenggai status`` does."""
    folder = _path(output) or Path(project) / OUTPUT_FOLDER
    return project_status(
        Path(project), folder, as_of, progress, warning_days, plugins=_plugins(plugins)
    )


def receive(
    project: StrPath,
    paths: Iterable[StrPath],
    at: datetime,
    *,
    progress: Progress = silent,
    plugins: bool = True,
) -> Reception:
    """File forms, folders, archives and mails that came ``at`` a moment, as ``zhenggai receive``
    does.
    """
    own = _plugins(plugins)
    return _receive(Path(project), [Path(path) for path in paths], at, progress, plugins=own)


def return_forms(
    project: StrPath,
    as_of: date,
    output: StrPath,
    *,
    progress: Progress = silent,
    plugins: bool = True,
) -> Return:
    """Write faulty forms to be sent back below ``output``, as ``zhenggai return`` does."""
    return _return_forms(Path(project), Path(output), as_of, progress, plugins=_plugins(plugins))


def trace(
    project: StrPath,
    query: str,
    *,
    output: StrPath | None = None,
    copy: StrPath | None = None,
    progress: Progress = silent,
    plugins: bool = True,
) -> Trace:
    """Say where a text of the notice comes from, or where a cell is used; ``copy`` is an
    edited copy to look in.
    """
    return _trace(
        Path(project),
        query,
        output=_path(output),
        copy=_path(copy),
        progress=progress,
        plugins=_plugins(plugins),
    )


def diff(old: StrPath, new: StrPath, output: StrPath | None = None) -> RoundsCompared:
    """Compare two rounds, or an edited copy with what it was made from, and write 变化对照.xlsx into
    ``output``, by default the one of their project, as ``zhenggai diff`` does.
    """
    folder = _path(output) or usual_folder(Path(old), Path(new))
    return compare_rounds(Path(old), Path(new), folder)


def import_notice(notice: StrPath, project: StrPath, kind: str = "") -> Start:
    """Make a new project of a published notice, as ``zhenggai import`` does."""
    return import_project(Path(notice), Path(project), kind)


def upgrade(project: StrPath, *, everything: bool = False, progress: Progress = silent) -> Upgrade:
    """Rewrite outdated workbooks with the current schema, as ``zhenggai upgrade`` does."""
    return upgrade_project(Path(project), everything=everything, progress=progress)


def absorb(
    project: StrPath,
    copies: Iterable[StrPath],
    *,
    output: StrPath | None = None,
    progress: Progress = silent,
    plugins: bool = True,
) -> Absorption:
    """List what was edited in Word copies, and in which cells it lands, as ``zhenggai absorb``
    does.
    """
    folder = _path(output) or Path(project) / OUTPUT_FOLDER
    paths = [Path(copy) for copy in copies]
    return list_edits(Path(project), paths, folder, progress, plugins=_plugins(plugins))


def adopt(
    project: StrPath,
    edit_list: StrPath,
    as_of: date,
    *,
    output: StrPath | None = None,
    progress: Progress = silent,
    plugins: bool = True,
) -> Adopted:
    """Carry out what was decided on a list of edits, as ``zhenggai absorb --apply`` does."""
    folder = _path(output) or Path(project) / OUTPUT_FOLDER
    own = _plugins(plugins)
    return apply_list(Path(project), Path(edit_list), folder, as_of, progress, plugins=own)


def undo_adoption(project: StrPath) -> Undone:
    """Take back what was adopted last, as ``zhenggai absorb --undo`` does."""
    return undo_last(Path(project))


def _path(path: StrPath | None) -> Path | None:
    """Return the path that a caller named, ``None`` if none."""
    return None if path is None else Path(path)


def _plugins(wanted: bool) -> Plugins:
    """Return the plug-ins that take part, none if they are not wanted."""
    return load_plugins() if wanted else NO_PLUGINS
