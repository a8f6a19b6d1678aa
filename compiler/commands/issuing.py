"""Forms issued from the register: one a measure, which follows it when the register changes; no answer
is lost, and none comes to stand under another measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

import attrs

from compiler.analysis.issue_log import read_log
from compiler.analysis.link import unique_plans
from compiler.analysis.lowered_record import lower_record
from compiler.analysis.lowered_register import lower_register, unit_names
from compiler.analysis.lowering import Lowering
from compiler.analysis.reissue import NOTHING_SAID, Event, Judgement
from compiler.analysis.renumbered_mentions import mentions_to_be_checked
from compiler.brief import brief
from compiler.commands.checking import lists_of
from compiler.commands.opening import open_project
from compiler.commands.supporting import with_supporting_units
from compiler.diagnostics import Diagnostic, complain, has_errors, sort, unwritable
from compiler.excel.reading.office_record import RECORD_FILE
from compiler.excel.reading.project import INPUT_FOLDER, Progress, ProjectSource, silent
from compiler.excel.reading.workbook import is_newer
from compiler.excel.writing.limits import oversized
from compiler.excel.writing.workbooks import write_workbook
from compiler.model.register import Register
from compiler.notice.kind import Kind
from compiler.outputs.issuing.earlier_answers import EarlierAnswers, earlier_answers
from compiler.outputs.issuing.evidence_moves import FolderMove, evidence_moves, moved_files
from compiler.outputs.issuing.issue_places import Layout, lay_out
from compiler.outputs.issuing.issue_plan import plan_issue
from compiler.outputs.issuing.issue_steps import (
    Change,
    FormWrite,
    IssuePlan,
    Known,
    PutAway,
    present_numbers,
)
from compiler.outputs.issuing.issued import NOT_OURS, concerns_forms
from compiler.outputs.rewritten import too_long_for, unrecordable, with_issues
from compiler.package.parts import pack
from compiler.schema.books import STANDARD, Schema
from compiler.schema.contents import Lists
from compiler.span import Span
from compiler.storage.journal import Aside, resume
from compiler.storage.names import safe_names
from compiler.storage.publish import Remade, publish
from compiler.word.letters.issue import Withdrawn
from compiler.word.letters.packs import ChangedForm, IssuedForm, IssueNews, issue_packs

GIVEN_OUT = (Event.FIRST, Event.ADDED, Event.AGAIN)
"""Recorded only if the form could be put where it belongs."""


@attrs.frozen
class Packs:
    """Where the archives go, and the day the letters in them bear."""

    folder: Path
    day: date


@attrs.frozen
class Issue:
    """What issuing did: paths relative to the project, why some were left alone, and whose
    measures were written; what changed since forms went out, which files were put into 旧版 and which
    folders of evidence are called otherwise.
    ``unread``: there is no project that can be read.
    """

    __repr__ = brief

    written: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    packs: tuple[Path, ...] = ()
    set_aside: tuple[Aside, ...] = ()
    unread: bool = False
    changes: tuple[Change, ...] = ()
    put_away: tuple[str, ...] = ()
    evidence: tuple[FolderMove, ...] = ()


def issue_forms(
    root: Path,
    progress: Progress = silent,
    *,
    previous: Path | None = None,
    packs: Packs | None = None,
    day: date | None = None,
    said: Judgement = NOTHING_SAID,
    only_look: bool = False,
    schema: Schema = STANDARD,
) -> Issue:
    """Write a form for every measure of the register under ``input_workbooks/<lead unit>/``, and let
    those that are out follow what changed in it since.

    What was issued is told from 发放记录, where there is none from the forms. Forms keep every answer;
    what they were before is kept under 旧版, as are forms of measures that are no more, or another
    unit's now, to which the old answer is offered. With ``previous``, the project of an earlier
    round, new forms begin with its answers, sign-off aside. With ``packs``, what is new to a unit is
    also put into an archive with a letter, and so is what supporting units are sent. Forms, archives and 发放记录, whose rows are dated ``day``,
    are written together or not at all; with ``only_look`` nothing is. ``said`` is what a person has
    decided. Diagnostics: what keeps the registers' lists from being read, L013, L062–L064, R018,
    R060, R061, R070, R071, R001–R004.
    """
    resume(root)
    project = open_project(root, schema=schema)
    source, kind, found = project.source, project.kind, [*project.found]
    if source.register is None:
        return Issue(diagnostics=sort(found), unread=True)
    if is_newer(source.register):  # forms made from it would lack what cannot be read
        return Issue(
            diagnostics=sort(
                d for d in found if d.code == "S021" and d.spans[0].file == source.register.file
            ),
            unread=True,
        )
    if kind is None:
        return Issue(diagnostics=sort([*found, *project.kind_found]), unread=True)
    base, schema = schema, kind.schema
    lists = lists_of(kind, source.register, root)
    lowering = Lowering(lists, kind.statuses, lists.aliases)
    register = lower_register(source.register, lowering)
    read = found
    found = [d for d in [*read, *lowering.found] if concerns_forms(d, source.register.file)]
    unique_plans(register.measures, found)
    record, record_found = lower_record(source.office_record, read, lowering)
    earlier = EarlierAnswers({})
    if previous:
        before, more = _earlier(previous, source, register, kind, lists, base)
        if before is None:
            return Issue(diagnostics=sort([*found, *more]), unread=True)
        earlier = before
        found += more
    found += too_long_for(source.register, schema)
    for measure, carried in earlier.by_measure.items():
        found += oversized(schema.form, carried, measure)
    log = read_log(record.issues)
    if has_errors(found):
        return Issue(diagnostics=sort(found))
    plan = plan_issue(
        source.forms,
        Known(register, log, read, earlier.by_measure, record.adoptions, lists, schema, said),
        progress,
    )
    moved = {it.former: it.measure for it in plan.changes if it.former and it.former != it.measure}
    found += mentions_to_be_checked(register, moved, day or (packs.day if packs else None))
    layout = lay_out(plan.writes, plan.away, source.forms, lambda file: (root / file).exists())
    found += plan.found
    left = (*plan.left, *((it.place, NOT_OURS) for it in layout.left))
    books, more = _recorded(
        source,
        plan,
        layout,
        lists,
        schema,
        day or (packs.day if packs else None),
        [*read, *record_found],
    )
    if has_errors(more):
        return Issue(diagnostics=sort([*found, *more]), left=left, changes=tuple(plan.changes))
    archives: dict[Path, bytes] = {}
    if packs is not None:
        told = _news(layout.writes, plan.away)
        by_unit, more = issue_packs(told, register, kind, root, packs.day)
        if not more:
            plans = [*(it.plan for it in told.fresh), *(it.plan for it in told.changed)]
            ids = {str(row["measure"]): str(row["issue_id"]) for row in plan.rows}
            by_unit, more = with_supporting_units(
                by_unit, plans, ids, register, source.forms, lists, kind, root, packs.day
            )
        if more:
            return Issue(left=left, diagnostics=sort([*found, *more]))
        names = safe_names(by_unit)
        archives = {
            packs.folder / f"{names[unit]}.zip": pack(files) for unit, files in by_unit.items()
        }
    remade = {file: Remade(*own) for file, own in layout.remade.items()}
    written = tuple(it.place for it in layout.writes)
    away = tuple(it.form.file for it in plan.away)
    evidence = evidence_moves(root, plan.numbered, plan.added)
    asides: tuple[Aside, ...] = ()
    if not only_look:
        contents = {root / file: content for file, content in layout.fresh.items()} | archives
        try:
            files = moved_files(root, evidence)
            asides = publish(root, contents, moved=files, workbooks={**remade, **books})
        except OSError as error:
            place = _refused(error, [*written, *away, *books, *_files(evidence)], packs)
            return Issue(left=left, diagnostics=sort([*found, unwritable(place, error)]))
    return Issue(
        written,
        left,
        sort(found),
        tuple(archives),
        asides,
        changes=tuple(plan.changes),
        put_away=away,
        evidence=evidence,
    )


def _files(moves: Iterable[FolderMove]) -> Iterable[str]:
    return (f"{move.old}/{file}" for move in moves for file in move.files)


def _earlier(
    previous: Path,
    source: ProjectSource,
    register: Register,
    kind: Kind,
    lists: Lists,
    base: Schema,
) -> tuple[EarlierAnswers | None, list[Diagnostic]]:
    """Return what an earlier round hands on, ``None`` if it cannot be read. Diagnostics: of reading it,
    or R060 of measures that could be several of the new round.
    """
    project = open_project(previous, schema=base)
    earlier, found = project.source, [*project.found]
    if earlier.register is None:
        return None, found
    aliases = {**unit_names(earlier.register)[1], **lists.aliases}
    own = attrs.evolve(lists_of(kind, earlier.register, previous), aliases=aliases)
    lowering = Lowering(own, kind.statuses, aliases)
    was = lower_register(earlier.register, lowering)
    record, _ = lower_record(earlier.office_record, found, lowering)
    answers = earlier_answers(
        was, earlier.forms, read_log(record.issues), register, kind.schema.form, aliases
    )
    if not answers.unsure or source.register is None:
        return answers, []
    told = complain("R060", Span(source.register.file), ids="、".join(answers.unsure))
    return answers, [told]


def _recorded(
    source: ProjectSource,
    plan: IssuePlan,
    layout: Layout,
    lists: Lists,
    schema: Schema,
    day: date | None,
    found: Iterable[Diagnostic],
) -> tuple[dict[str, Remade], list[Diagnostic]]:
    """Return 经办记录 with what is done now, nothing if there is nothing to be recorded. Diagnostics:
    R018 and what keeps it from being rewritten, R004.
    """
    kept_back = {(it.plan.id.value, it.unit) for it in layout.left}
    done = [
        row
        for row in plan.rows
        if row["event"] not in GIVEN_OUT or (str(row["measure"]), str(row["unit"])) not in kept_back
    ]
    if not done:
        return {}, []
    record = source.office_record
    file = record.file if record is not None else f"{INPUT_FOLDER}/{RECORD_FILE}"
    troubles = [*unrecordable(file, (), found)]
    places = {(it.plan.id.value, it.unit): it.place for it in layout.writes}
    rows = [
        {
            **row,
            "issued_on": day,
            "file": places.get((str(row.get("measure")), str(row.get("unit")))),
        }
        for row in done
    ]
    contents = with_issues(record, rows, plan.renumbered, present_numbers(plan.numbered))
    troubles += oversized(schema.office_record, contents, file)
    if has_errors(troubles):
        return {}, troubles
    written = write_workbook(schema.office_record, contents, lists)
    return {file: Remade(record.digest if record is not None else None, written)}, troubles


def _news(writes: Sequence[FormWrite], away: Sequence[PutAway]) -> IssueNews:
    """Return what the units are told: of new forms, of changed ones, of those that are no more."""
    fresh = [
        IssuedForm(it.plan, PurePosixPath(it.place).name, it.content, it.offered_by)
        for it in writes
        if not it.differences
    ]
    changed = [
        ChangedForm(it.unit, it.plan, PurePosixPath(it.place).name, it.content, it.differences)
        for it in writes
        if it.differences
    ]
    gone = [
        Withdrawn(it.unit, it.measure, it.planned, it.now) for it in away if it.event is not None
    ]
    return IssueNews(fresh, changed, gone)


def _refused(error: OSError, files: Iterable[str], packs: Packs | None) -> str:
    """Return the file that could not be written or taken away, else the folder of the archives."""
    name = Path(error.filename).name if isinstance(error.filename, str) else ""
    named = (file for file in files if Path(file).name == name)
    return next(named, packs.folder.name if packs else INPUT_FOLDER)
