"""Statuses as the register judges them against what the forms say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.analysis.lights import due_day, limit_of
from compiler.chinese.prose_dates import dates, last_named
from compiler.chinese.quantities import quantities
from compiler.chinese.unfinished import all_done, going_on
from compiler.diagnostics import Diagnostic, complain
from compiler.model.register import form_of
from compiler.model.report import Measure, Report
from compiler.model.submission import Submission
from compiler.model.values import Text, places
from compiler.schema.books import block
from compiler.schema.definitions import Requirement, members
from compiler.schema.form import FOLLOW_UP
from compiler.vocab import Need

LONG_TERM = "长期坚持"
MANY = 3
"""From so many figures on, a text without a registered one is worth a hint. By judgement: one or
two stand in almost any text."""
ENCLOSED = re.compile(
    r"(?:详见|见)附件|附后|(?:另附|后附|附)(?:有)?(?:佐证|证明)?材料|佐证材料(?:见|附)"
)


def incomplete_without_follow_up(report: Report) -> Iterator[Diagnostic]:
    """C001 a problem judged to need a follow-up of which no measure carries one, in a notice that
    prints them.
    """
    asked = block(report.schema.form, FOLLOW_UP.key)
    if not any(field.requirement is Requirement.WHEN_INCOMPLETE for field in members(asked)):
        return
    for problem in report.problems():
        override = problem.plan.status_override
        needed = override is not None and override.needs is Need.FOLLOW_UP
        if override and needed and problem.measures and not problem.matters:
            span = problem.plan.override_text.span
            none = complain("C001", span, number=problem.number, status=override.name)
            plans = [measure.plan for measure in problem.measures]
            statuses = (m.submission.status_text for m in problem.measures if m.submission)
            yield none.resting_on(*map(form_of, plans), *places(*statuses))


def override_without_reason(report: Report) -> Iterator[Diagnostic]:
    """C002 a status judged by the register without a reason."""
    for problem in report.problems():
        if problem.plan.status_override and not problem.plan.override_reason:
            span = problem.plan.override_reason.span
            yield complain(
                "C002", span, number=problem.number, status=problem.plan.status_override.name
            )


def follow_up_not_printed(report: Report) -> Iterator[Diagnostic]:
    """C003 a problem judged completed of which a measure is not."""
    for problem in report.problems():
        override = problem.plan.status_override
        if override and override.complete:
            for measure in problem.matters:
                assert measure.submission is not None
                follow_up = measure.submission.follow_up
                texts = (follow_up.situation, follow_up.next_steps, follow_up.deadline)
                spans = (
                    problem.plan.override_text.span,
                    measure.submission.status_text.span,
                    *(text.span for text in texts),
                )
                withheld = complain(
                    "C003", *spans, number=problem.number, status=override.name, id=measure.id
                )
                yield withheld.spoiling(*places(*texts))  # told, though they are not printed


def completed_after_signature(report: Report) -> Iterator[Diagnostic]:
    """C004 a completion later than the notice itself."""
    signed = report.information.signed_on
    for measure, submission in _answered(report):
        completed = submission.completed_on
        if (
            completed.value is not None
            and signed.value is not None
            and completed.value > signed.value
        ):
            yield complain(
                "C004",
                completed.span,
                signed.span,
                id=measure.id,
                completed=completed.value,
                signed=signed.value,
            )


def completed_after_cut_off(report: Report) -> Iterator[Diagnostic]:
    """C005 a completion later than the day up to which the notice counts."""
    cut_off, signed = report.information.cut_off, report.information.signed_on
    for measure, submission in _answered(report):
        completed = submission.completed_on
        if completed.value is None or cut_off.value is None or completed.value <= cut_off.value:
            continue
        if signed.value is None or completed.value <= signed.value:
            yield complain(
                "C005",
                completed.span,
                cut_off.span,
                id=measure.id,
                completed=completed.value,
                cut_off=cut_off.value,
            )


def completed_before_inspection(report: Report) -> Iterator[Diagnostic]:
    """C006 a completion earlier than the inspection that asked for it."""
    start = report.information.inspection_start
    for measure, submission in _answered(report):
        completed = submission.completed_on
        if (
            completed.value is not None
            and start.value is not None
            and completed.value < start.value
        ):
            yield complain(
                "C006",
                completed.span,
                start.span,
                id=measure.id,
                completed=completed.value,
                start=start.value,
            )


def completed_late(report: Report) -> Iterator[Diagnostic]:
    """C007 a completion after the day by which the measure was due."""
    for measure, submission in _answered(report):
        completed, due = submission.completed_on, due_day(measure)
        if completed.value is not None and due is not None and completed.value > due:
            places = (completed.span, limit_of(measure).span)
            told = {"completed": completed.value, "due": due}
            yield complain("C007", *places, id=measure.id, **told)


def overdue(report: Report) -> Iterator[Diagnostic]:
    """C008 unfinished past the day by which it was due, and no later one named."""
    signed = report.information.signed_on
    for measure, submission in _unfinished(report):
        due, deadline = due_day(measure), submission.follow_up.deadline
        if due is None or signed.value is None or due > signed.value:
            continue
        named = last_named(deadline.value)
        if (named is None and deadline and not deadline.imported) or (
            named is not None and signed.value <= named <= due
        ):
            yield complain("C008", deadline.span, limit_of(measure).span, id=measure.id, due=due)


def deadline_passed(report: Report) -> Iterator[Diagnostic]:
    """C009 a deadline for something unfinished that had passed when the notice was signed."""
    signed = report.information.signed_on
    for measure, submission in _unfinished(report):
        deadline = submission.follow_up.deadline
        named = last_named(deadline.value)
        if named is not None and signed.value is not None and named < signed.value:
            yield complain(
                "C009", deadline.span, signed.span, id=measure.id, named=named, signed=signed.value
            )


def deadline_undated(report: Report) -> Iterator[Diagnostic]:
    """C015 a deadline that names no day, month or year."""
    overdue_already = {diagnostic.spans[0] for diagnostic in overdue(report)}
    for measure, submission in _unfinished(report):
        deadline = submission.follow_up.deadline
        if (
            deadline
            and not deadline.imported
            and not dates(deadline.value)
            and deadline.span not in overdue_already
        ):
            yield complain("C015", deadline.span, id=measure.id, text=deadline.value.rstrip("。"))


def next_steps_beyond_deadline(report: Report) -> Iterator[Diagnostic]:
    """C016 steps planned for months after the deadline: told once, a wrong year makes all of them late."""
    for measure, submission in _unfinished(report):
        steps, deadline = submission.follow_up.next_steps, submission.follow_up.deadline
        named = last_named(deadline.value)
        year: int | None = None
        late = []
        for mention in dates(steps.value) if named else ():
            year = mention.year if mention.year is not None else year
            first = mention.first(year) if mention.month is not None else None
            if first is not None and named is not None and first > named:
                late.append(mention)
        if late:
            spans = [steps.span_at(mention.start, mention.end) for mention in late]
            shown = "”“".join(steps.value[mention.start : mention.end] for mention in late)
            places = (spans[0], deadline.span, *spans[1:])
            yield complain("C016", *places, id=measure.id, text=shown, named=named)


def completed_yet_going_on(report: Report) -> Iterator[Diagnostic]:
    """C010 a measure called completed whose own text says that something is still going on.

    An import can only guess which measures of an unfinished problem are the unfinished ones;
    those are left alone.
    """
    information = report.information
    cut_off = information.cut_off.value or information.signed_on.value
    guessed = {
        measure.id
        for problem in report.problems()
        for measure in problem.matters and problem.measures
    }
    for measure, submission in _answered(report):
        if submission.status is None or not submission.status.complete:
            continue
        if submission.sign_off.reporter.imported and measure.id in guessed:
            continue
        found = [
            (text, span) for text in _texts_of(submission) for span in going_on(text.value, cut_off)
        ]
        if found:
            text, (start, end) = found[0]
            others = (text.span_at(*span) for text, span in found[1:])
            word = _shown(text.value, start, end)
            yield complain(
                "C010",
                text.span_at(start, end),
                submission.status_text.span,
                *others,
                id=measure.id,
                status=submission.status.name,
                word=word,
            )


def unfinished_yet_done(report: Report) -> Iterator[Diagnostic]:
    """C011 a measure called unfinished whose texts say that everything is done."""
    for measure, submission in _unfinished(report):
        texts = [
            text
            for text in (*_texts_of(submission), submission.follow_up.situation)
            if text and not text.imported
        ]
        # A theme promises, it does not report.
        whole = "".join(text.value for text in texts if text is not submission.theme)
        if all_done(whole) is None or submission.status is None:
            continue
        for text in texts:
            span = all_done(text.value)
            if span is not None:
                yield complain(
                    "C011",
                    text.span_at(*span),
                    submission.status_text.span,
                    id=measure.id,
                    status=submission.status.name,
                    word=text.value[slice(*span)],
                )
                break


def figures_not_registered(report: Report) -> Iterator[Diagnostic]:
    """C012 a text full of figures of which none is registered."""
    for measure, submission in _answered(report):
        if measure.figures or submission.sign_off.reporter.imported or submission.progress.imported:
            continue
        persons = {"人", "名", "位"} if measure.handlings else set()
        found = [
            q
            for q in quantities(submission.progress.value)
            if q.measure_unit and q.exact and q.measure_unit not in persons
        ]
        if len(found) >= MANY:
            places = [submission.progress.span_at(q.start, q.end) for q in found]
            yield complain("C012", *places, id=measure.id, count=len(found))


def evidence_missing(report: Report) -> Iterator[Diagnostic]:
    """C013 a text that refers to enclosed material of which none is listed."""
    for measure, submission in _answered(report):
        if submission.evidence or submission.sign_off.reporter.imported:
            continue
        for text in _texts_of(submission):
            match = ENCLOSED.search(text.value)
            if match:
                yield complain(
                    "C013", text.span_at(*match.span()), id=measure.id, word=match.group()
                )
                break


def no_dated_measure(report: Report) -> Iterator[Diagnostic]:
    """C014 a problem with several measures none of which has a day to be done by."""
    for problem in report.problems():
        dues = [measure.plan.due for measure in problem.measures]
        if len(dues) > 1 and all(due.text.strip() == LONG_TERM for due in dues):
            yield complain("C014", *(due.span for due in dues), number=problem.number)


def _answered(report: Report) -> Iterator[tuple[Measure, Submission]]:
    """Yield the measures that have an answer, with it."""
    for measure in report.measures():
        if measure.submission is not None:
            yield measure, measure.submission


def _unfinished(report: Report) -> Iterator[tuple[Measure, Submission]]:
    """Yield the answered measures whose unit calls them incomplete."""
    for measure, submission in _answered(report):
        if submission.status is not None and not submission.status.complete:
            yield measure, submission


def _texts_of(submission: Submission) -> Iterator[Text]:
    """Yield what a form says of the work done; what is empty or left open by an import says
    nothing.
    """
    yield from (
        text for text in (submission.theme, submission.progress) if text and not text.imported
    )


def _shown(text: str, start: int, end: int) -> str:
    """Return a word with what follows it in its clause, so that a message makes sense."""
    return re.split(r"[，,。；;]", text[start : end + 12])[0]
