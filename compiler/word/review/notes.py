"""What the review copy says beside the text: one comment a measure, the problems and office prose
something is said of.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from compiler.analysis.merging import published_answers
from compiler.analysis.waivers import subject_of, subjects_of
from compiler.excel.reading.project import INPUT_FOLDER
from compiler.model.document import Run, RunKind
from compiler.model.provenance import Finding, Provenance, numbered_runs
from compiler.model.register import Information
from compiler.model.report import Measure, Problem, Report
from compiler.model.submission import SignOff, Submission
from compiler.model.values import Day, Text, written
from compiler.notice.dates import write_day
from compiler.rules.table import HOUSEKEEPING
from compiler.schema.definitions import Workbook
from compiler.span import Span
from compiler.vocab import IMPORTED
from compiler.word.review.copy import Note
from compiler.wordfile.own_headers import review_line

GAP = "\u3000"
SHARED = 4
"""A finding about more subjects than this is told only where it is to be mended."""

Runs = dict[str, Run]


@attrs.frozen
class _Printed:
    """The runs of a notice by their ids, those of each subject, and which prints the cell of a
    problem's title first.
    """

    runs: Runs
    own: Mapping[str | None, Sequence[str]]
    titles: Mapping[Span, str]


def review_header(information: Information, number: str) -> str:
    """Return the line on top of every page: what it is, of which round, from which compile, and
    that it stays inside.
    """
    day = information.cut_off.value or information.signed_on.value
    until = "数据截至" if information.cut_off.value else ""
    return review_line(f"{until}{write_day(day)}" if day else "", number)


def underlined(provenance: Provenance) -> dict[str, list[tuple[int, int]]]:
    """Return, by the id of a run, where in its text the numbers stand that nobody vouches for."""
    wanted: dict[Span, list[Span]] = defaultdict(list)
    for span in provenance.unbound:
        wanted[span.whole_cell].append(span)
    ranges: dict[str, list[tuple[int, int]]] = {}
    for identifier, _, run in numbered_runs(provenance.document):
        if (
            run.kind is RunKind.FIELD
            and run.origin
            and (own := wanted.get(run.sources[0].whole_cell))
        ):
            text, offset = run.origin.text, run.origin.start
            places = [
                tuple(_position(text, at or 0) - offset for at in (span.start, span.end))
                for span in own
            ]
            ranges[identifier] = [
                (start, end) for start, end in places if 0 <= start < end <= len(run.text)
            ]
    return {identifier: found for identifier, found in ranges.items() if found}


def _position(text: Text, offset: int) -> int:
    """Return where in the cleaned text a character of the cell stands."""
    return offset if text.offsets is None else bisect_left(text.offsets, offset)


def review_notes(report: Report, provenance: Provenance) -> list[Note]:
    """Return the comments: one for every measure, and so that every finding about what is said
    stands in one of them; those about the office's own papers are none of its readers' business.
    """
    runs = {identifier: run for identifier, _, run in numbered_runs(provenance.document)}
    if not runs:
        return []
    subjects = subjects_of(report)
    by_subject: dict[str, list[Finding]] = defaultdict(list)
    rest: list[Finding] = []
    for finding in provenance.findings:
        if finding.code in HOUSEKEEPING:
            continue
        names = dict.fromkeys(
            name for span in finding.places if (name := subject_of(span, subjects))
        )
        own = list(names) if len(names) <= SHARED else list(names)[:1]
        for name in own:
            by_subject[name].append(finding)
        if not own:
            rest.append(finding)
    printed = _printed(runs, report)
    notes: list[Note] = []
    for problem in report.problems():
        notes += _problem_note(printed, problem, by_subject[f"问题{problem.number}"])
        for measure in problem.measures:
            first, last = _place_of_measure(printed, problem, measure)
            lines = _measure_lines(measure, by_subject[measure.id], report.schema.form)
            notes.append(Note(tuple(lines), first, last))
    prose, others = _of_prose(runs, rest)
    for identifier, findings in prose.items():
        said = [where(runs[identifier].sources[0]), *_finding_lines(findings)]
        notes.append(Note(tuple(said), identifier, identifier))
    return [_general_note(runs, provenance, others), *notes]


# Where a comment stands


def _printed(runs: Runs, report: Report) -> _Printed:
    """Gather where the subjects and the titles of a report are printed."""
    wanted = {problem.plan.title.span for problem in report.problems()}
    own: dict[str | None, list[str]] = defaultdict(list)
    titles: dict[Span, str] = {}
    for identifier, run in runs.items():
        own[run.subject].append(identifier)
        if run.sources[0] in wanted:
            titles.setdefault(run.sources[0], identifier)
    return _Printed(runs, own, titles)


def _place_of_measure(printed: _Printed, problem: Problem, measure: Measure) -> tuple[str, str]:
    """Return the runs of a measure's ordinal and theme, as far as it has them, or of what else the
    notice first prints of it.
    """
    runs, own = printed.runs, printed.own.get(measure.id, ())
    files = {form.span.file for form in measure.forms}
    theme = measure.submission.theme.span if measure.submission else None
    for identifier in own:
        run = runs[identifier]
        if run.kind is RunKind.HOLE or (run.kind is RunKind.FIELD and run.sources[0].file in files):
            before = _before(identifier)
            if (
                before not in runs
                or runs[before].kind is not RunKind.NUMBER
                or runs[before].subject != measure.id
            ):
                return identifier, identifier
            return before, identifier if run.kind is RunKind.HOLE or run.sources[
                0
            ] == theme else before
    place = own[0] if own else _place_of_problem(printed, problem)
    return place, place


def _before(identifier: str) -> str:
    """Return the id of the run before another."""
    return f"r{int(identifier[1:]) - 1:05d}"


def _place_of_problem(printed: _Printed, problem: Problem) -> str:
    """Return the run that a note on a problem hangs on: its title, else its first, else the first
    of all.
    """
    own = printed.own.get(f"问题{problem.number}", ())
    return printed.titles.get(problem.plan.title.span) or next(iter(own or printed.runs))


def _of_prose(
    runs: Runs, findings: Iterable[Finding]
) -> tuple[dict[str, list[Finding]], list[Finding]]:
    """Part findings into those on a cell that is printed, by the run that prints it first, and
    the others.
    """
    printed: dict[Span, list[tuple[str, Span]]] = defaultdict(list)
    for identifier, run in runs.items():
        if run.kind is not RunKind.FRAME:
            printed[run.sources[0].whole_cell].append((identifier, run.sources[0]))
    prose: dict[str, list[Finding]] = defaultdict(list)
    others: list[Finding] = []
    for finding in findings:
        span = finding.places[0] if finding.places else None
        candidates = printed.get(span.whole_cell, []) if span and span.cell else []
        if span and candidates:
            within = (
                i
                for i, place in candidates
                if (place.start or 0) <= (span.start or 0) < (place.end or 10**6)
            )
            prose[next(within, candidates[0][0])].append(finding)
        else:
            others.append(finding)
    return prose, others


# What a comment says


def where(span: Span) -> str:
    """Return a place as a reader looks it up: the file without the common folder, then sheet and
    cell.
    """
    file = span.file.removeprefix(f"{INPUT_FOLDER}/")
    return f"{file}  {span.sheet}!{span.cell}" if span.cell else file


def _measure_lines(measure: Measure, findings: Sequence[Finding], book: Workbook) -> Iterator[str]:
    """Yield the note on a measure: who answered, when, what was found."""
    form = measure.submission
    yield GAP.join([measure.id, measure.plan.lead_unit.value or "牵头单位未定", _standing(measure)])
    if form is None:
        yield "填报表还没有收到。"
    else:
        yield f"来源：{_cells_of(form, book)}"
        yield f"审签：{_signed(form.sign_off)}"
    for other in measure.supporting:
        yield from _supporting_lines(other, book)
    yield from _finding_lines(findings) if findings else ["意见：没有。"]


def _standing(measure: Measure) -> str:
    """Say how far the measure is: its status, and by when it was or will be completed."""
    form = measure.submission
    if form is None:
        return "尚未报来"
    if form.status is None:
        return f"完成状态不明（{form.status_text.value}）" if form.status_text else "完成状态未填"
    if form.status.complete:
        return form.status.name + (
            f"（{_day(form.completed_on)}）" if form.completed_on.text else ""
        )
    deadline = form.follow_up.deadline.value.rstrip("。")
    return form.status.name + (f"（完成时限：{deadline}）" if deadline else "（没有填完成时限）")


def _cells_of(form: Submission, book: Workbook) -> str:
    """Name the cells of a form that hold what it says for the notice, those on one sheet
    together.
    """
    own = published_answers(form, book)
    spans = [value.span for value in own if written(value) != IMPORTED]
    if not spans:
        return where(form.span)
    return where(spans[0]) + "".join(f"、{span.cell}" for span in spans[1:])


def _signed(sign_off: SignOff) -> str:
    """Return who approved a form and when, or that nobody did."""
    approver = sign_off.approver
    if not approver or approver.imported:
        return "没有" + ("（由通报导入）" if approver.imported else "")
    return f"{approver.value}{GAP}{_day(sign_off.approved_on) or '没有填日期'}"


def _day(day: Day) -> str:
    """Return a day as it is written, or what stands in its place."""
    return write_day(day.value) if day.value else day.text


def _supporting_lines(form: Submission, book: Workbook) -> Iterator[str]:
    """Quote the prose of a supporting unit, which the lead unit has not taken over."""
    texts = [written(value) for value in published_answers(form, book)]
    yield f"责任单位{form.unit.value}也报了表{'' if texts else '，只有数据'}：{_cells_of(form, book)}"
    if texts:
        yield f"其中这些话没有印入通报：{''.join(_ended(text) for text in texts)}"


def _ended(text: str) -> str:
    """Return a sentence with its full stop."""
    return text if text.endswith(("。", "!", "?", "！", "？")) else f"{text}。"


def _problem_note(
    printed: _Printed, problem: Problem, findings: Sequence[Finding]
) -> Iterator[Note]:
    """Yield a comment if the register decides the status otherwise than the measures, or
    something is said of the problem.
    """
    plan, lines = problem.plan, []
    if plan.override_text:
        reason = plan.override_reason.value or "没有写理由"
        lines.append(
            f"另行认定为“{plan.override_text.value}”（{where(plan.override_text.span)}）：{reason}"
        )
    lines += _finding_lines(findings)
    if lines:
        status = problem.status.name if problem.status else "完成状态不明"
        place = _place_of_problem(printed, problem)
        yield Note((f"问题{problem.number}{GAP}{status}", *lines), place, place)


def _general_note(runs: Runs, provenance: Provenance, findings: Sequence[Finding]) -> Note:
    """Explain the marks, and tell what belongs nowhere else."""
    lines = ["每条措施旁有一条批注，写明谁报的、在哪一格、办到哪一步、谁审签。"]
    if provenance.unbound:
        lines.append(
            f"下加虚线的数字，没有登记为数据指标，也没有与别的数核对过，共 {len(provenance.unbound)} 处。"
        )
    if any(run.kind is RunKind.HOLE for run in runs.values()):
        lines.append("黄底的【】是还缺的内容。")
    lines.append("想知道一句话从哪里来，可让办公室运行：zhenggai trace 那句话")
    if findings:
        lines += _finding_lines(findings, "其他意见")
    first = next(iter(runs))
    return Note(tuple(lines), first, first)


def _finding_lines(findings: Sequence[Finding], title: str = "意见") -> list[str]:
    """Return a count and a line for each finding; the same sentence over several places is told
    once.
    """
    same: dict[tuple[str, str, str, str], list[Finding]] = {}
    for finding in findings:
        same.setdefault(
            (finding.severity, finding.code, finding.message, finding.waived), []
        ).append(finding)
    if not same:
        return []
    return [f"{title} {len(same)} 条：", *(_finding_line(own) for own in same.values())]


def _finding_line(findings: Sequence[Finding]) -> str:
    """Return one line for findings that say the same of several places."""
    finding = findings[0]
    places = "、".join(dict.fromkeys(where(one.places[0]) for one in findings if one.places))
    place = f"（{places}）" if places else ""
    if finding.waived:
        return f"已豁免 {finding.code} {finding.message}{place}豁免理由：{finding.waived}"
    return f"{finding.severity} {finding.code} {finding.message}{place}"
