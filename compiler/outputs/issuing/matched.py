"""Which measure of the register each form is for by now: one comparison, by which forms are issued anew
and answers are printed or withheld.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from compiler.analysis.form_owners import issue_id
from compiler.analysis.issue_log import IssueLog
from compiler.analysis.misplaced import Standing
from compiler.analysis.reissue import NOTHING_SAID, Face, Judgement, Matching, match_measures
from compiler.brief import brief
from compiler.excel.reading.records import Record
from compiler.model.register import PlannedMeasure, PlannedProblem
from compiler.outputs.issuing.lineages import IssuedLineage, face_of_plan, lineages_of
from compiler.schema.definitions import Workbook


@attrs.frozen
class Matched:
    """What is out, by ``lineages``, and what the register plans, by ``faces``, matched by their places
    in the two; ``closed`` are forms whose issue is closed.
    """

    __repr__ = brief

    lineages: list[IssuedLineage]
    closed: list[Record]
    faces: list[Face]
    matching: Matching


def match_issued(
    forms: Sequence[Record],
    plans: Sequence[PlannedMeasure],
    problems: Sequence[PlannedProblem],
    log: IssueLog,
    aliases: Mapping[str, str],
    form: Workbook,
    said: Judgement = NOTHING_SAID,
) -> Matched:
    """Match what was issued, by 发放记录 or else by the forms, with the measures that are planned."""
    titles = {problem.number.value: problem for problem in problems}
    faces = [face_of_plan(it, titles.get(it.problem.value), form, aliases) for it in plans]
    lineages, closed = lineages_of(forms, log, aliases)
    unvouched = {old for old, it in enumerate(lineages) if not it.recorded}
    matching = match_measures([it.face for it in lineages], faces, said, unvouched)
    return Matched(lineages, closed, faces, matching)


def standings_of(
    forms: Sequence[Record],
    plans: Sequence[PlannedMeasure],
    problems: Sequence[PlannedProblem],
    log: IssueLog,
    aliases: Mapping[str, str],
    form: Workbook,
) -> dict[str, Standing]:
    """Return by file what the measures of forms are by now, as far as their issue says it: not of
    forms of an earlier release that 发放记录 does not have.
    """
    if not log.rows and not any(map(issue_id, forms)):
        return {}
    matched = match_issued(forms, plans, problems, log, aliases, form)
    return dict(_standings(matched, plans))


def _standings(matched: Matched, plans: Sequence[PlannedMeasure]) -> Iterator[tuple[str, Standing]]:
    pairs, doubtful = matched.matching.pairs, matched.matching.doubtful
    for old, lineage in enumerate(matched.lineages):
        if not lineage.issue_id:
            continue
        now = plans[pairs[old]] if old in pairs else None
        perhaps = tuple(plans[new] for it, new in doubtful if it == old)
        standing = Standing(lineage.issue_id, lineage.face.measure, now, perhaps)
        for form in (*lineage.forms, *lineage.earlier):
            yield form.file, standing
